//! Runs of one character round text: emphasis and its kin.
//!
//! A run may open, close, or both, by what stands beside it. The rules of pairing are those of Python-Markdown's
//! delimiter processor: openers wait on a stack by their character, a closer takes the last that fits. The regions that
//! come out become nested elements. Must never look back at a text that it has passed.

use super::super::reader::Reader;
use super::super::scan::Fuel;
use super::super::stash::ETX;
use super::super::text::Text;
use super::super::tree::{Id, Tree};
use super::flanks::{self, Role};
use super::{Found, Made};

/// A character and what runs of it mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delimiter {
    pub(super) token: u8,
    /// The tag of two, and that of one; the same where there is only one tag.
    pub(super) tags: (&'static str, &'static str),
    /// Whether runs within words mean nothing.
    pub(super) is_smart: bool,
    /// Whether one alone means nothing.
    pub(super) needs_two: bool,
    /// Whose rules they follow.
    pub(super) kin: Kin,
}

/// Whose rules delimiters follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    /// Python-Markdown's own.
    Core,
    /// Those of PyMdown Extensions.
    PyMdown {
        /// Whether punctuation beside them counts, as in CommonMark.
        has_punctuation: bool,
        /// Whether one of them holds no white space.
        needs_no_space: bool,
    },
}

impl Delimiter {
    /// What most of them are.
    pub(super) const PLAIN: Self =
        Self { token: b'*', tags: ("strong", "em"), is_smart: false, needs_two: false, kin: Kin::Core };

    fn has_two_tags(&self) -> bool {
        self.tags.0 != self.tags.1
    }

    /// How many of so many characters one element takes.
    fn size(&self, left: usize) -> usize {
        let most = if self.has_two_tags() || self.needs_two { 2 } else { 1 };
        if self.kin == Kin::Core && self.has_two_tags() && left == 3 { 1 } else { most.min(left) }
    }

    /// Whether it is always one character.
    fn is_single(&self) -> bool {
        !self.has_two_tags() && !self.needs_two
    }

    fn needs_no_space(&self) -> bool {
        !self.needs_two && matches!(self.kin, Kin::PyMdown { needs_no_space: true, .. })
    }
}

/// An opener that waits.
#[derive(Debug, Clone, Copy)]
struct Opener {
    start: usize,
    end: usize,
    is_ambiguous: bool,
    /// The length of its run, as written.
    written: usize,
    /// What is left of it.
    left: usize,
}

/// An element: where its delimiters stand.
#[derive(Debug, Clone, Copy)]
struct Region {
    start: usize,
    inner_start: usize,
    inner_end: usize,
    end: usize,
    tag: &'static str,
}

/// All elements of these delimiters in a text.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text, delimiters: &[Delimiter]) -> Vec<Found> {
    let mut pairing = Pairing {
        text,
        delimiters,
        stacks: vec![Vec::new(); delimiters.len()],
        regions: Vec::new(),
        spaces: vec![Spaces::default(); delimiters.len()],
        last_end: 0,
        checked: Checked::default(),
        fuel: Fuel::of(text.len()),
    };
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some((start, which)) = pairing.next_token(at) {
        at = pairing.run(start, which);
        let mut regions = std::mem::take(&mut pairing.regions);
        regions.sort_by_key(|region| (region.start, std::cmp::Reverse(region.end)));
        let mut first = 0;
        while let Some(outer) = regions.get(first).copied() {
            let count = regions[first..].iter().take_while(|region| region.start < outer.end).count();
            let id = build(&mut reader.tree, text, &regions[first..first + count]);
            found.push(Found { start: outer.start, end: outer.end, made: Made::Element(id) });
            at = outer.end;
            pairing.last_end = at;
            first += count;
        }
    }
    found
}

/// The elements of regions, the first of which holds the others.
fn build(tree: &mut Tree, text: &Text, regions: &[Region]) -> Id {
    let mut open: Vec<(Id, Region)> = Vec::new();
    let mut at = 0;
    let mut root = None;
    for region in regions {
        while let Some((id, outer)) = open.last().copied().filter(|(_, outer)| outer.end <= region.start) {
            tree.append_text(id, &text.slice(at..outer.inner_end));
            at = outer.end;
            open.pop();
        }
        let id = tree.make(region.tag, text.span(region.start..region.end));
        if let Some((parent, _)) = open.last().copied() {
            tree.append_text(parent, &text.slice(at..region.start));
            tree[parent].children.push(id);
        }
        root.get_or_insert(id);
        at = region.inner_start;
        open.push((id, *region));
    }
    while let Some((id, outer)) = open.pop() {
        tree.append_text(id, &text.slice(at..outer.inner_end));
        at = outer.end;
    }
    root.unwrap_or_else(|| tree.make("span", text.span(0..0)))
}

struct Pairing<'t> {
    text: &'t Text,
    delimiters: &'t [Delimiter],
    stacks: Vec<Vec<Opener>>,
    regions: Vec<Region>,
    /// Whether what waits may hold white space, by the delimiter.
    spaces: Vec<Spaces>,
    /// Where the last element ends.
    last_end: usize,
    checked: Checked,
    fuel: Fuel,
}

/// How many runs wait that hold no white space: all of them, and those of one character.
#[derive(Debug, Clone, Copy, Default)]
struct Spaces {
    odd: usize,
    singles: usize,
}

/// Stretches that were searched for white space: one with, one without.
#[derive(Debug, Clone, Copy, Default)]
struct Checked {
    with: Option<(usize, usize)>,
    without: Option<(usize, usize)>,
}

/// What comes of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Run,
    Stop,
}

impl Pairing<'_> {
    /// The first character at or behind a place that is one of the delimiters.
    fn next_token(&self, from: usize) -> Option<(usize, usize)> {
        let bytes = self.text.as_bytes();
        let which = |byte: &u8| self.delimiters.iter().position(|delimiter| delimiter.token == *byte);
        (from..bytes.len()).find_map(|at| Some((at, which(&bytes[at])?)))
    }

    fn run_length(&self, at: usize, which: usize) -> usize {
        let token = self.delimiters[which].token;
        self.text.as_bytes()[at..].iter().take_while(|byte| **byte == token).count()
    }

    /// What the run at a place may do, and how long it is; `None` where it is text.
    fn role(&self, at: usize, which: usize) -> Option<(Role, usize)> {
        let length = self.run_length(at, which);
        let rest = &self.text[at + length..];
        let behind = rest.chars().next().filter(|_| rest != "\n");
        flanks::role(&self.delimiters[which], flanks::Run { length, before: self.before(at, which), behind })
    }

    /// The character before a run: behind an element the sign of it, or what stood before the run that closed it.
    fn before(&self, at: usize, which: usize) -> Option<char> {
        let before = self.text[..at].chars().next_back();
        if at == 0 || at != self.last_end {
            return before;
        }
        let delimiter = &self.delimiters[which];
        let token = char::from(delimiter.token);
        if delimiter.kin == Kin::Core || before != Some(token) {
            return Some(ETX);
        }
        self.text[..at].trim_end_matches(token).chars().next_back().or(Some(ETX))
    }

    /// Pairs from an opener on; gives back where to go on if nothing came of it.
    fn run(&mut self, start: usize, which: usize) -> usize {
        let length = self.run_length(start, which);
        let Some((role, length)) = self.role(start, which).filter(|(role, _)| *role != Role::Closes) else {
            return start + length;
        };
        if self.delimiters[which].needs_two && length < 2 {
            return start + 1;
        }
        self.stacks.iter_mut().for_each(Vec::clear);
        self.spaces.fill(Spaces::default());
        self.checked = Checked::default();
        let is_ambiguous = role == Role::Either;
        self.wait(which, Opener { start, end: start + length, is_ambiguous, written: length, left: length });
        let mut at = start + length;
        while self.stacks.iter().any(|stack| !stack.is_empty()) {
            let Some((start, which)) = self.next_token(at) else { break };
            if !self.fuel.pay(start - at + 1) {
                break;
            }
            match self.role(start, which) {
                None => at = start + 1,
                Some((Role::Closes, _)) if self.stacks[which].is_empty() => at = start + 1,
                Some((role, length)) => {
                    at = start + length;
                    if self.pair(Run { start, length, which, role }) == Next::Stop {
                        break;
                    }
                }
            }
        }
        let waiting = self.stacks.iter().flatten();
        let is_enough = self.delimiters[which].kin == Kin::Core || waiting.clone().count() > 1;
        let last = waiting.max_by_key(|opener| opener.start).filter(|_| is_enough);
        last.map_or(start + 1, |opener| opener.end).max(start + 1)
    }

    /// Lets a run close what it can, and wait if it may open.
    fn pair(&mut self, run: Run) -> Next {
        let delimiter = self.delimiters[run.which];
        let is_ambiguous = run.role == Role::Either;
        let mut closing = Closing { start: run.start, current: run.length, may_open: run.role != Role::Closes };
        let mut may_close = run.role != Role::Opens;
        let mut last = self.last(run.which);
        if is_ambiguous && run.length != last {
            last = self.past_rule_of_three(run.which, run.length).unwrap_or(last);
        }
        let fits = self.stacks[run.which].last().is_some_and(|opener| {
            (run.length > last && (!is_ambiguous || !rule_of_three(opener.written, run.length)))
                || run.length == last
                || run.length >= 3
        });
        if may_close && fits {
            closing.may_open = false;
            match self.close_all(&run, &mut closing, &mut last) {
                Closed::Done => may_close = false,
                Closed::More => {}
                Closed::End(next) => return next,
            }
            if run.length >= 3 && closing.current > 0 && is_ambiguous {
                let (start, end) = (run.start + run.length - closing.current, run.start + run.length);
                let left = closing.current;
                self.wait(run.which, Opener { start, end, is_ambiguous: false, written: run.length, left });
                may_close = false;
            } else {
                may_close = may_close && closing.current > 0 && last > closing.current;
            }
        }
        let is_inner = may_close && (last >= 3 || !is_ambiguous) && last > closing.current;
        if is_inner && !self.stacks[run.which].is_empty() {
            match self.close_inner(run.which, &mut closing) {
                Some(Next::Run) => {}
                Some(Next::Stop) => return Next::Run,
                None => return Next::Stop,
            }
        }
        if closing.may_open && (!delimiter.needs_two || closing.current != 1) {
            return self.open(&run, closing.current, is_ambiguous);
        }
        Next::Run
    }

    /// Lets a run wait, unless white space keeps it from ever being closed.
    fn open(&mut self, run: &Run, current: usize, is_ambiguous: bool) -> Next {
        let delimiter = self.delimiters[run.which];
        let Spaces { odd, singles } = self.spaces[run.which];
        if delimiter.needs_no_space()
            && (odd > 0 || delimiter.is_single())
            && let Some(opener) = self.stacks[run.which].last().copied()
            && self.has_space(opener.end, run.start)
        {
            if odd > 1 || singles > 0 || delimiter.is_single() {
                if !self.others_wait(run.which) {
                    return Next::Stop;
                }
                self.forget(run.which);
            }
            return Next::Run;
        }
        let end = run.start + run.length;
        self.wait(run.which, Opener { start: end - current, end, is_ambiguous, written: current, left: current });
        Next::Run
    }

    /// Closes openers until the run is used up, the last first.
    fn close_all(&mut self, run: &Run, closing: &mut Closing, last: &mut usize) -> Closed {
        let delimiter = self.delimiters[run.which];
        let furthest = self.stacks[run.which].last().copied();
        while closing.current > 0 && *last <= closing.current {
            let Some(opener) = self.stacks[run.which].pop() else { break };
            let Some(opener) = self.without_space(run.which, opener, closing, last) else {
                if self.others_wait(run.which) {
                    self.forget(run.which);
                    return Closed::End(Next::Run);
                }
                self.stacks[run.which].extend(furthest);
                return Closed::End(Next::Stop);
            };
            let size = delimiter.size(opener.left);
            self.region(run.which, (opener.end - size, opener.end), (closing.start, closing.start + size));
            closing.start += size;
            closing.current -= size.min(closing.current);
            let left = opener.left - size;
            if left > 0 && (!delimiter.needs_two || left != 1) {
                self.wait(run.which, Opener { end: opener.end - size, left, ..opener });
            }
            if self.stacks[run.which].is_empty() {
                if delimiter.kin != Kin::Core && self.others_wait(run.which) {
                    self.forget(run.which);
                    return Closed::End(Next::Run);
                }
                return Closed::Done;
            }
            *last = self.last(run.which);
        }
        Closed::More
    }

    /// The opener, or the first of those before it that has no white space up to the closer.
    fn without_space(&mut self, which: usize, first: Opener, closing: &Closing, last: &mut usize) -> Option<Opener> {
        let delimiter = self.delimiters[which];
        let mut opener = first;
        while delimiter.needs_no_space() {
            let is_strict = self.spaces[which].odd > 0 || delimiter.is_single() || closing.current == 1;
            let is_okay = !(is_strict && self.has_space(opener.end, closing.start));
            self.let_go(which, opener.left);
            if is_okay {
                break;
            }
            opener = self.stacks[which].pop()?;
            *last = opener.left;
        }
        Some(opener)
    }

    /// A closer that is shorter than the opener takes a part of it. `None` ends the pairing, `Stop` passes the run over.
    fn close_inner(&mut self, which: usize, closing: &mut Closing) -> Option<Next> {
        let delimiter = self.delimiters[which];
        let mut opener = self.stacks[which].pop()?;
        while opener.left != 3 && opener.is_ambiguous {
            let Some(next) = self.stacks[which].pop() else { break };
            self.let_go(which, opener.left);
            opener = next;
        }
        if opener.is_ambiguous && opener.left != 3 {
            if self.others_wait(which) {
                self.forget(which);
                return Some(Next::Stop);
            }
            return None;
        }
        if delimiter.needs_no_space()
            && (closing.current == 1 || delimiter.is_single())
            && self.has_space(opener.end, closing.start)
        {
            self.stacks[which].push(opener);
            return Some(Next::Run);
        }
        self.let_go(which, opener.left);
        closing.may_open = false;
        let mut last = opener.left;
        let mut end = opener.end;
        while closing.current > 0 && last > 0 && (!delimiter.needs_two || closing.current != 1) {
            let size = delimiter.size(closing.current).min(last);
            self.region(which, (opener.start + last - size, end), (closing.start, closing.start + size));
            closing.start += size;
            closing.current -= size;
            last -= size;
            end -= size;
        }
        if last > 0 && (!delimiter.needs_two || last > 1) {
            self.wait(which, Opener { end, is_ambiguous: false, left: last, ..opener });
        }
        Some(Next::Run)
    }

    /// Puts an opener on its stack.
    fn wait(&mut self, which: usize, opener: Opener) {
        let delimiter = self.delimiters[which];
        if delimiter.needs_no_space() && !delimiter.is_single() {
            self.spaces[which].singles += usize::from(opener.left == 1);
            self.spaces[which].odd += usize::from(opener.left != 2);
        }
        self.stacks[which].push(opener);
    }

    /// Notes that an opener of this length waits no more.
    fn let_go(&mut self, which: usize, left: usize) {
        let spaces = &mut self.spaces[which];
        spaces.singles = spaces.singles.saturating_sub(usize::from(left == 1));
        spaces.odd = spaces.odd.saturating_sub(usize::from(left != 2));
    }

    /// Lets all openers of a delimiter go.
    fn forget(&mut self, which: usize) {
        self.stacks[which].clear();
        self.spaces[which] = Spaces::default();
    }

    fn others_wait(&self, which: usize) -> bool {
        self.stacks.iter().enumerate().any(|(other, stack)| other != which && !stack.is_empty())
    }

    /// Whether there is white space in a stretch of the text: judged by one that overlaps it, where one was searched.
    fn has_space(&mut self, start: usize, end: usize) -> bool {
        let last = end.saturating_sub(1);
        let overlaps = |known: &(usize, usize)| start.max(known.0) <= last.min(known.1);
        let grown = |known: Option<(usize, usize)>| {
            Some(known.map_or((start, last), |known| (known.0.min(start), known.1.max(last))))
        };
        if self.checked.with.as_ref().is_some_and(overlaps) {
            self.checked.with = grown(self.checked.with);
            return true;
        }
        if self.checked.without.as_ref().is_some_and(overlaps) {
            self.checked.without = grown(self.checked.without);
            return false;
        }
        let has_space =
            self.fuel.pay(end.saturating_sub(start)) && self.text[start.min(end)..end].contains(char::is_whitespace);
        let known = if has_space { &mut self.checked.with } else { &mut self.checked.without };
        *known = grown(*known);
        has_space
    }

    fn last(&self, which: usize) -> usize {
        self.stacks[which].last().map_or(0, |opener| opener.left)
    }

    /// The length of an opener further down that the rule of three lets pair, where the last may not.
    fn past_rule_of_three(&mut self, which: usize, current: usize) -> Option<usize> {
        let (last, others) = self.stacks[which].split_last()?;
        if !rule_of_three(last.written, current) || !self.fuel.pay(others.len()) {
            return None;
        }
        let fits = |opener: &Opener| opener.left == current && !rule_of_three(opener.written, current);
        let at = others.iter().rposition(fits)?;
        while self.delimiters[which].kin != Kin::Core && self.stacks[which].len() > at + 1 {
            let left = self.stacks[which].pop().map_or(0, |opener| opener.left);
            self.let_go(which, left);
        }
        Some(current)
    }

    /// Notes an element; what waits inside of it waits no more.
    fn region(&mut self, which: usize, open: (usize, usize), close: (usize, usize)) {
        let tags = self.delimiters[which].tags;
        let tag = if close.1 - close.0 == 2 { tags.0 } else { tags.1 };
        self.regions.push(Region { start: open.0, inner_start: open.1, inner_end: close.0, end: close.1, tag });
        for which in 0..self.stacks.len() {
            let is_within = |opener: &mut Opener| opener.start >= open.0 && opener.start < close.1;
            while let Some(opener) = self.stacks[which].pop_if(is_within) {
                self.let_go(which, opener.left);
            }
        }
    }
}

/// A run that is closing openers: where it goes on, what is left of it, and whether the rest may open.
#[derive(Debug, Clone, Copy)]
struct Closing {
    start: usize,
    current: usize,
    may_open: bool,
}

/// What came of closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closed {
    /// No opener is left.
    Done,
    /// There are others.
    More,
    /// The run is done with.
    End(Next),
}

/// A run of delimiters.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    length: usize,
    which: usize,
    role: Role,
}

/// Whether two runs may not pair where one of them could both open and close: by the lengths that they were
/// written with.
fn rule_of_three(opener: usize, closer: usize) -> bool {
    (opener + closer).is_multiple_of(3) && (!opener.is_multiple_of(3) || !closer.is_multiple_of(3))
}

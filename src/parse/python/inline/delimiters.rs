//! Runs of one character round text: emphasis and its kin.
//!
//! A run may open, close, or both, by what stands beside it. The rules of pairing are those of Python-Markdown's
//! delimiter processor: openers wait on a stack by their character, a closer takes the last that fits. The regions that
//! come out become nested elements. Must never look back at a text that it has passed.

use super::super::reader::Reader;
use super::super::scan::Fuel;
use super::super::text::Text;
use super::super::tree::{Id, Tree};
use super::{Found, Made, is_word};

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
}

impl Delimiter {
    /// What most of them are.
    pub(super) const PLAIN: Self = Self { token: b'*', tags: ("strong", "em"), is_smart: false, needs_two: false };

    fn has_two_tags(&self) -> bool {
        self.tags.0 != self.tags.1
    }

    /// How many characters one element takes at most.
    fn most(&self) -> usize {
        if self.has_two_tags() || self.needs_two { 2 } else { 1 }
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

/// What a run may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    Either,
}

/// All elements of these delimiters in a text.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text, delimiters: &[Delimiter]) -> Vec<Found> {
    let mut pairing = Pairing {
        text,
        delimiters,
        stacks: vec![Vec::new(); delimiters.len()],
        regions: Vec::new(),
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
    fuel: Fuel,
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

    /// What the run at a place may do; `None` where it is text.
    fn role(&self, at: usize, which: usize) -> Option<Role> {
        let delimiter = &self.delimiters[which];
        let token = char::from(delimiter.token);
        let before = self.text[..at].chars().next_back();
        let rest = &self.text[at + self.run_length(at, which)..];
        let behind = rest.chars().next().filter(|_| rest != "\n");
        let closes = before.is_some_and(|c| !c.is_whitespace() && c != token);
        let opens = behind.is_some_and(|c| !c.is_whitespace());
        let may = |beside: Option<char>| {
            !delimiter.is_smart || beside.is_none_or(|c| (token != '_' && c == '_') || !(is_word(c) || c == token))
        };
        let (may_open, may_close) = (may(before), may(rest.chars().next()));
        if closes && opens && may_open && may_close {
            Some(Role::Either)
        } else if closes && may_close {
            Some(Role::Closes)
        } else if opens && may_open {
            Some(Role::Opens)
        } else {
            None
        }
    }

    /// Pairs from an opener on; gives back where to go on if nothing came of it.
    fn run(&mut self, start: usize, which: usize) -> usize {
        let length = self.run_length(start, which);
        let role = self.role(start, which);
        let Some(role) = role.filter(|role| *role != Role::Closes) else { return start + length };
        if self.delimiters[which].needs_two && length < 2 {
            return start + 1;
        }
        self.stacks.iter_mut().for_each(Vec::clear);
        let is_ambiguous = role == Role::Either;
        self.stacks[which].push(Opener { start, end: start + length, is_ambiguous, written: length, left: length });
        let mut at = start + length;
        while self.stacks.iter().any(|stack| !stack.is_empty()) {
            let Some((start, which)) = self.next_token(at) else { break };
            if !self.fuel.pay(start - at + 1) {
                break;
            }
            let length = self.run_length(start, which);
            at = start + length;
            match self.role(start, which) {
                None => at = start + 1,
                Some(Role::Closes) if self.stacks[which].is_empty() => at = start + 1,
                Some(role) => {
                    if !self.pair(Run { start, length, which, role }) {
                        break;
                    }
                }
            }
        }
        self.stacks.iter().flatten().map(|opener| opener.end).max().unwrap_or(start + length).max(start + 1)
    }

    /// Lets a run close what it can, and wait if it may open. Gives back whether pairing goes on.
    fn pair(&mut self, run: Run) -> bool {
        let delimiter = self.delimiters[run.which];
        let is_ambiguous = run.role == Role::Either;
        let (mut start, mut current) = (run.start, run.length);
        let mut may_open = run.role != Role::Closes;
        let mut may_close = run.role != Role::Opens;
        let mut last = self.last(run.which);
        if is_ambiguous && current != last {
            last = self.past_rule_of_three(run.which, current).unwrap_or(last);
        }
        let fits = self.stacks[run.which].last().is_some_and(|opener| {
            (current > last && (!is_ambiguous || !rule_of_three(opener.written, current)))
                || current == last
                || current >= 3
        });
        if may_close && fits {
            may_open = false;
            let original = current;
            while current > 0 && last <= current {
                let Some(opener) = self.stacks[run.which].pop() else { break };
                let size =
                    opener.left.min(if delimiter.has_two_tags() && opener.left == 3 { 1 } else { delimiter.most() });
                self.region(run.which, (opener.end - size, opener.end), (start, start + size));
                start += size;
                current -= size.min(current);
                let left = opener.left - size;
                if left > 0 && (!delimiter.needs_two || left != 1) {
                    self.stacks[run.which].push(Opener { end: opener.end - size, left, ..opener });
                }
                if self.stacks[run.which].is_empty() {
                    may_close = false;
                    break;
                }
                last = self.last(run.which);
            }
            if original >= 3 && current > 0 && is_ambiguous {
                let start = run.start + original - current;
                let end = run.start + run.length;
                let opener = Opener { start, end, is_ambiguous: false, written: original, left: current };
                self.stacks[run.which].push(opener);
                may_close = false;
            } else {
                may_close = may_close && current > 0 && last > current;
            }
        }
        let is_inner = may_close && (last >= 3 || !is_ambiguous) && last > current;
        if is_inner && !self.stacks[run.which].is_empty() {
            match self.close_inner(run.which, start, current) {
                Some(true) => may_open = false,
                Some(false) => return true,
                None => return false,
            }
        }
        if may_open && (!delimiter.needs_two || current != 1) {
            let end = run.start + run.length;
            self.stacks[run.which].push(Opener { start, end, is_ambiguous, written: current, left: current });
        }
        true
    }

    /// A closer that is shorter than the opener takes a part of it. `None` ends the pairing, `false` passes the run over.
    fn close_inner(&mut self, which: usize, mut start: usize, mut current: usize) -> Option<bool> {
        let delimiter = self.delimiters[which];
        let mut opener = self.stacks[which].pop()?;
        while opener.left != 3 && opener.is_ambiguous {
            let Some(next) = self.stacks[which].pop() else { break };
            opener = next;
        }
        if opener.is_ambiguous && opener.left != 3 {
            let others = self.stacks.iter().enumerate().any(|(other, stack)| other != which && !stack.is_empty());
            if others {
                self.stacks[which].clear();
                return Some(false);
            }
            return None;
        }
        let mut last = opener.left;
        let mut end = opener.end;
        while current > 0 && last > 0 && (!delimiter.needs_two || current != 1) {
            let size =
                current.min(if delimiter.has_two_tags() && current == 3 { 1 } else { delimiter.most() }).min(last);
            self.region(which, (opener.start + last - size, end), (start, start + size));
            start += size;
            current -= size;
            last -= size;
            end -= size;
        }
        if last > 0 && (!delimiter.needs_two || last > 1) {
            self.stacks[which].push(Opener { end, is_ambiguous: false, left: last, ..opener });
        }
        Some(true)
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
        let fits = |opener: &&Opener| opener.left == current && !rule_of_three(opener.written, current);
        others.iter().rev().find(fits).map(|_| current)
    }

    /// Notes an element; what waits inside of it waits no more.
    fn region(&mut self, which: usize, open: (usize, usize), close: (usize, usize)) {
        let tags = self.delimiters[which].tags;
        let tag = if close.1 - close.0 == 2 { tags.0 } else { tags.1 };
        self.regions.push(Region { start: open.0, inner_start: open.1, inner_end: close.0, end: close.1, tag });
        for stack in &mut self.stacks {
            while stack.pop_if(|opener| opener.start >= open.0 && opener.start < close.1).is_some() {}
        }
    }
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

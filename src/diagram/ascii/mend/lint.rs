//! What is not drawn as it was meant, and the changes that mend it.
//!
//! [`Picture`] → [`Flaw`]s; text → [`Change`]s. Only what the recogniser had to repair is a flaw, so that an author agrees
//! with each. A change is tried before it is offered: words stay, the model stays, and the flaw is gone, else there is
//! none. Must never touch a word.

use std::collections::BTreeMap;

use crate::diagram::Flaw;
use crate::diagram::ascii::glyph::{arrow, glyph};
use crate::diagram::ascii::grid::{Oddity, Wide, is_hidden};
use crate::diagram::ascii::judge::confidence;
use crate::diagram::ascii::lines::nets::Node;
use crate::diagram::ascii::mend::slips::Slip;
use crate::diagram::ascii::mend::straighten::Beyond;
use crate::diagram::ascii::mend::{gaps, joints, ragged, separators, straighten};
use crate::diagram::ascii::model::Direction;
use crate::diagram::ascii::recognise::{Picture, recognise, recognise_as, recognise_plain};
use crate::text::Span;

/// What to put in place of some bytes.
pub(in crate::diagram::ascii) type Change = (Span, String);

/// The names of the flaws, which are those of the rules.
pub(in crate::diagram::ascii) const RAGGED: &str = "ragged-box";
pub(in crate::diagram::ascii) const NARROW: &str = "box-too-narrow";
pub(in crate::diagram::ascii) const UNCLOSED: &str = "unclosed-box";
pub(in crate::diagram::ascii) const BLANK: &str = "odd-blank-in-diagram";
pub(in crate::diagram::ascii) const DOUBT: &str = "low-confidence-diagram";
pub(in crate::diagram::ascii) const EMPTY: &str = "mistagged-diagram";
pub(in crate::diagram::ascii) const SEPARATOR: &str = "short-separator";
pub(in crate::diagram::ascii) const JUNCTION: &str = "missing-junction";
pub(in crate::diagram::ascii) const DRIFT: &str = "line-drift";
pub(in crate::diagram::ascii) const ARROW: &str = "dangling-arrow";
pub(in crate::diagram::ascii) const TAB: &str = "tab-in-diagram";
pub(in crate::diagram::ascii) const WIDTH: &str = "ambiguous-width";

/// The kinds that can be mended, in the order in which they make room for each other.
const ORDER: [&[&str]; 8] =
    [&[TAB], &[BLANK], &[WIDTH], &[RAGGED, NARROW], &[UNCLOSED], &[SEPARATOR], &[DRIFT], &[JUNCTION]];

/// Whether two kinds are mended by the same changes.
fn is_alike(one: &str, other: &str) -> bool {
    one == other || ORDER.iter().any(|kinds| kinds.contains(&one) && kinds.contains(&other))
}

/// How often a set of changes is tried on one diagram.
const MOST_TRIALS: usize = 12;

/// The flaws of a picture, by place. Where a box is not straight, what lines mean is a guess, and nothing is said of them.
pub(in crate::diagram::ascii) fn flaws(picture: &Picture<'_>) -> Vec<Flaw> {
    let mut found = all(picture);
    if found.iter().any(|flaw| matches!(flaw.rule, RAGGED | NARROW)) {
        found.retain(|flaw| !matches!(flaw.rule, JUNCTION | DRIFT | ARROW | SEPARATOR));
    }
    found
}

fn all(picture: &Picture<'_>) -> Vec<Flaw> {
    let mut found = ragged::flaws(picture);
    found.extend(ragged::slips(picture));
    found.extend(separators::separators(picture).iter().map(|short| short.flaw(picture)));
    found.extend(joints::flaws(picture));
    found.extend(gaps::flaws(picture));
    found.extend(confidence::flaw(picture));
    found.extend(tab(picture));
    found.extend(blank(picture));
    found.extend(width(picture));
    found.sort_by(|one, other| (one.span, one.rule).cmp(&(other.span, other.rule)));
    found.dedup_by(|one, other| (one.span, one.rule) == (other.span, other.rule));
    found
}

/// The changes that mend all flaws of one kind, or as many of them as can be mended without doubt; empty where none can.
pub(in crate::diagram::ascii) fn changes(source: &str, rule: &str) -> Vec<Change> {
    let Ok(picture) = recognise(source) else { return Vec::new() };
    let is_mended = ORDER.iter().any(|kinds| kinds.contains(&rule));
    if !is_mended || !flaws(&picture).iter().any(|flaw| flaw.rule == rule) {
        return Vec::new();
    }
    // Changes of one kind at a time: two kinds may want the same bytes, and one may move what the other means.
    let before = ORDER.iter().take_while(|kinds| !kinds.contains(&rule)).filter_map(|kinds| kinds.first());
    if before.map(|other| changes_of(source, &picture, other)).any(|changes| !changes.is_empty()) {
        return Vec::new();
    }
    changes_of(source, &picture, rule)
}

fn changes_of(source: &str, picture: &Picture<'_>, rule: &str) -> Vec<Change> {
    if !flaws(picture).iter().any(|flaw| is_alike(flaw.rule, rule)) {
        return Vec::new();
    }
    let groups = match rule {
        TAB => vec![expanded(picture)],
        // Columns are a guess where there are tabs.
        _ if picture.grid.oddities.iter().any(|(oddity, _)| *oddity == Oddity::Tab) => Vec::new(),
        RAGGED | NARROW => return straightened(source, picture, rule),
        UNCLOSED => gaps::gaps(picture).into_iter().map(|gap| vec![gap.change(picture)]).collect(),
        BLANK => vec![plain_blanks(picture)],
        WIDTH => {
            let Ok(wide) = recognise_as(source, Wide::Two) else { return Vec::new() };
            let slips: Vec<_> = wide.slips.iter().map(|slip| slip.changes.clone()).collect();
            let straight = straighten::changes(&wide, Beyond::Stays);
            let both = slips.iter().chain(&straight).cloned().collect();
            return tried(source, picture, rule, &[slips, straight, both]);
        }
        SEPARATOR => separators::separators(picture).iter().map(|short| short.changes(picture)).collect(),
        JUNCTION => joints::junctions(picture),
        DRIFT => slips(picture, DRIFT).into_iter().chain(joints::drifts(picture)).collect(),
        _ => Vec::new(),
    };
    tried(source, picture, rule, &[groups])
}

/// What puts back the rows of which a border slid aside, or only lines.
fn slips(picture: &Picture<'_>, rule: &str) -> Vec<Vec<Change>> {
    let is_meant = |slip: &&Slip| ragged::slid(picture, slip).is_some() == (rule != DRIFT);
    picture.slips.iter().filter(is_meant).map(|slip| slip.changes.clone()).collect()
}

/// What makes boxes straight: rows put back that slid aside, or all walls put to their places.
fn straightened(source: &str, picture: &Picture<'_>, rule: &str) -> Vec<Change> {
    const WAYS: [Beyond; 3] = [Beyond::Stays, Beyond::GoesAlong, Beyond::Rests];
    if picture.slips.is_empty() {
        return tried(source, picture, rule, &WAYS.map(|beyond| straighten::changes(picture, beyond)));
    }
    let mut ways = vec![slips(picture, rule)];
    let changes = tried(source, picture, rule, &ways);
    let before = Tally::of(picture);
    if before.mended(source, &changes, rule) == Some(0) {
        return changes;
    }
    let Ok(plain) = recognise_plain(source, picture.wide) else { return changes };
    ways.extend(WAYS.map(|beyond| straighten::changes(&plain, beyond)));
    tried(source, picture, rule, &ways)
}

/// Of several ways to mend a kind of flaw the first that mends all; else of all their groups those that are safe.
fn tried(source: &str, picture: &Picture<'_>, rule: &str, ways: &[Vec<Vec<Change>>]) -> Vec<Change> {
    let before = Tally::of(picture);
    let whole = ways.iter().map(|groups| groups.iter().flatten().cloned().collect::<Vec<Change>>());
    let all = whole.into_iter().find(|all| before.mended(source, all, rule) == Some(0));
    let mut kept = all.unwrap_or_else(|| {
        let (mut kept, mut least): (Vec<Change>, usize) = (Vec::new(), before.count(rule));
        for group in ways.iter().flatten().take(MOST_TRIALS) {
            let more: Vec<Change> = kept.iter().chain(group).cloned().collect();
            if let Some(left) = before.mended(source, &more, rule).filter(|&left| left < least) {
                (kept, least) = (more, left);
            }
        }
        kept
    });
    kept.sort();
    kept.dedup();
    kept
}

/// The text with the changes made; `None` where two of them clash.
pub(in crate::diagram::ascii) fn applied(source: &str, changes: &[Change]) -> Option<String> {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort();
    sorted.dedup();
    let (mut out, mut at) = (String::with_capacity(source.len()), 0);
    for (span, text) in sorted {
        out.push_str(source.get(at..span.start)?);
        out.push_str(text);
        at = span.end;
    }
    out.push_str(source.get(at..)?);
    Some(out)
}

/// What has to stay when a diagram is changed: its words and its graph; and how many flaws of each kind it has.
struct Tally {
    words: Vec<String>,
    graph: Vec<String>,
    edges: usize,
    flaws: BTreeMap<&'static str, usize>,
    /// Lines among them that slid aside.
    slid: usize,
}

impl Tally {
    fn of(picture: &Picture<'_>) -> Self {
        let mut counts = BTreeMap::new();
        for flaw in all(picture) {
            *counts.entry(flaw.rule).or_insert(0) += 1;
        }
        Self {
            words: words(picture.grid.source()),
            graph: graph(picture),
            edges: picture.model.edges.len(),
            flaws: counts,
            slid: slips(picture, DRIFT).len(),
        }
    }

    fn count(&self, rule: &str) -> usize {
        let one = |rule: &str| self.flaws.get(rule).copied().unwrap_or(0);
        if matches!(rule, RAGGED | NARROW) { one(RAGGED) + one(NARROW) } else { one(rule) }
    }

    /// How many flaws of a kind are left after a change that is safe; `None` for one that is not.
    fn mended(&self, source: &str, changes: &[Change], rule: &str) -> Option<usize> {
        let text = applied(source, changes).filter(|text| !changes.is_empty() && text != source)?;
        if words(&text) != self.words {
            return None;
        }
        let after = Self::of(&recognise(&text).ok()?);
        // That a line slid aside may be seen only when the boxes around it are straight.
        let seen = |tally: &Self, rule: &str| tally.count(rule) - if rule == DRIFT { tally.slid } else { 0 };
        let spares = |other: &&str| seen(&after, other) <= seen(self, other);
        let others = [RAGGED, UNCLOSED, SEPARATOR, JUNCTION, DRIFT, ARROW, TAB, BLANK, WIDTH];
        // A line drawn across a box makes two of it.
        let divides = rule == SEPARATOR && after.edges == self.edges && after.graph.len() > self.graph.len();
        let is_same = after.graph == self.graph || divides;
        (is_same && others.iter().all(spares)).then(|| after.count(rule))
    }
}

/// Whether a character is a line or may be one: such a character may come, go or change.
fn is_line(c: char) -> bool {
    matches!(c, '-' | '=' | '~' | '|' | '+' | '¦') || glyph(c).is_some() || !arrow(c).is_empty()
}

/// The words of each line that has some.
fn words(source: &str) -> Vec<String> {
    source.lines().map(plain).collect()
}

/// A text without lines and odd blanks.
fn plain(text: &str) -> String {
    let kept: String = text.chars().map(|c| if is_line(c) { ' ' } else { c }).filter(|&c| !is_hidden(c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The model in words that hold however the nodes are numbered.
fn graph(picture: &Picture<'_>) -> Vec<String> {
    let model = &picture.model;
    let name = |node: Node| match node {
        Node::Lane(lane) => format!("lane {lane}"),
        node => plain(model.name(node)),
    };
    let boxes = model.boxes.iter().enumerate().map(|(face, label)| {
        let parent = picture.frames.parents[face].map(|parent| plain(&model.boxes[parent]));
        format!("{:?} in {parent:?}", plain(label))
    });
    let edges = model.edges.iter().map(|edge| {
        let (mut from, mut to) = (name(edge.from), name(edge.to));
        let lead = match edge.direction {
            Direction::None => "--",
            Direction::Forward => "->",
            Direction::Both => "<->",
        };
        // Without a direction the order says only where the line begins.
        if edge.direction != Direction::Forward && to < from {
            std::mem::swap(&mut from, &mut to);
        }
        format!("{from:?} {lead} {to:?}: {}", plain(&edge.label))
    });
    let mut graph: Vec<String> = boxes.chain(edges).collect();
    graph.sort();
    graph
}

/// The first tab; one finding says it for all.
fn tab(picture: &Picture<'_>) -> Option<Flaw> {
    let mut tabs = picture.grid.oddities.iter().filter(|(oddity, _)| *oddity == Oddity::Tab);
    let (_, span) = tabs.next()?;
    let message = match tabs.count() {
        0 => "a tab stands in the diagram".to_owned(),
        more => format!("{} tabs stand in the diagram", more + 1),
    };
    Some(Flaw { rule: TAB, span: *span, message, hint: "write blanks: how wide a tab is, nobody knows" })
}

/// The first odd blank or hidden character; one finding says it for all.
fn blank(picture: &Picture<'_>) -> Option<Flaw> {
    // Where no box is, no column depends on them: `tree` prints such blanks.
    let mut odd = picture.grid.oddities.iter().filter(|(oddity, _)| *oddity != Oddity::Tab);
    let (oddity, span) = odd.next().filter(|_| !picture.frames.faces.is_empty())?;
    let what = match oddity {
        Oddity::ZeroWidth => "a character without width",
        _ => "a blank that is no plain blank",
    };
    let more = match odd.count() {
        0 => String::new(),
        more => format!(", and {more} more of such characters"),
    };
    let message = format!("{what} stands in the diagram{more}");
    Some(Flaw { rule: BLANK, span: *span, message, hint: "write plain blanks: nobody sees the difference" })
}

/// Plain blanks for odd ones, nothing for what has no width.
fn plain_blanks(picture: &Picture<'_>) -> Vec<Change> {
    let odd = picture.grid.oddities.iter().filter(|(oddity, _)| *oddity != Oddity::Tab);
    let text = |oddity: Oddity| if oddity == Oddity::ZeroWidth { "" } else { " " };
    odd.map(|&(oddity, span)| (span, text(oddity).to_owned())).collect()
}

fn expanded(picture: &Picture<'_>) -> Vec<Change> {
    let tabs = picture.grid.oddities.iter().filter(|(oddity, _)| *oddity == Oddity::Tab);
    let mut widths: BTreeMap<Span, usize> = tabs.map(|(_, span)| (*span, 0)).collect();
    for cell in picture.grid.cells() {
        if let Some(width) = widths.get_mut(&picture.grid.span(&(cell..=cell))) {
            *width += 1;
        }
    }
    // Tabs of the common indent and at the end of a line have no cell.
    widths.into_iter().map(|(span, width)| (span, " ".repeat(width.max(picture.grid.tab_width(span))))).collect()
}

/// The first wide character before a wall, where all was counted as if wide characters were not.
fn width(picture: &Picture<'_>) -> Option<Flaw> {
    if picture.wide != Wide::One {
        return None;
    }
    let grid = &picture.grid;
    let first = grid.cells().find(|&cell| grid.is_wide(cell))?;
    let message = format!("`{}` takes two columns, but the lines are drawn as if it took one", grid.cluster(first));
    let hint = "take out one blank behind each such character, or use a plain one";
    Some(Flaw { rule: WIDTH, span: grid.span(&(first..=first)), message, hint })
}

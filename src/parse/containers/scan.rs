//! The lines of a body, one after the other → the text for the Markdown parser.
//!
//! Knows of each line what CommonMark makes of it: which levels go on, which end, which begin, and what is code, HTML or
//! a paragraph. Outside of containers a line is taken over as it stands. In them its start is written anew, with spaces
//! for tabs, since the body moves to the left. Must never look ahead: blank lines wait until it is known whether
//! a container ends before them.

use std::collections::BTreeSet;

use crate::parse::containers::Layout;
use crate::parse::containers::cursor::Cursor;
use crate::parse::containers::html::{self, HtmlEnd};
use crate::parse::containers::levels::{Level, Levels};
use crate::parse::containers::lines::{self, Fence, NoRule, is_blank};
use crate::parse::containers::marker::{self, Kind, Marker};
use crate::parse::containers::rewriting::{Opening, Rewriting};
use crate::text::Span;

/// How many times as long the text may become. A marker makes some thirty bytes of six; blank lines of code grow by the
/// marks of all levels that they stand in, which only hostile texts have many of.
const GROWTH: usize = 8;

/// The state between two lines.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    body: &'a str,
    refused: &'a BTreeSet<usize>,
    levels: Levels,
    leaf: Leaf,
    /// Whether the innermost level is an item with nothing in it.
    is_bare: bool,
    /// Whether the last block is one that `:` may explain.
    is_term: bool,
    /// Whether a tab has just ended.
    follows_tab: bool,
    blanks: Vec<Blank>,
    out: Rewriting,
}

/// The block without inner blocks that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaf {
    None,
    Paragraph,
    Code(Fence),
    Html(HtmlEnd),
}

/// A line, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Row<'a> {
    at: usize,
    line: &'a str,
    /// Without the line end.
    text: &'a str,
}

/// A blank line that waits.
#[derive(Debug)]
struct Blank {
    /// What stands behind the marks of its levels.
    rest: Span,
    /// Columns before the rest.
    spare: usize,
    /// How many levels go on in it.
    matched: usize,
    /// Whether it is a line of code or HTML: of others, one in a row says as much as many.
    is_content: bool,
}

/// A level that begins in a line.
#[derive(Debug)]
struct NewLevel {
    level: Level,
    /// How long its mark is.
    bytes: usize,
    /// The columns behind the mark, up to the text.
    gap: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(body: &'a str, refused: &'a BTreeSet<usize>) -> Self {
        Self {
            body,
            refused,
            levels: Levels::default(),
            leaf: Leaf::None,
            is_bare: false,
            is_term: false,
            follows_tab: false,
            blanks: Vec::new(),
            out: Rewriting::with_capacity(body.len()),
        }
    }

    /// Takes all lines; `None` where there is no container, or where the text grows beyond all measure.
    pub(super) fn run(mut self) -> Option<Layout> {
        let limit = self.body.len() * GROWTH + 1024;
        let mut at = 0;
        for line in self.body.split_inclusive('\n') {
            self.line(at, line);
            at += line.len();
            if self.out.len() + self.blanks.len() * size_of::<Blank>() > limit {
                return None;
            }
        }
        self.close(0);
        self.write_blanks();
        self.out.finish()
    }

    /// Takes the next line, which stands at byte `at`.
    fn line(&mut self, at: usize, line: &'a str) {
        let text = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        let row = Row { at, line, text };
        let mut cursor = Cursor::new(text);
        let matched = self.levels.matching(&mut cursor);
        let is_inside = matched == self.levels.len();
        if is_inside && self.goes_on(row, cursor) {
            return;
        }
        if is_blank(cursor.rest()) {
            self.blank(row, cursor, matched);
        } else if !is_inside && self.is_lazy(row, cursor, matched) {
            self.copy(row, cursor, (matched, 4));
        } else {
            self.close(matched);
            self.begin(row, cursor);
        }
    }

    /// Whether a line belongs to the code or HTML that is open.
    fn goes_on(&mut self, row: Row<'a>, cursor: Cursor<'a>) -> bool {
        let columns = if let Leaf::Code(fence) = self.leaf { fence.indent } else { 0 };
        match self.leaf {
            Leaf::Code(fence) => {
                let mut ahead = cursor;
                ahead.take(fence.indent);
                let is_near = ahead.take(4 - fence.indent) < 4 - fence.indent;
                if is_near && fence.is_closed_by(ahead.rest()) {
                    self.leaf = Leaf::None;
                }
            }
            Leaf::Html(HtmlEnd::Text(end)) if cursor.rest().contains(end) => self.leaf = Leaf::None,
            Leaf::Html(HtmlEnd::Text(_)) => {}
            Leaf::Html(HtmlEnd::BlankLine) if !is_blank(cursor.rest()) => {}
            _ => return false,
        }
        let matched = self.levels.len();
        if self.levels.has_body_from(0) && is_blank(cursor.rest()) {
            self.blanks.push(Blank::new(row, cursor, matched));
        } else {
            self.copy(row, cursor, (matched, columns));
        }
        true
    }

    fn blank(&mut self, row: Row<'a>, cursor: Cursor<'a>, matched: usize) {
        self.close(matched);
        self.leaf = Leaf::None;
        if self.levels.has_body_from(0) {
            if self.blanks.last().is_none_or(|last| last.is_content || last.matched != matched) {
                self.blanks.push(Blank { is_content: false, ..Blank::new(row, cursor, matched) });
            }
        } else {
            self.copy(row, cursor, (matched, 0));
        }
        // An item can begin with one blank line at most.
        if self.is_bare {
            self.close(self.levels.len() - 1);
        }
    }

    /// Whether a line goes on with the paragraph of levels for which it has no marks. No container is as patient.
    fn is_lazy(&mut self, row: Row<'_>, mut cursor: Cursor<'_>, matched: usize) -> bool {
        if self.leaf != Leaf::Paragraph || self.levels.has_body_from(matched) {
            return false;
        }
        if cursor.take(4) == 4 {
            return true;
        }
        let rest = cursor.rest();
        let explains = matches!(self.levels.all().get(matched), Some(Level::Definition(_))) && rest.starts_with(':');
        !(explains
            || rest.starts_with('>')
            || lines::is_rule(rest, &mut NoRule::default())
            || lines::is_heading(rest)
            || lines::fence(rest, 0).is_some()
            || lines::item(rest).is_some()
            || lines::footnote(rest).is_some()
            || html::block(rest).is_some()
            || self.marker(row, cursor).is_some())
    }

    /// The marker that stands here, if it may open a container.
    fn marker(&self, row: Row<'_>, cursor: Cursor<'_>) -> Option<Marker> {
        let marker = marker::read(cursor.rest())?;
        (!self.refused.contains(&(row.at + cursor.at))).then_some(marker)
    }

    /// Ends all but the outermost levels.
    fn close(&mut self, kept: usize) {
        let Some(outermost) = self.levels.all().get(kept).copied() else { return };
        self.leaf = Leaf::None;
        self.is_bare = false;
        self.is_term = matches!(outermost, Level::Definition(_));
        self.follows_tab = matches!(outermost, Level::Body { container, .. } if self.out.is_tab(container));
        while self.levels.len() > kept {
            if let Some(Level::Body { container, .. }) = self.levels.pop() {
                self.out.close(container, self.levels.all());
            }
        }
    }

    /// A line that goes on with all open levels: what begins in it.
    fn begin(&mut self, row: Row<'a>, mut cursor: Cursor<'a>) {
        self.write_blanks();
        let is_within = self.levels.has_body_from(0);
        if is_within {
            self.out.prefix(self.levels.all());
        }
        let mut is_new_item = false;
        let mut no_rule = NoRule::default();
        loop {
            let before = cursor;
            let indent = cursor.take(4);
            let marker = if indent < 4 { self.marker(row, cursor) } else { None };
            if let Some(marker) = marker {
                if is_within {
                    self.out.spaces(indent);
                } else {
                    self.out.take_over(row.at, &row.text[..cursor.at]);
                }
                self.is_bare = false;
                return self.open(row, cursor, indent, marker);
            }
            let start = cursor.at;
            let Some(new) = (indent < 4).then(|| self.level(&mut cursor, indent, &mut no_rule)).flatten() else {
                cursor = before;
                break;
            };
            if is_within {
                self.out.spaces(indent);
                self.out.take_over(row.at + start, &row.text[start..start + new.bytes]);
                self.out.spaces(new.gap);
            }
            is_new_item = matches!(new.level, Level::Item(_) | Level::Definition(_));
            self.levels.push(new.level);
            self.leaf = Leaf::None;
            self.is_term = false;
            self.follows_tab = false;
        }
        if is_within {
            self.write_rest(row, cursor, 4);
        } else {
            self.out.take_over(row.at, row.line);
        }
        let is_empty = is_blank(cursor.rest());
        self.is_bare = is_new_item && (is_empty || lines::is_empty_task(cursor.rest()));
        if !is_empty && !self.is_bare {
            self.begin_leaf(cursor);
        }
    }

    /// Goes over the mark of a level that begins here, `indent` columns deep.
    fn level(&mut self, cursor: &mut Cursor<'_>, indent: usize, no_rule: &mut NoRule) -> Option<NewLevel> {
        let rest = cursor.rest();
        if let Some(bytes) = lines::footnote(rest) {
            if self.levels.all().last() == Some(&Level::Footnote) {
                self.levels.pop();
            }
            cursor.skip(bytes);
            cursor.skip_blanks();
            return Some(NewLevel { level: Level::Footnote, bytes, gap: 1 });
        }
        if let Some(mark) = lines::item(rest).filter(|_| !lines::is_rule(rest, no_rule)) {
            let is_empty = is_blank(&rest[mark.bytes..]);
            if self.leaf == Leaf::Paragraph && (is_empty || !mark.interrupts) {
                return None;
            }
            cursor.skip(mark.bytes);
            let gap = if is_empty { 1 } else { cursor.take(1) + gap_behind(cursor, 4, 0) };
            let level = Level::Item(indent + mark.bytes + gap);
            return Some(NewLevel { level, bytes: mark.bytes, gap: if is_empty { 0 } else { gap } });
        }
        if self.is_term && rest.starts_with(':') {
            cursor.skip(1);
            let gap = gap_behind(cursor, 5, 1);
            return Some(NewLevel { level: Level::Definition(indent + 1 + gap), bytes: 1, gap });
        }
        if rest.starts_with('>') {
            cursor.skip(1);
            cursor.take(1);
            return Some(NewLevel { level: Level::Quote, bytes: 1, gap: 1 });
        }
        None
    }

    /// What the rest of a line is, with all marks of levels behind us.
    fn begin_leaf(&mut self, mut cursor: Cursor<'_>) {
        let in_paragraph = self.leaf == Leaf::Paragraph;
        self.follows_tab = false;
        let indent = cursor.take(4);
        let rest = cursor.rest();
        let html = || html::block(rest).or_else(|| html::lone_tag(rest).filter(|_| !in_paragraph));
        self.leaf = if indent == 4 {
            if in_paragraph { Leaf::Paragraph } else { Leaf::None }
        } else if let Some(end) = html() {
            match end {
                HtmlEnd::Text(text) if rest.contains(text) => Leaf::None,
                end => Leaf::Html(end),
            }
        } else if let Some(fence) = lines::fence(rest, indent) {
            Leaf::Code(fence)
        } else if (in_paragraph && lines::is_underline(rest))
            || lines::is_rule(rest, &mut NoRule::default())
            || lines::is_heading(rest)
        {
            Leaf::None
        } else {
            Leaf::Paragraph
        };
        self.is_term = self.leaf == Leaf::Paragraph;
    }

    fn open(&mut self, row: Row<'a>, cursor: Cursor<'a>, indent: usize, marker: Marker) {
        let may_continue = matches!(marker.kind, Kind::Tab { may_continue: true, .. });
        let continues_set = may_continue && self.follows_tab;
        let container = self.out.count();
        let opening = Opening { marker, continues_set, text: cursor.rest(), at: row.at + cursor.at };
        self.out.open(opening, self.levels.all());
        self.levels.push(Level::Body { width: indent + 4, container });
        self.leaf = Leaf::None;
        self.is_term = false;
        self.follows_tab = false;
    }

    /// A line that begins nothing; of the blanks before its text, tabs up to `columns` become spaces in a container.
    fn copy(&mut self, row: Row<'a>, cursor: Cursor<'a>, (matched, columns): (usize, usize)) {
        self.write_blanks();
        if !self.levels.has_body_from(0) {
            return self.out.take_over(row.at, row.line);
        }
        self.out.prefix(&self.levels.all()[..matched]);
        self.write_rest(row, cursor, columns);
    }

    fn write_rest(&mut self, row: Row<'_>, mut cursor: Cursor<'_>, columns: usize) {
        let blanks = cursor.take(columns) + cursor.spare;
        self.out.spaces(blanks);
        self.out.take_over(row.at + cursor.at, &row.line[cursor.at..]);
    }

    /// The blank lines that waited, with the marks of the levels that are left.
    fn write_blanks(&mut self) {
        for Blank { rest, spare, matched, .. } in std::mem::take(&mut self.blanks) {
            let text = rest.of(self.body);
            let line_end = text.trim_start_matches(|c| !matches!(c, '\r' | '\n'));
            if matched <= self.levels.len() && text.len() > line_end.len() {
                self.out.prefix(&self.levels.all()[..matched]);
                self.out.spaces(spare);
                self.out.take_over(rest.start, text);
            } else {
                self.out.prefix(self.levels.marked(matched));
                self.out.take_over(rest.end - line_end.len(), line_end);
            }
        }
    }
}

impl Blank {
    fn new(row: Row<'_>, cursor: Cursor<'_>, matched: usize) -> Self {
        let rest = Span::new(row.at + cursor.at, row.at + row.line.len());
        Self { rest, spare: cursor.spare, matched, is_content: true }
    }
}

/// Columns up to the text behind a mark; `instead` where there are so many that the text is code.
fn gap_behind(cursor: &mut Cursor<'_>, limit: usize, instead: usize) -> usize {
    let before = *cursor;
    let gap = cursor.take(limit);
    if gap < limit {
        return gap;
    }
    *cursor = before;
    cursor.take(instead)
}

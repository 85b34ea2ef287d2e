//! Directory trees as lists: what hangs on what, with its remarks.
//!
//! [`Picture`] → [`Branch`]es in reading order, each with its depth. Every word of the source is in one of them, else it is
//! no list and is drawn like all others. Must never decide that a picture is a tree.

use std::ops::RangeInclusive;

use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::outline::{Anchor, anchors};
use crate::diagram::ascii::picture::pieces::pieces;
use crate::diagram::ascii::recognise::Picture;

/// The deepest tree that is shown as a list.
const DEEPEST: usize = 40;

/// A line of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// How many branches it hangs on: 0 for a root.
    pub depth: usize,
    /// Its name, in pieces of which some may be links.
    pub name: Vec<Part>,
    /// What is said behind the name.
    pub note: String,
    /// Whether it is a further line of the one before, and no branch of its own.
    pub is_more: bool,
}

/// A piece of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What is shown.
    pub text: String,
    /// Its number among the labels of the outline.
    pub label: Option<usize>,
}

/// The lines of a tree.
pub(super) fn tree(picture: &Picture<'_>) -> Option<Vec<Branch>> {
    let grid = &picture.grid;
    let anchors = anchors(grid, &pieces(picture));
    let mut branches: Vec<Branch> = Vec::new();
    // The columns in which the branches above hang.
    let mut stems: Vec<usize> = Vec::new();
    let mut seen = String::new();
    for row in 0..grid.rows {
        let Some(line) = Line::read(grid, row) else { continue };
        while stems.last().is_some_and(|&stem| stem >= line.stem) {
            stems.pop();
        }
        let is_more = !line.is_branch && (line.has_guides || !stems.is_empty()) && !branches.is_empty();
        if line.is_branch {
            stems.push(line.stem);
        } else if !is_more {
            stems.clear();
        }
        let depth = if is_more { branches.last()?.depth } else { stems.len() };
        if depth > DEEPEST || (branches.is_empty() && depth > 1) {
            return None;
        }
        let (name, note) = line.words(grid);
        seen.extend([grid.text(&name).as_str(), note.as_str()]);
        branches.push(Branch { depth, name: parts(grid, &name, &anchors), note, is_more });
    }
    letters(&seen).eq(letters(grid.source())).then_some(branches)
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// A row of a tree.
struct Line {
    /// The column of the sign that it hangs on; that of its words where there is none.
    stem: usize,
    is_branch: bool,
    /// Whether guides stand before it.
    has_guides: bool,
    words: RangeInclusive<Cell>,
}

impl Line {
    /// Reads a row; `None` where it holds no words.
    fn read(grid: &Grid<'_>, row: usize) -> Option<Self> {
        let (start, end) = (grid.cell(row, 0), grid.cell(row, 0) + grid.cols);
        let mut cell = start;
        let mut has_guides = false;
        while cell < end && matches!(grid.at(cell), ' ' | '│' | '┃' | '|') && !is_stem(grid, cell) {
            has_guides |= grid.at(cell) != ' ';
            cell += 1;
        }
        let is_branch = is_stem(grid, cell);
        let stem = cell;
        if is_branch {
            cell += 1;
            while cell < end && matches!(grid.at(cell), '─' | '━' | '-' | '╴' | ' ') {
                cell += 1;
            }
        }
        let last = (cell..end).rev().find(|&cell| !grid.is_blank(cell))?;
        Some(Self { stem: grid.col(stem), is_branch, has_guides, words: cell..=last })
    }

    /// The cells of the name, and the remark behind it.
    fn words(&self, grid: &Grid<'_>) -> (RangeInclusive<Cell>, String) {
        let (start, last) = (*self.words.start(), *self.words.end());
        let is_remark = |cell: Cell| {
            let blank = grid.is_blank(cell);
            let next = (grid.at(cell + 1), grid.at(cell + 2));
            blank
                && (next.0 == ' '
                    || (matches!(next.0, '#' | '←') && next.1 == ' ')
                    || matches!(next, ('<', '-') | ('/', '/')))
        };
        let Some(split) = (start..=last).find(|&cell| is_remark(cell)) else {
            return (self.words.clone(), String::new());
        };
        (start..=split - 1, grid.text(&(split..=last)).trim().to_owned())
    }
}

/// Whether a branch begins: `├──`, `└ `, `|--`, `` `-- ``, `+--`, `\--`.
fn is_stem(grid: &Grid<'_>, cell: Cell) -> bool {
    let next = grid.at(cell + 1);
    match grid.at(cell) {
        '├' | '└' | '╰' | '┣' | '┗' => matches!(next, '─' | '━' | '-' | '╴' | ' '),
        '|' | '`' | '+' | '\\' => next == '-' && grid.at(cell + 2) != '>',
        _ => false,
    }
}

/// A name with its links.
fn parts(grid: &Grid<'_>, name: &RangeInclusive<Cell>, anchors: &[Anchor]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = *name.start();
    let plain = |cells: RangeInclusive<Cell>| Part { text: grid.text(&cells), label: None };
    // They stand in reading order.
    let first = anchors.partition_point(|anchor| anchor.cells.start() < name.start());
    let own = anchors.iter().enumerate().skip(first).take_while(|(_, anchor)| anchor.cells.start() <= name.end());
    for (label, anchor) in own.filter(|(_, anchor)| anchor.cells.end() <= name.end()) {
        if *anchor.cells.start() > at {
            parts.push(plain(at..=anchor.cells.start() - 1));
        }
        parts.push(Part { text: anchor.shown.clone(), label: Some(label) });
        at = anchor.cells.end() + 1;
    }
    if at <= *name.end() {
        parts.push(plain(at..=*name.end()));
    }
    parts
}

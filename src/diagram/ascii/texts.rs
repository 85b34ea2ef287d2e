//! Words between lines: runs of one row, and blocks of runs that belong together.
//!
//! Grid, frames, lanes and strokes → [`Texts`]. Every character that is no stroke, border or lane is in exactly one run.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::diagram::ascii::boxes::frames::Frames;
use crate::diagram::ascii::glyph::{Side, Sides};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::lines::flights::Flights;
use crate::diagram::ascii::lines::lanes::Lanes;
use crate::diagram::ascii::lines::strokes::Strokes;

const NOBODY: u32 = u32::MAX;
/// How many columns beside a vertical its label may begin.
pub(super) const BESIDE: usize = 3;
/// How many columns away from a text a line that means it may end.
pub(super) const FURTHEST: usize = 5;
/// The same where lines begin in one column, row by row.
pub(super) const FURTHEST_OF_MANY: usize = 16;

/// Words of one row with single blanks between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) cells: RangeInclusive<Cell>,
    pub(super) row: usize,
    /// The innermost box around it.
    pub(super) owner: Option<usize>,
}

impl Run {
    pub(super) fn start(&self) -> Cell {
        *self.cells.start()
    }

    pub(super) fn end(&self) -> Cell {
        *self.cells.end()
    }

    fn width(&self) -> usize {
        self.end() - self.start() + 1
    }
}

/// Runs one under the other that make one text, outside of boxes without boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) runs: Vec<Run>,
    pub(super) owner: Option<usize>,
    /// Whether it is one row that stands in a horizontal line.
    pub(super) is_inline: bool,
}

/// All words of a picture.
#[derive(Debug, Clone)]
pub(super) struct Texts {
    pub(super) blocks: Vec<Block>,
    /// For each box without boxes its lines.
    pub(super) leaves: Vec<Vec<Run>>,
    at: Vec<u32>,
    /// The blocks that lines mean which come to another one: by the cell that they come to.
    aims: BTreeMap<Cell, usize>,
}

impl Texts {
    pub(super) fn of(grid: &Grid<'_>, frames: &Frames, lanes: &Lanes, flights: &Flights, strokes: &Strokes) -> Self {
        let reader = Reader { grid, frames, lanes, flights, strokes };
        let mut leaves = vec![Vec::new(); frames.faces.len()];
        let mut blocks: Vec<Block> = Vec::new();
        let mut aims = BTreeMap::new();
        // The blocks that the row above ended with: only they can go on.
        let mut open: Vec<usize> = Vec::new();
        for row in 0..grid.rows {
            let mut next = Vec::new();
            for run in reader.runs(row) {
                if let Some(leaf) = run.owner.filter(|&owner| !frames.has_children[owner]) {
                    leaves[leaf].push(run);
                    continue;
                }
                for (run, hit) in reader.split(run) {
                    let above = open.iter().copied().rev().find(|&index| reader.goes_on(&blocks[index], &run));
                    if let Some(index) = above.filter(|index| !next.contains(index)) {
                        blocks[index].runs.push(run);
                        blocks[index].is_inline = false;
                        next.push(index);
                    } else {
                        aims.extend(hit.map(|hit| (hit, blocks.len())));
                        next.push(blocks.len());
                        let is_inline = reader.interrupts(&run);
                        blocks.push(Block { owner: run.owner, runs: vec![run], is_inline });
                    }
                }
            }
            open = next;
        }
        let mut at = vec![NOBODY; grid.len()];
        for (index, block) in blocks.iter().enumerate() {
            for run in &block.runs {
                at[run.cells.clone()].fill(u32::try_from(index).unwrap_or(NOBODY));
            }
        }
        Self { blocks, leaves, at, aims }
    }

    /// The block that a cell belongs to.
    pub(super) fn at(&self, cell: Cell) -> Option<usize> {
        self.at.get(cell).copied().filter(|&block| block != NOBODY).map(|block| block as usize)
    }

    /// The block that a line means which comes to a cell.
    pub(super) fn aimed(&self, cell: Cell) -> Option<usize> {
        self.aims.get(&cell).copied().or_else(|| self.at(cell))
    }

    /// The words of a block, its rows joined by blanks.
    pub(super) fn words(&self, grid: &Grid<'_>, block: usize) -> String {
        let rows: Vec<String> =
            self.blocks[block].runs.iter().map(|run| grid.text(&run.cells).trim().to_owned()).collect();
        rows.join(" ")
    }
}

struct Reader<'a> {
    grid: &'a Grid<'a>,
    frames: &'a Frames,
    lanes: &'a Lanes,
    flights: &'a Flights,
    strokes: &'a Strokes,
}

impl Reader<'_> {
    fn is_taken(&self, cell: Cell) -> bool {
        self.strokes.is_line(cell) || self.frames.is_border(cell) || self.lanes.at(cell).is_some()
    }

    fn is_text(&self, cell: Cell) -> bool {
        !self.grid.is_blank(cell) && !self.is_taken(cell)
    }

    fn runs(&self, row: usize) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut cell = self.grid.cell(row, 0);
        let end = cell + self.grid.cols;
        while cell < end {
            if !self.is_text(cell) {
                cell += 1;
                continue;
            }
            let (start, owner) = (cell, self.frames.owner(cell));
            let mut last = cell;
            // What follows a colon belongs to it, also where the author lined it up with the row above.
            // So does what stands on both sides of a sign between words.
            let gap = |last: Cell| if self.grid.at(last) == ':' || self.is_between(last) { 2 } else { 1 };
            let is_led = |cell: Cell, last: Cell| cell - last == 2 && self.is_between(cell + 1);
            while cell < end
                && (self.is_text(cell) || ((cell - last <= gap(last) || is_led(cell, last)) && !self.is_taken(cell)))
            {
                if self.is_text(cell) {
                    last = cell;
                }
                cell += 1;
            }
            let run = Run { cells: start..=last, row, owner };
            match runs.last_mut().filter(|before: &&mut Run| self.is_in_one_cell(before, &run)) {
                Some(before) => before.cells = before.start()..=run.end(),
                None => runs.push(run),
            }
            cell = last + 1;
        }
        runs
    }

    /// Whether two runs are what one line of many comes from: words in columns before a column of arrows.
    fn is_in_one_cell(&self, before: &Run, run: &Run) -> bool {
        let next = (1..=FURTHEST_OF_MANY).map(|steps| run.end() + steps).find(|&cell| !self.grid.is_blank(cell));
        let is_led =
            |cell: Cell| self.strokes.has(cell, Side::West) && self.strokes.is_in_column(self.grid, cell, Side::West);
        before.owner == run.owner && run.start() - before.end() == 3 && next.is_some_and(is_led)
    }

    /// Whether a cell is a sign between words with two blanks on each side: `web  /  dns`.
    fn is_between(&self, cell: Cell) -> bool {
        let is_sign = matches!(self.grid.at(cell), '/' | '·' | '•' | '&');
        let is_apart = [cell - 1, cell - 2, cell + 1, cell + 2].into_iter().all(|cell| self.grid.is_blank(cell));
        is_sign && is_apart && self.is_text(cell - 3) && self.is_text(cell + 3)
    }

    /// Splits a run that several verticals hit from above: `cert nfs gw` under a bus are three texts.
    /// With each part the cell that the line comes to which means it, where that may be one of another part.
    fn split(&self, run: Run) -> Vec<(Run, Option<Cell>)> {
        if self.interrupts(&run) {
            return vec![(run, None)];
        }
        let mut hits = Vec::new();
        for cell in run.start() - 1..=run.end() + 1 {
            let stroke = self.strokes.at(self.grid.to(cell, Side::North));
            if stroke.ports.has(Side::South) || stroke.heads.has(Side::South) {
                hits.push(cell);
            }
        }
        let words = self.words(&run);
        if hits.len() < 2 || words.len() < 2 {
            return vec![(run, None)];
        }
        let off = |word: &RangeInclusive<Cell>, hit: Cell| {
            if word.contains(&hit) { 0 } else { word.start().abs_diff(hit).min(word.end().abs_diff(hit)) }
        };
        // As many words as lines: each has its own.
        if words.len() == hits.len() {
            let own = |(cells, hit)| (Run { cells, row: run.row, owner: run.owner }, Some(hit));
            return words.into_iter().zip(hits).map(own).collect();
        }
        let nearest = |word: &RangeInclusive<Cell>| hits.iter().copied().min_by_key(|&hit| off(word, hit));
        let mut parts: Vec<(Option<Cell>, Run)> = Vec::new();
        for word in words {
            let hit = nearest(&word);
            match parts.last_mut() {
                Some((last, part)) if *last == hit => part.cells = part.start()..=*word.end(),
                _ => parts.push((hit, Run { cells: word, row: run.row, owner: run.owner })),
            }
        }
        parts.into_iter().map(|(_, part)| (part, None)).collect()
    }

    fn words(&self, run: &Run) -> Vec<RangeInclusive<Cell>> {
        let mut words: Vec<RangeInclusive<Cell>> = Vec::new();
        for cell in run.cells.clone().filter(|&cell| !self.grid.is_blank(cell)) {
            match words.last_mut() {
                Some(word) if *word.end() + 1 == cell => *word = *word.start()..=cell,
                _ => words.push(cell..=cell),
            }
        }
        words
    }

    /// Whether a run is the next line of a block. Two rows that each have an arrow of their own are two texts.
    fn goes_on(&self, block: &Block, run: &Run) -> bool {
        let Some(last) = block.runs.last() else { return false };
        let start = self.grid.col(last.start()).max(self.grid.col(run.start()));
        let end = self.grid.col(last.end()).min(self.grid.col(run.end()));
        let shared = (end + 1).saturating_sub(start);
        block.owner == run.owner
            && self.frames.titled(self.grid, last.start()).is_none()
            && last.row + 1 == run.row
            && !self.flights.ends_at(last.row)
            && 2 * shared >= last.width().min(run.width())
            && !(self.is_met(last) && self.is_met(run))
            && !(self.is_heading(last) && self.is_met_from(run, Side::East))
            && !self.passes_under(last, run)
            && (self.is_aligned(last, run) || self.is_met(last) || !self.is_met(run))
            && self.interrupts(last) == self.interrupts(run)
            && self.hugs(last) == self.hugs(run)
            && (self.grid.col(last.start()).abs_diff(self.grid.col(run.start())) <= 1
                || !(self.is_met_from(run, Side::West) || self.is_met_from(last, Side::West)))
    }

    /// Whether two runs begin or end under each other, or stand around one middle, as the rows of one text do.
    fn is_aligned(&self, one: &Run, other: &Run) -> bool {
        let cols = |run: &Run| (self.grid.col(run.start()), self.grid.col(run.end()));
        let ((start, end), (from, to)) = (cols(one), cols(other));
        start.abs_diff(from) <= 1 || end.abs_diff(to) <= 1 || (start + end).abs_diff(from + to) <= 3
    }

    /// Whether a run ends in a colon: what stands under it is told of, and no further line of it.
    fn is_heading(&self, run: &Run) -> bool {
        self.grid.at(run.end()) == ':'
    }

    /// Whether a run goes on under all of the line that leaves the one above it, up to what that line leads to.
    fn passes_under(&self, last: &Run, run: &Run) -> bool {
        let line = (last.end() + 1..last.end() + 1 + run.width()).skip_while(|&cell| self.grid.is_blank(cell));
        let line: Vec<Cell> = line.take_while(|&cell| self.strokes.is_line(cell)).collect();
        // A sign between two words is shorter.
        let end = line.last().filter(|_| line.len() > 1);
        self.is_met_from(last, Side::East) && end.is_some_and(|&end| self.grid.col(end) < self.grid.col(run.end()))
    }

    /// Whether a line runs into a run from both sides and none of them ends in a head: a label in the line. With blanks
    /// between, the line has to be more than a branch.
    fn interrupts(&self, run: &Run) -> bool {
        let plain = |cell: Cell, side: Side| {
            let stroke = self.strokes.at(cell);
            // A head at a wall may be all of the line behind the words.
            let lands = || self.frames.is_border(self.grid.to(cell, side.back()));
            stroke.ports.has(side) && (stroke.heads.is_empty() || (stroke.heads == Sides::of(side.back()) && lands()))
        };
        if plain(run.start() - 1, Side::East) && plain(run.end() + 1, Side::West) {
            return true;
        }
        let spaced = self.grid.is_blank(run.start() - 1) && self.grid.is_blank(run.end() + 1);
        let is_branch = self.strokes.at(run.start() - 3).ports.any_upright();
        let lands = (3..=4).any(|steps| self.frames.is_border(run.end() + steps));
        spaced && (lands || !is_branch) && plain(run.start() - 2, Side::East) && plain(run.end() + 2, Side::West)
    }

    /// Whether a run stands directly beside a vertical.
    fn hugs(&self, run: &Run) -> bool {
        (1..=BESIDE).flat_map(|off| [run.start() - off, run.end() + off]).any(|cell| {
            let stroke = self.strokes.at(cell);
            stroke.ports.any_upright() && !stroke.ports.any_across()
        })
    }

    /// Whether a line comes to a run from a side.
    fn is_met(&self, run: &Run) -> bool {
        self.is_met_from(run, Side::West) || self.is_met_from(run, Side::East)
    }

    fn is_met_from(&self, run: &Run, side: Side) -> bool {
        let from = if side == Side::West { run.start() } else { run.end() };
        let ahead = (1..=FURTHEST_OF_MANY).map(|steps| self.grid.by(from, side, steps));
        let mut ahead = ahead.take_while(|&cell| self.grid.row(cell) == run.row);
        ahead.find(|&cell| !self.grid.is_blank(cell)).is_some_and(|cell| {
            let stroke = self.strokes.at(cell);
            let is_flat = stroke.ports.any_across() || stroke.heads.has(side.back());
            let is_near = cell.abs_diff(from) <= FURTHEST;
            is_flat
                && (stroke.ports.has(side.back()) || stroke.heads.has(side.back()))
                && (is_near || self.strokes.is_in_column(self.grid, cell, side.back()))
        })
    }
}

//! Rows in which a part slid aside: blanks came or went before a wall, and what stands behind it went along.
//!
//! [`Grid`] → [`Slip`]s, each with the [`Edit`]s that put the row back. What tells is that uprights go on in the rows above
//! and below, some columns beside; of all ways to cut a row into parts and to shift them, the one is taken by which most
//! uprights meet. Must never take out anything but blanks and parts of a line.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::boxes::marks::{is_flat_head, is_upright_head};
use crate::diagram::ascii::glyph::{Side, arrow, glyph};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::mend::lint::Change;

/// Columns over which a part of a row may slide.
const FARTHEST: isize = 12;
/// Columns over which it takes more to be believed.
const FAR: isize = 3;
/// What an upright that meets the one above or below is worth, and what a cut costs.
const MEETS: isize = 40;
const CUT: isize = 30;
/// What a cut through a line costs more, and one for a long way.
const LINE: isize = 15;
/// Different ways to slide that are tried for one row.
const MOST_OFFS: usize = 4;
/// Uprights that have to meet which did not.
const FEWEST: isize = 2;

/// A row of which parts stand beside their places.
#[derive(Debug, Clone)]
pub(in crate::diagram::ascii) struct Slip {
    /// The first upright that does, as it is put back.
    pub(in crate::diagram::ascii) cell: Cell,
    /// All of them.
    pub(in crate::diagram::ascii) cells: Vec<Cell>,
    /// Columns by which the first one stands too far to the right.
    pub(in crate::diagram::ascii) by: isize,
    /// What puts the row back.
    pub(in crate::diagram::ascii) changes: Vec<Change>,
}

/// What was put back in a row.
#[derive(Debug, Clone, Default)]
pub(in crate::diagram::ascii) struct Mended {
    pub(in crate::diagram::ascii) edits: Vec<Edit>,
    /// The columns of what stood beside its place, as it is put back, and how far it stood too far to the right.
    pub(in crate::diagram::ascii) cols: Vec<(usize, isize)>,
}

/// What a row gets or loses before a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) struct Edit {
    pub(in crate::diagram::ascii) col: usize,
    /// Cells that go.
    pub(in crate::diagram::ascii) less: usize,
    /// Cells that come, and what stands in them.
    pub(in crate::diagram::ascii) more: (usize, char),
}

/// The rows that slid.
pub(in crate::diagram::ascii) type Rows = BTreeMap<usize, Mended>;

/// An upright of a row.
#[derive(Debug, Clone, Copy)]
struct Joint {
    col: usize,
    up: bool,
    down: bool,
}

/// For each column of a row whether it leads up and down.
#[derive(Debug, Clone, Default)]
struct Ends {
    up: Vec<bool>,
    down: Vec<bool>,
}

/// Finds the rows of which a part slid. The row goes first by which most is gained: its neighbours may then stand well.
pub(in crate::diagram::ascii) fn slips(grid: &Grid<'_>) -> Rows {
    let mut rows: Vec<Ends> = (0..grid.rows).map(|row| ends(grid, row)).collect();
    let joints: Vec<Vec<Joint>> = (0..grid.rows).map(|row| joints(grid, row)).collect();
    let mut offs: BTreeMap<usize, Offs> = BTreeMap::new();
    let mut waiting: BTreeSet<(Reverse<isize>, usize)> = BTreeSet::new();
    let nothing = Ends::default();
    let look = |rows: &[Ends], row: usize| {
        let above = row.checked_sub(1).and_then(|row| rows.get(row)).unwrap_or(&nothing);
        let below = rows.get(row + 1).unwrap_or(&nothing);
        Finder { grid, row, joints: &joints[row], above, below }.offs()
    };
    for row in 0..grid.rows {
        if let Some(found) = look(&rows, row) {
            waiting.insert((Reverse(found.gain), row));
            offs.insert(row, found);
        }
    }
    let mut found = Rows::new();
    while let Some((_, row)) = waiting.pop_first() {
        let Some(Offs { all: own, edits, .. }) = offs.remove(&row) else { continue };
        rows[row] = shifted(&rows[row], &joints[row], &own);
        let strays = joints[row].iter().zip(&own).filter(|(_, off)| **off != 0);
        let cols = strays.map(|(joint, &off)| (moved(joint.col, off), off)).collect();
        found.insert(row, Mended { edits, cols });
        let beside = [row.checked_sub(1), Some(row + 1)];
        for other in beside.into_iter().flatten().filter(|&row| row < grid.rows && !found.contains_key(&row)) {
            if let Some(old) = offs.remove(&other) {
                waiting.remove(&(Reverse(old.gain), other));
            }
            if let Some(new) = look(&rows, other) {
                waiting.insert((Reverse(new.gain), other));
                offs.insert(other, new);
            }
        }
    }
    found
}

/// By how much each upright of a row stands too far to the right.
struct Offs {
    all: Vec<isize>,
    gain: isize,
    /// What puts the row back.
    edits: Vec<Edit>,
}

fn moved(col: usize, off: isize) -> usize {
    col.saturating_add_signed(-off)
}

/// The ends of a row after its parts were put back.
fn shifted(ends: &Ends, joints: &[Joint], offs: &[isize]) -> Ends {
    let off = |col: usize| {
        let index = joints.partition_point(|joint| joint.col <= col);
        index.checked_sub(1).map_or(0, |index| offs[index])
    };
    let all = |cols: &[bool]| {
        let mut all = vec![false; cols.len()];
        for (col, _) in cols.iter().enumerate().filter(|(_, leads)| **leads) {
            if let Some(leads) = all.get_mut(moved(col, off(col))) {
                *leads = true;
            }
        }
        all
    };
    Ends { up: all(&ends.up), down: all(&ends.down) }
}

fn is_flat(c: char) -> bool {
    matches!(c, '-' | '=' | '+')
}

/// Whether a stroke leads up and down; a `+` between words is none.
fn leads(grid: &Grid<'_>, cell: Cell) -> Option<(bool, bool)> {
    let c = grid.at(cell);
    let beside = || [grid.at(cell - 1), grid.at(cell + 1)];
    match c {
        '|' => Some((true, true)),
        '+' if beside() == [' '; 2] => Some((true, true)),
        '+' if beside().into_iter().any(is_flat) => {
            // A corner of a box leads only to its wall.
            let is_corner = beside().into_iter().filter(|&c| is_flat(c)).count() == 1;
            let [above, below] = [Side::North, Side::South].map(|side| grid.at(grid.to(cell, side)) == '|');
            Some(if is_corner && above != below { (above, below) } else { (true, true) })
        }
        _ => glyph(c)
            .filter(|glyph| glyph.ports.any_upright())
            .map(|glyph| (glyph.ports.has(Side::North), glyph.ports.has(Side::South))),
    }
}

fn joints(grid: &Grid<'_>, row: usize) -> Vec<Joint> {
    let found = (0..grid.cols).filter_map(|col| {
        let (up, down) = leads(grid, grid.cell(row, col))?;
        Some(Joint { col, up, down })
    });
    found.collect()
}

/// What a row shows to its neighbours; bends of ASCII and arrowheads too, where they are some.
fn ends(grid: &Grid<'_>, row: usize) -> Ends {
    let mut ends = Ends::default();
    for col in 0..grid.cols {
        let cell = grid.cell(row, col);
        let c = grid.at(cell);
        let dashed = || [cell - 1, cell + 1].into_iter().any(|cell| matches!(grid.at(cell), '-' | '='));
        let alone = || [cell - 1, cell + 1].into_iter().all(|cell| matches!(grid.at(cell), ' ' | '-' | '+' | '|'));
        let (up, down) = leads(grid, cell).unwrap_or(match c {
            '.' | ',' => (false, dashed()),
            '\'' | '`' => (dashed(), false),
            'v' | 'V' => (alone(), false),
            '^' => (false, alone()),
            _ => (arrow(c).has(Side::South), arrow(c).has(Side::North)),
        });
        ends.up.push(up);
        ends.down.push(down);
    }
    ends
}

struct Finder<'a> {
    grid: &'a Grid<'a>,
    row: usize,
    joints: &'a [Joint],
    above: &'a Ends,
    below: &'a Ends,
}

impl Finder<'_> {
    /// How many of its neighbours an upright meets where it is put back.
    fn meets(&self, joint: Joint, off: isize) -> isize {
        let col = moved(joint.col, off);
        let has = |ends: &[bool]| ends.get(col).copied().unwrap_or(false);
        isize::from(joint.up && has(&self.above.down)) + isize::from(joint.down && has(&self.below.up))
    }

    /// By how much each upright stands too far to the right; `None` where all stand well, or nobody knows.
    fn offs(&self) -> Option<Offs> {
        let whole = |joint: &Joint| isize::from(joint.up) + isize::from(joint.down);
        if self.joints.iter().all(|joint| self.meets(*joint, 0) == whole(joint)) {
            return None;
        }
        let more = |off: isize| {
            let more = self.joints.iter().filter(|joint| self.meets(**joint, off) > self.meets(**joint, 0));
            more.count()
        };
        let mut counts: Vec<(Reverse<usize>, usize, isize)> =
            (-FARTHEST..=FARTHEST).map(|off| (Reverse(more(off)), off.unsigned_abs(), off)).collect();
        counts.retain(|&(Reverse(count), ..)| count > 0);
        if counts.is_empty() {
            return None;
        }
        counts.sort_unstable();
        let mut sides: Vec<isize> = counts.into_iter().take(MOST_OFFS).map(|(.., off)| off).chain([0]).collect();
        sides.sort_unstable();
        // The best way up to an upright, for every place of it; and from which place of the one before.
        let mut best: Vec<isize> = sides.iter().map(|&off| if off == 0 { 0 } else { isize::MIN / 2 }).collect();
        let mut ways: Vec<Vec<usize>> = Vec::new();
        for (index, joint) in self.joints.iter().enumerate() {
            let mut next = vec![isize::MIN / 2; sides.len()];
            let mut way = vec![0; sides.len()];
            for (to, &off) in sides.iter().enumerate() {
                for (from, &before) in sides.iter().enumerate() {
                    let Some(cut) = self.cut(index, before, off) else { continue };
                    let worth = best[from] - cut + self.meets(*joint, off) * MEETS - off.abs();
                    if worth > next[to] {
                        (next[to], way[to]) = (worth, from);
                    }
                }
            }
            best = next;
            ways.push(way);
        }
        let mut at = (0..sides.len()).max_by_key(|&at| (best[at], -sides[at].abs()))?;
        let worth = best[at];
        let mut offs = Vec::with_capacity(ways.len());
        for way in ways.iter().rev() {
            offs.push(sides[at]);
            at = way[at];
        }
        offs.reverse();
        let met = |off: &dyn Fn(usize) -> isize| -> isize {
            self.joints.iter().enumerate().map(|(index, joint)| self.meets(*joint, off(index))).sum()
        };
        let stands = met(&|_| 0);
        let gain = worth - stands * MEETS;
        let edits = (met(&|index| offs[index]) - stands >= FEWEST).then(|| self.edits(&offs)).flatten()?;
        Some(Offs { all: offs, gain, edits })
    }

    /// What it costs to cut the row before an upright; `None` where there is no room.
    fn cut(&self, index: usize, before: isize, off: isize) -> Option<isize> {
        if off == before {
            return Some(0);
        }
        let edits = self.fits(index, before, off)?;
        let in_line = |edit: &Edit| edit.more.1 != ' ' || (edit.less > 0 && self.is_dash(edit.col));
        let is_far = (off - before).abs() > FAR;
        Some(CUT + if is_far || edits.iter().any(in_line) { LINE } else { 0 })
    }

    /// The edits between an upright and the one before it, of which one stands off by `before` and the other by `off`;
    /// `None` where there is no room.
    fn fits(&self, index: usize, before: isize, off: isize) -> Option<Vec<Edit>> {
        let start = index.checked_sub(1).map_or(0, |index| self.joints[index].col + 1);
        let end = self.joints[index].col;
        let left = index.checked_sub(1).map(|_| start);
        let solid = (start..end).any(|col| !self.is_blank(col) && !self.is_dash(col));
        // What stands between stays where it is, if one of the two does; else it goes along with the first.
        let ways = if !solid && (start == end || self.is_blank(end - 1) || !self.is_blank(start)) {
            [before, off]
        } else if !solid || (before != 0 && off == 0) {
            [off, before]
        } else {
            [before, off]
        };
        ways.into_iter().find_map(|between| {
            let mut edits = Vec::new();
            if between != before {
                edits.push(self.resize(left?, end, Side::East, before - between)?);
            }
            if between != off {
                edits.push(self.resize(end, start, Side::West, between - off)?);
            }
            Some(edits)
        })
    }

    fn cell(&self, col: usize) -> Cell {
        self.grid.cell(self.row, col)
    }

    fn is_blank(&self, col: usize) -> bool {
        self.grid.is_blank(self.cell(col))
    }

    fn is_dash(&self, col: usize) -> bool {
        let c = self.grid.at(self.cell(col));
        matches!(c, '-' | '=') || glyph(c).is_some_and(|glyph| glyph.ports.is_across() && !glyph.ports.any_upright())
    }

    /// Makes the blanks or the line at an end of a stretch longer or shorter. To the east the stretch begins at `col` and
    /// ends before `stop`, to the west it ends before `col` and begins at `stop`.
    fn resize(&self, col: usize, stop: usize, side: Side, by: isize) -> Option<Edit> {
        let cols: Vec<usize> = if side == Side::East { (col..stop).collect() } else { (stop..col).rev().collect() };
        let c = |index: usize| cols.get(index).map_or(' ', |&col| self.grid.at(self.cell(col)));
        let skips = cols.len() > 1 && (is_flat_head(c(0)) || is_upright_head(c(0))) && self.is_dash(cols[1]);
        let first = usize::from(skips);
        let run = cols[first.min(cols.len())..].iter();
        let is_filler = cols.get(first).is_some_and(|&col| self.is_blank(col) || self.is_dash(col));
        let length = run.take_while(|&&col| is_filler && self.grid.at(self.cell(col)) == c(first)).count();
        let count = by.unsigned_abs();
        let near = cols.get(first).copied();
        if by < 0 {
            let is_line = length > 0 && c(first) != ' ';
            if length < count + usize::from(is_line) {
                return None;
            }
            let near = near?;
            let col = if side == Side::East { near } else { near + 1 - count };
            return Some(Edit { col, less: count, more: (0, ' ') });
        }
        let c = if is_filler { c(first) } else { ' ' };
        let col = match (side, near) {
            (Side::East, Some(near)) => near,
            (_, Some(near)) => near + 1,
            _ => col,
        };
        Some(Edit { col, less: 0, more: (count, c) })
    }

    /// What puts the row back.
    fn edits(&self, offs: &[isize]) -> Option<Vec<Edit>> {
        let mut edits = Vec::new();
        let mut before = 0;
        for (index, &off) in offs.iter().enumerate() {
            if off != before {
                edits.extend(self.fits(index, before, off)?);
            }
            before = off;
        }
        let last = self.joints.last()?.col;
        if before != 0 && self.rests(last, before) {
            edits.push(self.resize(last + 1, self.grid.cols, Side::East, before)?);
        }
        Some(edits)
    }

    /// Whether the words behind the last upright stand under or over others, and did not go along with it.
    fn rests(&self, last: usize, off: isize) -> bool {
        let starts = |cell: Cell| !self.grid.is_blank(cell) && self.grid.is_blank(cell - 1);
        let Some(first) = (last + 1..self.grid.cols).find(|&col| !self.is_blank(col)) else { return false };
        let near =
            |col: usize| [Side::North, Side::South].into_iter().any(|side| starts(self.grid.to(self.cell(col), side)));
        first > last + 1 && near(first) && !near(moved(first, off))
    }
}

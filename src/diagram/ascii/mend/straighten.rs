//! Walls moved to where they are meant, by blanks and strokes put in or taken out beside them.
//!
//! [`Picture`] → groups of [`Change`]s, one for every outermost box. A row is cut at its walls; what stands between two
//! walls stays in its columns, or goes along with a wall where it then fits its neighbours better. Must never take out
//! anything but blanks and parts of a line.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::boxes::marks::{is_flat_head, is_upright_head};
use crate::diagram::ascii::boxes::overrun::is_bare;
use crate::diagram::ascii::glyph::{Side, glyph};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::mend::lint::Change;
use crate::diagram::ascii::mend::ragged::walls;
use crate::diagram::ascii::picture::shapes::shapes;
use crate::diagram::ascii::recognise::Picture;
use crate::text::Span;

/// Columns between the walls of two boxes that may be taken for each other.
const NEAR: usize = 4;
/// Columns between the walls of two boxes, one in the other, that one wall may stand for.
const APART: usize = 16;

/// What becomes of words and lines beyond a wall that moves, where nothing around them tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) enum Beyond {
    Stays,
    GoesAlong,
    /// Where it stands, even where it would fit its neighbours better elsewhere.
    Rests,
}

/// Where a wall is meant; where it serves two boxes, each is to have its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    first: usize,
    last: usize,
}

impl Place {
    const fn at(col: usize) -> Self {
        Self { first: col, last: col }
    }
}

/// The changes that make the boxes straight; those that share a row are one group.
pub(in crate::diagram::ascii) fn changes(picture: &Picture<'_>, beyond: Beyond) -> Vec<Vec<Change>> {
    let mut wanted: BTreeMap<usize, BTreeSet<(usize, usize)>> = BTreeMap::new();
    for (face, shape) in picture.frames.faces.iter().zip(shapes(picture)) {
        for wall in walls(face, shape) {
            wanted.entry(wall.row).or_default().insert((wall.meant, wall.col));
        }
    }
    let rows: BTreeMap<usize, BTreeMap<usize, Place>> =
        wanted.iter().filter_map(|(&row, walls)| Some((row, anchors(picture, row, walls)?))).collect();
    let straighten = Straighten { picture, beyond };
    let mut groups: Vec<Vec<Change>> = Vec::new();
    for (from, to) in extents(picture) {
        let rows = rows.range(from..=to);
        let changes: Vec<Change> = rows.filter_map(|(&row, anchors)| straighten.row(row, anchors)).flatten().collect();
        if !changes.is_empty() {
            groups.push(changes);
        }
    }
    groups
}

/// Where each wall of a row stands and is meant, from the columns that boxes mean and where they found a wall; `None`
/// where two of them want the same one and none is left over.
fn anchors(picture: &Picture<'_>, row: usize, walls: &BTreeSet<(usize, usize)>) -> Option<BTreeMap<usize, Place>> {
    let mut by_col: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &(meant, col) in walls {
        by_col.entry(col).or_default().insert(meant);
    }
    let is_free = |col: &usize| {
        picture.marks.is_upright(picture.grid.cell(row, *col)) && !walls.iter().any(|(_, taken)| taken == col)
    };
    let mut anchors = BTreeMap::new();
    for (&col, wanted) in &by_col {
        let meant: Vec<usize> = wanted.iter().copied().collect();
        match *meant.as_slice() {
            [meant] => {
                anchors.insert(col, Place::at(meant));
            }
            // The walls of an inner and an outer box stand so near that both boxes found the same one.
            [low, high] => {
                let before = (col.saturating_sub(NEAR)..col).rev().find(is_free);
                let behind = (col + 1..=col + NEAR).find(is_free);
                let off = |near: usize, far: usize| near.abs_diff(low) + far.abs_diff(high);
                let (near, far) = match (before, behind) {
                    (Some(before), Some(behind)) if off(col, behind) < off(before, col) => (col, behind),
                    (Some(before), _) => (before, col),
                    (None, Some(behind)) => (col, behind),
                    // One wall for two boxes: the outer one gets its own.
                    (None, None) if high - low <= APART && is_bare(picture.grid.at(picture.grid.cell(row, col))) => {
                        anchors.insert(col, Place { first: low, last: high });
                        continue;
                    }
                    (None, None) => return None,
                };
                anchors.insert(near, Place::at(low));
                anchors.insert(far, Place::at(high));
            }
            _ => return None,
        }
    }
    anchors.values().is_sorted_by(|one, other| one.last < other.first).then_some(anchors)
}

/// The rows that hang together by boxes.
fn extents(picture: &Picture<'_>) -> Vec<(usize, usize)> {
    let mut extents: Vec<(usize, usize)> = Vec::new();
    for face in &picture.frames.faces {
        match extents.last_mut() {
            Some((_, to)) if face.top <= *to => *to = (*to).max(face.bottom),
            _ => extents.push((face.top, face.bottom)),
        }
    }
    extents
}

struct Straighten<'a> {
    picture: &'a Picture<'a>,
    beyond: Beyond,
}

/// A wall in a row: where it stands, and by how much it and what stands behind it move to the right.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    cell: Cell,
    by: isize,
    beyond: isize,
}

/// What may grow or shrink at an end of a stretch.
#[derive(Debug, Clone, Copy)]
struct Filler {
    /// Where it begins, seen from the wall.
    start: Cell,
    length: usize,
    c: char,
}

impl Straighten<'_> {
    fn grid(&self) -> &Grid<'_> {
        &self.picture.grid
    }

    /// The changes of one row; `None` where something has no room.
    fn row(&self, row: usize, anchors: &BTreeMap<usize, Place>) -> Option<Vec<Change>> {
        if anchors.iter().all(|(&col, &place)| place == Place::at(col)) {
            return Some(Vec::new());
        }
        let grid = self.grid();
        let mut changes = Vec::new();
        let mut stops = Vec::with_capacity(anchors.len());
        for (&col, place) in anchors {
            let (cell, gap) = (grid.cell(row, col), place.last - place.first);
            if gap > 0 {
                let at = grid.span(&(cell..=cell)).end;
                let twin = format!("{}{}", " ".repeat(gap - 1), grid.cluster(cell));
                changes.push((Span { start: at, end: at }, twin));
            }
            let by = |meant: usize| meant.checked_signed_diff(col);
            stops.push(Anchor { cell, by: by(place.first)?, beyond: by(place.last)? });
        }
        let before = Anchor { cell: grid.cell(row, 0) - 1, by: 0, beyond: 0 };
        let mut last = before;
        for stop in stops {
            self.between(last, Some(stop), &mut changes)?;
            last = stop;
        }
        self.between(last, None, &mut changes)?;
        Some(changes)
    }

    /// Fits what stands between two walls, or behind the last one.
    fn between(&self, left: Anchor, right: Option<Anchor>, changes: &mut Vec<Change>) -> Option<()> {
        let row_end = self.grid().cell(self.grid().row(left.cell + 1), 0) + self.grid().cols;
        let end = right.map_or(row_end, |right| right.cell);
        let wider = right.map_or(0, |right| right.by) - left.beyond;
        let cells = left.cell + 1..end;
        let solid = |cell: &Cell| !self.is_filler(*cell);
        let Some(first) = cells.clone().find(solid) else {
            // Nothing but a line or blanks.
            let Some(right) = right else { return Some(()) };
            return self.resize(self.filler(right.cell, Side::West, left.cell), Side::West, wider, changes);
        };
        let last = cells.clone().rev().find(solid).unwrap_or(first);
        if self.grid().is_blank(first) && right.is_none() {
            return Some(());
        }
        let by = right.map_or(0, |right| right.by);
        let mut moves: Vec<isize> =
            if right.is_some() && left.beyond == by { vec![by, 0] } else { vec![0, left.beyond, by] };
        if self.beyond == Beyond::GoesAlong && right.is_none() {
            moves = vec![left.beyond, 0];
        }
        // What stands in a box goes along with its left wall.
        let is_slipped = right.is_some() && left.beyond != 0 && self.stands_in_leaf(left.cell, first);
        if is_slipped {
            moves = vec![left.beyond, 0, by];
        }
        // Sorting is stable: of equal ones, the first stays first.
        if self.beyond == Beyond::Rests {
            moves.sort_by_key(|&by| by != 0);
        } else if !is_slipped {
            moves.sort_by_key(|&by| std::cmp::Reverse(self.fits(first..=last, by)));
        }
        for by in moves {
            let mut made = Vec::new();
            let start = self.filler(left.cell, Side::East, end);
            let fits = self.resize(start, Side::East, by - left.beyond, &mut made).is_some()
                && right.is_none_or(|right| {
                    let filler = self.filler(right.cell, Side::West, left.cell);
                    self.resize(filler, Side::West, right.by - by, &mut made).is_some()
                });
            if fits {
                changes.append(&mut made);
                return Some(());
            }
        }
        None
    }

    /// Whether a cell lies in a box without boxes, and another one is a wall of that box.
    fn stands_in_leaf(&self, wall: Cell, cell: Cell) -> bool {
        let frames = &self.picture.frames;
        frames.leaf(cell).is_some_and(|leaf| frames.at(wall).any(|face| face == leaf))
    }

    /// A blank or a plain part of a horizontal line.
    fn is_filler(&self, cell: Cell) -> bool {
        self.grid().is_blank(cell) || self.is_dash(cell)
    }

    fn is_dash(&self, cell: Cell) -> bool {
        let c = self.grid().at(cell);
        let is_plain = glyph(c).is_some_and(|glyph| glyph.ports.is_across() && !glyph.ports.any_upright());
        let in_line = self.picture.frames.is_border(cell) || self.picture.strokes.is_line(cell) || is_plain;
        (is_plain || matches!(c, '-' | '=' | '~')) && in_line
    }

    /// The blanks or the line beside a wall, also behind an arrowhead; `stop` is the next wall.
    fn filler(&self, wall: Cell, side: Side, stop: Cell) -> Filler {
        let grid = self.grid();
        let mut start = grid.to(wall, side);
        let head = grid.at(start);
        if (is_flat_head(head) || is_upright_head(head)) && self.is_dash(grid.to(start, side)) && start != stop {
            start = grid.to(start, side);
        }
        let c = grid.at(start);
        let mut length = 0;
        let mut at = start;
        while at != stop && grid.at(at) == c && self.is_filler(at) {
            length += 1;
            at = grid.to(at, side);
        }
        // Beside a junction the line of an edge goes on.
        let joins = |cell: Cell, side: Side| self.picture.marks.at(cell).has(side);
        if length == 0 && joins(wall, side) && joins(start, side.back()) {
            let line = self.picture.grid.at(if joins(start, side) { grid.to(start, side) } else { start });
            let dash = glyph(line).is_some_and(|glyph| glyph.ports.is_across() && !glyph.ports.any_upright());
            return Filler { start, length, c: if dash || line == '=' { line } else { '-' } };
        }
        Filler { start, length, c: if length == 0 { ' ' } else { c } }
    }

    /// Makes a filler longer, or shorter where it is long enough; of a line, a part has to stay.
    fn resize(&self, filler: Filler, side: Side, by: isize, changes: &mut Vec<Change>) -> Option<()> {
        let grid = self.grid();
        let count = by.unsigned_abs();
        if by > 0 {
            let span = grid.span(&(filler.start..=filler.start));
            let at = if side == Side::East { span.start } else { span.end };
            changes.push((Span { start: at, end: at }, filler.c.to_string().repeat(count)));
        } else if by < 0 {
            if filler.length < count + usize::from(filler.c != ' ') {
                return None;
            }
            let far = grid.by(filler.start, side, count - 1);
            let span = grid.span(&(filler.start.min(far)..=filler.start.max(far)));
            changes.push((span, String::new()));
        }
        Some(())
    }

    /// How well a stretch fits the rows above and below when it is moved.
    fn fits(&self, cells: std::ops::RangeInclusive<Cell>, by: isize) -> usize {
        let grid = self.grid();
        let mut score = 0;
        let starts = |cell: Cell| !grid.is_blank(cell) && grid.is_blank(cell - 1);
        for cell in cells {
            let is_line = self.picture.strokes.is_line(cell);
            for side in [Side::North, Side::South] {
                let next = grid.to(grid.aside(cell, by), side);
                if is_line && self.picture.strokes.has(cell, side) && self.picture.strokes.has(next, side.back()) {
                    score += 4;
                } else if starts(cell) && starts(next) && grid.is_blank(cell - 2) && grid.is_blank(next - 2) {
                    score += 1;
                }
            }
        }
        score
    }
}

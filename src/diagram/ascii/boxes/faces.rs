//! Closed outlines: from every upper left corner to the nearest border that closes it.
//!
//! Grid and marks → [`Face`]s, not yet judged. A wall may stray by up to three columns, a border may hold a title, an
//! arrowhead or a crossing line. Must stay within its budget of steps, whatever the picture is.

mod askew;
mod lower;
mod walls;

use std::ops::RangeInclusive;

use crate::diagram::ascii::boxes::elbows::Notch;
use crate::diagram::ascii::boxes::marks::{Marks, is_flat_head};
use crate::diagram::ascii::glyph::{Side, glyph, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};
use walls::{HOLE, OVERRUN, SLIPPED, STRAY};

/// Steps that the search may take for each cell of the picture.
const STEPS_PER_CELL: usize = 48;
/// What a left wall costs that a wider row before it pushed along with the right one.
const PUSHED: usize = 20;
/// What a left wall costs that stands beside its place as far as the right one does.
const SHIFTED: usize = 10;
/// What the first of them costs more: a row alone stands beside many a place.
const FIRST_SHIFTED: usize = 50;
/// Rows after which one more that is shifted is no surprise.
const FEW: usize = 3;
/// Columns of the longest title in a border.
const LONGEST_TITLE: usize = 72;

/// The walls of one row of a box, as columns; `None` where the row has a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) struct Walls {
    pub(in crate::diagram::ascii) left: Option<usize>,
    pub(in crate::diagram::ascii) right: Option<usize>,
}

/// A corner of a box, but for the first, from which it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram::ascii) enum Corner {
    TopRight,
    BottomLeft,
    BottomRight,
}

/// A closed outline, in rows and columns of the picture.
#[derive(Debug, Clone)]
pub(in crate::diagram::ascii) struct Face {
    pub(in crate::diagram::ascii) top: usize,
    pub(in crate::diagram::ascii) left: usize,
    pub(in crate::diagram::ascii) bottom: usize,
    /// Where the upper edge ends.
    pub(in crate::diagram::ascii) top_right: usize,
    /// Where the lower edge begins and ends.
    pub(in crate::diagram::ascii) bottom_left: usize,
    pub(in crate::diagram::ascii) bottom_right: usize,
    /// The cells of the border.
    pub(in crate::diagram::ascii) cells: Vec<Cell>,
    /// The walls of the rows between the edges.
    pub(in crate::diagram::ascii) walls: Vec<Walls>,
    /// Text set into the upper or the lower edge.
    pub(in crate::diagram::ascii) titles: Vec<RangeInclusive<Cell>>,
    /// The one corner that is not drawn, though both of its sides are.
    pub(in crate::diagram::ascii) lacks: Option<Corner>,
    /// The row of the lower line of a lid: then it is a drum.
    pub(in crate::diagram::ascii) lid: Option<usize>,
    /// The part of the rectangle that it lacks: then it is an L.
    pub(in crate::diagram::ascii) notch: Option<Notch>,
}

impl Face {
    /// A rectangle with straight walls and nothing else to it, of these cells.
    pub(in crate::diagram::ascii) fn straight(
        (top, bottom): (usize, usize),
        (left, right): (usize, usize),
        cells: Vec<Cell>,
    ) -> Self {
        Self {
            top,
            left,
            bottom,
            top_right: right,
            bottom_left: left,
            bottom_right: right,
            cells,
            walls: (top + 1..bottom).map(|_| Walls { left: Some(left), right: Some(right) }).collect(),
            titles: Vec::new(),
            lacks: None,
            lid: None,
            notch: None,
        }
    }

    /// The rightmost corner.
    pub(in crate::diagram::ascii) fn right(&self) -> usize {
        self.top_right.max(self.bottom_right)
    }

    /// Whether another one lies in this one, at a wall of it or apart from all.
    pub(in crate::diagram::ascii) fn contains(&self, other: &Self) -> bool {
        self.top <= other.top
            && self.bottom >= other.bottom
            && self.left <= other.left
            && self.right() >= other.right()
            && self.area() > other.area()
    }

    pub(in crate::diagram::ascii) fn area(&self) -> usize {
        (self.bottom - self.top) * (self.right() - self.left)
    }

    /// The columns by which the left wall of a row stands right of the corner above it.
    pub(in crate::diagram::ascii) fn slip(&self, row: usize) -> isize {
        let walls = row.checked_sub(self.top + 1).and_then(|at| self.walls.get(at));
        walls.and_then(|walls| walls.left?.checked_signed_diff(self.left)).unwrap_or_default()
    }

    /// Rows in which a wall is not drawn.
    fn holes(&self) -> usize {
        self.walls.iter().filter(|walls| walls.left.is_none() || walls.right.is_none()).count()
    }

    /// Rows and corners that are not drawn as they are meant.
    pub(in crate::diagram::ascii) fn faults(&self) -> usize {
        self.strayed() + self.holes()
    }

    /// Cells of the walls that stray from the corners.
    pub(in crate::diagram::ascii) fn strayed(&self) -> usize {
        let right = self.top_right;
        let off = |wall: Option<usize>, at: usize| usize::from(wall.is_some_and(|col| col != at));
        self.walls.iter().map(|walls| off(walls.left, self.left) + off(walls.right, right)).sum::<usize>()
            + usize::from(self.bottom_right != right)
    }
}

/// What a search walks over.
struct Search<'a> {
    grid: &'a Grid<'a>,
    marks: &'a Marks,
    steps: usize,
}

/// Finds the nearest closed outline of every upper left corner.
pub(in crate::diagram::ascii) fn faces(grid: &Grid<'_>, marks: &Marks) -> Vec<Face> {
    let mut search = Search { grid, marks, steps: grid.len() * STEPS_PER_CELL };
    let corners: Vec<Cell> = grid.cells().filter(|&cell| search.turns(cell, Side::East, Side::South)).collect();
    corners.into_iter().filter_map(|corner| search.from(corner)).collect()
}

/// Whether a character is a plain horizontal of Unicode.
fn is_flat(c: char) -> bool {
    glyph(c).is_some_and(|glyph| glyph.ports.is_across() && !glyph.ports.any_upright())
}

/// Whether a character is a dash of a dashed line with blanks.
const fn is_line(c: char) -> bool {
    matches!(c, '-' | '─' | '━')
}

/// The end of an edge, and the titles passed on the way.
struct Edge {
    end: Cell,
    titles: Vec<RangeInclusive<Cell>>,
    lacks: Option<Corner>,
}

impl Edge {
    fn new(start: Cell) -> Self {
        Self { end: start, titles: Vec::new(), lacks: None }
    }
}

impl Search<'_> {
    fn turns(&self, cell: Cell, one: Side, other: Side) -> bool {
        self.marks.at(cell).both(one, other)
    }

    fn spend(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        self.steps > 0
    }

    fn from(&mut self, corner: Cell) -> Option<Face> {
        let mut edge = Edge::new(corner);
        let (mut best, mut shared) = (None, None);
        while self.advance(&mut edge) && self.spend() {
            if edge.end >= corner + 2
                && self.turns(edge.end, Side::West, Side::South)
                && let Some(face) = self.close(corner, &edge)
            {
                if face.faults() == 0 && (self.is_overlap(&face) || self.is_strip(&face)) {
                    shared = Some(face);
                    continue;
                }
                if face.faults() == 0 {
                    return Some(face);
                }
                // A junction in the edge may lie near the corner that is meant.
                if best.as_ref().is_none_or(|best: &Face| face.faults() < best.faults()) {
                    best = Some(face);
                }
            }
            let is_past = |best: &Face| self.grid.col(edge.end) > best.top_right + STRAY.unsigned_abs();
            // Beside a wall with holes, the one that is meant may be anywhere.
            if best.as_ref().is_some_and(|best| is_past(best) && best.holes() == 0) {
                break;
            }
        }
        best.or(shared).or_else(|| self.without_corner(corner, edge))
    }

    /// Whether a face is what two frames have in common: the walls of another one cross its edges at two corners.
    fn is_overlap(&self, face: &Face) -> bool {
        let crosses = |row: usize, col: usize, out: [Side; 2]| {
            let cell = self.grid.cell(row, col);
            out.into_iter()
                .all(|side| self.marks.at(cell).has(side) && self.marks.at(self.grid.to(cell, side)).has(side.back()))
        };
        let starts = !crosses(face.top, face.left, [Side::North; 2]) && !crosses(face.top, face.left, [Side::West; 2]);
        let ends = !crosses(face.bottom, face.bottom_right, [Side::South; 2])
            && !crosses(face.bottom, face.bottom_right, [Side::East; 2]);
        starts
            && ends
            && crosses(face.top, face.top_right, [Side::North, Side::East])
            && crosses(face.bottom, face.bottom_left, [Side::South, Side::West])
    }

    /// Whether a face ends at a line that crosses a wider frame from top to bottom: a lane that passes through it.
    fn is_strip(&self, face: &Face) -> bool {
        let joins = |row: usize, col: usize, side: Side| {
            let cell = self.grid.cell(row, col);
            self.marks.at(cell).has(side) && self.marks.at(self.grid.to(cell, side)).has(side.back())
        };
        let (left, right) = (face.left, face.top_right);
        joins(face.top, right, Side::North)
            && joins(face.top, right, Side::East)
            && joins(face.bottom, face.bottom_right, Side::South)
            && joins(face.bottom, face.bottom_right, Side::East)
            && ![Side::North, Side::West].into_iter().any(|side| joins(face.top, left, side))
            && ![Side::South, Side::West].into_iter().any(|side| joins(face.bottom, face.bottom_left, side))
    }

    /// The box whose upper right corner is not drawn; all else of it has to be.
    fn without_corner(&mut self, corner: Cell, edge: Edge) -> Option<Face> {
        let stands = |cell: &Cell| self.marks.is_upright(self.grid.to(*cell, Side::South));
        let end = [edge.end, edge.end + 1].into_iter().find(stands)?;
        let is_open = edge.end >= corner + 2 && self.marks.is_across(end - 1) && self.may_turn(end, Side::East);
        let edge = Edge { end, lacks: Some(Corner::TopRight), ..edge };
        let face = is_open.then(|| self.close(corner, &edge)).flatten()?;
        let is_whole = face.walls.iter().all(|walls| walls.left.is_some() && walls.right.is_some());
        (is_whole && face.strayed() == 0 && face.bottom_left == face.left).then_some(face)
    }

    /// Goes one cell along an edge, over the gap of a dashed line or over a title.
    fn advance(&self, edge: &mut Edge) -> bool {
        let next = edge.end + 1;
        // An edge that is longer than it is drawn: `+---...---+`.
        if self.grid.is_cut_short(next + 2) && self.marks.is_across(edge.end) && self.marks.is_across(next + 3) {
            edge.end = next + 3;
            return true;
        }
        if self.marks.is_edge(self.grid, next) {
            edge.end = next;
            return true;
        }
        let turns = |cell: Cell, side: Side| {
            self.grid.at(cell) == '+'
                || glyph(self.grid.at(cell)).is_some_and(|glyph| glyph.ports.has(side) && glyph.ports.any_upright())
        };
        let is_dash = |cell: Cell| matches!(self.grid.at(cell), '-' | '.' | '=' | '─' | '━' | '═');
        let begins = self.grid.is_blank(edge.end - 1) || turns(edge.end - 1, Side::East);
        if self.grid.is_blank(next) && is_dash(edge.end) && is_dash(next + 1) && begins {
            edge.end = next + 1;
            return true;
        }
        // A dashed line that begins or ends a blank beside its corner.
        if self.grid.is_blank(next)
            && ((turns(edge.end, Side::East) && is_line(self.grid.at(next + 1)))
                || (turns(next + 1, Side::West) && is_line(self.grid.at(edge.end))))
        {
            edge.end = next + 1;
            return true;
        }
        // A line that crosses without a glyph of its own.
        if self.marks.is_upright(next) && self.marks.is_across(edge.end) && self.marks.is_across(next + 1) {
            edge.end = next + 1;
            return true;
        }
        let Some(title) = self.title(next) else { return false };
        edge.end = title.end() + 1;
        edge.titles.push(title);
        true
    }

    /// Whether a cell is a corner or a junction of Unicode.
    fn turns_flat(&self, cell: Cell) -> bool {
        glyph(self.grid.at(cell)).is_some_and(|glyph| glyph.ports.any_across() && glyph.ports.any_upright())
    }

    /// Words set into a border: `┌─ Title ──┐`, `┌ Title ──┐`.
    fn title(&self, start: Cell) -> Option<RangeInclusive<Cell>> {
        let before = start - 1;
        let leads = self.marks.is_across(before) && !self.marks.at(before).any_upright();
        let is_corner = self.turns_flat(before) && self.marks.at(before).has(Side::East) && self.grid.is_blank(start);
        if !leads && !is_corner {
            return None;
        }
        let (mut blanks, mut has_word) = (0, false);
        for cell in start..start + LONGEST_TITLE {
            let c = self.grid.at(cell);
            let resumes = self.marks.is_across(cell)
                && !self.marks.at(cell).any_upright()
                && (glyph(c).is_some()
                    || (!is_word(self.grid.at(cell - 1)) && self.marks.is_edge(self.grid, cell + 1))
                    || (self.grid.is_blank(cell - 1)
                        && self.grid.is_blank(cell + 1)
                        && is_line(self.grid.at(cell + 2))));
            if resumes && c != '*' {
                return has_word.then_some(start..=cell - 1);
            }
            blanks = if c == ' ' { blanks + 1 } else { 0 };
            if blanks > 1 || matches!(c, '|' | '+') || glyph(c).is_some() || is_flat_head(c) {
                return None;
            }
            has_word |= is_word(c);
        }
        None
    }

    /// Walks down from both ends of an upper edge to the nearest lower edge.
    fn close(&mut self, corner: Cell, top: &Edge) -> Option<Face> {
        let is_alone = !self.marks.is_edge(self.grid, corner - 1) && !self.marks.is_edge(self.grid, top.end + 1);
        self.under(corner, top, 0)
            .or_else(|| {
                let by = self.slip(corner, top.end).filter(|_| is_alone)?;
                self.slid(corner, top, by)
            })
            .or_else(|| if is_alone { self.askew(corner, top) } else { None })
    }

    /// The same where the walls stand under their corners, or stray from there row by row.
    /// `by` are the columns by which all but the upper edge stands to the right of it.
    fn under(&mut self, corner: Cell, top: &Edge, by: isize) -> Option<Face> {
        let (mut left_holes, mut right_holes) = (0, 0);
        let (mut walls, mut wall_cells) = (Vec::new(), Vec::new());
        let height = self.grid.rows - self.grid.row(corner);
        // A corner of a row of boxes does not go along with words.
        let stands_alone = !self.marks.at(corner - 1).has(Side::East);
        let (ends, mut is_overrun, mut shifted_rows) = (!self.marks.is_edge(self.grid, top.end + 1), false, 0);
        for down in 1..height {
            let [left, right] =
                [corner, top.end].map(|cell| self.grid.aside(self.grid.by(cell, Side::South, down), by));
            // Where the next box begins with an edge of its own, it is the lower one of this box, too.
            let is_shared = down > 1
                && by == 0
                && left_holes + right_holes == 0
                && walls.iter().all(|walls: &Walls| {
                    (walls.left, walls.right) == (Some(self.grid.col(corner)), Some(self.grid.col(top.end)))
                });
            let is_upper = [left, right].into_iter().all(|cell| !self.marks.at(cell).has(Side::North));
            if is_shared && is_upper && self.is_edge_of_its_own(left, right) {
                return Some(self.face(corner, top, left, &Edge::new(right), (walls, wall_cells)));
            }
            // An edge right under an edge is that of another box.
            if !self.spend() || (down == 1 && self.is_edge_of_its_own(left, right)) {
                return None;
            }
            // Two edges without a row between are those of two boxes.
            if down == 1 && self.turns(left, Side::North, Side::East) && self.bottom(left, right).is_some() {
                return None;
            }
            if down >= 2
                && let Some((start, bottom)) = self.bottom(left, right)
            {
                // Of a box that stands alone, the only row may stray, too.
                let is_lone =
                    stands_alone && !self.marks.at(start - 1).has(Side::East) && (start, bottom.end) == (left, right);
                let allowed = if is_lone && ends { SLIPPED.max((down - 1) * HOLE / 4) } else { (down - 1) * HOLE / 4 };
                let is_exact = ends && bottom.end == right && left_holes == 0;
                let least = if down < 4 && !(down == 3 && is_exact) { 0 } else { HOLE };
                // Where words hide the wall, both corners have to say where it stands.
                let agrees = !is_overrun || (ends && bottom.end == right);
                // Where all else is as it should be, one row may lack its left wall; not in a table.
                let is_straight = ends && (start, bottom.end) == (left, right) && right_holes == 0;
                let is_plain = || wall_cells.iter().all(|&cell| !self.marks.at(cell).any_across());
                let is_whole = left_holes <= allowed || (is_straight && left_holes == HOLE && down > FEW && is_plain());
                if agrees && is_whole && right_holes <= allowed.max(least) {
                    return Some(self.face(corner, top, start, &bottom, (walls, wall_cells)));
                }
            }
            let (left_wall, left_cost) = self.left_wall(left);
            let (right_wall, right_cost) = self.right_wall(right, left);
            is_overrun |= right_wall.is_none() && right_cost == OVERRUN;
            let pushed = if stands_alone { self.pushed(left, right, right_wall) } else { None };
            let shifted = self.shifted(left, right, right_wall);
            let (left_wall, left_cost) = match (left_wall, pushed, shifted) {
                (_, Some(wall), _) if left_cost > 0 => {
                    shifted_rows += 1;
                    (Some(wall), if shifted_rows > FEW { SHIFTED } else { PUSHED })
                }
                (_, _, Some(wall)) if left_cost > 0 => {
                    shifted_rows += 1;
                    (Some(wall), if shifted_rows > 1 { SHIFTED } else { SHIFTED + FIRST_SHIFTED })
                }
                (wall, ..) => (wall, left_cost),
            };
            left_holes += left_cost;
            right_holes += right_cost;
            let torn = left_cost >= HOLE && right_cost >= HOLE;
            if torn || left_holes > 2 * HOLE || right_holes > (2 * HOLE).max(down * 3 * HOLE / 10) {
                return None;
            }
            let col = |cell: &Cell| self.grid.col(*cell);
            walls.push(Walls { left: left_wall.as_ref().map(col), right: right_wall.as_ref().map(col) });
            wall_cells.extend(left_wall.into_iter().chain(right_wall));
        }
        None
    }

    fn face(
        &self,
        corner: Cell,
        top: &Edge,
        start: Cell,
        bottom: &Edge,
        (walls, wall_cells): (Vec<Walls>, Vec<Cell>),
    ) -> Face {
        let titles: Vec<_> = top.titles.iter().chain(&bottom.titles).cloned().collect();
        let in_title = |cell: &Cell| titles.iter().any(|title| title.contains(cell));
        let edges = (corner..=top.end).chain(start..=bottom.end);
        let cells = edges.filter(|cell| !in_title(cell)).chain(wall_cells).collect();
        Face {
            top: self.grid.row(corner),
            left: self.grid.col(corner),
            bottom: self.grid.row(start),
            top_right: self.grid.col(top.end),
            bottom_left: self.grid.col(start),
            bottom_right: self.grid.col(bottom.end),
            cells,
            walls,
            titles,
            lacks: top.lacks.or(bottom.lacks),
            lid: None,
            notch: None,
        }
    }
}

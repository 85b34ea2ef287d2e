//! Boxes: which closed outlines are meant, and which box stands in which.
//!
//! Faces → [`Frames`]. A face between two boxes or between two lanes closes too; what runs on at its corners tells it
//! from a box. Must never touch the text inside.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::ascii::boxes::faces::Face;
use crate::diagram::ascii::boxes::marks::{Marks, is_upright_head};
use crate::diagram::ascii::boxes::overrun;
use crate::diagram::ascii::glyph::{Side, arrow, glyph, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::lines::lanes;

/// Columns that a box may stick out of the one around it.
const SLACK: usize = 3;
/// How often all cells of a picture may be painted: the deepest sensible nesting.
const DEEPEST: usize = 48;
const NOBODY: u16 = u16::MAX;
/// How many pairs of boxes are looked at.
const MOST_PAIRS: usize = 1_000_000;
/// The most boxes of one picture.
const MOST_FACES: usize = 4_000;

/// The boxes of a picture, from top to bottom and left to right.
#[derive(Debug, Clone)]
pub(in crate::diagram::ascii) struct Frames {
    pub(in crate::diagram::ascii) faces: Vec<Face>,
    pub(in crate::diagram::ascii) parents: Vec<Option<usize>>,
    /// Whether boxes or a drawing stand in a box: then it is not all text.
    pub(in crate::diagram::ascii) has_children: Vec<bool>,
    /// For each cell up to four boxes whose border it is.
    borders: Vec<[u16; 4]>,
    /// For each cell the innermost box around it.
    owners: Vec<u16>,
}

impl Frames {
    pub(in crate::diagram::ascii) fn of(grid: &Grid<'_>, marks: &Marks, found: Vec<Face>) -> Self {
        let mut faces = accepted(grid, marks, found);
        faces.sort_by_key(|face| (face.top, face.left, face.bottom));
        faces.truncate(MOST_FACES);
        overrun::claim(grid, marks, &mut faces);
        let mut borders = vec![[NOBODY; 4]; grid.len()];
        for (index, face) in faces.iter().enumerate() {
            for &cell in &face.cells {
                let Some(slots) = borders.get_mut(cell) else { continue };
                let index = short(index);
                if let Some(slot) = slots.iter_mut().find(|slot| **slot == NOBODY || **slot == index) {
                    *slot = index;
                }
            }
        }
        let count = faces.len();
        let mut frames =
            Self { faces, parents: vec![None; count], has_children: vec![false; count], borders, owners: Vec::new() };
        frames.nest(grid);
        frames.open(grid, marks);
        frames
    }

    /// A box with an arrow that hangs on a vertical holds a drawing, as a box with boxes does; so does one that a vertical
    /// passes through.
    fn open(&mut self, grid: &Grid<'_>, marks: &Marks) {
        let passes = |face: &Face| {
            let through = |row: usize, col: usize| {
                let cell = grid.cell(row, col);
                let joins = |side: Side| marks.at(cell).has(side) && marks.at(grid.to(cell, side)).has(side.back());
                joins(Side::North) && joins(Side::South)
            };
            (face.left + 1..face.right()).any(|col| through(face.top, col) && through(face.bottom, col))
        };
        for index in 0..self.faces.len() {
            self.has_children[index] |= passes(&self.faces[index]);
        }
        for cell in grid.cells() {
            let Some(leaf) = self.leaf(cell).filter(|_| is_upright_head(grid.at(cell)) && !self.is_border(cell)) else {
                continue;
            };
            let hangs = |side: Side| {
                let tail = grid.to(cell, side.back());
                // A vertical, or the corner where a fork turns.
                let leads = marks.is_upright(tail) || glyph(grid.at(tail)).is_some_and(|glyph| glyph.ports.has(side));
                leads && !self.is_border(tail) && grid.is_blank(cell - 1) && grid.is_blank(cell + 1)
            };
            let c = grid.at(cell);
            let points = |side: Side, plain: [char; 2]| arrow(c).has(side) || plain.contains(&c);
            if (points(Side::South, ['v', 'V']) && hangs(Side::South))
                || (points(Side::North, ['^'; 2]) && hangs(Side::North))
            {
                self.has_children[leaf] = true;
            }
        }
    }

    /// Paints the boxes from the largest to the smallest: what lies under a box is what it stands in.
    fn nest(&mut self, grid: &Grid<'_>) {
        self.owners = vec![NOBODY; grid.len()];
        let mut order: Vec<usize> = (0..self.faces.len()).collect();
        order.sort_by_key(|&index| (Reverse(self.faces[index].area()), index));
        let mut budget = grid.len() * DEEPEST;
        for index in order {
            let parent = self.around(grid, index);
            self.parents[index] = parent;
            if let Some(parent) = parent {
                self.has_children[parent] = true;
            }
            let face = &self.faces[index];
            let Some(left) = budget.checked_sub(face.area()) else { return };
            budget = left;
            for row in face.top + 1..face.bottom {
                // Where all of a box slid aside, its walls tell what is inside.
                let walls = face.walls.get(row - face.top - 1);
                let (left, right) = walls.map_or((None, None), |walls| (walls.left, walls.right));
                let start = grid.cell(row, left.unwrap_or(face.left) + 1);
                let end = grid.cell(row, right.unwrap_or_default().max(face.right()));
                // A notch is no part of the box.
                let is_inside =
                    |cell: &Cell| face.notch.is_none_or(|notch| notch.cuts(row, grid.col(*cell)) != [true; 2]);
                for cell in (start..end.max(start)).filter(is_inside) {
                    self.owners[cell] = short(index);
                }
            }
            for title in face.titles.clone() {
                self.owners[title].fill(short(index));
            }
        }
    }

    /// The smallest painted box around a box.
    fn around(&self, grid: &Grid<'_>, index: usize) -> Option<usize> {
        let face = &self.faces[index];
        // Where both share a wall, only what lies inside tells.
        let corners = [grid.cell(face.top, face.left), grid.cell(face.top + 1, face.left + 1)];
        let mut candidate = corners.into_iter().find_map(|corner| self.owner(corner));
        while let Some(outer) = candidate {
            let around = &self.faces[outer];
            let inside = around.contains(face)
                || (around.top < face.top
                    && around.bottom > face.bottom
                    && around.left < face.left
                    && around.right() + SLACK >= face.right());
            let center = usize::midpoint(face.left, face.right());
            if inside && center < around.right() && around.area() > face.area() {
                return Some(outer);
            }
            candidate = self.parents[outer];
        }
        None
    }

    /// The innermost box around a cell.
    pub(in crate::diagram::ascii) fn owner(&self, cell: Cell) -> Option<usize> {
        self.owners.get(cell).copied().filter(|&owner| owner != NOBODY).map(usize::from)
    }

    /// The box in whose border a cell is a part of a title.
    pub(in crate::diagram::ascii) fn titled(&self, grid: &Grid<'_>, cell: Cell) -> Option<usize> {
        let row = grid.row(cell);
        self.owner(cell).filter(|&owner| self.faces[owner].top == row || self.faces[owner].bottom == row)
    }

    /// The boxes whose border a cell is.
    pub(in crate::diagram::ascii) fn at(&self, cell: Cell) -> impl Iterator<Item = usize> + use<> {
        let slots = self.borders.get(cell).copied().unwrap_or([NOBODY; 4]);
        slots.into_iter().filter(|&slot| slot != NOBODY).map(usize::from)
    }

    pub(in crate::diagram::ascii) fn is_border(&self, cell: Cell) -> bool {
        self.at(cell).next().is_some()
    }

    /// Whether a cell is a part of the border of a drum, whose strokes are signs of many kinds.
    pub(in crate::diagram::ascii) fn is_of_drum(&self, cell: Cell) -> bool {
        self.at(cell).any(|face| self.faces[face].lid.is_some())
    }

    /// The box around a cell, where no other box stands in it.
    pub(in crate::diagram::ascii) fn leaf(&self, cell: Cell) -> Option<usize> {
        self.owner(cell).filter(|&owner| !self.has_children[owner])
    }

    /// Whether a cell lies in a box or on its border.
    pub(in crate::diagram::ascii) fn covers(&self, grid: &Grid<'_>, index: usize, cell: Cell) -> bool {
        let face = &self.faces[index];
        let (row, col) = (grid.row(cell), grid.col(cell));
        (face.top..=face.bottom).contains(&row) && (face.left..=face.right()).contains(&col)
    }

    /// The number of wall cells out of place in all boxes.
    pub(in crate::diagram::ascii) fn strayed(&self) -> usize {
        self.faces.iter().map(Face::strayed).sum()
    }
}

fn short(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(NOBODY)
}

/// What runs on at the corners of a face: of each pair the left one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Outward {
    /// At the upper and at the lower left corner, then at the right ones.
    sideways: [bool; 4],
    above: [bool; 2],
    below: [bool; 2],
}

impl Outward {
    /// A box has at most one fault: a line that leaves a corner sideways, or only one wall that runs on.
    fn is_box(self) -> bool {
        let is_uneven = |[left, right]: [bool; 2]| usize::from(left != right);
        self.lines() + is_uneven(self.above) + is_uneven(self.below) <= 1
    }

    const NONE: Self = Self { sideways: [false; 4], above: [false; 2], below: [false; 2] };

    /// The same without the edges and walls of a box around.
    fn without(self, face: &Face, outer: &Face) -> Self {
        let (top, bottom) = (outer.top == face.top, outer.bottom == face.bottom);
        let (left, right) = (outer.left == face.left, outer.right() == face.right());
        let Self { sideways, above, below } = self;
        Self {
            sideways: [sideways[0] && !top, sideways[1] && !bottom, sideways[2] && !top, sideways[3] && !bottom],
            above: [above[0] && !left, above[1] && !right],
            below: [below[0] && !left, below[1] && !right],
        }
    }

    /// How many lines leave a corner sideways.
    fn lines(self) -> usize {
        self.sideways.into_iter().filter(|&leaves| leaves).count()
    }
}

fn outward(grid: &Grid<'_>, marks: &Marks, face: &Face) -> Outward {
    let leaves = |cell: Cell, side: Side| glyph(grid.at(cell)).is_none_or(|glyph| glyph.ports.has(side));
    let flat = |cell: Cell, side: Side| leaves(cell, side) && marks.is_across(grid.to(cell, side));
    let upright = |cell: Cell, side: Side| {
        let next = grid.to(cell, side);
        // An arrow that points at a corner comes to the box; a wall that runs on has no such end.
        let c = grid.at(next);
        let comes = arrow(c).has(side.back()) || c == if side == Side::South { '^' } else { 'v' };
        leaves(cell, side)
            && !comes
            && (marks.is_upright(next)
                || grid.is_cut_short(next)
                || is_upright_head(c)
                || glyph(grid.at(next)).is_some_and(|glyph| glyph.ports.any_upright()))
    };
    let top_left = grid.cell(face.top, face.left);
    let top_right = grid.cell(face.top, face.top_right);
    let bottom_left = grid.cell(face.bottom, face.bottom_left);
    let bottom_right = grid.cell(face.bottom, face.bottom_right);
    Outward {
        sideways: [
            flat(top_left, Side::West),
            flat(bottom_left, Side::West),
            flat(top_right, Side::East),
            flat(bottom_right, Side::East),
        ],
        above: [upright(top_left, Side::North), upright(top_right, Side::North)],
        below: [upright(bottom_left, Side::South), upright(bottom_right, Side::South)],
    }
}

/// The faces that are boxes, and those that share a whole edge with one: compartments and cells of tables.
fn accepted(grid: &Grid<'_>, marks: &Marks, found: Vec<Face>) -> Vec<Face> {
    let mut is_box: Vec<bool> =
        found.iter().map(|face| face.notch.is_some() || outward(grid, marks, face).is_box()).collect();
    let mut by_top: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut by_bottom: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, face) in found.iter().enumerate() {
        by_top.entry(face.top).or_default().push(index);
        by_bottom.entry(face.bottom).or_default().push(index);
    }
    abreast(grid, marks, &found, &mut is_box);
    let mut pending: Vec<usize> = (0..found.len()).filter(|&index| is_box[index]).collect();
    while let Some(index) = pending.pop() {
        let face = &found[index];
        let rows = [by_top.get(&face.bottom), by_bottom.get(&face.top), by_top.get(&face.top)];
        for &other in rows.into_iter().flatten().flatten() {
            if !is_box[other] && shares_edge(face, &found[other]) {
                is_box[other] = true;
                pending.push(other);
            }
        }
    }
    beside(grid, marks, &found, &mut is_box);
    within(grid, marks, &found, &mut is_box);
    for (face, is_box) in found.iter().zip(is_box.iter_mut()) {
        *is_box &= !is_bar(grid, face);
    }
    found.into_iter().zip(is_box).filter_map(|(face, is_box)| is_box.then_some(face)).collect()
}

/// Accepts the boxes of which all that leaves a corner sideways is the edge of a box: of one beside it that begins in this
/// corner, or of one around it that stands on the same edge.
fn beside(grid: &Grid<'_>, marks: &Marks, found: &[Face], is_box: &mut [bool]) {
    let mut lefts: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut rights: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut edges: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (face, _) in found.iter().zip(is_box.iter()).filter(|(_, is_box)| **is_box) {
        lefts.extend([(face.top, face.left), (face.bottom, face.bottom_left)]);
        rights.extend([(face.top, face.top_right), (face.bottom, face.bottom_right)]);
        edges.entry(face.top).or_default().push((face.left, face.top_right));
        edges.entry(face.bottom).or_default().push((face.bottom_left, face.bottom_right));
    }
    let is_around = |row: usize, left: usize, right: usize| {
        edges.get(&row).is_some_and(|edges| edges.iter().any(|&(from, to)| from < left && right < to))
    };
    for (face, is_box) in found.iter().zip(is_box.iter_mut()).filter(|(_, is_box)| !**is_box) {
        let mut out = outward(grid, marks, face);
        let corners = [
            (&rights, face.top, face.left),
            (&rights, face.bottom, face.bottom_left),
            (&lefts, face.top, face.top_right),
            (&lefts, face.bottom, face.bottom_right),
        ];
        let (above, below) = (
            is_around(face.top, face.left, face.top_right),
            is_around(face.bottom, face.bottom_left, face.bottom_right),
        );
        // What stands on the edge of another one from outside is a part of a line between two boxes.
        let stands_inside = (above != below) && (out.lines() == 2);
        for (index, (ends, row, col)) in corners.into_iter().enumerate() {
            let on_edge = stands_inside && if row == face.top { above } else { below };
            out.sideways[index] &= !(ends.contains(&(row, col)) || on_edge);
        }
        *is_box = face.faults() == 0 && out.is_box();
    }
}

/// Accepts the boxes that stand in the corner of a box or at a wall of it, where all that runs on at their corners is that
/// wall.
fn within(grid: &Grid<'_>, marks: &Marks, found: &[Face], is_box: &mut [bool]) {
    let outer: Vec<usize> = (0..found.len()).filter(|&index| is_box[index]).collect();
    let mut budget = MOST_PAIRS;
    for index in (0..found.len()).filter(|&index| found[index].faults() == 0) {
        let face = &found[index];
        if is_box[index] || face.bottom < face.top + 2 || face.right() < face.left + 3 || !holds_words(grid, face) {
            continue;
        }
        let Some(left) = budget.checked_sub(outer.len()) else { return };
        budget = left;
        let around = outer.iter().map(|&outer| &found[outer]).filter(|outer| outer.contains(face));
        let out = outward(grid, marks, face);
        is_box[index] = around.into_iter().any(|outer| out.without(face, outer) == Outward::NONE);
    }
}

/// Whether a face is a bar on a lane: one blank column wide, with the lane coming in above or going on below.
fn is_bar(grid: &Grid<'_>, face: &Face) -> bool {
    let middle = |row: usize| grid.cell(row, face.left + 1);
    let has = |cell: Cell, side: Side| glyph(grid.at(cell)).map_or(grid.at(cell) == '+', |glyph| glyph.ports.has(side));
    let hangs = |row: usize, side: Side| has(middle(row), side) && lanes::is_lane(grid.at(grid.to(middle(row), side)));
    face.right() == face.left + 2
        && (face.top + 1..face.bottom).all(|row| grid.is_blank(middle(row)))
        && (hangs(face.top, Side::North) || hangs(face.bottom, Side::South))
}

fn holds_words(grid: &Grid<'_>, face: &Face) -> bool {
    let mut rows = face.top + 1..face.bottom;
    rows.any(|row| (grid.cell(row, face.left) + 1..grid.cell(row, face.right())).any(|cell| is_word(grid.at(cell))))
}

/// Accepts rows of boxes with shared walls, where nothing runs on at the ends of the row, and over and under it the walls
/// at both ends or none.
fn abreast(grid: &Grid<'_>, marks: &Marks, found: &[Face], is_box: &mut [bool]) {
    let mut rows: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (index, face) in found.iter().enumerate() {
        rows.entry((face.top, face.bottom)).or_default().push(index);
    }
    for row in rows.values_mut().filter(|row| row.len() > 1) {
        row.sort_by_key(|&index| found[index].left);
        for chain in row.chunk_by(|&one, &other| found[one].right() == found[other].left) {
            let [first, .., last] = *chain else { continue };
            let (left, right) = (outward(grid, marks, &found[first]), outward(grid, marks, &found[last]));
            let is_even = left.above[0] == right.above[1] && left.below[0] == right.below[1];
            // The inner wall of each end runs on to its neighbour: two corners each.
            if is_even && left.lines() + right.lines() <= 4 {
                for &index in chain {
                    is_box[index] = true;
                }
            }
        }
    }
}

/// Whether one box stands on the other.
pub(in crate::diagram::ascii) fn is_stacked(one: &Face, other: &Face) -> bool {
    let is_same_edge = |above: &Face, below: &Face| {
        (above.bottom, above.bottom_left, above.bottom_right) == (below.top, below.left, below.top_right)
    };
    let stands = (one.top == other.bottom || one.bottom == other.top)
        && one.left.abs_diff(other.left) <= 1
        && one.right().abs_diff(other.right()) <= 1;
    stands || is_same_edge(one, other) || is_same_edge(other, one)
}

fn shares_edge(one: &Face, other: &Face) -> bool {
    let abreast =
        one.top == other.top && one.bottom == other.bottom && (one.left == other.right() || one.right() == other.left);
    is_stacked(one, other) || abreast
}

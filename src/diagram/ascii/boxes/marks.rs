//! What each character could be in a border, before anything is known of boxes.
//!
//! Grid → [`Marks`]: for every cell the strokes that may leave it. Box-drawing characters are what they are; those of
//! ASCII are read with their direct neighbours. Must stay generous: a border has to close before anything comes of it.

use crate::diagram::ascii::glyph::{Ports, Side, arrow, glyph};
use crate::diagram::ascii::grid::{Cell, Grid};

/// Rows of the longest wall that is followed to its other end.
const LONGEST_WALL: usize = 60;

/// Columns of the longest edge that is followed to its ends.
const LONGEST_EDGE: usize = 80;

/// The possible strokes of all cells.
#[derive(Debug, Clone)]
pub(in crate::diagram::ascii) struct Marks(Vec<Ports>);

impl Marks {
    pub(in crate::diagram::ascii) fn of(grid: &Grid<'_>) -> Self {
        let mut marks = vec![Ports::NONE; grid.len()];
        for cell in grid.cells() {
            marks[cell] = possible(grid, cell);
        }
        Self(marks)
    }

    pub(in crate::diagram::ascii) fn at(&self, cell: Cell) -> Ports {
        self.0.get(cell).copied().unwrap_or_default()
    }

    pub(in crate::diagram::ascii) fn is_upright(&self, cell: Cell) -> bool {
        self.at(cell).is_upright()
    }

    pub(in crate::diagram::ascii) fn is_across(&self, cell: Cell) -> bool {
        self.at(cell).is_across()
    }

    /// Whether a cell may be part of a horizontal border: a stroke, or an arrowhead set into one.
    pub(in crate::diagram::ascii) fn is_edge(&self, grid: &Grid<'_>, cell: Cell) -> bool {
        self.at(cell).any_across() || (is_upright_head(grid.at(cell)) && self.beside_across(cell))
    }

    /// Whether what stands in the border of a box is a stroke of it, and no sign of its own.
    pub(in crate::diagram::ascii) fn is_in_border(&self, grid: &Grid<'_>, cell: Cell) -> bool {
        !self.at(cell).is_empty() || grid.at(cell) == '_'
    }

    fn beside_across(&self, cell: Cell) -> bool {
        self.is_across(cell - 1) || self.is_across(cell + 1)
    }
}

/// Whether a character may be an arrowhead that points up or down.
pub(in crate::diagram::ascii) fn is_upright_head(c: char) -> bool {
    matches!(c, 'v' | 'V' | '^') || Side::ALL.into_iter().any(|side| side.is_vertical() && arrow(c).has(side))
}

/// Whether a character may be an arrowhead that points to a side.
pub(in crate::diagram::ascii) fn is_flat_head(c: char) -> bool {
    matches!(c, '<' | '>') || Side::ALL.into_iter().any(|side| !side.is_vertical() && arrow(c).has(side))
}

/// A character that runs along a horizontal border.
fn runs_across(c: char) -> bool {
    matches!(c, '-' | '=' | '~' | '+') || glyph(c).is_some_and(|glyph| glyph.ports.is_across())
}

/// A character that runs along a vertical border.
fn runs_upright(c: char) -> bool {
    matches!(c, '|' | ':' | '+' | '!') || glyph(c).is_some_and(|glyph| glyph.ports.is_upright())
}

fn possible(grid: &Grid<'_>, cell: Cell) -> Ports {
    let c = grid.at(cell);
    let next = |side: Side| grid.at(grid.to(cell, side));
    if let Some(found) = glyph(c) {
        // An edge that runs into a wall meets it, with a junction or without.
        let runs_in = |side: Side| glyph(next(side)).is_some_and(|next| next.ports.is_across());
        let is_wall = found.ports.is_upright() && !found.ports.any_across();
        if is_wall && runs_in(Side::East) && runs_in(Side::West) && is_among_cells(grid, cell) {
            return found.ports.plus(Ports::ACROSS);
        }
        let mut met = [Side::East, Side::West].into_iter().filter(|&side| is_wall && runs_in(side));
        let ports =
            met.next().filter(|_| met.next().is_none()).map_or(found.ports, |side| found.ports.plus(Ports::of(side)));
        return if found.ports.any_upright() { ports } else { hung(grid, cell, ports) };
    }
    match c {
        '-' => hung(grid, cell, Ports::ACROSS),
        '=' => Ports::DOUBLE_ACROSS,
        '~' if next(Side::West) == '~' || next(Side::East) == '~' => Ports::ACROSS,
        '+' => Ports::ALL,
        '|' | '¦' => {
            let beside = |side: Side| if matches!(next(side), '-' | '=') { Ports::of(side) } else { Ports::NONE };
            Ports::UPRIGHT.plus(beside(Side::East)).plus(beside(Side::West))
        }
        ':' if colon_stands(next(Side::North)) && colon_stands(next(Side::South)) => Ports::UPRIGHT,
        // A line that crosses the wall takes the place of a colon.
        ':' if [Side::North, Side::South].into_iter().any(|side| next(side) == ':' && next(side.back()) == '-') => {
            Ports::UPRIGHT
        }
        ':' => dotted_corner(&next),
        '*' => star(&next),
        '.' | ',' | '\'' | '`' => bend(grid, cell, c),
        '/' | '\\' => slanted(c, &next),
        _ => Ports::NONE,
    }
}

/// A horizontal with the verticals that hang on it without a junction: each has one at its other end.
fn hung(grid: &Grid<'_>, cell: Cell, ports: Ports) -> Ports {
    let is_plain = |c: char| matches!(c, '|') || glyph(c).is_some_and(|glyph| glyph.ports == Ports::UPRIGHT);
    let joins = |side: Side| {
        let mut wall = (1..=LONGEST_WALL).map(|steps| grid.at(grid.by(cell, side, steps)));
        wall.find(|&c| !is_plain(c)).is_some_and(|c| {
            let ports = glyph(c).map_or(if c == '+' { Ports::ALL } else { Ports::NONE }, |glyph| glyph.ports);
            ports.has(side.back()) && ports.is_across()
        })
    };
    // With one on both sides it is a line over a wall, but among cells of a table.
    if is_among_cells(grid, cell) && joins(Side::North) && joins(Side::South) {
        return ports.plus(Ports::of(Side::North)).plus(Ports::of(Side::South));
    }
    let mut beside = [Side::North, Side::South].into_iter().filter(|&side| is_plain(grid.at(grid.to(cell, side))));
    match (beside.next(), beside.next()) {
        (Some(side), None) if runs_across(grid.at(cell - 1)) && runs_across(grid.at(cell + 1)) && joins(side) => {
            ports.plus(Ports::of(side))
        }
        _ => ports,
    }
}

/// Whether a plain part of an edge has a junction of four lines, or the end of the edge in a wall, to both sides of it: then
/// uprights above and below are walls, too.
fn is_among_cells(grid: &Grid<'_>, cell: Cell) -> bool {
    let is_plain = |c: char| matches!(c, '|') || glyph(c).is_some_and(|glyph| glyph.ports == Ports::UPRIGHT);
    let stands = |cell: Cell| {
        let c = grid.at(cell);
        let is_joint = c == '+' || glyph(c).is_some_and(|glyph| glyph.ports.is_upright() && glyph.ports.any_across());
        is_joint && [Side::North, Side::South].into_iter().all(|side| is_plain(grid.at(grid.to(cell, side))))
    };
    let is_flat = |c: char| {
        matches!(c, '-' | '=') || glyph(c).is_some_and(|glyph| glyph.ports.is_across() && !glyph.ports.any_upright())
    };
    let ends = |side: Side| {
        let mut run = (1..=LONGEST_EDGE).map(|steps| grid.by(cell, side, steps));
        run.find(|&at| !is_flat(grid.at(at))).filter(|&at| stands(at))
    };
    let crosses =
        |cell: Cell| matches!(grid.at(cell), '+') || glyph(grid.at(cell)).is_some_and(|glyph| glyph.ports.is_across());
    let has_walls = [Side::North, Side::South].into_iter().all(|side| is_plain(grid.at(grid.to(cell, side))));
    // One of the two is no wall of the table itself.
    has_walls && ends(Side::West).zip(ends(Side::East)).is_some_and(|(one, other)| crosses(one) || crosses(other))
}

fn colon_stands(c: char) -> bool {
    matches!(c, '+' | '|' | ':' | '.' | '\'') || glyph(c).is_some()
}

/// A colon at the end of a row of dots, with a wall of colons over or under it.
fn dotted_corner(next: &impl Fn(Side) -> char) -> Ports {
    let flat = [Side::East, Side::West].into_iter().filter(|&side| next(side) == '.');
    let upright = [Side::North, Side::South].into_iter().filter(|&side| next(side) == ':');
    let of = |sides: Vec<Side>| sides.into_iter().fold(Ports::NONE, |ports, side| ports.plus(Ports::of(side)));
    let (flat, upright) = (of(flat.collect()), of(upright.collect()));
    if flat.is_empty() || upright.is_empty() { Ports::NONE } else { flat.plus(upright) }
}

fn star(next: &impl Fn(Side) -> char) -> Ports {
    let flat = |c: char| matches!(c, '-' | '*');
    let upright = |c: char| matches!(c, '|' | '*');
    let mut ports = Ports::NONE;
    for side in Side::ALL {
        let fits = if side.is_vertical() { upright(next(side)) } else { flat(next(side)) };
        if fits {
            ports = ports.plus(Ports::of(side));
        }
    }
    ports
}

/// `.` and `,` turn down, `'` and `` ` `` turn up; dots also run in rows and columns of their own.
fn bend(grid: &Grid<'_>, cell: Cell, c: char) -> Ports {
    let next = |side: Side| grid.at(grid.to(cell, side));
    let dotted = |side: Side| c == '.' && next(side) == '.';
    let mut ports = Ports::NONE;
    for side in [Side::East, Side::West] {
        let in_row = dotted(side) && (grid.at(grid.by(cell, side, 2)) == '.' || ends_dots(grid, cell));
        let crossed = runs_upright(next(side)) && grid.at(grid.by(cell, side, 2)) == '.' && dotted(side.back());
        if runs_across(next(side)) || in_row || (c == '.' && crossed) {
            ports = ports.plus(Ports::of(side));
        }
    }
    let turn = if matches!(c, '.' | ',') { Side::South } else { Side::North };
    if !ports.is_empty() && !ports.is_across() {
        ports = ports.plus(Ports::of(turn));
    }
    for side in [Side::North, Side::South] {
        let alone = grid.is_blank(cell - 1) || grid.is_blank(cell + 1);
        if dotted(side) && alone {
            ports = ports.plus(if ports.any_across() { Ports::of(side) } else { Ports::UPRIGHT });
        }
    }
    if matches!(c, '.' | '\'') && ports.is_across() && (runs_upright(next(turn)) || dotted(turn)) {
        ports = ports.plus(Ports::of(turn));
    }
    ports
}

/// Whether a dot stands at the end of a row of at least four.
fn ends_dots(grid: &Grid<'_>, cell: Cell) -> bool {
    [Side::East, Side::West].into_iter().any(|side| (1..4).all(|steps| grid.at(grid.by(cell, side, steps)) == '.'))
}

/// `/` and `\` as rounded corners.
fn slanted(c: char, next: &impl Fn(Side) -> char) -> Ports {
    let (above, below) = if c == '/' { (Side::West, Side::East) } else { (Side::East, Side::West) };
    if runs_across(next(below)) && runs_upright(next(Side::South)) {
        return Ports::of(below).plus(Ports::of(Side::South));
    }
    if runs_across(next(above)) && runs_upright(next(Side::North)) {
        return Ports::of(above).plus(Ports::of(Side::North));
    }
    Ports::NONE
}

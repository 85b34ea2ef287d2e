//! The lines between boxes: which characters outside of borders and labels are strokes.
//!
//! Grid, frames and lanes → [`Strokes`]: ports and heads of every cell. Box-drawing characters are strokes wherever no
//! label can stand; those of ASCII only where their neighbours agree. Inside of a box without boxes everything is text.

use crate::diagram::ascii::boxes::frames::Frames;
use crate::diagram::ascii::boxes::marks::Marks;
use crate::diagram::ascii::glyph::{Ports, Side, Sides, Slant, arrow, glyph, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::lines::lanes::Lanes;

/// The stroke of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::diagram::ascii) struct Stroke {
    pub(in crate::diagram::ascii) ports: Ports,
    /// The sides that an arrowhead points to.
    pub(in crate::diagram::ascii) heads: Sides,
    pub(in crate::diagram::ascii) is_dashed: bool,
    pub(in crate::diagram::ascii) slant: Option<Slant>,
}

impl Stroke {
    pub(in crate::diagram::ascii) fn is_some(self) -> bool {
        !self.ports.is_empty() || !self.heads.is_empty() || self.slant.is_some()
    }
}

/// The strokes of all cells.
#[derive(Debug, Clone)]
pub(in crate::diagram::ascii) struct Strokes(Vec<Stroke>);

impl Strokes {
    pub(in crate::diagram::ascii) fn of(grid: &Grid<'_>, marks: &Marks, frames: &Frames, lanes: &Lanes) -> Self {
        let mut pen = Pen { grid, marks, frames, lanes, strokes: vec![Stroke::default(); grid.len()] };
        pen.runs();
        pen.thick();
        pen.spaced();
        pen.chevrons();
        pen.glyphs();
        pen.uprights();
        pen.joints();
        pen.diagonals();
        pen.heads();
        pen.knots();
        Self(pen.strokes)
    }

    pub(in crate::diagram::ascii) fn at(&self, cell: Cell) -> Stroke {
        self.0.get(cell).copied().unwrap_or_default()
    }

    pub(in crate::diagram::ascii) fn is_line(&self, cell: Cell) -> bool {
        self.at(cell).is_some()
    }

    pub(in crate::diagram::ascii) fn has(&self, cell: Cell, side: Side) -> bool {
        self.at(cell).ports.has(side)
    }

    /// Whether lines begin in the same column, in rows over or under this one: what they tell of stands in a column, too.
    pub(in crate::diagram::ascii) fn is_in_column(&self, grid: &Grid<'_>, cell: Cell, side: Side) -> bool {
        let begins = |other: Cell| {
            self.has(other, side) && grid.at(other) == grid.at(cell) && grid.is_blank(grid.to(other, side))
        };
        let rows = [Side::North, Side::South].into_iter().flat_map(|side| [(side, 1), (side, 2)]);
        rows.into_iter().any(|(side, rows)| begins(grid.by(cell, side, rows)))
    }

    /// The cells with a stroke, in reading order.
    pub(in crate::diagram::ascii) fn cells(&self) -> impl Iterator<Item = (Cell, Stroke)> {
        self.0.iter().copied().enumerate().filter(|(_, stroke)| stroke.is_some())
    }
}

/// Draws stroke by stroke.
pub(in crate::diagram::ascii) struct Pen<'a> {
    pub(in crate::diagram::ascii) grid: &'a Grid<'a>,
    pub(in crate::diagram::ascii) marks: &'a Marks,
    pub(in crate::diagram::ascii) frames: &'a Frames,
    lanes: &'a Lanes,
    pub(in crate::diagram::ascii) strokes: Vec<Stroke>,
}

fn is_run(c: char) -> bool {
    matches!(c, '-' | '=' | '~' | '_')
}

impl Pen<'_> {
    pub(in crate::diagram::ascii) fn c(&self, cell: Cell) -> char {
        self.grid.at(cell)
    }

    pub(in crate::diagram::ascii) fn is_free(&self, cell: Cell) -> bool {
        !self.frames.is_border(cell) && self.frames.leaf(cell).is_none() && self.lanes.at(cell).is_none()
    }

    pub(in crate::diagram::ascii) fn has(&self, cell: Cell, side: Side) -> bool {
        self.strokes.get(cell).is_some_and(|stroke| stroke.ports.has(side))
    }

    pub(in crate::diagram::ascii) fn is_line(&self, cell: Cell) -> bool {
        self.strokes.get(cell).is_some_and(|stroke| stroke.is_some())
    }

    pub(in crate::diagram::ascii) fn is_blank(&self, cell: Cell) -> bool {
        self.grid.is_blank(cell)
    }

    pub(in crate::diagram::ascii) fn set(&mut self, cell: Cell, ports: Ports) {
        self.strokes[cell].ports = ports;
    }

    /// Horizontal runs of `-`, `=` and `~`.
    fn runs(&mut self) {
        for row in 0..self.grid.rows {
            let mut cell = self.grid.cell(row, 0);
            let end = cell + self.grid.cols;
            while cell < end {
                let start = cell;
                while cell < end && is_run(self.c(cell)) {
                    cell += 1;
                }
                if cell == start {
                    cell += 1;
                } else if (start..cell).all(|cell| self.is_free(cell)) && self.is_shaft(start, cell) {
                    for cell in start..cell {
                        let ports = if self.c(cell) == '=' { Ports::DOUBLE_ACROSS } else { Ports::ACROSS };
                        self.set(cell, ports);
                    }
                }
            }
        }
    }

    /// Rows of `#` that a line goes over into: `----#####>`.
    fn thick(&mut self) {
        for cell in self.grid.cells() {
            if self.c(cell) != '#' || !self.has(cell - 1, Side::East) || self.c(cell - 1) == '#' {
                continue;
            }
            let end = (cell..self.grid.len()).find(|&next| self.c(next) != '#').unwrap_or(cell);
            let ends = self.is_blank(end) || self.c(end) == '>' || self.has(end, Side::West);
            if end - cell >= 3 && ends && (cell..end).all(|cell| self.is_free(cell)) {
                (cell..end).for_each(|cell| self.set(cell, Ports::HEAVY_ACROSS));
            }
        }
    }

    /// Whether a run is a line and not a hyphen, an option or a comparison.
    fn is_shaft(&self, start: Cell, end: Cell) -> bool {
        let (length, left, right) = (end - start, self.c(start - 1), self.c(end));
        let touches = |c: char| {
            matches!(c, '+' | '<' | '>' | '|')
                || glyph(c).is_some()
                || !arrow(c).is_empty()
                || (length >= 2 && matches!(c, '.' | '\'' | '`' | ',' | '*' | 'o' | '●' | '○' | '/' | '\\'))
        };
        let touching = touches(left) || touches(right);
        match self.c(start) {
            '=' if length < 2 && right != '>' && left != '<' => return false,
            '~' if length < 3 => return false,
            // A line of underscores leads from wall to wall, else it is a part of a word.
            '_' => {
                let is_wall = |cell: Cell| self.frames.is_border(cell) && self.marks.is_upright(cell);
                return length >= 3 && is_wall(start - 1) && is_wall(end);
            }
            _ => {}
        }
        // `->` between words that are said of a line is a word, too.
        if length <= 2 && right == '>' && self.is_blank(start - 1) && self.is_blank(end + 1) && self.is_said(start) {
            return false;
        }
        let glued = is_word(left) && (is_word(right) || (right == '>' && is_word(self.c(end + 1))));
        match length {
            1 if self.is_blank(start - 1) && self.is_blank(end) => {
                self.frames.is_border(start - 2) || self.frames.is_border(end + 1)
            }
            1 => touching && !glued && !(matches!(left, ' ' | '(' | '>') && is_word(right)),
            2 => {
                let is_option = matches!(left, ' ' | '(' | '[') && is_word(right) && !self.holds_label(end);
                !(is_option || (is_word(left) && is_word(right)) || (!touching && self.is_prose(start, end)))
            }
            _ => true,
        }
    }

    /// Whether the word at a cell stands in a line that goes on behind it to a head: `--word-->`.
    fn holds_label(&self, start: Cell) -> bool {
        let end = (start..self.grid.len()).find(|&cell| !is_word(self.c(cell)) && self.c(cell) != '.').unwrap_or(start);
        let head = (end..self.grid.len()).find(|&cell| self.c(cell) != '-').unwrap_or(end);
        head >= end + 2 && (self.c(head) == '>' || arrow(self.c(head)).has(Side::East))
    }

    /// Whether two dashes stand between words: a dash of prose.
    fn is_prose(&self, start: Cell, end: Cell) -> bool {
        let is_spoken = |cell: Cell| !self.is_blank(cell) && !self.frames.is_border(cell);
        self.is_blank(start - 1) && self.is_blank(end) && is_spoken(start - 2) && is_spoken(end + 1)
    }

    /// Lines of `>` or `<` from the wall of a box, or to it: where they come to one, the last of them is the head.
    fn chevrons(&mut self) {
        for row in 0..self.grid.rows {
            let mut cell = self.grid.cell(row, 0);
            let end = cell + self.grid.cols;
            while cell < end {
                let (start, c) = (cell, self.c(cell));
                cell += 1;
                if !matches!(c, '<' | '>') {
                    continue;
                }
                while self.c(cell) == c {
                    cell += 1;
                }
                let [leaves, comes] = if c == '>' { [start - 1, cell] } else { [cell, start - 1] };
                let is_wall = |cell: Cell| self.frames.is_border(cell);
                let is_line = cell >= start + 3 && (is_wall(leaves) || is_wall(comes));
                if !is_line || !(start..cell).all(|cell| self.is_free(cell)) {
                    continue;
                }
                for cell in start..cell {
                    self.set(cell, Ports::ACROSS);
                }
                let side = if c == '>' { Side::East } else { Side::West };
                if is_wall(comes) {
                    let last = self.grid.to(comes, side.back());
                    let heads = Sides::of(side);
                    self.strokes[last] = Stroke { ports: Ports::of(side.back()), heads, ..Stroke::default() };
                }
            }
        }
    }

    /// Lines of single dashes or dots with blanks between, and rows of dots.
    fn spaced(&mut self) {
        for row in 0..self.grid.rows {
            let mut cell = self.grid.cell(row, 0);
            let end = cell + self.grid.cols;
            while cell < end {
                let c = self.c(cell);
                let step =
                    if matches!(c, '-' | '.') && self.is_blank(cell + 1) && self.c(cell + 2) == c { 2 } else { 1 };
                let mut last = cell;
                while last < end && self.c(last + step) == c && (step == 1 || self.is_blank(last + 1)) {
                    last += step;
                }
                let is_line = match (c, step) {
                    ('-' | '.', 2) => last >= cell + 4,
                    ('.', 1) => last >= cell + 3 && self.dots_touch(cell, last),
                    _ => false,
                };
                if is_line && (cell..=last).all(|cell| self.is_free(cell)) {
                    for cell in cell..=last {
                        self.strokes[cell] = Stroke { ports: Ports::ACROSS, is_dashed: true, ..Stroke::default() };
                    }
                }
                cell = last + 1;
            }
        }
    }

    /// Whether a row of dots is a line and no ellipsis.
    fn dots_touch(&self, start: Cell, last: Cell) -> bool {
        let touches = |c: char| matches!(c, '>' | '<' | '+' | '|' | ':') || glyph(c).is_some() || !arrow(c).is_empty();
        let turns = |cell: Cell| {
            [Side::North, Side::South]
                .into_iter()
                .any(|side| matches!(self.c(self.grid.to(cell, side)), '.' | ':' | '|'))
        };
        touches(self.c(start - 1)) || touches(self.c(last + 1)) || turns(start) || turns(last)
    }

    fn glyphs(&mut self) {
        for cell in self.grid.cells() {
            if let Some(glyph) = glyph(self.c(cell)).filter(|_| self.is_free(cell)) {
                let stroke = Stroke { ports: glyph.ports, is_dashed: glyph.is_dashed, ..Stroke::default() };
                self.strokes[cell] = stroke;
            }
        }
    }

    /// Bars, and columns of dots or colons.
    fn uprights(&mut self) {
        for cell in self.grid.cells() {
            if !self.is_free(cell) {
                continue;
            }
            let (above, below) = (self.grid.to(cell, Side::North), self.grid.to(cell, Side::South));
            let stands_alone = self.is_blank(cell - 1) && self.is_blank(cell + 1);
            match self.c(cell) {
                '|' | '¦' if self.is_bar(cell) => self.set(cell, Ports::UPRIGHT),
                '|' if self.is_tick(cell) => self.set(cell, Ports::ACROSS),
                ':' | '.' if stands_alone && !self.is_line(cell) => {
                    let goes = |c: char| matches!(c, ':' | '.' | '|' | '^' | 'v' | '+');
                    let like = |c: char| c == self.c(cell) || glyph(c).is_some_and(|glyph| glyph.ports.any_upright());
                    let (up, down) = (self.c(above), self.c(below));
                    let ends = |cell: Cell| like(self.c(cell)) || self.is_blank(cell) || self.frames.is_border(cell);
                    if (goes(up) && (goes(down) || ends(below))) || (goes(down) && ends(above)) {
                        let stroke = Stroke { ports: Ports::UPRIGHT, is_dashed: true, ..Stroke::default() };
                        self.strokes[cell] = stroke;
                    }
                }
                '.' if self.is_line(cell) => {
                    for (next, side) in [(above, Side::North), (below, Side::South)] {
                        if matches!(self.c(next), '.' | ':') {
                            self.strokes[cell].ports = self.strokes[cell].ports.plus(Ports::of(side));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a `|` is a mark on a horizontal, or at the beginning of one.
    fn is_tick(&self, cell: Cell) -> bool {
        let [west, east] = [self.has(cell - 1, Side::East), self.has(cell + 1, Side::West)];
        (west || self.is_blank(cell - 1)) && (east || self.is_blank(cell + 1)) && (west || east)
    }

    /// Whether a `|` is a line: something goes on above or below, or it stands apart from words.
    fn is_bar(&self, cell: Cell) -> bool {
        // A sign between letters is a part of their word.
        if is_word(self.c(cell - 1)) && is_word(self.c(cell + 1)) {
            return false;
        }
        let goes_on = |side: Side| {
            let next = self.grid.to(cell, side);
            let c = self.c(next);
            let across = self.strokes[next].ports.any_across() || matches!(c, '.' | ',' | '\'' | '`');
            let upright = matches!(c, '|' | '+' | 'v' | 'V' | '^')
                || glyph(c).is_some_and(|glyph| glyph.ports.any_upright())
                || arrow(c).has(Side::North)
                || arrow(c).has(Side::South);
            across || upright || self.frames.is_border(next)
        };
        if goes_on(Side::North) || goes_on(Side::South) {
            return true;
        }
        let apart = |side: Side| self.is_blank(self.grid.to(cell, side)) && self.is_blank(self.grid.by(cell, side, 2));
        let open = |side: Side| self.is_blank(self.grid.to(cell, side));
        (apart(Side::East) && apart(Side::West))
            || (open(Side::North) && open(Side::South) && open(Side::East) && open(Side::West))
    }

    /// `+` and the bends of ASCII: they go where their neighbours go.
    fn joints(&mut self) {
        for cell in self.grid.cells() {
            if !self.is_free(cell) || self.is_line(cell) {
                continue;
            }
            match self.c(cell) {
                '+' => self.plus(cell),
                c @ ('.' | ',' | '\'' | '`') => self.bend(cell, c),
                ':' => self.dotted_bend(cell),
                '(' | ')' if self.is_hop(cell) => self.set(cell, Ports::ALL),
                '/' | '\\' => {
                    let ports = self.marks.at(cell);
                    let flat = [Side::East, Side::West].into_iter().find(|&side| ports.has(side));
                    if flat.is_some_and(|side| self.has(self.grid.to(cell, side), side.back())) {
                        self.set(cell, ports);
                    }
                }
                _ => {}
            }
        }
    }

    fn plus(&mut self, cell: Cell) {
        let mut ports = Ports::NONE;
        for side in Side::ALL {
            let next = self.grid.to(cell, side);
            let c = self.c(next);
            let fits = match side {
                Side::North => matches!(c, '|' | '+' | '^' | ':') || arrow(c).has(Side::North),
                Side::South => matches!(c, '|' | '+' | 'v' | 'V' | ':') || arrow(c).has(Side::South),
                Side::West => matches!(c, '+' | '<') || arrow(c).has(Side::West),
                Side::East => matches!(c, '+' | '>') || arrow(c).has(Side::East),
            };
            if fits || self.has(next, side.back()) {
                ports = ports.plus(Ports::of(side));
            }
        }
        let docks = Side::ALL.into_iter().any(|side| self.frames.is_border(self.grid.to(cell, side)));
        let ends = [Side::East, Side::West].into_iter().any(|side| self.has(self.grid.to(cell, side), side.back()));
        if ports.count() == 1 && ends {
            // The line that turns here goes on a column beside.
            let slips = |side: Side| {
                let row = self.grid.to(cell, side);
                [row - 1, row + 1].into_iter().any(|next| self.has(next, side.back()) && self.c(next) == '|')
            };
            let turn = [Side::North, Side::South].into_iter().find(|&side| slips(side));
            self.set(cell, turn.map_or(ports, |side| ports.plus(Ports::of(side))));
        } else if ports.count() >= 2 || (ports.count() == 1 && docks) {
            self.set(cell, ports);
        }
    }

    /// Whether a parenthesis stands where a horizontal hops over a vertical.
    fn is_hop(&self, cell: Cell) -> bool {
        Side::ALL.into_iter().all(|side| self.has(self.grid.to(cell, side), side.back()))
    }

    /// A colon where a row of dots turns into a column of colons.
    fn dotted_bend(&mut self, cell: Cell) {
        let flat = |side: Side| {
            let next = self.grid.to(cell, side);
            self.c(next) == '.' && self.has(next, side.back())
        };
        let upright = |side: Side| {
            let next = self.grid.to(cell, side);
            matches!(self.c(next), ':' | '|' | '^' | 'v') || self.has(next, side.back())
        };
        let sides = Side::ALL.into_iter().filter(|&side| if side.is_vertical() { upright(side) } else { flat(side) });
        let ports = sides.fold(Ports::NONE, |ports, side| ports.plus(Ports::of(side)));
        if ports.any_across() && ports.any_upright() {
            self.strokes[cell] = Stroke { ports, is_dashed: true, ..Stroke::default() };
        }
    }

    fn bend(&mut self, cell: Cell, c: char) {
        let mut ports = Ports::NONE;
        for side in [Side::East, Side::West] {
            if self.has(self.grid.to(cell, side), side.back()) {
                ports = ports.plus(Ports::of(side));
            }
        }
        let down = matches!(c, '.' | ',') && {
            let below = self.c(self.grid.to(cell, Side::South));
            matches!(below, '|' | '\'' | '`' | '+' | 'v' | 'V' | ':') || glyph(below).is_some()
        };
        let east = self.grid.to(cell, Side::East);
        let is_branch = c == '`' && self.has(east, Side::West) && self.has(east + 1, Side::West);
        let up = is_branch
            || matches!(c, '\'' | '`') && {
                let above = self.c(self.grid.to(cell, Side::North));
                matches!(above, '|' | '.' | ',' | '+' | '^' | ':') || glyph(above).is_some()
            };
        let turn = if down { Side::South } else { Side::North };
        if ports.any_across() && (down || up) {
            self.set(cell, ports.plus(Ports::of(turn)));
        }
    }

    /// Round marks at the end of a line or where lines meet.
    fn knots(&mut self) {
        for cell in self.grid.cells() {
            if !matches!(self.c(cell), 'o' | '*' | '●' | '○' | '•' | '◆' | '◇' | '◉') || !self.is_free(cell)
            {
                continue;
            }
            if self.is_line(cell) || is_word(self.c(cell - 1)) || is_word(self.c(cell + 1)) {
                continue;
            }
            let mut ports = Ports::NONE;
            for side in Side::ALL {
                if self.has(self.grid.to(cell, side), side.back()) {
                    ports = ports.plus(Ports::of(side));
                }
            }
            // At the end of a line it stands for its last cell, up to the wall.
            let end = Side::ALL.into_iter().find(|&side| ports == Ports::of(side.back()));
            if let Some(side) = end.filter(|&side| self.frames.is_border(self.grid.to(cell, side))) {
                ports = ports.plus(Ports::of(side));
            }
            // Alone on an upright, a mark is where something begins or ends.
            let is_state = ports.count() == 1 && !ports.any_across();
            if !ports.is_empty() && !is_state {
                self.set(cell, ports);
            }
        }
    }
}

//! The lines between boxes: which characters outside of borders and labels are strokes.
//!
//! Grid, frames and lanes → [`Strokes`]: ports and heads of every cell. Box-drawing characters are strokes wherever no
//! label can stand; those of ASCII only where their neighbours agree. Inside of a box without boxes everything is text.

use crate::diagram::ascii::frames::Frames;
use crate::diagram::ascii::glyph::{Ports, Side, Sides, Slant, arrow, glyph, is_word};
use crate::diagram::ascii::grid::{Cell, Grid};
use crate::diagram::ascii::lanes::Lanes;
use crate::diagram::ascii::marks::Marks;

/// The stroke of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Stroke {
    pub(super) ports: Ports,
    /// The sides that an arrowhead points to.
    pub(super) heads: Sides,
    pub(super) is_dashed: bool,
    pub(super) slant: Option<Slant>,
}

impl Stroke {
    pub(super) fn is_some(self) -> bool {
        !self.ports.is_empty() || !self.heads.is_empty() || self.slant.is_some()
    }
}

/// The strokes of all cells.
#[derive(Debug, Clone)]
pub(super) struct Strokes(Vec<Stroke>);

impl Strokes {
    pub(super) fn of(grid: &Grid<'_>, marks: &Marks, frames: &Frames, lanes: &Lanes) -> Self {
        let mut pen = Pen { grid, marks, frames, lanes, strokes: vec![Stroke::default(); grid.len()] };
        pen.runs();
        pen.spaced();
        pen.glyphs();
        pen.uprights();
        pen.joints();
        pen.diagonals();
        pen.heads();
        pen.knots();
        Self(pen.strokes)
    }

    pub(super) fn at(&self, cell: Cell) -> Stroke {
        self.0.get(cell).copied().unwrap_or_default()
    }

    pub(super) fn is_line(&self, cell: Cell) -> bool {
        self.at(cell).is_some()
    }

    pub(super) fn has(&self, cell: Cell, side: Side) -> bool {
        self.at(cell).ports.has(side)
    }

    /// The cells with a stroke, in reading order.
    pub(super) fn cells(&self) -> impl Iterator<Item = (Cell, Stroke)> {
        self.0.iter().copied().enumerate().filter(|(_, stroke)| stroke.is_some())
    }
}

/// How far back a parenthesis may be open.
const LONGEST_ASIDE: usize = 60;

/// Draws stroke by stroke.
struct Pen<'a> {
    grid: &'a Grid<'a>,
    marks: &'a Marks,
    frames: &'a Frames,
    lanes: &'a Lanes,
    strokes: Vec<Stroke>,
}

fn is_run(c: char) -> bool {
    matches!(c, '-' | '=' | '~' | '_')
}

impl Pen<'_> {
    fn c(&self, cell: Cell) -> char {
        self.grid.at(cell)
    }

    fn is_free(&self, cell: Cell) -> bool {
        !self.frames.is_border(cell) && self.frames.leaf(cell).is_none() && self.lanes.at(cell).is_none()
    }

    fn has(&self, cell: Cell, side: Side) -> bool {
        self.strokes.get(cell).is_some_and(|stroke| stroke.ports.has(side))
    }

    fn is_line(&self, cell: Cell) -> bool {
        self.strokes.get(cell).is_some_and(|stroke| stroke.is_some())
    }

    fn is_blank(&self, cell: Cell) -> bool {
        self.grid.is_blank(cell)
    }

    fn set(&mut self, cell: Cell, ports: Ports) {
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
        let glued = is_word(left) && (is_word(right) || (right == '>' && is_word(self.c(end + 1))));
        match length {
            1 if self.is_blank(start - 1) && self.is_blank(end) => {
                self.frames.is_border(start - 2) || self.frames.is_border(end + 1)
            }
            1 => touching && !glued && !(matches!(left, ' ' | '(' | '>') && is_word(right)),
            2 => {
                let is_option = matches!(left, ' ' | '(' | '[') && is_word(right);
                !(is_option || (is_word(left) && is_word(right)) || (!touching && self.is_prose(start, end)))
            }
            _ => true,
        }
    }

    /// Whether two dashes stand between words: a dash of prose.
    fn is_prose(&self, start: Cell, end: Cell) -> bool {
        self.is_blank(start - 1) && self.is_blank(end) && !self.is_blank(start - 2) && !self.is_blank(end + 1)
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
                ':' | '.' if stands_alone && !self.is_line(cell) => {
                    let goes = |c: char| matches!(c, ':' | '.' | '|' | '^' | 'v' | '+');
                    let like = |c: char| c == self.c(cell) || glyph(c).is_some_and(|glyph| glyph.ports.any_upright());
                    let (up, down) = (self.c(above), self.c(below));
                    if (goes(up) && (goes(down) || like(down) || down == ' '))
                        || (goes(down) && (like(up) || up == ' '))
                    {
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

    /// Whether a `|` is a line: something goes on above or below, or it stands apart from words.
    fn is_bar(&self, cell: Cell) -> bool {
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

    /// Diagonals: where two stand in a row, or one leads from a stroke to a stroke.
    fn diagonals(&mut self) {
        let mut found = Vec::new();
        for cell in self.grid.cells() {
            let Some(slant) = Slant::of(self.c(cell)).filter(|_| self.is_free(cell) && !self.is_line(cell)) else {
                continue;
            };
            let closed = |c: char| is_word(c) || matches!(c, '/' | '\\' | '*' | '.' | ':' | '<');
            if closed(self.c(cell - 1)) || closed(self.c(cell + 1)) {
                continue;
            }
            let goes = |side: Side| {
                let row = self.grid.to(cell, side);
                let next = self.grid.aside(row, slant.aside(side));
                let far = self.grid.aside(self.grid.to(next, side), slant.aside(side));
                let is_stroke = |cell: Cell| self.is_line(cell) || self.frames.is_border(cell);
                let chains = Slant::of(self.c(next)) == Some(slant);
                (chains, chains || Slant::of(self.c(far)) == Some(slant) || is_stroke(next) || is_stroke(row))
            };
            let (up, down) = (goes(Side::North), goes(Side::South));
            if up.0 || down.0 || (up.1 && down.1) || (up.1 && self.frames.is_border(self.grid.to(cell, Side::North))) {
                found.push((cell, slant));
            }
        }
        for (cell, slant) in found {
            self.strokes[cell].slant = Some(slant);
        }
    }

    /// Arrowheads: those of Unicode anywhere, `v ^ < >` where a line comes in behind them.
    fn heads(&mut self) {
        for cell in self.grid.cells() {
            if self.frames.leaf(cell).is_some() {
                continue;
            }
            let mut heads = arrow(self.c(cell));
            if heads.is_empty() {
                heads = self.plain_head(cell).map_or(Sides::NONE, Sides::of);
            }
            if self.is_doubled(cell) {
                self.set(cell, Ports::ACROSS);
                continue;
            }
            if heads.is_empty() || self.is_sign(cell, heads) {
                continue;
            }
            let one = Side::ALL.into_iter().filter(|&side| heads.has(side)).count() == 1;
            let mut ports = Ports::NONE;
            for side in Side::ALL.into_iter().filter(|&side| heads.has(side)) {
                ports = ports.plus(Ports::of(if one { side.back() } else { side }));
            }
            if one || self.is_free(cell) {
                self.strokes[cell] = Stroke { ports, heads, ..Stroke::default() };
            }
        }
    }

    /// Whether a `>` or a `<` is the inner one of two: the outer one is the head.
    fn is_doubled(&self, cell: Cell) -> bool {
        let [west, east] = [cell - 1, cell + 1];
        match self.c(cell) {
            '>' => self.c(east) == '>' && self.c(east + 1) != '>' && self.has(west, Side::East),
            '<' => self.c(west) == '<' && self.c(west - 1) != '<' && self.has(east, Side::West),
            _ => false,
        }
    }

    /// Whether an arrow of Unicode is a sign in a text: in parentheses, in a word of a line, with its point at a line.
    fn is_sign(&self, cell: Cell, heads: Sides) -> bool {
        if arrow(self.c(cell)).is_empty() || self.frames.is_border(cell) {
            return false;
        }
        let mut sides = Side::ALL.into_iter().filter(|&side| heads.has(side));
        let (Some(side), None) = (sides.next(), sides.next()) else { return false };
        if self.has(self.grid.to(cell, side.back()), side) {
            return false;
        }
        // Between a box and a line it is all that is drawn of the way from one to the other.
        let leaves_box = side.is_vertical()
            && self.frames.is_border(self.grid.to(cell, side.back()))
            && self.is_blank(cell - 1)
            && self.is_blank(cell + 1);
        let faces_line = !leaves_box && self.has(self.grid.to(cell, side), side.back());
        let [left, right] = side.across();
        let in_line = side.is_vertical()
            && (self.has(self.grid.to(cell, left), right) || self.has(self.grid.to(cell, right), left));
        let is_spoken = self.frames.owner(cell).is_some() && !side.is_vertical() && self.is_between_words(cell);
        faces_line
            || in_line
            || is_spoken
            || self.is_parenthesised(cell)
            || self.is_commented(cell)
            || self.is_remark(cell, side)
    }

    /// Whether a word ends one blank before a cell and another begins one blank behind it.
    fn is_between_words(&self, cell: Cell) -> bool {
        let is_text = |at: Cell| !self.is_blank(at) && !self.is_line(at) && !self.frames.is_border(at);
        self.is_blank(cell - 1) && self.is_blank(cell + 1) && is_text(cell - 2) && is_text(cell + 2)
    }

    /// Whether a `#` stands before a cell, with blanks around: a comment.
    fn is_commented(&self, cell: Cell) -> bool {
        let row = self.grid.cell(self.grid.row(cell), 0);
        let mut before = (row..cell).rev().take_while(|&at| !self.is_line(at));
        before.any(|at| self.c(at) == '#' && self.is_blank(at - 1) && self.is_blank(at + 1))
    }

    /// Whether an arrow to the left without a shaft says what the words behind it are about: `│ ← here`.
    fn is_remark(&self, cell: Cell, side: Side) -> bool {
        let is_words = |at: Cell| !self.is_blank(at) && !self.is_line(at) && !self.frames.is_border(at);
        let words = [cell + 1, cell + 2].into_iter().find(|&at| !self.is_blank(at));
        let row = self.grid.cell(self.grid.row(cell), 0);
        let before = (row..cell).rev().find(|&at| !self.is_blank(at));
        side == Side::West
            && words.is_some_and(is_words)
            && before.is_some_and(|at| self.frames.is_border(at) || cell - at > 2)
    }

    fn is_parenthesised(&self, cell: Cell) -> bool {
        let row = self.grid.cell(self.grid.row(cell), 0);
        let before = (row..cell).rev().take(LONGEST_ASIDE).take_while(|&at| !self.is_line(at));
        let mut closed = 0;
        for at in before {
            match self.c(at) {
                ')' => closed += 1,
                '(' if closed == 0 => return true,
                '(' => closed -= 1,
                _ => {}
            }
        }
        false
    }

    fn plain_head(&self, cell: Cell) -> Option<Side> {
        let in_border = self.frames.is_border(cell) && self.marks.is_across(cell - 1);
        let alone = !is_word(self.c(cell - 1)) && !is_word(self.c(cell + 1));
        let comes = |side: Side| {
            let from = self.grid.to(cell, side.back());
            // The line may come through a border that it crosses.
            let through = side.is_vertical()
                && self.frames.is_border(from)
                && self.marks.is_upright(from)
                && self.has(self.grid.to(from, side.back()), side);
            self.has(from, side) || through
        };
        // All that is drawn of the line is its head.
        let between = |side: Side, steps: usize| {
            let ends = [side, side.back()].map(|side| self.grid.by(cell, side, steps));
            let near = (1..steps).flat_map(|steps| [side, side.back()].map(|side| self.grid.by(cell, side, steps)));
            let boxes = ends.map(|end| self.frames.at(end).next());
            near.into_iter().all(|cell| self.is_blank(cell))
                && boxes[0] != boxes[1]
                && boxes.into_iter().all(|face| face.is_some())
        };
        let in_gap = |side: Side| {
            let [left, right] = side.across().map(|side| self.grid.to(cell, side));
            if side.is_vertical() {
                self.is_blank(left) && self.is_blank(right) && between(side, 1)
            } else {
                between(side, 2)
            }
        };
        // A diagonal that comes from above or below.
        let slides = |side: Side| {
            let row = self.grid.to(cell, side.back());
            [row - 1, row + 1].into_iter().any(|from| {
                let slant = self.strokes[from].slant;
                slant.is_some_and(|slant| self.grid.aside(row, slant.aside(side.back())) == from)
            })
        };
        match self.c(cell) {
            'v' | 'V' if alone && (comes(Side::South) || in_border || in_gap(Side::South) || slides(Side::South)) => {
                Some(Side::South)
            }
            '^' if comes(Side::North) || in_border || in_gap(Side::North) || slides(Side::North) => Some(Side::North),
            '>' if comes(Side::East) || in_gap(Side::East) => Some(Side::East),
            '<' if comes(Side::West) || in_gap(Side::West) => Some(Side::West),
            '<' if self.is_doubled(cell + 1) => Some(Side::West),
            _ => None,
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
            if !ports.is_empty() {
                self.set(cell, ports);
            }
        }
    }
}

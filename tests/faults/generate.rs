//! Faults put into a clean diagram, as people and their editors put them there.
//!
//! Text → [`Fault`]s, each with the text that it spoiled and the one that mending is to give back. Where walls stand is
//! read off the drawing, so that nothing but what is public is asked. Must never look at what the lint says.

use std::collections::BTreeSet;
use std::ops::Range;

use quadrille::diagram::{Dress, Notation, draw};
use unicode_width::UnicodeWidthChar;

/// Columns and rows of the drawing in tenths of a pixel, its margin with half a cell, as `diagram --svg` draws them.
const CELL: (i64, i64) = (84, 170);
const EDGE: (i64, i64) = (142, 185);

/// What a fault does to a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A wall moved; the blanks on its other side make up for it.
    Moved,
    /// Blanks before a wall came or went, and all behind it went along.
    Pushed,
    /// A word became longer or shorter, and the wall went along with it.
    Edited,
    /// A junction of three lines became the line that runs through it.
    Junction,
    /// A junction of four lines became one of the two.
    Crossing,
    /// A wide character took the place of a letter, or the other way.
    Emoji,
}

/// A diagram with a fault.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    /// The line, counted from 1.
    pub(crate) line: usize,
    pub(crate) what: String,
    pub(crate) faulty: String,
    /// What it was, but for words that are others now.
    pub(crate) clean: String,
}

/// One character of a line with the columns that it takes.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    col: usize,
    width: usize,
}

impl Piece {
    fn c(&self) -> char {
        self.text.chars().next().unwrap_or(' ')
    }
}

/// A text as lines of characters.
struct Sheet {
    lines: Vec<Vec<Piece>>,
}

/// A wall: its line, its place in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wall {
    line: usize,
    at: usize,
}

impl Sheet {
    fn read(source: &str) -> Self {
        Self { lines: source.lines().map(pieces).collect() }
    }

    /// The text with another line in place of one.
    fn with(&self, line: usize, text: &str) -> String {
        let mut out = String::new();
        for (index, pieces) in self.lines.iter().enumerate() {
            if index == line {
                out += text.trim_end_matches(' ');
            } else {
                out.extend(pieces.iter().map(|piece| piece.text.as_str()));
            }
            out.push('\n');
        }
        out
    }

    /// The part of a line.
    fn text(&self, line: usize, range: Range<usize>) -> String {
        self.lines[line][range].iter().map(|piece| piece.text.as_str()).collect()
    }

    fn len(&self, line: usize) -> usize {
        self.lines[line].len()
    }

    /// The character at a column; blank where there is none.
    fn at(&self, line: Option<usize>, col: Option<usize>) -> char {
        let pieces = line.and_then(|line| self.lines.get(line));
        let found = pieces.zip(col).and_then(|(pieces, col)| pieces.iter().find(|piece| piece.col == col));
        found.map_or(' ', Piece::c)
    }

    /// How many blanks stand right before or right behind a place.
    fn blanks_before(&self, line: usize, at: usize) -> usize {
        self.lines[line][..at].iter().rev().take_while(|piece| piece.text == " ").count()
    }

    fn blanks_behind(&self, line: usize, at: usize) -> usize {
        self.lines[line][at + 1..].iter().take_while(|piece| piece.text == " ").count()
    }

    /// The walls of all boxes, by the rectangles of the drawing.
    fn walls(&self, source: &str) -> BTreeSet<Wall> {
        let Ok(drawing) = draw(Notation::Ascii, source, &Dress { id: "d", ..Dress::default() }) else {
            return BTreeSet::new();
        };
        let is_filled = |line: &Vec<Piece>| line.iter().any(|piece| piece.text != " ");
        let first = self.lines.iter().position(is_filled).unwrap_or(0);
        let indent = |line: &Vec<Piece>| line.iter().take_while(|piece| piece.text == " ").count();
        let indent = self.lines.iter().filter(|line| is_filled(line)).map(indent).min().unwrap_or(0);
        let mut walls = BTreeSet::new();
        for element in drawing.svg.split("<rect ").skip(1) {
            let number = |name: &str| {
                let value = element.split_once(&format!("{name}=\""))?.1.split('"').next()?;
                let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
                Some(whole.parse::<i64>().ok()? * 10 + part.parse::<i64>().ok()?)
            };
            let (Some(x), Some(y), Some(width), Some(height)) =
                (number("x"), number(" y"), number("width"), number("height"))
            else {
                continue;
            };
            let cells = |tenths: i64, size: i64| usize::try_from((tenths + size / 2) / size).unwrap_or(0);
            let (left, top) = (cells(x - EDGE.0, CELL.0) + indent, cells(y - EDGE.1, CELL.1) + first);
            for line in top + 1..top + cells(height, CELL.1) {
                for col in [left, left + cells(width, CELL.0)] {
                    let pieces = self.lines.get(line).map_or(&[][..], Vec::as_slice);
                    let at = pieces.iter().position(|piece| piece.col == col && is_bar(piece.c()));
                    walls.extend(at.map(|at| Wall { line, at }));
                }
            }
        }
        walls
    }
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut col = 0;
    for c in line.trim_end().chars() {
        let width = c.width().unwrap_or(1);
        if let Some(last) = pieces.last_mut().filter(|_| width == 0) {
            last.text.push(c);
            if c == '\u{fe0f}' && last.width == 1 {
                last.width = 2;
                col += 1;
            }
            continue;
        }
        pieces.push(Piece { text: c.to_string(), col, width });
        col += width;
    }
    pieces
}

fn is_bar(c: char) -> bool {
    matches!(c, '│' | '┃' | '║' | '|' | '┆' | '┊' | '┇' | '┋' | '╎' | '╏')
}

/// All faults of a diagram, in the order of its lines.
pub(crate) fn faults(source: &str) -> Vec<Fault> {
    let sheet = Sheet::read(source);
    let walls = sheet.walls(source);
    let mut found: Vec<Fault> = walls.iter().flat_map(|&wall| shifted(&sheet, wall)).collect();
    for line in 0..sheet.lines.len() {
        for at in 0..sheet.len(line) {
            found.extend(dropped(&sheet, line, at));
            let wall = walls.range(Wall { line, at: at + 1 }..).next().filter(|wall| wall.line == line);
            found.extend(wall.and_then(|wall| swapped(&sheet, at, *wall)));
        }
    }
    found.retain(|fault| fault.faulty != fault.clean);
    found
}

/// A wall that moved by a column or two.
fn shifted(sheet: &Sheet, wall: Wall) -> Vec<Fault> {
    let Wall { line, at } = wall;
    let (before, behind) = (sheet.blanks_before(line, at), sheet.blanks_behind(line, at));
    let is_last = at + 1 == sheet.len(line);
    let (head, bar, tail) =
        (sheet.text(line, 0..at), sheet.text(line, at..at + 1), sheet.text(line, at + 1..sheet.len(line)));
    let clean = sheet.with(sheet.lines.len(), "");
    let fault = |kind: Kind, what: String, faulty: &str| Fault {
        kind,
        line: line + 1,
        what,
        faulty: sheet.with(line, faulty),
        clean: clean.clone(),
    };
    let mut found = Vec::new();
    for by in 1..=2 {
        let blanks = " ".repeat(by);
        let wider = format!("{head}{blanks}{bar}{tail}");
        found.push(fault(Kind::Pushed, format!("wall +{by}"), &wider));
        if !is_last && behind >= by {
            let moved = format!("{head}{blanks}{bar}{}", &tail[by..]);
            found.push(fault(Kind::Moved, format!("wall +{by}"), &moved));
        }
        if before >= by && at > by {
            let short = &head[..head.len() - by];
            found.push(fault(Kind::Pushed, format!("wall -{by}"), &format!("{short}{bar}{tail}")));
            found.push(fault(Kind::Moved, format!("wall -{by}"), &format!("{short}{bar}{blanks}{tail}")));
        }
        let letters = sheet.lines[line][..at - before].iter().rev().take_while(|piece| piece.c().is_alphanumeric());
        let (word, text) = (letters.count(), &head[..head.len() - before]);
        if word >= by + 2 && before > by {
            let longer = format!("{text}{}", "x".repeat(by));
            let clean = sheet.with(line, &format!("{longer}{}{bar}{tail}", " ".repeat(before - by)));
            let faulty = format!("{longer}{}{bar}{tail}", " ".repeat(before));
            found.push(Fault { clean, ..fault(Kind::Edited, format!("word +{by}"), &faulty) });
        }
        if word >= by + 2 {
            let shorter: String = sheet.text(line, 0..at - before - by);
            let clean = sheet.with(line, &format!("{shorter}{}{bar}{tail}", " ".repeat(before + by)));
            let faulty = format!("{shorter}{}{bar}{tail}", " ".repeat(before));
            found.push(Fault { clean, ..fault(Kind::Edited, format!("word -{by}"), &faulty) });
        }
    }
    found
}

/// The plain line that runs through a junction, from side to side and from top to bottom; the junction of a style has no
/// other.
fn plain(c: char) -> Option<[char; 2]> {
    Some(match c {
        '┬' | '┴' | '├' | '┤' | '┼' => ['─', '│'],
        '┳' | '┻' | '┣' | '┫' | '╋' => ['━', '┃'],
        '╦' | '╩' | '╠' | '╣' | '╬' => ['═', '║'],
        '╤' | '╧' => ['═', '│'],
        '╟' | '╢' => ['─', '║'],
        '+' => ['-', '|'],
        _ => return None,
    })
}

/// A junction that lost its branch.
fn dropped(sheet: &Sheet, line: usize, at: usize) -> Vec<Fault> {
    let (c, col) = (sheet.lines[line][at].c(), sheet.lines[line][at].col);
    let Some([flat, upright]) = plain(c) else { return Vec::new() };
    let is_flat = |c: char| {
        let joins = "─━═┄┅┈┉╌╍-=├┤┬┴┼┌┐└┘╭╮╯╰╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╤╧╪╫+<>▶►◀◄→←";
        joins.contains(c)
    };
    let is_upright = |c: char| is_bar(c) || "├┤┬┴┼┌┐└┘╭╮╯╰╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╪╫+v^▼▲↓↑".contains(c);
    let west = is_flat(sheet.at(Some(line), col.checked_sub(1)));
    let east = is_flat(sheet.at(Some(line), Some(col + 1)));
    let north = is_upright(sheet.at(line.checked_sub(1), Some(col)));
    let south = is_upright(sheet.at(Some(line + 1), Some(col)));
    let (kind, left) = match [west, east, north, south].map(u8::from) {
        [1, 1, 1, 1] => (Kind::Crossing, vec![flat, upright]),
        [1, 1, 1, 0] | [1, 1, 0, 1] => (Kind::Junction, vec![flat]),
        [1, 0, 1, 1] | [0, 1, 1, 1] => (Kind::Junction, vec![upright]),
        _ => return Vec::new(),
    };
    let (head, tail) = (sheet.text(line, 0..at), sheet.text(line, at + 1..sheet.len(line)));
    let fault = |left: char| Fault {
        kind,
        line: line + 1,
        what: format!("{c} is {left} in column {}", col + 1),
        faulty: sheet.with(line, &format!("{head}{left}{tail}")),
        clean: sheet.with(sheet.lines.len(), ""),
    };
    left.into_iter().map(fault).collect()
}

/// A wide character in place of a letter, or a letter in place of a wide one, before a wall with room.
fn swapped(sheet: &Sheet, at: usize, wall: Wall) -> Option<Fault> {
    let line = wall.line;
    let piece = &sheet.lines[line][at];
    let (before, room) = (sheet.text(line, 0..at), sheet.blanks_before(line, wall.at));
    let starts = at == 0 || sheet.lines[line][at - 1].text == " ";
    if !starts || at >= wall.at - room {
        return None;
    }
    // What stands between has to be one text: where a line is to grow, or which of two columns, nobody knows.
    let text = &sheet.lines[line][at + 1..wall.at - room];
    let is_stroke = |c: char| is_bar(c) || plain(c).is_some() || "─━═".contains(c);
    if text.iter().any(|piece| is_stroke(piece.c())) || text.windows(2).any(|two| two.iter().all(|c| c.text == " ")) {
        return None;
    }
    let (between, tail) = (sheet.text(line, at + 1..wall.at - room), sheet.text(line, wall.at..sheet.len(line)));
    let (new, now) = match piece.width {
        2 => ("A", room + 1),
        _ if piece.c().is_ascii_alphabetic() && room >= 2 => ("🚀", room - 1),
        _ => return None,
    };
    Some(Fault {
        kind: Kind::Emoji,
        line: line + 1,
        what: format!("{} is {new} in column {}", piece.text, piece.col + 1),
        faulty: sheet.with(line, &format!("{before}{new}{between}{}{tail}", " ".repeat(room))),
        clean: sheet.with(line, &format!("{before}{new}{between}{}{tail}", " ".repeat(now))),
    })
}

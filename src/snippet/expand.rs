//! The lines of a card → its lines with the snippets taken in.
//!
//! A stack of texts, the innermost last: each line is text, a mark, or the name of a file, which is put on the stack. A
//! file that is being read is not read within itself. What all snippets of a card together bring is bounded, since each
//! of a few files that name the next twice doubles it. Must never recurse.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::snippet::notation::{self, Said};
use crate::snippet::target::{self, Part};
use crate::snippet::{Found, Settings, select};

/// How many bytes the snippets of one card may bring.
const MOST_BYTES: usize = 16 << 20;
/// How many lines may name a snippet, in the card and in what it takes in.
const MOST_SNIPPETS: usize = 10_000;
/// How deep snippets may nest.
const DEEPEST: usize = 100;
/// How wide a tab is in the indent of a snippet.
const TAB: usize = 4;

/// A card with its snippets taken in.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Expansion {
    /// Its lines.
    pub lines: Vec<Line>,
    /// What is wrong, in order.
    pub faults: Vec<Fault>,
}

/// A line of an expanded card. `row` counts the lines of the card from 0; none for what stands behind every card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A line of the card as it is.
    Kept {
        /// Which.
        row: usize,
    },
    /// A line of the card without one byte: the semicolon that keeps it from being a snippet.
    Unescaped {
        /// Which.
        row: usize,
        /// The byte.
        at: usize,
    },
    /// A line that a snippet brings.
    Taken {
        /// The line that names it.
        row: Option<usize>,
        /// The text.
        text: String,
    },
}

/// How a card says that it takes something in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As a snippet.
    Scissors,
    /// As a directive of the plugin include-markdown.
    Directive,
    /// As a file between braces.
    Braces,
}

/// A snippet, or the file of a directive, that cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the card that names it, or that names what names it; none for directives.
    pub row: Option<usize>,
    /// How it is named.
    pub notation: Notation,
    /// The snippet, as written.
    pub name: String,
    /// The snippet that names it, where it is not the card itself.
    pub within: Option<String>,
    /// Why.
    pub trouble: Trouble,
}

/// Why a snippet cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such file.
    Missing,
    /// It lies outside of the project.
    Outside,
    /// The system says no.
    Unreadable(String),
    /// It is an address of the web.
    Web,
    /// The file has no such section.
    Section(String),
    /// It is being taken in already.
    Circle,
    /// There is too much of it.
    TooMuch,
    /// A directive names no file.
    NoPath,
    /// A directive has no such argument.
    UnknownArgument(String),
    /// An argument of a directive cannot have this value.
    BadArgument {
        /// Which.
        name: String,
        /// The value.
        value: String,
    },
    /// The file does not have the mark at which a directive starts or ends.
    Mark {
        /// `start` or `end`.
        name: &'static str,
        /// The mark.
        text: String,
    },
}

/// A text that is being read.
struct Frame {
    /// What it is called and where it stands; none for the card itself.
    name: Option<(String, PathBuf)>,
    lines: Lines,
    next: usize,
    is_block: bool,
    is_section: bool,
    /// What its lines are indented by.
    indent: String,
}

enum Lines {
    Card,
    /// Lines that stand behind every card, or those of a snippet.
    Own(Arc<[String]>),
}

struct Expander<'a, L> {
    card: &'a [&'a str],
    settings: &'a Settings,
    look: L,
    stack: Vec<Frame>,
    /// The line of the card that is at work.
    row: Option<usize>,
    bytes_left: usize,
    snippets_left: usize,
    made: Expansion,
}

/// Takes in all snippets of the lines of a card. `look` says what a name leads to.
pub fn expand(card: &[&str], settings: &Settings, look: impl FnMut(&str) -> Found) -> Expansion {
    let mut expander = Expander {
        card,
        settings,
        look,
        stack: vec![Frame::new(None, Lines::Card)],
        row: None,
        bytes_left: MOST_BYTES,
        snippets_left: MOST_SNIPPETS,
        made: Expansion::default(),
    };
    expander.run();
    if !settings.auto_append.is_empty() {
        let names = settings.auto_append.join("\n\n");
        let behind: Vec<String> = format!("\n\n-8<-\n{names}\n-8<-\n").split('\n').map(str::to_owned).collect();
        expander.row = None;
        expander.stack.push(Frame::new(None, Lines::Own(behind.into())));
        expander.run();
    }
    expander.made
}

impl Frame {
    fn new(name: Option<(String, PathBuf)>, lines: Lines) -> Self {
        Self { name, lines, next: 0, is_block: false, is_section: false, indent: String::new() }
    }
}

impl<L: FnMut(&str) -> Found> Expander<'_, L> {
    fn run(&mut self) {
        while let Some(frame) = self.stack.last_mut() {
            let at = frame.next;
            frame.next += 1;
            match &frame.lines {
                Lines::Card => match self.card.get(at) {
                    Some(line) => {
                        self.row = Some(at);
                        self.line(line);
                    }
                    None => drop(self.stack.pop()),
                },
                Lines::Own(lines) => {
                    let lines = Arc::clone(lines);
                    match lines.get(at) {
                        Some(line) => self.line(line),
                        None => drop(self.stack.pop()),
                    }
                }
            }
        }
    }

    fn line(&mut self, line: &str) {
        let Some(frame) = self.stack.last_mut() else { return };
        match notation::read(line) {
            Some(Said::Escaped(at)) => self.text(line, Some(at)),
            Some(Said::Toggle) => frame.is_block = !frame.is_block,
            Some(Said::Snippet { .. }) if frame.is_block => {}
            Some(Said::Snippet { indent, path }) => self.snippet(indent, path.trim()),
            None if frame.is_block => {
                let (indent, path) = notation::listed(line);
                if path.is_empty() { self.text("", None) } else { self.snippet(indent, path) }
            }
            None if frame.is_section => self.text(line, None),
            None => match notation::section(line) {
                Some(section) if section.escape.is_none() => {}
                section => self.text(line, section.and_then(|section| section.escape)),
            },
        }
    }

    /// A line of text, without the semicolon at a byte.
    fn text(&mut self, line: &str, escape: Option<usize>) {
        let Some(frame) = self.stack.last() else { return };
        let is_blank = line.is_empty();
        let line = match (&frame.lines, self.row, escape) {
            (Lines::Card, Some(row), None) if !is_blank || self.card[row].is_empty() => Line::Kept { row },
            (Lines::Card, Some(row), Some(at)) => Line::Unescaped { row, at },
            (_, row, escape) => {
                let line = escape.map_or_else(|| line.to_owned(), |at| select::unescaped(line, at));
                self.bytes_left = self.bytes_left.saturating_sub(frame.indent.len() + line.len());
                Line::Taken { row, text: frame.indent.clone() + &line }
            }
        };
        self.made.lines.push(line);
    }

    fn snippet(&mut self, indent: &str, path: &str) {
        // A line that is commented out.
        if path.starts_with(';') {
            return;
        }
        let Some(target) = target::read(path) else { return self.fault(path, Trouble::Missing) };
        let lower = target.file.get(..8).unwrap_or(target.file).to_ascii_lowercase();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            return self.fault(path, Trouble::Web);
        }
        if self.snippets_left == 0 || self.bytes_left == 0 || self.stack.len() > DEEPEST {
            return self.fault(path, Trouble::TooMuch);
        }
        self.snippets_left -= 1;
        let (file, text) = match (self.look)(target.file) {
            Found::File { file, text } => (file, text),
            Found::Missing => return self.fault(path, Trouble::Missing),
            Found::Outside => return self.fault(path, Trouble::Outside),
            Found::Unreadable(why) => return self.fault(path, Trouble::Unreadable(why)),
        };
        if self.is_open(&file) {
            return self.fault(path, Trouble::Circle);
        }
        self.bytes_left = self.bytes_left.saturating_sub(text.len());
        let Some(lines) = select::lines(&text, &target.part, self.settings.dedents) else {
            let Part::Section(name) = target.part else { return };
            return self.fault(path, Trouble::Section(name.to_owned()));
        };
        let outer = self.stack.last().map(|frame| frame.indent.as_str()).unwrap_or_default();
        self.stack.push(Frame {
            is_section: matches!(target.part, Part::Section(_)),
            indent: outer.to_owned() + &expanded(indent),
            ..Frame::new(Some((target.file.to_owned(), file)), Lines::Own(lines.into()))
        });
    }

    fn is_open(&self, file: &Path) -> bool {
        self.stack.iter().filter_map(|frame| frame.name.as_ref()).any(|(_, open)| open == file)
    }

    fn fault(&mut self, path: &str, trouble: Trouble) {
        let within = self.stack.last().and_then(|frame| frame.name.as_ref()).map(|(name, _)| name.clone());
        // One word that there is too much is enough.
        if trouble == Trouble::TooMuch && self.made.faults.iter().any(|fault| fault.trouble == Trouble::TooMuch) {
            return;
        }
        let (row, notation) = (self.row, Notation::Scissors);
        self.made.faults.push(Fault { row, notation, name: path.to_owned(), within, trouble });
    }
}

/// An indent without tabs.
fn expanded(indent: &str) -> String {
    let mut out = String::with_capacity(indent.len());
    for c in indent.chars() {
        let width = if c == '\t' { TAB - out.len() % TAB } else { 1 };
        out.extend(std::iter::repeat_n(' ', width));
    }
    out
}

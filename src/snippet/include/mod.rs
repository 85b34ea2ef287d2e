//! Directives of the plugin include-markdown: text that stands for that of other files of the project.
//!
//! ```text
//! {% include-markdown "../README.md" start="<!--start-->" end="<!--end-->" heading-offset=1 %}
//! {% include "part.txt" %}
//! ```
//!
//! The body of a card, and a way to look files up → [`Expansion`]:
//! 1. `directive`: where directives stand, and what they say;
//! 2. `part`: what stands between two marks of a file;
//! 3. `shape`: indents, comments and headings; `addresses`: relative addresses;
//! 4. here: all of it, with directives in files that are taken in.
//!
//! It comes before snippets, and before anything that is Markdown. As with those, `discover` expands a card to learn which files
//! it needs, and `parse` does so again with these in hand. Must never touch the disk, and never recurse.
//!
//! # Source
//! mkdocs-include-markdown-plugin 7.3, <https://github.com/mondeja/mkdocs-include-markdown-plugin>.

mod addresses;
mod directive;
mod part;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::config::Includes;
use crate::snippet::{Found, Notation, Trouble};
use directive::Directive;

/// How many bytes the directives of one card may bring.
const MOST_BYTES: usize = 16 << 20;
/// How many files they may bring.
const MOST_FILES: usize = 10_000;
/// How deep directives may nest.
const DEEPEST: usize = 100;

/// Which files a directive asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// The folder from which the path counts; `None`: the docs root.
    pub folder: Option<PathBuf>,
    /// A path or a glob, as written.
    pub path: String,
    /// A glob of files that are not meant; one that starts with a dot counts from the folder, else from the docs root.
    pub exclude: Option<String>,
    /// The order of several files.
    pub order: String,
    /// The encoding of the files.
    pub encoding: String,
}

/// A file that a directive asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Included {
    /// Its path, absolute, by which addresses in it are made right.
    pub path: PathBuf,
    /// What is there.
    pub found: Found,
}

/// A body with its directives carried out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Expansion {
    /// The directives, by their places in the body, and what stands there instead; in order.
    pub taken: Vec<(Range<usize>, String)>,
    /// What is wrong: the place of the directive in the body, and the fault.
    pub faults: Vec<(Range<usize>, super::Fault)>,
}

/// A text that is being read.
struct Frame {
    /// Where it stands on disk.
    path: PathBuf,
    /// The real file, and what it is called; none for the card itself.
    file: Option<(PathBuf, String)>,
    text: String,
    waiting: VecDeque<Directive>,
    open: Option<Open>,
    done: Vec<(Range<usize>, String)>,
}

/// A directive that is being carried out.
struct Open {
    directive: Directive,
    files: VecDeque<Included>,
    text: String,
    /// Whether no file has had the mark.
    lacks_start: bool,
    lacks_end: bool,
}

struct Expander<'a, L> {
    settings: &'a Includes,
    look: L,
    stack: Vec<Frame>,
    bytes_left: usize,
    files_left: usize,
    made: Expansion,
}

/// Carries out the directives of a body. `page` is where the card stands on disk; `look` says what is asked for.
pub fn expand(body: &str, settings: &Includes, page: &Path, look: impl FnMut(&Query) -> Vec<Included>) -> Expansion {
    let frame = Frame::new(page.to_owned(), None, body.to_owned(), settings);
    let (bytes_left, files_left) = (MOST_BYTES, MOST_FILES);
    let mut expander =
        Expander { settings, look, stack: vec![frame], bytes_left, files_left, made: Expansion::default() };
    expander.run();
    expander.made
}

/// Whether a path is an address of the web.
fn is_web(path: &str) -> bool {
    // A colon behind one letter is that of a drive.
    let scheme = path.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.len() > 1 && scheme.bytes().all(is_of_scheme))
}

fn is_of_scheme(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

impl Frame {
    fn new(path: PathBuf, file: Option<(PathBuf, String)>, text: String, settings: &Includes) -> Self {
        let waiting = directive::find(&text, settings).into();
        Self { path, file, text, waiting, open: None, done: Vec::new() }
    }

    /// The text with what was taken in.
    fn finished(&self) -> String {
        let (mut out, mut from) = (String::new(), 0);
        for (range, text) in &self.done {
            out.push_str(&self.text[from..range.start]);
            out.push_str(text);
            from = range.end;
        }
        out + &self.text[from..]
    }
}

impl<L: FnMut(&Query) -> Vec<Included>> Expander<'_, L> {
    fn run(&mut self) {
        while let Some(frame) = self.stack.last_mut() {
            if let Some(open) = &mut frame.open {
                match open.files.pop_front() {
                    Some(file) => self.take(file),
                    None => self.close(),
                }
            } else if let Some(directive) = frame.waiting.pop_front() {
                self.open(directive);
            } else if let Some(frame) = self.stack.pop() {
                match self.stack.last() {
                    Some(_) => self.add(frame.finished(), &frame.path),
                    None => self.made.taken = frame.done,
                }
            }
        }
    }

    /// Looks up the files of a directive.
    fn open(&mut self, directive: Directive) {
        let Some(frame) = self.stack.last_mut() else { return };
        let said = &directive.arguments;
        let query = directive.path.as_ref().map(|path| Query {
            folder: (path.starts_with("./") || path.starts_with("../"))
                .then(|| frame.path.parent().unwrap_or(Path::new("/")).to_owned()),
            path: path.clone(),
            exclude: said.exclude.clone(),
            order: said.order.clone(),
            encoding: said.encoding.to_ascii_lowercase(),
        });
        let (lacks_start, lacks_end) = (said.start.is_some(), said.end.is_some());
        let mut open = Open { directive, files: VecDeque::new(), text: String::new(), lacks_start, lacks_end };
        let mut troubles = std::mem::take(&mut open.directive.troubles);
        match query {
            None => troubles.push(Trouble::NoPath),
            Some(query) if is_web(&query.path) => troubles.push(Trouble::Web),
            Some(query) => {
                open.files = (self.look)(&query).into();
                if open.files.is_empty() {
                    troubles.push(Trouble::Missing);
                }
            }
        }
        if open.files.is_empty() {
            // Without a file there is no text that could lack its marks.
            (open.lacks_start, open.lacks_end) = (false, false);
            open.text.clone_from(&open.directive.before);
        }
        frame.open = Some(open);
        for trouble in troubles {
            self.fault(trouble);
        }
    }

    /// Takes in one file of the directive that is open.
    fn take(&mut self, included: Included) {
        if self.files_left == 0 || self.bytes_left == 0 || self.stack.len() > DEEPEST {
            return self.fault(Trouble::TooMuch);
        }
        self.files_left -= 1;
        let (file, text) = match included.found {
            Found::File { file, text } => (file, text),
            Found::Missing => return self.fault(Trouble::Missing),
            Found::Outside => return self.fault(Trouble::Outside),
            Found::Unreadable(why) => return self.fault(Trouble::Unreadable(why)),
        };
        if self.stack.iter().any(|frame| frame.file.as_ref().map_or(&frame.path, |(open, _)| open) == &file) {
            return self.fault(Trouble::Circle);
        }
        self.bytes_left = self.bytes_left.saturating_sub(text.len());
        let Some(open) = self.stack.last_mut().and_then(|frame| frame.open.as_mut()) else { return };
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let part = part::between(&text, &open.directive.arguments);
        open.lacks_start &= part.lacks_start;
        open.lacks_end &= part.lacks_end;
        let is_followed = open.directive.arguments.recursive && part.text.contains(&self.settings.opening_tag);
        if is_followed {
            let name = open.directive.path.clone().unwrap_or_default();
            self.stack.push(Frame::new(included.path, Some((file, name)), part.text, self.settings));
        } else {
            self.add(part.text, &included.path);
        }
    }

    /// Adds the text of a file to the directive that is open.
    fn add(&mut self, text: String, source: &Path) {
        let Some(frame) = self.stack.last_mut() else { return };
        let Some(open) = &mut frame.open else { return };
        let shaped = shape::shaped(text, &open.directive, source, &frame.path);
        // Indents can make a text much longer than its file.
        self.bytes_left = self.bytes_left.saturating_sub(shaped.len());
        open.text.push_str(&shaped);
    }

    /// Ends the directive that is open.
    fn close(&mut self) {
        let marks = self.stack.last().and_then(|frame| frame.open.as_ref()).map(|open| {
            let said = &open.directive.arguments;
            let start = said.start.as_ref().filter(|_| open.lacks_start);
            let end = said.end.as_ref().filter(|_| open.lacks_end);
            let mark = |name: &'static str, text: &String| Trouble::Mark { name, text: text.clone() };
            [start.map(|text| mark("start", text)), end.map(|text| mark("end", text))]
        });
        for trouble in marks.into_iter().flatten().flatten() {
            self.fault(trouble);
        }
        let Some(frame) = self.stack.last_mut() else { return };
        if let Some(open) = frame.open.take() {
            frame.done.push((open.directive.range, open.text));
        }
    }

    fn fault(&mut self, trouble: Trouble) {
        let of_card = self.stack.first().and_then(|frame| frame.open.as_ref());
        let Some((of_card, frame)) = of_card.zip(self.stack.last()) else { return };
        let Some(open) = &frame.open else { return };
        // One word that there is too much is enough.
        let is_known = |(_, known): &(_, super::Fault)| known.trouble == Trouble::TooMuch;
        if trouble == Trouble::TooMuch && self.made.faults.iter().any(is_known) {
            return;
        }
        let fault = super::Fault {
            row: None,
            notation: Notation::Directive,
            name: open.directive.path.clone().unwrap_or_default(),
            within: frame.file.as_ref().map(|(_, name)| name.clone()),
            trouble,
        };
        let directive = &of_card.directive;
        self.made.faults.push((directive.range.start + directive.before.len()..directive.range.end, fault));
    }
}

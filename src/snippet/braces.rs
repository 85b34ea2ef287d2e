//! Files between braces, as the extensions markdown-include and mdx_include have them.
//!
//! ```text
//! {!file.md!}                 ; the whole file
//! {!file.md!lines=1-3 5}      ; lines of it, in markdown-include
//! {! file.md [ln:1-3,5-] !}   ; lines of it, in mdx_include
//! {!> file.md !}              ; each of its lines behind what stands before the brace
//! {!- file.md !}              ; braces in it stay as they are
//! \{! file.md !}              ; stays as it is
//! ```
//!
//! Lines, and a way to look files up → [`Expansion`]. Texts stand on a stack, the innermost last, and are read up to
//! their next brace. A file that is being read is not read within itself, and what a card takes in is bounded. Must never
//! touch the disk, and never recurse.
//!
//! # Source
//! markdown-include 0.8, <https://github.com/cmacmackin/markdown-include>; mdx_include 1.4,
//! <https://github.com/neurobin/mdx_include>.

use std::path::PathBuf;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::config::Extensions;
use crate::snippet::{Expansion, Fault, Found, Line, Notation, Trouble};

/// The names of the extensions.
pub const BRACES: [&str; 2] = ["markdown_include.include", "mdx_include"];
/// How many bytes the files of one card may bring.
const MOST_BYTES: usize = 16 << 20;
/// How deep files may nest.
const DEEPEST: usize = 100;

static INCLUDE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{!\s*(.+?)\s*!(?:lines=([0-9 -]+))?\}").expect("the pattern is well formed"));

static MDX: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(\\)?\{!([+-])?(>)?\s*([^\]|\[]+?)(?:\s*\[ln:([\d.,-]+)\])?\s*(?:\|\s*.+?\s*)?!\}";
    Regex::new(pattern).expect("the pattern is well formed")
});

/// How files between braces are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Braces {
    is_mdx: bool,
    /// How many levels the headings of a file are lower.
    offset: usize,
    /// Whether they stand below the heading before them.
    inherits: bool,
}

/// What stands between braces.
struct Said {
    start: usize,
    end: usize,
    name: String,
    lines: Option<String>,
    is_escaped: bool,
    is_indented: bool,
    /// Whether braces in the file are read.
    is_deep: bool,
}

/// A text that is being read.
struct Frame {
    text: String,
    at: usize,
    file: Option<PathBuf>,
    name: Option<String>,
    indent: String,
    is_deep: bool,
}

impl Braces {
    /// The settings of a project; `None` where it has no such extension. Of both, mdx_include is meant.
    #[must_use]
    pub fn of(extensions: &Extensions) -> Option<Self> {
        let [include, mdx] = BRACES;
        if extensions.has(mdx) {
            return Some(Self { is_mdx: true, offset: 0, inherits: false });
        }
        let options = extensions.get(include)?;
        let offset = usize::try_from(options.number("headingOffset")).unwrap_or_default().min(6);
        Some(Self { is_mdx: false, offset, inherits: options.is_on("inheritHeadingDepth") })
    }

    /// Whether a text can be another one once it is expanded.
    #[must_use]
    pub fn may_change(self, text: &str) -> bool {
        text.contains("{!")
    }

    /// What a name is called among the files of a card, where snippets count from other folders.
    #[must_use]
    pub fn key(name: &str) -> String {
        format!("{{!{name}")
    }

    /// Takes in all files of the lines of a card. `look` says what a name leads to.
    pub fn expand(self, card: &[&str], mut look: impl FnMut(&str) -> Found) -> Expansion {
        let mut made = Expansion::default();
        let (mut depth, mut left) = (0, MOST_BYTES);
        for (row, line) in card.iter().enumerate() {
            if self.next(line).is_none() {
                if line.starts_with('#') {
                    depth = line.len() - line.trim_start_matches('#').len();
                }
                made.lines.push(Line::Kept { row });
                continue;
            }
            let lower = if self.inherits { self.offset + depth } else { self.offset };
            let text = self.row(line, &mut look, (lower, &mut left), |name, within, trouble| {
                made.faults.push(Fault { row: Some(row), notation: Notation::Braces, name, within, trouble });
            });
            made.lines.extend(text.split('\n').map(|text| Line::Taken { row: Some(row), text: text.to_owned() }));
        }
        made
    }

    /// A line of a card with its files taken in.
    fn row(
        self,
        line: &str,
        look: &mut impl FnMut(&str) -> Found,
        (lower, left): (usize, &mut usize),
        mut fault: impl FnMut(String, Option<String>, Trouble),
    ) -> String {
        let mut out = String::new();
        let card = Frame { text: line.to_owned(), at: 0, file: None, name: None, indent: String::new(), is_deep: true };
        let mut stack = vec![card];
        while let Some(mut frame) = stack.pop() {
            let rest = &frame.text[frame.at..];
            let said = if frame.is_deep { self.next(rest) } else { None };
            let Some(said) = said else {
                push(&mut out, rest, &stack, &frame.indent);
                continue;
            };
            push(&mut out, &rest[..said.start], &stack, &frame.indent);
            let line_start = rest[..said.start].rfind('\n').map_or(0, |at| at + 1);
            let before = rest[line_start..said.start].to_owned();
            let marker = rest[said.start..said.end].to_owned();
            frame.at += said.end;
            let within = frame.name.clone();
            stack.push(frame);
            if said.is_escaped {
                out.push_str(&marker[1..]);
                continue;
            }
            let found = if said.name.contains("://") { Err(Trouble::Web) } else { text_of(look(&said.name)) };
            let trouble = match found {
                Ok((file, _)) if stack.iter().any(|frame| frame.file.as_ref() == Some(&file)) => Trouble::Circle,
                Ok((_, text)) if stack.len() > DEEPEST || text.len() > *left => Trouble::TooMuch,
                Ok((file, text)) => {
                    *left -= text.len();
                    let text = self.part(&text, said.lines.as_deref(), lower);
                    let indent = if said.is_indented { before } else { String::new() };
                    let name = Some(said.name);
                    stack.push(Frame { text, at: 0, file: Some(file), name, indent, is_deep: said.is_deep });
                    continue;
                }
                Err(trouble) => trouble,
            };
            fault(said.name, within, trouble);
        }
        out
    }

    /// The lines of a file that are wanted.
    fn part(self, text: &str, lines: Option<&str>, lower: usize) -> String {
        let all: Vec<&str> = text.lines().collect();
        if self.is_mdx {
            return match lines {
                None => text.replace("\r\n", "\n"),
                // Blank lines stand between parts.
                Some(lines) => {
                    lines.split(',').map(|part| range(&all, part).join("\n")).collect::<Vec<_>>().join("\n\n\n")
                }
            };
        }
        let wanted = match lines {
            None => all,
            Some(lines) => lines.split_whitespace().flat_map(|part| range(&all, part).to_vec()).collect(),
        };
        let marks = "#".repeat(lower);
        let lowered =
            wanted.iter().map(|line| if line.starts_with('#') { format!("{marks}{line}") } else { (*line).to_owned() });
        lowered.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// The next braces of a text.
    fn next(self, text: &str) -> Option<Said> {
        let first = text.find("{!")?;
        let at = first.saturating_sub(1);
        let at = if text.is_char_boundary(at) { at } else { first };
        let pattern: &Regex = if self.is_mdx { &MDX } else { &INCLUDE };
        let found = pattern.captures_at(text, at)?;
        let whole = found.get(0)?;
        let text = |found: &Captures<'_>, at: usize| found.get(at).map(|part| part.as_str().to_owned());
        let [name, lines] = if self.is_mdx { [4, 5] } else { [1, 2] };
        Some(Said {
            start: whole.start(),
            end: whole.end(),
            name: text(&found, name)?,
            lines: text(&found, lines),
            is_escaped: self.is_mdx && found.get(1).is_some(),
            is_indented: self.is_mdx && found.get(3).is_some(),
            is_deep: !(self.is_mdx && found.get(2).is_some_and(|mark| mark.as_str() == "-")),
        })
    }
}

/// Adds a text; its lines behind the first are indented as all that are being read say.
fn push(out: &mut String, text: &str, stack: &[Frame], own: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
            out.extend(stack.iter().map(|frame| &*frame.indent));
            out.push_str(own);
        }
        out.push_str(line);
    }
}

fn text_of(found: Found) -> Result<(PathBuf, String), Trouble> {
    match found {
        Found::File { file, text } => Ok((file, text.to_string())),
        Found::Missing => Err(Trouble::Missing),
        Found::Outside => Err(Trouble::Outside),
        Found::Unreadable(why) => Err(Trouble::Unreadable(why)),
    }
}

/// Lines by numbers from 1: `3`, `2-4`, `2-`, `-4`; columns behind a dot are no part of it.
fn range<'a, 'b>(all: &'b [&'a str], written: &str) -> &'b [&'a str] {
    let number = |text: &str| text.split('.').next().and_then(|number| number.parse::<usize>().ok());
    let (from, to) = match written.split_once('-') {
        Some((from, to)) => (number(from).unwrap_or(1), number(to).unwrap_or(all.len())),
        None => (number(written).unwrap_or(1), number(written).unwrap_or(all.len())),
    };
    let to = to.min(all.len());
    all.get(from.max(1) - 1..to).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::config::Extensions;
    use crate::snippet::{Braces, Found, Line};

    const FILES: [(&str, &str); 5] = [
        ("a.txt", "one\ntwo\nthree\n"),
        ("deep.md", "# Deep\n\n{!a.txt!}\n"),
        ("loop.md", "x {!loop.md!} y"),
        ("one.txt", "1"),
        ("empty.txt", ""),
    ];

    fn expanded(extension: &str, options: Value, card: &str) -> (String, usize) {
        let extensions = Extensions::read(&[(extension.to_owned(), options)]).0;
        let braces = Braces::of(&extensions).expect("the extension is on");
        let lines: Vec<&str> = card.split('\n').collect();
        let look = |name: &str| match FILES.iter().find(|(known, _)| *known == name) {
            Some((name, text)) => Found::File { file: name.into(), text: (*text).into() },
            None => Found::Missing,
        };
        let made = braces.expand(&lines, look);
        let text = made.lines.iter().map(|line| match line {
            Line::Taken { text, .. } => text.clone(),
            Line::Kept { row } | Line::Unescaped { row, .. } => lines[*row].to_owned(),
        });
        (text.collect::<Vec<_>>().join("\n"), made.faults.len())
    }

    #[test]
    fn markdown_include() {
        let cases = [
            ("no { braces }", "no { braces }", 0),
            ("<{! a.txt !}>", "<one\ntwo\nthree>", 0),
            ("{!a.txt!lines=1 3}", "one\nthree", 0),
            ("{!a.txt!lines=2-9}", "two\nthree", 0),
            ("{!deep.md!}\nend", "# Deep\n\none\ntwo\nthree\nend", 0),
            ("{!one.txt!}{!one.txt!}é{!one.txt!}", "11é1", 0),
            ("{!gone.txt!} and {!empty.txt!}.", " and .", 1),
            ("{!loop.md!}", "x  y", 1),
        ];
        for (card, text, faults) in cases {
            let found = expanded("markdown_include.include", Value::Null, card);
            assert_eq!((&*found.0, found.1), (text, faults), "{card}");
        }
        let (text, _) = expanded(
            "markdown_include.include",
            json!({"headingOffset": 1, "inheritHeadingDepth": true}),
            "## Part\n{!deep.md!}",
        );
        assert_eq!(text, "## Part\n#### Deep\n\none\ntwo\nthree");
    }

    #[test]
    fn mdx_include() {
        let cases = [
            ("{! a.txt !}", "one\ntwo\nthree\n", 0),
            ("  {!> a.txt !}!", "  one\n  two\n  three\n  !", 0),
            ("{! a.txt [ln:2-] !}", "two\nthree", 0),
            ("{! a.txt [ln:1,3] | utf-8 !}", "one\n\n\nthree", 0),
            ("{!- deep.md !}", "# Deep\n\n{!a.txt!}\n", 0),
            (r"\{! a.txt !}", "{! a.txt !}", 0),
            ("{! https://example.org/a.md !}", "", 1),
        ];
        for (card, text, faults) in cases {
            let found = expanded("mdx_include", Value::Null, card);
            assert_eq!((&*found.0, found.1), (text, faults), "{card}");
        }
    }
}

//! Info strings of fenced code blocks: what stands behind the three backticks.
//!
//! An info string → [`CodeInfo`]. There is no standard; this is what authors of MkDocs-Material, Docusaurus,
//! Starlight, Hugo, Pandoc and Obsidian write, read by one grammar:
//!
//! ```text
//! info  = [language] item*
//! item  = flag | key ("=" | ":") value | "." class | "#" id | "{" lines "}" | "{" item* "}" | quoted | "/" regex "/"
//! value = quoted | "{" lines "}" | "[" lines "]" | bare
//! lines = (number | number "-" number), divided by commas or blanks
//! ```
//!
//! The first class in braces is the language where none stands before them. What is not known is passed over.
//! Sources: PyMdown Extensions (SuperFences, Highlight) 10, Docusaurus 3 (code blocks), Expressive Code 0.41, Hugo 0.150
//! (highlight), Pandoc 3 (fenced code attributes). Must never fail, nor cost more than the string is long: a range
//! of a billion lines is two numbers.

/// What an info string says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeInfo<'a> {
    /// The language as written; empty where there is none.
    pub language: &'a str,
    /// The title, mostly the name of a file.
    pub title: Option<&'a str>,
    /// The number of the first line, where lines are numbered.
    pub first_line: Option<u32>,
    /// The lines to highlight: 1 is the first line of the block, whatever its number.
    pub highlighted: Lines,
    /// The lines to show as inserted.
    pub inserted: Lines,
    /// The lines to show as deleted.
    pub deleted: Lines,
    /// Whether it is to be drawn as a diagram, where the author says so.
    pub is_drawn: Option<bool>,
    /// The classes, but for the language.
    pub classes: Vec<&'a str>,
}

impl<'a> CodeInfo<'a> {
    /// Reads an info string.
    #[must_use]
    pub fn read(info: &'a str) -> Self {
        let mut reader = Reader { rest: info, found: Self::default(), is_numbered: None, first_line: None };
        reader.read();
        let mut found = reader.found;
        for lines in [&mut found.highlighted, &mut found.inserted, &mut found.deleted] {
            lines.join();
        }
        // A number to start at asks for numbers, unless the author says that there shall be none.
        found.first_line = match (reader.is_numbered, reader.first_line) {
            (Some(false), _) | (None, None) => None,
            (_, first) => Some(first.unwrap_or(1)),
        };
        found
    }

    /// Whether the author asks for annotations: `{ .annotate }`.
    #[must_use]
    pub fn is_annotated(&self) -> bool {
        self.classes.contains(&"annotate")
    }
}

/// A set of lines. Guarantees: ranges sorted, none touches the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    ranges: Vec<(u32, u32)>,
}

impl Lines {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether a line, counted from 1, is among them.
    #[must_use]
    pub fn contains(&self, line: u32) -> bool {
        let next = self.ranges.partition_point(|(_, end)| *end < line);
        self.ranges.get(next).is_some_and(|(start, _)| *start <= line)
    }

    /// Adds what a text like `1,3-5` or `2-4 7` names; all else in it divides.
    fn add(&mut self, text: &str) {
        for part in text.split(|c: char| !c.is_ascii_digit() && c != '-') {
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            let (from, to) = match (number(from), number(to)) {
                (Some(from), Some(to)) => (from.min(to), from.max(to)),
                (Some(line), None) | (None, Some(line)) => (line, line),
                (None, None) => continue,
            };
            if to > 0 {
                self.ranges.push((from.max(1), to));
            }
        }
    }

    /// Puts the ranges in order and joins those that touch: once, after all have been added.
    fn join(&mut self) {
        self.ranges.sort_unstable();
        self.ranges.dedup_by(|next, last| {
            let is_one = next.0 <= last.1.saturating_add(1);
            if is_one {
                last.1 = last.1.max(next.1);
            }
            is_one
        });
    }
}

/// A number; the largest where it is larger.
fn number(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u32::MAX))
}

/// Classes that say how a block is shown and can be no language.
const MANNERS: &[&str] = &["annotate", "copy", "no-copy", "select", "no-select"];
/// Flags and classes that ask for line numbers.
const NUMBERED: &[&str] =
    &["linenums", "linenos", "showlinenumbers", "ln", "numberlines", "number-lines", "line-numbers"];
/// Flags that ask for none.
const NOT_NUMBERED: &[&str] = &["nolinenums", "nolinenos", "nolinenumbers"];
/// Keys whose value is the number of the first line.
const FIRST_LINE: &[&str] = &["linenostart", "startlinenumber", "startfrom", "firstline"];
/// Keys whose value names lines to highlight.
const HIGHLIGHTED: &[&str] = &["hl_lines", "hl", "mark", "highlight", "emphasize-lines"];
/// Keys of titles.
const TITLE: &[&str] = &["title", "filename"];

fn is_one_of(names: &[&str], word: &str) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(word))
}

struct Reader<'a> {
    rest: &'a str,
    found: CodeInfo<'a>,
    is_numbered: Option<bool>,
    first_line: Option<u32>,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let mut is_first = true;
        let mut is_braced = false;
        loop {
            self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '=' | ':'));
            match self.rest.as_bytes().first() {
                None => return,
                Some(b'{') => {
                    let inner = &self.rest[1..];
                    if let Some(length) = lines_until(inner, b'}') {
                        self.found.highlighted.add(&inner[..length]);
                        self.rest = &inner[length + 1..];
                    } else {
                        is_braced = true;
                        self.rest = inner;
                    }
                }
                Some(b'}') => {
                    is_braced = false;
                    self.rest = &self.rest[1..];
                }
                // Words to mark, as Expressive Code has them.
                Some(b'"' | b'\'') => {
                    self.quoted();
                }
                Some(b'/') => match memchr::memchr(b'/', &self.rest.as_bytes()[1..]) {
                    Some(length) => self.rest = &self.rest[length + 2..],
                    None => self.take(char::is_whitespace),
                },
                Some(_) => self.word(is_first || is_braced),
            }
            is_first = false;
        }
    }

    /// Passes over what stands before a character; more than nothing.
    fn take(&mut self, ends: impl Fn(char) -> bool) {
        let end = self.rest.char_indices().skip(1).find(|(_, c)| ends(*c)).map_or(self.rest.len(), |(at, _)| at);
        self.rest = &self.rest[end..];
    }

    /// Reads a quoted text; one without an end is everything that follows.
    fn quoted(&mut self) -> &'a str {
        let mut letters = self.rest.chars();
        let quote = letters.next().unwrap_or('"');
        let (text, rest) = letters.as_str().split_once(quote).unwrap_or((letters.as_str(), ""));
        self.rest = rest;
        text
    }

    fn word(&mut self, may_be_language: bool) {
        let start = self.rest;
        self.take(|c| c.is_whitespace() || matches!(c, ',' | ';' | '{' | '}' | '=' | ':' | '"'));
        let word = &start[..start.len() - self.rest.len()];
        if self.rest.starts_with('=') || (self.rest.starts_with(':') && is_key(word)) {
            self.rest = &self.rest[1..];
            return self.pair(word);
        }
        if let Some(class) = word.strip_prefix('.') {
            return self.class(class);
        }
        if is_one_of(NUMBERED, word) {
            self.is_numbered = Some(true);
        } else if is_one_of(NOT_NUMBERED, word) {
            self.is_numbered = Some(false);
        } else if may_be_language && self.found.language.is_empty() && !word.starts_with('#') {
            self.found.language = word;
        }
    }

    fn class(&mut self, class: &'a str) {
        if is_one_of(NUMBERED, class) {
            self.is_numbered = Some(true);
        } else if self.found.language.is_empty() && !MANNERS.contains(&class) {
            self.found.language = class;
        } else if is_class(class) && !self.found.classes.contains(&class) && self.found.classes.len() < MOST_CLASSES {
            self.found.classes.push(class);
        }
    }

    fn pair(&mut self, key: &str) {
        let value = self.value();
        if is_one_of(TITLE, key) {
            self.found.title = Some(value.trim()).filter(|title| !title.is_empty());
        } else if is_one_of(HIGHLIGHTED, key) {
            self.found.highlighted.add(value);
        } else if key == "diagram" {
            self.found.is_drawn = Some(!is_one_of(&["false", "no", "off", "none"], value.trim()));
        } else if key == "ins" {
            self.found.inserted.add(value);
        } else if key == "del" {
            self.found.deleted.add(value);
        } else if is_one_of(FIRST_LINE, key) {
            self.first_line = number(value.trim());
        } else if is_one_of(NUMBERED, key) {
            // PyMdown: start, step and which lines are special; of these the start is kept.
            match number(value.split_whitespace().next().unwrap_or_default()) {
                Some(0) => self.is_numbered = Some(false),
                Some(first) => (self.is_numbered, self.first_line) = (Some(true), Some(first)),
                None => self.is_numbered = Some(!is_one_of(&["false", "no", "off", "none"], value.trim())),
            }
        }
    }

    fn value(&mut self) -> &'a str {
        let close = match self.rest.as_bytes().first() {
            Some(b'"' | b'\'') => return self.quoted(),
            Some(b'{') => b'}',
            Some(b'[') => b']',
            _ => return self.bare(),
        };
        let inner = &self.rest[1..];
        let length = memchr::memchr(close, inner.as_bytes()).unwrap_or(inner.len());
        self.rest = inner.get(length + 1..).unwrap_or_default();
        &inner[..length]
    }

    /// Reads a value without quotes. A comma ends it, but not that of a list of lines.
    fn bare(&mut self) -> &'a str {
        let text = self.rest;
        let bytes = text.as_bytes();
        let is_list = bytes.first().is_some_and(u8::is_ascii_digit);
        let goes_on = |at: usize| is_list && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        let ends = |(at, c): &(usize, char)| c.is_whitespace() || *c == '}' || (*c == ',' && !goes_on(*at));
        let end = text.char_indices().find(ends).map_or(text.len(), |(at, _)| at);
        self.rest = &text[end..];
        &text[..end]
    }
}

/// How many classes one block may have.
const MOST_CLASSES: usize = 20;

/// Whether a word before a colon is a key: elsewhere a colon divides, as in `js:title=x`.
fn is_key(word: &str) -> bool {
    [TITLE, HIGHLIGHTED, NUMBERED, FIRST_LINE].iter().any(|names| is_one_of(names, word))
}

fn is_class(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) && !name.is_empty()
}

/// How long the lines are that stand before a closing bracket; `None` where anything else stands there.
fn lines_until(text: &str, close: u8) -> Option<usize> {
    let is_line = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b',' | b' ' | b'\t');
    let length = text.bytes().take_while(is_line).count();
    let holds_digit = text.as_bytes()[..length].iter().any(u8::is_ascii_digit);
    (holds_digit && text.as_bytes().get(length) == Some(&close)).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::CodeInfo;

    /// One line for what an info string says.
    fn shown(info: &str) -> String {
        let found = CodeInfo::read(info);
        let mut parts = vec![format!("`{}`", found.language)];
        parts.extend(found.title.map(|title| format!("title {title}")));
        parts.extend(found.first_line.map(|line| format!("from {line}")));
        for (name, lines) in [("hl", &found.highlighted), ("ins", &found.inserted), ("del", &found.deleted)] {
            if !lines.is_empty() {
                parts.push(format!("{name} {:?}", lines.ranges));
            }
        }
        if !found.classes.is_empty() {
            parts.push(format!("classes {}", found.classes.join(" ")));
        }
        parts.join(", ")
    }

    #[test]
    fn what_authors_write() {
        let cases = [
            // CommonMark
            ("", "``"),
            ("rust", "`rust`"),
            ("rust,ignore", "`rust`"),
            ("c++ startline=3 $%@#$", "`c++`"),
            ("c#", "`c#`"),
            // MkDocs-Material
            ("py title=\"x.py\" linenums=\"1\" hl_lines=\"2-4 7\"", "`py`, title x.py, from 1, hl [(2, 4), (7, 7)]"),
            ("{ .py .annotate title=\"a b\" }", "`py`, title a b, classes annotate"),
            ("{.python hl_lines=\"1\"}", "`python`, hl [(1, 1)]"),
            ("{ .annotate }", "``, classes annotate"),
            ("{ .yaml .no-copy #id .select }", "`yaml`, classes no-copy select"),
            ("title=\".browserslistrc\"", "``, title .browserslistrc"),
            ("py linenums='10 2'", "`py`, from 10"),
            ("py linenums=\"0\"", "`py`"),
            ("py { .annotate }", "`py`, classes annotate"),
            // Docusaurus
            ("js {1,3-5}", "`js`, hl [(1, 1), (3, 5)]"),
            ("js{1,3-5}", "`js`, hl [(1, 1), (3, 5)]"),
            (
                "jsx title=\"/src/x.js\" showLineNumbers {1, 4 - 6}",
                "`jsx`, title /src/x.js, from 1, hl [(1, 1), (4, 4), (6, 6)]",
            ),
            ("jsx showLineNumbers=5", "`jsx`, from 5"),
            // Starlight
            (
                "js {2} ins={3-4,6} del={5} \"text {9}\" /re {8}/ showLineNumbers=false",
                "`js`, hl [(2, 2)], ins [(3, 4), (6, 6)], del [(5, 5)]",
            ),
            ("sh frame=\"none\" wrap startLineNumber=7", "`sh`, from 7"),
            // Hugo
            ("go {linenos=table,hl_lines=[8,\"15-17\"],linenostart=199}", "`go`, from 199, hl [(8, 8), (15, 17)]"),
            ("go {linenos=false}", "`go`"),
            // Pandoc and R Markdown
            ("{#x .haskell .numberLines startFrom=\"100\"}", "`haskell`, from 100"),
            ("{python}", "`python`"),
            ("{r, echo=FALSE}", "`r`"),
            // Obsidian
            ("python title:\"x\" ln:true hl:1,3-4 fold", "`python`, title x, from 1, hl [(1, 1), (3, 4)]"),
            ("js:title=x.js", "`js`, title x.js"),
        ];
        for (info, expected) in cases {
            assert_eq!(shown(info), expected, "{info}");
        }
    }

    #[test]
    fn ranges_are_sorted_and_joined() {
        for (lines, expected) in [
            ("7 1-2,2-5 6", "`x`, hl [(1, 7)]"),
            ("9-8 1 3", "`x`, hl [(1, 1), (3, 3), (8, 9)]"),
            ("0", "`x`"),
            ("0-2", "`x`, hl [(1, 2)]"),
            ("4- -6", "`x`, hl [(4, 4), (6, 6)]"),
            ("1-99999999999999999999", "`x`, hl [(1, 4294967295)]"),
            ("- -- , é", "`x`"),
        ] {
            assert_eq!(shown(&format!("x hl_lines=\"{lines}\"")), expected, "{lines}");
        }
        let info = CodeInfo::read("x {2-3,5}");
        let lines: Vec<u32> = (0..8).filter(|line| info.highlighted.contains(*line)).collect();
        assert_eq!(lines, [2, 3, 5]);
    }

    #[test]
    fn hostile_strings_end() {
        for text in [
            "{",
            "}",
            "{1",
            "{1,",
            "\"",
            "title=\"",
            "x=",
            "=",
            ":",
            ".",
            "{{.a ",
            "hl_lines=1,",
            "/",
            "é{é=é",
            "{1}{3}",
            "/ ",
        ] {
            let long = text.repeat(50_000);
            let _ = CodeInfo::read(&long);
            let _ = CodeInfo::read(text);
        }
        assert_eq!(CodeInfo::read(&"{.x .a .b ".repeat(100)).classes, ["a", "b", "x"]);
    }
}

//! A line → what it says about snippets.
//!
//! ```text
//! snippet = *WSP *";" marker 1*WSP quoted             ; one file
//! toggle  = *WSP *";" marker                          ; the first or last line of a block of files
//! section = *any *";" marker 1*WSP "[" ( "start" / "end" ) ":" name "]" *any
//! marker  = 1*"-" "8<" 1*"-"
//! ```
//!
//! Must never read a path.

/// What every notation of snippets has in it.
pub(super) const SCISSORS: &str = "8<";

/// What a line says outside of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said<'l> {
    /// Text that is not a snippet, by its semicolon: at this byte.
    Escaped(usize),
    /// A file: the indent of the line, and the path between the quotes.
    Snippet { indent: &'l str, path: &'l str },
    /// A block begins or ends.
    Toggle,
}

/// What a line says; `None` for text.
pub(super) fn read(line: &str) -> Option<Said<'_>> {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let rest = line.trim_start_matches([' ', '\t']);
    let indent = &line[..line.len() - rest.len()];
    let bare = rest.trim_start_matches(';');
    let behind = marker(bare)?;
    let said = if behind.is_empty() {
        Said::Toggle
    } else {
        let path = behind.trim_start_matches([' ', '\t']);
        if path.len() == behind.len() {
            return None;
        }
        Said::Snippet { indent, path: quoted(path)? }
    };
    Some(if bare.len() < rest.len() { Said::Escaped(indent.len()) } else { said })
}

/// The indent and the path of a line within a block.
pub(super) fn listed(line: &str) -> (&str, &str) {
    let rest = line.trim_start_matches([' ', '\t']);
    (&line[..line.len() - rest.len()], rest.trim())
}

/// The text behind a marker that begins here.
fn marker(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('-');
    let behind = rest.strip_prefix(SCISSORS).filter(|_| rest.len() < text.len())?;
    let rest = behind.trim_start_matches('-');
    (rest.len() < behind.len()).then_some(rest)
}

/// What stands between the quotes that are the whole of a text.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = text[1..].strip_suffix(quote).filter(|inner| !inner.is_empty())?;
    let is_free = |(at, _): (usize, &str)| inner[..at].ends_with('\\');
    inner.match_indices(quote).all(is_free).then_some(inner)
}

/// The mark of a section in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Section<'l> {
    pub(super) name: &'l str,
    pub(super) is_start: bool,
    /// Where its first semicolon stands, which makes it text.
    pub(super) escape: Option<usize>,
}

/// The first mark of a section in a line.
pub(super) fn section(line: &str) -> Option<Section<'_>> {
    line.match_indices(SCISSORS).find_map(|(at, _)| {
        let before = line[..at].trim_end_matches('-');
        let behind = marker(&line[before.len()..])?;
        let bracket = behind.trim_start_matches([' ', '\t']);
        let inner = bracket.strip_prefix('[').filter(|_| bracket.len() < behind.len())?;
        let (words, _) = inner.split_once(']')?;
        let (kind, name) = words.split_once(':')?;
        let (kind, name) = (trimmed(kind), trimmed(name));
        let is_start = kind.eq_ignore_ascii_case("start");
        let is_section = (is_start || kind.eq_ignore_ascii_case("end")) && is_name(name);
        let unescaped = before.trim_end_matches(';').len();
        let escape = (unescaped < before.len()).then_some(unescaped);
        is_section.then_some(Section { name, is_start, escape })
    })
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// Whether a text can be the name of a section.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(is_name_byte)
}

/// Whether a byte can stand in the name of a section.
pub(super) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

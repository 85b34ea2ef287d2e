//! Attribute lists: `{ .class #id key=value }` behind what they belong to.
//!
//! ```text
//! list  = "{" [":"] item *( white-space item ) "}"
//! item  = "." name | "#" name | key "=" value | key
//! value = '"' … '"' | "'" … "'" | word
//! ```
//!
//! After Python-Markdown 3.x, extension `attr_list`, but narrower, as braces mean other things too: a list of bare keys
//! alone needs the colon, and what is not understood wholly stays text. Must never decide which attributes are safe:
//! that is for the writer of HTML.

use crate::text::Span;

/// Longest list that is read, in bytes: so that a row of open braces is not read to its end by each of them.
const MAX_BYTES: usize = 2_000;

/// What an author gives to an element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The id.
    pub id: Option<String>,
    /// The classes, in order.
    pub classes: Vec<String>,
    /// All else, in order; names in lower case, each once. A bare key has an empty value.
    pub pairs: Vec<(String, String)>,
}

impl Attributes {
    /// Adds what another list gives; of equal keys the later one counts.
    pub fn add(&mut self, later: Self) {
        self.id = later.id.or_else(|| self.id.take());
        for class in later.classes {
            self.class(&class);
        }
        for (name, value) in later.pairs {
            self.pair(name, value);
        }
    }

    fn class(&mut self, class: &str) {
        if !self.classes.iter().any(|known| known == class) {
            self.classes.push(class.to_owned());
        }
    }

    fn pair(&mut self, name: String, value: String) {
        match self.pairs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.pairs.push((name, value)),
        }
    }
}

/// A list with its place.
#[derive(Debug, PartialEq, Eq)]
pub struct List {
    /// What it gives.
    pub attributes: Attributes,
    /// Its bytes, from the opening brace on.
    pub length: usize,
    /// Where the id stands in it.
    pub id: Option<Span>,
}

/// Reads the list that a text starts with: in running text, behind a heading, in the info string of a code block.
#[must_use]
pub fn read(text: &str) -> Option<List> {
    let mut reader = Reader { text: text.get(..text.floor_char_boundary(MAX_BYTES))?, at: 0 };
    reader.eat('{').then_some(())?;
    let has_colon = reader.eat(':');
    let mut list = List { attributes: Attributes::default(), length: 0, id: None };
    let (mut is_first, mut is_bare) = (true, true);
    loop {
        let blanks = reader.blanks();
        if reader.eat('}') {
            let is_empty = list.attributes == Attributes::default();
            list.length = reader.at;
            return (!is_empty && (has_colon || !is_bare)).then_some(list);
        }
        if blanks == 0 && !std::mem::take(&mut is_first) {
            return None;
        }
        is_first = false;
        is_bare &= item(&mut reader, &mut list)?;
    }
}

/// Reads one item; gives back whether it is a bare key that text in braces may be, too.
fn item(reader: &mut Reader<'_>, list: &mut List) -> Option<bool> {
    if reader.eat('.') {
        list.attributes.class(reader.name()?);
        return Some(false);
    }
    if reader.eat('#') {
        let start = reader.at;
        list.attributes.id = Some(reader.name()?.to_owned());
        list.id = Some(Span::new(start, reader.at));
        return Some(false);
    }
    let key = reader.key()?;
    if !reader.eat('=') {
        let is_bare = !key.starts_with("data-") && key != "download";
        list.attributes.pair(key, String::new());
        return Some(is_bare);
    }
    let start = reader.at;
    let value = reader.value()?;
    match key.as_str() {
        "id" if value.is_empty() || value.contains(char::is_whitespace) => return None,
        "id" => {
            let quote = usize::from(reader.text[start..].starts_with(['"', '\'']));
            list.id = Some(Span::new(start + quote, start + quote + value.len()));
            list.attributes.id = Some(value.to_owned());
        }
        "class" => list.attributes.classes = value.split_whitespace().map(str::to_owned).collect(),
        _ => list.attributes.pair(key, value.to_owned()),
    }
    Some(false)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn eat(&mut self, c: char) -> bool {
        let is_there = self.text[self.at..].starts_with(c);
        self.at += if is_there { c.len_utf8() } else { 0 };
        is_there
    }

    /// Skips blanks; gives back how many.
    fn blanks(&mut self) -> usize {
        self.run(|c| matches!(c, ' ' | '\t')).len()
    }

    fn run(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// A class or an id: no digit at its start, so that `{.5}` stays text.
    fn name(&mut self) -> Option<&'a str> {
        let name = self.run(|c| {
            !c.is_whitespace() && !matches!(c, '{' | '}' | '=' | '\"' | '\'' | '<' | '>' | '.' | '#' | ',' | ';')
        });
        name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '-')).then_some(name)
    }

    fn key(&mut self) -> Option<String> {
        let key = self.run(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
        key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then(|| key.to_ascii_lowercase())
    }

    fn value(&mut self) -> Option<&'a str> {
        let quote = if self.eat('"') {
            '"'
        } else if self.eat('\'') {
            '\''
        } else {
            let value =
                self.run(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '"' | '\'' | '<' | '>' | '`' | '='));
            return (!value.is_empty()).then_some(value);
        };
        let value = self.run(|c| c != quote);
        self.eat(quote).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Attributes, List, read};

    fn shown(text: &str) -> Option<String> {
        let List { attributes: Attributes { id, classes, pairs }, length, id: place } = read(text)?;
        assert_eq!(place.map(|place| place.of(text)), id.as_deref(), "{text}");
        let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Some(format!("{length} {} {} {}", id.unwrap_or_default(), classes.join("."), pairs.join(",")))
    }

    #[test]
    fn lists_are_read_wholly_or_not_at_all() {
        for (text, wanted) in [
            ("{ .md-button .md-button--primary }", Some("34  md-button.md-button--primary ")),
            ("{#a.b}", None),
            ("{.a #b K=v l='x \"y' m=\"}\"} more", Some("26 b a k=v,l=x \"y,m=}")),
            ("{: .a }", Some("7  a ")),
            ("{:.a}", Some("5  a ")),
            ("{: foo }", Some("8   foo=")),
            ("{ data-preview }", Some("16   data-preview=")),
            ("{class='a b' .c id=d .c}", Some("24 d a.b.c ")),
            ("{ width=\"300\" align=right }", Some("27   width=300,align=right")),
            ("{ foo }", None),
            ("{}", None),
            ("{ }", None),
            ("{.5}", None),
            ("{ .a", None),
            ("{ .a, .b }", None),
            ("{{ .Values.x }}", None),
            ("{ a=\"b }", None),
            ("{ a= }", None),
            ("{=x}", None),
            ("{.a.b}", None),
            ("{.a =b}", None),
        ] {
            assert_eq!(shown(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn the_later_list_wins() {
        let list = |text: &str| read(text).expect("a list").attributes;
        let mut all = list("{#a .x k=1 l=2}");
        all.add(list("{#b .y .x k=3}"));
        assert_eq!(all, list("{#b .x .y k=3 l=2}"));
    }
}

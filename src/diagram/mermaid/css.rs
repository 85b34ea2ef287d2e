//! The style sheet of a drawing of merman, as rules.
//!
//! Text of `<style>` → [`Rule`]s. Knows the selectors that mermaid writes: names, classes, ids, attributes, `:not()`,
//! descendants and children. A rule with anything else, an at-rule and a property that is not kept are left out. Grammar:
//! CSS Syntax 3 and Selectors 4, without escapes.

use std::rc::Rc;

/// The properties that are kept. Sorted: a name is looked up by halving.
pub(super) const PROPERTIES: [&str; 27] = [
    "background",
    "background-color",
    "color",
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "line-height",
    "marker-end",
    "marker-mid",
    "marker-start",
    "max-width",
    "opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-align",
    "text-anchor",
    "text-decoration",
    "visibility",
];

/// Index of a property in [`PROPERTIES`].
pub(super) fn property(name: &str) -> Option<usize> {
    PROPERTIES.binary_search(&name).ok()
}

/// A property with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    /// Index in [`PROPERTIES`].
    pub property: usize,
    pub value: Rc<str>,
    pub important: bool,
}

/// A selector with its declarations.
#[derive(Debug)]
pub(super) struct Rule {
    /// From the element that is styled outwards.
    pub parts: Vec<Part>,
    /// Ids, classes and attributes, names: as a number that sorts.
    pub specificity: u32,
    pub declarations: Rc<[Declaration]>,
}

/// One element of a selector, and how it stands to the part after it.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub name: Option<String>,
    pub id: Option<String>,
    pub classes: Vec<String>,
    pub attributes: Vec<Attribute>,
    /// Classes that the element must not have.
    pub without: Vec<String>,
    /// Whether it is the parent of the part before it, rather than any ancestor.
    pub is_parent: bool,
}

/// `[name]`, `[name="value"]`, `[name$="value"]`, ….
#[derive(Debug)]
pub(super) struct Attribute {
    pub name: String,
    /// The sign before `=`, or `=` itself; a space for mere presence.
    pub test: char,
    pub value: String,
}

/// Reads a style sheet.
pub(super) fn parse(text: &str) -> Vec<Rule> {
    let mut rules = Vec::new();
    let text = without_comments(text);
    let mut rest = text.as_str();
    while let Some(open) = rest.find(['{', ';']) {
        let head = rest[..open].trim();
        if rest.as_bytes()[open] == b';' {
            rest = &rest[open + 1..];
            continue;
        }
        let close = block_end(&rest[open..]);
        let body = &rest[open + 1..open + close];
        rest = rest.get(open + close + 1..).unwrap_or_default();
        if head.starts_with('@') || body.contains('{') {
            continue;
        }
        let declarations: Rc<[Declaration]> = declarations(body).into();
        if declarations.is_empty() {
            continue;
        }
        for selector in split(head, ',') {
            if let Some((parts, specificity)) = parts(selector) {
                rules.push(Rule { parts, specificity, declarations: Rc::clone(&declarations) });
            }
        }
    }
    rules
}

/// Reads what stands between braces, or in a `style` attribute.
pub(super) fn declarations(text: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    for declaration in split(text, ';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let Some(property) = property(name.trim().to_ascii_lowercase().as_str()) else { continue };
        let value = value.trim();
        let (value, important) = match value.rsplit_once('!') {
            Some((value, word)) if word.trim().eq_ignore_ascii_case("important") => (value.trim(), true),
            _ => (value, false),
        };
        if !value.is_empty() {
            found.push(Declaration { property, value: Rc::from(value), important });
        }
    }
    found
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    out
}

/// Where the block that opens at the start ends: at its last brace, or at the end of the text.
fn block_end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Splits where the sign stands outside of parentheses, brackets and quotes.
fn split(text: &str, sign: char) -> Vec<&str> {
    let (mut depth, mut quote, mut start, mut parts) = (0_usize, None, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) if c == sign && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// The parts of a selector from its last to its first, with its specificity; `None` for one of an unknown kind.
fn parts(selector: &str) -> Option<(Vec<Part>, u32)> {
    let (mut parts, mut specificity, mut parent) = (Vec::new(), 0, false);
    for word in words(selector)? {
        if word == ">" {
            parent = true;
            continue;
        }
        let mut part = part(word, &mut specificity)?;
        std::mem::swap(&mut part.is_parent, &mut parent);
        parts.push(part);
    }
    // `>` stands between two parts and was noted at the second: it tells how the first stands to it.
    for index in 0..parts.len() {
        parts[index].is_parent = parts.get(index + 1).is_some_and(|next: &Part| next.is_parent);
    }
    parts.reverse();
    (!parts.is_empty()).then_some((parts, specificity))
}

/// The compounds and the `>` of a selector.
fn words(selector: &str) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    for word in split(selector, ' ').into_iter().flat_map(|word| word.split_whitespace()) {
        let mut start = 0;
        for (at, c) in word.char_indices() {
            match c {
                '+' | '~' if !word[..at].contains('[') => return None,
                '>' => {
                    words.extend(Some(&word[start..at]).filter(|part| !part.is_empty()));
                    words.push(">");
                    start = at + 1;
                }
                _ => {}
            }
        }
        words.extend(Some(&word[start..]).filter(|part| !part.is_empty()));
    }
    Some(words)
}

fn part(word: &str, specificity: &mut u32) -> Option<Part> {
    let mut part = Part::default();
    let (name, mut rest) = ident(word);
    if !name.is_empty() {
        part.name = Some(name.to_owned());
        *specificity += 1;
    }
    rest = rest.strip_prefix('*').unwrap_or(rest);
    while let Some(sign) = rest.chars().next() {
        if let Some(inner) = rest.strip_prefix(":not(.") {
            let (class, tail) = ident(inner);
            part.without.push(class.to_owned());
            rest = tail.strip_prefix(')')?;
            *specificity += 1 << 8;
        } else if sign == '[' {
            let close = rest.find(']')?;
            part.attributes.push(attribute(&rest[1..close]));
            rest = &rest[close + 1..];
            *specificity += 1 << 8;
        } else {
            let (ident, tail) = ident(&rest[1..]);
            match (sign, ident) {
                (_, "") => return None,
                ('.', class) => {
                    part.classes.push(class.to_owned());
                    *specificity += 1 << 8;
                }
                ('#', id) => {
                    part.id = Some(id.to_owned());
                    *specificity += 1 << 16;
                }
                _ => return None,
            }
            rest = tail;
        }
    }
    Some(part)
}

fn attribute(text: &str) -> Attribute {
    let (left, value) = text.split_once('=').unwrap_or((text, ""));
    let test = match left.chars().next_back() {
        Some(sign @ ('^' | '$' | '*' | '~' | '|')) => sign,
        _ if text.contains('=') => '=',
        _ => ' ',
    };
    let name = left.trim_end_matches(['^', '$', '*', '~', '|']).trim().to_owned();
    Attribute { name, test, value: value.trim().trim_matches(['"', '\'']).to_owned() }
}

/// A name at the start, and what follows it.
fn ident(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::{PROPERTIES, declarations, parse};

    #[test]
    fn properties_are_sorted() {
        assert!(PROPERTIES.is_sorted());
    }

    #[test]
    fn selectors_are_read_from_the_inside_out() {
        let rules = parse("#m .node rect,#m .a>.b:not(.c){fill:red;--x:1;stroke: #333 !important}/* no */");
        assert_eq!(rules.len(), 2);
        let names: Vec<_> = rules[0].parts.iter().map(|part| part.name.as_deref()).collect();
        assert_eq!(names, [Some("rect"), None, None]);
        assert_eq!(rules[0].specificity, (1 << 16) + (1 << 8) + 1);
        assert_eq!(rules[0].declarations.len(), 2);
        assert!(rules[0].declarations[1].important);
        assert!(rules[1].parts[1].is_parent && !rules[1].parts[0].is_parent && !rules[1].parts[2].is_parent);
        assert_eq!(rules[1].parts[0].without, ["c"]);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        for text in [
            "@keyframes a{from{fill:red}to{fill:blue}}",
            "@import 'x';",
            "a:hover{fill:red}",
            "a+b{fill:red}",
            "a{position:fixed}",
            "{fill:red}",
            "a{fill:red",
            "}}}{{{",
            "a{",
        ] {
            let rules = parse(text);
            assert!(rules.len() <= 1, "{text}: {rules:?}");
        }
        assert!(parse("@import 'x';a{fill:red}").len() == 1);
    }

    #[test]
    fn values_keep_what_stands_in_parentheses_and_quotes() {
        let found = declarations("fill:url('a;b');stroke:rgb(1, 2, 3) ; color");
        assert_eq!(&*found[0].value, "url('a;b')");
        assert_eq!(&*found[1].value, "rgb(1, 2, 3)");
        assert_eq!(found.len(), 2);
    }
}

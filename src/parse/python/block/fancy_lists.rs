//! Lists of `pymdownx.fancylists`: numbered by numbers, letters or Roman numerals, or by `#`; with a dot or a bracket.
//!
//! A list is of one style; where the style changes, another list begins.
//!
//! # Source
//! PyMdown Extensions 13.1, Fancy Lists.

use std::sync::LazyLock;

use regex::Regex;

use super::super::reader::{Reader, State};
use super::super::scan::{TAB, indent, is_indented};
use super::super::text::{Text, join};
use super::super::tree::Id;
use super::list::wrap_tail;
use super::{Blocks, parse_block, parse_in_state};

pub(super) const EXTENSION: &str = "pymdownx.fancylists";

static ROMAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^m*(?:c[md]|d(?:c{0,4}|c{5}$)|c{0,9}|c{10}$)(?:x[cl]|l(?:x{0,4}|x{5}$)|x{0,9}|x{10}$)",
        r"(?:i[xv]|v(?:i{0,4}|i{5}$)|i{0,9}|i{10}$)$"
    ))
    .expect("the pattern is well formed")
});

/// What the numbers of a list look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::python) struct Style {
    /// What stands behind them; `None` while the author has only said what comes before it.
    pub(in crate::parse::python) mark: Option<char>,
    pub(in crate::parse::python) digits: Digits,
}

/// What numbers are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::python) enum Digits {
    Decimal,
    SmallRoman,
    Roman,
    SmallAlpha,
    Alpha,
}

/// The marker of an item: what stands before the dot or bracket, that, and what follows. A bullet has no value.
#[derive(Debug, Clone, Copy)]
struct Marker<'l> {
    value: &'l str,
    mark: char,
    content: &'l str,
}

/// Which styles a project has besides numbers.
#[derive(Debug, Clone, Copy)]
struct Known {
    has_roman: bool,
    has_alpha: bool,
    has_generic: bool,
}

impl Known {
    fn of(reader: &Reader<'_>) -> Self {
        let styles = reader.options(EXTENSION).map(|options| options.texts("additional_ordered_styles"));
        let has = |name: &str| styles.as_ref().is_some_and(|styles| styles.contains(&name));
        Self { has_roman: has("roman"), has_alpha: has("alpha"), has_generic: has("generic") }
    }

    /// Reads the marker of an item that is indented by `from` spaces and less than a level more.
    fn marker(self, line: &str, from: usize) -> Option<Marker<'_>> {
        let spaces = indent(line);
        if spaces < from || spaces >= from + TAB {
            return None;
        }
        let inner = &line[spaces..];
        let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let length = if inner.starts_with('#') { 1 } else { length };
        let (value, rest) = inner.split_at(length);
        let mark = rest.chars().next()?;
        let behind = &rest[mark.len_utf8()..];
        let content = behind.trim_start_matches(' ');
        let spaces = behind.len() - content.len();
        let is_bullet = value.is_empty() && matches!(mark, '-' | '*' | '+');
        let is_number = matches!(mark, '.' | ')') && self.is_value(value, mark == ')' || spaces >= 2);
        (spaces > 0 && (is_bullet || is_number)).then_some(Marker { value, mark, content })
    }

    /// Whether a text can be a number; `is_apart`: whether a large letter alone is no initial of a name.
    fn is_value(self, value: &str, is_apart: bool) -> bool {
        if value == "#" {
            return self.has_generic;
        }
        let is_large = value.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_small = value.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_roman = self.has_roman && is_roman(value);
        match value.len() {
            0 => false,
            _ if value.bytes().all(|byte| byte.is_ascii_digit()) => true,
            1 if is_small => self.has_alpha || is_roman,
            1 if is_large => is_apart && (self.has_alpha || is_roman),
            _ => (is_small || is_large) && is_roman,
        }
    }

    /// The style of an item, and that of the list so far as it is to be compared with it; `None` for a bullet.
    fn style(self, marker: Marker<'_>, is_first: bool, known: Option<Style>) -> (Option<Style>, Option<Style>) {
        let Marker { value, mark, .. } = marker;
        if value.is_empty() {
            return (None, known);
        }
        let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
        let mut known = known;
        if let Some(Style { mark: None, digits }) = known {
            let fits = value == "#"
                || match digits {
                    Digits::Decimal => is_number,
                    Digits::Roman | Digits::SmallRoman => {
                        self.has_roman && !is_number && (value.len() > 2 || is_roman_letters(value))
                    }
                    Digits::Alpha | Digits::SmallAlpha => self.has_alpha && !is_number && value.len() == 1,
                };
            if fits {
                let style = Some(Style { mark: Some(mark), digits });
                return (style, style);
            }
            known = None;
        }
        let digits = if value == "#" {
            known.map_or(Digits::Decimal, |known| known.digits)
        } else if is_number {
            Digits::Decimal
        } else {
            self.letters(value, (is_first, mark), known)
        };
        (Some(Style { mark: Some(mark), digits }), known)
    }

    /// Whether letters count as letters or as Roman numerals.
    fn letters(self, value: &str, (is_first, mark): (bool, char), known: Option<Style>) -> Digits {
        let is_small = value.bytes().all(|byte| byte.is_ascii_lowercase());
        let (roman, alpha) =
            if is_small { (Digits::SmallRoman, Digits::SmallAlpha) } else { (Digits::Roman, Digits::Alpha) };
        if value.len() != 1 {
            return roman;
        }
        let goes_on = |digits: Digits| known == Some(Style { mark: Some(mark), digits });
        let may_be_roman = is_roman_letters(value);
        let is_one = value.eq_ignore_ascii_case("i");
        let starts = is_first && (!may_be_roman || goes_on(alpha) || (!goes_on(roman) && !is_one));
        let follows = !is_first && (goes_on(alpha) || !may_be_roman);
        if self.has_alpha && (!self.has_roman || starts || follows) { alpha } else { roman }
    }
}

fn is_roman_letters(value: &str) -> bool {
    value.bytes().all(|byte| b"ivxlcdm".contains(&byte.to_ascii_lowercase()))
}

fn is_roman(value: &str) -> bool {
    is_roman_letters(value) && ROMAN.is_match(&value.to_ascii_lowercase())
}

/// What a Roman numeral counts; its letters are known to be good.
fn roman(value: &str) -> u64 {
    let worth = |c: char| match c {
        'm' => 1000,
        'd' => 500,
        'c' => 100,
        'l' => 50,
        'x' => 10,
        'v' => 5,
        _ => 1,
    };
    let letters: Vec<u64> = value.to_ascii_lowercase().chars().map(worth).collect();
    let signed = letters.iter().enumerate().map(|(at, worth)| {
        let is_less = letters.get(at + 1).is_some_and(|next| worth < next);
        (is_less, *worth)
    });
    let (less, more): (Vec<_>, Vec<_>) = signed.partition(|(is_less, _)| *is_less);
    let sum = |parts: Vec<(bool, u64)>| parts.iter().map(|(_, worth)| worth).sum::<u64>();
    sum(more).saturating_sub(sum(less))
}

/// The number that the first item of a list of a style has.
fn start(value: &str, digits: Digits) -> String {
    match digits {
        _ if value == "#" => "1".to_owned(),
        Digits::Decimal => value.to_owned(),
        Digits::Roman | Digits::SmallRoman => roman(value).to_string(),
        Digits::Alpha | Digits::SmallAlpha => {
            let letter = value.bytes().next().unwrap_or(b'a').to_ascii_lowercase();
            u64::from(letter.saturating_sub(b'a') + 1).to_string()
        }
    }
}

impl Digits {
    /// The value of the attribute `type`, and the name of the style.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Decimal => ("1", "decimal"),
            Self::SmallAlpha => ("a", "lower-alpha"),
            Self::Alpha => ("A", "upper-alpha"),
            Self::SmallRoman => ("i", "lower-roman"),
            Self::Roman => ("I", "upper-roman"),
        }
    }

    /// Those of an attribute `type`, if the project has them.
    pub(super) fn of(reader: &Reader<'_>, name: &str) -> Option<Self> {
        let known = Known::of(reader);
        match name {
            "1" => Some(Self::Decimal),
            "a" => known.has_alpha.then_some(Self::SmallAlpha),
            "A" => known.has_alpha.then_some(Self::Alpha),
            "i" => known.has_roman.then_some(Self::SmallRoman),
            "I" => known.has_roman.then_some(Self::Roman),
            _ => None,
        }
    }
}

/// Makes a list of a style.
pub(super) fn push_list(reader: &mut Reader<'_>, parent: Id, style: Style, place: crate::text::Span) -> Id {
    let list = reader.tree.add(parent, "ol", place);
    let (kind, name) = style.digits.names();
    reader.tree[list].set_own("type", kind);
    if reader.is_on(EXTENSION, "inject_style") {
        reader.tree[list].set_own("style", format!("list-style-type: {name};"));
    }
    if reader.is_on(EXTENSION, "inject_class") {
        reader.tree[list].set_own("class", format!("fancylists-{name}"));
    }
    reader.list_styles.insert(list, style);
    list
}

/// A numbered list.
pub(super) fn ordered(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    run(reader, parent, blocks, "ol")
}

/// A list of bullets.
pub(super) fn unordered(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks) -> bool {
    run(reader, parent, blocks, "ul")
}

/// The items of a block up to the first of another style, that style, and the number of the first.
struct Items {
    items: Vec<Text>,
    rest: Option<Text>,
    style: Option<Style>,
    start: String,
}

fn run(reader: &mut Reader<'_>, parent: Id, blocks: &mut Blocks, tag: &'static str) -> bool {
    let known = Known::of(reader);
    let first = blocks.front().and_then(|block| known.marker(block.split('\n').next().unwrap_or_default(), 0));
    if !first.is_some_and(|marker| marker.value.is_empty() == (tag == "ul")) {
        return false;
    }
    let Some(block) = blocks.pop_front() else { return false };
    let sibling = reader.tree.last_child(parent).filter(|sibling| reader.tree[*sibling].tag == tag);
    let style_of = |reader: &Reader<'_>, id: Id| reader.list_styles.get(&id).copied();
    let before = sibling.and_then(|sibling| style_of(reader, sibling));
    let found = items(known, &block, before);
    if let Some(rest) = found.rest {
        blocks.push_front(rest);
    }
    let mut items = found.items.into_iter();
    let has_items = |id: &Id| reader.tree.last_child(*id).is_some();
    let list = if let Some(list) = sibling.filter(has_items).filter(|list| style_of(reader, *list) == found.style) {
        if let Some(last) = reader.tree.last_child(list) {
            reader.tree.wrap_text(last);
            wrap_tail(reader, last);
        }
        let first = items.next().unwrap_or_else(|| block.to(0));
        let new = reader.tree.add(list, "li", first.whole());
        parse_in_state(reader, State::LooseList, new, Blocks::from([first]));
        list
    } else if matches!(&*reader.tree[parent].tag, "ol" | "ul") {
        parent
    } else {
        new_list(reader, parent, (tag, block.whole()), (sibling, found.style, found.start))
    };
    reader.tree[list].span.end = reader.tree[list].span.end.max(block.whole().end);
    reader.states.push(State::List);
    for item in items {
        match reader.tree.last_child(list).filter(|_| is_indented(&item, TAB)) {
            Some(last) => parse_block(reader, last, item),
            None => {
                let new = reader.tree.add(list, "li", item.whole());
                parse_block(reader, new, item);
            }
        }
    }
    reader.states.pop();
    true
}

/// Makes a list, or takes the empty one that says how it is numbered.
fn new_list(
    reader: &mut Reader<'_>,
    parent: Id,
    (tag, place): (&'static str, crate::text::Span),
    (sibling, style, start): (Option<Id>, Option<Style>, String),
) -> Id {
    let Some(style) = style else { return reader.tree.add(parent, tag, place) };
    let asked = sibling.filter(|list| reader.list_styles.get(list).is_some_and(|style| style.mark.is_none()));
    let list = match asked {
        Some(list) => {
            reader.list_styles.insert(list, style);
            list
        }
        None => push_list(reader, parent, style, place),
    };
    if start != "1" && reader.tree[list].get("start").is_none() {
        reader.tree[list].set_own("start", start);
    }
    list
}

fn items(known: Known, block: &Text, before: Option<Style>) -> Items {
    let mut found: Vec<Vec<Text>> = Vec::new();
    let (mut style, mut first) = (before, "1".to_owned());
    let mut at = 0;
    for line in block.split('\n') {
        if let Some(marker) = known.marker(line, 0) {
            let (own, so_far) = known.style(marker, found.is_empty(), style);
            if !found.is_empty() && own != so_far {
                let items = found.iter().map(|lines| join(lines)).collect();
                return Items { items, rest: Some(block.from(at)), style, start: first };
            }
            if let Some(own) = own.filter(|_| found.is_empty()) {
                first = start(marker.value, own.digits);
            }
            style = own;
            found.push(vec![block.part(marker.content)]);
        } else if let Some(last) = found.last_mut() {
            let is_new =
                known.marker(line, TAB).is_some() && !last.first().is_some_and(|first| is_indented(first, TAB));
            if is_new {
                found.push(vec![block.part(line)]);
            } else {
                last.push(block.part(line));
            }
        }
        at += line.len() + 1;
    }
    Items { items: found.iter().map(|lines| join(lines)).collect(), rest: None, style, start: first }
}

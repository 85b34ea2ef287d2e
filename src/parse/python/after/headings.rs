//! Ids of headings and the table of contents: the extension `toc`.
//!
//! Headings get ids whether it is on or not, since links may point at them; the writer shows them where it is.

use std::collections::{BTreeMap, BTreeSet};

use super::slug::Slugs;
use super::words;
use crate::parse::python::reader::Reader;
use crate::parse::python::text::Text;
use crate::parse::python::tree::{Id, Meaning};
use crate::text::Span;

/// Gives each heading its level and its id, and puts the table of contents in place of its marker.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    let ids: Vec<Id> = reader.tree.under(root);
    let mut taken: BTreeSet<String> =
        ids.iter().filter_map(|id| reader.tree[*id].get("id")).map(str::to_owned).collect();
    let (slugs, base, depth, marker) = settings(reader);
    let mut counters = BTreeMap::new();
    let mut entries = Vec::new();
    for id in ids.iter().copied() {
        let Some(level) = level(&reader.tree[id].tag) else { continue };
        let level = (level + base).clamp(1, 6);
        reader.tree[id].tag = format!("h{level}").into();
        let mut name = words::of_element(reader, id);
        let own = if let Some(own) = reader.tree[id].get("id").map(str::to_owned) {
            own
        } else {
            let made = unique(slugs.slug(&name), &mut taken, &mut counters);
            reader.tree[id].set_own("id", made.as_str());
            reader.made_ids.insert(id);
            made
        };
        if let Some(label) = reader.tree[id].unset("data-toc-label") {
            name = words::of_text(reader, &label);
            reader.labels.insert(id, name.clone());
        }
        if depth.contains(&level) {
            entries.push(Entry { level, id: own, name });
        }
    }
    if !marker.is_empty() {
        place(reader, root, &marker, &entries);
    }
}

/// A line of the table of contents.
struct Entry {
    level: usize,
    id: String,
    name: String,
}

fn level(tag: &str) -> Option<usize> {
    let digit = tag.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&digit).then_some(digit)
}

fn settings(reader: &Reader<'_>) -> (Slugs, usize, std::ops::RangeInclusive<usize>, String) {
    let Some(options) = reader.options("toc") else {
        return (Slugs::of(&serde_json::Value::Null, "-"), 0, 1..=6, String::new());
    };
    let slugs = Slugs::of(options.value("slugify"), options.text("separator"));
    let base = usize::try_from(options.number("baselevel")).unwrap_or(1).saturating_sub(1);
    let depth = options.value("toc_depth");
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let depth = match (depth.as_u64(), depth.as_str().map(|text| text.split_once('-').unwrap_or(("1", text)))) {
        (Some(depth), _) => 1..=usize::try_from(depth).unwrap_or(6),
        (None, Some((top, bottom))) => number(top).unwrap_or(1)..=number(bottom).unwrap_or(6),
        (None, None) => 1..=6,
    };
    (slugs, base, depth, options.text("marker").to_owned())
}

/// An id that no other element has: `a_1`, `a_2`, counted on from a number that is there already.
pub(in crate::parse::python) fn unique(
    id: String,
    taken: &mut BTreeSet<String>,
    counters: &mut BTreeMap<String, u64>,
) -> String {
    if !id.is_empty() && taken.insert(id.clone()) {
        return id;
    }
    let (stem, first) = match id.rsplit_once('_').map(|(stem, number)| (stem, number.parse::<u64>())) {
        Some((stem, Ok(number))) => (stem.to_owned(), number),
        _ => (id, 0),
    };
    let known = counters.get(&stem).copied().unwrap_or_default();
    let is_run = first <= known.saturating_add(1);
    let mut count = if is_run { first.max(known) } else { first };
    loop {
        count = count.saturating_add(1);
        let made = format!("{stem}_{count}");
        if taken.insert(made.clone()) || count == u64::MAX {
            if is_run {
                counters.insert(stem, count);
            }
            return made;
        }
    }
}

/// How many entries all tables of contents of a card may have together.
const MOST_ENTRIES: usize = 20_000;

/// Puts the table of contents in place of each paragraph that is its marker.
fn place(reader: &mut Reader<'_>, root: Id, marker: &str, entries: &[Entry]) {
    // So many tables that each more would be a page of its own stay as they are written.
    let mut left = MOST_ENTRIES / entries.len().max(1) + 1;
    let mut stack = vec![root];
    while let Some(parent) = stack.pop() {
        for at in 0..reader.tree[parent].children.len() {
            let child = reader.tree[parent].children[at];
            let element = &reader.tree[child];
            if level(&element.tag).is_some() || matches!(&*element.tag, "pre" | "code") {
                continue;
            }
            if element.children.is_empty() && element.text.trim() == marker && left > 0 {
                left -= 1;
                let span = element.span;
                let div = table(reader, entries, span);
                reader.tree[parent].children[at] = div;
            } else {
                stack.push(child);
            }
        }
    }
}

fn table(reader: &mut Reader<'_>, entries: &[Entry], span: Span) -> Id {
    let options = reader.options("toc");
    let text = |name: &str| options.map(|options| options.text(name).to_owned()).unwrap_or_default();
    let div = reader.tree.make("div", span);
    reader.tree[div].set_own("class", text("toc_class"));
    let title = text("title");
    if !title.is_empty() {
        let head = reader.tree.add(div, "span", span);
        reader.tree[head].set_own("class", text("title_class"));
        reader.tree[head].text = Text::own(title, span).atomic();
    }
    // The levels that are open, each with its list.
    let top = reader.tree.add(div, "ul", span);
    let mut open: Vec<(usize, Id)> = vec![(entries.first().map_or(1, |entry| entry.level), top)];
    let mut last: Option<Id> = None;
    for entry in entries {
        while open.len() > 1 && open.last().is_some_and(|(level, _)| *level > entry.level) {
            // A level that lies between two others belongs to the outer one's list.
            let is_between = open.get(open.len() - 2).is_some_and(|(outer, _)| *outer < entry.level);
            if is_between {
                if let Some(innermost) = open.last_mut() {
                    innermost.0 = entry.level;
                }
                break;
            }
            open.pop();
        }
        let (level, list) = open.last().copied().unwrap_or((1, top));
        let list = match last.filter(|_| entry.level > level && open.len() < crate::parse::python::DEEPEST) {
            Some(item) => {
                let list = reader.tree.add(item, "ul", span);
                open.push((entry.level, list));
                list
            }
            None => list,
        };
        if open.len() == 1
            && let Some(first) = open.first_mut()
        {
            first.0 = entry.level;
        }
        let item = reader.tree.add(list, "li", span);
        let link = reader.tree.add(item, "a", span);
        reader.tree[link].set_own("href", format!("#{}", entry.id));
        reader.tree[link].text = Text::own(entry.name.as_str(), span).atomic();
        reader.tree[link].meaning = Meaning::Author;
        last = Some(item);
    }
    div
}

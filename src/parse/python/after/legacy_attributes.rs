//! Attributes as old documents write them: `{@id=top}` in the text of an element gives it the attribute.
//!
//! # Source
//! Python-Markdown 3.11, `legacy_attrs`.

use crate::parse::python::reader::Reader;
use crate::parse::python::text::{Joined, Text};
use crate::parse::python::tree::Id;

const OPEN: &str = "{@";

/// Gives elements what is said in their texts, and in those behind them.
pub(super) fn run(reader: &mut Reader<'_>, root: Id) {
    for id in reader.tree.under(root) {
        let text = read(reader, id, reader.tree[id].text.clone());
        reader.tree[id].text = text;
        let tail = read(reader, id, reader.tree[id].tail.clone());
        reader.tree[id].tail = tail;
        if let Some(alt) =
            reader.tree[id].attributes.iter().find(|(name, _)| name == "alt").and_then(|(_, alt)| alt.clone())
            && alt.contains(OPEN)
        {
            let alt = read(reader, id, alt);
            reader.tree[id].set("alt", Some(alt));
        }
    }
}

/// The text without its attributes, which the element gets.
fn read(reader: &mut Reader<'_>, id: Id, text: Text) -> Text {
    if !text.contains(OPEN) {
        return text;
    }
    let mut joined = Joined::default();
    let mut at = 0;
    while let Some(start) = text[at..].find(OPEN).map(|step| at + step) {
        // Without an end behind this one there is none behind the next.
        let Some(length) = text[start..].find('}') else { break };
        let inner = &text[start + OPEN.len()..start + length];
        let end = start + length + 1;
        // The name ends at the last sign, as there.
        if let Some((name, value)) = inner.rsplit_once('=') {
            joined.push(&text.slice(at..start));
            let value = text.part(value);
            let name: String = name.chars().filter(|c| !c.is_whitespace() && !"<>\"'/=".contains(*c)).collect();
            if !name.is_empty() {
                reader.tree[id].set_own(&name, value.replace('\n', " "));
            }
        } else {
            joined.push(&text.slice(at..end));
        }
        at = end;
    }
    joined.push(&text.from(at));
    let mut done = joined.done();
    done.is_atomic = text.is_atomic;
    done
}

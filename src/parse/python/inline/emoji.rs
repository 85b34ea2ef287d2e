//! Short codes: `:smile:` for an emoji, `:material-account:` for an icon.

use super::{Found, Made, is_word};
use crate::icons;
use crate::parse::python::reader::Reader;
use crate::parse::python::text::Text;
use crate::parse::python::tree::Meaning;

const EXTENSION: &str = "pymdownx.emoji";
/// Packs of icons that the index of Material has besides its emoji.
const PACKS: [&str; 4] = ["material-", "octicons-", "fontawesome-", "simple-"];

/// Emoji and icons by their short codes; a code that nothing is known of stays text, as it is written.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let callable = |option: &str| reader.options(EXTENSION).and_then(|options| options.callable(option));
    let has_icons = callable("emoji_index").is_some_and(|index| index.starts_with("material"));
    let is_sprite = callable("emoji_generator").is_some_and(|generator| generator.ends_with("to_svg_sprite"));
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(step) = memchr::memchr(b':', &text.as_bytes()[at..]) {
        let start = at + step;
        at = start + 1;
        let inner = &text[at..];
        let length = inner.find(|c| !is_word(c) && !matches!(c, '+' | '-')).unwrap_or(inner.len());
        if length == 0 || !inner[length..].starts_with(':') {
            at += length;
            continue;
        }
        let name = &inner[..length];
        let end = at + length + 1;
        let is_icon = has_icons && PACKS.iter().any(|pack| name.starts_with(pack)) && icons::svg(name).is_some();
        let made = if is_icon {
            let id = reader.tree.make("span", text.span(start..end));
            reader.tree[id].text = text.to(0).atomic();
            reader.tree[id].meaning = Meaning::Icon(name.to_owned());
            Made::Element(id)
        } else if let Some(emoji) = icons::emoji(name) {
            let id = reader.tree.make("emoji", text.span(start..end));
            reader.tree[id].text = Text::own(emoji, text.span(start..end)).atomic();
            reader.tree[id].meaning = Meaning::Emoji { code: name.to_owned() };
            match reader.options(EXTENSION).map_or("short", |options| options.text("title")) {
                // The element of a sprite has none.
                _ if is_sprite => {}
                "short" => reader.tree[id].set("title", Some(text.slice(start..end))),
                "long" => reader.tree[id].set_own("title", icons::emoji_name(emoji).unwrap_or(name)),
                _ => {}
            }
            Made::Element(id)
        } else {
            Made::Text(text.slice(start..end))
        };
        found.push(Found { start, end, made });
        at = end;
    }
    found
}

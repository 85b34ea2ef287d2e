//! The runs of PyMdown Extensions: `==marked==`, `^^inserted^^` and `^above^`, `~~deleted~~` and `~below~`, and its own
//! reading of emphasis. All of them are paired together.

use super::super::reader::Reader;
use super::super::text::Text;
use super::Found;
use super::delimiters::{self, Delimiter, Kin};
use crate::config::Extensions;
use crate::config::extensions::Options;

/// All of them that are on.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let delimiters = delimiters_of(reader.extensions);
    delimiters::find(reader, text, &delimiters)
}

/// Whether one of them holds no space, so that spaces can be escaped.
pub(super) fn needs_no_space(extensions: &Extensions) -> bool {
    delimiters_of(extensions).iter().any(|delimiter| matches!(delimiter.kin, Kin::PyMdown { needs_no_space: true, .. }))
}

fn delimiters_of(extensions: &Extensions) -> Vec<Delimiter> {
    extensions.names().flat_map(|name| of(extensions, name)).collect()
}

fn of(extensions: &Extensions, name: &str) -> Vec<Delimiter> {
    let Some(options) = extensions.get(name) else { return Vec::new() };
    let kin = |has_punctuation| Kin::PyMdown { has_punctuation, needs_no_space: false };
    let plain = Delimiter { kin: kin(true), ..Delimiter::PLAIN };
    match name {
        "pymdownx.mark" => {
            let is_smart = options.is_on("smart_mark");
            vec![Delimiter { token: b'=', tags: ("mark", "mark"), needs_two: true, is_smart, ..plain }]
        }
        "pymdownx.betterem" => {
            let smart = options.text("smart_enable");
            let of = |token, word: &str| Delimiter {
                token,
                is_smart: smart == "all" || smart == word,
                kin: kin(options.is_on("punctuation")),
                ..plain
            };
            vec![of(b'*', "asterisk"), of(b'_', "underscore")]
        }
        "pymdownx.caret" => with_small(b'^', [("insert", "ins"), ("superscript", "sup")], "smart_insert", options),
        "pymdownx.tilde" => with_small(b'~', [("delete", "del"), ("subscript", "sub")], "smart_delete", options),
        _ => Vec::new(),
    }
}

/// A delimiter whose pairs mean one thing and whose singles another: each by its option and its tag.
fn with_small(token: u8, [pair, single]: [(&str, &'static str); 2], smart: &str, options: &Options) -> Vec<Delimiter> {
    let (tags, needs_two) = match (options.is_on(pair.0), options.is_on(single.0)) {
        (true, true) => ((pair.1, single.1), false),
        (true, false) => ((pair.1, pair.1), true),
        (false, true) => ((single.1, single.1), false),
        (false, false) => return Vec::new(),
    };
    let has_punctuation = needs_two || options.is_on("punctuation");
    let needs_no_space = !needs_two && options.is_on("no_space");
    let kin = Kin::PyMdown { has_punctuation, needs_no_space };
    vec![Delimiter { token, tags, is_smart: options.is_on(smart), needs_two, kin }]
}

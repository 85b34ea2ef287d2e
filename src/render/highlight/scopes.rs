//! From TextMate scopes to the classes that Pygments uses, so that its style sheets fit.
//!
//! A stack of scopes → a class. The innermost scope that says something wins. Must never know a language.

use rustc_hash::FxHashMap;
use syntect::parsing::Scope;

/// Prefixes of scopes with their class, any order: the longest prefix wins. An empty class ends the search:
/// embedded code does not take the colour of the string that it stands in.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("comment.block", "cm"),
    ("comment.line", "c1"),
    ("constant.character", "sc"),
    ("constant.character.escape", "se"),
    ("constant.language", "kc"),
    ("constant.numeric", "mi"),
    ("constant.numeric.float", "mf"),
    ("constant.other.placeholder", "si"),
    ("constant.other.symbol", "ss"),
    ("entity.name", "nc"),
    ("entity.name.constant", "no"),
    ("entity.name.function", "nf"),
    ("entity.name.label", "nl"),
    ("entity.name.namespace", "nn"),
    ("entity.name.section", "gh"),
    ("entity.name.tag", "nt"),
    ("entity.other.attribute-name", "na"),
    ("invalid", "err"),
    ("keyword", "k"),
    ("keyword.control.import", "kn"),
    ("keyword.operator", "o"),
    ("keyword.operator.word", "ow"),
    ("markup.bold", "gs"),
    ("markup.deleted", "gd"),
    ("markup.heading", "gh"),
    ("markup.inserted", "gi"),
    ("markup.italic", "ge"),
    ("meta.diff.header", "gu"),
    ("meta.diff.range", "gu"),
    ("meta.embedded", ""),
    ("meta.interpolation", ""),
    ("source", ""),
    ("storage", "k"),
    ("storage.type", "kt"),
    ("string", "s"),
    ("string.regexp", "sr"),
    ("support.constant", "kc"),
    ("support.function", "nb"),
    ("support.class", "nc"),
    ("support.type", "kt"),
    ("support.type.property-name", "nt"),
    ("text", ""),
    ("variable.function", "nf"),
    ("variable.language", "bp"),
    ("variable.other.readwrite.shell", "nv"),
    ("variable.parameter.option", "na"),
];

/// Scopes of the keys of data: a string that stands in one is a name, not a value.
const KEYS: &[&str] = &["meta.mapping.key", "meta.structure.dictionary.key"];
/// The class of a string, and that of a string that is a key.
const STRING: &str = "s";
const KEY: &str = "nt";

/// The table, ready to be asked.
pub(super) struct Classes {
    prefixes: Vec<(Scope, &'static str)>,
    keys: Vec<Scope>,
}

/// What single scopes mean, found out so far: `None` for nothing, `Some("")` for "look no further".
pub(super) type Known = FxHashMap<Scope, Option<&'static str>>;

impl Classes {
    /// Reads the table; longest prefixes first.
    pub(super) fn new() -> Self {
        let mut prefixes: Vec<(Scope, &'static str)> =
            CLASSES.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect();
        prefixes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        Self { prefixes, keys: KEYS.iter().filter_map(|name| Scope::new(name).ok()).collect() }
    }

    /// The class of a token with these scopes, outermost first.
    pub(super) fn of(&self, scopes: &[Scope], known: &mut Known) -> Option<&'static str> {
        for (at, scope) in scopes.iter().enumerate().rev() {
            let meaning = *known.entry(*scope).or_insert_with(|| {
                self.prefixes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
            });
            if meaning == Some(STRING) && at > 0 && self.keys.iter().any(|key| key.is_prefix_of(scopes[at - 1])) {
                return Some(KEY);
            }
            if let Some(class) = meaning {
                return (!class.is_empty()).then_some(class);
            }
        }
        None
    }
}

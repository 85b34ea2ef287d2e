//! The values of a MkDocs configuration with their places, over all files that it inherits from.
//!
//! Files → one [`Node`], in four steps:
//! 1. each text is read as YAML, and `INHERIT` leads to the next file;
//! 2. scalars get the types of YAML 1.1, which MkDocs reads;
//! 3. `!ENV` takes the value of a variable, `!relative` becomes a path, and what names Python becomes data;
//! 4. the files are merged: maps key by key, anything else as a whole.
//!
//! Names of Python are never imported or run. The YAML reader bounds the depth of a text, so walks may recurse. Must never
//! read a file or a variable by itself: [`World`] does.
//!
//! # Source
//! MkDocs 1.6, <https://www.mkdocs.org/user-guide/configuration/>; pyyaml_env_tag 1.1; mergedeep 1.3.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use super::scalar;
use crate::config::error::{ConfigError, Problem};
use crate::path::{CardPath, without_dots};
use crate::text::{BOM, LineMap, Span};
use crate::yaml::{YamlKind, YamlNode, YamlPair, parse_large};

/// How many files may inherit from each other.
const MOST_FILES: usize = 32;

/// The world as far as a configuration asks for it.
pub(in crate::config) struct World<'a> {
    /// Reads a file, given with its name in messages.
    pub(in crate::config) read: &'a dyn Fn(&Path, &str) -> Result<String, ConfigError>,
    /// A variable of the environment.
    pub(in crate::config) variable: &'a dyn Fn(&str) -> Option<String>,
    /// The name of a file in messages.
    pub(in crate::config) shown: &'a dyn Fn(&Path) -> String,
}

/// A file of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigText {
    /// Its place as findings name it: from the docs root, with `..` in front.
    pub path: CardPath,
    /// Its text.
    pub text: Arc<str>,
    /// Its name in messages.
    pub(in crate::config) name: String,
    /// Its place on disk, absolute.
    pub(in crate::config) file: PathBuf,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::config) struct Place {
    /// Index of the file.
    pub(in crate::config) file: usize,
    pub(in crate::config) span: Span,
}

/// A value.
#[derive(Debug, Clone)]
pub(in crate::config) struct Node {
    pub(in crate::config) kind: Kind,
    pub(in crate::config) place: Place,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(in crate::config) enum Kind {
    /// A single value, or one that stands for something of Python; never a list or map of the file.
    Single(Value),
    List(Vec<Node>),
    Map(Vec<Pair>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(in crate::config) struct Pair {
    pub(in crate::config) key: String,
    pub(in crate::config) place: Place,
    pub(in crate::config) value: Node,
}

impl Node {
    /// The value as JSON.
    pub(in crate::config) fn to_json(&self) -> Value {
        match &self.kind {
            Kind::Single(value) => value.clone(),
            Kind::List(items) => items.iter().map(Self::to_json).collect(),
            Kind::Map(pairs) => {
                Value::Object(pairs.iter().map(|pair| (pair.key.clone(), pair.value.to_json())).collect())
            }
        }
    }

    /// The value of a key of a map.
    pub(in crate::config) fn get(&self, key: &str) -> Option<&Self> {
        self.pairs().iter().find(|pair| pair.key == key).map(|pair| &pair.value)
    }

    /// The pairs of a map; none of anything else.
    pub(in crate::config) fn pairs(&self) -> &[Pair] {
        if let Kind::Map(pairs) = &self.kind { pairs } else { &[] }
    }

    /// The items of a list; none of anything else.
    pub(in crate::config) fn items(&self) -> &[Self] {
        if let Kind::List(items) = &self.kind { items } else { &[] }
    }

    pub(in crate::config) fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Single(Value::Null))
    }

    /// A single value as text, however it is spelled.
    pub(in crate::config) fn text(&self) -> Option<String> {
        match &self.kind {
            Kind::Single(Value::String(text)) => Some(text.clone()),
            Kind::Single(Value::Number(number)) => Some(number.to_string()),
            Kind::Single(Value::Bool(flag)) => Some(flag.to_string()),
            _ => None,
        }
    }
}

/// Reads a configuration and all that it inherits from; without the key `INHERIT`.
///
/// # Errors
/// Where a file cannot be read or is no YAML, and where files inherit in a circle.
pub(in crate::config) fn read(path: &Path, world: &World<'_>) -> Result<(Node, Vec<ConfigText>), ConfigError> {
    let (mut files, mut trees): (Vec<ConfigText>, Vec<Node>) = (Vec::new(), Vec::new());
    let mut next = Some((path.to_owned(), None));
    while let Some((path, from)) = next.take() {
        if files.iter().any(|file| file.file == path) || files.len() == MOST_FILES {
            let problem = match from {
                Some(place) => problem(&files, place, "the configuration inherits from itself"),
                None => Problem::of_file((world.shown)(&path), "the configuration inherits from itself"),
            };
            return Err(problem.hint("let the last of the files inherit from none").into());
        }
        let name = (world.shown)(&path);
        let text = (world.read)(&path, &name).map_err(|error| match from {
            Some(place) => inherited(&files, place, error),
            None => error,
        })?;
        let text: Arc<str> = text.into();
        let file = files.len();
        let card = CardPath::new("mkdocs.yml").unwrap_or_default();
        files.push(ConfigText { path: card, text: text.clone(), name: name.clone(), file: path.clone() });
        let mut tree = parse(&text, file, &path, world).map_err(|problem| problem.named(&name))?;
        next = take_inherit(&mut tree, &path, &files)?;
        trees.push(tree);
    }
    let merged =
        trees.into_iter().rev().reduce(merged).unwrap_or(Node { kind: Kind::Map(Vec::new()), place: Place::default() });
    Ok((merged, files))
}

/// A problem at a place.
pub(in crate::config) fn problem(files: &[ConfigText], place: Place, message: impl Into<String>) -> Problem {
    let Some(file) = files.get(place.file) else { return Problem::of_command(message) };
    Problem::of_file(file.name.as_str(), message).at(LineMap::new(&file.text).line_col(&file.text, place.span.start))
}

fn inherited(files: &[ConfigText], place: Place, error: ConfigError) -> ConfigError {
    let message = error.problems.into_iter().next().map_or_else(String::new, |problem| problem.to_string());
    problem(files, place, format!("`INHERIT` names a file that cannot be read: {message}")).into()
}

fn take_inherit(
    tree: &mut Node,
    path: &Path,
    files: &[ConfigText],
) -> Result<Option<(PathBuf, Option<Place>)>, ConfigError> {
    let Kind::Map(pairs) = &mut tree.kind else { return Ok(None) };
    let Some(at) = pairs.iter().position(|pair| pair.key == "INHERIT") else { return Ok(None) };
    let value = pairs.remove(at).value;
    let Some(parent) = value.text() else {
        return Err(problem(files, value.place, "expected the path of a file for `INHERIT`").into());
    };
    Ok(Some((without_dots(&path.parent().unwrap_or(path).join(parent)), Some(value.place))))
}

/// A fault of one text.
struct Fault(Problem);

impl Fault {
    fn named(self, name: &str) -> ConfigError {
        Problem { file: Some(name.to_owned()), ..self.0 }.into()
    }
}

fn parse(text: &str, file: usize, path: &Path, world: &World<'_>) -> Result<Node, Fault> {
    let body = text.strip_prefix(BOM).unwrap_or(text);
    let bom = text.len() - body.len();
    let fault = |span: Span, message: String, hint: Option<String>| {
        let problem = Problem::of_file("", message).at(LineMap::new(text).line_col(text, span.start + bom));
        Fault(hint.into_iter().fold(problem, Problem::hint))
    };
    let root = parse_large(body).map_err(|error| fault(error.span, error.message, error.hint))?;
    let folder = path.parent().unwrap_or(path);
    let reader = Reader { file, bom, folder, world };
    let tree = reader.node(&root);
    match tree.kind {
        Kind::Map(_) => Ok(tree),
        Kind::Single(Value::Null) => Ok(Node { kind: Kind::Map(Vec::new()), ..tree }),
        _ => {
            let hint = "write `site_name: …` as its first line".to_owned();
            Err(fault(root.span, "the configuration is no map of keys".to_owned(), Some(hint)))
        }
    }
}

struct Reader<'a> {
    file: usize,
    bom: usize,
    /// The folder of the file.
    folder: &'a Path,
    world: &'a World<'a>,
}

impl Reader<'_> {
    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span: span.shifted(self.bom) }
    }

    fn node(&self, node: &YamlNode) -> Node {
        let place = self.place(node.span);
        if let Some(kind) = node.tag.as_deref().and_then(|tag| self.tagged(tag, node)) {
            return Node { kind, place };
        }
        let kind = match &node.kind {
            YamlKind::Null => Kind::Single(Value::Null),
            YamlKind::Scalar { text, is_quoted: true } => Kind::Single(text.clone().into()),
            YamlKind::Scalar { text, is_quoted: false } => Kind::Single(scalar::value(text)),
            YamlKind::List(items) => Kind::List(items.iter().map(|item| self.node(item)).collect()),
            YamlKind::Map(pairs) => Kind::Map(self.pairs(pairs)),
        };
        Node { kind, place }
    }

    /// Of keys that repeat the last one counts, and what `<<` takes over counts less than any.
    fn pairs(&self, written: &[YamlPair]) -> Vec<Pair> {
        let (mut pairs, mut known): (Vec<Pair>, FxHashMap<String, usize>) = (Vec::new(), FxHashMap::default());
        let mut set = |pair: Pair, is_own: bool| match known.get(&pair.key) {
            Some(at) if is_own => pairs[*at] = pair,
            Some(_) => {}
            None => {
                known.insert(pair.key.clone(), pairs.len());
                pairs.push(pair);
            }
        };
        for pair in written.iter().filter(|pair| pair.key != "<<") {
            let key = Pair { key: pair.key.clone(), place: self.place(pair.key_span), value: self.node(&pair.value) };
            set(key, true);
        }
        for pair in written.iter().filter(|pair| pair.key == "<<") {
            let value = self.node(&pair.value);
            for taken in value.pairs().iter().chain(value.items().iter().flat_map(Node::pairs)) {
                set(taken.clone(), false);
            }
        }
        pairs
    }

    fn tagged(&self, tag: &str, node: &YamlNode) -> Option<Kind> {
        match tag {
            "!ENV" => Some(self.environment(node)),
            "!relative" => Some(Kind::Single(self.relative(text_of(node)))),
            _ => {
                let (kind, name) = tag.strip_prefix("python/")?.split_once(':')?;
                Some(Kind::Single(self.python(kind, name, node)))
            }
        }
    }

    /// `!ENV NAME` and `!ENV [NAME, OTHER, default]`: the first variable that is set, else the default, else nothing.
    fn environment(&self, node: &YamlNode) -> Kind {
        let (names, default) = match &node.kind {
            YamlKind::List(items) if items.len() > 1 => (&items[..items.len() - 1], items.last()),
            YamlKind::List(items) => (items.as_slice(), None),
            _ => (std::slice::from_ref(node), None),
        };
        let set = names.iter().find_map(|name| (self.world.variable)(text_of(name)));
        match (set, default) {
            (Some(value), _) => Kind::Single(scalar::value(&value)),
            (None, Some(default)) => self.node(default).kind,
            (None, None) => Kind::Single(Value::Null),
        }
    }

    /// `!relative $config_dir/x` is a path on disk; `!relative` alone counts from each page.
    fn relative(&self, text: &str) -> Value {
        let below = |folder: &Path, rest: &str| without_dots(&folder.join(rest.trim_start_matches('/')));
        if let Some(rest) = text.strip_prefix("$config_dir") {
            return below(self.folder, rest).to_string_lossy().into_owned().into();
        }
        json!({ "relative": text })
    }

    fn python(&self, kind: &str, name: &str, node: &YamlNode) -> Value {
        let mut data = Map::from_iter([("py".to_owned(), Value::from(name))]);
        if kind != "name" && kind != "module" {
            let value = self.untagged(node);
            match value {
                Value::Array(_) => drop(data.insert("args".to_owned(), value)),
                Value::Object(mut map) if map.contains_key("kwds") || map.contains_key("args") => {
                    for key in ["args", "kwds"] {
                        data.extend(map.remove(key).map(|value| (key.to_owned(), value)));
                    }
                }
                Value::Object(map) if !map.is_empty() => drop(data.insert("kwds".to_owned(), map.into())),
                _ => {}
            }
        }
        Value::Object(data)
    }

    fn untagged(&self, node: &YamlNode) -> Value {
        self.node(&YamlNode { tag: None, ..node.clone() }).to_json()
    }
}

fn text_of(node: &YamlNode) -> &str {
    if let YamlKind::Scalar { text, .. } = &node.kind { text } else { "" }
}

/// A file over the one that it inherits from.
fn merged(parent: Node, child: Node) -> Node {
    match (parent.kind, child.kind) {
        (Kind::Map(mut pairs), Kind::Map(own)) => {
            for pair in own {
                match pairs.iter_mut().find(|known| known.key == pair.key) {
                    Some(known) => {
                        let old = std::mem::replace(&mut known.value.kind, Kind::Single(Value::Null));
                        let old = Node { kind: old, place: known.value.place };
                        *known = Pair { value: merged(old, pair.value), ..pair };
                    }
                    None => pairs.push(pair),
                }
            }
            Node { kind: Kind::Map(pairs), place: child.place }
        }
        (_, kind) => Node { kind, place: child.place },
    }
}

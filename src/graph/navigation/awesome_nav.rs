//! The navigation of the plugin awesome-nav: `.nav.yml` in any folder.
//!
//! Folders with their files → [`Draft`]s. What a folder names comes first into its place; patterns take what is left, in
//! order. Without a file a folder has its index, its pages, and its folders. Folders are walked by recursion: the shelf is
//! of bounded depth.
//!
//! # Source
//! mkdocs-awesome-nav 3.3, <https://lukasgeiter.github.io/mkdocs-awesome-nav/>.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::nav_file::{Item, NavFault, NavFile, Options, Value, read};
use super::shelf::{Shelf, joined, pattern};
use super::titles::of_name;
use super::{Draft, Material, natural};
use crate::graph::CardId;
use crate::path::CardPath;
use crate::text::Span;

/// Reads the navigation from files; `None` where the plugin is off.
pub(super) fn drafts(
    material: &Material<'_>,
    side_files: &BTreeMap<CardPath, Arc<str>>,
    faults: &mut Vec<NavFault>,
) -> Option<Vec<Draft>> {
    let plugin = material.own.plugin("awesome-nav")?;
    let name = plugin.text("filename").unwrap_or(".nav.yml");
    let mut files = BTreeMap::new();
    for (path, text) in side_files.iter().filter(|(path, _)| path.file_name() == name) {
        match read(path, text) {
            Ok(file) => drop(files.insert(path.folder().to_owned(), file)),
            Err(fault) => faults.push(fault),
        }
    }
    let mut reader = Reader { material, shelf: Shelf::new(material), name, files, taken: BTreeSet::new() };
    let tree = reader.folder("", &Options::default(), &[]);
    let mut drafts = Vec::new();
    flatten(tree, 0, material, &mut drafts);
    Some(drafts)
}

/// An entry with what is in it.
enum Node {
    Page {
        id: CardId,
        title: Option<String>,
        place: Option<(CardPath, Span)>,
    },
    Section {
        title: String,
        path: String,
        children: Vec<Node>,
    },
    Link {
        title: Option<String>,
        path: String,
        place: Option<(CardPath, Span)>,
    },
    /// The place of an entry that is filled in later.
    Later(Later),
}

/// What is filled in after the pages that are named.
enum Later {
    Folder { path: String, title: Option<String> },
    Glob { glob: String, options: Options },
}

struct Reader<'a> {
    material: &'a Material<'a>,
    shelf: Shelf,
    name: &'a str,
    files: BTreeMap<String, NavFile>,
    /// Pages and folders that have their place.
    taken: BTreeSet<String>,
}

impl Reader<'_> {
    fn folder(&mut self, path: &str, above: &Options, ignored_above: &[String]) -> Vec<Node> {
        self.taken.insert(path.to_owned());
        let file = self.files.get(path).cloned().unwrap_or_default();
        let options = file.options.over(above);
        let ignored = ignored(path, &file, ignored_above);
        let glob = |text: &str| Item {
            title: None,
            value: Value::Glob(text.to_owned(), Options::default()),
            span: Span::at(0),
        };
        let items = match file.nav {
            Some(mut items) => {
                items.extend((options.appends == Some(true)).then(|| glob("*")));
                items
            }
            None => vec![glob("@(index.md|README.md)"), glob("*")],
        };
        let mut nodes: Vec<Node> = items.into_iter().map(|item| self.item(path, item, &options)).collect();
        self.fill_folders(&mut nodes, &options, &ignored);
        self.fill_globs(&mut nodes, path, &ignored);
        nodes
    }

    fn item(&mut self, folder: &str, item: Item, options: &Options) -> Node {
        let place = CardPath::new(&format!("{folder}/{}", self.name)).map(|path| (path, item.span));
        let title = item.title;
        match item.value {
            Value::List(items) => {
                let children = items.into_iter().map(|item| self.item(folder, item, options)).collect();
                Node::Section { title: title.unwrap_or_default(), path: folder.to_owned(), children }
            }
            Value::Glob(glob, own) => Node::Later(Later::Glob { glob, options: own.over(options) }),
            Value::Text(text) => {
                let path = joined(folder, &text).unwrap_or_else(|| text.clone());
                if let Some(id) = CardPath::new(&path).and_then(|path| self.material.card(&path)) {
                    self.taken.insert(path);
                    return Node::Page { id, title, place };
                }
                if self.shelf.folder(&path).is_some() && !text.contains("://") {
                    return Node::Later(Later::Folder { path, title });
                }
                if title.is_some() {
                    return Node::Link { title, path: text, place };
                }
                if text.contains(['*', '?', '[', '(']) {
                    return Node::Later(Later::Glob { glob: text, options: options.clone() });
                }
                Node::Link { title: None, path: text, place }
            }
        }
    }

    fn fill_folders(&mut self, nodes: &mut [Node], options: &Options, ignored: &[String]) {
        for node in nodes {
            match node {
                Node::Section { children, .. } => self.fill_folders(children, options, ignored),
                Node::Later(Later::Folder { path, title }) => {
                    *node = self.section(&path.clone(), title.take(), options, ignored);
                }
                _ => {}
            }
        }
    }

    fn section(&mut self, path: &str, title: Option<String>, options: &Options, ignored: &[String]) -> Node {
        let file = self.files.get(path);
        let own = file.map_or_else(Options::default, |file| file.options.clone()).over(options);
        let name = path.rsplit('/').next().unwrap_or(path);
        let usual = || if own.keeps_names == Some(true) { name.to_owned() } else { of_name(name) };
        let title = title.or_else(|| file.and_then(|file| file.title.clone())).unwrap_or_else(usual);
        let mut children = self.folder(path, options, ignored);
        if own.flattens == Some(true) && children.len() == 1 && !matches!(children[0], Node::Link { .. }) {
            return children.remove(0);
        }
        Node::Section { title, path: path.to_owned(), children }
    }

    fn fill_globs(&mut self, nodes: &mut Vec<Node>, folder: &str, ignored: &[String]) {
        let mut made = Vec::with_capacity(nodes.len());
        for node in nodes.drain(..) {
            match node {
                Node::Section { title, path, mut children } if path == folder => {
                    self.fill_globs(&mut children, folder, ignored);
                    made.push(Node::Section { title, path, children });
                }
                Node::Later(Later::Glob { glob, options }) => {
                    made.extend(self.matches(folder, &glob, &options, ignored));
                }
                other => made.push(other),
            }
        }
        *nodes = made;
    }

    fn matches(&mut self, folder: &str, glob: &str, options: &Options, ignored: &[String]) -> Vec<Node> {
        let ignored_by: Vec<_> = ignored.iter().filter_map(|text| pattern(text)).collect();
        let Some(matcher) = pattern(&prefixed(folder, glob)) else { return Vec::new() };
        let is_match = |path: &str| matcher.is_match(path) && !ignored_by.iter().any(|ignored| ignored.is_match(path));
        let is_free = |path: &str, taken: &BTreeSet<String>| is_match(path) && !taken.contains(path);
        let shown = self.material.shown();
        let of_card = |id: &CardId| self.material.cards[*id].path.as_str();
        let pages: Vec<CardId> = if glob.ends_with('/') {
            Vec::new()
        } else {
            shown.into_iter().filter(|id| is_free(of_card(id), &self.taken)).collect()
        };
        // The deepest first: a folder takes what is in it, and those above it have the rest.
        let mut folders: Vec<String> =
            self.shelf.paths().filter(|path| is_free(path, &self.taken)).map(str::to_owned).collect();
        folders.sort_by_key(|path| std::cmp::Reverse(path.matches('/').count()));
        self.taken.extend(pages.iter().map(|id| self.material.cards[*id].path.as_str().to_owned()));
        let mut nodes: Vec<Node> = pages.into_iter().map(|id| Node::Page { id, title: None, place: None }).collect();
        for path in folders {
            if !self.taken.contains(&path) && !self.files.get(&path).is_some_and(|file| file.is_hidden) {
                let section = self.section(&path, None, options, ignored);
                if !matches!(&section, Node::Section { children, .. } if is_empty(children)) {
                    nodes.push(section);
                }
            }
        }
        self.sort(&mut nodes, options);
        nodes
    }

    fn sort(&self, nodes: &mut [Node], options: &Options) {
        let name = |node: &Node| {
            let (path, title) = match node {
                Node::Page { id, .. } => {
                    let card = &self.material.cards[*id];
                    let own = card.title.origin == crate::parse::card::TitleOrigin::FrontMatter;
                    (card.path.as_str(), if own { card.title.text.as_str() } else { card.path.file_name() })
                }
                Node::Section { title, path, .. } => (path.as_str(), title.as_str()),
                Node::Link { path, .. } => (path.as_str(), ""),
                Node::Later(_) => ("", ""),
            };
            let key = match options.sort_by.as_deref() {
                Some("title") => title,
                Some("filename") => path.rsplit('/').next().unwrap_or(path),
                _ => path,
            };
            if options.ignores_case == Some(true) { key.to_lowercase() } else { key.to_owned() }
        };
        if options.is_natural == Some(false) {
            nodes.sort_by_cached_key(name);
        } else {
            // A path counts folder by folder, without its extension.
            nodes.sort_by_cached_key(|node| {
                let name = name(node);
                let bare = crate::path::strip_markdown_extension(&name).to_owned();
                (bare.split('/').map(natural::key).collect::<Vec<_>>(), name)
            });
        }
        if options.is_descending == Some(true) {
            nodes.reverse();
        }
        let rank = |node: &Node| matches!(node, Node::Section { .. });
        match options.sections.as_deref() {
            Some("mixed") => {}
            Some("first") => nodes.sort_by_key(|node| !rank(node)),
            _ => nodes.sort_by_key(rank),
        }
    }
}

/// What a folder leaves out.
fn ignored(path: &str, file: &NavFile, above: &[String]) -> Vec<String> {
    let Some(own) = &file.ignore else { return above.to_vec() };
    let mut patterns = Vec::new();
    for text in own {
        match text.strip_prefix('/') {
            _ if text == "$inherit" => patterns.extend_from_slice(above),
            Some(rest) => patterns.push(prefixed(path, rest)),
            None => patterns.push(prefixed(path, &format!("**/{text}"))),
        }
    }
    patterns
}

/// Whether nothing that leads anywhere is in a section.
fn is_empty(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| matches!(node, Node::Later(_)))
}

fn prefixed(folder: &str, pattern: &str) -> String {
    if folder.is_empty() { pattern.to_owned() } else { format!("{folder}/{pattern}") }
}

fn flatten(nodes: Vec<Node>, level: usize, material: &Material<'_>, drafts: &mut Vec<Draft>) {
    for node in nodes {
        match node {
            Node::Page { id, title, place } => {
                let path = Some(material.cards[id].path.as_str().to_owned());
                drafts.push(Draft { level, title, path, place });
            }
            Node::Link { title, path, place } => drafts.push(Draft { level, title, path: Some(path), place }),
            Node::Section { title, children, .. } => {
                drafts.push(Draft { level, title: Some(title), path: None, place: None });
                flatten(children, level + 1, material, drafts);
            }
            Node::Later(_) => {}
        }
    }
}

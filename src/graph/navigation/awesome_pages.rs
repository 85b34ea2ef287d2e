//! The navigation of the plugin awesome-pages: `.pages` in any folder.
//!
//! The entries that the folders made → the same, ordered, renamed and hidden as their files say. A navigation that is written
//! in the configuration stays as it is. Folders are walked by recursion: those deeper than the shelf are left as they are.
//!
//! # Source
//! mkdocs-awesome-pages-plugin 2.10, <https://github.com/lukasgeiter/mkdocs-awesome-pages-plugin>.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::nav_file::{Item, NavFault, NavFile, Options, Value, read};
use super::shelf::{MAX_DEPTH, pattern};
use super::{Draft, Material, natural};
use crate::path::CardPath;

/// An entry with what is in it.
struct Node {
    draft: Draft,
    /// The folder of a section, empty for one that is none; the path of a page.
    path: String,
    children: Vec<Node>,
    is_section: bool,
}

/// Arranges the entries; gives them back as they are where the plugin is off.
pub(super) fn arrange(
    material: &Material<'_>,
    drafts: Vec<Draft>,
    side_files: &BTreeMap<CardPath, Arc<str>>,
    faults: &mut Vec<NavFault>,
) -> Vec<Draft> {
    let Some(plugin) = material.own.plugin("awesome-pages").filter(|_| material.own.nav.is_none()) else {
        return drafts;
    };
    if drafts.iter().any(|draft| draft.level > MAX_DEPTH) {
        return drafts;
    }
    let name = plugin.text("filename").unwrap_or(".pages");
    let mut files = BTreeMap::new();
    for (path, text) in side_files.iter().filter(|(path, _)| path.file_name() == name) {
        match read(path, text) {
            Ok(file) => drop(files.insert(path.folder().to_owned(), (path, file))),
            Err(fault) => faults.push(fault),
        }
    }
    let flag = |key: &str| plugin.options.get(key).and_then(serde_json::Value::as_bool);
    let usual = Options {
        is_descending: plugin.text("order").map(|order| order == "desc"),
        is_natural: plugin.text("sort_type").map(|kind| kind == "natural"),
        sort_by: plugin.text("order_by").map(str::to_owned),
        ignores_case: flag("ignore_case"),
        ..Options::default()
    };
    let keeper = Keeper { files, usual, material };
    let mut rest = drafts.into_iter().peekable();
    let tree = grow(&mut rest, 0);
    let tree = keeper.folder("", tree, flag("collapse_single_pages").unwrap_or(false));
    let mut made = Vec::new();
    flatten(tree, 0, &mut made);
    made
}

/// Entries of one level with what is in them. What the folders made names its sections by their pages.
fn grow(rest: &mut std::iter::Peekable<std::vec::IntoIter<Draft>>, level: usize) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some(draft) = rest.next_if(|draft| draft.level >= level) {
        let is_section = draft.path.is_none();
        let children = if is_section { grow(rest, level + 1) } else { Vec::new() };
        let inner = || {
            let first = children.first().map(|child: &Node| child.path.as_str()).unwrap_or_default();
            first.rsplit_once('/').map_or(String::new(), |(above, _)| above.to_owned())
        };
        let path = draft.path.clone().unwrap_or_else(inner);
        nodes.push(Node { draft, path, children, is_section });
    }
    nodes
}

struct Keeper<'a> {
    files: BTreeMap<String, (&'a CardPath, NavFile)>,
    usual: Options,
    material: &'a Material<'a>,
}

impl Keeper<'_> {
    fn folder(&self, path: &str, mut nodes: Vec<Node>, collapses: bool) -> Vec<Node> {
        let found = self.files.get(path);
        let options = found.map_or_else(|| self.usual.clone(), |(_, file)| file.options.over(&self.usual));
        self.sort(&mut nodes, &options);
        if let Some((place, NavFile { nav: Some(items), .. })) = found {
            let mut free: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
            let mut slots = named(items, &mut free, place);
            let mut rests = Vec::new();
            rests_of(&slots, &mut rests);
            // The pattern without a condition takes what no other wants.
            rests.sort_by_key(String::is_empty);
            let mut taken: BTreeMap<String, Vec<Node>> = BTreeMap::new();
            for node in free.into_iter().flatten() {
                let name = node.path.rsplit('/').next().unwrap_or_default();
                if let Some(rest) = rests.iter().find(|rest| is_match(rest, name)) {
                    taken.entry(rest.clone()).or_default().push(node);
                }
            }
            nodes = filled(std::mem::take(&mut slots), &mut taken);
        }
        nodes.into_iter().filter_map(|node| self.inner(node, collapses)).collect()
    }

    /// A section with its own file; `None` where it is hidden.
    fn inner(&self, node: Node, collapses: bool) -> Option<Node> {
        if !node.is_section {
            return Some(node);
        }
        if node.path.is_empty() {
            // A section of `nav` is no folder, and has no file.
            let children = node.children.into_iter().filter_map(|child| self.inner(child, collapses)).collect();
            return Some(Node { children, ..node });
        }
        let file = self.files.get(&node.path).map(|(_, file)| file);
        if file.is_some_and(|file| file.is_hidden) {
            return None;
        }
        let collapses = file.and_then(|file| file.options.collapses).unwrap_or(collapses);
        let is_collapsed = file.and_then(|file| file.options.flattens).unwrap_or(collapses);
        let mut children = self.folder(&node.path, node.children, collapses);
        if children.is_empty() {
            return None;
        }
        if is_collapsed && children.len() == 1 {
            return children.pop();
        }
        let title = file.and_then(|file| file.title.clone()).or(node.draft.title);
        Some(Node { draft: Draft { title, ..node.draft }, children, ..node })
    }

    fn sort(&self, nodes: &mut [Node], options: &Options) {
        let is_sorted = options.is_descending.is_some() || options.is_natural.is_some() || options.sort_by.is_some();
        if nodes.len() < 2 || !is_sorted {
            return;
        }
        let name = |node: &Node| {
            let of_file = || node.path.rsplit('/').next().unwrap_or_default().to_owned();
            let by_title = options.sort_by.as_deref() == Some("title");
            let card = CardPath::new(&node.path).and_then(|path| self.material.card(&path));
            let title = match card {
                Some(id) => self.material.cards[id].title.text.clone(),
                None => node.draft.title.clone().unwrap_or_default(),
            };
            let name = if by_title { title } else { of_file() };
            if options.ignores_case == Some(true) { name.to_lowercase() } else { name }
        };
        if options.is_natural == Some(true) {
            nodes.sort_by_cached_key(|node| natural::key(&name(node)));
        } else {
            nodes.sort_by_cached_key(name);
        }
        if options.is_descending == Some(true) {
            nodes.reverse();
        }
    }
}

/// An entry of `nav`, or the place of a rest (`...`).
enum Slot {
    Node(Node),
    Section(Draft, Vec<Slot>),
    Rest(String),
}

fn named(items: &[Item], free: &mut [Option<Node>], place: &CardPath) -> Vec<Slot> {
    let mut slots = Vec::new();
    for item in items {
        let draft = |path: Option<String>| Draft {
            level: 0,
            title: item.title.clone(),
            path,
            place: Some((place.clone(), item.span)),
        };
        match &item.value {
            Value::List(inner) => slots.push(Slot::Section(draft(None), named(inner, free, place))),
            Value::Glob(..) => {}
            Value::Text(text) if text.starts_with("...") => slots.push(Slot::Rest(condition(text))),
            Value::Text(text) => {
                let is_it = |node: &Node| node.path.rsplit('/').next() == Some(text.as_str());
                let at = free.iter().position(|node| node.as_ref().is_some_and(is_it));
                if let Some(mut node) = at.and_then(|at| free[at].take()) {
                    node.draft.title = item.title.clone().or(node.draft.title);
                    slots.push(Slot::Node(node));
                } else {
                    let (draft, path) = (draft(Some(text.clone())), text.clone());
                    slots.push(Slot::Node(Node { draft, path, children: Vec::new(), is_section: false }));
                }
            }
        }
    }
    slots
}

/// What stands behind the dots: `| flat | glob=x*` is `glob=x*`, nothing takes everything.
fn condition(text: &str) -> String {
    let parts = text.split('|').skip(1).map(str::trim).filter(|part| *part != "flat");
    parts.collect::<Vec<_>>().join("|")
}

fn is_match(rest: &str, name: &str) -> bool {
    if let Some(regex) = rest.strip_prefix("regex=") {
        return regex::Regex::new(regex).is_ok_and(|regex| regex.is_match(name));
    }
    let glob = rest.strip_prefix("glob=").unwrap_or(rest);
    glob.is_empty() || pattern(glob).is_some_and(|glob| glob.is_match(name))
}

fn rests_of(slots: &[Slot], rests: &mut Vec<String>) {
    for slot in slots {
        match slot {
            Slot::Rest(rest) => rests.push(rest.clone()),
            Slot::Section(_, inner) => rests_of(inner, rests),
            Slot::Node(_) => {}
        }
    }
}

fn filled(slots: Vec<Slot>, taken: &mut BTreeMap<String, Vec<Node>>) -> Vec<Node> {
    let mut nodes = Vec::new();
    for slot in slots {
        match slot {
            Slot::Node(node) => nodes.push(node),
            Slot::Rest(rest) => nodes.extend(taken.remove(&rest).unwrap_or_default()),
            Slot::Section(draft, inner) => {
                let children = filled(inner, taken);
                nodes.push(Node { draft, path: String::new(), children, is_section: true });
            }
        }
    }
    nodes
}

fn flatten(nodes: Vec<Node>, level: usize, drafts: &mut Vec<Draft>) {
    for node in nodes {
        drafts.push(Draft { level, ..node.draft });
        flatten(node.children, level + 1, drafts);
    }
}

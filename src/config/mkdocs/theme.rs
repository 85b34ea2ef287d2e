//! `theme` of a MkDocs configuration, and the style sheets and scripts beside it.
//!
//! [`Node`]s → `[theme]` and [`MkDocsTheme`]. Must never let an address of another host into a page.

use std::path::Path;

use serde_json::{Map, Value};

use super::fields::{Faults, filled};
use super::tree::{Kind, Node};
use super::{MkDocsTheme, Palette, Script};
use crate::config::Scheme;
use crate::config::color::Color;
use crate::config::file::Theme;
use crate::path::{CardPath, without_dots};

/// What is loaded from elsewhere, and is left out.
pub(super) struct Foreign<'n> {
    pub(super) node: &'n Node,
    pub(super) address: String,
}

/// Reads `theme`; the folder is that of the configuration.
pub(super) fn read<'n>(
    root: &'n Node,
    folder: &Path,
    faults: &mut Faults<'_>,
    foreign: &mut Vec<Foreign<'n>>,
) -> (Theme, MkDocsTheme) {
    let mut own = Theme::default();
    let Some(theme) = filled(root, "theme") else {
        return (own, MkDocsTheme { name: Some("mkdocs".to_owned()), ..MkDocsTheme::default() });
    };
    if let Kind::Single(_) = theme.kind {
        return (own, MkDocsTheme { name: theme.text(), ..MkDocsTheme::default() });
    }
    if !matches!(theme.kind, Kind::Map(_)) {
        faults.wrong(theme, "theme", "a name or a map");
    }
    let palettes = palettes(theme, faults);
    own.scheme = scheme(&palettes);
    // The palette that follows the reader's system often has no colours of its own.
    let first =
        |part: fn(&Palette) -> &Option<String>| palettes.iter().find_map(|palette| color(part(palette).as_deref()));
    (own.primary, own.accent) = (first(|palette| &palette.primary), first(|palette| &palette.accent));
    if let Some(font) = filled(theme, "font").filter(|font| matches!(font.kind, Kind::Map(_))) {
        (own.font, own.code_font) = (faults.text(font, "text"), faults.text(font, "code"));
    }
    own.logo = asset(theme, "logo", faults, foreign);
    own.favicon = asset(theme, "favicon", faults, foreign);
    let rest = MkDocsTheme {
        name: faults.text(theme, "name"),
        features: faults.texts(theme, "features"),
        palettes,
        custom_dir: faults.text(theme, "custom_dir").map(|dir| without_dots(&folder.join(dir))),
        icon: theme.get("icon").and_then(|icon| icon.to_json().as_object().cloned()).unwrap_or_default(),
        direction: faults.text(theme, "direction"),
    };
    (own, rest)
}

/// Reads `extra_css`: the paths in the docs root.
pub(super) fn style_sheets<'n>(root: &'n Node, faults: &mut Faults<'_>, foreign: &mut Vec<Foreign<'n>>) -> Vec<String> {
    let mut paths = Vec::new();
    for node in faults.list(root, "extra_css") {
        match node.text() {
            Some(text) => paths.extend(inside(node, &text, foreign)),
            None => faults.wrong(node, "extra_css", "paths"),
        }
    }
    paths
}

/// Reads `extra_javascript`: paths, or maps with `path`.
pub(super) fn scripts<'n>(root: &'n Node, faults: &mut Faults<'_>, foreign: &mut Vec<Foreign<'n>>) -> Vec<Script> {
    let mut scripts = Vec::new();
    for node in faults.list(root, "extra_javascript") {
        let (text, is_map) = match node.kind {
            Kind::Map(_) => (faults.text(node, "path"), true),
            _ => (node.text(), false),
        };
        let Some(text) = text else {
            faults.wrong(node, "extra_javascript", "paths, or maps with `path`");
            continue;
        };
        let Some(path) = inside(node, &text, foreign) else { continue };
        let is_module = path.rsplit('.').next() == Some("mjs");
        let flag = |key: &str, faults: &mut Faults<'_>| is_map && faults.flag(node, key).unwrap_or(false);
        let kind = if is_map { faults.text(node, "type") } else { is_module.then(|| "module".to_owned()) };
        let (is_async, is_deferred) = (flag("async", faults), flag("defer", faults));
        scripts.push(Script { path, kind, is_async, is_deferred });
    }
    scripts
}

fn asset<'n>(theme: &'n Node, key: &str, faults: &mut Faults<'_>, foreign: &mut Vec<Foreign<'n>>) -> Option<String> {
    let text = faults.text(theme, key)?;
    inside(theme.get(key)?, &text, foreign)
}

/// The path of a file in the docs root; one that stands elsewhere is noted.
fn inside<'n>(node: &'n Node, text: &str, foreign: &mut Vec<Foreign<'n>>) -> Option<String> {
    if text.contains("://") || text.starts_with("//") || text.starts_with("data:") {
        foreign.push(Foreign { node, address: text.to_owned() });
        return None;
    }
    let path = text.split(['?', '#']).next().unwrap_or(text);
    CardPath::new(path).map(|path| path.as_str().to_owned())
}

fn palettes(theme: &Node, faults: &mut Faults<'_>) -> Vec<Palette> {
    let Some(node) = filled(theme, "palette") else { return Vec::new() };
    let nodes = match node.kind {
        Kind::Map(_) => std::slice::from_ref(node),
        Kind::List(_) => node.items(),
        Kind::Single(_) => {
            faults.wrong(node, "theme.palette", "a map or a list of maps");
            &[]
        }
    };
    nodes
        .iter()
        .map(|node| {
            let toggle = node.get("toggle");
            let of_toggle = |key: &str| toggle.and_then(|toggle| toggle.get(key)).and_then(Node::text);
            Palette {
                media: faults.text(node, "media"),
                scheme: faults.text(node, "scheme"),
                primary: faults.text(node, "primary"),
                accent: faults.text(node, "accent"),
                toggle_icon: of_toggle("icon"),
                toggle_name: of_toggle("name"),
            }
        })
        .collect()
}

/// With a media query the reader's system decides, else the first palette.
fn scheme(palettes: &[Palette]) -> Scheme {
    let Some(first) = palettes.first() else { return Scheme::Light };
    if first.media.is_some() {
        return Scheme::Auto;
    }
    if first.scheme.as_deref().is_some_and(|scheme| scheme == "slate" || scheme.contains("dark")) {
        Scheme::Dark
    } else {
        Scheme::Light
    }
}

/// A colour of the palette; `custom` is for style sheets to say.
fn color(name: Option<&str>) -> Option<String> {
    name.filter(|name| Color::named(name).is_some()).map(|name| name.trim().to_lowercase().replace(' ', "-"))
}

/// The map of a key; empty where there is none.
pub(super) fn data(root: &Node, key: &str, faults: &mut Faults<'_>) -> Map<String, Value> {
    faults.map(root, key).and_then(|node| node.to_json().as_object().cloned()).unwrap_or_default()
}

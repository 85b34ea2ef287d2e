//! Plugins that stand for several others: `group` of Material, `techdocs-core` of Backstage.
//!
//! The plugins as written → those that they stand for, and what they say of extensions and the theme. Must never take back
//! what the project itself says.
//!
//! # Source
//! Material for MkDocs 9, plugin `group`; mkdocs-techdocs-core 1.7.

use serde_json::{Map, Value, json};

use super::{MkDocs, Plugin};

const GROUP: &str = "group";
const TECHDOCS: &str = "techdocs-core";

/// How many plugins groups may make, one in another.
const MOST_PLUGINS: usize = 1000;

/// Puts the plugins of groups that are on in the place of these.
pub(super) fn opened(plugins: Vec<Plugin>) -> Vec<Plugin> {
    let mut open = Vec::new();
    let mut rest: Vec<Plugin> = plugins.into_iter().rev().collect();
    while let Some(plugin) = rest.pop() {
        if plugin.name != GROUP || open.len() + rest.len() > MOST_PLUGINS {
            open.push(plugin);
            continue;
        }
        // A group is off unless it is switched on, as there.
        if plugin.options.get("enabled").is_some_and(|on| on == true) {
            let inner = plugin.options.get("plugins").map(named).unwrap_or_default();
            rest.extend(inner.into_iter().rev().filter_map(|(name, options)| Plugin::of(&name, options)));
        }
    }
    open
}

/// Names with options, as a list or a map.
fn named(plugins: &Value) -> Vec<(String, Value)> {
    let of_map = |map: &Map<String, Value>| map.clone().into_iter().collect::<Vec<_>>();
    match plugins {
        Value::Object(map) => of_map(map),
        Value::Array(items) => items
            .iter()
            .flat_map(|item| match item {
                Value::Object(map) => of_map(map),
                item => item.as_str().map(|name| (name.to_owned(), Value::Null)).into_iter().collect(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Gives a project of Backstage the plugins and extensions that its one plugin brings.
pub(super) fn with_techdocs(own: &mut MkDocs) {
    let Some(plugin) = own.plugin(TECHDOCS) else { return };
    let wants_blocks = plugin.options.get("use_pymdownx_blocks").is_some_and(|on| on == true);
    for name in ["search", "gh-admonitions"] {
        if own.plugin(name).is_none() {
            own.plugins.push(Plugin { name: name.to_owned(), options: Map::new() });
        }
    }
    let tabs = json!({"alternate_style": true});
    let mut brought = vec![("toc", json!({"permalink": true}))];
    if wants_blocks {
        brought.extend([
            ("pymdownx.blocks.admonition", Value::Null),
            ("pymdownx.blocks.details", Value::Null),
            ("pymdownx.blocks.tab", tabs),
        ]);
    } else {
        brought.extend([("admonition", Value::Null), ("pymdownx.details", Value::Null), ("pymdownx.tabbed", tabs)]);
    }
    brought.extend([
        ("pymdownx.caret", Value::Null),
        ("pymdownx.critic", Value::Null),
        ("pymdownx.emoji", Value::Null),
        ("pymdownx.inlinehilite", Value::Null),
        ("pymdownx.magiclink", Value::Null),
        ("pymdownx.mark", Value::Null),
        ("pymdownx.smartsymbols", Value::Null),
        ("pymdownx.snippets", Value::Null),
        ("pymdownx.highlight", json!({"linenums": true, "pygments_lang_class": true})),
        ("pymdownx.extra", json!({"pymdownx.betterem": {"smart_enable": "all"}})),
        ("pymdownx.tasklist", json!({"custom_checkbox": true})),
        ("pymdownx.tilde", Value::Null),
        ("mdx_truly_sane_lists", Value::Null),
    ]);
    // What the project says comes behind, and wins option by option.
    let said = std::mem::take(&mut own.extensions);
    own.extensions = brought.into_iter().map(|(name, options)| (name.to_owned(), options)).chain(said).collect();
}

/// The theme and its features of a project of Backstage.
pub(super) fn with_techdocs_theme(own: &mut MkDocs) {
    if own.plugin(TECHDOCS).is_none() {
        return;
    }
    own.theme.name = Some("material".to_owned());
    for feature in ["navigation.footer", "content.action.edit"] {
        if !own.has_feature(feature) {
            own.theme.features.push(feature.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::opened;
    use crate::config::mkdocs::Plugin;

    #[test]
    fn groups_that_are_on_are_opened() {
        let group = |on: Value, plugins: Value| {
            Plugin::of("group", json!({"enabled": on, "plugins": plugins})).into_iter().collect::<Vec<_>>()
        };
        let names = |plugins: Vec<Plugin>| opened(plugins).into_iter().map(|plugin| plugin.name).collect::<Vec<_>>();
        let inner = json!(["tags", {"material/meta": {"meta_file": "x.yml"}}, {"group": {"enabled": true, "plugins": {"rss": null}}}]);
        assert_eq!(names(group(json!(true), inner.clone())), ["tags", "meta", "rss"]);
        assert_eq!(names(group(Value::Null, inner)), [""; 0]);
    }
}

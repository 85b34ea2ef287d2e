//! `config`, as templates for Material read it: the values of `mkdocs.yml` with the defaults that such templates count on.
//!
//! Must never hold what could be run: tags of Python are data.

use minijinja::context;
use minijinja::value::{Serde, Value};
use serde_json::{Map, Value as Json, json};

use crate::config::Config;
use crate::config::mkdocs::MkDocs;

/// Plugins that templates know by the name of the theme as well: `material/search`.
const OF_MATERIAL: [&str; 8] = ["blog", "group", "offline", "optimize", "privacy", "search", "social", "tags"];

/// The values of the configuration as templates see them.
pub(in crate::render) fn settings(config: &Config, own: &MkDocs, name: &str) -> Value {
    let mut values = own.values.as_object().cloned().unwrap_or_default();
    values.insert("site_name".to_owned(), name.into());
    values.insert("site_url".to_owned(), config.site.url.clone().into());
    values.insert("mkdocs".to_owned(), true.into());
    values.insert("use_directory_urls".to_owned(), own.use_directory_urls.into());
    values.insert("extra".to_owned(), Json::Object(own.extra.clone()));
    values.insert("theme".to_owned(), theme(config, own));
    values.insert("plugins".to_owned(), plugins(own));
    values.insert("extra_css".to_owned(), json!(config.theme.css));
    let scripts: Vec<Json> = own
        .scripts
        .iter()
        .map(|script| {
            json!({
                "path": script.path,
                "type": script.kind.as_deref().unwrap_or_default(),
                "async": script.is_async,
                "defer": script.is_deferred,
            })
        })
        .collect();
    values.insert("extra_javascript".to_owned(), scripts.into());
    for key in ["site_description", "site_author", "copyright", "repo_url", "repo_name", "edit_uri"] {
        values.entry(key).or_insert(Json::Null);
    }
    let copyright = values.get("copyright").and_then(Json::as_str).map(|html| Value::from_safe_string(html.to_owned()));
    context! { copyright, ..Value::from(Serde(values)) }
}

fn theme(config: &Config, own: &MkDocs) -> Json {
    let mut theme = match own.values.get("theme") {
        Some(Json::Object(theme)) => theme.clone(),
        _ => Map::new(),
    };
    theme.insert("name".to_owned(), own.theme.name.clone().into());
    theme.insert("features".to_owned(), json!(own.theme.features));
    theme.insert("language".to_owned(), config.site.language.clone().into());
    theme.entry("icon").or_insert_with(|| json!({}));
    theme.entry("font").or_insert(false.into());
    theme.entry("palette").or_insert_with(|| json!({}));
    Json::Object(theme)
}

/// By name, each with its options under `config`, as `enabled` says on.
fn plugins(own: &MkDocs) -> Json {
    let mut known = Map::new();
    for plugin in &own.plugins {
        let mut options = plugin.options.clone();
        options.entry("enabled").or_insert(true.into());
        let entry = json!({ "config": options });
        if OF_MATERIAL.contains(&plugin.name.as_str()) {
            known.insert(format!("material/{}", plugin.name), entry.clone());
        }
        known.insert(plugin.name.clone(), entry);
    }
    Json::Object(known)
}

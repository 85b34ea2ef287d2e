//! What projects of MkDocs-Material get beside the shipped theme: its palettes, its custom properties, its words.
//!
//! The configuration → [`Material`], what templates know of it on every page, and the rules of its style sheet:
//! 1. `palette`: colours by name;
//! 2. `settings`: `config`, as templates for Material read it;
//! 3. `page`: what such templates read of a page and of the navigation;
//! 4. `jinja`: filters and methods of Jinja2 that MiniJinja does not have.
//!
//! Must never load anything from elsewhere, and never be asked for in projects of another kind.

mod jinja;
mod page;
mod palette;
mod settings;
pub(super) mod tag_listing;
mod templates;
mod words;

use minijinja::context;
use minijinja::value::Value;
use serde_json::Value as Json;

use crate::config::Config;
use crate::config::mkdocs::{MkDocs, Palette};
use crate::icons;
use crate::parse::card::Card;
use crate::parse::front_matter::ValueKind;
use crate::parse::scheme;
use crate::render::escape;

pub(super) use page::{NavObject, TocObject, page_address};
pub(super) use settings::settings;
pub(super) use templates::{TEMPLATES, prepare};

/// The style sheet that gives the theme Material's custom properties.
const SHEET: &str = include_str!("../../../templates/assets/material.css");

/// Pictures of the hosts that links of `extra.social` lead to are named by their icons; this one stands for unknown ones.
const UNKNOWN_ICON: &str = "material/link-variant";

/// The style sheet of a project.
pub(super) fn sheet(config: &Config, own: &MkDocs) -> String {
    let mut text = palette::rules(&own.theme.palettes);
    text.push_str(SHEET);
    for (name, font) in [("text", &config.theme.font), ("code", &config.theme.code_font)] {
        // What is no name of a font would end the rule.
        let is_name = |font: &&String| font.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        if let Some(font) = font.as_ref().filter(is_name) {
            text.push_str(&format!(":root{{--md-{name}-font:\"{font}\"}}\n"));
        }
    }
    text
}

/// What templates know of the project as one of Material, on every page.
pub(super) fn context(config: &Config, own: &MkDocs) -> Value {
    let palettes = palettes(own);
    let first = palettes.first().cloned();
    let switched = palettes.len() > 1;
    let json = switched.then(|| serde_json::to_string(&data(&own.theme.palettes)).unwrap_or_default());
    let generator = own.extra.get("generator") != Some(&Json::Bool(false));
    context! {
        palette => first,
        palettes => if switched { palettes } else { Vec::new() },
        palettes_json => json,
        social => social(own),
        alternate => alternate(own),
        homepage => own.extra.get("homepage").and_then(Json::as_str).filter(|address| is_link(address)),
        generator,
        repo_icon => icon_of(own, "repo").or_else(|| icon("material/git")),
        logo_icon => icon_of(own, "logo").or_else(|| icon("material/library")),
        repo_name => repo_name(config, own),
        classes => classes(own),
        direction => own.theme.direction.as_deref(),
    }
}

/// What pages look like by the features of the theme: classes of the body.
fn classes(own: &MkDocs) -> String {
    const CLASSES: [(&str, &str); 5] = [
        ("header.autohide", "header-autohide"),
        ("navigation.sections", "nav-sections"),
        ("navigation.tabs.sticky", "tabs-sticky"),
        ("toc.integrate", "toc-integrate"),
        ("navigation.footer", "nav-footer"),
    ];
    let on = CLASSES.iter().filter(|(feature, _)| own.has_feature(feature));
    on.map(|(_, class)| *class).collect::<Vec<_>>().join(" ")
}

fn palettes(own: &MkDocs) -> Vec<Value> {
    let of = |palette: &Palette| {
        let picture = palette.toggle_icon.as_deref().and_then(icon).or_else(|| icon("material/brightness-6"));
        context! {
            scheme => scheme_name(palette),
            primary => palette::slug(palette.primary.as_deref()),
            accent => palette::slug(palette.accent.as_deref()),
            icon => picture,
            name => palette.toggle_name.as_deref().unwrap_or("Switch the colours"),
        }
    };
    own.theme.palettes.iter().map(of).collect()
}

/// What the scripts know of the palettes.
fn data(palettes: &[Palette]) -> Json {
    let of = |palette: &Palette| {
        serde_json::json!({
            "media": palette.media,
            "scheme": scheme_name(palette),
            "primary": palette::slug(palette.primary.as_deref()),
            "accent": palette::slug(palette.accent.as_deref()),
            "name": palette.toggle_name.as_deref().unwrap_or("Switch the colours"),
        })
    };
    palettes.iter().map(of).collect()
}

fn scheme_name(palette: &Palette) -> String {
    palette.scheme.as_deref().map_or_else(|| "default".to_owned(), |scheme| scheme.trim().replace(' ', "-"))
}

/// What of a page its front matter leaves out.
pub(super) fn hidden(card: &Card) -> Vec<&'static str> {
    const PARTS: [&str; 6] = ["feedback", "footer", "navigation", "path", "tags", "toc"];
    let Some(field) = card.front_matter.get("hide") else { return Vec::new() };
    let is_named = |part: &str| match &field.value.kind {
        ValueKind::List(items) => items.iter().any(|item| item.as_text() == Some(part)),
        _ => field.value.as_text() == Some(part),
    };
    PARTS.into_iter().filter(|part| is_named(part)).collect()
}

/// Whether an address may stand in a link.
fn is_link(address: &str) -> bool {
    scheme::is_harmless(address, scheme::Use::Link)
}

/// The links of `extra.social`.
fn social(own: &MkDocs) -> Vec<Value> {
    let links = own.extra.get("social").and_then(Json::as_array).into_iter().flatten();
    let of = |link: &Json| {
        let text = |key: &str| link.get(key).and_then(Json::as_str);
        let address = text("link").filter(|address| is_link(address))?;
        let host = address.split_once("://").map_or(address, |(_, rest)| rest.split('/').next().unwrap_or(rest));
        let picture = text("icon").and_then(icon).or_else(|| icon(UNKNOWN_ICON));
        Some(context! { link => address, name => text("name").unwrap_or(host), icon => picture })
    };
    links.filter_map(of).collect()
}

/// The languages of `extra.alternate`.
fn alternate(own: &MkDocs) -> Vec<Value> {
    let languages = own.extra.get("alternate").and_then(Json::as_array).into_iter().flatten();
    let of = |language: &Json| {
        let text = |key: &str| language.get(key).and_then(Json::as_str);
        let link = text("link").filter(|address| is_link(address))?;
        Some(context! { link, name => text("name")?, lang => text("lang") })
    };
    languages.filter_map(of).collect()
}

/// `owner/name` as Material takes it from the address, where no name is given.
fn repo_name(config: &Config, own: &MkDocs) -> Option<String> {
    if let Some(name) = own.values.get("repo_name").and_then(Json::as_str) {
        return Some(name.to_owned());
    }
    let url = config.site.repo_url.as_deref()?;
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or_default();
    Some(match host {
        "github.com" => "GitHub".to_owned(),
        "gitlab.com" => "GitLab".to_owned(),
        "bitbucket.org" => "Bitbucket".to_owned(),
        other => other.split('.').next().unwrap_or(other).to_owned(),
    })
}

fn icon_of(own: &MkDocs, key: &str) -> Option<Value> {
    own.theme.icon.get(key).and_then(Json::as_str).and_then(icon)
}

/// An icon by the path that Material gives it, as HTML: `fontawesome/brands/github`.
pub(super) fn icon(path: &str) -> Option<Value> {
    let found = icons::svg(&path.trim().trim_end_matches(".svg").replace('/', "-"))?;
    let mut html = String::from("<svg class=\"icon\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"");
    escape::attribute(&mut html, found.view_box);
    html.push_str("\" aria-hidden=\"true\">");
    html.push_str(found.body);
    html.push_str("</svg>");
    Some(Value::from_safe_string(html))
}

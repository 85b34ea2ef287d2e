//! The shipped style sheets, scripts and icons, and those of the configuration.
//!
//! Overrides and configuration → [`Assets`]: texts with a name that changes when the text does, so that browsers may
//! keep them. Must never hold an address of another host.

use std::collections::BTreeMap;

use minijinja::context;
use minijinja::value::Value;

use crate::config::mkdocs::Script;
use crate::config::{Color, Config};

use super::material;
use super::output::Body;
use super::url::encode_path;
use super::{Site, extras};

/// The shipped files by their name in the override folder: what templates call each, and its text.
const SHIPPED: &[(&str, &str, &str)] = &[
    ("assets/quadrille.css", "style", include_str!("../../templates/assets/quadrille.css")),
    ("assets/favicon.svg", "favicon", include_str!("../../templates/assets/favicon.svg")),
    ("assets/boot.js", "boot", include_str!("../../templates/assets/boot.js")),
    ("assets/quadrille.js", "script", include_str!("../../templates/assets/quadrille.js")),
    ("assets/dialogs.js", "dialogs", include_str!("../../templates/assets/dialogs.js")),
    ("assets/search.js", "search", include_str!("../../templates/assets/search.js")),
    ("assets/graph.js", "graph", include_str!("../../templates/assets/graph.js")),
    ("assets/review.js", "review", include_str!("../../templates/assets/review.js")),
    ("assets/diagrams.js", "diagrams", include_str!("../../templates/assets/diagrams.js")),
];

/// As [`SHIPPED`]: what tells scripts of MkDocs projects of each page.
const OBSERVABLE: &str = include_str!("../../templates/assets/observable.js");

/// The fonts by their place in the site: those that labels of drawings are measured with. The style sheet names them, and
/// browsers fetch them where a drawing is.
const FONTS: &[(&str, &[u8])] = &[
    ("assets/fonts/diagram-regular.woff2", include_bytes!("../../templates/assets/fonts/diagram-regular.woff2")),
    ("assets/fonts/diagram-bold.woff2", include_bytes!("../../templates/assets/fonts/diagram-bold.woff2")),
];

/// The papers of the shipped style sheet that text of the accent colour stands on, light and dark.
const PAPERS: [&str; 2] = ["#f5f6f9", "#1d222a"];
/// A bit more than WCAG asks for text, for tinted papers.
const CONTRAST: f64 = 5.0;

/// The style sheets and scripts of a site.
#[derive(Debug)]
pub(crate) struct Assets {
    /// What templates call a file, its place in the site and its text.
    files: Vec<(&'static str, String, String)>,
    /// Of the configuration: what templates call them, and their places in the site.
    extra_css: Vec<String>,
    extra_js: Vec<Script>,
    logo: Option<String>,
    favicon: Option<String>,
}

impl Assets {
    /// Puts the files together.
    pub(crate) fn new(overrides: &BTreeMap<String, String>, config: &Config) -> Self {
        let file = |(path, name, shipped): &(&'static str, &'static str, &'static str)| {
            let mut text = overrides.get(*path).map_or(*shipped, String::as_str).to_owned();
            if *name == "style" && config.mkdocs.is_none() {
                text.push_str(&palette(config));
            }
            (*name, with_hash(path, &text), text)
        };
        let theme = &config.theme;
        let mut files: Vec<(&'static str, String, String)> = SHIPPED.iter().map(file).collect();
        if let Some(own) = &config.mkdocs {
            let sheet = material::sheet(config, own);
            files.push(("material", with_hash("assets/material.css", &sheet), sheet));
            let asks = |text: &String| ["document$", "location$", "__md_"].iter().any(|word| text.contains(word));
            if !own.scripts.is_empty() || overrides.values().any(asks) {
                files.push(("observable", with_hash("assets/observable.js", OBSERVABLE), OBSERVABLE.to_owned()));
            }
        }
        Self {
            files,
            extra_css: theme.css.clone(),
            extra_js: config.mkdocs.as_ref().map_or_else(|| plain(&theme.js), |mkdocs| mkdocs.scripts.clone()),
            logo: theme.logo.clone(),
            favicon: theme.favicon.clone(),
        }
    }

    /// Where the files stand in the site.
    pub(crate) fn paths(&self) -> Vec<String> {
        let fonts = FONTS.iter().map(|(path, _)| (*path).to_owned());
        self.files.iter().map(|(_, path, _)| path.clone()).chain(fonts).collect()
    }

    /// Where the script of the page of all reviews stands, which is seldom there.
    pub(crate) fn of_review_page(&self) -> Option<&str> {
        self.files.iter().find(|(name, ..)| *name == "review").map(|(_, path, _)| path.as_str())
    }

    /// What templates know of them: addresses, given the way to the root of the site.
    pub(crate) fn addresses(&self, root: &str) -> Value {
        let at = |path: &str| format!("{root}{}", encode_path(path));
        let shipped = |wanted: &str| self.files.iter().find(|(name, ..)| *name == wanted).map(|(_, path, _)| at(path));
        let list = |paths: &[String]| paths.iter().map(|path| at(path)).collect::<Vec<String>>();
        context! {
            style => shipped("style"),
            boot => shipped("boot"),
            script => shipped("script"),
            dialogs => shipped("dialogs"),
            search => shipped("search"),
            graph => shipped("graph"),
            diagrams => shipped("diagrams"),
            material => shipped("material"),
            observable => shipped("observable"),
            review => shipped("review"),
            favicon => self.favicon.as_deref().map(at).or_else(|| shipped("favicon")),
            logo => self.logo.as_deref().map(at),
            extra_css => list(&self.extra_css),
            extra_js => self.extra_js.iter().map(|script| at(&script.path)).collect::<Vec<String>>(),
            extra_scripts => self.extra_js.iter().map(|script| context! {
                src => at(&script.path),
                kind => script.kind.as_deref(),
                is_async => script.is_async,
                // A module waits for the page by itself.
                is_deferred => script.is_deferred || (!script.is_async && script.kind.is_none()),
            }).collect::<Vec<Value>>(),
        }
    }
}

/// Scripts that are nothing but their path.
fn plain(paths: &[String]) -> Vec<Script> {
    paths.iter().map(|path| Script { path: path.clone(), ..Script::default() }).collect()
}

/// What is in the file at a path.
pub(crate) fn make(site: &Site, path: &str) -> Body {
    if let Some((_, font)) = FONTS.iter().find(|(place, _)| *place == path) {
        return Body::Bytes(font.to_vec());
    }
    let file = site.plan.assets.files.iter().find(|(_, place, _)| place == path);
    extras::text(file.map(|(.., text)| text.clone()).unwrap_or_default())
}

/// `assets/quadrille.css` → `assets/quadrille.0123456789.css`.
fn with_hash(path: &str, text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    format!("{stem}.{}.{extension}", &hash[..10])
}

/// The rules that give the configuration's colours and fonts to the shipped style sheet.
fn palette(config: &Config) -> String {
    let theme = &config.theme;
    let color = |text: &Option<String>| text.as_deref().and_then(Color::named);
    let mut rules = String::new();
    if let Some(accent) = color(&theme.accent).or_else(|| color(&theme.primary)) {
        let [light, dark] =
            PAPERS.map(|paper| Color::named(paper).map_or(accent, |paper| accent.readable_on(paper, CONTRAST)).css());
        rules.push_str(&format!(":root{{--accent:light-dark({light},{dark})}}\n"));
    }
    if let Some(primary) = color(&theme.primary) {
        let ink = if primary.contrast(Color::WHITE) >= 4.5 { Color::WHITE } else { Color::BLACK };
        let (bar, ink) = (primary.readable_on(ink, 4.5).css(), ink.css());
        rules.push_str(&format!(
            ".site-header{{--paper:{bar};--ink:{ink};--soft:{ink};--accent:{ink};--raised:color-mix(in srgb,{ink} 14%,{bar});\
             --line:color-mix(in srgb,{ink} 30%,{bar})}}\n"
        ));
    }
    for (name, font, rest) in [
        ("--text", &theme.font, "var(--system)"),
        ("--mono", &theme.code_font, "ui-monospace,Menlo,Consolas,monospace"),
    ] {
        if let Some(font) = font {
            rules.push_str(&format!(":root{{{name}:\"{font}\",{rest}}}\n"));
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Assets, palette};
    use crate::render::samples;

    #[test]
    fn names_change_with_the_text() {
        let config = samples::config();
        let style = |overrides: &[(&str, &str)]| {
            let overrides: BTreeMap<String, String> =
                overrides.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
            Assets::new(&overrides, &config).paths().remove(0)
        };
        assert_eq!(style(&[]).len(), "assets/quadrille.0123456789.css".len());
        assert_ne!(style(&[]), style(&[("assets/quadrille.css", "a{}")]));
    }

    #[test]
    fn colours_and_fonts_become_custom_properties() {
        let mut config = samples::config();
        assert_eq!(palette(&config), "");
        config.theme.accent = Some("yellow".to_owned());
        config.theme.code_font = Some("JetBrains Mono".to_owned());
        let rules = palette(&config);
        assert!(rules.contains(":root{--accent:light-dark(#"), "{rules}");
        assert!(!rules.contains("light-dark(#fdd835"), "yellow is not readable on white: {rules}");
        assert!(rules.contains("--mono:\"JetBrains Mono\","), "{rules}");
    }
}

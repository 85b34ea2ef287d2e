//! The site: `Graph` and templates → `Vec<Output>`.
//!
//! 1. `nav`, `tags`, `places`: the tree, and what stands at which URL;
//! 2. `page`: each page by itself, on all threads: `html` writes the article (`highlight`, `math`), `toc` and
//!    `backlinks` what stands beside it, `templates` the whole;
//! 3. what goes with the pages: style sheet, `404.html`, `sitemap`, assets.
//!
//! Must never touch the disk, and never know the checks.

mod backlinks;
mod escape;
mod fragment;
mod highlight;
mod html;
mod math;
mod nav;
pub mod output;
mod page;
mod places;
mod redirects;
#[cfg(test)]
mod samples;
mod sitemap;
mod tags;
mod templates;
#[cfg(test)]
mod tests;
mod toc;
mod url;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use minijinja::context;
use minijinja::value::Value;
use rayon::prelude::*;

use crate::config::Config;
use crate::graph::Graph;
use crate::path::CardPath;
use highlight::Highlighter;
use math::Math;
use nav::Nav;
use output::{Body, Output};
use places::{Place, Places};
use tags::Tags;
use templates::Templates;

pub use fragment::fragment;
pub use templates::TemplateError;

/// What may be kept from one run to the next because it depends on content alone: highlighted code, formulas.
pub struct Caches {
    highlighter: Highlighter,
    math: Math,
}

impl Default for Caches {
    fn default() -> Self {
        Self { highlighter: Highlighter::default(), math: Math::new() }
    }
}

impl std::fmt::Debug for Caches {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Caches").finish_non_exhaustive()
    }
}

/// A site. Guarantees: outputs sorted by path, paths unique, no output stands in a folder that another one names.
#[derive(Debug)]
pub struct Rendered {
    /// The files.
    pub outputs: Vec<Output>,
    /// The pages that could not be made, in order; their outputs say so.
    pub failures: Vec<Failure>,
}

/// A page that could not be made: a fault of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The card, where the page is that of a card.
    pub card: Option<CardPath>,
    /// The URL of the page.
    pub url: String,
    /// What went wrong.
    pub message: String,
}

/// Everything that the pages share.
pub(crate) struct Plan<'a> {
    graph: &'a Graph,
    config: &'a Config,
    caches: &'a Caches,
    nav: Nav,
    tags: Tags,
    templates: Templates,
    /// The site's name.
    name: String,
    /// What templates know of the site.
    site: Value,
    /// The style sheet's place in the site.
    stylesheet: String,
}

/// Renders the whole site. `overrides` are the texts of the templates that take the place of the shipped ones, by
/// their path in the override folder (`main.html`, `partials/nav.html`, `assets/quadrille.css`).
///
/// # Errors
/// Where a template cannot be read or rendered: the first in the order of the pages.
pub fn render(
    graph: &Graph,
    config: &Config,
    overrides: &BTreeMap<String, String>,
    caches: &Caches,
) -> Result<Rendered, TemplateError> {
    let plan = plan(graph, config, overrides, caches)?;
    let Places { pages, assets } = places::places(graph, &plan.nav, &plan.tags);
    let list: Vec<(&String, &Place)> = pages.iter().collect();
    let made: Vec<Result<(Output, Option<Failure>), TemplateError>> =
        list.par_iter().map(|(url, place)| output(&plan, url, place)).collect();
    let mut outputs = Vec::with_capacity(made.len() + assets.len() + 4);
    let mut failures = Vec::new();
    for page in made {
        let (output, failure) = page?;
        outputs.push(output);
        failures.extend(failure);
    }
    outputs.extend(assets.into_iter().map(|index| {
        let asset = &graph.assets[index];
        Output { path: asset.path.as_str().to_owned(), body: Body::Copy(asset.file.clone()) }
    }));
    for extra in extras(&plan, &pages)? {
        if !outputs.iter().any(|output| clash(&output.path, &extra.path)) {
            outputs.push(extra);
        }
    }
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Rendered { outputs, failures })
}

/// Whether two files cannot both be there: they are one, or one is the folder of the other.
fn clash(a: &str, b: &str) -> bool {
    let is_in = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
    a == b || is_in(a, b) || is_in(b, a)
}

fn plan<'a>(
    graph: &'a Graph,
    config: &'a Config,
    overrides: &BTreeMap<String, String>,
    caches: &'a Caches,
) -> Result<Plan<'a>, TemplateError> {
    let templates = Templates::new(overrides)?;
    let name = site_name(graph, config);
    let tags = Tags::new(graph);
    let site = context! {
        name => name.as_str(),
        url => config.site.url.as_deref(),
        description => config.site.description.as_deref(),
        author => config.site.author.as_deref(),
        copyright => config.site.copyright.as_deref(),
        language => config.site.language.as_str(),
        repo_url => config.site.repo_url.as_deref(),
        has_tags => !tags.is_empty(),
    };
    let hash = blake3::hash(templates.style.as_bytes()).to_hex();
    Ok(Plan {
        graph,
        config,
        caches,
        nav: Nav::new(graph, config),
        tags,
        templates,
        name,
        site,
        stylesheet: format!("assets/quadrille.{}.css", &hash[..10]),
    })
}

fn site_name(graph: &Graph, config: &Config) -> String {
    let of_home = || graph.pages.home().map(|home| graph.cards[home].title.text.clone());
    let of_folder = || config.project.file_name().map(|name| name.to_string_lossy().into_owned());
    config.site.name.clone().or_else(of_home).or_else(of_folder).unwrap_or_else(|| "Home".to_owned())
}

/// Renders a page; one that panics becomes a page that says so.
fn output(plan: &Plan<'_>, url: &str, place: &Place) -> Result<(Output, Option<Failure>), TemplateError> {
    let (html, failure) = match catch_unwind(AssertUnwindSafe(|| page::page(plan, url, place))) {
        Ok(html) => (html?, None),
        Err(panic) => {
            let message = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("panicked without a message");
            let card = match place {
                Place::Card(id) => Some(plan.graph.cards[*id].path.clone()),
                _ => None,
            };
            (UNMADE.to_owned(), Some(Failure { card, url: url.to_owned(), message: message.to_owned() }))
        }
    };
    // A page grows by doubling: without this up to half of the memory of a large site would be empty.
    let mut bytes = html.into_bytes();
    bytes.shrink_to_fit();
    Ok((Output { path: url::page_file(url), body: Body::Bytes(bytes) }, failure))
}

/// Stands in for a page that could not be made.
const UNMADE: &str = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Not available</title></head>\n\
    <body><main><h1>Not available</h1><p>This page could not be made.</p></main></body>\n</html>\n";

/// The files beside the pages; an asset of the same place wins.
fn extras(plan: &Plan<'_>, pages: &BTreeMap<String, Place>) -> Result<Vec<Output>, TemplateError> {
    let file = |path: &str, text: String| Output { path: path.to_owned(), body: Body::Bytes(text.into_bytes()) };
    let site_url = plan.config.site.url.as_deref();
    let mut extras = vec![
        file("404.html", page::not_found(plan)?),
        file(&plan.stylesheet, plan.templates.style.clone()),
        file("robots.txt", sitemap::robots(site_url)),
    ];
    let listed = pages.iter().filter(|(_, place)| !matches!(place, Place::Redirect(_))).map(|(url, _)| url.as_str());
    extras.push(file("sitemap.xml", sitemap::sitemap(site_url, listed)));
    Ok(extras)
}

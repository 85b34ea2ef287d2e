//! The site: `Graph` and templates → `Vec<Output>`.
//!
//! 1. `nav`, `tags`, `graph_map`, `places`: the tree, and what stands at which URL;
//! 2. `page`: each page by itself, on all threads: `html` writes the article (`highlight`, `math`), `toc` and
//!    `backlinks` and `local_graph` what stands beside it, `templates` the whole;
//! 3. `extras`: what goes with the pages, one line of registration each: `assets`, `404.html`, `sitemap`, …
//!
//! Must never touch the disk, and never know the checks.

mod assets;
mod backlinks;
mod drawings;
mod escape;
mod excerpt;
mod extras;
mod feed;
mod fragment;
mod graph_map;
mod graph_page;
mod highlight;
mod html;
mod inventory;
mod llms;
mod local_graph;
mod material;
mod math;
mod moved;
mod nav;
pub mod output;
mod page;
mod places;
mod previews;
mod redirects;
mod reviews;
#[cfg(test)]
mod samples;
mod search;
mod shards;
mod sitemap;
mod social;
mod summary;
mod tags;
mod templates;
#[cfg(test)]
mod tests;
mod toc;
mod url;
mod work_page;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use minijinja::context;
use minijinja::value::Value;
use rayon::prelude::*;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::discover::History;
use crate::due::Queue;
use crate::graph::work::Work;
use crate::graph::{CardId, Graph};
use crate::observer::{Observer, Phase, Silent};
use crate::path::CardPath;
use assets::Assets;
use drawings::{Drawings, Undrawn};
use extras::{EXTRAS, Extra};
use feed::Feed;
use graph_map::GraphMap;
use highlight::Highlighter;
use math::Math;
use nav::{Menu, Nav};
use output::{Body, Output};
use places::{Place, Places};
use previews::Previews;
use reviews::Reviews;
use tags::Tags;
use templates::{House, Templates};
use url::{page_file, urls_of_file};

pub use fragment::fragment;
pub use moved::redirect_page;
pub use social::CAN_DRAW;
pub use templates::TemplateError;
pub(crate) use url::folder_on_host;

/// What may be kept from one run to the next because it depends on content alone: highlighted code, formulas, drawings.
pub struct Caches {
    highlighter: Highlighter,
    math: Math,
    drawings: Drawings,
}

impl Default for Caches {
    fn default() -> Self {
        Self { highlighter: Highlighter::default(), math: Math::new(), drawings: Drawings::default() }
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

/// What a site is made of.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// The cards.
    pub graph: Arc<Graph>,
    /// The configuration.
    pub config: Arc<Config>,
    /// The texts that take the place of the shipped ones, by their path in the override folder (`main.html`,
    /// `partials/nav.html`, `assets/quadrille.css`).
    pub overrides: Arc<BTreeMap<String, String>>,
    /// What git knows of the cards.
    pub history: Arc<History>,
    /// The reviews of the cards. Its ages and states count for nothing, since the site says the same on every day.
    pub queue: Arc<Queue>,
    /// What was kept of earlier runs.
    pub caches: Arc<Caches>,
}

/// Everything that the pages share.
pub(crate) struct Plan {
    graph: Arc<Graph>,
    config: Arc<Config>,
    history: Arc<History>,
    caches: Arc<Caches>,
    /// What could not be drawn so far.
    undrawn: Undrawn,
    nav: Nav,
    /// What stands beside the pages of a MkDocs project instead of the folders.
    menu: Option<Menu>,
    tags: Tags,
    /// The card that lists the tags, in a MkDocs project that has one.
    tag_listing: Option<CardId>,
    /// The graph of all cards, where the site shows it.
    map: Option<GraphMap>,
    /// What links show of the cards behind them, where they do.
    previews: Option<Previews>,
    /// Which cards must be done before which.
    work: Work,
    /// When each card was reviewed.
    reviews: Reviews,
    feed: Feed,
    templates: Templates,
    /// The shipped style sheets and scripts.
    assets: Assets,
    /// The site's name.
    name: String,
    /// What templates know of the site.
    site: Value,
    /// The same by the names that templates for MkDocs use.
    settings: Value,
}

/// A site of which each file can be made by itself, in any order.
pub struct Site {
    plan: Plan,
    /// What stands at which URL.
    pages: BTreeMap<String, Place>,
    /// The files beside the pages by their path; none hides a page or an asset.
    extras: BTreeMap<String, &'static Extra>,
    /// The assets by their path.
    copies: BTreeMap<String, usize>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").finish_non_exhaustive()
    }
}

/// Renders the whole site.
///
/// # Errors
/// Where a template cannot be read or rendered: the first in the order of the files.
pub fn render(inputs: &Inputs) -> Result<Rendered, TemplateError> {
    Site::new(inputs)?.all(&Silent)
}

impl Site {
    /// Lays the site out: what stands where, nothing made yet.
    ///
    /// # Errors
    /// Where a template cannot be read.
    pub fn new(inputs: &Inputs) -> Result<Self, TemplateError> {
        let (plan, Places { pages, assets }) = plan(inputs)?;
        let copies: BTreeMap<String, usize> =
            assets.into_iter().map(|index| (plan.graph.assets[index].path.as_str().to_owned(), index)).collect();
        let mut site = Self { plan, pages, extras: BTreeMap::new(), copies };
        for extra in EXTRAS {
            for path in (extra.paths)(&site) {
                if site.is_free(&path) {
                    site.extras.insert(path, extra);
                }
            }
        }
        Ok(site)
    }

    /// Makes every file, on all threads, and tells an observer of each.
    ///
    /// # Errors
    /// Where a template cannot be rendered: the first in the order of the files.
    pub fn all(&self, observer: &dyn Observer) -> Result<Rendered, TemplateError> {
        let paths = self.paths();
        observer.phase(Phase::Render, paths.len());
        let made: Vec<Result<_, TemplateError>> =
            paths.par_iter().map(|path| observed(observer, path, || self.file(path))).collect();
        let mut rendered = Rendered { outputs: Vec::with_capacity(made.len()), failures: Vec::new() };
        for file in made {
            if let Some((output, failure)) = file? {
                rendered.outputs.push(output);
                rendered.failures.extend(failure);
            }
        }
        Ok(rendered)
    }

    /// The paths of all files, sorted.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let pages = self.pages.keys().map(|url| page_file(url));
        let others = self.extras.keys().chain(self.copies.keys()).cloned();
        let mut paths: Vec<String> = pages.chain(others).collect();
        paths.sort();
        paths
    }

    /// Makes the file at a path (`how-to/pin/index.html`); `None` where there is none.
    ///
    /// # Errors
    /// Where its template cannot be rendered.
    pub fn file(&self, path: &str) -> Result<Option<(Output, Option<Failure>)>, TemplateError> {
        let page = urls_of_file(path).find_map(|url| self.pages.get_key_value(url));
        if let Some((url, place)) = page {
            return output(&self.plan, url, place).map(Some);
        }
        if let Some(extra) = self.extras.get(path) {
            let body = (extra.make)(self, path)?;
            return Ok(Some((Output { path: path.to_owned(), body }, None)));
        }
        Ok(self.copies.get(path).map(|index| (self.copy(path, *index), None)))
    }

    /// The diagrams that could be read but, in the files made so far, not drawn: findings of `bad-diagram`, in order of
    /// place. Their pages show the source.
    #[must_use]
    pub fn undrawn(&self) -> Vec<Diagnostic> {
        self.plan.undrawn.findings(&self.plan.graph)
    }

    /// How many pages there are, generated ones too.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// The URLs of all pages that show something of their own, in order.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (&str, &Place)> {
        let shown = self.pages.iter().filter(|(_, place)| !matches!(place, Place::Redirect(_)));
        shown.map(|(url, place)| (url.as_str(), place))
    }

    fn copy(&self, path: &str, index: usize) -> Output {
        Output { path: path.to_owned(), body: Body::Copy(self.plan.graph.assets[index].file.clone()) }
    }

    /// Whether a file can be at a path: it is neither that of another one, nor a folder, nor in a file.
    fn is_free(&self, path: &str) -> bool {
        let is_taken = |path: &str| {
            self.copies.contains_key(path)
                || self.extras.contains_key(path)
                || urls_of_file(path).any(|url| self.pages.contains_key(url))
        };
        let folder = format!("{path}/");
        let begins = |found: Option<&String>| found.is_some_and(|found| found.starts_with(&folder));
        let is_folder = begins(self.copies.range(folder.clone()..).next().map(|(path, _)| path))
            || begins(self.pages.range(folder.clone()..).next().map(|(url, _)| url));
        !is_folder && !is_taken(path) && !path.match_indices('/').any(|(at, _)| is_taken(&path[..at]))
    }
}

/// Makes a file before an observer's eyes.
fn observed<T>(observer: &dyn Observer, file: &str, make: impl FnOnce() -> T) -> T {
    let mark = observer.begin();
    let made = make();
    observer.end(file, mark);
    made
}

/// Puts together what all pages share, and where they stand.
fn plan(inputs: &Inputs) -> Result<(Plan, Places), TemplateError> {
    let (graph, config) = (&*inputs.graph, &*inputs.config);
    let house = if config.mkdocs.is_some() { House::Material } else { House::Own };
    let templates = Templates::new(&inputs.overrides, house)?;
    let assets = Assets::new(&inputs.overrides, config);
    let name = site_name(graph, config);
    let has_tags = config.mkdocs.as_ref().is_none_or(|mkdocs| mkdocs.plugin("tags").is_some());
    let (nav, tags) = (Nav::new(graph, config), if has_tags { Tags::new(graph) } else { Tags::default() });
    let work = Work::new(graph, config);
    let menu = config.mkdocs.as_ref().zip(graph.navigation.as_ref());
    let menu = menu.map(|(mkdocs, navigation)| Menu::new(graph, navigation, mkdocs));
    let reviews = Reviews::new(inputs.queue.clone(), config);
    let places = places::places(graph, config, &nav, (&tags, &work, &reviews));
    let has_graph = places.pages.get(graph_page::URL) == Some(&Place::Graph);
    let map = has_graph.then(|| GraphMap::new(graph, config, &nav));
    let has_previews = config.features.previews && graph.cards.len() > 1;
    let previews = has_previews.then(|| Previews::new(graph));
    let site = context! {
        has_graph,
        has_reviews => places.pages.get(reviews::URL) == Some(&Place::Reviews),
        has_work => places.pages.get(work_page::URL) == Some(&Place::Work),
        previews => previews.as_ref().map(Previews::count),
        versions => config.has_version_switch().then(|| versions_context(config)),
        overridden => templates.overridden().to_vec(),
        material => config.mkdocs.as_ref().map(|own| material::context(config, own)),
        ..site_context(config, &name, &tags)
    };
    let settings = config.mkdocs.as_ref().map(|own| material::settings(config, own, &name));
    let settings = settings.unwrap_or_else(|| {
        context! {
            site_name => name.as_str(),
            site_url => config.site.url.as_deref(),
            site_description => config.site.description.as_deref(),
            site_author => config.site.author.as_deref(),
            copyright => config.site.copyright.as_deref(),
            repo_url => config.site.repo_url.as_deref(),
        }
    });
    let plan = Plan {
        feed: Feed::new(graph, config, &inputs.history),
        graph: inputs.graph.clone(),
        config: inputs.config.clone(),
        history: inputs.history.clone(),
        caches: inputs.caches.clone(),
        undrawn: Undrawn::default(),
        nav,
        menu,
        tags,
        tag_listing: material::tag_listing::find(graph, config),
        map,
        previews,
        work,
        reviews,
        templates,
        assets,
        name,
        site,
        settings,
    };
    Ok((plan, places))
}

/// What pages know of the other versions of the site: as good as nothing, since those change after it.
fn versions_context(config: &Config) -> Value {
    let latest = serde_json::to_string(&config.versions.latest).unwrap_or_default();
    context! { latest, show_alias => config.versions.show_alias }
}

/// What templates know of the site.
fn site_context(config: &Config, name: &str, tags: &Tags) -> Value {
    let features = &config.features;
    let switches = [
        ("instant", features.instant),
        ("prefetch", features.prefetch),
        ("previews", features.previews),
        ("copy", features.copy),
        ("zoom", features.zoom),
        ("footnote-tooltips", features.footnote_tooltips),
        ("freshness", features.freshness),
        ("tracking", config.mkdocs.as_ref().is_some_and(|own| own.has_feature("navigation.tracking"))),
        ("new-tab", config.mkdocs.as_ref().is_some_and(|own| own.plugin("open-in-new-tab").is_some())),
    ];
    let switched_on: Vec<&str> = switches.iter().filter(|(_, is_on)| *is_on).map(|(name, _)| *name).collect();
    context! {
        name => name,
        url => config.site.url.as_deref(),
        description => config.site.description.as_deref(),
        author => config.site.author.as_deref(),
        copyright => config.site.copyright.as_deref(),
        language => config.site.language.as_str(),
        repo_url => config.site.repo_url.as_deref(),
        has_tags => !tags.is_empty(),
        scheme => config.theme.scheme.as_str(),
        search => config.search.engine.as_str(),
        features => switched_on.join(" "),
    }
}

fn site_name(graph: &Graph, config: &Config) -> String {
    let of_home = || graph.pages.home().map(|home| graph.cards[home].title.text.clone());
    let of_folder = || config.project.file_name().map(|name| name.to_string_lossy().into_owned());
    config.site.name.clone().or_else(of_home).or_else(of_folder).unwrap_or_else(|| "Home".to_owned())
}

/// Renders a page; one that panics becomes a page that says so.
fn output(plan: &Plan, url: &str, place: &Place) -> Result<(Output, Option<Failure>), TemplateError> {
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
    Ok((Output { path: page_file(url), body: Body::Bytes(html.into_bytes()) }, failure))
}

/// Stands in for a page that could not be made.
const UNMADE: &str = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Not available</title></head>\n\
    <body><main><h1>Not available</h1><p>This page could not be made.</p></main></body>\n</html>\n";

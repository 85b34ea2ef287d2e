//! Each key of a MkDocs configuration by its type.
//!
//! Path of the file → [`Project`]: what `quadrille.toml` could say, and the rest. All faults are told at once. Must never
//! leave a key out in silence: `remarks` tells what has no effect.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::fields::{Faults, filled};
use super::theme::Foreign;
use super::tree::{self, Kind, Node, World};
use super::{MkDocs, Patterns, Plugin, bundles, links, nav, overrides, remarks, theme, versions};
use crate::config::error::ConfigError;
use crate::config::extensions::{Extensions, Includes, Unknown};
use crate::config::file::{
    BoxArt, Check, Diagrams, Docs, Features, File, FrontMatter, Links, Publish, Search, SearchEngine, Site,
};
use crate::config::formats::is_web_address;
use crate::config::{Config, Dialect, Globs, HeadingIds};
use crate::diag::Severity;
use crate::path::{CardPath, without_dots};

/// Rules about knowledge bases that are found by their links, which a site with a navigation is not.
const NOT_FOR_SITES: [&str; 5] = ["duplicate-stem", "missing-from-index", "missing-index", "orphan-card", "path-link"];

/// What MkDocs leaves out by itself.
const USUALLY_EXCLUDED: [&str; 2] = [".*", "/templates/"];

/// A MkDocs project.
#[derive(Debug)]
pub(in crate::config) struct Project {
    /// What `quadrille.toml` could say of it.
    pub(in crate::config) file: File,
    pub(super) own: MkDocs,
    markdown: Extensions,
}

/// What is read beside the two results.
struct Beside<'n> {
    foreign: Vec<Foreign<'n>>,
    unknown: Vec<Unknown>,
}

/// Reads the configuration at a path.
///
/// # Errors
/// Where a file cannot be read or is no YAML, and all values of a wrong type.
pub(in crate::config) fn read(path: &Path, world: &World<'_>) -> Result<Project, ConfigError> {
    let (root, mut files) = tree::read(path, world)?;
    let folder = path.parent().unwrap_or(path);
    let docs_dir = root.get("docs_dir").and_then(Node::text).unwrap_or_else(|| "docs".to_owned());
    let docs = without_dots(&folder.join(docs_dir));
    for file in &mut files {
        file.path = seen_from(&docs, &file.file);
    }
    let mut faults = Faults::new(&files);
    let mut beside = Beside { foreign: Vec::new(), unknown: Vec::new() };
    let mut own = own(&root, &docs, &mut faults);
    bundles::with_techdocs(&mut own);
    let markdown = extensions(&own, &mut beside.unknown);
    let (mut file, themed) =
        (file(&root, &mut own, &mut faults), theme::read(&root, folder, &mut faults, &mut beside.foreign));
    (file.theme, own.theme) = themed;
    bundles::with_techdocs_theme(&mut own);
    file.theme.css = theme::style_sheets(&root, &mut faults, &mut beside.foreign);
    own.scripts = theme::scripts(&root, &mut faults, &mut beside.foreign);
    file.theme.js = own.scripts.iter().map(|script| script.path.clone()).collect();
    file.features = features(&own);
    file.search.engine = if own.plugin("search").is_some() { SearchEngine::Builtin } else { SearchEngine::None };
    file.search.exclude = not_searched(&own);
    file.publish = publish(&root, &own, &mut faults);
    file.publish.search_index |= names_search_index(&own, &docs, world);
    links_of_pages(&root, &mut file, &own, &mut faults);
    if !faults.problems.is_empty() {
        return Err(faults.problems.into());
    }
    let missing = without_missing(&mut file, &mut own, &docs);
    own.remarks = remarks::remarks(&remarks::Facts {
        root: &root,
        files: &files,
        own: &own,
        missing: &missing,
        foreign: &beside.foreign,
        unknown: &beside.unknown,
    });
    own.values = root.to_json();
    own.files = files;
    Ok(Project { file, own, markdown })
}

impl Project {
    /// Completes the configuration that was made of the file.
    pub(in crate::config) fn complete(self, config: &mut Config) {
        // The patterns of `exclude_docs` can take files back, which globs cannot.
        config.docs.exclude.clear();
        config.versions = versions::read(&self.own);
        config.templates.clone_from(&self.own.theme.custom_dir);
        config.mkdocs = Some(Arc::new(self.own));
        config.python_markdown = Some(Arc::new(self.markdown));
    }
}

/// The path of a file as findings name it.
fn seen_from(docs: &Path, file: &Path) -> CardPath {
    let shared = docs.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = docs.components().count() - shared;
    let rest: PathBuf = file.components().skip(shared).collect();
    CardPath::beside(&format!("{}{}", "../".repeat(up), rest.to_string_lossy()))
}

fn own(root: &Node, docs: &Path, faults: &mut Faults<'_>) -> MkDocs {
    let mut exclude = Patterns::default();
    // These are good patterns.
    let _ = exclude.add(&USUALLY_EXCLUDED.join("\n"));
    let (mut drafts, mut not_in_nav) = (Patterns::default(), Patterns::default());
    for (key, patterns) in
        [("exclude_docs", &mut exclude), ("draft_docs", &mut drafts), ("not_in_nav", &mut not_in_nav)]
    {
        add_patterns(root, key, patterns, faults);
    }
    let mut own = MkDocs {
        nav: filled(root, "nav").and_then(|node| nav::read(node, faults)),
        use_directory_urls: faults.flag(root, "use_directory_urls").unwrap_or(true),
        strict: faults.flag(root, "strict").unwrap_or(false),
        dev_addr: faults.text(root, "dev_addr"),
        extra: theme::data(root, "extra", faults),
        extensions: named(root, "markdown_extensions", faults).unwrap_or_default(),
        plugins: plugins(root, faults),
        exclude,
        drafts,
        not_in_nav,
        ..MkDocs::default()
    };
    for (_, options) in &mut own.extensions {
        with_paths(options, docs);
    }
    let globs = match own.plugin("exclude").and_then(|plugin| plugin.options.get("glob")) {
        Some(Value::String(glob)) => glob.clone(),
        Some(Value::Array(globs)) => globs.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    };
    // What is no pattern matches nothing in that plugin either.
    let _ = own.exclude.add(&globs);
    own
}

fn add_patterns(root: &Node, key: &str, patterns: &mut Patterns, faults: &mut Faults<'_>) {
    if let Some(text) = faults.text(root, key)
        && let Err((line, reason)) = patterns.add(&text)
        && let Some(node) = root.get(key)
    {
        faults.add(node, format!("`{line}` in `{key}` is no pattern: {reason}"), "write it as in a `.gitignore`");
    }
}

/// Names with options, as a list or a map; `None` where the key is missing.
fn named(root: &Node, key: &str, faults: &mut Faults<'_>) -> Option<Vec<(String, Value)>> {
    let node = filled(root, key)?;
    let mut found = Vec::new();
    let of_map = |map: &Node, found: &mut Vec<(String, Value)>| {
        found.extend(map.pairs().iter().map(|pair| (pair.key.clone(), pair.value.to_json())));
    };
    match &node.kind {
        Kind::Map(_) => of_map(node, &mut found),
        Kind::List(items) => {
            for item in items {
                match (&item.kind, item.text()) {
                    (Kind::Map(_), _) => of_map(item, &mut found),
                    (_, Some(name)) => found.push((name, Value::Null)),
                    _ => faults.wrong(item, key, "names, or names with options"),
                }
            }
        }
        Kind::Single(_) => faults.wrong(node, key, "a list"),
    }
    Some(found)
}

fn plugins(root: &Node, faults: &mut Faults<'_>) -> Vec<Plugin> {
    let named = named(root, "plugins", faults).unwrap_or_else(|| vec![("search".to_owned(), Value::Null)]);
    bundles::opened(named.into_iter().filter_map(|(name, options)| Plugin::of(&name, options)).collect())
}

/// `!relative $docs_dir` as a path on disk, however deep in a value.
fn with_paths(value: &mut Value, docs: &Path) {
    let mut rest = vec![value];
    while let Some(value) = rest.pop() {
        let below = value.get("relative").and_then(Value::as_str).and_then(|text| text.strip_prefix("$docs_dir"));
        if let Some(below) = below {
            *value = without_dots(&docs.join(below.trim_start_matches('/'))).to_string_lossy().into_owned().into();
            continue;
        }
        match value {
            Value::Array(items) => rest.extend(items),
            Value::Object(map) => rest.extend(map.values_mut()),
            _ => {}
        }
    }
}

fn extensions(own: &MkDocs, unknown: &mut Vec<Unknown>) -> Extensions {
    let (mut extensions, faults) = Extensions::of_mkdocs(&own.extensions);
    extensions.wiki_links = own.plugin("roamlinks").or_else(|| own.plugin("ezlinks")).is_some();
    extensions.callouts = own.plugin("callouts").or_else(|| own.plugin("gh-admonitions")).is_some();
    extensions.includes = own.plugin("include-markdown").map(|plugin| Includes::of(&plugin.options));
    *unknown = faults;
    extensions
}

fn file(root: &Node, own: &mut MkDocs, faults: &mut Faults<'_>) -> File {
    let url = faults.text(root, "site_url");
    if let (Some(url), Some(node)) = (&url, root.get("site_url"))
        && !is_web_address(url)
    {
        faults.add(node, format!("`{url}` is not a web address"), "write it in full, with `https://` in front");
    }
    let (severity, ignore) = links::validation(root, own, faults);
    let mut check = Check { ignore, severity, ..Check::default() };
    for (rule, severity) in [("missing-nav-target", own.nav_not_found), ("card-not-in-nav", own.nav_omitted)] {
        match severity {
            Some(severity) => drop(check.severity.insert(rule.to_owned(), severity)),
            None => check.ignore.push(rule.to_owned()),
        }
    }
    check.ignore.extend(NOT_FOR_SITES.map(str::to_owned));
    // A diagram that cannot be drawn is shown as its source there, and keeps no site from being published.
    check.severity.insert("bad-diagram".to_owned(), Severity::Warning);
    let language = root.get("theme").and_then(|theme| theme.get("language")).and_then(Node::text);
    File {
        site: Site {
            name: faults.text(root, "site_name"),
            url,
            description: faults.text(root, "site_description"),
            author: faults.text(root, "site_author"),
            copyright: faults.text(root, "copyright").map(|text| words(&text)),
            language: language.unwrap_or_else(|| "en".to_owned()),
            repo_url: faults.text(root, "repo_url"),
            edit_uri: None,
            view_uri: None,
        },
        docs: Docs {
            dir: Some(faults.text(root, "docs_dir").unwrap_or_else(|| "docs".to_owned())),
            output: faults.text(root, "site_dir"),
            exclude: own
                .exclude
                .lines()
                .skip(USUALLY_EXCLUDED.len())
                .filter(|line| !line.starts_with('!'))
                .map(str::to_owned)
                .collect(),
            index: ["index.md", "README.md"].map(str::to_owned).to_vec(),
            quadrants: Vec::new(),
            r#virtual: BTreeMap::new(),
        },
        links: Links { dialect: Some(Dialect::Mkdocs), schemes: Vec::new(), heading_ids: Some(HeadingIds::Mkdocs) },
        front_matter: FrontMatter::default(),
        check,
        diagrams: Diagrams { ascii: BoxArt::Named, links: false, ..Diagrams::default() },
        search: Search::default(),
        ..File::default()
    }
}

/// Where readers edit a page; Material shows it only where the features say so.
fn links_of_pages(root: &Node, file: &mut File, own: &MkDocs, faults: &mut Faults<'_>) {
    let address = links::edit_address(root, faults);
    let is_material = own.theme.name.as_deref() == Some("material");
    let shown = |feature: &str| !is_material || own.has_feature(feature);
    let view = address.as_deref().and_then(links::view_address).filter(|_| is_material);
    file.site.edit_uri = Some(address.filter(|_| shown("content.action.edit")).unwrap_or_default());
    file.site.view_uri = Some(view.filter(|_| shown("content.action.view")).unwrap_or_default());
}

/// What is published beside the pages: as the plugins say, and `extra.quadrille.publish` in words of `quadrille.toml`.
fn publish(root: &Node, own: &MkDocs, faults: &mut Faults<'_>) -> Publish {
    let mut publish = Publish {
        feed: own.plugin("rss").is_some(),
        llms: false,
        inventory: false,
        search_index: false,
        social_cards: own.plugin("social").is_some(),
    };
    let asked = filled(root, "extra").and_then(|extra| filled(extra, "quadrille")?.get("publish"));
    for pair in asked.map(Node::pairs).unwrap_or_default() {
        let Some(map) = asked else { continue };
        let flag = match pair.key.as_str() {
            "feed" => &mut publish.feed,
            "llms" => &mut publish.llms,
            "inventory" => &mut publish.inventory,
            "search-index" => &mut publish.search_index,
            "social-cards" => &mut publish.social_cards,
            key => {
                let message = format!("`extra.quadrille.publish` has no key `{key}`");
                faults.add(&pair.value, message, "it has those of `[publish]` in `quadrille.toml`");
                continue;
            }
        };
        *flag = faults.flag(map, &pair.key).unwrap_or(*flag);
    }
    publish
}

/// The pages that the plugin exclude-search names; of a section the page stays.
fn not_searched(own: &MkDocs) -> Vec<String> {
    let named = own.plugin("exclude-search").and_then(|plugin| plugin.options.get("exclude")).and_then(Value::as_array);
    let paths = named.into_iter().flatten().filter_map(Value::as_str).filter(|path| !path.contains('#'));
    // A path counts from the docs root, without a `/` in front.
    let rooted = paths.map(|path| format!("/{}", path.trim_start_matches('/')));
    rooted.filter(|path| Globs::new(&[path]).is_ok()).collect()
}

/// Whether a script or a template of the project reads the search index of MkDocs.
fn names_search_index(own: &MkDocs, docs: &Path, world: &World<'_>) -> bool {
    let holds = |path: PathBuf| {
        let name = (world.shown)(&path);
        // A file that cannot be read is told where it is published.
        (world.read)(&path, &name).is_ok_and(|text| text.contains("search_index.json"))
    };
    let templates = own.theme.custom_dir.as_deref().map(overrides::templates).unwrap_or_default();
    own.scripts.iter().map(|script| docs.join(&script.path)).chain(templates).any(holds)
}

fn features(own: &MkDocs) -> Features {
    let is_material = own.theme.name.as_deref() == Some("material");
    let has = |feature: &str| own.has_feature(feature);
    let dates = ["git-revision-date-localized", "git-revision-date", "git-authors", "git-committers"];
    Features {
        tabs: has("navigation.tabs"),
        instant: has("navigation.instant"),
        prefetch: has("navigation.instant.prefetch"),
        previews: has("navigation.instant.preview"),
        graph: false,
        backlinks: false,
        neighbours: !is_material || has("navigation.footer"),
        copy: has("content.code.copy"),
        zoom: true,
        footnote_tooltips: has("content.footnote.tooltips"),
        freshness: false,
        history: dates.iter().any(|name| own.plugin(name).is_some()),
    }
}

/// Takes out what is not there, and gives back its names with their keys.
fn without_missing(file: &mut File, own: &mut MkDocs, docs: &Path) -> Vec<(&'static str, String)> {
    let mut missing = Vec::new();
    let custom = own.theme.custom_dir.clone();
    let is_there =
        |path: &str| docs.join(path).is_file() || custom.as_ref().is_some_and(|folder| folder.join(path).is_file());
    for (key, path) in [("theme.logo", &mut file.theme.logo), ("theme.favicon", &mut file.theme.favicon)] {
        missing.extend(path.take_if(|path| !is_there(path)).map(|path| (key, path)));
    }
    let mut take = |key: &'static str, paths: &mut Vec<String>| {
        missing.extend(paths.extract_if(.., |path| !is_there(path)).map(|path| (key, path)));
    };
    take("extra_css", &mut file.theme.css);
    take("extra_javascript", &mut file.theme.js);
    own.scripts.retain(|script| is_there(&script.path));
    if let Some(folder) = own.theme.custom_dir.take_if(|folder| !folder.is_dir()) {
        missing.push(("theme.custom_dir", folder.to_string_lossy().into_owned()));
    }
    missing
}

/// The words of a line of HTML: without tags, and with the usual entities as characters.
fn words(html: &str) -> String {
    const ENTITIES: [(&str, &str); 9] = [
        ("&copy;", "©"),
        ("&reg;", "®"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&nbsp;", "\u{a0}"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    text.push_str(rest);
    for (entity, character) in ENTITIES {
        text = text.replace(entity, character);
    }
    text.trim().to_owned()
}

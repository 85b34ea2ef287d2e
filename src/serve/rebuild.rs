//! The sources made into a site, as often as they change.
//!
//! [`Request`] → configuration → cards → [`Built`], each time anew; what is kept from one time to the next depends on
//! content alone. Where the sources cannot be made into a site, the problems say why. Must never know who looks at it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use walkdir::WalkDir;

use crate::check::catalog::RULES;
use crate::check::{Context, Group, InBuild, Selection, check, in_build};
use crate::config::{Config, Located, Request, load};
use crate::diag::Diagnostic;
use crate::discover::{History, Reading, Stamp, head, read_templates};
use crate::graph::Navigation;
use crate::parse::card::Card;
use crate::path::CardPath;
use crate::pipeline::{Kept, Loaded, reload};
use crate::render::{Caches, Inputs, Site};
use crate::serve::problem::Problem;

/// Makes sites of the sources of one project.
#[derive(Debug)]
pub(super) struct Builder {
    request: Request,
    /// The address of the server, which stands in for that of the published site.
    url: String,
    kept: Kept,
    caches: Arc<Caches>,
    /// What git knows, with the docs root and the commit that it was asked at.
    past: Option<(PathBuf, String, Arc<History>)>,
    /// What the last site was made of, whether or not it was good enough to be shown.
    tried: Option<Material>,
    /// What is wrong with the site that is shown.
    accepted: Vec<Diagnostic>,
    folders: BTreeSet<PathBuf>,
}

/// All that a site depends on.
#[derive(Debug)]
struct Material {
    config: Config,
    cards: Vec<Arc<Card>>,
    assets: Vec<(CardPath, Option<Stamp>)>,
    overrides: BTreeMap<String, String>,
    diagnostics: Vec<Diagnostic>,
    navigation: Option<Navigation>,
}

/// A site with its sources.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) site: Site,
    pub(super) sources: Sources,
}

/// What a site was made of.
#[derive(Debug)]
pub(super) struct Sources {
    pub(super) config: Arc<Config>,
    pub(super) loaded: Loaded,
    /// The addresses of the assets that are new, changed or gone.
    pub(super) assets: Vec<String>,
    /// What would keep the site from being published.
    fatal: Vec<Diagnostic>,
}

impl Builder {
    pub(super) fn new(request: Request, url: String) -> Self {
        Self {
            request,
            url,
            kept: Kept::default(),
            caches: Arc::default(),
            past: None,
            tried: None,
            accepted: Vec::new(),
            folders: BTreeSet::new(),
        }
    }

    /// The folders in which a change can change the site: those of the last sources that could be read.
    pub(super) fn folders(&self) -> &BTreeSet<PathBuf> {
        &self.folders
    }

    /// Makes the site; `None` where nothing changed since the last time.
    ///
    /// # Errors
    /// What keeps it from being made.
    pub(super) fn build(&mut self) -> Result<Option<Built>, Vec<Problem>> {
        let before = self.tried.take();
        let mut config = self.configuration()?.config;
        if config.site.url.is_some() {
            config.site.url = Some(self.url.clone());
        }
        let loaded = reload(&config, &mut self.kept).map_err(|error| vec![Problem::new(&error)])?;
        self.folders = folders(&config, &loaded);
        let overrides = config.templates.as_deref().map(read_templates).transpose();
        let overrides = overrides.map_err(|error| vec![Problem::new(&error)])?.unwrap_or_default();
        let material = Material {
            config,
            cards: loaded.graph.cards.clone(),
            assets: self.kept.memory.assets().to_vec(),
            overrides,
            diagnostics: loaded.diagnostics.clone(),
            navigation: loaded.graph.navigation.clone(),
        };
        if before.as_ref().is_some_and(|before| before.is_same(&material)) {
            self.tried = before;
            return Ok(None);
        }
        let assets = before.map(|before| before.changed_assets(&material)).unwrap_or_default();
        let config = Arc::new(material.config.clone());
        let overrides = Arc::new(material.overrides.clone());
        self.tried = Some(material);
        let inputs = Inputs {
            graph: loaded.graph.clone(),
            history: self.history(&config, &loaded),
            config: config.clone(),
            overrides,
            caches: self.caches.clone(),
        };
        let site = Site::new(&inputs).map_err(|error| vec![Problem::of_template(&error)])?;
        let fatal = fatal(&config, &loaded);
        Ok(Some(Built { site, sources: Sources { config, loaded, assets, fatal } }))
    }

    /// The faults of a site that the one that is shown does not have, and that would keep it from being published.
    pub(super) fn new_faults(&self, sources: &Sources) -> Vec<Diagnostic> {
        let key = |fault: &Diagnostic| (fault.rule, fault.path.clone(), fault.message.clone());
        let known: BTreeSet<_> = self.accepted.iter().map(key).collect();
        sources.fatal.iter().filter(|fault| !known.contains(&key(fault))).cloned().collect()
    }

    /// Notes that a site is shown, whatever is wrong with it.
    pub(super) fn accept(&mut self, sources: &Sources) {
        self.accepted.clone_from(&sources.fatal);
    }

    /// What git knows of the cards; it is asked again where there is a new commit.
    fn history(&mut self, config: &Config, loaded: &Loaded) -> Arc<History> {
        let Some(commit) = config.features.history.then(|| head(&config.root)).flatten() else { return Arc::default() };
        let known = self.past.as_ref().filter(|(root, at, _)| *root == config.root && *at == commit);
        if let Some((.., history)) = known {
            return history.clone();
        }
        let cards = loaded.graph.cards.iter().map(|card| &card.path);
        let history = Arc::new(Reading::start(&config.root).finish(cards));
        self.past = Some((config.root.clone(), commit, history.clone()));
        history
    }

    fn configuration(&self) -> Result<Located, Vec<Problem>> {
        let groups = Group::ALL.map(Group::name);
        let names: Vec<&str> = RULES.iter().map(|rule| rule.name).chain(groups).chain(["all"]).collect();
        load(&self.request, &names).map_err(|error| Problem::of_config(&error))
    }
}

impl Material {
    fn is_same(&self, other: &Self) -> bool {
        let cards = self.cards.len() == other.cards.len()
            && self.cards.iter().zip(&other.cards).all(|(a, b)| Arc::ptr_eq(a, b));
        cards
            && self.assets == other.assets
            && self.overrides == other.overrides
            && self.diagnostics == other.diagnostics
            && self.navigation == other.navigation
            && self.config == other.config
    }

    /// The addresses of the assets that differ.
    fn changed_assets(&self, now: &Self) -> Vec<String> {
        let before: BTreeMap<&CardPath, &Option<Stamp>> =
            self.assets.iter().map(|(path, stamp)| (path, stamp)).collect();
        let after: BTreeMap<&CardPath, &Option<Stamp>> = now.assets.iter().map(|(path, stamp)| (path, stamp)).collect();
        let paths: BTreeSet<&&CardPath> = before.keys().chain(after.keys()).collect();
        let differs = |path: &&&CardPath| before.get(**path) != after.get(**path);
        paths.into_iter().filter(differs).map(|path| format!("/{}", path.as_str())).collect()
    }
}

impl Sources {
    /// What all rules find.
    pub(super) fn findings(&self, today: Date) -> Vec<Diagnostic> {
        // The names in the configuration were looked at when it was read.
        let Ok(selection) = Selection::new(&self.config, &[], &[]) else { return Vec::new() };
        check(&context(&self.config, &self.loaded, today), &selection)
    }
}

fn context<'a>(config: &'a Config, loaded: &'a Loaded, today: Date) -> Context<'a> {
    Context { graph: &loaded.graph, config, today, discovered: &loaded.diagnostics, untracked: &loaded.untracked }
}

/// What would make a build fail, found by these few rules alone.
fn fatal(config: &Config, loaded: &Loaded) -> Vec<Diagnostic> {
    let Ok(all) = Selection::new(config, &[], &[]) else { return Vec::new() };
    let rules = all.rules().iter().filter(|(rule, _)| rule.in_build == InBuild::Fails);
    let names: Vec<String> = rules.map(|(rule, _)| rule.name.to_owned()).collect();
    // No name at all would select every rule.
    let selection = Selection::new(config, &names, &[]).ok().filter(|_| !names.is_empty());
    let mut found = selection.map(|few| check(&context(config, loaded, Date::MAX), &few)).unwrap_or_default();
    found.retain(|finding| in_build(finding) == InBuild::Fails);
    found
}

/// The folders in which something can happen that changes the site.
fn folders(config: &Config, loaded: &Loaded) -> BTreeSet<PathBuf> {
    let mut folders: BTreeSet<PathBuf> = loaded.folders.iter().cloned().collect();
    let of_templates = config.templates.iter().flat_map(WalkDir::new).filter_map(Result::ok);
    folders.extend(of_templates.filter(|entry| entry.file_type().is_dir()).map(walkdir::DirEntry::into_path));
    let files = config.docs.virtual_cards.iter().map(|card| &card.source).chain(&config.file);
    folders.extend(files.filter_map(|file| file.parent()).map(PathBuf::from));
    // A configuration file may come into it.
    folders.insert(config.project.clone());
    folders
}

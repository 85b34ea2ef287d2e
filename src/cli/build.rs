//! `quadrille build`: the site.

use std::path::PathBuf;

use crate::check::{InBuild, Selection, in_build};
use crate::cli::args::Build;
use crate::cli::making::{Making, Source};
use crate::cli::progress::Progress;
use crate::cli::session::{Failure, Session};
use crate::cli::{Exit, findings, pagefind, timings};
use crate::config::{Config, Located, Request, SearchEngine};
use crate::diag::Severity;
use crate::discover::{FileSet, History, Reading, read_templates};
use crate::observer::{Observer, Phase};
use crate::pipeline::{self, Loaded};
use crate::render::{self, CAN_DRAW, Caches, Inputs, Rendered, Site};
use crate::report::{Format, counted};
use crate::text::printable;
use crate::verify::{Dangling, Surroundings, Verifier};
use crate::write::{Publish, Published, Ready, WriteError, publish};

pub(super) fn run(session: &Session, args: &Build) -> Result<Exit, Failure> {
    Ok(if publish_site(session, args)?.is_some() { Exit::Clean } else { Exit::Findings })
}

/// Builds the site and tells of it; gives back where it is, or `None` where nothing was published.
pub(super) fn publish_site(session: &Session, args: &Build) -> Result<Option<PathBuf>, Failure> {
    let progress = Progress::new(session.progress_line());
    let done = build(session, args, &progress);
    progress.pause();
    let Some(done) = done? else {
        session.tell("Nothing was published: the old site, if any, is as it was.");
        return Ok(None);
    };
    for note in &done.published.notes {
        session.tell(&format!("note: {note}"));
    }
    if args.timings {
        session.print(&timings::table(&progress.times(), progress.elapsed()))?;
    }
    let graph = &done.loaded.graph;
    let drawn = graph.cards.iter().flat_map(|card| &card.diagrams).filter(|diagram| diagram.fault.is_none()).count();
    let undrawn = done.site.undrawn().len();
    let diagrams = match drawn.saturating_sub(undrawn) {
        0 => String::new(),
        count => format!(" and {}", counted(count, "diagram")),
    };
    session.print(&format!(
        "Published {} with {}{diagrams} to {} in {:.2} s: {} written, {} unchanged, {} removed.\n",
        counted(graph.cards.len(), "card"),
        counted(graph.link_count(), "link"),
        printable(&session.prefix(&done.published.output)),
        progress.elapsed().as_secs_f64(),
        counted(done.published.written, "file"),
        done.published.unchanged,
        done.published.removed,
    ))?;
    // The process ends soon: taking cards and pages apart one by one would only cost time.
    std::mem::forget((done.loaded, done.site, done.made));
    Ok(Some(done.published.output))
}

/// A site that is published.
struct Done {
    loaded: Loaded,
    site: Site,
    made: Option<Rendered>,
    published: Published,
}

/// Makes and publishes the site; `None` where what was told keeps it from being published.
fn build(session: &Session, args: &Build, progress: &Progress) -> Result<Option<Done>, Failure> {
    let request =
        Request { output: args.site_dir.clone(), base_url: args.base_url.clone(), ..session.request(&args.place) };
    let mut located = Session::locate(&request)?;
    if let Some(version) = &args.version {
        located.config.publish_as(version);
    }
    let config = &located.config;
    let reading = config.features.history.then(|| Reading::start(&config.root));
    let loaded = pipeline::load_observed(config, &FileSet::Disk, progress)?;
    progress.phase(Phase::Check, 0);
    if find_faults(session, args, &located, &loaded, progress)? {
        return Ok(None);
    }
    if loaded.graph.cards.is_empty() {
        let root = printable(&config.root.to_string_lossy()).into_owned();
        session.tell(&format!("note: there are no cards in {root}\n  hint: `quadrille init` writes the first ones"));
    }
    progress.phase(Phase::History, 0);
    let cards = loaded.graph.cards.iter().map(|card| &card.path);
    let history = reading.map(|reading| reading.finish(cards)).unwrap_or_default();
    progress.pause();
    for note in &history.notes {
        session.tell(&format!("note: {note}"));
    }
    tell_missing(session, config);
    let site = lay_out(config, &loaded, history)?;
    let is_verified = args.verify || (!args.no_verify && session.variable("CI").is_some());
    let verifier = is_verified.then(|| (verifier(config), loaded.graph.broken_as_written()));
    let (made, index) = made_before(config, &site, progress)?;
    progress.phase(Phase::Render, site.paths().len());
    let source = made.as_ref().map_or(Source::Site(&site), |made| Source::Ready(Ready::new(&made.outputs)));
    let failures = made.as_ref().map(|made| made.failures.clone()).unwrap_or_default();
    let selection = Selection::new(config, &[], &[])?.for_build();
    let undrawn = || {
        let mut found = site.undrawn();
        found.retain(|finding| selection.runs(finding.rule, &finding.path));
        found
    };
    let is_accepted = || !is_strict(args, config) || undrawn().is_empty();
    let files = Making::new(source, failures, verifier, &is_accepted, progress);
    let published = write(session, args, config, &files, progress);
    // Until here the files of the index were read from where it lies.
    drop(index);
    progress.pause();
    let faults = files.into_faults();
    findings::tell(session, &located, &loaded, &undrawn(), Format::Concise);
    tell_failures(session, &faults.failures);
    tell_dangling(session, &faults.dangling);
    match published {
        Err(WriteError::Rejected) => Ok(None),
        published => Ok(Some(Done { published: published?, loaded, site, made })),
    }
}

/// Pages of a version may lead to other versions.
fn verifier(config: &Config) -> Verifier {
    let surroundings = if config.has_version_switch() { Surroundings::Versions } else { Surroundings::Unknown };
    Verifier::new(surroundings, config.site.url.as_deref())
}

/// Where Pagefind makes the index, it reads all pages before they are published. Elsewhere nothing is made before.
fn made_before(
    config: &Config,
    site: &Site,
    progress: &Progress,
) -> Result<(Option<Rendered>, Option<pagefind::Index>), Failure> {
    if config.search.engine != SearchEngine::Pagefind {
        return Ok((None, None));
    }
    let mut rendered = site.all(progress)?;
    progress.phase(Phase::Pagefind, 0);
    let index = pagefind::index(config, &rendered.outputs)?;
    rendered.outputs.extend(index.outputs.iter().cloned());
    Ok((Some(rendered), Some(index)))
}

/// Puts the files in their place.
fn write(
    session: &Session,
    args: &Build,
    config: &Config,
    files: &Making<'_>,
    progress: &Progress,
) -> Result<Published, WriteError> {
    let home = session.variable("HOME").map(PathBuf::from);
    publish(
        files,
        &Publish {
            output: &config.output,
            root: &config.root,
            home: home.as_deref(),
            is_clean: args.clean,
            on_wait: &|folder| {
                progress.pause();
                session.tell(&format!("waiting for another build of `{}`", printable(&folder.to_string_lossy())));
            },
        },
    )
}

/// Lays the site out.
fn lay_out(config: &Config, loaded: &Loaded, history: History) -> Result<Site, Failure> {
    let overrides = config.templates.as_deref().map(read_templates).transpose()?.unwrap_or_default();
    let queue = pipeline::site_queue(config, &loaded.graph, &history);
    Ok(Site::new(&Inputs {
        graph: loaded.graph.clone(),
        config: config.clone().into(),
        overrides: overrides.into(),
        history: history.into(),
        queue: queue.into(),
        caches: Caches::default().into(),
    })?)
}

/// Tells what is wrong with the site-to-be; gives back whether it must not be published.
fn find_faults(
    session: &Session,
    args: &Build,
    located: &Located,
    loaded: &Loaded,
    progress: &Progress,
) -> Result<bool, Failure> {
    let selection = Selection::new(&located.config, &[], &[])?.for_build();
    let found = findings::find(session, (located, loaded), &selection, jiff::civil::Date::MAX);
    progress.pause();
    let fatal = found.iter().any(|finding| in_build(finding) == InBuild::Fails);
    findings::tell(session, located, loaded, &found, if fatal { Format::Full } else { Format::Concise });
    Ok(fatal || (is_strict(args, &located.config) && found.iter().any(|finding| finding.severity >= Severity::Warning)))
}

/// Whether warnings keep the site from being published.
fn is_strict(args: &Build, config: &Config) -> bool {
    args.strict || config.mkdocs.as_ref().is_some_and(|mkdocs| mkdocs.strict)
}

/// Tells what the configuration asks for and this site cannot have.
fn tell_missing(session: &Session, config: &Config) {
    if config.publish.social_cards && !CAN_DRAW {
        session.tell(
            "note: `publish.social-cards` has no effect: this quadrille was built without the cargo feature `social`",
        );
    } else if config.publish.social_cards && config.site.url.is_none() {
        session.tell("note: `publish.social-cards` has no effect without `site.url`: previews need whole addresses");
    }
}

fn tell_failures(session: &Session, failures: &[render::Failure]) {
    for failure in failures {
        let name = failure.card.as_ref().map_or_else(|| failure.url.clone(), ToString::to_string);
        session.complain(&format!("the page of `{name}` could not be made: {}", printable(&failure.message)));
    }
}

fn tell_dangling(session: &Session, dangling: &[Dangling]) {
    for found in dangling {
        session.complain(&format!(
            "`{}` on `{}` leads nowhere: {}",
            printable(&found.address),
            printable(&found.page),
            printable(&found.missing)
        ));
    }
}

//! `quadrille build`: the site.

use std::time::Instant;

use crate::check::{InBuild, Selection, in_build};
use crate::cli::args::Build;
use crate::cli::session::{Failure, Session};
use crate::cli::{Exit, findings};
use crate::config::{Config, Located, Request};
use crate::diag::Severity;
use crate::discover::{FileSet, Reading, read_templates};
use crate::pipeline::{self, Loaded};
use crate::render::{CAN_DRAW, Caches, Inputs, Rendered, render};
use crate::report::{Format, counted};
use crate::text::printable;
use crate::verify::verify;
use crate::write::{Publish, publish};

pub(super) fn run(session: &Session, args: &Build) -> Result<Exit, Failure> {
    let start = Instant::now();
    let request =
        Request { output: args.site_dir.clone(), base_url: args.base_url.clone(), ..session.request(&args.place) };
    let located = Session::locate(&request)?;
    let config = &located.config;
    let reading = config.features.history.then(|| Reading::start(&config.root));
    let loaded = pipeline::load(config, &FileSet::Disk)?;
    if find_faults(session, args, &located, &loaded)? {
        session.tell("Nothing was published: the old site, if any, is as it was.");
        return Ok(Exit::Findings);
    }
    if loaded.graph.cards.is_empty() {
        session.tell(&format!("note: there are no cards in {}", printable(&config.root.to_string_lossy())));
    }
    let overrides = config.templates.as_deref().map(read_templates).transpose()?.unwrap_or_default();
    let cards = loaded.graph.cards.iter().map(|card| &card.path);
    let history = reading.map(|reading| reading.finish(cards)).unwrap_or_default();
    for note in &history.notes {
        session.tell(&format!("note: {note}"));
    }
    tell_missing(session, config);
    let rendered = render(&Inputs {
        graph: loaded.graph.clone(),
        config: config.clone().into(),
        overrides: overrides.into(),
        history: history.into(),
        caches: Caches::default().into(),
    })?;
    let wants_verify = args.verify || (!args.no_verify && session.variable("CI").is_some());
    if tell_failures(session, &rendered) || (wants_verify && tell_dangling(session, &loaded, &rendered)) {
        session.tell("Nothing was published: the old site, if any, is as it was.");
        return Ok(Exit::Findings);
    }
    let home = session.variable("HOME").map(std::path::PathBuf::from);
    let published = publish(
        &rendered.outputs,
        &Publish {
            output: &config.output,
            root: &config.root,
            home: home.as_deref(),
            is_clean: args.clean,
            on_wait: &|folder| {
                session.tell(&format!("waiting for another build of `{}`", printable(&folder.to_string_lossy())));
            },
        },
    )?;
    for note in &published.notes {
        session.tell(&format!("note: {note}"));
    }
    session.print(&format!(
        "Published {} to {} in {:.2} s: {} written, {} unchanged, {} removed.\n",
        counted(loaded.graph.cards.len(), "card"),
        printable(&session.prefix(&published.output)),
        start.elapsed().as_secs_f64(),
        counted(published.written, "file"),
        published.unchanged,
        published.removed,
    ))?;
    // The process ends here: taking cards and pages apart one by one would only cost time.
    std::mem::forget((loaded, rendered));
    Ok(Exit::Clean)
}

/// Tells what is wrong with the site-to-be; gives back whether it must not be published.
fn find_faults(session: &Session, args: &Build, located: &Located, loaded: &Loaded) -> Result<bool, Failure> {
    let selection = Selection::new(&located.config, &[], &[])?.for_build();
    let found = findings::find(located, loaded, &selection, jiff::civil::Date::MAX);
    let fatal = found.iter().any(|finding| in_build(finding) == InBuild::Fails);
    findings::tell(session, located, loaded, &found, if fatal { Format::Full } else { Format::Concise });
    Ok(fatal || (args.strict && found.iter().any(|finding| finding.severity >= Severity::Warning)))
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

fn tell_failures(session: &Session, rendered: &Rendered) -> bool {
    for failure in &rendered.failures {
        let name = failure.card.as_ref().map_or_else(|| failure.url.clone(), ToString::to_string);
        session.complain(&format!("the page of `{name}` could not be made: {}", printable(&failure.message)));
    }
    !rendered.failures.is_empty()
}

fn tell_dangling(session: &Session, loaded: &Loaded, rendered: &Rendered) -> bool {
    let dangling = verify(&rendered.outputs, &loaded.graph.broken_in_html());
    for found in &dangling {
        session.complain(&format!(
            "`{}` on `{}` leads nowhere: {}",
            printable(&found.address),
            printable(&found.page),
            printable(&found.missing)
        ));
    }
    !dangling.is_empty()
}

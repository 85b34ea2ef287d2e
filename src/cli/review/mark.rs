//! `quadrille review mark CARD…`: notes in cards that they were reviewed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::cli::args::MarkCards;
use crate::cli::session::{Failure, Session, find_card};
use crate::cli::{Exit, findings};
use crate::config::{Located, Request};
use crate::diag::Diagnostic;
use crate::discover::FileSet;
use crate::edit::apply;
use crate::graph::CardId;
use crate::path::{CardPath, without_dots};
use crate::pipeline::{self, Loaded};
use crate::report::Format;
use crate::review::{Mark, mark};
use crate::text::printable;
use crate::write::{EditedFile, WriteError, apply_edits};

/// A card with its new text.
struct Marked {
    card: CardId,
    file: PathBuf,
    new: String,
}

pub(super) fn run(session: &Session, args: &MarkCards) -> Result<Exit, Failure> {
    let date = day(session, args)?;
    let located = Session::locate(&request(session, args))?;
    let loaded = pipeline::load(&located.config, &FileSet::Disk)?;
    let mark = Mark { date, by: args.by.as_deref() };
    let (marked, refused) = all(session, args, (&located, &loaded), mark)?;
    if !refused.is_empty() {
        findings::tell(session, &located, &loaded, &refused, Format::Full);
        session.tell("No card was marked.");
        return Ok(Exit::Findings);
    }
    if let Err(error) = write(&located, &loaded, &marked) {
        // Somebody else may have noted the very same review meanwhile; any other change is for a person to look at.
        let loaded = pipeline::load(&located.config, &FileSet::Disk)?;
        let (again, refused) = all(session, args, (&located, &loaded), mark)?;
        if !refused.is_empty() || again.iter().any(|marked| *loaded.graph.cards[marked.card].text != *marked.new) {
            return Err(error.into());
        }
    }
    tell(session, args, (&located, &loaded), &marked)?;
    Ok(Exit::Clean)
}

/// The cards that are named, with their new texts; and why some can have none.
fn all(
    session: &Session,
    args: &MarkCards,
    (located, loaded): (&Located, &Loaded),
    wanted: Mark<'_>,
) -> Result<(Vec<Marked>, Vec<Diagnostic>), Failure> {
    let cards: BTreeSet<CardId> =
        args.cards.iter().map(|name| named(session, located, loaded, name)).collect::<Result<_, _>>()?;
    let (mut marked, mut refused) = (Vec::new(), Vec::new());
    for id in cards {
        let card = &loaded.graph.cards[id];
        if card.is_virtual {
            return Err(Failure::Message(format!("`{}` is a copy of a file from elsewhere", card.path)));
        }
        let is_unreadable = |problem: &&Diagnostic| problem.path == card.path && problem.rule == "bad-encoding";
        if let Some(problem) = loaded.diagnostics.iter().find(is_unreadable) {
            refused.push(problem.clone());
            continue;
        }
        match mark(card, wanted, &located.config) {
            Ok(edits) => {
                let file = located.config.root.join(card.path.as_str());
                marked.push(Marked { card: id, file, new: apply(&card.text, &edits).text });
            }
            Err(problem) => refused.push(*problem),
        }
    }
    Ok((marked, refused))
}

fn write(located: &Located, loaded: &Loaded, marked: &[Marked]) -> Result<usize, WriteError> {
    let texts: Vec<_> = marked.iter().map(|marked| loaded.graph.cards[marked.card].text.clone()).collect();
    let files: Vec<EditedFile<'_>> = marked
        .iter()
        .zip(&texts)
        .map(|(marked, old)| EditedFile { file: &marked.file, old, new: &marked.new })
        .collect();
    apply_edits(&located.config.root, &files)
}

fn tell(
    session: &Session,
    args: &MarkCards,
    (located, loaded): (&Located, &Loaded),
    marked: &[Marked],
) -> Result<(), Failure> {
    let (prefix, keys) = (session.prefix(&located.config.root), &located.config.review.keys);
    let by = args.by.as_ref().map(|name| format!(" by {}", printable(name))).unwrap_or_default();
    let date = day(session, args)?;
    for marked in marked {
        let card = &loaded.graph.cards[marked.card];
        session.print(&format!("{}{}: reviewed on {date}{by}\n", printable(&prefix), card.path))?;
        if let (None, Some(name)) = (&args.by, card.front_matter.get(&keys.by).and_then(|field| field.value.as_text()))
        {
            session.tell(&format!("note: `{}` still says `{}`; --by NAME sets it", keys.by, printable(name)));
        }
    }
    Ok(())
}

/// The day of the review: not one that has not come anywhere on earth.
fn day(session: &Session, args: &MarkCards) -> Result<Date, Failure> {
    let today = session.today(None);
    let latest = today.checked_add(1.day()).unwrap_or(today);
    match args.date {
        Some(date) if date > latest => Err(Failure::Message(format!("{date} is in the future: today is {today}"))),
        date => Ok(date.unwrap_or(today)),
    }
}

/// The project is that of `--dir`, else that of the first file that is named.
fn request(session: &Session, args: &MarkCards) -> Request {
    let files = || args.cards.iter().map(PathBuf::from).filter(|file| session.cwd.join(file).is_file());
    let paths = args.dir.iter().cloned().chain(files()).take(1).collect();
    Request { cwd: session.cwd.clone(), config_file: args.config.clone(), paths, ..Request::default() }
}

/// The card that a file or a name means.
fn named(session: &Session, located: &Located, loaded: &Loaded, name: &str) -> Result<CardId, Failure> {
    let file = without_dots(&session.cwd.join(name));
    let inside = |root: &Path| file.strip_prefix(root).ok()?.to_str().and_then(CardPath::new);
    if file.is_file()
        && let Some(id) = inside(&located.config.root).and_then(|path| loaded.graph.card_at(&path))
    {
        return Ok(id);
    }
    find_card(loaded, name)
}

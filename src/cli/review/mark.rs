//! `quadrille review mark CARD…`: notes in cards that they were reviewed.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::cli::args::MarkCards;
use crate::cli::session::{Failure, Session, find_card};
use crate::cli::{Exit, findings};
use crate::config::{Located, Request};
use crate::discover::FileSet;
use crate::edit::apply;
use crate::graph::CardId;
use crate::path::CardPath;
use crate::pipeline::{self, Loaded};
use crate::report::Format;
use crate::review::{Mark, mark};
use crate::text::printable;
use crate::write::{EditedFile, apply_edits};

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
    let cards: BTreeSet<CardId> =
        args.cards.iter().map(|name| named(session, &located, &loaded, name)).collect::<Result<_, _>>()?;
    let (mut marked, mut refused) = (Vec::new(), Vec::new());
    for id in cards {
        let card = &loaded.graph.cards[id];
        if card.is_virtual {
            return Err(Failure::Message(format!("`{}` is a copy of a file from elsewhere", card.path)));
        }
        match mark(card, Mark { date, by: args.by.as_deref() }, &located.config) {
            Ok(edits) => {
                let file = located.config.root.join(card.path.as_str());
                marked.push(Marked { card: id, file, new: apply(&card.text, &edits).text });
            }
            Err(problem) => refused.push(problem),
        }
    }
    if !refused.is_empty() {
        findings::tell(session, &located, &loaded, &refused, Format::Concise);
        session.tell("No card was marked.");
        return Ok(Exit::Findings);
    }
    let old = |marked: &Marked| loaded.graph.cards[marked.card].text.clone();
    let texts: Vec<_> = marked.iter().map(old).collect();
    let files: Vec<EditedFile<'_>> = marked
        .iter()
        .zip(&texts)
        .map(|(marked, old)| EditedFile { file: &marked.file, old, new: &marked.new })
        .collect();
    apply_edits(&located.config.root, &files)?;
    let prefix = session.prefix(&located.config.root);
    let by = args.by.as_ref().map(|name| format!(" by {}", printable(name))).unwrap_or_default();
    for marked in &marked {
        let card = &loaded.graph.cards[marked.card];
        session.print(&format!("{}{}: reviewed on {date}{by}\n", printable(&prefix), card.path))?;
        let key = &located.config.review.keys.by;
        if let (None, Some(name)) = (&args.by, card.front_matter.get(key).and_then(|field| field.value.as_text())) {
            session.tell(&format!("note: `{key}` still says `{}`; --by NAME sets it", printable(name)));
        }
    }
    Ok(Exit::Clean)
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
    let file = plain(&session.cwd.join(name));
    let inside = |root: &Path| file.strip_prefix(root).ok()?.to_str().and_then(CardPath::new);
    if file.is_file()
        && let Some(id) = inside(&located.config.root).and_then(|path| loaded.graph.card_at(&path))
    {
        return Ok(id);
    }
    find_card(loaded, name)
}

/// The path without `.` and `..`, by its text alone.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out
}

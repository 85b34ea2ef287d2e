//! What the process knows of the world: working folder, clock, environment, terminal.

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::check::Group;
use crate::check::catalog::RULES;
use crate::check::nearest::Nearest;
use crate::cli::args::{Color, Where};
use crate::cli::progress::Line;
use crate::config::load;
use crate::config::{Located, Request};
use crate::discover::FileSet;
use crate::graph::CardId;
use crate::path::CardPath;
use crate::pipeline::{self, Loaded};
use crate::text::printable;

/// One run of the program.
#[derive(Debug, Clone)]
pub(super) struct Session {
    /// The working folder.
    pub cwd: PathBuf,
    color: Color,
}

/// Why a command could not run.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nobody reads any more: no fault of ours.
    ClosedPipe,
    /// What to tell.
    Message(String),
}

impl<E: Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Message(error.to_string())
    }
}

impl Session {
    /// Looks at the world.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the working folder")]
    pub(super) fn new(color: Color) -> Self {
        Self { cwd: std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/")), color }
    }

    /// A variable of the environment.
    #[expect(clippy::unused_self, reason = "the session is the door to the environment")]
    pub(super) fn variable(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name).filter(|value| !value.is_empty())
    }

    /// The day, unless the user named one.
    #[expect(clippy::disallowed_methods, clippy::unused_self, reason = "the one place that reads the clock")]
    pub(super) fn today(&self, named: Option<Date>) -> Date {
        named.unwrap_or_else(|| jiff::Zoned::now().date())
    }

    /// Whether standard output takes colours.
    pub(super) fn has_color(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                io::stdout().is_terminal()
                    && self.variable("NO_COLOR").is_none()
                    && self.variable("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }

    /// How many columns the terminal has; `None` where standard output is none, so that nothing need be cut.
    #[expect(clippy::unused_self, reason = "the session is the door to the terminal")]
    pub(super) fn width(&self) -> Option<usize> {
        let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
        Some(usize::from(width.0)).filter(|width| *width > 0)
    }

    /// Whether a line that counts is written: where a person watches standard error.
    pub(super) fn progress_line(&self) -> Line {
        let is_watched = io::stderr().is_terminal()
            && self.variable("CI").is_none()
            && self.variable("TERM").is_none_or(|term| term != "dumb");
        if is_watched { Line::Shown } else { Line::Hidden }
    }

    /// Prints a text to standard output.
    #[expect(clippy::unused_self, reason = "the session is the door to the terminal")]
    pub(super) fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::ClosedPipe),
            Err(error) => Err(Failure::Message(format!("cannot write to standard output: {error}"))),
            Ok(()) => Ok(()),
        }
    }

    /// Tells something on standard error that is neither result nor fault.
    #[expect(clippy::unused_self, reason = "the session is the door to the terminal")]
    pub(super) fn tell(&self, text: &str) {
        // Whoever closed standard error does not want to hear.
        let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
    }

    /// Tells on standard error why the program could not run.
    pub(super) fn complain(&self, message: &str) {
        self.tell(&format!("error: {message}"));
    }

    /// Finds and reads the configuration of a project.
    pub(super) fn locate(request: &Request) -> Result<Located, Failure> {
        let groups = Group::ALL.map(Group::name);
        let names: Vec<&str> = RULES.iter().map(|rule| rule.name).chain(groups).chain(["all"]).collect();
        Ok(load(request, &names)?)
    }

    /// The request of a command that takes a folder.
    pub(super) fn request(&self, place: &Where) -> Request {
        Request {
            cwd: self.cwd.clone(),
            config_file: place.config.clone(),
            paths: place.dir.iter().cloned().collect(),
            dialect: place.dialect,
            ..Request::default()
        }
    }

    /// Finds, reads and links a project.
    pub(super) fn load(&self, place: &Where) -> Result<(Located, Loaded), Failure> {
        let located = Self::locate(&self.request(place))?;
        let loaded = pipeline::load(&located.config, &FileSet::Disk)?;
        Ok((located, loaded))
    }

    /// How a folder is written in messages: relative to the working folder where it lies inside, with a `/` at its
    /// end; empty for the working folder itself.
    pub(super) fn prefix(&self, folder: &Path) -> String {
        let shown = folder.strip_prefix(&self.cwd).unwrap_or(folder).to_string_lossy().into_owned();
        if shown.is_empty() || shown.ends_with('/') { shown } else { shown + "/" }
    }
}

/// The card that a user names by path, stem or title.
pub(super) fn find_card(loaded: &Loaded, name: &str) -> Result<CardId, Failure> {
    let graph = &loaded.graph;
    let by_path = CardPath::new(name).and_then(|path| {
        let with_extension = CardPath::new(&format!("{name}.md"))?;
        graph.card_at(&path).or_else(|| graph.card_at(&with_extension))
    });
    if let Some(id) = by_path {
        return Ok(id);
    }
    let of_stem = graph.names.with_stem(name);
    let is_titled = |id: &CardId| of_stem.is_empty() && graph.cards[*id].title.text == name;
    let found: Vec<CardId> = of_stem.iter().copied().chain((0..graph.cards.len()).filter(is_titled)).collect();
    match &found[..] {
        [id] => Ok(*id),
        [] => Err(Failure::Message(format!("there is no card `{}`{}", printable(name), hint_for_card(loaded, name)))),
        many => {
            let paths: Vec<String> = many.iter().map(|id| format!("`{}`", graph.cards[*id].path)).collect();
            Err(Failure::Message(format!("`{name}` is ambiguous: {}", paths.join(", "))))
        }
    }
}

/// The line that offers the cards whose names are like one that no card has.
fn hint_for_card(loaded: &Loaded, name: &str) -> String {
    let cards = &loaded.graph.cards;
    let names = cards.iter().flat_map(|card| [card.path.stem(), &card.title.text].map(|name| (name, &card.path)));
    let near = Nearest::new(names).find(crate::path::strip_markdown_extension(name.rsplit('/').next().unwrap_or(name)));
    let offers: Vec<String> = near.iter().map(|path| format!("`{path}`")).collect();
    if offers.is_empty() { String::new() } else { format!("\n  hint: did you mean {}?", offers.join(" or ")) }
}

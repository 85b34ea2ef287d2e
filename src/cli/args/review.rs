//! What can be written after `quadrille review`. Help texts are the docstrings.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;

use super::Where;
use crate::due::State;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct Review {
    #[command(subcommand)]
    pub command: Option<ReviewCommand>,
    #[command(flatten)]
    pub list: List,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ReviewCommand {
    /// Show the card to read next
    Next(Next),
    /// Note in cards that they were reviewed
    Mark(MarkCards),
    /// Count the cards by state, quadrant, tag and owner
    Stats(Stats),
    /// List the cards that were not changed for long, by git
    Stale(Stale),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct List {
    #[command(flatten)]
    pub place: Where,
    /// How many cards to list; 0 for all
    #[arg(long, default_value_t = 15, value_name = "N")]
    pub limit: usize,
    #[command(flatten)]
    pub filter: Filter,
    /// How cards are written
    #[arg(long, value_enum, default_value_t = QueueFormat::Table, value_name = "FORMAT")]
    pub format: QueueFormat,
    /// The day from which ages are counted [default: today]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
    /// Exit with 1 if a card is overdue
    #[arg(long)]
    pub fail_if_overdue: bool,
}

/// Which cards of the queue are meant. Of several values of one option any will do.
#[derive(Debug, Default, clap::Args)]
pub(in crate::cli) struct Filter {
    /// Only cards of this quadrant or top folder
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    pub quadrant: Vec<String>,
    /// Only cards with this tag
    #[arg(long, value_delimiter = ',', value_name = "TAG")]
    pub tag: Vec<String>,
    /// Only cards that this person or team looks after
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    pub owner: Vec<String>,
    /// Only cards in this state
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATE")]
    pub state: Vec<State>,
    /// Only cards that match this glob, relative to the docs root
    #[arg(long, value_name = "GLOB")]
    pub path: Vec<String>,
}

/// How the queue is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum QueueFormat {
    /// For people
    Table,
    /// One array of objects
    Json,
    /// One object on each line
    Ndjson,
    /// A table for an issue or a page
    Markdown,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Next {
    #[command(flatten)]
    pub place: Where,
    #[command(flatten)]
    pub filter: Filter,
    /// Print the path of its file and nothing else
    #[arg(long)]
    pub path_only: bool,
    /// The day from which ages are counted [default: today]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct MarkCards {
    /// The cards: their files, or their paths in the docs root, stems or titles
    #[arg(required = true, value_name = "CARD")]
    pub cards: Vec<String>,
    /// The day of the review [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
    /// Who reviewed the cards
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The project or its docs folder [default: that of the first file, else the working folder]
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// The configuration file [default: the nearest quadrille.toml]
    #[arg(short = 'f', long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Stats {
    #[command(flatten)]
    pub place: Where,
    #[command(flatten)]
    pub filter: Filter,
    /// How numbers are written
    #[arg(long, value_enum, default_value_t = super::ListFormat::Table, value_name = "FORMAT")]
    pub format: super::ListFormat,
    /// The day from which ages are counted [default: today]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Stale {
    #[command(flatten)]
    pub place: Where,
    /// After how many days without a change a card is listed
    #[arg(long, default_value_t = 180, value_name = "DAYS")]
    pub threshold: u32,
    /// How many cards to list; 0 for all
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub limit: usize,
    #[command(flatten)]
    pub filter: Filter,
    /// How cards are written
    #[arg(long, value_enum, default_value_t = QueueFormat::Table, value_name = "FORMAT")]
    pub format: QueueFormat,
    /// The day from which ages are counted [default: today]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
}

//! What can be written on the command line. Help texts are the docstrings.

mod deploy;
mod review;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::config::Dialect;
use crate::report::Format;

pub(super) use deploy::{
    AliasArgs, BranchArgs, CommitArgs, Deploy, DeployAlias, DeployCommand, DeployDefault, DeployDelete, DeployList,
    DeployRetitle,
};
pub(super) use review::{Filter, List, MarkCards, Next, QueueFormat, Review, ReviewCommand, Stale, Stats};

/// Publishes, checks and reviews a knowledge base of Markdown cards
#[derive(Debug, Parser)]
#[command(name = "quadrille", version, propagate_version = true, max_term_width = 100)]
pub(super) struct Args {
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", display_order = 900)]
    pub color: Color,
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Publish the site
    Build(Build),
    /// Publish versions of the site side by side on a branch
    Deploy(Box<Deploy>),
    /// Show the site while you write it
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Find what is wrong with links, names, structure and front matter
    Check(Check),
    /// List all links and what they lead to
    Links(Links),
    /// List the links into a card
    Backlinks(Backlinks),
    /// List the cards that no other card links to
    Orphans(Where),
    /// List the tags
    Tags(Tags),
    /// Print the graph of cards and links
    Graph(Graph),
    /// Tell step by step why a link leads where it leads
    Explain(Explain),
    /// List the cards to review, and show the one to read next
    Review(Box<Review>),
    /// Show the cards that are worked on, what each waits for, and what can be done now
    Work(Work),
    /// Print the cards that matter most as one text, within a budget of tokens
    Context(Context),
    /// Explain a rule, or list all rules
    Rule(Rule),
    /// Print the JSON Schema of quadrille.toml
    Schema,
    /// Write a configuration, first cards, tasks and a hook
    Init(Init),
    /// Tell what becomes of a MkDocs project: of each key, feature, extension and plugin
    ImportReport(ImportReport),
    /// Draw a diagram: mermaid (`.mmd`, `.mermaid`) or box art (any other file)
    Diagram(Diagram),
    /// Read Markdown from standard input and print HTML
    Markdown(Markdown),
}

/// Which project is meant.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Where {
    /// The project or its docs folder [default: the working folder]
    pub dir: Option<PathBuf>,
    /// The configuration file [default: the nearest quadrille.toml, else mkdocs.yml]
    #[arg(short = 'f', long, visible_alias = "config-file", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How wiki-links are resolved [default: as configured, else strict]
    #[arg(long, value_enum, value_name = "DIALECT")]
    pub dialect: Option<Dialect>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub place: Where,
    /// Where the site goes [default: as configured, else site]
    #[arg(short = 'd', long, value_name = "DIR")]
    pub site_dir: Option<PathBuf>,
    /// The address of the site, for canonical links and the sitemap
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Fail on warnings
    #[arg(long)]
    pub strict: bool,
    /// Write every file anew instead of keeping those that did not change
    #[arg(long)]
    pub clean: bool,
    /// Check that every address on every page leads somewhere [default: in CI]
    #[arg(long, overrides_with = "no_verify")]
    pub verify: bool,
    /// Do not check the addresses
    #[arg(long, overrides_with = "verify")]
    pub no_verify: bool,
    /// Tell how long each phase took, and which files took longest
    #[arg(long)]
    pub timings: bool,
    /// The version that is built, where it is one of several.
    #[arg(skip)]
    pub version: Option<String>,
}

#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub place: Where,
    /// Where to listen [default: 127.0.0.1:8000]
    #[arg(short = 'a', long, value_name = "ADDR:PORT")]
    pub address: Option<crate::serve::Address>,
    /// The port to listen at, 0 for any that is free [default: that of the address]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// Open the site in the browser
    #[arg(short = 'o', long)]
    pub open: bool,
    /// Leave the pages as they will be published: they hear of no change
    #[arg(long)]
    pub no_livereload: bool,
    /// Look for changes every second, for network drives whose changes the system does not see
    #[arg(long)]
    pub poll: bool,
}

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Check {
    /// The project, its docs folder, or files and folders in it
    pub paths: Vec<PathBuf>,
    /// The configuration file [default: the nearest quadrille.toml, else mkdocs.yml]
    #[arg(short = 'f', long, visible_alias = "config-file", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How wiki-links are resolved [default: as configured, else strict]
    #[arg(long, value_enum, value_name = "DIALECT")]
    pub dialect: Option<Dialect>,
    /// Mend what can be mended without guessing
    #[arg(long)]
    pub fix: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long)]
    pub diff: bool,
    /// Run only these rules or groups, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub select: Vec<String>,
    /// Do not run these rules or groups
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub ignore: Vec<String>,
    /// How findings are written
    #[arg(long, visible_alias = "format", value_enum, default_value_t = Format::Full, value_name = "FORMAT")]
    pub output_format: Format,
    /// Write the findings to a file
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    pub statistics: bool,
    /// Fail on warnings in a MkDocs project too, as `strict: true` does
    #[arg(long)]
    pub strict: bool,
    /// Exit with 0 whatever is found
    #[arg(long)]
    pub exit_zero: bool,
    /// Leave out the findings that this file accepts
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the findings into the file of --baseline, and accept them
    #[arg(long, requires = "baseline")]
    pub write_baseline: bool,
    /// Let the git index decide which files exist, as a commit hook must
    #[arg(long)]
    pub hook: bool,
    /// The day on which dates in the future are judged [default: today]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Links {
    #[command(flatten)]
    pub place: Where,
    /// How links are written
    #[arg(long, value_enum, default_value_t = LinksFormat::Table, value_name = "FORMAT")]
    pub format: LinksFormat,
}

/// How links are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LinksFormat {
    /// One line for each link
    Table,
    /// One JSON object for each link
    Ndjson,
}

#[derive(Debug, clap::Args)]
pub(super) struct Backlinks {
    /// The card: its stem or its path in the docs root
    pub card: String,
    #[command(flatten)]
    pub place: Where,
}

#[derive(Debug, clap::Args)]
pub(super) struct Tags {
    #[command(flatten)]
    pub place: Where,
    /// How tags are written
    #[arg(long, value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    pub format: ListFormat,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    Table,
    /// One array of objects
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct Graph {
    #[command(flatten)]
    pub place: Where,
    /// How the graph is written
    #[arg(long, value_enum, default_value_t = GraphFormat::Json, value_name = "FORMAT")]
    pub format: GraphFormat,
}

/// How a graph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GraphFormat {
    /// Nodes, edges and components
    Json,
    /// For Graphviz
    Dot,
    /// For Mermaid
    Mermaid,
}

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// The link as written: '[[card#Heading]]' or '[text](path.md)'
    pub link: String,
    /// The card that the link stands in: its stem or its path in the docs root
    #[arg(long, value_name = "CARD")]
    pub from: Option<String>,
    #[command(flatten)]
    pub place: Where,
}

#[derive(Debug, Clone, clap::Args)]
pub(super) struct Work {
    /// The card whose work is meant: its stem or its path in the docs root [default: all goals]
    pub card: Option<String>,
    #[command(flatten)]
    pub place: Where,
    /// Show what is done in full, too
    #[arg(long)]
    pub all: bool,
    /// Tell where the work was left off: the branch, its commits, and the goal that it is about
    #[arg(long)]
    pub resume: bool,
    /// How the work is written
    #[arg(long, value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    pub format: ListFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Context {
    #[command(flatten)]
    pub place: Where,
    /// About how many tokens the text may have
    #[arg(long, default_value_t = 8000, value_name = "TOKENS")]
    pub budget: usize,
    /// Only cards with this tag, or one of these
    #[arg(long, value_delimiter = ',', value_name = "TAG")]
    pub tag: Vec<String>,
    /// Only cards near this one, the nearest first
    #[arg(long, value_name = "CARD")]
    pub from: Option<String>,
    /// How many links away from --from a card may be
    #[arg(long, default_value_t = 2, value_name = "N")]
    pub depth: usize,
    /// Cards that come before all others
    #[arg(long, value_delimiter = ',', value_name = "CARD")]
    pub first: Vec<String>,
    /// The day from which the ages of reviews are counted [default: today]
    #[arg(long, value_name = "DATE")]
    pub today: Option<Date>,
    /// What is printed
    #[arg(long, value_enum, default_value_t = ContextFormat::Text, value_name = "FORMAT")]
    pub format: ContextFormat,
}

/// What is printed of a context pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ContextFormat {
    /// The cards
    Text,
    /// Which cards, why, and how much they weigh
    Table,
    /// The same as data
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct Rule {
    /// The rule; without it all rules are listed
    pub name: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The project folder [default: the working folder]
    pub dir: Option<PathBuf>,
    /// Write tasks for mise, and nothing else: into its configuration, beside what is there
    #[arg(long, conflicts_with = "from")]
    pub mise: bool,
    /// Write quadrille.toml for a project of another tool, and nothing else
    #[arg(long, value_enum, value_name = "TOOL")]
    pub from: Option<Origin>,
}

/// A tool whose configuration can be taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Origin {
    /// MkDocs, from mkdocs.yml
    Mkdocs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ImportReport {
    #[command(flatten)]
    pub place: Where,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    pub format: ListFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Diagram {
    /// The file; `-` for standard input; or a folder with diagrams (`.mmd`, `.mermaid`; of box art with `--notation ascii`: `.txt`, `.ascii`, `.ditaa`, `.bob`)
    #[arg(value_name = "FILE|DIR")]
    pub file: PathBuf,
    /// The width that charts fill which have none of their own, in pixels
    #[arg(long, value_name = "PX", default_value_t = 1200, value_parser = clap::value_parser!(u32).range(100..=10_000))]
    pub width: u32,
    /// Write files into this folder instead of printing
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How it is written [default: by the file's name]
    #[arg(long, value_enum, value_name = "NOTATION")]
    pub notation: Option<DiagramNotation>,
    #[command(flatten)]
    pub want: DiagramWant,
}

/// How a diagram is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiagramNotation {
    /// Mermaid
    Mermaid,
    /// Boxes and lines of characters
    Ascii,
}

/// What of a diagram is printed.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub(super) struct DiagramWant {
    /// Print the drawing (the default)
    #[arg(long)]
    pub svg: bool,
    /// Print what the diagram says, as data
    #[arg(long)]
    pub json: bool,
    /// Print what the diagram says, in words
    #[arg(long)]
    pub describe: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Markdown {
    /// What is understood
    #[arg(long, value_enum, default_value_t = MarkdownFlavor::Quadrille, value_name = "FLAVOR")]
    pub flavor: MarkdownFlavor,
    /// Read as Python-Markdown does, with the extensions of this mkdocs.yml
    #[arg(short = 'f', long, value_name = "FILE", conflicts_with = "flavor")]
    pub config: Option<PathBuf>,
    /// Answer each line of JSON (`input`, `extensions`, `config`) with a line of JSON (`html`)
    #[arg(long, conflicts_with_all = ["flavor", "config"])]
    pub jsonl: bool,
}

/// What Markdown is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MarkdownFlavor {
    /// All that cards may hold, wiki-links as the text that they are
    Quadrille,
    /// CommonMark with tables, strikethrough, task lists and bare addresses
    Gfm,
    /// CommonMark alone
    Commonmark,
}

//! What can be written after `quadrille deploy`. Help texts are the docstrings.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::config::AliasType;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(in crate::cli) struct Deploy {
    #[command(subcommand)]
    pub command: Option<DeployCommand>,
    /// The version to build and publish: the name of its folder
    #[arg(id = "name", value_name = "VERSION", required = true)]
    pub version: Option<String>,
    /// Further names of the version, such as `latest`
    #[arg(value_name = "ALIAS")]
    pub aliases: Vec<String>,
    /// What readers see instead of the version's name
    #[arg(short = 't', long)]
    pub title: Option<String>,
    #[command(flatten)]
    pub alias: AliasArgs,
    /// Where the site is built before it goes onto the branch [default: as configured, else site]
    #[arg(short = 'd', long, value_name = "DIR")]
    pub site_dir: Option<PathBuf>,
    /// Fail on warnings
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub place: BranchArgs,
    #[command(flatten)]
    pub commit: CommitArgs,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DeployCommand {
    /// List the versions, newest first
    List(DeployList),
    /// Remove versions or aliases
    Delete(DeployDelete),
    /// Give a version further names
    Alias(DeployAlias),
    /// Give a version another title
    Retitle(DeployRetitle),
    /// Lead from the root of the site to a version
    SetDefault(DeployDefault),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DeployList {
    /// Only this version, by name or alias
    #[arg(value_name = "VERSION")]
    pub name: Option<String>,
    /// Print JSON
    #[arg(short = 'j', long)]
    pub json: bool,
    #[command(flatten)]
    pub place: BranchArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DeployDelete {
    /// Versions, which go with all their aliases, or aliases
    #[arg(value_name = "VERSION", required_unless_present = "all")]
    pub names: Vec<String>,
    /// Remove everything from the branch, or from the folder of `--prefix`
    #[arg(long, conflicts_with = "names")]
    pub all: bool,
    #[command(flatten)]
    pub place: BranchArgs,
    #[command(flatten)]
    pub commit: CommitArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DeployAlias {
    /// The version, by name or alias
    #[arg(id = "name", value_name = "VERSION")]
    pub version: String,
    /// Its new names
    #[arg(value_name = "ALIAS", required = true)]
    pub aliases: Vec<String>,
    #[command(flatten)]
    pub alias: AliasArgs,
    #[command(flatten)]
    pub place: BranchArgs,
    #[command(flatten)]
    pub commit: CommitArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DeployRetitle {
    /// The version, by name or alias
    #[arg(id = "name", value_name = "VERSION")]
    pub version: String,
    /// What readers see
    pub title: String,
    #[command(flatten)]
    pub place: BranchArgs,
    #[command(flatten)]
    pub commit: CommitArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DeployDefault {
    /// The version, by name or alias
    #[arg(id = "name", value_name = "VERSION")]
    pub version: String,
    /// Also where there is no such version yet
    #[arg(long)]
    pub allow_undefined: bool,
    #[command(flatten)]
    pub place: BranchArgs,
    #[command(flatten)]
    pub commit: CommitArgs,
}

/// How aliases are made.
#[derive(Debug, Args)]
pub(in crate::cli) struct AliasArgs {
    /// Take aliases away from the versions that have them
    #[arg(short = 'u', long)]
    pub update_aliases: bool,
    /// What an alias is on the branch [default: as configured, else symlink]
    #[arg(long, value_enum, value_name = "TYPE")]
    pub alias_type: Option<AliasType>,
}

/// Where versions are.
#[derive(Debug, Args)]
pub(in crate::cli) struct BranchArgs {
    /// The configuration file [default: the nearest one]
    #[arg(short = 'f', short_alias = 'F', long, visible_alias = "config-file", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The branch [default: as configured, else gh-pages]
    #[arg(short = 'b', long)]
    pub branch: Option<String>,
    /// The remote of the branch [default: as configured, else origin]
    #[arg(short = 'r', long)]
    pub remote: Option<String>,
    /// The folder of the branch that the versions lie in [default: as configured, else none]
    #[arg(long, visible_alias = "deploy-prefix", value_name = "PATH")]
    pub prefix: Option<String>,
    /// Do not look whether the remote is further than the branch
    #[arg(long)]
    pub ignore_remote_status: bool,
}

/// How a change is committed.
#[derive(Debug, Args)]
pub(in crate::cli) struct CommitArgs {
    /// The message of the commit
    #[arg(short = 'm', long)]
    pub message: Option<String>,
    /// Push the branch after the commit
    #[arg(short = 'p', long)]
    pub push: bool,
    /// Commit also where nothing changes
    #[arg(long)]
    pub allow_empty: bool,
}

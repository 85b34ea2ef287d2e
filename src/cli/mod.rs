//! The command line: arguments → stages → output and an exit code.
//!
//! `args` says what can be written, `session` what the process knows of the world, and each command has a file. The
//! only place besides `main` that knows environment, clock and terminal.

mod args;
mod backlinks;
mod build;
mod check;
mod deploy;
mod diagram;
mod explain;
mod findings;
mod graph;
mod import_report;
mod init;
mod links;
mod making;
mod markdown;
mod orphans;
mod pagefind;
mod progress;
mod review;
mod rule;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod session;
mod tags;
mod timings;

use std::ffi::OsString;

use clap::Parser;

use args::{Args, Command};
use session::{Failure, Session};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Nothing to complain about: 0.
    Clean,
    /// The program ran and found something: 1.
    Findings,
}

/// Runs a command line and gives back the exit code: 0 clean, 1 findings, 2 could not run.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // A closed pipe is no reason to fail: help was asked for, and somebody has seen enough of it.
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    let session = Session::new(args.color);
    match dispatch(&session, args.command) {
        Ok(Exit::Clean) | Err(Failure::ClosedPipe) => 0,
        Ok(Exit::Findings) => 1,
        Err(Failure::Message(message)) => {
            session.complain(&message);
            2
        }
    }
}

fn dispatch(session: &Session, command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Build(args) => build::run(session, &args),
        Command::Deploy(args) => deploy::run(session, &args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(session, &args),
        Command::Check(args) => check::run(session, &args),
        Command::Links(args) => links::run(session, &args),
        Command::Backlinks(args) => backlinks::run(session, &args),
        Command::Orphans(args) => orphans::run(session, &args),
        Command::Tags(args) => tags::run(session, &args),
        Command::Graph(args) => graph::run(session, &args),
        Command::Explain(args) => explain::run(session, &args),
        Command::Review(args) => review::run(session, &args),
        Command::Rule(args) => rule::run(session, &args),
        Command::Schema => schema::run(session),
        Command::Init(args) => init::run(session, &args),
        Command::ImportReport(args) => import_report::run(session, &args),
        Command::Diagram(args) => diagram::run(session, &args),
        Command::Markdown(args) => markdown::run(session, &args),
    }
}

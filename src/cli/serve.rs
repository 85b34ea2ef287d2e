//! `quadrille serve`: the live preview.

use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::cli::Exit;
use crate::cli::args::Serve;
use crate::cli::session::{Failure, Session};
use crate::report::counted;
use crate::serve::{Address, LiveReload, Notice, Options, prepare};

pub(super) fn run(session: &Session, args: &Serve) -> Result<Exit, Failure> {
    let mut address = match &args.address {
        Some(address) => address.clone(),
        None => configured(session, args)?,
    };
    address.port = args.port.unwrap_or(address.port);
    let (of_tell, of_shown) = (session.clone(), session.clone());
    let ready = prepare(Options {
        request: session.request(&args.place),
        address,
        live_reload: if args.no_livereload { LiveReload::Off } else { LiveReload::On },
        notice: if args.poll { Notice::ByTheClock } else { Notice::FromSystem },
        shown: Arc::new(move |folder| of_shown.prefix(folder)),
        tell: Arc::new(move |text| of_tell.tell(text)),
    })?;
    if ready.is_open {
        session.tell("note: other machines can read the site, too");
    }
    session.print(&format!("Serving {} at {}\n", counted(ready.cards, "card"), ready.url))?;
    if args.open {
        open(session, &ready.url);
    }
    ready.run()?;
    Ok(Exit::Clean)
}

/// Where a MkDocs project wants to be shown.
fn configured(session: &Session, args: &Serve) -> Result<Address, Failure> {
    let located = Session::locate(&session.request(&args.place))?;
    let written = located.config.mkdocs.as_ref().and_then(|mkdocs| mkdocs.dev_addr.clone());
    Ok(written.map(|written| written.parse()).transpose()?.unwrap_or_default())
}

/// Shows the home page in the user's browser, as far as there is one.
fn open(session: &Session, url: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = || Stdio::null();
    match Command::new(program).arg(url).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn() {
        // Some browsers run on as the child of this program: nobody waits for them.
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(error) => session.tell(&format!("note: cannot open a browser with `{program}`: {error}")),
    }
}

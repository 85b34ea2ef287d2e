//! The live preview: the site from memory, made anew when its sources change.
//!
//! 1. `address`: where to listen;
//! 2. `rebuild`: the sources → a site, as often as they change (`watch` says when to look);
//! 3. `generation`: the site, each file made when it is asked for;
//! 4. `stage`: the generation that is on, what is wrong, and what changed since;
//! 5. `http`: requests → answers (`guard`: who may ask; `target`: what for; `content_type`: what it is);
//! 6. `live.js`: the page that hears of a change, with `problem`s on it.
//!
//! The last site that was whole stays on until the next one is. Must never write anything, and never show a file that is
//! not in the site.

mod address;
mod content_type;
mod generation;
mod guard;
mod http;
mod preview;
mod problem;
mod rebuild;
mod stage;
mod target;
mod terminal;
mod watch;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt;

use crate::config::Request;

pub use address::{Address, AddressError};
use guard::Guard;
use http::{Server, router};
use preview::Preview;

/// How many files are made or read at one time.
const THREADS: usize = 8;
/// How long the threads that still make a page may take once the server is told to stop.
const LAST_WORDS: Duration = Duration::from_millis(200);

/// Says something to the user, a line or several.
pub type Tell = Arc<dyn Fn(&str) + Send + Sync>;

/// How a folder is written in messages.
pub type Shown = Arc<dyn Fn(&Path) -> String + Send + Sync>;

/// Whether open pages hear of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiveReload {
    /// They do.
    On,
    /// Pages are as they will be published.
    Off,
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The system tells.
    FromSystem,
    /// By a look every second, for drives of other machines.
    ByTheClock,
}

/// What to serve, where and how.
pub struct Options {
    /// The project.
    pub request: Request,
    /// Where to listen.
    pub address: Address,
    /// Whether open pages hear of changes.
    pub live_reload: LiveReload,
    /// How changes are noticed.
    pub notice: Notice,
    /// How a folder is written in messages, with a `/` at its end.
    pub shown: Shown,
    /// Hears of rebuilds and problems.
    pub tell: Tell,
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error(
        "port {} of `{}` is in use\n  hint: stop the other program, or take another port: `-a {}`",
        .0.port, .0.host, .0.next()
    )]
    PortBusy(Address),
    /// The system does not let us.
    #[error("cannot listen at `{address}`: {reason}")]
    Listen {
        /// Where.
        address: Address,
        /// What the system said.
        reason: io::Error,
    },
    /// The sources cannot be made into a site.
    #[error("{0}")]
    Sources(String),
    /// The server itself failed.
    #[error("the server stopped: {0}")]
    Server(io::Error),
}

/// A server that is ready, but does not answer yet.
pub struct Ready {
    listener: TcpListener,
    server: Server,
    preview: Preview,
    /// The address of the home page.
    pub url: String,
    /// How many cards there are.
    pub cards: usize,
    /// Whether other machines can ask, too.
    pub is_open: bool,
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ready").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Opens the port and makes the first site.
///
/// # Errors
/// Where either cannot be done.
pub fn prepare(options: Options) -> Result<Ready, ServeError> {
    let Options { address, .. } = &options;
    let (listener, bound) = listen(address)?;
    let url = format!("http://{}/", called(address, bound));
    let guard = Guard::new(address, bound);
    let (live_reload, tell) = (options.live_reload, options.tell.clone());
    let preview = Preview::new(options, url.clone())?;
    let server = Server { stage: preview.stage(), guard, live_reload, tell };
    Ok(Ready { listener, server, cards: preview.card_count(), preview, url, is_open: !bound.ip().is_loopback() })
}

impl Ready {
    /// Answers requests until the process is told to stop by SIGINT or SIGTERM.
    ///
    /// # Errors
    /// Where the system does not let us go on.
    pub fn run(self) -> Result<(), ServeError> {
        let Self { listener, server, preview, .. } = self;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(THREADS)
            .build()
            .map_err(ServeError::Server)?;
        let keeper = std::thread::Builder::new().name("rebuild".to_owned());
        // It has nothing to finish: it ends with the process.
        keeper.spawn(|| preview.keep_up()).map_err(ServeError::Server)?;
        let done = runtime.block_on(answer(listener, server));
        runtime.shutdown_timeout(LAST_WORDS);
        done.map_err(ServeError::Server)
    }
}

async fn answer(listener: TcpListener, server: Server) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| {
        // Where the system does not know this option, answers are a little later.
        let _ = stream.set_nodelay(true);
    });
    let serving = axum::serve(listener, router(server));
    // Streams of news never end by themselves: whoever stops the server does not wait for them.
    tokio::select! {
        done = async { serving.await } => done,
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    }
}

fn listen(address: &Address) -> Result<(TcpListener, SocketAddr), ServeError> {
    let failed = |reason: io::Error| match reason.kind() {
        io::ErrorKind::AddrInUse => ServeError::PortBusy(address.clone()),
        _ => ServeError::Listen { address: address.clone(), reason },
    };
    let listener = TcpListener::bind((address.host.as_str(), address.port)).map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

/// Host and port as a browser on this machine calls them.
fn called(address: &Address, bound: SocketAddr) -> Address {
    let host = if bound.ip().is_unspecified() { Address::default().host } else { address.host.clone() };
    Address { host, port: bound.port() }
}

//! The server: requests → what is on the stage.
//!
//! | address | what is there |
//! |---|---|
//! | `/_quadrille/events` | news, as server-sent events |
//! | `/_quadrille/page` | what changed for a page since it was loaded |
//! | `/_quadrille/live.js` | the script that listens to them |
//! | anything else | the site |
//!
//! Files are made and read on threads of their own, so that a slow one holds up nothing. Must never turn a path of an
//! address into a path on disk: only the site knows where its files are.

use std::convert::Infallible;
use std::fs::File as DiskFile;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{Stream, unfold};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Deserialize;
use tokio::task::spawn_blocking;

use crate::discover::open_regular;
use crate::render::TemplateError;
use crate::serve::content_type::{HTML, content_type};
use crate::serve::generation::{Answer, File, Generation, Made};
use crate::serve::guard::{Guard, is_own_origin};
use crate::serve::problem::Problem;
use crate::serve::stage::{Since, Stage};
use crate::serve::target::path_of;
use crate::serve::{LiveReload, Tell};

const LIVE_JS: &str = include_str!("live.js");
/// How soon a page looks for a server that went away.
const RETRY: Duration = Duration::from_millis(500);
/// What of a file of the docs root is in memory at one time, in bytes.
const CHUNK: usize = 256 * 1024;
/// What a path in a `Location` may not hold.
const LOCATION: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// What requests need to be answered.
pub(super) struct Server {
    pub(super) stage: Arc<Stage>,
    pub(super) guard: Guard,
    pub(super) live_reload: LiveReload,
    pub(super) tell: Tell,
}

/// The addresses and what answers them.
pub(super) fn router(server: Server) -> Router {
    let server = Arc::new(server);
    let mut router = Router::new();
    if server.live_reload == LiveReload::On {
        router = router
            .route("/_quadrille/events", get(events))
            .route("/_quadrille/page", get(since))
            .route("/_quadrille/live.js", get(|| async { made("live.js", LIVE_JS.into()) }));
    }
    router.fallback(site).layer(from_fn_with_state(server.clone(), guarded)).with_state(server)
}

/// Answers only those who may ask, and says on every answer how it is to be taken.
async fn guarded(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&server.guard, request.uri(), request.headers()) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let name = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(name, HeaderValue::from_static("same-origin"));
    response
}

fn refusal(guard: &Guard, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default());
    // The address of a proxy's request names a host of its own.
    if uri.authority().is_some() {
        return Some(plain(StatusCode::BAD_REQUEST, "this server is no proxy\n".to_owned()));
    }
    let host = text(header::HOST).unwrap_or_default();
    if !guard.admits(host) {
        let message = format!(
            "the name `{}` is not one of this server; call it `localhost`, or start it with `-a NAME:PORT`\n",
            crate::text::printable(host)
        );
        return Some(plain(StatusCode::FORBIDDEN, message));
    }
    let is_foreign = text(header::ORIGIN).is_some_and(|origin| !is_own_origin(origin, host));
    (is_foreign && uri.path().starts_with("/_quadrille/"))
        .then(|| plain(StatusCode::FORBIDDEN, "only pages of this server may listen\n".to_owned()))
}

/// News for as long as somebody listens.
async fn events(State(server): State<Arc<Server>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = unfold(server.stage.listen(), |mut news| async move {
        news.changed().await.ok()?;
        let text = serde_json::to_string(&**news.borrow_and_update());
        let text = text.expect("news has string keys and cannot fail to serialise");
        Some((Ok(Event::default().retry(RETRY).data(text)), news))
    });
    Sse::new(news).keep_alive(KeepAlive::default())
}

/// Which page asks, and which generation it is of.
#[derive(Debug, Deserialize)]
struct Asked {
    path: String,
    since: u64,
}

async fn since(State(server): State<Arc<Server>>, Query(asked): Query<Asked>) -> Response {
    on_a_thread(move || {
        let generation = server.stage.current();
        let page = path_of(&asked.path).unwrap_or_default();
        let shown = match shown(&generation, &page) {
            Ok((file, hash)) => server.stage.since(&file, asked.since, &generation, hash),
            // The page would be an error: it stays as it is.
            Err(_) => Since { generation: generation.number, changed: false, assets: Vec::new() },
        };
        let json = serde_json::to_vec(&shown).expect("strings and numbers are always JSON");
        made("since.json", json)
    })
    .await
}

/// The page that is shown at a path, and the hash of what it says.
fn shown(generation: &Generation, path: &str) -> Result<(String, blake3::Hash), TemplateError> {
    let nothing = || blake3::hash(b"");
    Ok(match generation.answer(path)? {
        Answer::File(file, File::Made(made)) => (file, made.hash),
        Answer::File(file, File::Asset(_)) => (file, nothing()),
        Answer::Folder => (format!("{path}/index.html"), nothing()),
        Answer::Missing => (page_of(path), not_found(generation).map_or_else(nothing, |page| page.hash)),
    })
}

/// Where the page of an address would be.
fn page_of(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// The site.
async fn site(State(server): State<Arc<Server>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "this server can only be read\n".to_owned());
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let uri = request.uri().clone();
    on_a_thread(move || answer(&server, &uri)).await
}

fn answer(server: &Server, uri: &Uri) -> Response {
    let generation = server.stage.current();
    let Some(path) = path_of(uri.path()) else { return missing(server, &generation, None) };
    match generation.answer(&path) {
        Ok(Answer::File(file, File::Made(made))) => send(server, &generation, &file, &made),
        Ok(Answer::File(file, File::Asset(disk))) => {
            asset(&generation, &file, &disk).unwrap_or_else(|| missing(server, &generation, Some(&path)))
        }
        Ok(Answer::Folder) => to_folder(&path, uri.query()),
        Ok(Answer::Missing) => missing(server, &generation, Some(&path)),
        Err(error) => {
            let problem = Problem::of_template(&error);
            (server.tell)(&problem.line());
            server.stage.add(problem);
            let page = with_script(server, &generation, UNMADE.as_bytes());
            (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, HTML)], page).into_response()
        }
    }
}

/// Stands in for a page whose template cannot be rendered.
const UNMADE: &str = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Not available</title></head>\n\
    <body><main><h1>Not available</h1><p>The template of this page has a fault.</p></main></body>\n</html>\n";

/// Answers with a file that was made; a page learns of news.
fn send(server: &Server, generation: &Generation, file: &str, found: &Made) -> Response {
    if content_type(file) != HTML {
        return made(file, found.bytes.clone());
    }
    if let Some(failure) = &found.failure {
        let problem = Problem::new(&format!("the page `{file}` could not be made: {}", failure.message));
        (server.tell)(&problem.line());
        server.stage.add(problem);
    }
    server.stage.note(file, generation.number, found.hash);
    made(file, with_script(server, generation, &found.bytes))
}

/// Answers with the site's own page for what is not there. A path that could be that of a page is remembered, so that
/// the page comes when it is written.
fn missing(server: &Server, generation: &Generation, path: Option<&str>) -> Response {
    let Some(page) = not_found(generation) else {
        return plain(StatusCode::NOT_FOUND, "there is nothing at this address\n".to_owned());
    };
    if let Some(path) = path {
        server.stage.note(&page_of(path), generation.number, page.hash);
    }
    let html = with_script(server, generation, &page.bytes);
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, HTML)], html).into_response()
}

fn not_found(generation: &Generation) -> Option<Arc<Made>> {
    // A template at fault is told of by the pages that need it; here a plain text does.
    match generation.file("404.html").ok().flatten()? {
        File::Made(made) => Some(made),
        File::Asset(_) => None,
    }
}

/// Answers with a file of the docs root; nothing where it is gone, or has become the way out of the docs root.
fn asset(generation: &Generation, file: &str, disk: &Path) -> Option<Response> {
    let disk = disk.canonicalize().ok().filter(|disk| disk.starts_with(&generation.root))?;
    let (source, metadata) = open_regular(&disk).ok()?;
    let body = Body::from_stream(chunks(source, metadata.len()));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type(file))),
        (header::CONTENT_LENGTH, HeaderValue::from(metadata.len())),
    ];
    Some((headers, body).into_response())
}

/// The first `length` bytes of a file, piece by piece; an error ends the answer.
fn chunks(file: DiskFile, length: u64) -> impl Stream<Item = std::io::Result<Vec<u8>>> {
    unfold(Some((file, length)), |state| async move {
        let (mut file, left) = state.filter(|(_, left)| *left > 0)?;
        let read = spawn_blocking(move || {
            let mut chunk = Vec::with_capacity(CHUNK.min(usize::try_from(left).unwrap_or(CHUNK)));
            (&mut file).take(left.min(CHUNK as u64)).read_to_end(&mut chunk).map(|_| (chunk, file))
        });
        let read = read.await.unwrap_or_else(|error| Err(std::io::Error::other(error)));
        Some(match read {
            Ok((chunk, _)) if chunk.is_empty() => (Err(std::io::ErrorKind::UnexpectedEof.into()), None),
            Ok((chunk, file)) => {
                let left = left - chunk.len() as u64;
                (Ok(chunk), Some((file, left)))
            }
            Err(error) => (Err(error), None),
        })
    })
}

/// Sends a browser from `/how-to` to `/how-to/`.
fn to_folder(path: &str, query: Option<&str>) -> Response {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let location = format!("/{}/{query}", utf8_percent_encode(path, LOCATION));
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}

/// A page with the script that listens for news, and the generation that the page is of.
fn with_script(server: &Server, generation: &Generation, page: &[u8]) -> Vec<u8> {
    if server.live_reload == LiveReload::Off {
        return page.to_owned();
    }
    let tag = format!("<script src=\"/_quadrille/live.js\" data-generation=\"{}\" defer></script>", generation.number);
    let at = memchr::memmem::rfind(page, b"</body>").unwrap_or(page.len());
    let (before, after) = page.split_at(at);
    [before, tag.as_bytes(), b"\n", after].concat()
}

fn made(file: &str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, content_type(file))], bytes).into_response()
}

fn plain(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, content_type("a.txt"))], text).into_response()
}

/// Does what may take a while; a panic in it is one bad answer.
async fn on_a_thread(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    let failed = |_| plain(StatusCode::INTERNAL_SERVER_ERROR, "this address could not be answered\n".to_owned());
    spawn_blocking(work).await.unwrap_or_else(failed)
}

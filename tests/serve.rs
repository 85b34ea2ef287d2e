//! The live preview from outside: the built command, spoken to over HTTP.
//!
//! Every wait is for something that must come, with a deadline; none is for time to pass.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Tree, clean_command};

/// Longer than any machine takes.
const DEADLINE: Duration = Duration::from_mins(1);

/// A running `quadrille serve`; killed when dropped.
struct Preview {
    child: Child,
    port: u16,
    /// Keeps the pipe open.
    _stdout: BufReader<ChildStdout>,
}

/// What came back.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// An open stream of news.
struct News(BufReader<TcpStream>);

/// What the news says.
#[derive(serde::Deserialize)]
struct Item {
    generation: u64,
    is_stale: bool,
    problems: Vec<Problem>,
}

#[derive(serde::Deserialize)]
struct Problem {
    message: String,
    place: Option<String>,
}

/// What changed for a page.
#[derive(serde::Deserialize)]
struct Since {
    generation: u64,
    changed: bool,
    assets: Vec<String>,
}

impl Preview {
    fn start(tree: &Tree, args: &[&str]) -> Self {
        let mut command = clean_command(env!("CARGO_BIN_EXE_quadrille"), &tree.root());
        command.args(["serve", "--port", "0"]).args(args).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().expect("the command can be started");
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a server says where it is");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        Self { child, port: port.unwrap_or_else(|| panic!("no port in {line:?}")), _stdout: stdout }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(DEADLINE)).expect("sockets have timeouts");
        stream
    }

    /// Sends a request as it is, with `Host` unless the headers have one, and reads the answer to its end.
    fn ask(&self, request: &str, headers: &[&str]) -> Answer {
        let mut stream = self.connect();
        let host = format!("Host: localhost:{}", self.port);
        let has_host = headers.iter().any(|header| header.starts_with("Host:"));
        let mut lines = vec![format!("{request} HTTP/1.1"), "Connection: close".to_owned()];
        lines.extend((!has_host).then_some(host));
        lines.extend(headers.iter().map(ToString::to_string));
        stream.write_all(format!("{}\r\n\r\n", lines.join("\r\n")).as_bytes()).expect("a request can be sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer comes");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &[])
    }

    fn news(&self) -> News {
        let mut stream = self.connect();
        let request = format!("GET /_quadrille/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).expect("a request can be sent");
        News(BufReader::new(stream))
    }

    fn since(&self, page: &str, generation: u64) -> Since {
        let answer = self.get(&format!("/_quadrille/page?path={page}&since={generation}"));
        serde_json::from_str(&answer.body).expect("what changed is JSON")
    }

    /// Sends a signal, and gives back the exit code and how long it took.
    fn stop(&mut self, signal: &str) -> (Option<i32>, Duration) {
        let start = Instant::now();
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill is there").success());
        let status = self.child.wait().expect("the server ends");
        (status.code(), start.elapsed())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl News {
    /// Reads on until the news is as wanted.
    fn until(&mut self, is_wanted: impl Fn(&Item) -> bool) -> Item {
        let start = Instant::now();
        while start.elapsed() < DEADLINE {
            let mut line = String::new();
            let read = self.0.read_line(&mut line).expect("the stream goes on");
            assert!(read > 0, "the stream has ended");
            let item = line.strip_prefix("data: ").map(|data| serde_json::from_str(data).expect("news is JSON"));
            if let Some(item) = item.filter(&is_wanted) {
                return item;
            }
        }
        panic!("the news that was waited for did not come");
    }

    fn after(&mut self, generation: u64) -> Item {
        self.until(|item| item.generation > generation)
    }
}

/// Saves as many editors do: beside it under a hidden name, then in its place, so that no half of it is ever seen.
fn save(tree: &Tree, path: &str, text: &str) {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let beside = format!("{folder}/.{name}.new");
    tree.write(beside.trim_start_matches('/'), text);
    let root = tree.root();
    std::fs::rename(root.join(beside.trim_start_matches('/')), root.join(path)).expect("a rename");
}

fn garden() -> Tree {
    Tree::new(&[
        ("quadrille.toml", "[theme]\ntemplates = \"theme\"\ncss = [\"extra.css\"]\n"),
        ("theme/main.html", "{% extends \"base.html\" %}{% block content %}{{ content }}{% endblock %}"),
        ("docs/index.md", "# Home\n\nHello. [[pin]]\n"),
        ("docs/how-to/pin.md", "# Pin\n\n[[index]] ![Plan](plan.txt)\n"),
        ("docs/how-to/plan.txt", "the plan"),
        ("docs/extra.css", "a { color: red }"),
        ("docs/.hidden.md", "TOPSECRET"),
        ("secret.md", "TOPSECRET"),
    ])
}

#[test]
fn pages_and_files_are_served_from_memory() {
    let tree = garden();
    let preview = Preview::start(&tree, &[]);
    let home = preview.get("/");
    assert_eq!(home.status, 200);
    for wanted in
        ["content-type: text/html; charset=utf-8", "cache-control: no-store", "x-content-type-options: nosniff"]
    {
        assert!(home.head.contains(wanted), "{}", home.head);
    }
    assert!(home.body.contains("Hello.") && home.body.contains("/_quadrille/live.js"), "{}", home.body);
    let moved = preview.get("/how-to/pin?a=b");
    assert!(moved.status == 302 && moved.head.contains("location: /how-to/pin/?a=b"), "{}", moved.head);
    assert!(preview.get("/how-to/pin/index.html").body.contains(">Pin<"));
    let asset = preview.get("/how-to/plan.txt");
    assert!(asset.status == 200 && asset.body == "the plan", "{}", asset.head);
    assert!(asset.head.contains("content-type: text/plain; charset=utf-8"), "{}", asset.head);
    let head = preview.ask("HEAD /how-to/plan.txt", &[]);
    assert!(head.status == 200 && head.body.is_empty() && head.head.contains("content-length: 8"), "{}", head.head);
    let missing = preview.get("/nowhere/at/all/");
    assert!(missing.status == 404 && missing.body.contains("Page not found"), "{}", missing.body);
    assert_eq!(preview.ask("POST /", &[]).status, 405);
    assert_eq!(tree.read("site/index.html"), None, "nothing is written");
    let plain = Preview::start(&tree, &["--no-livereload"]);
    assert!(!plain.get("/").body.contains("live.js"));
    assert_eq!(plain.get("/_quadrille/events").status, 404);
}

#[test]
fn nothing_outside_of_the_site_is_served() {
    let tree = garden();
    let preview = Preview::start(&tree, &[]);
    for path in [
        "/../secret.md",
        "/..%2fsecret.md",
        "/%2e%2e/secret.md",
        "/%252e%252e/secret.md",
        "/..%5csecret.md",
        "/..\\secret.md",
        "//etc/passwd",
        "/etc/passwd",
        "/index.html%00.txt",
        "/.hidden.md",
        "/.hidden/",
        "/how-to/..;/..;/secret.md",
        "/quadrille.toml",
        "/docs/index.md",
        "http://localhost/../secret.md",
        "http://evil.example/",
        "file:///etc/passwd",
        "*",
        "x",
    ] {
        let answer = preview.get(path);
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.head);
        assert!(!answer.body.contains("TOPSECRET") && !answer.body.contains("root:"), "{path}");
    }
    // A file that became the way out of the docs root since it was found.
    tree.remove("docs/how-to/plan.txt");
    symlink(tree.root().join("secret.md"), tree.root().join("docs/how-to/plan.txt")).expect("a symlink");
    let answer = preview.get("/how-to/plan.txt");
    assert!(answer.status == 404 && !answer.body.contains("TOPSECRET"), "{}", answer.head);
}

#[test]
fn strangers_are_refused() {
    let preview = Preview::start(&garden(), &[]);
    let port = preview.port;
    for host in ["evil.example", "localhost.evil.example", "192.168.0.1", ""] {
        let answer = preview.ask("GET /", &[&format!("Host: {host}:{port}")]);
        assert!(answer.status == 403 && !answer.body.contains("Hello"), "{host}: {}", answer.head);
    }
    assert_eq!(preview.ask("GET /", &["Host: docs.localhost"]).status, 200);
    for origin in ["http://evil.example", "null", "http://localhost:1"] {
        let answer = preview.ask("GET /_quadrille/events", &[&format!("Origin: {origin}")]);
        assert_eq!(answer.status, 403, "{origin}");
    }
    let own = preview.ask("GET /_quadrille/live.js", &[&format!("Origin: http://localhost:{port}")]);
    assert!(own.status == 200 && own.head.contains("text/javascript"), "{}", own.head);
}

#[test]
fn an_edit_is_told_and_the_page_is_new() {
    let tree = garden();
    let preview = Preview::start(&tree, &[]);
    let mut news = preview.news();
    let first = news.until(|_| true).generation;
    assert_eq!((preview.get("/").status, preview.get("/how-to/pin/").status), (200, 200));
    save(&tree, "docs/index.md", "# Home\n\nHello again. [[pin]]\n");
    let second = news.after(first).generation;
    assert_eq!(second, first + 1, "one save is one generation");
    assert!(preview.get("/").body.contains("Hello again."));
    assert!(preview.since("/", first).changed && !preview.since("/how-to/pin/", first).changed);
    assert_eq!(preview.since("/", second).generation, second);
    assert!(!preview.since("/", second).changed);
    // In place, as other editors do.
    tree.write("docs/index.md", "# Home\n\nAnd again. [[pin]]\n");
    let mut generation = second;
    while !preview.get("/").body.contains("And again.") {
        generation = news.after(generation).generation;
    }
    // A new folder, and in it a card that was missing when it was asked for.
    assert_eq!(preview.get("/reference/new/").status, 404);
    tree.write("docs/reference/new.md", "# New\n");
    while preview.get("/reference/new/").status == 404 {
        generation = news.after(generation).generation;
    }
    assert!(preview.since("/reference/new/", second).changed);
    save(&tree, "docs/reference/new.md", "# Newer\n");
    generation = news.after(generation).generation;
    assert!(preview.get("/reference/new/").body.contains(">Newer"));
    tree.remove("docs/reference");
    while preview.get("/reference/new/").status == 200 {
        generation = news.after(generation).generation;
    }
}

#[test]
fn changed_style_sheets_and_pictures_are_named() {
    let tree = garden();
    let preview = Preview::start(&tree, &[]);
    let mut news = preview.news();
    let first = news.until(|_| true).generation;
    let before = preview.get("/").body;
    save(&tree, "docs/extra.css", "a { color: blue }");
    let second = news.after(first).generation;
    let since = preview.since("/", first);
    assert!(!since.changed && since.assets == ["/extra.css"], "{:?}", since.assets);
    tree.write("theme/assets/quadrille.css", "a { color: green }");
    let third = news.after(second).generation;
    let since = preview.since("/", second);
    assert!(!since.changed && since.assets.is_empty() && since.generation == third, "{:?}", since.assets);
    assert_ne!(preview.get("/").body, before, "the address of the style sheet is another one");
    assert!(preview.since("/", 1).changed, "a page of an earlier run of the server");
}

#[test]
fn a_broken_edit_keeps_the_last_good_site_and_heals() {
    let tree = garden();
    let preview = Preview::start(&tree, &[]);
    let mut news = preview.news();
    let mut generation = news.until(|_| true).generation;
    let toml = tree.read("quadrille.toml").expect("a configuration");
    let main = tree.read("theme/main.html").expect("a template");
    let cases = [
        ("docs/index.md", "---\ntitle: [\n---\n# Broken\n", "# Home\n\nHello 1.\n", "docs/index.md:", "Hello 1."),
        ("quadrille.toml", "[theem]\n", &*toml, "quadrille.toml:1:", "Hello 1."),
        ("theme/main.html", "{% if %}", &*main, "main.html:1", "Hello 1."),
        ("theme/main.html", "{{ page.title | nonsense }}", &*main, "main.html:1", "Hello 1."),
    ];
    for (file, bad, good, place, says) in cases {
        save(&tree, file, bad);
        let item = news.until(|item| item.is_stale);
        let [problem, ..] = &item.problems[..] else { panic!("{bad}: no problem is named") };
        assert!(problem.place.as_ref().is_some_and(|at| at.starts_with(place)), "{bad}: {:?}", problem.place);
        assert!(!problem.message.is_empty() && item.generation == generation);
        let page = preview.get("/");
        assert!(page.status == 200 && page.body.contains("Hello") && !page.body.contains("Broken"), "{bad}");
        save(&tree, file, good);
        generation = news.until(|item| !item.is_stale && item.generation > generation).generation;
        assert!(preview.get("/").body.contains(says), "{bad}");
    }
}

#[test]
fn findings_are_told_and_do_not_hold_up_the_page() {
    let tree = garden();
    let preview = Preview::start(&tree, &[]);
    let mut news = preview.news();
    save(&tree, "docs/index.md", "# Home\n\nHello. [[pin]]\n\n[[nowhere]]\n");
    let item = news.until(|item| item.problems.iter().any(|problem| problem.message.contains("`nowhere`")));
    assert!(!item.is_stale);
    let place = item.problems.iter().find_map(|problem| problem.place.as_deref().filter(|at| at.ends_with(":5:1")));
    assert_eq!(place, Some("docs/index.md:5:1"));
    assert!(preview.get("/").body.contains("nowhere"));
    save(&tree, "docs/index.md", "# Home\n\nHello. [[pin]]\n");
    news.until(|item| !item.problems.iter().any(|problem| problem.message.contains("`nowhere`")));
}

#[test]
fn changes_are_found_by_the_clock() {
    let tree = garden();
    let preview = Preview::start(&tree, &["--poll"]);
    let mut news = preview.news();
    let first = news.until(|_| true).generation;
    save(&tree, "docs/index.md", "# Home\n\nSeen. [[pin]]\n");
    news.after(first);
    assert!(preview.get("/").body.contains("Seen."));
}

#[test]
fn a_busy_port_is_named() {
    let tree = garden();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("it is bound").port();
    let run = tree.run(&["serve", "-a", &format!("127.0.0.1:{port}")], "");
    assert_eq!(run.code, 2);
    let wanted = format!("error: port {port} of `127.0.0.1` is in use\n  hint: ");
    assert!(run.stderr.starts_with(&wanted), "{}", run.stderr);
}

#[test]
fn a_signal_ends_it_at_once() {
    let tree = garden();
    for signal in ["-INT", "-TERM"] {
        let mut preview = Preview::start(&tree, &[]);
        let mut news = preview.news();
        news.until(|_| true);
        let (code, took) = preview.stop(signal);
        assert!(code == Some(0) && took < Duration::from_secs(1), "{signal}: {code:?} after {took:?}");
    }
}

//! The command line, by specs: `tests/cli/*.md`.
//!
//! A spec is a Markdown file. Each `## ` heading opens a case in a fresh folder; a fence with a language and a path
//! (` ```md docs/index.md `) is a file of it; a ` ```console ` fence holds commands with what they print:
//!
//! ```text
//! $ quadrille check docs     runs the built command
//! ? 1                        its exit code, left out for 0
//! ! a line of stderr
//! a line of stdout           `[..]` stands for any text in a line, a line `...` for any lines
//! ```
//!
//! Besides `quadrille`, a few words of its own: `git …`, `hook` (makes `quadrille check --hook` the hook of the
//! repository), `cat FILE`, `ls FOLDER`, `rm PATH`. `< FILE` at the end of a line is its input. The folder's own path prints as `[ROOT]`. `QUADRILLE_BLESS=1` writes down what came out.

use std::fmt::Write as _;
use std::fs;

use crate::support::{Run, Tree, files_under, project};

/// One test per spec, so that they run side by side.
macro_rules! specs {
    ($($(#[$attribute:meta])* $test:ident = $file:literal,)*) => {
        const SPECS: &[&str] = &[$($file),*];
        $($(#[$attribute])* #[test] fn $test() { run_spec($file); })*
    };
}

specs! {
    build = "build.md",
    check = "check.md",
    commit = "commit.md",
    context = "context.md",
    deploy = "deploy.md",
    #[cfg(feature = "mermaid")]
    diagram = "diagram.md",
    #[cfg(feature = "mermaid")]
    diagrams = "diagrams.md",
    explain = "explain.md",
    graph = "graph.md",
    hook = "hook.md",
    init = "init.md",
    init_mise = "init-mise.md",
    links = "links.md",
    markdown = "markdown.md",
    material = "material.md",
    mkdocs = "mkdocs.md",
    review = "review.md",
    review_git = "review-git.md",
    review_mark = "review-mark.md",
    rule = "rule.md",
    #[cfg(feature = "serve")]
    serve = "serve.md",
    usage = "usage.md",
    work = "work.md",
}

/// A piece of a spec, in the order of the file.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// A heading, words, blank lines: with its line end.
    Words(&'a str),
    /// A fence: its opening line, its text, its closing line.
    Fence { open: &'a str, text: &'a str, close: &'a str },
}

fn run_spec(name: &str) {
    let file = project().join("tests/cli").join(name);
    let spec = fs::read_to_string(&file).expect("the spec is there");
    let (printed, faults) = replay(&spec);
    if std::env::var_os("QUADRILLE_BLESS").is_some() {
        fs::write(&file, printed).expect("the spec can be written");
        return;
    }
    assert!(faults.is_empty(), "tests/cli/{name}:\n{}", faults.join("\n"));
}

/// Runs all cases of a spec: the spec with what came out in place of what does not match, and what does not match.
fn replay(spec: &str) -> (String, Vec<String>) {
    let (mut printed, mut faults) = (String::with_capacity(spec.len()), Vec::new());
    let mut tree = Tree::new::<&str, &str>(&[]);
    let mut case = "";
    for piece in pieces(spec) {
        match piece {
            Piece::Words(line) => {
                if let Some(heading) = line.strip_prefix("## ") {
                    case = heading.trim();
                    tree = Tree::new::<&str, &str>(&[]);
                }
                printed.push_str(line);
            }
            Piece::Fence { open, text, close } => {
                let info = open.trim().trim_start_matches('`');
                printed.push_str(open);
                if info == "console" {
                    let came = console(&tree, text);
                    if matches(text, &came) {
                        printed.push_str(text);
                    } else {
                        faults.push(format!("## {case}\n--- wanted\n{text}--- came\n{came}"));
                        printed.push_str(&came);
                    }
                } else {
                    printed.push_str(text);
                    if let Some((_, path)) = info.split_once(' ') {
                        tree.write(path.trim(), text);
                    }
                }
                printed.push_str(close);
            }
        }
    }
    (printed, faults)
}

/// Cuts a spec into words and fences. A fence ends at a line of at least as many backticks and nothing else.
fn pieces(spec: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = spec;
    while !rest.is_empty() {
        let (line, after) = first_line(rest);
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            pieces.push(Piece::Words(line));
            rest = after;
            continue;
        }
        let mut body = after;
        while !body.is_empty() && !closes(first_line(body).0, ticks) {
            body = first_line(body).1;
        }
        let (close, next) = first_line(body);
        pieces.push(Piece::Fence { open: line, text: &after[..after.len() - body.len()], close });
        rest = next;
    }
    pieces
}

fn first_line(text: &str) -> (&str, &str) {
    text.split_at(text.find('\n').map_or(text.len(), |at| at + 1))
}

fn closes(line: &str, ticks: usize) -> bool {
    let line = line.trim_end();
    line.len() >= ticks && line.bytes().all(|byte| byte == b'`')
}

/// Runs the commands of a console fence: the fence as it came out.
fn console(tree: &Tree, text: &str) -> String {
    let root = tree.root();
    let root = root.to_str().expect("temporary folders have plain names");
    let mut out = String::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let run = command(tree, line);
        let _ = writeln!(out, "$ {line}");
        if run.code != 0 {
            let _ = writeln!(out, "? {}", run.code);
        }
        for line in run.stderr.replace(root, "[ROOT]").lines() {
            let _ = writeln!(out, "{}", format!("! {line}").trim_end());
        }
        for line in run.stdout.replace(root, "[ROOT]").lines() {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

fn command(tree: &Tree, line: &str) -> Run {
    let (line, input) = match line.split_once(" < ") {
        Some((line, file)) => (line, tree.read(file.trim()).expect("the input is a file of the case")),
        None => (line, String::new()),
    };
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = |stdout: String| Run { code: 0, stdout, stderr: String::new() };
    match words.as_slice() {
        ["quadrille", args @ ..] => tree.run(args, &input),
        ["git", args @ ..] => tree.git(args),
        ["hook"] => {
            tree.install_hook();
            done(String::new())
        }
        ["cat", file] => done(tree.read(file).unwrap_or_else(|| format!("{file} is not there\n"))),
        ["ls", folder] => {
            let mut files: Vec<String> = tree.list(folder).iter().map(|file| without_hash(file)).collect();
            files.sort();
            done(files.iter().fold(String::new(), |out, file| out + file + "\n"))
        }
        ["rm", path] => {
            tree.remove(path);
            done(String::new())
        }
        _ => panic!("a spec runs quadrille, git, hook, cat, ls or rm, not `{line}`"),
    }
}

/// `assets/boot.0123456789.js` → `assets/boot.[hash].js`: the hash changes with every edit of the theme.
fn without_hash(file: &str) -> String {
    let is_hash = |part: &str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    file.split('.').map(|part| if is_hash(part) { "[hash]" } else { part }).collect::<Vec<&str>>().join(".")
}

/// Splits a command line at blanks; single and double quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut is_open) = (Vec::new(), String::new(), None, false);
    for c in line.chars() {
        match quote {
            Some(mark) if c == mark => quote = None,
            Some(_) => word.push(c),
            None if c == '\'' || c == '"' => (quote, is_open) = (Some(c), true),
            None if c == ' ' => {
                if is_open {
                    words.push(std::mem::take(&mut word));
                }
                is_open = false;
            }
            None => {
                word.push(c);
                is_open = true;
            }
        }
    }
    if is_open {
        words.push(word);
    }
    words
}

/// Whether an output is what was wanted: line by line, with `[..]` and `...`.
fn matches(wanted: &str, came: &str) -> bool {
    let wanted: Vec<&str> = wanted.lines().collect();
    let came: Vec<&str> = came.lines().collect();
    // `reached[j]`: the lines of `wanted` so far can match the first `j` lines that came.
    let mut reached = vec![false; came.len() + 1];
    reached[0] = true;
    for line in wanted {
        let mut next = vec![false; came.len() + 1];
        for j in 0..=came.len() {
            next[j] = if line == "..." {
                reached[j] || (j > 0 && next[j - 1])
            } else {
                j > 0 && reached[j - 1] && line_matches(line, came[j - 1])
            };
        }
        reached = next;
    }
    reached[came.len()]
}

fn line_matches(wanted: &str, came: &str) -> bool {
    let mut parts = wanted.trim_end().split("[..]");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = came.trim_end().strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(part) = last.replace(part) {
            let Some(at) = rest.find(part) else { return false };
            rest = &rest[at + part.len()..];
        }
    }
    last.map_or(rest.is_empty(), |part| rest.ends_with(part))
}

#[test]
fn every_spec_is_run() {
    let mut listed: Vec<&str> = SPECS.to_vec();
    listed.sort_unstable();
    assert_eq!(files_under(&project().join("tests/cli")), listed);
}

#[test]
fn wildcards_match_what_they_should() {
    assert!(matches("a [..]c\n...\nz\n", "a b c\n1\n2\nz\n"));
    assert!(matches("...\n", ""));
    assert!(matches("in [..] ms, [..] cards\n", "in 12 ms, 3 cards\n"));
    assert!(!matches("a [..]c\n", "a b d\n"));
    assert!(!matches("a\n", "a\nb\n"));
    assert!(!matches("a\n...\nz\n", "a\nb\n"));
    assert!(!matches("[..] cards\n", "3 cards of paper\n"));
}

#[test]
fn a_spec_that_does_not_hold_is_told_and_blessed() {
    let spec = "# T\n\n## one\n\n```md a.md\nhello\n```\n\n```console\n$ cat a.md\nbye\n```\n\n## two\n\n```console\n$ ls .\n```\n";
    let (printed, faults) = replay(spec);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("## one") && faults[0].contains("hello"));
    assert_eq!(printed, spec.replace("bye", "hello"));
    assert_eq!(replay(&printed).1, Vec::<String>::new());
}

#[test]
fn words_are_held_together_by_quotes() {
    assert_eq!(
        words("quadrille explain '[[a|b c]]' --from \"x y\""),
        ["quadrille", "explain", "[[a|b c]]", "--from", "x y"]
    );
}

//! Trees and findings written down in Markdown.
//!
//! A text → [`Case`]s. Each section (a heading of level 2) whose fences have titles is a case: the title is the path
//! of a file, the fence its text. Further words of the info string say what the text cannot:
//!
//! | info string | meaning |
//! |---|---|
//! | `toml title="quadrille.toml"` | the configuration; the other files are the docs root |
//! | `md title="a.md" eol="crlf"` | the lines end in `\r\n` |
//! | `md title="a.md" encoding="latin-1"` | the file is not UTF-8 |
//! | `symlink title="a.md"` | a symlink; the text is where it leads |
//! | `untracked title="a.md"` | not in the git index |
//! | `text title="findings"` | what the rule finds |

/// One tree with its expected findings.
#[derive(Debug, Clone, Default)]
pub(super) struct Case {
    /// The heading of its section.
    pub(super) name: String,
    /// Its files.
    pub(super) files: Vec<File>,
    /// The text that is expected, and its lines in the spec: first and one past the last, 0-based.
    pub(super) findings: Option<(String, std::ops::Range<usize>)>,
}

/// One file of a case.
#[derive(Debug, Clone)]
pub(super) struct File {
    /// Its path in the docs root.
    pub(super) path: String,
    /// What it is.
    pub(super) kind: Kind,
    /// Its text.
    pub(super) text: String,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text in UTF-8.
    Text,
    /// Text in Latin-1.
    Latin1,
    /// A symlink.
    Symlink,
    /// A file that is not in the index.
    Untracked,
}

/// Reads the cases of a spec.
pub(super) fn read(spec: &str) -> Vec<Case> {
    let mut cases = vec![Case::default()];
    let lines: Vec<&str> = spec.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.trim().to_owned(), ..Case::default() });
        }
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let fence = &line[..ticks];
        let start = at;
        while at < lines.len() && lines[at].trim_end() != fence {
            at += 1;
        }
        let body = lines[start..at].iter().flat_map(|line| [*line, "\n"]).collect();
        let case = cases.last_mut().expect("there is a first case");
        add(case, &line[ticks..], body, start..at);
        at += 1;
    }
    cases.retain(|case| !case.files.is_empty());
    cases
}

fn add(case: &mut Case, info: &str, text: String, lines: std::ops::Range<usize>) {
    let value = |key: &str| {
        let (_, rest) = info.split_once(&format!("{key}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    let Some(path) = value("title") else { return };
    if path == "findings" {
        case.findings = Some((text, lines));
        return;
    }
    let kind = match (info.split_whitespace().next(), value("encoding").as_deref()) {
        (Some("symlink"), _) => Kind::Symlink,
        (Some("untracked"), _) => Kind::Untracked,
        (_, Some("latin-1")) => Kind::Latin1,
        _ => Kind::Text,
    };
    let text = if value("eol").as_deref() == Some("crlf") { text.replace('\n', "\r\n") } else { text };
    case.files.push(File { path, kind, text });
}

/// The spec with the findings of each case put in the place of the old ones.
pub(super) fn blessed(spec: &str, cases: &[(Case, String)]) -> String {
    let mut lines: Vec<String> = spec.lines().map(str::to_owned).collect();
    for (case, found) in cases.iter().rev() {
        if let Some((_, range)) = &case.findings {
            lines.splice(range.clone(), found.lines().map(str::to_owned));
        }
    }
    lines.join("\n") + "\n"
}

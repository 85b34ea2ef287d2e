//! Code in colour: a language and code → HTML with short Pygments classes.
//!
//! 1. the language's name is looked up, with the aliases that authors use;
//! 2. syntect splits each line into scopes (the slowest part of a build, so blocks are cached by content);
//! 3. `scopes` maps scopes to classes.
//!
//! Must never fail: what is not understood, or too large to be worth it, is plain text.

mod scopes;

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use crate::render::escape;
use crate::render::shards::{Shards, key};
use scopes::Classes;

/// Lines longer than this, in bytes, are data: highlighting takes long and shows nothing.
const MAX_LINE_BYTES: usize = 5_000;
/// Blocks larger than this, in bytes, stay plain.
const MAX_BLOCK_BYTES: usize = 200_000;
/// How much highlighted HTML one shard of the cache holds, in bytes.
const MAX_SHARD_BYTES: usize = 1 << 20;

/// Names that authors use and the grammars do not know.
const ALIASES: &[(&str, &str)] = &[
    ("apache", "apache conf"),
    ("arduino", "c++"),
    ("astro", "html"),
    ("batch", "bat"),
    ("cjs", "js"),
    ("compose", "yaml"),
    ("console", "bash"),
    ("cron", "crontab"),
    ("csharp", "cs"),
    ("cuda", "c++"),
    ("docker", "dockerfile"),
    ("docker-compose", "yaml"),
    ("dockerignore", "gitignore"),
    ("dos", "bat"),
    ("editorconfig", "ini"),
    ("fsharp", "f#"),
    ("gdscript", "gd"),
    ("golang", "go"),
    ("gotmpl", "html"),
    ("handlebars", "html"),
    ("hbs", "html"),
    ("hcl", "terraform"),
    ("helm", "yaml"),
    ("ignore", "gitignore"),
    ("ipython", "python"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("jsx", "tsx"),
    ("just", "makefile"),
    ("justfile", "makefile"),
    ("mdx", "md"),
    ("mjs", "js"),
    ("mysql", "sql"),
    ("ndjson", "json"),
    ("node", "js"),
    ("objc", "objective-c"),
    ("plsql", "sql"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("psql", "sql"),
    ("py3", "python"),
    ("pycon", "python"),
    ("python3", "python"),
    ("regex", "re"),
    ("scheme", "lisp"),
    ("service", "ini"),
    ("shell", "bash"),
    ("shell-session", "bash"),
    ("shellsession", "bash"),
    ("ssh-config", "ssh_config"),
    ("systemd", "ini"),
    ("terminal", "bash"),
    ("tf", "terraform"),
    ("unit", "ini"),
    ("zsh", "bash"),
];

/// Names that ask for no colour.
const PLAIN: &[&str] = &["", "none", "plain", "plaintext", "text", "txt", "output"];

/// Whether a language's name asks for no colour.
pub(crate) fn is_plain(language: &str) -> bool {
    PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(language))
}

/// The grammars, loaded when the first block needs them, and what has been highlighted so far.
pub(crate) struct Highlighter {
    grammars: OnceLock<SyntaxSet>,
    classes: OnceLock<Classes>,
    kept: Shards<Arc<str>>,
}

impl Default for Highlighter {
    fn default() -> Self {
        Self { grammars: OnceLock::new(), classes: OnceLock::new(), kept: Shards::new(MAX_SHARD_BYTES) }
    }
}

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Highlighter").finish_non_exhaustive()
    }
}

impl Highlighter {
    /// Appends code as HTML. The language is the first word of the info string.
    pub(crate) fn write(&self, out: &mut String, language: &str, code: &str) {
        let language = language.to_ascii_lowercase();
        if is_plain(&language) || code.len() > MAX_BLOCK_BYTES {
            return escape::text(out, code);
        }
        let key = key([language.as_str(), code]);
        if let Some(html) = self.kept.get(&key) {
            return out.push_str(&html);
        }
        let grammars = self.grammars.get_or_init(two_face::syntax::extra_newlines);
        let Some(grammar) = grammar(grammars, &language) else {
            return escape::text(out, code);
        };
        let html = self.highlight(grammars, grammar, code);
        out.push_str(&html);
        let bytes = html.len();
        self.kept.keep(key, html.into(), bytes);
    }

    fn highlight(&self, grammars: &SyntaxSet, grammar: &SyntaxReference, code: &str) -> String {
        let classes = self.classes.get_or_init(Classes::new);
        let mut known = FxHashMap::default();
        let mut state = ParseState::new(grammar);
        let mut stack = ScopeStack::new();
        let mut html = Spans { out: String::with_capacity(code.len() * 2), class: None };
        for line in code.split_inclusive('\n') {
            if line.len() > MAX_LINE_BYTES {
                html.push(line, None);
                continue;
            }
            let Ok(operations) = state.parse_line(line, grammars) else {
                html.push(line, None);
                continue;
            };
            let mut from = 0;
            for (at, operation) in operations {
                if let Some(token) = line.get(from..at).filter(|token| !token.is_empty()) {
                    html.push(token, classes.of(stack.as_slice(), &mut known));
                    from = at;
                }
                if stack.apply(&operation).is_err() {
                    break;
                }
            }
            html.push(line.get(from..).unwrap_or_default(), classes.of(stack.as_slice(), &mut known));
        }
        html.finish()
    }
}

/// Writes runs of one class as one span; a span never crosses a line.
struct Spans {
    out: String,
    class: Option<&'static str>,
}

impl Spans {
    fn push(&mut self, token: &str, class: Option<&'static str>) {
        let body = token.trim_end_matches('\n');
        let class = if body.trim().is_empty() { self.class.filter(|_| !body.is_empty()) } else { class };
        if !body.is_empty() {
            self.switch(class);
            escape::text(&mut self.out, body);
        }
        if body.len() < token.len() {
            self.switch(None);
            self.out.push_str(&token[body.len()..]);
        }
    }

    fn switch(&mut self, class: Option<&'static str>) {
        if self.class == class {
            return;
        }
        if self.class.is_some() {
            self.out.push_str("</span>");
        }
        if let Some(class) = class {
            self.out.push_str("<span class=\"");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.class = class;
    }

    fn finish(mut self) -> String {
        self.switch(None);
        self.out
    }
}

fn grammar<'a>(grammars: &'a SyntaxSet, language: &str) -> Option<&'a SyntaxReference> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language, |(_, name)| name);
    grammars.find_syntax_by_token(name).filter(|grammar| grammar.name != "Plain Text")
}

#[cfg(test)]
mod tests {
    use super::{ALIASES, Highlighter, grammar};

    fn write(language: &str, code: &str) -> String {
        let highlighter = Highlighter::default();
        let (mut first, mut again) = (String::new(), String::new());
        highlighter.write(&mut first, language, code);
        highlighter.write(&mut again, language, code);
        assert_eq!(first, again, "the cache returns what was made");
        first
    }

    #[test]
    fn code_has_short_classes_and_keeps_its_text() {
        assert_eq!(
            write("rust", "fn main() { // <hi>\n    let x = \"a\";\n}\n"),
            "<span class=\"kt\">fn </span><span class=\"nf\">main</span>() { <span class=\"c1\">// &lt;hi&gt;</span>\n    \
             <span class=\"kt\">let</span> x <span class=\"o\">= </span><span class=\"s\">\"a\"</span>;\n}\n"
        );
        assert!(write("yaml", "key: 1 # c\n").starts_with("<span class=\"nt\">key</span>"));
        let json = write("json", "{\"key\": \"value\"}\n");
        assert!(json.contains("nt\">\"key\"</span>") && json.contains("s\">\"value\"</span>"), "{json}");
    }

    #[test]
    fn unknown_plain_and_huge_code_is_only_escaped() {
        assert_eq!(write("no-such-language", "<a>\n"), "&lt;a&gt;\n");
        assert_eq!(write("text", "fn\n"), "fn\n");
        let long = format!("let x = {};\n", "1".repeat(6_000));
        assert_eq!(write("rust", &long), long);
    }

    #[test]
    fn every_alias_leads_to_a_grammar() {
        let grammars = two_face::syntax::extra_newlines();
        let more = ["rs", "py", "ts", "tsx", "yml", "toml", "nix", "sh", "dockerfile", "diff", "json", "c++", "go"];
        for (alias, _) in ALIASES.iter().chain(more.map(|name| (name, name)).iter()) {
            assert!(grammar(&grammars, alias).is_some(), "no grammar for {alias}");
        }
    }
}

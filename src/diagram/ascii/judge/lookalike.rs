//! Texts that look like diagrams and are none: diagnostics of compilers, logs, grammars, code.
//!
//! Source → whether it is one of them. Reads single lines; must never decide that a text is a diagram.

use crate::diagram::ascii::glyph::glyph;

/// How a line of code begins.
const CODE: [&str; 32] = [
    "fn ",
    "let ",
    "const ",
    "var ",
    "def ",
    "class ",
    "import ",
    "#include",
    "func ",
    "return ",
    "if (",
    "for (",
    "impl ",
    "pub ",
    "use ",
    "SELECT ",
    "INSERT ",
    "CREATE ",
    "apiVersion:",
    "kind: ",
    "<?php",
    "struct ",
    "enum ",
    "static ",
    "public ",
    "private ",
    "export ",
    "async ",
    "#define ",
    "#ifdef",
    "while (",
    "} else",
];

/// How a line of a compiler's message begins.
const DIAGNOSTIC: [&str; 12] =
    ["--> ", ",-[", "╭─[", "╭──[", "╭───[", "┌─ ", "┌── ", ".-[", "::: ", "= note:", "= help:", "╰─▶"];

/// Whether a text is a look-alike by its lines.
pub(in crate::diagram::ascii) fn is_lookalike(source: &str) -> bool {
    let lines: Vec<&str> = source.lines().filter(|line| !line.trim().is_empty()).collect();
    let count = |test: fn(&str) -> bool| lines.iter().filter(|line| test(line)).count();
    let logs = count(is_log);
    let diagnostics = count(is_diagnostic);
    let tops = source.chars().filter(|c| matches!(c, '┌' | '╔' | '╭' | '┏')).count();
    logs * 10 >= lines.len() * 3
        || source.contains("::=")
        || count(is_alternative) * 2 >= lines.len()
        || count(is_commit) * 2 >= lines.len()
        || (diagnostics >= 2 && diagnostics * 8 >= lines.len() && tops <= diagnostics)
}

/// Whether a text has lines of a programming language.
pub(in crate::diagram::ascii) fn is_code(source: &str) -> bool {
    source.lines().filter(|line| CODE.iter().any(|word| line.trim_start().starts_with(word))).count() >= 2
}

/// Whether a text is what a terminal showed: commands, questions, bars of progress.
pub(in crate::diagram::ascii) fn is_session(source: &str) -> bool {
    source.lines().filter(|line| is_of_session(line)).count() >= 2
}

fn is_of_session(line: &str) -> bool {
    let text = line.trim();
    let asks = ["[y|n]", "[y/n]", "(y/n)", "[yes/no]"].iter().any(|question| text.to_lowercase().contains(question));
    let is_bar = text.split('[').skip(1).any(|part| {
        let done = part.chars().take_while(|c| matches!(c, '*' | '#' | '=')).count();
        done >= 3 && part[done..].trim_start().starts_with(['>', ']'])
    });
    ["$ ", "❯ ", "➜ "].iter().any(|prompt| text.starts_with(prompt)) || asks || is_bar
}

/// A line with a time in front, or with a name and a bar, as tools print what several programs say.
fn is_log(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches('[');
    let shape: String = line.chars().take(10).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let is_prefixed = line.split_once(" | ").is_some_and(|(name, rest)| {
        let name = name.trim();
        let is_name = name.contains(['-', '_']) && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        is_name && name.ends_with(|c: char| c.is_ascii_digit()) && !rest.trim_end().ends_with('|')
    });
    shape.starts_with("0000-00-00") || shape.starts_with("00:00:00") || is_prefixed
}

/// A line of a compiler's or a linter's message.
fn is_diagnostic(line: &str) -> bool {
    let text = line.trim_start();
    if DIAGNOSTIC.iter().any(|start| text.starts_with(start)) {
        let is_place = text.starts_with("┌─") && !text.contains(':');
        return !is_place;
    }
    let named = ["error", "warning", "note", "help"].iter().filter_map(|word| text.strip_prefix(word));
    if named.into_iter().any(|rest| rest.starts_with(':') || (rest.starts_with('[') && rest.contains("]:"))) {
        return true;
    }
    // A line number and a gutter; a box may hold a number too, but then it ends in a wall.
    let gutter = text.trim_start_matches(['|', '│', ' ']);
    let digits = gutter.len() - gutter.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = gutter[digits..].trim_start();
    let ends_in_wall = text.trim_end().ends_with(|c| c == '|' || glyph(c).is_some());
    digits > 0 && digits < 7 && behind.starts_with(['|', '│']) && !ends_in_wall
}

/// An alternative of a grammar: `| name`.
fn is_alternative(line: &str) -> bool {
    let text = line.trim();
    text.strip_prefix("| ").is_some_and(|rest| !rest.contains('|') && !rest.contains("--")) && text.len() > 2
        || text.split_once(" = ").is_some_and(|(_, rest)| rest.ends_with(';') && rest.contains(" | "))
}

/// A commit in a graph of commits: marks and bars, then a hash.
fn is_commit(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| "*|/\\ _○◉●@│├─╯╮╭╰┤~×◆".contains(c));
    let hash: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let is_hash = (7..=40).contains(&hash.len()) && hash.chars().any(|c| c.is_ascii_digit());
    let is_bars = rest.is_empty() && line.contains('|') && line.contains(['/', '\\']);
    (line.len() > rest.len() && is_hash && hash.chars().all(|c| c.is_ascii_hexdigit())) || is_bars
}

//! File names that some system cannot hold, or that do not show what they are.

use rustc_hash::FxHashSet;

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::diag::{Diagnostic, Severity};
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unportable-name",
    group: Group::Names,
    severity: Severity::Warning,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a file name does not work on every system",
    page: include_str!("../../../docs/reference/rules/unportable-name.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let cards = context.cards().map(|(_, card)| &card.path);
    let assets = context.graph.assets.iter().map(|asset| &asset.path);
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut found = Vec::new();
    for path in cards.chain(assets) {
        // A folder is told once, at the first file in it: the way up ends at a folder that is known.
        let mut rest = path.as_str();
        while seen.insert(rest) {
            let (folder, name) = rest.rsplit_once('/').unwrap_or(("", rest));
            if let Some(fault) = fault(name) {
                let message = format!("the name {} {fault}", code(name));
                found.push(Diagnostic::new(RULE.name, path, Span::at(0), message).hint("rename it"));
            }
            if folder.is_empty() {
                break;
            }
            rest = folder;
        }
    }
    found
}

/// What is wrong with one segment of a path.
fn fault(name: &str) -> Option<String> {
    let device = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    if let Some(c) = name.chars().find(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\')) {
        Some(format!("has `{c}`, which Windows does not allow"))
    } else if name.chars().any(char::is_control) {
        Some("has a control character".to_owned())
    } else if name.chars().any(is_invisible) {
        Some("has an invisible character".to_owned())
    } else if name.ends_with(['.', ' ']) {
        Some("ends in a dot or space, which Windows drops".to_owned())
    } else if is_device(&device) {
        Some(format!("is that of the Windows device `{device}`"))
    } else if name.starts_with('-') {
        Some("starts with `-`, as options of commands do".to_owned())
    } else {
        None
    }
}

/// Names of devices: a file of such a name cannot be made on Windows, whatever its extension.
///
/// # Source
/// Microsoft, "Naming Files, Paths, and Namespaces".
fn is_device(name: &str) -> bool {
    let numbered = |port: &str| {
        name.strip_prefix(port).is_some_and(|n| n.len() == 1 && n != "0" && n.as_bytes()[0].is_ascii_digit())
    };
    matches!(name, "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

/// Characters of no width, and those that turn the direction of text. Scripts need joiners: they are not among them.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn names_that_work_everywhere() {
        for name in ["a b.md", "é.md", "console.md", "com10.md", ".md", "a-.md", "com0"] {
            assert_eq!(fault(name), None, "{name}");
        }
    }

    #[test]
    fn names_that_do_not() {
        for name in ["a:b.md", "a\\b", "x.", "x ", "nul.md", "Com1", "-rf.md", "a\u{202e}b", "a\nb", "aux .txt"] {
            assert!(fault(name).is_some(), "{name}");
        }
    }
}

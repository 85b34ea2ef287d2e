//! The last line of `full` and `concise`: findings → one sentence.

use std::collections::BTreeSet;

use crate::diag::Severity;
use crate::report::{Input, is_fixable};

/// Says how many findings of which weight there are, or that all is well; without newline.
pub(super) fn sentence(input: &Input<'_>) -> String {
    let diagnostics = input.diagnostics;
    if diagnostics.is_empty() {
        return match input.checked {
            None => "No findings.".to_owned(),
            Some(0) => "No cards to check.".to_owned(),
            Some(1) => "The one card is clean.".to_owned(),
            Some(cards) => format!("All {cards} cards are clean."),
        };
    }
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter_map(|severity| {
            let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
            (count > 0).then(|| counted(count, &severity.to_string()))
        })
        .collect();
    let files: BTreeSet<_> = diagnostics.iter().map(|diagnostic| &diagnostic.path).collect();
    let fixable = match diagnostics.iter().filter(|diagnostic| is_fixable(diagnostic)).count() {
        0 => String::new(),
        count => format!(" ({count} fixable with --fix)"),
    };
    format!("Found {} in {}{fixable}.", enumerated(&counts), counted(files.len(), "file"))
}

/// The number with its noun, in the plural where it is due: `1 file`, `2 files`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn enumerated(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use crate::diag::{Diagnostic, Severity};
    use crate::path::CardPath;
    use crate::report::Input;
    use crate::text::Span;

    #[test]
    fn counts_by_weight_and_praises_clean_cards() {
        use Severity::{Error, Info, Warning};
        let cases: [(&[Severity], Option<usize>, &str); 7] = [
            (&[], None, "No findings."),
            (&[], Some(0), "No cards to check."),
            (&[], Some(1), "The one card is clean."),
            (&[], Some(121), "All 121 cards are clean."),
            (&[Warning], Some(3), "Found 1 warning in 1 file."),
            (&[Error, Warning, Error], None, "Found 2 errors and 1 warning in 1 file."),
            (&[Info, Warning, Error], None, "Found 1 error, 1 warning and 1 info in 1 file."),
        ];
        let path = CardPath::new("a.md").expect("a path");
        for (severities, checked, expected) in cases {
            let diagnostics: Vec<Diagnostic> = severities
                .iter()
                .map(|severity| Diagnostic { severity: *severity, ..Diagnostic::new("r", &path, Span::at(0), "m") })
                .collect();
            let input =
                Input { diagnostics: &diagnostics, texts: &|_| None, prefix: "", rules: &[], checked, color: false };
            assert_eq!(sentence(&input), expected);
        }
    }
}

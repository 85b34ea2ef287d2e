//! Names for findings that survive line moves: (path, rule, message, ordinal) → hex.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::path::CardPath;

/// The fingerprint of each finding, in the same order, all different.
///
/// Findings that differ in their place alone are told apart by which of them comes first.
pub(super) fn fingerprints(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut seen: BTreeMap<(&CardPath, &str, &str), usize> = BTreeMap::new();
    diagnostics
        .iter()
        .map(|diagnostic| {
            let ordinal = seen.entry((&diagnostic.path, diagnostic.rule, &diagnostic.message)).or_default();
            *ordinal += 1;
            let mut hasher = blake3::Hasher::new();
            for part in [diagnostic.path.as_str(), diagnostic.rule, &diagnostic.message, &ordinal.to_string()] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
            hasher.finalize().to_hex().to_string()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::fingerprints;
    use crate::diag::Diagnostic;
    use crate::path::CardPath;
    use crate::text::Span;

    #[test]
    fn places_do_not_count_and_twins_differ() {
        let path = CardPath::new("a.md").expect("a path");
        let at = |offset| Diagnostic::new("broken-link", &path, Span::at(offset), "m");
        let (before, after) = (fingerprints(&[at(1), at(5)]), fingerprints(&[at(3), at(9)]));
        assert_eq!(before, after);
        assert_ne!(before[0], before[1]);
    }
}

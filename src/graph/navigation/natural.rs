//! Names in the order that people expect: `part 2` before `part 10`, and `B` beside `b`.
//!
//! Text → a key that compares so. Must never depend on the locale.

/// A piece of a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    /// Digits: by their value, then as they are written.
    Number(u128),
    /// Other characters: each by its lower case, upper case first.
    Text(Vec<(String, char)>),
}

/// The key of a name.
pub(super) fn key(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        pieces.push(if is_number {
            Piece::Number(piece.parse().unwrap_or(u128::MAX))
        } else {
            Piece::Text(piece.chars().map(|c| (c.to_lowercase().collect(), c)).collect())
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn numbers_count_by_their_value() {
        let mut names = ["part 10", "Part 2", "part 2", "apple", "Banana", "10", "9"];
        names.sort_by_key(|name| key(name));
        assert_eq!(names, ["9", "10", "apple", "Banana", "Part 2", "part 2", "part 10"]);
    }
}

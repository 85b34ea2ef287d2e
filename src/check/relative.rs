//! How a card writes the way to another file.
//!
//! Two places of the tree → the text of a link. Must never check that anything is there.

use crate::check::rule::PlacedLink;
use crate::parse::card::LinkKind;
use crate::path::CardPath;

/// The target that a link of this kind needs to reach a file: the stem, the file's name, or the way from the
/// folder of the linking card.
pub(super) fn target(placed: PlacedLink<'_>, to: &CardPath) -> String {
    match placed.link.kind {
        LinkKind::Wiki | LinkKind::Embed => to.stem().to_owned(),
        _ => way(placed.card.path.folder(), to),
    }
}

/// The way from a folder to a file, with `..` where it has to go up.
fn way(folder: &str, to: &CardPath) -> String {
    let from: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let to: Vec<&str> = to.as_str().split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut segments = vec![".."; from.len() - shared];
    segments.extend(&to[shared..]);
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::way;
    use crate::path::CardPath;

    #[test]
    fn ways_between_folders() {
        let to = |text: &str| CardPath::new(text).expect("a path");
        assert_eq!(way("", &to("a.md")), "a.md");
        assert_eq!(way("how-to", &to("reference/a.md")), "../reference/a.md");
        assert_eq!(way("how-to/zot", &to("how-to/b.md")), "../b.md");
        assert_eq!(way("how-to", &to("how-to/zot/c.md")), "zot/c.md");
    }
}

//! Which rule a broken link belongs to, so that no link is reported twice.
//!
//! A link with its resolution → one [`Fault`] or none. Must never word a message.

use crate::check::rule::PlacedLink;
use crate::config::Dialect;
use crate::graph::{FragmentStatus, Reason, Status, Target};
use crate::parse::card::LinkKind;
use crate::path::is_markdown;

/// What is wrong with a link as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It leads to no card.
    BrokenLink,
    /// It leads to no file.
    MissingAsset,
    /// It embeds what is not there.
    BrokenEmbed,
    /// It leads out of the docs root.
    OutsideRoot,
    /// It has a scheme that is not allowed.
    DangerousUrl,
}

/// The fault of a link, if any.
pub(super) fn fault(placed: PlacedLink<'_>) -> Option<Fault> {
    let PlacedLink { link, resolution, .. } = placed;
    match resolution.status {
        Status::Broken(Reason::Dangerous) => Some(Fault::DangerousUrl),
        Status::Broken(Reason::OutsideRoot) => Some(Fault::OutsideRoot),
        Status::Broken(Reason::Missing) => Some(match link.kind {
            LinkKind::Image => Fault::MissingAsset,
            LinkKind::Embed | LinkKind::Markdown | LinkKind::Html if names_asset(&link.target) => Fault::MissingAsset,
            LinkKind::Embed => Fault::BrokenEmbed,
            LinkKind::Wiki | LinkKind::Markdown | LinkKind::Html | LinkKind::Autolink | LinkKind::Label => {
                Fault::BrokenLink
            }
        }),
        Status::Resolved | Status::SelfLink
            if link.kind == LinkKind::Embed && resolution.fragment == FragmentStatus::Broken =>
        {
            Some(Fault::BrokenEmbed)
        }
        _ => None,
    }
}

/// Whether a wiki-link of the strict dialect names the path of a card; assets may stand in folders, and what is wrong
/// in another way has its own rule.
pub(super) fn is_path_link(placed: PlacedLink<'_>, dialect: Dialect) -> bool {
    dialect == Dialect::Strict
        && placed.resolution.is_path
        && !matches!(placed.resolution.target, Some(Target::Asset(_)))
        && matches!(fault(placed), None | Some(Fault::BrokenLink | Fault::BrokenEmbed))
}

/// Whether a target ends like the name of a file that is not a card: `a.png`, but not `v1.2` or `a.md`.
fn names_asset(target: &str) -> bool {
    let name = target.rsplit('/').next().unwrap_or(target);
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    !stem.is_empty()
        && !is_markdown(name)
        && (1..=8).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::names_asset;

    #[test]
    fn files_are_told_by_their_extension() {
        assert!(names_asset("a/b.png") && names_asset("x.tar.gz") && names_asset("a.mp4"));
        assert!(!names_asset("a/b") && !names_asset("b.md") && !names_asset("v1.2") && !names_asset("a. dot"));
    }
}

//! The navigation that folders make where nobody wrote one.
//!
//! Cards → [`Draft`]s: in each folder its index, its pages by name, then its folders; all as MkDocs sorts them, which is by
//! bytes. Must never recurse: folders nest as deep as paths are long.

use super::titles::of_name;
use super::{Draft, Material};

/// The entries in their order.
pub(super) fn drafts(material: &Material<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for id in material.shown() {
        let path = &material.cards[id].path;
        let folders: Vec<&str> = path.folder().split('/').filter(|name| !name.is_empty()).collect();
        let shared = open.iter().zip(&folders).take_while(|(a, b)| a == b).count();
        for (level, name) in folders.iter().enumerate().skip(shared) {
            drafts.push(Draft { level, title: Some(of_name(name)), path: None, place: None });
        }
        drafts.push(Draft { level: folders.len(), title: None, path: Some(path.as_str().to_owned()), place: None });
        open = folders;
    }
    drafts
}

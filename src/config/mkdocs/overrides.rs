//! Which templates of Material a project may replace.
//!
//! The folder of `custom_dir` → the names of those files in it that have no counterpart. Must never read a template.

use std::path::{Path, PathBuf};

/// How many folders of templates are looked into: more than any theme has, and an end to circles of symlinks.
const MOST_FOLDERS: usize = 200;

/// The partials of Material that the theme includes where Material does, with the variables that Material gives them.
pub const PARTIALS: &[&str] = &[
    "partials/actions.html",
    "partials/alternate.html",
    "partials/comments.html",
    "partials/content.html",
    "partials/copyright.html",
    "partials/feedback.html",
    "partials/footer.html",
    "partials/logo.html",
    "partials/social.html",
    "partials/source-file.html",
    "partials/source.html",
    "partials/tags.html",
];

/// Whether a file of the folder is used, by its path there.
#[must_use]
pub fn is_used(path: &str) -> bool {
    let is_page = path.rsplit_once('.').is_some_and(|(_, ending)| ending == "html");
    let in_folder = path.starts_with("partials/") || path.starts_with("blog") || path.starts_with("fragments/");
    is_page && (!in_folder || PARTIALS.contains(&path)) && path != "base.html"
}

/// The templates in the folder and below, in no order.
pub(super) fn templates(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    for at in 0..MOST_FOLDERS {
        let Some(folder) = folders.get(at).cloned() else { break };
        for entry in folder.read_dir().into_iter().flatten().flatten() {
            let path = entry.path();
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            if path.is_dir() && !is_hidden {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                found.push(path);
            }
        }
    }
    found
}

/// The partials in the folder that are not used, sorted.
pub(super) fn without_counterpart(folder: &Path) -> Vec<String> {
    // A folder that cannot be listed holds nothing that could be used, and reading its templates will say so.
    let partials = folder.join("partials").read_dir().into_iter().flatten().flatten();
    let partials = partials.map(|entry| format!("partials/{}", entry.file_name().to_string_lossy()));
    let own_base = folder.join("base.html").is_file().then(|| "base.html".to_owned());
    let mut found: Vec<String> =
        partials.filter(|path| !path.contains("/.")).chain(own_base).filter(|path| !is_used(path)).collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::{PARTIALS, is_used};

    #[test]
    fn what_is_used() {
        assert!(PARTIALS.is_sorted());
        for path in ["main.html", "home.html", "landing/index.html", "404.html", "partials/copyright.html"] {
            assert!(is_used(path), "{path}");
        }
        for path in ["base.html", "partials/header.html", "partials/integrations/analytics/x.html", "main.css"] {
            assert!(!is_used(path), "{path}");
        }
    }
}

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
    "partials/header.html",
    "partials/integrations/analytics.html",
    "partials/logo.html",
    "partials/nav-item.html",
    "partials/nav.html",
    "partials/palette.html",
    "partials/search.html",
    "partials/social.html",
    "partials/source-file.html",
    "partials/source.html",
    "partials/tabs.html",
    "partials/tags.html",
    "partials/toc-item.html",
    "partials/toc.html",
];

/// Where the templates of providers of analytics are that a project brings itself.
const ANALYTICS: &str = "partials/integrations/analytics/";

/// Whether a file of the folder is used, by its path there.
#[must_use]
pub fn is_used(path: &str) -> bool {
    let is_page = path.rsplit_once('.').is_some_and(|(_, ending)| ending == "html");
    let in_folder = path.starts_with("partials/") || path.starts_with("blog") || path.starts_with("fragments/");
    let is_partial = PARTIALS.contains(&path) || path.starts_with(ANALYTICS);
    is_page && (!in_folder || is_partial) && path != "base.html"
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
    let own = |path: PathBuf| Some(path.strip_prefix(folder).ok()?.to_string_lossy().into_owned());
    let is_lost = |path: &String| !is_used(path) && (path.starts_with("partials/") || path == "base.html");
    let mut found: Vec<String> = templates(folder).into_iter().filter_map(own).filter(is_lost).collect();
    found.sort();
    found
}

/// Whether the project brings the template of a provider of analytics itself.
pub(super) fn has_analytics(folder: Option<&Path>, provider: &str) -> bool {
    let is_name = !provider.is_empty() && !provider.contains(['/', '\\']) && !provider.starts_with('.');
    let file = |folder: &Path| folder.join(ANALYTICS).join(format!("{provider}.html"));
    let all = |folder: &Path| folder.join("partials/integrations/analytics.html");
    folder.is_some_and(|folder| (is_name && file(folder).is_file()) || all(folder).is_file())
}

#[cfg(test)]
mod tests {
    use super::{PARTIALS, is_used};

    #[test]
    fn what_is_used() {
        assert!(PARTIALS.is_sorted());
        for path in [
            "main.html",
            "home.html",
            "landing/index.html",
            "404.html",
            "partials/header.html",
            "partials/integrations/analytics/x.html",
            "partials/copyright.html",
        ] {
            assert!(is_used(path), "{path}");
        }
        for path in ["base.html", "partials/consent.html", "partials/javascripts/base.html", "main.css"] {
            assert!(!is_used(path), "{path}");
        }
    }
}

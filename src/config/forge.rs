//! Where the forges that people use keep the editor and the text of a file.
//!
//! The web address of a repository → the paths behind it. Must never guess for a host that is not known.

/// How a forge's addresses are made: what the host's name holds, and the paths to the editor and the text of a file on
/// the branch `main`.
const FORGES: &[(&str, &str, &str)] = &[
    ("github", "edit/main/", "raw/main/"),
    ("gitlab", "-/edit/main/", "-/raw/main/"),
    ("codeberg", "_edit/main/", "raw/branch/main/"),
    ("forgejo", "_edit/main/", "raw/branch/main/"),
    ("gitea", "_edit/main/", "raw/branch/main/"),
];

/// The paths from a repository's address to the editor and to the text of a folder in it, each with a `/` at its end.
pub(super) fn source_paths(repo_url: &str, folder: &str) -> Option<(String, String)> {
    let host = repo_url.split_once("://")?.1.split('/').next()?;
    let (_, edit, view) = FORGES.iter().find(|(name, ..)| host.split('.').any(|label| label == *name))?;
    let folder = if folder.is_empty() { String::new() } else { format!("{}/", folder.trim_matches('/')) };
    Some((format!("{edit}{folder}"), format!("{view}{folder}")))
}

#[cfg(test)]
mod tests {
    use super::source_paths;

    #[test]
    fn known_forges_have_paths_and_others_have_none() {
        let cases = [
            ("https://github.com/o/r", "docs", Some(("edit/main/docs/", "raw/main/docs/"))),
            ("https://gitlab.example.org/o/r/", "", Some(("-/edit/main/", "-/raw/main/"))),
            ("https://codeberg.org/o/r", "a/b", Some(("_edit/main/a/b/", "raw/branch/main/a/b/"))),
            ("https://git.example.org/github/r", "docs", None),
            ("nonsense", "docs", None),
        ];
        for (url, folder, wanted) in cases {
            let found = source_paths(url, folder);
            assert_eq!(found.as_ref().map(|(edit, view)| (edit.as_str(), view.as_str())), wanted, "{url}");
        }
    }
}

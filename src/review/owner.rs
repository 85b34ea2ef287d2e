//! Who looks after a card.
//!
//! A card and the repository's CODEOWNERS → names. The card's own `owner` counts, else the last pattern of CODEOWNERS
//! that matches. Patterns are those of GitHub, <https://docs.github.com/articles/about-code-owners>: as in gitignore,
//! with paths from the top of the repository, but without `!`, `[…]` and escapes of `#`; a line that has them is
//! passed over, as is one whose pattern is broken. Must never match one pattern after the other for each card.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::config::ReviewKeys;
use crate::discover::OwnersFile;
use crate::parse::card::Card;

/// Who looks after which file.
#[derive(Debug, Default)]
pub(super) struct Owners<'a> {
    prefix: &'a str,
    globs: GlobSet,
    /// For each glob of the set the owners of its line; without any, the line takes owners away.
    names: Vec<Vec<&'a str>>,
}

impl<'a> Owners<'a> {
    pub(super) fn new(file: Option<&'a OwnersFile>) -> Self {
        let Some(file) = file else { return Self::default() };
        let (mut builder, mut names) = (GlobSetBuilder::new(), Vec::new());
        for (pattern, owners) in file.text.lines().filter_map(parts) {
            for glob in globs(&pattern) {
                let built = GlobBuilder::new(&glob).literal_separator(true).backslash_escape(true).build();
                if let Ok(glob) = built {
                    builder.add(glob);
                    names.push(owners.clone());
                }
            }
        }
        let globs = builder.build().unwrap_or_default();
        if globs.is_empty() {
            names.clear();
        }
        Self { prefix: &file.prefix, globs, names }
    }

    /// The owners of a card, in the order in which they are written.
    pub(super) fn of(&self, card: &Card, keys: &ReviewKeys) -> Vec<String> {
        for key in keys.owner {
            let own = card.front_matter.get(key).and_then(|field| field.value.as_list_of_texts());
            let own: Vec<String> = own.into_iter().flatten().map(|(name, _)| name.trim().to_owned()).collect();
            let own: Vec<String> = own.into_iter().filter(|name| !name.is_empty()).collect();
            if !own.is_empty() {
                return own;
            }
        }
        if self.names.is_empty() {
            return Vec::new();
        }
        let matching = self.globs.matches(format!("{}{}", self.prefix, card.path.as_str()));
        let last = matching.into_iter().max();
        last.map(|at| self.names[at].iter().map(|name| (*name).to_owned()).collect()).unwrap_or_default()
    }
}

/// Pattern and owners of a line; a pattern may hold `\ ` for a blank.
fn parts(line: &str) -> Option<(String, Vec<&str>)> {
    let line = line.trim_start();
    let mut pattern = String::new();
    let mut chars = line.char_indices();
    let mut end = line.len();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                let (_, escaped) = chars.next()?;
                pattern.push('\\');
                pattern.push(escaped);
            }
            c if c.is_whitespace() => {
                end = at;
                break;
            }
            // They would mean something to a glob that they do not mean here.
            '{' | '}' => pattern.extend(['\\', c]),
            c => pattern.push(c),
        }
    }
    let is_refused = pattern.starts_with(['#', '!']) || pattern.starts_with("\\#") || pattern.contains(['[', ']']);
    if pattern.is_empty() || is_refused {
        return None;
    }
    let owners = line[end..].split_whitespace().take_while(|word| !word.starts_with('#')).collect();
    Some((pattern, owners))
}

/// The globs of a pattern: of what it names, and of what lies below.
fn globs(pattern: &str) -> Vec<String> {
    let is_folder = pattern.ends_with('/');
    let trimmed = pattern.trim_end_matches('/');
    let is_anchored = trimmed.contains('/');
    let trimmed = trimmed.trim_start_matches('/');
    if trimmed.is_empty() {
        return Vec::new();
    }
    let base = if is_anchored { trimmed.to_owned() } else { format!("**/{trimmed}") };
    let below = format!("{base}/**");
    match (is_folder, is_anchored && trimmed.rsplit('/').next() == Some("*")) {
        (true, _) => vec![below],
        // `docs/*` means the files of the folder, not those of its folders.
        (false, true) => vec![base],
        (false, false) => vec![base, below],
    }
}

#[cfg(test)]
mod tests {
    use super::{globs, parts};
    use globset::GlobBuilder;

    fn matches(pattern: &str, path: &str) -> bool {
        let (pattern, _) = parts(pattern).expect("a pattern");
        globs(&pattern).iter().any(|glob| {
            let glob = GlobBuilder::new(glob).literal_separator(true).backslash_escape(true).build();
            glob.expect("a glob").compile_matcher().is_match(path)
        })
    }

    #[test]
    fn patterns_match_as_on_github() {
        for (pattern, path, expected) in [
            ("*", "a/b/c.md", true),
            ("*.md", "a/b.md", true),
            ("*.md", "a.txt", false),
            ("/*.md", "a.md", true),
            ("/*.md", "x/a.md", false),
            ("/build/logs/", "build/logs/x/y.md", true),
            ("/build/logs/", "x/build/logs/y.md", false),
            ("docs/*", "docs/a.md", true),
            ("docs/*", "docs/sub/a.md", false),
            ("docs/", "x/docs/a.md", true),
            ("apps/", "x/apps/sub/a.md", true),
            ("apps/", "apps", false),
            ("apps/web", "apps/web/a.md", true),
            ("apps/web", "x/apps/web/a.md", false),
            ("**/logs", "x/y/logs/a.md", true),
            ("**/logs", "logs/a.md", true),
            ("/docs/**/a.md", "docs/x/y/a.md", true),
            ("/docs/how-to", "docs/how-to/a.md", true),
            ("/docs/how-to", "docs/how-to-2/a.md", false),
            ("docs/a?.md", "docs/ab.md", true),
            ("with\\ blank.md", "x/with blank.md", true),
            ("{a,b}.md", "a.md", false),
            ("README.md", "Readme.md", false),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn lines_are_a_pattern_and_owners() {
        let owners = |line| parts(line).map(|(_, owners)| owners);
        assert_eq!(owners("*.md @a @org/b c@example.org # why"), Some(vec!["@a", "@org/b", "c@example.org"]));
        assert_eq!(owners("/apps/ "), Some(vec![]));
        for line in ["", "# all", "!x @a", "[Section] @a", "a[0-9] @a", "\\#x @a", "x\\"] {
            assert_eq!(owners(line), None, "{line}");
        }
    }
}

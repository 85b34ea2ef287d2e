//! The versions of a site that is published more than once: `versions.json`, as `mike` writes it.
//!
//! Text → [`Versions`] → text, and what may become of it: a version is added, renamed, removed, gets another name.
//! Must never know where the pages of a version lie, nor touch a disk.
//!
//! # Source
//! mike 2.2, <https://github.com/jimporter/mike>; the file is read by the version switcher of every page.

mod order;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::text::printable;

/// The name of the file, beside the folders of the versions.
pub const FILE_NAME: &str = "versions.json";

/// All versions. Guarantees: no version has the name or an alias of another one, and all names can be folders.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Versions {
    /// In the order in which they came.
    list: Vec<Version>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Its name, that of its folder.
    #[serde(rename = "version")]
    pub name: String,
    /// What readers see.
    pub title: String,
    /// Its other names, those of folders too.
    pub aliases: BTreeSet<String>,
    /// What others keep there.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub properties: Value,
}

/// Whether a name may be taken away from the version that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It stays there, and asking for it is an error.
    Stays,
    /// It moves.
    Moves,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A version, by its own name.
    Version(String),
    /// An alias.
    Alias {
        /// The version.
        version: String,
        /// The alias itself.
        alias: String,
    },
}

/// Why versions cannot become what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VersionsError {
    /// It cannot be a folder.
    #[error("`{}` cannot be the name of a version: it must be the name of one folder", printable(.0))]
    BadName(String),
    /// A version cannot be its own alias.
    #[error("`{}` is the version itself, and cannot be its alias", printable(.0))]
    SameName(String),
    /// The alias is a version.
    #[error("the alias `{}` is the name of a version", printable(.0))]
    AliasIsVersion(String),
    /// Another version has it.
    #[error(
        "`{}` is an alias of the version `{}`\n  hint: move it with `--update-aliases`",
        printable(.alias),
        printable(.version)
    )]
    AliasIsTaken {
        /// The alias.
        alias: String,
        /// Who has it.
        version: String,
    },
    /// There is none.
    #[error("there is no version or alias `{}`{}", printable(.name), offered(.known))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// The file cannot be read.
    #[error("`{FILE_NAME}` on the branch is not a list of versions: {0}")]
    Unreadable(String),
}

impl Versions {
    /// Reads the file.
    ///
    /// # Errors
    /// Where it is no list of versions, or two of them have one name.
    pub fn parse(text: &str) -> Result<Self, VersionsError> {
        let list: Vec<Version> =
            serde_json::from_str(text).map_err(|error| VersionsError::Unreadable(error.to_string()))?;
        let mut versions = Self::default();
        for version in list {
            let aliases: Vec<String> = version.aliases.iter().cloned().collect();
            let made = versions.add(&version.name, Some(&version.title), &aliases, Taken::Stays)?;
            versions.list[made].properties = version.properties;
        }
        Ok(versions)
    }

    /// The text of the file: newest first, ASCII alone, with a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        json(&self.sorted()) + "\n"
    }

    /// The versions, newest first; those without a number, such as `dev`, before all others.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Version> {
        let mut sorted: Vec<&Version> = self.list.iter().collect();
        sorted.sort_by_cached_key(|version| std::cmp::Reverse(order::key(&version.name)));
        sorted
    }

    /// What a name stands for.
    ///
    /// # Errors
    /// Where there is no such version and no such alias.
    pub fn find(&self, name: &str) -> Result<Named, VersionsError> {
        if self.list.iter().any(|version| version.name == name) {
            return Ok(Named::Version(name.to_owned()));
        }
        let holder = self.list.iter().find(|version| version.aliases.contains(name));
        holder
            .map(|version| Named::Alias { version: version.name.clone(), alias: name.to_owned() })
            .ok_or_else(|| VersionsError::Unknown { name: name.to_owned(), known: self.names() })
    }

    /// The version of a name or an alias.
    ///
    /// # Errors
    /// Where there is none.
    pub fn get(&self, name: &str) -> Result<&Version, VersionsError> {
        self.position(name).map(|at| &self.list[at])
    }

    /// Adds a version, or gives one that is there another title and more aliases; gives back its place in the list.
    ///
    /// # Errors
    /// Where a name cannot be a folder or is taken; then nothing is changed.
    pub fn add(
        &mut self,
        name: &str,
        title: Option<&str>,
        aliases: &[String],
        taken: Taken,
    ) -> Result<usize, VersionsError> {
        for name in aliases.iter().map(String::as_str).chain([name]) {
            check_name(name)?;
        }
        if aliases.iter().any(|alias| alias == name) {
            return Err(VersionsError::SameName(name.to_owned()));
        }
        let moved = self.moved(name, aliases, taken)?;
        for version in &mut self.list {
            version.aliases.retain(|alias| version.name == name || !moved.contains(alias));
        }
        let at = self.list.iter().position(|version| version.name == name).unwrap_or_else(|| {
            let (name, title) = (name.to_owned(), name.to_owned());
            self.list.push(Version { name, title, aliases: BTreeSet::new(), properties: Value::Null });
            self.list.len() - 1
        });
        let version = &mut self.list[at];
        if let Some(title) = title {
            title.clone_into(&mut version.title);
        }
        version.aliases.extend(aliases.iter().cloned());
        Ok(at)
    }

    /// The aliases of the version at a place of the list, as [`Self::add`] gives it.
    pub fn aliases_at(&self, at: usize) -> impl Iterator<Item = &str> {
        self.list[at].aliases.iter().map(String::as_str)
    }

    /// Gives a version another title.
    ///
    /// # Errors
    /// Where there is no such version.
    pub fn retitle(&mut self, name: &str, title: &str) -> Result<(), VersionsError> {
        let at = self.position(name)?;
        title.clone_into(&mut self.list[at].title);
        Ok(())
    }

    /// Removes a version with all its aliases, or one alias; gives back the names that are gone.
    ///
    /// # Errors
    /// Where there is no such version and no such alias.
    pub fn remove(&mut self, name: &str) -> Result<Vec<String>, VersionsError> {
        let at = self.position(name)?;
        if self.list[at].name != name {
            self.list[at].aliases.remove(name);
            return Ok(vec![name.to_owned()]);
        }
        let version = self.list.remove(at);
        Ok(std::iter::once(version.name).chain(version.aliases).collect())
    }

    fn position(&self, name: &str) -> Result<usize, VersionsError> {
        let name = match self.find(name)? {
            Named::Version(version) | Named::Alias { version, .. } => version,
        };
        Ok(self.list.iter().position(|version| version.name == name).expect("what was found is in the list"))
    }

    /// The aliases of other versions that `name` and `aliases` would take.
    fn moved(&self, name: &str, aliases: &[String], taken: Taken) -> Result<BTreeSet<String>, VersionsError> {
        let mut moved = BTreeSet::new();
        for wanted in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            match self.find(wanted) {
                Ok(Named::Version(version)) if version != name => {
                    return Err(VersionsError::AliasIsVersion(version));
                }
                Ok(Named::Alias { version, alias }) if version != name => match taken {
                    Taken::Stays => return Err(VersionsError::AliasIsTaken { alias, version }),
                    Taken::Moves => _ = moved.insert(alias),
                },
                Ok(_) | Err(_) => {}
            }
        }
        Ok(moved)
    }

    fn names(&self) -> Vec<String> {
        self.sorted()
            .into_iter()
            .flat_map(|version| std::iter::once(&version.name).chain(&version.aliases))
            .cloned()
            .collect()
    }
}

/// A value as JSON of ASCII alone, two blanks for each level.
///
/// # Panics
/// Never for what stands in this module: strings and maps are always JSON.
#[must_use]
pub fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("strings and maps are always JSON");
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || (' '..='~').contains(&c) {
            ascii.push(c);
        } else {
            let mut units = [0; 2];
            ascii.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    ascii
}

fn check_name(name: &str) -> Result<(), VersionsError> {
    let is_good = !name.is_empty()
        && !matches!(name, "." | ".." | ".git")
        && !name.contains(['/', '\\'])
        && !name.chars().any(char::is_control);
    if is_good { Ok(()) } else { Err(VersionsError::BadName(name.to_owned())) }
}

fn is_nothing(properties: &Value) -> bool {
    match properties {
        Value::Null => true,
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn offered(names: &[String]) -> String {
    match names {
        [] => ": none is published yet".to_owned(),
        names => format!(
            "\n  hint: there are {}",
            names.iter().map(|name| format!("`{}`", printable(name))).collect::<Vec<_>>().join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Taken, Versions, VersionsError};

    fn aliases(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn two() -> Versions {
        let mut versions = Versions::default();
        versions.add("1.0", None, &aliases(&["latest", "stable"]), Taken::Stays).expect("free names");
        versions.add("2.0", Some("Zwölf \u{1F600}"), &[], Taken::Stays).expect("free names");
        versions
    }

    #[test]
    fn the_file_is_as_mike_writes_it() {
        let text = "[\n  {\n    \"version\": \"2.0\",\n    \"title\": \"Zw\\u00f6lf \\ud83d\\ude00\",\n    \"aliases\": []\n  },\n  {\n    \
                    \"version\": \"1.0\",\n    \"title\": \"1.0\",\n    \"aliases\": [\n      \"latest\",\n      \"stable\"\n    ]\n  }\n]\n";
        assert_eq!(two().to_json(), text);
        assert_eq!(Versions::parse(text).expect("its own text").to_json(), text);
        assert_eq!(Versions::default().to_json(), "[]\n");
    }

    #[test]
    fn properties_are_kept() {
        let text = "[\n  {\n    \"version\": \"1\",\n    \"title\": \"1\",\n    \"aliases\": [],\n    \"properties\": {\n      \"hidden\": true\n    }\n  }\n]\n";
        let mut versions = Versions::parse(text).expect("a list");
        assert_eq!(versions.to_json(), text);
        versions.add("1", None, &[], Taken::Stays).expect("the same version");
        assert_eq!(versions.to_json(), text);
    }

    #[test]
    fn a_name_is_taken_away_only_where_it_may_be() {
        let mut versions = two();
        let taken = versions.add("2.0", None, &aliases(&["latest"]), Taken::Stays);
        assert_eq!(taken, Err(VersionsError::AliasIsTaken { alias: "latest".into(), version: "1.0".into() }));
        versions.add("2.0", None, &aliases(&["latest"]), Taken::Moves).expect("it moves");
        assert_eq!(versions.get("latest").map(|version| version.name.clone()), Ok("2.0".to_owned()));
        assert!(versions.get("1.0").is_ok_and(|version| !version.aliases.contains("latest")));
        let own = versions.add("2.0", None, &aliases(&["1.0"]), Taken::Moves);
        assert_eq!(own, Err(VersionsError::AliasIsVersion("1.0".into())));
        assert_eq!(versions.add("3", None, &aliases(&["3"]), Taken::Stays), Err(VersionsError::SameName("3".into())));
        // A version may take the name of an alias.
        versions.add("stable", None, &[], Taken::Moves).expect("it moves");
        assert!(versions.get("1.0").is_ok_and(|version| version.aliases.is_empty()));
    }

    #[test]
    fn names_are_those_of_folders() {
        for name in ["", ".", "..", "a/b", "a\\b", ".git", "a\nb"] {
            let added = Versions::default().add(name, None, &[], Taken::Stays);
            assert_eq!(added, Err(VersionsError::BadName(name.to_owned())));
        }
    }

    #[test]
    fn removing_a_version_removes_its_aliases() {
        let mut versions = two();
        assert_eq!(versions.remove("stable").as_deref(), Ok(&["stable".to_owned()][..]));
        assert_eq!(versions.remove("1.0").as_deref(), Ok(&["1.0".to_owned(), "latest".to_owned()][..]));
        let unknown = versions.remove("1.0").expect_err("it is gone");
        assert_eq!(unknown.to_string(), "there is no version or alias `1.0`\n  hint: there are `2.0`");
    }
}

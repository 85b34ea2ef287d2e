//! The icons of a project: files of a folder, by prefix and name.
//!
//! Texts of SVG files and of Iconify JSON → [`OwnIcons`]. Knows what stands where, and nothing of drawings: what it hands
//! out is text of an author's that must not reach a page before it was written anew from a list of what is allowed.

use std::collections::BTreeMap;

use serde_json::Value;

/// The prefix of files that stand in the folder itself.
const PREFIX: &str = "own";

/// The icons of a project; none where it has no folder for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnIcons {
    /// SVG documents by prefix and name.
    icons: BTreeMap<String, BTreeMap<String, String>>,
    /// The hash of all of them.
    stamp: String,
}

impl OwnIcons {
    /// Takes files by their `/`-separated path in the folder: `database.svg` is `own:database`, `net/switch.svg` is
    /// `net:switch`, and a `.json` has its icons under the prefix that it tells. Of two of one name the first stays.
    pub fn of_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let (mut icons, mut hasher) = (Self::default(), blake3::Hasher::new());
        for (path, text) in files {
            hasher.update(path.as_bytes()).update(&text.len().to_le_bytes()).update(text.as_bytes());
            if let Some(path) = path.strip_suffix(".svg") {
                let (folder, name) = path.rsplit_once('/').unwrap_or((PREFIX, path));
                let prefix = folder.rsplit('/').next().unwrap_or(folder);
                icons.add(prefix, name, text.to_owned());
            } else if path.strip_suffix(".json").is_some() {
                icons.add_pack(text);
            }
        }
        if !icons.icons.is_empty() {
            icons.stamp = hasher.finalize().to_hex().to_string();
        }
        icons
    }

    /// Whether the project has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.icons.is_empty()
    }

    /// What changes when an icon does; nothing where there is none.
    #[must_use]
    pub fn stamp(&self) -> &str {
        &self.stamp
    }

    /// The SVG document of an icon, as its author wrote it: not safe.
    #[must_use]
    pub fn find(&self, prefix: &str, name: &str) -> Option<&str> {
        self.icons.get(prefix)?.get(name).map(String::as_str)
    }

    /// The prefixes, sorted.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.icons.keys().map(String::as_str)
    }

    /// The names of a prefix that are most like one that it does not have, the nearest first.
    #[must_use]
    pub fn near(&self, prefix: &str, name: &str, count: usize) -> Vec<String> {
        let names = self.icons.get(prefix).into_iter().flat_map(BTreeMap::keys);
        let mut near: Vec<(usize, &str)> = names
            .map(|own| (if own.starts_with(name) { 1 } else { strsim::osa_distance(own, name) }, &**own))
            .collect();
        near.retain(|(far, _)| *far <= 1 + name.len() / 3);
        near.sort_unstable();
        near.into_iter().take(count).map(|(_, own)| own.to_owned()).collect()
    }

    fn add(&mut self, prefix: &str, name: &str, svg: String) {
        self.icons.entry(prefix.to_owned()).or_default().entry(name.to_owned()).or_insert(svg);
    }

    /// Takes the icons of an Iconify JSON; what is none of its form holds no icon.
    fn add_pack(&mut self, text: &str) {
        let Ok(pack) = serde_json::from_str::<Value>(text) else { return };
        let (Some(prefix), Some(icons)) = (pack["prefix"].as_str(), pack["icons"].as_object()) else { return };
        let number = |icon: &Value, key: &str, default: f64| {
            icon[key].as_f64().or_else(|| pack[key].as_f64()).unwrap_or(default)
        };
        let written = |icon: &Value| {
            let [left, top] = ["left", "top"].map(|key| number(icon, key, 0.0));
            let [width, height] = ["width", "height"].map(|key| number(icon, key, 16.0));
            Some(format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
                 viewBox=\"{left} {top} {width} {height}\">{}</svg>",
                icon["body"].as_str()?
            ))
        };
        for (name, icon) in icons {
            if let Some(svg) = written(icon) {
                self.add(prefix, name, svg);
            }
        }
        for (name, alias) in pack["aliases"].as_object().into_iter().flatten() {
            if let Some(svg) = alias["parent"].as_str().and_then(|parent| written(icons.get(parent)?)) {
                self.add(prefix, name, svg);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OwnIcons;

    #[test]
    fn files_are_icons_by_folder_and_name() {
        let pack = r#"{"prefix":"acme","width":20,"icons":{"box":{"body":"<path d='M0 0h9'/>"},"no":{}},
            "aliases":{"crate":{"parent":"box"},"lost":{"parent":"none"}}}"#;
        let icons = OwnIcons::of_files([
            ("acme/box.svg", "<svg/>"),
            ("db.svg", "<svg viewBox='0 0 1 1'/>"),
            ("pack.json", pack),
            ("broken.json", "{"),
            ("notes.txt", "x"),
        ]);
        assert_eq!(icons.prefixes().collect::<Vec<_>>(), ["acme", "own"]);
        assert_eq!(icons.find("own", "db"), Some("<svg viewBox='0 0 1 1'/>"));
        assert_eq!(icons.find("acme", "box"), Some("<svg/>"));
        assert!(icons.find("acme", "crate").is_some_and(|svg| svg.contains("viewBox=\"0 0 20 16\"")));
        assert_eq!((icons.find("acme", "lost"), icons.find("acme", "no")), (None, None));
        assert_eq!(icons.near("acme", "boxe", 1), ["box"]);
        assert!(icons.near("none", "box", 1).is_empty());
        assert!(!icons.stamp().is_empty() && OwnIcons::of_files([("x.txt", "x")]).stamp().is_empty());
    }
}

//! The files that the snippets and directives of cards name → their texts.
//!
//! Cards are expanded here to learn which files they need, those of files within files too; `parse` expands them again
//! with these in hand. A name of a snippet is looked up under the base paths of the extension, in their order; what a
//! directive asks for, `includes` finds. Must never take in what lies outside of the project, wherever a path or a symlink leads,
//! and must never fetch anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::config::extensions::Options;
use crate::config::{Config, Extensions, Includes};
use crate::discover::memory::{Memory, Stamp};
use crate::discover::{Source, decode, includes, read};
use crate::path::without_dots;
use crate::snippet::{BRACES, Braces, EXTENSION, Files, Found, Included, Line, Query, Settings, expand, include};
use crate::text::{BOM, printable};

/// What is known of the files that snippets name.
#[derive(Debug)]
pub(super) struct Snippets<'a> {
    settings: Option<Settings>,
    directives: Option<Directives>,
    bases: Vec<Base>,
    braces: Option<Braces>,
    /// Where names between braces are looked up.
    braces_base: PathBuf,
    /// Whether a path may leave its base path, though never the project.
    is_restricted: bool,
    /// What must hold every file.
    bound: PathBuf,
    memory: Option<&'a Memory>,
    known: BTreeMap<PathBuf, Found>,
    /// The texts that were read, with their stamps.
    pub(super) stamps: Vec<(PathBuf, Stamp, Arc<str>)>,
    /// The folders in which a snippet stands, or would.
    pub(super) folders: BTreeSet<PathBuf>,
}

/// How directives are carried out.
#[derive(Debug)]
struct Directives {
    settings: Includes,
    /// The docs root, canonical.
    docs: PathBuf,
    /// What `exclude` of the plugin matches.
    without: BTreeSet<PathBuf>,
}

/// Where names are looked up.
#[derive(Debug)]
enum Base {
    /// A folder, or one file and no other.
    At(PathBuf),
    /// This path from the folder of the card that names the snippet.
    OfCard(PathBuf),
}

impl<'a> Snippets<'a> {
    /// The snippets of a project; `None` where it has none.
    pub(super) fn of(config: &Config, memory: Option<&'a Memory>) -> Option<Self> {
        let mut snippets = Self::new(config.python_markdown.as_deref()?, &config.project, &config.project)?;
        snippets.direct(config.python_markdown.as_deref()?, &config.root);
        snippets.memory = memory;
        Some(snippets)
    }

    /// The snippets under base paths that count from `folder`, all of them within `bound`.
    fn new(extensions: &Extensions, folder: &Path, bound: &Path) -> Option<Self> {
        let (settings, braces) = (Settings::of(extensions), Braces::of(extensions));
        if settings.is_none() && braces.is_none() && extensions.includes.is_none() {
            return None;
        }
        let usual = Options::default();
        let options = extensions.get(EXTENSION).unwrap_or(&usual);
        let braces_base =
            BRACES.iter().rev().find_map(|name| extensions.get(name)).map(|found| found.text("base_path"));
        let base = |value: &Value| match value {
            Value::String(path) => Some(Base::At(folder.join(path))),
            Value::Object(entries) => Some(Base::OfCard(PathBuf::from(entries.get("relative")?.as_str()?))),
            _ => None,
        };
        let bases = match options.value("base_path") {
            Value::Array(values) => values.iter().filter_map(base).collect(),
            Value::Null => vec![Base::At(folder.to_owned())],
            value => base(value).into_iter().collect(),
        };
        Some(Self {
            settings,
            directives: None,
            bases,
            braces,
            braces_base: folder.join(braces_base.unwrap_or_default()),
            is_restricted: options.is_on("restrict_base_path"),
            bound: fs::canonicalize(bound).ok()?,
            memory: None,
            known: BTreeMap::new(),
            stamps: Vec::new(),
            folders: BTreeSet::new(),
        })
    }

    /// Makes directives of the plugin include-markdown be carried out.
    fn direct(&mut self, extensions: &Extensions, docs: &Path) {
        let Some(settings) = extensions.includes.clone() else { return };
        let Ok(docs) = fs::canonicalize(docs) else { return };
        let globs = settings.exclude.iter();
        let without =
            globs.flat_map(|pattern| includes::glob(&docs, pattern, &self.bound, &mut self.folders)).collect();
        self.directives = Some(Directives { settings, docs, without });
    }

    /// Gives a card the files that it takes in.
    pub(super) fn fill(&mut self, source: &mut Source) {
        let page = self.directives.as_ref().map(|directives| directives.docs.join(source.path.as_str()));
        let folder = source.file.parent().unwrap_or(Path::new("")).to_owned();
        source.snippets = self.files(&source.text, &folder, page).into();
    }

    /// The files that a card in a folder takes in. `page` is where it stands by its name.
    fn files(&mut self, text: &str, folder: &Path, page: Option<PathBuf>) -> Files {
        let mut files = Files::default();
        let body = body(text);
        let expanded = self.carry_out(body, page, &mut files);
        let body = expanded.as_deref().unwrap_or(body);
        let taken = self.take_braces(body, &mut files);
        let body = taken.as_deref().unwrap_or(body);
        let Some(settings) = self.settings.clone().filter(|settings| settings.may_change(body)) else { return files };
        let lines: Vec<&str> = body.lines().collect();
        expand(&lines, &settings, |name| {
            if let Some(found) = files.snippets.get(name) {
                return found.clone();
            }
            let found = self.find(name, folder);
            files.snippets.insert(name.to_owned(), found.clone());
            found
        });
        files
    }

    /// The body with its directives carried out, where it has any.
    fn carry_out(&mut self, body: &str, page: Option<PathBuf>, files: &mut Files) -> Option<String> {
        let directives = self.directives.as_ref()?;
        let settings = directives.settings.clone();
        let page = page.filter(|page| !directives.without.contains(page))?;
        if !body.contains(&settings.opening_tag) {
            return None;
        }
        let expansion = include::expand(body, &settings, &page, |query| {
            if let Some(found) = files.includes.get(query) {
                return found.clone();
            }
            let found = self.included(query);
            files.includes.insert(query.clone(), found.clone());
            found
        });
        files.page = Some(page);
        let (mut out, mut from) = (String::new(), 0);
        for (range, text) in expansion.taken {
            out.push_str(&body[from..range.start]);
            out.push_str(&text);
            from = range.end;
        }
        Some(out + &body[from..])
    }

    /// The files that a directive asks for.
    fn included(&mut self, query: &Query) -> Vec<Included> {
        let Some(directives) = &self.directives else { return Vec::new() };
        let (docs, without) = (directives.docs.clone(), &directives.without);
        let paths = includes::files(query, &docs, &self.bound, without, &mut self.folders);
        let found = |path: PathBuf| {
            let found = self.known(&path);
            Included { found: in_encoding(found, &query.encoding), path }
        };
        paths.into_iter().map(found).collect()
    }

    /// A text with the files between braces taken in, where it has any.
    fn take_braces(&mut self, text: &str, files: &mut Files) -> Option<String> {
        let braces = self.braces.filter(|braces| braces.may_change(text))?;
        let lines: Vec<&str> = text.lines().collect();
        let made = braces.expand(&lines, |name| {
            let key = Braces::key(name);
            if let Some(found) = files.snippets.get(&key) {
                return found.clone();
            }
            let file = without_dots(&self.braces_base.join(name));
            self.watch(&file);
            let found = self.known(&file);
            files.snippets.insert(key, found.clone());
            found
        });
        let line = |line: &Line| match line {
            Line::Taken { text, .. } => text.clone(),
            Line::Kept { row } | Line::Unescaped { row, .. } => lines[*row].to_owned(),
        };
        Some(made.lines.iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    /// Notes the folder in which a file is looked for.
    fn watch(&mut self, file: &Path) {
        if let Some(folder) = file.parent().and_then(|folder| fs::canonicalize(folder).ok())
            && folder.starts_with(&self.bound)
        {
            self.folders.insert(folder);
        }
    }

    /// What a name leads to: the first file of this name under a base path.
    fn find(&mut self, name: &str, folder: &Path) -> Found {
        for at in 0..self.bases.len() {
            let base = match &self.bases[at] {
                Base::At(base) => without_dots(base),
                Base::OfCard(path) => without_dots(&folder.join(path)),
            };
            if let Some(file) = self.candidate(&base, name) {
                return self.known(&file);
            }
        }
        Found::Missing
    }

    /// The file of a name under a base path.
    fn candidate(&mut self, base: &Path, name: &str) -> Option<PathBuf> {
        let metadata = fs::metadata(base).ok()?;
        if !metadata.is_dir() {
            let file = base.parent()?.join(name);
            let is_same = fs::canonicalize(&file).ok()? == fs::canonicalize(base).ok()?;
            return is_same.then_some(file);
        }
        let file = without_dots(&base.join(name));
        if self.is_restricted && (!file.starts_with(base) || file == base) {
            return None;
        }
        self.watch(&file);
        fs::metadata(&file).is_ok().then_some(file)
    }

    fn known(&mut self, file: &Path) -> Found {
        if let Some(found) = self.known.get(file) {
            return found.clone();
        }
        let found = self.read(file);
        self.known.insert(file.to_owned(), found.clone());
        found
    }

    fn read(&mut self, file: &Path) -> Found {
        let Ok(real) = fs::canonicalize(file) else { return Found::Missing };
        if !real.starts_with(&self.bound) {
            return Found::Outside;
        }
        // The stamp is taken before the text: a change between the two is seen next time.
        let stamp = fs::symlink_metadata(&real).ok().as_ref().map(Stamp::of);
        let remembered = stamp.and_then(|stamp| self.memory?.text(&real, &stamp));
        let text = match remembered.map_or_else(|| text_of(&real), Ok) {
            Ok(text) => text,
            Err(why) => return Found::Unreadable(why),
        };
        self.stamps.extend(stamp.map(|stamp| (real.clone(), stamp, Arc::clone(&text))));
        Found::File { file: real, text }
    }
}

fn text_of(file: &Path) -> Result<Arc<str>, String> {
    let bytes = read::read_inside(file).map_err(|error| error.to_string())?;
    let (text, _) = decode::decode(bytes);
    Ok(text.strip_prefix(BOM).unwrap_or(&text).into())
}

/// A file as a text of another encoding than UTF-8.
fn in_encoding(found: Found, encoding: &str) -> Found {
    let Found::File { file, text } = found else { return found };
    let is_utf_8 = matches!(encoding, "utf-8" | "utf8" | "utf-8-sig" | "utf_8" | "u8" | "ascii" | "us-ascii");
    if is_utf_8 {
        return Found::File { file, text };
    }
    let bytes = match read::read_inside(&file) {
        Ok(bytes) => bytes,
        Err(error) => return Found::Unreadable(error.to_string()),
    };
    match decode::decode_as(bytes, encoding) {
        Some(text) => Found::File { file, text: text.into() },
        None => Found::Unreadable(format!("cannot be read in the encoding `{}`", printable(encoding))),
    }
}

/// A card without its front matter, which no snippet stands in.
fn body(text: &str) -> &str {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    let Some(first) = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "---") else { return text };
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return &text[at..];
        }
    }
    text
}

/// The files that a text takes in which is no card: base paths count from `folder`, directives from the index of `docs`. They
/// may lie anywhere, since who names them in a command may read them.
#[must_use]
pub fn snippets_of(text: &str, extensions: &Extensions, folder: &Path, docs: &Path) -> Files {
    let Some(mut snippets) = Snippets::new(extensions, folder, Path::new("/")) else { return Files::default() };
    snippets.direct(extensions, docs);
    let page = snippets.directives.as_ref().map(|directives| directives.docs.join("index.md"));
    snippets.files(text, folder, page)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make the trees that they read")]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use serde_json::{Value, json};
    use tempfile::TempDir;

    use crate::config::{Config, Extensions};
    use crate::discover::{FileSet, Memory, Tree, discover, discover_again};
    use crate::snippet::Found;

    /// A project with these files, and the options of its snippets.
    fn project(files: &[(&str, &str)], options: Value) -> (TempDir, Config) {
        let folder = TempDir::with_prefix("quadrille-").expect("a temporary folder can be made");
        let root = folder.path().canonicalize().expect("the folder is there").join("project");
        for (path, text) in files {
            let file = root.join(path);
            fs::create_dir_all(file.parent().expect("a file has a folder")).expect("folders can be made");
            fs::write(file, text).expect("files can be written");
        }
        let mut config = Config::defaults(root.clone(), root.join("docs"));
        config.python_markdown = Some(Arc::new(Extensions::read(&[("pymdownx.snippets".to_owned(), options)]).0));
        (folder, config)
    }

    /// What the names of the snippets of a card lead to: its text, or why there is none.
    fn found(tree: &Tree, card: &str) -> Vec<(String, String)> {
        let source = tree.sources.iter().find(|source| source.path.as_str() == card).expect("the card is there");
        let said = |found: &Found| match found {
            Found::File { text, .. } => text.to_string(),
            other => format!("{other:?}"),
        };
        source.snippets.snippets.iter().map(|(name, found)| (name.clone(), said(found))).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn base_paths_are_folders_files_and_the_folder_of_the_card() {
        let files = [
            ("docs/a/card.md", "--8<-- \"own.txt\"\n--8<-- \"part.txt\"\n--8<-- \"one.txt\"\n--8<-- \"two.txt\""),
            ("docs/a/own.txt", "own"),
            ("parts/part.txt", "part"),
            ("more/one.txt", "one"),
            ("more/two.txt", "two"),
        ];
        let (_folder, config) =
            project(&files, json!({"base_path": ["parts", "more/one.txt", {"relative": ""}, "nowhere"]}));
        let tree = discover(&config, &FileSet::Disk).expect("the docs root can be read");
        let expected = [("one.txt", "one"), ("own.txt", "own"), ("part.txt", "part"), ("two.txt", "Missing")];
        assert_eq!(found(&tree, "a/card.md"), pairs(&expected));
        assert!(tree.folders.contains(&config.project.join("parts")), "{:?}", tree.folders);
    }

    #[test]
    fn nothing_outside_of_the_project_is_read() {
        let card = "--8<-- \"../secret.txt\"\n--8<-- \"link.txt\"\n--8<-- \"docs\"";
        let (folder, config) = project(&[("docs/card.md", card)], json!({"restrict_base_path": false}));
        let secret = folder.path().join("secret.txt");
        fs::write(&secret, "secret").expect("files can be written");
        std::os::unix::fs::symlink(&secret, config.project.join("link.txt")).expect("symlinks can be made");
        let tree = discover(&config, &FileSet::Disk).expect("the docs root can be read");
        let (names, said): (Vec<String>, Vec<String>) = found(&tree, "card.md").into_iter().unzip();
        assert_eq!(names, ["../secret.txt", "docs", "link.txt"]);
        assert_eq!((&*said[0], &*said[2]), ("Outside", "Outside"));
        assert!(said[1].starts_with("Unreadable"), "{said:?}");
    }

    #[test]
    fn paths_stay_below_their_base_path() {
        let files = [
            ("docs/card.md", "--8<-- \"../parts/a.txt\"\n--8<-- \"b/../c.txt\""),
            ("parts/a.txt", "a"),
            ("docs/c.txt", "c"),
        ];
        let (_folder, config) = project(&files, json!({"base_path": "docs"}));
        let tree = discover(&config, &FileSet::Disk).expect("the docs root can be read");
        assert_eq!(found(&tree, "card.md"), pairs(&[("../parts/a.txt", "Missing"), ("b/../c.txt", "c")]));
    }

    #[test]
    fn a_file_that_changed_is_read_again() {
        let files = [
            ("docs/card.md", "---\nx: |\n  --8<--\n---\n--8<-- \"a.txt\""),
            ("a.txt", "--8<-- \"b.txt\""),
            ("b.txt", "b"),
        ];
        let (_folder, config) = project(&files, Value::Null);
        let mut memory = Memory::default();
        let tree = discover_again(&config, &mut memory).expect("the docs root can be read");
        assert_eq!(found(&tree, "card.md"), pairs(&[("a.txt", "--8<-- \"b.txt\""), ("b.txt", "b")]));
        fs::write(Path::new(&config.project).join("b.txt"), "another").expect("files can be written");
        let tree = discover_again(&config, &mut memory).expect("the docs root can be read");
        assert_eq!(found(&tree, "card.md"), pairs(&[("a.txt", "--8<-- \"b.txt\""), ("b.txt", "another")]));
    }
}

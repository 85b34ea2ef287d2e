//! A case → what the rules find in it. The one place of these tests that knows the library's stages.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use quadrille::check::{Context, Selection, check};
use quadrille::config::{Config, Extensions, Request, load};
use quadrille::diag::Diagnostic;
use quadrille::discover::{FileSet, Tree, discover};
use quadrille::edit::{Edit, apply};
use quadrille::graph::link;
use quadrille::parse::parse;
use quadrille::path::CardPath;
use quadrille::text::LineMap;
use quadrille::yaml::{YamlKind, YamlNode, parse_spanned};
use serde_json::Value;
use tempfile::TempDir;

use super::spec::{Case, Kind};

const TODAY: Date = date(2026, 11, 21);

/// A case on disk, read.
pub(super) struct Project {
    config: Config,
    tree: Tree,
    untracked: Vec<CardPath>,
    _folder: TempDir,
}

impl Project {
    /// Writes the files of a case to a temporary folder and reads them as the command would.
    pub(super) fn new(case: &Case) -> Self {
        let folder = TempDir::with_prefix("quadrille-").expect("a temporary folder can be made");
        let project = folder.path().canonicalize().expect("the temporary folder is there");
        fs::create_dir(project.join("docs")).expect("folders can be made");
        let mut untracked = Vec::new();
        for file in &case.files {
            let is_config = matches!(file.path.as_str(), "quadrille.toml" | "mkdocs.yml");
            let place = if is_config { project.join(&file.path) } else { project.join("docs").join(&file.path) };
            fs::create_dir_all(place.parent().expect("a file has a folder")).expect("folders can be made");
            match file.kind {
                Kind::Text => fs::write(place, &file.text).expect("files can be written"),
                Kind::Latin1 => fs::write(place, latin1(&file.text)).expect("files can be written"),
                Kind::Symlink => make_symlink(file.text.trim(), &place),
                Kind::Untracked => untracked.push(CardPath::new(&file.path).expect("a path inside the root")),
            }
        }
        // Named, so that files beside the docs root do not change which folder that is.
        let request = Request { paths: vec![project.join("docs")], cwd: project.clone(), ..Request::default() };
        let mut config = load(&request, &[]).expect("a good configuration").config;
        if let Some(mkdocs) = case.files.iter().find(|file| file.path == "mkdocs.yml") {
            config.project.clone_from(&project);
            config.python_markdown = Some(extensions(&mkdocs.text));
        }
        let tree = discover(&config, &FileSet::Disk).expect("the docs root can be read");
        Self { config, tree, untracked, _folder: folder }
    }

    /// Whether the configuration of the case says itself which rules run.
    pub(super) fn selects(&self) -> bool {
        !self.config.check.select.is_empty()
    }

    /// What the selected rules find; none: those that the configuration selects.
    pub(super) fn findings(&self, select: &[&str]) -> Vec<Diagnostic> {
        let cards = self.tree.sources.iter().map(|source| parse(source, &self.config)).collect();
        let graph = link(cards, self.tree.assets.clone(), &self.config);
        let context = Context {
            graph: &graph,
            config: &self.config,
            today: TODAY,
            discovered: &self.tree.diagnostics,
            untracked: &self.untracked,
        };
        let select: Vec<String> = select.iter().map(|name| (*name).to_owned()).collect();
        check(&context, &Selection::new(&self.config, &select, &[]).expect("known rules"))
    }

    /// Applies edits to the texts; the disk stays as it is.
    pub(super) fn edit(&mut self, edits: &[Edit]) {
        for source in &mut self.tree.sources {
            let own: Vec<Edit> = edits.iter().filter(|edit| edit.path == source.path).cloned().collect();
            source.text = Arc::from(apply(&source.text, &own).text);
        }
    }

    /// The text of a card.
    pub(super) fn text(&self, path: &CardPath) -> &str {
        let card = self.tree.sources.iter().find(|source| source.path == *path).map(|source| &*source.text);
        card.or_else(|| self.config.text_at(path)).unwrap_or_default()
    }

    /// Findings as the specs write them.
    pub(super) fn print(&self, findings: &[Diagnostic]) -> String {
        let mut out = String::new();
        for finding in findings {
            let text = self.text(&finding.path);
            let place = LineMap::new(text).line_col(text, finding.span.start);
            let (line, col) = (place.line, place.col);
            out.push_str(&format!("{}:{line}:{col} {}: {}\n", finding.path, finding.rule, finding.message));
            for hint in &finding.hints {
                out.push_str(&format!("  hint: {hint}\n"));
            }
            if let Some(fix) = &finding.fix {
                out.push_str(&format!("  fix: {}\n", fix.title));
            }
        }
        out
    }
}

/// The extensions that a MkDocs project names.
fn extensions(mkdocs: &str) -> Arc<Extensions> {
    let root = value(&parse_spanned(mkdocs).expect("good YAML"));
    let named = root["markdown_extensions"].as_array().cloned().unwrap_or_default();
    let written: Vec<(String, Value)> = named
        .into_iter()
        .flat_map(|named| match named {
            Value::Object(pairs) => pairs.into_iter().collect(),
            name => vec![(name.as_str().unwrap_or_default().to_owned(), Value::Null)],
        })
        .collect();
    Arc::new(Extensions::of_mkdocs(&written).0)
}

fn value(node: &YamlNode) -> Value {
    match &node.kind {
        YamlKind::Null => Value::Null,
        YamlKind::Scalar { text, .. } if text == "true" => Value::Bool(true),
        YamlKind::Scalar { text, .. } if text == "false" => Value::Bool(false),
        YamlKind::Scalar { text, .. } => Value::String(text.clone()),
        YamlKind::List(items) => items.iter().map(value).collect(),
        YamlKind::Map(pairs) => pairs.iter().map(|pair| (pair.key.clone(), value(&pair.value))).collect(),
    }
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c as u32).expect("a letter of Latin-1")).collect()
}

fn make_symlink(target: &str, place: &Path) {
    std::os::unix::fs::symlink(target, place).expect("symlinks can be made");
}

//! Reading the configuration of a command.
//!
//! [`Request`] → [`Located`]: find the file, check its text, find the docs root, fill in the defaults. The only place
//! of this floor that reads a file. Must never create or change one.

use std::path::{Path, PathBuf};

use super::error::{ConfigError, Problem};
use super::file::File;
use super::forge::source_paths;
use super::locate::{Candidate, Located, Place, Request, candidate, default_output, place, shown};
use super::mkdocs;
use super::review::ReviewConfig;
use super::validate::{Checked, read};
use super::{
    CheckConfig, Config, Dialect, DocsConfig, FrontMatterConfig, HeadingIds, LinksConfig, SiteConfig, ThemeConfig,
    VirtualCard,
};
use crate::path::{CardPath, without_dots};
use crate::text::LineMap;

/// Reads the configuration that a command means; `rules` are the names that `[check]` may hold, those of rules
/// and groups; none: any name is taken.
///
/// # Errors
/// All problems of the command line or of the file.
pub fn load(request: &Request, rules: &[&str]) -> Result<Located, ConfigError> {
    if let Some(url) = &request.base_url
        && !super::formats::is_web_address(url)
    {
        let problem = Problem::of_command(format!("`{url}` is not a web address"));
        return Err(problem.hint("write it in full, with `https://` in front").into());
    }
    let candidate = candidate(request)?;
    let Some(path) = &candidate.file else {
        return Ok(finish(request, None, place(request, &candidate, None)?));
    };
    let name = shown(path, &request.cwd);
    if path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml") {
        return of_mkdocs(request, &candidate, path);
    }
    let text = text_of(path, &name)?;
    let checked = read(&name, &text, rules)?;
    let place = place(request, &candidate, checked.file.docs.dir.as_deref())?;
    if place.is_configured {
        check_folders(&Named { name: &name, text: &text, path }, &checked, &place, request)?;
        return Ok(finish(request, Some((path, checked.file)), place));
    }
    Ok(finish(request, None, place))
}

/// The same for a project of MkDocs.
fn of_mkdocs(request: &Request, candidate: &Candidate, path: &Path) -> Result<Located, ConfigError> {
    let world = mkdocs::World { read: &text_of, variable: &variable, shown: &|path| shown(path, &request.cwd) };
    let project = mkdocs::read(path, &world)?;
    let place = place(request, candidate, project.file.docs.dir.as_deref())?;
    if !place.is_configured {
        return Ok(finish(request, None, place));
    }
    if !place.root.is_dir() {
        let message = format!("there is no docs folder `{}`", shown(&place.root, &request.cwd));
        let hint = "name the folder of the pages in `docs_dir`";
        return Err(Problem::of_file(shown(path, &request.cwd), message).hint(hint).into());
    }
    let owned = path.to_owned();
    let mut located = finish(request, Some((&owned, project.file.clone())), place);
    project.complete(&mut located.config);
    Ok(located)
}

/// The text of a `quadrille.toml` that says what the `mkdocs.yml` of a folder says, as far as it can.
///
/// # Errors
/// Where there is no such file, and where it cannot be read.
pub fn toml_of_mkdocs(folder: &Path, cwd: &Path) -> Result<String, ConfigError> {
    let files = mkdocs::FILE_NAMES.map(|name| folder.join(name));
    let Some(path) = files.iter().find(|path| path.is_file()) else {
        let problem = Problem::of_command(format!("there is no `mkdocs.yml` in `{}`", shown(folder, cwd)));
        return Err(problem.hint("give the folder where it stands").into());
    };
    let world = mkdocs::World { read: &text_of, variable: &variable, shown: &|path| shown(path, cwd) };
    Ok(mkdocs::toml(&mkdocs::read(path, &world)?))
}

/// A variable of the environment, for `!ENV`.
#[expect(clippy::disallowed_methods, reason = "the configuration asks for it by name")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A configuration file with its name in messages and its text.
struct Named<'a> {
    name: &'a str,
    text: &'a str,
    path: &'a Path,
}

#[expect(clippy::disallowed_methods, reason = "the one read of a configuration file")]
fn text_of(path: &Path, name: &str) -> Result<String, ConfigError> {
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Problem::of_file(name, "there is no such configuration file"),
        _ if path.is_dir() => Problem::of_file(name, "is a folder, not a configuration file"),
        _ => Problem::of_file(name, format!("cannot be read: {error}")),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let start = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let at = LineMap::new(&start).line_col(&start, good);
        Problem::of_file(name, "the file is not UTF-8").at(at).hint("save it as UTF-8").into()
    })
}

/// Whether the folders that the file names are there.
fn check_folders(
    named: &Named<'_>,
    checked: &Checked<'_>,
    place: &Place,
    request: &Request,
) -> Result<(), ConfigError> {
    let lines = LineMap::new(named.text);
    let mut problems = Vec::new();
    let mut report = |table: &str, key: &str, what: &str, folder: &Path| {
        let problem =
            Problem::of_file(named.name, format!("there is no {what} folder `{}`", shown(folder, &request.cwd)));
        let span = checked.span_of(table, key);
        problems.push(span.map_or(problem.clone(), |span| problem.at(lines.line_col(named.text, span.start))));
    };
    if !place.root.is_dir() {
        report("docs", "dir", "docs", &place.root);
    }
    if let Some(templates) = &checked.file.theme.templates {
        let folder = beside(named.path, templates);
        if !folder.is_dir() {
            report("theme", "templates", "templates", &folder);
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
}

fn finish(request: &Request, file: Option<(&PathBuf, File)>, place: Place) -> Located {
    let Place { project, root, filters, .. } = place;
    let (path, file) = file.map_or((None, File::default()), |(path, file)| (Some(path.clone()), file));
    let output = match (&request.output, &file.docs.output) {
        (Some(output), _) => without_dots(&request.cwd.join(output)),
        (None, Some(output)) => without_dots(&project.join(output)),
        (None, None) => default_output(&project, &root, &request.cwd),
    };
    let templates = path.as_ref().zip(file.theme.templates.as_ref()).map(|(path, folder)| beside(path, folder));
    let is_vault = root.join(".obsidian").is_dir();
    let dialect =
        request.dialect.or(file.links.dialect).unwrap_or(if is_vault { Dialect::Obsidian } else { Dialect::Strict });
    let mut config = fill(file, project, root, dialect);
    config.file = path;
    config.output = output;
    config.templates = templates;
    if let Some(url) = &request.base_url {
        config.site.url = Some(with_slash(url));
    }
    Located { config, filters }
}

/// Makes the configuration of a file's values; output and templates are still those of a project without a file.
pub(super) fn fill(file: File, project: PathBuf, root: PathBuf, dialect: Dialect) -> Config {
    let File { site, docs, links, front_matter, check, review, theme, features, diagrams, search, publish, versions } =
        file;
    let copied = |(path, source): (&String, &String)| {
        Some(VirtualCard { path: CardPath::new(path)?, source: without_dots(&root.join(source)) })
    };
    let virtual_cards = docs.r#virtual.iter().filter_map(copied).collect();
    let folder = root.strip_prefix(&project).map_or(String::new(), |folder| folder.to_string_lossy().into_owned());
    let (edit, view) = site
        .repo_url
        .as_deref()
        .and_then(|url| source_paths(url, &folder))
        .map_or((None, None), |(edit, view)| (Some(edit), Some(view)));
    // An empty text takes the link away.
    let path = |own: Option<String>, usual: Option<String>| own.or(usual).filter(|path| !path.is_empty());
    Config {
        file: None,
        output: project.join("site"),
        project,
        root,
        site: SiteConfig {
            name: site.name,
            url: site.url.as_deref().map(with_slash),
            description: site.description,
            author: site.author,
            copyright: site.copyright,
            language: site.language,
            repo_url: site.repo_url,
            edit_uri: path(site.edit_uri, edit),
            view_uri: path(site.view_uri, view),
        },
        docs: DocsConfig { exclude: docs.exclude, index: docs.index, quadrants: docs.quadrants, virtual_cards },
        links: LinksConfig {
            dialect,
            schemes: links.schemes.iter().map(|scheme| scheme.to_ascii_lowercase()).collect(),
            heading_ids: links.heading_ids.unwrap_or_else(|| heading_ids_of(dialect)),
        },
        front_matter: FrontMatterConfig {
            required: front_matter.required,
            only_in: front_matter.only_in,
            types: front_matter.types,
        },
        check: CheckConfig {
            select: check.select,
            ignore: check.ignore,
            severity: check.severity,
            per_file_ignores: check.per_file_ignores,
        },
        review: ReviewConfig::new(review),
        templates: None,
        theme: ThemeConfig {
            scheme: theme.scheme,
            primary: theme.primary,
            accent: theme.accent,
            logo: theme.logo,
            favicon: theme.favicon,
            font: theme.font,
            code_font: theme.code_font,
            css: theme.css,
            js: theme.js,
        },
        features,
        diagrams,
        search,
        publish,
        versions,
        version: None,
        python_markdown: None,
        mkdocs: None,
    }
}

/// The heading ids that readers of a dialect know.
const fn heading_ids_of(dialect: Dialect) -> HeadingIds {
    match dialect {
        Dialect::Strict | Dialect::Mkdocs => HeadingIds::Mkdocs,
        Dialect::Obsidian | Dialect::Quartz => HeadingIds::Github,
    }
}

fn with_slash(url: &str) -> String {
    format!("{}/", url.trim_end_matches('/'))
}

fn beside(file: &Path, folder: &str) -> PathBuf {
    without_dots(&file.parent().unwrap_or(file).join(folder))
}

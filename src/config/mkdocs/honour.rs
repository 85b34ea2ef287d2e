//! What becomes of everything that a MkDocs configuration can say: one table.
//!
//! Data alone. The findings of `build` and `check` are made of it, the report of `import-report`, and a test holds the
//! reference page against it. A plugin or feature that is not here is not known. Must never promise what the site does not do.

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A key, with the keys above it: `theme.palette`.
    Key,
    /// An entry of `theme.features`.
    Feature,
    /// An entry of `markdown_extensions`.
    Extension,
    /// An entry of `plugins`.
    Plugin,
}

/// How far something is honoured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Support {
    /// It does what it does in MkDocs.
    Honoured,
    /// The site does much the same in its own way.
    Approximated,
    /// It has no effect, and nothing is missing.
    Ignored,
    /// It has no effect, and something is missing.
    Unsupported,
}

impl Support {
    /// As it is written in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Honoured => "honoured",
            Self::Approximated => "approximated",
            Self::Ignored => "ignored",
            Self::Unsupported => "unsupported",
        }
    }
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Honour {
    /// What it is about.
    pub part: Part,
    /// Its name.
    pub name: &'static str,
    /// How far it is honoured.
    pub support: Support,
    /// What is different; empty where nothing is.
    pub note: &'static str,
    /// What to do instead, an imperative; empty where there is nothing to do.
    pub instead: &'static str,
}

/// The row of something; `None` where it is not known.
#[must_use]
pub fn honour(part: Part, name: &str) -> Option<&'static Honour> {
    HONOURS.iter().find(|row| row.part == part && row.name == name)
}

/// The names of a part.
pub fn names(part: Part) -> impl Iterator<Item = &'static str> {
    HONOURS.iter().filter(move |row| row.part == part).map(|row| row.name)
}

const fn row(part: Part, name: &'static str, support: Support, note: &'static str, instead: &'static str) -> Honour {
    Honour { part, name, support, note, instead }
}

const fn full(part: Part, name: &'static str) -> Honour {
    row(part, name, Support::Honoured, "", "")
}

const fn near(part: Part, name: &'static str, note: &'static str) -> Honour {
    row(part, name, Support::Approximated, note, "")
}

const fn idle(part: Part, name: &'static str, note: &'static str) -> Honour {
    row(part, name, Support::Ignored, note, "")
}

const fn lost(part: Part, name: &'static str, note: &'static str, instead: &'static str) -> Honour {
    row(part, name, Support::Unsupported, note, instead)
}

use Part::{Extension, Feature, Key, Plugin};

/// All rows: keys in the order of MkDocs's own documentation, then features, extensions and plugins by name.
pub const HONOURS: &[Honour] = &[
    full(Key, "site_name"),
    full(Key, "site_url"),
    full(Key, "site_description"),
    full(Key, "site_author"),
    full(Key, "copyright"),
    full(Key, "repo_url"),
    near(Key, "repo_name", "stars and forks are not asked for"),
    full(Key, "edit_uri"),
    full(Key, "edit_uri_template"),
    full(Key, "remote_branch"),
    full(Key, "remote_name"),
    full(Key, "docs_dir"),
    full(Key, "site_dir"),
    full(Key, "nav"),
    full(Key, "exclude_docs"),
    near(Key, "draft_docs", "drafts are left out, by the preview too"),
    full(Key, "not_in_nav"),
    full(Key, "validation.nav.omitted_files"),
    full(Key, "validation.nav.not_found"),
    near(Key, "validation.nav.absolute_links", "an absolute path in `nav` is an address, and is not reported"),
    full(Key, "validation.links.not_found"),
    near(Key, "validation.links.absolute_links", "such a link stays as it is, and is not reported"),
    near(Key, "validation.links.unrecognized_links", "such a link counts as one that is not found"),
    full(Key, "validation.links.anchors"),
    near(Key, "validation.omitted_files", "for `nav`"),
    near(Key, "validation.not_found", "for `nav` and `links`"),
    near(Key, "validation.absolute_links", "for `nav` and `links`"),
    near(Key, "validation.unrecognized_links", "for `links`"),
    near(Key, "validation.anchors", "for `links`"),
    full(Key, "extra_css"),
    full(Key, "extra_javascript"),
    lost(
        Key,
        "extra_templates",
        "templates beside the theme's are not rendered",
        "put a finished file into the docs folder",
    ),
    lost(Key, "hooks", "hooks are Python and are not run", "do their work before the build, in a script of your own"),
    full(Key, "theme.name"),
    near(
        Key,
        "theme.custom_dir",
        "blocks of `main.html`, templates of pages and most partials are used; partials without a counterpart are told",
    ),
    idle(Key, "theme.static_templates", "it is for themes of MkDocs"),
    idle(Key, "theme.locale", "`theme.language` says the language"),
    full(Key, "theme.language"),
    full(Key, "theme.direction"),
    full(Key, "theme.features"),
    near(Key, "theme.palette", "colours are a shade darker or lighter where text would be hard to read"),
    near(Key, "theme.font", "fonts are never loaded from Google; readers who have the font see it"),
    full(Key, "theme.logo"),
    full(Key, "theme.favicon"),
    near(Key, "theme.icon", "`logo` and `repo` are shown; the icons of buttons are Quadrille's own"),
    full(Key, "strict"),
    full(Key, "use_directory_urls"),
    full(Key, "dev_addr"),
    idle(Key, "watch", "the preview watches the docs folder and all files that it reads"),
    full(Key, "markdown_extensions"),
    full(Key, "plugins"),
    near(Key, "extra", "it is data for templates"),
    full(Key, "extra.social"),
    near(Key, "extra.version", "the switch is in the versions that `quadrille deploy` publishes"),
    lost(
        Key,
        "extra.analytics",
        "nothing is loaded from third parties, but what a template of your own for the provider says",
        "count in the log of your web server, or bring `partials/integrations/analytics/PROVIDER.html`",
    ),
    lost(Key, "extra.consent", "there are no cookies to agree to", "leave it out"),
    full(Key, "extra.generator"),
    near(Key, "extra.alternate", "a switch leads to the other language, not to the same page there"),
    full(Key, "extra.homepage"),
    near(Key, "extra.annotate", "annotations work in every block of code"),
    near(Key, "extra.status", "the mark of a page is a dot or a square, with these words"),
    near(Key, "extra.tags", "all tags look the same"),
    full(Key, "INHERIT"),
    idle(Key, "config_file_path", "it is set by MkDocs"),
    idle(Key, "google_analytics", "MkDocs itself has given it up"),
    idle(Key, "pages", "MkDocs itself has given it up for `nav`"),
    // Features.
    full(Feature, "announce.dismiss"),
    full(Feature, "content.action.edit"),
    full(Feature, "content.action.view"),
    full(Feature, "content.code.annotate"),
    full(Feature, "content.code.copy"),
    idle(Feature, "content.code.select", "lines are selected with the pointer as everywhere"),
    full(Feature, "content.footnote.tooltips"),
    idle(Feature, "content.lazy", "images are loaded when they are near"),
    near(Feature, "content.tabs.link", "tabs of one label are switched together on every page"),
    near(Feature, "content.tooltips", "the browser shows titles"),
    full(Feature, "header.autohide"),
    full(Feature, "navigation.expand"),
    full(Feature, "navigation.footer"),
    full(Feature, "navigation.indexes"),
    full(Feature, "navigation.instant"),
    full(Feature, "navigation.instant.prefetch"),
    full(Feature, "navigation.instant.preview"),
    idle(Feature, "navigation.instant.progress", "pages are there before a bar could move"),
    full(Feature, "navigation.path"),
    near(Feature, "navigation.prune", "large navigations are pruned by themselves"),
    full(Feature, "navigation.sections"),
    full(Feature, "navigation.tabs"),
    full(Feature, "navigation.tabs.sticky"),
    near(Feature, "navigation.top", "a link to the top is shown on long pages"),
    full(Feature, "navigation.tracking"),
    full(Feature, "search.highlight"),
    idle(Feature, "search.share", "the address of a result can be copied"),
    idle(Feature, "search.suggest", "results are shown with the first letter"),
    full(Feature, "toc.follow"),
    near(Feature, "toc.integrate", "the contents stand below the navigation"),
    // Extensions that are read without effect, and those that are not read.
    idle(Extension, "pymdownx.b64", "pictures stay files of their own"),
    idle(Extension, "pymdownx.pathconverter", "addresses are made right in any case"),
    lost(Extension, "mdx_math", "formulas are not found by it", "use `pymdownx.arithmatex`"),
    lost(Extension, "plantuml_markdown", "PlantUML is not drawn", "use a mermaid diagram"),
    lost(Extension, "mkdocs-click", "commands are not documented by it", "write the output of `--help` into a page"),
    lost(Extension, "mkdocs-typer", "commands are not documented by it", "write the output of `--help` into a page"),
    lost(
        Extension,
        "markdown_exec",
        "no code is run",
        "run it before the build, and include what it prints as a snippet",
    ),
    // Plugins.
    near(Plugin, "awesome-nav", "`.nav.yml` orders, names and hides; globs and `sort` are honoured"),
    near(Plugin, "awesome-pages", "`.pages` orders, names and hides"),
    lost(Plugin, "blog", "posts are pages without dates, archives and categories", "list the posts in a page"),
    full(Plugin, "callouts"),
    lost(Plugin, "encryptcontent", "pages are not encrypted", "protect the site in its web server"),
    near(Plugin, "exclude", "as `exclude_docs`"),
    near(Plugin, "exclude-search", "`exclude` leaves out pages, not sections; `ignore` and its flags have no effect"),
    full(Plugin, "ezlinks"),
    lost(
        Plugin,
        "gen-files",
        "its scripts are Python and are not run",
        "run them before the build, into the docs folder",
    ),
    full(Plugin, "gh-admonitions"),
    near(Plugin, "git-authors", "dates and authors of a page come from git"),
    near(Plugin, "git-committers", "dates and authors of a page come from git"),
    near(Plugin, "git-revision-date", "dates and authors of a page come from git, in the form 2026-11-21"),
    near(Plugin, "git-revision-date-localized", "dates and authors of a page come from git, in the form 2026-11-21"),
    near(Plugin, "glightbox", "every image and diagram can be shown large"),
    full(Plugin, "group"),
    lost(Plugin, "i18n", "there is one language", "build one site for each language"),
    near(Plugin, "include-markdown", "nothing is fetched, and nothing outside of the project is taken in"),
    idle(Plugin, "info", "it is for reports to Material's authors"),
    lost(Plugin, "jupyter", "notebooks are not read", "convert them to Markdown before the build"),
    lost(Plugin, "kroki", "nothing is asked of a server", "use a mermaid diagram or box art"),
    near(Plugin, "literate-nav", "`SUMMARY.md` is the navigation"),
    lost(
        Plugin,
        "macros",
        "Markdown is never run through templates, and `{{ … }}` stays as it is",
        "write the values out",
    ),
    lost(Plugin, "markdown-exec", "no code is run", "run it before the build, and include what it prints as a snippet"),
    near(Plugin, "mermaid2", "mermaid is drawn when the site is built"),
    full(Plugin, "meta"),
    near(Plugin, "mike", "`quadrille deploy` publishes versions; `redirect_template` has no effect"),
    idle(Plugin, "minify", "pages are small"),
    lost(Plugin, "mkdocstrings", "code is not documented by it", "write the page, or make it before the build"),
    lost(Plugin, "monorepo", "`!include` in `nav` is not followed", "put the pages into one docs folder"),
    lost(Plugin, "multirepo", "nothing is fetched", "put the pages into one docs folder"),
    near(Plugin, "offline", "every site works from `file://`"),
    near(Plugin, "open-in-new-tab", "links to other hosts; its options have no effect"),
    idle(Plugin, "optimize", "images are copied as they are"),
    near(Plugin, "panzoom", "every image and diagram can be shown large, and moved"),
    lost(Plugin, "pdf-export", "no PDF is made", "print the pages"),
    lost(Plugin, "print-site", "there is no page with all pages", "print the pages"),
    idle(Plugin, "privacy", "nothing is ever loaded from third parties"),
    lost(Plugin, "projects", "there is one project", "build the projects one by one"),
    full(Plugin, "redirects"),
    full(Plugin, "roamlinks"),
    near(Plugin, "rss", "the feed is Atom, at `feed.xml`"),
    near(Plugin, "search", "another engine finds the same pages; `separator` and `pipeline` have no effect"),
    full(Plugin, "section-index"),
    lost(Plugin, "simple-hooks", "hooks are Python and are not run", "do their work before the build"),
    near(Plugin, "social", "needs `site_url`, and a quadrille with the cargo feature `social`"),
    lost(Plugin, "swagger-ui-tag", "no API page is made", "link to the API's own page"),
    lost(Plugin, "table-reader", "tables are not read from files", "write the tables into the pages"),
    near(Plugin, "tags", "there is one page for each tag, and one of all tags at `tags/`"),
    near(Plugin, "techdocs-core", "its theme, plugins and extensions are on, but monorepo, PlantUML and Graphviz"),
    lost(Plugin, "termynal", "terminals are not animated", "use a `console` fence"),
    lost(Plugin, "typeset", "titles in the navigation are plain text", "leave it out"),
    near(Plugin, "with-pdf", "print the pages"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{HONOURS, Part, Support};

    #[test]
    fn every_row_is_there_once_and_says_what_to_do() {
        let mut seen = BTreeSet::new();
        for row in HONOURS {
            assert!(seen.insert((row.part, row.name)), "{} stands twice", row.name);
            let is_lost = row.support == Support::Unsupported;
            assert_eq!(is_lost, !row.instead.is_empty(), "{}: what to do instead", row.name);
            assert_eq!(row.support == Support::Honoured, row.note.is_empty(), "{}: what is different", row.name);
        }
    }

    #[test]
    fn the_reference_page_says_the_same() {
        let page = include_str!("../../../docs/reference/mkdocs-yml.md");
        for row in HONOURS {
            let note = match (row.note.is_empty(), row.instead.is_empty()) {
                (_, true) => row.note.to_owned(),
                (true, false) => format!("instead: {}", row.instead),
                (false, false) => format!("{}; instead: {}", row.note, row.instead),
            };
            let line = format!("| `{}` | {} | {note} |\n", row.name, row.support.as_str());
            assert!(page.contains(&line), "docs/reference/mkdocs-yml.md lacks: {line}");
        }
    }

    #[test]
    fn features_and_plugins_are_sorted() {
        for part in [Part::Feature, Part::Plugin] {
            let names: Vec<&str> = super::names(part).collect();
            assert!(names.is_sorted(), "{names:?}");
        }
    }
}

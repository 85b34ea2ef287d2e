//! The files of a scaffold: one line each, the only registration.

/// A file and the template that makes it.
#[derive(Debug)]
pub(super) struct Entry {
    /// Relative to the project folder.
    pub(super) path: &'static str,
    pub(super) kind: Kind,
    pub(super) template: &'static str,
}

/// What becomes of a file that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file that is ours alone: it is kept.
    Own,
    /// A file that others use too: a note says what to add.
    Shared,
    /// A first card: made only where there are no docs at all.
    Card,
}

macro_rules! entry {
    ($kind:ident, $path:literal, $template:literal) => {
        Entry {
            path: $path,
            kind: Kind::$kind,
            template: include_str!(concat!("../../templates/scaffold/", $template, ".tera")),
        }
    };
}

pub(super) const ENTRIES: &[Entry] = &[
    entry!(Own, "quadrille.toml", "quadrille.toml"),
    entry!(Shared, "mise.toml", "mise.toml"),
    entry!(Shared, ".pre-commit-config.yaml", "pre-commit-config.yaml"),
    entry!(Shared, ".gitignore", "gitignore"),
    entry!(Card, "docs/index.md", "index.md"),
    entry!(Card, "docs/tutorials/tutorials.md", "tutorials.md"),
    entry!(Card, "docs/tutorials/first-steps.md", "first-steps.md"),
    entry!(Card, "docs/how-to/how-to.md", "how-to.md"),
    entry!(Card, "docs/how-to/add-a-card.md", "add-a-card.md"),
    entry!(Card, "docs/reference/reference.md", "reference.md"),
    entry!(Card, "docs/reference/glossary.md", "glossary.md"),
    entry!(Card, "docs/explanation/explanation.md", "explanation.md"),
    entry!(Card, "docs/explanation/why-cards.md", "why-cards.md"),
];

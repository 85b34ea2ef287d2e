//! The configuration as a whole: texts that are wrong and what is said of them, trees and the project found in them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Config, ConfigError, Dialect, HeadingIds, Located, Request, load};
use crate::diag::Severity;
use crate::path::CardPath;

const RULES: &[&str] = &["broken-anchor", "broken-link", "orphan-card"];

/// Makes a tree; a path that ends in `/` is a folder, others are files of the given text.
#[expect(clippy::disallowed_methods, reason = "tests make their trees")]
fn tree(entries: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (path, text) in entries {
        let place = folder.path().join(path);
        let parent = if path.ends_with('/') { Some(place.as_path()) } else { place.parent() };
        fs::create_dir_all(parent.expect("a parent")).expect("a folder");
        if !path.ends_with('/') {
            fs::write(&place, text).expect("a file");
        }
    }
    folder
}

fn request(cwd: &Path, paths: &[&str]) -> Request {
    Request { cwd: cwd.to_owned(), paths: paths.iter().map(Into::into).collect(), ..Request::default() }
}

fn load_text(text: &str) -> Result<Located, ConfigError> {
    let folder = tree(&[("quadrille.toml", text), ("docs/index.md", "")]);
    load(&request(folder.path(), &[]), RULES)
}

fn good(text: &str) -> Config {
    load_text(text).unwrap_or_else(|error| panic!("{error}")).config
}

/// A text, and what is printed of it.
const BAD: &[(&str, &str)] = &[
    ("[site]\n\nnmae = \"x\"\n", "quadrille.toml:3:1: unknown key `nmae` in `[site]`\n  hint: did you mean `name`?"),
    ("[sites]\nname = \"x\"\n", "quadrille.toml:1:2: unknown key `sites` at the top\n  hint: did you mean `site`?"),
    ("exclude = []\n", "quadrille.toml:1:1: unknown key `exclude` at the top\n  hint: `exclude` belongs into `[docs]`"),
    (
        "[theme]\ncolour = \"red\"\n",
        "quadrille.toml:2:1: unknown key `colour` in `[theme]`\n  hint: the keys here are `templates`, `scheme`, `primary`, `accent`, `logo`, `favicon`, \
         `font`, `code-font`, `css`, `js`",
    ),
    (
        "[docs]\nexclude = \"drafts\"\n",
        "quadrille.toml:2:11: expected a list for `docs.exclude`, found a string\n  hint: write `exclude = [\"drafts\"]`",
    ),
    (
        "[site]\nname = 3\nurl = true\n",
        "quadrille.toml:2:8: expected a string for `site.name`, found a number\n\
         quadrille.toml:3:7: expected a string for `site.url`, found `true`",
    ),
    ("[docs]\nindex = [\"index.md\", 1]\n", "quadrille.toml:2:22: expected a string for `docs.index`, found a number"),
    (
        "[[links]]\ndialect = \"strict\"\n",
        "quadrille.toml:1:1: expected a table for `links`, found a list\n  hint: write `[links]` as the table's head",
    ),
    (
        "[links]\ndialect = \"obsidan\"\n",
        "quadrille.toml:2:11: unknown dialect `obsidan`\n  hint: did you mean `obsidian`?",
    ),
    (
        "[links]\nheading-ids = \"kramdown\"\n",
        "quadrille.toml:2:15: unknown kind of heading ids `kramdown`\n  hint: write one of `mkdocs`, `github`",
    ),
    (
        "[front-matter.types]\nowner = \"sting\"\n",
        "quadrille.toml:2:9: unknown type `sting`\n  hint: did you mean `string`?",
    ),
    (
        "[check]\nselect = [\"brokn-link\"]\nignore = [\"x\"]\n",
        "quadrille.toml:2:11: unknown rule `brokn-link`\n  hint: did you mean `broken-link`?\n\
         quadrille.toml:3:11: unknown rule `x`\n  hint: run `quadrille rule` for the list of rules",
    ),
    (
        "[check.severity]\nbroken-anchor = \"fatal\"\norphan = \"error\"\n",
        "quadrille.toml:2:17: unknown severity `fatal`\n  hint: write one of `error`, `warning`, `info`\n\
         quadrille.toml:3:1: unknown rule `orphan`\n  hint: run `quadrille rule` for the list of rules",
    ),
    (
        "[docs]\nexclude = [\"a\", \"[b\"]\n[check.per-file-ignores]\n\"{c\" = [\"orphan-card\"]\n",
        "quadrille.toml:2:17: bad glob `[b`: unclosed character class; missing ']'\n\
         quadrille.toml:4:1: bad glob `{c`: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
    ),
    (
        "[docs.virtual]\n\"../x.md\" = \"x\"\n",
        "quadrille.toml:2:1: `../x.md` is not the path of a card in the docs root\n  \
         hint: write a path that ends in `.md` and does not leave the docs root",
    ),
    (
        "[site]\nurl = \"docs.example.org\"\n",
        "quadrille.toml:2:7: `docs.example.org` is not a web address\n  hint: write it in full, with `https://` in front",
    ),
    (
        "[links]\nschemes = [\"JavaScript\", \"a b\"]\n",
        "quadrille.toml:2:12: links of the scheme `JavaScript` can run code in the reader's browser\n  hint: remove it\n\
         quadrille.toml:2:26: `a b` is not a link scheme\n  hint: write the scheme alone, without `:`",
    ),
    (
        "[docs]\ndir = \"dosc\"\n[theme]\ntemplates = \"overrides\"\n",
        "quadrille.toml:2:7: there is no docs folder `dosc`\n\
         quadrille.toml:4:13: there is no templates folder `overrides`",
    ),
    (
        "[diagrams]\ntime-limit = 0\nfallback = false\nascii = \"detct\"\n",
        "quadrille.toml:2:14: `diagrams.time-limit` must be from 1 to 600, found 0\n\
         quadrille.toml:3:12: expected a string for `diagrams.fallback`, found `false`\n\
         quadrille.toml:4:9: unknown way to find box art `detct`\n  hint: did you mean `detect`?",
    ),
    (
        "[review]\ninterval = \"soon\"\norder = \"age\"\n[review.tags]\na = \"0d\"\n",
        "quadrille.toml:2:12: `soon` is not an interval\n  hint: write one like `90d`, `6 months`, `1 year` or `never`\n\
         quadrille.toml:3:9: unknown order `age`\n  hint: write one of `date`, `state`\n\
         quadrille.toml:5:5: `0d` is not an interval\n  hint: write one like `90d`, `6 months`, `1 year` or `never`",
    ),
    (
        "\u{feff}x = 1\n",
        "quadrille.toml:1:1: unknown key `x` at the top\n  hint: the keys here are `site`, `docs`, `links`, `front-matter`, `check`, `review`, `theme`, \
         `features`, `diagrams`, `search`, `publish`, `versions`",
    ),
    (
        "[site]\nname = \"a\nurl = \"b\"\n[site\n",
        "quadrille.toml:2:10: bad TOML: invalid basic string, expected `\"`\n\
         quadrille.toml:4:6: bad TOML: unclosed table, expected `]`",
    ),
    ("[site]\nname = \"a\"\nname = \"b\"\n", "quadrille.toml:3:1: bad TOML: duplicate key"),
];

#[test]
fn bad_configurations_say_what_and_where() {
    for (text, expected) in BAD {
        let error = load_text(text).expect_err(text);
        assert_eq!(error.to_string(), *expected, "of\n{text}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test makes a file that is no text")]
fn a_file_that_is_not_utf8_is_told_with_its_place() {
    let folder = tree(&[]);
    fs::write(folder.path().join("quadrille.toml"), b"[site]\nname = \"caf\xe9\"\n").expect("a file");
    let error = load(&request(folder.path(), &[]), RULES).expect_err("no text");
    assert_eq!(error.to_string(), "quadrille.toml:2:12: the file is not UTF-8\n  hint: save it as UTF-8");
}

#[test]
fn problems_of_the_command_line() {
    let folder = tree(&[("quadrille.toml", ""), ("docs/a.md", ""), ("other/b.md", "")]);
    let cwd = folder.path();
    for (request, expected) in [
        (
            request(cwd, &["nix", "docs/b.md"]),
            "there is no file or folder `docs/b.md`\nthere is no file or folder `nix`",
        ),
        (
            request(cwd, &["docs/a.md", "other"]),
            "`other` lies outside of the docs root `docs`\n  hint: give the paths of one docs root at a time",
        ),
        (
            Request { config_file: Some("my.toml".into()), ..request(cwd, &[]) },
            "my.toml: there is no such configuration file",
        ),
        (
            Request { config_file: Some("docs".into()), ..request(cwd, &[]) },
            "docs: is a folder, not a configuration file",
        ),
        (
            Request { base_url: Some("/docs".to_owned()), ..request(cwd, &[]) },
            "`/docs` is not a web address\n  hint: write it in full, with `https://` in front",
        ),
    ] {
        assert_eq!(load(&request, RULES).expect_err("a problem").to_string(), expected);
    }
}

#[test]
fn every_key_reaches_the_configuration() {
    let config = good(
        "[site]\nname = 'N'\nurl = 'https://e.org'\nlanguage = 'de'\n\
         [docs]\nexclude = ['x']\nindex = ['index.md']\nquadrants = ['q']\noutput = 'out'\n\
         [docs.virtual]\n'CHANGELOG.md' = '../CHANGELOG.md'\n\
         [links]\ndialect = 'quartz'\nschemes = ['SSH']\n\
         [front-matter]\nrequired = ['title']\n[front-matter.only-in]\nstatus = ['how-to']\n\
         [check]\nselect = ['broken-link']\n[check.severity]\nbroken-anchor = 'warning'\n\
         [check.per-file-ignores]\n'a/**' = ['orphan-card']\n",
    );
    assert_eq!((config.site.name.as_deref(), config.site.url.as_deref()), (Some("N"), Some("https://e.org/")));
    assert_eq!(config.site.language, "de");
    assert_eq!(
        (config.docs.exclude, config.docs.index, config.docs.quadrants),
        (vec!["x".to_owned()], vec!["index.md".to_owned()], vec!["q".to_owned()])
    );
    assert_eq!(config.output, config.project.join("out"));
    assert_eq!(config.docs.virtual_cards[0].source, config.project.join("CHANGELOG.md"));
    assert_eq!((config.links.dialect, config.links.heading_ids), (Dialect::Quartz, HeadingIds::Github));
    assert_eq!(config.links.schemes, ["ssh"]);
    assert_eq!(config.front_matter.required, ["title"]);
    assert_eq!(config.front_matter.only_in["status"], ["how-to"]);
    assert_eq!((config.check.select, config.check.ignore), (vec!["broken-link".to_owned()], vec![]));
    assert_eq!(config.check.severity["broken-anchor"], Severity::Warning);
    assert_eq!(config.check.per_file_ignores["a/**"], ["orphan-card"]);
}

/// A tree, the command's `-f` and paths (the working folder is `w`), and: project, root, filters, output.
type Case = (&'static [(&'static str, &'static str)], Option<&'static str>, &'static [&'static str], [&'static str; 4]);

const PROJECT: &[(&str, &str)] = &[
    ("w/quadrille.toml", ""),
    ("w/docs/index.md", ""),
    ("w/docs/how-to/a.md", ""),
    ("w/other/b.md", ""),
    ("w/other/docs/c.md", ""),
];
const LOOSE: &[(&str, &str)] = &[
    ("w/README.md", ""),
    ("w/docs/index.md", ""),
    ("w/notes/a.md", ""),
    ("w/notes/docs/b.md", ""),
    ("w/vault/.obsidian/", ""),
    ("w/vault/docs/c.md", ""),
    ("w/vault/x/d.md", ""),
    ("w/quads/how-to/e.md", ""),
    ("w/quads/docs/f.md", ""),
];

const PLACES: &[Case] = &[
    (PROJECT, None, &[], ["w", "w/docs", "", "w/site"]),
    (PROJECT, None, &["."], ["w", "w/docs", "", "w/site"]),
    (PROJECT, None, &["docs"], ["w", "w/docs", "", "w/site"]),
    (PROJECT, None, &["docs/how-to"], ["w", "w/docs", "how-to", "w/site"]),
    (PROJECT, None, &["docs/how-to/a.md", "docs/index.md"], ["w", "w/docs", "how-to/a.md index.md", "w/site"]),
    (PROJECT, None, &["docs/how-to", "docs"], ["w", "w/docs", "", "w/site"]),
    (PROJECT, None, &["other"], ["w/other", "w/other", "", "w/site"]),
    (PROJECT, None, &["other/docs/c.md"], ["w/other/docs", "w/other/docs", "c.md", "w/site"]),
    (PROJECT, Some("quadrille.toml"), &[], ["w", "w/docs", "", "w/site"]),
    (PROJECT, Some("quadrille.toml"), &["docs/how-to"], ["w", "w/docs", "how-to", "w/site"]),
    (PROJECT, Some("quadrille.toml"), &["other"], ["w/other", "w/other", "", "w/site"]),
    (&[("w/c.toml", ""), ("w/docs/a.md", "")], Some("c.toml"), &["docs/a.md"], ["w", "w/docs", "a.md", "w/site"]),
    (&[("w/c.toml", ""), ("w/a.md", "")], Some("c.toml"), &[], ["w", "w", "", "w-site"]),
    (&[("f/c.toml", ""), ("w/p/docs/a.md", "")], Some("../f/c.toml"), &["p"], ["w/p", "w/p/docs", "", "w/p/site"]),
    (
        &[("f/c.toml", ""), ("w/p/docs/a.md", "")],
        Some("../f/c.toml"),
        &["p/docs"],
        ["w/p/docs", "w/p/docs", "", "w/site"],
    ),
    (
        &[("f/c.toml", "docs.dir = 'cards'"), ("w/p/cards/a.md", "")],
        Some("../f/c.toml"),
        &["p"],
        ["w/p", "w/p/cards", "", "w/p/site"],
    ),
    (
        &[("f/c.toml", "docs.dir = 'cards'"), ("w/p/docs/a.md", "")],
        Some("../f/c.toml"),
        &["p"],
        ["w/p", "w/p/docs", "", "w/p/site"],
    ),
    (&[("quadrille.toml", "docs.dir = 'w'"), ("w/a.md", "")], None, &["a.md"], ["", "w", "a.md", "site"]),
    (&[("quadrille.toml", "docs.dir = 'w'"), ("w/.git/", "")], None, &[], ["w", "w", "", "w-site"]),
    (&[("w/p/quadrille.toml", "docs.dir = '../q'"), ("w/q/a.md", "")], None, &["p"], ["w/p", "w/q", "", "w/p/site"]),
    (LOOSE, None, &[], ["w", "w/docs", "", "w/site"]),
    (LOOSE, None, &["notes"], ["w/notes", "w/notes", "", "w/site"]),
    (LOOSE, None, &["docs"], ["w/docs", "w/docs", "", "w/site"]),
    (LOOSE, None, &["vault"], ["w/vault", "w/vault", "", "w/site"]),
    (LOOSE, None, &["quads"], ["w/quads", "w/quads", "", "w/site"]),
    (LOOSE, None, &["docs/index.md"], ["w/docs", "w/docs", "index.md", "w/site"]),
    (LOOSE, None, &["vault/x/d.md"], ["w/vault", "w/vault", "x/d.md", "w/site"]),
    (LOOSE, None, &["notes/a.md"], ["w", "w", "notes/a.md", "w-site"]),
    (&[("w/", ""), ("o/x/a.md", "")], None, &["../o/x/a.md"], ["o/x", "o/x", "a.md", "w/site"]),
];

#[test]
fn commands_find_their_project() {
    for (entries, file, paths, [project, root, filters, output]) in PLACES {
        let folder = tree(entries);
        let base = folder.path();
        let request = Request { config_file: file.map(Into::into), ..request(&base.join("w"), paths) };
        let what = format!("-f {file:?} {paths:?} in {entries:?}");
        let Located { config, filters: found } =
            load(&request, RULES).unwrap_or_else(|error| panic!("{what}: {error}"));
        let at = |path: &Path| path.strip_prefix(base).expect("inside").to_string_lossy().into_owned();
        let found: Vec<&str> = found.iter().map(CardPath::as_str).collect();
        assert_eq!(
            [at(&config.project), at(&config.root), found.join(" "), at(&config.output)],
            [*project, *root, *filters, *output].map(str::to_owned),
            "{what}"
        );
    }
}

#[test]
fn a_vault_speaks_obsidian_unless_told_otherwise() {
    let folder = tree(&[("vault/.obsidian/", ""), ("vault/a.md", "")]);
    let plain = request(folder.path(), &["vault"]);
    let told = Request { dialect: Some(Dialect::Mkdocs), ..plain.clone() };
    for (request, expected) in
        [(plain, (Dialect::Obsidian, HeadingIds::Github)), (told, (Dialect::Mkdocs, HeadingIds::Mkdocs))]
    {
        let links = load(&request, RULES).expect("a vault").config.links;
        assert_eq!((links.dialect, links.heading_ids), expected);
    }
}

#[test]
fn the_configuration_of_a_strict_vault_is_taken() {
    let config = good(include_str!("../../tests/fixtures/blumeops.toml"));
    assert_eq!(config.front_matter.required, ["title", "tags", "modified"]);
    assert_eq!(config.front_matter.only_in.keys().collect::<Vec<_>>(), ["branch", "requires", "status"]);
}

/// The card that documents the configuration.
const CARD: &str = include_str!("../../docs/reference/configuration.md");

#[test]
fn every_key_is_documented_with_its_default() {
    let schema: serde_json::Value = serde_json::from_str(&super::schema()).expect("JSON");
    for (table, body) in schema["properties"].as_object().expect("tables") {
        let head = format!("\n## `[{table}]`\n");
        let section = CARD.split_once(&head).unwrap_or_else(|| panic!("no section `[{table}]`")).1;
        let section = section.split("\n## ").next().unwrap_or_default();
        for (key, property) in body["properties"].as_object().expect("keys") {
            let row = section.lines().find(|line| line.starts_with(&format!("| `{key}` |")));
            let row = row.unwrap_or_else(|| panic!("`{table}.{key}` has no row"));
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            assert_eq!(cells.len(), 4, "{row}");
            if let Some(default) = property.get("default") {
                let spelled = default.to_string().replace(',', ", ").replace("{}", "");
                let expected =
                    if spelled.is_empty() || spelled == "[]" { "none".to_owned() } else { format!("`{spelled}`") };
                assert_eq!(cells[2], expected, "default of `{table}.{key}`");
            }
        }
    }
}

#[test]
fn every_example_of_the_card_is_taken_and_together_they_show_every_key() {
    let blocks: Vec<&str> =
        CARD.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect();
    let folder = tree(&[("quadrille.toml", &blocks.concat()), ("docs/index.md", ""), ("overrides/", "")]);
    load(&request(folder.path(), &[]), RULES).unwrap_or_else(|error| panic!("{error}"));
    let shown: toml::Table = blocks.concat().parse().expect("TOML");
    let schema: serde_json::Value = serde_json::from_str(&super::schema()).expect("JSON");
    for (table, body) in schema["properties"].as_object().expect("tables") {
        for key in body["properties"].as_object().expect("keys").keys() {
            assert!(shown[table].get(key).is_some(), "`{table}.{key}` has no example");
        }
    }
}

#[test]
fn the_command_line_wins_over_the_file() {
    let folder = tree(&[("quadrille.toml", "site.url = 'https://a.org'\ndocs.output = 'a'"), ("docs/a.md", "")]);
    let request = Request {
        base_url: Some("https://b.org/x".to_owned()),
        output: Some("b".into()),
        ..request(folder.path(), &[])
    };
    let config = load(&request, RULES).expect("a project").config;
    assert_eq!(config.site.url.as_deref(), Some("https://b.org/x/"));
    assert_eq!(config.output, folder.path().join("b"));
}

#[test]
fn filters_take_files_and_what_lies_below_folders() {
    let folder = tree(&[("quadrille.toml", ""), ("docs/how-to/a.md", ""), ("docs/how-to.md", "")]);
    let located = load(&request(folder.path(), &["docs/how-to"]), RULES).expect("a project");
    for (path, expected) in [("how-to/a.md", true), ("how-to.md", false), ("how-to-2/a.md", false)] {
        assert_eq!(located.wants(&CardPath::new(path).expect("a path")), expected, "{path}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "\\u{feff}?(\\[?\\[(site|docs|check|links|x)(\\.severity|\\.virtual)?\\]?\\]?[\\r\\n]|(name|dir|select|index|é|broken-link)(\\.x)? ?= ?(\"[a-zé\\[]{0,3}\"?|\\[|\\]|\\{|\\}|1|true|2026-01-01)\\r?\\n){0,6}") {
        if let Err(problems) = super::validate::read("f", &text, RULES) {
            for problem in problems {
                let place = problem.at.expect("a place");
                proptest::prop_assert!(place.line >= 1 && place.line <= text.len() + 1 && place.col >= 1);
            }
        }
    }
}

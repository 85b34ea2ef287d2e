//! The extensions that are known, with their options and what these are when nobody says otherwise.
//!
//! Data alone. Names without `markdown.extensions.`. The reader of each stands in `parse::python`.
//!
//! # Source
//! Python-Markdown 3.11, PyMdown Extensions 13.1, mdx_truly_sane_lists 1.3, mdx_breakless_lists 1.0, markdown-callouts 0.4.

/// One extension.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) options: &'static [(&'static str, Usual)],
}

/// What an option is when nobody says otherwise; says its type, too.
#[derive(Debug, Clone, Copy)]
pub(super) enum Usual {
    Flag(bool),
    Text(&'static str),
    Number(i64),
    List(&'static [&'static str]),
    Map,
    /// Of more than one type; nothing by itself.
    Any,
}

use Usual::{Any, Flag, List, Map, Number, Text};

/// Names that stand for several extensions.
pub(super) const BUNDLES: &[(&str, &[&str])] = &[
    ("extra", &["fenced_code", "footnotes", "attr_list", "def_list", "tables", "abbr", "md_in_html"]),
    (
        "pymdownx.extra",
        &[
            "pymdownx.betterem",
            "pymdownx.superfences",
            "footnotes",
            "attr_list",
            "def_list",
            "tables",
            "abbr",
            "md_in_html",
        ],
    ),
];

const fn known(name: &'static str, options: &'static [(&'static str, Usual)]) -> Known {
    Known { name, options }
}

/// All of them.
pub(super) const CATALOG: &[Known] = &[
    known("abbr", &[("glossary", Map)]),
    known("admonition", &[]),
    known("attr_list", &[]),
    known("callouts", &[("strip_period", Flag(true))]),
    known(
        "codehilite",
        &[
            ("linenums", Any),
            ("guess_lang", Flag(true)),
            ("css_class", Text("codehilite")),
            ("pygments_style", Text("default")),
            ("noclasses", Flag(false)),
            ("use_pygments", Flag(true)),
            ("lang_prefix", Text("language-")),
            ("pygments_formatter", Any),
        ],
    ),
    known("def_list", &[]),
    known("fenced_code", &[("lang_prefix", Text("language-"))]),
    known(
        "footnotes",
        &[
            ("PLACE_MARKER", Text("///Footnotes Go Here///")),
            ("UNIQUE_IDS", Flag(false)),
            ("BACKLINK_TEXT", Text("&#8617;")),
            ("SUPERSCRIPT_TEXT", Text("{}")),
            ("BACKLINK_TITLE", Text("Jump back to footnote {} in the text")),
            ("SEPARATOR", Text(":")),
            ("USE_DEFINITION_ORDER", Flag(true)),
        ],
    ),
    known("github-callouts", &[]),
    known("legacy_attrs", &[]),
    known("legacy_em", &[]),
    known(
        "markdown_include.include",
        &[
            ("base_path", Text(".")),
            ("encoding", Text("utf-8")),
            ("inheritHeadingDepth", Flag(false)),
            ("headingOffset", Number(0)),
            ("throwException", Flag(false)),
        ],
    ),
    known("md_in_html", &[]),
    known("mdx_breakless_lists", &[]),
    known("mdx_include", &[("base_path", Text(".")), ("encoding", Text("utf-8")), ("recurs_local", Flag(true))]),
    known("mdx_truly_sane_lists", &[("nested_indent", Number(2)), ("truly_sane", Flag(true))]),
    known("meta", &[]),
    known("nl2br", &[]),
    known("sane_lists", &[]),
    known(
        "smarty",
        &[
            ("smart_quotes", Flag(true)),
            ("smart_angled_quotes", Flag(false)),
            ("smart_dashes", Flag(true)),
            ("smart_ellipses", Flag(true)),
            ("substitutions", Map),
        ],
    ),
    known("tables", &[("use_align_attribute", Flag(false))]),
    known(
        "toc",
        &[
            ("marker", Text("[TOC]")),
            ("title", Text("")),
            ("title_class", Text("toctitle")),
            ("toc_class", Text("toc")),
            ("anchorlink", Flag(false)),
            ("anchorlink_class", Text("toclink")),
            ("permalink", Any),
            ("permalink_class", Text("headerlink")),
            ("permalink_title", Text("Permanent link")),
            ("permalink_leading", Flag(false)),
            ("baselevel", Number(1)),
            ("slugify", Any),
            ("separator", Text("-")),
            ("toc_depth", Any),
        ],
    ),
    known(
        "wikilinks",
        &[("base_url", Text("/")), ("end_url", Text("/")), ("html_class", Text("wikilink")), ("build_url", Any)],
    ),
    known(
        "pymdownx.arithmatex",
        &[
            ("tex_inline_wrap", List(&["\\(", "\\)"])),
            ("tex_block_wrap", List(&["\\[", "\\]"])),
            ("smart_dollar", Flag(true)),
            ("block_syntax", List(&["dollar", "square", "begin"])),
            ("inline_syntax", List(&["dollar", "round"])),
            ("generic", Flag(false)),
            ("preview", Flag(true)),
            ("block_tag", Text("div")),
            ("inline_tag", Text("span")),
        ],
    ),
    known("pymdownx.b64", &[("base_path", Text(".")), ("root_path", Text("")), ("restrict_path", Flag(true))]),
    known("pymdownx.betterem", &[("smart_enable", Text("underscore")), ("punctuation", Flag(true))]),
    known("pymdownx.blocks.admonition", &[("types", Any)]),
    known(
        "pymdownx.blocks.caption",
        &[("types", Any), ("auto_level", Number(0)), ("auto", Flag(true)), ("prepend", Flag(false))],
    ),
    known("pymdownx.blocks.definition", &[]),
    known("pymdownx.blocks.details", &[("types", Any)]),
    known("pymdownx.blocks.html", &[("custom", Any)]),
    known(
        "pymdownx.blocks.tab",
        &[
            ("alternate_style", Flag(false)),
            ("slugify", Any),
            ("combine_header_slug", Flag(false)),
            ("separator", Text("-")),
        ],
    ),
    known(
        "pymdownx.caret",
        &[
            ("smart_insert", Flag(false)),
            ("insert", Flag(true)),
            ("superscript", Flag(true)),
            ("no_space", Flag(true)),
            ("punctuation", Flag(false)),
        ],
    ),
    known("pymdownx.critic", &[("mode", Text("view")), ("raw_view", Flag(false))]),
    known("pymdownx.details", &[]),
    known(
        "pymdownx.emoji",
        &[
            ("emoji_index", Any),
            ("emoji_generator", Any),
            ("title", Text("short")),
            ("alt", Text("unicode")),
            ("remove_variation_selector", Flag(false)),
            ("strict", Flag(false)),
            ("options", Map),
        ],
    ),
    known("pymdownx.escapeall", &[("hardbreak", Flag(false)), ("nbsp", Flag(false))]),
    known(
        "pymdownx.fancylists",
        &[
            ("additional_ordered_styles", List(&["roman", "alpha", "generic"])),
            ("inject_style", Flag(false)),
            ("inject_class", Flag(false)),
        ],
    ),
    known(
        "pymdownx.highlight",
        &[
            ("use_pygments", Flag(true)),
            ("guess_lang", Any),
            ("css_class", Text("highlight")),
            ("pygments_style", Text("default")),
            ("noclasses", Flag(false)),
            ("linenums", Any),
            ("linenums_style", Text("table")),
            ("linenums_special", Number(-1)),
            ("linenums_class", Text("linenums")),
            ("extend_pygments_lang", Any),
            ("language_prefix", Text("language-")),
            ("code_attr_on_pre", Flag(false)),
            ("auto_title", Flag(false)),
            ("auto_title_map", Map),
            ("line_spans", Text("")),
            ("anchor_linenums", Flag(false)),
            ("line_anchors", Text("")),
            ("pygments_lang_class", Flag(false)),
            ("stripnl", Flag(true)),
            ("default_lang", Text("")),
        ],
    ),
    known("pymdownx.inlinehilite", &[("style_plain_text", Any), ("css_class", Text("")), ("custom_inline", Any)]),
    known(
        "pymdownx.keys",
        &[
            ("separator", Text("+")),
            ("strict", Flag(false)),
            ("class", Text("keys")),
            ("camel_case", Flag(false)),
            ("key_map", Map),
        ],
    ),
    known(
        "pymdownx.magiclink",
        &[
            ("hide_protocol", Flag(false)),
            ("repo_url_shortener", Flag(false)),
            ("social_url_shortener", Flag(false)),
            ("shortener_user_exclude", Any),
            ("repo_url_shorthand", Flag(false)),
            ("social_url_shorthand", Flag(false)),
            ("provider", Text("github")),
            ("labels", Map),
            ("normalize_issue_symbols", Flag(false)),
            ("user", Text("")),
            ("repo", Text("")),
            ("custom", Map),
        ],
    ),
    known("pymdownx.mark", &[("smart_mark", Flag(false))]),
    known(
        "pymdownx.pathconverter",
        &[
            ("base_path", Text("")),
            ("relative_path", Text("")),
            ("absolute", Flag(false)),
            ("tags", Text("img script a link")),
            ("file_scheme", Flag(false)),
        ],
    ),
    known(
        "pymdownx.progressbar",
        &[("level_class", Flag(true)), ("progress_increment", Number(20)), ("add_classes", Text(""))],
    ),
    known("pymdownx.quotes", &[("callouts", Flag(false))]),
    known("pymdownx.saneheaders", &[]),
    known(
        "pymdownx.smartsymbols",
        &[
            ("trademark", Flag(true)),
            ("copyright", Flag(true)),
            ("registered", Flag(true)),
            ("plusminus", Flag(true)),
            ("arrows", Flag(true)),
            ("notequal", Flag(true)),
            ("fractions", Flag(true)),
            ("ordinal_numbers", Flag(true)),
            ("care_of", Flag(true)),
        ],
    ),
    known(
        "pymdownx.snippets",
        &[
            ("base_path", Any),
            ("restrict_base_path", Flag(true)),
            ("encoding", Text("utf-8")),
            ("check_paths", Flag(false)),
            ("auto_append", List(&[])),
            ("url_download", Flag(false)),
            ("url_max_size", Number(33_554_432)),
            ("url_timeout", Number(10)),
            ("url_request_headers", Map),
            ("dedent_subsections", Flag(false)),
            ("max_retries", Number(3)),
            ("backoff_factor", Number(2)),
        ],
    ),
    known(
        "pymdownx.striphtml",
        &[("strip_comments", Flag(true)), ("strip_attributes", Any), ("strip_js_on_attributes", Flag(true))],
    ),
    known(
        "pymdownx.superfences",
        &[
            ("disable_indented_code_blocks", Flag(false)),
            ("custom_fences", Any),
            ("css_class", Text("")),
            ("preserve_tabs", Flag(false)),
            ("relaxed_headers", Flag(false)),
        ],
    ),
    known(
        "pymdownx.tabbed",
        &[
            ("alternate_style", Flag(false)),
            ("slugify", Any),
            ("combine_header_slug", Flag(false)),
            ("separator", Text("-")),
        ],
    ),
    known("pymdownx.tasklist", &[("custom_checkbox", Flag(false)), ("clickable_checkbox", Flag(false))]),
    known(
        "pymdownx.tilde",
        &[
            ("smart_delete", Flag(false)),
            ("delete", Flag(true)),
            ("subscript", Flag(true)),
            ("no_space", Flag(true)),
            ("punctuation", Flag(false)),
        ],
    ),
];

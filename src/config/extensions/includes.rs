//! The options of the plugin include-markdown, as one value that the reader of Markdown can use.
//!
//! Options as written → [`Includes`], complete with defaults. A value of another type counts as not there, as the
//! plugin's own check would have refused it. Must never look at the disk.
//!
//! # Source
//! mkdocs-include-markdown-plugin 7.3, <https://github.com/mondeja/mkdocs-include-markdown-plugin>.

use serde_json::{Map, Value};

/// How directives that take in other files are written and read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Includes {
    /// What stands in front of a directive: `{%`.
    pub opening_tag: String,
    /// What stands behind it: `%}`.
    pub closing_tag: String,
    /// The word for a file that is taken in as it is.
    pub include: String,
    /// The word for a file that is taken in as Markdown.
    pub include_markdown: String,
    /// Globs from the docs root: pages whose directives are text, and files that no glob of a directive takes in.
    pub exclude: Vec<String>,
    /// What holds for a directive that does not say otherwise.
    pub usual: Arguments,
}

/// What a directive can say beside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// The text behind which the part that is taken in starts.
    pub start: Option<String>,
    /// The text at which it ends.
    pub end: Option<String>,
    /// The encoding of the file.
    pub encoding: String,
    /// In which order the files of a glob are taken in.
    pub order: String,
    /// A glob of files that are left out.
    pub exclude: Option<String>,
    /// How much deeper headings are.
    pub heading_offset: i64,
    /// Whether all lines are indented as the directive is.
    pub preserve_includer_indent: bool,
    /// Whether lines lose the indent that all of them have.
    pub dedent: bool,
    /// Whether line ends at the end stay.
    pub trailing_newlines: bool,
    /// Whether comments say what was taken in.
    pub comments: bool,
    /// Whether relative addresses are made right for the page.
    pub rewrite_relative_urls: bool,
    /// Whether directives in the file are followed.
    pub recursive: bool,
}

impl Includes {
    /// Reads the options of the plugin.
    #[must_use]
    pub fn of(options: &Map<String, Value>) -> Self {
        let own = |key: &str| options.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let text = |key: &str, usual: &str| own(key).unwrap_or(usual).to_owned();
        let flag = |key: &str, usual: bool| options.get(key).and_then(Value::as_bool).unwrap_or(usual);
        let words = options.get("directives");
        let word = |name: &str| words.and_then(|words| words.get(name)?.as_str()).unwrap_or(name).to_owned();
        let exclude = options.get("exclude").and_then(Value::as_array);
        Self {
            opening_tag: text("opening_tag", "{%"),
            closing_tag: text("closing_tag", "%}"),
            include: word("include"),
            include_markdown: word("include-markdown"),
            exclude: exclude.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
            usual: Arguments {
                start: own("start").map(str::to_owned),
                end: own("end").map(str::to_owned),
                encoding: text("encoding", "utf-8"),
                order: text("order", "alpha-path"),
                exclude: None,
                heading_offset: options.get("heading_offset").and_then(Value::as_i64).unwrap_or(0),
                preserve_includer_indent: flag("preserve_includer_indent", true),
                dedent: flag("dedent", false),
                trailing_newlines: flag("trailing_newlines", true),
                comments: flag("comments", false),
                rewrite_relative_urls: flag("rewrite_relative_urls", true),
                recursive: flag("recursive", true),
            },
        }
    }
}

//! Which tags are blocks, for Python-Markdown.

/// Tags of blocks.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "canvas",
    "colgroup",
    "dd",
    "body",
    "dt",
    "group",
    "html",
    "iframe",
    "li",
    "legend",
    "math",
    "map",
    "noscript",
    "output",
    "object",
    "option",
    "progress",
    "script",
    "style",
    "summary",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "video",
    "center",
];

/// Whether a tag is that of a block.
pub(in crate::parse::python) fn is_block(tag: &str) -> bool {
    let tag = tag.trim_end_matches('/');
    BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(tag))
}

/// Whether a piece of HTML starts a block.
pub(in crate::parse::python) fn is_block_html(html: &str) -> bool {
    let Some(inner) = html.strip_prefix('<') else { return false };
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let tag = &inner[..inner.find([' ', '>']).unwrap_or(inner.len())];
    tag.starts_with(['!', '?', '@', '%']) || is_block(tag)
}

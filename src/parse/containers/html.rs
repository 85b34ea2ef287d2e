//! Where blocks of raw HTML start and end.
//!
//! Rest of a line → how the block ends. Source: CommonMark 0.31.2, section 4.6 "HTML blocks", as pulldown-cmark reads
//! it. Must never look at another line.

/// What ends a block of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HtmlEnd {
    /// The line that holds this.
    Text(&'static str),
    /// A blank line.
    BlankLine,
}

/// Elements whose text is no Markdown, up to their closing tag.
const RAW: [(&str, &str); 4] =
    [("pre", "</pre>"), ("style", "</style>"), ("script", "</script>"), ("textarea", "</textarea>")];

/// Elements that open a block wherever they stand; sorted.
#[rustfmt::skip]
const BLOCKS: [&str; 62] = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
    "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
];

/// A block that may end a paragraph.
pub(super) fn block(text: &str) -> Option<HtmlEnd> {
    let rest = text.strip_prefix('<')?;
    let name = name_of(rest);
    let raw = RAW.iter().find(|(raw, _)| raw.eq_ignore_ascii_case(name));
    if let Some((_, end)) = raw
        && rest[name.len()..].bytes().next().is_none_or(|byte| byte.is_ascii_whitespace() || byte == b'>')
    {
        return Some(HtmlEnd::Text(end));
    }
    for (start, end) in [("!--", "-->"), ("?", "?>"), ("![CDATA[", "]]>")] {
        if rest.starts_with(start) {
            return Some(HtmlEnd::Text(end));
        }
    }
    if rest.strip_prefix('!').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())) {
        return Some(HtmlEnd::Text(">"));
    }
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name = name_of(rest);
    let after = &rest[name.len()..];
    let is_end = after.is_empty() || after.starts_with([' ', '\t', '>']) || after.starts_with("/>");
    (is_end && BLOCKS.binary_search(&name.to_ascii_lowercase().as_str()).is_ok()).then_some(HtmlEnd::BlankLine)
}

/// A block that may not end a paragraph: one whole tag, of any name, alone on its line.
pub(super) fn lone_tag(text: &str) -> Option<HtmlEnd> {
    let rest = text.strip_prefix('<')?;
    let (is_closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut rest = rest.trim_start_matches(is_name);
    if !is_closing {
        loop {
            let after = rest.trim_start_matches(BLANKS);
            if after.starts_with(['/', '>']) {
                break;
            }
            rest = attribute(after).filter(|_| after.len() < rest.len())?;
        }
    }
    let rest = rest.trim_start_matches(BLANKS);
    let rest = rest.strip_prefix('/').filter(|_| !is_closing).unwrap_or(rest);
    let rest = rest.strip_prefix('>')?;
    rest.trim_start_matches(BLANKS).is_empty().then_some(HtmlEnd::BlankLine)
}

const BLANKS: [char; 4] = [' ', '\t', '\u{b}', '\u{c}'];

/// What follows an attribute.
fn attribute(text: &str) -> Option<&str> {
    let is_first = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':');
    let after = text.strip_prefix(is_first)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-');
    let after = after.trim_start_matches(is_name);
    let Some(value) = after.trim_start_matches(BLANKS).strip_prefix('=') else { return Some(after) };
    let value = value.trim_start_matches(BLANKS);
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split_once(quote).map(|(_, rest)| rest),
        ' ' | '=' | '>' | '<' | '`' => None,
        _ => Some(value.trim_start_matches(|c| !matches!(c, '\'' | '"' | ' ' | '=' | '>' | '<' | '`'))),
    }
}

fn name_of(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_alphanumeric).count()]
}

#[cfg(test)]
mod tests {
    use super::{BLOCKS, HtmlEnd, block, lone_tag};

    #[test]
    fn what_opens_a_block() {
        assert!(BLOCKS.is_sorted());
        for (text, end) in [
            ("<!-- a", Some(HtmlEnd::Text("-->"))),
            ("<script>", Some(HtmlEnd::Text("</script>"))),
            ("<PRE class=x", Some(HtmlEnd::Text("</pre>"))),
            ("<!DOCTYPE", Some(HtmlEnd::Text(">"))),
            ("<div", Some(HtmlEnd::BlankLine)),
            ("</Table>", Some(HtmlEnd::BlankLine)),
            ("<divx>", None),
            ("<a>", None),
            ("< div>", None),
        ] {
            assert_eq!(block(text), end, "{text}");
        }
        for text in ["<a>", "</a >", "<x-y a b='>' c=d/> ", "<a  href=\"b c\" >"] {
            assert_eq!(lone_tag(text), Some(HtmlEnd::BlankLine), "{text}");
        }
        for text in ["<a> b", "<a", "<a b='c'd>", "<https://a.example>", "</a b>", "<1>"] {
            assert_eq!(lone_tag(text), None, "{text}");
        }
    }
}

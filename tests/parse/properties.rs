//! What holds for every text, in every dialect: texts out of a grammar of what means something somewhere.
//!
//! The number of cases is small, so that the suite stays fast; `PROPTEST_CASES` makes a long run of it.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use quadrille::config::Dialect;
use quadrille::parse::card::{Card, LinkKind};
use quadrille::parse::document::NodeKind;
use quadrille::render::fragment;
use quadrille::text::Span;

use super::{card, python_card};

/// Pieces that mean something in Markdown, in a dialect, to the parser's masks or to nobody.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "[", "]", "[[", "]]", "![[", "![", "](", "](<", ")", "(", "|", "\\|", "#", "^", "!", "`", "``", "```\n", "~~~\n",
    "$", "$$", "*", "**", "_", "__", "~~", "~", "\\", "<", ">", "<!--", "-->", "<a href=\"", "\">", "<a id=x>",
    "</a>", "<div>\n", "</div>\n", "<?", "?>", "<![CDATA[", "]]>", "\n", "\n\n", "\r", "\r\n", " ", "  ", "    ",
    "\t", "> ", "> [!note] ", "> [!tip]-\n", "[!x]", "- ", "- [ ] ", "* ", "1. ", "2) ", "# ", "## ", "###### ",
    "---\n", "===\n", "|---|\n", "|---|---|\n", "a|b\n", ": ", "[^1]", "[^1]: ", "[a]: ", "[a]", "{#id .c k=v}", "{",
    "}", " ^id", "^id\n", "%%", "%%\n", "#tag", "§", "§x§", "xx", "§xxx§", "\0", "\u{feff}", "e\u{301}", "\u{301}",
    "\u{e000}", "\u{200b}", "\u{202e}", "é", "中", "🦀", "&amp;", "&#0;", "&lt;", "&copy", "http://",
    "https://a.example/b", "www.", "a@b.example", "mailto:", "javascript:", "\"", "'", "+++\n", ":::",
    "<!-- quadrille: ignore a -->", "[[b]]", "[[b|c]]", "[[b#c|d]]", "![[b.png|3x4]]", "[[b c]]", "[t](u)",
    "[t](u \"v\")", "`c`", "$m$", "==", "==b==", "^^", "^^^", "^b^", "~b~", "++", "++ctrl+b++", "++\"", ":smile:", ":b:",
    ":material-home:", ":octicons-", "{.c}", "{: #i k=\"v\" }", "\n{ .c }", "{ .c }\n\n", "*[", "*[echo2]: b\n", "]:",
    "*[\u{e9}]:\n  b\n", "\n:x",
];

/// Pieces of inline notation that take nothing out of a text.
const HARMLESS: &[&str] = &["==", "==b==", "^^", "^b^", "++", "++ctrl+b++", ":smile:", ":material-home:", "~b~"];

/// Words that no markup eats: what stands in a text must come out of its nodes.
const WORDS: &[&str] = &["alpha", "Bravo7", "charlie", "δέλτα", "echo2", "фокстрот"];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(PIECES).prop_map(str::to_owned),
        2 => select(WORDS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200)
}

fn dialects() -> [Dialect; 4] {
    [Dialect::Strict, Dialect::Obsidian, Dialect::Quartz, Dialect::Mkdocs]
}

/// What a project of MkDocs may name: all that adds something to the texts.
const EXTENSIONS: &[&str] = &[
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "nl2br",
    "smarty",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
];

/// Pieces that mean something to Python-Markdown and its extensions.
const PYTHON_PIECES: &[&str] = &[
    "!!! note\n    ",
    "??? tip \"t\"\n    ",
    "=== \"a\"\n    ",
    "/// note\n",
    "///\n",
    "    - ",
    "\n\n    ",
    "\n\n        ",
    "- a\n",
    "1. b\n",
    "``` py title=\"x\"\n",
    "```\n",
    "    ```\n",
    "> ```\n",
    "<div markdown>\n",
    "</div>\n",
    "<p markdown=\"1\">",
    "<hr>\n",
    "<script>\n",
    "</script>",
    "a\n: b\n",
    "[a][b]",
    "[b]: c \"d\"\n",
    "[TOC]\n\n",
    "{: #i .c }",
    "{.c}",
    "{--a--}",
    "{>>c<<}",
    "--8<-- \"x\"\n",
    "@user",
    "#12",
    "https://a.b/c",
    "\u{2}klzzwxh:0000\u{3}",
    "\u{2}wzxhzdk:0\u{3}",
    "\u{2}65\u{3}",
    "[^n]",
    "[^n]: o\n",
    "&copy;",
    "\\*",
    "  \n",
    "(c)",
    "`#!py x`",
    "\\(a\\)",
    "$a$",
];

#[test]
fn long_rows_of_one_thing_are_read_in_linear_time() {
    for piece in PIECES.iter().chain(PYTHON_PIECES) {
        let text = piece.repeat(6_000 / piece.len());
        let card = python_card(&text, EXTENSIONS);
        assert!(card.document.nodes.len() < 200_000, "{piece:?} makes too much");
    }
}

/// What is wrong with a card, by its own guarantees.
fn faults(card: &Card) -> String {
    let mut out = String::new();
    spans(card, &mut out);
    tree(card, &mut out);
    links(card, &mut out);
    masks(card, &mut out);
    sentinels(card, &mut out);
    tags(card, &mut out);
    out
}

/// The elements of inline notation are closed: no author writes them in these texts.
fn tags(card: &Card, out: &mut String) {
    let html = fragment(card);
    for tag in ["mark", "ins", "sub", "abbr", "kbd", "svg", "em", "strong"] {
        let opened = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        if opened != html.matches(&format!("</{tag}>")).count() {
            let _ = writeln!(out, "<{tag}> is not closed: {html}");
        }
    }
}

fn spans(card: &Card, out: &mut String) {
    let fits = |span: Span| card.text.get(span.start..span.end).is_some();
    let mut all: Vec<(&str, Span)> = vec![("title", card.title.span)];
    all.extend(card.document.nodes.iter().map(|node| ("node", node.span())));
    all.extend(card.links.iter().flat_map(|link| [("link", link.span), ("destination", link.destination_span)]));
    all.extend(card.headings.iter().map(|heading| ("heading", heading.span)));
    all.extend(card.blocks.iter().chain(&card.html_anchors).map(|anchor| ("anchor", anchor.span)));
    all.extend(card.tags.iter().chain(&card.aliases).map(|named| ("name", named.span)));
    all.extend(card.suppressions.iter().map(|suppression| ("suppression", suppression.span)));
    all.extend(card.suppressions.iter().flat_map(|all| &all.rules).map(|rule| ("rule", rule.span)));
    all.extend(card.problems.iter().map(|problem| ("problem", problem.span)));
    for (what, span) in all.into_iter().filter(|(_, span)| !fits(*span)) {
        let _ = writeln!(out, "the span {span:?} of a {what} does not fit the file");
    }
    for name in card.tags.iter().filter(|tag| !tag.span.of(&card.text).contains(&tag.name)) {
        let _ = writeln!(out, "the tag {:?} does not stand at {:?}", name.name, name.span);
    }
    for block in card.blocks.iter().filter(|block| block.span.of(&card.text) != format!("^{}", block.id)) {
        let _ = writeln!(out, "the block id {:?} does not stand at {:?}", block.id, block.span);
    }
}

fn tree(card: &Card, out: &mut String) {
    let nodes = &card.document.nodes;
    let mut ends = vec![nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        while ends.last().is_some_and(|end| *end <= index) {
            ends.pop();
        }
        let end = node.end as usize;
        if end <= index || ends.last().is_none_or(|outer| end > *outer) {
            let _ = writeln!(out, "node {index} ends at {end}, the one around it at {:?}", ends.last());
        }
        ends.push(end);
        let is_valid = match node.kind {
            NodeKind::Link { link, .. } | NodeKind::Image { link, .. } => (link as usize) < card.links.len(),
            NodeKind::WikiLink(link) => card.links.get(link as usize).is_some_and(|link| link.kind == LinkKind::Wiki),
            NodeKind::Embed(link) => card.links.get(link as usize).is_some_and(|link| link.kind == LinkKind::Embed),
            NodeKind::Heading(at) => card.headings.get(at as usize).is_some_and(|found| found.node as usize == index),
            NodeKind::BlockId(at) => {
                card.blocks.get(at as usize).is_some_and(|block| (block.node as usize) < index + 1)
            }
            _ => true,
        };
        if !is_valid {
            let _ = writeln!(out, "node {index} has a bad index: {:?}", node.kind);
        }
    }
    for ((node, _), next) in card.document.attributes.iter().zip(card.document.attributes.iter().skip(1)) {
        if node >= &next.0 {
            let _ = writeln!(out, "the attributes of {node} stand before those of {}", next.0);
        }
    }
    if card.document.attributes.last().is_some_and(|(node, _)| *node as usize >= nodes.len()) {
        let _ = writeln!(out, "attributes belong to no node");
    }
    for anchor in card.html_anchors.iter().filter(|anchor| anchor.node as usize >= nodes.len()) {
        let _ = writeln!(out, "the anchor {:?} belongs to no node", anchor.id);
    }
    let mut ids: Vec<&str> =
        card.headings.iter().filter(|heading| !heading.is_explicit_id).map(|heading| heading.id.as_str()).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) || ids.contains(&"") {
        let _ = writeln!(out, "heading ids are not unique: {ids:?}");
    }
}

fn links(card: &Card, out: &mut String) {
    let code: Vec<Span> = card
        .document
        .nodes
        .iter()
        .filter(|node| {
            matches!(
                node.kind,
                NodeKind::Code(_) | NodeKind::CodeBlock(_) | NodeKind::InlineMath(_) | NodeKind::DisplayMath(_)
            )
        })
        .map(quadrille::parse::document::Node::span)
        .collect();
    for link in card.links.iter().filter(|link| !link.is_in_diagram) {
        let raw = link.span.of(&card.text);
        let is_as_written = match link.kind {
            LinkKind::Wiki => raw.starts_with("[[") && raw.ends_with("]]"),
            LinkKind::Embed => raw.starts_with("![[") && raw.ends_with("]]"),
            LinkKind::Markdown => raw.starts_with('['),
            LinkKind::Image => raw.starts_with("!["),
            LinkKind::Autolink | LinkKind::Html | LinkKind::Label => true,
        };
        if !is_as_written {
            let _ = writeln!(out, "a {:?} stands at {raw:?}", link.kind);
        }
        if link.kind != LinkKind::Html && !link.span.contains(link.destination_span) {
            let _ = writeln!(out, "the destination of {raw:?} stands outside of it");
        }
        let is_wiki = matches!(link.kind, LinkKind::Wiki | LinkKind::Embed);
        if is_wiki
            && (raw.contains(['\n', '\r']) || code.iter().any(|code| code.contains(link.span) && *code != link.span))
        {
            let _ = writeln!(out, "{raw:?} is a wiki-link in code or over lines");
        }
    }
}

/// Masks are the parser's own affair: `§x` may come out only where it went in.
fn masks(card: &Card, out: &mut String) {
    if card.text.contains("§x") {
        return;
    }
    let shown = format!("{:?} {:?} {:?}", card.links, card.headings, card.tags);
    let html = fragment(card);
    if shown.contains("§x") || html.contains("§x") || super::dump::dump(card).contains("§x") {
        let _ = writeln!(out, "a mask is seen: {html}");
    }
}

/// What is written round containers for the parser may come out no more often than it went in.
fn sentinels(card: &Card, out: &mut String) {
    let given = given(card);
    for mark in ["<!-- -->", "("] {
        if given.matches(mark).count() > card.text.matches(mark).count() {
            let _ = writeln!(out, "a {mark:?} is seen that nobody wrote: {given}");
        }
    }
}

/// The text of everything that a reader, or a browser, is given.
fn given(card: &Card) -> String {
    let file = &*card.text;
    let mut out = String::new();
    for node in &card.document.nodes {
        match &node.kind {
            NodeKind::Text(text)
            | NodeKind::Code(text)
            | NodeKind::InlineMath(text)
            | NodeKind::DisplayMath(text)
            | NodeKind::InlineHtml(text)
            | NodeKind::HtmlBlock(text)
            | NodeKind::Keys(text)
            | NodeKind::Icon(text)
            | NodeKind::Abbreviation(text) => out.push_str(text.get(file)),
            NodeKind::CodeBlock(block) => {
                out.push_str(block.info.get(file));
                out.push_str(block.code.get(file));
            }
            NodeKind::Link { title, .. } | NodeKind::Image { title, .. } => out.push_str(title.get(file)),
            NodeKind::FootnoteDefinition(name) | NodeKind::FootnoteReference(name) => out.push_str(name),
            NodeKind::Callout(callout) => out.push_str(&callout.kind),
            _ => {}
        }
        out.push(' ');
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_card_keeps_its_guarantees(text in text()) {
        for dialect in dialects() {
            let card = card(&text, dialect);
            let faults = faults(&card);
            prop_assert!(faults.is_empty(), "{:?}: {}{}", dialect, faults, super::dump::dump(&card));
        }
    }

    #[test]
    fn a_card_of_python_markdown_keeps_them_too(
        pieces in proptest::collection::vec(prop_oneof![select(PYTHON_PIECES).prop_map(str::to_owned), piece()], 0..40)
    ) {
        let card = python_card(&pieces.concat(), EXTENSIONS);
        let mut faults = String::new();
        spans(&card, &mut faults);
        tree(&card, &mut faults);
        links(&card, &mut faults);
        let _ = fragment(&card);
        prop_assert!(faults.is_empty(), "{}{}", faults, super::dump::dump(&card));
    }

    /// Links of all kinds may hold words in their destinations, and reference definitions and front matter take whole
    /// lines out of the text: so the texts of this test have none of them.
    #[test]
    fn no_word_is_lost(pieces in proptest::collection::vec(piece(), 0..30)) {
        let eats = |piece: &str| {
            piece.contains(['(', '<', ':', '{', '+', '[', '@', '&', '^', '#', '%', '=', '-', '\0', '\u{feff}'])
        };
        let mut text = String::from("x\n");
        let is_kept = |piece: &String| HARMLESS.contains(&piece.as_str()) || !eats(piece);
        for (index, piece) in pieces.iter().filter(|piece| is_kept(piece)).enumerate() {
            text.push_str(piece);
            if WORDS.contains(&piece.as_str()) {
                text.push_str(&format!("W{index}w "));
            }
        }
        let card = card(&text, Dialect::Strict);
        let given = given(&card);
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains('W')) {
            let is_in_destination = card.links.iter().any(|link| link.destination_span.of(&text).contains(word));
            prop_assert!(given.contains(word) || is_in_destination, "{word:?} is lost:\n{}", super::dump::dump(&card));
        }
    }

    #[test]
    fn what_is_written_after_the_pipe_is_seen(label in "[a-z ]{0,6}[a-zé*_`~$<>&]{1,8}[a-z]{0,3}") {
        let card = card(&format!("- a [[b|{label}]] z\n\n| c [[b\\|{label}]] |\n|---|\n"), Dialect::Strict);
        let faults = faults(&card);
        prop_assert!(faults.is_empty(), "{}", faults);
    }
}

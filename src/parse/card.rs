//! The card: what one Markdown file says, before any other file is looked at.
//!
//! `Source` → [`Card`]. Everything that the author wrote is here with its span; what is wrong in the file by
//! itself stands in [`Card::problems`]. Must never know whether a link leads anywhere.

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::diagram::{Fault, Flaw, Notation};
use crate::parse::document::Document;
use crate::parse::front_matter::FrontMatter;
use crate::path::CardPath;
use crate::snippet::Files;
use crate::text::Span;

/// One parsed file. Guarantees: heading ids are unique within the card, those aside that the author gave twice;
/// links, headings, blocks and anchors are in order of position; all spans are bytes of [`Card::text`].
#[derive(Debug, Clone)]
pub struct Card {
    /// Where it stands.
    pub path: CardPath,
    /// The text of the file.
    pub text: Arc<str>,
    /// Whether the configuration put it there (a changelog copied from elsewhere): published and a link
    /// target, but not checked.
    pub is_virtual: bool,
    /// The files that its snippets name.
    pub snippets: Arc<Files>,
    /// The texts of the files that give it front matter, from the docs root inwards.
    pub shared: Arc<[Arc<str>]>,
    /// The front matter; empty where there is none.
    pub front_matter: FrontMatter,
    /// The title that readers see.
    pub title: Title,
    /// The body.
    pub document: Document,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The block ids (`^id`).
    pub blocks: Vec<Anchor>,
    /// The ids of raw HTML (`<a id="x">`, `<a name="x">`).
    pub html_anchors: Vec<Anchor>,
    /// The links and embeds of every kind.
    pub links: Vec<Link>,
    /// The diagrams, in order of position.
    pub diagrams: Vec<Diagram>,
    /// The tags: front matter, then `#tags` of the body where the dialect has them. Without `#`, each once.
    pub tags: Vec<Named>,
    /// Other names of the card, from the front matter.
    pub aliases: Vec<Named>,
    /// The comments that silence a rule.
    pub suppressions: Vec<Suppression>,
    /// What is wrong in this file alone: front matter, encoding.
    pub problems: Vec<Diagnostic>,
}

/// The title of a card and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The words, without markup.
    pub text: String,
    /// Where they stand; empty at the start of the file for a title made of the file's name.
    pub span: Span,
    /// Who gave it.
    pub origin: TitleOrigin,
}

/// Who gave a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleOrigin {
    /// `title` in the front matter.
    FrontMatter,
    /// The first heading of level 1: index into `Card::headings`.
    Heading(usize),
    /// The file's name.
    Stem,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The words, without markup.
    pub text: String,
    /// The id as published, unique in the card.
    pub id: String,
    /// Whether the author gave the id (`{#id}`).
    pub is_explicit_id: bool,
    /// Further classes of `{.class}`.
    pub classes: Vec<String>,
    /// Further attributes of `{key=value}`.
    pub attributes: Vec<(String, Option<String>)>,
    /// The whole heading.
    pub span: Span,
    /// Index of its node in the document; its text are the node's children.
    pub node: u32,
}

/// Something with an id that links can point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The id, without `^` or `#`.
    pub id: String,
    /// Where it is written.
    pub span: Span,
    /// Index of the node that it belongs to: for a block id the block, for an HTML id the raw HTML.
    pub node: u32,
}

/// A name with its place: a tag or an alias.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name as written.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// What notation a link uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// `[[card]]`.
    Wiki,
    /// `![[card]]` or `![[image.png]]`.
    Embed,
    /// `[text](target)`, also by reference.
    Markdown,
    /// `![alt](target)`.
    Image,
    /// `<https://…>` or a bare address.
    Autolink,
    /// `href` or `src` in raw HTML.
    Html,
    /// The words of a label in a diagram: a link only where they are the name of one card.
    Label,
}

/// A link as written. For `[[folder/card#Heading|text]]` the target is `folder/card`, the fragment `Heading`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its notation.
    pub kind: LinkKind,
    /// The whole link, brackets and `!` included.
    pub span: Span,
    /// The bytes between the brackets or parentheses that name target and fragment: what a fix rewrites.
    pub destination_span: Span,
    /// What it points at: without fragment, with entities and escapes decoded, trimmed; not percent-decoded.
    /// Empty for a link into the same card.
    pub target: String,
    /// What follows the first `#`, as written, trimmed; `^id` for a block. `None` where there is no `#`.
    pub fragment: Option<String>,
    /// What follows the first `?` of a Markdown destination, with the `?`.
    pub query: String,
    /// The text after the pipe of a wiki-link, trimmed; for `![[image.png|300x200]]` the size.
    pub label: Option<String>,
    /// Whether there is white space round the target or round the pipe (on its left, or before the text).
    pub is_spaced: bool,
    /// Whether it stands in a diagram; such a link has no node.
    pub is_in_diagram: bool,
}

/// A fence that is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagram {
    /// Index of its code block in the document.
    pub node: u32,
    /// How it is written.
    pub notation: Notation,
    /// Its code, from the first byte to the last: in a quote with the marks between.
    pub span: Span,
    /// What its labels are, in the order of `diagram::Outline::labels`: index into `Card::links`, or no link at all.
    pub links: Vec<Option<u32>>,
    /// Why it cannot be drawn, at its place in the file; then it has no links.
    pub fault: Option<Fault>,
    /// What its author should mend, at its place in the file.
    pub flaws: Vec<Flaw>,
}

/// `<!-- quadrille: ignore rule -->`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The whole comment.
    pub span: Span,
    /// The rules it names, with their places.
    pub rules: Vec<Named>,
    /// 1-based line of the file that it speaks of; `None` for the whole file (`ignore-file`).
    pub line: Option<usize>,
}

impl Card {
    /// The heading, block or HTML anchor that carries an id, as the byte span of what it marks.
    #[must_use]
    pub fn has_id(&self, id: &str) -> bool {
        self.headings.iter().any(|heading| heading.id == id)
            || self.blocks.iter().any(|block| block.id == id)
            || self.html_anchors.iter().any(|anchor| anchor.id == id)
    }

    /// The words of the last heading before a node; where there is none, the card's title.
    #[must_use]
    pub fn title_over(&self, node: usize) -> &str {
        let next = self.headings.partition_point(|heading| (heading.node as usize) < node);
        next.checked_sub(1).map_or(&self.title.text, |at| &self.headings[at].text)
    }

    /// The bytes where a finding about the card as a whole is shown: the title, else its first line.
    #[must_use]
    pub fn place(&self) -> Span {
        match self.title.origin {
            TitleOrigin::Stem => {
                let start = if self.text.starts_with(crate::text::BOM) { crate::text::BOM.len_utf8() } else { 0 };
                let rest = &self.text[start..];
                Span::new(start, start + rest.find(['\n', '\r']).unwrap_or(rest.len()))
            }
            _ => self.title.span,
        }
    }
}

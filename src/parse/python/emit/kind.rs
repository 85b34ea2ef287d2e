//! An element → its node.

use super::{Context, Emitter, Task, text};
use crate::parse::card::{Heading, LinkKind};
use crate::parse::destination;
use crate::parse::document::{Align, Callout, Caption, CodeBlock, Fold, NodeKind, Str};
use crate::parse::label::{self, Step};
use crate::parse::python::stash;
use crate::parse::python::text::{Joined, Text};
use crate::parse::python::tree::{Id, Meaning};
use crate::text::Span;

impl Emitter<'_, '_> {
    /// Writes an element.
    pub(super) fn open(&mut self, id: Id) {
        if self.meant(id) {
            return;
        }
        if self.is_addressed(id) {
            return self.raw_element(id);
        }
        let context = self.context(id);
        let element = &self.reader.tree[id];
        let is_author = element.meaning == Meaning::Author;
        let tag = element.tag.clone();
        let kind = match &*tag {
            "p" if element.children.is_empty() && element.attributes.is_empty() => {
                let text = element.text.clone();
                if self.lone_sign(&text) {
                    return;
                }
                NodeKind::Paragraph
            }
            "p" => NodeKind::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return self.heading(id),
            "blockquote" => NodeKind::BlockQuote,
            "ul" => NodeKind::List { start: None },
            "ol" => {
                NodeKind::List { start: Some(element.get("start").and_then(|start| start.parse().ok()).unwrap_or(1)) }
            }
            "li" => NodeKind::Item,
            "hr" => NodeKind::Rule,
            "br" if element.attributes.is_empty() => NodeKind::HardBreak,
            "dl" if !is_author => NodeKind::DefinitionList,
            "dt" if !is_author => NodeKind::DefinitionTerm,
            "dd" if !is_author => NodeKind::DefinitionDetails,
            "table" if !is_author => return self.table(id),
            "em" => NodeKind::Emphasis,
            "strong" => NodeKind::Strong,
            "del" => NodeKind::Strikethrough,
            "ins" => NodeKind::Insert,
            "mark" => NodeKind::Mark,
            "sup" => NodeKind::Superscript,
            "sub" => NodeKind::Subscript,
            "code" if !is_author && element.children.is_empty() => {
                let code = self.literal(id);
                let node = self.leaf(NodeKind::Code(code), self.reader.tree[id].span);
                return self.dress(node, id, &[]);
            }
            "abbr" => {
                let title = element.get("title").map(text::plain).unwrap_or_default();
                NodeKind::Abbreviation(Str::from(title.as_str()))
            }
            "a" if !is_author && element.get("href").is_some() => return self.link(id),
            "img" if element.get("src").is_some() => return self.image(id),
            "div" if !is_author && element.has_class("admonition") => return self.callout(id, Fold::Fixed),
            "details" if !is_author => {
                let fold = if element.get("open").is_some() { Fold::Open } else { Fold::Closed };
                return self.callout(id, fold);
            }
            _ => NodeKind::Element(tag.as_ref().into()),
        };
        let but: &[&str] = match kind {
            NodeKind::List { .. } => &["start"],
            NodeKind::Abbreviation(_) => &["title"],
            _ => &[],
        };
        let node = self.node(kind, id, context);
        self.dress(node, id, but);
    }

    /// Whether an element is one of the author's that names an address: then it is raw HTML, whose addresses are known.
    fn is_addressed(&self, id: Id) -> bool {
        let element = &self.reader.tree[id];
        let names = |name: &str| matches!(name, "href" | "src" | "data" | "poster" | "action" | "srcdoc");
        element.meaning == Meaning::Author
            && element
                .attributes
                .iter()
                .any(|(name, value)| names(name) && !value.as_deref().is_some_and(|value| value.starts_with('#')))
    }

    /// Writes an element as its tags.
    fn raw_element(&mut self, id: Id) {
        let element = &self.reader.tree[id];
        let place = Span::at(element.span.start);
        let mut open = Joined::default();
        open.push_own(&format!("<{}", element.tag), place);
        for (name, value) in &element.attributes {
            open.push_own(&format!(" {name}=\""), place);
            if let Some(value) = value {
                if value.contains(['"', '<', '>', '&']) {
                    let escaped = value.replace('&', "&amp;").replace('"', "&quot;");
                    open.push_own(&escaped.replace('<', "&lt;").replace('>', "&gt;"), value.whole());
                } else {
                    open.push(value);
                }
            }
            open.push_own("\"", place);
        }
        open.push_own(">", place);
        let close = Text::own(format!("</{}>", element.tag), Span::at(element.span.end));
        let context = self.context(id);
        self.tasks.push(Task::Raw(close, super::raw::Place::Line));
        self.children(id, context);
        self.tasks.push(Task::Raw(open.done(), super::raw::Place::Line));
    }

    /// Writes an element that means something its tag does not say; gives back whether it did.
    fn meant(&mut self, id: Id) -> bool {
        let element = &self.reader.tree[id];
        let span = element.span;
        let meaning = element.meaning.clone();
        let leaf = match meaning {
            Meaning::Tag | Meaning::Author | Meaning::FootnotePlace => return false,
            Meaning::Code { info, is_fenced, .. } => {
                if !is_fenced {
                    // As there: one line end, however many blank lines stand before what follows.
                    let text = &self.reader.tree[id].text;
                    let length = text.trim_end().len();
                    self.reader.tree[id].text = text.to((length + 1).min(text.len())).atomic();
                }
                let code = self.literal(id);
                NodeKind::CodeBlock(Box::new(CodeBlock { info: Str::from(info.as_str()), code, is_fenced }))
            }
            Meaning::FootnoteReference(name) => NodeKind::FootnoteReference(name.into()),
            Meaning::Task { is_done } => NodeKind::TaskMarker { done: is_done },
            Meaning::Math { is_display: true } => NodeKind::DisplayMath(self.literal(id)),
            Meaning::Math { is_display: false } => NodeKind::InlineMath(self.literal(id)),
            Meaning::Icon(name) => NodeKind::Icon(Str::from(name.as_str())),
            Meaning::WikiLink => {
                self.wiki_link(span);
                return true;
            }
            Meaning::Autolink => {
                self.link(id);
                return true;
            }
            Meaning::Emoji { .. } => return self.inner(NodeKind::Element("emoji".into()), id),
            Meaning::Tabs { .. } => return self.inner(NodeKind::Tabs, id),
            Meaning::Tab { is_selected } => return self.inner(NodeKind::Tab { is_selected }, id),
            Meaning::TabLabel => return self.inner(NodeKind::TabLabel, id),
            Meaning::Title => return self.inner(NodeKind::CalloutTitle, id),
            Meaning::Footnote(name) => return self.inner(NodeKind::FootnoteDefinition(name.into()), id),
        };
        let node = self.leaf(leaf, span);
        self.dress(node, id, &[]);
        true
    }

    fn inner(&mut self, kind: NodeKind, id: Id) -> bool {
        let but: &[&str] = match kind {
            NodeKind::CalloutTitle => &["class"],
            _ => &[],
        };
        let context = self.context(id);
        let node = self.node(kind, id, context);
        self.dress(node, id, but);
        true
    }

    /// The text of an element that is shown letter by letter.
    fn literal(&mut self, id: Id) -> Str {
        let text = self.reader.tree[id].text.clone();
        let text = if text.contains(stash::STX) { Text::own(restored(&text), text.whole()) } else { text };
        self.str(&text)
    }

    fn heading(&mut self, id: Id) {
        let index = self.headings.len() as u32;
        let element = &self.reader.tree[id];
        let level = element.tag.as_bytes().get(1).map_or(1, |digit| digit - b'0');
        let span = element.span;
        let mut heading = Heading {
            level,
            text: self
                .reader
                .labels
                .get(&id)
                .cloned()
                .unwrap_or_else(|| crate::parse::python::after::words::of_element(self.reader, id)),
            id: String::new(),
            is_explicit_id: !self.reader.made_ids.contains(&id),
            classes: Vec::new(),
            attributes: Vec::new(),
            span,
            node: self.document.nodes.len() as u32,
        };
        for (name, value) in &element.attributes {
            let value = value.as_ref().map(|value| text::plain(&stash::unescape(value)));
            match name.as_str() {
                "id" => heading.id = value.unwrap_or_default(),
                "class" => heading.classes.extend(value.unwrap_or_default().split_whitespace().map(str::to_owned)),
                name => heading.attributes.push((name.to_owned(), value)),
            }
        }
        self.headings.push(heading);
        self.node(NodeKind::Heading(index), id, Context::Line);
    }

    /// A link or an image as it leads, and where in the file.
    fn destination(&mut self, id: Id, name: &str, kind: LinkKind) -> u32 {
        let span = self.reader.tree[id].span;
        let value = self.reader.tree[id].attributes.iter().find(|(known, _)| known == name);
        let value = value.and_then(|(_, value)| value.clone()).unwrap_or_default();
        let written = stash::unescape(&value);
        let place = value.whole();
        // The destination of a reference stands elsewhere.
        let is_here = span.contains(place) && self.reader.file.get(place.start..place.end) == Some(&*value);
        let place = if is_here { place } else { span };
        self.links.push(destination::split(kind, span, place, &text::plain(&written)));
        self.links.len() as u32 - 1
    }

    fn link(&mut self, id: Id) {
        let is_auto = self.reader.tree[id].meaning == Meaning::Autolink;
        let link = self.destination(id, "href", if is_auto { LinkKind::Autolink } else { LinkKind::Markdown });
        let title = self.title(id);
        let is_titled = !matches!(&title, Str::Own(title) if title.is_empty());
        let node = self.node(NodeKind::Link { link, title }, id, Context::Line);
        self.dress(node, id, if is_titled { &["href", "title"] } else { &["href"] });
    }

    fn image(&mut self, id: Id) {
        let link = self.destination(id, "src", LinkKind::Image);
        let title = self.title(id);
        let is_titled = !matches!(&title, Str::Own(title) if title.is_empty());
        let node = self.leaf(NodeKind::Image { link, title }, self.reader.tree[id].span);
        self.dress(node, id, if is_titled { &["src", "title", "alt"] } else { &["src", "alt"] });
        self.tasks.push(Task::Close(node));
        let alt = self.reader.tree[id].attributes.iter().find(|(name, _)| name == "alt");
        if let Some(alt) = alt.and_then(|(_, alt)| alt.clone()) {
            let words = text::plain(&stash::unescape(&alt));
            if !words.is_empty() {
                self.leaf(NodeKind::Text(Str::from(words.as_str())), alt.whole());
            }
        }
    }

    fn title(&self, id: Id) -> Str {
        let title = self.reader.tree[id].attributes.iter().find(|(name, _)| name == "title");
        let title = title.and_then(|(_, title)| title.as_ref()).map(|title| text::plain(&stash::unescape(title)));
        Str::from(title.unwrap_or_default().as_str())
    }

    fn callout(&mut self, id: Id, fold: Fold) {
        let element = &self.reader.tree[id];
        let has_title =
            element.children.first().is_some_and(|child| self.reader.tree[*child].meaning == Meaning::Title);
        let mut classes = element.get("class").unwrap_or_default().split_whitespace().map(str::to_owned);
        let kind = classes.find(|class| fold != Fold::Fixed || class != "admonition").unwrap_or_default();
        let callout = Callout {
            kind: kind.into(),
            classes: classes.collect(),
            fold,
            caption: if has_title { Caption::Own } else { Caption::None },
        };
        let node = self.node(NodeKind::Callout(Box::new(callout)), id, Context::Blocks);
        self.dress(node, id, &["class", "open"]);
    }

    fn table(&mut self, id: Id) {
        let tree = &self.reader.tree;
        let rows: Vec<Id> = tree[id].children.iter().flat_map(|part| tree[*part].children.iter().copied()).collect();
        let side = |cell: &Id| {
            let style = tree[*cell].get("style").or_else(|| tree[*cell].get("align")).unwrap_or_default();
            match style {
                style if style.contains("center") => Align::Center,
                style if style.contains("left") => Align::Left,
                style if style.contains("right") => Align::Right,
                _ => Align::None,
            }
        };
        let columns: Vec<Align> =
            rows.first().map(|row| tree[*row].children.iter().map(side).collect()).unwrap_or_default();
        let span = tree[id].span;
        let table = self.leaf(NodeKind::Table(columns.into()), span);
        self.dress(table, id, &[]);
        self.tasks.push(Task::Close(table));
        for (index, row) in rows.iter().enumerate().rev() {
            self.tasks.push(Task::Row(*row, index == 0));
        }
    }

    /// Writes a row of a table.
    pub(super) fn row(&mut self, id: Id, is_head: bool) {
        let kind = if is_head { NodeKind::TableHead } else { NodeKind::TableRow };
        let row = self.leaf(kind, self.reader.tree[id].span);
        self.dress(row, id, &[]);
        self.tasks.push(Task::Close(row));
        for cell in self.reader.tree[id].children.clone().into_iter().rev() {
            self.tasks.push(Task::Cell(cell));
        }
    }

    /// Writes a cell of a table.
    pub(super) fn cell(&mut self, id: Id) {
        let node = self.node(NodeKind::TableCell, id, Context::Line);
        self.dress(node, id, &["style", "align"]);
    }

    /// Writes a wiki-link that stands there in the file.
    fn wiki_link(&mut self, span: Span) {
        let link = crate::parse::wiki_link::read(self.reader.file, span);
        let index = self.links.len() as u32;
        if link.kind == LinkKind::Embed {
            self.links.push(link);
            self.leaf(NodeKind::Embed(index), span);
            return;
        }
        let is_label = link.label.is_some();
        let shown = link.label.clone().unwrap_or_else(|| crate::parse::wiki_link::default_text(&link));
        self.links.push(link);
        let node = self.leaf(NodeKind::WikiLink(index), span);
        let mut open = Vec::new();
        for step in if is_label { label::steps(&shown) } else { vec![Step::Leaf(NodeKind::Text(Str::from(&*shown)))] } {
            match step {
                Step::Open(kind) => open.push(self.leaf(kind, span)),
                Step::Close => {
                    if let Some(node) = open.pop() {
                        self.document.nodes[node].end = self.document.nodes.len() as u32;
                    }
                }
                Step::Leaf(kind) => {
                    self.leaf(kind, span);
                }
            }
        }
        self.document.nodes[node].end = self.document.nodes.len() as u32;
    }
}

/// Literal text with its signs as what they were.
fn restored(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((range, sign)) = stash::find(text, at) {
        out.push_str(&text[at..range.start]);
        if let stash::Sign::Character(character) = sign {
            out.push(character);
        }
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

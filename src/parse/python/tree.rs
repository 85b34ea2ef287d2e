//! The tree that blocks and inline patterns build, as Python-Markdown does: elements with text, children and tails.
//!
//! An arena: elements are named by their number. Nothing here recurses. `emit` makes the document of it.

use std::borrow::Cow;

use super::text::{Joined, Text};
use crate::text::Span;

/// The number of an element.
pub(super) type Id = usize;

/// A tag's name.
pub(super) type Tag = Cow<'static, str>;

/// An element.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// Its name in lower case, as Python-Markdown writes it.
    pub(super) tag: Tag,
    /// Its attributes in the order in which they were set; `None` for one without value.
    pub(super) attributes: Vec<(String, Option<Text>)>,
    /// What stands before its first child.
    pub(super) text: Text,
    /// Its children.
    pub(super) children: Vec<Id>,
    /// What stands behind it in its parent.
    pub(super) tail: Text,
    /// Its bytes in the file.
    pub(super) span: Span,
    /// What it means, where the tag does not tell.
    pub(super) meaning: Meaning,
}

/// What an element means where its tag does not tell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Meaning {
    /// What its tag says.
    #[default]
    Tag,
    /// A code block: its info string; its text is the code. Whether it was fenced.
    Code { info: String, is_fenced: bool, class: String },
    /// A set of tabs; its children are tabs.
    Tabs { is_alternate: bool },
    /// A tab; its first child is its label.
    Tab { is_selected: bool },
    /// The label of a tab.
    TabLabel,
    /// The title of an admonition.
    Title,
    /// A reference to a footnote.
    FootnoteReference(String),
    /// The body of a footnote.
    Footnote(String),
    /// Where the list of footnotes stands.
    FootnotePlace,
    /// The box of a task.
    Task { is_done: bool },
    /// A formula.
    Math { is_display: bool },
    /// An icon, by its name in `icons`.
    Icon(String),
    /// A wiki-link; its text is what stands between the brackets.
    WikiLink,
    /// An emoji: its character stands in the text.
    Emoji {
        /// Its short code without colons.
        code: String,
    },
    /// A tag of the author's own, or one that is as it is: no kind of node is looked for.
    Author,
    /// An autolink.
    Autolink,
}

/// All elements of a card.
#[derive(Debug, Default)]
pub(super) struct Tree {
    elements: Vec<Element>,
}

impl std::ops::Index<Id> for Tree {
    type Output = Element;

    fn index(&self, id: Id) -> &Element {
        &self.elements[id]
    }
}

impl std::ops::IndexMut<Id> for Tree {
    fn index_mut(&mut self, id: Id) -> &mut Element {
        &mut self.elements[id]
    }
}

impl Element {
    /// The value of an attribute; the empty text where it has none.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.as_deref().unwrap_or_default())
    }

    /// Whether a word is among its classes.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_whitespace().any(|word| word == class))
    }

    /// Gives it an attribute.
    pub(super) fn set(&mut self, name: &str, value: Option<Text>) {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// Gives it an attribute with a value of ours.
    pub(super) fn set_own(&mut self, name: &str, value: impl Into<String>) {
        let place = Span::at(self.span.start);
        self.set(name, Some(Text::own(value, place)));
    }

    /// Adds a class.
    pub(super) fn add_class(&mut self, class: &str) {
        let classes = match self.get("class") {
            Some(classes) if !classes.is_empty() => format!("{classes} {class}"),
            _ => class.to_owned(),
        };
        self.set_own("class", classes);
    }

    /// Takes an attribute away.
    pub(super) fn unset(&mut self, name: &str) -> Option<Text> {
        let at = self.attributes.iter().position(|(known, _)| known == name)?;
        self.attributes.remove(at).1
    }
}

impl Tree {
    /// Makes an element that has no parent yet.
    pub(super) fn make(&mut self, tag: impl Into<Tag>, span: Span) -> Id {
        self.elements.push(Element { tag: tag.into(), span, ..Element::default() });
        self.elements.len() - 1
    }

    /// Makes an element with text.
    pub(super) fn make_with(&mut self, tag: impl Into<Tag>, text: Text) -> Id {
        let id = self.make(tag, text.whole());
        self.elements[id].text = text;
        id
    }

    /// Makes the last child of an element.
    pub(super) fn add(&mut self, parent: Id, tag: impl Into<Tag>, span: Span) -> Id {
        let id = self.make(tag, span);
        self.elements[parent].children.push(id);
        id
    }

    /// The last child of an element.
    pub(super) fn last_child(&self, parent: Id) -> Option<Id> {
        self.elements[parent].children.last().copied()
    }

    /// Puts the text of an element into a paragraph that becomes its first child.
    pub(super) fn wrap_text(&mut self, id: Id) {
        if self.elements[id].text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.elements[id].text);
        let paragraph = self.make_with("p", text);
        self.elements[id].children.insert(0, paragraph);
    }

    /// All elements under one, and itself, in reading order, as they are now.
    pub(super) fn under(&self, root: Id) -> Vec<Id> {
        let (mut found, mut stack) = (Vec::new(), vec![root]);
        while let Some(id) = stack.pop() {
            found.push(id);
            stack.extend(self.elements[id].children.iter().rev());
        }
        found
    }

    /// The parent of each element under one.
    pub(super) fn parents(&self, root: Id) -> Vec<Option<Id>> {
        let mut parents = vec![None; self.elements.len()];
        for id in self.under(root) {
            for child in &self.elements[id].children {
                parents[*child] = Some(id);
            }
        }
        parents
    }

    /// The text of an element and all that is in it.
    pub(super) fn inner_text(&self, root: Id) -> String {
        let mut out = String::new();
        let mut stack = vec![(root, false)];
        while let Some((id, is_left)) = stack.pop() {
            let element = &self.elements[id];
            if is_left {
                out.push_str(&element.tail);
                continue;
            }
            out.push_str(&element.text);
            for child in element.children.iter().rev() {
                stack.push((*child, true));
                stack.push((*child, false));
            }
        }
        out
    }

    /// Adds to the text that stands behind the last child of an element, or to its own text where it has none.
    pub(super) fn append_text(&mut self, parent: Id, text: &Text) {
        let slot = match self.last_child(parent) {
            Some(child) => &mut self.elements[child].tail,
            None => &mut self.elements[parent].text,
        };
        *slot = concat(slot, text);
    }
}

/// Two texts as one.
pub(super) fn concat(first: &Text, second: &Text) -> Text {
    if first.is_empty() {
        return second.clone();
    }
    if second.is_empty() {
        return first.clone();
    }
    let mut joined = Joined::default();
    joined.push(first);
    joined.push(second);
    joined.done()
}

/// Two texts as one, with a line end between.
pub(super) fn concat_lines(first: &Text, second: &Text) -> Text {
    let mut joined = Joined::default();
    joined.push(first);
    joined.line(second, false);
    joined.done()
}

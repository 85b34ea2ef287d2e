//! A drawing as a tree of elements, and what styles them.
//!
//! SVG text of merman → [`Tree`] → one [`Style`] for each node, as a browser would compute it from attributes, the
//! drawing's own `<style>` and inheritance. Loops over a flat array in document order; a parent stands before its
//! children. Must never let a style out that is no known property.

use std::rc::Rc;

use crate::diagram::mermaid::css::{self, Attribute, Declaration, PROPERTIES, Part, Rule, property};

/// A drawing.
pub(super) struct Tree {
    /// In document order; the first is `<svg>`.
    pub nodes: Vec<Node>,
}

/// An element or a text.
pub(super) struct Node {
    /// Index of the element around it; its own for the first.
    pub parent: usize,
    /// Index after the last node inside of it.
    pub end: usize,
    pub kind: Kind,
}

/// What a node is.
pub(super) enum Kind {
    Element { name: String, attributes: Vec<(String, String)> },
    Text(String),
}

/// What a browser would compute for a node: a value for each of [`PROPERTIES`], where one is set or inherited.
pub(super) type Style = [Option<Value>; PROPERTIES.len()];

/// A value, and whether the author of the diagram gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub text: Rc<str>,
    /// Given by `style`, `classDef` and the like: mermaid marks these as important.
    pub authored: bool,
}

impl Node {
    /// The name of an element; nothing for a text.
    pub(super) fn name(&self) -> &str {
        match &self.kind {
            Kind::Element { name, .. } => name,
            Kind::Text(_) => "",
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&str> {
        match &self.kind {
            Kind::Element { attributes, .. } => {
                attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
            }
            Kind::Text(_) => None,
        }
    }

    /// The number that an attribute gives.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        number(self.attribute(name)?)
    }

    /// The classes of an element.
    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or_default().split_whitespace()
    }
}

/// A number with or without `px`.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    text.strip_suffix("px").unwrap_or(text).trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Reads a drawing. `None` where it is no well-formed XML.
pub(super) fn parse(svg: &str) -> Option<Tree> {
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: 400_000, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(svg, options).ok()?;
    let root = document.root_element();
    let mut nodes: Vec<Node> = Vec::new();
    // Ids of roxmltree are indices in document order, but of all nodes of the document.
    let mut places = vec![0_usize; document.descendants().count()];
    for node in root.descendants() {
        let index = nodes.len();
        places[node.id().get_usize()] = index;
        let parent = match node.parent() {
            Some(parent) if index > 0 => places[parent.id().get_usize()],
            _ => index,
        };
        let kind = if node.is_element() {
            let attributes = node.attributes().map(|a| (a.name().to_owned(), a.value().to_owned())).collect();
            Kind::Element { name: node.tag_name().name().to_owned(), attributes }
        } else {
            Kind::Text(if node.is_text() { node.text().unwrap_or_default().to_owned() } else { String::new() })
        };
        nodes.push(Node { parent, end: index + 1, kind });
    }
    for index in (1..nodes.len()).rev() {
        let (parent, end) = (nodes[index].parent, nodes[index].end);
        nodes[parent].end = nodes[parent].end.max(end);
    }
    Some(Tree { nodes })
}

impl Tree {
    /// The text inside of a node.
    pub(super) fn text(&self, index: usize) -> String {
        let mut out = String::new();
        for node in &self.nodes[index..self.nodes[index].end] {
            if let Kind::Text(text) = &node.kind {
                out.push_str(text);
            }
        }
        out
    }

    /// The indices of the children of a node.
    pub(super) fn children(&self, index: usize) -> impl Iterator<Item = usize> {
        let (mut at, end) = (index + 1, self.nodes[index].end);
        std::iter::from_fn(move || {
            let child = at;
            (child < end).then(|| {
                at = self.nodes[child].end;
                child
            })
        })
    }

    /// The style of each node.
    pub(super) fn styles(&self) -> Vec<Style> {
        let rules: Vec<Rule> = (0..self.nodes.len())
            .filter(|index| self.nodes[*index].name() == "style")
            .flat_map(|index| css::parse(&self.text(index)))
            .collect();
        let mut styles: Vec<Style> = Vec::with_capacity(self.nodes.len());
        for (index, node) in self.nodes.iter().enumerate() {
            let mut style: Style = match index {
                0 => Style::default(),
                _ => std::array::from_fn(|at| styles[node.parent][at].clone().filter(|_| INHERITED[at])),
            };
            if matches!(node.kind, Kind::Element { .. }) {
                self.declare(index, &rules, &mut style);
            }
            styles.push(style);
        }
        styles
    }

    /// Puts what is declared for an element over what it inherits.
    fn declare(&self, index: usize, rules: &[Rule], style: &mut Style) {
        let node = &self.nodes[index];
        let mut weights = [None; PROPERTIES.len()];
        let mut put = |declaration: &Declaration, weight: (bool, u32, usize)| {
            let at = declaration.property;
            if weights[at].is_none_or(|before| before <= weight) {
                weights[at] = Some(weight);
                let text = Rc::clone(&declaration.value);
                style[at] = Some(Value { text, authored: declaration.important });
            }
        };
        if let Kind::Element { attributes, .. } = &node.kind {
            for (name, value) in attributes {
                if let Some(property) = property(name) {
                    let value = Rc::from(value.trim());
                    put(&Declaration { property, value, important: false }, (false, 0, 0));
                }
            }
        }
        for (order, rule) in rules.iter().enumerate() {
            if self.matches(index, &rule.parts) {
                for declaration in rule.declarations.iter() {
                    put(declaration, (declaration.important, rule.specificity, order + 1));
                }
            }
        }
        for declaration in css::declarations(node.attribute("style").unwrap_or_default()) {
            put(&declaration, (declaration.important, u32::MAX, usize::MAX));
        }
    }

    fn matches(&self, index: usize, parts: &[Part]) -> bool {
        let Some((own, others)) = parts.split_first() else { return false };
        if !is(&self.nodes[index], own) {
            return false;
        }
        // Looks for the nearest ancestor for each part: enough for the sheets of mermaid, where `>` stands last.
        let mut at = index;
        for part in others {
            loop {
                if at == 0 {
                    return false;
                }
                at = self.nodes[at].parent;
                if is(&self.nodes[at], part) {
                    break;
                }
                if part.is_parent {
                    return false;
                }
            }
        }
        true
    }
}

fn is(node: &Node, part: &Part) -> bool {
    let named = part.name.as_deref().is_none_or(|name| name == node.name());
    named
        && matches!(node.kind, Kind::Element { .. })
        && part.id.as_deref().is_none_or(|id| node.attribute("id") == Some(id))
        && part.classes.iter().all(|wanted| node.classes().any(|class| class == wanted))
        && !part.without.iter().any(|banned| node.classes().any(|class| class == banned))
        && part.attributes.iter().all(|wanted| has(node, wanted))
}

fn has(node: &Node, wanted: &Attribute) -> bool {
    let Some(value) = node.attribute(&wanted.name) else { return false };
    match wanted.test {
        ' ' => true,
        '=' => value == wanted.value,
        '^' => value.starts_with(&wanted.value),
        '$' => value.ends_with(&wanted.value),
        '*' => value.contains(&wanted.value),
        '~' => value.split_whitespace().any(|word| word == wanted.value),
        _ => false,
    }
}

/// Whether a property of [`PROPERTIES`] comes down from the element around.
const INHERITED: [bool; PROPERTIES.len()] = {
    let mut inherited = [true; PROPERTIES.len()];
    // background, background-color, display, dominant-baseline stays, max-width, opacity. A decoration does not come down, but it is drawn
    // through all that is inside.
    inherited[0] = false;
    inherited[1] = false;
    inherited[3] = false;
    inherited[15] = false;
    inherited[16] = false;
    inherited
};

#[cfg(test)]
mod tests {
    use super::{INHERITED, parse};
    use crate::diagram::mermaid::css::{PROPERTIES, property};

    #[test]
    fn what_does_not_come_down_is_named() {
        let alone: Vec<&str> =
            PROPERTIES.iter().zip(INHERITED).filter(|(_, inherited)| !inherited).map(|(name, _)| *name).collect();
        assert_eq!(alone, ["background", "background-color", "display", "max-width", "opacity"]);
    }

    #[test]
    fn styles_are_those_of_a_browser() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" id="m"><style>#m{fill:#333}#m .a rect{fill:red}
            #m .b>*{fill:blue!important}#m rect{stroke:green}</style><g class="a"><rect fill="white" style="stroke:black"/>
            <text>x</text></g><g class="a b"><rect style="fill:pink"/></g></svg>"#;
        let tree = parse(svg).expect("it is well-formed");
        let styles = tree.styles();
        let value = |index: usize, name: &str| {
            styles[index][property(name).expect("known")].as_ref().map(|value| value.text.to_string())
        };
        let rects: Vec<usize> = (0..tree.nodes.len()).filter(|index| tree.nodes[*index].name() == "rect").collect();
        assert_eq!(value(rects[0], "fill").as_deref(), Some("red"));
        assert_eq!(value(rects[0], "stroke").as_deref(), Some("black"));
        assert_eq!(value(rects[1], "fill").as_deref(), Some("blue"));
        let text = (0..tree.nodes.len()).find(|index| tree.nodes[*index].name() == "text").expect("there is one");
        assert_eq!(value(text, "fill").as_deref(), Some("#333"));
        assert_eq!(tree.text(text), "x");
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for svg in ["", "<svg", "<svg><g></svg>", "<!DOCTYPE x [<!ENTITY a \"b\">]><svg>&a;</svg>"] {
            assert!(parse(svg).is_none(), "{svg}");
        }
    }
}

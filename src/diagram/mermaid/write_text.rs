//! Writes the texts of a drawing: those of SVG as they are, those of HTML as lines.
//!
//! The half of `write` that puts words down. Must never write a word that is not escaped.

use crate::diagram::mermaid::attributes::{self, escaped};
use crate::diagram::mermaid::geometry::{Bounds, apply, bounds};
use crate::diagram::mermaid::label::{Label, Line, Run, value};
use crate::diagram::mermaid::paint::{Paint, Use};
use crate::diagram::mermaid::readable;
use crate::diagram::mermaid::tree::Node;
use crate::diagram::mermaid::write::{Writer, attributes_of, closing, joined, opacity};
use crate::diagram::metrics::{Face, width_em};

/// How opaque the ground of a label is at least, of 255.
const GROUND: u8 = 217;
/// How far rows stay away from the sides of their box.
const INSET_PX: f64 = 3.0;
/// How far a text is made smaller.
const SMALLEST: f64 = 0.5;

/// Classes of texts, and of the boxes in the same group that are theirs.
const OWN_BOXES: [(&str, &str); 2] = [("noteText", "note"), ("actor-box", "actor")];

impl Writer<'_> {
    /// Writes `<text>` or `<tspan>`; tells which node comes next.
    pub(super) fn text(&mut self, index: usize) -> usize {
        let (node, style) = (&self.tree.nodes[index], &self.styles[index]);
        let in_switch = self.tree.nodes[node.parent].name() == "switch"
            && self.tree.children(node.parent).any(|child| self.tree.nodes[child].name() == "foreignObject");
        let text = self.tree.text(index);
        let is_row = node.attribute("dy").is_some() || node.attribute("y").is_some();
        if in_switch || (text.trim().is_empty() && (node.name() == "text" || is_row)) {
            return node.end;
        }
        if node.name() == "text" {
            self.squeezed = (index, self.squeeze(index));
        }
        let geometry = attributes::geometry(node, &self.ids, self.grain());
        let look = self.look(index, &text);
        self.note(index, &look);
        let above = (node.name() == "tspan").then(|| self.look(node.parent, &text));
        let written = readable::text(&look, above.as_ref());
        let preserved = node.attribute("space") == Some("preserve");
        if node.name() == "tspan" && geometry.is_empty() && written.is_empty() && !preserved {
            return index + 1;
        }
        let (classes, attributes) = written.parts();
        let classes = joined(&[&classes, if preserved { "z" } else { "" }]);
        let attributes = attributes + &opacity(style);
        self.out.push_str(&format!("<{}{classes}{geometry}{attributes}>", node.name()));
        self.open.push((node.end, closing(node.name())));
        index + 1
    }

    /// Notes where a row of a text stands, so that the drawing shows all of it.
    fn note(&mut self, index: usize, look: &readable::Look) {
        let node = &self.tree.nodes[index];
        let is_row = |index: usize| {
            let node = &self.tree.nodes[index];
            node.name() == "tspan" && (node.attribute("x").is_some() || node.attribute("dy").is_some())
        };
        let in_icon = self.open.iter().any(|(_, tag)| *tag == "</svg>");
        if in_icon || self.tree.children(index).any(is_row) || (node.name() == "tspan" && !is_row(index)) {
            return;
        }
        let outer = self.text_around(index);
        // A place in hundredths of the drawing is within.
        let own =
            [&self.tree.nodes[outer], node].into_iter().flat_map(|node| ["x", "y"].map(|name| node.attribute(name)));
        if own.flatten().any(|place| place.ends_with('%')) {
            return;
        }
        let place = |name: &str| node.number(name).or_else(|| self.tree.nodes[outer].number(name)).unwrap_or_default();
        let width = width_em(self.tree.text(index).trim(), look.face()) * look.size;
        let left = place("x")
            - match look.anchor {
                readable::Anchor::Start => 0.0,
                readable::Anchor::Middle => width / 2.0,
                readable::Anchor::End => width,
            };
        // Rows further down are placed against the first: how far is not known here, and the first is within.
        let middle = place("y") + look.middle_em() * look.size;
        let (up, down) = if node.name() == "text" { (0.6 * look.size, 0.5 * look.size) } else { (0.0, 0.0) };
        let bounds = Bounds { left, top: middle - up, right: left + width, bottom: middle + down };
        self.words.join(bounds.under(self.places[outer]));
    }

    /// By what the size of a text is multiplied so that its rows stay in the box that is theirs: notes and actors of
    /// sequences are measured in another font, and boxes of timelines have a width that no long word changes.
    fn squeeze(&self, index: usize) -> f64 {
        let node = &self.tree.nodes[index];
        let shape = |within: usize, fits: &dyn Fn(&Node) -> bool| {
            (within + 1..index).rev().map(|at| &self.tree.nodes[at]).find(|other| fits(other)).and_then(bounds)
        };
        let own = OWN_BOXES.iter().find(|(text, _)| node.classes().any(|class| class == *text));
        let room = if let Some((_, wanted)) = own {
            shape(node.parent, &|other| other.name() == "rect" && other.classes().any(|class| class == *wanted))
        } else {
            let mut around = std::iter::successors(Some(node.parent), |at| Some(self.tree.nodes[*at].parent)).take(3);
            around
                .find(|at| self.tree.nodes[*at].classes().any(|class| class == "timeline-node"))
                .and_then(|group| shape(group, &|other| other.name() == "path"))
        };
        let Some(room) = room.map(|room| room.right - room.left - 2.0 * INSET_PX) else { return 1.0 };
        let width = |at: usize| {
            let look = readable::Look::of(&self.styles[at]);
            width_em(self.tree.text(at).trim(), look.face()) * look.size
        };
        let rows = (index + 1..node.end).filter(|at| self.tree.nodes[*at].name() == "tspan").map(width);
        let widest = rows.fold(0.0, f64::max);
        if widest > room { (room / widest).max(SMALLEST) } else { 1.0 }
    }

    fn look(&self, index: usize, text: &str) -> readable::Look {
        let (node, style) = (&self.tree.nodes[index], &self.styles[index]);
        let mut look = readable::Look::of(style);
        let outer = self.text_around(index);
        if self.squeezed.0 == outer {
            look.size *= self.squeezed.1;
        }
        let place = |name: &str| node.number(name).or_else(|| self.tree.nodes[outer].number(name)).unwrap_or_default();
        let width = width_em(text.trim(), Face::Regular) * look.size;
        let x = place("x")
            + match look.anchor {
                readable::Anchor::Start => width / 2.0,
                readable::Anchor::Middle => 0.0,
                readable::Anchor::End => -width / 2.0,
            };
        let at = apply(self.places[outer], x, place("y") + look.middle_em() * look.size);
        look.fill = readable::ink(value(style, "fill"), self.plan.palette, self.ground(at));
        look
    }

    /// The `<text>` that a `<tspan>` stands in.
    pub(super) fn text_around(&self, index: usize) -> usize {
        let mut at = index;
        while self.tree.nodes[at].name() == "tspan" {
            at = self.tree.nodes[at].parent;
        }
        at
    }

    /// A piece of a text, with its words that are links by themselves.
    pub(super) fn linked(&self, text: usize, piece: &str) -> String {
        let words = self.plan.links.words.get(&text).map(Vec::as_slice).unwrap_or_default();
        let (mut out, mut rest) = (String::new(), piece);
        // The next link, and of two at one place the longer.
        let next = |rest: &str| {
            let found = words.iter().filter_map(|(shown, href)| Some((rest.find(shown.as_str())?, shown, *href)));
            found.min_by_key(|(at, shown, _)| (*at, std::cmp::Reverse(shown.len())))
        };
        while let Some((at, shown, href)) = next(rest) {
            let (before, after) = rest.split_at(at);
            let (shown, after) = after.split_at(shown.len());
            out.push_str(&format!("{}<a href=\"{}\">{}</a>", escaped(before), escaped(href), escaped(shown)));
            rest = after;
        }
        out + &escaped(rest)
    }

    pub(super) fn label(&mut self, index: usize, label: &Label) {
        let node = &self.tree.nodes[index];
        let (left, top) = (node.number("x").unwrap_or_default(), node.number("y").unwrap_or_default());
        let ground = self.paint(label.ground.as_ref(), Use::Fill).map(|paint| match paint {
            // Of the two half grounds that mermaid paints one is left: the line behind must not be read with the words.
            Paint::Role(role, alpha) => Paint::Role(role, alpha.max(GROUND)),
            paint => paint,
        });
        if let Some(paint) = ground.filter(|paint| *paint != Paint::None) {
            let (class, attribute) = readable::written(&paint, "fill", 'f');
            let bounds = Bounds { left, top, right: left + label.width, bottom: top + label.height };
            let place = attributes_of(&[("x", left), ("y", top), ("width", label.width), ("height", label.height)]);
            self.out.push_str(&format!("<rect{}{place}{attribute}/>", joined(&[&class])));
            self.grounds.push_back((bounds.under(self.places[index]), paint));
        }
        for line in &label.lines {
            self.line(index, line, (left, top));
        }
    }

    fn line(&mut self, index: usize, line: &Line, (left, top): (f64, f64)) {
        let has_icon = line.runs.iter().any(|run| run.look.icon.is_some());
        let width: f64 = line.runs.iter().map(Run::width).sum();
        let (mut x, y) = (left + line.x, top + line.baseline);
        if has_icon && line.centred {
            x -= width / 2.0;
        }
        let middle = if line.centred && !has_icon { x } else { x + width / 2.0 };
        let size = line.runs.first().map_or(16.0, |run| run.look.size);
        let at = apply(self.places[index], middle, y - 0.3 * size);
        let ground = self.ground(at).cloned();
        let looks: Vec<readable::Look> =
            line.runs.iter().map(|run| readable::Look::of_run(&run.look, self.plan.palette, ground.as_ref())).collect();
        if has_icon {
            for (run, mut look) in line.runs.iter().zip(looks) {
                look.anchor = readable::Anchor::Start;
                self.piece(run, &look, (x, y));
                x += run.width();
            }
            return;
        }
        let anchor = if line.centred { readable::Anchor::Middle } else { readable::Anchor::Start };
        let Some(mut first) = looks.first().cloned() else { return };
        first.anchor = anchor;
        let (classes, attributes) = readable::text(&first, None).parts();
        let place = attributes_of(&[("x", x), ("y", y)]);
        self.out.push_str(&format!("<text{}{place}{attributes}>", joined(&[&classes])));
        for (run, mut look) in line.runs.iter().zip(looks) {
            look.anchor = anchor;
            let written = readable::text(&look, Some(&first));
            let (classes, attributes) = written.parts();
            let text = self.linked(index, &run.text);
            if written.is_empty() {
                self.out.push_str(&text);
            } else {
                self.out.push_str(&format!("<tspan{}{attributes}>{text}</tspan>", joined(&[&classes])));
            }
        }
        self.out.push_str("</text>");
    }

    /// An icon, or a text that stands after one.
    fn piece(&mut self, run: &Run, look: &readable::Look, (x, y): (f64, f64)) {
        let size = run.look.size;
        if let Some((prefix, name)) = &run.look.icon {
            if let Some(icon) = (self.plan.icon)(prefix, name) {
                let place = attributes_of(&[("x", x), ("y", y - 0.82 * size), ("width", size), ("height", size)]);
                let (class, attribute) = readable::written(&look.fill, "fill", 'f');
                let class = joined(&[if class.is_empty() { "fi" } else { &class }]);
                let picture =
                    format!("<svg{class}{place}{attribute} viewBox=\"{}\">{}</svg>", icon.view_box, icon.body);
                self.out.push_str(&picture);
            }
            return;
        }
        let (classes, attributes) = readable::text(look, None).parts();
        let lead = run.text.len() - run.text.trim_start().len();
        let shift = width_em(&run.text[..lead], run.look.face) * size;
        let place = attributes_of(&[("x", x + shift), ("y", y)]);
        let text = escaped(run.text.trim_start());
        self.out.push_str(&format!("<text{}{place}{attributes}>{text}</text>", joined(&[&classes])));
    }
}

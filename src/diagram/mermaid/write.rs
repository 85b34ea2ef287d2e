//! Writes a drawing anew: small, safe, in the colours of the site.
//!
//! 1. each element of merman's drawing, in order, with the style that a browser would compute for it;
//! 2. elements and attributes that are on the list of [`attributes`], numbers rounded, ids made anew;
//! 3. colours as classes of roles, else as they are; text always so that it can be read on what lies behind it;
//! 4. labels in HTML as lines of text; links only those that were handed in.
//!
//! Must never copy markup.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use svgtypes::Transform;

use crate::diagram::mermaid::attributes::{self, Sort, escaped, local, sort};
use crate::diagram::mermaid::geometry::{Bounds, Grain, bounds, chained, short, transform};
use crate::diagram::mermaid::label::{self, value};
use crate::diagram::mermaid::links::Places;
use crate::diagram::mermaid::paint::{Paint, Palette, Use};
use crate::diagram::mermaid::readable;
use crate::diagram::mermaid::tree::{Kind, Node, Style, Tree, Value};

/// Shapes that are looked at for what lies behind a text, at most.
const GROUNDS: usize = 4000;

/// What a drawing is written with.
pub(super) struct Plan<'a> {
    /// Prefix of all ids.
    pub id: &'a str,
    pub palette: Palette,
    /// What the whole stands on, where the author chose a theme.
    pub background: Option<Paint>,
    /// Where nodes and words lead.
    pub links: Places<'a>,
    /// The picture of an icon in a label, by prefix and name.
    pub icon: &'a dyn Fn(&str, &str) -> Option<crate::icons::Icon>,
}

/// The body of a drawing, without the `<svg>` around, and the box of all its words.
pub(super) fn body(tree: &Tree, styles: &[Style], plan: &Plan<'_>) -> (String, Bounds) {
    let mut writer = Writer {
        tree,
        styles,
        plan,
        ids: ids(tree, styles, plan.id),
        out: String::new(),
        open: Vec::new(),
        grounds: VecDeque::new(),
        places: vec![Transform::default(); tree.nodes.len()],
        words: Bounds::NOTHING,
        squeezed: (0, 1.0),
    };
    writer.walk();
    (writer.out, writer.words)
}

/// New ids for what is used by its id.
fn ids(tree: &Tree, styles: &[Style], prefix: &str) -> BTreeMap<String, String> {
    let mut used = BTreeSet::new();
    for (node, style) in tree.nodes.iter().zip(styles) {
        if node.name() == "use" {
            used.extend(node.attribute("href").and_then(|href| href.strip_prefix('#')));
        }
        used.extend(node.attribute("clip-path").and_then(local));
        if sort(node.name()) == Sort::Shape {
            for name in ["fill", "stroke", "marker-start", "marker-mid", "marker-end"] {
                used.extend(value(style, name).and_then(|value| local(&value.text)));
            }
        }
    }
    let mut ids = BTreeMap::new();
    for node in &tree.nodes {
        if let Some(id) = node.attribute("id").filter(|id| sort(node.name()) == Sort::Resource && used.contains(id)) {
            let next = format!("{prefix}-{}", ids.len());
            ids.entry(id.to_owned()).or_insert(next);
        }
    }
    ids
}

pub(super) struct Writer<'a> {
    pub(super) tree: &'a Tree,
    pub(super) styles: &'a [Style],
    pub(super) plan: &'a Plan<'a>,
    pub(super) ids: BTreeMap<String, String>,
    pub(super) out: String,
    /// Elements that are open: the index after their last node, and what closes them.
    pub(super) open: Vec<(usize, &'static str)>,
    /// What has been painted so far, lowest first.
    pub(super) grounds: VecDeque<(Bounds, Paint)>,
    /// Where each element stands in the drawing.
    pub(super) places: Vec<Transform>,
    /// The box of all words that were written.
    pub(super) words: Bounds,
    /// The text that is written, and by what its size is multiplied so that it stays in its box.
    pub(super) squeezed: (usize, f64),
}

impl Writer<'_> {
    fn walk(&mut self) {
        let mut index = 1;
        while index < self.tree.nodes.len() {
            self.close(index);
            index = self.node(index);
        }
        self.close(index);
    }

    fn close(&mut self, index: usize) {
        while self.open.last().is_some_and(|(end, _)| *end <= index) {
            if let Some((_, tag)) = self.open.pop() {
                self.out.push_str(tag);
            }
        }
    }

    /// Writes a node; tells which comes next.
    fn node(&mut self, index: usize) -> usize {
        let node = &self.tree.nodes[index];
        if let Kind::Text(text) = &node.kind {
            if matches!(self.tree.nodes[node.parent].name(), "text" | "tspan") {
                let written = self.linked(self.text_around(node.parent), text);
                self.out.push_str(&written);
            }
            return index + 1;
        }
        let style = &self.styles[index];
        let hidden = value(style, "display").is_some_and(|value| &*value.text == "none")
            || value(style, "visibility").is_some_and(|value| matches!(&*value.text, "hidden" | "collapse"));
        // The day on which the site was built is no part of a diagram.
        if hidden || node.classes().any(|class| class == "today") {
            return node.end;
        }
        self.places[index] = chained(self.places[node.parent], transform(node));
        if let Some(href) = self.plan.links.elements.get(&index) {
            self.out.push_str(&format!("<a href=\"{}\">", escaped(href)));
            self.open.push((node.end, "</a>"));
        }
        match sort(node.name()) {
            Sort::Dropped => return node.end,
            Sort::Transparent => {}
            Sort::Html => {
                if let Some(label) = label::of(self.tree, self.styles, index) {
                    self.label(index, &label);
                }
                return node.end;
            }
            Sort::Resource if !self.is_wanted(index) => return node.end,
            Sort::Resource => self.resource(node),
            Sort::Part => self.part(node, style),
            Sort::Group => self.group(index),
            Sort::Image => {
                if let Some(href) = node.attribute("href").and_then(attributes::picture) {
                    let geometry = attributes::geometry(node, &self.ids, self.grain());
                    self.out.push_str(&format!("<image{geometry} href=\"{href}\"/>"));
                }
                return node.end;
            }
            Sort::Shape => {
                self.shape(index);
                return node.end;
            }
            Sort::Text => return self.text(index),
        }
        index + 1
    }

    /// Parts of icons and markers have coordinates of their own.
    pub(super) fn grain(&self) -> Grain {
        let is_elsewhere = self.open.iter().any(|(_, tag)| matches!(*tag, "</marker>" | "</svg>" | "</symbol>"));
        if is_elsewhere { Grain::Fine } else { Grain::Coarse }
    }

    /// Whether something uses a marker, gradient or clip path, and it is the first of its id.
    fn is_wanted(&self, index: usize) -> bool {
        let id = self.tree.nodes[index].attribute("id").filter(|id| self.ids.contains_key(*id));
        id.is_some_and(|id| !self.tree.nodes[..index].iter().any(|other| other.attribute("id") == Some(id)))
    }

    fn resource(&mut self, node: &Node) {
        let id = node.attribute("id").and_then(|id| self.ids.get(id)).cloned().unwrap_or_default();
        let geometry = attributes::geometry(node, &self.ids, self.grain());
        self.out.push_str(&format!("<{} id=\"{id}\"{geometry}>", node.name()));
        self.open.push((node.end, closing(node.name())));
    }

    fn part(&mut self, node: &Node, _style: &Style) {
        let geometry = attributes::geometry(node, &self.ids, self.grain());
        let color = node.attribute("stop-color").and_then(|color| Paint::of(color, Use::Fill, self.plan.palette));
        let (class, color) = match color {
            Some(paint) => readable::written(&paint, "stop-color", 'g'),
            None => (String::new(), String::new()),
        };
        let class = if class.is_empty() { class } else { format!(" class=\"{class}\"") };
        self.out.push_str(&format!("<{}{class}{color}{geometry}/>", node.name()));
    }

    fn group(&mut self, index: usize) {
        let node = &self.tree.nodes[index];
        let mut attributes = attributes::geometry(node, &self.ids, self.grain());
        attributes.push_str(&opacity(&self.styles[index]));
        if node.name() == "svg" || !attributes.is_empty() {
            let tag = if node.name() == "svg" { "svg" } else { "g" };
            self.out.push_str(&format!("<{tag}{attributes}>"));
            self.open.push((node.end, closing(tag)));
        }
    }

    fn shape(&mut self, index: usize) {
        let (node, style) = (&self.tree.nodes[index], &self.styles[index]);
        let geometry = attributes::geometry(node, &self.ids, self.grain());
        // A box without a size, a path without data: mermaid leaves these where a label is empty.
        if self.open.iter().any(|(_, tag)| *tag == "</clipPath>") {
            self.out.push_str(&format!("<{}{geometry}/>", node.name()));
            return;
        }
        let empty = match node.name() {
            "path" => !geometry.contains(" d="),
            "rect" => node.number("width").is_none_or(|width| width <= 0.0) || node.number("height").is_none(),
            "polygon" | "polyline" => geometry.contains(" points=\"\""),
            _ => false,
        };
        if empty {
            return;
        }
        let fill = self.paint(value(style, "fill"), Use::Fill).unwrap_or(Paint::Role(readable::DEFAULT_FILL, 255));
        let stroke = self.stroke(value(style, "stroke"), &fill);
        let (fill_class, fill_attribute) = readable::written(&fill, "fill", 'f');
        let (stroke_class, stroke_attribute) = readable::written(&stroke, "stroke", 's');
        let mut attributes = fill_attribute + &stroke_attribute + &opacity(style);
        for (name, paint) in [("fill", &fill), ("stroke", &stroke)] {
            if let Paint::Link(id) = paint
                && let Some(id) = self.ids.get(id)
            {
                attributes.push_str(&format!(" {name}=\"url(#{id})\""));
            }
        }
        if stroke != Paint::None {
            attributes.push_str(&pen(style));
        }
        for name in ["marker-start", "marker-mid", "marker-end"] {
            let id = value(style, name).and_then(|value| local(&value.text)).and_then(|id| self.ids.get(id));
            if let Some(id) = id.filter(|_| matches!(node.name(), "path" | "line" | "polyline")) {
                attributes.push_str(&format!(" {name}=\"url(#{id})\""));
            }
        }
        if fill == Paint::None && stroke == Paint::None && !attributes.contains("marker") {
            return;
        }
        let classes = joined(&[&fill_class, &stroke_class]);
        self.out.push_str(&format!("<{}{classes}{geometry}{attributes}/>", node.name()));
        self.grounded(index, fill);
    }

    /// Notes a shape as what later texts may stand on.
    fn grounded(&mut self, index: usize, fill: Paint) {
        let (node, style) = (&self.tree.nodes[index], &self.styles[index]);
        let clear = value(style, "fill-opacity").or_else(|| value(style, "opacity")).and_then(number_of);
        // Neither parts of markers nor those of icons, which have coordinates of their own.
        let is_elsewhere =
            self.open.iter().any(|(_, tag)| matches!(*tag, "</marker>" | "</clipPath>" | "</pattern>" | "</svg>"));
        if fill == Paint::None || clear.is_some_and(|opacity| opacity < 0.5) || is_elsewhere {
            return;
        }
        if let Some(bounds) = bounds(node) {
            if self.grounds.len() == GROUNDS {
                self.grounds.pop_front();
            }
            self.grounds.push_back((bounds.under(self.places[index]), fill));
        }
    }

    pub(super) fn paint(&self, value: Option<&Value>, used: Use) -> Option<Paint> {
        let value = value?;
        if value.authored && self.plan.palette == Palette::Site {
            return Paint::authored(&value.text);
        }
        Paint::of(&value.text, used, self.plan.palette)
    }

    /// What a line is painted with: the author's black is no colour, unless it stands around the author's fill.
    fn stroke(&self, value: Option<&Value>, fill: &Paint) -> Paint {
        let paint = self.paint(value, Use::Stroke).unwrap_or(Paint::None);
        match (value, &paint, fill) {
            (Some(value), Paint::Fixed(..), fill)
                if value.authored && self.plan.palette == Palette::Site && !matches!(fill, Paint::Fixed(..)) =>
            {
                match Paint::of(&value.text, Use::Stroke, Palette::Site) {
                    Some(role @ Paint::Role(..)) => role,
                    _ => paint,
                }
            }
            _ => paint,
        }
    }

    /// What lies behind a point.
    pub(super) fn ground(&self, point: (f64, f64)) -> Option<&Paint> {
        let found = self.grounds.iter().rev().find(|(bounds, _)| bounds.holds(point)).map(|(_, paint)| paint);
        found.or(self.plan.background.as_ref())
    }
}

pub(super) fn attributes_of(numbers: &[(&str, f64)]) -> String {
    let write = |(name, number): &(&str, f64)| match short(*number).as_str() {
        "0" => String::new(),
        text => format!(" {name}=\"{text}\""),
    };
    numbers.iter().map(write).collect()
}

/// A list of classes as an attribute.
pub(super) fn joined(classes: &[&str]) -> String {
    let classes: Vec<&str> = classes.iter().copied().filter(|class| !class.is_empty()).collect();
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
}

/// How a line is drawn.
fn pen(style: &Style) -> String {
    let mut out = String::new();
    let width = value(style, "stroke-width").and_then(number_of);
    if let Some(width) = width.filter(|width| *width >= 0.0 && (*width - 1.0).abs() > 0.001) {
        out.push_str(&format!(" stroke-width=\"{}\"", short(width)));
    }
    if let Some(dashes) = value(style, "stroke-dasharray").and_then(|value| dashes(&value.text)) {
        out.push_str(&format!(" stroke-dasharray=\"{dashes}\""));
    }
    for (name, known) in [("stroke-linecap", ["round", "square"]), ("stroke-linejoin", ["round", "bevel"])] {
        if let Some(value) = value(style, name).filter(|value| known.contains(&&*value.text)) {
            out.push_str(&format!(" {name}=\"{}\"", value.text));
        }
    }
    out
}

/// The opacities of a style.
pub(super) fn opacity(style: &Style) -> String {
    let mut out = String::new();
    for name in ["opacity", "fill-opacity", "stroke-opacity"] {
        let number = value(style, name).and_then(number_of);
        if let Some(number) = number.filter(|number| (0.0..1.0).contains(number)) {
            out.push_str(&format!(" {name}=\"{}\"", short(number)));
        }
    }
    out
}

fn number_of(value: &Value) -> Option<f64> {
    crate::diagram::mermaid::tree::number(&value.text)
}

/// A pattern of dashes; `None` for a whole line.
fn dashes(text: &str) -> Option<String> {
    let mut numbers = Vec::new();
    for part in text.split([' ', ',']).filter(|part| !part.is_empty()) {
        numbers.push(crate::diagram::mermaid::tree::number(part).filter(|number| *number >= 0.0)?);
    }
    let gaps: f64 = numbers.iter().skip(1).step_by(2).sum();
    let whole = numbers.is_empty() || numbers.iter().sum::<f64>() <= 0.0 || (numbers.len() % 2 == 0 && gaps <= 0.0);
    (!whole).then(|| numbers.into_iter().map(short).collect::<Vec<_>>().join(" "))
}

/// The tag that closes an element.
pub(super) fn closing(name: &str) -> &'static str {
    match name {
        "text" => "</text>",
        "tspan" => "</tspan>",
        "svg" => "</svg>",
        "marker" => "</marker>",
        "clipPath" => "</clipPath>",
        "linearGradient" => "</linearGradient>",
        "radialGradient" => "</radialGradient>",
        "symbol" => "</symbol>",
        "pattern" => "</pattern>",
        "mask" => "</mask>",
        _ => "</g>",
    }
}

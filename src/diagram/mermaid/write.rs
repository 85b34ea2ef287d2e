//! Writes a drawing anew: small, safe, in the colours of the site.
//!
//! 1. each element of merman's drawing, in order, with the style that a browser would compute for it;
//! 2. elements and attributes that are on the list of [`attributes`], numbers rounded, ids made anew;
//! 3. colours as classes of roles, else as they are; text always so that it can be read on what lies behind it;
//! 4. labels in HTML as lines of text; links only those that were handed in.
//!
//! Must never copy markup.

use std::collections::{BTreeMap, BTreeSet};

use svgtypes::Transform;

use crate::diagram::mermaid::attributes::{self, Sort, escaped, local, sort};
use crate::diagram::mermaid::geometry::{Bounds, apply, bounds, chained, short, transform};
use crate::diagram::mermaid::label::{self, Label, Line, Run, value};
use crate::diagram::mermaid::paint::{Paint, Palette, Use};
use crate::diagram::mermaid::readable;
use crate::diagram::mermaid::tree::{Kind, Node, Style, Tree, Value};
use crate::diagram::metrics::Face;

/// Shapes that are looked at for what lies behind a text, at most.
const GROUNDS: usize = 4000;

/// What a drawing is written with.
pub(super) struct Plan<'a> {
    /// Prefix of all ids.
    pub id: &'a str,
    pub palette: Palette,
    /// What the whole stands on, where the author chose a theme.
    pub background: Option<Paint>,
    /// Where nodes lead, by their index in the tree.
    pub links: BTreeMap<usize, &'a str>,
    /// The picture of an icon in a label, by prefix and name.
    pub icon: &'a dyn Fn(&str, &str) -> Option<crate::icons::Icon>,
}

/// The body of a drawing, without the `<svg>` around.
pub(super) fn body(tree: &Tree, styles: &[Style], plan: &Plan<'_>) -> String {
    let mut writer = Writer {
        tree,
        styles,
        plan,
        ids: ids(tree, styles, plan.id),
        out: String::new(),
        open: Vec::new(),
        grounds: Vec::new(),
        places: vec![Transform::default(); tree.nodes.len()],
    };
    writer.walk();
    writer.out
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

struct Writer<'a> {
    tree: &'a Tree,
    styles: &'a [Style],
    plan: &'a Plan<'a>,
    ids: BTreeMap<String, String>,
    out: String,
    /// Elements that are open: the index after their last node, and what closes them.
    open: Vec<(usize, &'static str)>,
    /// What has been painted so far, lowest first.
    grounds: Vec<(Bounds, Paint)>,
    /// Where each element stands in the drawing.
    places: Vec<Transform>,
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
                self.out.push_str(&escaped(text));
            }
            return index + 1;
        }
        let style = &self.styles[index];
        let hidden = value(style, "display").is_some_and(|value| &*value.text == "none")
            || value(style, "visibility").is_some_and(|value| matches!(&*value.text, "hidden" | "collapse"));
        if hidden {
            return node.end;
        }
        self.places[index] = chained(self.places[node.parent], transform(node));
        if let Some(href) = self.plan.links.get(&index) {
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
            Sort::Resource if node.attribute("id").is_none_or(|id| !self.ids.contains_key(id)) => return node.end,
            Sort::Resource => self.resource(node),
            Sort::Part => self.part(node, style),
            Sort::Group => self.group(index),
            Sort::Image => {
                if let Some(href) = node.attribute("href").and_then(attributes::picture) {
                    let geometry = attributes::geometry(node, &self.ids);
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

    fn resource(&mut self, node: &Node) {
        let id = node.attribute("id").and_then(|id| self.ids.get(id)).cloned().unwrap_or_default();
        let geometry = attributes::geometry(node, &self.ids);
        self.out.push_str(&format!("<{} id=\"{id}\"{geometry}>", node.name()));
        self.open.push((node.end, closing(node.name())));
    }

    fn part(&mut self, node: &Node, _style: &Style) {
        let geometry = attributes::geometry(node, &self.ids);
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
        let mut attributes = attributes::geometry(node, &self.ids);
        attributes.push_str(&opacity(&self.styles[index]));
        if node.name() == "svg" || !attributes.is_empty() {
            self.out.push_str(&format!("<{}{attributes}>", node.name()));
            self.open.push((node.end, closing(node.name())));
        }
    }

    fn shape(&mut self, index: usize) {
        let (node, style) = (&self.tree.nodes[index], &self.styles[index]);
        let geometry = attributes::geometry(node, &self.ids);
        // A box without a size, a path without data: mermaid leaves these where a label is empty.
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
            attributes.push_str(&self.pen(style));
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
        let clear =
            value(style, "fill-opacity").or_else(|| value(style, "opacity")).and_then(|value| label_number(value));
        let in_resource = self.open.iter().any(|(_, tag)| matches!(*tag, "</marker>" | "</clipPath>" | "</pattern>"));
        if fill == Paint::None || clear.is_some_and(|opacity| opacity < 0.5) || in_resource {
            return;
        }
        if let Some(bounds) = bounds(node) {
            if self.grounds.len() == GROUNDS {
                self.grounds.remove(0);
            }
            self.grounds.push((bounds.under(self.places[index]), fill));
        }
    }

    fn paint(&self, value: Option<&Value>, used: Use) -> Option<Paint> {
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

    /// How a line is drawn.
    fn pen(&self, style: &Style) -> String {
        let mut out = String::new();
        let width = value(style, "stroke-width").and_then(|value| label_number(value));
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

    /// What lies behind a point.
    fn ground(&self, point: (f64, f64)) -> Option<&Paint> {
        let found = self.grounds.iter().rev().find(|(bounds, _)| bounds.holds(point)).map(|(_, paint)| paint);
        found.or(self.plan.background.as_ref())
    }

    /// Writes `<text>` or `<tspan>`; tells which node comes next.
    fn text(&mut self, index: usize) -> usize {
        let (node, style) = (&self.tree.nodes[index], &self.styles[index]);
        let in_switch = self.tree.nodes[node.parent].name() == "switch"
            && self.tree.children(node.parent).any(|child| self.tree.nodes[child].name() == "foreignObject");
        let text = self.tree.text(index);
        let is_row = node.attribute("dy").is_some() || node.attribute("y").is_some();
        if in_switch || (text.trim().is_empty() && (node.name() == "text" || is_row)) {
            return node.end;
        }
        let geometry = attributes::geometry(node, &self.ids);
        let look = self.look(index, &text);
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

    fn look(&self, index: usize, text: &str) -> readable::Look {
        let (node, style) = (&self.tree.nodes[index], &self.styles[index]);
        let mut look = readable::Look::of(style);
        let outer = self.text_around(index);
        let place = |name: &str| node.number(name).or_else(|| self.tree.nodes[outer].number(name)).unwrap_or_default();
        let width = crate::diagram::metrics::width_em(text.trim(), Face::Regular) * look.size;
        let x = place("x")
            + match look.anchor {
                readable::Anchor::Start => width / 2.0,
                readable::Anchor::Middle => 0.0,
                readable::Anchor::End => -width / 2.0,
            };
        let at = apply(self.places[outer], x, place("y") - 0.3 * look.size);
        look.fill = readable::ink(value(style, "fill"), self.plan.palette, self.ground(at));
        look
    }

    /// The `<text>` that a `<tspan>` stands in.
    fn text_around(&self, index: usize) -> usize {
        let mut at = index;
        while self.tree.nodes[at].name() == "tspan" {
            at = self.tree.nodes[at].parent;
        }
        at
    }

    fn label(&mut self, index: usize, label: &Label) {
        let node = &self.tree.nodes[index];
        let (left, top) = (node.number("x").unwrap_or_default(), node.number("y").unwrap_or_default());
        if let Some(paint) = self.paint(label.ground.as_ref(), Use::Fill).filter(|paint| *paint != Paint::None) {
            let (class, attribute) = readable::written(&paint, "fill", 'f');
            let bounds = Bounds { left, top, right: left + label.width, bottom: top + label.height };
            let place = attributes_of(&[("x", left), ("y", top), ("width", label.width), ("height", label.height)]);
            self.out.push_str(&format!("<rect{}{place}{attribute}/>", joined(&[&class])));
            self.grounds.push((bounds.under(self.places[index]), paint));
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
            let text = escaped(&run.text);
            match written.is_empty() {
                true => self.out.push_str(&text),
                false => self.out.push_str(&format!("<tspan{}{attributes}>{text}</tspan>", joined(&[&classes]))),
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
        let shift = crate::diagram::metrics::width_em(&run.text[..lead], run.look.face) * size;
        let place = attributes_of(&[("x", x + shift), ("y", y)]);
        let text = escaped(run.text.trim_start());
        self.out.push_str(&format!("<text{}{place}{attributes}>{text}</text>", joined(&[&classes])));
    }
}

fn attributes_of(numbers: &[(&str, f64)]) -> String {
    let write = |(name, number): &(&str, f64)| match short(*number).as_str() {
        "0" => String::new(),
        text => format!(" {name}=\"{text}\""),
    };
    numbers.iter().map(write).collect()
}

/// A list of classes as an attribute.
fn joined(classes: &[&str]) -> String {
    let classes: Vec<&str> = classes.iter().copied().filter(|class| !class.is_empty()).collect();
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
}

/// The opacities of a style.
fn opacity(style: &Style) -> String {
    let mut out = String::new();
    for name in ["opacity", "fill-opacity", "stroke-opacity"] {
        let number = value(style, name).and_then(|value| label_number(value));
        if let Some(number) = number.filter(|number| (0.0..1.0).contains(number)) {
            out.push_str(&format!(" {name}=\"{}\"", short(number)));
        }
    }
    out
}

fn label_number(value: &Value) -> Option<f64> {
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
fn closing(name: &str) -> &'static str {
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

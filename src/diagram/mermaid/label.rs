//! Labels that merman lays out as HTML, as lines of SVG text.
//!
//! A `<foreignObject>` of the tree → [`Label`]: lines broken as they were measured, in runs of one style each. So a drawing
//! holds no HTML at all. Must never drop words.

use std::rc::Rc;

use merman_render::text::{TextStyle, WrapMode, try_measure_wrapped_text};

use crate::diagram::mermaid::css::property;
use crate::diagram::mermaid::measure;
use crate::diagram::mermaid::tree::{Kind, Style, Tree, Value, number};
use crate::diagram::metrics::{ASCENT_EM, DESCENT_EM, Face, width_em};

/// Height of a line where no style tells, in ems.
const LINE_EM: f64 = 1.149;

/// A label in the coordinates of its `<foreignObject>`.
pub(super) struct Label {
    /// What it is painted on, where it has a ground of its own.
    pub ground: Option<Value>,
    pub width: f64,
    pub height: f64,
    pub lines: Vec<Line>,
}

/// A line of a label.
pub(super) struct Line {
    pub x: f64,
    pub baseline: f64,
    /// Whether `x` is its middle rather than its start.
    pub centred: bool,
    pub runs: Vec<Run>,
}

/// Text of one style.
#[derive(Clone)]
pub(super) struct Run {
    pub text: String,
    pub look: Look,
}

/// How a run looks.
#[derive(Clone, PartialEq)]
pub(super) struct Look {
    pub size: f64,
    pub face: Face,
    pub bold: bool,
    pub italic: bool,
    /// `underline` or `line-through`.
    pub decoration: Option<&'static str>,
    pub color: Option<Value>,
    /// The prefix and name of the icon that the run is, as `fa` and `car`.
    pub icon: Option<(String, String)>,
}

impl Run {
    /// How much room it takes.
    pub(super) fn width(&self) -> f64 {
        match self.look.icon {
            Some(_) => self.look.size,
            None => width_em(&self.text, self.look.face) * self.look.size,
        }
    }
}

/// Lays out a label anew; `None` for one without any text.
pub(super) fn of(tree: &Tree, styles: &[Style], index: usize) -> Option<Label> {
    let node = &tree.nodes[index];
    let (width, height) = (node.number("width").unwrap_or_default(), node.number("height").unwrap_or_default());
    let mut paragraphs = Collected::default();
    for at in index + 1..node.end {
        paragraphs.take(tree, styles, index, at);
    }
    let paragraphs = paragraphs.finished();
    let wraps = (index + 1..node.end).any(|at| {
        let style = tree.nodes[at].attribute("style").unwrap_or_default();
        style.contains("break-spaces") || (!style.contains("nowrap") && tree.nodes[at].name() == "div")
    });
    let nowrap =
        (index + 1..node.end).any(|at| tree.nodes[at].attribute("style").unwrap_or_default().contains("nowrap"));
    let mut rows: Vec<Vec<Run>> = paragraphs
        .into_iter()
        .flat_map(|runs| if wraps && !nowrap && width > 0.0 { wrapped(&runs, width) } else { vec![runs] })
        .collect();
    if rows.iter().all(|runs| runs.iter().all(|run| run.text.trim().is_empty() && run.look.icon.is_none())) {
        return None;
    }
    fit(&mut rows, width);
    let inner = (index + 1..node.end).rfind(|at| matches!(tree.nodes[*at].kind, Kind::Element { .. }))?;
    let line_em = value(&styles[inner], "line-height").and_then(|value| number(&value.text)).filter(|em| *em < 4.0);
    let centred = value(&styles[inner], "text-align").is_some_and(|value| &*value.text == "center");
    let ground = (index + 1..node.end)
        .find_map(|at| value(&styles[at], "background-color").or_else(|| value(&styles[at], "background")));
    let lines = placed(rows, (width, height), line_em.unwrap_or(LINE_EM), centred);
    Some(Label { ground: ground.cloned(), width, height, lines })
}

/// How much wider than its box a label may be, and how far it is made smaller.
const WIDER: f64 = 1.02;
const SMALLEST: f64 = 0.6;

/// Makes a label smaller that merman gave too little room: it does not measure all that authors may say of a font.
fn fit(rows: &mut [Vec<Run>], width: f64) {
    let widest = rows.iter().map(|runs| runs.iter().map(Run::width).sum::<f64>()).fold(0.0, f64::max);
    if width > 0.0 && widest > width * WIDER {
        let factor = (width / widest).max(SMALLEST);
        rows.iter_mut().flatten().for_each(|run| run.look.size *= factor);
    }
}

fn placed(rows: Vec<Vec<Run>>, (width, height): (f64, f64), line_em: f64, centred: bool) -> Vec<Line> {
    let size = |runs: &[Run]| runs.iter().map(|run| run.look.size).fold(0.0, f64::max);
    let first = rows.iter().map(|runs| size(runs)).find(|size| *size > 0.0).unwrap_or(16.0);
    let heights: Vec<f64> =
        rows.iter().map(|runs| line_em * if runs.is_empty() { first } else { size(runs) }).collect();
    let mut top = (height - heights.iter().sum::<f64>()) / 2.0;
    let mut lines = Vec::new();
    for (runs, line) in rows.into_iter().zip(heights) {
        let em = size(&runs);
        // As browsers do: the font's box in whole pixels, and of the room around it the smaller half above.
        let (ascent, descent) = ((ASCENT_EM * em).round(), (DESCENT_EM * em).round());
        let baseline = top + ((line - ascent - descent) / 2.0).floor() + ascent;
        top += line;
        if runs.iter().any(|run| !run.text.trim().is_empty() || run.look.icon.is_some()) {
            lines.push(Line { x: if centred { width / 2.0 } else { 0.0 }, baseline, centred, runs });
        }
    }
    lines
}

/// Paragraphs while they are read.
#[derive(Default)]
struct Collected {
    paragraphs: Vec<Vec<Run>>,
    runs: Vec<Run>,
}

impl Collected {
    /// Takes what a node adds.
    fn take(&mut self, tree: &Tree, styles: &[Style], outermost: usize, at: usize) {
        let node = &tree.nodes[at];
        match &node.kind {
            Kind::Element { name, .. } => match name.as_str() {
                "br" | "hr" => self.broken(),
                "p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre"
                    if !self.runs.is_empty() =>
                {
                    self.broken();
                }
                "i" | "em" if node.classes().any(|class| class.starts_with("fa-")) => {
                    let look = look(tree, styles, outermost, at);
                    let prefix = node.classes().find(|class| !class.starts_with("fa-")).unwrap_or("fa").to_owned();
                    let name =
                        node.classes().find_map(|class| class.strip_prefix("fa-")).unwrap_or_default().to_owned();
                    self.runs.push(Run { text: String::new(), look: Look { icon: Some((prefix, name)), ..look } });
                }
                _ => {}
            },
            Kind::Text(text) => {
                let look = look(tree, styles, outermost, node.parent);
                let mut collapsed = String::new();
                let mut space = self.runs.last().is_none_or(|run| run.text.ends_with(' ') && run.look.icon.is_none());
                for c in text.chars() {
                    let is_space = c.is_ascii_whitespace();
                    if !(is_space && space) {
                        collapsed.push(if is_space { ' ' } else { c });
                    }
                    space = is_space;
                }
                if !collapsed.is_empty() {
                    self.runs.push(Run { text: collapsed, look });
                }
            }
        }
    }

    fn broken(&mut self) {
        self.paragraphs.push(trimmed(std::mem::take(&mut self.runs)));
    }

    fn finished(mut self) -> Vec<Vec<Run>> {
        if !self.runs.is_empty() {
            self.broken();
        }
        self.paragraphs
    }
}

/// Runs without the space at the end of their line.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
        if !last.text.is_empty() || last.look.icon.is_some() {
            break;
        }
        runs.pop();
    }
    runs
}

/// How the text in an element looks.
fn look(tree: &Tree, styles: &[Style], outermost: usize, element: usize) -> Look {
    let style = &styles[element];
    let text = |name| value(style, name).map(|value| Rc::clone(&value.text));
    let (mut bold, mut italic, mut mono, mut scale, mut decoration) = (false, false, false, 1.0, None);
    let mut at = element;
    while at > outermost {
        match tree.nodes[at].name() {
            "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => bold = true,
            "i" | "em" | "cite" | "var" => italic = true,
            "code" | "kbd" | "samp" | "tt" | "pre" => mono = true,
            "small" | "sub" | "sup" => scale = 0.83,
            "u" | "ins" => decoration = Some("underline"),
            "s" | "del" | "strike" => decoration = Some("line-through"),
            _ => {}
        }
        at = tree.nodes[at].parent;
    }
    let face = measure::face(text("font-family").as_deref(), text("font-weight").as_deref());
    bold |= face == Face::Bold;
    italic |= text("font-style").is_some_and(|value| matches!(&*value, "italic" | "oblique"));
    let decoration = decoration.or_else(|| match text("text-decoration").as_deref() {
        Some("underline") => Some("underline"),
        Some("line-through") => Some("line-through"),
        _ => None,
    });
    Look {
        size: scale * size(style),
        face: match (mono || face == Face::Mono, bold) {
            (true, _) => Face::Mono,
            (false, true) => Face::Bold,
            (false, false) => Face::Regular,
        },
        bold,
        italic,
        decoration,
        color: value(style, "color").or_else(|| value(style, "fill")).cloned(),
        icon: None,
    }
}

/// The size of text in pixels.
pub(super) fn size(style: &Style) -> f64 {
    let text = value(style, "font-size").map(|value| value.text.trim().to_ascii_lowercase()).unwrap_or_default();
    let relative = |unit: &str, factor: f64| {
        text.strip_suffix(unit).and_then(|number| number.trim().parse::<f64>().ok()).map(|number| number * factor)
    };
    let found = number(&text)
        .or_else(|| relative("rem", 16.0))
        .or_else(|| relative("em", 16.0))
        .or_else(|| relative("%", 0.16))
        .or_else(|| relative("pt", 4.0 / 3.0));
    found.filter(|size| (1.0..=400.0).contains(size)).unwrap_or(16.0)
}

/// The value of a property in a style.
pub(super) fn value<'a>(style: &'a Style, name: &str) -> Option<&'a Value> {
    style[property(name)?].as_ref()
}

/// Breaks a paragraph where merman broke it when it measured.
fn wrapped(runs: &[Run], width: f64) -> Vec<Vec<Run>> {
    let whole: String = runs.iter().map(|run| if run.look.icon.is_some() { "\u{fffc}" } else { &run.text }).collect();
    let style = TextStyle { font_size: runs.first().map_or(16.0, |run| run.look.size), ..TextStyle::default() };
    let measured = |part: &str, _: &TextStyle| {
        let start = whole.find(part).unwrap_or_default();
        Ok::<_, std::convert::Infallible>(cut(runs, start, start + part.len()).iter().map(Run::width).sum())
    };
    let Ok(layout) =
        try_measure_wrapped_text(&whole, &style, Some(width + 0.5), WrapMode::HtmlLike, style.font_size, measured);
    let (mut rows, mut at) = (Vec::new(), 0);
    for line in &layout.lines {
        let line = line.trim();
        let Some(found) = whole[at..].find(line) else {
            // A line that does not stand in the text has a hyphen that only shows where it breaks: leave all on one.
            return vec![runs.to_vec()];
        };
        rows.push(trimmed(cut(runs, at + found, at + found + line.len())));
        at += found + line.len();
    }
    rows
}

/// The runs between two bytes of a paragraph.
fn cut(runs: &[Run], start: usize, end: usize) -> Vec<Run> {
    let (mut at, mut parts) = (0, Vec::new());
    for run in runs {
        let length = if run.look.icon.is_some() { "\u{fffc}".len() } else { run.text.len() };
        let (from, to) = (start.max(at), end.min(at + length));
        if from < to {
            let text = run.text.get(from - at..to - at).unwrap_or_default().to_owned();
            parts.push(Run { text, look: run.look.clone() });
        }
        at += length;
    }
    parts
}

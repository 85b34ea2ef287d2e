//! Diagrams of mermaid: the façade.
//!
//! Text of one diagram → [`Outline`], [`Drawing`], JSON:
//!
//! 1. `engine` runs merman, which knows mermaid's language and layout, with text measured by `measure`;
//! 2. `tree` reads its SVG and computes the style of each element from the sheet that `css` reads;
//! 3. `write` writes it anew: no HTML, no style sheet, no ids or links but those that were handed in (`attributes`), labels
//!    as text (`label`), colours as roles (`theme`, `paint`, `readable`).
//!
//! Must never know cards or pages, nor let markup of merman or of an author through as it is.

mod attributes;
mod css;
mod describe;
mod engine;
mod fault;
mod formula;
mod geometry;
mod icons;
mod label;
mod links;
mod measure;
mod mend;
mod model;
mod paint;
mod readable;
mod source;
mod theme;
mod tree;
mod write;
mod write_text;

use serde_json::{Value, json};

use crate::diagram::mermaid::attributes::escaped;
use crate::diagram::mermaid::engine::Made;
use crate::diagram::mermaid::source::Prepared;
use crate::diagram::{Drawing, Dress, Fault, Outline};

/// Reads the labels.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn outline(source: &str) -> Result<Outline, Fault> {
    let (prepared, model) = tried(source, engine::read)?;
    let things = model::things(&model.value);
    let anchors = links::anchors(source, &prepared, &things);
    Ok(Outline { labels: anchors.into_iter().map(|anchor| anchor.label).collect(), ..Outline::default() })
}

/// Width of the text of a page, in pixels: what charts fill that have no width of their own.
const PAGE_PX: f64 = 800.0;

/// Draws it.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn draw(source: &str, dress: &Dress<'_>) -> Result<Drawing, Fault> {
    draw_at(source, dress, PAGE_PX)
}

/// Draws it for a page of some width.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn draw_at(source: &str, dress: &Dress<'_>, width_px: f64) -> Result<Drawing, Fault> {
    let (registry, mut faults) = icons::registry(source, dress.icons.map(|icons| &**icons));
    let (prepared, made) = tried(source, |text| engine::make(text, registry.clone(), width_px))?;
    let Some(tree) = tree::parse(&mend::restored(&made.svg)) else {
        return Err(fault::whole(source, "the drawing of this diagram could not be read".to_owned()));
    };
    let things = model::things(&made.model.value);
    let anchors = links::anchors(source, &prepared, &things);
    let styles = tree.styles();
    let plan = write::Plan {
        id: dress.id,
        palette: made.palette,
        background: made.background.clone(),
        links: links::places(&tree, &anchors, dress.hrefs),
        icon: &icons::of_label,
    };
    let (body, bounds) = write::body(&tree, &styles, &plan);
    let (kind, class) = describe::kind(&made.model.kind);
    let title = describe::title(&made.model.value, made.model.title.as_deref(), dress.title, kind);
    let ties = model::ties(&made.model.value, &things);
    let description = describe::description(&made.model.value, kind, &things, &ties);
    let words = Words { class, title: &title, description: &description, body: &body, bounds };
    let svg = framed(&tree, &made, &plan, &words);
    faults.sort_by_key(|fault| fault.span);
    Ok(Drawing { svg, title, description, faults })
}

/// The model as JSON: the type, the title, and what merman makes of the rest.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn json(source: &str) -> Result<Value, Fault> {
    let (_, mut model) = tried(source, engine::read)?;
    if let Some(fields) = model.value.as_object_mut() {
        fields.insert("type".to_owned(), Value::String(model.kind));
        if let Some(title) = model.title {
            fields
                .entry("title")
                .and_modify(|own| {
                    if own.is_null() {
                        *own = json!(title);
                    }
                })
                .or_insert(json!(title));
        }
    }
    Ok(model.value)
}

/// Names of nodes that are changed for merman, at most.
const RENAMED: usize = 100;

/// Runs on the text, and again on mended ones where that fails; a fault has its place in the author's text.
fn tried<T>(source: &str, run: impl Fn(&str) -> Result<T, Fault>) -> Result<(Prepared, T), Fault> {
    let prepared = source::prepared(source);
    let fault = match run(&prepared.text) {
        Ok(made) => return Ok((prepared, made)),
        Err(fault) => fault,
    };
    let mut mended = source::mended(source);
    let mut place = fault.span.start;
    for _ in 0..RENAMED {
        if let Some(next) = &mended {
            match run(&next.text) {
                Ok(made) => return Ok((mended.unwrap_or(prepared), made)),
                Err(fault) => place = fault.span.start,
            }
        }
        match mended.as_ref().unwrap_or(&prepared).renamed(source, place) {
            Some(renamed) => mended = Some(renamed),
            None => break,
        }
    }
    Err(Fault { span: prepared.original(fault.span), ..fault })
}

/// What is put into and around a drawing.
struct Words<'a> {
    class: &'a str,
    title: &'a str,
    description: &'a str,
    body: &'a str,
    /// Where words stand.
    bounds: geometry::Bounds,
}

/// The `<svg>` around a body.
fn framed(tree: &tree::Tree, made: &Made, plan: &write::Plan<'_>, words: &Words<'_>) -> String {
    let [left, top, width, height] = view(&tree.nodes[0], &words.bounds).map(geometry::short);
    let role = if plan.links.elements.is_empty() && plan.links.words.is_empty() { "img" } else { "group" };
    let (id, class) = (escaped(plan.id), words.class);
    let paper = made.background.as_ref().map(|paint| {
        let (class, fill) = readable::written(paint, "fill", 'f');
        let class = if class.is_empty() { class } else { format!(" class=\"{class}\"") };
        format!("<rect{class} x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"{fill}/>")
    });
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"dg dg-mermaid dg-{class}\" role=\"{role}\" \
         aria-labelledby=\"{id}-t {id}-d\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{left} {top} {width} {height}\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{}{}</svg>",
        escaped(words.title),
        escaped(words.description),
        paper.unwrap_or_default(),
        words.body,
    )
}

/// How far words may make a drawing larger than merman has it, in pixels.
const ROOM_PX: f64 = 300.0;

/// The part of the plane that a drawing shows: merman's, and all words.
fn view(root: &tree::Node, words: &geometry::Bounds) -> [f64; 4] {
    let view = root.attribute("viewBox").unwrap_or_default();
    let mut numbers = view.split([' ', ',']).filter_map(tree::number);
    let mut next = |default: f64| numbers.next().unwrap_or(default);
    let (left, top) = (next(0.0), next(0.0));
    let (width, height) = (next(root.number("width").unwrap_or(100.0)), next(root.number("height").unwrap_or(100.0)));
    // What is far away is no label that was cut, but something that is not meant to be seen.
    let more = |out: f64| if out > 0.5 && out < ROOM_PX { out + 2.0 } else { 0.0 };
    let (before, above) = (more(left - words.left), more(top - words.top));
    let (after, below) = (more(words.right - left - width), more(words.bottom - top - height));
    [left - before, top - above, width + before + after, height + above + below]
}

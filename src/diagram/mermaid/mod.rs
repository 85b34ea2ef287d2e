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
mod engine;
mod fault;
mod geometry;
mod label;
mod measure;
mod paint;
mod readable;
mod theme;
mod tree;
mod write;

use crate::diagram::{Drawing, Dress, Fault, Outline};

/// Reads the labels.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn outline(source: &str) -> Result<Outline, Fault> {
    engine::read(source)?;
    Ok(Outline::default())
}

/// Draws it.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn draw(source: &str, dress: &Dress<'_>) -> Result<Drawing, Fault> {
    let icons = merman::svg::IconRegistryBuilder::new().build();
    let made = engine::make(source, icons.unwrap())?;
    let Some(tree) = tree::parse(&made.svg) else { return Err(fault::whole(source, "x".to_owned())) };
    let styles = tree.styles();
    let plan = write::Plan { id: dress.id, palette: made.palette, background: made.background, links: Default::default(), icon: &|p, n| crate::icons::find(p, n) };
    let body = write::body(&tree, &styles, &plan);
    let vb = tree.nodes[0].attribute("viewBox").unwrap_or_default();
    let svg = format!("<svg class=\"dg dg-mermaid\" viewBox=\"{vb}\">{body}</svg>");
    Ok(Drawing { svg, title: made.model.kind, description: String::new(), faults: Vec::new() })
}

/// The model as JSON.
///
/// # Errors
///
/// Where the text is no such diagram.
pub fn json(source: &str) -> Result<serde_json::Value, Fault> {
    Ok(engine::read(source)?.value)
}

//! Which elements and attributes a drawing may have, and how each value is written.
//!
//! Element of merman → attributes that are safe and short. All that is not listed here is dropped: this list is the wall
//! between a diagram and the page. Must never copy a value that it has not read.

use std::collections::BTreeMap;

use crate::diagram::mermaid::geometry::{self, Grain};
use crate::diagram::mermaid::tree::{Kind, Node};
use crate::diagram::svg;

/// What an element is to the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Painted by itself.
    Shape,
    Text,
    /// Holds others.
    Group,
    /// Used by others by its id: markers, gradients.
    Resource,
    /// A part of a resource.
    Part,
    Image,
    /// Has no tag in the drawing, but what is in it stays.
    Transparent,
    Html,
    Dropped,
}

/// The sort of an element.
pub(super) fn sort(name: &str) -> Sort {
    match name {
        "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "path" => Sort::Shape,
        "text" | "tspan" => Sort::Text,
        // merman puts the place of a node that leads somewhere on its link.
        "g" | "svg" | "a" => Sort::Group,
        "marker" | "clipPath" | "linearGradient" | "radialGradient" | "symbol" | "pattern" | "mask" => Sort::Resource,
        "stop" | "use" => Sort::Part,
        "image" => Sort::Image,
        "defs" | "switch" => Sort::Transparent,
        "foreignObject" => Sort::Html,
        _ => Sort::Dropped,
    }
}

/// Attributes of geometry: a number, with a unit or without.
const NUMBERS: [&str; 29] = [
    "cx",
    "cy",
    "dx",
    "dy",
    "fx",
    "fy",
    "height",
    "markerHeight",
    "markerWidth",
    "offset",
    "orient",
    "r",
    "refX",
    "refY",
    "rx",
    "ry",
    "stop-opacity",
    "textLength",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    "fr",
    "rotate",
    "pathLength",
];

/// Attributes whose values are words of the language.
const WORDS: [(&str, &[&str]); 8] = [
    ("markerUnits", &["userSpaceOnUse", "strokeWidth"]),
    ("gradientUnits", &["userSpaceOnUse", "objectBoundingBox"]),
    ("clipPathUnits", &["userSpaceOnUse", "objectBoundingBox"]),
    ("patternUnits", &["userSpaceOnUse", "objectBoundingBox"]),
    ("fill-rule", &["evenodd"]),
    ("clip-rule", &["evenodd"]),
    ("lengthAdjust", &["spacingAndGlyphs"]),
    ("overflow", &["visible"]),
];

/// What a value that is the default may be left out as.
const DEFAULTS: [(&str, &str); 12] = [
    ("cx", "0"),
    ("cy", "0"),
    ("x", "0"),
    ("y", "0"),
    ("x1", "0"),
    ("y1", "0"),
    ("x2", "0"),
    ("y2", "0"),
    ("dx", "0"),
    ("dy", "0"),
    ("rx", "0"),
    ("ry", "0"),
];

/// The geometry of an element, as attributes with a space before each.
pub(super) fn geometry(node: &Node, ids: &BTreeMap<String, String>, grain: Grain) -> String {
    let Kind::Element { name: element, attributes } = &node.kind else { return String::new() };
    let mut out = String::new();
    for (name, value) in attributes {
        let name = name.as_str();
        let written = match name {
            "d" if element == "path" => geometry::path(value, grain),
            "points" => Some(geometry::points(value)),
            "transform" | "gradientTransform" | "patternTransform" => {
                geometry::transforms(value).filter(|text| !text.is_empty())
            }
            "clip-path" => local(value).and_then(|id| ids.get(id)).map(|id| format!("url(#{id})")),
            "href" if element == "use" => value.strip_prefix('#').and_then(|id| ids.get(id)).map(|id| format!("#{id}")),
            "orient" if matches!(value.as_str(), "auto" | "auto-start-reverse") => Some(value.clone()),
            _ if NUMBERS.contains(&name) && fits(element, name) => numbers(value),
            _ => WORDS
                .iter()
                .find(|(known, words)| *known == name && fits(element, name) && words.contains(&value.as_str()))
                .map(|_| value.clone()),
        };
        if let Some(written) = written
            // A row of a text starts at its own place, even at zero.
            && (element == "tspan" || !DEFAULTS.contains(&(name, &written)))
        {
            out.push_str(&format!(" {name}=\"{written}\""));
        }
    }
    out
}

/// Whether an attribute says anything on an element: mermaid writes widths on circles and texts.
fn fits(element: &str, name: &str) -> bool {
    match name {
        "width" | "height" => !matches!(element, "circle" | "text" | "tspan" | "g" | "path" | "ellipse"),
        "x" | "y" | "dy" | "dx" => !matches!(element, "g" | "path"),
        "x1" | "x2" | "y1" | "y2" => element == "line" || element == "linearGradient",
        "overflow" => matches!(element, "svg" | "marker" | "symbol" | "pattern"),
        "viewBox" => matches!(element, "svg" | "marker" | "symbol" | "pattern"),
        _ => true,
    }
}

/// Numbers, each rounded, with their units.
fn numbers(value: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in value.split([' ', ',']).filter(|part| !part.is_empty()) {
        let unit = part.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
        let (number, unit) = match unit {
            "" | "px" => (part.trim_end_matches("px"), ""),
            "em" | "%" => (part.trim_end_matches(unit), unit),
            // An exponent.
            _ => (part, ""),
        };
        let number: f64 = number.parse().ok().filter(|number: &f64| number.is_finite())?;
        parts.push(format!("{}{unit}", geometry::short(number)));
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The id of `url(#id)`.
pub(super) fn local(value: &str) -> Option<&str> {
    let id = value.trim().strip_prefix("url(")?.strip_suffix(')')?.trim_matches(['"', '\'']);
    id.strip_prefix('#')
}

/// The address of a picture, where it holds the picture itself.
pub(super) fn picture(value: &str) -> Option<&str> {
    let rest = ["png", "jpeg", "gif", "webp"]
        .iter()
        .find_map(|kind| value.strip_prefix("data:image/")?.strip_prefix(kind)?.strip_prefix(";base64,"))?;
    rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')).then_some(value)
}

/// Text as it may stand in an element or an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // In one line: a drawing stands in a page, and its texts are read as one.
    svg::escape(&text.replace(['\n', '\r', '\t'], " "), &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, local, numbers, picture};

    #[test]
    fn only_numbers_pass() {
        assert_eq!(numbers("12.345px").as_deref(), Some("12.35"));
        assert_eq!(numbers("0 0 100.5,20").as_deref(), Some("0 0 100.5 20"));
        assert_eq!(numbers("1.1em").as_deref(), Some("1.1em"));
        assert_eq!(numbers("1e2").as_deref(), Some("100"));
        for no in ["", "NaN", "inf", "javascript:x", "1;y", "calc(1px)", "url(#a)"] {
            assert_eq!(numbers(no), None, "{no}");
        }
    }

    #[test]
    fn only_pictures_that_are_there_pass() {
        assert!(picture("data:image/png;base64,iVBORw0KGgo=").is_some());
        for no in [
            "https://example.org/a.png",
            "data:image/svg+xml;base64,AA==",
            "data:image/png;base64,\"x",
            "data:text/html,x",
        ] {
            assert_eq!(picture(no), None, "{no}");
        }
    }

    #[test]
    fn only_addresses_of_the_drawing_pass() {
        assert_eq!(local("url(#a)"), Some("a"));
        assert_eq!(local("url(\"#a\")"), Some("a"));
        assert_eq!(local("url(https://example.org/#a)"), None);
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a<b>&\"c\u{0}\n"), "a&lt;b&gt;&amp;&quot;c ");
    }
}

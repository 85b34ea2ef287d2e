//! Where shapes stand: boxes in the coordinates of the drawing, and numbers as short as they are written.
//!
//! Attributes → [`Bounds`] and text. Boxes of curves are those of their control points. Must never write what is no number.

use std::fmt::Write;
use std::str::FromStr;

use svgtypes::{
    PathSegment, SimplePathSegment, SimplifyingPathParser, Transform, TransformListParser, TransformListToken,
};

use crate::diagram::mermaid::tree::Node;

/// A rectangle along the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Bounds {
    /// The box of nothing: any other is larger.
    pub(super) const NOTHING: Self = Self { left: f64::MAX, top: f64::MAX, right: f64::MIN, bottom: f64::MIN };

    fn add(&mut self, x: f64, y: f64) {
        self.left = self.left.min(x);
        self.top = self.top.min(y);
        self.right = self.right.max(x);
        self.bottom = self.bottom.max(y);
    }

    /// Makes it hold another box as well.
    pub(super) fn join(&mut self, other: Self) {
        self.add(other.left, other.top);
        self.add(other.right, other.bottom);
    }

    /// Whether a point lies inside.
    pub(super) fn holds(&self, (x, y): (f64, f64)) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }

    /// The box around this box after a transformation.
    pub(super) fn under(&self, matrix: Transform) -> Self {
        let mut moved = Self::NOTHING;
        for (x, y) in
            [(self.left, self.top), (self.right, self.top), (self.left, self.bottom), (self.right, self.bottom)]
        {
            let (x, y) = apply(matrix, x, y);
            moved.add(x, y);
        }
        moved
    }
}

/// A point after a transformation.
pub(super) fn apply(m: Transform, x: f64, y: f64) -> (f64, f64) {
    (m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f)
}

/// The transformation that first does `inner`, then `outer`.
pub(super) fn chained(outer: Transform, inner: Transform) -> Transform {
    Transform {
        a: outer.a * inner.a + outer.c * inner.b,
        b: outer.b * inner.a + outer.d * inner.b,
        c: outer.a * inner.c + outer.c * inner.d,
        d: outer.b * inner.c + outer.d * inner.d,
        e: outer.a * inner.e + outer.c * inner.f + outer.e,
        f: outer.b * inner.e + outer.d * inner.f + outer.f,
    }
}

/// The transformation of an element.
pub(super) fn transform(node: &Node) -> Transform {
    node.attribute("transform").and_then(|text| Transform::from_str(text).ok()).unwrap_or_default()
}

/// The box of a shape in its own coordinates.
pub(super) fn bounds(node: &Node) -> Option<Bounds> {
    let number = |name| node.number(name).unwrap_or_default();
    let around =
        |cx: f64, cy: f64, rx: f64, ry: f64| Bounds { left: cx - rx, top: cy - ry, right: cx + rx, bottom: cy + ry };
    let found = match node.name() {
        "rect" => {
            let (left, top) = (number("x"), number("y"));
            Bounds { left, top, right: left + number("width"), bottom: top + number("height") }
        }
        "circle" => around(number("cx"), number("cy"), number("r"), number("r")),
        "ellipse" => around(number("cx"), number("cy"), number("rx"), number("ry")),
        "polygon" => {
            let mut bounds = Bounds::NOTHING;
            svgtypes::PointsParser::from(node.attribute("points")?).for_each(|(x, y)| bounds.add(x, y));
            bounds
        }
        "path" => {
            let mut bounds = Bounds::NOTHING;
            for segment in SimplifyingPathParser::from(node.attribute("d")?) {
                match segment.ok()? {
                    SimplePathSegment::MoveTo { x, y } | SimplePathSegment::LineTo { x, y } => bounds.add(x, y),
                    SimplePathSegment::CurveTo { x1, y1, x2, y2, x, y } => {
                        for (x, y) in [(x1, y1), (x2, y2), (x, y)] {
                            bounds.add(x, y);
                        }
                    }
                    SimplePathSegment::Quadratic { x1, y1, x, y } => {
                        for (x, y) in [(x1, y1), (x, y)] {
                            bounds.add(x, y);
                        }
                    }
                    SimplePathSegment::ClosePath => {}
                }
            }
            bounds
        }
        _ => return None,
    };
    (found.left <= found.right).then_some(found)
}

/// A number with two digits after the point at most.
pub(super) fn short(number: f64) -> String {
    rounded(number, 100.0)
}

fn rounded(number: f64, unit: f64) -> String {
    let number = (number * unit).round() / unit;
    // No minus before a zero.
    let text = format!("{}", if number == 0.0 { 0.0 } else { number });
    match text.strip_prefix("0.").or_else(|| text.strip_prefix("-0.")) {
        Some(rest) if text.starts_with('-') => format!("-.{rest}"),
        Some(rest) => format!(".{rest}"),
        None => text,
    }
}

/// How far numbers of a path are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// To tenths of a pixel.
    Coarse,
    /// To thousandths, for what is drawn larger than it is written: icons.
    Fine,
}

/// The data of a path. `None` where it is no path.
pub(super) fn path(data: &str, grain: Grain) -> Option<String> {
    let unit = if grain == Grain::Fine { 1000.0 } else { 10.0 };
    let mut out = String::with_capacity(data.len() / 2);
    let mut last = ' ';
    for segment in svgtypes::PathParser::from(data) {
        use PathSegment as S;
        let (absolute, letter, numbers): (bool, char, Vec<f64>) = match segment.ok()? {
            S::MoveTo { abs, x, y } => (abs, 'm', vec![x, y]),
            S::LineTo { abs, x, y } => (abs, 'l', vec![x, y]),
            S::HorizontalLineTo { abs, x } => (abs, 'h', vec![x]),
            S::VerticalLineTo { abs, y } => (abs, 'v', vec![y]),
            S::CurveTo { abs, x1, y1, x2, y2, x, y } => (abs, 'c', vec![x1, y1, x2, y2, x, y]),
            S::SmoothCurveTo { abs, x2, y2, x, y } => (abs, 's', vec![x2, y2, x, y]),
            S::Quadratic { abs, x1, y1, x, y } => (abs, 'q', vec![x1, y1, x, y]),
            S::SmoothQuadratic { abs, x, y } => (abs, 't', vec![x, y]),
            S::EllipticalArc { abs, rx, ry, x_axis_rotation, large_arc, sweep, x, y } => {
                let flags = [f64::from(u8::from(large_arc)), f64::from(u8::from(sweep))];
                (abs, 'a', vec![rx, ry, x_axis_rotation, flags[0], flags[1], x, y])
            }
            S::ClosePath { abs } => (abs, 'z', Vec::new()),
        };
        let letter = if absolute { letter.to_ascii_uppercase() } else { letter };
        // A repeated letter may be left out, but not that of a move, which would go on as a line.
        if letter != last || matches!(letter, 'm' | 'M' | 'z' | 'Z') {
            out.push(letter);
        }
        for number in numbers {
            let text = rounded(number, unit);
            if out.ends_with(|c: char| c.is_ascii_digit() || c == '.') && !text.starts_with('-') {
                out.push(' ');
            }
            out.push_str(&text);
        }
        last = letter;
    }
    (!out.is_empty()).then_some(out)
}

/// A list of points.
pub(super) fn points(data: &str) -> String {
    let mut out = String::new();
    for (x, y) in svgtypes::PointsParser::from(data) {
        let gap = if out.is_empty() { "" } else { " " };
        let _ = write!(out, "{gap}{},{}", rounded(x, 10.0), rounded(y, 10.0));
    }
    out
}

/// A list of transformations; empty where nothing moves. `None` where it is no such list.
pub(super) fn transforms(data: &str) -> Option<String> {
    let mut out = String::new();
    for token in TransformListParser::from(data) {
        let list = |numbers: &[f64]| numbers.iter().map(|number| short(*number)).collect::<Vec<_>>().join(" ");
        let text = match token.ok()? {
            TransformListToken::Translate { tx, ty } if short(tx) == "0" && short(ty) == "0" => continue,
            TransformListToken::Translate { tx, ty } if short(ty) == "0" => format!("translate({})", short(tx)),
            TransformListToken::Translate { tx, ty } => format!("translate({})", list(&[tx, ty])),
            TransformListToken::Scale { sx, sy } => format!("scale({} {})", exact(sx), exact(sy)),
            TransformListToken::Rotate { angle: 0.0 } => continue,
            TransformListToken::Rotate { angle } => format!("rotate({})", short(angle)),
            TransformListToken::SkewX { angle } => format!("skewX({})", short(angle)),
            TransformListToken::SkewY { angle } => format!("skewY({})", short(angle)),
            TransformListToken::Matrix { a, b, c, d, e, f } => {
                let parts = [a, b, c, d].map(exact).join(" ");
                format!("matrix({parts} {})", list(&[e, f]))
            }
        };
        out.push_str(&text);
    }
    Some(out)
}

/// A factor, which may not lose its digits.
fn exact(number: f64) -> String {
    rounded(number, 10_000.0)
}

#[cfg(test)]
mod tests {
    use super::{Grain, path, points, short, transforms};

    #[test]
    fn numbers_are_short() {
        for (number, text) in
            [(0.5, ".5"), (-0.25, "-.25"), (-0.001, "0"), (12.0, "12"), (1.005, "1"), (120.456, "120.46")]
        {
            assert_eq!(short(number), text);
        }
    }

    #[test]
    fn paths_and_points_are_written_anew() {
        assert_eq!(path("M 1.04,2 L3,4 L 5,-6.06 z", Grain::Coarse).as_deref(), Some("M1 2L3 4 5-6.1z"));
        assert_eq!(path("m1 1a5,5 0 0,1 10,.125", Grain::Fine).as_deref(), Some("m1 1a5 5 0 0 1 10 .125"));
        assert_eq!(path("M0 0 X", Grain::Coarse), None);
        assert_eq!(points("1,2 3.04,4"), "1,2 3,4");
        assert_eq!(transforms("translate(0, 0)").as_deref(), Some(""));
        assert_eq!(transforms("translate(1.234, 5) rotate(45)").as_deref(), Some("translate(1.23 5)rotate(45)"));
        assert_eq!(transforms("url(x)"), None);
    }
}

//! How text looks, and in what ink, so that it can be read on what lies behind it in light and in dark.
//!
//! Style and ground → [`Look`] → classes and attributes. What the author coloured keeps its colour where it stands on the
//! author's own ground. Must never leave text in a colour that vanishes on one of the two pages.

use crate::diagram::mermaid::geometry::short;
use crate::diagram::mermaid::label::{self, size, value};
use crate::diagram::mermaid::measure;
use crate::diagram::mermaid::paint::{Paint, Palette, Rgb, Use, contrast, ink_on, over_white};
use crate::diagram::mermaid::theme::Role;
use crate::diagram::mermaid::tree::{Style, Value};
use crate::diagram::metrics::Face;

/// What a shape without a fill of its own is painted with.
pub(super) const DEFAULT_FILL: Role = Role::Ink;

/// Contrast that text must have.
const CONTRAST: f64 = 4.5;
/// The darkest and the lightest page that a drawing may stand on.
const PAGES: [Rgb; 2] = [[20, 23, 29], [255, 255, 255]];

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look {
    pub fill: Paint,
    pub size: f64,
    pub anchor: Anchor,
    bold: bool,
    italic: bool,
    mono: bool,
    baseline: Option<char>,
    decoration: Option<&'static str>,
}

impl Look {
    /// The look of a style, all but its ink.
    pub(super) fn of(style: &Style) -> Self {
        let text = |name| value(style, name).map(|value| &*value.text);
        let face = measure::face(text("font-family"), text("font-weight"));
        Self {
            fill: Paint::Role(Role::Ink, 255),
            size: size(style),
            anchor: match text("text-anchor") {
                Some("middle") => Anchor::Middle,
                Some("end") => Anchor::End,
                _ => Anchor::Start,
            },
            bold: face == Face::Bold,
            italic: matches!(text("font-style"), Some("italic" | "oblique")),
            mono: face == Face::Mono,
            baseline: match text("dominant-baseline") {
                Some("central") => Some('k'),
                Some("middle") => Some('d'),
                Some("hanging") => Some('h'),
                Some("text-before-edge" | "text-top") => Some('v'),
                Some("text-after-edge" | "text-bottom") => Some('q'),
                _ => None,
            },
            decoration: match text("text-decoration") {
                Some("underline") => Some("underline"),
                Some("line-through") => Some("line-through"),
                _ => None,
            },
        }
    }

    /// The font it is in.
    pub(super) fn face(&self) -> Face {
        match (self.mono, self.bold) {
            (true, _) => Face::Mono,
            (false, true) => Face::Bold,
            (false, false) => Face::Regular,
        }
    }

    /// Ems from where a text is placed down to the middle of its letters.
    pub(super) fn middle_em(&self) -> f64 {
        match self.baseline {
            Some('k' | 'd') => 0.0,
            Some('h' | 'v') => 0.4,
            Some('q') => -0.5,
            _ => -0.3,
        }
    }

    /// The look of a run of a label.
    pub(super) fn of_run(look: &label::Look, palette: Palette, ground: Option<&Paint>) -> Self {
        Self {
            fill: ink(look.color.as_ref(), palette, ground),
            size: look.size,
            anchor: Anchor::Start,
            bold: look.bold,
            italic: look.italic,
            mono: look.face == Face::Mono,
            baseline: None,
            decoration: look.decoration,
        }
    }
}

/// Classes and attributes.
#[derive(Debug, Default)]
pub(super) struct Written {
    classes: Vec<String>,
    attributes: String,
}

impl Written {
    /// Whether nothing need be written.
    pub(super) fn is_empty(&self) -> bool {
        self.classes.is_empty() && self.attributes.is_empty()
    }

    /// The classes, and the attributes with a space before each.
    pub(super) fn parts(&self) -> (String, String) {
        (self.classes.join(" "), self.attributes.clone())
    }
}

/// What makes a text look as it shall, given how the text around it looks.
pub(super) fn text(look: &Look, around: Option<&Look>) -> Written {
    let plain = Look {
        fill: Paint::Role(Role::Ink, 255),
        size: 16.0,
        anchor: Anchor::Start,
        bold: false,
        italic: false,
        mono: false,
        baseline: None,
        decoration: None,
    };
    let before = around.unwrap_or(&plain);
    let mut written = Written::default();
    if look.fill != before.fill {
        let (class, attribute) = self::written(&look.fill, "fill", 'f');
        written.classes.extend(Some(class).filter(|class| !class.is_empty()));
        written.attributes.push_str(&attribute);
    }
    if look.anchor != before.anchor {
        let class = match look.anchor {
            Anchor::Start => "j",
            Anchor::Middle => "m",
            Anchor::End => "e",
        };
        written.classes.push(class.to_owned());
    }
    for (now, then, on, off) in
        [(look.bold, before.bold, "b", "r"), (look.italic, before.italic, "t", "r"), (look.mono, before.mono, "c", "r")]
    {
        if now != then {
            written.classes.push(if now { on } else { off }.to_owned());
        }
    }
    if look.baseline != before.baseline {
        written.classes.push(look.baseline.unwrap_or('a').to_string());
    }
    if (look.size - before.size).abs() > 0.01 {
        written.attributes.push_str(&format!(" font-size=\"{}\"", short(look.size)));
    }
    if let Some(decoration) = look.decoration.filter(|_| look.decoration != before.decoration) {
        written.attributes.push_str(&format!(" text-decoration=\"{decoration}\""));
    }
    written
}

/// A paint as a class of the style sheet, or as an attribute with a space before it.
pub(super) fn written(paint: &Paint, property: &str, prefix: char) -> (String, String) {
    let opacity = |alpha: u8| match alpha {
        255 => String::new(),
        alpha => format!(" {property}-opacity=\"{}\"", short(f64::from(alpha) / 255.0)),
    };
    match paint {
        // Lines and shapes are not painted unless they say so.
        Paint::None | Paint::Link(_) => (String::new(), String::new()),
        Paint::Role(role, alpha) => (format!("{prefix}{}", role.code()), opacity(*alpha)),
        Paint::Fixed([r, g, b], alpha) => {
            let pairs = [r, g, b].iter().all(|part| **part >> 4 == **part & 15);
            let color = if pairs {
                format!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15)
            } else {
                format!("#{r:02x}{g:02x}{b:02x}")
            };
            (String::new(), format!(" {property}=\"{color}\"{}", opacity(*alpha)))
        }
    }
}

/// The ink of a text on what lies behind it.
pub(super) fn ink(color: Option<&Value>, palette: Palette, ground: Option<&Paint>) -> Paint {
    let ink = Paint::Role(Role::Ink, 255);
    let paint = color.and_then(|color| {
        if color.authored && palette == Palette::Site {
            Paint::authored(&color.text)
        } else {
            Paint::of(&color.text, Use::Text, palette)
        }
    });
    let paint = match paint {
        Some(Paint::Link(_)) | None => ink.clone(),
        Some(paint) => paint,
    };
    let authored = color.is_some_and(|color| color.authored);
    match (&paint, ground) {
        (Paint::None, _) => paint,
        (_, Some(Paint::Fixed(ground, alpha))) if *alpha > 150 => {
            let ground = over_white(*ground, *alpha);
            match paint {
                Paint::Fixed(own, _) if authored || contrast(own, ground) >= CONTRAST => paint,
                _ => Paint::Fixed(ink_on(ground), 255),
            }
        }
        (_, Some(Paint::Role(role, alpha))) if !role.is_ground() && *alpha > 150 => match role {
            Role::Accent => Paint::Role(Role::OnAccent, 255),
            _ => Paint::Role(Role::Paper, 255),
        },
        (Paint::Fixed(own, _), _) => {
            // The page is light or dark: a colour stays if it can be seen on both.
            let seen = PAGES.iter().all(|page| contrast(*own, *page) >= 3.0);
            if seen { paint } else { ink }
        }
        // Ink that was meant for a dark ground which is not there.
        (Paint::Role(Role::Paper | Role::OnAccent, _), _) => ink,
        _ => paint,
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::ink;
    use crate::diagram::mermaid::paint::{Paint, Palette};
    use crate::diagram::mermaid::theme::Role;
    use crate::diagram::mermaid::tree::Value;

    fn of(color: &str, authored: bool, ground: Option<&Paint>) -> Paint {
        ink(Some(&Value { text: Rc::from(color), authored }), Palette::Site, ground)
    }

    #[test]
    fn text_can_be_read_on_what_lies_behind() {
        let yellow = Paint::Fixed([255, 255, 153], 255);
        let navy = Paint::Fixed([0, 0, 128], 255);
        let (fill, line) = (Paint::Role(Role::Fill, 255), Paint::Role(Role::Line, 255));
        let role = |role| Paint::Role(role, 255);
        let (black, white) = (Paint::Fixed([0; 3], 255), Paint::Fixed([255; 3], 255));
        assert_eq!(of("#d1007f", false, Some(&fill)), role(Role::Ink));
        assert_eq!(of("#d1007f", false, Some(&yellow)), black);
        assert_eq!(of("#d1007f", false, Some(&navy)), white);
        assert_eq!(of("#000", false, Some(&navy)), white);
        assert_eq!(of("#d1007f", false, Some(&line)), role(Role::Paper));
        assert_eq!(of("#fff", false, Some(&fill)), role(Role::Ink));
        assert_eq!(of("#fff", false, None), role(Role::Ink));
    }

    #[test]
    fn the_authors_colours_stay_where_they_can_be_read() {
        let yellow = Paint::Fixed([255, 255, 153], 255);
        assert_eq!(of("#f66", true, Some(&yellow)), Paint::Fixed([255, 102, 102], 255));
        assert_eq!(of("#000", true, None), Paint::Role(Role::Ink, 255));
        assert_eq!(of("#d33", true, None), Paint::Fixed([221, 51, 51], 255));
    }
}

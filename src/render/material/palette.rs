//! The colours of MkDocs-Material's palettes, by its names.
//!
//! Palettes of a configuration → rules for the custom properties that style sheets of projects read and write. A colour is
//! made darker or lighter where text of it, or on it, would be hard to read; what a project's own style sheets say is left
//! as it is. Must never have a rule for a palette that the project does not name.
//!
//! # Source
//! Names and middle shades: Material for MkDocs 9, <https://squidfunk.github.io/mkdocs-material/setup/changing-the-colors/>.

use std::collections::BTreeSet;

use crate::config::Color;
use crate::config::mkdocs::Palette;

/// A name, the colour of bars and links, and that of what the pointer rests on.
const COLORS: [(&str, &str, &str); 21] = [
    ("amber", "#ffc105", "#ffaa00"),
    ("black", "#14161b", "#526cfe"),
    ("blue", "#2094f3", "#4287ff"),
    ("blue-grey", "#546d78", "#526cfe"),
    ("brown", "#795649", "#526cfe"),
    ("cyan", "#00bdd6", "#00bad6"),
    ("deep-orange", "#ff6e42", "#ff6e42"),
    ("deep-purple", "#7e56c2", "#7c4dff"),
    ("green", "#4cae4f", "#00c753"),
    ("grey", "#757575", "#526cfe"),
    ("indigo", "#4051b5", "#526cfe"),
    ("light-blue", "#02a6f2", "#0091eb"),
    ("light-green", "#8bc34b", "#63de17"),
    ("lime", "#cbdc38", "#b0eb00"),
    ("orange", "#ffa724", "#ff9100"),
    ("pink", "#e92063", "#f50056"),
    ("purple", "#ab47bd", "#df41fb"),
    ("red", "#ef5552", "#ff1a47"),
    ("teal", "#009485", "#00bda4"),
    ("white", "#ffffff", "#526cfe"),
    ("yellow", "#ffec3d", "#ffd500"),
];

/// The palette of projects that name none.
pub(super) const USUAL: &str = "indigo";
/// Those whose bars have dark words.
const PALE: [&str; 5] = ["amber", "lime", "orange", "white", "yellow"];
/// Those that are no colour for links.
const COLORLESS: [&str; 4] = ["black", "blue-grey", "grey", "white"];
/// The papers that links stand on, light and dark: the least favourable ones, those of code.
const PAPERS: [&str; 2] = ["#f5f6f9", "#2a2d38"];
/// A bit more than WCAG asks for text, for tinted papers.
const CONTRAST: f64 = 5.4;

/// The rules for the palettes of a project.
pub(super) fn rules(palettes: &[Palette]) -> String {
    let names = |part: fn(&Palette) -> Option<&str>| -> BTreeSet<String> {
        let own = palettes.iter().map(|palette| slug(part(palette)));
        own.chain([USUAL.to_owned()]).collect()
    };
    let mut rules = String::new();
    for (name, bar, _) in COLORS {
        if names(|palette| palette.primary.as_deref()).contains(name) {
            rules.push_str(&primary(name, bar));
        }
    }
    for (name, _, accent) in COLORS {
        if names(|palette| palette.accent.as_deref()).contains(name) {
            rules.push_str(&accented(name, accent));
        }
    }
    rules
}

/// A name as it stands in attributes; the usual one where there is none.
pub(super) fn slug(name: Option<&str>) -> String {
    name.map_or_else(|| USUAL.to_owned(), |name| name.trim().replace(' ', "-"))
}

fn primary(name: &str, bar: &str) -> String {
    let selector = selector("primary", name);
    let ink = if PALE.contains(&name) { Color::BLACK } else { Color::WHITE };
    let bar = color(bar).readable_on(ink, 4.5);
    let link = if COLORLESS.contains(&name) { color("#4051b5") } else { bar };
    let (light, dark) = readable(link);
    let (bar, ink) = (bar.css(), ink.css());
    let mix = |with: &str| format!("color-mix(in srgb,{bar} 80%,{with})");
    format!(
        "{selector}{{--md-primary-fg-color:{bar};--md-primary-fg-color--light:{};--md-primary-fg-color--dark:{};\
         --md-primary-bg-color:{ink};--md-primary-bg-color--light:{ink};\
         --md-typeset-a-color:light-dark({light},{dark})}}\n",
        mix("#fff"),
        mix("#000"),
    )
}

fn accented(name: &str, accent: &str) -> String {
    let (light, dark) = readable(color(accent));
    let selector = selector("accent", name);
    format!(
        "{selector}{{--md-accent-fg-color:light-dark({light},{dark});\
         --md-accent-fg-color--transparent:color-mix(in srgb,{} 10%,transparent);\
         --md-accent-bg-color:light-dark(#fff,#000);--md-accent-bg-color--light:light-dark(#ffffffd9,#000000d9)}}\n",
        color(accent).css()
    )
}

/// The usual palette holds for pages without one as well.
fn selector(part: &str, name: &str) -> String {
    let own = format!("[data-md-color-{part}=\"{name}\"]");
    if name == USUAL { format!(":root,{own}") } else { own }
}

fn readable(color: Color) -> (String, String) {
    let [light, dark] = PAPERS.map(|paper| color.readable_on(self::color(paper), CONTRAST).css());
    (light, dark)
}

fn color(hex: &str) -> Color {
    Color::named(hex).expect("the table holds colours")
}

#[cfg(test)]
mod tests {
    use super::{COLORS, rules};
    use crate::config::Color;
    use crate::config::mkdocs::Palette;

    #[test]
    fn only_palettes_that_are_named_have_rules() {
        let none = rules(&[]);
        assert_eq!(none.lines().count(), 2, "{none}");
        let teal = Palette { primary: Some("teal".into()), accent: Some("deep purple".into()), ..Palette::default() };
        let rules = rules(&[teal]);
        assert!(rules.contains("\n[data-md-color-primary=\"teal\"]{"), "{rules}");
        assert!(rules.contains("[data-md-color-accent=\"deep-purple\"]{"), "{rules}");
        assert_eq!(rules.lines().count(), 4);
    }

    #[test]
    fn every_colour_is_one() {
        for (name, bar, accent) in COLORS {
            assert!(Color::named(name).is_some() && Color::named(bar).is_some() && Color::named(accent).is_some());
        }
    }
}

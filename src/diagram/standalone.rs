//! A drawing as a file of its own.
//!
//! [`Drawing`] → SVG that needs no page around it: with the rules of its notation and colours for light and for dark. Must
//! add nothing that fetches.

use crate::diagram::Drawing;

/// The colours and fonts that a site would set.
const COLORS: &str = include_str!("standalone.css");

/// The rules of each notation, by the class of its drawings.
const RULES: [(&str, &str); 2] = [
    ("dg-mermaid", include_str!("../../templates/assets/src/css/mermaid.css")),
    ("dg-ascii", include_str!("../../templates/assets/src/css/ascii.css")),
];

/// Makes a file of a drawing.
#[must_use]
pub fn standalone(drawing: &Drawing) -> String {
    let Some(end) = drawing.svg.find('>') else { return drawing.svg.clone() };
    let (tag, body) = drawing.svg.split_at(end);
    let namespace = if tag.contains(" xmlns=") { "" } else { " xmlns=\"http://www.w3.org/2000/svg\"" };
    let rules: String = RULES.iter().filter(|(class, _)| tag.contains(class)).map(|(_, rules)| short(rules)).collect();
    format!("{tag}{namespace}><style>{}{rules}</style>{}\n", short(COLORS), &body[1..])
}

/// A style sheet of ours without its comments and the white space that means nothing.
fn short(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    let lines: String = out.lines().map(str::trim).collect();
    lines.replace(" { ", "{").replace("; }", "}").replace(": ", ":").replace("; ", ";")
}

#[cfg(test)]
mod tests {
    use super::standalone;
    use crate::diagram::Drawing;

    #[test]
    fn a_file_has_its_rules_and_its_namespace() {
        let drawing = Drawing {
            svg: "<svg class=\"dg dg-mermaid\"><g/></svg>".to_owned(),
            title: String::new(),
            description: String::new(),
            faults: Vec::new(),
        };
        let file = standalone(&drawing);
        assert!(
            file.starts_with("<svg class=\"dg dg-mermaid\" xmlns=\"http://www.w3.org/2000/svg\"><style>.dg{"),
            "{file}"
        );
        assert!(file.ends_with("</style><g/></svg>\n") && !file.contains("/*"), "{file}");
    }
}

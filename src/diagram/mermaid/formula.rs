//! Formulas of labels as words: `$$\sqrt{x^2}$$` is `√(x²)`.
//!
//! LaTeX → MathML by the library that pages use → one line of text, which merman measures and breaks as any other. Must
//! never recurse on the nesting of a formula.

use std::collections::BTreeMap;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use crate::diagram::mermaid::source::Change;
use crate::text::Span;

/// Commands, groups and bytes of the longest formula that is read; the library recurses on the first two.
const MOST: usize = 120;
const LONGEST: usize = 2000;

/// Letters and signs with their raised and lowered forms; a blank where there is none.
const SCRIPTS: &str = "0⁰₀ 1¹₁ 2²₂ 3³₃ 4⁴₄ 5⁵₅ 6⁶₆ 7⁷₇ 8⁸₈ 9⁹₉ +⁺₊ -⁻₋ −⁻₋ =⁼₌ (⁽₍ )⁾₎ nⁿₙ iⁱᵢ aᵃₐ eᵉₑ oᵒₒ xˣₓ hʰₕ kᵏₖ lˡₗ \
    mᵐₘ pᵖₚ sˢₛ tᵗₜ jʲⱼ rʳᵣ uᵘᵤ vᵛᵥ";
/// Signs over a letter, and what puts them there.
const MARKS: [(&str, char); 8] = [
    ("^", '\u{302}'),
    ("ˆ", '\u{302}'),
    ("‾", '\u{304}'),
    ("¯", '\u{304}'),
    ("→", '\u{20d7}'),
    ("~", '\u{303}'),
    ("˜", '\u{303}'),
    ("˙", '\u{307}'),
];
/// Signs that have a space on both sides.
const SPACED: &str = "=≠<>≤≥≈≡∼→←↔⇒⇔⟹⟺∈∉⊂⊆∪∩+−±×⋅÷∧∨";

/// The formulas of a diagram, and the words that stand for them. `written` makes words safe to stand in a label.
pub(super) fn changes(source: &str, written: impl Fn(&str) -> String) -> Vec<Change> {
    let mut changes = Vec::new();
    if !source.contains("$$") {
        return changes;
    }
    let mut converter = None;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let mut at = 0;
        while let Some(open) = line[at..].find("$$").map(|found| at + found)
            && let Some(close) = line[open + 2..].find("$$").map(|found| open + 2 + found)
        {
            let latex = line[open + 2..close].trim();
            let converter = converter.get_or_insert_with(|| LatexToMathML::new(MathCoreConfig::default()).ok());
            let words = converter.as_ref().and_then(|converter| words(converter, latex));
            let span = Span::new(start + open, start + close + 2);
            changes.push((span, written(words.as_deref().unwrap_or(latex))));
            at = close + 2;
        }
        start += line.len();
    }
    changes
}

fn words(converter: &LatexToMathML, latex: &str) -> Option<String> {
    let deep = latex.matches(['\\', '{', '^', '_']).count();
    if deep > MOST || latex.len() > LONGEST {
        return None;
    }
    let mathml = converter.convert_with_local_state(latex, MathDisplay::Inline).ok()?.mathml;
    let document = roxmltree::Document::parse(&mathml).ok()?;
    // From the last node to the first: children before the element that holds them.
    let nodes: Vec<roxmltree::Node<'_, '_>> = document.root_element().descendants().collect();
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    for node in nodes.iter().rev() {
        let parts: Vec<&str> =
            node.children().filter_map(|child| texts.get(&child.id().get_usize())).map(String::as_str).collect();
        let text = match node.text().filter(|_| node.is_text()) {
            Some(text) => text.trim_matches(['\n', '\u{2061}', '\u{2062}', '\u{2063}']).to_owned(),
            None => element(node.tag_name().name(), &parts),
        };
        texts.insert(node.id().get_usize(), text);
    }
    let text = texts.remove(&document.root_element().id().get_usize())?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The words of an element of MathML, given those of its parts.
fn element(name: &str, parts: &[&str]) -> String {
    match (name, parts) {
        ("mfrac", [over, under]) => format!("{}/{}", grouped(over), grouped(under)),
        ("msqrt", parts) => format!("√{}", grouped(&parts.concat())),
        ("mroot", [radicand, degree]) => format!("{}√{}", script(degree, 1), grouped(radicand)),
        ("msup", [base, above]) => format!("{base}{}", script(above, 1)),
        ("msub" | "munder", [base, below]) => format!("{base}{}{}", script(below, 2), gap(name)),
        ("mover", [base, above]) => match MARKS.iter().find(|(sign, _)| *sign == above.trim()) {
            Some((_, mark)) if base.chars().count() == 1 => format!("{base}{mark}"),
            _ => format!("{base}{}", script(above, 1)),
        },
        ("msubsup" | "munderover", [base, below, above]) => {
            format!("{base}{}{}{}", script(below, 2), script(above, 1), gap(name))
        }
        ("mo", [sign]) if SPACED.contains(sign.trim()) && !sign.trim().is_empty() => format!(" {} ", sign.trim()),
        ("mspace", _) => " ".to_owned(),
        ("mtr", cells) => cells.join(", "),
        ("mtable", rows) => rows.join("; "),
        ("annotation" | "annotation-xml", _) => String::new(),
        (_, parts) => parts.concat(),
    }
}

/// A limit stands apart from what comes after it.
fn gap(name: &str) -> &'static str {
    if name.starts_with("munder") { " " } else { "" }
}

/// A part in brackets, unless it is one letter or number by itself.
fn grouped(text: &str) -> String {
    let text = text.trim();
    let is_one = text.chars().all(|c| c.is_ascii_digit() || c == '.') || text.chars().count() == 1;
    if is_one { text.to_owned() } else { format!("({text})") }
}

/// A part that stands higher (1) or lower (2): in small signs where there are such, else behind `^` or `_`.
fn script(text: &str, at: usize) -> String {
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if dense == "′" || dense == "∗" {
        return dense;
    }
    let small = |c: char| SCRIPTS.split_whitespace().find(|forms| forms.starts_with(c))?.chars().nth(at);
    match dense.chars().map(small).collect::<Option<String>>() {
        Some(small) => small,
        None => format!("{}{}", if at == 1 { '^' } else { '_' }, grouped(&dense)),
    }
}

#[cfg(test)]
mod tests {
    use super::changes;

    fn shown(latex: &str) -> String {
        let source = format!("$${latex}$$");
        changes(&source, str::to_owned).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn formulas_are_words() {
        for (latex, words) in [
            (r"\alpha", "α"),
            (r"\sqrt{2+2}=\sqrt{4}=2", "√(2 + 2) = √4 = 2"),
            (r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}", "(− b ± √(b² − 4ac))/(2a)"),
            (r"\lim_{x\rightarrow0}{\frac{1}{x}}", "lim_(x→0) 1/x"),
            (r"x_{i+1}^{n}", "xᵢ₊₁ⁿ"),
            (r"e^{i\pi}", "e^(iπ)"),
            (r"\text{d}x", "dx"),
            (r"\hat{x}", "x\u{302}"),
            (r"a < b", "a < b"),
            (r"\sqrt[3]{x}", "³√x"),
        ] {
            assert_eq!(shown(latex), words, "{latex}");
        }
    }

    #[test]
    fn what_is_no_formula_is_shown_as_it_is() {
        for latex in [r"\nonsense{", r"", &"{".repeat(5000)] {
            assert_eq!(shown(latex), latex.trim());
        }
        assert!(changes("A costs $$ and B", str::to_owned).is_empty());
    }
}

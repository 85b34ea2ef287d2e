//! Formulas: LaTeX → MathML.
//!
//! A formula that cannot be understood is shown as it was written. Must never fail, and never hand the library
//! a formula that nests so deep that its recursion could end the stack.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use crate::render::escape;

/// Longest formula that is converted, in bytes: a page-filling matrix has 2,000.
const MAX_BYTES: usize = 8_000;
/// Deepest nesting of groups that is converted.
const MAX_DEPTH: usize = 40;
/// Most commands in a formula that is converted.
const MAX_COMMANDS: usize = 400;

/// The converter, with its tables.
pub(crate) struct Math {
    converter: Option<LatexToMathML>,
}

impl Math {
    /// Makes a converter.
    pub(crate) fn new() -> Self {
        Self { converter: LatexToMathML::new(MathCoreConfig::default()).ok() }
    }

    /// Appends a formula as MathML, or as code where it is not understood.
    pub(crate) fn write(&self, out: &mut String, latex: &str, display: MathDisplay) {
        let class = if display == MathDisplay::Block { "math math-display" } else { "math math-inline" };
        let converted = self.converter.as_ref().filter(|_| is_modest(latex)).and_then(|converter| {
            let run = || converter.convert_with_local_state(latex.trim(), display).ok();
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).ok().flatten()
        });
        if let Some(converted) = converted {
            out.push_str(&format!("<span class=\"{class}\">"));
            out.push_str(&converted.mathml);
            out.push_str("</span>");
        } else {
            out.push_str("<code class=\"math-source\">");
            escape::text(out, latex);
            out.push_str("</code>");
        }
    }
}

/// Whether the recursion of the converter stays shallow: each group, each pair of fences and at worst each
/// command (`\\frac1\\frac1…`) is one level.
fn is_modest(latex: &str) -> bool {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for byte in latex.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let fences = latex.matches("\\left").count() + latex.matches("\\begin").count();
    latex.len() <= MAX_BYTES && deepest + fences <= MAX_DEPTH && latex.matches('\\').count() <= MAX_COMMANDS
}

#[cfg(test)]
mod tests {
    use super::Math;
    use math_core::MathDisplay;

    fn write(latex: &str) -> String {
        let mut out = String::new();
        Math::new().write(&mut out, latex, MathDisplay::Inline);
        out
    }

    #[test]
    fn formulas_become_mathml_and_nonsense_stays_readable() {
        assert!(write("x^2").contains("<math>"));
        assert_eq!(write("\\nonsense{<b>}"), "<code class=\"math-source\">\\nonsense{&lt;b&gt;}</code>");
    }

    #[test]
    fn deep_formulas_do_not_end_the_stack() {
        for unit in ["{", "\\frac1", "\\sqrt", "\\left(", "x^{", "\\hat"] {
            for count in [30, 390, 100_000] {
                assert!(!write(&unit.repeat(count)).is_empty());
            }
        }
    }
}

//! Snippets that are not taken in → findings, at the line of the card that names them.

use crate::diag::Diagnostic;
use crate::path::CardPath;
use crate::snippet::{Fault, Trouble};
use crate::text::{Span, printable};

const RULE: &str = "missing-snippet";

/// The findings of a card.
pub(super) fn problems(card: &CardPath, missing: &[(Span, Fault)]) -> Vec<Diagnostic> {
    missing.iter().map(|(span, fault)| problem(card, *span, fault)).collect()
}

fn problem(card: &CardPath, span: Span, fault: &Fault) -> Diagnostic {
    let name = printable(&fault.name);
    let (what, hint) = match &fault.trouble {
        Trouble::Missing => (
            format!("there is no file for the snippet `{name}`"),
            "correct the path, which counts from the folders of `base_path`".to_owned(),
        ),
        Trouble::Outside => (
            format!("the snippet `{name}` lies outside of the project"),
            "keep a copy of the file in the project, and name that".to_owned(),
        ),
        Trouble::Unreadable(why) => {
            (format!("the file of the snippet `{name}` {why}"), "correct the file, or name another one".to_owned())
        }
        Trouble::Web => (
            format!("the snippet `{name}` is not downloaded"),
            "keep a copy of the file in the project, and name that: a build fetches nothing".to_owned(),
        ),
        Trouble::Section(section) => (
            format!("the file of the snippet `{name}` has no section `{section}`"),
            format!("write `--8<-- [start:{section}]` in the file where the section begins"),
        ),
        Trouble::Circle => {
            (format!("the snippet `{name}` takes itself in"), "take the line out of the snippet".to_owned())
        }
        Trouble::TooMuch => (
            "the snippets of this card bring too much text, and the rest of them is left out".to_owned(),
            "look for a snippet that names another one many times over".to_owned(),
        ),
    };
    let named_by = match (&fault.within, fault.row) {
        (Some(within), _) => format!(", which the snippet `{}` names", printable(within)),
        (None, None) => ", which `auto_append` names".to_owned(),
        (None, Some(_)) => String::new(),
    };
    Diagnostic::new(RULE, card, span, what + &named_by).hint(hint)
}

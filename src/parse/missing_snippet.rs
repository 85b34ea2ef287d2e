//! Snippets that are not taken in → findings, at the line of the card that names them.

use crate::diag::Diagnostic;
use crate::path::CardPath;
use crate::snippet::{Fault, Notation, Trouble};
use crate::text::{Span, printable};

const RULE: &str = "missing-snippet";

/// The findings of a card.
pub(super) fn problems(card: &CardPath, missing: &[(Span, Fault)]) -> Vec<Diagnostic> {
    missing.iter().map(|(span, fault)| problem(card, *span, fault)).collect()
}

fn problem(card: &CardPath, span: Span, fault: &Fault) -> Diagnostic {
    let name = printable(&fault.name);
    let is_directive = fault.notation == Notation::Directive;
    let this = if is_directive { format!("the included file `{name}`") } else { format!("the snippet `{name}`") };
    let (what, hint) = match &fault.trouble {
        Trouble::Missing if is_directive => (
            format!("there is no file to include for `{name}`"),
            "correct the path: with `./` or `../` it counts from the page, else from the docs folder".to_owned(),
        ),
        Trouble::Missing => (
            format!("there is no file for the snippet `{name}`"),
            "correct the path, which counts from the folders of `base_path`".to_owned(),
        ),
        Trouble::Outside => (
            format!("{this} lies outside of the project"),
            "keep a copy of the file in the project, and name that".to_owned(),
        ),
        Trouble::Unreadable(why) => {
            let this = if is_directive { this } else { format!("the file of {this}") };
            (format!("{this} {why}"), "correct the file, or name another one".to_owned())
        }
        Trouble::Web => (
            format!("{this} is not downloaded"),
            "keep a copy of the file in the project, and name that: a build fetches nothing".to_owned(),
        ),
        Trouble::Section(section) => (
            format!("the file of {this} has no section `{section}`"),
            format!("write `--8<-- [start:{section}]` in the file where the section begins"),
        ),
        Trouble::Circle => {
            let line = if is_directive { "directive" } else { "line" };
            (format!("{this} is taken in within itself"), format!("take the {line} out of the file"))
        }
        Trouble::TooMuch => {
            let what = if is_directive { "included files" } else { "snippets" };
            (
                format!("the {what} of this card bring too much text, and the rest of them is left out"),
                "look for a file that names another one many times over".to_owned(),
            )
        }
        Trouble::NoPath => (
            "the directive names no file to include".to_owned(),
            "write the path in quotes behind the name of the directive".to_owned(),
        ),
        Trouble::UnknownArgument(argument) => (
            format!("a directive has no argument `{}`", printable(argument)),
            "correct its name, or take it out".to_owned(),
        ),
        Trouble::BadArgument { name, value } => {
            let wanted = match name.as_str() {
                "heading-offset" => "write a whole number, without quotes",
                "start" | "end" | "exclude" | "encoding" | "order" => "write a text in quotes",
                _ => "write `true` or `false`, without quotes",
            };
            (format!("the argument `{name}` cannot be `{}`", printable(value)), wanted.to_owned())
        }
        Trouble::Mark { name, text } => (
            format!("{this} does not have the text `{}`, which `{name}` names", printable(text)),
            "write the text into the file, or correct the argument".to_owned(),
        ),
    };
    let named_by = match (&fault.within, fault.row) {
        _ if fault.trouble == Trouble::Circle => String::new(),
        (Some(within), _) if is_directive => format!(", in the included file `{}`", printable(within)),
        (Some(within), _) => format!(", which the snippet `{}` names", printable(within)),
        (None, None) if !is_directive => ", which `auto_append` names".to_owned(),
        (None, _) => String::new(),
    };
    Diagnostic::new(RULE, card, span, what + &named_by).hint(hint)
}

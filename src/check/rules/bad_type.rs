//! Front matter values of another type than their key wants.

use crate::check::rule::{Context, Group, InBuild, Rule};
use crate::check::wording::code;
use crate::config::{FieldType, Interval, ReviewKeys};
use crate::diag::{Diagnostic, Severity};
use crate::parse::date::parse_date;
use crate::parse::front_matter::{Field, Value, ValueKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "bad-type",
    group: Group::FrontMatter,
    severity: Severity::Error,
    is_on: true,
    in_build: InBuild::Silent,
    summary: "a front matter value has the wrong type",
    page: include_str!("../../../docs/reference/rules/bad-type.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let types = &context.config.front_matter.types;
    let mut found = Vec::new();
    for (_, card) in context.cards() {
        for field in &card.front_matter.fields {
            let wanted = types.get(&field.key).copied().or_else(|| built_in(&field.key));
            let fault = match wanted {
                Some(wanted) => fault(field, wanted),
                None => fault_of_review(field, &context.config.review.keys),
            };
            if let Some((message, hint)) = fault {
                found.push(Diagnostic::new(RULE.name, &card.path, field.value.span, message).hint(hint));
            }
        }
    }
    found
}

fn built_in(key: &str) -> Option<FieldType> {
    match key {
        "title" => Some(FieldType::String),
        "tags" | "aliases" => Some(FieldType::List),
        "diagrams" => Some(FieldType::Bool),
        _ => None,
    }
}

/// What is wrong with a value, and what to do; no value at all is for `missing-field` to tell, dates for `bad-date`.
fn fault(field: &Field, wanted: FieldType) -> Option<(String, String)> {
    let (key, value) = (code(&field.key), &field.value);
    let is = |name: &str| format!("{key} is {}, not {name}", value.describe());
    match (wanted, &value.kind) {
        (_, ValueKind::Null) | (FieldType::Date, _) | (FieldType::String, ValueKind::Scalar { .. }) => None,
        (FieldType::String, _) => Some((is("a single value"), "write one value".to_owned())),
        (FieldType::List, ValueKind::Scalar { text, .. }) if text.contains(',') => {
            let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
            let hint = format!("write a list: {}", code(&format!("[{}]", parts.join(", "))));
            Some((format!("{key} is one text with commas, not a list"), hint))
        }
        (FieldType::List, ValueKind::List(items)) => {
            let odd = items.iter().find(|item| item.as_text().is_none())?;
            Some((format!("{key} holds {}, not single values", odd.describe()), "write single values".to_owned()))
        }
        (FieldType::List, ValueKind::Map(_)) => Some((is("a list"), "write a list: `[one, two]`".to_owned())),
        (FieldType::List, ValueKind::Scalar { .. }) => None,
        (FieldType::Bool, _) => {
            let is_bool = |text: &str| matches!(text, "true" | "false" | "True" | "False" | "TRUE" | "FALSE");
            let hint = "write `true` or `false`, without quotes".to_owned();
            (!plain(value).is_some_and(is_bool)).then(|| (format!("{key} is neither `true` nor `false`"), hint))
        }
        (FieldType::Integer, _) => {
            let is_integer = |text: &str| text.replace('_', "").parse::<i128>().is_ok();
            let hint = "write digits, without quotes".to_owned();
            (!plain(value).is_some_and(is_integer)).then(|| (format!("{key} is not a whole number"), hint))
        }
    }
}

/// What is wrong with a value that the review queue reads.
fn fault_of_review(field: &Field, keys: &ReviewKeys) -> Option<(String, String)> {
    let key = code(&field.key);
    let text = match &field.value.kind {
        ValueKind::Null => return None,
        ValueKind::Scalar { text, .. } => Some(text),
        ValueKind::List(_) | ValueKind::Map(_) => None,
    };
    let is = |name: &str| match text {
        Some(text) => format!("{key} is {}, not {name}", code(text)),
        None => format!("{key} is {}, not {name}", field.value.describe()),
    };
    if field.key == keys.checklist {
        return fault(field, FieldType::List);
    }
    if field.key == keys.by {
        return fault(field, FieldType::String);
    }
    if field.key == keys.interval {
        let is_good = text.is_some_and(|text| Interval::parse(text).is_some() || parse_date(text).is_ok());
        return (!is_good).then(|| (is("an interval"), "write one like `90d`, `6 months` or `never`".to_owned()));
    }
    let is_hash = |text: &String| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (field.key == keys.seal && !text.is_some_and(is_hash))
        .then(|| (is("a seal"), "take it away, and let `quadrille review mark` write one".to_owned()))
}

/// The text of a value that stands without quotes.
fn plain(value: &Value) -> Option<&str> {
    match &value.kind {
        ValueKind::Scalar { text, is_quoted: false } => Some(text),
        _ => None,
    }
}

//! The check of a configuration file's text against the schema, with positions.
//!
//! Text → the typed [`File`] and its spanned table, or all problems:
//! 1. the TOML itself;
//! 2. one walk of the spanned table beside the schema: unknown keys, wrong types, unknown values, formats;
//! 3. serde, which then has nothing left to complain about.
//!
//! The walk is as deep as the schema, whatever the file holds. Must never look at the disk.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::error::Problem;
use super::file::File;
use super::formats::{fault, nearest};
use super::schema::schema_value;
use crate::text::{BOM, LineMap, Span};

/// A file that fits the schema, and where its keys stand.
#[derive(Debug)]
pub(super) struct Checked<'a> {
    pub(super) file: File,
    table: DeTable<'a>,
    bom: usize,
}

impl Checked<'_> {
    /// The span of the value of a key in a table, in the file's text.
    pub(super) fn span_of(&self, table: &str, key: &str) -> Option<Span> {
        let value = self.table.get(table)?.get_ref().get(key)?;
        Some(Span::from(value.span()).shifted(self.bom))
    }
}

/// Reads the text of a configuration file; `shown` is the file's name in messages.
///
/// # Errors
/// All problems, in no order.
pub(super) fn read<'a>(shown: &str, text: &'a str, rules: &[&str]) -> Result<Checked<'a>, Vec<Problem>> {
    let body = text.strip_prefix(BOM).unwrap_or(text);
    let bom = text.len() - body.len();
    let mut walk = Walk { shown, text, bom, lines: LineMap::new(text), rules, problems: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(body);
    if !errors.is_empty() {
        walk.syntax(&errors);
        return Err(walk.problems);
    }
    let schema = schema_value();
    let table = table.into_inner();
    walk.keys(&table, &schema, &schema, &[]);
    if !walk.problems.is_empty() {
        return Err(walk.problems);
    }
    match toml::from_str::<File>(body) {
        Ok(file) => Ok(Checked { file, table, bom }),
        Err(error) => {
            walk.syntax(&[error]);
            Err(walk.problems)
        }
    }
}

struct Walk<'a> {
    shown: &'a str,
    text: &'a str,
    bom: usize,
    lines: LineMap,
    rules: &'a [&'a str],
    problems: Vec<Problem>,
}

impl Walk<'_> {
    fn report(&mut self, span: std::ops::Range<usize>, message: String, hint: Option<String>) {
        let place = self.lines.line_col(self.text, span.start + self.bom);
        let problem = Problem::of_file(self.shown, message).at(place);
        self.problems.push(match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        });
    }

    /// Of several errors in one line, the later ones mostly follow from the first.
    fn syntax(&mut self, errors: &[toml::de::Error]) {
        let mut lines_seen = std::collections::BTreeSet::new();
        for error in errors {
            let span = error.span().unwrap_or_default();
            if lines_seen.insert(self.lines.line_col(self.text, span.start + self.bom).line) {
                self.report(span, format!("bad TOML: {}", error.message().replace('\n', ", ")), None);
            }
        }
    }

    /// The entries of a table; `trail` leads to it from the root of the file.
    fn keys(&mut self, table: &DeTable<'_>, schema: &Value, root: &Value, trail: &[&str]) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            let inner: Vec<&str> = trail.iter().copied().chain([name]).collect();
            if let Some(property) = schema["properties"].get(name) {
                self.value(value, property, root, &inner);
            } else if schema["additionalProperties"].is_object() {
                self.format(&schema["propertyNames"], name, key.span());
                self.value(value, &schema["additionalProperties"], root, &inner);
            } else {
                self.unknown_key(key, schema, root, trail);
            }
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &Value, root: &Value, trail: &[&str]) {
        let wanted = schema["type"].as_str().unwrap_or("string");
        match (value.get_ref(), wanted) {
            (DeValue::Table(table), "object") => self.keys(table, schema, root, trail),
            (DeValue::Array(items), "array") => {
                for item in items {
                    self.value(item, &schema["items"], root, trail);
                }
            }
            (DeValue::Boolean(_), "boolean") => {}
            (DeValue::Integer(number), "integer") => self.range(schema, number.as_str(), value.span(), trail),
            (DeValue::String(text), "string") => {
                self.one_of(schema, text, value.span(), trail);
                self.format(schema, text, value.span());
            }
            (found, _) => {
                let (wanted, found_name) = (kind_name(wanted), found_name(found));
                let key = trail.join(".");
                let last = trail.last().copied().unwrap_or_default();
                let hint = match found {
                    DeValue::String(text) if wanted == "a list" => Some(format!("write `{last} = [\"{text}\"]`")),
                    DeValue::Array(_) if wanted == "a table" => Some(format!("write `[{key}]` as the table's head")),
                    _ => None,
                };
                self.report(value.span(), format!("expected {wanted} for `{key}`, found {found_name}"), hint);
            }
        }
    }

    fn one_of(&mut self, schema: &Value, text: &str, span: std::ops::Range<usize>, trail: &[&str]) {
        let values = allowed(schema);
        if values.is_empty() || values.contains(&text) {
            return;
        }
        let noun = schema["title"].as_str().or(trail.last().copied()).unwrap_or("value");
        let hint = match nearest(text, values.iter().copied()) {
            Some(value) => format!("did you mean `{value}`?"),
            None => format!("write one of {}", quoted(&values)),
        };
        self.report(span, format!("unknown {noun} `{text}`"), Some(hint));
    }

    fn range(&mut self, schema: &Value, number: &str, span: std::ops::Range<usize>, trail: &[&str]) {
        let (least, most) = (schema["minimum"].as_i64().unwrap_or(0), schema["maximum"].as_i64().unwrap_or(i64::MAX));
        if !number.replace('_', "").parse().is_ok_and(|number: i64| (least..=most).contains(&number)) {
            let message = format!("`{}` must be from {least} to {most}, found {number}", trail.join("."));
            self.report(span, message, None);
        }
    }

    fn format(&mut self, schema: &Value, text: &str, span: std::ops::Range<usize>) {
        if let Some(format) = schema["format"].as_str()
            && let Some(fault) = fault(format, text, self.rules)
        {
            self.report(span, fault.message, fault.hint);
        }
    }

    fn unknown_key(&mut self, key: &Spanned<DeString<'_>>, schema: &Value, root: &Value, trail: &[&str]) {
        let name: &str = key.get_ref();
        let place = if trail.is_empty() { "at the top".to_owned() } else { format!("in `[{}]`", trail.join(".")) };
        let known = || property_names(schema);
        let elsewhere =
            || property_names(root).find(|table| root["properties"][table]["properties"].get(name).is_some());
        let hint = if let Some(table) = elsewhere() {
            format!("`{name}` belongs into `[{table}]`")
        } else if let Some(meant) = nearest(name, known()) {
            format!("did you mean `{meant}`?")
        } else {
            format!("the keys here are {}", quoted(&known().collect::<Vec<_>>()))
        };
        self.report(key.span(), format!("unknown key `{name}` {place}"), Some(hint));
    }
}

fn property_names(schema: &Value) -> impl Iterator<Item = &str> {
    schema["properties"].as_object().into_iter().flat_map(|keys| keys.keys().map(String::as_str))
}

/// The values that a schema lists, by `enum` or by `oneOf` with `const`; empty where it takes any.
fn allowed(schema: &Value) -> Vec<&str> {
    let plain = schema["enum"].as_array().into_iter().flatten();
    let described = schema["oneOf"].as_array().into_iter().flatten().map(|one| &one["const"]);
    plain.chain(described).filter_map(Value::as_str).collect()
}

fn kind_name(schema_type: &str) -> &'static str {
    match schema_type {
        "object" => "a table",
        "array" => "a list",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        _ => "a string",
    }
}

fn found_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(true) => "`true`",
        DeValue::Boolean(false) => "`false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

//! The types of plain scalars as MkDocs reads them.
//!
//! Text of a scalar without quotes → a JSON value. YAML 1.1, in which `yes` and `off` are flags, `0x1f` is a number and
//! `1_000` too. Must never change text that is no such value.
//!
//! # Source
//! The implicit resolvers of PyYAML 6, <https://yaml.org/type/>.

use serde_json::{Number, Value};

/// The value of a plain scalar.
pub(super) fn value(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Value::Bool(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Value::Bool(false),
        _ => number(text).map_or_else(|| text.into(), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return None;
    }
    let plain = text.replace('_', "");
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let radix = |prefix: &str, radix| i64::from_str_radix(digits.strip_prefix(prefix)?, radix).ok();
    let whole = radix("0x", 16).or_else(|| radix("0b", 2)).or_else(|| {
        let is_octal = digits.len() > 1 && digits.starts_with('0');
        if !is_digits(digits) {
            return None;
        }
        if is_octal { i64::from_str_radix(digits, 8).ok() } else { digits.parse().ok() }
    });
    if let Some(whole) = whole {
        return Some((sign * whole).into());
    }
    // YAML 1.1 wants a point in a number that is not whole.
    let (before, after) = digits.split_once('.')?;
    let is_float = (before.is_empty() || is_digits(before))
        && (after.is_empty() || is_digits(after.split(['e', 'E']).next().unwrap_or_default()))
        && !(before.is_empty() && after.is_empty());
    is_float.then(|| plain.trim_end_matches('.').parse().ok().and_then(Number::from_f64)).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::value;

    #[test]
    fn scalars_have_the_types_of_yaml_1_1() {
        let cases = [
            ("yes", json!(true)),
            ("Off", json!(false)),
            ("~", json!(null)),
            ("8000", json!(8000)),
            ("-3", json!(-3)),
            ("1_000", json!(1000)),
            ("0x1f", json!(31)),
            ("017", json!(15)),
            ("1.5", json!(1.5)),
            (".5", json!(0.5)),
            ("1.6.1", json!("1.6.1")),
            ("127.0.0.1:8000", json!("127.0.0.1:8000")),
            ("2026-11-21", json!("2026-11-21")),
            ("1e5", json!("1e5")),
            ("-", json!("-")),
            ("nord:light", json!("nord:light")),
        ];
        for (text, wanted) in cases {
            assert_eq!(value(text), wanted, "{text}");
        }
    }
}

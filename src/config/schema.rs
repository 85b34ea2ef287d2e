//! The JSON Schema of `quadrille.toml`, for editors and for the file's own check.
//!
//! [`File`] → JSON Schema, draft 2020-12, without references, so that a walk needs no look-up.
//! The formats `glob`, `rule-name`, `card-path`, `card-name`, `folder-name`, `link-scheme`,
//! `asset-path`, `color`, `font-name`, `interval` and `language-tag` are
//! annotations for other readers; `validate` gives them their meaning.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::file::File;

/// The schema as JSON text: two spaces of indentation, a line end last, the same bytes at each call.
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "both expectations hold for every schema that schemars makes")]
pub fn schema() -> String {
    let schema = Schema::try_from(schema_value()).expect("a schema is an object");
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema has text keys only");
    text.push('\n');
    text
}

/// The schema as a value.
pub(super) fn schema_value() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    let mut value = settings.into_generator().into_root_schema_for::<File>().to_value();
    let tables = value.get_mut("properties").and_then(Value::as_object_mut);
    for table in tables.into_iter().flat_map(|tables| tables.values_mut()).filter_map(Value::as_object_mut) {
        // The keys carry their own defaults.
        table.remove("default");
    }
    value
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{schema, schema_value};

    #[test]
    fn the_same_bytes_every_time() {
        assert_eq!(schema(), schema());
        assert!(
            schema().starts_with("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\""),
            "{}",
            schema()
        );
    }

    #[test]
    fn every_key_is_described_and_has_an_example() {
        let schema = schema_value();
        let tables = schema["properties"].as_object().expect("tables");
        for (table, body) in tables {
            assert!(body["description"].is_string(), "[{table}] has no description");
            assert_eq!(body["additionalProperties"], Value::Bool(false), "[{table}] takes any key");
            for (key, property) in body["properties"].as_object().expect("keys") {
                assert!(property["description"].is_string(), "{table}.{key} has no description");
                assert!(property["examples"][0] != Value::Null, "{table}.{key} has no example");
            }
        }
    }

    #[test]
    fn there_are_no_references() {
        assert!(!schema().contains("$ref"));
    }
}

//! What the extensions of MkDocs projects make of Markdown, by specs: `tests/python/*.md`.
//!
//! A spec is a Markdown file. A fence `yaml` holds the list of extensions as `mkdocs.yml` has it: before the first `## `
//! for all cases, in a case for that one. A case is a heading, a fence `md` with the text, and a fence `html` with what
//! comes of it. `QUADRILLE_BLESS=1` writes down what came out; read the diff.

use std::fs;
use std::sync::Arc;

use quadrille::config::Extensions;
use quadrille::parse::parse_python_fragment;
use quadrille::render::fragment;
use quadrille::snippet::Files;
use quadrille::yaml::{YamlKind, YamlNode, parse_spanned};
use serde_json::Value;

use crate::support::{files_under, project};

#[test]
fn extensions_do_what_their_specs_say() {
    let is_blessing = std::env::var_os("QUADRILLE_BLESS").is_some();
    let mut faults = Vec::new();
    let folder = project().join("tests/python");
    for name in files_under(&folder) {
        let path = folder.join(&name);
        let spec = fs::read_to_string(&path).expect("a spec can be read");
        let (blessed, wrong) = run(&spec);
        faults.extend(wrong.into_iter().map(|fault| format!("{name}: {fault}")));
        if is_blessing {
            fs::write(&path, blessed).expect("a spec can be written");
        }
    }
    assert!(faults.is_empty() || is_blessing, "{}", faults.join("\n"));
}

/// The spec with what comes out put in, and what is not as it says.
fn run(spec: &str) -> (String, Vec<String>) {
    let (mut out, mut faults) = (String::new(), Vec::new());
    let (mut usual, mut own, mut input, mut name) = (String::new(), None, String::new(), "");
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if let Some(heading) = line.strip_prefix("## ") {
            (name, own) = (heading, None);
        }
        let Some(info) = line.strip_prefix("````") else { continue };
        let text: String = lines.by_ref().take_while(|line| *line != "````").flat_map(|line| [line, "\n"]).collect();
        match info {
            "yaml" if name.is_empty() => usual.clone_from(&text),
            "yaml" => own = Some(text.clone()),
            "md" => input.clone_from(&text),
            _ => {}
        }
        let found = if info == "html" { html(own.as_ref().unwrap_or(&usual), &input) } else { text.clone() };
        if found != text {
            faults.push(format!("{name}\nexpected\n{text}found\n{found}"));
        }
        out.push_str(&found);
        out.push_str("````\n");
    }
    (out, faults)
}

fn html(extensions: &str, input: &str) -> String {
    let named = value(&parse_spanned(extensions).expect("good YAML"));
    let written: Vec<(String, Value)> = named
        .as_array()
        .cloned()
        .unwrap_or_default()
        .into_iter()
        .flat_map(|named| match named {
            Value::Object(pairs) => pairs.into_iter().collect(),
            name => vec![(name.as_str().unwrap_or_default().to_owned(), Value::Null)],
        })
        .collect();
    let (extensions, unknown) = Extensions::read(&written);
    assert_eq!(unknown, []);
    let card = parse_python_fragment(input, &Arc::new(extensions), &Files::default());
    fragment(&card).trim_end().to_owned() + "\n"
}

fn value(node: &YamlNode) -> Value {
    match &node.kind {
        YamlKind::Null => Value::Null,
        YamlKind::Scalar { text, is_quoted: false } if text == "true" => Value::Bool(true),
        YamlKind::Scalar { text, is_quoted: false } if text == "false" => Value::Bool(false),
        YamlKind::Scalar { text, .. } => Value::String(text.clone()),
        YamlKind::List(items) => items.iter().map(value).collect(),
        YamlKind::Map(pairs) => pairs.iter().map(|pair| (pair.key.clone(), value(&pair.value))).collect(),
    }
}

//! Runs gray_matter over one block.
//!
//! The text between the delimiters → [`Decoded`]. gray_matter works by lines: it drops the `\r` of `\r\n` and the
//! white space round the block before its engine sees it. So the block is handed over with `\n` alone and between
//! two comments that keep its edges, and [`Handed::place`] finds the way back from the engine's offsets.

use gray_matter::engine::Engine;
use gray_matter::{Matter, Pod};

use super::pod::{self, Decoded, Fault};
use super::{Format, json, toml};
use crate::text::Span;
use crate::yaml;

/// Reads the block that stands at `inner` of the file.
pub(super) fn run(format: Format, text: &str, inner: Span) -> Decoded {
    let handed = Handed::new(format, text, inner);
    let place = |offset| handed.place(text, offset);
    let pod = match format {
        Format::Yaml => matter::<YamlEngine>(&handed),
        Format::Toml => matter::<TomlEngine>(&handed),
        Format::Json => matter::<JsonEngine>(&handed),
    };
    match pod {
        Ok(Some(pod)) => pod::decode(pod, &place),
        Ok(None) => Decoded::default(),
        Err(error) => {
            let fault = Fault { span: Span::at(inner.start), message: error.to_string(), hint: None };
            Decoded { fault: Some(fault), ..Decoded::default() }
        }
    }
}

fn matter<E: Engine>(handed: &Handed) -> gray_matter::Result<Option<Pod>> {
    let mut matter = Matter::<E>::new();
    matter.delimiter.clone_from(&handed.delimiter);
    Ok(matter.parse::<Pod>(&handed.input)?.data)
}

/// A block as gray_matter gets it.
struct Handed {
    input: String,
    /// The line that starts and ends the block: more dashes than the block has anywhere.
    delimiter: String,
    inner: Span,
    /// Bytes that stand before the block for the engine.
    guard: usize,
    /// Bytes of the block that the engine does not see at its start.
    lead: usize,
    /// Offsets of the line ends, in the text with `\n` alone, that lost a `\r`.
    cuts: Vec<usize>,
}

impl Handed {
    fn new(format: Format, text: &str, inner: Span) -> Self {
        let source = inner.of(text);
        // JSON has no comments, and does not mind being trimmed.
        let (guard, lead) = match format {
            Format::Json => ("", source.len() - source.trim_start().len()),
            Format::Yaml | Format::Toml => ("#\n", 0),
        };
        let longest = source.split(|c| c != '-').map(str::len).max().unwrap_or(0);
        let delimiter = "-".repeat(longest.max(2) + 1);
        let mut input = String::with_capacity(source.len() + 2 * delimiter.len() + 8);
        input.extend([&delimiter, "\n", guard]);
        let cuts = push_with_newlines(source, &mut input);
        input.extend(["\n", guard, &delimiter, "\n"]);
        Self { input, delimiter, inner, guard: guard.len(), lead, cuts }
    }

    /// The byte of the file that an offset of the engine means.
    fn place(&self, text: &str, offset: usize) -> usize {
        let offset = (offset + self.lead).saturating_sub(self.guard);
        let cut = self.cuts.partition_point(|cut| *cut < offset);
        text.floor_char_boundary((self.inner.start + offset + cut).min(self.inner.end))
    }
}

/// Appends a text with every line end as `\n`; returns where a `\r\n` lost a byte.
fn push_with_newlines(source: &str, out: &mut String) -> Vec<usize> {
    let (mut cuts, mut at) = (Vec::new(), 0);
    for end in memchr::memchr_iter(b'\r', source.as_bytes()) {
        out.push_str(&source[at..end]);
        if source[end + 1..].starts_with('\n') {
            cuts.push(end - cuts.len());
        } else {
            out.push('\n');
        }
        at = end + 1;
    }
    out.push_str(&source[at..]);
    cuts
}

struct YamlEngine;

impl Engine for YamlEngine {
    fn parse(content: &str) -> gray_matter::Result<Pod> {
        Ok(match yaml::parse_spanned(content) {
            Ok(root) => pod::reading(pod::node(root), None, Vec::new()),
            Err(mut error) => {
                let read = pod::yaml_pairs(Span::at(0), std::mem::take(&mut error.read));
                pod::reading(read, Some(error.into()), Vec::new())
            }
        })
    }
}

struct TomlEngine;

impl Engine for TomlEngine {
    fn parse(content: &str) -> gray_matter::Result<Pod> {
        Ok(toml::read(content))
    }
}

struct JsonEngine;

impl Engine for JsonEngine {
    fn parse(content: &str) -> gray_matter::Result<Pod> {
        Ok(json::read(content))
    }
}

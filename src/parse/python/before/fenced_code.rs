//! Fences of Python-Markdown's own `fenced_code`: at the start of a line.

use super::code::{self, Header};
use crate::parse::python::reader::Reader;
use crate::parse::python::stash::Raw;
use crate::parse::python::text::{Text, join};
use crate::text::Span;

/// Takes the fences out of a text.
pub(super) fn run(reader: &mut Reader<'_>, text: Text) -> Text {
    if !text.contains("```") && !text.contains("~~~") {
        return text;
    }
    let lines = text.rows();
    // The last line that ends a fence of each sign: beyond it none needs to be looked for.
    let mut last = std::collections::BTreeMap::new();
    for (number, line) in lines.iter().enumerate() {
        if let Some(length) = run_of(line).filter(|length| line[*length..].trim_matches(' ').is_empty()) {
            last.insert(line[..length].to_owned(), number);
        }
    }
    let mut out: Vec<Text> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let found = run_of(line).and_then(|length| {
            let end = last.get(&line[..length]).copied().filter(|end| *end > at)?;
            let header = code::fenced_code_header(&line.from(length))?;
            let closes = |line: &&Text| {
                line.strip_prefix(&lines[at][..length]).is_some_and(|rest| rest.trim_matches(' ').is_empty())
            };
            let length = lines[at + 1..=end].iter().position(|line| closes(&line))?;
            Some((header, at + 1 + length))
        });
        if let Some((header, end)) = found {
            let sign = stash(reader, &lines[at..=end], &header);
            let empty = sign.to(0);
            out.extend([empty.clone(), sign, empty]);
            at = end + 1;
        } else {
            out.push(line.clone());
            at += 1;
        }
    }
    join(&out)
}

fn run_of(line: &str) -> Option<usize> {
    let token = line.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = line.bytes().take_while(|byte| *byte == token).count();
    (length >= 3).then_some(length)
}

fn stash(reader: &mut Reader<'_>, lines: &[Text], header: &Header) -> Text {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Text::default() };
    let place = Span::new(first.place(0), last.whole().end);
    let id = code::make(reader, &lines[1..lines.len() - 1], header, place);
    let sign = reader.stash.raw(Raw::Element(id));
    Text::own(sign, place)
}

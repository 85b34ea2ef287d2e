//! The text of a file → the lines of it that a snippet wants.

use crate::snippet::notation;
use crate::snippet::target::Part;

/// The lines of a part of a text; `None` where it has no such section.
pub(super) fn lines(text: &str, part: &Part<'_>, dedents: bool) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let all: Vec<&str> = text.split('\n').collect();
    let picked: Vec<String> = match part {
        Part::All => return Some(all.into_iter().map(str::to_owned).collect()),
        Part::Lines(ranges) => {
            ranges.iter().flat_map(|range| of_range(&all, *range)).map(|line| (*line).to_owned()).collect()
        }
        Part::Section(name) => of_section(&all, name)?,
    };
    Some(if dedents { dedent(&picked) } else { picked })
}

fn of_range<'l, 'a>(all: &'l [&'a str], (first, last): (Option<i64>, Option<i64>)) -> &'l [&'a str] {
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let bounded = |line: i64| usize::try_from(line.clamp(0, total)).unwrap_or_default();
    let start = first.map_or(0, |first| bounded(if first < 0 { total + first } else { first - 1 }));
    let end = last.map_or(all.len(), |last| bounded(if last < 0 { total + 1 + last } else { last }));
    all.get(start..end).unwrap_or_default()
}

/// The lines between the marks of a section, without the marks of others; `None` where it never starts.
fn of_section(all: &[&str], name: &str) -> Option<Vec<String>> {
    let mut picked: Option<Vec<String>> = None;
    for line in all {
        let text = match notation::section(line) {
            Some(mark) if mark.escape.is_none() && mark.name == name => {
                match (&picked, mark.is_start) {
                    (None, true) => picked = Some(Vec::new()),
                    (Some(_), true) => {}
                    (_, false) => break,
                }
                continue;
            }
            Some(mark) => match mark.escape {
                Some(at) => unescaped(line, at),
                None => continue,
            },
            None => (*line).to_owned(),
        };
        if let Some(picked) = &mut picked {
            picked.push(text);
        }
    }
    picked
}

/// A line without the semicolon at a byte.
pub(super) fn unescaped(line: &str, at: usize) -> String {
    [&line[..at], &line[at + 1..]].concat()
}

/// The lines without the white space that all of them start with; those of white space alone are empty.
pub(super) fn dedent(lines: &[String]) -> Vec<String> {
    let is_text = |line: &&String| !line.trim_matches([' ', '\t']).is_empty();
    let margin = lines.iter().filter(is_text).map(|line| &line[..indent(line)]).reduce(|common, indent| {
        let length = common.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
        &common[..length]
    });
    let width = margin.map_or(0, str::len);
    let cut = |line: &String| if is_text(&line) { line[width..].to_owned() } else { String::new() };
    lines.iter().map(cut).collect()
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

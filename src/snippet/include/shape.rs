//! The text that a directive takes in → as it stands in the page: comments, indents, headings.
//!
//! Must never know files but by their paths.

use std::path::Path;

use super::addresses::rewritten;
use super::directive::Directive;
use crate::snippet::select::dedent;

/// Shapes the text of one file. `source` is the file that it comes from, `target` the one that it comes into.
pub(super) fn shaped(text: String, directive: &Directive, source: &Path, target: &Path) -> String {
    let said = &directive.arguments;
    let mut text = text;
    if !said.trailing_newlines {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    }
    if directive.is_markdown { as_markdown(text, directive, source, target) } else { as_text(text, directive) }
}

fn as_text(text: String, directive: &Directive) -> String {
    let said = &directive.arguments;
    let text = if said.dedent { dedented(&text) } else { text };
    if !said.preserve_includer_indent || text.is_empty() {
        return directive.before.clone() + &text;
    }
    text.split_inclusive('\n').flat_map(|line| [&directive.before, line]).collect()
}

fn as_markdown(text: String, directive: &Directive, source: &Path, target: &Path) -> String {
    let said = &directive.arguments;
    let text = if said.rewrite_relative_urls { rewritten(&text, source, target) } else { text };
    let text = if said.comments { commented(&text, directive) } else { text };
    let text = directive.before.clone() + &text;
    let text = if said.dedent { dedented(&text) } else { text };
    let text = if said.preserve_includer_indent {
        let indent = " ".repeat(directive.before.chars().count());
        let lines = text.split_inclusive('\n').enumerate();
        lines.flat_map(|(index, line)| [if index > 0 { indent.as_str() } else { "" }, line]).collect()
    } else {
        text
    };
    if said.heading_offset == 0 { text } else { deeper(&text, said.heading_offset) }
}

fn commented(text: &str, directive: &Directive) -> String {
    let said = &directive.arguments;
    let escaped = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text.replace('"', "&quot;").replace('\'', "&#x27;")
    };
    let marks = if said.start.is_none() && said.end.is_none() {
        String::new()
    } else {
        let mark = |mark: &Option<String>| format!("'{}' ", escaped(mark.as_deref().unwrap_or_default()));
        mark(&said.start) + &mark(&said.end)
    };
    let end = if said.trailing_newlines { "\n" } else { "" };
    let path = escaped(directive.path.as_deref().unwrap_or_default());
    format!("<!-- BEGIN INCLUDE {path} {marks}-->{end}{text}{end}<!-- END INCLUDE -->")
}

fn dedented(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    dedent(&lines).join("\n")
}

/// The text with its headings deeper, or less deep, outside of fences.
fn deeper(text: &str, by: i64) -> String {
    let count = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
    let mut fence: Option<&str> = None;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        match fence {
            Some(open) => fence = Some(open).filter(|open| !bare.starts_with(open)),
            None => fence = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)),
        }
        let is_outside = fence.is_none() && !bare.starts_with("```") && !bare.starts_with("~~~");
        if !is_outside || !line.starts_with('#') {
            out.push_str(line);
        } else if by > 0 {
            // Six levels are all that there are; more marks than a few lines' worth help nobody.
            out.extend(std::iter::repeat_n('#', count.min(1000)));
            out.push_str(line);
        } else {
            let words = line.trim_start_matches('#');
            let level = (line.len() - words.len()).saturating_sub(count).max(1);
            out.extend(std::iter::repeat_n('#', level));
            out.push_str(words);
        }
    }
    out
}

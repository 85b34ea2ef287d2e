//! Lines of code that are numbered or stand out.
//!
//! Highlighted HTML, whose tags never cross a line → the same with a span round each line that needs one. The span
//! holds the line's end, so that it can be shown as a block and is copied as it was. The number is an attribute: the
//! style sheet shows it, and it is neither selected nor copied. Must never touch a block that asks for nothing.

use crate::parse::code_info::CodeInfo;

/// How many digits the numbers of a block need; none where lines are not numbered.
pub(super) fn digits(info: &CodeInfo<'_>, code: &str) -> usize {
    info.first_line.map_or(0, |first| {
        let last = u64::from(first) + (code.lines().count() as u64).saturating_sub(1);
        last.to_string().len()
    })
}

/// Wraps the lines of the HTML that starts at byte `start`.
pub(super) fn wrap(out: &mut String, start: usize, info: &CodeInfo<'_>) {
    let is_marked = [&info.highlighted, &info.inserted, &info.deleted].iter().any(|lines| !lines.is_empty());
    if info.first_line.is_none() && !is_marked {
        return;
    }
    let html = out.split_off(start);
    out.reserve(html.len());
    for (line, html) in (1u32..).zip(html.split_inclusive('\n')) {
        let marks = [(&info.highlighted, " hll"), (&info.inserted, " ins"), (&info.deleted, " del")];
        let classes: String = marks.iter().filter(|(lines, _)| lines.contains(line)).map(|(_, class)| *class).collect();
        if info.first_line.is_none() && classes.is_empty() {
            out.push_str(html);
            continue;
        }
        out.push_str("<span class=\"line");
        out.push_str(&classes);
        if let Some(first) = info.first_line {
            let number = u64::from(first) + u64::from(line) - 1;
            out.push_str(&format!("\" data-line=\"{number}"));
        }
        out.push_str("\">");
        out.push_str(html);
        out.push_str("</span>");
    }
}

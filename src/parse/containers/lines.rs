//! What the start of a line means in CommonMark: code fences, headings, rules, list items, footnotes.
//!
//! Rest of a line → what it opens, as pulldown-cmark reads it. Must never look at another line.

/// A code fence that opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    mark: u8,
    length: usize,
    /// Columns before it, which lines of the code may have too.
    pub(super) indent: usize,
}

/// A mark of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ItemMark {
    pub(super) bytes: usize,
    /// Whether it may end a paragraph, unless nothing stands behind it.
    pub(super) interrupts: bool,
}

pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | 0x0b | 0x0c))
}

/// How often a byte stands at the start of a text.
fn run(text: &str, byte: u8) -> usize {
    text.bytes().take_while(|found| *found == byte).count()
}

pub(super) fn fence(text: &str, indent: usize) -> Option<Fence> {
    let mark = *text.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = run(text, mark);
    let is_code_span = mark == b'`' && text[length..].contains('`');
    (length >= 3 && !is_code_span).then_some(Fence { mark, length, indent })
}

impl Fence {
    /// Whether a line, from its first character that is no blank, closes the code.
    pub(super) fn is_closed_by(self, text: &str) -> bool {
        let length = run(text, self.mark);
        length >= self.length && text[length..].bytes().all(|byte| byte == b' ')
    }
}

/// Where a row of `*`, `-` or `_` that is no rule ends, so that no other look is taken at it.
#[derive(Debug, Default)]
pub(super) struct NoRule {
    mark: u8,
    left: usize,
}

/// Whether the rest of a line is a rule; `known` holds for the line.
pub(super) fn is_rule(text: &str, known: &mut NoRule) -> bool {
    let Some(&mark) = text.as_bytes().first().filter(|byte| matches!(byte, b'*' | b'-' | b'_')) else { return false };
    if known.mark == mark && text.len() > known.left {
        return false;
    }
    let mut count = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b' ' | b'\t' => {}
            byte if byte == mark => count += 1,
            _ => {
                *known = NoRule { mark, left: text.len() - at };
                return false;
            }
        }
    }
    count >= 3
}

pub(super) fn is_heading(text: &str) -> bool {
    let level = run(text, b'#');
    (1..=6).contains(&level) && text[level..].bytes().next().is_none_or(|byte| byte.is_ascii_whitespace())
}

/// Whether a line makes the paragraph above it a heading.
pub(super) fn is_underline(text: &str) -> bool {
    let Some(&mark) = text.as_bytes().first().filter(|byte| matches!(byte, b'=' | b'-')) else { return false };
    is_blank(&text[run(text, mark)..])
}

/// The mark of a list item, without the blank behind it. Rules are to be asked for first.
pub(super) fn item(text: &str) -> Option<ItemMark> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match text.as_bytes().get(digits)? {
        b'-' | b'+' | b'*' if digits == 0 => ItemMark { bytes: 1, interrupts: true },
        b'.' | b')' if (1..=9).contains(&digits) => {
            let is_first = text[..digits].trim_start_matches('0') == "1";
            ItemMark { bytes: digits + 1, interrupts: is_first }
        }
        _ => return None,
    };
    let rest = &text[mark.bytes..];
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(mark)
}

/// Whether the text of an item is the box of a task and nothing else.
pub(super) fn is_empty_task(text: &str) -> bool {
    let text = text.trim_start();
    ["[ ]", "[x]", "[X]"].iter().any(|mark| text.strip_prefix(mark).is_some_and(is_blank))
}

/// The length of `[^name]:`.
pub(super) fn footnote(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("[^")?;
    let end = rest.find(['[', ']'])?;
    let is_name = rest[end..].starts_with("]:") && !rest[..end].trim().is_empty();
    is_name.then_some(end + 4)
}

#[cfg(test)]
mod tests {
    use super::{NoRule, fence, footnote, is_heading, is_rule, is_underline, item};

    #[test]
    fn what_lines_open() {
        assert!(fence("```rust", 0).is_some_and(|fence| fence.is_closed_by("```` ") && !fence.is_closed_by("``")));
        assert!(fence("``` a`b", 0).is_none() && fence("~~~ a`b", 0).is_some());
        assert!(is_rule("- - -", &mut NoRule::default()) && !is_rule("- -", &mut NoRule::default()));
        assert!(is_heading("## a") && is_heading("#") && !is_heading("#a") && !is_heading("####### a"));
        assert!(is_underline("===  ") && !is_underline("=== \"a\""));
        assert_eq!(item("12. a").map(|mark| (mark.bytes, mark.interrupts)), Some((3, false)));
        assert_eq!(item("1) a").map(|mark| (mark.bytes, mark.interrupts)), Some((2, true)));
        assert!(item("-a").is_none() && item("-").is_some() && item("1234567890. a").is_none());
        assert_eq!((footnote("[^a b]: c"), footnote("[^]: c"), footnote("[^a] c")), (Some(7), None, None));
    }

    #[test]
    fn a_row_of_marks_is_read_once() {
        let line = format!("{}x", "- ".repeat(40_000));
        let mut known = NoRule::default();
        for at in (0..line.len() - 1).step_by(2) {
            assert!(!is_rule(&line[at..], &mut known));
        }
    }
}

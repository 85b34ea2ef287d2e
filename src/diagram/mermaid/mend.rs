//! What mermaid reads and merman does not, written so that both read it.
//!
//! Text of a diagram that was refused → [`Change`]s for a second try: forms that the grammar of mermaid 12 allows, text that
//! came out of a page with its entities, and characters in names that have stand-ins while merman has the text. Must never
//! change what a label shows.

use std::borrow::Cow;

use crate::diagram::mermaid::source::{Change, has_subroutines};
use crate::text::Span;

/// Where the stand-ins of ASCII begin: the last private characters that there are, which no font of icons uses.
const STAND_INS: u32 = 0x0010_f000;
/// Lines of a sequence diagram whose words are not names.
const WORDS: [&str; 17] = [
    "loop",
    "alt",
    "else",
    "opt",
    "par",
    "par_over",
    "and",
    "rect",
    "critical",
    "option",
    "break",
    "box",
    "title",
    "end",
    "autonumber",
    "accTitle",
    "accDescr",
];

/// The changes that the second try needs.
pub(super) fn mends(source: &str) -> Vec<Change> {
    let head = |wanted: &str| source.lines().any(|line| line.trim_start().starts_with(wanted));
    let line_mends: fn(&str) -> Vec<Change> = if head("sequenceDiagram") {
        names
    } else if head("stateDiagram") {
        described
    } else if head("classDiagram") {
        bodies
    } else if has_subroutines(source) {
        labels
    } else {
        |_| Vec::new()
    };
    let (mut changes, mut start) = (Vec::new(), 0);
    for line in source.split_inclusive('\n') {
        if line.trim_start().starts_with("</pre") {
            changes.push((Span::new(start, source.len()), String::new()));
            break;
        }
        let found = entities(line).into_iter().chain(line_mends(line));
        changes.extend(found.map(|(span, text)| (span.shifted(start), text)));
        start += line.len();
    }
    changes
}

/// The character that stands for one of ASCII in a name.
fn stand_in(c: char) -> String {
    char::from_u32(STAND_INS + u32::from(c)).map(String::from).unwrap_or_default()
}

/// Words that may stand in any label: signs of mermaid have stand-ins.
pub(super) fn written(words: &str) -> String {
    let sign = |c: char| match c {
        '<' => "#lt;".to_owned(),
        '>' => "#gt;".to_owned(),
        '&' => "#amp;".to_owned(),
        '"' => "#quot;".to_owned(),
        '\\' => "#92;".to_owned(),
        c if c.is_ascii_punctuation() => stand_in(c),
        c => c.to_string(),
    };
    words.chars().map(sign).collect()
}

/// What a character stands for, if it is a stand-in.
fn stood_for(c: char) -> Option<char> {
    u32::from(c)
        .checked_sub(STAND_INS)
        .and_then(char::from_u32)
        .filter(|c| c.is_ascii_punctuation() && !matches!(c, '"' | '<' | '>' | '&' | '\\'))
}

/// A text of merman's, with what the stand-ins stand for: none of them has a meaning in XML or JSON.
pub(super) fn restored(text: &str) -> Cow<'_, str> {
    if text.contains(|c| stood_for(c).is_some()) {
        text.chars().map(|c| stood_for(c).unwrap_or(c)).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// A text of JSON with the signs that entities stand for: mermaid writes `#lt;` as `ﬂ°lt¶ß` for a while.
pub(super) fn decoded(json: &str) -> String {
    let mut parts = json.split("ﬂ°");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let Some((name, rest)) = part.split_once("¶ß") else {
            out.push_str("ﬂ°");
            out.push_str(part);
            continue;
        };
        let code = name.strip_prefix('°').and_then(|code| code.parse().ok()).and_then(char::from_u32);
        let sign = code.map(String::from).or_else(|| {
            let known = [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("nbsp", " "), ("apos", "'")];
            known.iter().find(|(own, _)| *own == name).map(|(_, sign)| (*sign).to_owned())
        });
        let quoted = serde_json::Value::String(sign.unwrap_or_else(|| format!("#{name};"))).to_string();
        out.push_str(&quoted[1..quoted.len() - 1]);
        out.push_str(rest);
    }
    out
}

/// Text that was copied out of a page: `&lt;&lt;interface&gt;&gt;`.
fn entities(line: &str) -> Vec<Change> {
    let find = |(name, c): (&'static str, &'static str)| {
        line.match_indices(name).map(move |(at, _)| (Span::new(at, at + name.len()), c.to_owned()))
    };
    [("&lt;", "<"), ("&gt;", ">")].into_iter().flat_map(find).collect()
}

/// Names of actors with brackets and strokes in them: `A->>Node(main): go`.
fn names(line: &str) -> Vec<Change> {
    let first = line.split_whitespace().next().unwrap_or_default();
    if WORDS.contains(&first.trim_end_matches(':')) || first.starts_with("%%") {
        return Vec::new();
    }
    let end = line.find(':').or_else(|| line.find(" as ")).unwrap_or(line.trim_end().len());
    let (mut changes, mut is_in_name, mut open) = (Vec::new(), false, false);
    for (at, c) in line[..end].char_indices() {
        let after = line[at + c.len_utf8()..end].chars().next();
        let goes_on = after.is_some_and(char::is_alphanumeric);
        let is_part = match c {
            '(' => is_in_name && goes_on,
            ')' => open,
            '/' => is_in_name && goes_on && !line[..at].ends_with('-'),
            _ => false,
        };
        if is_part {
            open = c == '(' || (open && c != ')');
            changes.push((Span::new(at, at + 1), stand_in(c)));
        } else if !c.is_whitespace() {
            is_in_name = c.is_alphanumeric() || c == '_';
        }
    }
    changes
}

/// `state A: words` says the same as `A: words`.
fn described(line: &str) -> Vec<Change> {
    let lead = line.len() - line.trim_start().len();
    let Some(rest) = line[lead..].strip_prefix("state ") else { return Vec::new() };
    let is_name =
        rest.split_once(':').is_some_and(|(name, _)| name.trim().chars().all(|c| c.is_alphanumeric() || c == '_'));
    if is_name { vec![(Span::new(lead, lead + "state ".len()), String::new())] } else { Vec::new() }
}

/// `class A { x }` on one line.
fn bodies(line: &str) -> Vec<Change> {
    let is_class = line.trim_start().starts_with("class ");
    let (Some(open), Some(close)) = (line.find('{'), line.trim_end().rfind('}')) else { return Vec::new() };
    if !is_class || close < open || line[open + 1..close].trim().is_empty() {
        return Vec::new();
    }
    vec![(Span::new(open, open + 1), "{\n".to_owned()), (Span::new(close, close + 1), "\n}".to_owned())]
}

/// What merman would not read on a line of a flowchart.
fn labels(line: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    dotted(line, &mut changes);
    half_quoted(line, &mut changes);
    // `A["label" ]`: a space between the quote and the bracket.
    for (end, _) in line.match_indices([']', ')', '}']) {
        let before = line[..end].trim_end_matches(' ');
        if before.len() < end && before.ends_with('"') {
            changes.push((Span::new(before.len(), end), String::new()));
        }
    }
    // `A[@scope/name]`: no id of an edge.
    for (at, _) in line.match_indices("[@") {
        if let Some(end) = line[at..].find(']').map(|length| at + length)
            && !line[at..end].contains('"')
        {
            changes.push((Span::new(at, at + 1), "[\"".to_owned()));
            changes.push((Span::new(end, end + 1), "\"]".to_owned()));
        }
    }
    changes
}

/// `A -. 4.b .-> B`: a dot inside of the label of a dotted line.
fn dotted(line: &str, changes: &mut Vec<Change>) {
    let mut at = 0;
    while let Some(open) = line[at..].find("-. ").map(|found| at + found + 2) {
        let Some(close) = line[open..].find(" .-").map(|found| open + found) else { break };
        let label = line[open..close].trim();
        if label.contains('.') && !label.contains(['"', '|']) {
            changes.push((Span::new(open, close), format!(" \"{label}\"")));
        }
        at = close + 3;
    }
}

/// `A["one" and more]`, `A -->|"one" and more| B`, `subgraph "one" and more`: the quote ends where the words do.
fn half_quoted(line: &str, changes: &mut Vec<Change>) {
    let text = line.trim_end();
    for (open, bracket) in text.match_indices(['[', '(', '{', '|', ' ']) {
        let (start, is_header) = (open + 1, bracket == " " && text[..open].trim() == "subgraph");
        let Some(length) = text[start..].strip_prefix('"').and_then(|rest| rest.find('"')) else { continue };
        let quote = start + 1 + length;
        let end = match bracket {
            " " if is_header => text[quote + 1..].find('[').map_or(text.len(), |at| quote + 1 + at),
            " " => continue,
            "[" => text[quote..].find(']').map_or(quote, |at| quote + at),
            "(" => text[quote..].find(')').map_or(quote, |at| quote + at),
            "{" => text[quote..].find('}').map_or(quote, |at| quote + at),
            _ => text[quote..].find('|').map_or(quote, |at| quote + at),
        };
        if end > quote
            && text[quote + 1..end].contains(|c: char| c.is_alphanumeric())
            && !text[quote + 1..end].contains('"')
        {
            changes.push((Span::new(quote, quote + 1), String::new()));
            changes.push((Span::new(end, end), "\"".to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{decoded, restored, stood_for};
    use crate::diagram::mermaid::source::mended;

    #[test]
    fn what_merman_reads_too_strictly_is_mended() {
        for (source, text) in [
            ("graph TD\nA -. 4.b .-> B", Some("graph TD\nA -. \"4.b\" .-> B")),
            ("graph TD\nA[\"x\" ]-->B", Some("graph TD\nA[\"x\"]-->B")),
            ("graph TD\nA[\"x\" y]-->B", Some("graph TD\nA[\"x y\"]-->B")),
            ("graph TD\nA -->|\"x\" y| B", Some("graph TD\nA -->|\"x y\"| B")),
            ("graph TD\nsubgraph \"x\" y\nend", Some("graph TD\nsubgraph \"x y\"\nend")),
            ("graph TD\nA[@x/y] --> B", Some("graph TD\nA[\"@x/y\"] --> B")),
            ("graph TD\nA -. x .-> B", None),
            ("graph TD\nA[\"x\"] --> B(\"y\")", None),
            ("stateDiagram-v2\n state A: b", Some("stateDiagram-v2\n A: b")),
            ("stateDiagram-v2\n state \"a: b\" as A", None),
            ("classDiagram\n class A { x }", Some("classDiagram\n class A {\n x \n}")),
            ("classDiagram\n&lt;&lt;i&gt;&gt; A", Some("classDiagram\n<<i>> A")),
            ("classDiagram\n class A {\n x()\n }", None),
            ("pie\n\"a\": 1\n</pre\n><h1>", Some("pie\n\"a\": 1\n")),
        ] {
            assert_eq!(mended(source).map(|prepared| prepared.text).as_deref(), text, "{source}");
        }
    }

    #[test]
    fn names_have_stand_ins_for_a_while() {
        let shown = |source: &str| {
            let text = mended(source).map(|prepared| prepared.text)?;
            let changed: String = text.chars().filter_map(stood_for).collect();
            assert_eq!(restored(&text), source);
            Some(changed)
        };
        assert_eq!(shown("sequenceDiagram\nA->>B(x): f(y)").as_deref(), Some("()"));
        assert_eq!(shown("sequenceDiagram\nNote over A,B (x/y): z").as_deref(), Some("(/)"));
        for source in ["A-)B: x", "A--)B: f(x)", "A()->>()B: x", "loop f(x)", "A-//B: x", "%% A(b)"] {
            assert_eq!(shown(&format!("sequenceDiagram\n{source}")), None, "{source}");
        }
    }

    #[test]
    fn signs_of_entities_are_signs() {
        for (json, decoded_json) in [
            (r#"{"a":"ﬂ°lt¶ßb ﬂ°°35¶ß"}"#, r#"{"a":"<b #"}"#),
            (r#"{"a":"ﬂ°quot¶ß ﬂ°°92¶ß ﬂ°heart¶ß"}"#, r#"{"a":"\" \\ #heart;"}"#),
            ("ﬂ° alone", "ﬂ° alone"),
        ] {
            assert_eq!(decoded(json), decoded_json);
        }
    }
}

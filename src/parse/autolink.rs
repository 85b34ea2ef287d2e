//! Addresses in running text that are links without any notation: `https://…`, `www.…`, `name@host`.
//!
//! Text of one line piece → the spans that are links, as the GitHub Flavored Markdown spec 0.29, section
//! "Autolinks (extension)", has it. Must never look at text inside of links or code.

use crate::text::Span;

/// One address: where it stands and the URL that it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Bytes of the text.
    pub span: Span,
    /// The URL: the address itself, with `http://` before `www.` and `mailto:` before a mail address.
    pub url: String,
}

/// Finds the addresses of a text in one pass, in order. `before` is the character in front of the text, if any.
#[must_use]
pub fn find(text: &str, before: Option<char>) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    if !text.contains(['@', ':', '.']) {
        return found;
    }
    let mut done = 0;
    let mut at = 0;
    let mut run = DomainRun::default();
    while let Some(step) = memchr::memchr3(b':', b'@', b'w', &text.as_bytes()[at..]) {
        let here = at + step;
        at = here + 1;
        if here < done {
            continue;
        }
        let address = match text.as_bytes()[here] {
            b':' => web_at(text, done, here, before).or_else(|| mail_scheme_at(text, done, here)),
            b'@' => mail_at(text, done, here),
            _ if !may_start(text, here, before) => None,
            _ => www_at(text, done, here, &mut run),
        };
        if let Some(address) = address
            && may_start(text, address.span.start, before)
        {
            done = address.span.end;
            at = at.max(done);
            found.push(address);
        }
    }
    found
}

/// Addresses start a line, or follow white space or one of `*`, `_`, `~`, `(`; mail addresses and schemes may
/// also follow quotes and the like, but never a letter or digit. Behind a `<`, blanks aside, the author wanted an
/// autolink in brackets and failed: left as it is, so that the fault shows.
fn may_start(text: &str, start: usize, before: Option<char>) -> bool {
    if text[..start].chars().rev().chain(before).find(|c| *c != ' ') == Some('<') {
        return false;
    }
    let previous = text[..start].chars().next_back().or(if start == 0 { before } else { None });
    let is_www = text[start..].starts_with("www.");
    previous.is_none_or(|c| c.is_whitespace() || "*_~(".contains(c) || (!is_www && !c.is_alphanumeric() && c != '/'))
}

fn web_at(text: &str, floor: usize, colon: usize, before: Option<char>) -> Option<Address> {
    text[colon..].strip_prefix("://")?;
    let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| {
        colon >= floor + scheme.len()
            && text.get(colon - scheme.len()..colon).is_some_and(|word| word.eq_ignore_ascii_case(scheme))
    })?;
    let start = colon - scheme.len();
    // Asked before the address is read to its end: in a row of such addresses each would be read by all before.
    if !may_start(text, start, before) {
        return None;
    }
    let length = DomainRun::at(text, colon + 3).valid_from(text, colon + 3, 1)?;
    let end = trimmed_end(text, start, colon + 3 + length);
    (end > colon + 3).then(|| Address { span: Span::new(start, end), url: text[start..end].to_owned() })
}

fn www_at(text: &str, floor: usize, start: usize, run: &mut DomainRun) -> Option<Address> {
    if start < floor || !text[start..].starts_with("www.") {
        return None;
    }
    if start >= run.end {
        *run = DomainRun::at(text, start);
    }
    let length = run.valid_from(text, start, 2)?;
    let end = trimmed_end(text, start, start + length);
    (end > start + 4).then(|| Address { span: Span::new(start, end), url: format!("http://{}", &text[start..end]) })
}

/// A run of characters that a domain may hold: read once, however many addresses may start in it.
#[derive(Debug, Default)]
struct DomainRun {
    end: usize,
    /// The run's last `.` that is followed by anything else, if it has one.
    last_dot: Option<usize>,
    /// Where its last two segments start.
    tail: usize,
    /// The last `_` of these.
    underscore: Option<usize>,
}

impl DomainRun {
    fn at(text: &str, start: usize) -> Self {
        let ends = |c: char| {
            c.is_whitespace() || (c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'))
        };
        let end = start + text[start..].find(ends).unwrap_or(text.len() - start);
        let name = text[start..end].trim_end_matches('.');
        let last_dot = name.rfind('.');
        let tail = last_dot.and_then(|at| name[..at].rfind('.')).map_or(0, |at| at + 1);
        let underscore = name[tail..].rfind('_').map(|at| start + tail + at);
        Self { end, last_dot: last_dot.map(|at| start + at), tail: start + tail, underscore }
    }

    /// The length of a valid domain that starts at `start`, with at least `segments` (1 or 2) segments; the last two
    /// must not hold `_`.
    fn valid_from(&self, text: &str, start: usize, segments: usize) -> Option<usize> {
        let is_named = start < self.end && text.as_bytes()[start] != b'.';
        let is_long = segments < 2 || self.last_dot.is_some_and(|dot| dot >= start);
        let is_plain = self.underscore.is_none_or(|at| at < start.max(self.tail));
        (is_named && is_long && is_plain).then(|| self.end - start)
    }
}

/// Where an address that has a valid domain up to `from` ends: at white space or `<`, without trailing
/// punctuation, unbalanced `)` and entity-like `&x;`.
fn trimmed_end(text: &str, start: usize, from: usize) -> usize {
    let mut end = from + text[from..].find(|c: char| c.is_whitespace() || c == '<').unwrap_or(text.len() - from);
    let mut closing = text[start..end].matches(')').count();
    let opening = text[start..end].matches('(').count();
    loop {
        let rest = &text[start..end];
        match rest.as_bytes().last() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"') => end -= 1,
            Some(b')') if closing > opening => {
                closing -= 1;
                end -= 1;
            }
            Some(b';') => {
                let name = rest[..rest.len() - 1].trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                if name.ends_with('&') && name.len() + 1 < rest.len() {
                    end = start + name.len() - 1;
                } else {
                    return end;
                }
            }
            _ => return end,
        }
    }
}

const fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+')
}

fn mail_at(text: &str, floor: usize, sign: usize) -> Option<Address> {
    let bytes = text.as_bytes();
    let mut start = sign;
    while start > floor && is_local(bytes[start - 1]) {
        start -= 1;
    }
    let end = mail_domain_end(text, sign)?;
    (start < sign).then(|| Address { span: Span::new(start, end), url: format!("mailto:{}", &text[start..end]) })
}

fn mail_domain_end(text: &str, sign: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = sign + 1;
    while end < bytes.len() && (bytes[end].is_ascii_alphanumeric() || matches!(bytes[end], b'.' | b'-' | b'_')) {
        end += 1;
    }
    while bytes[end - 1] == b'.' {
        end -= 1;
    }
    let domain = text.get(sign + 1..end)?;
    (domain.contains('.') && !domain.starts_with('.') && !domain.ends_with(['-', '_'])).then_some(end)
}

/// `mailto:name@host` and `xmpp:name@host/resource`.
fn mail_scheme_at(text: &str, floor: usize, colon: usize) -> Option<Address> {
    let scheme = ["mailto", "xmpp"].into_iter().find(|scheme| text[floor..colon].ends_with(scheme))?;
    let start = colon - scheme.len();
    let local = text.as_bytes()[colon + 1..].iter().take_while(|byte| is_local(**byte)).count();
    let sign = colon + 1 + local;
    if local == 0 || text.as_bytes().get(sign) != Some(&b'@') {
        return None;
    }
    let mut end = mail_domain_end(text, sign)?;
    if scheme == "xmpp" && text[end..].starts_with('/') {
        let resource = text[end + 1..]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '@' | '.')))
            .unwrap_or(text.len() - end - 1);
        end += if resource > 0 { resource + 1 } else { 0 };
        while text[..end].ends_with('.') {
            end -= 1;
        }
    }
    Some(Address { span: Span::new(start, end), url: text[start..end].to_owned() })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn addresses_in_text() {
        let cases: &[(&str, &[&str])] = &[
            ("see https://a.example/x_y?q=(1). Then", &["https://a.example/x_y?q=(1)"]),
            ("(at http://a.example/ok)", &["http://a.example/ok"]),
            ("\"ftp://a.example\"", &["ftp://a.example"]),
            ("www.a.example, xwww.b.example", &["http://www.a.example"]),
            ("www.a", &["http://www.a"]),
            ("http://a_b.c_d", &[]),
            ("me@host.example. you@host", &["mailto:me@host.example"]),
            ("me@host.example-", &[]),
            ("mailto:me@host.example xmpp:a@b.c/d@e", &["mailto:me@host.example", "xmpp:a@b.c/d@e"]),
            ("https://a.example/?q&copy;", &["https://a.example/?q"]),
            ("javascript://a.example", &[]),
            ("nothing: here", &[]),
            ("<https://a.example b> < me@host.example >", &[]),
        ];
        for (text, expected) in cases {
            let urls: Vec<String> = find(text, None).into_iter().map(|address| address.url).collect();
            assert_eq!(&urls, expected, "{text}");
        }
    }

    #[test]
    fn long_hostile_text_takes_linear_time() {
        let text = "a@".repeat(100_000) + &"www.".repeat(50_000) + &")".repeat(100_000);
        assert!(find(&text, None).len() < 3);
        let text = "xhttp://a.b/".repeat(50_000) + " " + &"_www.".repeat(100_000) + "a_";
        assert!(find(&text, None).is_empty());
    }
}

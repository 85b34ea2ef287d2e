//! Addresses: relative ones between the files of the site, percent-encoding, and which schemes are safe.
//!
//! Paths and targets → addresses, not yet escaped for HTML (that is [`super::escape::address`]). A path of the
//! site is `/`-separated and not encoded. Must never let a scheme pass that is not on the list.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What may not stand in a path of ours: all but unreserved characters, `/`, and a few harmless ones.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b':')
    .add(b';')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What is encoded in an address that an author wrote; `%` stays, so that nothing is encoded twice.
const WRITTEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Schemes that links may have whatever the configuration says.
const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "ftp", "sftp", "ssh", "git", "irc", "xmpp", "matrix", "sms", "geo", "magnet",
    "obsidian", "vscode",
];

/// Where an address is going to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// In a link.
    Link,
    /// In an image.
    Image,
}

/// Encodes a path of the site.
pub(crate) fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Encodes an address that an author wrote, keeping what is encoded already.
pub(crate) fn encode_written(address: &str) -> String {
    utf8_percent_encode(address, WRITTEN).to_string()
}

/// Encodes a fragment, without its `#`.
pub(crate) fn encode_fragment(fragment: &str) -> String {
    utf8_percent_encode(fragment, PATH).to_string()
}

/// The file that a page's URL stands for: `how-to/pin/` → `how-to/pin/index.html`.
pub(crate) fn page_file(url: &str) -> String {
    format!("{url}index.html")
}

/// The way from a page up to the root of the site: `../` for each of its folders.
pub(crate) fn to_root(page_url: &str) -> String {
    "../".repeat(page_url.matches('/').count())
}

/// The encoded address of a file, seen from a page (given by its URL, empty or with a `/` at its end).
pub(crate) fn relative(page_url: &str, file: &str) -> String {
    let shared = shared_folders(page_url, file);
    let mut out = to_root(&page_url[shared..]);
    out.push_str(&encode_path(&file[shared..]));
    out
}

/// How many bytes of two paths are folders that they share.
fn shared_folders(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    a.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1)
}

/// Where addresses are written: a page of the site, or one that is shown anywhere.
#[derive(Debug)]
pub(crate) struct Base {
    /// The encoded URL of the page.
    page: String,
    /// What stands in front of every address.
    prefix: String,
}

impl Base {
    /// Addresses from a page, as short as they can be.
    pub(crate) fn of_page(page_url: &str) -> Self {
        Self { page: encode_path(page_url), prefix: String::new() }
    }

    /// Addresses that all start at one place.
    pub(crate) fn at(prefix: &str) -> Self {
        Self { page: String::new(), prefix: prefix.to_owned() }
    }

    /// The way to the root of the site.
    pub(crate) fn root(&self) -> String {
        format!("{}{}", self.prefix, to_root(&self.page))
    }

    /// Appends the address of an encoded file of the site.
    pub(crate) fn push_relative(&self, out: &mut String, file: &str) {
        let shared = shared_folders(&self.page, file);
        out.push_str(&self.prefix);
        for _ in self.page[shared..].bytes().filter(|byte| *byte == b'/') {
            out.push_str("../");
        }
        out.push_str(&file[shared..]);
    }
}

/// The scheme of an address in lower case, as a browser sees it: white space and control characters do not hide it.
pub(crate) fn scheme(address: &str) -> Option<String> {
    let mut name = String::new();
    for c in address.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c)) {
        match c {
            ':' => return (!name.is_empty()).then_some(name),
            'a'..='z' | 'A'..='Z' => name.push(c.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !name.is_empty() => name.push(c),
            _ => return None,
        }
    }
    None
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a site may link to an address; `more` are the schemes of the configuration.
pub(crate) fn is_allowed(address: &str, place: Use, more: &[String]) -> bool {
    match scheme(address) {
        None => true,
        Some(name) if name == "data" => place == Use::Image && is_picture_data(address),
        Some(name) => SCHEMES.contains(&name.as_str()) || more.contains(&name),
    }
}

/// Whether a fragment may link to an address: anything but what runs code or reads files.
pub(crate) fn is_harmless(address: &str, place: Use) -> bool {
    match scheme(address).as_deref() {
        Some("javascript" | "vbscript" | "file") => false,
        Some("data") => place == Use::Image && is_picture_data(address),
        _ => true,
    }
}

fn is_picture_data(address: &str) -> bool {
    let head: String = address.chars().take(40).filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let head = head.to_ascii_lowercase();
    ["png", "gif", "jpeg", "webp", "avif"].iter().any(|kind| {
        head.strip_prefix("data:image/")
            .and_then(|rest| rest.strip_prefix(kind))
            .is_some_and(|rest| rest.starts_with([';', ',']))
    })
}

#[cfg(test)]
mod tests {
    use super::{Use, encode_written, is_allowed, is_harmless, relative, scheme};

    #[test]
    fn addresses_between_pages_are_relative_and_encoded_once() {
        let cases = [
            ("", "how-to/pin/index.html", "how-to/pin/index.html"),
            ("how-to/pin/", "how-to/zot/index.html", "../zot/index.html"),
            ("how-to/pin/", "index.html", "../../index.html"),
            ("how-to/pin/", "how-to/pin/index.html", "index.html"),
            ("how-to/pin/", "how-to/pinned/index.html", "../pinned/index.html"),
            ("a/", "b c/100%é:x.png", "../b%20c/100%25%C3%A9%3Ax.png"),
        ];
        for (page, file, wanted) in cases {
            assert_eq!(relative(page, file), wanted, "from {page} to {file}");
        }
        assert_eq!(encode_written("a%20b c?x=\"ä\""), "a%20b%20c?x=%22%C3%A4%22");
    }

    #[test]
    fn no_spelling_hides_a_dangerous_scheme() {
        for hostile in ["javascript:x", " JaVa\tScRiPt:x", "java\nscript\u{0}:x", "\u{1}vbscript:x", "file:///etc"] {
            assert!(!is_allowed(hostile, Use::Link, &[]), "{hostile:?}");
            assert!(!is_harmless(hostile, Use::Link), "{hostile:?}");
        }
        assert!(!is_allowed("data:text/html,x", Use::Image, &[]));
        assert!(!is_allowed("data:image/svg+xml,x", Use::Image, &[]));
        assert!(!is_allowed("data:image/png;base64,x", Use::Link, &[]));
        assert!(is_allowed("data:image/png;base64,x", Use::Image, &[]));
        assert!(!is_allowed("steam://x", Use::Link, &[]) && is_allowed("steam://x", Use::Link, &["steam".to_owned()]));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("#a:b"), None);
    }
}

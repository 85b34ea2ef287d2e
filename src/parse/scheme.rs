//! Schemes of addresses: what a browser takes for one, and which are safe.
//!
//! The one list for checks and site. Must never let a scheme pass that is not on it.

/// Schemes that links may have whatever the configuration says.
pub const SCHEMES: [&str; 16] = [
    "http", "https", "mailto", "tel", "ftp", "sftp", "ssh", "git", "irc", "xmpp", "matrix", "sms", "geo", "magnet",
    "obsidian", "vscode",
];

/// Where an address is going to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// In a link.
    Link,
    /// In an image.
    Image,
}

/// The scheme of an address in lower case, as a browser sees it: white space, control and invisible characters do not
/// hide it. `None` for a path; `//host` counts as `https`, and one letter is the drive of a path.
#[must_use]
pub fn scheme(address: &str) -> Option<String> {
    let seen = || address.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c));
    if seen().take(2).eq(['/', '/']) {
        return Some("https".to_owned());
    }
    let mut name = String::new();
    for c in seen() {
        match c {
            ':' => return (name.len() > 1).then_some(name),
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
#[must_use]
pub fn is_allowed(address: &str, place: Use, more: &[String]) -> bool {
    match scheme(address) {
        None => true,
        Some(name) if name == "data" => place == Use::Image && is_picture_data(address),
        Some(name) => SCHEMES.contains(&name.as_str()) || more.contains(&name),
    }
}

/// Whether a fragment may link to an address: anything but what runs code or reads files.
#[must_use]
pub fn is_harmless(address: &str, place: Use) -> bool {
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
    use super::{Use, is_allowed, is_harmless, scheme};

    #[test]
    fn schemes_as_browsers_read_them() {
        for (address, expected) in [
            ("https://a", Some("https")),
            ("java\tscript:x", Some("javascript")),
            (" JaVaScRiPt:x", Some("javascript")),
            ("\u{200b}javascript:x", Some("javascript")),
            ("//host/x", Some("https")),
            ("a/b:c", None),
            ("a.md", None),
            ("c:x", None),
            ("1a:x", None),
        ] {
            assert_eq!(scheme(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn only_listed_schemes_pass() {
        let more = ["zotero".to_owned()];
        for (address, place, allowed, harmless) in [
            ("https://example.org/", Use::Link, true, true),
            ("zotero:1", Use::Link, true, true),
            ("made-up:1", Use::Link, false, true),
            ("javascript:alert(1)", Use::Link, false, false),
            ("file:///etc/passwd", Use::Link, false, false),
            ("data:text/html;base64,x", Use::Image, false, false),
            ("data:image/png;base64,x", Use::Image, true, true),
            ("data:image/png;base64,x", Use::Link, false, false),
            ("data:image/svg+xml,x", Use::Image, false, false),
        ] {
            assert_eq!(
                (is_allowed(address, place, &more), is_harmless(address, place)),
                (allowed, harmless),
                "{address}"
            );
        }
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

//! Addresses: relative ones between the files of the site, and percent-encoding.
//!
//! Paths and targets → addresses, not yet escaped for HTML (that is [`super::escape::address`]). A path of the
//! site is `/`-separated and not encoded. Which schemes are safe is for
//! `parse::scheme` to say. Must never encode twice.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

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

/// What may not stand in a path of ours: all but unreserved characters, `/`, and a few harmless ones.
const PATH: &AsciiSet = &WRITTEN.add(b'#').add(b'%').add(b'&').add(b'\'').add(b':').add(b';').add(b'=').add(b'?');

/// As [`PATH`], and `/`.
const SEGMENT: &AsciiSet = &PATH.add(b'/');

/// Encodes a path of the site.
pub(crate) fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Encodes a path as one segment of another, its `/` too.
pub(crate) fn encode_segment(path: &str) -> String {
    utf8_percent_encode(path, SEGMENT).to_string()
}

/// Encodes an address that an author wrote, keeping what is encoded already.
pub(crate) fn encode_written(address: &str) -> String {
    utf8_percent_encode(address, WRITTEN).to_string()
}

/// Encodes a fragment, without its `#`.
pub(crate) fn encode_fragment(fragment: &str) -> String {
    utf8_percent_encode(fragment, PATH).to_string()
}

/// The file that a page's URL stands for: `how-to/pin/` → `how-to/pin/index.html`; a URL that is no folder is the file.
pub(crate) fn page_file(url: &str) -> String {
    if is_folder(url) { format!("{url}index.html") } else { url.to_owned() }
}

/// The URLs under which a file could be a page, given by its path: as the index of a folder, and as itself.
pub(crate) fn urls_of_file(path: &str) -> impl Iterator<Item = &str> {
    let as_index = path.strip_suffix("index.html").filter(|url| is_folder(url));
    as_index.into_iter().chain(std::iter::once(path))
}

fn is_folder(url: &str) -> bool {
    url.is_empty() || url.ends_with('/')
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

/// The folder of a site on its host, from the root of the host: `/docs/` of `https://example.org/docs`.
pub(crate) fn folder_on_host(site: &str) -> String {
    let after_host = site.split_once("://").map_or(site, |(_, rest)| rest).split_once('/').map_or("", |(_, path)| path);
    match after_host.trim_matches('/') {
        "" => "/".to_owned(),
        folder => format!("/{}/", encode_written(folder)),
    }
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

#[cfg(test)]
mod tests {
    use super::{encode_written, folder_on_host, relative};

    #[test]
    fn a_site_has_a_folder_on_its_host() {
        for (site, folder) in [
            ("https://example.org", "/"),
            ("https://example.org/", "/"),
            ("http://localhost:8000", "/"),
            ("https://example.org/team/docs/", "/team/docs/"),
            ("https://example.org/d é", "/d%20%C3%A9/"),
        ] {
            assert_eq!(folder_on_host(site), folder, "{site}");
        }
    }

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
}

//! What a request asks for: the path of an address → the path of a file in the site.
//!
//! The site is a map from paths to files, so that no path can lead out of it; what is refused here is refused all the
//! same, because it is asked by attackers alone. Must never touch the disk, and never decode twice.

use percent_encoding::percent_decode_str;

/// The path in the site that an address means, decoded, without the `/` at its start: `how-to/pin/`. `None` where no
/// site has such a path: hidden names, ways up, empty names, backslashes, control characters, what is not UTF-8.
pub(super) fn path_of(address: &str) -> Option<String> {
    let encoded = address.strip_prefix('/')?;
    let path = percent_decode_str(encoded).decode_utf8().ok()?;
    if path.contains(|c: char| c == '\\' || c.is_control()) {
        return None;
    }
    let folders = path.strip_suffix('/').unwrap_or(&path);
    let is_plain = |name: &str| !name.is_empty() && !name.starts_with('.');
    (path.is_empty() || folders.split('/').all(is_plain)).then(|| path.into_owned())
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn plain_paths_are_decoded_once() {
        let cases = [
            ("/", ""),
            ("/how-to/pin/", "how-to/pin/"),
            ("/b%20c/100%25.png", "b c/100%.png"),
            ("/%C3%A9", "é"),
            ("/%252e%252e/x", "%2e%2e/x"),
            ("/@fs/etc/passwd", "@fs/etc/passwd"),
        ];
        for (address, wanted) in cases {
            assert_eq!(path_of(address).as_deref(), Some(wanted), "{address}");
        }
    }

    #[test]
    fn what_leaves_the_site_or_is_hidden_is_nothing() {
        for address in [
            "",
            "x",
            "/../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/..%5csecret",
            "/..\\secret",
            "//etc/passwd",
            "///../x",
            "/./x",
            "/a//b",
            "/a/../b",
            "/a/%00/b",
            "/a.html%00.png",
            "/.env",
            "/.git/config",
            "/a/.hidden",
            "/static/..;/x",
            "/%c0%ae%c0%ae/x",
            "/a%0d%0ab",
            "//",
            "/a//",
        ] {
            assert_eq!(path_of(address), None, "{address}");
        }
    }
}

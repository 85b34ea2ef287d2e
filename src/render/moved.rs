//! A page that leads to another one and knows no site: for the branches that versions are published on.
//!
//! An address → HTML. Must never hold a script.

use crate::render::escape;
use crate::render::url::encode_written;

/// The page that leads to an address, which is relative and as yet not encoded.
#[must_use]
pub fn redirect_page(address: &str) -> String {
    let mut target = String::new();
    escape::address(&mut target, &encode_written(address));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Redirecting</title>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={target}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{target}\">\n</head>\n<body>\n<main>\n<h1>Redirecting</h1>\n\
         <p>This page is at <a href=\"{target}\">{target}</a>.</p>\n</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::redirect_page;

    #[test]
    fn the_address_is_safe_in_a_page() {
        let page = redirect_page("1.0 \"x\"/");
        assert!(page.contains("url=1.0%20%22x%22/\""), "{page}");
        assert!(page.contains("<a href=\"1.0%20%22x%22/\">"), "{page}");
    }
}

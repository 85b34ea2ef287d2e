//! `sitemap.xml` and `robots.txt`: what search engines ask for.
//!
//! URLs of pages → text. Without the site's own address the sitemap counts from the root of the host; search engines
//! want whole addresses, so `robots.txt` names the sitemap only where there is one.

use crate::render::{Site, escape, url};

/// The sitemap of a site.
pub(crate) fn of_site(site: &Site) -> String {
    sitemap(site.plan.config.site.url.as_deref(), site.listed().map(|(url, _)| url))
}

/// The sitemap of pages, given by their URLs in order.
fn sitemap<'a>(site: Option<&str>, pages: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in pages {
        out.push_str("<url><loc>");
        escape::address(&mut out, &absolute(site.unwrap_or_default(), page));
        out.push_str("</loc></url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// What robots may read: everything.
pub(crate) fn robots(site: Option<&str>) -> String {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    if let Some(site) = site {
        out.push_str(&format!("\nSitemap: {}\n", absolute(site, "sitemap.xml")));
    }
    out
}

/// The absolute address of a page or file.
pub(crate) fn absolute(site: &str, path: &str) -> String {
    format!("{}/{}", site.trim_end_matches('/'), url::encode_path(path))
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_are_absolute_encoded_and_escaped() {
        let xml = super::sitemap(Some("https://example.org/docs/"), ["", "a b/é&/"].into_iter());
        assert!(xml.contains("<loc>https://example.org/docs/</loc>"));
        assert!(xml.contains("<loc>https://example.org/docs/a%20b/%C3%A9%26/</loc>"));
        assert!(super::robots(None).ends_with("Allow: /\n"));
    }
}

//! `sitemap.xml` and `robots.txt`: what search engines ask for.
//!
//! URLs of pages, with the day of the last change where a card has one → text. Without the site's own address the
//! sitemap counts from the root of the host; search engines want whole addresses, so `robots.txt` names the sitemap
//! only where there is one.

use crate::render::places::Place;
use crate::render::{Site, escape, summary, url};

/// The sitemap of a site.
pub(crate) fn of_site(site: &Site) -> String {
    let plan = &site.plan;
    let day = |place: &Place| match place {
        Place::Card(id) => summary::changed(&plan.history, &plan.graph.cards[*id]).map(summary::day),
        _ => None,
    };
    sitemap(plan.config.site.url.as_deref(), site.listed().map(|(url, place)| (url, day(place))))
}

/// The sitemap of pages, given by their URLs in order, each with the day of its last change.
fn sitemap<'a>(site: Option<&str>, pages: impl Iterator<Item = (&'a str, Option<String>)>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (page, day) in pages {
        out.push_str("<url><loc>");
        escape::address(&mut out, &absolute(site.unwrap_or_default(), page));
        out.push_str("</loc>");
        if let Some(day) = day {
            out.push_str(&format!("<lastmod>{day}</lastmod>"));
        }
        out.push_str("</url>\n");
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
        let pages = [("", Some("2026-11-21".to_owned())), ("a b/é&/", None)];
        let xml = super::sitemap(Some("https://example.org/docs/"), pages.into_iter());
        assert!(xml.contains("<loc>https://example.org/docs/</loc><lastmod>2026-11-21</lastmod></url>"));
        assert!(xml.contains("<loc>https://example.org/docs/a%20b/%C3%A9%26/</loc></url>"));
        assert!(super::robots(None).ends_with("Allow: /\n"));
    }
}

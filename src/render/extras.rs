//! The files beside the pages: one line each.
//!
//! A site → the paths of a kind of file, and the content of each when it is asked for. Must never depend on the order
//! in which files are made. Where a path is taken by a page or an asset, the author's file stands.

use super::output::Body;
use super::places::Place;
use super::previews::Previews;
use super::templates::TemplateError;
use super::{Site, assets, feed, graph_map, inventory, llms, page, previews, reviews, search, sitemap, social};

/// A kind of file.
pub(crate) struct Extra {
    /// Where such files stand in the site.
    pub(crate) paths: fn(&Site) -> Vec<String>,
    /// Makes the one at a path.
    pub(crate) make: fn(&Site, &str) -> Result<Body, TemplateError>,
}

/// All kinds. Of two with the same path the first wins.
pub(crate) const EXTRAS: &[Extra] = &[
    Extra { paths: |_| one("404.html"), make: |site, _| Ok(text(page::not_found(&site.plan)?)) },
    Extra { paths: theme, make: |site, path| Ok(assets::make(site, path)) },
    Extra {
        paths: |site| site.plan.map.iter().flat_map(|_| one(graph_map::DATA_FILE)).collect(),
        make: |site, _| Ok(text(graph_map::data(site))),
    },
    Extra {
        paths: |site| site.plan.previews.as_ref().map(Previews::paths).unwrap_or_default(),
        make: |site, path| Ok(text(previews::write(site, path))),
    },
    Extra {
        paths: |_| one("robots.txt"),
        make: |site, _| Ok(text(sitemap::robots(site.plan.config.site.url.as_deref()))),
    },
    Extra {
        paths: |site| when(has_review_page(site), reviews::DATA),
        make: |site, _| Ok(text(reviews::data(&site.plan))),
    },
    Extra {
        paths: |site| when(site.plan.config.review.calendar && site.plan.reviews.has_days(), reviews::CALENDAR),
        make: |site, _| Ok(text(reviews::calendar(&site.plan))),
    },
    Extra { paths: search::paths, make: |site, _| Ok(search::make(site)) },
    Extra {
        paths: |site| when(site.plan.config.publish.search_index, search::mkdocs::PATH),
        make: |site, _| Ok(search::mkdocs::make(site)),
    },
    Extra {
        paths: |site| when(!site.plan.feed.is_empty(), feed::PATH),
        make: |site, _| Ok(text(feed::write(&site.plan))),
    },
    Extra {
        paths: |site| when(site.plan.config.publish.inventory, inventory::PATH),
        make: |site, _| Ok(inventory::make(site)),
    },
    Extra { paths: |site| when(site.plan.config.publish.llms, llms::PATH), make: |site, _| Ok(text(llms::list(site))) },
    Extra {
        paths: |site| if site.plan.config.publish.llms { llms::twins(site) } else { Vec::new() },
        make: |site, path| Ok(text(llms::twin_at(site, path))),
    },
    Extra { paths: social::pictures, make: |site, path| Ok(social::picture_at(site, path)) },
    Extra { paths: |_| one("sitemap.xml"), make: |site, _| Ok(text(sitemap::of_site(site))) },
];

fn one(path: &str) -> Vec<String> {
    vec![path.to_owned()]
}

/// The files of the theme; the script of the review page only where that is there.
fn theme(site: &Site) -> Vec<String> {
    let mut paths = site.plan.assets.paths();
    if !has_review_page(site) {
        paths.retain(|path| site.plan.assets.of_review_page() != Some(path));
    }
    paths
}

/// Whether the page of all reviews is there, and not a page of the author's.
fn has_review_page(site: &Site) -> bool {
    site.pages.get(reviews::URL) == Some(&Place::Reviews)
}

/// A path that is there on a condition.
fn when(is_there: bool, path: &str) -> Vec<String> {
    if is_there { one(path) } else { Vec::new() }
}

/// A file of text.
pub(crate) fn text(text: String) -> Body {
    Body::Bytes(text.into_bytes())
}

//! What other sites show when somebody links to a page: OpenGraph, and a picture of each card.
//!
//! Facts of a page → values for `partials/social.html` (<https://ogp.me>). The pictures are drawn by `picture`, which is
//! there with the cargo feature `social` alone: it needs a font. Must never name an address that is not absolute: who
//! reads these values does not know the page.

#[cfg(feature = "social")]
mod font;
#[cfg(feature = "social")]
mod layout;
#[cfg(feature = "social")]
mod picture;

use minijinja::context;
use minijinja::value::Value;

use crate::graph::CardId;
use crate::render::output::Body;
use crate::render::places::Place;
use crate::render::sitemap::absolute;
use crate::render::summary::{changed, plain, summary};
use crate::render::{Plan, Site};

/// Whether this build of the program can draw pictures.
pub const CAN_DRAW: bool = cfg!(feature = "social");
/// The folder of the pictures in the site.
const FOLDER: &str = "assets/social/";

/// The size of a picture in pixels: what the networks ask for.
pub(crate) const WIDTH_PX: u32 = 1200;
/// See [`WIDTH_PX`].
pub(crate) const HEIGHT_PX: u32 = 630;

/// One sentence about a card for its head: its own words, else those of the site. The home card speaks for the site.
pub(crate) fn about(plan: &Plan, id: CardId) -> Option<String> {
    let of_site = || plan.config.site.description.as_deref().map(plain);
    let card = &plan.graph.cards[id];
    if plan.graph.pages.home() == Some(id) && super::summary::description(card).is_none() {
        return of_site().or_else(|| summary(card));
    }
    summary(card).or_else(of_site)
}

/// The values of the page of a card.
pub(crate) fn of_card(plan: &Plan, page_url: &str, id: CardId, about: Option<&str>) -> Value {
    let card = &plan.graph.cards[id];
    let kind = if page_url.is_empty() { "website" } else { "article" };
    let picture =
        plan.config.site.url.as_deref().filter(|_| draws(plan, id)).map(|site| absolute(site, &path(page_url)));
    let modified = changed(&plan.history, card).map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    let tags: Vec<String> = card.tags.iter().map(|tag| tag.name.clone()).collect();
    context! {
        image => picture,
        image_width => WIDTH_PX,
        image_height => HEIGHT_PX,
        article_modified => modified.filter(|_| kind == "article"),
        article_tags => if kind == "article" { tags } else { Vec::new() },
        ..of_page(plan, page_url, kind, &card.title.text, about)
    }
}

/// The values of a page that is generated.
pub(crate) fn of_list(plan: &Plan, page_url: &str, title: &str) -> Value {
    let about = plan.config.site.description.as_deref().map(plain);
    of_page(plan, page_url, "website", title, about.as_deref())
}

fn of_page(plan: &Plan, page_url: &str, kind: &str, title: &str, about: Option<&str>) -> Value {
    context! {
        title => plain(title),
        description => about,
        type => kind,
        url => plan.config.site.url.as_deref().map(|site| absolute(site, page_url)),
        site_name => plan.name.as_str(),
        locale => locale(&plan.config.site.language),
    }
}

/// `en-GB` → `en_GB`; a language without a country is no locale.
fn locale(language: &str) -> Option<String> {
    let (language, country) = language.split_once('-')?;
    let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_country.then(|| format!("{}_{}", language.to_ascii_lowercase(), country.to_ascii_uppercase()))
}

/// Where the picture of a page stands in the site: `how-to/pin/` → `assets/social/how-to/pin.png`.
fn path(page_url: &str) -> String {
    let name = if page_url.is_empty() { "index" } else { page_url.trim_end_matches('/') };
    format!("{FOLDER}{name}.png")
}

/// Whether a card has a picture: where the site wants them, knows its address, and the font has the title's letters.
fn draws(plan: &Plan, id: CardId) -> bool {
    let is_wanted = CAN_DRAW && plan.config.publish.social_cards && plan.config.site.url.is_some();
    is_wanted && can_write(&plan.graph.cards[id].title.text)
}

/// The places of all pictures.
pub(crate) fn pictures(site: &Site) -> Vec<String> {
    let cards = site.pages.iter().filter(|(_, place)| matches!(place, Place::Card(id) if draws(&site.plan, *id)));
    cards.map(|(url, _)| path(url)).collect()
}

/// The picture at a path.
pub(crate) fn picture_at(site: &Site, picture: &str) -> Body {
    let name = picture.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".png")).unwrap_or_default();
    // A card may be called `index`, and then no home page has a picture.
    let urls = [format!("{name}/"), String::new()];
    let card = urls.iter().find_map(|url| match site.pages.get(url) {
        Some(Place::Card(id)) if path(url) == picture => Some(*id),
        _ => None,
    });
    Body::Bytes(card.map(|id| draw(&site.plan, id)).unwrap_or_default())
}

#[cfg(feature = "social")]
fn can_write(text: &str) -> bool {
    font::has_all(text)
}

#[cfg(not(feature = "social"))]
fn can_write(_: &str) -> bool {
    false
}

#[cfg(feature = "social")]
fn draw(plan: &Plan, id: CardId) -> Vec<u8> {
    let card = &plan.graph.cards[id];
    let quadrant = card.path.top_folder().filter(|top| plan.config.docs.quadrants.iter().any(|name| name == top));
    let section = quadrant.and_then(|top| plan.nav.folders.iter().find(|folder| folder.path == top));
    picture::draw(&picture::Words {
        site: &plan.name,
        title: &card.title.text,
        section: section.map(|folder| folder.title.as_str()),
        about: about(plan, id).as_deref(),
        accent: plan.config.theme.accent.as_deref().or(plan.config.theme.primary.as_deref()),
    })
}

#[cfg(not(feature = "social"))]
fn draw(_: &Plan, _: CardId) -> Vec<u8> {
    Vec::new()
}

#[cfg(test)]
mod tests;

//! What the head of a page says to other sites.

use minijinja::context;

use crate::render::{Site, samples};

fn site(change: fn(&mut crate::config::Config)) -> Site {
    let mut config = samples::config();
    config.site.url = Some("https://example.org/kb/".to_owned());
    config.site.name = Some("The \"KB\"".to_owned());
    change(&mut config);
    let cards = vec![
        samples::parsed("index.md", "# Home\n\nWelcome."),
        samples::parsed(
            "how-to/pin.md",
            "---\nmodified: 2026-03-01\ntags: [ci]\n---\n# Pin \\<it>\n\nThe first *words*.",
        ),
    ];
    Site::new(&samples::inputs(cards, config)).expect("a site")
}

fn head(site: &Site, page_url: &str, path: &str) -> String {
    let plan = &site.plan;
    let id = plan.graph.cards.iter().position(|card| card.path.as_str() == path).expect("a card");
    let about = super::about(plan, id);
    let social = super::of_card(plan, page_url, id, about.as_deref());
    plan.templates.render("partials/social.html", context! { page => context! { social => social } }).expect("a head")
}

#[test]
fn a_card_is_an_article_with_absolute_addresses() {
    let site = site(|config| config.site.language = "en-gb".to_owned());
    assert_eq!(
        head(&site, "how-to/pin/", "how-to/pin.md"),
        "\n<meta property=\"og:type\" content=\"article\">\
         \n<meta property=\"og:title\" content=\"Pin &lt;it&gt;\">\
         \n<meta property=\"og:site_name\" content=\"The &quot;KB&quot;\">\
         \n<meta property=\"og:description\" content=\"The first words.\">\
         \n<meta property=\"og:url\" content=\"https://example.org/kb/how-to/pin/\">\
         \n<meta property=\"og:locale\" content=\"en_GB\">\
         \n<meta property=\"article:modified_time\" content=\"2026-03-01T00:00:00Z\">\
         \n<meta property=\"article:tag\" content=\"ci\">\
         \n<meta name=\"twitter:card\" content=\"summary\">"
    );
}

#[test]
fn the_home_card_speaks_for_the_site() {
    let site = site(|config| config.site.description = Some("All that is known.".to_owned()));
    let head = head(&site, "", "index.md");
    assert!(head.contains("og:type\" content=\"website\""), "{head}");
    assert!(head.contains("og:description\" content=\"All that is known.\""), "{head}");
    assert!(!head.contains("og:locale"), "a language alone is no locale: {head}");
}

/// Writes the picture next to the built program where somebody wants to look at it: `QUADRILLE_BLESS=1`.
#[cfg(feature = "social")]
#[test]
fn a_card_has_a_picture_of_the_size_that_networks_ask_for() {
    use crate::render::output::Body;

    let site = site(|config| config.publish.social_cards = true);
    assert_eq!(super::pictures(&site), ["assets/social/index.png", "assets/social/how-to/pin.png"]);
    let head = head(&site, "how-to/pin/", "how-to/pin.md");
    assert!(head.contains("og:image\" content=\"https://example.org/kb/assets/social/how-to/pin.png\""), "{head}");
    let draw = || match super::picture_at(&site, "assets/social/how-to/pin.png") {
        Body::Bytes(bytes) => bytes,
        Body::Copy(_) => Vec::new(),
    };
    let bytes = draw();
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    let size = |at: usize| bytes[at..at + 4].iter().fold(0, |size, byte| size << 8 | u32::from(*byte));
    assert_eq!((size(16), size(20)), (super::WIDTH_PX, super::HEIGHT_PX));
    assert_eq!(bytes, draw());
}

#[cfg(not(feature = "social"))]
#[test]
fn what_cannot_be_drawn_is_not_named() {
    let site = site(|config| config.publish.social_cards = true);
    assert!(super::pictures(&site).is_empty());
    assert!(!head(&site, "how-to/pin/", "how-to/pin.md").contains("og:image"));
}

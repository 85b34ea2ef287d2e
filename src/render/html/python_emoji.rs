//! Emoji: a page shows the character, since it loads nothing from others; a fragment what the project's generator makes.
//!
//! # Source
//! PyMdown Extensions 13.1, Emoji.

use crate::config::extensions::Options;
use crate::icons;
use crate::parse::document::{Document, Node};
use crate::render::escape;

use super::Writer;

/// Where the pictures of emoji are: Twemoji, `EmojiOne`, GitHub.
const TWEMOJI: (&str, &str) = (
    "https://cdn.jsdelivr.net/gh/jdecked/twemoji@16.0.1/assets/svg/",
    "https://cdn.jsdelivr.net/gh/jdecked/twemoji@16.0.1/assets/72x72/",
);
const EMOJIONE: (&str, &str) = (
    "https://cdnjs.cloudflare.com/ajax/libs/emojione/2.2.7/assets/svg/",
    "https://cdnjs.cloudflare.com/ajax/libs/emojione/2.2.7/assets/png/",
);
const GITHUB: &str = "https://github.githubassets.com/images/icons/emoji/unicode/";
const SPRITES: &str = "./../assets/sprites/emojione.sprites.svg";

/// What asks for the look of an emoji.
const VARIATION: char = '\u{fe0f}';
const JOINER: char = '\u{200d}';
/// `EmojiOne` asks for it behind these, though they have it by themselves.
const ASKED: &str = "⌚⌛◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛔⛪⛲⛳⛵⛺⛽❗⬛⬜⭐⭕🀄🈚🈯";
/// And not behind these, though they do not.
const NOT_ASKED: &str = "🅰🅱🅾";

/// One emoji, as an index has it.
struct Emoji {
    index: &'static str,
    /// The characters as text.
    text: String,
    /// The code points in names of files.
    points: String,
}

impl Emoji {
    fn of(character: &str, options: &Options) -> Self {
        let named = options.callable("emoji_index").unwrap_or_default();
        let index = match named.rsplit('.').next().unwrap_or_default() {
            "twemoji" => "twemoji",
            "gemoji" => "gemoji",
            _ => "emojione",
        };
        // Twemoji names no variation but in sequences.
        let is_joined = character.contains(JOINER);
        let bare = character.replace(VARIATION, "");
        let text = match index {
            _ if is_joined => character.to_owned(),
            "twemoji" => bare.clone(),
            "emojione" if NOT_ASKED.contains(&bare) => bare.clone(),
            "emojione" if ASKED.contains(&bare) => format!("{bare}{VARIATION}"),
            "emojione" => icons::emoji_qualified(&bare).unwrap_or(character).to_owned(),
            _ => character.to_owned(),
        };
        let text = if options.is_on("remove_variation_selector") { text.replace(VARIATION, "") } else { text };
        let is_in_name = |c: &char| is_joined && index == "twemoji" || !matches!(*c, VARIATION | JOINER);
        let points = character.chars().filter(is_in_name).map(|c| format!("{:04x}", u32::from(c)));
        let shortened =
            |point: String| if index == "twemoji" { point.trim_start_matches("00").to_owned() } else { point };
        let points: Vec<String> = points.map(shortened).collect();
        Self { index, text, points: points.join("-") }
    }
}

impl<'a> Writer<'a> {
    /// Writes an emoji: its node holds the character.
    pub(super) fn emoji(&mut self, node: &'a Node, at: usize) -> usize {
        let end = node.end as usize;
        let card = self.frame.card;
        let character = Document::words(&card.document.nodes[at + 1..end], &card.text);
        let options = self.python().and_then(|on| on.get("pymdownx.emoji")).filter(|_| !self.is_site());
        let Some(options) = options else {
            self.out.push_str("<span class=\"twemoji\">");
            escape::text(&mut self.out, &character);
            self.out.push_str("</span>");
            return end;
        };
        let mut emoji = Emoji::of(&character, options);
        if options.text("alt") == "short" {
            // The code as the author wrote it, unless a snippet brought it.
            let written = node.span().of(&card.text);
            if written.starts_with(':') && written.ends_with(':') {
                written.clone_into(&mut emoji.text);
            }
        }
        let generator = options.callable("emoji_generator").unwrap_or("pymdownx.emoji.to_png");
        let given = options.value("options");
        let class = given["classes"].as_str().unwrap_or(emoji.index);
        match generator.rsplit('.').next().unwrap_or_default() {
            "to_alt" => escape::text(&mut self.out, &emoji.text),
            "to_png_sprite" => {
                let size = given["size"].as_str().unwrap_or("64");
                let group = icons::emoji_group(&character).unwrap_or_default();
                self.out.push_str("<span");
                self.attribute("class", &format!("{class}-{size}-{group} _{}", emoji.points));
                self.out.push('>');
                escape::text(&mut self.out, &emoji.text);
                self.out.push_str("</span>");
            }
            "to_svg_sprite" => {
                self.out.push_str("<svg");
                self.attribute("class", class);
                self.out.push_str("><description>");
                escape::text(&mut self.out, &emoji.text);
                self.out.push_str("</description><use");
                let sprites = given["image_path"].as_str().unwrap_or(SPRITES);
                self.attribute("xlink:href", &format!("{sprites}#emoji-{}", emoji.points));
                self.out.push_str("></use></svg>");
            }
            generator => self.emoji_picture(&emoji, generator == "to_svg", class, given),
        }
        end
    }

    fn emoji_picture(&mut self, emoji: &Emoji, is_svg: bool, class: &str, given: &serde_json::Value) {
        let (base, kind) = match (emoji.index, is_svg) {
            ("twemoji", true) => (TWEMOJI.0, "svg"),
            ("twemoji", false) => (TWEMOJI.1, "png"),
            ("gemoji", _) => (GITHUB, "png"),
            (_, true) => (EMOJIONE.0, "svg"),
            (_, false) => (EMOJIONE.1, "png"),
        };
        self.out.push_str("<img");
        self.attribute("class", class);
        self.attribute("alt", &emoji.text);
        let base = given["image_path"].as_str().unwrap_or(base);
        self.attribute("src", &format!("{base}{}.{kind}", emoji.points));
        for (name, value) in given["attributes"].as_object().into_iter().flatten() {
            self.attribute(name, value.as_str().unwrap_or_default());
        }
        self.out.push('>');
    }
}

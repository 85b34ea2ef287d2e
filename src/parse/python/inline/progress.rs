//! Bars that show how far something is: `[=65% "65 %"]`, `[= 2/3]`.
//!
//! # Source
//! PyMdown Extensions 13.1, ProgressBar.

use std::sync::LazyLock;

use regex::Regex;

use super::super::after::attributes;
use super::super::reader::Reader;
use super::super::text::Text;
use super::{Found, Made};

const EXTENSION: &str = "pymdownx.progressbar";

static BAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\[=+\s*(?:(?P<percent>100(?:\.0+)?|[1-9]?[0-9](?:\.\d+)?)%",
        r"|(?P<part>\d+(?:\.\d+)?)\s*/\s*(?P<whole>\d+(?:\.\d+)?))",
        r#"(?:\s+(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'))?\s*\](?P<list>\{:?[^}]*\})?"#
    ))
    .expect("the pattern is well formed")
});

/// Bars.
pub(super) fn find(reader: &mut Reader<'_>, text: &Text) -> Vec<Found> {
    let Some(options) = reader.options(EXTENSION) else { return Vec::new() };
    let mut found = Vec::new();
    for bar in BAR.captures_iter(text) {
        let Some(whole) = bar.get(0) else { continue };
        let number = |name: &str| bar.name(name).and_then(|number| number.as_str().parse::<f64>().ok());
        let share = match (number("percent"), number("part"), number("whole")) {
            (Some(percent), ..) => percent,
            (None, Some(part), Some(all)) if all > 0.0 => (part / all * 100.0).min(100.0),
            _ => 0.0,
        };
        let place = text.span(whole.range());
        let id = reader.tree.make("div", place);
        let mut classes = vec!["progress".to_owned()];
        classes.extend(options.text("add_classes").split_whitespace().map(str::to_owned));
        if options.is_on("level_class") {
            let step = options.number("progress_increment").max(1) as f64;
            classes.push(format!("progress-{}plus", (share - share % step) as i64));
        }
        classes.sort();
        classes.dedup();
        reader.tree[id].set_own("class", classes.join(" "));
        let inner = reader.tree.add(id, "div", place);
        reader.tree[inner].set_own("class", "progress-bar");
        reader.tree[inner].set_own("style", format!("width:{share:.2}%"));
        let label = reader.tree.add(inner, "p", place);
        reader.tree[label].set_own("class", "progress-label");
        if let Some(words) = bar.name("double").or(bar.name("single")) {
            reader.tree[label].text = text.slice(words.range());
        }
        if let Some(list) = bar.name("list").filter(|_| reader.has("attr_list")) {
            let inner = list.as_str().trim_start_matches('{').trim_start_matches(':').trim_end_matches('}');
            let (items, _) = attributes::items(inner);
            attributes::assign(&mut reader.tree[id], &items);
        }
        found.push(Found { start: whole.start(), end: whole.end(), made: Made::Element(id) });
    }
    found
}

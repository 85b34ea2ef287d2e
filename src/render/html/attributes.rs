//! Attribute lists on the page: `{ .class #id key=value }` → attributes of the element's tag.
//!
//! A node's first tag, as it was written, and what the author gave → the tag with both. In one place for all kinds of
//! nodes: their writers need not know of it. Only attributes that can do no harm and that HTML has for the element pass;
//! what the author gives wins over what was there, classes add up. Must never let an address pass: those are checked
//! where links are written.

use std::fmt::Write as _;

use crate::parse::document::NodeKind;
use crate::parse::inline::attributes::Attributes;
use crate::render::escape;

use super::blocks::is_attribute_name;
use super::{Closing, Writer};

/// Attributes that any element may have.
const GLOBAL: [&str; 7] = ["title", "lang", "dir", "hidden", "role", "tabindex", "translate"];
/// Attributes of links.
const LINK: [&str; 6] = ["target", "rel", "download", "hreflang", "type", "referrerpolicy"];
/// Attributes of images besides their size.
const IMAGE: [&str; 4] = ["loading", "decoding", "fetchpriority", "referrerpolicy"];
/// Attributes of ordered lists.
const LIST: [&str; 3] = ["start", "reversed", "type"];

impl Writer<'_> {
    /// Puts what the author gave to a node into the tag that was written for it, at or behind `start` of the output.
    pub(super) fn dress(&mut self, at: usize, start: usize) {
        let document = &self.frame.card.document;
        let Some(given) = (!document.attributes.is_empty()).then(|| document.attributes(at)).flatten() else { return };
        // The id of a tab is that of its button.
        if self.is_plain_python() && matches!(document.nodes[at].kind, NodeKind::Tab { .. }) {
            return;
        }
        let written = self.out.get(start..).unwrap_or_default();
        // An image may stand in an element of its own.
        let is_image = matches!(document.nodes[at].kind, NodeKind::Image { .. });
        let found = is_image.then(|| written.find("<img ")).flatten().or_else(|| written.find('<'));
        let Some(from) = found.map(|found| start + found) else { return };
        // Attribute values have no `>`: it is escaped.
        let Some(length) = self.out[from..].find('>').map(|at| at + 1) else { return };
        let is_id_free = given.id.as_ref().is_some_and(|id| !self.is_embedded() && self.takes_id(id));
        let mut tag = Tag::read(&self.out[from..from + length]);
        if self.is_plain_python() {
            tag.add_all(given);
        } else if matches!(document.nodes[at].kind, NodeKind::Element(_)) {
            tag.add_to_element(given, is_id_free);
        } else {
            tag.add(given, is_id_free);
        }
        let tag = tag.written();
        self.out.replace_range(from..from + length, &tag);
        if document.nodes[at].kind == NodeKind::Paragraph
            && let Some(Closing::Paragraph { start }) = self.frame.closers.last_mut().map(|closer| &mut closer.tag)
        {
            *start = self.out.len();
        }
    }
}

/// An opening tag of ours: attributes with quotes round their values, or without value.
struct Tag<'t> {
    name: &'t str,
    /// Name and value; values are escaped.
    attributes: Vec<(String, Option<String>)>,
    /// What follows the attributes: `>` or ` />`.
    end: &'t str,
}

impl<'t> Tag<'t> {
    fn read(tag: &'t str) -> Self {
        let inner = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
        let (name, mut rest) = inner[1..].split_once(' ').unwrap_or((&inner[1..], ""));
        let mut attributes = Vec::new();
        while !rest.trim_start().is_empty() {
            rest = rest.trim_start();
            let length = rest.find([' ', '=']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(length);
            let value = after.strip_prefix("=\"").and_then(|after| after.split_once('"'));
            attributes.push((name.to_owned(), value.map(|(value, _)| value.to_owned())));
            rest = value.map_or_else(|| after.trim_start_matches('='), |(_, rest)| rest);
        }
        Self { name, attributes, end: &tag[inner.len()..] }
    }

    fn add(&mut self, given: &Attributes, is_id_free: bool) {
        if let Some(id) = given.id.as_ref().filter(|_| is_id_free) {
            self.set("id", id);
        }
        for class in &given.classes {
            self.word("class", class);
        }
        for (name, value) in &given.pairs {
            self.pair(name, value);
        }
        if self.get("target").is_some_and(|target| target.eq_ignore_ascii_case("_blank")) {
            self.word("rel", "noopener");
        }
    }

    /// Adds what is given as it is, for a fragment that is compared with another tool's.
    fn add_all(&mut self, given: &Attributes) {
        if let Some(id) = &given.id {
            self.set("id", id);
        }
        for class in &given.classes {
            self.word("class", class);
        }
        for (name, value) in &given.pairs {
            self.set(name, value);
        }
    }

    /// Adds what is given to an element that the author or an extension names: as in raw HTML, but for scripts, and
    /// for addresses that are not in the page itself.
    fn add_to_element(&mut self, given: &Attributes, is_id_free: bool) {
        if let Some(id) = given.id.as_ref().filter(|_| is_id_free) {
            self.set("id", id);
        }
        for class in &given.classes {
            self.word("class", class);
        }
        for (name, value) in &given.pairs {
            let is_address = matches!(&**name, "href" | "src" | "srcset" | "data" | "poster" | "action" | "formaction");
            let is_here = name == "href" && value.starts_with('#');
            let is_sound = is_attribute_name(name, true) || matches!(&**name, "style");
            if is_sound && (!is_address || is_here) && name != "srcdoc" {
                self.set(name, value);
            }
        }
    }

    fn pair(&mut self, name: &str, value: &str) {
        match (self.name, name) {
            ("img", "width" | "height") => self.size(name, value),
            // HTML has it no longer.
            (_, "align") => match value {
                "left" | "right" | "center" => self.word("class", &format!("align-{value}")),
                _ => {}
            },
            // A picture that has a name is no ornament.
            ("svg", "title" | "aria-label") => {
                self.attributes.retain(|(known, _)| known != "aria-hidden");
                self.set("role", "img");
                self.set("aria-label", value);
            }
            ("a", "rel") => value.split_whitespace().for_each(|word| self.word("rel", word)),
            _ if is_allowed(self.name, name) => self.set(name, value),
            _ => {}
        }
    }

    /// Width or height of an image: pixels are an attribute, other lengths are style.
    fn size(&mut self, name: &str, value: &str) {
        let digits = value.strip_suffix("px").unwrap_or(value);
        let is_number =
            |text: &str| !text.is_empty() && text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number(digits) {
            return self.set(name, digits);
        }
        let unit = ["%", "em", "rem", "vw", "vh", "ch"].into_iter().rev().find(|unit| value.ends_with(unit));
        let number = unit.and_then(|unit| value.strip_suffix(unit)).unwrap_or_default();
        let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
        if is_number(whole) && is_number(part) {
            self.attributes.retain(|(known, _)| known != name);
            let style = self.get("style").map(|style| format!("{style};")).unwrap_or_default();
            self.set("style", &format!("{style}{name}:{value}"));
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name)?.1.as_deref()
    }

    fn set(&mut self, name: &str, value: &str) {
        let mut escaped = String::new();
        escape::attribute(&mut escaped, value);
        self.set_escaped(name, escaped);
    }

    fn set_escaped(&mut self, name: &str, value: String) {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = Some(value),
            None => self.attributes.push((name.to_owned(), Some(value))),
        }
    }

    /// Adds a word to an attribute that is a list of words.
    fn word(&mut self, name: &str, word: &str) {
        let mut words = self.get(name).unwrap_or_default().to_owned();
        let mut escaped = String::new();
        escape::attribute(&mut escaped, word);
        if !words.split(' ').any(|known| known == escaped) {
            words.push_str(if words.is_empty() { "" } else { " " });
            words.push_str(&escaped);
        }
        self.set_escaped(name, words);
    }

    fn written(&self) -> String {
        let mut out = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = match value {
                Some(value) => write!(out, " {name}=\"{value}\""),
                None => write!(out, " {name}"),
            };
        }
        out + self.end
    }
}

/// Whether an author may give this attribute to this element.
fn is_allowed(element: &str, name: &str) -> bool {
    let of_element: &[&str] = match element {
        "a" => &LINK,
        "img" => &IMAGE,
        "ol" => &LIST,
        _ => &[],
    };
    let is_open = |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && !rest.contains(':'));
    let is_known = of_element.contains(&name) || (GLOBAL.contains(&name) && element != "svg");
    is_attribute_name(name, true) && (is_known || is_open("data-") || is_open("aria-"))
}

#[cfg(test)]
mod tests {
    use super::Tag;
    use crate::parse::inline::attributes::Attributes;

    fn dressed(tag: &str, id: Option<&str>, classes: &[&str], pairs: &[(&str, &str)]) -> String {
        let given = Attributes {
            id: id.map(str::to_owned),
            classes: classes.iter().map(ToString::to_string).collect(),
            pairs: pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        };
        let mut tag = Tag::read(tag);
        tag.add(&given, true);
        tag.written()
    }

    #[test]
    fn what_is_given_wins_and_classes_add_up() {
        let a = "<a href=\"x&quot;y\" class=\"b\" rel=\"noopener\">";
        assert_eq!(dressed(a, None, &[], &[]), a);
        assert_eq!(
            dressed(a, Some("i"), &["c", "b"], &[("title", "T<\"=")]),
            "<a href=\"x&quot;y\" class=\"b c\" rel=\"noopener\" id=\"i\" title=\"T&lt;&quot;&#61;\">"
        );
        assert_eq!(dressed("<em>", None, &["a"], &[]), "<em class=\"a\">");
        assert_eq!(dressed("<details open>", None, &["a"], &[]), "<details open class=\"a\">");
        assert_eq!(dressed("<img src=\"x\" />", None, &["a"], &[]), "<img src=\"x\" class=\"a\" />");
        assert_eq!(
            dressed("<svg class=\"icon\" aria-hidden=\"true\">", None, &[], &[("title", "Home")]),
            "<svg class=\"icon\" role=\"img\" aria-label=\"Home\">"
        );
    }

    #[test]
    fn what_could_do_harm_or_is_no_html_is_left_out() {
        for name in ["onclick", "style", "href", "src", "srcdoc", "formaction", "ping", "xlink:href", "data-a:b", "id"]
        {
            assert_eq!(dressed("<a>", None, &[], &[(name, "x")]), "<a>", "{name}");
        }
        assert_eq!(dressed("<em>", None, &[], &[("target", "x"), ("width", "3"), ("data-x", "")]), "<em data-x=\"\">");
    }

    #[test]
    fn sizes_and_sides_are_made_valid() {
        assert_eq!(
            dressed("<img>", None, &[], &[("width", "300px"), ("height", "20")]),
            "<img width=\"300\" height=\"20\">"
        );
        assert_eq!(dressed("<img width=\"5\">", None, &[], &[("width", "50%")]), "<img style=\"width:50%\">");
        assert_eq!(dressed("<img>", None, &[], &[("width", "1.5rem")]), "<img style=\"width:1.5rem\">");
        assert_eq!(
            dressed("<img>", None, &[], &[("width", "1;x:url(y)%"), ("align", "right")]),
            "<img class=\"align-right\">"
        );
    }

    #[test]
    fn a_new_window_has_no_hold_on_this_one() {
        assert_eq!(dressed("<a>", None, &[], &[("target", "_blank")]), "<a target=\"_blank\" rel=\"noopener\">");
        assert_eq!(
            dressed("<a>", None, &[], &[("rel", "me noopener"), ("target", "_blank")]),
            "<a rel=\"me noopener\" target=\"_blank\">"
        );
    }
}

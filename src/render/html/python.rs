//! The HTML of Python-Markdown and its extensions, where it is another than ours.
//!
//! For cards that are read as it reads them, printed alone: classes, ids and structure are those that old style
//! sheets and comparisons expect. The pages of the site keep their own structure, and carry the classes besides.
//! Must never decide what Markdown means.

use crate::config::Extensions;
use crate::config::extensions::Options;
use crate::parse::card::{Heading, Link};
use crate::parse::code_info::CodeInfo;
use crate::parse::document::{Callout, CodeBlock, Fold, Markup, Node, NodeKind};
use crate::parse::scheme::{self, Use};
use crate::render::escape;

use super::links::{Way, tail};
use super::{Closing, Writer};

/// Tags that have no end.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The tag of the element in whose place the footnotes are listed.
const FOOTNOTES: &str = "footnotes";

/// The tag of an emoji: its child is the character.
const EMOJI: &str = "emoji";
impl<'a> Writer<'a> {
    /// The extensions of the card, if it is read as Python-Markdown reads it.
    pub(super) fn python(&self) -> Option<&'a Extensions> {
        match &self.frame.card.document.markup {
            Markup::Python(extensions) => Some(extensions),
            Markup::Own => None,
        }
    }

    /// Whether Python-Markdown's HTML is wanted, and nothing of the site's.
    pub(super) fn is_plain_python(&self) -> bool {
        !self.is_site() && self.python().is_some()
    }

    /// Opens an element that has no kind of its own.
    pub(super) fn open_element(&mut self, node: &'a Node, tag: &'a str, at: usize) -> usize {
        if tag == FOOTNOTES {
            self.write_python_footnotes();
            return at + 1;
        }
        if tag == EMOJI {
            return self.emoji(node, at);
        }
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push('>');
        if !VOID.contains(&tag) {
            self.push(node, Closing::Element(tag));
        }
        at + 1
    }

    pub(super) fn close_element(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// The permalink of a heading stands behind its words, or before them.
    pub(super) fn open_python_heading(&mut self, node: &Node, heading: &'a Heading, level: u8) {
        let Some(toc) = self.python().and_then(|on| on.get("toc")) else {
            return self.push(node, Closing::Heading { level, id: None });
        };
        let id = heading.id.as_str();
        if toc.is_on("anchorlink") {
            self.out.push_str("<a");
            self.attribute("href", &format!("#{id}"));
            self.attribute("class", toc.text("anchorlink_class"));
            self.out.push('>');
        }
        if has_permalink(toc) && toc.is_on("permalink_leading") {
            self.permalink(id);
        }
        self.push(node, Closing::Heading { level, id: Some(id) });
    }

    /// Closes a heading.
    pub(super) fn close_python_heading(&mut self, level: u8, id: Option<&str>) {
        if let (Some(id), Some(toc)) = (id, self.python().and_then(|on| on.get("toc"))) {
            if toc.is_on("anchorlink") {
                self.out.push_str("</a>");
            }
            if has_permalink(toc) && !toc.is_on("permalink_leading") {
                self.permalink(id);
            }
        }
        self.out.push_str(&format!("</h{level}>\n"));
    }

    fn permalink(&mut self, id: &str) {
        let Some(toc) = self.python().and_then(|on| on.get("toc")) else { return };
        self.out.push_str("<a");
        self.attribute("class", toc.text("permalink_class"));
        self.attribute("href", &format!("#{id}"));
        if !toc.text("permalink_title").is_empty() {
            self.attribute("title", toc.text("permalink_title"));
        }
        self.out.push('>');
        match toc.value("permalink").as_str().filter(|sign| !is_true(sign)) {
            None => self.out.push('¶'),
            Some(sign) => escape::text(&mut self.out, sign),
        }
        self.out.push_str("</a>");
    }

    pub(super) fn python_callout(&mut self, node: &Node, callout: &Callout) {
        let classes = std::iter::once(&*callout.kind).chain(callout.classes.iter().map(String::as_str));
        let fixed = (callout.fold == Fold::Fixed).then_some("admonition");
        let classes: Vec<&str> = fixed.into_iter().chain(classes).filter(|class| !class.is_empty()).collect();
        let (open, close) = match callout.fold {
            Fold::Fixed => ("<div", "</div>"),
            Fold::Open => ("<details open=\"open\"", "</details>"),
            Fold::Closed => ("<details", "</details>"),
        };
        self.block(node, open, close);
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        self.out.push_str(">\n");
    }

    pub(super) fn python_title(&mut self, node: &Node, is_summary: bool) {
        if is_summary {
            self.block(node, "<summary>", "</summary>");
        } else {
            self.block(node, "<p class=\"admonition-title\">", "</p>");
        }
    }

    /// A set of tabs: radio buttons, labels and bodies. The nodes hold each label with its body, so the labels of the
    /// alternate style are written ahead.
    pub(super) fn python_tabs(&mut self, node: &'a Node, at: usize) {
        let is_alternate = self.has_alternate_tabs();
        match &node.kind {
            NodeKind::Tabs => {
                self.tab_sets.push((self.tab_sets_written + 1, 0));
                self.tab_sets_written += 1;
                let tabs = self.tabs_of(at);
                let class = if is_alternate { "tabbed-set tabbed-alternate" } else { "tabbed-set" };
                self.out.push_str(&format!(
                    "<div class=\"{class}\" data-tabs=\"{}:{}\">\n",
                    self.tab_sets_written,
                    tabs.len()
                ));
                if is_alternate {
                    self.tabs_ahead(&tabs);
                }
                self.push(node, Closing::Tabs { is_alternate });
            }
            NodeKind::Tab { is_selected } => {
                if let Some((_, count)) = self.tab_sets.last_mut() {
                    *count += 1;
                }
                if is_alternate {
                    self.out.push_str("<div class=\"tabbed-block\">\n");
                } else {
                    self.radio(*is_selected, at);
                    self.out.push_str("<label");
                    let id = self.tab_id(at);
                    self.attribute("for", &id);
                    self.out.push('>');
                    self.label_of(at);
                    self.out.push_str("</label>\n<div class=\"tabbed-content\">\n");
                }
                self.push(node, Closing::Block("</div>"));
            }
            // Written with its tab or ahead of it.
            _ => {}
        }
    }

    /// A formula as the project's script wants it.
    pub(super) fn python_math(&mut self, latex: &str, is_display: bool) {
        let Some(options) = self.python().and_then(|on| on.get("pymdownx.arithmatex")) else {
            let (open, close, tag) = if is_display { ("\\[", "\\]", "div") } else { ("\\(", "\\)", "span") };
            self.out.push_str(&format!("<{tag} class=\"arithmatex\">{open}"));
            escape::text(&mut self.out, latex);
            return self.out.push_str(&format!("{close}</{tag}>"));
        };
        let (tag, wrap) = if is_display { ("block_tag", "tex_block_wrap") } else { ("inline_tag", "tex_inline_wrap") };
        let tag = options.text(tag);
        self.out.push_str(&format!("<{tag} class=\"arithmatex\">"));
        if options.is_on("generic") {
            let wrap = options.texts(wrap);
            escape::text(&mut self.out, wrap.first().copied().unwrap_or_default());
            escape::text(&mut self.out, latex);
            escape::text(&mut self.out, wrap.get(1).copied().unwrap_or_default());
        } else {
            let (part, kind) = if is_display { ("div", "math/tex; mode=display") } else { ("span", "math/tex") };
            if options.is_on("preview") {
                self.out.push_str(&format!("<{part} class=\"MathJax_Preview\">"));
                escape::text(&mut self.out, latex);
                self.out.push_str(&format!("</{part}>"));
            }
            self.out.push_str(&format!("<script type=\"{kind}\">"));
            escape::text(&mut self.out, latex);
            self.out.push_str("</script>");
        }
        self.out.push_str(&format!("</{tag}>"));
    }

    fn has_alternate_tabs(&self) -> bool {
        let is_on = |name: &str| {
            self.python().and_then(|on| on.get(name)).is_some_and(|options| options.is_on("alternate_style"))
        };
        is_on("pymdownx.tabbed") || is_on("pymdownx.blocks.tab")
    }

    fn tabs_of(&self, set: usize) -> Vec<usize> {
        let nodes = &self.frame.card.document.nodes;
        let (mut tabs, mut next) = (Vec::new(), set + 1);
        while next < nodes[set].end as usize {
            tabs.push(next);
            next = nodes[next].end as usize;
        }
        tabs
    }

    fn tabs_ahead(&mut self, tabs: &[usize]) {
        let nodes = &self.frame.card.document.nodes;
        for tab in tabs {
            if let Some((_, count)) = self.tab_sets.last_mut() {
                *count += 1;
            }
            self.radio(matches!(nodes[*tab].kind, NodeKind::Tab { is_selected: true }), *tab);
        }
        if let Some((_, count)) = self.tab_sets.last_mut() {
            *count = 0;
        }
        self.out.push_str("<div class=\"tabbed-labels\">");
        for tab in tabs {
            if let Some((_, count)) = self.tab_sets.last_mut() {
                *count += 1;
            }
            self.out.push_str("<label");
            let id = self.tab_id(*tab);
            self.attribute("for", &id);
            self.out.push('>');
            self.label_of(*tab);
            self.out.push_str("</label>");
        }
        self.out.push_str("</div>\n<div class=\"tabbed-content\">\n");
    }

    /// The id of a tab: that of its words where the project wants it, else by number.
    fn tab_id(&self, tab: usize) -> String {
        let given = self.frame.card.document.attributes(tab).and_then(|given| given.id.clone());
        let (set, count) = self.tab_sets.last().copied().unwrap_or_default();
        given.unwrap_or_else(|| format!("__tabbed_{set}_{count}"))
    }

    fn radio(&mut self, is_selected: bool, tab: usize) {
        self.out.push_str("<input");
        self.out.push_str(if is_selected { " checked=\"checked\"" } else { "" });
        let id = self.tab_id(tab);
        self.attribute("id", &id);
        let set = self.tab_sets.last().map_or(0, |(set, _)| *set);
        self.attribute("name", &format!("__tabbed_{set}"));
        self.out.push_str(" type=\"radio\" />");
    }

    /// Writes the words of a tab's label.
    fn label_of(&mut self, tab: usize) {
        let nodes = &self.frame.card.document.nodes;
        let label = tab + 1;
        if !matches!(nodes.get(label).map(|node| &node.kind), Some(NodeKind::TabLabel)) {
            return;
        }
        let closers = std::mem::take(&mut self.frame.closers);
        let end = self.frame.end;
        self.write_range(label + 1..nodes[label].end as usize);
        self.frame.closers = closers;
        self.frame.end = end;
    }

    /// Code as the extension prints it that is at work on it.
    pub(super) fn python_code(&mut self, block: &CodeBlock, _: usize) {
        let Some(on) = self.python() else { return };
        let file = &self.frame.card.text;
        let (info, code) = (CodeInfo::read(block.info.get(file)), block.code.get(file));
        if block.is_fenced && self.custom_fence(on, info.language, code) {
            return;
        }
        let highlight = on.get("pymdownx.highlight");
        let codehilite = on.get("codehilite");
        let is_super = on.has("pymdownx.superfences") && block.is_fenced;
        let options = if is_super { highlight.or(codehilite) } else { codehilite.or(highlight) };
        let is_wrapped = options.is_none_or(|options| options.is_on("use_pygments")) && (options.is_some() || is_super);
        if !is_wrapped {
            self.out.push_str("<pre");
            if is_super || options.is_some() {
                self.out.push_str(" class=\"highlight\"");
            }
            self.out.push_str("><code");
            if !info.language.is_empty() {
                self.attribute("class", &format!("language-{}", info.language));
            }
            self.out.push('>');
            escape::text(&mut self.out, code);
            return self.out.push_str("</code></pre>\n");
        }
        let class = options.map_or("highlight", |options| options.text("css_class"));
        self.out.push_str("<div");
        let named = options.filter(|options| options.is_on("pygments_lang_class"));
        let language = if info.language.is_empty() { "text" } else { info.language };
        let named = named.map(|options| format!("{}{language}", options.text("language_prefix")));
        let classes = named.as_deref().into_iter().chain(info.classes.iter().copied()).chain([class]);
        let classes: Vec<&str> = classes.filter(|class| !class.is_empty()).collect();
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        self.out.push('>');
        if let Some(title) = info.title {
            self.out.push_str("<span class=\"filename\">");
            escape::text(&mut self.out, title);
            self.out.push_str("</span>");
        }
        self.out.push_str("<pre><span></span><code>");
        self.python_lines(&info, code);
        self.out.push_str("</code></pre></div>\n");
    }

    fn python_lines(&mut self, info: &CodeInfo<'_>, code: &str) {
        let first = info.first_line;
        let code = code.trim_matches('\n');
        let last = code.split('\n').count() as u32;
        for (number, line) in (1..).zip(code.split('\n')) {
            if let Some(first) = first {
                self.out.push_str(&format!("<span class=\"linenos\">{}</span>", first + number - 1));
            }
            let is_marked = info.highlighted.contains(number) && number <= last;
            self.out.push_str(if is_marked { "<span class=\"hll\">" } else { "" });
            escape::text(&mut self.out, line);
            self.out.push('\n');
            self.out.push_str(if is_marked { "</span>" } else { "" });
        }
    }

    /// A fence that the project has a format of its own for.
    fn custom_fence(&mut self, on: &Extensions, language: &str, code: &str) -> bool {
        let fences = on.get("pymdownx.superfences").and_then(|options| options.value("custom_fences").as_array());
        let found = fences.into_iter().flatten().rev().find(|fence| fence["name"].as_str() == Some(language));
        let Some(fence) = found else { return false };
        let format = fence["format"]["py"].as_str().unwrap_or_default();
        if format.contains("arithmatex") {
            self.fence_of_math(&fence["format"], code.strip_suffix('\n').unwrap_or(code));
            return true;
        }
        let is_div = format.ends_with("fence_div_format");
        self.out.push_str(if is_div { "<div" } else { "<pre" });
        self.attribute("class", fence["class"].as_str().unwrap_or_default());
        self.out.push_str(if is_div { ">" } else { "><code>" });
        escape::text(&mut self.out, code.strip_suffix('\n').unwrap_or(code));
        self.out.push_str(if is_div { "</div>\n" } else { "</code></pre>\n" });
        true
    }

    /// A formula in a fence, as its format writes it.
    fn fence_of_math(&mut self, format: &serde_json::Value, latex: &str) {
        let options = &format["kwds"];
        let tag = options["tag"].as_str().unwrap_or("div");
        let is_mathjax = options["mode"] == "mathjax" || format["py"].as_str().is_some_and(|py| py.contains("mathjax"));
        self.out.push_str(&format!("<{tag} class=\"arithmatex\">"));
        if !is_mathjax {
            self.out.push_str("\\[\n");
            escape::text(&mut self.out, latex);
            return self.out.push_str(&format!("\n\\]</{tag}>\n"));
        }
        if options["preview"] == true {
            self.out.push_str("\n<div class=\"MathJax_Preview\">\n");
            escape::text(&mut self.out, latex);
            self.out.push_str("\n</div>");
        }
        self.out.push_str("\n<script type=\"math/tex; mode=display\">\n");
        escape::text(&mut self.out, latex);
        self.out.push_str(&format!("\n</script>\n</{tag}>\n"));
    }

    /// The box of a task.
    pub(super) fn python_task(&mut self, done: bool) {
        let options = self.python().and_then(|on| on.get("pymdownx.tasklist"));
        let is_on = |name: &str| options.is_some_and(|options| options.is_on(name));
        let (is_custom, is_clickable) = (is_on("custom_checkbox"), is_on("clickable_checkbox"));
        self.out.push_str(if is_custom { "<label class=\"task-list-control\">" } else { "" });
        self.out.push_str("<input type=\"checkbox\"");
        self.out.push_str(if is_clickable { "" } else { " disabled" });
        self.out.push_str(if done { " checked/>" } else { "/>" });
        self.out.push_str(if is_custom { "<span class=\"task-list-indicator\"></span></label> " } else { " " });
    }
}

fn is_true(text: &str) -> bool {
    ["true", "yes", "y", "on", "1"].iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether headings have permalinks: a text of any length is their sign.
fn has_permalink(toc: &Options) -> bool {
    match toc.value("permalink").as_str() {
        Some(text) => !["false", "no", "n", "off", "0", "none"].iter().any(|word| word.eq_ignore_ascii_case(text)),
        None => toc.is_on("permalink"),
    }
}

/// Where a link leads: as written.
pub(super) fn way(link: &Link, place: Use) -> Way {
    let address = format!("{}{}", link.target, tail(link));
    if !scheme::is_harmless(&address, place) {
        return Way::Closed { class: "unsafe-link", reason: String::new() };
    }
    Way::Open { address, is_external: false, class: None }
}

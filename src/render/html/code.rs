//! Code blocks: title, language, colours, numbered and highlighted lines, annotations.
//!
//! A code block → HTML:
//! 1. `parse::code_info` says what the author asked for;
//! 2. the highlighter makes coloured HTML, whose tags never cross a line;
//! 3. `annotations` turns markers in comments into links;
//! 4. `code_lines` wraps the lines that are numbered or highlighted.
//!
//! Must never add a character to the code that a reader would copy.

use math_core::MathDisplay;

use crate::parse::code_info::CodeInfo;
use crate::parse::document::CodeBlock;
use crate::render::escape;
use crate::render::highlight::is_plain;

use super::{Writer, code_lines};

impl<'a> Writer<'a> {
    pub(super) fn code_block(&mut self, block: &'a CodeBlock, at: usize) {
        let file = &self.frame.card.text;
        let (info, code) = (block.info.get(file), block.code.get(file));
        if self.is_plain_python() {
            self.python_code(block, at);
        } else if self.is_site() {
            if self.is_fence_of_math(block) {
                self.math(code.trim_end_matches('\n'), MathDisplay::Block);
            } else if !self.diagram(block, at) {
                self.highlighted(&CodeInfo::read(info), code, at);
            }
        } else {
            self.plain_code(info, code);
        }
    }

    /// Whether the project says that fences of this language hold formulas.
    fn is_fence_of_math(&self, block: &CodeBlock) -> bool {
        let Some(options) = self.python().and_then(|on| on.get("pymdownx.superfences")) else { return false };
        let language = CodeInfo::read(block.info.get(&self.frame.card.text)).language;
        let fences = options.value("custom_fences").as_array();
        let found = fences.into_iter().flatten().rev().find(|fence| fence["name"] == *language);
        let format = found.and_then(|fence| fence["format"]["py"].as_str());
        block.is_fenced && format.is_some_and(|format| format.contains("arithmatex"))
    }

    /// Writes code in colour, as the author asked for.
    pub(super) fn highlighted(&mut self, info: &CodeInfo<'_>, code: &str, at: usize) {
        self.out.push_str("<div");
        let classes: Vec<&str> = std::iter::once("highlight").chain(info.classes.iter().copied()).collect();
        self.attribute("class", &classes.join(" "));
        if !is_plain(info.language) {
            self.attribute("data-lang", info.language);
        }
        self.out.push('>');
        if let Some(title) = info.title {
            self.out.push_str("<p class=\"filename\">");
            escape::text(&mut self.out, title);
            self.out.push_str("</p>");
        }
        self.out.push_str("<pre tabindex=\"0\"");
        let digits = code_lines::digits(info, code);
        if digits > 2 {
            self.out.push_str(&format!(" style=\"--digits:{digits}\""));
        }
        self.out.push_str("><code");
        if !info.language.is_empty() {
            self.attribute("class", &format!("language-{}", info.language));
        }
        self.out.push('>');
        let start = self.out.len();
        match self.scene() {
            Some(scene) => scene.caches.highlighter.write(&mut self.out, info.language, code),
            None => escape::text(&mut self.out, code),
        }
        self.annotate(start, info, at);
        code_lines::wrap(&mut self.out, start, info);
        self.out.push_str("</code></pre></div>\n");
    }

    /// As CommonMark has it.
    fn plain_code(&mut self, info: &str, code: &str) {
        self.out.push_str("<pre><code");
        if let Some(language) = info.split_whitespace().next() {
            self.attribute("class", &format!("language-{language}"));
        }
        self.out.push('>');
        escape::text(&mut self.out, code);
        self.out.push_str("</code></pre>\n");
    }
}

//! The body of a file → the text that blocks are made of: what comes before the parsing of blocks.
//!
//! Steps in their order, each text → text. What is no Markdown (fences, raw HTML) is taken out and leaves a sign.

mod braces;
mod breakless;
pub(super) mod code;
mod critic;
mod fenced_code;
mod fences;
mod includes;
mod normalize;
mod snippets;
mod titles;

use super::html;
use super::reader::Reader;
use super::text::Text;

/// A step: its name, the higher the earlier, the extension that turns it on.
struct Step {
    name: &'static str,
    priority: i32,
    of: &'static str,
    run: fn(&mut Reader<'_>, Text) -> Text,
}

/// All of them, those that are always there first.
static STEPS: &[Step] = &[
    Step { name: "fenced_code_block", priority: 250, of: "fenced_code", run: fenced_code::run },
    Step { name: "fenced_code_block", priority: 250, of: "pymdownx.superfences", run: fences::run },
    Step { name: "breakless_lists", priority: 270, of: "mdx_breakless_lists", run: breakless::run },
    Step { name: "html_block", priority: 200, of: "", run: html::run },
    Step { name: "critic", priority: 311, of: "pymdownx.critic", run: critic::run },
    Step { name: "braces", priority: 1010, of: "markdown_include.include", run: braces::run },
    Step { name: "braces", priority: 1010, of: "mdx_include", run: braces::run },
    Step { name: "snippet", priority: 320, of: "pymdownx.snippets", run: snippets::run },
];

/// Runs the steps that are on, over the body that starts at a byte of the file.
pub(super) fn run(reader: &mut Reader<'_>, start: usize) -> Text {
    let mut on: Vec<&Step> = Vec::new();
    for step in STEPS.iter().filter(|step| step.of.is_empty() || reader.has(step.of)) {
        match on.iter_mut().find(|known| known.name == step.name) {
            Some(known) => *known = step,
            None => on.push(step),
        }
    }
    on.sort_by_key(|step| std::cmp::Reverse(step.priority));
    let body = includes::run(reader, start);
    let mut text = normalize::run(&body, reader.file.len());
    for step in on {
        text = (step.run)(reader, text);
    }
    text
}

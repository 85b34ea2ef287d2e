//! The findings on their way out: to the terminal or into a file, listed or counted.

use crate::check::catalog::RULES;
use crate::cli::check::{Found, Run};
use crate::cli::session::Failure;
use crate::report::{Input, RuleInfo, render, statistics};
use crate::text::printable;

/// Writes the findings as the arguments say.
#[expect(clippy::disallowed_methods, reason = "the file is named by the user and is none of the docs root")]
pub(super) fn write(run: &Run<'_>, found: &Found) -> Result<(), Failure> {
    let args = run.args;
    let text = text(run, found);
    let Some(file) = &args.output_file else { return run.session.print(&text) };
    std::fs::write(run.session.cwd.join(file), text)
        .map_err(|error| Failure::Message(format!("cannot write `{}`: {error}", printable(&file.to_string_lossy()))))
}

fn text(run: &Run<'_>, found: &Found) -> String {
    let args = run.args;
    if args.statistics {
        return statistics::render(&found.diagnostics, args.output_format);
    }
    let graph = &found.loaded.graph;
    let rules: Vec<RuleInfo<'_>> = RULES
        .iter()
        .map(|rule| RuleInfo {
            name: rule.name,
            summary: rule.summary,
            severity: run.selection.severity(rule.name).unwrap_or(rule.severity),
        })
        .collect();
    let checked = graph.cards.iter().filter(|card| !card.is_virtual && run.located.wants(&card.path)).count();
    let input = Input {
        diagnostics: &found.diagnostics,
        texts: &|path| graph.text_at(path).or_else(|| run.located.config.text_at(path)),
        prefix: &run.session.prefix(&run.located.config.root),
        rules: &rules,
        // Cards with accepted findings are not clean.
        checked: args.baseline.is_none().then_some(checked),
        color: args.output_file.is_none() && run.session.has_color(),
    };
    render(args.output_format, &input)
}

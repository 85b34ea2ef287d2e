//! Findings that commands other than `check` tell on standard error.

use crate::check::{Context, Selection, check};
use crate::cli::session::{Failure, Session};
use crate::config::Located;
use crate::diag::Diagnostic;
use crate::pipeline::Loaded;
use crate::report::{Format, Input, render};
use jiff::civil::Date;

/// Runs the rules of a selection on a day.
pub(super) fn find(located: &Located, loaded: &Loaded, selection: &Selection, today: Date) -> Vec<Diagnostic> {
    let context = Context {
        graph: &loaded.graph,
        config: &located.config,
        today,
        discovered: &loaded.diagnostics,
        untracked: &loaded.untracked,
    };
    check(&context, selection)
}

/// Runs these rules, as far as the configuration has them on.
pub(super) fn of_rules(
    located: &Located,
    loaded: &Loaded,
    rules: &[&str],
    today: Date,
) -> Result<Vec<Diagnostic>, Failure> {
    let selection = Selection::new(&located.config, &[], &[])?;
    let mut found = find(located, loaded, &selection, today);
    found.retain(|finding| rules.contains(&finding.rule));
    Ok(found)
}

/// Tells findings on standard error; none is silence.
pub(super) fn tell(session: &Session, located: &Located, loaded: &Loaded, found: &[Diagnostic], format: Format) {
    if found.is_empty() {
        return;
    }
    let graph = &loaded.graph;
    session.tell(&render(
        format,
        &Input {
            diagnostics: found,
            texts: &|path| graph.text_at(path).or_else(|| located.config.text_at(path)),
            prefix: &session.prefix(&located.config.root),
            rules: &[],
            checked: None,
            color: false,
        },
    ));
}

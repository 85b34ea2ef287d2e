//! `--fix` and `--diff`: the fixes of findings, applied or shown.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::cli::Exit;
use crate::cli::check::{Found, Run};
use crate::cli::session::Failure;
use crate::edit::{Edit, apply, compatible};
use crate::path::CardPath;
use crate::report::counted;
use crate::report::diff::{Change, Look, render};
use crate::write::{EditedFile, apply_edits};

/// How often fixes are applied and everything is read anew: a fix may make room for another.
const ROUNDS: usize = 10;

/// A file before and after.
struct Changed {
    path: CardPath,
    file: PathBuf,
    old: String,
    new: String,
}

/// Applies fixes until none is left, and gives back what is still wrong.
pub(super) fn fix(run: &Run<'_>, mut found: Found) -> Result<Found, Failure> {
    let mut mended = 0;
    for _ in 0..ROUNDS {
        let changed = changes(run, &found);
        if changed.is_empty() {
            break;
        }
        let before = found.diagnostics.len();
        let files: Vec<EditedFile<'_>> = changed
            .iter()
            .map(|change| EditedFile { file: &change.file, old: &change.old, new: &change.new })
            .collect();
        apply_edits(&run.located.config.root, &files)?;
        found = run.check()?;
        mended += before.saturating_sub(found.diagnostics.len());
    }
    if mended > 0 {
        run.session.tell(&format!("Mended {}.", counted(mended, "finding")));
    }
    Ok(found)
}

/// Prints what [`fix`] would change in its first round.
pub(super) fn diff(run: &Run<'_>, found: &Found) -> Result<Exit, Failure> {
    let changed = changes(run, found);
    let shown: Vec<Change<'_>> =
        changed.iter().map(|change| Change { path: &change.path, old: &change.old, new: &change.new }).collect();
    let prefix = run.session.prefix(&run.located.config.root);
    run.session.print(&render(&shown, Look { prefix: &prefix, color: run.session.has_color() }))?;
    Ok(if changed.is_empty() || run.args.exit_zero { Exit::Clean } else { Exit::Findings })
}

/// What the fixes make of each file, each fix as a whole. One that clashes with an earlier one is left for the next round.
fn changes(run: &Run<'_>, found: &Found) -> Vec<Changed> {
    let fixes = found.diagnostics.iter().filter_map(|finding| finding.fix.as_ref());
    let mut edits: BTreeMap<CardPath, Vec<Edit>> = BTreeMap::new();
    for edit in compatible(fixes.map(|fix| fix.edits.as_slice())) {
        edits.entry(edit.path.clone()).or_default().push(edit);
    }
    edits
        .into_iter()
        .filter_map(|(path, edits)| {
            let id = found.loaded.graph.card_at(&path)?;
            let card = &found.loaded.graph.cards[id];
            let old = card.text.to_string();
            let new = apply(&old, &edits).text;
            let file = run.located.config.root.join(card.path.as_str());
            (new != old).then_some(Changed { path, file, old, new })
        })
        .collect()
}

//! Faults put into clean diagrams: the model stays, each is reported, and mending gives the text back.
//!
//! The diagrams are those of `tests/diagram/clean/*.txt`. `QUADRILLE_DIAGRAMS=DIR` runs over a folder of others and prints
//! what was measured, with every failure; `QUADRILLE_FAULTS=N` takes at most so many faults of a kind from each,
//! `QUADRILLE_KINDS=Moved,Junction` only those of some kinds.

#![expect(clippy::print_stdout, reason = "the measure of a folder is printed")]

mod generate;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use quadrille::diagram::ascii;

use crate::mend::{all_mended, flaws, graph, words};
use crate::support::{files_under, project};
use generate::{Fault, Kind, faults};

const KINDS: [Kind; 6] = [Kind::Moved, Kind::Pushed, Kind::Edited, Kind::Junction, Kind::Crossing, Kind::Emoji];

/// Faults of a kind that are put into each of our own diagrams.
const SOME: usize = 8;

/// What became of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Outcome {
    keeps_model: bool,
    keeps_words: bool,
    is_reported: bool,
    is_restored: bool,
    /// Whether a second run changes nothing.
    is_stable: bool,
}

impl Outcome {
    fn is_good(self) -> bool {
        self.keeps_model && self.keeps_words && self.is_reported && self.is_restored && self.is_stable
    }
}

fn outcome(fault: &Fault) -> (Outcome, String) {
    let mended = all_mended(&fault.faulty);
    let outcome = Outcome {
        keeps_model: graph(&fault.faulty) == graph(&fault.clean),
        keeps_words: words(&mended) == words(&fault.clean),
        is_reported: !flaws(&fault.faulty).is_empty(),
        is_restored: mended == fault.clean,
        is_stable: mended == fault.clean || all_mended(&mended) == mended,
    };
    (outcome, mended)
}

/// Whether a diagram is one, and the lint finds nothing.
fn is_clean(source: &str) -> bool {
    ascii::detect(source).is_some() && flaws(source).is_empty()
}

/// At most so many faults of each kind, from all over the diagram.
fn some(found: Vec<Fault>, most: usize) -> Vec<Fault> {
    let mut by_kind: BTreeMap<Kind, Vec<Fault>> = BTreeMap::new();
    for fault in found {
        by_kind.entry(fault.kind).or_default().push(fault);
    }
    let spread = |faults: Vec<Fault>| {
        let step = faults.len().div_ceil(most).max(1);
        let first = (step / 2).min(faults.len().saturating_sub(1));
        faults.into_iter().skip(first).step_by(step).collect::<Vec<Fault>>()
    };
    by_kind.into_values().flat_map(spread).collect()
}

/// How many faults of a kind were put in, and how many of them kept the model, were reported and were mended.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    all: usize,
    model: usize,
    reported: usize,
    restored: usize,
}

/// The measure of the faults of some kinds in a folder: as a table, and what failed.
fn measure(folder: &Path, kinds: &[Kind], most: usize) -> (String, String) {
    let mut counts: BTreeMap<Kind, Count> = BTreeMap::new();
    let mut failures = String::new();
    let (mut files, mut clean) = (0, 0);
    for name in files_under(folder) {
        let Ok(source) = fs::read_to_string(folder.join(&name)) else { continue };
        let lines: Vec<&str> = source.lines().map(str::trim_end).collect();
        let source = lines.join("\n") + "\n";
        files += 1;
        if !is_clean(&source) {
            continue;
        }
        clean += 1;
        let is_well = |fault: &Fault| fault.clean == source || is_clean(&fault.clean);
        let is_asked = |fault: &Fault| kinds.contains(&fault.kind) && is_well(fault);
        let found: Vec<Fault> = faults(&source).into_iter().filter(is_asked).collect();
        for fault in some(found, most) {
            let (outcome, mended) = outcome(&fault);
            let count = counts.entry(fault.kind).or_default();
            count.all += 1;
            count.model += usize::from(outcome.keeps_model);
            count.reported += usize::from(outcome.is_reported);
            count.restored += usize::from(outcome.is_restored);
            if !outcome.is_good() {
                let Fault { kind, line, what, faulty, .. } = &fault;
                let rules = flaws(faulty).join(", ");
                write!(
                    failures,
                    "=== {name}:{line} {kind:?}: {what}\n{outcome:?} {rules}\n{faulty}--- mended\n{mended}"
                )
                .expect("a string takes what is written");
            }
        }
    }
    let mut table = format!("{files} diagrams, {clean} of them clean\n");
    for (kind, Count { all, model, reported, restored }) in counts {
        writeln!(table, "{kind:?}: {all} faults, {model} keep the model, {reported} reported, {restored} restored")
            .expect("a string takes what is written");
    }
    (table, failures)
}

#[test]
fn faults_in_other_diagrams_are_counted() {
    let Some(folder) = std::env::var_os("QUADRILLE_DIAGRAMS") else { return };
    let most = std::env::var("QUADRILLE_FAULTS").ok().and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let kinds = std::env::var("QUADRILLE_KINDS").unwrap_or_default();
    let kinds: Vec<Kind> =
        KINDS.into_iter().filter(|kind| kinds.is_empty() || kinds.contains(&format!("{kind:?}"))).collect();
    let (table, failures) = measure(Path::new(&folder), &kinds, most);
    println!("{failures}\n{table}");
}

#[test]
fn faults_in_clean_diagrams_are_mended() {
    let folder = project().join("tests/diagram/clean");
    for name in files_under(&folder) {
        let source = fs::read_to_string(folder.join(&name)).expect("the diagram is there");
        assert!(is_clean(&source), "{name}: {:?}", flaws(&source));
    }
    // What was meant where two lines cross without a sign, nobody knows.
    let kinds: Vec<Kind> = KINDS.into_iter().filter(|kind| *kind != Kind::Crossing).collect();
    let (_, failures) = measure(&folder, &kinds, SOME);
    assert!(failures.is_empty(), "{failures}");
}

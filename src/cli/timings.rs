//! `--timings`: where the time of a build went, as two tables.
//!
//! Times → text. Must never measure.

use std::time::Duration;

use comfy_table::{CellAlignment, Table, presets};

use crate::cli::progress::Times;
use crate::text::printable;

/// Writes the phases in the order of the run, and the files that took longest. The rest of the whole time is what
/// stands between the phases.
pub(super) fn table(times: &Times, whole: Duration) -> String {
    let known: Duration = times.phases.iter().map(|(_, time)| *time).sum();
    let mut phases = new_table(["phase", "seconds", "%"]);
    let rows = times.phases.iter().map(|(phase, time)| (phase.name(), *time));
    for (name, time) in rows.chain([("rest", whole.saturating_sub(known)), ("all", whole)]) {
        let share = 100.0 * time.as_secs_f64() / whole.as_secs_f64().max(f64::MIN_POSITIVE);
        phases.add_row([name.to_owned(), format!("{:.3}", time.as_secs_f64()), format!("{share:.0}")]);
    }
    let mut files = new_table(["slowest file", "ms"]);
    for (time, file) in times.slowest() {
        let name = if file.is_empty() || file.ends_with('/') { format!("{file}index.html") } else { file };
        files.add_row([printable(&name).into_owned(), format!("{:.1}", time.as_secs_f64() * 1000.0)]);
    }
    format!("{phases}\n{files}\n")
}

fn new_table<const COLUMNS: usize>(header: [&str; COLUMNS]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

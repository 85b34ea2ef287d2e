//! Wall time of reading and drawing one diagram of box art, by its size.
//!
//! Makes the diagrams in memory (same bytes each time): boxes in boxes with arrows between them, every third wall a
//! column off. With `QUADRILLE_DIAGRAMS=DIR` it also takes each file of a folder. Prints a table. Must never fail for
//! being slow: figures are for people to read.
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the diagrams that it is given")]

use std::path::Path;
use std::time::{Duration, Instant};

use quadrille::diagram::{Dress, Notation, ascii, draw};

/// Boxes beside and under one another.
const SIZES: [(usize, usize); 5] = [(2, 1), (3, 3), (4, 6), (6, 12), (9, 31)];
const RUNS: usize = 41;
const NAMES: [&str; 8] = ["Gateway", "Ledger", "Queue", "Scheduler", "Archive", "Mailer", "Index", "Vault"];

fn main() {
    println!("| rows × columns | bytes | recognise ms | with drawing ms | SVG bytes per byte |");
    println!("|---|---:|---:|---:|---:|");
    for (across, down) in SIZES {
        let source = diagram(across, down);
        let dress = Dress { id: "d", ..Dress::default() };
        let read = median(|| assert!(ascii::detect(&source).is_some()));
        let mut size = 0;
        let drawn = median(|| {
            size = draw(Notation::Ascii, &source, &dress).map_or(0, |drawing| drawing.svg.len());
        });
        let columns = source.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        let tenths = size * 10 / source.len();
        println!(
            "| {} × {columns} | {} | {:.3} | {:.3} | {}.{} |",
            source.lines().count(),
            source.len(),
            read.as_secs_f64() * 1000.0,
            drawn.as_secs_f64() * 1000.0,
            tenths / 10,
            tenths % 10,
        );
    }
    if let Some(folder) = std::env::var_os("QUADRILLE_DIAGRAMS") {
        measure_folder(Path::new(&folder));
    }
}

/// The median and the largest of the files of a folder, in both columns.
fn measure_folder(folder: &Path) {
    let entries = std::fs::read_dir(folder).expect("QUADRILLE_DIAGRAMS names a folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort_unstable();
    let dress = Dress { id: "d", ..Dress::default() };
    let (mut read, mut drawn, mut tenths) = (Vec::new(), Vec::new(), Vec::new());
    for source in paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()) {
        read.push(median(|| drop(ascii::detect(&source))));
        let mut size = None;
        drawn.push(median(|| size = draw(Notation::Ascii, &source, &dress).ok().map(|drawing| drawing.svg.len())));
        tenths.extend(size.map(|size| size * 10 / source.len().max(1)));
    }
    read.sort_unstable();
    drawn.sort_unstable();
    tenths.sort_unstable();
    for (name, part) in [("median", (1, 2)), ("nine of ten", (9, 10)), ("largest", (1, 1))] {
        let at = |len: usize| (len * part.0 / part.1).min(len.saturating_sub(1));
        let ms = |times: &[Duration]| times.get(at(times.len())).map_or(0.0, |time| time.as_secs_f64() * 1000.0);
        let size = tenths.get(at(tenths.len())).copied().unwrap_or_default();
        println!(
            "| {name} of {} files | | {:.3} | {:.3} | {}.{} |",
            drawn.len(),
            ms(&read),
            ms(&drawn),
            size / 10,
            size % 10
        );
    }
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

/// Rows of boxes in one box, each with an arrow to the next and one down.
fn diagram(across: usize, down: usize) -> String {
    let inner = across * 17;
    let mut lines = vec![format!("+{}+", "-".repeat(inner)), format!("|{:^inner$}|", "Platform")];
    let mut name = NAMES.iter().cycle();
    for row in 0..down {
        let edge = "+---------+".to_owned();
        let mut words = String::new();
        for col in 0..across {
            let arrow = if col + 1 == across { "" } else { " ---> " };
            words += &format!("|{:^9}|{arrow}", name.next().copied().unwrap_or_default());
        }
        let edges = vec![edge; across].join("      ");
        lines.extend([edges.as_str(), words.as_str(), edges.as_str()].map(|line| format!("|  {line:<0$}|", inner - 2)));
        if row + 1 < down {
            let stroke =
                |c: &str| format!("|  {:<1$}|", vec![format!("     {c}     "); across].join("      "), inner - 2);
            // The wall of this row strays.
            lines.extend([stroke("|").replacen(" |", "|", usize::from(row % 3 == 2)), stroke("v")]);
        }
    }
    lines.push(lines[0].clone());
    lines.join("\n")
}

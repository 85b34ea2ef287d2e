//! Wall time and peak memory of `check` and `build` over generated corpora of 100, 1,000 and 10,000 cards.
//!
//! Makes the corpora in a temporary folder (same bytes each time), runs the command five times each, and prints a
//! table. `cargo bench --bench corpus -- 100 1000` takes other sizes. Must never fail for being slow: figures are
//! for people to read.
#![expect(clippy::disallowed_methods, reason = "a benchmark makes the trees that it runs the command on")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SIZES: [usize; 3] = [100, 1_000, 10_000];
const RUNS: usize = 5;
const QUADRANTS: [&str; 4] = ["tutorials", "how-to", "reference", "explanation"];
const WORDS_PER_CARD: usize = 400;
const LINKS_PER_CARD: usize = 8;
const VOCABULARY: [&str; 32] = [
    "anchor", "backup", "balance", "bucket", "cache", "card", "cluster", "config", "daemon", "deploy", "disk",
    "domain", "gateway", "handler", "image", "journal", "kernel", "ledger", "mirror", "network", "node", "packet",
    "policy", "queue", "replica", "router", "schema", "secret", "socket", "table", "tunnel", "volume",
];

/// One run: how long it took and how much memory it held at most, where the system tells.
struct Figure {
    wall: Duration,
    peak_kib: Option<u64>,
}

/// A generator of numbers that is the same on every machine: xorshift64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or_default() % limit
    }

    fn word(&mut self) -> &'static str {
        VOCABULARY[self.below(VOCABULARY.len())]
    }
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    println!("| work | cards | min s | median s | max s | peak MiB |");
    println!("|---|---:|---:|---:|---:|---:|");
    for size in sizes {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        write_corpus(folder.path(), size);
        let site = folder.path().join("site");
        let site = site.to_str().expect("temporary folders have plain names");
        report("check", size, || measure(folder.path(), &["check", "docs", "-o", "/dev/null"]));
        report("build, cold", size, || {
            if Path::new(site).exists() {
                fs::remove_dir_all(site).expect("the old site can be removed");
            }
            measure(folder.path(), &["build", "docs", "--site-dir", site])
        });
        report("build, again", size, || measure(folder.path(), &["build", "docs", "--site-dir", site]));
    }
}

fn report(work: &str, size: usize, mut run: impl FnMut() -> Figure) {
    let mut figures: Vec<Figure> = (0..RUNS).map(|_| run()).collect();
    figures.sort_by_key(|figure| figure.wall);
    let seconds = |index: usize| figures[index].wall.as_secs_f64();
    let peak = figures
        .iter()
        .filter_map(|figure| figure.peak_kib)
        .max()
        .map_or("-".to_owned(), |kib| (kib / 1024).to_string());
    println!("| {work} | {size} | {:.3} | {:.3} | {:.3} | {peak} |", seconds(0), seconds(RUNS / 2), seconds(RUNS - 1));
}

/// Runs the command once; findings are no failure. Peak memory is read from the running process every few milliseconds, since its highest
/// mark goes away with it: a run shorter than that has none.
fn measure(folder: &Path, args: &[&str]) -> Figure {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_quadrille"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command can be started");
    let mut peak_kib = None;
    let status = loop {
        if let Some(status) = child.try_wait().expect("the command can be waited for") {
            break status;
        }
        peak_kib = high_water_mark(child.id()).or(peak_kib);
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall = start.elapsed();
    assert!(matches!(status.code(), Some(0 | 1)), "`quadrille {}` ended with {status}", args.join(" "));
    Figure { wall, peak_kib }
}

fn high_water_mark(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

/// Writes a corpus: an index for each quadrant that links all its cards, and the cards, in folders of 100.
fn write_corpus(folder: &Path, size: usize) {
    let docs = folder.join("docs");
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    write(&docs.join("index.md"), "# Home\n\n[[tutorials]] [[how-to]] [[reference]] [[explanation]]\n");
    for (place, quadrant) in QUADRANTS.iter().enumerate() {
        let mut index = format!("# {quadrant}\n\n");
        for number in (place..size).step_by(QUADRANTS.len()) {
            let _ = writeln!(index, "- [[card-{number}]]");
            let path = docs.join(quadrant).join(format!("part-{}", number / 400)).join(format!("card-{number}.md"));
            write(&path, &card(number, size, &mut dice));
        }
        write(&docs.join(quadrant).join(format!("{quadrant}.md")), &index);
    }
}

/// One card: front matter, four sections of words and links, a table, a code block.
fn card(number: usize, size: usize, dice: &mut Dice) -> String {
    let mut text = format!(
        "---\ntitle: The {} {} {number}\ntags: [{}, {}]\nmodified: 2026-01-{:02}\n---\n\n# The card {number}\n\n",
        dice.word(),
        dice.word(),
        VOCABULARY[number % 8],
        VOCABULARY[8 + number % 8],
        1 + number % 28,
    );
    for section in 0..4 {
        let _ = write!(text, "## Section {section}\n\n");
        for word in 0..WORDS_PER_CARD / 4 {
            text.push_str(dice.word());
            text.push_str(if word % 12 == 11 { ".\n" } else { " " });
        }
        for _ in 0..LINKS_PER_CARD / 4 {
            let _ = write!(text, "see [[card-{}]] ", dice.below(size));
        }
        text.push_str("\n\n");
    }
    text.push_str("| name | value |\n|---|---|\n");
    for _ in 0..4 {
        let _ = writeln!(text, "| {} | {} |", dice.word(), dice.below(1000));
    }
    code(dice, &mut text);
    text
}

/// A block of some twenty lines that no other card has: highlighting is the costly part of a build, and equal blocks
/// are highlighted once.
fn code(dice: &mut Dice, text: &mut String) {
    let _ = writeln!(text, "\n```rust\n/// Keeps {}.\npub struct {} {{", dice.word(), dice.word());
    for _ in 0..4 {
        let _ = writeln!(text, "    pub {}_{}: Option<String>,", dice.word(), dice.below(1000));
    }
    let _ = writeln!(text, "}}\n\nimpl Default for {} {{", dice.word());
    for _ in 0..4 {
        let (name, limit) = (dice.word(), dice.below(10_000));
        let _ = writeln!(text, "    fn {name}(&self) -> u32 {{ self.len.min({limit}) + 0x{limit:x} }} // \"{name}\"");
    }
    text.push_str("}\n```\n");
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
    fs::write(path, text).expect("files can be written");
}

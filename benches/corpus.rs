//! Benchmarks over generated corpora.

fn main() {}

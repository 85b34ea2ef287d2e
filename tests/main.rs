//! The integration tests, one binary: the rules of the house, the command line, our own docs.
#![expect(clippy::disallowed_methods, reason = "tests make the trees that they run the command on")]

mod architecture;
mod ascii;
mod browser;
mod check;
mod cli;
mod dogfood;
mod faults;
mod hostile;
mod mend;
#[cfg(feature = "mermaid")]
mod mermaid;
mod pagefind;
mod parse;
mod python_markdown;
mod quartz;
#[cfg(feature = "serve")]
mod serve;
mod support;

//! The integration tests, one binary: the rules of the house, the command line, our own docs.
#![expect(clippy::disallowed_methods, reason = "tests make the trees that they run the command on")]

mod architecture;
mod browser;
mod check;
mod cli;
mod dogfood;
mod hostile;
mod parse;
mod quartz;
mod support;

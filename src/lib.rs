//! Quadrille: publishes, checks and reviews a knowledge base of Markdown cards.
//!
//! Data flows one way, one noun per arrow:
//!
//! ```text
//! tree → Source → Card → Graph → ( Diagnostic | Due | Output ) → site/
//! ```
//!
//! | floor | modules | what they may do |
//! |---|---|---|
//! | ground | [`icons`] [`text`] [`path`] [`versions`] [`edit`] [`diag`] [`observer`] [`yaml`] [`config`] [`diagram`] | words that everybody uses |
//! | the stream | [`discover`] → [`parse`] → [`graph`] | read the tree, understand each file, tie them together |
//! | readers of the graph | [`check`] [`review`] [`render`] | strangers to each other |
//! | end of the stream | [`write`] | the only writer |
//! | above | [`pipeline`] [`report`] `serve` [`cli`] | put the stages together, print, preview, take arguments |
//!
//! A module imports only what stands above it in this list; `tests/architecture.rs` is the law.

pub mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod diagram;
pub mod discover;
pub mod edit;
pub mod graph;
pub mod icons;
pub mod observer;
pub mod parse;
pub mod path;
pub mod pipeline;
pub mod render;
pub mod report;
pub mod review;
pub mod scaffold;
#[cfg(feature = "serve")]
pub mod serve;
pub mod snippet;
pub mod text;
pub mod verify;
pub mod versions;
pub mod write;
pub mod yaml;

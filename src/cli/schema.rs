//! `quadrille schema`: the JSON Schema of the configuration file.

use crate::cli::Exit;
use crate::cli::session::{Failure, Session};
use crate::config::schema;

pub(super) fn run(session: &Session) -> Result<Exit, Failure> {
    session.print(&(schema().trim_end().to_owned() + "\n"))?;
    Ok(Exit::Clean)
}

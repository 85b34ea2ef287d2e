//! Where the server listens, as people write it: `127.0.0.1:8000`, `localhost`, `8001`, `[::1]:8000`.
//!
//! Text → [`Address`]. Must never look a name up: that is for the system to do when the port is opened.

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

/// The port unless another is named: that of the documentation tools people come from.
const DEFAULT_PORT: u16 = 8000;
const LOOPBACK: &str = "127.0.0.1";

/// A host and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// A name or an IP address, without brackets.
    pub host: String,
    /// 0 for any that is free.
    pub port: u16,
}

/// Why a text is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// What should be a port is none.
    #[error("`{0}` is not a port: write a number from 0 to 65535")]
    Port(String),
    /// What should be a host is none.
    #[error("`{0}` is not a host: write `127.0.0.1:8000`, `[::1]:8000` or a name")]
    Host(String),
}

impl Default for Address {
    fn default() -> Self {
        Self { host: LOOPBACK.to_owned(), port: DEFAULT_PORT }
    }
}

impl Address {
    /// The same host with the port above.
    #[must_use]
    pub fn next(&self) -> Self {
        Self { host: self.host.clone(), port: self.port.checked_add(1).unwrap_or(DEFAULT_PORT) }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            return write!(f, "[{}]:{}", self.host, self.port);
        }
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self { port: port(text)?, ..Self::default() });
        }
        if text.parse::<Ipv6Addr>().is_ok() {
            return Ok(Self { host: text.to_owned(), port: DEFAULT_PORT });
        }
        let (host, number) = split(text);
        let port = number.map_or(Ok(DEFAULT_PORT), port)?;
        let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let is_host = match inner {
            Some(inner) => inner.parse::<Ipv6Addr>().is_ok(),
            None => host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)),
        };
        let host = inner.unwrap_or(host);
        match host {
            _ if !is_host => Err(AddressError::Host(text.to_owned())),
            "" => Ok(Self { port, ..Self::default() }),
            _ => Ok(Self { host: host.to_ascii_lowercase(), port }),
        }
    }
}

/// Splits a host from its port; the colons of an IPv6 address stand in brackets.
fn split(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    }
}

fn port(text: &str) -> Result<u16, AddressError> {
    text.parse().map_err(|_| AddressError::Port(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn addresses_are_read_as_people_write_them() {
        let cases = [
            ("127.0.0.1:8001", "127.0.0.1:8001"),
            ("localhost", "localhost:8000"),
            ("LocalHost:0", "localhost:0"),
            (":9000", "127.0.0.1:9000"),
            ("9000", "127.0.0.1:9000"),
            ("[::1]:8001", "[::1]:8001"),
            ("[::1]", "[::1]:8000"),
            ("::1", "[::1]:8000"),
            ("my-box.local:80", "my-box.local:80"),
        ];
        for (text, wanted) in cases {
            let read = text.parse::<Address>().map(|address| address.to_string());
            assert_eq!(read.as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_none_is_told() {
        let cases = [
            ("127.0.0.1:http", "`http` is not a port: write a number from 0 to 65535"),
            ("99999", "`99999` is not a port: write a number from 0 to 65535"),
            ("http://x:80", "`http://x:80` is not a host: write `127.0.0.1:8000`, `[::1]:8000` or a name"),
            ("[::1", "`[::1` is not a host: write `127.0.0.1:8000`, `[::1]:8000` or a name"),
            ("a b:80", "`a b:80` is not a host: write `127.0.0.1:8000`, `[::1]:8000` or a name"),
        ];
        for (text, wanted) in cases {
            let error = text.parse::<Address>().map_err(|error| error.to_string());
            assert_eq!(error, Err(wanted.to_owned()), "{text}");
        }
    }
}

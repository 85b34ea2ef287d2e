//! Who may ask: the names by which the server may be called, and the pages that may hear its news.
//!
//! `Host` and `Origin` headers → yes or no. A page of another site can make a browser ask any address, and can point a
//! name of its own at this machine; without this check it could read drafts. Must never look a name up.

use std::net::{IpAddr, SocketAddr};

use crate::serve::address::Address;

/// The names that are answered.
#[derive(Debug)]
pub(super) struct Guard {
    /// As the user wrote it.
    named: String,
    /// What the system made of it.
    bound: IpAddr,
}

impl Guard {
    /// For a server that listens at `bound` because the user said `address`.
    pub(super) fn new(address: &Address, bound: SocketAddr) -> Self {
        Self { named: address.host.clone(), bound: bound.ip() }
    }

    /// Whether a request with this `Host` is answered. The port is of no account: a tunnel may have changed it.
    pub(super) fn admits(&self, host: &str) -> bool {
        let name = name_of(host).trim_end_matches('.').to_ascii_lowercase();
        if let Ok(ip) = name.parse::<IpAddr>() {
            // Where other machines are let in, they may call this one by any of its numbers; no name of a stranger is
            // a number.
            return ip.is_loopback() || ip == self.bound || !self.bound.is_loopback();
        }
        name == "localhost" || name.ends_with(".localhost") || name == self.named
    }
}

/// Whether an `Origin` is that of the server's own pages, which were asked for under this `Host`.
pub(super) fn is_own_origin(origin: &str, host: &str) -> bool {
    let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}

/// A host without its port and brackets.
fn name_of(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or_default();
    }
    host.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Guard, is_own_origin};
    use crate::serve::address::Address;

    fn guard(named: &str, bound: &str) -> Guard {
        let address: Address = named.parse().expect("an address");
        Guard::new(&address, bound.parse().expect("a socket address"))
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let guard = guard("127.0.0.1:8000", "127.0.0.1:8000");
        for host in ["localhost:8000", "127.0.0.1", "127.1.2.3:9", "[::1]:8000", "docs.localhost", "LOCALHOST."] {
            assert!(guard.admits(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "192.168.1.7:8000", "", "[::1", "xlocalhost", "8000"] {
            assert_eq!(guard.admits(host), host == "[::1", "{host}");
        }
    }

    #[test]
    fn an_open_server_is_called_by_number_or_by_the_name_it_was_given() {
        let open = guard("0.0.0.0:8000", "0.0.0.0:8000");
        assert!(open.admits("192.168.1.7:8000") && open.admits("localhost:8000") && !open.admits("evil.example"));
        let named = guard("my-box.local:8000", "192.168.1.7:8000");
        assert!(named.admits("my-box.local:8000") && !named.admits("other.local:8000"));
    }

    #[test]
    fn the_origin_is_that_of_the_host() {
        assert!(is_own_origin("http://localhost:8000", "localhost:8000"));
        assert!(is_own_origin("https://Localhost:8000", "localhost:8000"));
        for origin in ["null", "http://localhost:8001", "http://evil.example", "file://localhost:8000", ""] {
            assert!(!is_own_origin(origin, "localhost:8000"), "{origin}");
        }
    }
}

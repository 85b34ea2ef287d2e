//! Versions of a MkDocs project: what `mike` and the version switch of Material read.
//!
//! `remote_branch`, `remote_name`, the options of the plugin `mike`, `extra.version` → [`Versions`]. Must never ask git.

use serde_json::Value;

use super::MkDocs;
use crate::config::file::{AliasType, Versions};

/// How versions of the project are published.
pub(super) fn read(own: &MkDocs) -> Versions {
    let usual = Versions::default();
    let text = |key: &str| own.values.get(key).and_then(Value::as_str).map(str::to_owned);
    let mike = own.plugin("mike");
    let option = |key: &str| mike.and_then(|plugin| plugin.text(key));
    let switch = own.extra.get("version");
    let latest = match switch.and_then(|switch| switch.get("default")) {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => usual.latest,
    };
    Versions {
        branch: text("remote_branch").unwrap_or(usual.branch),
        remote: text("remote_name").unwrap_or(usual.remote),
        prefix: option("deploy_prefix").unwrap_or_default().to_owned(),
        alias_type: match option("alias_type") {
            Some("copy") => AliasType::Copy,
            Some("redirect") => AliasType::Redirect,
            _ => usual.alias_type,
        },
        latest,
        show_alias: switch.and_then(|switch| switch.get("alias")).and_then(Value::as_bool).unwrap_or(false),
    }
}

impl MkDocs {
    /// Whether readers can switch between versions.
    #[must_use]
    pub fn has_version_switch(&self) -> bool {
        let provider = self.extra.get("version").and_then(|switch| switch.get("provider"));
        provider.and_then(Value::as_str) == Some("mike")
    }
}

//! The templates of projects of MkDocs-Material: they stand in Material's places, with its blocks, and those of the project
//! can extend and replace them.
//!
//! An environment → the same with these templates, functions and filters. Must never load a file: an icon is made of the
//! packs that the program has.

use std::sync::Arc;

use minijinja::value::{Object, Value};
use minijinja::{Environment, Error, ErrorKind, State};

use super::words::words;
use super::{icon, jinja};
use crate::render::escape;
use crate::render::templates::from_page;
use crate::render::url::encode_path;

/// The templates by name; they come before the shipped ones of the same name.
pub(in crate::render) const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../../templates/material/base.html")),
    ("partials/actions.html", include_str!("../../../templates/material/partials/actions.html")),
    ("partials/alternate.html", include_str!("../../../templates/material/partials/alternate.html")),
    ("partials/content.html", include_str!("../../../templates/material/partials/content.html")),
    ("partials/copyright.html", include_str!("../../../templates/material/partials/copyright.html")),
    ("partials/footer.html", include_str!("../../../templates/material/partials/footer.html")),
    ("partials/integrations/analytics.html", include_str!("../../../templates/material/partials/analytics.html")),
    ("partials/nav-item.html", include_str!("../../../templates/material/partials/nav-item.html")),
    ("partials/nav-list.html", include_str!("../../../templates/material/partials/nav-list.html")),
    ("partials/palette.html", include_str!("../../../templates/material/partials/palette.html")),
    ("partials/search.html", include_str!("../../../templates/material/partials/search.html")),
    ("partials/tabs-item.html", include_str!("../../../templates/material/partials/tabs-item.html")),
    ("partials/toc-item.html", include_str!("../../../templates/material/partials/toc-item.html")),
    ("partials/toc-list.html", include_str!("../../../templates/material/partials/toc-list.html")),
    ("partials/header.html", include_str!("../../../templates/material/partials/header.html")),
    ("partials/language.html", include_str!("../../../templates/material/partials/language.html")),
    ("partials/link-preview.html", include_str!("../../../templates/partials/social.html")),
    ("partials/logo.html", include_str!("../../../templates/material/partials/logo.html")),
    ("partials/social.html", include_str!("../../../templates/material/partials/social.html")),
    ("partials/source-file.html", include_str!("../../../templates/material/partials/source-file.html")),
    ("partials/source.html", include_str!("../../../templates/material/partials/source.html")),
    ("partials/tabs.html", include_str!("../../../templates/material/partials/tabs.html")),
    ("partials/tags.html", include_str!("../../../templates/material/partials/tags.html")),
    ("partials/toc.html", include_str!("../../../templates/material/partials/toc.html")),
];

/// Gives an environment what templates for Material use.
pub(in crate::render) fn prepare(environment: &mut Environment<'static>) {
    environment.add_function("translate", |key: &str| words(key));
    environment.add_function("icon_of", |path: &str| icon(path).unwrap_or(Value::UNDEFINED));
    environment.add_filter("script_tag", script_tag);
    jinja::prepare(environment);
    environment.add_global("lang", Value::from_object(Language));
    environment.set_loader(|name| {
        let icon = name.strip_prefix(".icons/").and_then(icon).map(|icon| icon.to_string());
        // Parts of Material that the theme has elsewhere, or not at all.
        Ok(icon.or_else(|| name.starts_with("partials/").then(String::new)))
    });
}

/// `lang` of Material's templates: `lang.t("footer.next")`.
#[derive(Debug)]
struct Language;

impl Object for Language {
    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, arguments: &[Value]) -> Result<Value, Error> {
        match (method, arguments) {
            ("t", [key, ..]) => Ok(words(key.as_str().unwrap_or_default()).into()),
            _ => Err(Error::from(ErrorKind::UnknownMethod)),
        }
    }
}

/// The filter `script_tag`: an entry of `extra_javascript` as HTML.
fn script_tag(state: &State<'_, '_>, script: &Value) -> Value {
    let path = script.get_attr("path").ok().and_then(|path| path.as_str().map(str::to_owned));
    let path = path.or_else(|| script.as_str().map(str::to_owned)).unwrap_or_default();
    let mut tag = "<script src=\"".to_owned();
    let address = from_page(state, &encode_path(&path));
    escape::address(&mut tag, &address);
    tag.push('"');
    let attribute = |name: &str| script.get_attr(name).unwrap_or_default();
    if let Some(kind) = attribute("type").as_str().filter(|kind| !kind.is_empty()) {
        tag.push_str(" type=\"");
        escape::attribute(&mut tag, kind);
        tag.push('"');
    }
    // A module is deferred by itself, and must not say so.
    let is_module = attribute("type").as_str() == Some("module");
    for name in ["async", "defer"] {
        if attribute(name).is_true() && !(is_module && name == "defer") {
            tag.push(' ');
            tag.push_str(name);
        }
    }
    tag.push_str("></script>");
    Value::from_safe_string(tag)
}

#[cfg(test)]
mod tests {
    use crate::config::mkdocs::overrides::PARTIALS;

    use super::TEMPLATES;

    #[test]
    fn partials_that_may_be_replaced_are_included_somewhere() {
        for partial in PARTIALS {
            let include = format!("{{% include \"{partial}\"");
            let import = format!("{{%- import \"{partial}\"");
            let is_included = TEMPLATES.iter().any(|(_, text)| {
                [&include, &import, &include.replace("{%", "{%-")].iter().any(|line| text.contains(*line))
            });
            assert!(is_included, "{partial}");
        }
    }
}

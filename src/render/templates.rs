//! The templates: the shipped ones, those that override them, and how values get into HTML.
//!
//! Names and texts of templates → [`Templates`]. Must never let a value into a page unescaped that is not HTML
//! of our own making, and never let a template run for ever.

use std::collections::BTreeMap;

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use crate::config::mkdocs::overrides::is_used;
use crate::render::{escape, material};

/// Enough for a page with a list of 100,000 entries.
const FUEL: u64 = 50_000_000;

/// The shipped templates by name.
const SHIPPED: &[(&str, &str)] = &[
    ("404.html", include_str!("../../templates/404.html")),
    ("base.html", include_str!("../../templates/base.html")),
    ("graph.html", include_str!("../../templates/graph.html")),
    ("main.html", include_str!("../../templates/main.html")),
    ("partials/backlinks.html", include_str!("../../templates/partials/backlinks.html")),
    ("partials/breadcrumbs.html", include_str!("../../templates/partials/breadcrumbs.html")),
    ("partials/content.html", include_str!("../../templates/partials/content.html")),
    ("partials/facts.html", include_str!("../../templates/partials/facts.html")),
    ("partials/footer.html", include_str!("../../templates/partials/footer.html")),
    ("partials/header.html", include_str!("../../templates/partials/header.html")),
    ("partials/icons.html", include_str!("../../templates/partials/icons.html")),
    ("partials/local-graph.html", include_str!("../../templates/partials/local-graph.html")),
    ("partials/nav.html", include_str!("../../templates/partials/nav.html")),
    ("partials/neighbours.html", include_str!("../../templates/partials/neighbours.html")),
    ("partials/outdated.html", include_str!("../../templates/partials/outdated.html")),
    ("partials/social.html", include_str!("../../templates/partials/social.html")),
    ("partials/tabs.html", include_str!("../../templates/partials/tabs.html")),
    ("partials/tags.html", include_str!("../../templates/partials/tags.html")),
    ("partials/toc.html", include_str!("../../templates/partials/toc.html")),
    ("redirect.html", include_str!("../../templates/redirect.html")),
    ("review.html", include_str!("../../templates/review.html")),
    ("section.html", include_str!("../../templates/section.html")),
    ("tag.html", include_str!("../../templates/tag.html")),
    ("tags.html", include_str!("../../templates/tags.html")),
    ("work.html", include_str!("../../templates/work.html")),
];

/// What is wrong in a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "template `{template}`{}: {message}\n  hint: {hint}",
    .line.map(|line| format!(", line {line}")).unwrap_or_default()
)]
pub struct TemplateError {
    /// The template's name, as in the override folder.
    pub template: String,
    /// 1-based line, where it is known.
    pub line: Option<usize>,
    /// What is the case.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
}

/// All templates, ready to be rendered by many threads.
pub(crate) struct Templates {
    environment: Environment<'static>,
    /// The templates of the project, by name.
    overridden: Vec<String>,
}

/// Whose templates a project knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum House {
    /// Those of the shipped theme.
    Own,
    /// Those of MkDocs-Material.
    Material,
}

impl Templates {
    /// Reads the shipped templates and those that override them or come in addition.
    pub(crate) fn new(overrides: &BTreeMap<String, String>, house: House) -> Result<Self, TemplateError> {
        let is_material = house == House::Material;
        let mut environment = Environment::new();
        environment.set_formatter(format);
        environment.add_filter("url", from_page);
        environment.set_fuel(Some(FUEL));
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        for (name, source) in SHIPPED {
            environment.add_template(name, source).map_err(|error| describe(&error, name))?;
        }
        if is_material {
            // A page that was made for a folder has no front matter, and templates of projects ask for it.
            environment.set_undefined_behavior(UndefinedBehavior::Chainable);
            material::prepare(&mut environment);
            for (name, source) in material::TEMPLATES {
                environment.add_template(name, source).map_err(|error| describe(&error, name))?;
            }
        }
        let is_wanted = |name: &str| is_template(name) && (!is_material || is_used(name));
        for (name, source) in overrides.iter().filter(|(name, _)| is_wanted(name)) {
            environment.add_template_owned(name.clone(), source.clone()).map_err(|error| describe(&error, name))?;
        }
        Ok(Self { environment, overridden: overrides.keys().filter(|name| is_wanted(name)).cloned().collect() })
    }

    /// Whether the project has templates of its own.
    pub(crate) fn is_overridden(&self) -> bool {
        !self.overridden.is_empty()
    }

    /// The templates of the project, by name.
    pub(crate) fn overridden(&self) -> &[String] {
        &self.overridden
    }

    /// Whether there is a template of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.environment.get_template(name).is_ok()
    }

    /// Renders a template.
    pub(crate) fn render(&self, name: &str, context: Value) -> Result<String, TemplateError> {
        self.environment
            .get_template(name)
            .and_then(|template| template.render(context))
            .map_err(|error| describe(&error, name))
    }
}

/// The filter `url`: an address that counts from the root of the site, as seen from the page.
pub(crate) fn from_page(state: &State<'_, '_>, address: &str) -> String {
    let is_elsewhere =
        address.starts_with(['/', '#', '?']) || address.contains("://") || address.starts_with("mailto:");
    match state.lookup("root").as_ref().and_then(Value::as_str) {
        Some(root) if !is_elsewhere => format!("{root}{address}"),
        _ => address.to_owned(),
    }
}

/// Whether a file of the override folder is a template; style sheets are not.
fn is_template(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension == "html")
}

fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let failed = |_| Error::from(ErrorKind::WriteFailure);
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    if value.is_safe() || matches!(state.auto_escape(), AutoEscape::None) {
        return match value.as_str() {
            Some(text) => out.write_str(text).map_err(failed),
            None => out.write_str(&value.to_string()).map_err(failed),
        };
    }
    let mut escaped = String::new();
    match value.as_str() {
        Some(text) => escape::attribute(&mut escaped, text),
        None => escape::attribute(&mut escaped, &value.to_string()),
    }
    out.write_str(&escaped).map_err(failed)
}

fn describe(error: &Error, name: &str) -> TemplateError {
    // The innermost error names the template where the fault is, the outer ones only who included it.
    let mut inner = error;
    while let Some(next) = std::error::Error::source(inner).and_then(|next| next.downcast_ref::<Error>()) {
        inner = next;
    }
    let kind = inner.kind();
    TemplateError {
        template: inner.name().unwrap_or(name).to_owned(),
        line: inner.line(),
        message: inner.detail().map_or_else(|| kind.to_string(), |detail| format!("{kind}: {detail}")),
        hint: match kind {
            ErrorKind::TemplateNotFound => "put the template into the override folder, or correct its name",
            ErrorKind::SyntaxError => "correct the Jinja syntax of this line",
            ErrorKind::UnknownFilter
            | ErrorKind::UnknownFunction
            | ErrorKind::UnknownTest
            | ErrorKind::UnknownMethod => "use one of the filters, tests and functions of MiniJinja",
            ErrorKind::UndefinedError => "test the value with `is defined` before you use it",
            ErrorKind::OutOfFuel => "shorten the loop: a page may not run for ever",
            _ => "correct the template, or remove it to use the shipped one",
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use minijinja::context;

    use super::{House, Templates};

    fn templates(name: &str, source: &str) -> Result<Templates, super::TemplateError> {
        Templates::new(&BTreeMap::from([(name.to_owned(), source.to_owned())]), House::Own)
    }

    #[test]
    fn values_are_escaped_unless_they_are_ours() {
        let templates = templates("x.html", "<a title=\"{{ a }}\">{{ b }}{{ c }}{{ 1 }}</a>").expect("a template");
        let safe = minijinja::value::Value::from_safe_string("<b>".to_owned());
        let html = templates.render("x.html", context! { a => "\" onload='x'", b => safe }).expect("a page");
        assert_eq!(html, "<a title=\"&quot; onload&#61;&#39;x&#39;\"><b>1</a>");
    }

    #[test]
    fn errors_name_template_and_line() {
        let error = templates("main.html", "{% extends \"base.html\" %}\n{% block %}").err().expect("an error");
        assert_eq!((error.template.as_str(), error.line), ("main.html", Some(2)));
        let broken = templates("x.html", "a\n{{ 1 | nope }}").expect("parses").render("x.html", context! {});
        let error = broken.expect_err("no such filter");
        assert_eq!((error.template.as_str(), error.line), ("x.html", Some(2)));
        assert!(error.to_string().starts_with("template `x.html`, line 2: "), "{error}");
    }

    #[test]
    fn addresses_that_count_from_the_root_are_made_relative() {
        let source = "{{ 'a/b.css' | url }} {{ '/c' | url }} {{ 'https://d.org/' | url }} {{ '#e' | url }}";
        let html = templates("x.html", source).and_then(|made| made.render("x.html", context! { root => "../" }));
        assert_eq!(html.expect("a page"), "../a/b.css /c https://d.org/ #e");
    }

    #[test]
    fn endless_templates_end() {
        let source = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}";
        let error = templates("x.html", source).expect("parses").render("x.html", context! {}).expect_err("no fuel");
        assert!(error.hint.contains("loop"), "{error}");
    }
}

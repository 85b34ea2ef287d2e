//! The self-check of a site: every `href`, `src` and fragment of its pages leads to something that is there.
//!
//! Files, one by one → [`Dangling`] addresses. Reads the HTML as written, so that a fault in any earlier stage shows.
//! Must never trust the graph.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use crate::parse::raw_html::{attributes, decode_entities};
use crate::parse::scheme::scheme;
use crate::render::folder_on_host;
use crate::render::output::Body;

/// An address on a page that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dangling {
    /// The page's file in the site.
    pub page: String,
    /// The address as written, entities decoded.
    pub address: String,
    /// What is missing: the file, or the id in it.
    pub missing: String,
}

/// Looks at the files of a site one by one, then tells what leads nowhere.
#[derive(Debug, Default)]
pub struct Verifier {
    files: Mutex<BTreeMap<String, Option<Page>>>,
    surroundings: Surroundings,
    /// The folder of the site on its host, with which addresses may start.
    folder: String,
}

/// What lies round the folder of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Surroundings {
    /// Nothing that it knows.
    #[default]
    Unknown,
    /// Other versions of it, which its pages may lead to.
    Versions,
}

impl Verifier {
    /// One for a site in these surroundings, at this address if it is known.
    #[must_use]
    pub fn new(surroundings: Surroundings, site: Option<&str>) -> Self {
        Self { surroundings, folder: site.map(folder_on_host).unwrap_or_default(), ..Self::default() }
    }

    /// Takes note of a file: what it offers and what it asks for.
    ///
    /// # Panics
    /// Where another thread panicked in here.
    pub fn see(&self, path: &str, body: &Body) {
        let page = match body {
            Body::Bytes(bytes) if path.rsplit('.').next() == Some("html") => {
                Some(Page::read(&String::from_utf8_lossy(bytes)))
            }
            _ => None,
        };
        self.files.lock().expect("no thread panics while it holds the lock").insert(path.to_owned(), page);
    }

    /// What leads nowhere, sorted. `known` are addresses that lead nowhere, have been reported where they are written, and
    /// stay on the page as they are: paths from the page or from the root of the site, or fragments with their `#`.
    ///
    /// # Panics
    /// As [`Verifier::see`].
    #[must_use]
    pub fn dangling(&self, known: &BTreeSet<String>) -> Vec<Dangling> {
        let files = self.files.lock().expect("no thread panics while it holds the lock");
        let mut dangling: Vec<Dangling> = files
            .par_iter()
            .filter_map(|(path, page)| page.as_ref().map(|page| (path, page)))
            .flat_map_iter(|(path, page)| {
                let missing = |address: &String| missing(&Place { page: path, folder: &self.folder }, address, &files);
                page.addresses.iter().filter_map(missing).collect::<Vec<_>>()
            })
            .collect();
        let may_leave = self.surroundings == Surroundings::Versions;
        dangling
            .retain(|found| !(is_known(&found.address, known) || (may_leave && leaves(&found.page, &found.address))));
        dangling.sort();
        dangling.dedup();
        dangling
    }
}

#[derive(Debug, Default)]
struct Page {
    ids: BTreeSet<String>,
    addresses: BTreeSet<String>,
}

impl Page {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        for attribute in attributes(html) {
            let value = decode_entities(&attribute.value).into_owned();
            match attribute.name.as_str() {
                "id" | "name" => page.ids.insert(value),
                _ => page.addresses.insert(value),
            };
        }
        page
    }
}

/// Where an address stands.
struct Place<'a> {
    page: &'a str,
    /// The folder of the site on its host; empty where it is not known.
    folder: &'a str,
}

fn missing(place: &Place<'_>, address: &str, files: &BTreeMap<String, Option<Page>>) -> Option<Dangling> {
    let dangling =
        |missing: String| Some(Dangling { page: place.page.to_owned(), address: address.to_owned(), missing });
    if scheme(address).is_some() {
        return None;
    }
    let (path, fragment) = address.split_once('#').map_or((address, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.split('?').next().unwrap_or_default();
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let Some(file) = file_of(place, &decoded, files) else { return dangling(format!("no file for `{decoded}`")) };
    let fragment = fragment.filter(|fragment| !fragment.is_empty() && *fragment != "top")?;
    let target = files.get(file.as_str())?.as_ref()?;
    let id = percent_decode_str(fragment).decode_utf8_lossy();
    if target.ids.contains(id.as_ref()) || target.ids.contains(fragment) {
        return None;
    }
    dangling(format!("no id `{id}` in `{file}`"))
}

/// Whether an address, or what it is seen from the root of the site, or its fragment is among those that are known.
fn is_known(address: &str, known: &BTreeSet<String>) -> bool {
    let decoded = percent_decode_str(address).decode_utf8_lossy();
    let fragment = address.find('#').is_some_and(|at| known.contains(&address[at..]));
    let is_one = |address: &str| {
        let below = address.trim_start_matches("../");
        // The page for what is not found counts from the root of the host.
        let from_host =
            || address.starts_with('/') && address.match_indices('/').any(|(at, _)| known.contains(&address[at + 1..]));
        known.contains(address) || known.contains(below) || from_host()
    };
    fragment || is_one(address) || is_one(&decoded)
}

/// Whether an address leads out of the site.
fn leaves(page: &str, address: &str) -> bool {
    let depth = page.matches('/').count();
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let up = path.split('/').take_while(|segment| *segment == "..").count();
    up > depth
}

/// The file that an address means from a page: itself, or the index of a folder.
fn file_of(place: &Place<'_>, path: &str, files: &BTreeMap<String, Option<Page>>) -> Option<String> {
    if path.is_empty() {
        return Some(place.page.to_owned());
    }
    let mut segments: Vec<&str> = if path.starts_with('/') { Vec::new() } else { place.page.split('/').collect() };
    segments.pop();
    let in_site = if path.starts_with('/') { path.strip_prefix(place.folder).unwrap_or(path) } else { path };
    for segment in in_site.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    let file = segments.join("/");
    let index = if file.is_empty() { "index.html".to_owned() } else { format!("{file}/index.html") };
    [file, index].into_iter().find(|file| files.contains_key(file.as_str()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Surroundings, Verifier};
    use crate::render::output::Body;

    fn page(path: &'static str, html: &str) -> (&'static str, Body) {
        (path, Body::Bytes(html.into()))
    }

    #[test]
    fn addresses_that_lead_nowhere_are_found() {
        let files = [
            page("index.html", "<a href='a/#x'>1</a><a href=a/#y>2</a><img src=\"i.png\"><a href='https://e.example'>"),
            page("a/index.html", "<p id=\"x\"><a href='..'>up</a><a href='../../out'>3</a><a href=\"#x\">4</a>"),
            ("b c.png", Body::Copy("/b c.png".into())),
            page("404.html", "<a href=/docs/a/#x></a><a href=/docs/a/#z></a><a href=/docs/></a><a href=/b.html></a>"),
            page("b.html", "<img src='known.png'><img src='b%20c.png'><a href='a/?q&amp;r#x'></a>"),
        ];
        let verifier = Verifier::new(Surroundings::Unknown, Some("https://example.org/docs"));
        for (path, body) in &files {
            verifier.see(path, body);
        }
        let found: Vec<String> = verifier
            .dangling(&BTreeSet::from(["known.png".to_owned()]))
            .into_iter()
            .map(|found| format!("{}: {}", found.page, found.missing))
            .collect();
        assert_eq!(
            found,
            [
                "404.html: no id `z` in `a/index.html`",
                "a/index.html: no file for `../../out`",
                "index.html: no id `y` in `a/index.html`",
                "index.html: no file for `i.png`"
            ]
        );
    }
}

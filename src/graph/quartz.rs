//! The slugs of Quartz 4: how it turns paths and links into addresses.
//!
//! Facts from Quartz 4.4, `quartz/util/path.ts`: white space becomes `-`, `&` becomes `-and-`, `%` becomes
//! `-percent`, `?` and `#` go; `.md` and `.html` go, `index` stands for its folder.

/// The slug of a file: `a b/r&d?.md` → `a-b/r-and-d`.
#[must_use]
pub fn slug_of_path(path: &str) -> String {
    let path = path.trim_matches('/');
    let (name, extension) = split_extension(path);
    let kept = if matches!(extension, ".md" | ".html") { "" } else { extension };
    let mut slug = String::with_capacity(path.len());
    for c in name.chars() {
        match c {
            c if c.is_whitespace() => slug.push('-'),
            '&' => slug.push_str("-and-"),
            '%' => slug.push_str("-percent"),
            '?' | '#' => {}
            c => slug.push(c),
        }
    }
    if ends_with_segment(&slug, "_index") {
        slug.truncate(slug.len() - "_index".len());
        slug.push_str("index");
    }
    slug.push_str(kept);
    slug
}

/// The slug without `index` and slashes at its end; `/` where nothing is left.
#[must_use]
pub fn simplify(slug: &str) -> String {
    let stripped = if ends_with_segment(slug, "index") { &slug[..slug.len() - "index".len()] } else { slug };
    let stripped = stripped.trim_end_matches('/');
    if stripped.is_empty() { "/".to_owned() } else { stripped.to_owned() }
}

/// A link as Quartz writes it: relative, as a slug, with a `/` at its end for folders: `content/a b/index` →
/// `./content/a-b/`.
#[must_use]
pub fn internal_link(link: &str) -> String {
    let (path, anchor) = link.find('#').map_or((link, ""), |at| link.split_at(at));
    let is_folder =
        path.ends_with('/') || ["index", "index.md", "index.html"].iter().any(|name| ends_with_segment(path, name));
    let is_relative = |segment: &&str| matches!(*segment, "." | "..");
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let prefix: Vec<&str> = segments.iter().copied().filter(|segment| is_relative(segment)).collect();
    let rest: Vec<&str> = segments.iter().copied().filter(|segment| !is_relative(segment)).collect();
    let slug = simplify(&slug_of_path(&rest.join("/")));
    let slug = slug.trim_matches('/');
    let mut out = prefix.join("/");
    if !out.starts_with('.') {
        out.insert_str(0, if out.is_empty() { "." } else { "./" });
    }
    if !slug.is_empty() {
        out.push('/');
        out.push_str(slug);
    }
    if is_folder && !out.ends_with('/') {
        out.push('/');
    }
    out + anchor
}

/// The way from a page up to the root: `a/b/c` → `../..`.
#[must_use]
pub fn path_to_root(slug: &str) -> String {
    let ups: Vec<&str> = slug.split('/').filter(|segment| !segment.is_empty()).skip(1).map(|_| "..").collect();
    if ups.is_empty() { ".".to_owned() } else { ups.join("/") }
}

fn split_extension(path: &str) -> (&str, &str) {
    let Some(at) = path.rfind('.') else { return (path, "") };
    let extension = &path[at + 1..];
    let is_extension = !extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_extension { path.split_at(at) } else { (path, "") }
}

fn ends_with_segment(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::{internal_link, path_to_root, simplify, slug_of_path};

    #[test]
    fn slugs_of_files() {
        for (path, slug) in [
            ("notes/a b.md", "notes/a-b"),
            ("/notes/_index.md", "notes/index"),
            ("why R&D is 100% fun?.md", "why-R-and-D-is-100-percent-fun"),
            ("v1.2 notes.md", "v1.2-notes"),
            ("pic one.png", "pic-one.png"),
        ] {
            assert_eq!(slug_of_path(path), slug, "{path}");
        }
    }

    #[test]
    fn links_become_relative_slugs() {
        for (link, expected) in [
            ("", "."),
            ("./", "./"),
            ("index", "./"),
            ("notes/a b", "./notes/a-b"),
            ("notes/index#part", "./notes/#part"),
            ("../x.md", "../x"),
            ("/tags/", "./tags/"),
            ("style.css", "./style.css"),
        ] {
            assert_eq!(internal_link(link), expected, "{link}");
        }
        assert_eq!((simplify("a/index").as_str(), simplify("index").as_str()), ("a", "/"));
        assert_eq!((path_to_root("a/b/c").as_str(), path_to_root("a").as_str()), ("../..", "."));
    }
}

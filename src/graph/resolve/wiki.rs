//! Wiki-links: targets are names, looked up as the dialect has it.
//!
//! | dialect | order |
//! |---|---|
//! | strict | stem; asset's file name; stem with other case. A path: from the root, from the card's folder, as the end of a path |
//! | obsidian | `./` and `../` from the card's folder, exact only; `/` and exact path from the root; same folder; shortest path; ties are ambiguous. Case aside. (Observed on Obsidian 1.13.7.) |
//! | quartz | the one slug whose last segment it is; else the slug from the root; else an alias (Quartz 4.4, links by shortest path) |
//! | mkdocs | path from the card's folder, path from the root, stem, then stem or title with case, space, `_` and `-` aside (as mkdocs-roamlinks-plugin) |

use crate::config::Dialect;
use crate::graph::resolve::{Found, Target, Trace, World};
use crate::graph::{CardId, quartz};
use crate::path::{CardPath, fold_case, strip_markdown_extension};

/// Looks up the target of a wiki-link or embed.
#[must_use]
pub fn find(world: &World<'_>, from: CardId, target: &str, trace: &mut Trace) -> Found {
    match world.config.links.dialect {
        Dialect::Strict => strict(world, from, target, trace),
        Dialect::Obsidian => obsidian(world, from, target, trace),
        Dialect::Quartz => quartz_shortest(world, from, target, trace),
        Dialect::Mkdocs => mkdocs(world, from, target, trace),
    }
}

fn strict(world: &World<'_>, from: CardId, target: &str, trace: &mut Trace) -> Found {
    if target.contains('/') {
        return strict_path(world, from, target, trace);
    }
    trace.note(|| format!("strict: a card with the stem `{target}`"));
    let cards = world.names.with_stem(target);
    match cards {
        [] => {}
        [only] => return Found::One(Target::Card(*only), None),
        many => return Found::many(many.iter().map(|id| Target::Card(*id))),
    }
    trace.note(|| format!("an asset named `{target}`, or a name that differs in case"));
    let named = world.names.with_name(target);
    let exact: Vec<Target> = named.iter().copied().filter(|found| name_of(world, *found) == target).collect();
    if !exact.is_empty() {
        return one_or_many(exact);
    }
    match named {
        [] => Found::Nothing,
        [only] => Found::One(*only, Some(name_of(world, *only).to_owned())),
        many => Found::many(many.iter().copied()),
    }
}

fn strict_path(world: &World<'_>, from: CardId, target: &str, trace: &mut Trace) -> Found {
    trace.note(|| format!("strict: `{target}` is a path; from the root, from the card's folder, as the end of a path"));
    let source = &world.cards[from].path;
    let beside = source.join(target);
    let from_root = CardPath::new(target);
    if beside.is_none() && from_root.is_none() {
        return Found::Outside;
    }
    for path in [from_root.clone(), beside].into_iter().flatten() {
        if let Some(found) = at_path(world, &path) {
            return Found::One(found, None);
        }
    }
    let Some(path) = from_root else { return Found::Nothing };
    one_or_many(ending_in(world, path.as_str()))
}

fn obsidian(world: &World<'_>, from: CardId, target: &str, trace: &mut Trace) -> Found {
    let source = &world.cards[from].path;
    if target.starts_with("./") || target.starts_with("../") {
        trace.note(|| format!("obsidian: `{target}` from the folder `{}`, exact only", source.folder()));
        return source.join(target).map_or(Found::Outside, |path| folded(world, path.as_str()));
    }
    trace.note(|| format!("obsidian: the path `{target}` from the vault's root"));
    let Some(path) = CardPath::new(target) else { return Found::Outside };
    let exact = folded(world, path.as_str());
    if exact != Found::Nothing || target.starts_with('/') {
        return exact;
    }
    trace.note(|| "files whose path ends in it: same folder first, then the shortest path".to_owned());
    // Asked first, by path: among thousands of namesakes the own one must not be searched for.
    let mut own_folder = beside(world, source, path.as_str());
    if own_folder.is_empty() {
        let candidates = ending_in(world, path.as_str());
        let is_beside = |found: &Target| world.path_of(*found).folder() == source.folder();
        own_folder = candidates.iter().copied().filter(is_beside).collect();
        if own_folder.is_empty() {
            return shortest(world, candidates, path.as_str());
        }
    }
    one_or_many(same_case_first(world, own_folder, path.as_str()))
}

fn shortest(world: &World<'_>, candidates: Vec<Target>, path: &str) -> Found {
    let shortest = candidates.iter().map(|found| length(world, *found)).min();
    let best = candidates.into_iter().filter(|found| Some(length(world, *found)) == shortest).collect();
    one_or_many(same_case_first(world, best, path))
}

fn quartz_shortest(world: &World<'_>, from: CardId, target: &str, trace: &mut Trace) -> Found {
    if target.starts_with("./") || target.starts_with("../") {
        trace.note(|| format!("quartz: `{target}` from the card's folder"));
        let source = &world.cards[from].path;
        return source.join(target).map_or(Found::Outside, |path| {
            at_slug(world, &quartz::slug_of_path(path.as_str())).map_or(Found::Nothing, |found| Found::One(found, None))
        });
    }
    let slug = quartz::internal_link(target);
    let slug = slug.trim_start_matches('.').trim_matches('/');
    trace.note(|| format!("quartz: the only slug that ends in the segment `{slug}`"));
    if let [only] = world.names.with_last_segment(slug) {
        return Found::One(*only, None);
    }
    trace.note(|| format!("the slug `{slug}` from the root, then an alias"));
    if let Some(found) = at_slug(world, slug) {
        return Found::One(found, None);
    }
    match world.names.with_alias(target) {
        [id] => return Found::One(Target::Card(*id), None),
        [] => {}
        many => return Found::many(many.iter().map(|id| Target::Card(*id))),
    }
    match world.names.with_name(strip_markdown_extension(target)) {
        [only] => Found::One(*only, Some(name_of(world, *only).to_owned())),
        _ => Found::Nothing,
    }
}

fn at_slug(world: &World<'_>, slug: &str) -> Option<Target> {
    if slug.is_empty() {
        return world.pages.home().map(Target::Card);
    }
    let last = slug.rsplit('/').next().unwrap_or(slug);
    let is_at = |found: &&Target| quartz::slug_of_path(world.path_of(**found).as_str()) == slug;
    let as_file = world.names.with_last_segment(last).iter().find(is_at).copied();
    as_file.or_else(|| world.pages.index_by_slug(slug).map(Target::Card))
}

fn mkdocs(world: &World<'_>, from: CardId, target: &str, trace: &mut Trace) -> Found {
    trace.note(|| format!("mkdocs: the path `{target}` from the card's folder, then from the root"));
    let beside = world.cards[from].path.join(target);
    let from_root = CardPath::new(target);
    if beside.is_none() && from_root.is_none() {
        return Found::Outside;
    }
    for path in [beside, from_root.clone()].into_iter().flatten() {
        if let Some(found) = at_path(world, &path) {
            return Found::One(found, None);
        }
    }
    let name = target.rsplit('/').next().unwrap_or(target);
    trace.note(|| format!("a name like `{name}`, case, space, `_` and `-` aside"));
    if let Some(path) = from_root.filter(|path| path.depth() > 1) {
        let ending = ending_in(world, path.as_str());
        if !ending.is_empty() {
            return one_or_many(ending);
        }
    }
    let loose = world.names.with_loose_name(strip_markdown_extension(name));
    if !loose.is_empty() {
        return one_or_many(loose.to_vec());
    }
    one_or_many(world.names.with_name(name).to_vec())
}

/// The card or asset at an exact path, `.md` optional.
fn at_path(world: &World<'_>, path: &CardPath) -> Option<Target> {
    let key = path.key();
    world.names.at(&format!("{key}.md")).or_else(|| world.names.at(&key))
}

/// The card or asset at a path, `.md` optional, case aside; the same case wins.
fn folded(world: &World<'_>, path: &str) -> Found {
    let mut found = world.names.at_folded(&format!("{path}.md")).to_vec();
    if found.is_empty() {
        found = world.names.at_folded(path).to_vec();
    }
    one_or_many(same_case_first(world, found, path))
}

/// The cards and assets whose path ends in these segments, `.md` optional, case aside.
fn ending_in(world: &World<'_>, path: &str) -> Vec<Target> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut found = ending_in_exactly(world, name, path);
    if found.is_empty() && strip_markdown_extension(name).len() < name.len() {
        found = ending_in_exactly(world, strip_markdown_extension(name), strip_markdown_extension(path));
    }
    found
}

/// Of [`ending_in_exactly`] those in the folder of `source`.
fn beside(world: &World<'_>, source: &CardPath, path: &str) -> Vec<Target> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let place = format!("{}/{name}", source.folder());
    let place = place.trim_start_matches('/');
    let ends = ends_in(world, path);
    [format!("{place}.md"), format!("{place}.markdown"), place.to_owned()]
        .iter()
        .flat_map(|file| {
            let is_card = file.len() > place.len();
            world.names.at_folded(file).iter().filter(move |found| matches!(found, Target::Card(_)) == is_card)
        })
        .copied()
        .filter(|found| world.path_of(*found).folder() == source.folder() && ends(found))
        .collect()
}

fn ending_in_exactly(world: &World<'_>, name: &str, path: &str) -> Vec<Target> {
    world.names.with_name(name).iter().copied().filter(ends_in(world, path)).collect()
}

/// Whether the path of a card, without its extension, or of an asset ends in these segments, case aside.
fn ends_in(world: &World<'_>, path: &str) -> impl Fn(&Target) -> bool {
    let wanted = fold_case(path);
    move |found| {
        let path = world.path_of(*found);
        let whole = fold_case(if matches!(found, Target::Card(_)) { path.without_extension() } else { path.as_str() });
        whole.strip_suffix(wanted.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('/'))
    }
}

fn same_case_first(world: &World<'_>, found: Vec<Target>, path: &str) -> Vec<Target> {
    let wanted = crate::path::nfc(strip_markdown_extension(path));
    let same: Vec<Target> = found
        .iter()
        .copied()
        .filter(|target| strip_markdown_extension(&world.path_of(*target).key()).ends_with(wanted.as_ref()))
        .collect();
    if same.is_empty() { found } else { same }
}

fn one_or_many(found: Vec<Target>) -> Found {
    match found.as_slice() {
        [] => Found::Nothing,
        [only] => Found::One(*only, None),
        _ => Found::many(found.into_iter()),
    }
}

fn name_of<'a>(world: &'a World<'_>, target: Target) -> &'a str {
    let path = world.path_of(target);
    if matches!(target, Target::Card(_)) { path.stem() } else { path.file_name() }
}

fn length(world: &World<'_>, target: Target) -> usize {
    world.path_of(target).as_str().chars().count()
}

//! One page: a place → HTML.
//!
//! 1. the article of a card, or the list of a generated page;
//! 2. what stands round it: title, tabs, navigation, way back, contents, tags, backlinks, neighbours;
//! 3. the template.
//!
//! Must never look at the disk or the clock: same graph, same bytes.

use std::collections::BTreeMap;

use minijinja::context;
use minijinja::value::Value;

use crate::graph::{CardId, Graph, Navigation};
use crate::parse::card::Card;
use crate::parse::front_matter::{self, ValueKind};
use crate::render::backlinks::{Mention, Mentions, mentions};
use crate::render::html::{self, HtmlMode, Scene};
use crate::render::material::{NavObject, TocObject, page_address, tag_listing};
use crate::render::nav::{Here, Menu, Step};
use crate::render::places::Place;
use crate::render::sitemap::absolute;
use crate::render::summary::{date, day, description};
use crate::render::tags::tag_url;
use crate::render::templates::TemplateError;
use crate::render::url::{self, Base, page_file};
use crate::render::{Plan, feed, graph_page, llms, local_graph, material, reviews, social, toc, work_page};

/// How deep lists and maps of front matter may nest for templates.
const DEEPEST_META: usize = 8;

/// How many sections that are no quadrants stand in the tabs.
const MAX_OTHER_TABS: usize = 6;

/// What one card of a quadrant is called.
const LABELS: [(&str, &str); 4] =
    [("tutorials", "Tutorial"), ("how-to", "How-to guide"), ("reference", "Reference"), ("explanation", "Explanation")];

/// Renders the page at a URL.
pub(crate) fn page(plan: &Plan, page_url: &str, place: &Place) -> Result<String, TemplateError> {
    match place {
        Place::Card(id) => card_page(plan, page_url, *id),
        Place::Folder(index) => folder_page(plan, page_url, *index),
        Place::Tags => tags_page(plan, page_url),
        Place::Tag(slug) => tag_page(plan, page_url, slug),
        Place::Graph => graph_page::page(plan, page_url),
        Place::Work => work_page::page(plan, page_url),
        Place::Reviews => reviews::page(plan, page_url),
        Place::Redirect(target) => redirect_page(plan, page_url, target),
    }
}

/// Renders `404.html`. Servers show it at any depth, so its links start at the root of the host, or at the site's folder
/// on it; they leave the host open, for a preview of the site is at another one than the site.
pub(crate) fn not_found(plan: &Plan) -> Result<String, TemplateError> {
    let root = plan.config.site.url.as_deref().map_or_else(|| "/".to_owned(), url::folder_on_host);
    let frame = Frame { page_url: "404.html", base: Base::at(&root), here: Here::Elsewhere };
    let head = context! { title => "Page not found", kind => "404", url => "404.html" };
    plan.templates.render("404.html", context! { page => head, ..around(plan, &frame) })
}

/// Where a page stands.
pub(super) struct Frame<'a> {
    page_url: &'a str,
    base: Base,
    here: Here,
}

impl<'a> Frame<'a> {
    pub(super) fn new(page_url: &'a str, here: Here) -> Self {
        Self { page_url, base: Base::of_page(page_url), here }
    }

    /// The way to the root of the site.
    pub(super) fn root(&self) -> String {
        self.base.root()
    }
}

fn card_page(plan: &Plan, page_url: &str, id: CardId) -> Result<String, TemplateError> {
    let (graph, config) = (&*plan.graph, &*plan.config);
    let card = &graph.cards[id];
    let frame = Frame::new(page_url, Here::Card(id));
    let mut content = html::write(card, HtmlMode::Site(scene(plan, page_url, id)));
    if plan.tag_listing == Some(id) {
        content = tag_listing::fill(&content, graph, &plan.tags, &frame.base);
    }
    let is_home = page_url.is_empty();
    let shown_tags = if plan.tags.is_empty() { &[][..] } else { &card.tags[..] };
    let tags: Vec<Value> = shown_tags
        .iter()
        .map(|tag| context! { name => tag.name.as_str(), url => tag_address(plan, &frame, &tag.name) })
        .collect();
    let mentions = if config.features.backlinks { mentions(graph, id) } else { Mentions::default() };
    let linking = |mentions: &[Mention]| -> Vec<Value> {
        let of = |mention: &Mention| {
            let (title, text) = (&graph.cards[mention.from].title.text, &mention.text);
            context! { title => title, url => href(&frame, graph.pages.url(mention.from)), text => text }
        };
        mentions.iter().map(of).collect()
    };
    let neighbour = |id: Option<CardId>| {
        id.map(|id| context! { title => graph.cards[id].title.text.as_str(), url => href(&frame, graph.pages.url(id)) })
    };
    let (previous, next) = match &graph.navigation {
        Some(navigation) => navigation.neighbours(id),
        None => plan.nav.neighbours(id),
    };
    let changes = plan.history.cards.get(&card.path);
    let about = social::about(plan, id);
    let head = context! {
        title => card.title.text.as_str(),
        kind => if is_home { "home" } else { "card" },
        is_nested_home => is_home && has_nested_home(graph),
        // MkDocs-Material writes the title over pages whose HTML holds none.
        has_title => toc::first_title(card).is_some() || (config.mkdocs.is_some() && content.contains("<h1")),
        description => about.as_deref(),
        social => social::of_card(plan, page_url, id, about.as_deref()),
        markdown_url => config.publish.llms.then_some(llms::TWIN),
        canonical => canonical(plan, page_url),
        canonical_url => canonical(plan, page_url),
        content => Value::from_safe_string(content.clone()),
        path => card.path.as_str(),
        edit_url => source_url(plan, card, config.site.edit_uri.as_deref()),
        view_url => source_url(plan, card, config.site.view_uri.as_deref()),
        quadrant => quadrant(plan, card).map(|(name, label)| context! { name, label }),
        meta => meta(card),
        hidden => config.mkdocs.is_some().then(|| material::hidden(card)),
        reviewed => if config.features.freshness { review_day(plan, id) } else { None },
        review => reviews::of_card(plan, id),
        modified => changes.map(|changes| day(changes.modified)).or_else(|| date_text(card, "modified")),
        created => changes.map(|changes| day(changes.created)),
        authors => changes.map(|changes| changes.authors.clone()).unwrap_or_default(),
        url => page_url,
        ..material_page(plan, card, page_url, (previous, next))
    };
    let template = template(plan, card);
    let context = context! {
        page => head,
        content => Value::from_safe_string(content),
        toc => Value::from_safe_string(toc::write(card)),
        tags => tags,
        local_graph => local_graph::context(plan, &frame, id),
        backlinks => linking(&mentions.shown),
        more_backlinks => context! { named => linking(&mentions.named), left_out => mentions.left_out },
        previous => if config.features.neighbours { neighbour(previous) } else { None },
        next => if config.features.neighbours { neighbour(next) } else { None },
        ..around(plan, &frame)
    };
    plan.templates.render(template, context)
}

/// The template that a card asks for, where there is such a one.
fn template<'a>(plan: &Plan, card: &'a Card) -> &'a str {
    let wanted = card.front_matter.get("template").and_then(|field| field.value.as_text());
    wanted.filter(|name| plan.templates.has(name)).unwrap_or("main.html")
}

/// The address of what lists the cards of a tag.
fn tag_address(plan: &Plan, frame: &Frame<'_>, tag: &str) -> String {
    let Some(listing) = plan.tag_listing else { return href(frame, &tag_url(tag)) };
    let mut address = String::new();
    frame.base.push_relative(&mut address, &tag_listing::address(&plan.graph, listing, tag));
    address
}

/// What turns the card of a page into its article.
fn scene<'a>(plan: &'a Plan, page_url: &'a str, card: CardId) -> Scene<'a> {
    Scene {
        graph: &plan.graph,
        schemes: &plan.config.links.schemes,
        diagrams: &plan.config.diagrams,
        undrawn: &plan.undrawn,
        caches: &plan.caches,
        page_url,
        card,
    }
}

fn folder_page(plan: &Plan, page_url: &str, index: usize) -> Result<String, TemplateError> {
    let frame = Frame::new(page_url, Here::Folder(index));
    let folder = &plan.nav.folders[index];
    let is_home = index == 0;
    let inner = if is_home { &plan.nav.sections } else { &folder.folders };
    let folders: Vec<Value> = inner.iter().map(|index| inner_folder(plan, &frame, *index)).collect();
    let title = if is_home { &plan.name } else { &folder.title };
    let head = context! {
        title => title,
        social => social::of_list(plan, page_url, title),
        kind => if is_home { "home" } else { "section" },
        lead => if is_home { plan.config.site.description.as_deref() } else { folder.purpose },
        description => folder.purpose.or(plan.config.site.description.as_deref()),
        canonical => canonical(plan, page_url),
        url => page_url,
    };
    let cards = card_list(plan, &frame, &folder.cards);
    let context = context! { page => head, folders => folders, cards => cards, ..around(plan, &frame) };
    plan.templates.render("section.html", context)
}

/// A folder on the page of the one that holds it: with its own cards, but no deeper, so that no card is listed
/// more than twice in the site.
fn inner_folder(plan: &Plan, frame: &Frame<'_>, index: usize) -> Value {
    let folder = &plan.nav.folders[index];
    let words = folder.index.and_then(|id| description(&plan.graph.cards[id])).or(folder.purpose);
    let is_listed = frame.here != Here::Folder(0);
    let cards = if is_listed { card_list(plan, frame, &folder.cards) } else { Vec::new() };
    let links = |index: &usize| {
        let folder = &plan.nav.folders[*index];
        context! { title => folder.title.as_str(), url => href(frame, &folder.url), count => folder.total }
    };
    let folders: Vec<Value> = folder.folders.iter().filter(|_| is_listed).map(links).collect();
    context! {
        name => folder.path.as_str(),
        title => folder.title.as_str(),
        url => href(frame, &folder.url),
        description => words,
        count => folder.total,
        cards => cards,
        folders => folders,
    }
}

fn tags_page(plan: &Plan, page_url: &str) -> Result<String, TemplateError> {
    let frame = Frame::new(page_url, Here::Elsewhere);
    let list: Vec<Value> = plan
        .tags
        .iter()
        .map(|(_, tag)| {
            let url = href(&frame, &tag_url(&tag.name));
            context! { name => tag.name.as_str(), url => url, count => tag.cards.len() }
        })
        .collect();
    let head = context! {
        title => "Tags",
        social => social::of_list(plan, page_url, "Tags"),
        kind => "tags",
        canonical => canonical(plan, page_url),
        url => page_url,
    };
    plan.templates.render("tags.html", context! { page => head, all_tags => list, ..around(plan, &frame) })
}

fn tag_page(plan: &Plan, page_url: &str, slug: &str) -> Result<String, TemplateError> {
    let frame = Frame::new(page_url, Here::Elsewhere);
    let (name, cards) = plan.tags.get(slug).map_or((slug, &[][..]), |tag| (tag.name.as_str(), &tag.cards[..]));
    let title = format!("Tag: {name}");
    let head = context! {
        social => social::of_list(plan, page_url, &title),
        title => title,
        kind => "tag",
        canonical => canonical(plan, page_url),
        url => page_url,
    };
    let context = context! {
        page => head,
        tag => name,
        cards => card_list(plan, &frame, cards),
        tags_url => href(&frame, "tags/"),
        ..around(plan, &frame)
    };
    plan.templates.render("tag.html", context)
}

fn redirect_page(plan: &Plan, page_url: &str, target: &str) -> Result<String, TemplateError> {
    let (path, rest) = target.find(['#', '?']).map_or((target, ""), |at| target.split_at(at));
    let is_elsewhere = path.contains("://") || path.starts_with('/');
    let address = if is_elsewhere {
        url::encode_written(target)
    } else {
        url::relative(page_url, &page_file(path)) + &url::encode_written(rest)
    };
    let own = canonical(plan, path).filter(|_| !is_elsewhere);
    let canonical = own.unwrap_or_else(|| address.clone());
    plan.templates
        .render("redirect.html", context! { site => plan.site.clone(), target => address, canonical => canonical })
}

/// What every page has round its content.
pub(super) fn around(plan: &Plan, frame: &Frame<'_>) -> Value {
    let at = plan.nav.folder_at(frame.here);
    let path = plan.nav.path_to(at);
    let section = path.get(1).copied();
    let quadrants = &plan.config.docs.quadrants;
    let mut others = 0;
    let tabs: Vec<Value> = plan
        .nav
        .sections
        .iter()
        .filter(|index| {
            let is_quadrant = quadrants.contains(&plan.nav.folders[**index].path);
            others += usize::from(!is_quadrant);
            is_quadrant || others <= MAX_OTHER_TABS
        })
        .map(|index| {
            let folder = &plan.nav.folders[*index];
            let is_active = section == Some(*index);
            context! { title => folder.title.as_str(), url => href(frame, &folder.url), active => is_active }
        })
        .collect();
    let breadcrumbs: Vec<Value> = path
        .iter()
        .map(|index| &plan.nav.folders[*index])
        .filter(|folder| folder.url != frame.page_url)
        .map(|folder| {
            let title = if folder.path.is_empty() { "Home" } else { folder.title.as_str() };
            context! { title => title, url => href(frame, &folder.url) }
        })
        .collect();
    let root = frame.base.root();
    let (tabs, breadcrumbs, nav) = match &plan.menu {
        Some(menu) => beside(plan, menu, frame),
        None => (tabs, breadcrumbs, plan.nav.draw(frame.here, &frame.base)),
    };
    context! {
        site => plan.site.clone(),
        config => plan.settings.clone(),
        root => root.as_str(),
        home_url => href(frame, ""),
        base_url => base_url(&root),
        feed_url => (!plan.feed.is_empty()).then(|| format!("{root}{}", feed::PATH)),
        assets => plan.assets.addresses(&root),
        tabs => if plan.config.features.tabs { tabs } else { Vec::new() },
        breadcrumbs => breadcrumbs,
        nav => nav_value(plan, frame, &nav),
        features => plan.config.mkdocs.as_ref().map(|own| &own.theme.features),
        nav_html => Value::from_safe_string(nav),
    }
}

/// The way to the root of the site as MkDocs writes it; of an address its path alone, since templates put `../` before it.
fn base_url(root: &str) -> &str {
    let path = root.split_once("://").map_or(root, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    match path.trim_end_matches('/') {
        "" if path.len() < root.len() || path == "/" => "/",
        "" => ".",
        path => path,
    }
}

/// The navigation as templates see it: HTML, or for those that were written for Material its entries.
fn nav_value(plan: &Plan, frame: &Frame<'_>, html: &str) -> Value {
    if plan.menu.is_none() || !plan.templates.is_overridden() {
        return Value::from_safe_string(html.to_owned());
    }
    let here = if let Here::Card(id) = frame.here { Some(id) } else { None };
    Value::from_object(NavObject::whole(&plan.graph, here))
}

/// What templates for Material read of the page of a card beside what others read.
fn material_page(plan: &Plan, card: &Card, url: &str, (previous, next): (Option<CardId>, Option<CardId>)) -> Value {
    if plan.config.mkdocs.is_none() || !plan.templates.is_overridden() {
        return Value::from(BTreeMap::<String, Value>::new());
    }
    let neighbour = |id: Option<CardId>| {
        let title = |id: CardId| plan.graph.cards[id].title.text.as_str();
        id.map(|id| context! { title => title(id), url => page_address(&plan.graph, id) })
    };
    context! {
        is_homepage => url.is_empty() && !has_nested_home(&plan.graph),
        is_page => true,
        toc => Value::from_object(TocObject::whole(card)),
        previous_page => neighbour(previous),
        next_page => neighbour(next),
        file => context! { src_path => card.path.as_str(), src_uri => card.path.as_str() },
    }
}

/// Whether the home page is one like others to MkDocs, since it stands in a section.
fn has_nested_home(graph: &Graph) -> bool {
    graph.navigation.as_ref().is_some_and(Navigation::is_home_nested)
}

/// Tabs, breadcrumbs and navigation of a MkDocs project.
fn beside(plan: &Plan, menu: &Menu, frame: &Frame<'_>) -> (Vec<Value>, Vec<Value>, String) {
    let here = if let Here::Card(id) = frame.here { Some(id) } else { None };
    let step = |step: Step| {
        let (title, url) = (Value::from_safe_string(step.title), Value::from_safe_string(step.address));
        context! { title, url, active => step.is_active }
    };
    let has_path = plan.config.mkdocs.as_ref().is_some_and(|mkdocs| mkdocs.has_feature("navigation.path"));
    let path = if has_path { menu.breadcrumbs(here, &frame.base) } else { Vec::new() };
    let tabs = menu.tabs(here, &frame.base);
    (tabs.into_iter().map(step).collect(), path.into_iter().map(step).collect(), menu.draw(here, &frame.base))
}

fn card_list(plan: &Plan, frame: &Frame<'_>, cards: &[CardId]) -> Vec<Value> {
    cards
        .iter()
        .map(|id| {
            let card = &plan.graph.cards[*id];
            let url = href(frame, plan.graph.pages.url(*id));
            context! { title => card.title.text.as_str(), url => url, description => description(card) }
        })
        .collect()
}

/// The address of a page, given by its URL, ready to stand in an attribute.
pub(super) fn href(frame: &Frame<'_>, target: &str) -> String {
    let mut address = String::new();
    frame.base.push_relative(&mut address, &url::encode_path(&page_file(target)));
    address
}

pub(super) fn canonical(plan: &Plan, page_url: &str) -> Option<String> {
    let is_flat = plan.config.mkdocs.as_ref().is_some_and(|mkdocs| !mkdocs.use_directory_urls);
    let file = if is_flat { page_file(page_url) } else { page_url.to_owned() };
    plan.config.site.url.as_deref().map(|site| absolute(site, &file))
}

/// What kind of card it is, by its top folder: the name of the quadrant, and what one of its cards is called.
pub(super) fn quadrant<'a>(plan: &Plan, card: &'a Card) -> Option<(&'a str, &'a str)> {
    let folder = card.path.as_str().split_once('/')?.0;
    plan.config.docs.quadrants.iter().find(|name| *name == folder)?;
    let label = LABELS.iter().find(|(name, _)| *name == folder).map_or(folder, |(_, label)| *label);
    Some((folder, label))
}

/// The front matter as templates see it: flags, and other single values as text; lists and maps of them.
fn meta(card: &Card) -> Value {
    let fields = card.front_matter.all().map(|field| (field.key.clone(), meta_value(&field.value, DEEPEST_META)));
    Value::from(fields.collect::<BTreeMap<String, Value>>())
}

fn meta_value(value: &front_matter::Value, depth: usize) -> Value {
    match &value.kind {
        _ if depth == 0 => Value::UNDEFINED,
        ValueKind::List(items) => items.iter().map(|item| meta_value(item, depth - 1)).collect(),
        ValueKind::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| (key.clone(), meta_value(value, depth - 1)));
            Value::from(pairs.collect::<BTreeMap<String, Value>>())
        }
        _ => match value.as_bool() {
            Some(flag) => flag.into(),
            None => value.as_text().map_or(Value::UNDEFINED, Value::from),
        },
    }
}

/// The address of a card's file in the repository.
fn source_url(plan: &Plan, card: &Card, folder: Option<&str>) -> Option<String> {
    let folder = folder?;
    let path = url::encode_path(card.path.as_str());
    if folder.contains("{path") {
        let bare = url::encode_path(card.path.without_extension());
        let whole = |name: &str| url::encode_segment(name);
        let address = folder
            .replace("{path!q}", &whole(card.path.as_str()))
            .replace("{path_noext!q}", &whole(card.path.without_extension()))
            .replace("{path}", &path)
            .replace("{path_noext}", &bare);
        return (!card.is_virtual).then_some(address);
    }
    let repository = plan.config.site.repo_url.as_deref()?;
    (!card.is_virtual).then(|| format!("{}/{}/{path}", repository.trim_end_matches('/'), folder.trim_matches('/')))
}

/// The day of a card's last review.
fn review_day(plan: &Plan, id: CardId) -> Option<String> {
    plan.reviews.day_of(id).map(|date| date.to_string())
}

/// The date in a field of the front matter, as HTML's `datetime` has it.
fn date_text(card: &Card, key: &str) -> Option<String> {
    date(card, key).map(|date| date.to_string())
}

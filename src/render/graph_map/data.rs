//! The map as a script, which also pages on disk can load: `self.quadrilleGraph={…}`.
//!
//! [`GraphMap`](super::GraphMap) → text. One array for each property, numbers instead of names wherever something is said twice, links as
//! steps from one neighbour to the next: a site of 10,000 cards must not send megabytes.

use serde::Serialize;

use crate::render::Site;
use crate::render::url::encode_path;

/// Where the script stands in the site.
pub(crate) const DATA_FILE: &str = "assets/graph-data.js";

/// What the script holds; `nodes` are parallel arrays in the order of the cards' paths.
#[derive(Debug, Serialize)]
struct Data<'a> {
    /// Title and look of each group.
    groups: Vec<(&'a str, usize)>,
    tags: Vec<&'a str>,
    x: Vec<i32>,
    y: Vec<i32>,
    title: Vec<&'a str>,
    /// Encoded, from the root of the site, without the `index.html` at its end.
    url: Vec<String>,
    group: &'a [usize],
    /// The numbers of the tags of each card.
    tagged: Vec<Vec<usize>>,
    /// For each card its neighbours of a higher number, rising: the first from the card's own number, each further
    /// one from the one before.
    links: Vec<Vec<u32>>,
}

/// Writes the script; empty where the site has no graph.
pub(crate) fn write(site: &Site) -> String {
    let plan = &site.plan;
    let Some(map) = &plan.map else { return String::new() };
    let (cards, places) = (&plan.graph.cards, map.places());
    let mut tagged = vec![Vec::new(); cards.len()];
    for (index, (_, tag)) in plan.tags.iter().enumerate() {
        for card in &tag.cards {
            tagged[*card].push(index);
        }
    }
    let data = Data {
        groups: map.groups.iter().map(|group| (group.title.as_str(), group.look)).collect(),
        tags: plan.tags.iter().map(|(_, tag)| tag.name.as_str()).collect(),
        x: places.iter().map(|(x, _)| *x).collect(),
        y: places.iter().map(|(_, y)| *y).collect(),
        title: cards.iter().map(|card| card.title.text.as_str()).collect(),
        url: (0..cards.len()).map(|card| encode_path(plan.graph.pages.url(card))).collect(),
        group: &map.group_of,
        tagged,
        links: (0..cards.len()).map(|card| steps(card as u32, map.links.of(card))).collect(),
    };
    // Numbers, text and lists of them: nothing that JSON could not hold.
    let json = serde_json::to_string(&data).unwrap_or_else(|_| "null".to_owned());
    format!("self.quadrilleGraph={json};\n")
}

/// The neighbours of a higher number, as steps.
fn steps(card: u32, neighbours: &[u32]) -> Vec<u32> {
    let higher = &neighbours[neighbours.partition_point(|other| *other <= card)..];
    let before = [card];
    before.iter().chain(higher).zip(higher).map(|(from, to)| to - from).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn links_are_steps_to_higher_numbers() {
        assert_eq!(super::steps(4, &[1, 3, 5, 9, 10]), [1, 4, 1]);
        assert_eq!(super::steps(4, &[1]), [0; 0]);
    }
}

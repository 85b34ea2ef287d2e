//! The map of a graph: each node gets a place in whole units.
//!
//! [`Links`] → places, in five steps:
//! 1. components; nodes without links stand in a grid of their own;
//! 2. `force`: each component by itself, its longer side turned level;
//! 3. stretched so that neighbours usually stand equally far apart;
//! 4. `separate`: no two nodes touch;
//! 5. `pack`: the components side by side.
//!
//! Same links, same places, on every machine and with any number of threads.

use rustc_hash::FxHashSet;

use super::coarsen::Level;
use super::force;
use super::grid::frame;
use super::links::Links;
use super::pack::pack;
use super::point::Point;
use super::separate::{nearest, radius, separate};

/// How far apart neighbours usually stand.
const SPACING: f64 = 64.0;
/// How much wider than high a component should be, and how much it is stretched for that at most.
const ASPECT: f64 = 1.55;
const MOST_WIDENING: f64 = 1.35;
/// How much a node pushes that has no links.
const OWN_MASS: f64 = 0.3;

/// Gives each node its place. Guarantees: no two nodes stand at one.
pub(crate) fn lay_out(links: &Links) -> Vec<(i32, i32)> {
    let mut parts: Vec<(Vec<u32>, Vec<Point>)> = Vec::new();
    let mut single: Vec<u32> = Vec::new();
    for members in links.components() {
        if members.len() == 1 {
            single.extend(members);
        } else {
            let points = component(links, &members);
            parts.push((members, points));
        }
    }
    if !single.is_empty() {
        let points = rows(single.len());
        parts.push((single, points));
    }
    let clouds: Vec<&[Point]> = parts.iter().map(|(_, points)| points.as_slice()).collect();
    let offsets = pack(&clouds);
    let mut places = vec![(0, 0); links.len()];
    let mut taken: FxHashSet<(i32, i32)> = FxHashSet::default();
    for ((members, points), offset) in parts.iter().zip(offsets) {
        for (node, point) in members.iter().zip(points) {
            let at = *point + offset;
            let mut place = (at.x.round() as i32, at.y.round() as i32);
            while !taken.insert(place) {
                place.0 += 1;
            }
            places[*node as usize] = place;
        }
    }
    places
}

/// Points in rows, wider than high.
fn rows(count: usize) -> Vec<Point> {
    let columns = ((count * 2) as f64).sqrt().ceil() as usize;
    let at = |index: usize| Point::new((index % columns) as f64, (index / columns) as f64) * SPACING;
    (0..count).map(at).collect()
}

fn component(links: &Links, members: &[u32]) -> Vec<Point> {
    let number = |node: u32| members.partition_point(|member| *member < node) as u32;
    let pulls: Vec<Vec<(u32, f64)>> = members
        .iter()
        .map(|node| links.of(*node as usize).iter().map(|to| (number(*to), pull(links, *node, *to))).collect())
        .collect();
    let masses = pulls.iter().map(|pulls| OWN_MASS + pulls.iter().map(|(_, pull)| pull).sum::<f64>()).collect();
    let mut points = force::lay_out(Level::new(masses, pulls.into_iter()));
    level_out(&mut points);
    widen(&mut points);
    let apart = nearest(&points);
    if apart > 0.0 {
        for point in &mut points {
            *point = *point * (SPACING / apart);
        }
    }
    let radii: Vec<f64> = members.iter().map(|node| radius(links.degree(*node as usize))).collect();
    separate(&mut points, &radii);
    points
}

/// How much a link pulls: more where its ends share neighbours, less between hubs.
fn pull(links: &Links, a: u32, b: u32) -> f64 {
    let (a, b) = (links.of(a as usize), links.of(b as usize));
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = few.iter().filter(|node| many.binary_search(node).is_ok()).count();
    ((1 + shared) as f64 / few.len() as f64).sqrt()
}

/// Turns the longer side of a cloud of points level, round its middle: screens are wider than high.
fn level_out(points: &mut [Point]) {
    let middle = points.iter().fold(Point::default(), |sum, point| sum + *point) * (1.0 / points.len() as f64);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for point in points.iter_mut() {
        *point = *point - middle;
        xx += point.x * point.x;
        yy += point.y * point.y;
        xy += point.x * point.y;
    }
    // The main axis stands at half of the angle whose cosine is this; half-angle formulas need the square root alone.
    let size = ((xx - yy) * (xx - yy) + 4.0 * xy * xy).sqrt();
    if size <= 0.0 {
        return;
    }
    let double = (xx - yy) / size;
    let cosine = f64::midpoint(1.0, double).max(0.0).sqrt();
    let sine = f64::midpoint(1.0, -double).max(0.0).sqrt() * if xy < 0.0 { -1.0 } else { 1.0 };
    for point in points {
        *point = Point::new(point.x * cosine + point.y * sine, point.y * cosine - point.x * sine);
    }
}

/// Stretches a cloud that is less wide than a screen, within reason: what is written at its points needs width.
fn widen(points: &mut [Point]) {
    let (_, size) = frame(points);
    if size.x > 0.0 {
        let factor = (ASPECT * size.y / size.x).clamp(1.0, MOST_WIDENING);
        for point in points {
            point.x *= factor;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::lay_out;
    use crate::render::graph_map::links::Links;

    /// Three clusters of 40 nodes with few links between them, a pair, and five nodes without links.
    fn sample() -> Links {
        let clusters = (0..120).flat_map(|node| {
            let base = node / 40 * 40;
            [1, 3, 7, 12].into_iter().map(move |step| (node, base + (node * 5 + step * step) % 40))
        });
        Links::new(127, clusters.chain([(3, 44), (50, 90), (91, 7), (120, 121)]))
    }

    #[test]
    fn the_places_are_the_same_each_time_with_any_number_of_threads() {
        let links = sample();
        let once = lay_out(&links);
        for threads in [1, 4] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            assert_eq!(pool.install(|| lay_out(&links)), once);
        }
        // Machines must agree: this is what one of them found.
        assert_eq!(
            [once[0], once[60], once[119], once[120], once[126]],
            [(691, 247), (187, 983), (2083, 1248), (0, 1752), (154, 1816)]
        );
    }

    #[test]
    fn no_two_nodes_stand_at_one_place_and_components_do_not_overlap() {
        let links = sample();
        let places = lay_out(&links);
        assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), links.len());
        let boxes: Vec<[i32; 4]> = links
            .components()
            .iter()
            .map(|members| {
                members
                    .iter()
                    .map(|node| places[*node as usize])
                    .fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |[left, top, right, bottom], (x, y)| {
                        [left.min(x), top.min(y), right.max(x), bottom.max(y)]
                    })
            })
            .collect();
        for (index, a) in boxes.iter().enumerate() {
            let overlaps = |b: &[i32; 4]| a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
            assert!(!boxes[..index].iter().any(overlaps), "{a:?}");
        }
    }

    #[test]
    fn graphs_of_any_shape_have_a_layout() {
        let star = Links::new(150, (1..150).map(|node| (0, node)));
        let path = Links::new(150, (1..150).map(|node| (node - 1, node)));
        let complete = Links::new(30, (0..900).map(|pair| (pair / 30, pair % 30)));
        let pairs = Links::new(100, (0..50).map(|pair| (2 * pair, 2 * pair + 1)));
        for links in [star, path, complete, pairs, Links::new(0, [].into_iter()), Links::new(1, [].into_iter())] {
            let places = lay_out(&links);
            assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), links.len());
            assert!(places.iter().all(|(x, y)| x.abs() < 200_000 && y.abs() < 200_000), "{places:?}");
        }
    }
}

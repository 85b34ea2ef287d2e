//! Linked nodes pull each other, all nodes push each other: where they come to rest shows who belongs together.
//!
//! A connected graph → the place of each node. The graph is made coarser until it is small; that is laid out, and each
//! finer graph starts where the coarser one came to rest: few steps are enough for many nodes. Must never depend on
//! anything but the graph.
//!
//! A node pushes by its links, and a link pulls mostly with the same force at any distance: places of least energy then
//! keep groups apart that have few links between them.
//!
//! # Source
//! A. Noack: Energy models for graph clustering, J. Graph Algorithms Appl. 11 (2007), the edge-repulsion LinLog model;
//! Y. Hu: Efficient, high-quality force-directed graph drawing, The Mathematica Journal 10 (2005), the levels.

use super::coarsen::{Level, coarsen};
use super::point::{Point, Spiral};
use super::quadtree::Quadtree;

/// A graph with no more nodes is not made coarser.
const COARSEST: usize = 24;
/// A graph that loses less than one in so many nodes is not made coarser: it would take for ever.
const LEAST_GAIN: usize = 20;
/// How many moves of a node each level takes: smaller graphs take more steps. Ten thousand cards with 80,000 links
/// then take a third of a second.
const MOVES: usize = 100_000;
/// The fewest and the most steps of a level.
const STEPS: (usize, usize) = (16, 300);
/// The first step of the coarsest level and of the others, and the last one of all, in lengths of a link.
const STRIDES: (f64, f64, f64) = (0.4, 0.25, 0.01);
/// Below this part of the length of a link its pull fades, so that nodes can come to rest.
const NEAR: f64 = 0.25;
/// How much of the pull grows with the length of a link, so that all groups fit on one screen.
const FAR: f64 = 0.5;
/// How much all is drawn to the middle, so that what hangs by one link does not fly off.
const GRAVITY: f64 = 0.9;

/// Lays a connected graph out. The unit of length is arbitrary.
pub(super) fn lay_out(level: Level) -> Vec<Point> {
    let mut levels = vec![level];
    let mut groups: Vec<Vec<u32>> = Vec::new();
    while let Some(last) = levels.last().filter(|last| last.len() > COARSEST) {
        let (into, coarse) = coarser(last);
        if coarse.len() * LEAST_GAIN > last.len() * (LEAST_GAIN - 1) {
            break;
        }
        groups.push(into);
        levels.push(coarse);
    }
    let mut points: Vec<Point> = Vec::new();
    let mut tree = Quadtree::default();
    while let Some(level) = levels.pop() {
        let (mut fine, stride) = match groups.get(levels.len()) {
            Some(groups) => (beside(&points, groups), STRIDES.1),
            None => (scattered(&level), STRIDES.0),
        };
        settle(&level, &mut fine, &mut tree, stride);
        points = fine;
    }
    points
}

/// A graph of about a quarter of the nodes, or half where that is few already.
fn coarser(level: &Level) -> (Vec<u32>, Level) {
    let (mut groups, coarse) = coarsen(level);
    if coarse.len() <= 4 * COARSEST {
        return (groups, coarse);
    }
    let (again, coarse) = coarsen(&coarse);
    for group in &mut groups {
        *group = again[*group as usize];
    }
    (groups, coarse)
}

/// Where the nodes of the coarsest level start.
fn scattered(level: &Level) -> Vec<Point> {
    let total: f64 = level.masses.iter().sum();
    Spiral::default().take(level.len()).map(|point| point * total).collect()
}

/// Where the nodes of a finer level start: at their group, a little apart.
fn beside(coarse: &[Point], groups: &[u32]) -> Vec<Point> {
    let next = coarse.iter().skip(1).chain(coarse.first());
    let apart = coarse.iter().zip(next).map(|(a, b)| (*a - *b).length()).fold(f64::MAX, f64::min);
    let spread = (apart * 0.2).max(1e-3);
    let mut around = vec![Spiral::default(); coarse.len()];
    let near = |group: &u32| coarse[*group as usize] + around[*group as usize].point() * spread;
    groups.iter().map(near).collect()
}

/// Moves the nodes until they rest, in ever smaller steps.
fn settle(level: &Level, points: &mut [Point], tree: &mut Quadtree, stride: f64) {
    let steps = (MOVES / level.len().max(1)).clamp(STEPS.0, STEPS.1);
    let mut forces = vec![Point::default(); points.len()];
    let mut length = mean_length(level, points);
    for step in 0..steps {
        tree.fill(points, &level.masses);
        let (mut lengths, mut weights) = (0.0, 0.0);
        for node in tree.order() {
            let at = points[node];
            let mut force = tree.push(at) * level.masses[node];
            for (to, weight) in level.links(node) {
                let way = points[*to as usize] - at;
                let distance = way.length();
                lengths += weight * distance;
                weights += weight;
                force = force + way * (weight * (1.0 / (distance + NEAR * length) + FAR / length));
            }
            forces[node] = force + at * (-GRAVITY * level.masses[node] / (at.length() + length));
        }
        let left = 1.0 - step as f64 / steps as f64;
        let stride = length * (STRIDES.2 + (stride - STRIDES.2) * left * left);
        for (point, force) in points.iter_mut().zip(&forces) {
            let size = force.length();
            if size > 0.0 {
                *point = *point + *force * (stride / size);
            }
        }
        length = if lengths > 0.0 { lengths / weights } else { length };
    }
}

/// The length of a link, on the average by weight; 1 where there is none.
fn mean_length(level: &Level, points: &[Point]) -> f64 {
    let (mut lengths, mut weights) = (0.0, 0.0);
    for node in 0..level.len() {
        for (to, weight) in level.links(node) {
            lengths += weight * (points[*to as usize] - points[node]).length();
            weights += weight;
        }
    }
    if lengths > 0.0 { lengths / weights } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::lay_out;
    use crate::render::graph_map::coarsen::Level;

    #[test]
    fn two_groups_with_one_link_between_them_come_to_rest_apart() {
        // Two complete graphs of 20 nodes; node 19 is linked with node 20.
        let links = (0..40_u32).map(|node| {
            let own = if node < 20 { 0..20 } else { 20..40 };
            let mut links: Vec<(u32, f64)> = own.filter(|to| *to != node).map(|to| (to, 1.0)).collect();
            match node {
                19 => links.push((20, 0.1)),
                20 => links.insert(0, (19, 0.1)),
                _ => {}
            }
            links
        });
        let points = lay_out(Level::new(vec![19.0; 40], links));
        let middle = |range: std::ops::Range<usize>| {
            let count = range.len() as f64;
            range.map(|node| points[node]).fold(super::Point::default(), |sum, point| sum + point) * (1.0 / count)
        };
        let (a, b) = (middle(0..20), middle(20..40));
        let width = (0..20).map(|node| (points[node] - a).length()).fold(0.0, f64::max);
        assert!((a - b).length() > 2.0 * width, "{a:?} {b:?} {width}");
        assert!(points.iter().all(|point| point.x.is_finite() && point.y.is_finite()));
    }
}

//! The small map round one card: the card in the middle, its neighbours about it.
//!
//! Links between neighbours → a place for each. Thousands of these are made in one build, of up to 30 nodes each: every
//! pair is looked at, in few steps.

use super::point::{Point, Spiral};

/// Steps until the nodes rest.
const STEPS: usize = 32;
/// How far neighbours stand from the middle, usually.
const RING: f64 = 100.0;
/// The nearest that a node comes to the middle.
const CLEARANCE: f64 = 50.0;
/// How many times as much as another node the one in the middle pushes: it needs room for its name.
const MIDDLE: f64 = 4.0;

/// Gives each node its place; node 0 stands in the middle, at (0, 0), and is linked with all others. `links` are the
/// pairs among the others.
pub(crate) fn lay_out(count: usize, links: &[(usize, usize)]) -> Vec<(i32, i32)> {
    let outer = (count as f64).sqrt();
    let mut points: Vec<Point> = Spiral::default().take(count).map(|point| point * (RING / outer)).collect();
    let push = RING * RING * 0.9 / outer;
    for step in 0..STEPS {
        let mut forces = vec![Point::default(); count];
        for a in 0..count {
            for b in a + 1..count {
                let way = points[a] - points[b];
                let push = if a == 0 { push * MIDDLE } else { push };
                let force = way * (push / (way.square() + 1.0));
                forces[a] = forces[a] + force;
                forces[b] = forces[b] - force;
            }
        }
        for (a, b) in links {
            let pull = (points[*b] - points[*a]) * 0.08;
            forces[*a] = forces[*a] + pull;
            forces[*b] = forces[*b] - pull;
        }
        let most = RING * 0.3 * (1.0 - step as f64 / STEPS as f64);
        for (point, force) in points.iter_mut().zip(&forces).skip(1) {
            let force = *force - *point * 0.45;
            let size = force.length();
            *point = *point + force * (size.min(most) / size.max(1e-9));
            let away = point.length();
            if away < CLEARANCE {
                *point = *point * (CLEARANCE / away.max(1e-9));
            }
        }
    }
    points.iter().map(|point| (point.x.round() as i32, point.y.round() as i32)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::lay_out;

    #[test]
    fn every_node_has_room_round_the_middle() {
        for count in 1..=31 {
            let links: Vec<(usize, usize)> = (1..count).zip(2..count).filter(|(a, _)| a % 3 > 0).collect();
            let places = lay_out(count, &links);
            assert_eq!(places[0], (0, 0));
            assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), count, "{places:?}");
            assert!(places.iter().all(|(x, y)| x.abs() < 350 && y.abs() < 350), "{places:?}");
        }
    }
}

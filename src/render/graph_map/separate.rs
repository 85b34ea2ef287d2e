//! Makes room: nodes that touch move apart.
//!
//! Points and radii → points. Must never move what has room.

use super::grid::{Grid, frame};
use super::point::Point;

/// Room between two nodes, for what is written below them.
const GAP: f64 = 20.0;
/// What is written is wider than high: nodes beside each other count as nearer than they are.
const WIDE: f64 = 0.6;
/// Rounds in which nodes push each other aside.
const ROUNDS: usize = 60;
/// How much of what two nodes lack each of them makes up in a round.
const SHARE: f64 = 0.4;

/// The radius of a node with so many links, as the script draws it.
pub(crate) fn radius(degree: usize) -> f64 {
    (4.0 + 1.7 * (degree as f64).sqrt()).min(24.0)
}

/// Moves points apart until no two nodes are nearer than their radii and a gap, or the rounds are used up.
pub(super) fn separate(points: &mut [Point], radii: &[f64]) {
    let largest = radii.iter().copied().fold(0.0, f64::max);
    let mut moves = vec![Point::default(); points.len()];
    for round in 0..ROUNDS {
        let grid = Grid::new(points, (2.0 * largest + GAP) / WIDE);
        let mut is_done = true;
        for index in 0..points.len() {
            let mut sum = Point::default();
            for other in grid.near(points[index]).filter(|other| *other != index) {
                let wanted = radii[index] + radii[other] + GAP;
                let way = points[index] - points[other];
                let mut way = Point::new(way.x * WIDE, way.y);
                let distance = way.length();
                if distance > wanted - 0.5 {
                    continue;
                }
                is_done = false;
                if distance < 0.01 {
                    way = aside(index, other, round);
                }
                sum = sum + way * ((wanted - distance) * SHARE / way.length());
            }
            moves[index] = sum;
        }
        if is_done {
            break;
        }
        for (point, way) in points.iter_mut().zip(&moves) {
            *point = *point + *way;
        }
    }
}

/// Where one of two nodes at the same place goes; the other one goes the opposite way.
fn aside(index: usize, other: usize, round: usize) -> Point {
    let sign = if index < other { -1.0 } else { 1.0 };
    Point::new(sign, sign * ((index + other + round) % 7) as f64 * 0.3)
}

/// The distance to the nearest neighbour, the median of all points; 0 for less than two.
pub(super) fn nearest(points: &[Point]) -> f64 {
    if points.len() < 2 {
        return 0.0;
    }
    let (_, size) = frame(points);
    let side = (size.x * size.y / points.len() as f64).sqrt() * 2.0;
    let grid = Grid::new(points, side);
    let mut distances: Vec<f64> = (0..points.len())
        .map(|index| {
            let others = grid.near(points[index]).filter(|other| *other != index);
            others.map(|other| (points[index] - points[other]).length()).fold(size.x + size.y, f64::min)
        })
        .collect();
    distances.sort_by(f64::total_cmp);
    distances[distances.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::{nearest, separate};
    use crate::render::graph_map::point::{Point, Spiral};

    #[test]
    fn nodes_at_one_place_find_room() {
        let mut points = vec![Point::new(3.0, 4.0); 60];
        separate(&mut points, &[6.0; 60]);
        for (index, a) in points.iter().enumerate() {
            assert!(points[..index].iter().all(|b| (*a - *b).length() > 12.0), "{index}: {a:?}");
        }
    }

    #[test]
    fn what_has_room_stays() {
        let points: Vec<Point> = Spiral::default().take(40).map(|point| point * 200.0).collect();
        let mut moved = points.clone();
        separate(&mut moved, &[6.0; 40]);
        assert_eq!(points, moved);
        assert!((100.0..250.0).contains(&nearest(&points)));
        assert!(nearest(&points[..1]) < 1.0);
    }
}

//! Repulsion between many points in reasonable time: far ones count as one, at their centre (Barnes and Hut).
//!
//! Points with masses → [`Quadtree`] → the push on a point. The points are sorted along a Z-shaped curve, so that each
//! cell is a slice, and the cells stand in pre-order, each knowing the cell after its subtree: a walk is a loop. Must
//! never sum in an order that depends on anything but the points.
//!
//! # Source
//! J. Barnes, P. Hut: A hierarchical O(N log N) force-calculation algorithm, Nature 324 (1986).

use super::point::Point;

/// Bits of a coordinate in the curve: the depth of the tree.
const DEPTH: u32 = 16;
/// A cell with so few points is not divided.
const LEAF: usize = 6;
/// A cell counts as one point where its side is less than this part of its distance, squared.
const OPENING: f64 = 0.8;
/// Keeps the push finite where points meet, in units of length squared.
const SOFT: f64 = 1e-6;

/// Points in a tree.
#[derive(Debug, Default)]
pub(super) struct Quadtree {
    /// Place on the curve and index of each point, sorted.
    order: Vec<(u32, u32)>,
    /// The points in this order: place and mass.
    points: Vec<(Point, f64)>,
    cells: Vec<Cell>,
}

#[derive(Debug)]
struct Cell {
    centre: Point,
    mass: f64,
    /// Beyond this distance, squared, the cell counts as one point.
    reach: f64,
    level: u32,
    parent: u32,
    /// The cell after the subtree.
    next: u32,
    /// The points of the cell.
    range: (u32, u32),
    is_leaf: bool,
}

impl Quadtree {
    /// Sorts points into the tree, reusing its memory.
    pub(super) fn fill(&mut self, points: &[Point], masses: &[f64]) {
        let (low, side) = square(points);
        let scale = f64::from((1_u32 << DEPTH) - 1) / side;
        self.order.clear();
        self.order.extend(points.iter().enumerate().map(|(index, point)| {
            let cell = |value: f64| (value * scale) as u32;
            (spread(cell(point.x - low.x)) | spread(cell(point.y - low.y)) << 1, index as u32)
        }));
        self.order.sort_unstable();
        self.points.clear();
        self.points.extend(self.order.iter().map(|(_, index)| (points[*index as usize], masses[*index as usize])));
        self.divide(side);
        self.weigh();
    }

    /// The indices of the points in the order of the curve: neighbours stand near each other.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> {
        self.order.iter().map(|(_, index)| *index as usize)
    }

    /// The push of all points on one of mass 1, falling with the distance.
    pub(super) fn push(&self, at: Point) -> Point {
        let mut sum = Point::default();
        let mut index = 0;
        while let Some(cell) = self.cells.get(index) {
            let way = at - cell.centre;
            let distance = way.square();
            if distance > cell.reach {
                sum = sum + way * (cell.mass / (distance + SOFT));
                index = cell.next as usize;
            } else if cell.is_leaf {
                for (point, mass) in &self.points[cell.range.0 as usize..cell.range.1 as usize] {
                    let way = at - *point;
                    sum = sum + way * (mass / (way.square() + SOFT));
                }
                index = cell.next as usize;
            } else {
                index += 1;
            }
        }
        sum
    }

    fn divide(&mut self, side: f64) {
        self.cells.clear();
        let mut open = vec![(0, self.order.len(), 0, 0)];
        while let Some((start, end, level, parent)) = open.pop() {
            let is_leaf = end - start <= LEAF || level == DEPTH;
            let length = side / f64::from(1_u32 << level);
            let index = self.cells.len() as u32;
            self.cells.push(Cell {
                centre: Point::default(),
                mass: 0.0,
                reach: length * length * OPENING,
                level,
                parent,
                next: 0,
                range: (start as u32, end as u32),
                is_leaf,
            });
            if is_leaf {
                continue;
            }
            let quarter = |key: u32| key >> (2 * (DEPTH - level - 1)) & 3;
            let mut last = end;
            for number in (0..4).rev() {
                let first = start + self.order[start..last].partition_point(|(key, _)| quarter(*key) < number);
                if first < last {
                    open.push((first, last, level + 1, index));
                }
                last = first;
            }
        }
    }

    /// Adds up masses from the leaves to the root, and finds for each cell the one after its subtree.
    fn weigh(&mut self) {
        let mut after = [self.cells.len() as u32; DEPTH as usize + 1];
        for index in (0..self.cells.len()).rev() {
            let (mut mass, mut moment) = (self.cells[index].mass, self.cells[index].centre);
            let (start, end) = self.cells[index].range;
            if self.cells[index].is_leaf {
                for (point, own) in &self.points[start as usize..end as usize] {
                    mass += own;
                    moment = moment + *point * *own;
                }
            }
            let cell = &mut self.cells[index];
            cell.mass = mass;
            cell.centre = moment * (1.0 / mass);
            let level = cell.level as usize;
            cell.next = after[level];
            after[level..].fill(index as u32);
            if index > 0 {
                let parent = cell.parent as usize;
                self.cells[parent].mass += mass;
                self.cells[parent].centre = self.cells[parent].centre + moment;
            }
        }
    }
}

/// The square round all points: its corner and its side, never 0.
fn square(points: &[Point]) -> (Point, f64) {
    let mut low = points.first().copied().unwrap_or_default();
    let mut high = low;
    for point in points {
        low = Point::new(low.x.min(point.x), low.y.min(point.y));
        high = Point::new(high.x.max(point.x), high.y.max(point.y));
    }
    (low, (high.x - low.x).max(high.y - low.y).max(1e-9))
}

/// Puts a 0 in front of each of the lower 16 bits.
const fn spread(bits: u32) -> u32 {
    let bits = (bits | bits << 8) & 0x00ff_00ff;
    let bits = (bits | bits << 4) & 0x0f0f_0f0f;
    let bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    use super::Quadtree;
    use crate::render::graph_map::point::{Point, Spiral};

    #[test]
    fn the_push_is_near_the_exact_one() {
        let points: Vec<Point> = Spiral::default().take(500).collect();
        let masses: Vec<f64> = (0..points.len()).map(|index| 1.0 + (index % 7) as f64).collect();
        let mut tree = Quadtree::default();
        tree.fill(&points, &masses);
        assert_eq!(tree.order().count(), points.len());
        let (mut errors, mut squares) = (0.0, 0.0);
        for at in &points {
            let mut exact = Point::default();
            for (point, mass) in points.iter().zip(&masses) {
                let way = *at - *point;
                exact = exact + way * (mass / (way.square() + super::SOFT));
            }
            errors += (tree.push(*at) - exact).square();
            squares += exact.square();
        }
        assert!(errors < 0.001 * squares, "{errors} of {squares}");
    }

    #[test]
    fn points_at_one_place_are_no_trouble() {
        let mut tree = Quadtree::default();
        tree.fill(&[Point::new(3.0, 3.0); 100], &[1.0; 100]);
        assert_eq!(tree.push(Point::new(3.0, 3.0)), Point::default());
        tree.fill(&[], &[]);
        assert_eq!(tree.push(Point::new(3.0, 3.0)), Point::default());
    }
}

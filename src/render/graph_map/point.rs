//! Points of the plane, and a spiral of them to start from.
//!
//! Nothing here calls sine or cosine: they differ from machine to machine in their last bits, and a layout must not.

use std::ops::{Add, Mul, Sub};

/// A point, or the way from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The square of its length.
    pub(super) fn square(self) -> f64 {
        self.x * self.x + self.y * self.y
    }

    /// Its length.
    pub(super) fn length(self) -> f64 {
        self.square().sqrt()
    }
}

impl Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// The turn from one point of a sunflower to the next, the golden angle: its cosine and its sine.
const TURN: Point = Point::new(-0.737_368_878_078_319_7, 0.675_490_294_261_523_7);

/// Points as the seeds of a sunflower stand: evenly, from the middle outwards, about one in each unit of area.
#[derive(Debug, Clone)]
pub(super) struct Spiral {
    direction: Point,
    count: f64,
}

impl Default for Spiral {
    fn default() -> Self {
        Self { direction: Point::new(1.0, 0.0), count: 0.0 }
    }
}

impl Spiral {
    /// The next point.
    pub(super) fn point(&mut self) -> Point {
        let point = self.direction * (self.count * std::f64::consts::FRAC_1_PI).sqrt();
        let Point { x, y } = self.direction;
        self.direction = Point::new(x * TURN.x - y * TURN.y, x * TURN.y + y * TURN.x);
        self.count += 1.0;
        point
    }
}

impl Iterator for Spiral {
    type Item = Point;

    fn next(&mut self) -> Option<Point> {
        Some(self.point())
    }
}

#[cfg(test)]
mod tests {
    use super::Spiral;

    #[test]
    fn a_spiral_keeps_its_points_apart() {
        let points: Vec<_> = Spiral::default().take(400).collect();
        for (index, a) in points.iter().enumerate() {
            assert!(points[..index].iter().all(|b| (*a - *b).length() > 0.5), "{index}: {a:?}");
        }
        assert!(points[399].length() < 12.0);
    }
}

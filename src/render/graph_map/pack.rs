//! Puts the components of a graph side by side.
//!
//! Clouds of points → how far each is moved. Must never let two overlap.

use super::grid::frame;
use super::point::Point;

/// Room between components.
const MARGIN: f64 = 90.0;
/// How much wider than high the whole should be.
const ASPECT: f64 = 1.5;

/// The offsets of clouds: in rows, as words on a page.
pub(super) fn pack(clouds: &[&[Point]]) -> Vec<Point> {
    let frames: Vec<(Point, Point)> = clouds
        .iter()
        .map(|points| {
            let (low, size) = frame(points);
            (low, size + Point::new(MARGIN, MARGIN))
        })
        .collect();
    let area: f64 = frames.iter().map(|(_, size)| size.x * size.y).sum();
    let widest = frames.iter().map(|(_, size)| size.x).fold(0.0, f64::max);
    let width = widest.max((area * ASPECT).sqrt());
    let (mut at, mut row) = (Point::default(), 0.0);
    let mut offsets = Vec::with_capacity(frames.len());
    for (low, size) in frames {
        if at.x > 0.0 && at.x + size.x > width {
            at = Point::new(0.0, at.y + row);
            row = 0.0;
        }
        offsets.push(at - low);
        at.x += size.x;
        row = f64::max(row, size.y);
    }
    offsets
}

#[cfg(test)]
mod tests {
    use super::pack;
    use crate::render::graph_map::grid::frame;
    use crate::render::graph_map::point::{Point, Spiral};

    #[test]
    fn clouds_do_not_overlap() {
        let clouds: Vec<Vec<Point>> =
            (1..30).map(|size| Spiral::default().take(size * size).map(|point| point * 20.0).collect()).collect();
        let parts: Vec<&[Point]> = clouds.iter().rev().map(Vec::as_slice).collect();
        let offsets = pack(&parts);
        let boxes: Vec<(Point, Point)> = parts
            .iter()
            .zip(&offsets)
            .map(|(points, offset)| {
                let (low, size) = frame(points);
                (low + *offset, low + *offset + size)
            })
            .collect();
        for (index, (low, high)) in boxes.iter().enumerate() {
            let overlaps = |(a, b): &(Point, Point)| a.x < high.x && low.x < b.x && a.y < high.y && low.y < b.y;
            assert!(!boxes[..index].iter().any(overlaps), "{index}");
        }
    }
}

//! Points sorted into squares, so that the neighbours of a point are found without looking at all.
//!
//! Points → [`Grid`]. Must never have many more squares than points.

use super::point::Point;

/// Points by the square that they are in.
#[derive(Debug)]
pub(super) struct Grid {
    side: f64,
    low: Point,
    columns: usize,
    rows: usize,
    starts: Vec<u32>,
    points: Vec<u32>,
}

impl Grid {
    /// Sorts points into squares of at least this side.
    pub(super) fn new(points: &[Point], side: f64) -> Self {
        let (low, size) = frame(points);
        let most = (points.len() as f64).sqrt() * 4.0 + 1.0;
        let side = side.max(size.x.max(size.y) / most).max(1e-9);
        let (columns, rows) = ((size.x / side) as usize + 1, (size.y / side) as usize + 1);
        let starts = vec![0; columns * rows + 1];
        let mut grid = Self { side, low, columns, rows, starts, points: vec![0; points.len()] };
        let cells: Vec<usize> = points
            .iter()
            .map(|point| {
                let (column, row) = grid.cell(*point);
                row * columns + column
            })
            .collect();
        for cell in &cells {
            grid.starts[*cell + 1] += 1;
        }
        for cell in 0..columns * rows {
            grid.starts[cell + 1] += grid.starts[cell];
        }
        let mut next = grid.starts.clone();
        for (index, cell) in cells.iter().enumerate() {
            grid.points[next[*cell] as usize] = index as u32;
            next[*cell] += 1;
        }
        grid
    }

    /// The points in the square of a point and in those round it, itself too.
    pub(super) fn near(&self, point: Point) -> impl Iterator<Item = usize> {
        let (column, row) = self.cell(point);
        let rows = row.saturating_sub(1)..=(row + 1).min(self.rows - 1);
        let (first, last) = (column.saturating_sub(1), (column + 1).min(self.columns - 1));
        rows.flat_map(move |row| {
            let (start, end) = (self.starts[row * self.columns + first], self.starts[row * self.columns + last + 1]);
            self.points[start as usize..end as usize].iter().map(|index| *index as usize)
        })
    }

    fn cell(&self, point: Point) -> (usize, usize) {
        let at = |value: f64, count: usize| ((value / self.side) as usize).min(count - 1);
        (at(point.x - self.low.x, self.columns), at(point.y - self.low.y, self.rows))
    }
}

/// The box round points: its corner and its size.
pub(super) fn frame(points: &[Point]) -> (Point, Point) {
    let first = points.first().copied().unwrap_or_default();
    let (low, high) = points.iter().fold((first, first), |(low, high), point| {
        (Point::new(low.x.min(point.x), low.y.min(point.y)), Point::new(high.x.max(point.x), high.y.max(point.y)))
    });
    (low, high - low)
}

#[cfg(test)]
mod tests {
    use super::Grid;
    use crate::render::graph_map::point::{Point, Spiral};

    #[test]
    fn every_neighbour_is_found() {
        let points: Vec<Point> = Spiral::default().take(300).map(|point| point * 7.0).collect();
        let grid = Grid::new(&points, 10.0);
        for (index, at) in points.iter().enumerate() {
            let near: Vec<usize> = grid.near(*at).collect();
            let is_missed = |other: usize| (points[other] - *at).length() < 10.0 && !near.contains(&other);
            assert!(!(0..points.len()).any(is_missed), "{index}");
        }
        assert_eq!(Grid::new(&[Point::new(5.0, 5.0); 3], 0.0).near(Point::new(5.0, 5.0)).count(), 3);
    }
}

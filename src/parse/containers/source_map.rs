//! From a text made of pieces of another one back to that one.
//!
//! Must never go backwards: what stands later in the made text stands later in the file.

use crate::text::Span;

/// Where the pieces of a made text come from, in order.
#[derive(Debug, Default)]
pub(super) struct SourceMap {
    pieces: Vec<Piece>,
    /// How long the file is.
    end: usize,
}

/// Bytes that were taken over as they are; none of them for a place that stands for another one.
#[derive(Debug, Clone, Copy)]
struct Piece {
    made: usize,
    file: usize,
    length: usize,
}

impl SourceMap {
    pub(super) fn push(&mut self, made: usize, file: usize, length: usize) {
        self.end = file + length;
        if let Some(last) = self.pieces.last_mut()
            && (last.made + last.length, last.file + last.length) == (made, file)
        {
            last.length += length;
            return;
        }
        self.pieces.push(Piece { made, file, length });
    }

    /// A span of the made text as one of the file. What was not taken over lies between its neighbours.
    pub(super) fn in_file(&self, span: Span) -> Span {
        let start = self.start(span.start);
        if span.is_empty() { Span::at(start) } else { Span::new(start, self.ends(span.end).max(start)) }
    }

    fn start(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.made <= at);
        match next.checked_sub(1).map(|before| self.pieces[before]) {
            Some(piece) if at < piece.made + piece.length.max(1) => piece.file + (at - piece.made),
            _ => self.pieces.get(next).map_or(self.end, |piece| piece.file),
        }
    }

    fn ends(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.made < at);
        next.checked_sub(1).map_or(0, |before| {
            let piece = self.pieces[before];
            piece.file + (at - piece.made).min(piece.length)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::SourceMap;
    use crate::text::Span;

    #[test]
    fn spans_go_back() {
        let mut map = SourceMap::default();
        map.push(0, 0, 4);
        map.push(4, 4, 2);
        map.push(10, 8, 5);
        map.push(20, 20, 0);
        for (made, file) in
            [((1, 3), (1, 3)), ((4, 12), (4, 10)), ((7, 8), (8, 8)), ((7, 7), (8, 8)), ((20, 25), (20, 20))]
        {
            assert_eq!(map.in_file(Span::new(made.0, made.1)), Span::new(file.0, file.1), "{made:?}");
        }
    }
}

//! A place in a line while its marks of quotes and lists are read, counted in columns: a tab goes on to the next
//! multiple of four, and may be used up in parts.
//!
//! Source: CommonMark 0.31.2, section 2.2 "Tabs". Must never go past a character that is neither blank nor asked for.

/// A place in a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    /// The line without its line end.
    line: &'a str,
    /// Bytes behind us.
    pub(super) at: usize,
    column: usize,
    /// Columns of the tab just behind us that are not used up.
    pub(super) spare: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(line: &'a str) -> Self {
        Self { line, at: 0, column: 0, spare: 0 }
    }

    /// What is ahead, the spare columns aside.
    pub(super) fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.line.len()
    }

    /// Uses up blanks of up to this many columns; gives back of how many.
    pub(super) fn take(&mut self, columns: usize) -> usize {
        let mut taken = self.spare.min(columns);
        self.spare -= taken;
        while taken < columns {
            let width = match self.line.as_bytes().get(self.at) {
                Some(b' ') => 1,
                Some(b'\t') => 4 - self.column % 4,
                _ => break,
            };
            self.at += 1;
            self.column += width;
            let used = width.min(columns - taken);
            taken += used;
            self.spare = width - used;
        }
        taken
    }

    /// Goes over so many bytes, none of them a tab.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
        self.column += bytes;
        self.spare = 0;
    }

    /// Goes over all blanks.
    pub(super) fn skip_blanks(&mut self) {
        while self.take(4) > 0 {}
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn tabs_are_used_up_in_parts() {
        let mut cursor = Cursor::new(" \t\tx");
        assert_eq!((cursor.take(2), cursor.spare, cursor.rest()), (2, 2, "\tx"));
        assert_eq!((cursor.take(4), cursor.spare, cursor.rest()), (4, 2, "x"));
        assert_eq!((cursor.take(9), cursor.spare, cursor.rest()), (2, 0, "x"));
        cursor.skip(1);
        assert!(cursor.is_at_end());
    }
}

//! The chart of the review page: how old the reviews of each quadrant are, as bars of SVG.
//!
//! Counts → SVG, with a text alternative. Ages are counted to the latest day in the data. Colours are classes of the
//! style sheet, so that the chart is right in light and dark. Must never tell by colour alone: the same numbers stand in
//! the table under it.
#![expect(clippy::cast_precision_loss, reason = "no site has as many cards as a float has digits")]

use jiff::civil::Date;

use crate::render::escape;

/// What reviews are sorted into, with the days from which on each counts.
pub(super) const AGES: [(&str, i32); 4] =
    [("up to 3 months", 0), ("3 to 6 months", 92), ("6 to 12 months", 183), ("over a year", 366)];
/// How many columns the table has: the ages, and those never reviewed.
pub(super) const COLUMNS: usize = AGES.len() + 1;

/// Little more than a phone has, so that the words of the chart are no smaller there than the page's.
const WIDTH: f64 = 440.0;
const LABEL_WIDTH: f64 = 105.0;
const COUNT_WIDTH: f64 = 45.0;
const ROW: usize = 34;
const BAR: usize = 20;

/// One bar: its name, and how many cards have a review of each age; those never reviewed last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bar {
    /// What it is called.
    pub(super) name: String,
    /// The counts.
    pub(super) counts: [usize; COLUMNS],
}

/// Which column a review belongs to.
pub(super) fn column(reviewed: Option<Date>, latest: Date) -> usize {
    let Some(reviewed) = reviewed else { return COLUMNS - 1 };
    let days = reviewed.until(latest).map_or(0, |span| span.get_days());
    AGES.iter().rposition(|(_, from)| days >= *from).unwrap_or(0)
}

/// Draws the bars one below the other; the widest fills the room.
pub(super) fn draw(bars: &[Bar], title: &str) -> String {
    let most = bars.iter().map(|bar| bar.counts.iter().sum::<usize>()).max().unwrap_or(0).max(1);
    let height = bars.len() * ROW;
    let mut out = format!(
        "<svg class=\"review-chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"q:review-chart\">\
         <title id=\"q:review-chart\">"
    );
    escape::text(&mut out, title);
    out.push_str("</title>");
    let room = WIDTH - LABEL_WIDTH - COUNT_WIDTH;
    for (index, bar) in bars.iter().enumerate() {
        let (top, mut x) = (index * ROW + (ROW - BAR) / 2, LABEL_WIDTH);
        let middle = top + BAR / 2;
        out.push_str(&format!("<text class=\"name\" x=\"{}\" y=\"{middle}\">", LABEL_WIDTH - 10.0));
        escape::text(&mut out, &bar.name);
        out.push_str("</text>");
        for (column, count) in bar.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let width = room * *count as f64 / most as f64;
            let class = if column + 1 == COLUMNS { "never".to_owned() } else { format!("age-{column}") };
            out.push_str(&format!(
                "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{BAR}\"/>"
            ));
            // A number where it has room.
            let digits = count.to_string();
            if width > 12.0 + 8.0 * digits.len() as f64 {
                out.push_str(&format!(
                    "<text class=\"number\" x=\"{:.1}\" y=\"{middle}\">{digits}</text>",
                    x + width / 2.0
                ));
            }
            x += width;
        }
        let total: usize = bar.counts.iter().sum();
        out.push_str(&format!("<text class=\"total\" x=\"{:.1}\" y=\"{middle}\">{total}</text>", x + 8.0));
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Bar, COLUMNS, column, draw};

    #[test]
    fn every_review_has_its_column() {
        let latest = date(2026, 6, 30);
        let cases = [
            (None, COLUMNS - 1),
            (Some(date(2026, 6, 30)), 0),
            (Some(date(2026, 7, 30)), 0),
            (Some(date(2026, 4, 1)), 0),
            (Some(date(2026, 3, 30)), 1),
            (Some(date(2025, 12, 29)), 2),
            (Some(date(2020, 1, 1)), 3),
        ];
        for (reviewed, wanted) in cases {
            assert_eq!(column(reviewed, latest), wanted, "{reviewed:?}");
        }
    }

    #[test]
    fn names_are_escaped_and_nothing_is_drawn_of_nothing() {
        let svg = draw(&[Bar { name: "a<b".to_owned(), counts: [0, 3, 0, 0, 1] }], "Ages & days");
        assert!(svg.contains("a&lt;b") && svg.contains("Ages &amp; days"), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2, "{svg}");
        assert!(draw(&[], "").ends_with("</svg>"));
    }
}

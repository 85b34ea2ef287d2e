//! How long a review holds: `90d`, `6 months`, `never`.
//!
//! Text → [`Interval`] → the day on which the next review is due. Must never guess: what is no interval is `None`.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// The longest interval, in months: a century.
const MOST_MONTHS: u32 = 1_200;
/// The same in days.
const MOST_DAYS: u32 = 36_525;

/// A time from one review to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Interval {
    /// A number of days.
    Days(u32),
    /// A number of calendar months; a year is twelve.
    Months(u32),
    /// The card need not be reviewed.
    Never,
}

impl Interval {
    /// Reads `90d`, `90 days`, `90`, `2w`, `2 weeks`, `6m`, `6 months`, `1y`, `1 year` or `never`; case does not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if text == "never" {
            return Some(Self::Never);
        }
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let count: u32 = text[..text.len() - unit.len()].parse().ok()?;
        let (one, is_month) = match unit.trim_start() {
            "" | "d" | "day" | "days" => (1, false),
            "w" | "week" | "weeks" => (7, false),
            "m" | "month" | "months" => (1, true),
            "y" | "year" | "years" => (12, true),
            _ => return None,
        };
        let count = count.checked_mul(one)?;
        let most = if is_month { MOST_MONTHS } else { MOST_DAYS };
        (1..=most).contains(&count).then_some(if is_month { Self::Months(count) } else { Self::Days(count) })
    }

    /// The day after this time; `None` for never, and where the calendar ends.
    #[must_use]
    pub fn after(self, date: Date) -> Option<Date> {
        match self {
            Self::Days(count) => date.checked_add(i64::from(count).days()).ok(),
            Self::Months(count) => date.checked_add(i64::from(count).months()).ok(),
            Self::Never => None,
        }
    }

    /// Its length in days, to compare it with others: a month counts as 30.44 of them.
    #[must_use]
    pub fn rough_days(self) -> u32 {
        match self {
            Self::Days(count) => count,
            Self::Months(count) => count * 3_044 / 100,
            Self::Never => u32::MAX,
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match self {
            Self::Never => return f.write_str("never"),
            Self::Days(count) => (*count, "day"),
            Self::Months(count) if count % 12 == 0 => (count / 12, "year"),
            Self::Months(count) => (*count, "month"),
        };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Interval;

    #[test]
    fn intervals_read_and_print() {
        for (text, printed) in [
            ("90d", "90 days"),
            ("1 day", "1 day"),
            ("180", "180 days"),
            ("2w", "14 days"),
            ("6 months", "6 months"),
            ("12m", "1 year"),
            ("18 Months", "18 months"),
            (" 2y ", "2 years"),
            ("never", "never"),
        ] {
            assert_eq!(Interval::parse(text).map(|interval| interval.to_string()).as_deref(), Some(printed), "{text}");
        }
    }

    #[test]
    fn what_is_no_interval_is_none() {
        for text in ["", "d", "soon", "0d", "-1d", "1.5 years", "90 d d", "101y", "99999999999d", "6 monthes", "P6M"] {
            assert_eq!(Interval::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let (start, parse) = (date(2026, 8, 31), |text| Interval::parse(text).expect("an interval"));
        assert_eq!(parse("6 months").after(start), Some(date(2027, 2, 28)));
        assert_eq!(parse("180d").after(start), Some(date(2027, 2, 27)));
        assert_eq!(parse("never").after(start), None);
        assert_eq!(parse("1d").after(date(9999, 12, 31)), None);
        assert!(parse("6 months").rough_days() > parse("180d").rough_days());
    }
}

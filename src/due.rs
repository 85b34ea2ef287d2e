//! The review queue as data: which card waits how long for a reader, and what says so.
//!
//! A floor of its own between `graph` and the readers of the graph, since `check` and `render` read the queue, too:
//! `review::queue` makes it (`pipeline::queue` with all that it needs from the disk), `check` gets it in
//! `Context::queue`, and `render` as an input. So the three stay strangers. Must never know how a state is decided.

use jiff::civil::Date;

use crate::config::Interval;
use crate::graph::CardId;

/// All cards that can be reviewed, in the order in which they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// The day from which ages are counted.
    pub today: Date,
    /// The cards that are not virtual, each once.
    pub dues: Vec<Due>,
    /// What the user should know, one sentence each: lower case, no full stop.
    pub notes: Vec<String>,
}

/// A card in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The card.
    pub card: CardId,
    /// When it was last reviewed; `None`: never, or on a day that cannot be read.
    pub last_reviewed: Option<Date>,
    /// Who reviewed it, as the card says.
    pub reviewed_by: Option<String>,
    /// Days since then; never below zero.
    pub age_days: Option<u32>,
    /// What is the case, the gravest first: a card that is edited and overdue is [`State::Edited`].
    pub state: State,
    /// How long a review of this card holds.
    pub interval: Interval,
    /// The day until which the review holds; `None` where it was never reviewed and does not say a day itself, and where
    /// it need not be reviewed.
    pub due_on: Option<Date>,
    /// Who looks after it: of the card's front matter, else of CODEOWNERS; may be empty.
    pub owners: Vec<String>,
    /// What has changed since the last review; `None`: nothing, as far as `basis` can tell.
    pub edited: Option<Edited>,
    /// How many commits have changed the file since the last review, of the front matter alone too; all of them where
    /// it was never reviewed, none where git does not know it.
    pub commits: usize,
    /// What decided whether it was edited.
    pub basis: Basis,
}

/// A change since the last review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edited {
    /// How many lines of the body and title differ from what was reviewed: of lines that came and lines that went the
    /// larger number. `None` where what was reviewed cannot be found any more.
    pub changed_lines: Option<usize>,
    /// The day of the last commit; `None` where git does not know one, or where the change is not committed.
    pub on: Option<Date>,
}

/// What is the case with a card. In order of gravity, which is also that of `order = "state"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub enum State {
    /// It was never reviewed, and does not say itself until when it holds.
    Never,
    /// It was edited since its last review; it may be overdue as well.
    Edited,
    /// Its day is past.
    Overdue,
    /// Its day comes soon (`[review] due-soon`).
    DueSoon,
    /// It was reviewed not long ago.
    Fresh,
    /// It need not be reviewed: its interval is `never`.
    Exempt,
}

/// What decided whether a card was edited since its review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The seal in the card: a hash of what was reviewed.
    Seal,
    /// The history of the repository.
    Git,
    /// Nothing but the date: whether the card was edited is not known.
    Date,
}

impl Queue {
    /// A queue without cards, for readers that have no use for one.
    #[must_use]
    pub const fn empty(today: Date) -> Self {
        Self { today, dues: Vec::new(), notes: Vec::new() }
    }

    /// The entry of each card, by its id: for those who go through the cards.
    #[must_use]
    pub fn by_card(&self) -> Vec<Option<&Due>> {
        let count = self.dues.iter().map(|due| due.card + 1).max().unwrap_or(0);
        let mut by_card = vec![None; count];
        for due in &self.dues {
            by_card[due.card] = Some(due);
        }
        by_card
    }
}

impl Due {
    /// Whether its day is past, edited or not. Most cards that were never reviewed have no day.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.due_on.is_some_and(|due_on| due_on < today)
    }
}

impl State {
    /// All states, the gravest first.
    pub const ALL: [Self; 6] = [Self::Never, Self::Edited, Self::Overdue, Self::DueSoon, Self::Fresh, Self::Exempt];

    /// Its name in options and data.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Edited => "edited",
            Self::Overdue => "overdue",
            Self::DueSoon => "due-soon",
            Self::Fresh => "fresh",
            Self::Exempt => "exempt",
        }
    }
}

impl Basis {
    /// Its name in data.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seal => "seal",
            Self::Git => "git",
            Self::Date => "date",
        }
    }
}

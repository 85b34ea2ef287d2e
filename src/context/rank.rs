//! How important each card is: PageRank, by power iteration.
//!
//! `Graph` → one number for each card; they sum to 1. A reader who follows links at random, and now and then starts
//! anew anywhere, is at a card for this share of the time. One who is at a card without links starts anew. The sums are
//! made in one order, with nothing but the four operations, so that they are the same on every machine.
//!
//! # Source
//! Page, Brin, Motwani, Winograd: *The PageRank Citation Ranking* (1998), <http://ilpubs.stanford.edu:8090/422/>.
#![expect(clippy::cast_precision_loss, reason = "no site has as many cards as a float has digits")]

use crate::graph::{CardId, Graph, Status, Target};

/// How likely the reader follows a link.
const DAMPING: f64 = 0.85;
/// More rounds change no order.
const MOST_ROUNDS: usize = 100;
/// When the numbers count as settled: the sum of all changes in a round.
const SETTLED: f64 = 1e-9;

/// The cards that each card links to, each once, sorted; not itself.
pub(super) fn links(graph: &Graph) -> Vec<Vec<CardId>> {
    (0..graph.cards.len())
        .map(|from| {
            let targets = graph.links(from).filter(|(_, resolution)| resolution.status == Status::Resolved);
            let mut cards: Vec<CardId> = targets
                .filter_map(|(_, resolution)| match resolution.target {
                    Some(Target::Card(to)) if to != from => Some(to),
                    _ => None,
                })
                .collect();
            cards.sort_unstable();
            cards.dedup();
            cards
        })
        .collect()
}

/// The rank of each card.
pub(super) fn rank(links: &[Vec<CardId>]) -> Vec<f64> {
    let count = links.len() as f64;
    let mut ranks = vec![1.0 / count; links.len()];
    for _ in 0..MOST_ROUNDS {
        let stuck: f64 = links.iter().zip(&ranks).filter(|(to, _)| to.is_empty()).map(|(_, rank)| rank).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * stuck) / count; links.len()];
        for (to, rank) in links.iter().zip(&ranks) {
            let share = DAMPING * rank / to.len().max(1) as f64;
            for card in to {
                next[*card] += share;
            }
        }
        let change: f64 = next.iter().zip(&ranks).map(|(new, old)| (new - old).abs()).sum();
        ranks = next;
        if change < SETTLED {
            break;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn what_is_linked_from_important_cards_is_important() {
        // 0 ← 1, 2, 3; 4 ← 0; 5 is alone.
        let ranks = rank(&[vec![4], vec![0], vec![0], vec![0], vec![], vec![]]);
        assert!(ranks[0] > ranks[1] && ranks[4] > ranks[1] && (ranks[5] - ranks[1]).abs() < 1e-12, "{ranks:?}");
        assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{ranks:?}");
        assert!(rank(&[]).is_empty());
    }
}

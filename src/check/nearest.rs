//! The names nearest to one that does not exist.
//!
//! Names → an index over their trigrams → at most three of them for a question. The work for a question does
//! not grow with the number of names, so that a thousand broken links among ten thousand cards stay cheap.
//! Must never be asked what a link means: it only offers.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::path::fold_case;

/// How many names are offered.
const OFFERED: usize = 3;
/// How many of a question's rarest trigrams are followed.
const FOLLOWED: usize = 8;
/// How many names are remembered for a trigram.
const REMEMBERED: usize = 128;
/// How many names are compared letter by letter.
const COMPARED: usize = 16;
/// How much of a name counts, in characters.
const LONGEST_NAME: usize = 80;

type Trigram = [char; 3];

/// An index of names, each with what it stands for.
#[derive(Debug)]
pub(crate) struct Nearest<T> {
    names: Vec<(Vec<char>, T)>,
    by_trigram: FxHashMap<Trigram, Vec<u32>>,
}

impl<T: Copy + Ord> Nearest<T> {
    /// Reads the names; several may stand for the same thing.
    pub(crate) fn new<S: AsRef<str>>(names: impl IntoIterator<Item = (S, T)>) -> Self {
        let mut names: Vec<(Vec<char>, T)> =
            names.into_iter().map(|(name, meaning)| (spell(name.as_ref()), meaning)).collect();
        names.sort_unstable();
        names.dedup();
        let mut by_trigram: FxHashMap<Trigram, Vec<u32>> = FxHashMap::default();
        for (index, (name, _)) in names.iter().enumerate() {
            for trigram in trigrams(name) {
                let holders = by_trigram.entry(trigram).or_default();
                if holders.len() < REMEMBERED {
                    holders.push(index as u32);
                }
            }
        }
        Self { names, by_trigram }
    }

    /// What the names most like the wanted one stand for, best first; empty where none is alike.
    pub(crate) fn find(&self, wanted: &str) -> Vec<T> {
        let wanted = spell(wanted);
        let mut followed: Vec<&Vec<u32>> =
            trigrams(&wanted).filter_map(|trigram| self.by_trigram.get(&trigram)).collect();
        followed.sort_by_key(|holders| holders.len());
        followed.truncate(FOLLOWED);
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for index in followed.into_iter().flatten() {
            *shared.entry(*index).or_default() += 1;
        }
        let mut candidates: Vec<(Reverse<u32>, u32)> =
            shared.into_iter().map(|(index, count)| (Reverse(count), index)).collect();
        candidates.sort_unstable();
        let mut alike: Vec<(usize, u32)> = candidates
            .into_iter()
            .take(COMPARED)
            .filter_map(|(_, index)| Some((distance(&wanted, &self.names[index as usize].0)?, index)))
            .collect();
        alike.sort_unstable();
        let mut offered: Vec<T> = Vec::new();
        for (_, index) in alike {
            let meaning = self.names[index as usize].1;
            if offered.len() < OFFERED && !offered.contains(&meaning) {
                offered.push(meaning);
            }
        }
        offered
    }
}

/// The letters that count: without case, and with spaces and underscores as hyphens.
fn spell(name: &str) -> Vec<char> {
    let name = fold_case(name.trim());
    name.chars().map(|c| if c == ' ' || c == '_' { '-' } else { c }).take(LONGEST_NAME).collect()
}

fn trigrams(name: &[char]) -> impl Iterator<Item = Trigram> + '_ {
    let at = move |index: usize| index.checked_sub(2).and_then(|index| name.get(index)).copied().unwrap_or(' ');
    (0..name.len() + 2).map(move |index| [at(index), at(index + 1), at(index + 2)])
}

/// How many letters differ; `None` where too many do. A name that holds the other counts as near.
fn distance(wanted: &[char], name: &[char]) -> Option<usize> {
    let (wanted, name): (String, String) = (wanted.iter().collect(), name.iter().collect());
    let distance = strsim::osa_distance(&wanted, &name);
    let shorter = wanted.chars().count().min(name.chars().count());
    let longer = wanted.chars().count().max(name.chars().count());
    let is_alike = distance * 5 <= longer * 2;
    let is_part = shorter >= 4 && (wanted.contains(&name) || name.contains(&wanted));
    (is_alike || is_part).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::Nearest;

    #[test]
    fn misspelt_names_are_found_best_first() {
        let nearest = Nearest::new(["prometheus", "promtail", "grafana", "ab"].map(|name| (name, name)));
        assert_eq!(nearest.find("promethues"), ["prometheus"]);
        assert_eq!(nearest.find("promtial"), ["promtail"]);
        assert_eq!(nearest.find("Grafana Dashboards"), ["grafana"]);
        assert_eq!(nearest.find("ac"), [""; 0]);
        assert_eq!(nearest.find("zzz"), [""; 0]);
    }

    #[test]
    fn one_thing_by_several_names_is_offered_once() {
        let nearest = Nearest::new([("alloy", 1), ("alloys", 1), ("alley", 2)]);
        assert_eq!(nearest.find("aloy"), [1, 2]);
    }
}

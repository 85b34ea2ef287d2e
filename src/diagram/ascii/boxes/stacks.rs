//! Boxes that stand on each other: the parts of one frame, of which the first may be the title of it all.
//!
//! [`Frames`] → [`Stacks`]: what stands on what, and which part is called like which. Must know nothing of lines.

use std::collections::BTreeMap;

use crate::diagram::ascii::boxes::frames::{Frames, is_stacked};

/// Which box stands on which, by index of the frames.
#[derive(Debug, Clone, Default)]
pub(in crate::diagram::ascii) struct Stacks {
    /// The box right above each; `None` where there are none or several.
    above: Vec<Option<usize>>,
    below: Vec<Option<usize>>,
}

impl Stacks {
    pub(in crate::diagram::ascii) fn of(frames: &Frames) -> Self {
        let mut by_bottom: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, face) in frames.faces.iter().enumerate() {
            by_bottom.entry(face.bottom).or_default().push(index);
        }
        let count = frames.faces.len();
        let (mut uppers, mut lowers) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (lower, face) in frames.faces.iter().enumerate() {
            let others = by_bottom.get(&face.top).map_or(&[][..], Vec::as_slice);
            for &upper in others.iter().filter(|&&upper| is_stacked(&frames.faces[upper], face)) {
                uppers[lower].push(upper);
                lowers[upper].push(lower);
            }
        }
        let only = |found: Vec<usize>| if let [one] = *found { Some(one) } else { None };
        Self { above: uppers.into_iter().map(only).collect(), below: lowers.into_iter().map(only).collect() }
    }

    /// Of frames of two parts, of which only the lower one has boxes or a drawing in it, the upper part: the title of the lower one, by
    /// the lower one.
    pub(in crate::diagram::ascii) fn captions(&self, frames: &Frames) -> BTreeMap<usize, usize> {
        let bodies = (0..frames.faces.len()).filter(|&body| frames.has_children[body] && self.below[body].is_none());
        let titled = bodies.filter_map(|body| Some((body, self.above[body]?)));
        titled.filter(|&(_, title)| self.above[title].is_none() && !frames.has_children[title]).collect()
    }

    /// The box that a whole frame is called after: its first part, where that is shorter than one of the others; else the
    /// box itself. `lines` counts the lines of a box.
    pub(in crate::diagram::ascii) fn spokesman(&self, face: usize, lines: impl Fn(usize) -> usize) -> usize {
        let mut top = face;
        while let Some(above) = self.above.get(top).copied().flatten() {
            top = above;
        }
        let mut part = Some(top);
        while let Some(index) = part {
            if lines(index) > lines(top) {
                return top;
            }
            part = self.below[index];
        }
        face
    }
}

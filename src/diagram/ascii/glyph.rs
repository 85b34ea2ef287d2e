//! What single characters mean: box-drawing glyphs as ports, arrowheads as sides.
//!
//! A character → [`Glyph`] or heads. Ground of the recogniser; must never look at neighbours.
//!
//! Source: the Unicode block "Box Drawing", U+2500–U+257F (Unicode 17.0), by the names of its characters.

/// One of the four sides of a cell, clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Side {
    North,
    East,
    South,
    West,
}

impl Side {
    pub(super) const ALL: [Self; 4] = [Self::North, Self::East, Self::South, Self::West];

    pub(super) const fn back(self) -> Self {
        match self {
            Self::North => Self::South,
            Self::East => Self::West,
            Self::South => Self::North,
            Self::West => Self::East,
        }
    }

    /// The two sides beside the way.
    pub(super) const fn across(self) -> [Self; 2] {
        match self {
            Self::North | Self::South => [Self::West, Self::East],
            Self::East | Self::West => [Self::North, Self::South],
        }
    }

    pub(super) const fn is_vertical(self) -> bool {
        matches!(self, Self::North | Self::South)
    }

    /// Steps in rows and in columns.
    pub(super) const fn step(self) -> (isize, isize) {
        match self {
            Self::North => (-1, 0),
            Self::East => (0, 1),
            Self::South => (1, 0),
            Self::West => (0, -1),
        }
    }
}

/// A set of sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sides(u8);

impl Sides {
    pub(super) const NONE: Self = Self(0);

    pub(super) const fn of(side: Side) -> Self {
        Self(1 << side as u8)
    }

    pub(super) const fn has(self, side: Side) -> bool {
        self.0 & (1 << side as u8) != 0
    }

    pub(super) const fn with(self, side: Side) -> Self {
        Self(self.0 | (1 << side as u8))
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// How strong a stroke is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Weight {
    #[default]
    None,
    Light,
    Heavy,
    Double,
}

/// The strokes that leave a cell: a weight for each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ports(u8);

impl Ports {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(0b0101_0101);
    pub(super) const ACROSS: Self = Self(0b0100_0100);
    pub(super) const UPRIGHT: Self = Self(0b0001_0001);
    pub(super) const HEAVY_ACROSS: Self = Self(0b1000_1000);
    pub(super) const DOUBLE_ACROSS: Self = Self(0b1100_1100);

    /// A light stroke to one side.
    pub(super) const fn of(side: Side) -> Self {
        Self(1 << (side as u8 * 2))
    }

    /// The stroke to one side alone.
    pub(super) const fn only(self, side: Side) -> Self {
        Self(self.0 & (3 << (side as u8 * 2)))
    }

    /// The same strokes to the other sides.
    pub(super) const fn turned(self) -> Self {
        Self(self.0.rotate_left(4))
    }

    pub(super) const fn weight(self, side: Side) -> Weight {
        match (self.0 >> (side as u8 * 2)) & 3 {
            0 => Weight::None,
            1 => Weight::Light,
            2 => Weight::Heavy,
            _ => Weight::Double,
        }
    }

    pub(super) const fn has(self, side: Side) -> bool {
        (self.0 >> (side as u8 * 2)) & 3 != 0
    }

    pub(super) const fn both(self, one: Side, other: Side) -> bool {
        self.has(one) && self.has(other)
    }

    pub(super) const fn is_upright(self) -> bool {
        self.both(Side::North, Side::South)
    }

    pub(super) const fn is_across(self) -> bool {
        self.both(Side::East, Side::West)
    }

    pub(super) const fn any_upright(self) -> bool {
        self.has(Side::North) || self.has(Side::South)
    }

    pub(super) const fn any_across(self) -> bool {
        self.has(Side::East) || self.has(Side::West)
    }

    /// Whether a stroke leaves to either side of the way.
    pub(super) const fn crosses(self, side: Side) -> bool {
        if side.is_vertical() { self.any_across() } else { self.any_upright() }
    }

    pub(super) const fn plus(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn count(self) -> usize {
        Side::ALL.into_iter().filter(|&side| self.has(side)).count()
    }

    /// The strongest of the four.
    pub(super) fn strongest(self) -> Weight {
        Side::ALL.into_iter().map(|side| self.weight(side)).max().unwrap_or_default()
    }
}

/// A diagonal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slant {
    /// `/`
    Rising,
    /// `\`
    Falling,
}

impl Slant {
    pub(super) const fn of(c: char) -> Option<Self> {
        match c {
            '/' | '╱' => Some(Self::Rising),
            '\\' | '╲' => Some(Self::Falling),
            _ => None,
        }
    }

    /// The columns to the side that it goes over one row up, or one row down.
    pub(super) const fn aside(self, side: Side) -> isize {
        match (self, side) {
            (Self::Rising, Side::North) | (Self::Falling, Side::South) => 1,
            _ => -1,
        }
    }
}

/// A box-drawing character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) ports: Ports,
    pub(super) is_dashed: bool,
    pub(super) is_round: bool,
}

/// For each character of the block: two bits of weight for north, east, south, west; bit 8 for dashes, bit 9 for arcs.
const GLYPHS: [u16; 128] = [
    0x044, 0x088, 0x011, 0x022, 0x144, 0x188, 0x111, 0x122, 0x144, 0x188, 0x111, 0x122, 0x014, 0x018, 0x024, 0x028,
    0x050, 0x090, 0x060, 0x0a0, 0x005, 0x009, 0x006, 0x00a, 0x041, 0x081, 0x042, 0x082, 0x015, 0x019, 0x016, 0x025,
    0x026, 0x01a, 0x029, 0x02a, 0x051, 0x091, 0x052, 0x061, 0x062, 0x092, 0x0a1, 0x0a2, 0x054, 0x094, 0x058, 0x098,
    0x064, 0x0a4, 0x068, 0x0a8, 0x045, 0x085, 0x049, 0x089, 0x046, 0x086, 0x04a, 0x08a, 0x055, 0x095, 0x059, 0x099,
    0x056, 0x065, 0x066, 0x096, 0x05a, 0x0a5, 0x069, 0x09a, 0x0a9, 0x0a6, 0x06a, 0x0aa, 0x144, 0x188, 0x111, 0x122,
    0x0cc, 0x033, 0x01c, 0x034, 0x03c, 0x0d0, 0x070, 0x0f0, 0x00d, 0x007, 0x00f, 0x0c1, 0x043, 0x0c3, 0x01d, 0x037,
    0x03f, 0x0d1, 0x073, 0x0f3, 0x0dc, 0x074, 0x0fc, 0x0cd, 0x047, 0x0cf, 0x0dd, 0x077, 0x0ff, 0x214, 0x250, 0x241,
    0x205, 0x000, 0x000, 0x000, 0x040, 0x001, 0x004, 0x010, 0x080, 0x002, 0x008, 0x020, 0x048, 0x021, 0x084, 0x012,
];

/// What a box-drawing character with ports is; `None` for diagonals and for all else.
pub(super) fn glyph(c: char) -> Option<Glyph> {
    let index = usize::try_from(u32::from(c).checked_sub(0x2500)?).ok()?;
    let bits = *GLYPHS.get(index)?;
    let [ports, flags] = bits.to_le_bytes();
    (ports != 0).then_some(Glyph { ports: Ports(ports), is_dashed: flags & 1 != 0, is_round: flags & 2 != 0 })
}

/// The sides that an arrow of Unicode points to; empty for all else.
pub(super) const fn arrow(c: char) -> Sides {
    match c {
        '▶' | '►' | '▷' | '▹' | '▸' | '→' | '⟶' | '⇒' | '➔' | '➜' | '➤' | '➡' | '⭢' | '🡒' | '⯈' => {
            Sides::of(Side::East)
        }
        '◀' | '◄' | '◁' | '◂' | '←' | '⟵' | '⇐' | '⬅' | '⭠' | '⯇' => Sides::of(Side::West),
        '▲' | '△' | '▴' | '↑' | '⇑' | '⬆' | '⯅' => Sides::of(Side::North),
        '▼' | '▽' | '▾' | '↓' | '⇓' | '⬇' | '⯆' => Sides::of(Side::South),
        '↔' | '⇔' | '⟷' | '⇄' | '⇆' | '⇌' => Sides::of(Side::East).with(Side::West),
        '↕' | '⇕' | '⇅' => Sides::of(Side::North).with(Side::South),
        _ => Sides::NONE,
    }
}

/// Whether a head is drawn hollow.
pub(super) const fn is_hollow(c: char) -> bool {
    matches!(c, '▷' | '▹' | '◁' | '△' | '▽')
}

/// Whether a character belongs to words.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

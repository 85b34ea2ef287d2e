//! What colours mean: each colour variable of mermaid's theme as one of the roles that a site gives colours to.
//!
//! Roles → a theme for merman whose colours stand for nothing but themselves; colour of a drawing → [`Role`]. So a colour of
//! the theme is told from the same colour written by the author. Must never be used where the author chose a theme.

use serde_json::{Map, Value, json};

/// What a colour is for: `--dg-*` of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    Ink,
    Soft,
    Line,
    Fill,
    Fill2,
    Note,
    NoteLine,
    Paper,
    Accent,
    OnAccent,
    Good,
    Warn,
    Bad,
    /// One of twelve series.
    Series(u8),
}

/// Roles without the series, in the order of their codes.
pub(super) const PLAIN: [(Role, &str, char); 13] = [
    (Role::Ink, "--dg-ink", 'i'),
    (Role::Soft, "--dg-soft", 'o'),
    (Role::Line, "--dg-line", 'l'),
    (Role::Fill, "--dg-fill", 'f'),
    (Role::Fill2, "--dg-fill-2", 'g'),
    (Role::Note, "--dg-note", 'n'),
    (Role::NoteLine, "--dg-note-line", 'm'),
    (Role::Paper, "--dg-paper", 'p'),
    (Role::Accent, "--dg-accent", 'a'),
    (Role::OnAccent, "--dg-on-accent", 'x'),
    (Role::Good, "--dg-good", 'y'),
    (Role::Warn, "--dg-warn", 'w'),
    (Role::Bad, "--dg-bad", 'b'),
];

/// How many series there are.
pub(super) const SERIES: u8 = 12;

/// Red and blue of the colours that stand for roles; the green one counts the roles.
const MARK: (u8, u8) = (209, 127);
/// By how much the green of one role is more than that of the role before it.
const STEP: u8 = 7;
/// By how much kanban boards lighten the colours of the scale: a tenth of 510, the lightness of white.
const LIGHTENED: i32 = 51;

impl Role {
    /// How the role is spelt in the names of classes: a letter, or the number of a series.
    pub(super) fn code(self) -> String {
        match self {
            Self::Series(number) => number.to_string(),
            plain => {
                PLAIN.iter().find(|(role, ..)| *role == plain).map(|(.., code)| code.to_string()).unwrap_or_default()
            }
        }
    }

    /// Whether text in ink can be read on it, in light and in dark.
    pub(super) fn is_ground(self) -> bool {
        matches!(self, Self::Fill | Self::Fill2 | Self::Note | Self::Paper | Self::Series(_))
    }

    fn number(self) -> u8 {
        match self {
            Self::Series(number) => PLAIN.len() as u8 + number,
            plain => PLAIN.iter().position(|(role, ..)| *role == plain).unwrap_or_default() as u8,
        }
    }

    fn color(self) -> String {
        format!("#{:02x}{:02x}{:02x}", MARK.0, self.number() * STEP, MARK.1)
    }
}

/// The role that a colour stands for.
pub(super) fn role(rgb: [u8; 3]) -> Option<Role> {
    let numbers = 0..PLAIN.len() as u8 + SERIES;
    let is_mark = (rgb[0], rgb[2]) == MARK;
    let stands = |number: u8| if is_mark { number * STEP == rgb[1] } else { is_near(rgb, lightened(number)) };
    let found = numbers.into_iter().find(|number| stands(*number))?;
    match PLAIN.get(usize::from(found)) {
        Some((role, ..)) => Some(*role),
        None => Some(Role::Series(found - PLAIN.len() as u8)),
    }
}

/// The colour that a kanban board makes of that of a series: of the same hue and saturation, but lighter.
fn lightened(number: u8) -> [i32; 3] {
    let (r, g, b) = (i32::from(MARK.0), i32::from(number * STEP), i32::from(MARK.1));
    let (low, high) = (g.min(b), r);
    let lightness = low + high;
    // Saturation is the span of the parts by the room that the lightness leaves them.
    let room = |lightness: i32| (510 - lightness).min(lightness).max(1);
    let span = (high - low) * room(lightness + LIGHTENED) / room(lightness);
    let low_after = (lightness + LIGHTENED - span) / 2;
    [r, g, b].map(|part| low_after + (part - low) * span / (high - low).max(1))
}

fn is_near(rgb: [u8; 3], wanted: [i32; 3]) -> bool {
    rgb.iter().zip(wanted).all(|(part, wanted)| (i32::from(*part) - wanted).abs() <= 2)
}

/// The variables of the theme.
pub(super) fn variables() -> Value {
    let mut all = Map::new();
    for (role, names) in VARIABLES {
        for name in names.split_whitespace() {
            put(&mut all, name, role.color());
        }
    }
    for number in 0..SERIES {
        let color = Role::Series(number).color();
        for (prefix, first, count) in
            [("cScale", 0, 12), ("pie", 1, 12), ("fillType", 0, 8), ("git", 0, 8), ("venn", 1, 8)]
        {
            if number < count {
                put(&mut all, &format!("{prefix}{}", number + first), color.clone());
            }
        }
        for (prefix, role) in [
            ("cScaleInv", Role::Line),
            ("cScalePeer", Role::Line),
            ("cScaleLabel", Role::Ink),
            ("gitInv", Role::Ink),
            ("gitBranchLabel", Role::Ink),
            ("surface", Role::Fill),
            ("surfacePeer", Role::Line),
        ] {
            put(&mut all, &format!("{prefix}{number}"), role.color());
        }
    }
    let palette: Vec<String> = (0..SERIES).map(|number| Role::Series(number).color()).collect();
    put(&mut all, "xyChart.plotColorPalette", palette.join(","));
    Value::Object(all)
}

/// Sets `name`, or `group.name`.
fn put(all: &mut Map<String, Value>, name: &str, color: String) {
    match name.split_once('.') {
        Some((group, name)) => {
            let group = all.entry(group).or_insert_with(|| json!({}));
            group[name] = Value::String(color);
        }
        None => {
            all.insert(name.to_owned(), Value::String(color));
        }
    }
}

/// The colour variables of mermaid 12 by what they are for.
const VARIABLES: [(Role, &str); 15] = [
    (
        Role::Ink,
        "actorTextColor classText commitLabelColor labelColor labelTextColor loopTextColor noteTextColor nodeTextColor
        pieLegendTextColor pieSectionTextColor pieTitleTextColor primaryTextColor secondaryTextColor tertiaryTextColor
        quadrant1TextFill quadrant2TextFill quadrant3TextFill quadrant4TextFill quadrantPointTextFill quadrantTitleFill
        quadrantXAxisTextFill quadrantYAxisTextFill relationLabelColor requirementTextColor scaleLabelColor signalTextColor
        stateLabelColor tagLabelColor taskTextColor taskTextDarkColor taskTextLightColor taskTextOutsideColor textColor
        titleColor transitionLabelColor vennSetTextColor vennTitleTextColor cynefin.labelColor cynefin.textColor
        wardley.annotationTextColor wardley.axisTextColor wardley.componentLabelColor xyChart.dataLabelColor
        xyChart.legendTextColor xyChart.titleColor xyChart.xAxisLabelColor xyChart.xAxisTitleColor xyChart.yAxisLabelColor
        xyChart.yAxisTitleColor",
    ),
    (Role::Soft, "doneTaskBorderColor gridColor radar.graticuleColor wardley.gridColor"),
    (
        Role::Line,
        "activationBorderColor activeTaskBorderColor actorBorder actorLineColor archEdgeArrowColor archEdgeColor
        archGroupBorderColor arrowheadColor border1 border2 clusterBorder compositeBorder defaultLinkColor emArrowhead
        emCommandStroke emEventStroke emProcessorStroke emReadModelStroke emRelationStroke emSwimlaneBackgroundStroke
        emUiStroke flowContainerStroke gradientStart gradientStop innerEndBackground labelBoxBorderColor lineColor nodeBorder
        personBorder pieOuterStrokeColor pieStrokeColor primaryBorderColor quadrantExternalBorderStrokeFill
        quadrantInternalBorderStrokeFill relationColor requirementBorderColor secondaryBorderColor signalColor
        specialStateColor stateBorder tagLabelBorder taskBorderColor tertiaryBorderColor transitionColor cynefin.arrowColor
        cynefin.boundaryColor radar.axisColor wardley.annotationStroke wardley.axisColor wardley.componentStroke
        wardley.linkStroke xyChart.xAxisLineColor xyChart.xAxisTickColor xyChart.yAxisLineColor xyChart.yAxisTickColor",
    ),
    (
        Role::Fill,
        "activationBkgColor actorBkg compositeTitleBackground emUiFill labelBackgroundColor labelBoxBkgColor mainBkg nodeBkg
        personBkg primaryColor quadrant1Fill quadrant3Fill rectBkgColor requirementBackground sectionBkgColor stateBkg
        tagLabelBackground wardley.annotationFill attributeBackgroundColorEven rowEven altBackground",
    ),
    (
        Role::Fill2,
        "clusterBkg commitLabelBackground doneTaskBkgColor emSwimlaneBackgroundOdd excludeBkgColor quadrant2Fill quadrant4Fill
        secondBkg secondaryColor sectionBkgColor2 tertiaryColor",
    ),
    (Role::Note, "faceColor noteBkgColor"),
    (Role::NoteLine, "noteBorderColor"),
    (
        Role::Paper,
        "altSectionBkgColor attributeBackgroundColorOdd background compositeBackground edgeLabelBackground labelBackground
        relationLabelBackground rowOdd sequenceNumberColor wardley.backgroundColor wardley.componentFill
        xyChart.backgroundColor",
    ),
    (Role::Accent, "quadrantPointFill taskTextClickableColor vertLineColor"),
    (Role::Bad, "critBorderColor cynefin.cliffColor errorTextColor todayLineColor wardley.evolutionStroke wardleyEvolutionColor"),
    (Role::Series(0), "activeTaskBkgColor cynefin.complicatedBg emCommandFill"),
    (Role::Series(1), "taskBkgColor cynefin.clearBg emProcessorFill"),
    (Role::Series(2), "critBkgColor cynefin.chaoticBg emEventFill errorBkgColor"),
    (Role::Series(3), "cynefin.complexBg emReadModelFill"),
    (Role::Series(4), "cynefin.confusionBg"),
];

#[cfg(test)]
mod tests {
    use super::{PLAIN, Role, SERIES, role, variables};

    #[test]
    fn a_role_is_found_by_its_colour() {
        for number in 0..SERIES {
            assert_eq!(role([209, (PLAIN.len() as u8 + number) * 7, 127]), Some(Role::Series(number)));
        }
        for (index, (plain, ..)) in PLAIN.iter().enumerate() {
            assert_eq!(role([209, index as u8 * 7, 127]), Some(*plain));
        }
        for other in [[209, 1, 127], [209, 203, 127], [0, 0, 0]] {
            assert_eq!(role(other), None);
        }
    }

    #[test]
    fn all_variables_are_set() {
        let all = variables();
        assert_eq!(all["mainBkg"], Role::Fill.color());
        assert_eq!(all["cScale11"], Role::Series(11).color());
        assert_eq!(all["pie12"], Role::Series(11).color());
        assert_eq!(all["xyChart"]["titleColor"], Role::Ink.color());
    }
}

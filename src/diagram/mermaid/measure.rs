//! Tells merman how large text is: with the metrics of the font that drawings are shown in.
//!
//! A line of text and its style → pixels. Breaking of lines is left to merman; all that depends on the font is answered
//! here, so that boxes and labels fit each other. Must never ask the system for a font.

use std::sync::{Arc, LazyLock};

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, TextMeasurementPolicy, TextMeasurementProfile,
    TextMeasurementProfileIdentity, TextMeasurer, TextMetrics, TextStyle, WrapMode,
};

use crate::diagram::mermaid::mend::restored;
use crate::diagram::metrics::{ASCENT_EM, DESCENT_EM, Face, X_HEIGHT_EM, width_em};

/// Ems from one baseline of an SVG label to the next.
const LINE_EM: f64 = 1.1;
/// Ems from the baseline up to the hanging baseline, as browsers have it: four fifths of the ascent.
const HANGING_EM: f64 = 0.8 * ASCENT_EM;

static POLICY: LazyLock<TextMeasurementPolicy> = LazyLock::new(|| {
    let name = MeasurementProfileId::new("quadrille").expect("the name is not empty");
    let identity = TextMeasurementProfileIdentity::new(name, "1").expect("the version is not empty");
    let wrapping = DeterministicTextMeasurer::default().with_width_callback(width_px);
    TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, Arc::new(Measurer { wrapping })))
});

/// The policy for all phases.
pub(super) fn policy() -> TextMeasurementPolicy {
    POLICY.clone()
}

/// The face that a style is shown in: authors' families do not count, since pages do not have them.
pub(super) fn face(family: Option<&str>, weight: Option<&str>) -> Face {
    if family.is_some_and(is_monospace) {
        return Face::Mono;
    }
    let bold = weight.is_some_and(|weight| {
        let weight = weight.trim();
        matches!(weight, "bold" | "bolder") || weight.parse::<f64>().is_ok_and(|number| number >= 600.0)
    });
    if bold { Face::Bold } else { Face::Regular }
}

/// Whether a list of families is one of monospace fonts.
pub(super) fn is_monospace(family: &str) -> bool {
    let family = family.to_ascii_lowercase();
    ["mono", "courier", "consolas", "menlo"].iter().any(|name| family.contains(name))
}

fn width_px(text: &str, style: &TextStyle) -> f64 {
    width_em(&restored(text), face(style.font_family.as_deref(), style.font_weight.as_deref())) * size_px(style)
}

fn size_px(style: &TextStyle) -> f64 {
    style.font_size.max(1.0)
}

/// Height of the font's box: browsers round what is above the baseline and what is below it to whole pixels.
fn box_px(text: &str, style: &TextStyle) -> f64 {
    if text.trim().is_empty() { 0.0 } else { ascent_px(style) + (DESCENT_EM * size_px(style)).round() }
}

fn ascent_px(style: &TextStyle) -> f64 {
    (ASCENT_EM * size_px(style)).round()
}

/// The width of a line in the font that pages have by themselves. Mermaid asks here in a font whose name is no CSS, so
/// that browsers measure in Times; sequences are as wide as that makes them.
fn serif_em(text: &str) -> f64 {
    let advance = |c: char| match u32::from(c).checked_sub(32).and_then(|at| TIMES.get(at as usize)) {
        Some(units) => f64::from(*units) / 2048.0,
        None => NARROWER * width_em(c.encode_utf8(&mut [0; 4]), Face::Regular),
    };
    restored(text).chars().map(advance).sum()
}

/// By what Times is narrower than sans-serif fonts, about.
const NARROWER: f64 = 0.925;

/// Advances of Times from the space on, in units of 1/2048 em.
const TIMES: [u16; 95] = [
    512, 682, 836, 1024, 1024, 1706, 1593, 369, 682, 682, 1024, 1155, 512, 682, 512, 569, 1024, 1024, 1024, 1024, 1024,
    1024, 1024, 1024, 1024, 1024, 569, 569, 1155, 1155, 1155, 909, 1886, 1479, 1366, 1366, 1479, 1251, 1139, 1479,
    1479, 682, 797, 1479, 1251, 1821, 1479, 1479, 1139, 1479, 1366, 1139, 1251, 1479, 1479, 1933, 1479, 1479, 1251,
    682, 569, 682, 961, 1024, 682, 909, 1024, 909, 1024, 909, 682, 1024, 1024, 569, 569, 1024, 569, 1593, 1024, 1024,
    1024, 1024, 682, 797, 569, 1024, 1024, 1479, 1024, 1024, 909, 983, 410, 983, 1108,
];

struct Measurer {
    wrapping: Arc<dyn TextMeasurer + Send + Sync>,
}

impl TextMeasurer for Measurer {
    fn measure_html_line_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        width_px(text, style)
    }

    fn measure_html_line_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.wrapping.measure_html_line_height_px(text, style)
    }

    fn measure(&self, text: &str, style: &TextStyle) -> TextMetrics {
        self.measure_wrapped(text, style, None, WrapMode::SvgLike)
    }

    fn measure_svg_text_computed_length_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.wrapping.measure_svg_text_computed_length_px(text, style)
    }

    fn measure_svg_text_bbox_x(&self, text: &str, style: &TextStyle) -> (f64, f64) {
        self.wrapping.measure_svg_text_bbox_x(text, style)
    }

    fn measure_svg_simple_text_bbox_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.wrapping.measure_svg_simple_text_bbox_width_px(text, style)
    }

    fn measure_svg_raw_text_bbox_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.wrapping.measure_svg_raw_text_bbox_width_px(text, style)
    }

    fn measure_svg_preserved_raw_text_bbox_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.wrapping.measure_svg_preserved_raw_text_bbox_width_px(text, style)
    }

    fn measure_svg_raw_text_bbox_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        box_px(text, style)
    }

    fn measure_svg_raw_text_bbox_y_offset_px(&self, _: &str, style: &TextStyle) -> Option<f64> {
        Some(-ascent_px(style))
    }

    fn measure_svg_raw_text_middle_bbox_y_offset_px(&self, _: &str, style: &TextStyle) -> Option<f64> {
        Some(X_HEIGHT_EM / 2.0 * size_px(style) - ascent_px(style))
    }

    fn measure_svg_raw_text_hanging_bbox_y_offset_px(&self, _: &str, style: &TextStyle) -> Option<f64> {
        Some(HANGING_EM * size_px(style) - ascent_px(style))
    }

    fn measure_svg_preserved_tspan_text_bbox_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.wrapping.measure_svg_preserved_tspan_text_bbox_width_px(text, style)
    }

    fn measure_svg_tspan_text_bbox_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        box_px(text, style)
    }

    fn measure_svg_simple_text_bbox_height_px(&self, text: &str, style: &TextStyle) -> f64 {
        box_px(text, style)
    }

    // The text stands at y = -10.1, its row at -0.1em and 1.1em further down: one em below in all.
    fn measure_svg_create_text_bbox_y_offset_px(&self, _: &str, style: &TextStyle) -> f64 {
        size_px(style) - ascent_px(style)
    }

    fn measure_svg_create_text_middle_bbox_y_offset_px(&self, _: &str, style: &TextStyle) -> f64 {
        (1.0 + X_HEIGHT_EM / 2.0) * size_px(style) - ascent_px(style)
    }

    fn measure_canvas_text_width_px(&self, text: &str, style: &TextStyle) -> f64 {
        self.wrapping.measure_canvas_text_width_px(text, style)
    }

    fn measure_mermaid_calculate_text_dimensions(&self, text: &str, style: &TextStyle) -> TextMetrics {
        let inner = self.wrapping.measure_mermaid_calculate_text_dimensions(text, style);
        if inner.height <= 0.0 {
            return TextMetrics { height: 0.0, ..inner };
        }
        let size = size_px(style);
        // Mermaid's own family ends with a `;` here. Those that authors or other types name are names.
        let is_default = style.font_family.as_deref().is_some_and(|family| family.contains("trebuchet"));
        let width = if is_default { serif_em(text.trim()) * size } else { inner.width };
        TextMetrics { height: (ASCENT_EM + DESCENT_EM) * size, width, ..inner }
    }

    fn measure_wrapped(
        &self,
        text: &str,
        style: &TextStyle,
        max_width: Option<f64>,
        wrap_mode: WrapMode,
    ) -> TextMetrics {
        self.measure_wrapped_with_raw_width(text, style, max_width, wrap_mode).0
    }

    fn measure_wrapped_with_raw_width(
        &self,
        text: &str,
        style: &TextStyle,
        max_width: Option<f64>,
        wrap_mode: WrapMode,
    ) -> (TextMetrics, Option<f64>) {
        let (inner, raw) = self.wrapping.measure_wrapped_with_raw_width(text, style, max_width, wrap_mode);
        let height = match wrap_mode {
            WrapMode::HtmlLike => inner.height,
            WrapMode::SvgLike | WrapMode::SvgLikeSingleRun if inner.height > 0.0 => {
                let gaps = f64::from(u32::try_from(inner.line_count.saturating_sub(1)).unwrap_or(u32::MAX));
                gaps * LINE_EM * size_px(style) + box_px("x", style)
            }
            WrapMode::SvgLike | WrapMode::SvgLikeSingleRun => 0.0,
        };
        (TextMetrics { height, ..inner }, raw)
    }
}

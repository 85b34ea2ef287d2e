//! Runs merman: the only file that asks it for anything.
//!
//! Text of a diagram → its SVG as mermaid would have it, its type and its model. Limits of time and size hold for each
//! run, and a panic inside ends the run alone. Must never reach the disk, the clock of the day or the network.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use std::time::Duration;

use merman::svg::{IconRegistry, LayoutOptions, RenderResourcePolicy, SvgRenderOptions};
use merman::{
    Engine, MermaidConfig, OperationControl, ParseOptions, RenderOutput, RenderRequest, RenderTarget, Renderer,
    SemanticArtifact, SvgEnvironment, SvgRequest,
};
use serde_json::{Value, json};

use crate::diagram::Fault;
use crate::diagram::mermaid::paint::{Paint, Palette, Use};
use crate::diagram::mermaid::{fault, measure, mend, theme};

/// Id of the drawing while it is merman's.
pub(super) const ID: &str = "dg";

/// How long one diagram may take: the slowest of two thousand real ones takes a tenth of a second.
const LIMIT: Duration = Duration::from_secs(5);
/// Bytes of the longest diagram.
const LONGEST: usize = 512 * 1024;
/// Draws in colours that stand for roles.
static SITE: LazyLock<Colored> =
    LazyLock::new(|| [false, true].map(|has_circles| renderer(Some(theme::variables()), has_circles)));

/// Draws in the colours of the theme that the author chose.
static AUTHOR: LazyLock<Colored> = LazyLock::new(|| [false, true].map(|has_circles| renderer(None, has_circles)));

/// For diagrams without circles, and with some.
type Colored = [Renderer; 2];

/// What diagrams look like that do not say it themselves.
const THEME: &str = "default";
const LOOK: &str = "classic";
const LAYOUT: &str = "dagre";

/// Types for which merman has a theme and a look of their own, and those with an arrangement of their own.
const THEMED: [&str; 10] =
    ["agentflow", "class", "er", "flowchart", "requirement", "sequence", "state", "swimlane", "usecase", "venn"];
const ARRANGED: [&str; 2] = ["state", "swimlane"];

fn renderer(variables: Option<Value>, has_circles: bool) -> Renderer {
    let mut config = json!({
        "theme": THEME,
        "look": LOOK,
        "layout": LAYOUT,
        "handDrawnSeed": 1,
        "deterministicIds": true,
        "maxEdges": 5000,
        "maxTextSize": LONGEST,
    });
    if let Some(variables) = variables {
        config["themeVariables"] = variables;
    }
    // What a type has otherwise is set for each diagram, and then the whole configuration is copied and the theme worked
    // out anew, which takes longer than all else.
    for section in THEMED {
        config[section] = json!({"theme": THEME, "look": LOOK});
    }
    for section in ARRANGED {
        config[section]["layout"] = json!(LAYOUT);
    }
    if has_circles {
        // merman makes circles as wide as boxes are at least, and then as high: mermaid does so for boxes alone.
        config["flowchart"]["minNodeWidth"] = json!(0);
    }
    let engine = Engine::new().with_site_config(MermaidConfig::from_value(config));
    Renderer::new().with_engine(engine).with_parse_options(ParseOptions::strict())
}

/// What merman makes of a diagram.
pub(super) struct Made {
    /// Its SVG, untouched: styles, HTML in labels and all.
    pub svg: String,
    pub palette: Palette,
    /// What it stands on, where the author chose a theme.
    pub background: Option<Paint>,
    /// What it says.
    pub model: Model,
}

/// What a diagram says.
pub(super) struct Model {
    /// The name of its type: `flowchart-v2`, `sequence`.
    pub kind: String,
    /// Title of the front matter.
    pub title: Option<String>,
    /// Boxes, edges and all else, in the words of merman.
    pub value: Value,
}

/// Reads a diagram.
pub(super) fn read(source: &str) -> Result<Model, Fault> {
    guarded(source, || model(&prepared(&AUTHOR[0], source)?, source))
}

/// Draws a diagram for a page of some width.
pub(super) fn make(source: &str, icons: Option<IconRegistry>, width_px: f64) -> Result<Made, Fault> {
    guarded(source, || {
        let mut artifact = prepared(fitting(&SITE, source), source)?;
        let palette = palette(&artifact);
        let mut background = None;
        if palette == Palette::Author {
            artifact = prepared(fitting(&AUTHOR, source), source)?;
            background = Paint::of(ground(&artifact), Use::Fill, palette);
        }
        let model = model(&artifact, source)?;
        let mut environment = SvgEnvironment::deterministic()
            .with_text_measurement_policy(measure::policy())
            .with_resource_policy(RenderResourcePolicy::interactive());
        if let Some(icons) = icons {
            environment = environment.with_icon_registry(icons);
        }
        let request = SvgRequest {
            environment,
            layout: LayoutOptions::headless_svg_defaults().with_container_size(width_px, 800.0),
            options: SvgRenderOptions { diagram_id: Some(ID.to_owned()), ..SvgRenderOptions::default() },
            ..SvgRequest::default()
        };
        match artifact.render(RenderTarget::Svg(request)) {
            Ok(RenderOutput::Svg(Some(output))) => Ok(Made { svg: output.into_parts().0, palette, background, model }),
            Ok(_) => Err(fault::empty(source)),
            Err(error) => Err(fault::of(source, &error)),
        }
    })
}

/// Whether a flowchart has nodes that are circles.
fn has_circles(source: &str) -> bool {
    source.contains("((")
        || ["circle", "circ", "dbl-circ"].iter().any(|shape| source.contains(&format!("shape: {shape}")))
}

/// The renderer for a source.
fn fitting<'a>(renderers: &'a Colored, source: &str) -> &'a Renderer {
    &renderers[usize::from(has_circles(source))]
}

fn prepared(renderer: &Renderer, source: &str) -> Result<SemanticArtifact, Fault> {
    let control = OperationControl::new().with_deadline(LIMIT);
    match renderer.render(RenderRequest::semantic(source, control)) {
        Ok(RenderOutput::Semantic(Some(artifact))) => Ok(artifact),
        Ok(_) => Err(fault::empty(source)),
        Err(error) => Err(fault::of(source, &error)),
    }
}

/// What a diagram with colours of its own stands on: white, as on most pages, unless it says so or its theme is dark.
fn ground(artifact: &SemanticArtifact) -> &str {
    let own = artifact.metadata().config.as_value();
    let is_dark = own.get("theme").and_then(Value::as_str).is_some_and(|theme| theme.contains("dark"));
    let config = if is_dark { artifact.metadata().effective_config.as_value() } else { own };
    config.pointer("/themeVariables/background").and_then(Value::as_str).unwrap_or("white")
}

/// Whose colours a diagram wants.
fn palette(artifact: &SemanticArtifact) -> Palette {
    let config = artifact.metadata().config.as_value();
    let theme = config.get("theme").and_then(Value::as_str).unwrap_or("default");
    let colored =
        |value: &Value| value.as_str().is_some_and(|text| Paint::of(text, Use::Fill, Palette::Author).is_some());
    let variables = config.get("themeVariables").and_then(Value::as_object);
    let sets = variables.is_some_and(|all| {
        all.values().any(|value| colored(value) || value.as_object().is_some_and(|group| group.values().any(colored)))
    });
    let css = config.get("themeCSS").and_then(Value::as_str).is_some_and(|css| !css.trim().is_empty());
    if theme == "default" && !sets && !css { Palette::Site } else { Palette::Author }
}

fn model(artifact: &SemanticArtifact, source: &str) -> Result<Model, Fault> {
    let metadata = artifact.metadata();
    let json = artifact.compatibility_json().map_err(|error| fault::of(source, &error))?;
    let mut value = json.into_unmanaged_value();
    if let Some(fields) = value.as_object_mut() {
        // The whole configuration, which the diagram did not say.
        fields.remove("config");
    }
    let text = value.to_string();
    let restored = mend::decoded(&mend::restored(&text));
    if restored != text {
        value = serde_json::from_str(&restored).unwrap_or(value);
    }
    Ok(Model { kind: metadata.diagram_type.clone(), title: metadata.title.clone(), value })
}

/// Keeps what goes wrong inside to one diagram.
fn guarded<T>(source: &str, run: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    if source.len() > LONGEST {
        return Err(fault::whole(source, format!("the diagram is longer than {} KB", LONGEST / 1024)));
    }
    catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(fault::whole(source, "the renderer failed on this diagram".to_owned())))
}

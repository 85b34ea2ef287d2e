//! From one site to the next: look, build, put on, tell.
//!
//! `watch` → `rebuild` → `stage`. A site is put on only when it is whole: with templates that can be rendered, and
//! without a new fault that would keep it from being published. Findings come after it, so that pages wait for none.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::Zoned;

use crate::report::counted;
use crate::serve::generation::Generation;
use crate::serve::problem::Problem;
use crate::serve::rebuild::{Builder, Built, Sources};
use crate::serve::stage::Stage;
use crate::serve::terminal::Terminal;
use crate::serve::watch::{Followed, Watch};
use crate::serve::{Notice, Options, ServeError};

/// Keeps the site up to date.
pub(super) struct Preview {
    builder: Builder,
    watch: Watch,
    stage: Arc<Stage>,
    terminal: Terminal,
    /// What the site on stage is made of.
    sources: Sources,
    /// The number of the generation on stage.
    generation: u64,
    /// Why the sources cannot be made into a site; empty where they can.
    obstacles: Vec<Problem>,
}

impl Preview {
    /// Makes the first site.
    pub(super) fn new(options: Options, url: String) -> Result<Self, ServeError> {
        let terminal = Terminal::new(&options);
        let mut builder = Builder::new(options.request, url);
        let mut watch = match options.notice {
            Notice::FromSystem => Watch::new(),
            Notice::ByTheClock => Watch::by_the_clock(),
        };
        let failed = |problems: Vec<Problem>| {
            ServeError::Sources(problems.iter().map(Problem::in_full).collect::<Vec<_>>().join("\n"))
        };
        let mut built = builder.build().map_err(failed)?;
        follow(&mut watch, &builder, &terminal);
        // What changed between the reading and the watching.
        if let Some(again) = builder.build().map_err(failed)? {
            built = Some(again);
        }
        let Some(Built { site, sources }) = built else { return Err(failed(Vec::new())) };
        builder.accept(&sources);
        let generation = milliseconds();
        let first = Generation::new(generation, &sources.config.root, site);
        first.file("index.html").map_err(|error| failed(vec![Problem::of_template(&error)]))?;
        let stage = Arc::new(Stage::new(first));
        Ok(Self { builder, watch, stage, terminal, sources, generation, obstacles: Vec::new() })
    }

    /// Where the site is on.
    pub(super) fn stage(&self) -> Arc<Stage> {
        self.stage.clone()
    }

    /// How many cards the site has.
    pub(super) fn card_count(&self) -> usize {
        self.sources.loaded.graph.cards.len()
    }

    /// Goes from site to site for ever.
    pub(super) fn keep_up(mut self) {
        self.tell_findings();
        loop {
            self.watch.wait(!self.obstacles.is_empty());
            while self.look() == Followed::More {}
        }
    }

    /// Looks at the sources once; puts on what they make, or tells why they make nothing. Gives back whether there are
    /// folders in which more may have happened.
    fn look(&mut self) -> Followed {
        let start = Instant::now();
        // What went wrong in one look is found again or mended by the next: nothing is kept that depends on it.
        let built = catch_unwind(AssertUnwindSafe(|| self.next()))
            .unwrap_or_else(|_| Err(vec![Problem::new("the site could not be made: a fault of quadrille itself")]));
        let followed = follow(&mut self.watch, &self.builder, &self.terminal);
        match built {
            Ok(None) => {}
            Ok(Some((generation, sources))) => {
                let is_healed = !std::mem::take(&mut self.obstacles).is_empty();
                self.generation = generation.number;
                self.stage.put_on(generation, sources.assets.clone());
                self.sources = sources;
                let cards = counted(self.card_count(), "card");
                let mended = if is_healed { ", and all is well again" } else { "" };
                self.terminal.log(&format!("Rebuilt {cards} in {} ms{mended}", start.elapsed().as_millis()));
                // Who saves again before the findings are there gets the next site first.
                if !self.watch.is_behind() {
                    self.tell_findings();
                }
            }
            Err(problems) if problems == self.obstacles => {}
            Err(problems) => {
                self.terminal.log("Not rebuilt: the last site stays until this is mended");
                for problem in &problems {
                    self.terminal.say(&problem.lines());
                }
                self.stage.complain(problems.clone(), true);
                self.obstacles = problems;
            }
        }
        followed
    }

    /// Makes the next site, and the pages that are looked at; nothing where nothing changed.
    fn next(&mut self) -> Result<Option<(Generation, Sources)>, Vec<Problem>> {
        let Some(Built { site, sources }) = self.builder.build()? else {
            return if self.obstacles.is_empty() { Ok(None) } else { Err(self.obstacles.clone()) };
        };
        let faults = self.builder.new_faults(&sources);
        if !faults.is_empty() {
            return Err(self.terminal.problems(&faults, &sources));
        }
        let generation = Generation::new(self.generation + 1, &sources.config.root, site);
        for page in self.stage.recent().iter().map(String::as_str).chain(["index.html"]) {
            generation.file(page).map_err(|error| vec![Problem::of_template(&error)])?;
        }
        self.builder.accept(&sources);
        Ok(Some((generation, sources)))
    }

    #[expect(clippy::disallowed_methods, reason = "a server runs from one day into the next")]
    fn tell_findings(&mut self) {
        let found = self.sources.findings(Zoned::now().date());
        let problems = self.terminal.problems(&found, &self.sources);
        self.terminal.tell_new(&problems);
        self.stage.complain(problems, false);
    }
}

/// Follows the folders of the sources.
fn follow(watch: &mut Watch, builder: &Builder, terminal: &Terminal) -> Followed {
    let followed = watch.follow(builder.folders());
    if let Followed::GivenUp(reason) = &followed {
        terminal.say(&format!("note: changes are looked for every second, because the system does not tell: {reason}"));
    }
    followed
}

/// The number of the first generation: higher than that of any earlier run.
#[expect(clippy::disallowed_methods, reason = "pages that an earlier run has loaded must know that they are older")]
fn milliseconds() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.ok().and_then(|since| u64::try_from(since.as_millis()).ok()).unwrap_or(1)
}

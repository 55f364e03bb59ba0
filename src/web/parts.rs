//! What waits for later parts of the program: a release build comes in several, so that
//! one can begin and answer before all of it is there (`.ci/parts/divide.mjs`,
//! `public/boot.js`).

use leptos::prelude::*;

use super::browser::{self, Stage};

/// How much of the program has come. Provided by the app.
#[derive(Clone, Copy)]
pub struct Come {
    in_use: RwSignal<bool>,
    whole: RwSignal<bool>,
}

impl Come {
    /// Follows what comes.
    pub fn follow() -> Self {
        let [in_use, whole] = [Stage::Use, Stage::Whole].map(|stage| {
            let has_come = RwSignal::new(false);
            let is_here = browser::when(stage, move |_| {
                if !has_come.get_untracked() {
                    has_come.set(true);
                }
            });
            has_come.set(is_here);
            has_come
        });
        Self { in_use, whole }
    }

    /// Whether so much is here; what is shown at all has the first answers. Tracked.
    pub fn has(self, stage: Stage) -> bool {
        match stage {
            Stage::Answers => true,
            Stage::Use => self.in_use.get(),
            Stage::Whole => self.whole.get(),
        }
    }
}

/// Builds a view that is there only at times in a function of its own: the program is
/// divided by functions, and who never has a use for it need not load it.
#[inline(never)]
pub fn apart<V: IntoView + 'static>(view: impl FnOnce() -> V) -> AnyView {
    view().into_any()
}

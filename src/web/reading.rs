//! What only looks at an assessment: its model, what was said, and every figure. Charts,
//! the title block, a shared link and a kept state need nothing else, and so nothing can
//! be said through them by mistake.

use leptos::prelude::*;

use super::live::memo;
use crate::assessment::{Assessment, AssessmentId};
use crate::model::Model;
use crate::scoring::{self, ScoreSheet};

/// An assessment to look at.
#[derive(Clone, Copy)]
pub struct Reading {
    /// What the answers were given to.
    pub model: &'static Model,
    assessment: Signal<Assessment>,
    sheet: Memo<ScoreSheet>,
}

impl Reading {
    /// Of one that does not change: what a link holds, or a state that was kept.
    pub fn of(model: &'static Model, assessment: Assessment) -> Self {
        Self::following(model, RwSignal::new(assessment).into())
    }

    /// Of one that changes as it is worked on.
    pub fn following(model: &'static Model, assessment: Signal<Assessment>) -> Self {
        let sheet = memo(move || assessment.with(|it| scoring::score(model, it)));
        Self { model, assessment, sheet }
    }

    /// The identity.
    pub fn id(self) -> AssessmentId {
        self.look(|it| it.id().clone())
    }

    /// Reads something of the assessment. Tracked.
    pub fn read<T>(self, read: impl FnOnce(&Assessment) -> T) -> T {
        self.assessment.with(read)
    }

    /// Follows it without reading anything: nothing is read of one that has been left.
    pub fn track(self) {
        self.assessment.track();
    }

    /// The same as it is now. Not tracked.
    pub fn look<T>(self, read: impl FnOnce(&Assessment) -> T) -> T {
        self.assessment.with_untracked(read)
    }

    /// A memo over something of the assessment.
    pub fn slice<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Assessment) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        memo(move || self.read(&read))
    }

    /// Reads something of the figures. Tracked.
    pub fn figures<T>(self, read: impl FnOnce(&ScoreSheet) -> T) -> T {
        self.sheet.with(read)
    }

    /// The same as they are now. Not tracked.
    pub fn figures_now<T>(self, read: impl FnOnce(&ScoreSheet) -> T) -> T {
        self.sheet.with_untracked(read)
    }
}

//! Addresses of the open assessment, and the place in it that an address names.

use leptos::prelude::*;

use super::Desk;
use crate::assessment::AssessmentId;
use crate::model::ProcessIx;
use crate::questionnaire;
use crate::route::{Route, Spot};

impl Desk {
    /// The fragment of a page of the open assessment.
    pub fn link(self, to: fn(AssessmentId) -> Route) -> String {
        to(self.id()).fragment()
    }

    /// The place that an address of the questionnaire points to, with the first
    /// process in scope when it names none.
    pub fn spot(self, route: &Route) -> (ProcessIx, Spot) {
        let spot = match route {
            // Of a place that the model does not have another page is shown.
            Route::Assess(_, it) | Route::Flash(_, it) => it.find(self.model).unwrap_or_default(),
            _ => Spot::default(),
        };
        let first = || self.assessment.with_untracked(|it| questionnaire::first(self.model, it));
        (spot.process.unwrap_or_else(first), spot)
    }
}

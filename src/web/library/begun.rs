//! What was begun and not stored, as nothing has been said in it: a look at the first
//! page of an assessment leaves none behind. The memory of the tab keeps it across a
//! reload. And the sample, which is there as soon as somebody wants to see it.

use leptos::prelude::*;

use super::Library;
use crate::assessment::{Assessment, AssessmentId, Clock, Edit, Key, Value};
use crate::web::browser::{self, links};
use crate::web::names;

impl Library {
    /// Begins an assessment in which nothing is said yet, and returns its id. It is
    /// stored with the first thing that is said; until then this tab alone knows it.
    pub fn begin_blank(self) -> AssessmentId {
        if let Some(begun) = self.begun().filter(|it| !self.has(it.id())) {
            return begun.id().clone();
        }
        let id = AssessmentId::from_random(browser::random_bits());
        let now = browser::now_ms();
        links::keep_for_tab(names::BEGUN, &format!("{id} {now}"));
        self.begun.set_value(Some(self.blank(id.clone(), now)));
        id
    }

    /// What was begun in this tab, before it was reloaded or since.
    pub(super) fn begun(self) -> Option<Assessment> {
        if let Some(begun) = self.begun.get_value() {
            return Some(begun);
        }
        let kept = links::kept_for_tab(names::BEGUN)?;
        let (id, at) = kept.split_once(' ')?;
        Some(self.blank(AssessmentId::parse(id)?, at.parse().ok()?))
    }

    fn blank(self, id: AssessmentId, now_ms: u64) -> Assessment {
        let mut blank = Assessment::new(id);
        if let Some(edit) = Edit::new(Key::Created, Some(Value::Time(now_ms))) {
            blank.apply(edit, Clock::start(now_ms, self.writer()));
        }
        blank
    }

    /// Whether it was begun in this tab and is not stored.
    pub fn is_blank(self, id: &AssessmentId) -> bool {
        self.begun().is_some_and(|it| it.id() == id) && !self.has(id)
    }

    /// Stores what was only begun, before something is said in it or hung on it.
    pub fn settle(self, id: &AssessmentId) {
        if self.has(id) {
            return;
        }
        if let Some(begun) = self.begun().filter(|it| it.id() == id) {
            links::forget_for_tab(names::BEGUN);
            self.begun.set_value(None);
            // What is refused stays in memory, and the desk says so.
            let _ = self.write_again(&begun);
        }
    }

    /// The sample, added if it is not here; `None` when the build is damaged.
    pub fn sample(self) -> Option<AssessmentId> {
        let here = untrack(|| self.all());
        if let Some(sample) = here.iter().find(|it| it.is_sample()) {
            return Some(sample.id().clone());
        }
        let id = AssessmentId::from_random(browser::random_bits());
        let sample = crate::bank::sample(self.shipped(), id, browser::now_ms())?;
        // What is refused stays in memory, and the desk says so.
        let _ = self.write_again(&sample);
        Some(sample.id().clone())
    }
}

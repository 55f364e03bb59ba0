//! What is said of each assessment where many are listed is noted a while after they have
//! been listed, and looked up again then, a few at a time: a note that is wrong, whatever
//! made it so, does not stay.

use std::sync::Arc;

use leptos::prelude::*;

use super::Library;
use crate::assessment::AssessmentId;
use crate::catalogue::Listed;
use crate::document::records;
use crate::scoring;
use crate::web::browser::{self, Stage, events};
use crate::web::names;

/// So long after a list has been shown, in milliseconds.
const FIRST_MS: i32 = 2_000;
/// So long after each of them: nobody waits for it, and somebody may be typing.
const NEXT_MS: i32 = 100;

impl Library {
    /// Notes what is said of all assessments, when there is time for it.
    pub fn note_listing(self) {
        if self.is_lasting() {
            let begin = move || {
                let all = untrack(|| self.everything_listed());
                self.drop_notes(&all);
                self.note_next(all.iter().map(|it| it.id.clone()).collect());
            };
            browser::when(Stage::Whole, move |_| events::later(FIRST_MS, begin));
        }
    }

    /// Takes away the notes of what is gone: another tab removed it while one was being made.
    fn drop_notes(self, all: &[Arc<Listed>]) {
        let store = self.store();
        for key in self.take_notes() {
            let id = key.strip_prefix(names::LISTED);
            if !all.iter().any(|it| Some(it.id.as_str()) == id) {
                store.remove(&key);
            }
        }
    }

    fn note_next(self, mut left: Vec<AssessmentId>) {
        let Some(id) = left.pop() else { return };
        match self.found(&id) {
            Some((it, false)) => self.note(&it),
            Some((it, true)) => self.look_up(&it),
            None => {}
        }
        events::later(NEXT_MS, move || self.note_next(left));
    }

    fn note(self, it: &Listed) {
        let text = it.text(self.model_of(&it.id));
        if self.store().get(&names::listed(&it.id)).as_deref() != Some(&text) {
            self.store().note_listed(&it.id, &text);
        }
    }

    /// Compares a note with what is stored. That is read for this alone and let go of:
    /// nobody may ever look at it.
    fn look_up(self, noted: &Listed) {
        let id = &noted.id;
        let (model, store) = (self.model_of(id), self.store());
        if !self.has(id) {
            return;
        }
        let assessment = match self.unread(id) {
            Some(names) => {
                let records = names.into_iter().filter_map(|name| {
                    let json = store.get(&names::record(id, &name))?;
                    Some((name, json))
                });
                records::from_records(model, id, records).0
            }
            None => match untrack(|| self.stored(id)) {
                Some(it) => it.assessment().clone(),
                None => return,
            },
        };
        let sheet = scoring::score(model, &assessment);
        let now = Listed::of(model, &assessment, &sheet, browser::now_ms());
        if now == *noted {
            self.confirm(id);
        } else {
            self.note(&now);
            self.touched(&names::record(id, names::MODEL));
        }
    }
}

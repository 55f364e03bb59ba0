//! What is said of each assessment where many are listed is noted a while after they have
//! been listed, and looked up again then, one at a time.

use super::Library;
use crate::assessment::AssessmentId;
use crate::web::browser::{self, Stage, events};

/// So long after a list has been shown, in milliseconds.
const FIRST_MS: i32 = 2_000;
/// So long after each of them: nobody waits for it, and somebody may be typing.
const NEXT_MS: i32 = 100;

impl Library {
    /// Notes what is said of all assessments, when there is time for it.
    pub fn note_listing(self) {
        if self.is_lasting() {
            let begin = move || {
                let kept = self.kept();
                let all = kept.everything_listed(browser::now_ms());
                kept.drop_notes(&all);
                self.note_next(all.iter().map(|it| it.id.clone()).collect());
            };
            browser::when(Stage::Whole, move |_| events::later(FIRST_MS, begin));
        }
    }

    fn note_next(self, mut left: Vec<AssessmentId>) {
        let Some(id) = left.pop() else { return };
        self.kept().note(&id, browser::now_ms());
        events::later(NEXT_MS, move || self.note_next(left));
    }
}

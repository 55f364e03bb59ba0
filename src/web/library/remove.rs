//! What is removed here.

use leptos::prelude::*;

use super::{Library, News};
use crate::assessment::{Assessment, AssessmentId};
use crate::library::shelf;
use crate::route;
use crate::store::WriteError;
use crate::web::browser::journal::Journal;
use crate::web::wording::display_name;
use crate::words::news;

impl Library {
    /// Removes an assessment.
    pub fn remove(self, id: &AssessmentId) {
        self.act(|it, _| it.remove(id));
    }

    /// Removes what this page wrote of an assessment before it heard that another one had
    /// removed it.
    pub fn drop_leftovers(self, id: &AssessmentId) {
        self.act(|it, _| it.drop_leftovers(id));
    }

    /// Moves an assessment into the bin, with what was collected for it, and says so.
    ///
    /// # Errors
    ///
    /// The browser refused; nothing has changed.
    pub fn bin(self, assessment: &Assessment) -> Result<(), WriteError> {
        self.act(|it, now| shelf::bin(it, assessment, now))?;
        self.tell_of_bin(assessment);
        Ok(())
    }

    /// Removes a sample: into the bin, which is said, unless it is nothing but the sample.
    ///
    /// # Errors
    ///
    /// The browser refused; nothing has changed.
    pub fn discard(self, sample: &Assessment) -> Result<(), WriteError> {
        if self.act(|it, now| shelf::discard(it, sample, now))? {
            self.tell_of_bin(sample);
        }
        Ok(())
    }

    fn tell_of_bin(self, assessment: &Assessment) {
        let words = news::in_bin(&display_name(assessment));
        self.tell(Some(News { words, way: (news::open_bin(), route::SETTINGS.to_owned()) }));
    }

    /// Removes everything of this app from this browser, journal and the memory
    /// of this tab included; calls back with what is left, which should be nothing.
    pub fn remove_everything(self, done: impl FnOnce(Left) + 'static) {
        let kept = self.kept();
        if self.store().is_closed() {
            // It is another version's: journal and storage alike.
            done(Left { records: kept.left(), has_journal: false });
            return;
        }
        let now = self.now();
        self.me.set(None);
        kept.remove_everything(now);
        let left = move |is_empty: bool| {
            done(Left { records: kept.left(), has_journal: !is_empty });
        };
        // A browser that has refused the page everything has kept nothing for it.
        let may_hold = |it: &Journal| it.may_hold() || self.is_lasting();
        match self.journal.get_value().filter(may_hold) {
            Some(journal) => journal.clear(left),
            None => left(true),
        }
        self.changed();
    }
}

/// What is left of what was to be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Records in the local storage.
    pub records: usize,
    /// A book of the journal did not let itself be emptied.
    pub has_journal: bool,
}

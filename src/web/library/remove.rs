//! What is removed: an assessment, what belongs to it, everything.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Library;
use crate::assessment::{AssessmentId, Clock};
use crate::document;
use crate::store::{Store, keys};
use crate::web::browser::journal::Journal;
use crate::web::browser::{self, events, links};
use crate::web::names;

impl Library {
    /// Takes note of what another tab removed, for a book of the journal that is still to
    /// come: everything goes with the record of the version.
    pub(super) fn heed_removal(self, change: &events::Foreign) {
        let (Some(key), None) = (&change.key, &change.value) else { return };
        let store = self.store();
        if key == names::VERSION {
            store.forget(names::all_records(), Some(Clock::END));
            store.forget(names::SHELF, Some(Clock::END));
        }
        store.forget(key, change.before.as_deref().and_then(document::clock_of));
    }

    /// Removes an assessment. What was put aside of it stays for its owner.
    pub fn remove(self, id: &AssessmentId) {
        self.store().remove_all(&names::records(id));
        self.changed();
    }

    /// Removes what this page wrote of an assessment before it heard that another one had
    /// removed it: nothing of it must be left.
    pub fn drop_leftovers(self, id: &AssessmentId) {
        if !self.has(id) && !self.store().keys(&names::records(id)).is_empty() {
            self.remove(id);
        }
    }

    /// Removes an assessment and what was collected for it.
    pub fn remove_with_raters(self, id: &AssessmentId) {
        for rater in untrack(|| self.raters(id)) {
            self.remove(rater.id());
        }
        self.remove(id);
    }

    /// Removes an assessment, what was collected for it and everything that was put
    /// aside of it.
    pub fn remove_for_good(self, id: &AssessmentId) {
        self.forget(id);
        self.remove_with_raters(id);
        self.bury(id);
    }

    /// Nor does what a book of the journal that is still to come holds of it come back.
    pub fn bury(self, id: &AssessmentId) {
        self.store().bury(&names::records(id), browser::now_ms(), self.writer());
    }

    /// Removes what is kept about an assessment that is gone.
    pub fn forget(self, id: &AssessmentId) {
        let store = self.store();
        for key in store.keys(&format!("{}{}", names::ASIDE, names::records(id))) {
            store.remove(&key);
        }
        store.remove(&names::backup(id));
        store.remove(&names::invited(id));
        links::forget_for_tab(&names::steps(id));
    }

    /// Removes everything of this app from this browser, journal and the memory
    /// of this tab included; calls back with what is left, which should be nothing.
    pub fn remove_everything(self, done: impl FnOnce(Left) + 'static) {
        let store = self.store();
        // What says that a book must not bring anything back goes with the last book.
        let is_left = |it: &&String| *it != keys::REMOVED;
        let records =
            move |store: &Store| store.keys(names::STORAGE).iter().filter(is_left).count();
        if store.is_closed() {
            // It is another version's: journal and storage alike.
            done(Left { records: records(&store), has_journal: false });
            return;
        }
        self.me.set(None);
        self.begun.set_value(None);
        // Should the page be left before every book has been emptied, the next one knows.
        let all = store.keys(names::all_records()).into_iter();
        let ids = all.filter_map(|it| Some(names::parse_record(&it)?.0));
        for id in ids.collect::<BTreeSet<AssessmentId>>() {
            store.remove_all(&names::records(&id));
            self.bury(&id);
        }
        for key in store.keys(names::STORAGE) {
            store.remove(&key);
        }
        links::forget_all_for_tab(names::TAB);
        // The journal is emptied as a whole.
        store.take_pending();
        let left = move |is_empty: bool| {
            done(Left { records: records(&store), has_journal: !is_empty });
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

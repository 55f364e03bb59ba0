//! What is removed: an assessment, what belongs to it, everything.

use std::collections::BTreeSet;

use super::{Library, Now};
use crate::assessment::AssessmentId;
use crate::store::keys as names;

impl Library {
    /// Removes an assessment. What was put aside of it stays for its owner.
    pub fn remove(&self, id: &AssessmentId) {
        self.store.remove_all(&names::records(id));
    }

    /// Removes what this page wrote of an assessment before it heard that another one had
    /// removed it: nothing of it must be left.
    pub fn drop_leftovers(&self, id: &AssessmentId) {
        if !self.has(id) && !self.store.keys(&names::records(id)).is_empty() {
            self.remove(id);
        }
    }

    /// Removes an assessment and what was collected for it.
    pub(super) fn remove_with_raters(&self, id: &AssessmentId) {
        for rater in self.raters(id) {
            self.remove(rater.id());
        }
        self.remove(id);
    }

    /// Removes an assessment, what was collected for it, its states, and everything that was
    /// put aside of it, for good.
    pub fn remove_for_good(&self, id: &AssessmentId, now: Now) {
        self.remove_states(id);
        self.forget(id);
        for rater in self.raters(id) {
            self.forget(rater.id());
        }
        self.remove_with_raters(id);
        self.bury(id, now);
    }

    /// Nor does what a book of the journal that is still to come holds of it come back.
    pub(super) fn bury(&self, id: &AssessmentId, now: Now) {
        self.store.bury(&names::records(id), now.ms, now.writer);
    }

    /// Removes what is kept about an assessment that is gone, in the memory of the tab, too.
    pub(super) fn forget(&self, id: &AssessmentId) {
        let store = &self.store;
        for key in store.keys(&format!("{}{}", names::ASIDE, names::records(id))) {
            store.remove(&key);
        }
        store.remove(&names::backup(id));
        let begun = store.get(&names::invited(id)).map(|of| names::begun_with(&of));
        if let Some(key) = begun.filter(|it| store.get(it).as_deref() == Some(id.as_str())) {
            store.remove(&key);
        }
        store.remove(&names::invited(id));
        self.tab.remove(&names::steps(id));
        let drafts = names::draft(id, "");
        for key in self.tab.keys().iter().filter(|it| it.starts_with(&drafts)) {
            self.tab.remove(key);
        }
    }

    /// Removes everything of this app from the storage and from the memory of the tab. The
    /// journal is emptied by whoever has it, as a whole: should the page be left before every
    /// book has been, the next one knows.
    pub fn remove_everything(&self, now: Now) {
        let store = &self.store;
        let all = store.keys(names::all_records()).into_iter();
        let ids = all.filter_map(|it| Some(names::parse_record(&it)?.0));
        for id in ids.collect::<BTreeSet<AssessmentId>>() {
            store.remove_all(&names::records(&id));
            self.bury(&id, now);
        }
        for key in store.keys(names::STORAGE) {
            store.remove(&key);
        }
        self.begun.take();
        for key in self.tab.keys().iter().filter(|it| it.starts_with(names::TAB)) {
            self.tab.remove(key);
        }
        store.take_pending();
    }

    /// Records that are left when everything was removed: none, but what says that a book of
    /// the journal must not bring anything back, which goes with the last book.
    pub fn left(&self) -> usize {
        let is_left = |it: &&String| *it != names::REMOVED;
        self.store.keys(names::STORAGE).iter().filter(is_left).count()
    }
}

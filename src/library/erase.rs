//! What is taken out for good, wherever this browser holds it: the assessment and
//! its copies, what was put aside, kept states and the bin, the steps of the tab.
//! The journal hears of each record that goes as of any other change.

use super::Library;
use crate::assessment::erasure::{Words, WordsByField};
use crate::assessment::{Assessment, AssessmentId, Key, Steps};
use crate::document;
use crate::raters;
use crate::store::{WriteError, keys as names};

/// Takes what was taken out of an assessment out of another one that may have it: a
/// rater's answers with the same words, or a copy. Returns whether it had any.
pub(super) fn erase_in(it: &mut Assessment, of: &Assessment, key: Key, words: &Words) -> bool {
    let is_rater =
        |it: &Assessment, of: &Assessment| raters::rater_of(it).as_ref() == Some(of.id());
    if is_rater(it, of) || is_rater(of, it) {
        let texts = words.iter().map(|(_, text)| text.clone()).collect();
        it.erase_texts(key, &texts)
    } else {
        it.erase_words(key, words)
    }
}

impl Library {
    /// Writes what stands for a key: what was taken out before, and the register, or
    /// nothing where nothing is left of it. What another page has written or taken out by
    /// now and this one has not heard of stays so.
    ///
    /// # Errors
    ///
    /// The browser refused; the caller still has it in memory.
    pub fn write_key(&self, assessment: &Assessment, key: Key) -> Result<(), WriteError> {
        let (store, id) = (&self.store, assessment.id());
        let record = names::record(id, &key.name(self.model_of(id)));
        let erased = assessment.erased(key).max(self.erased(id, key));
        if let Some(moment) = erased {
            let mark = names::record(id, &document::erasure_name(key, self.model_of(id)));
            let json = document::erasure_to_json(moment);
            if store.get(&mark).as_ref() != Some(&json) || store.is_refused(&mark) {
                store.set(&mark, &json)?;
                store.remove(&format!("{}{record}", names::ASIDE));
            }
        }
        let stored = store.stored(&record);
        let stored = stored.and_then(|it| document::register_from_json(key, &it).ok());
        let mut left = match (assessment.register(key).cloned(), stored) {
            (Some(mine), Some(stored)) => Some(stored.merge(mine)),
            (mine, stored) => mine.or(stored),
        };
        if let Some(moment) = erased {
            left = left.and_then(|it| it.since(moment));
        }
        let written = match &left {
            Some(left) => self.write(id, key, left),
            None => {
                if erased.is_some() {
                    store.remove(&record);
                }
                Ok(())
            }
        };
        // Begun while there was no room: without this nothing of it is found again.
        if store.is_refused(&names::record(id, names::MODEL)) {
            return written.and(self.write_model(assessment));
        }
        written
    }

    /// Takes out for good what was taken out of fields, wherever else this browser
    /// holds assessments beside the shelf: in copies, in raters and in the steps of this tab.
    ///
    /// # Errors
    ///
    /// The browser refused a record: some copies may be left.
    pub(super) fn erase_copies(
        &self,
        of: &Assessment,
        all: &WordsByField,
    ) -> Result<(), WriteError> {
        let mut done = Ok(());
        // What is known of them may be old by a moment: every copy is looked for where
        // it is stored.
        self.touch_all();
        for stored in self.everything() {
            let mut it = stored.assessment().clone();
            for (key, words) in all {
                if it.id() != of.id() && erase_in(&mut it, of, *key, words) {
                    done = done.and(self.write_key(&it, *key));
                }
                self.forget_steps(it.id(), *key);
            }
        }
        // A link that was opened here may hold them as well.
        self.tab.remove(names::LINK);
        done
    }

    /// What was taken out of an assessment while a book of the journal was still to come:
    /// it may bring a copy that has it.
    pub fn remember_erased(&self, of: &Assessment, all: &WordsByField) {
        self.erased_early.borrow_mut().push((of.clone(), all.clone()));
    }

    /// All of that, once: the books have been read.
    pub(super) fn take_erased(&self) -> Vec<(Assessment, WordsByField)> {
        self.erased_early.take()
    }

    /// Takes the texts of a field out of the steps that this tab keeps.
    pub fn forget_steps(&self, id: &AssessmentId, key: Key) {
        let record = names::steps(id);
        let Some(json) = self.tab.get(&record) else { return };
        let mut steps: Steps = document::steps_from_json(self.model_of(id), &json);
        if steps.forget(key) {
            self.tab.set(&record, &document::steps_to_json(self.model_of(id), &steps));
        }
    }
}

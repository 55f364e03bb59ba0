//! One assessment read, written, added, merged and replaced: each register is a record of
//! its own, so that two tabs never overwrite each other's answers and a change writes a few
//! hundred bytes.

use std::collections::BTreeSet;

use super::{Library, Now};
use crate::assessment::erasure::WordsByField;
use crate::assessment::{Assessment, AssessmentId, Clock, Edit, Key, Register, Value};
use crate::document;
use crate::document::records;
use crate::raters;
use crate::store::{WriteError, keys as names};

/// What became of a load.
pub struct Loaded {
    /// The assessment.
    pub assessment: Assessment,
    /// Records that could not be read and were put aside.
    pub put_aside: usize,
}

impl Library {
    /// Whether an assessment is here, and whole: which model it was made with is
    /// written last, so one that was cut off while it was added does not count.
    pub fn has(&self, id: &AssessmentId) -> bool {
        self.store.get(&names::record(id, names::MODEL)).is_some()
    }

    /// Puts an assessment into hand, to go on with it. What was only begun is written by
    /// `writer` when something is said in it.
    pub fn open(&self, id: &AssessmentId, now: Now) -> Option<Loaded> {
        let Some(stored) = self.stored(id) else {
            let begun = self.begun(now.writer).filter(|it| it.id() == id)?;
            return Some(Loaded { assessment: begun, put_aside: 0 });
        };
        let put_aside = stored.unreadable().len();
        Some(Loaded { assessment: stored.assessment().clone(), put_aside })
    }

    /// Reads an assessment from the storage, whatever is known of it already, before
    /// something is written over it. Records that cannot be read are copied aside,
    /// so that no later write destroys them, and the rest is loaded.
    pub fn load(&self, id: &AssessmentId) -> Option<Loaded> {
        let store = &self.store;
        if !self.has(id) {
            return None;
        }
        let keys = store.keys(&names::records(id));
        let stored = keys.iter().filter_map(|key| {
            let (_, name) = names::parse_record(key)?;
            Some((name.to_owned(), store.get(key)?))
        });
        let (assessment, unreadable) = records::from_records(self.model_of(id), id, stored);
        for name in &unreadable {
            let key = names::record(id, name);
            if let Some(json) = store.get(&key) {
                store.put_aside(&key, &json);
            }
        }
        Some(Loaded { assessment, put_aside: unreadable.len() })
    }

    /// Begins an assessment and returns its id. What is refused stays in memory, and the
    /// desk that opens it says so.
    pub fn begin(&self, values: impl IntoIterator<Item = (Key, Value)>, now: Now) -> AssessmentId {
        let id = now.id();
        let mut assessment = Assessment::new(id.clone());
        let created = (Key::Created, Value::Time(now.ms));
        for (key, value) in values.into_iter().chain([created]) {
            if let Some(edit) = Edit::new(key, Some(value)) {
                assessment.apply(edit, now.clock());
            }
        }
        let _ = self.write_all(&assessment);
        id
    }

    /// Adds a whole assessment.
    ///
    /// # Errors
    ///
    /// The browser refused a record; what had been written is removed again.
    pub fn add(&self, assessment: &Assessment) -> Result<(), WriteError> {
        let written = self.write_all(assessment);
        let all = names::records(assessment.id());
        match written {
            Ok(()) => self.store.heed_back(&all),
            // What a book that is late holds of it stays.
            Err(_) => self.store.withdraw(&all),
        }
        written
    }

    /// Writes a whole assessment, which may be here.
    ///
    /// # Errors
    ///
    /// The browser refused a record: it is in memory, as is what is said of it.
    pub fn write_all(&self, assessment: &Assessment) -> Result<(), WriteError> {
        let store = &self.store;
        let id = assessment.id();
        // First which version has the storage: a tab of an earlier one that is open beside
        // this one must not read what it cannot.
        let version = match store.get(names::VERSION) {
            Some(_) => Ok(()),
            None => store.set(names::VERSION, &records::STORE_VERSION.to_string()),
        };
        // What is refused is in memory, and whole there: nothing is left out after
        // the first refusal.
        let registers = assessment.registers().map(|(key, register)| self.write(id, key, register));
        let kept = assessment.kept().iter();
        let kept = kept.map(|(name, it)| store.set(&names::record(id, name), &it.json));
        let erased = assessment.erasures().map(|(key, _)| self.write_key(assessment, key));
        let written = registers.chain(erased).chain(kept).fold(Ok(()), Result::and);
        version.and(written).and(self.write_model(assessment))
    }

    /// Puts another state in the place of an assessment that is here.
    ///
    /// # Errors
    ///
    /// The browser refused a record; what had been written is as it was again.
    pub fn replace(
        &self,
        mine: &Assessment,
        other: &Assessment,
        now: Now,
    ) -> Result<(), WriteError> {
        let new = mine.replaced_by(other, now.ms, now.writer);
        // Another tab that has it open is told: what is being said there is not lost.
        self.store.remove(&names::record(mine.id(), names::MODEL));
        let written = self.turn(mine, &new);
        if written.is_err() {
            // What is refused now is in memory and said so.
            let _ = self.turn(&new, mine);
        }
        written
    }

    /// Writes what an assessment has otherwise than one of the same identity that is here,
    /// and removes what it has not got.
    fn turn(&self, from: &Assessment, to: &Assessment) -> Result<(), WriteError> {
        let (store, id) = (&self.store, to.id());
        let keys = from.registers().filter(|(key, _)| to.register(*key).is_none());
        let keys = keys.map(|(key, _)| key.name(self.model_of(id)));
        let kept = from.kept().keys().filter(|it| !to.kept().contains_key(*it)).cloned();
        keys.chain(kept).for_each(|name| store.remove(&names::record(id, &name)));
        let registers = to.registers().filter(|(key, it)| from.register(*key) != Some(*it));
        let registers = registers.map(|(key, it)| self.write(id, key, it));
        let erased = to.erasures().filter(|(key, moment)| from.erased(*key) != Some(*moment));
        let erased = erased.map(|(key, _)| self.write_key(to, key));
        let kept = to.kept().iter().filter(|(name, it)| from.kept().get(*name) != Some(*it));
        let kept = kept.map(|(name, it)| store.set(&names::record(id, name), &it.json));
        let written = registers.chain(erased).chain(kept).fold(Ok(()), Result::and);
        written.and(self.write_model(to))
    }

    /// Merges a replica into the assessment of the same identity that is here, or adds it.
    /// What is on the shelf is not heeded: see [`super::shelf::merge`].
    ///
    /// # Errors
    ///
    /// The browser refused a record. Each record is either as before or merged,
    /// and doing it again goes on where it ended.
    pub(super) fn merge(&self, replica: &Assessment, now: Now) -> Result<(), WriteError> {
        if let Some(host) = raters::rater_of(replica) {
            self.settle(&host, now.writer);
        }
        let Some(mine) = self.load(replica.id()) else { return self.add(replica) };
        let id = replica.id().clone();
        let merged = mine.assessment.clone().merge(replica.clone());
        let written = merged
            .registers()
            .filter(|(key, register)| mine.assessment.register(*key) != Some(*register))
            .try_for_each(|(key, register)| self.write(&id, key, register));
        let erased: WordsByField = merged
            .erasures()
            .filter(|(key, moment)| mine.assessment.erased(*key) != Some(*moment))
            .map(|(key, _)| (key, &mine.assessment.words_of(key) - &merged.words_of(key)))
            .collect();
        let mut written = written;
        if merged.version() != mine.assessment.version() {
            written = written.and(self.write_model(&merged));
        }
        if !erased.is_empty() {
            let keys = erased.keys().map(|key| self.write_key(&merged, *key));
            written = keys.fold(written, Result::and).and(self.erase_copies(&merged, &erased));
        }
        let kept = merged
            .kept()
            .iter()
            .filter(|(name, kept)| mine.assessment.kept().get(*name) != Some(*kept))
            .try_for_each(|(name, kept)| self.store.set(&names::record(&id, name), &kept.json));
        written.and(kept)
    }

    /// Writes which model the answers were given to.
    pub(super) fn write_model(&self, assessment: &Assessment) -> Result<(), WriteError> {
        let id = assessment.id();
        let json = document::model_record(self.model_of(id), assessment);
        self.store.set(&names::record(id, names::MODEL), &json)
    }

    /// Reads one register, if it is there and whole.
    pub fn register(&self, id: &AssessmentId, key: Key) -> Option<Register> {
        let json = self.store.get(&names::record(id, &key.name(self.model_of(id))))?;
        document::register_from_json(key, &json).ok()
    }

    /// Before which moment what was said for a key was taken out for good.
    pub fn erased(&self, id: &AssessmentId, key: Key) -> Option<Clock> {
        let record = names::record(id, &document::erasure_name(key, self.model_of(id)));
        document::erasure_from_json(&self.store.get(&record)?).ok()
    }

    /// Writes one register.
    ///
    /// # Errors
    ///
    /// The browser refused; the caller still has it in memory.
    pub(super) fn write(
        &self,
        id: &AssessmentId,
        key: Key,
        register: &Register,
    ) -> Result<(), WriteError> {
        let record = names::record(id, &key.name(self.model_of(id)));
        self.store.set(&record, &document::register_to_json(register))
    }

    /// Fields of an assessment that the browser has refused to store.
    pub fn refused(&self, id: &AssessmentId) -> BTreeSet<Key> {
        let records = self.store.refused(&names::records(id));
        let names = records.iter().filter_map(|it| names::parse_record(it));
        names.filter_map(|(_, name)| Key::parse(name, self.model_of(id))).collect()
    }

    /// Whether closing the page would lose something that was refused.
    pub fn has_refused(&self) -> bool {
        !self.store.refused(names::all_records()).is_empty()
    }
}

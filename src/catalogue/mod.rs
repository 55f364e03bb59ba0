//! What a storage holds, in memory: read when it is looked at, and after that
//! only where something was written.
//!
//! A catalogue is told which records may have changed and nothing else. At the
//! next look it reads those and no others, whoever wrote them and in whatever
//! order the news came: what it shows is what the storage says at that moment.
//! The truth stays in the storage: whoever decides before a write reads there.
//!
//! Where many are listed, what is said of each may lie in the storage beside its records
//! ([`Listed`]): then none of them is read for it.
//!
//! Invariants: after a look [`Catalogue`] holds what reading all records anew
//! would give; no record is read twice unless it was touched in between.

mod listed;

pub use listed::Listed;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::assessment::{Assessment, AssessmentId, Clock, Key};
use crate::document;
use crate::document::records::{self, MODEL_RECORD};
use crate::model::Model;
use crate::scoring::{self, ScoreSheet};

/// The model that an assessment is answered with. A first page with nothing stored never
/// asks: its data comes after that page.
pub type ModelOf<'a> = &'a dyn Fn(&AssessmentId) -> &'static Model;

/// An assessment as it is stored, with what follows from it, which is found when
/// it is first asked for.
#[derive(Clone, Debug)]
pub struct Stored {
    assessment: Assessment,
    /// The names of records that cannot be read.
    unreadable: BTreeSet<String>,
    latest: OnceLock<Option<Clock>>,
    sheet: OnceLock<Arc<ScoreSheet>>,
}

impl PartialEq for Stored {
    fn eq(&self, other: &Self) -> bool {
        self.assessment == other.assessment && self.unreadable == other.unreadable
    }
}

impl Eq for Stored {}

impl Deref for Stored {
    type Target = Assessment;

    fn deref(&self) -> &Assessment {
        &self.assessment
    }
}

impl Stored {
    fn new(id: AssessmentId) -> Self {
        Self {
            assessment: Assessment::new(id),
            unreadable: BTreeSet::new(),
            latest: OnceLock::new(),
            sheet: OnceLock::new(),
        }
    }

    /// What was said.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The names of its records that cannot be read.
    pub fn unreadable(&self) -> &BTreeSet<String> {
        &self.unreadable
    }

    /// The latest clock of all registers.
    pub fn latest(&self) -> Option<Clock> {
        *self.latest.get_or_init(|| self.assessment.latest())
    }

    /// Every figure.
    pub fn sheet(&self, model: &Model) -> Arc<ScoreSheet> {
        self.sheet.get_or_init(|| Arc::new(scoring::score(model, &self.assessment))).clone()
    }

    /// Lets go of what a record said.
    fn let_go(&mut self, model: &Model, name: &str) {
        self.unreadable.remove(name);
        self.latest.take();
        self.sheet.take();
        if let Some(key) = Key::parse(name, model) {
            self.assessment.let_go(key);
        } else if let Some(key) = document::erased_key(name, model) {
            self.assessment.let_go_erasure(key);
        } else {
            self.assessment.let_go_kept(name);
        }
    }

    /// Takes over what a record says. False when it cannot be read.
    fn take(&mut self, model: &Model, name: &str, json: &str) -> bool {
        let is_readable = records::take(&mut self.assessment, model, name, json);
        if !is_readable {
            self.unreadable.insert(name.to_owned());
        }
        is_readable
    }

    /// The names of all its records but the one that makes it whole.
    fn names(&self, model: &Model) -> BTreeSet<String> {
        let registers = self.assessment.registers().map(|(key, _)| key.name(model));
        let erased = self.assessment.erasures().map(|(key, _)| document::erasure_name(key, model));
        let kept = self.assessment.kept().keys().chain(&self.unreadable).cloned();
        registers.chain(erased).chain(kept).collect()
    }
}

/// What is said of an assessment, and how it was found.
#[derive(Clone, Debug)]
struct Found {
    id: AssessmentId,
    /// Nothing where something was written since: then no note is asked for.
    it: Option<Arc<Listed>>,
    /// Whether it is what a note says, and nothing else was looked at.
    is_noted: bool,
}

/// The assessments of a storage.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Those that are whole, as they were at the last look.
    whole: BTreeMap<AssessmentId, Arc<Stored>>,
    /// Records that are to be read, by name. Those of an assessment that is not
    /// whole wait until it is.
    touched: BTreeMap<AssessmentId, BTreeSet<String>>,
    /// What was said of them where they were listed.
    listed: Vec<Found>,
    /// Records that could not be read, until somebody asks for them.
    damaged: Vec<(String, String)>,
}

impl Catalogue {
    /// Takes note that a record is there.
    pub fn enter(&mut self, key: &str) {
        if let Some((id, name)) = records::parse_record(key) {
            self.touched.entry(id).or_default().insert(name.to_owned());
        }
    }

    /// Takes note that a record was written or removed.
    pub fn touch(&mut self, key: &str) {
        if let Some((id, name)) = records::parse_record(key) {
            self.touched.entry(id.clone()).or_default().insert(name.to_owned());
            self.put_found(Found { id, it: None, is_noted: false });
        }
    }

    /// What is said of everything that is whole, in any order. `note` gives the text that
    /// lies in the storage, if there is one (see [`Listed`]), and `now_ms` is the
    /// machine's clock.
    pub fn listing(
        &mut self,
        model_of: ModelOf,
        read: &dyn Fn(&str) -> Option<String>,
        note: &dyn Fn(&AssessmentId) -> Option<String>,
        now_ms: u64,
    ) -> Vec<Arc<Listed>> {
        let unread = self.touched.keys().filter(|it| !self.whole.contains_key(*it));
        let ids: Vec<AssessmentId> = self.whole.keys().chain(unread).cloned().collect();
        ids.iter().filter_map(|id| self.listed(model_of, id, read, note, now_ms)).collect()
    }

    /// What is said of one of them.
    pub fn listed(
        &mut self,
        model_of: ModelOf,
        id: &AssessmentId,
        read: &dyn Fn(&str) -> Option<String>,
        note: &dyn Fn(&AssessmentId) -> Option<String>,
        now_ms: u64,
    ) -> Option<Arc<Listed>> {
        let before = self.listed.iter().find(|it| it.id == *id);
        let is_new = before.is_none();
        if let Some(it) = before.and_then(|it| it.it.clone()) {
            return Some(it);
        }
        let may_be_noted =
            is_new && self.touched.get(id).is_some_and(|it| it.contains(MODEL_RECORD));
        let noted = may_be_noted.then(|| Listed::parse(model_of(id), id, &note(id)?)).flatten();
        let is_noted = noted.is_some();
        let it = match noted {
            Some(it) => it,
            None => {
                let it = self.get(model_of, id, read)?;
                let model = model_of(id);
                Listed::of(model, &it, &it.sheet(model), now_ms)
            }
        };
        let it = Arc::new(it);
        self.put_found(Found { id: id.clone(), it: Some(it.clone()), is_noted });
        Some(it)
    }

    fn put_found(&mut self, found: Found) {
        match self.listed.iter_mut().find(|it| it.id == found.id) {
            Some(it) => *it = found,
            None => self.listed.push(found),
        }
    }

    /// What is said of one of them, if that is known, and whether by a note alone.
    pub fn found(&self, id: &AssessmentId) -> Option<(Arc<Listed>, bool)> {
        let found = self.listed.iter().find(|it| it.id == *id)?;
        Some((found.it.clone()?, found.is_noted))
    }

    /// The names of the records of an assessment of which nothing has been read yet.
    pub fn unread(&self, id: &AssessmentId) -> Option<Vec<String>> {
        let names = self.touched.get(id).filter(|_| !self.whole.contains_key(id))?;
        Some(names.iter().cloned().collect())
    }

    /// A note was looked up and holds.
    pub fn confirm(&mut self, id: &AssessmentId) {
        if let Some(found) = self.listed.iter_mut().find(|it| it.id == *id) {
            found.is_noted = false;
        }
    }

    /// Everything that is whole, by identity. `read` gives the JSON text of a
    /// record, and is called once for each that was touched since the last look;
    /// `model_of` is asked for only where there is one.
    pub fn all(
        &mut self,
        model_of: ModelOf,
        read: &dyn Fn(&str) -> Option<String>,
    ) -> Vec<Arc<Stored>> {
        for id in self.touched.keys().cloned().collect::<Vec<_>>() {
            self.look(model_of, &id, read);
        }
        self.whole.values().cloned().collect()
    }

    /// One assessment, if it is whole; as [`Catalogue::all`], but reads no other.
    pub fn get(
        &mut self,
        model_of: ModelOf,
        id: &AssessmentId,
        read: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Arc<Stored>> {
        self.look(model_of, id, read);
        self.whole.get(id).cloned()
    }

    /// Records, with their JSON texts, that were found to be unreadable since this
    /// was asked last.
    pub fn take_damaged(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.damaged)
    }

    /// Reads what was touched of an assessment.
    fn look(
        &mut self,
        model_of: ModelOf,
        id: &AssessmentId,
        read: &dyn Fn(&str) -> Option<String>,
    ) {
        let Some(names) = self.touched.get_mut(id) else { return };
        let model = model_of(id);
        let stated = names.remove(MODEL_RECORD).then(|| read(&records::record(id, MODEL_RECORD)));
        if let Some(stated) = &stated {
            if stated.is_none() {
                // It is gone, or not whole yet: should it come back, all of it is read.
                if let Some(gone) = self.whole.remove(id) {
                    names.extend(gone.names(model));
                }
                return;
            }
        } else if !self.whole.contains_key(id) {
            return;
        }
        let mut names = std::mem::take(names);
        self.touched.remove(id);
        // Of a register nothing is left from before its erasure: with another erasure,
        // or none, it is to be read once more.
        let cut = names.iter().filter_map(|it| document::erased_key(it, model));
        let cut: Vec<String> = cut.map(|key| key.name(model)).collect();
        names.extend(cut);
        let stored = self.whole.entry(id.clone());
        let stored = Arc::make_mut(stored.or_insert_with(|| Arc::new(Stored::new(id.clone()))));
        if let Some(json) = stated.flatten() {
            document::state(&mut stored.assessment, model, &json);
        }
        for name in &names {
            stored.let_go(model, name);
        }
        for name in names {
            let key = records::record(id, &name);
            if let Some(json) = read(&key)
                && !stored.take(model, &name, &json)
            {
                self.damaged.push((key, json));
            }
        }
    }
}

/// What single records say, by key: read when it is looked at, and after that only
/// where something was written.
#[derive(Debug)]
pub struct Shelf<T> {
    read: BTreeMap<String, T>,
    touched: BTreeSet<String>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { read: BTreeMap::new(), touched: BTreeSet::new() }
    }
}

impl<T> Shelf<T> {
    /// Takes note that a record is there, was written or was removed.
    pub fn touch(&mut self, key: &str) {
        self.touched.insert(key.to_owned());
    }

    /// What all records say. `read` is called once for each that was touched since
    /// the last look; what it does not understand is left out.
    pub fn look(&mut self, read: impl Fn(&str) -> Option<T>) -> &BTreeMap<String, T> {
        for key in std::mem::take(&mut self.touched) {
            match read(&key) {
                Some(it) => self.read.insert(key, it),
                None => self.read.remove(&key),
            };
        }
        &self.read
    }
}

#[cfg(test)]
mod tests;

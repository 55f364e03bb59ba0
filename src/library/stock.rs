//! What the storage holds, in memory: each record is read when somebody first wants
//! it, and again when it was written, here or in another tab. Everything that
//! changes a record, whatever it comes from, goes through [`Library::touch`].

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Library;
use crate::assessment::{AssessmentId, Key, Register};
use crate::case::small;
use crate::catalogue::{Catalogue, Listed, Shelf, Stored};
use crate::document::{Aside, records};
use crate::raters;
use crate::scoring;
use crate::store::{Store, keys as names};

/// What the storage holds.
#[derive(Default)]
pub(super) struct Stock {
    catalogue: Catalogue,
    /// The notes for lists that were found, by key of the record.
    notes: Vec<String>,
    /// What is kept aside as whole assessments, by key of the record.
    kept: Shelf<Arc<Aside>>,
    /// When assessments were exported last, by key of the record.
    exports: Shelf<u64>,
}

/// What may read otherwise than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Assessments, or when they were exported.
    Assessments,
    /// What is kept aside as whole assessments.
    Asides,
}

/// What follows a kind of record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Assessment,
    Aside,
    Export,
    /// What is noted of an assessment for lists.
    Note,
    /// It is read where it is wanted.
    Other,
}

impl Stock {
    /// Knows which records there are, and has read none.
    fn of(store: &Store) -> Self {
        let mut it = Self::default();
        for key in store.keys(names::STORAGE) {
            match kind(&key) {
                Kind::Assessment => it.catalogue.enter(&key),
                Kind::Note => it.notes.push(key),
                _ => it.touch(&key),
            }
        }
        it
    }

    fn touch(&mut self, key: &str) {
        match kind(key) {
            Kind::Assessment => self.catalogue.touch(key),
            Kind::Aside => self.kept.touch(key),
            Kind::Export => self.exports.touch(key),
            Kind::Note | Kind::Other => {}
        }
    }
}

fn kind(key: &str) -> Kind {
    match key {
        _ if key.starts_with(names::all_records()) => Kind::Assessment,
        _ if key.starts_with(names::SHELF) => Kind::Aside,
        _ if key.starts_with(names::LISTED) => Kind::Note,
        _ if key.starts_with(names::BACKUP) || key == names::BACKUP_OF_ALL => Kind::Export,
        _ => Kind::Other,
    }
}

/// Which of these are raters, and of which.
fn hosts(all: &[Arc<Stored>]) -> BTreeMap<AssessmentId, AssessmentId> {
    raters::hosts(&raters::claims(all.iter().map(|it| it.assessment())))
}

/// Leaves what stands on its own; in a function of its own, as there seldom is any other.
#[inline(never)]
fn drop_raters(all: &mut Vec<Arc<Listed>>) {
    let of = |it: &Arc<Listed>| (it.id.clone(), it.rater_of.clone().map(|it| it.0));
    let hosts = raters::hosts(&all.iter().map(of).collect());
    all.retain(|it| !hosts.contains_key(&it.id));
}

impl Library {
    /// Takes note that a record was written or removed, here or elsewhere.
    pub fn touch(&self, key: &str) {
        if let Some(it) = self.stock.borrow_mut().as_mut() {
            it.touch(key);
        }
        match kind(key) {
            Kind::Assessment | Kind::Export => self.tell(Touched::Assessments),
            Kind::Aside => self.tell(Touched::Asides),
            Kind::Note | Kind::Other => {}
        }
    }

    /// Forgets all that was read: the storage was cleared, this page was asleep and may
    /// have missed what others wrote, or what is to be done must not miss it.
    pub fn touch_all(&self) {
        self.stock.take();
        self.tell(Touched::Assessments);
        self.tell(Touched::Asides);
    }

    fn tell(&self, what: Touched) {
        let callback = self.on_touched.borrow().clone();
        if let Some(callback) = callback {
            callback(what);
        }
    }

    /// Looks into the stock. What is found to be damaged is copied aside, so that
    /// no later write destroys it.
    fn look<T>(&self, look: impl FnOnce(&mut Stock, &Store) -> T) -> T {
        let (found, damaged) = {
            let mut stock = self.stock.borrow_mut();
            let stock = stock.get_or_insert_with(|| Stock::of(&self.store));
            (look(stock, &self.store), stock.catalogue.take_damaged())
        };
        for (key, json) in damaged {
            self.store.put_aside(&key, &json);
        }
        found
    }

    /// All assessments and raters.
    pub fn everything(&self) -> Vec<Arc<Stored>> {
        let model_of = |id: &AssessmentId| self.model_of(id);
        self.look(|it, store| it.catalogue.all(&model_of, &|key| store.get(key)))
    }

    /// The assessments that stand on their own, latest change first.
    pub fn all(&self) -> Vec<Arc<Stored>> {
        let mut all = self.everything();
        let hosts = hosts(&all);
        all.retain(|it| !hosts.contains_key(it.id()));
        all.sort_by_key(|it| std::cmp::Reverse(it.latest()));
        all
    }

    /// Answers that were collected for an assessment, by name.
    pub fn raters(&self, of: &AssessmentId) -> Vec<Arc<Stored>> {
        let mut all = self.everything();
        let hosts = hosts(&all);
        all.retain(|it| hosts.get(it.id()) == Some(of));
        // Those without a name in the order in which they were taken in.
        all.sort_by_cached_key(|it| {
            let taken_in = it.register(Key::RaterOf).map(Register::clock);
            (small(it.text(Key::Assessors)), taken_in, it.id().clone())
        });
        all
    }

    /// An assessment as it is stored, to look at.
    pub fn stored(&self, id: &AssessmentId) -> Option<Arc<Stored>> {
        let model_of = |id: &AssessmentId| self.model_of(id);
        self.look(|it, store| it.catalogue.get(&model_of, id, &|key| store.get(key)))
    }

    /// What is said of all assessments and raters where many are listed. `now_ms` is the
    /// machine's clock.
    pub fn everything_listed(&self, now_ms: u64) -> Vec<Arc<Listed>> {
        let model_of = |id: &AssessmentId| self.model_of(id);
        self.look(|it, store| {
            let note = |id: &AssessmentId| store.get(&names::listed(id));
            it.catalogue.listing(&model_of, &|key| store.get(key), &note, now_ms)
        })
    }

    /// The same of those that stand on their own, latest change first.
    pub fn listing(&self, now_ms: u64) -> Vec<Arc<Listed>> {
        let mut all = self.everything_listed(now_ms);
        if all.iter().any(|it| it.rater_of.is_some()) {
            drop_raters(&mut all);
        }
        // Each to its place: to sort them takes ten times the code, and they are some hundreds
        // at most.
        let mut listing: Vec<Arc<Listed>> = Vec::with_capacity(all.len());
        for it in all {
            let is_before = |other: &Arc<Listed>| match other.latest.cmp(&it.latest) {
                Ordering::Equal => other.id < it.id,
                order => order == Ordering::Greater,
            };
            listing.insert(listing.partition_point(is_before), it);
        }
        listing
    }

    /// The same of one.
    pub fn listed(&self, id: &AssessmentId, now_ms: u64) -> Option<Arc<Listed>> {
        let model_of = |id: &AssessmentId| self.model_of(id);
        self.look(|it, store| {
            let note = |id: &AssessmentId| store.get(&names::listed(id));
            it.catalogue.listed(&model_of, id, &|key| store.get(key), &note, now_ms)
        })
    }

    /// What is said of an assessment where many are listed, if that is known, and whether
    /// by a note alone.
    pub fn found(&self, id: &AssessmentId) -> Option<(Arc<Listed>, bool)> {
        self.look(|it, _| it.catalogue.found(id))
    }

    /// Takes away the notes of what is not among these: another tab removed it while one was
    /// being made.
    pub fn drop_notes(&self, all: &[Arc<Listed>]) {
        for key in self.look(|it, _| std::mem::take(&mut it.notes)) {
            let id = key.strip_prefix(names::LISTED);
            if !all.iter().any(|it| Some(it.id.as_str()) == id) {
                self.store.remove(&key);
            }
        }
    }

    /// Notes what is said of an assessment where many are listed, or looks up what is noted:
    /// a note that is wrong, whatever made it so, does not stay.
    pub fn note(&self, id: &AssessmentId, now_ms: u64) {
        match self.found(id) {
            Some((it, false)) => self.write_note(&it),
            Some((it, true)) => self.look_up(&it, now_ms),
            None => {}
        }
    }

    fn write_note(&self, it: &Listed) {
        let text = it.text(self.model_of(&it.id));
        if self.store.get(&names::listed(&it.id)).as_deref() != Some(&text) {
            self.store.note_listed(&it.id, &text);
        }
    }

    /// Compares a note with what is stored. That is read for this alone and let go of:
    /// nobody may ever look at it.
    fn look_up(&self, noted: &Listed, now_ms: u64) {
        let id = &noted.id;
        let model = self.model_of(id);
        if !self.has(id) {
            return;
        }
        let assessment = match self.look(|it, _| it.catalogue.unread(id)) {
            Some(names) => {
                let records = names.into_iter().filter_map(|name| {
                    let json = self.store.get(&names::record(id, &name))?;
                    Some((name, json))
                });
                records::from_records(model, id, records).0
            }
            None => match self.stored(id) {
                Some(it) => it.assessment().clone(),
                None => return,
            },
        };
        let sheet = scoring::score(model, &assessment);
        let now = Listed::of(model, &assessment, &sheet, now_ms);
        if now == *noted {
            self.look(|it, _| it.catalogue.confirm(id));
        } else {
            self.write_note(&now);
            self.touch(&names::record(id, names::MODEL));
        }
    }

    /// When an assessment was exported last, in milliseconds since 1970 (UTC).
    pub fn exported(&self, id: &AssessmentId) -> Option<u64> {
        self.export(&names::backup(id))
    }

    /// When everything was exported together last, as [`Library::exported`].
    pub fn all_exported(&self) -> Option<u64> {
        self.export(names::BACKUP_OF_ALL)
    }

    fn export(&self, key: &str) -> Option<u64> {
        let parse = |store: &Store, key: &str| store.get(key)?.parse().ok();
        self.look(|it, store| it.exports.look(|key| parse(store, key)).get(key).copied())
    }

    /// Whole assessments that are kept aside, by key of the record; each is read by
    /// `read` once.
    pub(super) fn kept(&self, read: impl Fn(&Store, &str) -> Option<Aside>) -> Vec<Arc<Aside>> {
        self.look(|it, store| {
            it.kept.look(|key| read(store, key).map(Arc::new)).values().cloned().collect()
        })
    }
}

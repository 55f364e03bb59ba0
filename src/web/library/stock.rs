//! What the storage holds, in memory: each record is read when a page first wants
//! it, and again when it was written, here or in another tab. Everything that
//! changes a record, whatever it comes from, goes through [`Library::touched`].

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::Library;
use crate::assessment::{AssessmentId, Key, Register};
use crate::case::small;
use crate::catalogue::{Catalogue, Listed, Shelf, Stored};
use crate::document::Aside;
use crate::raters;
use crate::store::Store;
use crate::web::{browser, names};

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
    pub(super) fn touched(self, key: &str) {
        self.stock.update_value(|it| {
            if let Some(it) = it {
                it.touch(key);
            }
        });
        let signal = match kind(key) {
            Kind::Assessment | Kind::Export => self.changes,
            Kind::Aside => self.kept_changes,
            Kind::Note | Kind::Other => return,
        };
        signal.update(|it| *it = it.wrapping_add(1));
    }

    /// Forgets all that was read: the storage was cleared, this page was asleep and may
    /// have missed what others wrote, or what is to be done must not miss it.
    pub fn touched_all(self) {
        self.stock.set_value(None);
        self.changes.update(|it| *it = it.wrapping_add(1));
        self.kept_changes.update(|it| *it = it.wrapping_add(1));
    }

    /// Looks into the stock. What is found to be damaged is copied aside, so that
    /// no later write destroys it.
    fn look<T>(self, look: impl FnOnce(&mut Stock, &Store) -> T) -> Option<T> {
        let store = self.store();
        let found = self.stock.try_update_value(|it| {
            let stock = it.get_or_insert_with(|| Stock::of(&store));
            (look(stock, &store), stock.catalogue.take_damaged())
        });
        let (found, damaged) = found?;
        for (key, json) in damaged {
            self.store().put_aside(&key, &json);
        }
        Some(found)
    }

    /// All assessments and raters in this browser. Tracks every change of them.
    pub fn everything(self) -> Vec<Arc<Stored>> {
        self.changes.track();
        let model_of = |id: &AssessmentId| self.model_of(id);
        let all = self.look(|it, store| it.catalogue.all(&model_of, &|key| store.get(key)));
        all.unwrap_or_default()
    }

    /// The assessments that stand on their own, latest change first. Tracks every
    /// change of them.
    pub fn all(self) -> Vec<Arc<Stored>> {
        let mut all = self.everything();
        let hosts = hosts(&all);
        all.retain(|it| !hosts.contains_key(it.id()));
        all.sort_by_key(|it| std::cmp::Reverse(it.latest()));
        all
    }

    /// Answers that were collected for an assessment, by name. Tracks every change
    /// of assessments.
    pub fn raters(self, of: &AssessmentId) -> Vec<Arc<Stored>> {
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

    /// An assessment as it is stored, to look at. Tracks every change of
    /// assessments.
    pub fn stored(self, id: &AssessmentId) -> Option<Arc<Stored>> {
        self.changes.track();
        let model_of = |id: &AssessmentId| self.model_of(id);
        self.look(|it, store| it.catalogue.get(&model_of, id, &|key| store.get(key)))?
    }

    /// What is said of all assessments and raters in this browser where many are listed.
    /// Tracks every change of them.
    pub fn everything_listed(self) -> Vec<Arc<Listed>> {
        self.changes.track();
        let model_of = |id: &AssessmentId| self.model_of(id);
        let now = browser::now_ms();
        let all = self.look(|it, store| {
            let note = |id: &AssessmentId| store.get(&names::listed(id));
            it.catalogue.listing(&model_of, &|key| store.get(key), &note, now)
        });
        all.unwrap_or_default()
    }

    /// The same of those that stand on their own, latest change first.
    pub fn listing(self) -> Vec<Arc<Listed>> {
        let mut all = self.everything_listed();
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
    pub fn listed(self, id: &AssessmentId) -> Option<Arc<Listed>> {
        self.changes.track();
        let model_of = |id: &AssessmentId| self.model_of(id);
        let now = browser::now_ms();
        self.look(|it, store| {
            let note = |id: &AssessmentId| store.get(&names::listed(id));
            it.catalogue.listed(&model_of, id, &|key| store.get(key), &note, now)
        })?
    }

    /// What is said of an assessment where many are listed, if that is known, and whether
    /// by a note alone.
    pub(super) fn found(self, id: &AssessmentId) -> Option<(Arc<Listed>, bool)> {
        self.look(|it, _| it.catalogue.found(id))?
    }

    /// The names of the records of an assessment of which nothing has been read yet.
    pub(super) fn unread(self, id: &AssessmentId) -> Option<Vec<String>> {
        self.look(|it, _| it.catalogue.unread(id))?
    }

    /// The notes that were found, by key of the record; once.
    pub(super) fn take_notes(self) -> Vec<String> {
        self.look(|it, _| std::mem::take(&mut it.notes)).unwrap_or_default()
    }

    /// The note was looked up and holds.
    pub(super) fn confirm(self, id: &AssessmentId) {
        self.look(|it, _| it.catalogue.confirm(id));
    }

    /// When an assessment was exported last, in milliseconds since 1970 (UTC).
    /// Tracked.
    pub fn exported(self, id: &AssessmentId) -> Option<u64> {
        self.export(&names::backup(id))
    }

    /// When everything was exported together last, as [`Library::exported`].
    pub fn all_exported(self) -> Option<u64> {
        self.export(names::BACKUP_OF_ALL)
    }

    fn export(self, key: &str) -> Option<u64> {
        self.changes.track();
        let parse = |store: &Store, key: &str| store.get(key)?.parse().ok();
        self.look(|it, store| it.exports.look(|key| parse(store, key)).get(key).copied())?
    }

    /// Whole assessments that are kept aside, by key of the record; each is read by
    /// `read` once. Tracked.
    pub fn kept(self, read: impl Fn(&Store, &str) -> Option<Aside>) -> Vec<Arc<Aside>> {
        self.kept_changes.track();
        let all = self.look(|it, store| {
            it.kept.look(|key| read(store, key).map(Arc::new)).values().cloned().collect()
        });
        all.unwrap_or_default()
    }
}

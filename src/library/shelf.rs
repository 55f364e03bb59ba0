//! Whole assessments that are kept aside: deleted ones, ones that an import
//! replaced, and states that somebody named.
//!
//! Each is one record with an exported file in it, so that it is read by the
//! same careful code as any file.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::erase::erase_in;
use super::{Library, Now};
use crate::assessment::erasure::WordsByField;
use crate::assessment::{Assessment, AssessmentId, Key};
use crate::bank;
use crate::document;
pub use crate::document::{Aside, Why};
use crate::model::Model;
use crate::raters;
use crate::store::{Store, WriteError, keys as names};
use crate::wording::display_name;

/// How long deleted and replaced assessments are kept, in milliseconds: 30 days.
const KEPT_MS: u64 = 30 * 24 * 60 * 60 * 1_000;

/// How long an assessment is kept in which nothing was said, in milliseconds: a
/// day.
const UNTOUCHED_MS: u64 = 24 * 60 * 60 * 1_000;

/// One record.
#[derive(Serialize, Deserialize)]
struct Record {
    why: Why,
    name: String,
    at: u64,
    file: String,
    /// When it came out of a back-up, if it did: from then on its days are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    came: Option<u64>,
    /// How often something was taken out of it for good: of two books of the journal that
    /// hold it the one with less in it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cleared: Option<u64>,
}

/// Puts a copy on the shelf.
///
/// # Errors
///
/// The browser refused; nothing has changed.
pub fn put(
    library: &Library,
    why: Why,
    name: String,
    assessment: &Assessment,
    now: Now,
) -> Result<(), WriteError> {
    let at = now.ms;
    library.settle(assessment.id(), now.writer);
    // A state is gone back to beside its raters; what leaves takes them along.
    let raters = match why {
        Why::Deleted => library.raters(assessment.id()),
        Why::Replaced | Why::Snapshot => Vec::new(),
    };
    // As they are stored now: another tab may have gone on with them.
    let raters = raters.iter().filter_map(|it| Some(library.load(it.id())?.assessment)).collect();
    let kept = Aside {
        key: names::shelf(at, assessment.id()),
        why,
        name,
        at,
        assessment: assessment.clone(),
        raters,
    };
    write(library, kept, None)
}

/// Writes a record beside those that are there.
fn write(library: &Library, mut kept: Aside, came: Option<u64>) -> Result<(), WriteError> {
    let json = record(library, &kept, came, None)?;
    while library.store().get(&kept.key).is_some() {
        kept.key.push('x');
    }
    let written = library.store().set(&kept.key, &json);
    if written.is_err() {
        // It is said not to be there: nor is it in memory, or in the journal.
        library.store().withdraw_one(&kept.key);
    }
    written
}

/// Takes out for good what was taken out of fields of an assessment, in everything on
/// the shelf: its own states, copies of it and raters.
///
/// # Errors
///
/// The browser refused a record: what it holds of it is as it was.
pub(super) fn erase(
    library: &Library,
    of: &Assessment,
    all: &WordsByField,
) -> Result<(), WriteError> {
    rewrite(library, |one| match one.id() == of.id() {
        true => one.heed(of),
        false => all.iter().fold(false, |any, (key, it)| erase_in(one, of, *key, it) | any),
    })
}

/// Takes out of everything on the shelf what was taken out for good of the assessment
/// that it is of: by another tab, by a file that was opened, or before a crash.
fn heed_all(library: &Library) -> Result<(), WriteError> {
    let kept = all(library);
    let of = |it: &Arc<Aside>| {
        let raters = it.raters.iter().map(|it| it.id().clone());
        raters.chain([it.assessment.id().clone()]).collect::<Vec<_>>()
    };
    let ids: BTreeSet<AssessmentId> = kept.iter().flat_map(of).collect();
    let live: Vec<_> = ids.iter().filter_map(|it| library.stored(it)).collect();
    let erased: Vec<&Assessment> =
        live.iter().map(|it| it.assessment()).filter(|it| it.erasures().next().is_some()).collect();
    if erased.is_empty() {
        return Ok(());
    }
    rewrite(library, |one| {
        let id = one.id().clone();
        erased.iter().filter(|it| *it.id() == id).fold(false, |any, it| one.heed(it) | any)
    })
}

/// Changes assessments on the shelf, and writes what has changed. What it is called
/// follows from what is left of it, unless somebody gave it the name.
fn rewrite(library: &Library, change: impl Fn(&mut Assessment) -> bool) -> Result<(), WriteError> {
    let kept = all(library).into_iter().map(|it| {
        // As it is by now: another tab may have changed it, or taken it off the shelf.
        let Some(mut it) = read(library.shipped(), library.store(), &it.key) else {
            return Ok(());
        };
        let is_own_name = it.name == display_name(&it.assessment);
        let assessments = [&mut it.assessment].into_iter().chain(&mut it.raters);
        if !assessments.fold(false, |any, one| change(one) | any) {
            return Ok(());
        }
        if is_own_name {
            it.name = display_name(&it.assessment);
        }
        let before = stored(library, &it.key);
        let came = before.as_ref().and_then(|it| it.came);
        let cleared = before.and_then(|it| it.cleared).unwrap_or(0) + 1;
        let json = record(library, &it, came, Some(cleared))?;
        library.store().set(&it.key, &json)
    });
    kept.fold(Ok(()), Result::and)
}

/// Merges a replica into the assessment of the same identity, or adds it, without what
/// was taken out for good here, also while it was in the bin; and the shelf heeds what
/// the replica says was.
///
/// # Errors
///
/// The browser refused a record. Each record is either as before or merged, and doing it
/// again goes on where it ended.
pub fn merge(library: &Library, replica: &Assessment, now: Now) -> Result<(), WriteError> {
    library.merge(&known(library, replica.clone()), now)?;
    if replica.erasures().next().is_some() { heed_all(library) } else { Ok(()) }
}

/// Without what anything here, on the shelf or not, says was taken out for good of it.
pub fn known(library: &Library, mut it: Assessment) -> Assessment {
    if let Some(live) = library.load(it.id()) {
        it.heed(&live.assessment);
    }
    let id = it.id().clone();
    for kept in all(library) {
        let all = [&kept.assessment].into_iter().chain(&kept.raters);
        for other in all.filter(|other| *other.id() == id) {
            it.heed(other);
        }
    }
    it
}

/// The JSON of a record.
fn record(
    library: &Library,
    kept: &Aside,
    came: Option<u64>,
    cleared: Option<u64>,
) -> Result<String, WriteError> {
    let Aside { why, name, at, assessment, raters, .. } = kept;
    let file = document::write(library.shipped(), [assessment].into_iter().chain(raters));
    // What cannot be read again is no copy.
    document::read(library.shipped(), file.as_bytes()).map_err(|_| WriteError::Refused)?;
    let record = Record { why: *why, name: name.clone(), at: *at, file, came, cleared };
    serde_json::to_string(&record).map_err(|_| WriteError::Refused)
}

/// What of a back-up is not on the shelf yet: opened twice it is there once.
pub fn lacking(library: &Library, asides: &[Aside]) -> Vec<Aside> {
    let here = all(library);
    let here: Vec<Aside> = here.iter().map(|it| clean(library, Aside::clone(it))).collect();
    let is_here = |it: &Aside| library.has(&it.id()) || here.iter().any(|other| other.is_same(it));
    let asides = asides.iter().cloned().map(|it| clean(library, it));
    asides.filter(|it| !is_here(it)).collect()
}

/// Without what was taken out for good of the assessments that it is of.
fn clean(library: &Library, mut aside: Aside) -> Aside {
    aside.assessment = known(library, aside.assessment);
    aside.raters = aside.raters.into_iter().map(|it| known(library, it)).collect();
    aside
}

/// Puts something out of a back-up on the shelf, or among the assessments when it is
/// a state of one that is nowhere: there nobody would find it.
///
/// # Errors
///
/// The browser refused; nothing has changed.
pub fn take_in(library: &Library, aside: &Aside, now: Now) -> Result<(), WriteError> {
    let id = aside.assessment.id();
    let is_lost = !library.has(id) && of(library, id).iter().all(|(_, it)| *it == Why::Snapshot);
    if aside.why == Why::Snapshot && is_lost {
        return merge(library, &aside.assessment.clone().with_id(aside.id()), now);
    }
    let key = names::shelf(aside.at, id);
    write(library, Aside { key, ..aside.clone() }, Some(now.ms))
}

/// Everything on the shelf, latest first. Records that cannot be read stay
/// where they are and in the raw data.
pub fn all(library: &Library) -> Vec<Arc<Aside>> {
    let mut all = library.kept(|store, key| read(library.shipped(), store, key));
    all.sort_by_key(|it| std::cmp::Reverse(it.at));
    all
}

/// Reads one, if it is there and whole.
fn read(model: &Model, store: &Store, key: &str) -> Option<Aside> {
    let record: Record = serde_json::from_str(&store.get(key)?).ok()?;
    let found = document::read(model, record.file.as_bytes()).ok()?;
    let (assessment, raters) = found.split_first()?;
    Some(Aside {
        key: key.to_owned(),
        why: record.why,
        name: record.name,
        at: record.at,
        assessment: assessment.clone(),
        raters: raters.to_vec(),
    })
}

/// How many entries on the shelf, or put aside from elsewhere, cannot be read, when
/// so many on the shelf can.
pub fn unreadable(library: &Library, readable: usize) -> usize {
    let store = library.store();
    store.keys(names::ASIDE).len() + store.keys(names::SHELF).len().saturating_sub(readable)
}

/// The named states of an assessment, latest first.
pub fn snapshots(library: &Library, id: &AssessmentId) -> Vec<Arc<Aside>> {
    let mut all = all(library);
    all.retain(|it| it.why == Why::Snapshot && it.assessment.id() == id);
    all
}

/// Takes something off the shelf for good.
pub fn remove(library: &Library, kept: &Aside, now: Now) {
    let id = kept.assessment.id();
    library.store().remove(&kept.key);
    // With the last of an assessment its states go, too: nothing leads to them.
    if !library.has(id) && of(library, id).iter().all(|(_, why)| *why == Why::Snapshot) {
        library.remove_states(id);
        library.forget(id);
        library.bury(id, now);
    }
}

/// What is on the shelf of an assessment: keys, and why.
fn of(library: &Library, id: &AssessmentId) -> Vec<(String, Why)> {
    let store = library.store();
    let keys = store.keys(names::SHELF).into_iter().filter(|it| names::is_shelf_of(it, id));
    let why = |key: &String| Some(serde_json::from_str::<Record>(&store.get(key)?).ok()?.why);
    keys.filter_map(|key| why(&key).map(|it| (key, it))).collect()
}

impl Library {
    /// Takes out for good what was taken out of fields, wherever else this browser
    /// holds assessments: in copies, in raters, on the shelf and in the steps of this tab.
    ///
    /// # Errors
    ///
    /// The browser refused a record: some copies may be left.
    pub fn erase_everywhere(&self, of: &Assessment, all: &WordsByField) -> Result<(), WriteError> {
        self.erase_copies(of, all).and(erase(self, of, all))
    }

    /// Removes the named states of an assessment.
    pub(super) fn remove_states(&self, id: &AssessmentId) {
        for (key, _) in of(self, id).iter().filter(|(_, why)| *why == Why::Snapshot) {
            self.store().remove(key);
        }
    }
}

/// Moves an assessment into the bin, with what was collected for it.
///
/// # Errors
///
/// The browser refused; nothing has changed.
pub fn bin(library: &Library, assessment: &Assessment, now: Now) -> Result<(), WriteError> {
    put(library, Why::Deleted, display_name(assessment), assessment, now)?;
    library.remove_with_raters(assessment.id());
    Ok(())
}

/// Removes a sample: not into the bin while it is nothing but the sample. Returns whether
/// it is there.
///
/// # Errors
///
/// The browser refused; nothing has changed.
pub fn discard(library: &Library, sample: &Assessment, now: Now) -> Result<bool, WriteError> {
    let id = sample.id();
    let has_more = !library.raters(id).is_empty() || !of(library, id).is_empty();
    if has_more || !bank::is_sample_alone(library.model_of(id), sample) {
        return bin(library, sample, now).map(|()| true);
    }
    // What was said in it may be in a copy that is still to come: that stays.
    library.remove_states(id);
    library.forget(id);
    library.remove_with_raters(id);
    Ok(false)
}

/// Puts what was deleted or replaced back among the assessments, beside one of
/// the same identity if there is one. Returns where it is.
///
/// # Errors
///
/// The browser refused; it is still on the shelf.
pub fn put_back(library: &Library, kept: &Aside, now: Now) -> Result<AssessmentId, WriteError> {
    // As it is by now: another tab may have taken something out of it for good.
    let by_now = read(library.shipped(), library.store(), &kept.key);
    let kept = by_now.as_ref().unwrap_or(kept);
    let mut assessment = kept.assessment.clone();
    let clock = now.clock();
    if library.has(assessment.id()) {
        assessment = raters::on_its_own(assessment.with_id(now.id()), clock);
    }
    let raters_of = || library.raters(assessment.id());
    let before: BTreeSet<AssessmentId> = raters_of().iter().map(|it| it.id().clone()).collect();
    library.add(&assessment)?;
    let put = |it: &Assessment| {
        if assessment.id() == kept.assessment.id() {
            return library.merge(it, now);
        }
        let name = it.text(Key::Assessors);
        let model = library.model_of(assessment.id());
        library.merge(&raters::as_rater(model, assessment.id(), it, name, clock), now)
    };
    if let Err(refused) = kept.raters.iter().try_for_each(put) {
        // All of it is still on the shelf: half of it would be found twice. Who was here
        // before is not on it.
        for it in raters_of().iter().filter(|it| !before.contains(it.id())) {
            library.remove(it.id());
        }
        library.remove(assessment.id());
        return Err(refused);
    }
    if kept.why != Why::Snapshot {
        library.store().remove(&kept.key);
    }
    Ok(assessment.id().clone())
}

/// Whether it is so with an assessment as it is stored by now, where another tab may have
/// said something, and nothing hangs on it: no records that cannot be read, nobody's
/// answers, no named state.
fn is_bare(library: &Library, id: &AssessmentId, is_so: impl Fn(&Assessment) -> bool) -> bool {
    library.load(id).is_some_and(|it| it.put_aside == 0 && is_so(&it.assessment))
        && library.raters(id).is_empty()
        && of(library, id).is_empty()
}

/// Removes what has been in the bin for more than 30 days. Named states
/// stay. An assessment that was begun and in which nothing was said is dropped
/// after a day. And what was taken out for good before all books of the journal had been
/// read goes from what they have brought.
pub fn sweep(library: &Library, now: Now) {
    // Where it is refused, the next start does it.
    let _ = heed_all(library);
    for (of, all) in library.take_erased() {
        let _ = library.erase_everywhere(&of, &all);
    }
    drop_untouched(library, now.ms);
    let shelf = all(library);
    // A clock that runs ahead at one start must not empty the bin: time has passed
    // only if somebody did something since.
    let put = shelf.iter().map(|it| it.at).max();
    let passed = |done: Option<u64>| now.ms.min(done.max(put).unwrap_or(0));
    let is_over = |by: u64, at: u64| at.saturating_add(KEPT_MS) < by;
    let listed = library.everything_listed(now.ms);
    let noted = passed(listed.iter().filter_map(|it| it.latest).map(|it| it.ms).max());
    if !shelf.iter().any(|it| it.why != Why::Snapshot && is_over(noted, it.at)) {
        return;
    }
    // What is noted for lists does not decide about this.
    let everything = library.everything();
    let by = passed(everything.iter().filter_map(|it| it.latest()).map(|it| it.ms).max());
    for kept in shelf {
        let came = || stored(library, &kept.key).and_then(|it| it.came);
        if kept.why != Why::Snapshot
            && is_over(by, kept.at)
            && came().is_none_or(|at| is_over(by, at))
        {
            remove(library, &kept, now);
        }
    }
}

/// Removes what was begun more than a day ago and in which nothing was said.
fn drop_untouched(library: &Library, now_ms: u64) {
    let is_old =
        |created: Option<u64>| created.is_some_and(|at| at.saturating_add(UNTOUCHED_MS) < now_ms);
    for it in library.everything_listed(now_ms) {
        // What is noted of it is not what decides.
        let is_over = |it: &Assessment| it.is_untouched() && is_old(it.created());
        if it.is_untouched && is_old(it.created) && is_bare(library, &it.id, is_over) {
            library.remove(&it.id);
        }
    }
}

/// A record as it is stored.
fn stored(library: &Library, key: &str) -> Option<Record> {
    serde_json::from_str(&library.store().get(key)?).ok()
}

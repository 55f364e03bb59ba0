//! Whole assessments that are kept aside: deleted ones, ones that an import
//! replaced, and states that somebody named.
//!
//! Each is one record with an exported file in it, so that it is read by the
//! same careful code as any file.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::untrack;
use serde::{Deserialize, Serialize};

use super::browser;
use super::browser::storage::WriteError;
use super::library::Library;
use super::names;
use crate::assessment::{Assessment, AssessmentId, Clock, Key};
use crate::document;
use crate::raters;

/// How long deleted and replaced assessments are kept, in milliseconds: 30 days.
const KEPT_MS: u64 = 30 * 24 * 60 * 60 * 1_000;

/// How long an assessment is kept in which nothing was said, in milliseconds: a
/// day.
const UNTOUCHED_MS: u64 = 24 * 60 * 60 * 1_000;

/// Why an assessment is on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Deleted by its owner.
    Deleted,
    /// Replaced by an import.
    Replaced,
    /// A state with a name.
    Snapshot,
}

/// One record.
#[derive(Serialize, Deserialize)]
struct Record {
    why: Why,
    name: String,
    at: u64,
    file: String,
}

/// An assessment on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The key of its record.
    pub key: String,
    /// Why it is here.
    pub why: Why,
    /// What the state is called, or what the assessment was called.
    pub name: String,
    /// Since when, in milliseconds since 1970 (UTC).
    pub at: u64,
    /// The assessment.
    pub assessment: Assessment,
    /// What had been collected for it.
    pub raters: Vec<Assessment>,
}

/// Puts a copy on the shelf.
///
/// # Errors
///
/// The browser refused; nothing has changed.
pub fn put(
    library: Library,
    why: Why,
    name: String,
    assessment: &Assessment,
) -> Result<(), WriteError> {
    let at = browser::now_ms();
    // A state is gone back to beside its raters; what leaves takes them along.
    let raters = match why {
        Why::Deleted => untrack(|| library.raters(assessment.id())),
        Why::Replaced | Why::Snapshot => Vec::new(),
    };
    // As they are stored now: another tab may have gone on with them.
    let raters = raters.iter().filter_map(|it| Some(library.load(it.id())?.assessment)).collect();
    let mut key = names::shelf(at, assessment.id());
    while library.store().get(&key).is_some() {
        key.push('x');
    }
    let kept = Kept { key, why, name, at, assessment: assessment.clone(), raters };
    library.store().set(&kept.key, &kept.record(library)?)?;
    library.changed();
    Ok(())
}

/// Takes texts out for good of everything on the shelf that holds them under this
/// field.
///
/// # Errors
///
/// The browser refused a record: it is as it was.
pub fn erase(library: Library, key: Key, texts: &BTreeSet<String>) -> Result<(), WriteError> {
    let kept = untrack(|| all(library)).into_iter().map(|it| {
        let mut it = Kept::clone(&it);
        let assessments = [&mut it.assessment].into_iter().chain(&mut it.raters);
        let any = assessments.fold(false, |any, one| one.erase_texts(key, texts) | any);
        if any { library.store().set(&it.key, &it.record(library)?) } else { Ok(()) }
    });
    kept.fold(Ok(()), Result::and)
}

impl Kept {
    /// The JSON of its record.
    fn record(&self, library: Library) -> Result<String, WriteError> {
        let all = [&self.assessment].into_iter().chain(&self.raters);
        let file = document::write(library.model(), all);
        // What cannot be read again is no copy.
        document::read(library.model(), file.as_bytes()).map_err(|_| WriteError::Refused)?;
        let record = Record { why: self.why, name: self.name.clone(), at: self.at, file };
        serde_json::to_string(&record).map_err(|_| WriteError::Refused)
    }
}

/// Everything on the shelf, latest first. Records that cannot be read stay
/// where they are and in the raw data. Tracks what is put there and removed.
pub fn all(library: Library) -> Vec<Arc<Kept>> {
    let mut all = library.kept(|store, key| {
        let record: Record = serde_json::from_str(&store.get(key)?).ok()?;
        let found = document::read(library.model(), record.file.as_bytes()).ok()?;
        let (assessment, raters) = found.split_first()?;
        Some(Kept {
            key: key.to_owned(),
            why: record.why,
            name: record.name,
            at: record.at,
            assessment: assessment.clone(),
            raters: raters.to_vec(),
        })
    });
    all.sort_by_key(|it| std::cmp::Reverse(it.at));
    all
}

/// The named states of an assessment, latest first.
pub fn snapshots(library: Library, id: &AssessmentId) -> Vec<Arc<Kept>> {
    let mut all = all(library);
    all.retain(|it| it.why == Why::Snapshot && it.assessment.id() == id);
    all
}

/// Takes something off the shelf for good.
pub fn remove(library: Library, kept: &Kept) {
    library.store().remove(&kept.key);
    if !library.has(kept.assessment.id()) {
        library.remove_for_good(kept.assessment.id());
    }
    library.changed();
}

/// Puts what was deleted or replaced back among the assessments, beside one of
/// the same identity if there is one. Returns where it is.
///
/// # Errors
///
/// The browser refused; it is still on the shelf.
pub fn put_back(library: Library, kept: &Kept) -> Result<AssessmentId, WriteError> {
    let mut assessment = kept.assessment.clone();
    let clock = Clock::start(browser::now_ms(), library.writer());
    if library.has(assessment.id()) {
        assessment = assessment.with_id(AssessmentId::from_random(browser::random_bits()));
        assessment = raters::on_its_own(assessment, clock);
    }
    library.add(&assessment)?;
    let put = |it: &Assessment| {
        if assessment.id() == kept.assessment.id() {
            return library.merge(it);
        }
        let name = it.text(Key::Assessors);
        library.merge(&raters::as_rater(library.model(), assessment.id(), it, name, clock))
    };
    if let Err(refused) = kept.raters.iter().try_for_each(put) {
        // All of it is still on the shelf: half of it would be found twice.
        library.remove_with_raters(assessment.id());
        return Err(refused);
    }
    if kept.why != Why::Snapshot {
        library.store().remove(&kept.key);
        library.changed();
    }
    Ok(assessment.id().clone())
}

/// Removes what has been in the bin for longer than [`KEPT_MS`]. Named states
/// stay. An assessment that was begun and in which nothing was said is dropped
/// after a day.
pub fn sweep(library: Library) {
    let shelf = all(library);
    // A clock that runs ahead at one start must not empty the bin: time has passed
    // only if somebody did something since.
    let everything = untrack(|| library.everything());
    for it in &everything {
        let is_untouched =
            it.kept().is_empty() && it.registers().all(|(key, _)| key == Key::Created);
        let is_old =
            it.created().is_some_and(|at| at.saturating_add(UNTOUCHED_MS) < browser::now_ms());
        if is_untouched && is_old {
            library.remove(it.id());
        }
    }
    let done = everything.iter().filter_map(|it| it.latest()).map(|it| it.ms).max();
    let put = shelf.iter().map(|it| it.at).max();
    let now = browser::now_ms().min(done.max(put).unwrap_or(0));
    for kept in shelf {
        if kept.why != Why::Snapshot && kept.at.saturating_add(KEPT_MS) < now {
            remove(library, &kept);
        }
    }
}

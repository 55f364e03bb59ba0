//! Exports, and when the last one was: the only copy that outlives the browser.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::untrack;

use super::browser::{self, files};
use super::library::Library;
use super::names;
use super::shelf::{self, Aside, Why};
use crate::assessment::{Assessment, AssessmentId};
use crate::bank;
use crate::catalogue::{Listed, Stored};
use crate::document;
use crate::leaving::LeftOut;
use crate::moment::Moment;
use crate::web::wording::{self, display_name, plural};

/// After so long without an export a reminder is shown, in milliseconds: seven
/// days, after which Safari may have deleted everything.
const REMIND_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// Whether an assessment is somebody's own work, or a sample with something of
/// theirs in it: what a back-up is made for.
fn is_own(library: Library, assessment: &Assessment) -> bool {
    !bank::is_sample_alone(library.model_of(assessment.id()), assessment)
        || !untrack(|| library.raters(assessment.id())).is_empty()
}

/// The same of one that is listed.
pub fn is_own_listed(library: Library, it: &Listed) -> bool {
    let is_rater =
        |other: &Arc<Listed>| other.rater_of.as_ref().is_some_and(|(of, _)| *of == it.id);
    !it.is_sample_alone || untrack(|| library.everything_listed()).iter().any(is_rater)
}

/// What somebody wants to hand over.
#[derive(Clone)]
pub enum What {
    /// One assessment, with what was collected for it.
    One(Assessment),
    /// The same with all that goes when it is deleted for good: its named states.
    Whole(Assessment),
    /// Everything that anybody has said here: assessments, raters, named states and
    /// the bin.
    Everything,
}

/// An assessment as it stands now: what is to leave may have been looked at before another
/// tab, or a book of the journal, changed it.
fn now(library: Library, it: &Assessment) -> Assessment {
    library.load(it.id()).map_or_else(|| it.clone(), |it| it.assessment)
}

/// The assessments that are meant by it, as they stand now.
pub fn meant(library: Library, what: &What) -> Vec<Assessment> {
    // Whatever another tab did that this one has not been told of yet.
    library.touched_all();
    let with_raters = |it: &Assessment| {
        let raters = untrack(|| library.raters(it.id()));
        let raters: Vec<Assessment> = raters.iter().map(|it| it.assessment().clone()).collect();
        [now(library, it)].into_iter().chain(raters)
    };
    let kept = |all: Vec<Arc<Aside>>| {
        all.into_iter().flat_map(|it| {
            let Aside { assessment, raters, .. } = Aside::clone(&it);
            [assessment].into_iter().chain(raters)
        })
    };
    match what {
        What::One(it) => with_raters(it).collect(),
        What::Whole(it) => {
            let states = untrack(|| shelf::snapshots(library, it.id()));
            with_raters(it).chain(kept(states)).collect()
        }
        What::Everything => {
            let own = own(library);
            let own = own.iter().map(|it| it.assessment().clone());
            own.chain(kept(untrack(|| shelf::all(library)))).collect()
        }
    }
}

/// Hands it to the user as a file, or as several where one would be too large, without
/// what is left out. What the files hold; `None` when the browser refuses.
pub fn hand_over(library: Library, what: &What, left_out: LeftOut) -> Option<Held> {
    match what {
        What::One(it) => export(library, it, left_out),
        What::Whole(it) => export_whole(library, it, left_out),
        What::Everything => export_all(library, left_out),
    }
}

fn own(library: Library) -> Vec<Arc<Stored>> {
    let mut all = untrack(|| library.everything());
    all.retain(|it| is_own(library, it));
    all
}

/// `None` when the browser refuses.
fn export(library: Library, assessment: &Assessment, left_out: LeftOut) -> Option<Held> {
    let all = meant(library, &What::One(assessment.clone()));
    let parts = all.iter().map(|it| vec![left_out.without(library.model_of(it.id()), it, &all)]);
    let files = give_all(library, &display_name(assessment), parts)?;
    // What lacks something, or may, is no back-up.
    if !left_out.is_any() && !untrack(|| library.may_bring_more()) {
        note(library, &names::backup(assessment.id()));
        library.changed();
    }
    Some(Held { files, ..Held::default() })
}

/// `None` when the browser refuses.
fn export_whole(library: Library, assessment: &Assessment, left_out: LeftOut) -> Option<Held> {
    let own = meant(library, &What::One(assessment.clone()));
    let parts = own.iter().map(|it| vec![left_out.without(library.model_of(it.id()), it, &own)]);
    let states = untrack(|| shelf::snapshots(library, assessment.id()));
    let states = states.iter().map(|it| packed(library, it, left_out));
    let files = give_all(library, &display_name(assessment), parts.chain(states))?;
    Some(Held { files, ..Held::default() })
}

/// What a back-up holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Assessments that stand on their own.
    pub assessments: usize,
    /// Raters of them.
    pub raters: usize,
    /// Named states.
    pub states: usize,
    /// Assessments in the bin.
    pub bin: usize,
    /// Entries that cannot be read, and are in the raw data alone.
    pub unreadable: usize,
    /// Files it was divided into.
    pub files: usize,
    /// Whether a second copy may still bring something that is not in it.
    pub may_lack: bool,
}

impl Held {
    /// In words, for whoever has the files now.
    pub fn words(self) -> String {
        let Self { assessments, raters, states, bin, unreadable, files, may_lack } = self;
        let of = |n: usize, one: &str, many: &str| (n > 0).then(|| plural(n, one, many));
        let parts = [
            of(assessments, "assessment", "assessments"),
            of(raters, "rater", "raters"),
            of(states, "kept state", "kept states"),
            of(bin, "assessment in the bin", "assessments in the bin"),
        ];
        let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let whole = match files {
            1 => format!("The file holds {parts}."),
            n => format!("The {n} files together hold {parts}."),
        };
        let not = match unreadable {
            0 => String::new(),
            1 => " 1 damaged entry is not in it: take the raw data under Settings, too.".to_owned(),
            n => format!(
                " {n} damaged entries are not in it: take the raw data under Settings, too."
            ),
        };
        let yet = match may_lack {
            true => {
                " A second copy of what is kept here is still being read: export once more when it has been."
            }
            false => "",
        };
        whole + &not + yet
    }
}

/// `None` when the browser refuses.
fn export_all(library: Library, left_out: LeftOut) -> Option<Held> {
    library.touched_all();
    let all = own(library);
    let records: Vec<String> = all.iter().map(|it| names::backup(it.id())).collect();
    let asides = untrack(|| shelf::all(library));
    // As they are listed: whose assessment is not here stands on its own.
    let listed = untrack(|| library.all());
    let is_listed = |it: &&Arc<Stored>| listed.iter().any(|other| other.id() == it.id());
    let raters = all.len() - all.iter().filter(is_listed).count();
    let states = asides.iter().filter(|it| it.why == Why::Snapshot).count();
    let mut held = Held {
        assessments: all.len() - raters,
        raters,
        states,
        bin: asides.len() - states,
        unreadable: shelf::unreadable(library, asides.len()),
        files: 0,
        may_lack: untrack(|| library.may_bring_more()),
    };
    // What belongs together stays in one file.
    let beside: Vec<Assessment> = all.iter().map(|it| it.assessment().clone()).collect();
    let alone =
        beside.iter().map(|it| vec![left_out.without(library.model_of(it.id()), it, &beside)]);
    let asides = asides.iter().map(|it| packed(library, it, left_out));
    held.files = give_all(library, "plumbline-backup", alone.chain(asides))?;
    // What lacks something, or may, is no back-up.
    if !left_out.is_any() && !held.may_lack {
        records.iter().for_each(|it| note(library, it));
        note(library, names::BACKUP_OF_ALL);
        library.changed();
    }
    Some(held)
}

/// As assessments of a file.
fn packed(library: Library, kept: &Aside, left_out: LeftOut) -> Vec<Assessment> {
    let key = kept.key.trim_start_matches(names::SHELF).to_owned();
    let host = std::slice::from_ref(&kept.assessment);
    let without = |it: &Assessment| left_out.without(library.model_of(it.id()), it, host);
    let raters = kept.raters.iter().map(without).collect();
    Aside { key, assessment: without(&kept.assessment), raters, ..kept.clone() }.packed()
}

/// What goes into one file each: no file may be larger than is read again.
fn parts(library: Library, all: impl Iterator<Item = Vec<Assessment>>) -> Vec<Vec<Assessment>> {
    let mut files: Vec<(usize, Vec<Assessment>)> = Vec::new();
    for unit in all {
        let bytes = document::write(library.shipped(), &unit).len();
        match files.last_mut() {
            Some((sum, part))
                if *sum + bytes <= document::BYTES_MAX
                    && part.len() + unit.len() <= document::ASSESSMENTS_MAX =>
            {
                *sum += bytes;
                part.extend(unit);
            }
            _ => files.push((bytes, unit)),
        }
    }
    files.into_iter().map(|(_, part)| part).collect()
}

/// Hands over one file, or as many as it takes, with a number each. How many; `None`
/// when the browser refuses one.
fn give_all(
    library: Library,
    about: &str,
    all: impl Iterator<Item = Vec<Assessment>>,
) -> Option<usize> {
    let all = parts(library, all);
    let is_done = all.iter().zip(1..).all(|(part, number)| {
        let name = match all.len() {
            1 => wording::file(about, "json"),
            _ => wording::file(&format!("{about} {number}"), "json"),
        };
        give(library, &name, part)
    });
    is_done.then_some(all.len())
}

fn give(library: Library, name: &str, assessments: &[Assessment]) -> bool {
    let text = document::write(library.shipped(), assessments);
    // What could not be read again is no backup, and is not called one.
    let is_whole = document::read(library.shipped(), text.as_bytes()).is_ok();
    is_whole && files::download(name, "application/json", &text)
}

/// Notes that something was exported now.
fn note(library: Library, record: &str) {
    // Without it the reminder comes once too often, and that is all.
    let _ = library.store().set(record, &browser::now_ms().to_string());
}

/// When everything was exported last: the oldest of the times of all assessments,
/// and nothing while one of them has none, or while there are a rater or a state
/// that no file holds. Tracks changes of the library.
pub fn last(library: Library, all: &[Arc<Listed>]) -> Option<u64> {
    let whole = library.all_exported().unwrap_or(0);
    let is_lacking = |it: &Arc<Aside>| match it.why {
        Why::Snapshot => it.at > whole,
        // What is in the bin may have left before it was put there.
        Why::Deleted | Why::Replaced => {
            let at = library.exported(it.assessment.id()).unwrap_or(0).max(whole);
            it.assessment.holds_work() && it.assessment.latest().is_some_and(|it| it.ms > at)
        }
    };
    if shelf::all(library).iter().any(is_lacking) {
        return None;
    }
    // When a rater was taken in last, in one walk: this is asked at every letter.
    let mut came: BTreeMap<AssessmentId, u64> = BTreeMap::new();
    for it in library.everything_listed() {
        if let Some((host, at)) = it.rater_of.clone() {
            let latest = came.entry(host).or_default();
            *latest = at.max(*latest);
        }
    }
    let time = |it: &Arc<Listed>| {
        let came = came.get(&it.id).copied();
        library.exported(&it.id).filter(|at| came.is_none_or(|it| it <= *at))
    };
    let own = all.iter().filter(|it| is_own_listed(library, it) && !it.is_untouched);
    own.map(time).min().flatten()
}

/// Whether it is time for a reminder: there is work that no export holds, and
/// some of it is older than a week. A time that a wrong clock gave says nothing: the
/// work may be as old as that.
pub fn is_due(library: Library, all: &[Arc<Listed>]) -> bool {
    library.track();
    let now = browser::now_ms();
    let at = |ms: u64| match Moment::of(ms, now) {
        Moment::At(ms) => Some(ms),
        Moment::ClockWrong => None,
    };
    all.iter().filter(|it| it.holds_work && is_own_listed(library, it)).any(|it| {
        let last = library.exported(&it.id).and_then(at);
        let changed = it.latest.map_or(0, |it| it.ms);
        let since = last.or_else(|| at(it.created.unwrap_or(changed))).unwrap_or(0);
        changed > last.unwrap_or(0) && since.saturating_add(REMIND_MS) < now
    })
}

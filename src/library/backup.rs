//! What is handed over as files: the only copy that outlives the browser. What they hold,
//! into how many it is divided, and when that was done last.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Library;
use super::shelf::{self, Aside, Why};
use crate::assessment::{Assessment, AssessmentId};
use crate::bank;
use crate::catalogue::{Listed, Stored};
use crate::document;
use crate::file_name::file_name;
use crate::leaving::LeftOut;
use crate::moment::{Moment, sortable_day};
use crate::store::keys as names;
use crate::wording::display_name;
use crate::words::backup as words;

/// After so long without an export a reminder is shown, in milliseconds: seven
/// days, after which Safari may have deleted everything.
const REMIND_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

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

/// Files to hand over. Each can be read again: that has been tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// What they are called, and their texts.
    pub files: Vec<(String, String)>,
    /// What they hold.
    pub held: Held,
    /// Of what they are a back-up: what lacks something, or may, is none.
    backs_up: Vec<String>,
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

/// Says how many there are of something.
type Count = fn(usize) -> String;

impl Held {
    /// In words, for whoever has the files now.
    pub fn words(self) -> String {
        let Self { assessments, raters, states, bin, unreadable, files, may_lack } = self;
        let parts: [(usize, Count); 4] = [
            (assessments, words::assessments),
            (raters, words::raters),
            (states, words::states),
            (bin, words::bin),
        ];
        let parts = parts.into_iter().filter(|it| it.0 > 0).map(|(n, say)| say(n));
        let parts = &parts.collect::<Vec<_>>().join(", ");
        let whole = match files {
            1 => words::file_holds(parts),
            _ => words::files_hold(words::FilesHold { files, parts }),
        };
        let not = (unreadable > 0).then(|| words::unreadable(unreadable));
        let yet = may_lack.then(words::may_lack);
        [Some(whole), not, yet].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// How something is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leave {
    /// What is left out.
    pub left_out: LeftOut,
    /// Whether a second copy of what is kept here may still bring more.
    pub may_lack: bool,
    /// What the machine's clock says, in milliseconds since 1970 (UTC).
    pub now_ms: u64,
}

impl Leave {
    /// What lacks something, or may, is no back-up.
    fn is_whole(self) -> bool {
        !self.left_out.is_any() && !self.may_lack
    }
}

/// Whether an assessment is somebody's own work, or a sample with something of
/// theirs in it: what a back-up is made for.
fn is_own(library: &Library, assessment: &Assessment) -> bool {
    !bank::is_sample_alone(library.model_of(assessment.id()), assessment)
        || !library.raters(assessment.id()).is_empty()
}

/// The same of one of those that are listed.
pub fn is_own_listed(everything: &[Arc<Listed>], it: &Listed) -> bool {
    let is_rater =
        |other: &Arc<Listed>| other.rater_of.as_ref().is_some_and(|(of, _)| *of == it.id);
    !it.is_sample_alone || everything.iter().any(is_rater)
}

/// The assessments that are meant by it, as they stand now: what is to leave may have been
/// looked at before another tab, or a book of the journal, changed it.
pub fn meant(library: &Library, what: &What) -> Vec<Assessment> {
    // Whatever another tab did that this one has not been told of yet.
    library.touch_all();
    let kept = |all: Vec<Arc<Aside>>| {
        all.into_iter().flat_map(|it| {
            let Aside { assessment, raters, .. } = Aside::clone(&it);
            [assessment].into_iter().chain(raters)
        })
    };
    match what {
        What::One(it) => with_raters(library, it),
        What::Whole(it) => {
            let states = shelf::snapshots(library, it.id());
            with_raters(library, it).into_iter().chain(kept(states)).collect()
        }
        What::Everything => {
            let own = own(library);
            let own = own.iter().map(|it| it.assessment().clone());
            own.chain(kept(shelf::all(library))).collect()
        }
    }
}

fn with_raters(library: &Library, it: &Assessment) -> Vec<Assessment> {
    let now = library.load(it.id()).map_or_else(|| it.clone(), |it| it.assessment);
    let raters = library.raters(it.id());
    [now].into_iter().chain(raters.iter().map(|it| it.assessment().clone())).collect()
}

fn own(library: &Library) -> Vec<Arc<Stored>> {
    let mut all = library.everything();
    all.retain(|it| is_own(library, it));
    all
}

/// As a file, or as several where one would be too large, without what is left out.
/// `None` when they could not be read again: what cannot be is no back-up, and is not called
/// one.
pub fn files(library: &Library, what: &What, how: Leave) -> Option<Files> {
    library.touch_all();
    match what {
        What::One(it) => {
            let backs_up = vec![names::backup(it.id())];
            let alone = alone(library, &with_raters(library, it), how);
            divided(library, &display_name(it), alone, backs_up, how)
        }
        What::Whole(it) => {
            let alone = alone(library, &with_raters(library, it), how);
            let states = shelf::snapshots(library, it.id());
            let states = states.iter().map(|it| packed(library, it, how.left_out));
            let all = alone.into_iter().chain(states).collect();
            divided(library, &display_name(it), all, Vec::new(), how)
        }
        What::Everything => everything(library, how),
    }
}

/// They have been handed over: that is noted, where they are a back-up.
pub fn note(library: &Library, files: &Files, now_ms: u64) {
    for record in &files.backs_up {
        // Without it the reminder comes once too often, and that is all.
        let _ = library.store().set(record, &now_ms.to_string());
    }
}

/// Each on its own, without what is left out.
fn alone(library: &Library, all: &[Assessment], how: Leave) -> Vec<Vec<Assessment>> {
    let without = |it: &Assessment| how.left_out.without(library.model_of(it.id()), it, all);
    all.iter().map(|it| vec![without(it)]).collect()
}

fn everything(library: &Library, how: Leave) -> Option<Files> {
    let all = own(library);
    let records = all.iter().map(|it| names::backup(it.id()));
    let records = records.chain([names::BACKUP_OF_ALL.to_owned()]).collect();
    let asides = shelf::all(library);
    // As they are listed: whose assessment is not here stands on its own.
    let listed = library.all();
    let is_listed = |it: &&Arc<Stored>| listed.iter().any(|other| other.id() == it.id());
    let raters = all.len() - all.iter().filter(is_listed).count();
    let states = asides.iter().filter(|it| it.why == Why::Snapshot).count();
    let beside: Vec<Assessment> = all.iter().map(|it| it.assessment().clone()).collect();
    let units = alone(library, &beside, how);
    let units = units.into_iter().chain(asides.iter().map(|it| packed(library, it, how.left_out)));
    let mut files = divided(library, &words::file_name(), units.collect(), records, how)?;
    files.held = Held {
        assessments: all.len() - raters,
        raters,
        states,
        bin: asides.len() - states,
        unreadable: shelf::unreadable(library, asides.len()),
        may_lack: how.may_lack,
        ..files.held
    };
    Some(files)
}

/// As assessments of a file.
fn packed(library: &Library, kept: &Aside, left_out: LeftOut) -> Vec<Assessment> {
    let key = kept.key.trim_start_matches(names::SHELF).to_owned();
    let host = std::slice::from_ref(&kept.assessment);
    let without = |it: &Assessment| left_out.without(library.model_of(it.id()), it, host);
    let raters = kept.raters.iter().map(without).collect();
    Aside { key, assessment: without(&kept.assessment), raters, ..kept.clone() }.packed()
}

/// One file, or as many as it takes, with a number each: no file may be larger than is read
/// again, and what belongs together (a unit) stays in one.
fn divided(
    library: &Library,
    about: &str,
    units: Vec<Vec<Assessment>>,
    backs_up: Vec<String>,
    how: Leave,
) -> Option<Files> {
    let parts = parts(library, units);
    let day = sortable_day(how.now_ms);
    let mut files = Vec::new();
    for (part, number) in parts.iter().zip(1..) {
        let name = match parts.len() {
            1 => file_name(about, &day, "json"),
            _ => {
                let about = words::file_numbered(words::FileNumbered { name: about, number });
                file_name(&about, &day, "json")
            }
        };
        let text = document::write(library.shipped(), part);
        document::read(library.shipped(), text.as_bytes()).ok()?;
        files.push((name, text));
    }
    let held = Held { files: files.len(), ..Held::default() };
    let backs_up = if how.is_whole() { backs_up } else { Vec::new() };
    Some(Files { files, held, backs_up })
}

/// What goes into one file each.
fn parts(library: &Library, units: Vec<Vec<Assessment>>) -> Vec<Vec<Assessment>> {
    let mut files: Vec<(usize, Vec<Assessment>)> = Vec::new();
    for unit in units {
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

/// When everything was exported last: the oldest of the times of all assessments,
/// and nothing while one of them has none, or while there are a rater or a state
/// that no file holds. `all` are those that stand on their own, and `now_ms` is the machine's
/// clock.
pub fn last(library: &Library, all: &[Arc<Listed>], now_ms: u64) -> Option<u64> {
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
    let everything = library.everything_listed(now_ms);
    for it in &everything {
        if let Some((host, at)) = it.rater_of.clone() {
            let latest = came.entry(host).or_default();
            *latest = at.max(*latest);
        }
    }
    let time = |it: &Arc<Listed>| {
        let came = came.get(&it.id).copied();
        library.exported(&it.id).filter(|at| came.is_none_or(|it| it <= *at))
    };
    let own = all.iter().filter(|it| is_own_listed(&everything, it) && !it.is_untouched);
    own.map(time).min().flatten()
}

/// Whether it is time for a reminder: there is work that no export holds, and
/// some of it is older than a week. A time that a wrong clock gave says nothing: the
/// work may be as old as that.
pub fn is_due(library: &Library, all: &[Arc<Listed>], now_ms: u64) -> bool {
    let everything = library.everything_listed(now_ms);
    let at = |ms: u64| match Moment::of(ms, now_ms) {
        Moment::At(ms) => Some(ms),
        Moment::ClockWrong => None,
    };
    all.iter().filter(|it| it.holds_work && is_own_listed(&everything, it)).any(|it| {
        let last = library.exported(&it.id).and_then(at);
        let changed = it.latest.map_or(0, |it| it.ms);
        let since = last.or_else(|| at(it.created.unwrap_or(changed))).unwrap_or(0);
        changed > last.unwrap_or(0) && since.saturating_add(REMIND_MS) < now_ms
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_over_is_said_in_whole_sentences() {
        let held = Held { assessments: 2, states: 1, files: 1, ..Held::default() };
        assert_eq!(held.words(), "The file holds 2 assessments, 1 kept state.");
        let held = Held { assessments: 1, raters: 2, bin: 3, unreadable: 1, files: 2, ..held };
        assert_eq!(
            Held { states: 0, may_lack: true, ..held }.words(),
            "The 2 files together hold 1 assessment, 2 raters, 3 assessments in the bin. \
             1 damaged entry is not in it: take the raw data under Settings, too. \
             A second copy of what is kept here is still being read: export once more when it \
             has been."
        );
        let held = Held { unreadable: 2, files: 1, ..Held::default() };
        assert!(
            held.words().ends_with(
                " 2 damaged entries are not in it: take the raw data under Settings, too."
            )
        );
    }
}

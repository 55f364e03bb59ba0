//! Exports, and when the last one was: the only copy that outlives the browser.

use std::sync::Arc;

use leptos::prelude::untrack;

use super::browser::{self, files};
use super::library::Library;
use super::names;
use crate::assessment::Assessment;
use crate::catalogue::Stored;
use crate::document;
use crate::moment::Moment;
use crate::web::wording::display_name;

/// After so long without an export a reminder is shown, in milliseconds: seven
/// days, after which Safari may have deleted everything.
const REMIND_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// Hands one assessment to the user as a file, with what was collected for it.
/// False when the browser refuses.
pub fn export(library: Library, assessment: &Assessment) -> bool {
    let name = files::safe_name(&display_name(assessment), "json");
    let raters = untrack(|| library.raters(assessment.id()));
    let raters = raters.iter().map(|it| it.assessment());
    let all: Vec<&Assessment> = [assessment].into_iter().chain(raters).collect();
    hand_over(library, &name, &all)
}

/// Hands all own assessments to the user, as one file if they fit into one.
pub fn export_all(library: Library) -> bool {
    let mut all = untrack(|| library.everything());
    all.retain(|it| !it.is_sample());
    let files = parts(library, &all);
    if let [all] = &files[..] {
        return hand_over(library, &files::safe_name("plumbline-backup", "json"), all);
    }
    files.iter().zip(1..).all(|(part, number)| {
        let name = files::safe_name(&format!("plumbline-backup-{number}"), "json");
        hand_over(library, &name, part)
    })
}

/// What goes into one file each: no file may be larger than is read again.
fn parts(library: Library, all: &[Arc<Stored>]) -> Vec<Vec<&Assessment>> {
    let mut files: Vec<(usize, Vec<&Assessment>)> = Vec::new();
    for it in all.iter().map(|it| it.assessment()) {
        let bytes = document::write(library.model(), [it]).len();
        match files.last_mut() {
            Some((sum, part))
                if *sum + bytes <= document::BYTES_MAX
                    && part.len() < document::ASSESSMENTS_MAX =>
            {
                *sum += bytes;
                part.push(it);
            }
            _ => files.push((bytes, vec![it])),
        }
    }
    files.into_iter().map(|(_, part)| part).collect()
}

fn hand_over(library: Library, name: &str, assessments: &[&Assessment]) -> bool {
    let text = document::write(library.model(), assessments.iter().copied());
    // What could not be read again is no backup.
    let is_whole = document::read(library.model(), text.as_bytes()).is_ok();
    let done = files::download(name, "application/json", &text) && is_whole;
    if done {
        let now = browser::now_ms().to_string();
        for it in assessments.iter().filter(|it| !it.is_sample()) {
            // Without it the reminder comes once too often, and that is all.
            let _ = library.store().set(&names::backup(it.id()), &now);
        }
        library.changed();
    }
    done
}

/// When all own assessments were exported last: the oldest of their times, and
/// nothing while one of them has none. Tracks changes of the library.
pub fn last(library: Library, all: &[Arc<Stored>]) -> Option<u64> {
    all.iter().filter(|it| !it.is_sample()).map(|it| library.exported(it)).min().flatten()
}

/// Whether it is time for a reminder: there is work that no export holds, and
/// some of it is older than a week. A time that a wrong clock gave says nothing: the
/// work may be as old as that.
pub fn is_due(library: Library, all: &[Arc<Stored>]) -> bool {
    let now = browser::now_ms();
    let at = |ms: u64| match Moment::of(ms, now) {
        Moment::At(ms) => Some(ms),
        Moment::ClockWrong => None,
    };
    all.iter().filter(|it| !it.is_sample() && it.holds_work()).any(|it| {
        let last = library.exported(it).and_then(at);
        let changed = it.latest().map_or(0, |it| it.ms);
        let since = last.or_else(|| at(it.created().unwrap_or(changed))).unwrap_or(0);
        changed > last.unwrap_or(0) && since.saturating_add(REMIND_MS) < now
    })
}

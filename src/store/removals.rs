//! What was removed and a book of the journal may hold still.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::keys;
use crate::assessment::Clock;

/// What was removed, each with a moment: of what a book of the journal holds of it, what
/// was said until then is what was removed, and what was said later nobody had seen.
pub(super) type Removals = BTreeMap<String, Option<Clock>>;

/// Of what was removed twice the later moment counts.
pub(super) fn join(all: &mut Removals, more: Removals) {
    if !more.is_empty() {
        put(all, more);
    }
}

// What seldom happens is in functions of its own: who answers need not load it.
#[inline(never)]
fn put(all: &mut Removals, more: Removals) {
    for (key, moment) in more {
        let latest = all.entry(key).or_default();
        *latest = moment.max(*latest);
    }
}

/// Leaves out what these say as well, unless they say something else of the same assessment:
/// then it has been here again, and all of it was removed anew.
#[inline(never)]
pub(super) fn leave_out(all: &mut Removals, these: &Removals) {
    let mut anew: BTreeSet<String> = BTreeSet::new();
    for (key, moment) in &*all {
        if these.get(key) != Some(moment) {
            anew.insert(whose(key).to_owned());
        }
    }
    all.retain(|it, _| anew.contains(whose(it)));
}

/// How all records of the same assessment begin.
fn whose(key: &str) -> &str {
    key.match_indices('/').nth(2).and_then(|(at, _)| key.get(..=at)).unwrap_or(key)
}

/// What a removal of this record may be called: by itself, or by a beginning that it has.
/// Each is looked up: of thousands that were removed a book may hold them all.
pub(super) fn names_of(key: &str) -> impl Iterator<Item = &str> {
    let beginnings = key.match_indices('/').filter_map(|(at, _)| key.get(..=at));
    [key].into_iter().chain(beginnings)
}

/// What was put down of what was removed.
#[inline(never)]
pub(super) fn removals(json: &str) -> Removals {
    let kept: BTreeMap<String, Option<String>> = serde_json::from_str(json).unwrap_or_default();
    let kept = kept.into_iter().map(|(key, at)| (key, at.as_deref().and_then(Clock::parse)));
    // Never everything at once: a record, or all of one assessment.
    kept.filter(|(it, _)| keys::is_journaled(it) && it != keys::SHELF && it != keys::all_records())
        .collect()
}

/// Whether anything was removed that begins so.
pub(super) fn is_any(all: &Removals, prefix: &str) -> bool {
    let mut from = all.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
    from.next().is_some_and(|(it, _)| it.starts_with(prefix))
}

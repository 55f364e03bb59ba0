//! Saving: what was said is written, and it is said how that went.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Desk;
use crate::assessment::{Key, Register};
use crate::web::browser::{self, events};

/// After so long it is looked whether a browser has kept what it took, in
/// milliseconds.
const LOOK_AGAIN_MS: i32 = 1_200;

/// Whether what was said is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing was changed since the page was opened.
    AsOpened,
    /// Written and read back at this time, and the journal, if there is one, has answered.
    At(u64),
    /// The browser refused: this many changes are in memory only.
    Refused {
        /// Changes that are not stored.
        changes: usize,
    },
    /// Storage is blocked: everything is in memory only.
    MemoryOnly,
}

impl Desk {
    /// Takes what was taken out for good out of every copy that this browser holds. What
    /// it refuses is tried again with the next save.
    fn erase_copies(self) {
        self.to_erase.update_value(|all| {
            let copies = self.look(|it| self.library.act(|kept, _| kept.erase_everywhere(it, all)));
            if copies.is_ok() {
                // A book of the journal that is still to come may bring a copy.
                if untrack(|| self.library.may_bring_more()) {
                    self.look(|it| self.library.kept().remember_erased(it, all));
                }
                all.clear();
            }
        });
    }

    /// Another tab has taken it away: what would be written from now on would be kept
    /// nowhere, so nothing is, and it is said to be unsaved, unless it is here again.
    pub fn write_no_more(self) {
        self.is_lost.set_value(true);
    }

    /// Writes whatever is not stored yet.
    pub fn save(self) {
        if self.is_lost.get_value() && !self.library.has(&self.id()) {
            self.conclude(false);
            return;
        }
        if self.to_erase.with_value(|it| !it.is_empty()) {
            self.erase_copies();
        }
        let mut written = Vec::new();
        let kept = self.library.kept();
        self.unsaved.update_value(|unsaved| {
            self.assessment.with_untracked(|assessment| {
                unsaved.retain(|key| {
                    let is_refused = kept.write_key(assessment, *key).is_err();
                    if !is_refused {
                        written.push(*key);
                    }
                    is_refused
                });
            });
        });
        self.look_again(written);
        // "Saved" is said when the journal has answered, too: what the local storage
        // has taken may still be lost with the browser.
        if self.unsaved.with_value(|it| !it.is_empty()) {
            self.conclude(false);
        }
        let mine = self.sent.get_value() + 1;
        self.sent.set_value(mine);
        self.is_saving.set(true);
        let library = self.library;
        // What was answered is seen first. Should the page be left meanwhile, all that is
        // pending is handed over then.
        events::when_shown(move || {
            library.commit(move |is_safe| {
                self.conclude(is_safe);
                // Later changes may still be on their way.
                if self.sent.try_get_value() == Some(mine) {
                    let _ = self.is_saving.try_set(false);
                }
            });
        });
    }

    /// Looks again after a moment whether what was written is still there: a
    /// browser may take a write, read it back, and drop it. What is gone is written
    /// once more, as another tab may have been at it; what is gone again is said
    /// to be unsaved.
    fn look_again(self, keys: Vec<Key>) {
        if keys.is_empty() || !self.library.is_lasting() {
            return;
        }
        events::later(LOOK_AGAIN_MS, move || {
            let gone = self.assessment.try_with_untracked(|it| {
                // Deleted meanwhile is not dropped.
                let kept = self.library.kept();
                let is_here = kept.has(it.id());
                let is_gone = |key: &Key| {
                    let stored = kept.register(it.id(), *key).map(|it| it.clock());
                    let mine = it.register(*key).map(Register::clock);
                    // Nor is what another tab has taken out for good.
                    let is_out = kept.erased(it.id(), *key) > mine;
                    // Dropped, or rolled back to what it was before.
                    is_here && !is_out && stored < mine
                };
                keys.iter().copied().filter(is_gone).collect::<BTreeSet<Key>>()
            });
            let Some(gone) = gone else { return };
            let before = self.dropped.get_value();
            let is_again = gone.iter().any(|it| before.contains(it));
            self.dropped.update_value(|it| {
                it.retain(|key| !keys.contains(key));
                it.extend(gone.iter().copied());
            });
            if gone.is_empty() {
                return;
            }
            self.unsaved.update_value(|it| it.extend(gone));
            if is_again { self.conclude(false) } else { self.save() }
        });
    }

    /// Says how the saving went. The desk may have been left meanwhile.
    pub(super) fn conclude(self, is_safe: bool) {
        let Some(left) = self.unsaved.try_with_value(BTreeSet::len) else { return };
        let _ = self.saved.try_set(match left {
            0 if self.library.is_lasting() || is_safe => Saved::At(browser::now_ms()),
            0 => Saved::MemoryOnly,
            changes => Saved::Refused { changes },
        });
    }

    /// Writes everything anew, when the storage was cleared under the page.
    pub fn save_all(self) {
        if self.library.is_blank(&self.id()) {
            return;
        }
        let whole = self.assessment.get_untracked();
        if self.library.act(|it, _| it.write_all(&whole)).is_err() {
            self.unsaved.update_value(|it| it.extend(whole.registers().map(|(key, _)| key)));
        }
        self.save();
    }

    /// Whether closing the page would lose something.
    pub fn has_unsaved(self) -> bool {
        self.unsaved.with_value(|it| !it.is_empty())
            || self.saved.get_untracked() == Saved::MemoryOnly
                && self.steps.with_untracked(|it| !it.done().is_empty())
    }

    /// Writes again what was refused, if anything was.
    pub fn retry(self) {
        if self.unsaved.with_value(|it| !it.is_empty()) {
            self.save();
        }
    }
}

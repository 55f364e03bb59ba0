//! Storage and journal as one: what is written goes to both, and each gives the
//! other what it has lost, whenever a book of the journal has been read.

use leptos::prelude::*;

use super::Library;
use crate::assessment::{AssessmentId, Key};
use crate::document::records::Records;
use crate::library::shelf;
use crate::store::turns::Health;
use crate::store::{self, Meeting, TakenIn};
use crate::web::browser::journal::{Journal, Keeper};
use crate::web::browser::{self, Stage, events};

/// From so long on it is said that a second copy is still being read, in milliseconds.
/// It decides about that sentence alone.
const LATE_MS: i32 = 1_500;

/// How far the second copy of what is kept here is, which is the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondCopy {
    /// It is being opened or read, and may hold something that is not here.
    Reading,
    /// That takes long enough to be said.
    Late,
    /// All there is of it has been read, and what was said since then takes long to
    /// get into it.
    Silent,
    /// All there is of it has been read.
    Read,
}

/// What was said on this page before the second copy turned out to hold something else.
pub(super) type Met = Vec<(AssessmentId, Key)>;

impl Library {
    /// Opens the journal.
    pub(super) fn open_journal(self) {
        let journal = Journal::new(Keeping { library: self });
        self.journal.set_value(Some(journal.clone()));
        journal.open();
        events::later(LATE_MS, move || {
            if self.copy.try_get_untracked() == Some(SecondCopy::Reading) {
                self.copy.set(SecondCopy::Late);
            }
        });
    }

    /// Hands what was written to the journal, and calls back with whether it is
    /// there, when that is known.
    pub fn commit(self, done: impl FnOnce(bool) + 'static) {
        // Another page that starts now reads the books as they are: where they are open
        // they hear of it in a moment.
        if self.copy.get_untracked() != SecondCopy::Read {
            self.store().keep_removed();
        }
        // What is said before there is one waits for it.
        if let Some(journal) = self.journal.get_value() {
            journal.write(&self.store().take_pending(), done);
        }
    }

    /// How far the second copy is. Tracked.
    pub fn copy(self) -> SecondCopy {
        self.copy.get()
    }

    /// Whether it may still bring something that seems to be missing. Tracked.
    pub fn may_bring_more(self) -> bool {
        matches!(self.copy.get(), SecondCopy::Reading | SecondCopy::Late)
    }

    /// Whether something was deleted that a book which is still to come may hold.
    pub fn is_forgetting(self) -> bool {
        untrack(|| self.may_bring_more()) && self.store().has_removed()
    }

    /// Reads something of what was said here before the second copy turned out to hold
    /// something else. Tracked.
    pub fn met<T>(self, read: impl FnOnce(&[(AssessmentId, Key)]) -> T) -> T {
        self.met.with(|all| read(all))
    }

    /// That has been seen, and is not shown any more.
    pub fn close_met(self) {
        self.met.update(Vec::clear);
    }

    /// Takes in a book of the journal that has been read.
    fn meet(self, book: &Records) -> TakenIn {
        let Meeting { taken, is_news, met } =
            store::meet(self.shipped(), &self.store(), book, self.writer());
        if is_news {
            self.changed();
            self.healed.update(|it| *it = it.wrapping_add(1));
        }
        if !met.is_empty() {
            self.met.update(|it| it.extend(met));
        }
        taken
    }
}

/// The library, as the journal sees it.
struct Keeping {
    library: Library,
}

impl Keeper for Keeping {
    fn stands(&self, key: &str) -> Option<String> {
        self.library.store().get(key)
    }

    fn knows(&self, key: &str, json: &str) -> bool {
        self.library.store().knows(key, json)
    }

    fn take_in(&self, book: &Records) -> TakenIn {
        self.library.meet(book)
    }

    fn heed(&self, health: Health) {
        self.library.store().heed_health(health);
        let copy = self.library.copy;
        let before = copy.get_untracked();
        let now = match health {
            Health { is_opening: true, .. } if before == SecondCopy::Late => SecondCopy::Late,
            Health { is_opening: true, .. } => SecondCopy::Reading,
            Health { is_silent: true, .. } => SecondCopy::Silent,
            Health { is_silent: false, .. } => SecondCopy::Read,
        };
        if now == before {
            return;
        }
        copy.set(now);
        if matches!(before, SecondCopy::Reading | SecondCopy::Late) {
            let library = self.library;
            browser::when(Stage::Whole, move |_| library.act(shelf::sweep));
            library.commit(|_| ());
        }
    }
}

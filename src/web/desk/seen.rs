//! What the pages show of the desk beside the assessment: how it is saved, what can be
//! taken back, and what was said elsewhere meanwhile.

use leptos::prelude::*;

use super::{Desk, Saved};
use crate::assessment::Steps;
use crate::web::clash::Clash;

impl Desk {
    /// Whether it is stored. Tracked.
    pub fn saved(self) -> Saved {
        self.saved.get()
    }

    /// Whether something is on its way into the journal. Tracked.
    pub fn is_saving(self) -> bool {
        self.is_saving.get()
    }

    /// How many records could not be read when it was opened.
    pub fn put_aside(self) -> usize {
        self.put_aside
    }

    /// What was removed last and can be taken back from a notice, in words. Tracked.
    pub fn removal(self) -> Option<String> {
        self.undo.with(|it| it.as_ref().map(|(words, _)| words.clone()))
    }

    /// Takes that notice away; what was removed stays removed.
    pub fn close_removal(self) {
        self.undo.set(None);
    }

    /// Reads something of the last changes. Tracked.
    pub fn steps<T>(self, read: impl FnOnce(&Steps) -> T) -> T {
        self.steps.with(read)
    }

    /// Reads something of what was said here and elsewhere of one field, neither having
    /// seen the other. Tracked.
    pub fn clashes<T>(self, read: impl FnOnce(&[Clash]) -> T) -> T {
        // A view may ask once more when what was open is gone.
        match self.overtaken.try_read() {
            Some(all) => read(&all),
            None => read(&[]),
        }
    }

    /// Leaves what stands of those that no field shows.
    pub fn close_clashes(self) {
        self.overtaken.update(|all| all.retain(|it| it.is_at_field));
    }
}

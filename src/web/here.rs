//! Where the reader is and what the page is like: what the app provides to everything
//! under it.

use leptos::prelude::*;

use super::browser::{self, events};
use super::desk::Desk;
use crate::route::Route;

/// Where the reader is. Provided by the app.
#[derive(Clone, Copy)]
pub struct Here(pub RwSignal<Route>);

/// The desk in use, for listeners of the whole page. Provided by the app.
#[derive(Clone, Copy)]
pub struct OpenDesk(pub RwSignal<Option<Desk>>);

/// Whether there is room for a list beside the text and for the wide charts.
/// Kept, as asking the browser costs a layout of the page. Provided by the app.
#[derive(Clone, Copy)]
pub struct IsWide {
    is: RwSignal<bool>,
}

impl IsWide {
    /// Follows the window.
    pub fn follow() -> Self {
        let is = RwSignal::new(browser::is_wide());
        events::on_resize(move || {
            let now = browser::is_wide();
            if is.get_untracked() != now {
                is.set(now);
            }
        });
        Self { is }
    }

    /// Whether there is. Tracked.
    pub fn get(self) -> bool {
        self.is.get()
    }

    /// Whether there is as of now. Not tracked.
    pub fn now(self) -> bool {
        self.is.get_untracked()
    }
}

/// Whether the page is shown by a projector. Provided by the app.
#[derive(Clone, Copy)]
pub struct OnProjector {
    is: RwSignal<bool>,
}

impl OnProjector {
    /// It is not, at first, and no longer when the browser's own key leaves the full screen.
    pub fn follow() -> Self {
        let is = RwSignal::new(false);
        events::on_full_screen_end(move || is.set(false));
        Self { is }
    }

    /// Whether it is. Tracked.
    pub fn get(self) -> bool {
        self.is.get()
    }

    /// Goes on the projector, or leaves it.
    pub fn turn(self) {
        self.is.update(|it| *it = !*it);
    }

    /// Leaves it, as the page is left that can be shown so.
    pub fn leave(self) {
        self.is.set(false);
    }
}

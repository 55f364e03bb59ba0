//! Where the reader is, which assessment is in hand, and what the page is like: what the
//! app provides to everything under it. Whoever has one of these reads it; what moves the
//! reader is [`Helm`], which the app keeps for itself.
//!
//! Where the reader is stands in two places that cannot be one: the browser has the address,
//! and changes it before anybody hears of that. Nothing else in the program reads it or puts
//! another one in its place, so that what it names is one of these:
//!
//! - the route that was gone to, as [`Here::read`] has it;
//! - of the same page, the question that was looked at last ([`Here::look_at`]);
//! - where the reader wants to go next, until the app has heard of it.

use leptos::prelude::*;

use super::browser::{self, events};
use super::desk::Desk;
use crate::model::{ProcessIx, QuestionIx};
use crate::route::{self, Route, Spot};

/// Where the reader is. Provided by the app.
#[derive(Clone, Copy)]
pub struct Here {
    /// What was gone to.
    route: RwSignal<Route>,
    /// Where in the questionnaire of the open assessment the reader was last.
    seen: RwSignal<Spot>,
}

impl Here {
    /// Reads something of the route that was gone to. Tracked: one that is gone to once more
    /// is told once more.
    pub fn read<T>(self, read: impl FnOnce(&Route) -> T) -> T {
        self.route.with(read)
    }

    /// The same as it is now. Not tracked.
    pub fn look<T>(self, read: impl FnOnce(&Route) -> T) -> T {
        self.route.with_untracked(read)
    }

    /// Where in the questionnaire of the open assessment the reader was last. Tracked.
    pub fn seen(self) -> Spot {
        self.seen.get()
    }

    /// The same as it is now. Not tracked.
    pub fn seen_now(self) -> Spot {
        self.seen.get_untracked()
    }

    /// Goes to a page; the way back leads here. False when the address names it already:
    /// then nothing happens.
    pub fn go(self, to: &Route) -> bool {
        let fragment = to.fragment();
        let is_other = browser::fragment() != fragment;
        if is_other {
            browser::go(&fragment);
        }
        is_other
    }

    /// The page shows the part of the questionnaire that was gone to, and the reader is there
    /// by that. Returns it, as [`Desk::spot`] does. Tracked.
    pub fn come_to(self, desk: Desk) -> (ProcessIx, Spot) {
        let (process, spot) = self.read(|it| desk.spot(it));
        self.seen.set(Spot { process: Some(process), ..spot });
        (process, spot)
    }

    /// The reader has come to a question on the page. On a page of the questionnaire the
    /// address follows, so that a reload comes back to here; the page stays as it is.
    pub fn look_at(self, desk: Desk, question: QuestionIx) {
        let spot = Spot::question(desk.model, question);
        self.seen.set(spot);
        let address = browser::fragment();
        let named = Route::parse(&address);
        // The reader may be on the way to something else already.
        if !self.look(|it| it.assessment() == named.assessment()) {
            return;
        }
        let there = match named {
            Route::Assess(id, _) => Route::Assess(id, spot.locator(desk.model)),
            Route::Flash(id, _) => Route::Flash(id, spot.locator(desk.model)),
            _ => return,
        };
        let there = there.fragment();
        if address != there {
            browser::replace_quietly(&there);
        }
    }

    /// One by one this place is shown, and not the one that was gone to, as that is not asked
    /// any more or names no question. Keys rate what is on screen, so the address has to name
    /// it, and from now on it is what was gone to.
    pub fn shows(self, desk: Desk, spot: Spot) {
        let shown = Route::Flash(desk.id(), spot.locator(desk.model));
        // Leaving the page is a change, too: that one stays.
        if self.look(|it| matches!(it, Route::Flash(..)) && *it != shown) {
            browser::replace_quietly(&shown.fragment());
            self.route.set(shown);
        }
    }
}

/// The desk in use, for listeners of the whole page. Provided by the app.
#[derive(Clone, Copy)]
pub struct OpenDesk {
    desk: RwSignal<Option<Desk>>,
}

impl OpenDesk {
    /// The desk. Tracked.
    pub fn get(self) -> Option<Desk> {
        self.desk.get()
    }

    /// The desk as of now. Not tracked.
    pub fn now(self) -> Option<Desk> {
        self.desk.get_untracked()
    }
}

/// What moves the reader to another page and puts an assessment into hand. It is provided to
/// nobody.
#[derive(Clone, Copy)]
pub struct Helm {
    here: Here,
    open: OpenDesk,
}

impl Helm {
    /// Takes it, on the first page and with nothing in hand. Where the page was asked to start
    /// without opening anything, the address asks for nothing, either.
    pub fn take() -> Self {
        if browser::is_safe_start() {
            browser::replace_quietly(route::HOME);
        }
        let here = Here { route: RwSignal::new(Route::Home), seen: RwSignal::new(Spot::default()) };
        Self { here, open: OpenDesk { desk: RwSignal::new(None) } }
    }

    /// Where the reader is.
    pub fn here(self) -> Here {
        self.here
    }

    /// What is in hand.
    pub fn open_desk(self) -> OpenDesk {
        self.open
    }

    /// What the address asks for, as a fragment.
    pub fn asked(self) -> String {
        browser::fragment()
    }

    /// Gets to what the address asks for. One that is gone to once more leads the eye once
    /// more: the reader may have moved on without it.
    pub fn arrive(self, at: Route) {
        self.here.route.set(at);
    }

    /// Gets to where the address leads on to, which takes its place.
    pub fn arrive_instead(self, at: Route) {
        browser::replace_quietly(&at.fragment());
        self.arrive(at);
    }

    /// An assessment comes into hand, and nothing of it has been seen.
    pub fn open(self, desk: Desk) {
        self.here.seen.set(Spot::default());
        self.open.desk.set(Some(desk));
    }

    /// It is put down.
    pub fn put_down(self) {
        self.open.desk.set(None);
    }
}

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

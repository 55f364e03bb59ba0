//! An assessment that another tab took away while it was open here.

use leptos::prelude::*;

use super::browser::dom;
use super::desk::Desk;
use super::library::Library;
use super::wording::display_name;
use crate::assessment::{Assessment, AssessmentId};
use crate::document::{Aside, Why};

/// What is known of it, as long as nobody has gone on with it. Provided by the app.
#[derive(Clone, Copy, Default)]
pub struct Gone {
    loss: RwSignal<Option<Loss>>,
}

impl Gone {
    /// What is known, if it is this one that is gone. Tracked.
    pub fn of(self, id: &AssessmentId) -> Option<Loss> {
        self.loss.get().filter(|it| it.id == *id)
    }

    /// Which one is gone, as of now. Not tracked.
    pub fn id_now(self) -> Option<AssessmentId> {
        self.loss.with_untracked(|it| it.as_ref().map(|it| it.id.clone()))
    }

    /// Another tab took what is open. The app says so, which listens to other tabs.
    pub fn took(self, desk: Desk) {
        self.loss.set(Some(Loss::of(desk)));
    }

    /// The reader goes on with what is here by now.
    pub fn go_on(self) {
        self.loss.set(None);
    }
}

/// An assessment that is gone from under the hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// Which it was.
    pub id: AssessmentId,
    /// What it was called.
    pub name: String,
    /// What stood in fields and may be nowhere else: what the field is called, and the
    /// text.
    pub typed: Vec<(String, String)>,
    /// All of it, where something that was said is stored nowhere.
    pub unsaved: Option<Assessment>,
}

impl Loss {
    /// Of what is open, as the page stands.
    fn of(desk: Desk) -> Self {
        let name = desk.look(display_name);
        let unsaved = desk.has_unsaved().then(|| desk.look(Clone::clone));
        Self { id: desk.id(), name, typed: dom::half_typed(), unsaved }
    }
}

/// Whether an assessment that was here is not any more: in the bin, or deleted for good.
pub fn is_gone(library: Library, id: &AssessmentId) -> bool {
    !library.has(id) && !library.is_blank(id)
}

/// Why it was put into the bin last, if it is there.
pub fn why(library: Library, id: &AssessmentId) -> Option<Why> {
    let is_it = |it: &Aside| it.why != Why::Snapshot && it.assessment.id() == id;
    library.asides().iter().find(|it| is_it(it)).map(|it| it.why)
}

//! An assessment that another tab took away while it was open here.

use leptos::prelude::*;

use super::browser::dom;
use super::desk::Desk;
use super::library::Library;
use super::wording::display_name;
use crate::assessment::AssessmentId;
use crate::document::{Aside, Why};

/// What is known of it. Provided by the app, as long as nobody has gone on with it.
#[derive(Clone, Copy)]
pub struct Gone(pub RwSignal<Option<Loss>>);

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
}

impl Loss {
    /// Of what is open, as the page stands.
    pub fn of(desk: Desk) -> Self {
        let name = desk.look(display_name);
        Self { id: desk.id(), name, typed: dom::half_typed() }
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

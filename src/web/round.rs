//! The raters of the open assessment and what they say, for the page about them and
//! for the questions one by one.

use leptos::prelude::*;

use super::desk::Desk;
use super::library::Library;
use super::live::memo;
use crate::assessment::Assessment;
use crate::raters::{self, Item};

/// The raters of the open assessment and what they say.
#[derive(Clone, Copy)]
pub struct Round {
    /// The open assessment.
    pub desk: Desk,
    /// What is in this browser.
    pub library: Library,
    /// What each rater says.
    pub raters: Memo<Vec<Assessment>>,
    /// What they are called, each differently.
    pub names: Memo<Vec<String>>,
    /// Every place with its votes.
    pub items: Memo<Vec<Item>>,
}

impl Round {
    /// Of the open assessment.
    pub fn of(desk: Desk, library: Library) -> Self {
        let stored = memo(move || library.raters(&desk.id()));
        let raters: Memo<Vec<Assessment>> =
            memo(move || stored.with(|all| all.iter().map(|it| it.assessment().clone()).collect()));
        let names = memo(move || raters.with(|it| raters::names(it)));
        let items = memo(move || {
            raters.with(|raters| desk.read(|agreed| raters::items(desk.model, agreed, raters)))
        });
        Self { desk, library, raters, names, items }
    }

    /// What the rater at this place is called.
    pub fn name(self, at: usize) -> String {
        self.names.with(|all| all.get(at).cloned().unwrap_or_default())
    }
}

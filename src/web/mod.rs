//! The web half: between the core, the page and what the browser keeps.
//!
//! Reading order: [`browser`] (typed functions over the browser), [`library`]
//! (assessments in this browser, followed), [`reading`] (one that is looked
//! at), [`desk`] (the one that is open: answers in), [`here`] (where the reader is),
//! [`components`] (what several pages show), [`pages`], [`app`] (addresses to
//! pages). Beside them: [`incoming`] (files and links that came), [`walk`] and [`keys`]
//! (through the questionnaire), [`round`] (several raters),
//! [`loss`] (taken away by another tab), [`me`] (who sits here), [`parts`] (what waits for
//! the rest of the program), [`wording`].
//!
//! What is asked, what an answer counts, what stands where two differ, and what becomes of
//! assessments in a browser ([`crate::library`]) is decided in the core.
//!
//! Invariants: every change to the open assessment goes through [`desk::Desk`]; only [`here`]
//! reads the address or puts another one in its place; what several may read and few may change
//! has private signals, and methods that say what may be done; pages are leaves; only
//! [`browser`] names `web_sys` and `js_sys`, and it knows no rule of the domain.

mod app;
pub mod browser;
mod clash;
mod components;
mod desk;
mod here;
mod incoming;
mod keys;
mod library;
mod live;
mod loss;
mod me;
mod names;
mod pages;
mod parts;
mod preferences;
mod reading;
mod round;
mod walk;
mod wording;

use std::sync::OnceLock;

use leptos::prelude::*;

use crate::model::{Model, RawModel};

/// The shipped model: one for the life of the page, read when it is first asked
/// for. The first page does without, and its texts come after it.
fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        crate::bank::shipped().unwrap_or_else(|message| {
            // Ends the app: nothing of it is seen any more.
            browser::crash::show(&message);
            Model::trusted(RawModel::default())
        })
    })
}

/// Starts the app. On a damaged build the crash screen of the page is shown,
/// which needs nothing of the app.
pub fn start() {
    browser::crash::install();
    let Some(root) = browser::dom::emptied(names::APP) else {
        browser::crash::show("the page has no place to put the app in");
        return;
    };
    mount_to(root, app::app).forget();
}

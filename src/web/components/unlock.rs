//! Asks for the passphrase of something locked.

use std::rc::Rc;

use leptos::prelude::*;

use crate::lock::{Locked, Purpose};
use crate::web::browser::lock::{self, LockError};
use crate::web::browser::{dom, events};
use crate::web::live::{live, off};
use crate::words::passphrase as words;

/// A field for the passphrase, and what is wrong with it.
pub fn unlock(
    locked: Locked,
    purpose: Purpose,
    id: &str,
    done: Rc<dyn Fn(Vec<u8>)>,
) -> impl IntoView + use<> {
    let (id, hint) = (format!("{id}-passphrase"), format!("{id}-hint"));
    let working = RwSignal::new(false);
    let failed: RwSignal<Option<LockError>> = RwSignal::new(None);
    let field = id.clone();
    let try_it = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if working.get_untracked() {
            return;
        }
        working.set(true);
        failed.set(None);
        let (done, field) = (done.clone(), field.clone());
        lock::unlock(purpose, locked.clone(), &dom::value_of(&field), move |found| {
            // The page may have been left by then.
            let _ = working.try_set(false);
            match found {
                Ok(content) => {
                    done(content);
                    // The field that had it is gone.
                    events::after_paint(dom::focus_heading_if_free);
                }
                Err(error) => {
                    let _ = failed.try_set(Some(error));
                    dom::select(&field);
                }
            }
        });
    };
    let said = move || match failed.get() {
        None => String::new(),
        Some(LockError::DoesNotFit) => words::does_not_fit(),
        Some(LockError::Unavailable) => words::no_cryptography(),
    };
    view! {
        <form class="stack" on:submit=try_it>
            <div class="field">
                <label class="field__label" for=id.clone()>{words::label()}</label>
                <p class="field__hint" id=hint.clone()>{words::hint()}</p>
                <input class="input ltr" id=id type="password" autocomplete="off" aria-describedby=hint aria-invalid=live(move || failed.get().map(|_| "true")) />
            </div>
            <p class="field__error" role="alert" hidden=live(move || failed.get().is_none())>{live(said)}</p>
            <p><button class="button button--primary" type="submit" aria-disabled=off(move || working.get())>{live(move || if working.get() { words::opening() } else { words::open_it() })}</button></p>
        </form>
    }
}

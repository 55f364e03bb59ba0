//! A button that destroys something for good: it asks once more, in its own place.

use leptos::prelude::*;

use super::text::heard;
use crate::web::live::live;
use crate::words::Around;

/// The first press asks, the second does it; looking elsewhere calls it off.
/// `of` says of what, for whoever does not see where the button stands.
pub fn button(
    label: impl Into<String>,
    question: impl Into<String>,
    of: String,
    action: impl Fn() + Send + 'static,
) -> impl IntoView {
    let words = |it: String| Around { before: it, inside: of.clone(), after: String::new() };
    marked(words(label.into()), words(question.into()), action)
}

/// The same, of sentences: the marked part of each says of what.
pub fn marked(
    label: Around,
    question: Around,
    action: impl Fn() + Send + 'static,
) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let press = move |_| {
        if is_asked.get_untracked() {
            action();
        } else {
            is_asked.set(true);
        }
    };
    view! {
        <button class="button button--small button--quiet" class:button--danger=move || is_asked.get() type="button" on:click=press on:blur=move |_| { let _ = is_asked.try_set(false); }>
            {live(move || heard(if is_asked.get() { question.clone() } else { label.clone() }))}
        </button>
    }
}

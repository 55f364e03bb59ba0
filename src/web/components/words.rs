//! A field for what a person writes. What another tab writes meanwhile never replaces
//! text under the cursor, and is never overwritten unseen: both texts are shown, and
//! the reader chooses. Every text of an assessment has such a field.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;

use super::overtaken;
use crate::assessment::{Key, Text, Value};
use crate::web::browser::dom;
use crate::web::clash::Say;
use crate::web::desk::Desk;
use crate::web::live::{live, memo};
use crate::words::clash;

/// A text that stands for itself; an empty one takes it back.
pub fn plain(text: Text) -> Option<Value> {
    (!text.as_str().is_empty()).then_some(Value::Text(text))
}

/// Longest name or list of names, in characters.
pub const NAMES_MAX: usize = 200;
/// Longest reason.
pub const REASON_MAX: usize = 400;
/// Longest description.
pub const DESCRIPTION_MAX: usize = 2_000;

/// Words that follow signals.
pub type Hint = Arc<Mutex<dyn FnMut() -> String + Send>>;

/// What a field looks like, and what surrounds it.
pub struct Look {
    /// Of the input.
    pub class: &'static str,
    /// Lines that are seen; one line that cannot become more where there are none.
    pub lines: Option<&'static str>,
    /// Longest text, in characters.
    pub max: usize,
    /// The id of its description.
    pub described_by: Option<String>,
    /// The id of the list that it suggests from.
    pub list: Option<&'static str>,
    /// What holds as long as it is empty.
    pub placeholder: Option<Hint>,
    /// Whether something is wrong with what is in it.
    pub invalid: Option<Hint>,
    /// What the browser may fill in.
    pub autocomplete: &'static str,
    /// Goes up when the cursor leaves the field.
    pub left: RwSignal<u32>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            class: "input",
            lines: None,
            max: NAMES_MAX,
            described_by: None,
            list: None,
            placeholder: None,
            invalid: None,
            autocomplete: "off",
            left: RwSignal::new(0),
        }
    }
}

/// Whether a field of a text is in use: the cursor is in it, or two texts of it wait
/// for a choice. As long as it is, it stays where it is. Tracks the choice.
pub fn is_in_use(desk: Desk, key: Key, id: &str) -> bool {
    desk.clash(key).is_some_and(|it| it.is_at_field) || dom::has_focus(id)
}

/// The field, without its label.
pub fn field(desk: Desk, key: Key, id: String, say: Say, look: Look) -> impl IntoView + use<> {
    let Look { class, lines, max, described_by, list, placeholder, invalid, autocomplete, left } =
        look;
    let value = desk.slice(move |it| it.value(key).cloned());
    // Theirs arrived while the cursor was in it.
    Effect::new({
        let id = id.clone();
        move |_| {
            let theirs = value.get();
            if dom::has_focus(&id) {
                let mine = say(Text::typed(&dom::value_of(&id)));
                if mine != theirs {
                    desk.overtake(key, mine, theirs);
                }
            }
        }
    });
    let write = move |event| {
        let mine = say(Text::typed(&event_target_value(&event)));
        desk.say(key, mine.clone());
        if let Some(clash) = untrack(|| desk.clash(key)) {
            desk.overtake(key, mine, clash.theirs);
        }
    };
    let shown = {
        let id = id.clone();
        live(move || {
            left.track();
            let words = value.with(|it| {
                let words = it.as_ref().and_then(Value::words);
                words.map(|it| it.as_str().to_owned()).unwrap_or_default()
            });
            if dom::has_focus(&id) { dom::value_of(&id) } else { words }
        })
    };
    let leave = move |_| left.update(|it| *it = it.wrapping_add(1));
    let is_clash = memo(move || desk.clash(key).is_some_and(|it| it.is_at_field));
    // Both are still to choose from on the next page.
    on_cleanup(move || desk.take_from_field(key));
    let name = key.name(desk.model);
    let max_length = max.to_string();
    let input = match lines {
        Some(lines) => view! {
            <textarea
                class=class
                id=id.clone()
                data-field=name
                rows=lines
                dir="auto"
                maxlength=max_length
                aria-describedby=described_by
                prop:value=shown
                on:input=write
                on:blur=leave
            ></textarea>
        }
        .into_any(),
        None => view! {
            <input
                class=class
                id=id.clone()
                data-field=name
                type="text"
                dir="auto"
                autocomplete=autocomplete
                maxlength=max_length
                list=list
                placeholder=placeholder
                aria-invalid=invalid
                aria-describedby=described_by
                prop:value=shown
                on:input=write
                on:blur=leave
            />
        }
        .into_any(),
    };
    let between = if lines.is_some() { "\n" } else { " / " };
    view! {
        {input}
        <p class="field__status" role="status">{live(move || is_clash.get().then(clash::changed_elsewhere))}</p>
        {live(move || is_clash.get().then(|| {
            let id = id.clone();
            overtaken::choice(desk, key, Some(overtaken::Both { say, between, max }), Arc::new(move |_| dom::focus(&id)))
        }))}
    }
}

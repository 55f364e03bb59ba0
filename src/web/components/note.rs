//! The note of a question. What another tab writes meanwhile never replaces text
//! under the cursor: both are shown, and the reader chooses.

use leptos::prelude::*;

use crate::assessment::{Key, Text};
use crate::model::QuestionIx;
use crate::web::browser::{dom, events};
use crate::web::desk::Desk;
use crate::web::live::live;

/// From so many characters on it is said how much room is left.
const NEARLY_FULL: usize = Text::MAX - 500;

/// Two texts of one note, written at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clash {
    mine: String,
    theirs: String,
}

/// The field.
pub fn field(desk: Desk, question: QuestionIx, name: &str) -> impl IntoView + use<> {
    let key = Key::Note(question);
    let note = desk.slice(move |it| it.text(key).to_owned());
    let id = format!("{name}-note");
    let clash: RwSignal<Option<Clash>> = RwSignal::new(None);
    // Goes up when the cursor leaves the field.
    let left = RwSignal::new(0_u32);
    Effect::new({
        let id = id.clone();
        move |_| {
            let theirs = note.get();
            let mine = Text::typed(&dom::value_of(&id)).as_str().to_owned();
            if dom::has_focus(&id) && mine != theirs {
                clash.set(Some(Clash { mine, theirs }));
            }
        }
    });
    let shown = {
        let id = id.clone();
        live(move || {
            left.track();
            let text = note.get();
            if dom::has_focus(&id) { dom::value_of(&id) } else { text }
        })
    };
    let length = move || {
        let n = note.with(|it| it.chars().count());
        (n >= NEARLY_FULL).then(|| format!("{n} of {} characters.", Text::MAX))
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>"Note"</label>
            <textarea
                class="input"
                id=id.clone()
                rows="3"
                dir="auto"
                maxlength=Text::MAX.to_string()
                prop:value=shown
                on:input=move |event| desk.write(key, &event_target_value(&event))
                on:blur=move |_| left.update(|it| *it = it.wrapping_add(1))
            ></textarea>
            <p class="field__hint">{live(length)}</p>
            <div role="status">{live(move || clash.get().map(|it| choice(desk, key, &id, clash, it)))}</div>
        </div>
    }
}

fn choice(
    desk: Desk,
    key: Key,
    id: &str,
    clash: RwSignal<Option<Clash>>,
    Clash { mine, theirs }: Clash,
) -> impl IntoView + use<> {
    let both = format!("{theirs}\n{mine}");
    let use_it = |text: String| {
        let id = id.to_owned();
        move |_| {
            clash.set(None);
            desk.write(key, &text);
            // The button is gone: the focus goes back to where it came from.
            let id = id.clone();
            events::before_paint(move || dom::focus(&id));
        }
    };
    let or_empty = |it: &str| if it.is_empty() { "(empty)".to_owned() } else { it.to_owned() };
    view! {
        <div class="notice">
            <p>"This note was changed elsewhere while you were in it. Both texts are here."</p>
            <dl class="clash">
                <dt>"Yours"</dt><dd dir="auto">{or_empty(&mine)}</dd>
                <dt>"The other"</dt><dd dir="auto">{or_empty(&theirs)}</dd>
            </dl>
            <p class="cluster">
                <button class="button button--small" type="button" on:click=use_it(mine)>"Use mine"</button>
                <button class="button button--small" type="button" on:click=use_it(theirs)>"Use the other"</button>
                <button class="button button--small" type="button" on:click=use_it(both)>"Use both"</button>
            </p>
        </div>
    }
}

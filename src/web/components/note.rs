//! The note of a question. What another tab writes meanwhile never replaces text
//! under the cursor, and is never overwritten unseen: both texts are shown, and the
//! reader chooses.

use leptos::prelude::*;

use crate::assessment::{Key, Text, Value};
use crate::model::QuestionIx;
use crate::web::browser::{dom, events};
use crate::web::desk::Desk;
use crate::web::live::{live, memo, off};

/// From so many characters on it is said how much room is left.
const NEARLY_FULL: usize = Text::MAX - 500;

/// Two texts of one note, written at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clash {
    mine: String,
    theirs: String,
}

impl Clash {
    fn both(&self) -> String {
        format!("{}\n{}", self.theirs, self.mine)
    }
}

/// The field.
pub fn field(desk: Desk, question: QuestionIx, name: &str) -> impl IntoView + use<> {
    let key = Key::Note(question);
    let note = desk.slice(move |it| it.text(key).to_owned());
    let id = format!("{name}-note");
    let clash: RwSignal<Option<Clash>> = RwSignal::new(None);
    // Goes up when the cursor leaves the field.
    let left = RwSignal::new(0_u32);
    // Theirs arrived while the cursor was in it.
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
    // Theirs was found when mine was written, which now stands.
    Effect::new(move |_| {
        if let Some((_, Value::Text(theirs))) = desk.overtaken.get().filter(|it| it.0 == key) {
            let mine = note.get_untracked();
            clash.set(Some(Clash { mine, theirs: theirs.as_str().to_owned() }));
        }
    });
    let write = move |event| {
        let typed = event_target_value(&event);
        desk.write(key, &typed);
        if clash.with_untracked(Option::is_some) {
            let mine = Text::typed(&typed).as_str().to_owned();
            clash.update(|it| {
                if let Some(it) = it {
                    it.mine = mine;
                }
            });
        }
    };
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
    let is_clash = memo(move || clash.with(Option::is_some));
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
                on:input=write
                on:blur=move |_| left.update(|it| *it = it.wrapping_add(1))
            ></textarea>
            <p class="field__hint">{live(length)}</p>
            <p role="status">{live(move || is_clash.get().then_some("This note was changed elsewhere while you were in it. Both texts are here."))}</p>
            {live(move || is_clash.get().then(|| choice(desk, key, &id, clash)))}
        </div>
    }
}

fn choice(desk: Desk, key: Key, id: &str, clash: RwSignal<Option<Clash>>) -> impl IntoView + use<> {
    let text = move |of: fn(&Clash) -> String| {
        live(move || {
            let text = clash.with(|it| it.as_ref().map(of)).unwrap_or_default();
            if text.is_empty() { "(empty)".to_owned() } else { text }
        })
    };
    let use_it = |of: fn(&Clash) -> String| {
        let id = id.to_owned();
        move |_| {
            let Some(text) = clash.with_untracked(|it| it.as_ref().map(of)) else { return };
            clash.set(None);
            desk.write(key, &text);
            // The button is gone: the focus goes back to where it came from.
            let id = id.clone();
            events::before_paint(move || dom::focus(&id));
        }
    };
    let is_too_long = move || {
        clash.with(|it| it.as_ref().is_some_and(|it| it.both().chars().count() > Text::MAX))
    };
    view! {
        <div class="notice">
            <dl class="clash">
                <dt>"Yours"</dt><dd dir="auto">{text(|it| it.mine.clone())}</dd>
                <dt>"The other"</dt><dd dir="auto">{text(|it| it.theirs.clone())}</dd>
            </dl>
            <p class="cluster">
                <button class="button button--small" type="button" on:click=use_it(|it| it.mine.clone())>"Use mine"</button>
                <button class="button button--small" type="button" on:click=use_it(|it| it.theirs.clone())>"Use the other"</button>
                <button class="button button--small" type="button" aria-disabled=off(is_too_long) on:click=use_it(Clash::both)>{live(move || if is_too_long() { "Both do not fit" } else { "Use both" })}</button>
            </p>
        </div>
    }
}

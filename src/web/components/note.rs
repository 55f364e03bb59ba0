//! The note of a question.

use leptos::prelude::*;

use super::words::{self, Look};
use crate::assessment::{Key, Text};
use crate::model::QuestionIx;
use crate::web::desk::Desk;
use crate::web::live::live;
use crate::words::card;

/// From so many characters on it is said how much room is left.
const NEARLY_FULL: usize = Text::MAX - 500;

/// The field.
pub fn field(desk: Desk, question: QuestionIx, name: &str) -> impl IntoView + use<> {
    let key = Key::Note(question);
    let length = desk.slice(move |it| it.text(key).chars().count());
    let hint = move || {
        let n = length.get();
        (n >= NEARLY_FULL).then(|| card::note_room(card::NoteRoom { n, most: Text::MAX }))
    };
    let id = format!("{name}-note");
    let look = Look { lines: Some("3"), max: Text::MAX, ..Look::default() };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{card::note()}</label>
            {words::field(desk, key, id, words::plain, look)}
            <p class="field__hint">{live(hint)}</p>
        </div>
    }
}

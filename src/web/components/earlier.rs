//! What an answer was before, by whom and when.

use leptos::prelude::*;

use crate::assessment::Key;
use crate::web::desk::Desk;
use crate::web::live::live;
use crate::web::wording;

/// What was said before for a key, latest first; nothing where nothing was.
pub fn earlier(desk: Desk, key: Key) -> impl IntoView {
    let said = desk.slice(move |it| {
        let said = it.register(key)?.earlier().iter().map(|said| {
            let words = wording::value(said.value.as_ref());
            let when = wording::moment(said.clock.ms);
            match it.name_of(said.clock.writer.person()) {
                Some(name) => format!("{words} ({name}, {when})"),
                None => format!("{words} ({when})"),
            }
        });
        Some(said.collect::<Vec<String>>().join("; ")).filter(|it| !it.is_empty())
    });
    live(move || {
        said.get().map(|it| view! { <p class="soft question__earlier" dir="auto">{format!("Answered before: {it}.")}</p> })
    })
}

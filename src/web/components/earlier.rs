//! What an answer was before, by whom and when.

use leptos::prelude::*;

use crate::assessment::Key;
use crate::web::desk::Desk;
use crate::web::live::live;
use crate::web::wording;
use crate::words::earlier as words;

/// What was said before for a key, latest first; nothing where nothing was.
pub fn earlier(desk: Desk, key: Key) -> impl IntoView {
    let said = desk.slice(move |it| {
        let said = it.register(key)?.earlier().iter().map(|said| {
            let answer = wording::value(said.value.as_ref());
            let moment = wording::moment(said.clock.ms);
            let (answer, moment) = (answer.as_str(), moment.as_str());
            match it.name_of(said.clock.writer.person()) {
                Some(name) => words::said_by(words::SaidBy { answer, name, moment }),
                None => words::said(words::Said { answer, moment }),
            }
        });
        Some(said.collect::<Vec<String>>().join("; ")).filter(|it| !it.is_empty())
    });
    live(move || {
        said.get().map(|it| view! { <p class="soft question__earlier" dir="auto">{words::answered_before(&it)}</p> })
    })
}

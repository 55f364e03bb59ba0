//! Taking a text out for good: what stands in a field, or what stood there before.

use leptos::prelude::*;

use super::twice;
use crate::assessment::erasure::Former;
use crate::assessment::{Assessment, Key};
use crate::model::QuestionIx;
use crate::web::browser::{dom, events};
use crate::web::desk::Desk;
use crate::web::live::{live, memo};
use crate::web::wording;

/// Says how it went, and takes the focus of the button that is gone then.
const SAID: &str = "former-said";

/// What it does, and what it cannot.
pub const WORDS: &str = "What you take out goes from this assessment and from every copy of it in this browser: earlier versions, steps to undo, kept states, the bin, the journal. An older file or link of this assessment that is opened here does not bring it back. Files, links and other browsers that have it already keep it: nothing calls it back from there. This cannot be undone.";

/// Of a question: its note and its evidence, with what stood there before. `name`
/// begins the ids of its fields.
pub fn of_question(desk: Desk, question: QuestionIx, name: &str) -> impl IntoView + use<> {
    let held = desk.slice(move |it| {
        [Key::Note(question), Key::Evidence(question)].map(|key| !it.texts_of(key).is_empty())
    });
    let is_any = memo(move || held.get().contains(&true));
    let said = RwSignal::new(String::new());
    let of = format!(" of {}", desk.model.question(question).title());
    let field = format!("{name}-note");
    let button = move |key: Key, label: &'static str, sure: &'static str| {
        let field = field.clone();
        twice::button(label, sure, of.clone(), move || {
            take(desk, key, true, said);
            // The button may be gone with what it was for.
            let field = field.clone();
            events::before_paint(move || dom::focus(&field));
        })
    };
    view! {
        {live(move || is_any.get().then(|| {
            let button = button.clone();
            view! {
                <details class="fold no-print">
                    <summary>"Take something out for good"</summary>
                    <div class="stack">
                        <p class="field__hint">{WORDS}</p>
                        <p class="cluster">{live(move || {
                            let [has_note, has_evidence] = held.get();
                            view! {
                                {has_note.then(|| button(Key::Note(question), "Take out the note", "Really, the note for good?"))}
                                {has_evidence.then(|| button(Key::Evidence(question), "Take out the evidence", "Really, the evidence for good?"))}
                            }
                        })}</p>
                    </div>
                </details>
            }
        }))}
        <p class="soft" role="status">{live(move || said.get())}</p>
    }
}

/// Everything that was changed or deleted and is still kept as an earlier text.
#[component]
pub fn Formers(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let all = desk.slice(Assessment::formers);
    let said = RwSignal::new(String::new());
    let row = move |Former { key, texts, is_removed }: Former| {
        let field = wording::field(desk.model, key);
        let of = format!(" of {field}");
        let state = if is_removed { "deleted" } else { "changed since" };
        view! {
            <li class="register__row register__row--plain">
                <div>
                    <h3 class="register__name">{field}</h3>
                    <p class="register__meta">{state}</p>
                    {texts.into_iter().map(|it| view! { <p class="former" dir="auto">{it}</p> }).collect_view()}
                </div>
                <p class="register__actions">
                    {twice::button("Take out for good", "Really, for good?", of, move || {
                        take(desk, key, false, said);
                        events::before_paint(|| dom::focus(SAID));
                    })}
                </p>
            </li>
        }
    };
    let take_all = move || {
        let fields = all.get_untracked().into_iter().map(|it| (it.key, false));
        said.set(outcome(desk.erase(fields)));
        events::before_paint(|| dom::focus(SAID));
    };
    view! {
        {live(move || match all.get() {
            all if all.is_empty() => view! { <p>"There are none."</p> }.into_any(),
            all => view! {
                <div class="stack">
                    <p class="field__hint">{WORDS}</p>
                    <ul class="register">{all.into_iter().map(row).collect_view()}</ul>
                    <p>{twice::button("Take all of them out", "Really, all of them for good?", String::new(), take_all)}</p>
                </div>
            }.into_any(),
        })}
        <p id=SAID role="status" tabindex="-1">{live(move || said.get())}</p>
    }
}

/// Takes it out and says how that went.
fn take(desk: Desk, key: Key, whole: bool, said: RwSignal<String>) {
    let is_done = desk.erase([(key, whole)]);
    let _ = said.try_set(outcome(is_done));
}

fn outcome(is_done: bool) -> String {
    match is_done {
        true => "Taken out for good.",
        false => "It is taken out here, but the browser refused to store part of it: its storage is full or blocked. Make room, then do it once more.",
    }
    .to_owned()
}

//! Taking a text out for good: what stands in a field, or what stood there before.

use leptos::prelude::*;

use super::text::{line, plain};
use super::twice;
use crate::assessment::erasure::Former;
use crate::assessment::{Assessment, Key};
use crate::model::QuestionIx;
use crate::web::browser::{dom, events};
use crate::web::desk::Desk;
use crate::web::live::{live, memo};
use crate::web::wording;
use crate::words::{Around, erase as words};

/// Says how it went, and takes the focus of the button that is gone then.
const SAID: &str = "former-said";

/// Of a question: its note and its evidence, with what stood there before. `name`
/// begins the ids of its fields.
pub fn of_question(desk: Desk, question: QuestionIx, name: &str) -> impl IntoView + use<> {
    let held = desk.slice(move |it| {
        [Key::Note(question), Key::Evidence(question)].map(|key| !it.texts_of(key).is_empty())
    });
    let is_any = memo(move || held.get().contains(&true));
    let said = RwSignal::new(String::new());
    let title = desk.model.question(question).title();
    let field = format!("{name}-note");
    let button = move |key: Key, label: Around, sure: Around| {
        let field = field.clone();
        twice::marked(label, sure, move || {
            take(desk, key, true, said);
            // The button may be gone with what it was for.
            let field = field.clone();
            events::before_paint(move || dom::focus(&field));
        })
    };
    view! {
        {live(move || is_any.get().then(|| {
            let (button, title) = (button.clone(), title.clone());
            view! {
                <details class="fold no-print">
                    <summary>{words::of_question()}</summary>
                    <div class="stack">
                        {line("field__hint", words::note())}
                        <p class="cluster">{live(move || {
                            let [has_note, has_evidence] = held.get();
                            view! {
                                {has_note.then(|| button(Key::Note(question), words::take_note(&title), words::sure_note(&title)))}
                                {has_evidence.then(|| button(Key::Evidence(question), words::take_evidence(&title), words::sure_evidence(&title)))}
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
        let (label, sure) = (words::take_field(&field), words::sure_field(&field));
        let state = if is_removed { words::deleted() } else { words::changed() };
        view! {
            <li class="register__row register__row--plain">
                <div>
                    <h3 class="register__name">{field}</h3>
                    {line("register__meta", state)}
                    {texts.into_iter().map(|it| view! { <p class="former" dir="auto">{it}</p> }).collect_view()}
                </div>
                <p class="register__actions">
                    {twice::marked(label, sure, move || {
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
            all if all.is_empty() => plain(words::none()),
            all => view! {
                <div class="stack">
                    {line("field__hint", words::note())}
                    <ul class="register">{all.into_iter().map(row).collect_view()}</ul>
                    <p>{twice::button(words::take_all(), words::sure_all(), String::new(), take_all)}</p>
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
        true => words::done(),
        false => words::half_done(),
    }
}

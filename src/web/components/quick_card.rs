//! The one question of a process in the quick depth.

use leptos::prelude::*;

use crate::assessment::{Belief, Edit, Key, Value};
use crate::model::{Kind, Level, ProcessIx, Rating};
use crate::web::components::earlier::earlier;
use crate::web::components::text::{heard, line};
use crate::web::desk::Desk;
use crate::web::live::{live, off};
use crate::web::names;
use crate::words::quick as words;

/// The one question of a process in the quick depth.
#[component]
pub fn QuickCard(
    /// The open assessment.
    desk: Desk,
    /// Which process.
    process: ProcessIx,
) -> impl IntoView {
    let model = desk.model;
    let name = names::process(model, process);
    let believed = desk.slice(move |it| it.belief(process));
    let kind = model.kind(process);
    let options = model.statements(process).iter().enumerate().filter_map(|(at, statement)| {
        let (belief, code, label) = match kind {
            Kind::Process => {
                let level = Level::from_number(u8::try_from(at).ok()?)?;
                (Belief::Level(level), level.to_string(), level.name())
            }
            Kind::Area => {
                let rating = *Rating::ALL.get(at)?;
                (Belief::Rating(rating), rating.code().to_owned(), rating.name())
            }
        };
        let choose = move |_| {
            if let Some(edit) = Edit::new(Key::Belief(process), Some(Value::Belief(belief))) {
                desk.apply(edit);
            }
        };
        Some(view! {
            <label class="statement" data-early="2">
                <input
                    type="radio"
                    name=name.clone()
                    value=code.clone()
                    prop:checked=live(move || believed.get() == Some(belief))
                    on:change=choose
                />
                {match belief {
                    Belief::Level(_) => view! { <span class="level" data-level=code.clone() aria-hidden="true">{code.clone()}</span> }.into_any(),
                    Belief::Rating(_) => view! { <span class="rate" data-rating=code.clone() aria-hidden="true">{code.clone()}</span> }.into_any(),
                }}
                <span>{heard(words::statement(words::Statement { name: &label, statement }))}</span>
            </label>
        })
    });
    let clear = move |_| {
        if let Some(edit) = Edit::new(Key::Belief(process), None) {
            desk.apply_with_notice(words::cleared(), edit);
        }
    };
    view! {
        <article class="question question--quick" id=names::process(model, process)>
            <fieldset>
                <legend class="question__statement">{words::question()}</legend>
                {line("question__why", words::question_note())}
                <div class="statements">{options.collect_view()}</div>
                <button class="button button--quiet button--small" type="button" on:click=clear aria-disabled=off(move || believed.get().is_none())>
                    {words::clear()}
                </button>
                {earlier(desk, Key::Belief(process))}
            </fieldset>
        </article>
    }
}

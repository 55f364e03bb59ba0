//! Who is to answer: a process, or a single question of it.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::words::{self, Hint, Look};
use crate::assessment::Key;
use crate::model::{ProcessIx, QuestionIx};
use crate::web::desk::Desk;
use crate::web::live::live;
use crate::words::card;

/// The list of names that fields suggest; once on a page.
pub fn suggestions(desk: Desk) -> impl IntoView {
    let people = desk.slice(|it| it.people().into_iter().map(str::to_owned).collect());
    let options = move || {
        let people: BTreeSet<String> = people.get();
        people.into_iter().map(|it| view! { <option value=it></option> }).collect_view()
    };
    view! { <datalist id=PEOPLE>{live(options)}</datalist> }
}

const PEOPLE: &str = "people";

/// Who answers the questions of a process.
pub fn of_process(desk: Desk, process: ProcessIx) -> impl IntoView {
    let key = Key::ProcessAssignee(process);
    view! {
        <div class="field assignee">
            <label class="field__label" for="process-assignee">{card::assignee()}</label>
            {field(desk, key, "process-assignee".to_owned(), live(String::new))}
        </div>
    }
}

/// Who answers a question, if it is not who answers its process.
pub fn of_question(desk: Desk, question: QuestionIx, name: &str) -> impl IntoView + use<> {
    let process = desk.model.question(question).process();
    let id = format!("{name}-assignee");
    let inherited = desk.slice(move |it| it.text(Key::ProcessAssignee(process)).to_owned());
    let key = Key::Assignee(question);
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{card::assignee()}</label>
            {field(desk, key, id, live(move || inherited.get()))}
        </div>
    }
}

fn field(desk: Desk, key: Key, id: String, hint: Hint) -> impl IntoView {
    let look = Look {
        class: "input input--short",
        list: Some(PEOPLE),
        placeholder: Some(hint),
        ..Look::default()
    };
    words::field(desk, key, id, words::plain, look)
}

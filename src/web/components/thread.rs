//! Comments on a question: what reviewers ask and answer, one after the other.

use leptos::prelude::*;

use crate::assessment::{Comment, CommentId, Edit, Key, Text, Value};
use crate::model::QuestionIx;
use crate::route;
use crate::web::browser::{self, dom, links};
use crate::web::components::text::{around, heard};
use crate::web::desk::Desk;
use crate::web::library::Library;
use crate::web::live::{live, memo, once};
use crate::web::me;
use crate::web::names;
use crate::web::parts::apart;
use crate::web::wording;
use crate::words::comments as words;

/// The thread, folded away until it is opened or says something.
#[component]
pub fn Thread(
    /// The open assessment.
    desk: Desk,
    /// Which question.
    question: QuestionIx,
    /// Prefix of ids.
    name: String,
) -> impl IntoView {
    let all = desk.slice_of(question, move |it| {
        let all = it.comments(question).into_iter();
        all.map(|(id, it)| (id, it.clone())).collect::<Vec<_>>()
    });
    let is_open = all.with_untracked(|it| it.iter().any(|(_, it)| !it.is_settled));
    // What is inside is made when it is first opened: most threads never are.
    let was_opened = RwSignal::new(is_open);
    // What was said stands on paper, too, folded away or not.
    let is_made = memo(move || was_opened.get() || all.with(|it| !it.is_empty()));
    let summary = memo(move || {
        all.with(|it| {
            let open = it.iter().filter(|(_, it)| !it.is_settled).count();
            match (it.len(), open) {
                (0, _) => words::none(),
                (n, 0) => words::all_settled(n),
                (n, open) => words::some_open(words::SomeOpen { n, open }),
            }
        })
    });
    view! {
        <details class="fold thread" open=is_open on:toggle=move |_| once(was_opened)>
            <summary>{summary}</summary>
            {live(move || is_made.get().then(|| apart(|| {
                let name = name.clone();
                view! {
                    {live(move || all.with(|it| (!it.is_empty()).then(|| {
                        let rows = it.iter().map(|(id, it)| row(desk, question, *id, it));
                        view! { <ol class="thread__list">{rows.collect_view()}</ol> }
                    })))}
                    {form(desk, question, &name)}
                }
            })))}
        </details>
    }
}

fn row(
    desk: Desk,
    question: QuestionIx,
    id: CommentId,
    comment: &Comment,
) -> impl IntoView + use<> {
    let key = Key::Comment(question, id);
    let said = wording::moment(comment.said);
    let by = comment.by.as_str().trim().to_owned();
    let by = if by.is_empty() { words::somebody() } else { by };
    let is_settled = comment.is_settled;
    let (name, moment) = (by.as_str(), said.as_str());
    let turn = match is_settled {
        true => heard(words::open_again(words::OpenAgain { name, moment })),
        false => heard(words::settle(words::Settle { name, moment })),
    };
    let remove = heard(words::delete(words::Delete { name, moment }));
    let turned = comment.clone().settled(!is_settled);
    let settle = move |_| {
        if let Some(edit) = Edit::new(key, Some(Value::Comment(turned.clone()))) {
            desk.apply(edit);
        }
    };
    let delete = move |_| {
        if let Some(edit) = Edit::new(key, None) {
            desk.apply_with_notice(words::deleted(), edit);
        }
    };
    view! {
        <li class="thread__item" data-state=is_settled.then_some("settled")>
            <p class="thread__head"><strong dir="auto">{by}</strong>" "<small>{said}</small>{is_settled.then(|| view! { " "<span class="tag">{words::tag_settled()}</span> })}</p>
            <p class="thread__text" dir="auto">{comment.text().as_str().to_owned()}</p>
            <p class="cluster">
                <button class="button button--small button--quiet" type="button" on:click=settle>{turn}</button>
                <button class="button button--small button--quiet" type="button" on:click=delete>{remove}</button>
            </p>
        </li>
    }
}

fn form(desk: Desk, question: QuestionIx, name: &str) -> impl IntoView + use<> {
    let library = expect_context::<Library>();
    let (text, by) = (format!("{name}-comment"), format!("{name}-by"));
    let left = RwSignal::new(0_u32);
    // The field for the name stays as long as somebody types in it.
    let is_known = {
        let by = by.clone();
        memo(move || {
            left.track();
            library.me().is_some() && !dom::has_focus(&by)
        })
    };
    let is_blank = RwSignal::new(false);
    // What is being written outlives a reload, as everything else does.
    let draft = names::draft(&desk.id(), &text);
    let begun = links::kept_for_tab(&draft).unwrap_or_default();
    let keep = {
        let draft = draft.clone();
        move |event| links::keep_for_tab(&draft, &event_target_value(&event))
    };
    let hint = format!("{text}-hint");
    let add = {
        let (text, by) = (text.clone(), by.clone());
        move |_| {
            // Another tab may have given a name while this one was being typed.
            let typed = dom::value_of(&by);
            if !typed.trim().is_empty() || untrack(|| library.me()).is_none() {
                library.call_me(&typed);
            }
            let name = untrack(|| library.me()).map(|it| it.name).unwrap_or_default();
            let said = Text::typed(dom::value_of(&text).trim());
            let Some(comment) = Comment::new(browser::now_ms(), Text::typed(&name), said) else {
                is_blank.set(true);
                return;
            };
            let id = CommentId((browser::random_bits() >> 32) as u32);
            if let Some(edit) = Edit::new(Key::Comment(question, id), Some(Value::Comment(comment)))
            {
                desk.apply(edit);
            }
            dom::clear(&text);
            links::forget_for_tab(&draft);
            is_blank.set(false);
        }
    };
    view! {
        <div class="question__extra">
            <div class="field">
                <label class="field__label" for=text.clone()>{words::new()}</label>
                <textarea class="input" id=text rows="2" dir="auto" maxlength=Text::MAX.to_string() aria-describedby=hint.clone() data-draft="" prop:value=begun on:input=keep></textarea>
            </div>
            {live(move || if is_known.get() {
                let whom = library.me().map(|it| it.name).unwrap_or_default();
                let name = |it| view! { <span dir="auto">{it}</span> }.into_any();
                let as_whom = around(words::written_as(&whom), name);
                view! { <p class="soft">{as_whom}" "<a href=route::SETTINGS>{words::change_name()}</a></p> }.into_any()
            } else {
                let id = by.clone();
                view! {
                    <div class="field">
                        <label class="field__label" for=id.clone()>{words::my_name()}</label>
                        <input class="input input--short" id=id type="text" dir="auto" autocomplete="name" maxlength=me::NAME_MAX.to_string() on:blur=move |_| left.update(|it| *it = it.wrapping_add(1)) />
                    </div>
                }.into_any()
            })}
            <p class="cluster">
                <button class="button button--small" type="button" on:click=add>{words::add()}</button>
                <span id=hint role="status">{live(move || is_blank.get().then(|| view! { <span class="field__error">{words::write_first()}</span> }))}</span>
            </p>
        </div>
    }
}

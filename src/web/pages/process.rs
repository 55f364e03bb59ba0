//! What the figures of one process are made of: level, attributes, practices,
//! arithmetic. Every number of the results leads here.

use std::sync::Arc;

use leptos::prelude::*;

use crate::assessment::{Edit, Key, Override, Text, Value};
use crate::model::{AttributeIx, ProcessIx, Rating};
use crate::route::{Route, Spot};
use crate::scoring::trace::{self, Addend, Open, Step, Term, Verdict};
use crate::scoring::{AttributeScore, AttributeState, ProcessScore, Standing};
use crate::web::browser::dom;
use crate::web::components::page::{badge, heading, section};
use crate::web::components::text::{Column, around, line, plain, table};
use crate::web::components::{chart, overtaken};
use crate::web::desk::Desk;
use crate::web::live::{live, memo};
use crate::web::wording;
use crate::words::chart::{AttributeNamed, attribute_named};
use crate::words::process as words;

/// The page of a process.
pub fn page(process: ProcessIx) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let model = desk.model;
    let it = model.process(process);
    let score = memo(move || desk.figures(|sheet| sheet.process(process).clone()));
    let results = Route::Results(desk.id()).fragment();
    let assess = Route::Assess(desk.id(), Spot::process(process).locator(model)).fragment();
    let steps = memo(move || score.with(|it| trace::steps(model, it)));
    let is_measured = memo(move || score.with(|it| !it.attributes.is_empty()));
    let attributes = move || {
        let all = model.attributes_of(process);
        all.map(|attribute| view! { <Attribute desk score process attribute /> }).collect_view()
    };
    view! {
        <header class="page__head">
            <p class="page__back">
                {around(words::back(model.group_title(model.group_of(process))), |it| {
                    view! { <a href=results>{it}</a> }.into_any()
                })}
            </p>
            {heading(it.name.clone())}
            {line("process-head__purpose", model.purpose(process).to_owned())}
        </header>
        {section("level", words::level(), words::level_note(), view! {
            <div class="cluster">
                {live(move || score.with(badge))}
                <div>
                    <p class="live__word">{live(move || score.with(wording::standing))}</p>
                    {live(move || score.with(against_target).map(plain))}
                </div>
            </div>
            {chart::strip(*desk, process)}
            <p>{live(move || score.with(basis))}</p>
            <p class="no-print"><a class="button" href=assess>{words::go_to_questions()}</a></p>
        })}
        {live(move || steps.with(|it| !it.is_empty()).then(|| section("rule", words::rule(), words::rule_note(), view! {
            <ol class="faults">
                {steps.with(|it| it.iter().map(|step| step_row(desk, step)).collect_view())}
            </ol>
        })))}
        {live(move || is_measured.get().then(|| section("attributes", words::attributes(), words::attributes_note(), view! {
            <div class="trace">{attributes()}</div>
        })))}
    }
}

/// The distance to the target, where there is one.
fn against_target(score: &ProcessScore) -> Option<String> {
    let target = &wording::level_name(score.target?);
    let (gap, risk) = (&wording::gap(&score.gap), &wording::risk(&score.gap));
    Some(words::against_target(words::AgainstTarget { target, gap, risk }))
}

/// What the level rests on.
fn basis(score: &ProcessScore) -> String {
    let counts = score.counts;
    let answered = words::answered(words::Answered {
        done: counts.done().into(),
        asked: counts.asked().into(),
        rated: counts.rated.into(),
        inapplicable: counts.not_applicable.into(),
        to_ask: counts.ask_someone.into(),
        untouched: counts.unanswered.into(),
    });
    let more = match score.standing {
        Standing::Measured(it) => words::assessed_up_to(&it.assessed_to.to_string()),
        // Its answers count for nothing.
        Standing::Believed(_) => return words::believed(),
        Standing::OutOfScope => return words::out_of_scope(),
        Standing::NotApplicable => words::not_applicable(),
        Standing::NotAssessed => words::not_assessed(),
        Standing::Area(_) => words::area(),
    };
    [answered, more].join(" ")
}

fn step_row(desk: Desk, step: &Step) -> impl IntoView + use<> {
    let ratings: Vec<String> = step
        .ratings
        .iter()
        .map(|(attribute, rating)| {
            let id = desk.model.attribute_id(*attribute);
            match rating.map(Rating::code) {
                Some(rating) => words::attribute_rated(words::AttributeRated { id, rating }),
                None => words::attribute_not_rated(id),
            }
        })
        .collect();
    let say = match step.verdict {
        Verdict::AchievedGoOn => words::reached_fully,
        Verdict::AchievedStop => words::reached_not_fully,
        Verdict::AchievedOpen => words::reached_open,
        Verdict::Missed => words::missed,
        Verdict::Open => words::open,
        Verdict::NotAsked => words::not_asked,
    };
    let verdict = say(&wording::level_name(step.level));
    view! {
        <li>
            <span>{around(verdict, |it| view! { <strong>{it}</strong> }.into_any())}</span>
            <span class="faults__place">{ratings.join(", ")}</span>
        </li>
    }
}

/// One attribute: state, arithmetic, practices, own rating.
#[component]
fn Attribute(
    /// The open assessment.
    desk: Desk,
    /// The figures of the process.
    score: Memo<ProcessScore>,
    /// Which process.
    process: ProcessIx,
    /// Which attribute.
    attribute: AttributeIx,
) -> impl IntoView {
    let model = desk.model;
    let figures: Memo<Option<AttributeScore>> =
        memo(move || score.with(|it| it.attributes.get(attribute.index()).copied()));
    let terms = memo(move || desk.read(|it| trace::terms(model, it, process, attribute)));
    let code = move || match figures.get().map(|it| it.state()) {
        Some(AttributeState::Rated { now, .. }) => Some(now.code()),
        _ => None,
    };
    let begins_open = attribute == AttributeIx::PERFORMANCE;
    let own = desk.slice(move |it| it.override_of(process, attribute).cloned());
    let state = move || {
        let state = figures.get().map(state_words).unwrap_or_default();
        match own.get() {
            Some(it) => {
                let reason = it.reason().as_str();
                words::state_and_why(words::StateAndWhy { state: &state, reason })
            }
            None => state,
        }
    };
    let row = move |term: Term| {
        let it = model.question(term.question);
        let href = Route::Assess(desk.id(), Spot::question(model, term.question).locator(model))
            .fragment();
        let letter = match term.adds {
            Addend::Rated(score) => Some(score.rating().code()),
            Addend::NotApplicable | Addend::Open => None,
        };
        let (rating, percent) = match term.adds {
            Addend::Rated(score) => {
                (score.code().to_owned(), words::percent(&trace::percent(score.hundredths())))
            }
            Addend::NotApplicable => (words::practice_not_applicable(), words::left_out()),
            Addend::Open => (words::practice_open(), words::any_percent()),
        };
        view! {
            <tr>
                <th scope="row"><a href=href>{it.title().into_owned()}</a></th>
                <td class="is-number">{term.weight}</td>
                <td><span class="rate" data-rating=letter>{rating}</span></td>
                <td class="is-number">{percent}</td>
            </tr>
        }
    };
    // One sum; while something is open, those of both ends of the range, too.
    let sums = move || {
        terms.with(|all| {
            let sum = |open| trace::arithmetic(all, open);
            match sum(Open::LeftOut) {
                now if now.is_empty() => Vec::new(),
                now if all.iter().any(|it| it.adds == Addend::Open) => vec![
                    words::so_far(&now),
                    words::at_least(&sum(Open::Nothing)),
                    words::at_most(&sum(Open::Whole)),
                ],
                now => vec![now],
            }
        })
    };
    let id = model.attribute_id(attribute);
    let name = model.attribute_title(attribute);
    view! {
        <details class="trace__part" open=begins_open>
            <summary>
                <span class="rate" data-rating=code>{live(move || code().unwrap_or("·"))}</span>
                <span>
                    <strong>{attribute_named(AttributeNamed { id, name })}</strong>
                    " "<span class="soft">{state}</span>
                </span>
            </summary>
            <div class="trace__body">
            {live(move || (!terms.with(Vec::is_empty)).then(|| view! {
                {table(
                    words::practices_of(id),
                    [
                        Column::words(words::practice()),
                        Column::numbers(words::weight()),
                        Column::words(words::rating()),
                        Column::numbers(words::counts_as()),
                    ],
                    terms.get().into_iter().map(row).collect_view().into_any(),
                )}
                {sums().into_iter().map(|it| line("sum", it)).collect_view()}
            }))}
            <OwnRating desk process attribute />
            </div>
        </details>
    }
}

fn state_words(score: AttributeScore) -> String {
    if let Some(rating) = score.overridden {
        return words::own(&rating.name());
    }
    match score.state() {
        AttributeState::NotAsked => words::attribute_not_asked(),
        AttributeState::Unrated => words::attribute_unrated(),
        AttributeState::NotApplicable => words::attribute_not_applicable(),
        AttributeState::Rated { now, bounds } if bounds.is_settled() => {
            words::settled(words::Settled { rating: &now.name(), band: &now.band() })
        }
        AttributeState::Rated { now, bounds } => words::unsettled(words::Unsettled {
            rating: &now.name(),
            lowest: &bounds.lowest.name().to_lowercase(),
            highest: &bounds.highest.name().to_lowercase(),
        }),
    }
}

/// The assessor's own rating of an attribute, with a reason.
#[component]
fn OwnRating(
    /// The open assessment.
    desk: Desk,
    /// Which process.
    process: ProcessIx,
    /// Which attribute.
    attribute: AttributeIx,
) -> impl IntoView {
    let model = desk.model;
    let key = Key::Override(process, attribute);
    let given = desk.slice(move |it| it.override_of(process, attribute).cloned());
    let rating = RwSignal::new(given.get_untracked().map_or(Rating::L, |it| it.rating));
    let reason =
        RwSignal::new(given.get_untracked().map(|it| it.reason().to_string()).unwrap_or_default());
    let missing = RwSignal::new(false);
    let id = format!(
        "own-{}-{}",
        model.process(process).id,
        model.attribute_id(attribute).replace('.', "-")
    );
    let (select_id, reason_id, error_id) =
        (format!("{id}-rating"), format!("{id}-reason"), format!("{id}-error"));
    let describe = error_id.clone();
    // What stands may become another one: in another tab, or by a step back.
    let draft = move || Override::new(rating.get(), Text::typed(&reason.get()));
    let take = move |it: &Override| {
        rating.set(it.rating);
        reason.set(it.reason().to_string());
    };
    let seen = StoredValue::new(given.get_untracked());
    Effect::new({
        let reason_id = reason_id.clone();
        move |_| {
            let now = given.get();
            let before = seen.get_value();
            let draft = untrack(draft);
            seen.set_value(now.clone());
            if now == before || now == draft {
                return;
            }
            let is_begun = match &before {
                Some(_) => draft != before,
                None => reason.with_untracked(|it| !it.trim().is_empty()),
            };
            match now {
                Some(it) if !is_begun && !dom::has_focus(&reason_id) => take(&it),
                None if !is_begun => {}
                now => desk.overtake(key, draft.map(Value::Override), now.map(Value::Override)),
            }
        }
    });
    let is_clash = memo(move || desk.clash(key).is_some_and(|it| it.is_at_field));
    on_cleanup(move || desk.take_from_field(key));
    let chosen_id = reason_id.clone();
    let chosen: overtaken::Chosen = Arc::new(move |it| {
        if let Some(Value::Override(it)) = it {
            take(&it);
        }
        dom::focus(&chosen_id);
    });
    let keep_up = move || {
        if let Some(clash) = untrack(|| desk.clash(key)) {
            desk.overtake(key, untrack(draft).map(Value::Override), clash.theirs);
        }
    };
    let choose = move |event| {
        if let Some(it) = Rating::from_code(&event_target_value(&event)) {
            rating.set(it);
            keep_up();
        }
    };
    let write = move |event| {
        reason.set(event_target_value(&event));
        keep_up();
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let own = untrack(draft);
        missing.set(own.is_none());
        if let Some(own) = own {
            desk.settle(key);
            desk.say(key, Some(Value::Override(own)));
        }
    };
    let remove = move |_| {
        if let Some(edit) = Edit::new(key, None) {
            desk.apply_with_notice(words::removed(), edit);
        }
    };
    view! {
        <details class="fold own" open=given.get_untracked().is_some() data-given=live(move || given.with(Option::is_some).then_some(""))>
            <summary>{words::rate(model.attribute_id(attribute))}</summary>
            {line("field__hint", words::rate_hint())}
            <form class="stack" on:submit=submit>
                <div class="field">
                    <label class="field__label" for=select_id.clone()>{words::rating()}</label>
                    <select class="input input--short" id=select_id on:change=choose>
                        {Rating::ALL.map(|it| view! { <option value=it.code() prop:selected=live(move || rating.get() == it)>{words::rating_named(words::RatingNamed { letter: it.code(), name: &it.name() })}</option> }).collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label class="field__label" for=reason_id.clone()>{words::reason()}</label>
                    <input
                        class="input"
                        id=reason_id
                        type="text"
                        dir="auto"
                        maxlength="1000"
                        data-field=key.name(model)
                        data-draft=live(move || (draft() != given.get()).then_some(""))
                        aria-invalid=live(move || missing.get().then_some("true"))
                        aria-describedby=describe
                        prop:value=live(move || reason.get())
                        on:input=write
                    />
                    <p id=error_id>{live(move || missing.get().then(|| view! { <span class="field__error">{words::reason_missing()}</span> }))}</p>
                    <p class="field__status" role="status">{live(move || is_clash.get().then(words::changed_elsewhere))}</p>
                    {live(move || is_clash.get().then(|| overtaken::choice(desk, key, None, chosen.clone())))}
                </div>
                <div class="cluster">
                    <button class="button" type="submit">{words::use_own()}</button>
                    {live(move || given.get().is_some().then(|| view! {
                        <button class="button" type="button" on:click=remove>{words::use_computed()}</button>
                    }))}
                </div>
            </form>
        </details>
    }
}

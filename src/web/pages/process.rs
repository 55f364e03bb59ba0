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
use crate::web::components::{chart, overtaken};
use crate::web::desk::Desk;
use crate::web::live::{live, memo};
use crate::web::wording;

/// The page of a process.
pub fn page(process: ProcessIx) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let model = desk.model;
    let it = model.process(process);
    let score = memo(move || desk.figures(|sheet| sheet.process(process).clone()));
    let assess = Route::Assess(desk.id(), Spot::process(process).locator(model)).fragment();
    let steps = memo(move || score.with(|it| trace::steps(model, it)));
    let is_measured = memo(move || score.with(|it| !it.attributes.is_empty()));
    let attributes = move || {
        let all = model.attributes_of(process);
        all.map(|attribute| view! { <Attribute desk score process attribute /> }).collect_view()
    };
    view! {
        <header class="page__head">
            <p class="page__back"><a href=Route::Results(desk.id()).fragment()>"All results"</a>" / "{model.group_title(model.group_of(process)).to_owned()}</p>
            {heading(it.name.clone())}
            <p class="process-head__purpose">{model.purpose(process).to_owned()}</p>
        </header>
        {section("level", "Where it stands", "From the level down to the answers.", view! {
            <div class="cluster">
                {live(move || score.with(badge))}
                <div>
                    <p class="live__word">{live(move || score.with(wording::standing))}</p>
                    {live(move || score.with(against_target).map(|it| view! { <p>{it}</p> }))}
                </div>
            </div>
            {chart::strip(*desk, process)}
            <p>{live(move || score.with(basis))}</p>
            <p class="no-print"><a class="button" href=assess>"Go to the questions"</a></p>
        })}
        {live(move || steps.with(|it| !it.is_empty()).then(|| section("rule", "Why this level", "A level is reached when each of its attributes is largely or fully achieved and all attributes below are fully achieved.", view! {
            <ol class="faults">
                {steps.with(|it| it.iter().map(|step| step_row(desk, step)).collect_view())}
            </ol>
        })))}
        {live(move || is_measured.get().then(|| section("attributes", "Attributes", "An attribute is the weighted mean of its answers. Not applicable leaves the sum; open answers count as N and as F to get the range.", view! {
            <div class="trace">{attributes()}</div>
        })))}
    }
}

/// The distance to the target, where there is one.
fn against_target(score: &ProcessScore) -> Option<String> {
    let target = wording::level_name(score.target?);
    let (gap, risk) = (wording::gap(&score.gap), wording::risk(&score.gap));
    Some(format!("Target level {target}. Gap: {gap}. Risk: {risk}."))
}

/// What the level rests on.
fn basis(score: &ProcessScore) -> String {
    let counts = score.counts;
    let answered = format!(
        "{} of {} answered: {} rated, {} not applicable. Open: {} to ask someone, {} untouched.",
        counts.done(),
        wording::plural(counts.asked().into(), "question", "questions"),
        counts.rated,
        counts.not_applicable,
        counts.ask_someone,
        counts.unanswered
    );
    match score.standing {
        Standing::Measured(it) => {
            format!(
                "{answered} Assessed up to level {}; nothing is said of the levels above.",
                it.assessed_to
            )
        }
        Standing::Believed(_) => {
            "Picked in the quick depth: a belief, not a measurement.".to_owned()
        }
        Standing::OutOfScope => {
            "Out of scope: its answers are kept and not counted, so there is no level, no target and no gap.".to_owned()
        }
        Standing::NotApplicable => {
            format!("{answered} Every practice of level 1 is marked not applicable, so there is no level, no target and no gap.")
        }
        Standing::NotAssessed => {
            format!("{answered} Nothing is rated, so there is no level. That is not level 0.")
        }
        Standing::Area(_) => format!(
            "{answered} An area of the management system is rated as a whole and has no level."
        ),
    }
}

fn step_row(desk: Desk, step: &Step) -> impl IntoView + use<> {
    let ratings: Vec<String> = step
        .ratings
        .iter()
        .map(|(attribute, rating)| {
            let rating = rating.map_or("not rated", Rating::code);
            format!("PA {} {rating}", desk.model.attribute_id(*attribute))
        })
        .collect();
    let verdict = match step.verdict {
        Verdict::AchievedGoOn => "reached, all fully: on to the next",
        Verdict::AchievedStop => "reached, but not all fully: the next level is blocked",
        Verdict::AchievedOpen => {
            "reached; open answers decide whether the next level can be looked at"
        }
        Verdict::Missed => "not reached",
        Verdict::Open => "open: answers are missing that could reach it",
        Verdict::NotAsked => "not asked for this target",
    };
    view! {
        <li>
            <span><strong>"Level "{wording::level_name(step.level)}</strong>": "{verdict}</span>
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
        let words = figures.get().map(state_words).unwrap_or_default();
        own.get().map_or(words.clone(), |it| format!("{words} Why: {}", it.reason()))
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
                (score.code(), format!("{} %", trace::percent(score.hundredths())))
            }
            Addend::NotApplicable => ("n/a", "left out".to_owned()),
            Addend::Open => ("open", "0 to 100 %".to_owned()),
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
                    ["So far: ", &now].concat(),
                    ["At least, with what is open at 0: ", &sum(Open::Nothing)].concat(),
                    ["At most, with what is open at 100: ", &sum(Open::Whole)].concat(),
                ],
                now => vec![now],
            }
        })
    };
    let caption = format!("Practices of PA {}", model.attribute_id(attribute));
    view! {
        <details class="trace__part" open=begins_open>
            <summary>
                <span class="rate" data-rating=code>{live(move || code().unwrap_or("·"))}</span>
                <span>
                    <strong>{format!("PA {} {}", model.attribute_id(attribute), model.attribute_title(attribute))}</strong>
                    " "<span class="soft">{state}</span>
                </span>
            </summary>
            <div class="trace__body">
            {live(move || (!terms.with(Vec::is_empty)).then(|| view! {
                <div class="scroller" tabindex="0" role="group" aria-label=caption.clone()>
                    <table class="table">
                        <thead><tr><th scope="col">"Practice"</th><th scope="col" class="is-number">"Weight"</th><th scope="col">"Rating"</th><th scope="col" class="is-number">"Counts as"</th></tr></thead>
                        <tbody>{terms.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
                {sums().into_iter().map(|it| view! { <p class="sum">{it}</p> }).collect_view()}
            }))}
            <OwnRating desk process attribute />
            </div>
        </details>
    }
}

fn state_words(score: AttributeScore) -> String {
    if let Some(rating) = score.overridden {
        return format!("{}, by the assessor's own rating.", rating.name());
    }
    match score.state() {
        AttributeState::NotAsked => "Not asked in this depth and for this target.".to_owned(),
        AttributeState::Unrated => "Nothing rated yet: it can still become anything.".to_owned(),
        AttributeState::NotApplicable => "Every practice is marked not applicable. An attribute of a process that runs always applies, so this proves nothing and the level stops below.".to_owned(),
        AttributeState::Rated { now, bounds } if bounds.is_settled() => {
            format!("{} ({}).", now.name(), now.band())
        }
        AttributeState::Rated { now, bounds } => format!(
            "{} on the answers so far; between {} and {} once the rest is answered.",
            now.name(),
            bounds.lowest.name().to_lowercase(),
            bounds.highest.name().to_lowercase()
        ),
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
            desk.apply_with_notice("Own rating removed.", edit);
        }
    };
    view! {
        <details class="fold own" open=given.get_untracked().is_some() data-given=live(move || given.with(Option::is_some).then_some(""))>
            <summary>{format!("Rate PA {} yourself", model.attribute_id(attribute))}</summary>
            <p class="field__hint">"Where you know better than the arithmetic. It replaces the computed rating and is shown with its reason."</p>
            <form class="stack" on:submit=submit>
                <div class="field">
                    <label class="field__label" for=select_id.clone()>"Rating"</label>
                    <select class="input input--short" id=select_id on:change=choose>
                        {Rating::ALL.map(|it| view! { <option value=it.code() prop:selected=live(move || rating.get() == it)>{format!("{} {}", it.code(), it.name())}</option> }).collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label class="field__label" for=reason_id.clone()>"Reason"</label>
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
                    <p id=error_id>{live(move || missing.get().then(|| view! { <span class="field__error">"A reason is needed: say what you saw."</span> }))}</p>
                    <p class="field__status" role="status">{live(move || is_clash.get().then_some("This was changed elsewhere while you were in it. Both are here."))}</p>
                    {live(move || is_clash.get().then(|| overtaken::choice(desk, key, None, chosen.clone())))}
                </div>
                <div class="cluster">
                    <button class="button" type="submit">"Use my rating"</button>
                    {live(move || given.get().is_some().then(|| view! {
                        <button class="button" type="button" on:click=remove>"Go back to the computed one"</button>
                    }))}
                </div>
            </form>
        </details>
    }
}

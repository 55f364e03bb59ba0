//! Set up: who, what, how deep, and how far.

use leptos::prelude::*;

use crate::assessment::{Assessment, Edit, Edition, Independence, Key, Value};
use crate::model::{Depth, Kind, Level, ProcessIx};
use crate::questionnaire;
use crate::route::{Locator, Route};
use crate::web::browser;
use crate::web::components::page::{heading, section};
use crate::web::components::text::{heard, line};
use crate::web::components::words::{self, Look};
use crate::web::desk::Desk;
use crate::web::live::{live, memo};
use crate::web::wording;
use crate::words::set_up;

/// Seconds that people take for a question: a guess of this product, shown as one.
const SECONDS_PER_QUESTION: usize = 75;
/// The quick depth asks one question per process, with six statements to read.
const SECONDS_PER_STATEMENTS: usize = 45;
/// More questions than people answer well in one sitting: "about 125", so the
/// usual set-up with a few more does not count as too long.
const SITTING: usize = 130;

/// The page.
pub fn page() -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
        <header class="page__head">
            {heading(set_up::heading())}
            {line("lead", set_up::lead())}
            {browser::shared_host().map(|it| view! { <p class="notice" role="note">{wording::shared_host(&it)}</p> })}
        </header>
        {section("who", set_up::who(), set_up::who_note(), view! {
                <div class="pair">
                    {text(desk, Key::Organisation, "organisation", set_up::organisation(), set_up::organisation_hint())}
                    {text(desk, Key::Unit, "unit", set_up::unit(), set_up::unit_hint())}
                    {text(desk, Key::Name, "name", set_up::name(), set_up::name_hint())}
                    {text(desk, Key::Assessors, "assessors", set_up::assessors(), set_up::assessors_hint())}
                </div>
                {area(desk, Key::Scope, "scope", set_up::scope(), set_up::scope_hint())}
                <Independent desk />
        })}
        {section("depth", set_up::depth(), set_up::depth_note(), view! { <DepthChoice desk /> })}
        {section("targets", set_up::targets(), set_up::targets_note(), view! {
            <Presets desk />
            <Targets desk />
        })}
        <Size desk />
    }
}

fn text(desk: Desk, key: Key, id: &'static str, label: String, hint: String) -> impl IntoView {
    labelled(desk, key, id, label, hint, Look::default())
}

fn area(desk: Desk, key: Key, id: &'static str, label: String, hint: String) -> impl IntoView {
    let look = Look { lines: Some("3"), max: words::DESCRIPTION_MAX, ..Look::default() };
    labelled(desk, key, id, label, hint, look)
}

fn labelled(
    desk: Desk,
    key: Key,
    id: &'static str,
    label: String,
    hint: String,
    look: Look,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let look = Look { described_by: Some(hint_id.clone()), ..look };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <p class="field__hint" id=hint_id>{hint}</p>
            {words::field(desk, key, id.to_owned(), words::plain, look)}
        </div>
    }
}

/// One radio of a group of large choices.
fn radio(
    name: &'static str,
    checked: impl Fn() -> bool + Send + 'static,
    choose: impl Fn() + 'static,
    title: String,
    text: String,
) -> impl IntoView {
    view! {
        <label class="card">
            <input type="radio" name=name prop:checked=checked on:change=move |_| choose() />
            <span class="card__title">{title}</span>
            <span class="card__text">{text}</span>
        </label>
    }
}

fn say(desk: Desk, key: Key, value: Value) {
    if let Some(edit) = Edit::new(key, Some(value)) {
        desk.apply(edit);
    }
}

/// Internal or independent; which clause numbers lead.
#[component]
fn Independent(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let who = desk.slice(Assessment::independence);
    let edition = desk.slice(Assessment::edition);
    let who_is = move |it: Independence| move || who.get() == it;
    let edition_is = move |it: Edition| move || edition.get() == it;
    view! {
        <fieldset>
            <legend class="group-label">{set_up::made_by()}</legend>
            <div class="cards">
            {radio("independence", who_is(Independence::Internal), move || say(desk, Key::Independence, Value::Independence(Independence::Internal)), set_up::internal(), set_up::internal_text())}
            {radio("independence", who_is(Independence::Independent), move || say(desk, Key::Independence, Value::Independence(Independence::Independent)), set_up::independent(), set_up::independent_text())}
            </div>
        </fieldset>
        <fieldset>
            <legend class="group-label">{set_up::edition()}</legend>
            <div class="cards">
            {radio("edition", edition_is(Edition::E2018), move || say(desk, Key::Edition, Value::Edition(Edition::E2018)), set_up::edition_2018(), set_up::edition_2018_text())}
            {radio("edition", edition_is(Edition::E2005), move || say(desk, Key::Edition, Value::Edition(Edition::E2005)), set_up::edition_2005(), set_up::edition_2005_text())}
            </div>
        </fieldset>
    }
}

/// Quick, standard, full, each with the number of questions it would ask.
#[component]
fn DepthChoice(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let chosen = desk.slice(Assessment::depth);
    let options = Depth::ALL.map(|depth| {
        let (title, words) = match depth {
            Depth::Quick => (set_up::quick(), set_up::quick_text()),
            Depth::Standard => (set_up::standard(), set_up::standard_text()),
            Depth::Full => (set_up::full(), set_up::full_text()),
        };
        let size = desk.slice(move |it| size_at(desk, it, depth));
        let is_chosen = move || chosen.get() == depth;
        view! {
            <label class="card">
                <input
                    type="radio"
                    name="depth"
                    prop:checked=is_chosen
                    on:change=move |_| say(desk, Key::Depth, Value::Depth(depth))
                />
                <span class="card__title">{title}</span>
                <span class="card__text">{words}</span>
                <span class="card__figure">{live(move || set_up::questions(size.get()))}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="visually-hidden">{set_up::depth_choice()}</legend>
            <div class="cards">{options.collect_view()}</div>
        </fieldset>
    }
}

fn size_at(desk: Desk, assessment: &Assessment, depth: Depth) -> usize {
    let mut other = assessment.clone();
    let clock = assessment.latest();
    if let (Some(edit), Some(clock)) = (Edit::new(Key::Depth, Some(Value::Depth(depth))), clock) {
        other.apply(edit, clock);
    }
    let size = questionnaire::size(desk.model, &other);
    size.processes + size.areas
}

/// Ready-made target profiles.
#[component]
fn Presets(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let model = desk.model;
    let chosen = desk.slice(move |it| {
        let id = it.text(Key::Preset);
        let known = model.presets().iter().any(|it| it.id == id);
        if known {
            id.to_owned()
        } else {
            model.presets().first().map(|it| it.id.clone()).unwrap_or_default()
        }
    });
    let options = model.presets().iter().map(|preset| {
        let id = preset.id.clone();
        let mine = preset.id.clone();
        let choose = move || {
            // A preset is a fresh start: levels set one by one give way. One choice is
            // one step back.
            let is_own = |key: &Key| desk.look(|it| it.value(*key).is_some());
            let own: Vec<Key> = model.processes().map(Key::Target).filter(is_own).collect();
            let gone = own.into_iter().filter_map(|key| Edit::new(key, None));
            desk.apply_all(gone.chain(Edit::new(Key::Preset, Some(Value::typed(&id)))));
        };
        radio(
            "preset",
            move || chosen.get() == mine,
            choose,
            preset.title.clone(),
            preset.text.clone(),
        )
    });
    view! {
        <fieldset>
            <legend class="group-label">{set_up::presets()}</legend>
            <div class="cards">{options.collect_view()}</div>
        </fieldset>
    }
}

/// Target and scope per process.
#[component]
fn Targets(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let model = desk.model;
    let groups = model.groups().map(|group| {
        let rows = model.members(group).map(|it| target_row(desk, it)).collect_view();
        view! {
            <h3 class="targets__group">{model.group_title(group).to_owned()}</h3>
            <ul class="targets">{rows}</ul>
        }
    });
    view! { <div>{groups.collect_view()}</div> }
}

fn target_row(desk: Desk, process: ProcessIx) -> impl IntoView {
    let model = desk.model;
    let name = model.process(process).name.clone();
    let target = desk.slice(move |it| it.target(model, process));
    let reason = desk.slice(move |it| it.out_of_scope(process).map(str::to_owned));
    let choose = move |event| {
        let level = event_target_value(&event).parse().ok().and_then(Level::from_number);
        if let Some(level) = level
            && let Some(edit) = Edit::new(Key::Target(process), Some(Value::Level(level)))
        {
            desk.apply(edit);
        }
    };
    let toggle = move |event| {
        let value = event_target_checked(&event).then(|| Value::typed(""));
        if let Some(edit) = Edit::new(Key::OutOfScope(process), value) {
            desk.apply(edit);
        }
    };
    let id = &model.process(process).id;
    let (target_id, reason_id) = (format!("target-{id}"), format!("reason-{id}"));
    let label = set_up::target_of(&name);
    let out_of_scope = heard(set_up::out_of_scope(&name));
    let levels = Level::ALL.into_iter().skip(1).map(move |level| {
        view! { <option value=level.to_string() prop:selected=live(move || target.get() == level)>{wording::level_name(level)}</option> }
    });
    let left = RwSignal::new(0);
    let is_out = memo(move || reason.with(Option::is_some));
    // What is being typed in stays, even where another tab has just brought it back.
    let is_asked = {
        let id = reason_id.clone();
        memo(move || {
            left.track();
            is_out.get() || words::is_in_use(desk, Key::OutOfScope(process), &id)
        })
    };
    let blank = move || reason.with(|it| it.as_ref().is_some_and(|it| it.trim().is_empty()));
    view! {
        <li class="targets__row" data-state=live(move || is_out.get().then_some("out"))>
                <span class="targets__name">{name}</span>
                {match model.kind(process) {
                    Kind::Area => view! { <span class="soft">{set_up::area_rated()}</span> }.into_any(),
                    Kind::Process => view! {
                        <select class="input input--short" id=target_id aria-label=label on:change=choose>{levels.collect_view()}</select>
                    }.into_any(),
                }}
                <label class="check">
                    <input type="checkbox" prop:checked=live(move || is_out.get()) on:change=toggle />
                    <span>{out_of_scope}</span>
                </label>
                {live(move || is_asked.get().then(|| {
                    let hint_id = format!("{reason_id}-hint");
                    let look = Look {
                        max: words::REASON_MAX,
                        described_by: Some(hint_id.clone()),
                        invalid: Some(live(move || blank().to_string())),
                        left,
                        ..Look::default()
                    };
                    view! {
                        <div class="field targets__reason">
                            <label class="field__label" for=reason_id.clone()>{set_up::reason()}</label>
                            {words::field(desk, Key::OutOfScope(process), reason_id.clone(), |it| Some(Value::Text(it)), look)}
                            <p class="field__hint" id=hint_id>
                                {live(move || if blank() { set_up::reason_missing() } else { set_up::reason_hint() })}
                            </p>
                        </div>
                    }
                }))}
        </li>
    }
}

/// How many questions this makes, and the way on.
#[component]
fn Size(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let model = desk.model;
    let size = desk.slice(move |it| {
        let size = questionnaire::size(model, it);
        (size.processes, size.areas, it.depth())
    });
    let tally = move || {
        let (processes, areas, depth) = size.get();
        let n = processes + areas;
        let each =
            if depth == Depth::Quick { SECONDS_PER_STATEMENTS } else { SECONDS_PER_QUESTION };
        let minutes = (n * each).div_ceil(60);
        // To the half hour, since more would be false precision.
        let half_hours = minutes.div_ceil(30);
        let hours = half_hours / 2;
        match (half_hours, half_hours % 2) {
            (0 | 1, _) => {
                set_up::size_minutes(set_up::SizeMinutes { n, minutes, processes, areas })
            }
            (2, _) => set_up::size_hour(set_up::SizeHour { n, processes, areas }),
            (_, 0) => set_up::size_hours(set_up::SizeHours { n, hours, processes, areas }),
            _ => set_up::size_half_hours(set_up::SizeHalfHours { n, hours, processes, areas }),
        }
    };
    let is_long = move || size.get().0 > SITTING;
    let assess = desk.link(|id| Route::Assess(id, Locator::default()));
    let strip = NodeRef::<leptos::html::Div>::new();
    strip.on_load(|it| browser::foot::watch(&it));
    view! {
        <div class="tally" node_ref=strip>
            <div>
                <p role="status">{tally}</p>
                <Show when=is_long>
                    {line("soft", set_up::long())}
                </Show>
            </div>
            <a class="button button--primary" href=assess>{set_up::go_to_questions()}</a>
        </div>
    }
}

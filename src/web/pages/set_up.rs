//! Set up: who, what, how deep, and how far.

use leptos::prelude::*;

use crate::assessment::{Assessment, Edit, Edition, Independence, Key, Value};
use crate::model::{Depth, Kind, Level, ProcessIx};
use crate::questionnaire;
use crate::route::{Locator, Route};
use crate::web::browser;
use crate::web::components::page::{heading, section};
use crate::web::components::words::{self, Look};
use crate::web::desk::Desk;
use crate::web::live::{live, memo};
use crate::web::wording::{self, plural};

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
            {heading("Set up")}
            <p class="lead">"Everything here can be changed later without losing an answer."</p>
            {browser::shared_host().map(|it| view! { <p class="notice" role="note">{wording::shared_host(&it)}</p> })}
        </header>
        {section("who", "Who and what", "Leave out what you like: only your own list and your exports show it.", view! {
                <div class="pair">
                    {text(desk, Key::Organisation, "organisation", "Organisation", "As it shall stand on the results")}
                    {text(desk, Key::Unit, "unit", "Unit or site", "If only a part is assessed")}
                    {text(desk, Key::Name, "name", "Name of this assessment", "For your own list, as in Baseline spring")}
                    {text(desk, Key::Assessors, "assessors", "Who assesses", "Names or roles")}
                </div>
                {area(desk, Key::Scope, "scope", "Scope", "Which services, for which customers, from which sites. Two sentences are enough.")}
                <Independent desk />
        })}
        {section("depth", "How deep", "Answers carry over: a quick answer stays as a belief, never as proof.", view! { <DepthChoice desk /> })}
        {section("targets", "Where to", "The level each process should reach. Levels above the target are not asked.", view! {
            <Presets desk />
            <Targets desk />
        })}
        <Size desk />
    }
}

fn text(
    desk: Desk,
    key: Key,
    id: &'static str,
    label: &'static str,
    hint: &'static str,
) -> impl IntoView {
    labelled(desk, key, id, label, hint, Look::default())
}

fn area(
    desk: Desk,
    key: Key,
    id: &'static str,
    label: &'static str,
    hint: &'static str,
) -> impl IntoView {
    let look = Look { lines: Some("3"), max: words::DESCRIPTION_MAX, ..Look::default() };
    labelled(desk, key, id, label, hint, look)
}

fn labelled(
    desk: Desk,
    key: Key,
    id: &'static str,
    label: &'static str,
    hint: &'static str,
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
            <legend class="group-label">"The baseline is made by"</legend>
            <div class="cards">
            {radio("independence", who_is(Independence::Internal), move || say(desk, Key::Independence, Value::Independence(Independence::Internal)), "Our own staff".into(), "Knows where things are; tends to be kind.".into())}
            {radio("independence", who_is(Independence::Independent), move || say(desk, Key::Independence, Value::Independence(Independence::Independent)), "Someone independent".into(), "A person or firm with no part in the processes.".into())}
            </div>
        </fieldset>
        <fieldset>
            <legend class="group-label">"Clause numbers shown first"</legend>
            <div class="cards">
            {radio("edition", edition_is(Edition::E2018), move || say(desk, Key::Edition, Value::Edition(Edition::E2018)), "2018 edition".into(), "In force: what a certificate is given for today.".into())}
            {radio("edition", edition_is(Edition::E2005), move || say(desk, Key::Edition, Value::Edition(Edition::E2005)), "2005 edition".into(), "Where the 13 processes come from; for older baselines.".into())}
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
            Depth::Quick => ("Quick", "One question per process: pick the statement that fits. A belief to start from, no proof."),
            Depth::Standard => ("Standard", "Each practice of level 1, and one question per attribute up to the target level."),
            Depth::Full => ("Full", "Every practice up to the target level. For a baseline that has to hold."),
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
                <span class="card__figure">{live(move || plural(size.get(), "question", "questions"))}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend class="visually-hidden">"Depth"</legend>
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
            <legend class="group-label">"Start from"</legend>
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
    let label = format!("Target level of {name}");
    let of = format!(": {name}");
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
                    Kind::Area => view! { <span class="soft">"rated N to F"</span> }.into_any(),
                    Kind::Process => view! {
                        <select class="input input--short" id=target_id aria-label=label on:change=choose>{levels.collect_view()}</select>
                    }.into_any(),
                }}
                <label class="check">
                    <input type="checkbox" prop:checked=live(move || is_out.get()) on:change=toggle />
                    <span>"Out of scope"<span class="visually-hidden">{of}</span></span>
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
                            <label class="field__label" for=reason_id.clone()>"Why it is out of scope"</label>
                            {words::field(desk, Key::OutOfScope(process), reason_id.clone(), |it| Some(Value::Text(it)), look)}
                            <p class="field__hint" id=hint_id>
                                {live(move || if blank() { "A reason is needed: the results show it." } else { "Certification to the 2018 edition accepts no exclusions." })}
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
    let words = move || {
        let (processes, areas, depth) = size.get();
        let n = processes + areas;
        let each =
            if depth == Depth::Quick { SECONDS_PER_STATEMENTS } else { SECONDS_PER_QUESTION };
        let minutes = (n * each).div_ceil(60);
        // To the half hour, since more would be false precision.
        let half_hours = minutes.div_ceil(30);
        let time = match (half_hours, half_hours % 2) {
            (0 | 1, _) => format!("about {}", plural(minutes, "minute", "minutes")),
            (2, _) => "about an hour".to_owned(),
            (it, 0) => format!("about {} hours", it / 2),
            (it, _) => format!("about {}½ hours", it / 2),
        };
        format!(
            "{}, {time}: {processes} on the processes, {areas} on the management system.",
            plural(n, "question", "questions")
        )
    };
    let is_long = move || size.get().0 > SITTING;
    let assess = desk.link(|id| Route::Assess(id, Locator::default()));
    let strip = NodeRef::<leptos::html::Div>::new();
    strip.on_load(|it| browser::foot::watch(&it));
    view! {
        <div class="tally" node_ref=strip>
            <div>
                <p role="status">{words}</p>
                <Show when=is_long>
                    <p class="soft">"More than about 125 questions on the processes is too much for one sitting: split it by group, or aim lower first."</p>
                </Show>
            </div>
            <a class="button button--primary" href=assess>"Go to the questions"</a>
        </div>
    }
}

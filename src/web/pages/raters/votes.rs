//! The votes: who answered, how far they agree, what there is to talk about.

use leptos::prelude::*;

use crate::assessment::{AssessmentId, Belief, Edit, Key};
use crate::document::Why;
use crate::library::shelf;
use crate::model::{Kind, ProcessIx};
use crate::questionnaire::Place;
use crate::raters::{self, Agreement, Combine, Item, Vote};
use crate::scoring::{self, ProcessScore, Standing};
use crate::web::components::question::Question;
use crate::web::components::quick_card::QuickCard;
use crate::web::components::text::{heard, line};
use crate::web::components::votes::{said, sign};
use crate::web::here::Here;
use crate::web::live::{live, memo, off};
use crate::web::round::Round;
use crate::web::wording;
use crate::words::raters as words;

/// The raters, each with the way out.
pub(super) fn who(round: Round) -> impl IntoView {
    let no_room = RwSignal::new(false);
    let row = move |at: usize, id: AssessmentId, meta: String| {
        let name = round.name(at);
        let label = heard(words::take_out(&name));
        let shelved = name.clone();
        let take_out = move |_| {
            let Some(rater) = round.library.load(&id) else { return };
            // The only copy of their answers may be here.
            let shelved = shelved.clone();
            let put = round
                .library
                .act(|it, now| shelf::put(it, Why::Deleted, shelved, &rater.assessment, now));
            match put {
                Ok(()) => round.library.remove(&id),
                Err(_) => no_room.set(true),
            }
        };
        view! {
            <li class="register__row register__row--plain">
                <div>
                    <h3 class="register__name" dir="auto">{name}</h3>
                    {line("register__meta", meta)}
                </div>
                <p class="register__actions">
                    <button class="button button--small button--quiet" type="button" on:click=take_out>{label}</button>
                </p>
            </li>
        }
    };
    view! {
        {line("soft", words::bin_note())}
        <Show when=move || no_room.get()>
            <p class="field__error" role="alert">{words::no_room_in_bin()}</p>
        </Show>
        <ul class="register">
            {live(move || {
                let raters = round.raters.get();
                raters.iter().enumerate().map(|(at, it)| {
                    let votes = round.items.with_untracked(|all| all.iter().filter(|item| matches!(item.votes.get(at), Some(Some(_)))).count());
                    let taken_in = it.register(Key::RaterOf).map(|it| wording::moment(it.clock().ms));
                    let meta = match &taken_in {
                        Some(moment) => words::votes_taken_in(words::VotesTakenIn { n: votes, moment }),
                        None => words::votes(votes),
                    };
                    row(at, it.id().clone(), meta)
                }).collect_view()
            })}
        </ul>
    }
}

/// How far raters agree per process, and what their votes would give.
pub(super) fn agreement(round: Round) -> impl IntoView {
    let model = round.desk.model;
    let sheets = memo(move || {
        round.items.with(|items| {
            round.desk.read(|agreed| {
                Combine::ALL.map(|how| scoring::score(model, &raters::combined(agreed, items, how)))
            })
        })
    });
    let total = memo(move || round.items.with(|it| Agreement::of(it)));
    let rows = move || {
        let is_voted = |it: &ProcessIx| {
            let has_votes =
                |item: &Item| item.place.process == *it && item.votes.iter().any(Option::is_some);
            round.items.with(|items| items.iter().any(has_votes))
        };
        let row = |it: ProcessIx| {
            let agreement = round.items.with(|items| Agreement::of_process(items, it));
            let agreed = round.desk.figures(|sheet| level(sheet.process(it)));
            let picked = round.items.with(|items| raters::mean_level(items, it));
            let given = sheets.with(|sheets| {
                let given = Combine::ALL.iter().zip(sheets).map(|(how, sheet)| match picked {
                    Some(mean) if *how == Combine::Mean => wording::hundredths(mean),
                    _ => level(sheet.process(it)),
                });
                given.collect::<Vec<_>>()
            });
            view! {
                <tr>
                    <th scope="row">{model.process(it).name.clone()}</th>
                    <td class="is-number">{agreement.compared}</td>
                    <td class="is-number">{agreement.same}</td>
                    <td class="is-number">{agreement.near}</td>
                    <td class="is-number">{agreement.apart}</td>
                    <td class="is-number"><strong>{agreed}</strong></td>
                    {given.into_iter().map(|it| view! { <td class="is-number">{it}</td> }).collect_view()}
                </tr>
            }
        };
        model.processes().filter(is_voted).map(row).collect_view()
    };
    view! {
        <p role="status">{live(move || {
            let Agreement { compared, same, near, apart } = total.get();
            words::compared(words::Compared { compared, same, near, apart })
        })}</p>
        <div class="scroller" tabindex="0" role="group" aria-label=words::agreement_table()>
            <table class="table table--wide">
                <thead>
                    <tr>
                        <th scope="col">{words::process()}</th>
                        <th scope="col" class="is-number">{words::column_compared()}</th>
                        <th scope="col" class="is-number">{words::column_same()}</th>
                        <th scope="col" class="is-number">{words::column_near()}</th>
                        <th scope="col" class="is-number">{words::column_apart()}</th>
                        <th scope="col" class="is-number">{words::column_agreed()}</th>
                        <th scope="col" class="is-number">{words::column_lowest()}</th>
                        <th scope="col" class="is-number">{words::column_mean()}</th>
                        <th scope="col" class="is-number">{words::column_highest()}</th>
                    </tr>
                </thead>
                <tbody>{live(rows)}</tbody>
            </table>
        </div>
        <Without round />
    }
}

/// A level or rating in a cell: "2", "1–3", "L", "n/a"; a dash where nothing is rated.
fn level(score: &ProcessScore) -> String {
    let range = |low: String, high: String| match low == high {
        true => low,
        false => words::range(words::Range { lowest: &low, highest: &high }),
    };
    match score.standing {
        Standing::Measured(it) => range(it.level.lowest.to_string(), it.level.highest.to_string()),
        Standing::Area(it) => range(it.lowest.code().to_owned(), it.highest.code().to_owned()),
        Standing::Believed(Belief::Level(level)) => level.to_string(),
        Standing::Believed(Belief::Rating(rating)) => rating.code().to_owned(),
        Standing::NotApplicable => words::not_applicable(),
        Standing::OutOfScope | Standing::NotAssessed => words::nothing_rated(),
    }
}

/// What needs no talk, in one go.
#[component]
fn Without(
    /// The raters and what they say.
    round: Round,
) -> impl IntoView {
    let same = memo(move || round.items.with(|it| raters::unanimous(it).len()));
    let near = memo(move || round.items.with(|it| raters::lower(it).len()));
    let lone = memo(move || round.items.with(|it| raters::alone(it).len()));
    let take = move |edits: fn(&[Item]) -> Vec<Edit>| {
        let edits = round.items.with_untracked(|it| edits(it));
        round.desk.apply_all(edits);
    };
    view! {
        <div class="cluster">
            <button class="button" type="button" aria-disabled=off(move || same.get() == 0) on:click=move |_| take(raters::unanimous)>
                {live(move || words::agree_same(same.get()))}
            </button>
            <button class="button" type="button" aria-disabled=off(move || lone.get() == 0) on:click=move |_| take(raters::alone)>
                {live(move || words::agree_lone(lone.get()))}
            </button>
            <button class="button" type="button" aria-disabled=off(move || near.get() == 0) on:click=move |_| take(raters::lower)>
                {live(move || words::agree_near(near.get()))}
            </button>
        </div>
        {line("soft", words::agree_note())}
    }
}

/// What has to be talked about, with the votes and the question itself.
pub(super) fn discuss(round: Round) -> impl IntoView {
    let here = expect_context::<Here>();
    // The votes alone decide what is on the list: it stays as it is while values
    // are being agreed on.
    let apart = memo(move || {
        round.items.with(|all| {
            let apart = all.iter().filter(|it| it.spread().is_apart());
            apart.map(|it| (it.place, it.votes.clone())).collect::<Vec<_>>()
        })
    });
    let left = memo(move || {
        round.items.with(|all| {
            all.iter().filter(|it| it.spread().is_apart() && it.agreed.is_none()).count()
        })
    });
    view! {
        <p role="status">{live(move || match (apart.with(Vec::len), left.get()) {
            (0, _) => words::nothing_apart(),
            (n, 0) => words::all_agreed(n),
            (n, left) => words::still_to_agree(words::StillToAgree { left, n }),
        })}</p>
        {live(move || {
            let all = apart.get();
            let n = all.len();
            all.into_iter().enumerate().map(|(at, (place, votes))| view! {
                <article class="vote" aria-label=place_title(round, place)>
                    <h3 class="vote__place">{place_title(round, place)}</h3>
                    <ul class="vote__list">{votes.into_iter().enumerate().filter_map(|(rater, vote)| Some(said(round, place, rater, &vote?))).collect_view()}</ul>
                    {match place.question {
                        Some(question) => view! { <Question desk=round.desk here question position=(at + 1, n) /> }.into_any(),
                        None => view! { <QuickCard desk=round.desk process=place.process /> }.into_any(),
                    }}
                </article>
            }).collect_view()
        })}
    }
}

fn place_title(round: Round, place: Place) -> String {
    let model = round.desk.model;
    let process = &model.process(place.process).name;
    match place.question {
        Some(question) => {
            let question = &*model.question(question).title();
            words::place(words::Place { process, question })
        }
        None => process.clone(),
    }
}

/// Every vote in a table.
pub(super) fn all(round: Round) -> impl IntoView {
    let short = |vote: &Option<Vote>| vote.as_ref().map(sign).unwrap_or_default();
    let spread = |item: &Item| match item.spread() {
        raters::Spread::Alone => String::new(),
        raters::Spread::Steps(0) => words::spread_none(),
        raters::Spread::Steps(1) => words::spread_near(),
        raters::Spread::Steps(_) => words::spread_apart(),
        raters::Spread::Applicability => words::spread_applies(),
    };
    let model = round.desk.model;
    let rows = move || {
        round.items.with(|items| {
            let voted = items.iter().filter(|it| it.votes.iter().any(Option::is_some));
            let row = |item: &Item| {
                let title = match (item.place.question, model.kind(item.place.process)) {
                    (Some(question), _) => model.question(question).title().into_owned(),
                    (None, Kind::Area) => words::rating(),
                    (None, Kind::Process) => words::level(),
                };
                let process = &model.process(item.place.process).short;
                view! {
                    <tr>
                        <th scope="row">{words::place(words::Place { process, question: &title })}</th>
                        {item.votes.iter().map(|it| view! { <td>{short(it)}</td> }).collect_view()}
                        <td>{spread(item)}</td>
                        <td><strong>{short(&item.agreed)}</strong></td>
                    </tr>
                }
            };
            voted.map(row).collect_view()
        })
    };
    view! {
        <details class="fold">
            <summary>{words::all_table()}</summary>
            <div class="scroller" tabindex="0" role="group" aria-label=words::all()>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{words::question()}</th>
                            {live(move || round.names.get().into_iter().map(|it| view! { <th scope="col" class="said" dir="auto">{it}</th> }).collect_view())}
                            <th scope="col">{words::spread()}</th>
                            <th scope="col">{words::column_agreed()}</th>
                        </tr>
                    </thead>
                    <tbody>{live(rows)}</tbody>
                </table>
            </div>
        </details>
    }
}

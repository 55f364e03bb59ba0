//! What was said of one question, by whom and why.

use leptos::prelude::*;

use crate::assessment::{Answer, Belief, Key, Value};
use crate::questionnaire::Place;
use crate::raters::{self, Vote};
use crate::web::components::text::named;
use crate::web::live::live;
use crate::web::round::Round;
use crate::web::wording;
use crate::words::votes as words;

/// What was said in one place, hidden until everybody wants to see it. Nothing
/// where nobody said anything.
pub fn votes(round: Round, place: Place) -> impl IntoView + use<> {
    let item = round.items.with_untracked(|all| all.iter().find(|it| it.place == place).cloned());
    let item = item.filter(|it| it.votes.iter().any(Option::is_some))?;
    let is_shown = RwSignal::new(false);
    let n = item.votes.iter().flatten().count();
    let word = move || match is_shown.get() {
        true => words::hide(),
        false => words::show(n),
    };
    Some(view! {
        <section class="vote" aria-label=words::votes()>
            <p><button class="button" type="button" aria-expanded=live(move || is_shown.get().to_string()) on:click=move |_| is_shown.update(|it| *it = !*it)>{live(word)}</button></p>
            {live(move || is_shown.get().then(|| {
                let votes = item.votes.iter().enumerate();
                let said = votes.filter_map(|(rater, vote)| Some(said(round, place, rater, vote.as_ref()?)));
                view! {
                    <p role="status">{match item.spread() {
                        raters::Spread::Alone => words::alone(),
                        raters::Spread::Steps(0) => words::same(),
                        raters::Spread::Steps(1) => words::near(),
                        raters::Spread::Steps(_) => words::apart(),
                        raters::Spread::Applicability => words::disputed(),
                    }}</p>
                    <ul class="vote__list">{said.collect_view()}</ul>
                }
            }))}
        </section>
    })
}

/// One vote with whose it is and why.
pub fn said(round: Round, place: Place, rater: usize, vote: &Vote) -> impl IntoView + use<> {
    let why = place.question.map(|question| {
        round.raters.with_untracked(|all| {
            all.get(rater).map(|it| it.text(Key::Note(question)).to_owned()).unwrap_or_default()
        })
    });
    let why = why.filter(|it| !it.trim().is_empty());
    let (letter, sign, vote) = (letter(vote), sign(vote), in_words(vote));
    let said = words::said(words::Said { name: &round.name(rater), vote: &vote });
    view! {
        <li>
            <span class="rate" data-rating=letter aria-hidden="true">{sign}</span>
            <span>{named(said)}</span>
            {why.map(|it| view! { <q class="vote__why" dir="auto">{it}</q> })}
        </li>
    }
}

fn letter(vote: &Vote) -> Option<&'static str> {
    match vote {
        Vote::Answer(answer) => answer.score().map(|it| it.rating().code()),
        Vote::Belief(Belief::Rating(rating)) => Some(rating.code()),
        Vote::Belief(Belief::Level(_)) => None,
    }
}

/// The same for everything that can be said, as short.
pub fn sign(vote: &Vote) -> String {
    match vote {
        Vote::Answer(Answer::Rated(score)) => score.code().to_owned(),
        Vote::Answer(Answer::NotApplicable { .. }) => words::not_applicable(),
        Vote::Answer(Answer::AskSomeone { .. }) => words::unknown(),
        Vote::Belief(Belief::Level(level)) => level.to_string(),
        Vote::Belief(Belief::Rating(rating)) => rating.code().to_owned(),
    }
}

fn in_words(vote: &Vote) -> String {
    match vote {
        Vote::Answer(Answer::Rated(score)) if score.code() == score.rating().code() => {
            score.rating().name()
        }
        Vote::Answer(Answer::Rated(score)) => {
            words::rated(words::Rated { rating: &score.rating().name(), score: score.code() })
        }
        Vote::Answer(answer) => wording::value(Some(&Value::Answer(answer.clone()))),
        Vote::Belief(belief) => wording::value(Some(&Value::Belief(*belief))),
    }
}

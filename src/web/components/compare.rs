//! What is laid behind the charts: an earlier state, or another assessment.

use std::sync::Arc;

use leptos::prelude::*;

use crate::assessment::{Assessment, AssessmentId};
use crate::document::Aside;
use crate::model::Depth;
use crate::scoring::{self, ScoreSheet};
use crate::web::library::Library;
use crate::web::live::memo;
use crate::web::reading::Reading;
use crate::web::wording::{self, display_name};
use crate::words::compare as words;

/// What is laid behind the charts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Another assessment.
    Other(AssessmentId),
    /// A named state, by the key of its record.
    State(String),
}

impl Behind {
    /// From the code of an option.
    fn parse(code: String) -> Option<Self> {
        match AssessmentId::parse(&code) {
            Some(id) => Some(Behind::Other(id)),
            None => (!code.is_empty()).then_some(Behind::State(code)),
        }
    }
}

/// The figures of what is laid behind the charts.
pub fn behind(library: Library, compare: RwSignal<Option<Behind>>) -> Memo<Option<ScoreSheet>> {
    // Not anew with every letter that is said elsewhere.
    let figures = memo(move || match compare.get()? {
        Behind::Other(id) => library.stored(&id).map(|it| it.sheet(library.model_of(&id))),
        Behind::State(key) => {
            let state = library.asides().into_iter().find(|it| it.key == key)?;
            let model = library.model_of(state.assessment.id());
            Some(Arc::new(scoring::score(model, &state.assessment)))
        }
    });
    memo(move || figures.with(|it| it.as_deref().cloned()))
}

/// Which earlier state or other assessment to lay behind the charts.
#[component]
pub fn Compare(
    /// The assessment.
    reading: Reading,
    /// What is in this browser.
    library: Library,
    /// The one chosen.
    compare: RwSignal<Option<Behind>>,
) -> impl IntoView {
    let sample = reading.look(Assessment::is_sample);
    // Belief is never laid over measurement.
    let is_quick = |it: &Assessment| it.depth() == Depth::Quick;
    let quick = reading.look(is_quick);
    // A sample is compared with samples, real work with real work.
    let states = untrack(|| library.states(&reading.id())).into_iter();
    let states = states.filter(|it| is_quick(&it.assessment) == quick);
    let state = |it: Arc<Aside>| {
        let moment = wording::moment(it.at);
        (it.key.clone(), words::state(words::State { name: &it.name, moment: &moment }))
    };
    let all = untrack(|| library.all());
    let others: Vec<&Assessment> = all
        .iter()
        .map(|it| it.assessment())
        .filter(|it| *it.id() != reading.id() && it.is_sample() == sample && is_quick(it) == quick)
        .collect();
    let names = others.iter().map(|it| display_name(it)).collect();
    let dated =
        |at: usize| others.get(at).map_or_else(String::new, |it| wording::dated(it).words());
    let names = wording::distinct(names, dated);
    let others = others.iter().map(|it| it.id().to_string()).zip(names);
    let options: Vec<(String, String)> = states.map(state).chain(others).collect();
    (!options.is_empty()).then(|| {
        let choose = move |event| compare.set(Behind::parse(event_target_value(&event)));
        view! {
            <div class="cluster">
                <label class="field__label" for="compare">{words::label()}</label>
                <select class="input input--short" id="compare" on:change=choose>
                    <option value="">{words::nothing()}</option>
                    {options.into_iter().map(|(code, name)| view! { <option value=code>{name}</option> }).collect_view()}
                </select>
            </div>
        }
    })
}

//! What a back-up holds beside assessments: said before it is taken over, and put
//! where it belongs.

use leptos::prelude::*;

use crate::document::{Aside, Why};
use crate::library::shelf;
use crate::web::components::text::around;
use crate::web::library::Library;
use crate::web::wording;
use crate::words::open as words;

/// What of the files is not here yet, the bin first: a state is looked for with the
/// assessment that it is of.
pub(super) fn lacking(library: Library, asides: &[Aside]) -> Vec<Aside> {
    let mut lacking = shelf::lacking(&library.kept(), asides);
    lacking.sort_by_key(|it| it.why == Why::Snapshot);
    lacking
}

/// Says what there is, and how much of it is here already.
pub(super) fn preview(asides: &[Aside], lacking: &[Aside]) -> Option<impl IntoView + use<>> {
    if asides.is_empty() {
        return None;
    }
    let held = match Held::of(asides) {
        Held::States(n) => words::states(n),
        Held::Binned(n) => words::binned(n),
        Held::Both { states, binned } => words::both(words::Both { states, binned }),
    };
    let here = match asides.len() - lacking.len() {
        0 => None,
        n if n == asides.len() => Some(words::all_here()),
        n => Some(words::some_here(n)),
    };
    let says = [Some(held), here].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let rows = asides.iter().map(|it| {
        let (name, moment) = (it.name.as_str(), wording::moment(it.at));
        let moment = moment.as_str();
        let row = match it.why {
            Why::Snapshot => words::state(words::State { name, moment }),
            Why::Deleted => words::deleted(words::Deleted { name, moment }),
            Why::Replaced => words::replaced(words::Replaced { name, moment }),
        };
        let row = around(row, |name| view! { <span dir="auto">{name}</span> }.into_any());
        view! { <li>{row}</li> }
    });
    Some(view! {
        <details class="fold">
            <summary>{says}</summary>
            <ul class="stack">{rows.collect_view()}</ul>
        </details>
    })
}

/// Says that nothing but these was found.
pub(super) fn found(asides: &[Aside]) -> String {
    match Held::of(asides) {
        Held::States(n) => words::found_states(n),
        Held::Binned(n) => words::found_binned(n),
        Held::Both { states, binned } => words::found_both(words::FoundBoth { states, binned }),
    }
}

/// How many of each.
enum Held {
    /// Kept states alone.
    States(usize),
    /// What was in a bin alone.
    Binned(usize),
    /// Both kinds.
    Both { states: usize, binned: usize },
}

impl Held {
    fn of(asides: &[Aside]) -> Self {
        let states = asides.iter().filter(|it| it.why == Why::Snapshot).count();
        match (states, asides.len() - states) {
            (states, 0) => Held::States(states),
            (0, binned) => Held::Binned(binned),
            (states, binned) => Held::Both { states, binned },
        }
    }
}

/// Puts all of it where it belongs. Done again it goes on where it ended.
pub(super) fn take_in(library: Library, asides: &[Aside]) -> Result<(), ()> {
    // Another tab may have taken it over since it was looked at.
    let lacking = lacking(library, asides);
    let take = |it: &Aside| library.act(|kept, now| shelf::take_in(kept, it, now));
    lacking.iter().try_for_each(take).map_err(|_| ())
}

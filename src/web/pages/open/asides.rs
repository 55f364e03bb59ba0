//! What a back-up holds beside assessments: said before it is taken over, and put
//! where it belongs.

use leptos::prelude::*;

use crate::document::{Aside, Why};
use crate::library::shelf;
use crate::web::library::Library;
use crate::web::wording::{self, plural};

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
    let here = match asides.len() - lacking.len() {
        0 => String::new(),
        n if n == asides.len() => " All of it is here already.".to_owned(),
        1 => " 1 is here already.".to_owned(),
        n => format!(" {n} are here already."),
    };
    let rows = asides.iter().map(|it| {
        let what = match it.why {
            Why::Snapshot => "state kept",
            Why::Deleted => "in the bin, deleted",
            Why::Replaced => "in the bin, replaced",
        };
        let when = wording::moment(it.at);
        view! { <li><span dir="auto">{it.name.clone()}</span>{format!(": {what} {when}")}</li> }
    });
    Some(view! {
        <details class="fold">
            <summary>{held(asides)}"."{here}</summary>
            <ul class="stack">{rows.collect_view()}</ul>
        </details>
    })
}

/// How many of each, in words.
pub(super) fn held(asides: &[Aside]) -> String {
    let states = asides.iter().filter(|it| it.why == Why::Snapshot).count();
    let words = |n: usize, of_one: &str, of_many: &str| (n > 0).then(|| plural(n, of_one, of_many));
    let parts = [
        words(states, "kept state", "kept states"),
        words(asides.len() - states, "assessment in the bin", "assessments in the bin"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Puts all of it where it belongs. Done again it goes on where it ended.
pub(super) fn take_in(library: Library, asides: &[Aside]) -> Result<(), ()> {
    // Another tab may have taken it over since it was looked at.
    let lacking = lacking(library, asides);
    let take = |it: &Aside| library.act(|kept, now| shelf::take_in(kept, it, now));
    lacking.iter().try_for_each(take).map_err(|_| ())
}

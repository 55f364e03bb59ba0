//! Who was asked to answer what, and how far they are.

use leptos::prelude::*;

use crate::questionnaire;
use crate::route::{Route, Spot};
use crate::web::components::text::{self, Column, plain};
use crate::web::desk::Desk;
use crate::web::live::live;
use crate::words::raters as words;

/// One line per person, with the way to what is still open.
pub(super) fn table(desk: Desk) -> impl IntoView {
    let model = desk.model;
    let rows = desk.slice(move |it| {
        let shares = questionnaire::shares(model, it).into_iter();
        shares.map(|it| (it.name.to_owned(), it.asked, it.open)).collect::<Vec<_>>()
    });
    live(move || {
        let rows = rows.get();
        if rows.is_empty() {
            return plain(words::nobody_named());
        }
        let rows = rows.into_iter().map(|(name, asked, open)| {
            let next = open.first().map(|it| {
                let to =
                    Route::Assess(desk.id(), Spot::question(model, *it).locator(model)).fragment();
                view! { <a href=to>{model.question(*it).title().into_owned()}</a> }
            });
            let name = if name.is_empty() { words::nobody_yet() } else { name };
            view! {
                <tr>
                    <th scope="row" class="said" dir="auto">{name}</th>
                    <td class="is-number">{asked}</td>
                    <td class="is-number">{asked - open.len()}</td>
                    <td>{next}</td>
                </tr>
            }
        });
        text::table(
            words::shares(),
            [
                Column::words(words::person()),
                Column::numbers(words::questions()),
                Column::numbers(words::answered()),
                Column::words(words::next_open()),
            ],
            rows.collect_view().into_any(),
        )
    })
}

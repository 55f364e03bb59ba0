//! How levels are measured, in the app itself.

use leptos::prelude::*;

use crate::model::{Level, Rating, Score};
use crate::scoring::trace::percent;
use crate::scoring::{GapClass, gap};
use crate::web::components::page::heading;
use crate::web::components::text::{Column, line, plain, table, title};
use crate::web::library::Library;
use crate::web::wording;
use crate::words::method as words;

/// The page.
pub fn page() -> impl IntoView {
    let model = expect_context::<Library>().shipped();
    let cell = |words: String| view! { <td>{words}</td> }.into_any();
    let number = |words: String| view! { <td class="is-number">{words}</td> }.into_any();
    let attributes = model.attributes().map(|it| {
        let id = words::attribute(model.attribute_id(it));
        view! {
            <tr>
                <th scope="row">{id}</th>
                {cell(model.attribute_title(it).to_owned())}
                {number(model.attribute_level(it).to_string())}
            </tr>
        }
    });
    let scale = Rating::ALL.map(|it| {
        view! {
            <tr>
                <th scope="row"><span class="rate" data-rating=it.code()>{it.code()}</span></th>
                {cell(words::scale_achieved(&it.name()))}
                {cell(it.band())}
            </tr>
        }
    });
    let scores = Score::ALL.map(|it| {
        let counts_as = number(words::percent(&percent(it.hundredths())));
        view! { <tr><th scope="row">{it.code()}</th>{counts_as}</tr> }
    });
    let classes = [GapClass::Slight, GapClass::Significant, GapClass::Substantial];
    let risks = Level::ALL.into_iter().skip(1).rev().map(|level| {
        let risks = classes.map(|it| cell(gap::risk(level, it).name()));
        view! { <tr><th scope="row">{level.to_string()}</th>{risks.collect_view()}</tr> }
    });
    let levels = Level::ALL.map(wording::level_name).join(", ");
    view! {
        <header class="page__head">{heading(words::heading())}</header>
        <div class="prose">
            {line("lead", words::lead())}
            {title(words::practices())}
            {plain(words::practices_text())}
            {table(
                words::counts(),
                [Column::words(words::counts_answer()), Column::numbers(words::counts_as())],
                scores.collect_view().into_any(),
            )}
            {plain(words::practices_open())}
            {title(words::attributes())}
            {plain(words::attributes_text())}
            {table(
                words::scale(),
                [words::scale_rating(), words::scale_meaning(), words::scale_achievement()]
                    .map(Column::words),
                scale.collect_view().into_any(),
            )}
            {title(words::levels())}
            {plain(words::levels_text())}
            {table(
                words::table(),
                [
                    Column::words(words::table_attribute()),
                    Column::words(words::table_name()),
                    Column::numbers(words::table_level()),
                ],
                attributes.collect_view().into_any(),
            )}
            {plain(words::level_names(&levels))}
            {title(words::missing())}
            {plain(words::missing_text())}
            {plain(words::missing_own())}
            {title(words::gap())}
            {plain(words::gap_text())}
            {table(
                words::risk(),
                [
                    words::risk_level(),
                    words::risk_slight(),
                    words::risk_significant(),
                    words::risk_substantial(),
                ]
                .map(Column::words),
                risks.collect_view().into_any(),
            )}
            {title(words::limits())}
            {plain(words::limits_text())}
            {line("soft", words::model(words::Model { id: model.id(), version: model.version() }))}
        </div>
    }
}

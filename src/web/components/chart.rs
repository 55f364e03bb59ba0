//! Charts on the page: the drawing of the core as DOM nodes, and the same
//! figures as a table below it.

use leptos::prelude::*;

use crate::chart::{self, CellKind, Chart, Size, Table};
use crate::model::ProcessIx;
use crate::scoring::ScoreSheet;
use crate::web::browser::{dom, events};
use crate::web::here::IsWide;
use crate::web::live::{live, memo};
use crate::web::reading::Reading;
use crate::words::chart as words;

/// Levels of all processes against their targets.
pub fn radar(reading: Reading, previous: Memo<Option<ScoreSheet>>) -> impl IntoView {
    let size = size();
    let chart = memo(move || {
        let draw = |it: Option<&ScoreSheet>| {
            reading.figures(|sheet| chart::radar(reading.model, sheet, it, size()))
        };
        previous.with(|it| draw(it.as_ref()))
    });
    figure("radar", "chart chart--sheet chart--radar", chart)
}

/// One bar per process.
pub fn bars(reading: Reading, previous: Memo<Option<ScoreSheet>>) -> impl IntoView {
    let size = size();
    let chart = memo(move || {
        let draw = |it: Option<&ScoreSheet>| {
            reading.figures(|sheet| chart::bars(reading.model, sheet, it, size()))
        };
        previous.with(|it| draw(it.as_ref()))
    });
    figure("bars", "chart chart--sheet", chart)
}

/// Processes by attributes, in the manner of ISO/IEC 33020.
pub fn profile(reading: Reading) -> impl IntoView {
    let size = size();
    let chart = memo(move || reading.figures(|sheet| chart::profile(reading.model, sheet, size())));
    figure("profile", "chart chart--sheet", chart)
}

/// The level of one process on its scale.
pub fn strip(reading: Reading, process: ProcessIx) -> impl IntoView {
    let chart =
        memo(move || reading.figures(|sheet| chart::strip(reading.model, sheet.process(process))));
    drawing("strip", "chart chart--small", chart)
}

/// The attributes of one process.
pub fn mini(reading: Reading, process: ProcessIx) -> impl IntoView {
    let chart =
        memo(move || reading.figures(|sheet| chart::mini(reading.model, sheet.process(process))));
    drawing("mini", "chart chart--small", chart)
}

/// The size for this window; charts are drawn anew when it changes.
fn size() -> impl Fn() -> Size + Copy {
    let is_wide = expect_context::<IsWide>();
    move || if is_wide.get() { Size::Wide } else { Size::Compact }
}

/// A drawing with its description and its table.
fn figure(prefix: &'static str, class: &'static str, chart: Memo<Chart>) -> impl IntoView {
    // The drawing comes first: its table is made once it is on screen.
    let is_drawn = RwSignal::new(false);
    events::after_paint(move || {
        // The page may have been left by then.
        let _ = is_drawn.try_set(true);
    });
    view! {
        <figure class=class node_ref=drawn(prefix, chart)>
            <figcaption>{live(move || chart.with(|it| it.picture.description.clone()))}</figcaption>
        </figure>
        <details class="fold">
            <summary>{words::as_table()}</summary>
            {live(move || is_drawn.get().then(|| chart.with(|it| table(&it.table))))}
        </details>
    }
}

/// A drawing alone, where the figures stand beside it in words.
fn drawing(prefix: &'static str, class: &'static str, chart: Memo<Chart>) -> impl IntoView {
    view! { <figure class=class node_ref=drawn(prefix, chart)></figure> }
}

/// Draws into a figure, and again whenever the chart changes: then after what was changed
/// itself is on screen, as an answer does not wait for its drawing.
fn drawn(prefix: &'static str, chart: Memo<Chart>) -> NodeRef<leptos::html::Figure> {
    let figure = NodeRef::<leptos::html::Figure>::new();
    Effect::new(move |before: Option<bool>| {
        let Some(figure) = figure.get() else { return false };
        let picture = chart.with(|it| it.picture.to_svg(prefix));
        match before {
            Some(true) => events::when_shown(move || dom::draw(&figure, &picture)),
            _ => dom::draw(&figure, &picture),
        }
        true
    });
    figure
}

/// Figures as a table that scrolls by itself where it is too wide.
pub fn table(table: &Table) -> impl IntoView + use<> {
    let head =
        table.head.iter().map(|it| view! { <th scope="col">{it.clone()}</th> }).collect_view();
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| {
            let text = cell.text.clone();
            match cell.kind {
                CellKind::Head => view! { <th scope="row" dir="auto">{text}</th> }.into_any(),
                CellKind::Text => view! { <td dir="auto">{text}</td> }.into_any(),
                CellKind::Said => view! { <td class="said" dir="auto">{text}</td> }.into_any(),
                CellKind::Number => view! { <td class="is-number">{text}</td> }.into_any(),
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="scroller" tabindex="0" role="group" aria-label=table.caption.clone()>
            <table class="table table--wide">
                <caption>{table.caption.clone()}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

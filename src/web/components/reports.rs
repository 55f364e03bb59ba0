//! Results as files to read, to print and to work on elsewhere.

use leptos::prelude::*;

use crate::report::{self, Report, csv, html, workbook};
use crate::web::browser::{self, files};
use crate::web::components::text::line;
use crate::web::desk::Desk;
use crate::web::wording;
use crate::words::report as words;

/// What there is. None of it can be opened here again, and it says so.
#[component]
pub fn Reports(
    /// The open assessment.
    desk: Desk,
) -> impl IntoView {
    let failed = RwSignal::new(false);
    let give = move |hand_over: fn(&Report) -> bool| {
        let now = browser::now_ms();
        let report =
            desk.look(|it| desk.figures_now(|sheet| report::report(desk.model, it, sheet, now)));
        failed.set(!hand_over(&report));
    };
    view! {
        <details class="fold no-print">
            <summary>{words::files()}</summary>
            <div class="stack">
                <div class="cluster">
                    <button class="button" type="button" on:click=move |_| give(page)>{words::file_report()}</button>
                    <button class="button" type="button" on:click=move |_| give(book)>{words::file_workbook()}</button>
                    <button class="button" type="button" on:click=move |_| give(table)>{words::file_answers()}</button>
                </div>
                {line("field__hint", words::files_note())}
                <Show when=move || failed.get()>
                    <p class="field__error" role="alert">{words::refused()}</p>
                </Show>
            </div>
        </details>
    }
}

fn page(report: &Report) -> bool {
    files::download(&wording::file(&report.title, "html"), "text/html", &html::write(report))
}

fn table(report: &Report) -> bool {
    files::download(&wording::file(&report.title, "csv"), "text/csv", &csv::write(report))
}

fn book(report: &Report) -> bool {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let name = wording::file(&report.title, "xlsx");
    workbook::write(report).is_some_and(|it| files::download_bytes(&name, KIND, &it))
}

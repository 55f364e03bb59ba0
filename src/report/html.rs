//! The report as one page that stands alone: to read, to print, to pass on.
//!
//! It carries its own policy, which forbids scripts and whatever would be fetched;
//! every text in it is escaped, by the templates.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Answered, Chapter, Fact, OfProcess, Report};
use crate::chart::{Cell, CellKind, Table};
use crate::wording;
use crate::words::{Around, report as words};

/// The colours and charts of the app and the layout of the report, joined by the
/// build step.
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/report.css"));

/// Nothing runs and nothing is fetched.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The bytes of the texts in a cell from which on its row may break over two
/// pages: whole, it would leave much of a page empty.
const LONG: usize = 600;

/// The page.
pub fn write(report: &Report) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="generator" content="Plumbline";
                title { (report.title) }
                // Ours, and checked by the build step.
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p.soft { (words::subject()) }
                    // What somebody wrote runs in its own direction, here and below.
                    h1 dir="auto" { (report.title) }
                    (facts(&report.facts))
                }
                main {
                    p.verdict { (report.verdict) }
                    (facts(&report.figures))
                    p { (report.caution) }
                    @for it in &report.chapters { (chapter(it)) }
                    section aria-labelledby="key" {
                        h2 id="key" { (words::how_to_read()) }
                        ul {
                            @for it in super::key() { li { (it) } }
                        }
                    }
                    section aria-labelledby="answers" {
                        h2 id="answers" { (words::answers()) }
                        @for it in &report.processes { (process(it)) }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn facts(facts: &[Fact]) -> Markup {
    html! {
        dl.facts {
            @for it in facts {
                div { dt { (it.label) } dd dir="auto" { (it.value) } }
            }
        }
    }
}

fn chapter(it: &Chapter) -> Markup {
    html! {
        section aria-labelledby=(it.id) {
            h2 id=(it.id) { (it.title) }
            @if !it.note.is_empty() { p { (it.note) } }
            @for (picture, at) in it.pictures.iter().zip('a'..) {
                figure.chart {
                    (scroller(&words::drawn(&picture.title), html! {
                        // It escapes its own texts.
                        (PreEscaped(picture.to_svg(&format!("{}-{at}", it.id))))
                    }))
                    figcaption { (picture.description) }
                }
            }
            (table(&it.table))
        }
    }
}

fn table(it: &Table) -> Markup {
    let is_number = |at: usize| {
        let mut cells = it.rows.iter().filter_map(|row| row.get(at));
        cells.all(|it| it.kind == CellKind::Number)
    };
    scroller(
        &it.caption,
        html! {
            table {
                caption { (it.caption) }
                thead {
                    tr {
                        @for (at, it) in it.head.iter().enumerate() {
                            th.number[is_number(at)] scope="col" { (it) }
                        }
                    }
                }
                tbody {
                    @for row in &it.rows {
                        tr {
                            @for it in row { (cell(it)) }
                        }
                    }
                }
            }
        },
    )
}

fn cell(it: &Cell) -> Markup {
    html! {
        @match it.kind {
            CellKind::Head => th scope="row" dir="auto" { (it.text) },
            CellKind::Text => td dir="auto" { (it.text) },
            CellKind::Said => td.said dir="auto" { (it.text) },
            CellKind::Number => td.number { (it.text) },
        }
    }
}

/// What scrolls by itself where it is too wide.
fn scroller(name: &str, inner: Markup) -> Markup {
    html! {
        div.scroller tabindex="0" role="group" aria-label=(name) { (inner) }
    }
}

fn process(it: &OfProcess) -> Markup {
    let says_nothing = it.answers.iter().all(|it| !it.says_anything());
    let head = [words::practice(), words::statement(), words::answer(), words::note_and_evidence()];
    html! {
        h3 { (it.name) }
        p { (it.standing) }
        @if says_nothing {
            p { (words::nothing_said(it.answers.len())) }
        } @else {
            (scroller(&words::answers_of(&it.name), html! {
                table.answers {
                    thead {
                        tr {
                            @for it in head {
                                th scope="col" { (it) }
                            }
                        }
                    }
                    tbody {
                        @for it in &it.answers { (answer(it)) }
                    }
                }
            }))
        }
    }
}

fn answer(it: &Answered) -> Markup {
    let note = Around { before: String::new(), inside: it.note.clone(), after: String::new() };
    let beside = [
        note,
        words::evidence(&it.evidence),
        words::remarks(&it.remarks),
        words::assignee(&it.assignee),
    ];
    let length: usize = beside.iter().map(|it| it.inside.len()).sum();
    // The column of the answer is half as wide.
    let is_long = length.max(2 * it.reason.len()) > LONG;
    html! {
        tr.long[is_long] {
            th scope="row" { (it.title) }
            td {
                (it.statement)
                @if !it.attribute.is_empty() {
                    p.soft {
                        (it.attribute) " · " (it.demand)
                        @if !it.e2018.is_empty() { " · " (words::clauses_2018(&it.e2018)) }
                        @if !it.e2005.is_empty() { " · " (words::clauses_2005(&it.e2005)) }
                    }
                }
            }
            td dir="auto" { (wording::with(&it.answer, &it.reason)) }
            td {
                @if it.is_flagged { p { (words::for_review()) } }
                @for it in beside {
                    @if !it.inside.is_empty() {
                        // What somebody wrote keeps its direction, a label of ours has its own.
                        p { (it.before) bdi dir="auto" { (it.inside) } (it.after) }
                    }
                }
            }
        }
    }
}

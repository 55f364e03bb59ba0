//! The questionnaire to fill in by hand: for interviews, and for browsers that
//! cannot run the app. `public/questionnaire.html` is this page, beside a style
//! sheet of its own; a test holds it to the bank.

use maud::{DOCTYPE, Markup, html};

use crate::model::{Depth, Model, ProcessIx, QuestionRef, Rating};
use crate::wording;
use crate::words::paper as words;

/// The questions of the standard depth with a place for each answer.
pub fn write(model: &Model) -> String {
    let lead = words::Lead { model: model.title(), version: model.version() };
    let blanks = [words::organisation(), words::scope(), words::who_answers(), words::day()];
    let footer = words::footer();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (words::title()) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="questionnaire.css";
            }
            body {
                header {
                    h1 { (words::heading()) }
                    p { (words::lead(lead)) }
                    dl {
                        @for it in blanks {
                            div { dt { (it) } dd {} }
                        }
                    }
                }
                main {
                    @for process in model.processes() { (of_process(model, process)) }
                }
                footer {
                    p {
                        (footer.before)
                        a href="./" { (footer.inside) }
                        (footer.after)
                    }
                }
            }
        }
    };
    // A line for each question: the file is compared by people, too.
    page.into_string().replace("<tr>", "\n<tr>") + "\n"
}

fn of_process(model: &Model, process: ProcessIx) -> Markup {
    let it = model.process(process);
    let questions = model.questions_of(process).map(|it| model.question(it));
    let asked = (1_u32..).zip(questions.filter(|it| it.depth() <= Depth::Standard));
    html! {
        section aria-labelledby=(it.id) {
            h2 id=(it.id) { (it.name) }
            p { (model.purpose(process)) }
            table {
                thead {
                    tr {
                        th scope="col" { (words::practice()) }
                        th scope="col" { (words::answer()) }
                        th scope="col" { (words::note()) }
                    }
                }
                tbody {
                    @for (number, it) in asked { (row(model, number, it)) }
                }
            }
        }
    }
}

fn row(model: &Model, number: u32, it: QuestionRef<'_>) -> Markup {
    let clauses = &it.practice().clauses;
    let number = number.to_string();
    html! {
        tr {
            th scope="row" {
                strong { (words::numbered(words::Numbered { number: &number, title: &it.title() })) }
                " "
                small {
                    (words::attribute(model.attribute_id(it.attribute())))
                    " · " (wording::demand(it.practice().requirement))
                    @if !clauses.e2018.is_empty() {
                        " · " (words::clauses_2018(&clauses.e2018.join(", ")))
                    }
                    @if !clauses.e2005.is_empty() {
                        " · " (words::clauses_2005(&clauses.e2005.join(", ")))
                    }
                }
                br;
                (it.statement())
            }
            td.boxes {
                @for code in Rating::ALL.map(Rating::code) { span { "☐ " (code) } " " }
                br;
                span { "☐ " (words::not_applicable()) }
                " "
                span { "☐ ?" }
            }
            td {}
        }
    }
}

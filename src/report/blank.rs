//! The questionnaire to fill in by hand: for interviews, and for browsers that
//! cannot run the app. `public/questionnaire.html` is this page, beside a style
//! sheet of its own; a test holds it to the bank.

use maud::{DOCTYPE, Markup, html};

use crate::model::{Depth, Model, ProcessIx, QuestionRef, Rating};
use crate::wording;

/// The questions of the standard depth with a place for each answer.
pub fn write(model: &Model) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Questionnaire on paper · Plumbline" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="questionnaire.css";
            }
            body {
                header {
                    h1 { "Questionnaire on paper" }
                    p {
                        (model.title()) " " (model.version())
                        ". Tick what is true today: N not, P partially, L largely, F fully; n/a does not apply here, and why; ? somebody else knows, and who. \
                         Evidence is worth a line. PA 1.1 is about level 1; answer PA 2.1 and 2.2 for a target of level 2, PA 3.1 and 3.2 for level 3, and so on. Clauses stand behind the years of their editions of ISO/IEC 20000-1."
                    }
                    dl {
                        @for it in ["Organisation", "Scope", "Who answers", "Day"] {
                            div { dt { (it) } dd {} }
                        }
                    }
                }
                main {
                    @for process in model.processes() { (of_process(model, process)) }
                }
                footer {
                    p {
                        "From Plumbline. Its app computes levels and gaps from these answers: "
                        a href="./" { "open it" } "."
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
                        th scope="col" { "Practice" }
                        th scope="col" { "Answer" }
                        th scope="col" { "Note, evidence" }
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
    html! {
        tr {
            th scope="row" {
                strong { (number) ". " (it.title()) }
                " "
                small {
                    "PA " (model.attribute_id(it.attribute()))
                    " · " (wording::demand(it.practice().requirement))
                    @for (edition, numbers) in [("2018", &clauses.e2018), ("2005", &clauses.e2005)] {
                        @if !numbers.is_empty() { " · " (edition) ": " (numbers.join(", ")) }
                    }
                }
                br;
                (it.statement())
            }
            td.boxes {
                @for code in Rating::ALL.map(Rating::code) { span { "☐ " (code) } " " }
                br;
                span { "☐ n/a" }
                " "
                span { "☐ ?" }
            }
            td {}
        }
    }
}

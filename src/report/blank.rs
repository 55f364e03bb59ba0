//! The questionnaire to fill in by hand: for interviews, and for browsers that
//! cannot run the app. `public/questionnaire.html` is this page, beside a style
//! sheet of its own; a test holds it to the bank.

use crate::model::{Depth, Model, ProcessIx, QuestionRef, Rating};
use crate::wording;
use crate::xml::escape;

/// The questions of the standard depth with a place for each answer.
pub fn write(model: &Model) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Questionnaire on paper · Plumbline</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"questionnaire.css\">\n</head>\n<body>\n<header>\n<h1>Questionnaire on paper</h1>\n<p>",
    );
    escape(&mut out, &[model.title(), " ", model.version()].concat());
    out.push_str(
        ". Tick what is true today: N not, P partially, L largely, F fully; n/a does not apply here, and why; ? somebody else knows, and who. \
         Evidence is worth a line. PA 1.1 is about level 1; answer PA 2.1 and 2.2 for a target of level 2, PA 3.1 and 3.2 for level 3, and so on. Clauses stand behind the years of their editions of ISO/IEC 20000-1.</p>\n<dl>",
    );
    for it in ["Organisation", "Scope", "Who answers", "Day"] {
        out.push_str(&["<div><dt>", it, "</dt><dd></dd></div>"].concat());
    }
    out.push_str("</dl>\n</header>\n<main>\n");
    for process in model.processes() {
        of_process(&mut out, model, process);
    }
    out.push_str("</main>\n<footer><p>From Plumbline. Its app computes levels and gaps from these answers: <a href=\"./\">open it</a>.</p></footer>\n</body>\n</html>\n");
    out
}

fn of_process(out: &mut String, model: &Model, process: ProcessIx) {
    let it = model.process(process);
    out.push_str("<section aria-labelledby=\"");
    escape(out, &it.id);
    out.push_str("\">\n<h2 id=\"");
    escape(out, &it.id);
    out.push_str("\">");
    escape(out, &it.name);
    out.push_str("</h2>\n<p>");
    escape(out, model.purpose(process));
    out.push_str("</p>\n<table>\n<thead><tr><th scope=\"col\">Practice</th><th scope=\"col\">Answer</th><th scope=\"col\">Note, evidence</th></tr></thead>\n<tbody>\n");
    let questions = model.questions_of(process).map(|it| model.question(it));
    for (number, it) in (1..).zip(questions.filter(|it| it.depth() <= Depth::Standard)) {
        row(out, model, number, it);
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn row(out: &mut String, model: &Model, number: u32, it: QuestionRef<'_>) {
    out.push_str("<tr><th scope=\"row\"><strong>");
    out.push_str(&format!("{number}. "));
    escape(out, &it.title());
    out.push_str("</strong> <small>PA ");
    escape(out, model.attribute_id(it.attribute()));
    out.push_str(" · ");
    escape(out, wording::demand(it.practice().requirement));
    let clauses = &it.practice().clauses;
    for (edition, numbers) in [(" · 2018: ", &clauses.e2018), (" · 2005: ", &clauses.e2005)] {
        if !numbers.is_empty() {
            escape(out, &[edition, &numbers.join(", ")].concat());
        }
    }
    out.push_str("</small><br>");
    escape(out, &it.statement());
    out.push_str("</th><td class=\"boxes\">");
    for code in Rating::ALL.map(Rating::code) {
        out.push_str(&["<span>☐ ", code, "</span> "].concat());
    }
    out.push_str("<br><span>☐ n/a</span> <span>☐ ?</span>");
    out.push_str("</td><td></td></tr>\n");
}

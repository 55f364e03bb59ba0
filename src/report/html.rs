//! The report as one page that stands alone: to read, to print, to pass on.
//!
//! It carries its own policy, which forbids scripts and whatever would be fetched;
//! every text in it is escaped.

use super::{Answered, Chapter, Fact, OfProcess, Report};
use crate::chart::{CellKind, Table};
use crate::wording;
use crate::xml::escape;

/// The colours and charts of the app and the layout of the report, joined by the
/// build step.
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/report.css"));

/// The bytes of the texts in a cell from which on its row may break over two
/// pages: whole, it would leave much of a page empty.
const LONG: usize = 600;

/// The page.
pub fn write(report: &Report) -> String {
    let mut page = Page(String::with_capacity(256 * 1024));
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"Plumbline\">\n");
    page.element("title", &report.title);
    page.raw("\n<style>\n");
    // Ours, and checked by the build step.
    page.raw(STYLE);
    page.raw("</style>\n</head>\n<body>\n<header>\n<p class=\"soft\">Assessment of service management against ISO/IEC 20000-1</p>\n");
    page.words("h1", &report.title);
    page.facts(&report.facts);
    page.raw("</header>\n<main>\n<p class=\"verdict\">");
    page.text(&report.verdict);
    page.raw("</p>\n");
    page.facts(&report.figures);
    page.element("p", &report.caution);
    for chapter in &report.chapters {
        page.chapter(chapter);
    }
    page.raw("<section aria-labelledby=\"key\">\n<h2 id=\"key\">How to read it</h2>\n<ul>");
    for it in super::KEY {
        page.element("li", it);
    }
    page.raw("</ul>\n</section>\n");
    page.raw("<section aria-labelledby=\"answers\">\n<h2 id=\"answers\">Answers</h2>\n");
    for process in &report.processes {
        page.process(process);
    }
    page.raw("</section>\n</main>\n</body>\n</html>\n");
    page.0
}

/// A page that is being written.
struct Page(String);

impl Page {
    /// Markup of our own.
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape(&mut self.0, text);
    }

    fn element(&mut self, name: &str, text: &str) {
        self.raw(&["<", name, ">"].concat());
        self.text(text);
        self.raw(&["</", name, ">"].concat());
    }

    /// An element with what somebody wrote, in whatever direction it runs.
    fn words(&mut self, name: &str, text: &str) {
        self.raw(&["<", name, " dir=\"auto\">"].concat());
        self.text(text);
        self.raw(&["</", name, ">"].concat());
    }

    /// A label of ours before what somebody wrote, which keeps its own direction.
    fn labelled(&mut self, label: &str, text: &str) {
        self.raw("<p>");
        self.text(label);
        self.words("bdi", text);
        self.raw("</p>");
    }

    fn facts(&mut self, facts: &[Fact]) {
        self.raw("<dl class=\"facts\">");
        for fact in facts {
            self.raw("<div>");
            self.element("dt", fact.label);
            self.words("dd", &fact.value);
            self.raw("</div>");
        }
        self.raw("</dl>\n");
    }

    fn chapter(&mut self, chapter: &Chapter) {
        self.raw(
            &["<section aria-labelledby=\"", chapter.id, "\">\n<h2 id=\"", chapter.id, "\">"]
                .concat(),
        );
        self.text(chapter.title);
        self.raw("</h2>\n");
        if !chapter.note.is_empty() {
            self.element("p", chapter.note);
        }
        for (picture, at) in chapter.pictures.iter().zip('a'..) {
            self.raw("<figure class=\"chart\">");
            self.scroller(&[&picture.title, ", drawn"].concat());
            self.raw(&picture.to_svg(&format!("{}-{at}", chapter.id)));
            self.raw("</div>");
            self.element("figcaption", &picture.description);
            self.raw("</figure>\n");
        }
        self.table(&chapter.table);
        self.raw("</section>\n");
    }

    fn table(&mut self, table: &Table) {
        self.scroller(&table.caption);
        self.raw("<table>");
        self.element("caption", &table.caption);
        self.raw("<thead><tr>");
        for (at, it) in table.head.iter().enumerate() {
            let cells = || table.rows.iter().filter_map(|row| row.get(at));
            let is_number = cells().all(|it| it.kind == CellKind::Number);
            self.raw(if is_number {
                "<th scope=\"col\" class=\"number\">"
            } else {
                "<th scope=\"col\">"
            });
            self.text(it);
            self.raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.raw("<tr>");
            for cell in row {
                self.raw(match cell.kind {
                    CellKind::Head => "<th scope=\"row\" dir=\"auto\">",
                    CellKind::Text => "<td dir=\"auto\">",
                    CellKind::Said => "<td class=\"said\" dir=\"auto\">",
                    CellKind::Number => "<td class=\"number\">",
                });
                self.text(&cell.text);
                self.raw(if cell.kind == CellKind::Head { "</th>" } else { "</td>" });
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table></div>\n");
    }

    /// Begins what scrolls by itself where it is too wide.
    fn scroller(&mut self, name: &str) {
        self.raw("<div class=\"scroller\" tabindex=\"0\" role=\"group\" aria-label=\"");
        self.text(name);
        self.raw("\">");
    }

    fn process(&mut self, process: &OfProcess) {
        self.element("h3", &process.name);
        self.element("p", &process.standing);
        if process.answers.iter().all(|it| !it.says_anything()) {
            self.element(
                "p",
                &match process.answers.len() {
                    1 => "Nothing was said of its question.".to_owned(),
                    n => format!("Nothing was said of its {n} questions."),
                },
            );
            return;
        }
        self.scroller(&["Answers: ", &process.name].concat());
        self.raw("<table class=\"answers\"><thead><tr>");
        for it in ["Practice", "Statement", "Answer", "Note and evidence"] {
            self.raw("<th scope=\"col\">");
            self.text(it);
            self.raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for it in &process.answers {
            self.answer(it);
        }
        self.raw("</tbody></table></div>\n");
    }

    fn answer(&mut self, it: &Answered) {
        let beside = [&it.note, &it.evidence, &it.remarks, &it.assignee];
        let beside: usize = beside.iter().map(|it| it.len()).sum();
        // The column of the answer is half as wide.
        let is_long = beside.max(2 * it.reason.len()) > LONG;
        self.raw(if is_long { "<tr class=\"long\">" } else { "<tr>" });
        self.raw("<th scope=\"row\">");
        self.text(&it.title);
        self.raw("</th><td>");
        self.text(&it.statement);
        let of = |edition: &str, clauses: &str| match clauses {
            "" => String::new(),
            it => [" · ", edition, ": ", it].concat(),
        };
        if !it.attribute.is_empty() {
            let clauses = [of("2018", &it.e2018), of("2005", &it.e2005)].concat();
            self.raw("<p class=\"soft\">");
            self.text(&[&it.attribute, " · ", it.demand, &clauses].concat());
            self.raw("</p>");
        }
        self.raw("</td><td dir=\"auto\">");
        self.text(&wording::with(&it.answer, &it.reason));
        self.raw("</td><td>");
        if it.is_flagged {
            self.element("p", "For review");
        }
        for (label, said) in [
            ("", &it.note),
            ("Evidence: ", &it.evidence),
            ("Open remarks: ", &it.remarks),
            ("Who answers: ", &it.assignee),
        ] {
            if !said.is_empty() {
                self.labelled(label, said);
            }
        }
        self.raw("</td></tr>\n");
    }
}

//! The report as one page that stands alone: to read, to print, to pass on.
//!
//! It carries its own policy, which forbids scripts and whatever would be fetched;
//! every text in it is escaped.

use super::{Answered, OfProcess, Part, Report};
use crate::chart::{CellKind, Table};
use crate::embedded::data;
use crate::xml::escape;

/// The colours and charts of the app and the layout of the report, joined by the
/// build step.
const STYLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/report.css.bin"));

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
    page.raw(std::str::from_utf8(data(STYLE)).unwrap_or_default());
    page.raw("</style>\n</head>\n<body>\n<header>\n");
    page.words("h1", &report.title);
    page.raw("<dl class=\"facts\">");
    for fact in &report.facts {
        page.raw("<div>");
        page.element("dt", fact.label);
        page.words("dd", &fact.value);
        page.raw("</div>");
    }
    page.raw("</dl>\n</header>\n<main>\n<p class=\"verdict\">");
    page.text(&report.verdict);
    page.raw("</p>\n");
    page.element("p", super::CAUTION);
    for part in &report.parts {
        page.part(part);
    }
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

    fn part(&mut self, part: &Part) {
        self.raw(
            &["<section aria-labelledby=\"", part.id, "\">\n<h2 id=\"", part.id, "\">"].concat(),
        );
        self.text(part.title);
        self.raw("</h2>\n");
        for (picture, at) in part.pictures.iter().zip('a'..) {
            self.raw("<figure class=\"chart\">");
            self.scroller(&picture.title);
            self.raw(&picture.to_svg(&format!("{}-{at}", part.id)));
            self.raw("</div>");
            self.element("figcaption", &picture.description);
            self.raw("</figure>\n");
        }
        self.table(&part.table);
        self.raw("</section>\n");
    }

    fn table(&mut self, table: &Table) {
        self.scroller(&table.caption);
        self.raw("<table>");
        self.element("caption", &table.caption);
        self.raw("<thead><tr>");
        for it in &table.head {
            self.raw("<th scope=\"col\">");
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
        if process.answers.is_empty() {
            return;
        }
        self.scroller(&["Answers: ", &process.name].concat());
        self.raw("<table><thead><tr><th scope=\"col\">Practice</th><th scope=\"col\">Answer</th><th scope=\"col\">Note and evidence</th></tr></thead>\n<tbody>\n");
        for it in &process.answers {
            self.answer(it);
        }
        self.raw("</tbody></table></div>\n");
    }

    fn answer(&mut self, it: &Answered) {
        self.raw("<tr><th scope=\"row\">");
        self.text(&it.title);
        if !it.attribute.is_empty() {
            self.raw(" <span class=\"soft\">");
            self.text(&it.attribute);
            self.raw("</span>");
        }
        self.words("p", &it.statement);
        self.raw("</th><td dir=\"auto\">");
        self.text(&it.answer);
        self.raw("</td><td>");
        if it.is_flagged {
            self.element("p", "For review");
        }
        for (label, said) in
            [("", &it.note), ("Evidence: ", &it.evidence), ("Who answers: ", &it.assignee)]
        {
            if !said.is_empty() {
                self.words("p", &[label, said].concat());
            }
        }
        self.raw("</td></tr>\n");
    }
}

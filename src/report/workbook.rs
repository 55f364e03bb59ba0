//! The report as a workbook (Office Open XML, ISO/IEC 29500): a sheet for each
//! table and one with every answer.
//!
//! Written by hand on purpose: tables of words need five small files, and a library
//! that can do all of Excel costs more than the whole app. Words are stored as
//! words and marked as quoted, so that nothing is ever taken for a formula, not
//! even after editing a cell; a figure is a number only if it is one of ours.

use super::{Answered, Report, zip};
use crate::chart::{Cell, CellKind, Table};
use crate::xml::escape;

/// Most UTF-16 units in a cell.
const CELL_MAX: usize = 32_767;

/// The workbook. `None` when it is larger than the format can be.
pub fn write(report: &Report) -> Option<Vec<u8>> {
    let mut sheets = vec![("About".to_owned(), about(report))];
    for part in &report.parts {
        sheets.push((part.title.to_owned(), tabular(&part.table)));
    }
    sheets.push(("Answers".to_owned(), answers(report)));

    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), relations(&[("rId1", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml".to_owned(), workbook(&sheets)),
        ("xl/_rels/workbook.xml.rels".to_owned(), sheet_relations(sheets.len())),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
    ];
    for (number, (_, sheet)) in (1..).zip(sheets) {
        files.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    zip::pack(&files)
}

/// Looks of cells, by their position in [`STYLES`].
#[derive(Clone, Copy)]
enum Look {
    Words = 1,
    Heading = 2,
    Figure = 3,
}

/// Fonts, and how cells look: plain; words (quoted, wrapped, at the top); headings
/// (the same in bold); figures.
const STYLES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    r#"<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>"#,
    r#"<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>"#,
    r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
    r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
    r#"<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#,
    r#"<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#,
    r#"<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs>"#,
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#,
);

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// What was assessed, and where it stands.
fn about(report: &Report) -> String {
    let mut sheet = Sheet::new(&[18, 90], false);
    let mut line = |label: &str, value: &str| {
        sheet.row([(Look::Heading, label), (Look::Words, value)]);
    };
    line("Assessment", &report.title);
    for fact in &report.facts {
        line(fact.label, &fact.value);
    }
    line("Result", &report.verdict);
    for figure in &report.figures {
        line(figure.label, &figure.value);
    }
    line("What it is", &report.caution);
    for it in super::KEY {
        line("How to read it", it);
    }
    sheet.end()
}

fn tabular(table: &Table) -> String {
    let widths: Vec<u16> = (0..table.head.len()).map(|at| if at == 0 { 34 } else { 20 }).collect();
    let mut sheet = Sheet::new(&widths, true);
    sheet.row(table.head.iter().map(|it| (Look::Heading, it.as_str())));
    for row in &table.rows {
        sheet.row(row.iter().map(|it| (look(it), it.text.as_str())));
    }
    sheet.end()
}

/// A figure is a number when it is written as one: a range is words.
fn look(cell: &Cell) -> Look {
    let digits =
        cell.text.split('.').all(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
    match cell.kind {
        CellKind::Number if digits && cell.text.matches('.').count() <= 1 => Look::Figure,
        CellKind::Head => Look::Heading,
        CellKind::Number | CellKind::Text | CellKind::Said => Look::Words,
    }
}

fn answers(report: &Report) -> String {
    let mut sheet = Sheet::new(&[24, 10, 20, 24, 60, 14, 12, 12, 16, 30, 50, 40, 40, 18, 10], true);
    sheet.row(Answered::HEAD.map(|it| (Look::Heading, it)));
    for process in &report.processes {
        for it in &process.answers {
            sheet.row(it.row(&process.name).map(|it| (Look::Words, it)));
        }
    }
    sheet.end()
}

/// A sheet that is being written.
struct Sheet(String);

impl Sheet {
    /// With columns of these widths, in letters; the first row may stand still.
    fn new(widths: &[u16], has_head: bool) -> Self {
        let mut out = [
            HEAD,
            "<worksheet xmlns=\"",
            SPREADSHEET,
            "\"><sheetViews><sheetView workbookViewId=\"0\">",
        ]
        .concat();
        if has_head {
            out.push_str(
                r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
            );
        }
        out.push_str("</sheetView></sheetViews><cols>");
        for (number, width) in (1..).zip(widths) {
            out.push_str(&format!(
                r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"/>"#
            ));
        }
        out.push_str("</cols><sheetData>");
        Self(out)
    }

    fn row<'a>(&mut self, cells: impl IntoIterator<Item = (Look, &'a str)>) {
        let out = &mut self.0;
        out.push_str("<row>");
        for (look, text) in cells {
            let style = (look as u8).to_string();
            match look {
                Look::Figure => {
                    out.push_str(&["<c s=\"", &style, "\"><v>", text, "</v></c>"].concat());
                }
                Look::Words | Look::Heading => {
                    out.push_str(
                        &["<c s=\"", &style, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"]
                            .concat(),
                    );
                    words(out, text);
                    out.push_str("</t></is></c>");
                }
            }
        }
        out.push_str("</row>");
    }

    fn end(self) -> String {
        self.0 + "</sheetData></worksheet>"
    }
}

/// The words of a cell. `_x0041_` would be read as the letter of that number, so
/// its first underscore is written as one.
fn words(out: &mut String, text: &str) {
    let mut units = 0;
    let fits = |it: &char| {
        units += it.len_utf16();
        units <= CELL_MAX
    };
    let short: String = text.chars().take_while(fits).collect();
    let mut rest = short.as_str();
    while let Some((before, after)) = rest.split_once("_x") {
        escape(out, before);
        let is_number = after.bytes().take(4).filter(u8::is_ascii_hexdigit).count() == 4
            && after.as_bytes().get(4) == Some(&b'_');
        out.push_str(if is_number { "_x005F_x" } else { "_x" });
        rest = after;
    }
    escape(out, rest);
}

fn content_types(sheets: usize) -> String {
    let mut out = [HEAD, "<Types xmlns=\"", PACKAGE, "content-types\">"].concat();
    out.push_str(r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#);
    let mut part = |name: &str, kind: &str| {
        out.push_str(&format!(r#"<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>"#));
    };
    part("workbook", "sheet.main");
    part("styles", "styles");
    for number in 1..=sheets {
        part(&format!("worksheets/sheet{number}"), "worksheet");
    }
    out + "</Types>"
}

fn workbook(sheets: &[(String, String)]) -> String {
    let mut out =
        [HEAD, "<workbook xmlns=\"", SPREADSHEET, "\" xmlns:r=\"", OFFICE, "\"><sheets>"].concat();
    for (number, (name, _)) in (1..).zip(sheets) {
        out.push_str("<sheet name=\"");
        escape(&mut out, name);
        out.push_str(&format!("\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
    }
    out + "</sheets></workbook>"
}

fn sheet_relations(sheets: usize) -> String {
    let names: Vec<(String, String)> =
        (1..=sheets).map(|it| (format!("rId{it}"), format!("worksheets/sheet{it}.xml"))).collect();
    let styles = format!("rId{}", sheets + 1);
    let mut all: Vec<(&str, &str, &str)> =
        names.iter().map(|(id, target)| (id.as_str(), "worksheet", target.as_str())).collect();
    all.push((&styles, "styles", "styles.xml"));
    relations(&all)
}

/// Relations, each with its id, kind and target.
fn relations(all: &[(&str, &str, &str)]) -> String {
    let mut out = [HEAD, "<Relationships xmlns=\"", PACKAGE, "relationships\">"].concat();
    for (id, kind, target) in all {
        out.push_str(&format!(
            r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#
        ));
    }
    out + "</Relationships>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_into_a_cell_is_cut() {
        for (text, kept) in [("x".repeat(40_000), 32_767), ("😀".repeat(20_000), 16_383)] {
            let mut out = String::new();
            words(&mut out, &text);
            assert_eq!(out.chars().count(), kept);
        }
    }
}

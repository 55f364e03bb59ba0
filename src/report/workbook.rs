//! The report as a workbook (Office Open XML, ISO/IEC 29500): a sheet for each
//! table and one with every answer.
//!
//! Written by hand on purpose: tables of words need six small files, and a library
//! that can do all of Excel costs more than the whole app. Words are stored as
//! words and marked as quoted, so that nothing is ever taken for a formula, not
//! even after editing a cell; a figure is a number only if it is one of ours.
//!
//! A cell holds only so much. What is longer goes on in a column of its own: the
//! cells of a row, joined, are the whole text.

use std::collections::BTreeMap;

use super::{Answered, Fact, Report, zip};
use crate::chart::{Cell, CellKind, Table};
use crate::words::report as said;
use crate::xml::escape;

/// Most UTF-16 units in a cell.
const CELL_MAX: usize = 32_767;

/// The workbook. `None` when it is larger than the format can be.
pub fn write(report: &Report) -> Option<Vec<u8>> {
    let mut shared = Shared::default();
    let mut sheets = vec![(said::chapter_about(), about(report, &mut shared))];
    for chapter in &report.chapters {
        sheets.push((chapter.title.clone(), tabular(&chapter.table, &mut shared)));
    }
    sheets.push((said::chapter_answers(), answers(report, &mut shared)));

    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), relations(&[("rId1", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml".to_owned(), workbook(&sheets)),
        ("xl/_rels/workbook.xml.rels".to_owned(), sheet_relations(sheets.len())),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        ("xl/sharedStrings.xml".to_owned(), shared.end()),
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

/// A cell, with its look.
type Styled<'a> = (Look, &'a str);

/// What was assessed, and where it stands.
fn about(report: &Report, shared: &mut Shared) -> String {
    let of_facts = |facts: &[Fact]| -> Vec<(String, String)> {
        facts.iter().map(|it| (it.label.clone(), it.value.clone())).collect()
    };
    let mut lines = vec![(said::about_assessment(), report.title.clone())];
    lines.extend(of_facts(&report.facts));
    lines.push((said::about_result(), report.verdict.clone()));
    lines.extend(of_facts(&report.figures));
    lines.push((said::about_caution(), report.caution.clone()));
    lines.extend(super::key().map(|it| (said::how_to_read(), it)));
    let rows: Vec<Vec<Styled<'_>>> = lines
        .iter()
        .map(|(label, value)| vec![(Look::Heading, label.as_str()), (Look::Words, value.as_str())])
        .collect();
    sheet(shared, &[18, 90], None, &rows)
}

fn tabular(table: &Table, shared: &mut Shared) -> String {
    let widths: Vec<u16> = (0..table.head.len()).map(|at| if at == 0 { 34 } else { 20 }).collect();
    let rows: Vec<Vec<Styled<'_>>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|it| (look(it), it.text.as_str())).collect())
        .collect();
    sheet(shared, &widths, Some(&table.head), &rows)
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

fn answers(report: &Report, shared: &mut Shared) -> String {
    let widths = [24, 10, 20, 24, 60, 14, 16, 14, 16, 30, 50, 40, 40, 18, 10];
    let rows: Vec<[String; 15]> = report
        .processes
        .iter()
        .flat_map(|process| process.answers.iter().map(move |it| it.row(&process.name)))
        .collect();
    let rows: Vec<Vec<Styled<'_>>> =
        rows.iter().map(|row| row.iter().map(|it| (Look::Words, it.as_str())).collect()).collect();
    sheet(shared, &widths, Some(&Answered::head()), &rows)
}

/// A sheet with columns of these widths, in letters. A head stands still above
/// the rows. A column with a text that is longer than a cell has others behind it.
fn sheet(
    shared: &mut Shared,
    widths: &[u16],
    head: Option<&[String]>,
    rows: &[Vec<Styled<'_>>],
) -> String {
    let columns = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|(_, text)| pieces(text).len()).max().unwrap_or(1)
    };
    let columns: Vec<usize> = (0..widths.len()).map(columns).collect();
    let mut out = [
        HEAD,
        "<worksheet xmlns=\"",
        SPREADSHEET,
        "\"><sheetViews><sheetView workbookViewId=\"0\">",
    ]
    .concat();
    if head.is_some() {
        out.push_str(
            r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
        );
    }
    out.push_str("</sheetView></sheetViews><cols>");
    let widths = widths.iter().zip(&columns).flat_map(|(it, n)| std::iter::repeat_n(it, *n));
    for (number, width) in (1..).zip(widths) {
        out.push_str(&format!(
            r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"/>"#
        ));
    }
    out.push_str("</cols><sheetData>");
    let mut number = 0;
    let mut row = |cells: &mut dyn Iterator<Item = (usize, Styled<'_>)>| {
        number += 1;
        out.push_str(&format!("<row r=\"{number}\">"));
        for (column, it) in cells {
            let place = [letters(column), number.to_string()].concat();
            cell(&mut out, shared, &place, it);
        }
        out.push_str("</row>");
    };
    // Where each column begins.
    let begin = |at: usize| columns.iter().take(at).sum::<usize>();
    if let Some(head) = head {
        let names = head.iter().zip(&columns).flat_map(|(name, n)| {
            let more = std::iter::repeat_n(said::column_continued(name), n - 1);
            std::iter::once(name.clone()).chain(more)
        });
        let names: Vec<String> = names.collect();
        row(&mut names.iter().map(|it| (Look::Heading, it.as_str())).enumerate());
    }
    for cells in rows {
        row(&mut cells.iter().enumerate().flat_map(|(at, (look, text))| {
            let pieces = pieces(text).into_iter();
            (begin(at)..).zip(pieces.map(|it| (*look, it)))
        }));
    }
    out.push_str("</sheetData></worksheet>");
    out
}

/// A cell at a place such as `B2`: to some readers what has no place is nowhere.
/// One with nothing in it is left out.
fn cell(out: &mut String, shared: &mut Shared, place: &str, (look, text): Styled<'_>) {
    if text.is_empty() {
        return;
    }
    let style = (look as u8).to_string();
    out.push_str(&["<c r=\"", place, "\" s=\"", &style].concat());
    match look {
        Look::Figure => {
            out.push_str(&["\"><v>", text, "</v></c>"].concat());
        }
        Look::Words | Look::Heading => {
            let at = shared.place(text).to_string();
            out.push_str(&["\" t=\"s\"><v>", &at, "</v></c>"].concat());
        }
    }
}

/// The words of all sheets, each once. A cell names the place of its own: words in
/// the cell itself are not found by every reader, nor read alike.
#[derive(Default)]
struct Shared {
    places: BTreeMap<String, usize>,
    out: String,
}

impl Shared {
    fn place(&mut self, text: &str) -> usize {
        if let Some(at) = self.places.get(text) {
            return *at;
        }
        let at = self.places.len();
        self.places.insert(text.to_owned(), at);
        self.out.push_str("<si><t xml:space=\"preserve\">");
        words(&mut self.out, text);
        self.out.push_str("</t></si>");
        at
    }

    fn end(self) -> String {
        [HEAD, "<sst xmlns=\"", SPREADSHEET, "\">", &self.out, "</sst>"].concat()
    }
}

/// The name of a column, counted from 0: A to Z, then AA.
fn letters(column: usize) -> String {
    let last = char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column % 26]);
    match column / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

/// A text in pieces that fit into a cell each; joined they are the text.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut from, mut units) = (0, 0);
    // Most texts fit by their bytes already, of which there are never fewer.
    if text.len() > CELL_MAX {
        for (at, it) in text.char_indices() {
            if units + it.len_utf16() > CELL_MAX {
                out.push(&text[from..at]);
                (from, units) = (at, 0);
            }
            units += it.len_utf16();
        }
    }
    out.push(&text[from..]);
    out
}

/// The words of a cell. `_x0041_` would be read as the letter of that number, so
/// its first underscore is written as one.
fn words(out: &mut String, text: &str) {
    let mut rest = text;
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
    part("sharedStrings", "sharedStrings");
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
    let shared = format!("rId{}", sheets + 2);
    all.push((&shared, "sharedStrings", "sharedStrings.xml"));
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
    fn what_does_not_fit_into_a_cell_goes_on_in_the_next_and_nothing_is_lost() {
        for (text, lengths) in [
            (String::new(), vec![0]),
            ("x".repeat(32_767), vec![32_767]),
            ("x".repeat(40_000), vec![32_767, 7_233]),
            // An emoji is two units, and is never divided.
            ("😀".repeat(20_000), vec![16_383, 3_617]),
            (["x", &"😀".repeat(16_383)].concat(), vec![16_384]),
            ("ü".repeat(32_767), vec![32_767]),
            ("é\n".repeat(50_000), vec![32_767, 32_767, 32_767, 1_699]),
        ] {
            let pieces = pieces(&text);
            assert_eq!(pieces.concat(), text);
            assert_eq!(pieces.iter().map(|it| it.chars().count()).collect::<Vec<_>>(), lengths);
            assert!(pieces.iter().all(|it| it.encode_utf16().count() <= CELL_MAX));
        }
    }

    #[test]
    fn columns_are_named_as_in_every_spreadsheet() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn every_cell_says_where_it_is_and_a_long_column_has_others_behind_it() {
        let long = "x".repeat(CELL_MAX + 1);
        let rows = [
            vec![(Look::Words, long.as_str()), (Look::Figure, "3")],
            vec![(Look::Words, "short"), (Look::Words, "")],
        ];
        let mut shared = Shared::default();
        let sheet =
            sheet(&mut shared, &[10, 20], Some(&["Note", "Level"].map(str::to_owned)), &rows);
        let places: Vec<&str> =
            sheet.split(" r=\"").skip(1).map(|it| it.split('"').next().unwrap()).collect();
        assert_eq!(places, ["1", "A1", "B1", "C1", "2", "A2", "B2", "C2", "3", "A3"]);
        assert_eq!(sheet.matches("<col ").count(), 3);
        // Words in the order in which they come, each once; a figure is none.
        let places = ["A1", "B1", "C1", "A2", "B2", "A3"].into_iter().enumerate();
        for (at, place) in places {
            let look = if at < 3 { 2 } else { 1 };
            assert!(
                sheet.contains(&format!("<c r=\"{place}\" s=\"{look}\" t=\"s\"><v>{at}</v></c>")),
                "{place}"
            );
        }
        let words = shared.end();
        assert!(words.contains("<si><t xml:space=\"preserve\">Note, continued</t></si>"));
        assert_eq!(words.matches("<si>").count(), 6);
    }
}

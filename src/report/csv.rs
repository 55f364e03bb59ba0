//! Every answer as comma-separated values (RFC 4180), for any program.
//!
//! Spreadsheets take a cell that begins like a formula for one, whoever wrote it.
//! Such a cell begins with an apostrophe here, as OWASP advises. So does whatever
//! would be a cell to a program that divides at semicolons, tabs or line breaks,
//! quoted or not: which one opens the file is not known.

use super::{Answered, Report};
use crate::words::report as words;

/// How many columns a table has: what is said of an answer, and of which assessment it is.
pub const COLUMNS: usize = Answered::COLUMNS + 1;

/// The table, which names its assessment in every line, so that several can be put
/// together.
pub fn write(report: &Report) -> String {
    // By the byte order mark Excel knows the encoding, and the first heading has no quotes, as
    // some readers take one behind the mark for a fault.
    let mut out = ["\u{feff}", &words::column_assessment()].concat();
    for it in Answered::head() {
        out.push(',');
        quoted(&mut out, &it);
    }
    out.push_str("\r\n");
    for process in &report.processes {
        for it in &process.answers {
            let row = it.row(&process.name);
            let cells = row.iter().map(String::as_str);
            line(&mut out, std::iter::once(report.title.as_str()).chain(cells));
        }
    }
    out
}

fn line<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        quoted(out, cell);
    }
    out.push_str("\r\n");
}

fn quoted(out: &mut String, cell: &str) {
    out.push('"');
    out.push_str(&harmless(cell).replace('"', "\"\""));
    out.push('"');
}

/// The text, with an apostrophe before every sign that could begin a cell.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // What begins with one of these hides what comes after it.
    if text.starts_with(['\t', '\r', '\n']) {
        out.push('\'');
    }
    let mut rest = text;
    loop {
        let end = rest.find(['\n', '\r', '\t', ';']).map_or(rest.len(), |it| it + 1);
        let (cell, after) = rest.split_at(end);
        if cell.trim_start_matches(|it: char| it.is_whitespace() || it == '"').starts_with(is_sign)
        {
            out.push('\'');
        }
        out.push_str(cell);
        if after.is_empty() {
            return out;
        }
        rest = after;
    }
}

/// What a formula begins with, full-width forms included.
fn is_sign(it: char) -> bool {
    matches!(it, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_begins_with_an_apostrophe() {
        for sign in ["=", "+", "-", "@", "＝", "＋", "－", "＠"] {
            for before in ["", " ", "\u{a0}", "\u{3000} ", "\""] {
                let text = format!("{before}{sign}cmd|' /C calc'!A0");
                assert_eq!(harmless(&text), format!("'{text}"));
                // To some programs each of these begins another cell.
                for between in ["\n", "\r\n", "\t", ";"] {
                    let after = harmless(&format!("fine{between}{text}"));
                    let cell = after.rsplit(['\n', '\t', ';']).next().unwrap();
                    assert!(cell.starts_with('\''), "{after}");
                }
                assert!(harmless(&format!(";{text};x")).starts_with(";'"));
            }
        }
        for fine in ["", "a=b", "– nothing", "3 - 2", "'quoted'", "one; two"] {
            assert_eq!(harmless(fine), fine);
        }
        for blank in ["\tx", "\rx", "\nx"] {
            assert_eq!(harmless(blank), format!("'{blank}"));
        }
    }

    #[test]
    fn every_field_is_quoted_and_quotes_are_doubled() {
        let mut out = String::new();
        line(&mut out, ["a", "say \"b\"", "c,d\ne", ""]);
        assert_eq!(out, "\"a\",\"say \"\"b\"\"\",\"c,d\ne\",\"\"\r\n");
    }
}

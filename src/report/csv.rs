//! Every answer as comma-separated values (RFC 4180), for any program.
//!
//! Spreadsheets take a cell that begins like a formula for one, whoever wrote it.
//! Such a cell begins with an apostrophe here, as OWASP advises.

use super::{Answered, Report};

/// The table. It begins with a byte order mark, by which spreadsheets know its
/// encoding.
pub fn write(report: &Report) -> String {
    let mut out = String::from("\u{feff}");
    line(&mut out, &Answered::HEAD);
    for process in &report.processes {
        for it in &process.answers {
            line(&mut out, &it.row(&process.name));
        }
    }
    out
}

fn line(out: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        out.push_str(if at == 0 { "\"" } else { ",\"" });
        out.push_str(&harmless(cell).replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

/// The text, with an apostrophe before every line that a spreadsheet could take
/// for a formula: some begin a new cell at a line break.
fn harmless(text: &str) -> String {
    let line = |line: &str| {
        // A tab or a carriage return at the beginning hides what comes after it.
        let begins_blank = line.starts_with(['\t', '\r']);
        let begins = line.chars().find(|it| !it.is_whitespace());
        if begins_blank || begins.is_some_and(is_sign) {
            ["'", line].concat()
        } else {
            line.to_owned()
        }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
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
            for before in ["", " ", "\u{a0}", "\t", "\r", "\u{3000} "] {
                let text = format!("{before}{sign}cmd|' /C calc'!A0");
                assert_eq!(harmless(&text), format!("'{text}"));
                assert_eq!(harmless(&format!("fine\n{text}")), format!("fine\n'{text}"));
            }
        }
        assert_eq!(harmless("\tx"), "'\tx");
        for fine in ["", "a=b", "– nothing", "3 - 2", "'quoted'"] {
            assert_eq!(harmless(fine), fine);
        }
    }

    #[test]
    fn every_field_is_quoted_and_quotes_are_doubled() {
        let mut out = String::new();
        line(&mut out, &["a", "say \"b\"", "c,d\ne", ""]);
        assert_eq!(out, "\"a\",\"say \"\"b\"\"\",\"c,d\ne\",\"\"\r\n");
    }
}

//! What a file is that is no assessment, and what to do instead: whoever chose it
//! knows it by another name than by what a parser stumbles over.

use std::fmt;

use crate::link;

/// What a file is, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    what: &'static str,
    instead: &'static str,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "This is {}. {}", self.what, self.instead)
    }
}

const fn other(what: &'static str) -> Kind {
    Kind { what, instead: "Choose the .json file that was exported here." }
}

/// What is packed can hold an assessment.
const fn packed(what: &'static str) -> Kind {
    Kind { what, instead: "Unpack it, and choose the .json file that was exported here." }
}

const fn in_encoding(what: &'static str) -> Kind {
    Kind {
        what,
        instead: "Another program has written it so: save it there as UTF-8, or choose the .json file as it was exported here.",
    }
}

/// The registers of a browser, as they are handed over when something is broken.
pub(super) const RAW: Kind = other(
    "the raw data of Plumbline, for whoever repairs it, and not an assessment; it cannot be opened here",
);

const WORKBOOK: Kind = other(
    "a workbook, such as Plumbline exports for reading elsewhere; none can be opened here again",
);

const REPORT: Kind = other(
    "the report that Plumbline exports for reading and printing; it cannot be opened here again",
);

const TABLE: Kind = other(
    "the table of answers that Plumbline exports for reading elsewhere; it cannot be opened here again",
);

const LINK: Kind = Kind {
    what: "a text with a link of Plumbline in it, not a file of it",
    instead: "Open the link: copy it whole, from https to its end, into the address field of the browser.",
};

/// What files begin with.
const BEGINNINGS: [(&[u8], Kind); 20] = [
    // The longer marks first: one encoding begins as the other does.
    (b"\xff\xfe\0\0", in_encoding("text in UTF-32")),
    (b"\0\0\xfe\xff", in_encoding("text in UTF-32")),
    (b"\xff\xfe", in_encoding("text in UTF-16")),
    (b"\xfe\xff", in_encoding("text in UTF-16")),
    (b"%PDF", other("a PDF, not an assessment")),
    (b"\x89PNG", other("a PNG picture, not an assessment")),
    (b"\xff\xd8\xff", other("a JPEG picture, not an assessment")),
    (b"GIF8", other("a GIF picture, not an assessment")),
    (b"II*\0", other("a TIFF picture, not an assessment")),
    (b"MM\0*", other("a TIFF picture, not an assessment")),
    (b"RIFF", other("a picture, a sound or a film, not an assessment")),
    (b"\x1f\x8b", packed("a compressed file (gzip)")),
    (b"BZh", packed("a compressed file (bzip2)")),
    (b"\xfd7zXZ", packed("a compressed file (xz)")),
    (b"\x28\xb5\x2f\xfd", packed("a compressed file (zstd)")),
    (b"7z\xbc\xaf\x27\x1c", packed("a 7z archive")),
    (b"Rar!", packed("a RAR archive")),
    (b"PK\x05\x06", other("a ZIP archive with nothing in it")),
    (b"\xd0\xcf\x11\xe0", other("an old or a locked Word or Excel file, not an assessment")),
    (b"{\\rtf", other("a text of a word processor (RTF), not an assessment")),
];

/// What a file is by its first bytes, if it is nothing that text can be.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<Kind> {
    let found = BEGINNINGS.iter().find(|(begin, _)| bytes.starts_with(begin));
    if let Some((_, kind)) = found {
        return Some(*kind);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(of_archive(bytes));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(other("a picture or a film, not an assessment"));
    }
    // Without a mark: the first sign of a file of ours is one byte and zeros.
    match bytes {
        [0, 0, 0, _, ..] | [_, 0, 0, 0, ..] => Some(in_encoding("text in UTF-32")),
        [0, (1..), ..] | [(1..), 0, (1..), ..] => Some(in_encoding("text in UTF-16")),
        _ => bytes.contains(&0).then_some(other("data of another program, not an assessment")),
    }
}

/// What a ZIP archive is by the names in it.
fn of_archive(bytes: &[u8]) -> Kind {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|it| it == name);
    let kinds: [(&[u8], Kind); 5] = [
        (b"xl/workbook", WORKBOOK),
        (b"opendocument.spreadsheet", WORKBOOK),
        (b"word/document", other("a Word document, not an assessment")),
        (b"ppt/presentation", other("a PowerPoint presentation, not an assessment")),
        (b"opendocument", other("a document of LibreOffice, not an assessment")),
    ];
    let found = kinds.into_iter().find(|(name, _)| has(name));
    found.map_or(packed("a ZIP archive"), |(_, kind)| kind)
}

/// What a text is that is no JSON; nothing when it begins as a file of ours does,
/// which something has happened to then.
pub(super) fn of_text(text: &str) -> Option<Kind> {
    let text = text.trim_start();
    if text.starts_with('{') {
        return None;
    }
    Some(match text.strip_prefix('<') {
        Some(_) => of_markup(text),
        None if is_table(text) => TABLE,
        None if has_link(text) => LINK,
        None => other("text, but not an assessment"),
    })
}

fn of_markup(text: &str) -> Kind {
    let head: String = text.chars().take(2_000).collect::<String>().to_lowercase();
    if head.contains("<meta name=\"generator\" content=\"plumbline\">") {
        REPORT
    } else if head.contains("<html") || head.contains("<!doctype html") {
        other("a web page, not an assessment")
    } else if head.contains("<svg") {
        other("a drawing (SVG), not an assessment")
    } else {
        other("an XML file, not an assessment")
    }
}

/// Whether it is our table, whatever a spreadsheet has divided and quoted it with.
fn is_table(text: &str) -> bool {
    let head = text.lines().next().unwrap_or_default();
    let mut names = head.split([',', ';', '\t']).map(|it| it.trim_matches('"'));
    names.next() == Some("Assessment") && names.next() == Some("Process")
}

fn has_link(text: &str) -> bool {
    link::found_in(text).iter().any(|it| it.split('.').count() >= 3)
}

//! What a file is that is no assessment, and what to do instead: whoever chose it
//! knows it by another name than by what a parser stumbles over.

use std::fmt;

use crate::link;
use crate::report::csv;
use crate::words::files as words;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The registers of a browser, as they are handed over when something is broken.
    Raw,
    /// A workbook, of ours or not.
    Workbook,
    /// Our report.
    Report,
    /// Our table of answers.
    Answers,
    /// A text with a link of ours.
    Link,
    /// Text, with four bytes a letter.
    Utf32,
    /// Text, with two bytes a letter.
    Utf16,
    /// A PDF.
    Pdf,
    /// A picture of the format with this name.
    Picture(&'static str),
    /// A picture, a sound or a film.
    Media,
    /// A picture or a film.
    Film,
    /// Compressed by the program with this name.
    Compressed(&'static str),
    /// An archive of 7-Zip.
    SevenZip,
    /// An archive of WinRAR.
    Rar,
    /// A ZIP archive.
    Zip,
    /// A ZIP archive with nothing in it.
    EmptyZip,
    /// An old file of Word or Excel, or one with a password.
    OldOffice,
    /// A text of a word processor.
    Rtf,
    /// A Word document.
    Word,
    /// A PowerPoint presentation.
    Presentation,
    /// A document of LibreOffice.
    OpenDocument,
    /// Anything else that is no text.
    Data,
    /// Any other text.
    Text,
    /// A web page.
    WebPage,
    /// A drawing in SVG.
    Drawing,
    /// Any other XML.
    Xml,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self {
            Kind::Raw => words::raw(),
            Kind::Workbook => words::workbook(),
            Kind::Report => words::report(),
            Kind::Answers => words::answers(),
            Kind::Link => words::link(),
            Kind::Utf32 => words::utf_32(),
            Kind::Utf16 => words::utf_16(),
            Kind::Pdf => words::pdf(),
            Kind::Picture(format) => words::picture(format),
            Kind::Media => words::media(),
            Kind::Film => words::film(),
            Kind::Compressed(format) => words::compressed(format),
            Kind::SevenZip => words::seven_zip(),
            Kind::Rar => words::rar(),
            Kind::Zip => words::zip(),
            Kind::EmptyZip => words::empty_zip(),
            Kind::OldOffice => words::old_office(),
            Kind::Rtf => words::rtf(),
            Kind::Word => words::word(),
            Kind::Presentation => words::presentation(),
            Kind::OpenDocument => words::open_document(),
            Kind::Data => words::data(),
            Kind::Text => words::text(),
            Kind::WebPage => words::web_page(),
            Kind::Drawing => words::drawing(),
            Kind::Xml => words::xml(),
        };
        let instead = match self {
            Kind::Link => words::open_link(),
            Kind::Utf32 | Kind::Utf16 => words::save_as_utf_8(),
            // What is packed can hold an assessment.
            Kind::Compressed(_) | Kind::SevenZip | Kind::Rar | Kind::Zip => words::unpack(),
            _ => words::choose_export(),
        };
        f.write_str(&words::kind(words::Kind { what: &what, instead: &instead }))
    }
}

/// What files begin with.
const BEGINNINGS: [(&[u8], Kind); 20] = [
    // The longer marks first: one encoding begins as the other does.
    (b"\xff\xfe\0\0", Kind::Utf32),
    (b"\0\0\xfe\xff", Kind::Utf32),
    (b"\xff\xfe", Kind::Utf16),
    (b"\xfe\xff", Kind::Utf16),
    (b"%PDF", Kind::Pdf),
    (b"\x89PNG", Kind::Picture("PNG")),
    (b"\xff\xd8\xff", Kind::Picture("JPEG")),
    (b"GIF8", Kind::Picture("GIF")),
    (b"II*\0", Kind::Picture("TIFF")),
    (b"MM\0*", Kind::Picture("TIFF")),
    (b"RIFF", Kind::Media),
    (b"\x1f\x8b", Kind::Compressed("gzip")),
    (b"BZh", Kind::Compressed("bzip2")),
    (b"\xfd7zXZ", Kind::Compressed("xz")),
    (b"\x28\xb5\x2f\xfd", Kind::Compressed("zstd")),
    (b"7z\xbc\xaf\x27\x1c", Kind::SevenZip),
    (b"Rar!", Kind::Rar),
    (b"PK\x05\x06", Kind::EmptyZip),
    (b"\xd0\xcf\x11\xe0", Kind::OldOffice),
    (b"{\\rtf", Kind::Rtf),
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
        return Some(Kind::Film);
    }
    // Without a mark: the first sign of a file of ours is one byte and zeros.
    match bytes {
        [0, 0, 0, _, ..] | [_, 0, 0, 0, ..] => Some(Kind::Utf32),
        [0, (1..), ..] | [(1..), 0, (1..), ..] => Some(Kind::Utf16),
        _ => bytes.contains(&0).then_some(Kind::Data),
    }
}

/// What a ZIP archive is by the names in it.
fn of_archive(bytes: &[u8]) -> Kind {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|it| it == name);
    let kinds: [(&[u8], Kind); 5] = [
        (b"xl/workbook", Kind::Workbook),
        (b"opendocument.spreadsheet", Kind::Workbook),
        (b"word/document", Kind::Word),
        (b"ppt/presentation", Kind::Presentation),
        (b"opendocument", Kind::OpenDocument),
    ];
    let found = kinds.into_iter().find(|(name, _)| has(name));
    found.map_or(Kind::Zip, |(_, kind)| kind)
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
        None if is_table(text) => Kind::Answers,
        None if has_link(text) => Kind::Link,
        None => Kind::Text,
    })
}

fn of_markup(text: &str) -> Kind {
    let head: String = text.chars().take(2_000).collect::<String>().to_lowercase();
    if head.contains("<meta name=\"generator\" content=\"plumbline\">") {
        Kind::Report
    } else if head.contains("<html") || head.contains("<!doctype html") {
        Kind::WebPage
    } else if head.contains("<svg") {
        Kind::Drawing
    } else {
        Kind::Xml
    }
}

/// Whether it is our table, in whatever language, and whatever a spreadsheet has divided and
/// quoted it with: it has as many columns (a heading may hold a comma), and the first row names a practice by its id.
fn is_table(text: &str) -> bool {
    let mut lines =
        text.lines().map(|it| it.split([',', ';', '\t']).map(|it| it.trim_matches('"')));
    let is_headed = lines.next().is_some_and(|it| it.count() >= csv::COLUMNS);
    is_headed && lines.next().is_some_and(|mut it| it.any(is_id))
}

/// Whether a cell may be the id of a practice, as in `incident.record`.
fn is_id(cell: &str) -> bool {
    let is_name =
        |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let is_part = |it: &str| is_name(it) || it.len() == 1 && it.bytes().all(|b| b.is_ascii_digit());
    let mut parts = cell.split('.');
    parts.next().is_some_and(is_name) && cell.contains('.') && parts.all(is_part)
}

fn has_link(text: &str) -> bool {
    link::found_in(text).iter().any(|it| it.split('.').count() >= 3)
}

//! Data that is embedded by the build step (`src/bank/build.rs`) with a mark, by
//! which a release build moves it to the part of the program that comes after the
//! first page.

/// Mark and number of bytes, before the data itself.
const HEAD: usize = 16 + 4;

/// The data behind its mark; nothing where it is not there yet, so that nobody takes
/// zeros for a bank without questions. The mark is not spelt out here: it would be taken
/// for marked data itself.
pub(crate) fn data(marked: &'static [u8]) -> &'static [u8] {
    let is_here = marked.get(1).is_some_and(|it| *it != 0);
    if is_here { marked.get(HEAD..).unwrap_or_default() } else { &[] }
}

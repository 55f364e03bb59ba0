//! Data that is embedded by the build step (`src/bank/build.rs`) with a mark, by
//! which a release build moves it to the part of the program that comes after the
//! first page.

/// Mark and number of bytes, before the data itself.
const HEAD: usize = 16 + 4;

/// The data behind its mark.
pub(crate) fn data(marked: &'static [u8]) -> &'static [u8] {
    marked.get(HEAD..).unwrap_or_default()
}

//! An assessment in an address: packed, versioned and checked, with no server.
//!
//! `#s1.<length>.<payload>`: the version letter, the number of letters of the
//! payload in base 36, so that a link that was cut can say how much of it
//! arrived, and the payload in base64url: a CRC-32 of the body, then the body
//! (`body`). Nothing is decoded before length and checksum agree.
//! `#e1.<length>.<payload>` is the same with the body under a passphrase
//! ([`crate::lock`]): the checksum then tells a damaged link from a passphrase
//! that does not fit.
//!
//! Reading order: [`share`] (what may leave), `contents` (what a copy holds, in words), `body` (how it is written) with
//! `additions` (what came later) and `walk` (the steps both take), `coder` and `text` (how it becomes few bytes), this file (the frame), [`qr`].
//!
//! Invariants: what a version wrote is read for ever (`tests/links`), so the
//! code of a version changes only where every link stays the same;
//! `positions.txt` is only ever added to at its end; no link makes the reader
//! panic, hang or fill the memory.

mod additions;
mod body;
mod coder;
mod contents;
pub mod qr;
pub mod share;
mod text;
mod walk;

use std::fmt;

pub use body::Kind;
pub use contents::contents;
pub use share::{Part, Parts};

use crate::address::plain;
use crate::assessment::Assessment;
use crate::checksum::crc32;
use crate::lock::{LockFault, Locked};
use crate::model::Model;
use crate::words::links as words;
use base64ct::{Base64UrlUnpadded as Base64, Encoding as _};

/// Longest fragment that is looked at, in letters.
pub const LETTERS_MAX: usize = 64 * 1024;

/// More letters than the version takes, however it was written on the way.
const LETTERS_OF_VERSION: usize = 200;

/// What begins a link of the version that is written.
const VERSION: &str = "s1";

/// What begins a locked link of the version that is written.
const LOCKED: &str = "e1";

/// What a link carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// What it is meant for.
    pub kind: Kind,
    /// When it was made, in milliseconds since 1970 (UTC), to the minute.
    pub made: u64,
    /// The content. Its identity is that of the original, except in an
    /// invitation.
    pub assessment: Assessment,
}

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// It does not look like one of ours.
    NotOurs,
    /// Made by a newer version of this app.
    Newer,
    /// The end is missing.
    Cut {
        /// Letters that arrived.
        arrived: usize,
        /// Letters there should be.
        wanted: usize,
    },
    /// Something in it was changed on the way.
    Changed,
    /// Changed, and all its letters are capitals, or none is.
    Levelled,
    /// Longer than what is looked at.
    TooLong,
    /// Made for a model that this app does not have.
    OtherModel,
    /// Whole, and under a passphrase: see [`unlocked`].
    Locked(Locked),
}

impl fmt::Display for LinkFault {
    /// What happened and what to do, for a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            LinkFault::NotOurs => words::not_ours(),
            LinkFault::Newer => words::newer(),
            LinkFault::Cut { arrived, wanted } => {
                words::cut(words::Cut { arrived: *arrived, wanted: *wanted })
            }
            LinkFault::Changed => words::changed(),
            LinkFault::Levelled => words::levelled(),
            LinkFault::TooLong => words::too_long(),
            LinkFault::OtherModel => words::other_model(),
            LinkFault::Locked(_) => words::locked(),
        })
    }
}

/// Whether a fragment, with or without its `#`, is meant to be a link of any
/// version.
pub fn is_link(fragment: &str) -> bool {
    let start: String = fragment.chars().take(LETTERS_OF_VERSION).collect();
    cleaned(&start).split_once('.').is_some_and(|(version, _)| version_of(version).is_some())
}

/// The fragments of links in a text, as people paste several of them: with or
/// without the address before them.
pub fn found_in(text: &str) -> Vec<String> {
    // A mail program may have written the sign in its own way.
    let text = text.replace("%2523", "#").replace("%23", "#");
    // The address of the next link is no part of this one.
    let ends = ["http://", "https://", "HTTP://", "HTTPS://"];
    let before_next = |it| ends.iter().fold(it, |it: &str, end| it.split(end).next().unwrap_or(it));
    let behind_sign = text.split('#').skip(1).map(before_next);
    // Other blanks than these may have been put into the link.
    let alone = text.split_ascii_whitespace().filter(|it| !it.contains(['#', '/']));
    behind_sign.chain(alone).filter(|it| is_link(it)).map(str::to_owned).collect()
}

/// The version that a link begins with, if it is one. A phone makes the first
/// letter of a line a capital.
fn version_of(text: &str) -> Option<String> {
    let version = text.to_ascii_lowercase();
    let number = version.strip_prefix(['s', 'e'])?;
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(version)
}

/// The fragment of a link, with its `#`. `now_ms` is milliseconds since 1970
/// (UTC).
pub fn write(model: &Model, kind: Kind, assessment: &Assessment, now_ms: u64) -> String {
    frame(VERSION, &content(model, kind, assessment, now_ms))
}

/// What a link carries, for the lock: see [`write_locked`].
pub fn content(model: &Model, kind: Kind, assessment: &Assessment, now_ms: u64) -> Vec<u8> {
    body::write(model, kind, assessment, now_ms)
}

/// The fragment of a link whose [`content`] is locked, with its `#`.
pub fn write_locked(content: &Locked) -> String {
    frame(LOCKED, &content.to_bytes())
}

/// Reads the [`content`] that came out of a lock.
///
/// # Errors
///
/// Why it cannot be opened, for a person.
pub fn unlocked(model: &Model, content: &[u8]) -> Result<Parcel, LinkFault> {
    body::read(model, content)
}

fn frame(version: &str, body: &[u8]) -> String {
    let mut bytes = checksum(version, body).to_be_bytes().to_vec();
    bytes.extend(body);
    let payload = Base64::encode_string(&bytes);
    format!("#{version}.{}.{payload}", to_base36(payload.len()))
}

/// Opens a link: a fragment with or without its `#`, as mail and chat programs
/// leave it.
///
/// # Errors
///
/// Why it cannot be opened, for a person; [`LinkFault::Locked`] with what is
/// locked.
pub fn read(model: &Model, fragment: &str) -> Result<Parcel, LinkFault> {
    body::read(model, &unwrapped(fragment)?)
}

/// What kind of link this is, for whoever cannot open it yet; `None` where it cannot be opened.
pub fn kind(fragment: &str) -> Option<Kind> {
    body::kind(&unwrapped(fragment).ok()?)
}

/// The body of a link that has arrived whole and is not locked.
fn unwrapped(fragment: &str) -> Result<Vec<u8>, LinkFault> {
    if fragment.len() > LETTERS_MAX {
        return Err(LinkFault::TooLong);
    }
    let text = cleaned(fragment);
    let mut parts = text.splitn(3, '.');
    let version = version_of(parts.next().unwrap_or_default()).ok_or(LinkFault::NotOurs)?;
    let version = version.as_str();
    if ![VERSION, LOCKED].contains(&version) {
        return Err(LinkFault::Newer);
    }
    let (Some(length), Some(payload)) = (parts.next(), parts.next()) else {
        return Err(LinkFault::NotOurs);
    };
    let wanted = from_base36(&length.to_ascii_lowercase()).ok_or(LinkFault::Changed)?;
    // What stands behind the link in a sentence came along.
    let payload = match payload.get(..wanted) {
        Some(whole) => whole,
        None => return Err(LinkFault::Cut { arrived: payload.len(), wanted }),
    };
    let changed = || if is_levelled(payload) { LinkFault::Levelled } else { LinkFault::Changed };
    let bytes = Base64::decode_vec(payload).map_err(|_| changed())?;
    let (sum, body) = bytes.split_first_chunk::<4>().ok_or_else(changed)?;
    if u32::from_be_bytes(*sum) != checksum(version, body) {
        return Err(changed());
    }
    if version == LOCKED {
        return Err(match Locked::from_bytes(body) {
            Ok(locked) => LinkFault::Locked(locked),
            Err(LockFault::Newer) => LinkFault::Newer,
            Err(LockFault::Damaged) => LinkFault::Changed,
        });
    }
    Ok(body.to_vec())
}

/// Whether capitals and small letters have become one kind. By chance hardly one
/// link in a thousand has so many letters of one kind alone.
fn is_levelled(payload: &str) -> bool {
    let count = |is: fn(&u8) -> bool| payload.bytes().filter(is).count();
    let (capitals, small) = (count(u8::is_ascii_uppercase), count(u8::is_ascii_lowercase));
    capitals.min(small) == 0 && capitals.max(small) >= 10
}

/// The first version was written without its own name in the sum.
fn checksum(version: &str, body: &[u8]) -> u32 {
    if version == VERSION { crc32(body) } else { crc32(&[version.as_bytes(), body].concat()) }
}

/// Undoes what happens on the way: percent signs, line breaks, quoting marks, and
/// what nobody sees.
fn cleaned(text: &str) -> String {
    let is_ours = |it: &char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    plain(text).chars().filter(is_ours).collect()
}

fn to_base36(mut number: usize) -> String {
    let mut digits = Vec::new();
    while number > 0 || digits.is_empty() {
        digits.push(u32::try_from(number % 36).ok().and_then(|it| char::from_digit(it, 36)));
        number /= 36;
    }
    digits.into_iter().rev().flatten().collect()
}

fn from_base36(text: &str) -> Option<usize> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
    if !plain || text.len() > 4 {
        return None;
    }
    usize::from_str_radix(text, 36).ok()
}

#[cfg(test)]
mod tests;

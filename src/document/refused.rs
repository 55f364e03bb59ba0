//! Why a file was refused, in words for the person who chose it.

use std::fmt;

use super::kind::Kind;
use super::{ASSESSMENTS_MAX, BYTES_MAX};
use crate::lock::Locked;
use crate::words::files as words;

/// One thing that does not fit, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// Where in the file: `assessment 1, answer/incident.record`.
    pub place: String,
    /// What is wrong there.
    pub reason: String,
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::fault(words::Fault { place: &self.place, reason: &self.reason }))
    }
}

/// Why a file was refused. Nothing was changed in any of these cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// More bytes than are read.
    TooLarge {
        /// The file's size.
        bytes: usize,
    },
    /// Nothing in it.
    Empty,
    /// Not JSON but something that could be recognised.
    OtherKind(Kind),
    /// Not text in UTF-8.
    NotUtf8,
    /// Text that is not JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// JSON of another program.
    NotOurs,
    /// Made by a later version of this app.
    Newer {
        /// The version of the file.
        version: u32,
    },
    /// More assessments than are read.
    TooMany,
    /// Whole, and under a passphrase.
    Locked(Locked),
    /// Ours, and something in it does not fit.
    Faults {
        /// The first faults.
        shown: Vec<FileFault>,
        /// How many there are in all.
        all: usize,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Refused::TooLarge { bytes } => words::too_large(words::TooLarge {
                megabytes: bytes.div_ceil(1024 * 1024),
                most: BYTES_MAX / 1024 / 1024,
            }),
            Refused::Empty => words::empty(),
            Refused::OtherKind(kind) => kind.to_string(),
            Refused::NotUtf8 => words::not_utf_8(),
            Refused::NotJson { line, column, reason } => words::not_json(words::NotJson {
                line: &line.to_string(),
                column: &column.to_string(),
                reason,
            }),
            Refused::NotOurs => words::not_ours(),
            Refused::Newer { version } => words::newer(&version.to_string()),
            Refused::TooMany => words::too_many(ASSESSMENTS_MAX),
            Refused::Locked(_) => words::locked(),
            Refused::Faults { all, .. } => words::faults(*all),
        })
    }
}

//! Why a file was refused, in words for the person who chose it.

use std::fmt;

use super::kind::Kind;
use super::{ASSESSMENTS_MAX, BYTES_MAX};
use crate::lock::Locked;

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
        write!(f, "{}: {}", self.place, self.reason)
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
        match self {
            Refused::TooLarge { bytes } => write!(
                f,
                "The file has {} MB; assessments have at most {} MB.",
                bytes.div_ceil(1024 * 1024),
                BYTES_MAX / 1024 / 1024
            ),
            Refused::Empty => f.write_str("The file is empty."),
            Refused::OtherKind(kind) => kind.fmt(f),
            Refused::NotUtf8 => f.write_str(
                "The file is not plain text in UTF-8. It may have been saved by another program; choose the original export.",
            ),
            Refused::NotJson { line, column, reason } => {
                write!(f, "The file cannot be read from line {line}, column {column} on: {reason}. It may be cut or edited by hand.")
            }
            Refused::NotOurs => f.write_str(
                "The file is JSON, but not an assessment of this app: it does not say format \"plumbline\".",
            ),
            Refused::Newer { version } => write!(
                f,
                "The file was made by a newer version of this app (format {version}). Reload the page to get the newest version, then open it again."
            ),
            Refused::TooMany => {
                write!(f, "The file holds more than {ASSESSMENTS_MAX} assessments.")
            }
            Refused::Locked(_) => f.write_str("The file is locked with a passphrase."),
            Refused::Faults { all, .. } => write!(
                f,
                "{all} {} in the file {} not fit.",
                if *all == 1 { "entry" } else { "entries" },
                if *all == 1 { "does" } else { "do" }
            ),
        }
    }
}

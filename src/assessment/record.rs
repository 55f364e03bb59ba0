//! Records: what an assessment has any number of, such as pieces of evidence. Each has an
//! id, and each of its fields is a register of its own, so that two people can edit two
//! fields of one record. Which of them are there, [`Assessment::records`](super::Assessment::records)
//! says.

use crate::checksum::Sum;

/// Identity of a record among those of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u64);

impl RecordId {
    /// The id of what is made out of other data, the same wherever that is done: of the
    /// texts that it comes from.
    pub fn made_of(texts: &[&str]) -> Self {
        let mut sum = Sum::default();
        for it in texts {
            sum.add(it);
        }
        Self(sum.0)
    }
}

/// The kinds of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// A piece of evidence, which may show something of many questions.
    Piece,
}

impl RecordKind {
    /// All kinds.
    pub const ALL: [RecordKind; 1] = [RecordKind::Piece];
}

/// A piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PieceId(pub RecordId);

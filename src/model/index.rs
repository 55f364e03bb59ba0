//! Dense positions in a checked model, in place of ids.

/// A process or area, by position in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessIx(pub(super) u8);

/// A process attribute, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeIx(pub(super) u8);

/// A group, by position in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupIx(pub(super) u8);

/// A question: one practice asked of one process, by position in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionIx(pub(super) u16);

impl ProcessIx {
    /// The position, to index a list with one entry per process.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl AttributeIx {
    /// PA 1.1.
    pub const PERFORMANCE: AttributeIx = AttributeIx(0);

    /// The position, to index a list with one entry per attribute.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl GroupIx {
    /// The position, to index a list with one entry per group.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl ProcessIx {
    /// The lowest position there can be.
    pub const FIRST: ProcessIx = ProcessIx(0);
}

impl QuestionIx {
    /// The lowest position there can be.
    pub const FIRST: QuestionIx = QuestionIx(0);
    /// The highest position there can be.
    pub const LAST: QuestionIx = QuestionIx(u16::MAX);

    /// The position, to index a list with one entry per question.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

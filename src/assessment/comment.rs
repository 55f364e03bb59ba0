//! Remarks of reviewers on a question, one register each, so that threads of
//! several replicas become one thread without a word lost.

use super::text::Text;

/// Identity of a comment among those on its question; random.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommentId(pub u32);

impl CommentId {
    /// The first in order.
    pub const FIRST: CommentId = CommentId(0);
    /// The last in order.
    pub const LAST: CommentId = CommentId(u32::MAX);
}

/// One remark in the thread of a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comment {
    /// When it was first said, in milliseconds since 1970 (UTC). Kept apart from
    /// the register's clock, which moves when the remark is settled.
    pub said: u64,
    /// Who said it; blank when no name was given.
    pub by: Text,
    /// Never blank.
    text: Text,
    /// Whether it has been dealt with.
    pub is_settled: bool,
}

impl Comment {
    /// An open remark, if its text says something.
    pub fn new(said: u64, by: Text, text: Text) -> Option<Self> {
        (!text.is_blank()).then_some(Self { said, by, text, is_settled: false })
    }

    /// What was said.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The same remark, of nobody in particular.
    #[must_use]
    pub fn nameless(self) -> Self {
        Self { by: Text::default(), ..self }
    }

    /// The same remark, dealt with or open again.
    #[must_use]
    pub fn settled(self, is_settled: bool) -> Self {
        Self { is_settled, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_that_says_nothing_does_not_exist() {
        assert_eq!(Comment::new(5, Text::typed("Kim"), Text::typed(" \n")), None);
        let said = Comment::new(5, Text::default(), Text::typed("since when?"));
        assert!(said.is_some_and(|it| !it.is_settled && it.settled(true).is_settled));
    }
}

//! What does not fit in an entry of a file. Entries are read from the first moment on, and what
//! is wrong with one is said only where somebody opens a file: it is words there alone.

use std::fmt;

use crate::assessment::{Register, Text};
use crate::words::files as words;

/// What stands where something else is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The mark of an erasure, or of something that is only set.
    True,
    /// A register.
    Register,
    /// The moment of something.
    Moment,
    /// An own rating.
    Override,
    /// A comment.
    Comment,
    /// An answer.
    Answer,
    /// A belief.
    Belief,
    /// Earlier values.
    Earlier,
    /// A text.
    Text,
    /// A time.
    Time,
    /// A target.
    Level,
    /// Ticked checks.
    Numbers,
    /// One of several words.
    Word,
}

/// Why an entry of a file was refused. Texts are the beginning of what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Something else stands there.
    Instead(Expected, String),
    /// No time stamp.
    NoTimeStamp(String),
    /// No answer on the scale.
    NoScore(String),
    /// No rating.
    NoRating(String),
    /// Not one of the words.
    NoWord(String),
    /// No level.
    NoLevel(u8),
    /// More earlier values than are kept.
    TooManyEarlier,
    /// An earlier value that is later.
    NotEarlier,
    /// The target is level 0.
    TargetZero,
    /// There is no such check, or it is named twice.
    NoCheck(usize),
    /// An own rating without a reason.
    NoReason,
    /// The time of a comment is none.
    CommentTooLate,
    /// A comment without a text.
    CommentEmpty,
    /// None of the answers, or several.
    AnswerUnclear,
    /// None of the beliefs, or both.
    BeliefUnclear,
    /// A text that is none.
    TextUnfit,
    /// What was kept aside has no name.
    LabelKey,
    /// What was kept aside belongs to nothing.
    LabelOf,
    /// The name of what was kept aside is none.
    LabelName,
    /// What was kept aside has no time stamp.
    LabelTime,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Unfit::Instead(expected, found) => match expected {
                Expected::True => words::expected_true(found),
                Expected::Register => words::expected_register(found),
                Expected::Moment => words::expected_moment(found),
                Expected::Override => words::expected_override(found),
                Expected::Comment => words::expected_comment(found),
                Expected::Answer => words::expected_answer(found),
                Expected::Belief => words::expected_belief(found),
                Expected::Earlier => words::expected_earlier(found),
                Expected::Text => words::expected_text(found),
                Expected::Time => words::expected_time(found),
                Expected::Level => words::expected_level(found),
                Expected::Numbers => words::expected_numbers(found),
                Expected::Word => words::expected_word(found),
            },
            Unfit::NoTimeStamp(found) => words::no_time_stamp(found),
            Unfit::NoScore(found) => words::no_score(found),
            Unfit::NoRating(found) => words::no_rating(found),
            Unfit::NoWord(found) => words::no_word(found),
            Unfit::NoLevel(number) => words::no_level(usize::from(*number)),
            Unfit::TooManyEarlier => words::too_many_earlier(Register::EARLIER_MAX),
            Unfit::NotEarlier => words::not_earlier(),
            Unfit::TargetZero => words::target_zero(),
            Unfit::NoCheck(number) => words::no_check(*number),
            Unfit::NoReason => words::no_reason(),
            Unfit::CommentTooLate => words::comment_too_late(),
            Unfit::CommentEmpty => words::comment_empty(),
            Unfit::AnswerUnclear => words::answer_unclear(),
            Unfit::BeliefUnclear => words::belief_unclear(),
            Unfit::TextUnfit => words::text_unfit(Text::MAX),
            Unfit::LabelKey => words::label_key(),
            Unfit::LabelOf => words::label_of(),
            Unfit::LabelName => words::label_name(),
            Unfit::LabelTime => words::label_time(),
        })
    }
}

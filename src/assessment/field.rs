//! The table of fields: all that can be said in an assessment, one row each. A row
//! settles, once for files, storage, links, copies, undo and the schema, how a field is
//! called, what it holds, and where it may go. What else a new field takes is its word
//! (`web::wording`), the page that shows it, and what the map in `lib.rs` says of it.

use super::about::{About, Of, Subject};
use super::clock::Person;
use super::comment::CommentId;
use super::part::Part;
use super::record::PieceId;
use super::value::Value;
use crate::model::{AttributeIx, Level, ProcessIx, QuestionIx};

/// What is settled of a field.
#[derive(Debug)]
pub struct Row {
    /// Its name in files and storage, before the ids of what it is about: see
    /// [`Key::name`](super::Key::name).
    pub name: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// What kind of value it takes.
    pub holds: Holds,
    /// The part of a shared copy that it belongs to; `None`: it never leaves in one.
    pub leaves: Option<Part>,
    /// Whether it is typed letter by letter, so that undo takes a passage back and not
    /// a letter.
    pub entry: Entry,
    /// Whether links carry it.
    pub links: Links,
    /// Whether it is what a person says about practices, or how the questionnaire is set up.
    pub voice: Voice,
    /// The key of this field about that; `None` when it is about something else.
    pub(super) key: fn(Of) -> Option<Key>,
}

/// The kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// An answer.
    Answer,
    /// A belief.
    Belief,
    /// A level that is aimed at: 1 to 5.
    Target,
    /// Ticked checks.
    Checks,
    /// An assessor's own rating with its reason.
    Override,
    /// A depth.
    Depth,
    /// An edition.
    Edition,
    /// Who assesses.
    Independence,
    /// How figures are put together.
    Aggregation,
    /// A moment.
    Time,
    /// A remark.
    Comment,
    /// Nothing but that it is set.
    Set,
}

impl Holds {
    /// All kinds.
    pub const ALL: [Holds; 13] = [
        Holds::Text,
        Holds::Answer,
        Holds::Belief,
        Holds::Target,
        Holds::Checks,
        Holds::Override,
        Holds::Depth,
        Holds::Edition,
        Holds::Independence,
        Holds::Aggregation,
        Holds::Time,
        Holds::Comment,
        Holds::Set,
    ];

    /// Whether a value is of this kind.
    pub fn takes(self, value: &Value) -> bool {
        match value {
            Value::Text(_) => self == Holds::Text,
            Value::Answer(_) => self == Holds::Answer,
            Value::Belief(_) => self == Holds::Belief,
            Value::Level(level) => self == Holds::Target && *level > Level::Incomplete,
            Value::Checks(_) => self == Holds::Checks,
            Value::Override(_) => self == Holds::Override,
            Value::Depth(_) => self == Holds::Depth,
            Value::Edition(_) => self == Holds::Edition,
            Value::Independence(_) => self == Holds::Independence,
            Value::Aggregation(_) => self == Holds::Aggregation,
            Value::Time(_) => self == Holds::Time,
            Value::Comment(_) => self == Holds::Comment,
            Value::Set => self == Holds::Set,
        }
    }
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Letter by letter; an answer is where it has words.
    Typed,
    /// At once.
    Chosen,
}

/// Since when links carry a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// Since the first link.
    First,
    /// Behind all that the first links had.
    Added,
    /// Never.
    Never,
}

/// Who speaks in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Whoever answers: it goes where their answers go.
    Answers,
    /// Whoever leads the assessment.
    Leads,
}

/// Writes out the table, and what a row says in types: the key of its field.
macro_rules! fields {
    ($(
        $(#[doc = $doc:literal])+
        $field:ident $(($($it:ident: $about:ty),+))? $name:literal:
            $holds:ident, $leaves:expr, $entry:ident, $links:ident, $voice:ident;
    )+) => {
        /// A register's key: a field, and what it is about. The order is the order in files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $($(#[doc = $doc])+ $field $(($($about),+))?,)+
        }

        /// All rows, in the order of their fields in files.
        pub static FIELDS: &[Row] = &[$(Row {
            name: $name,
            subject: <($($($about,)+)?) as About>::SUBJECT,
            holds: Holds::$holds,
            leaves: $leaves,
            entry: Entry::$entry,
            links: Links::$links,
            voice: Voice::$voice,
            key: |of| {
                let ($($($it,)+)?) = About::among(of)?;
                Some(Key::$field $(($($it),+))?)
            },
        },)+];

        impl Key {
            /// What is settled of its field.
            pub fn row(self) -> &'static Row {
                /// The places of the rows.
                enum Nth { $($field,)+ }
                let nth = match self { $(Key::$field { .. } => Nth::$field,)+ };
                &FIELDS[nth as usize]
            }

            /// What it is about.
            pub fn of(self) -> Of {
                match self { $(Key::$field $(($($it),+))? => ($($($it,)+)?).of(),)+ }
            }
        }
    };
}

fields! {
    /// Name of the assessment.
    Name "set-up/name": Text, Some(Part::Organisation), Typed, First, Leads;
    /// Organisation.
    Organisation "set-up/organisation": Text, Some(Part::Organisation), Typed, First, Leads;
    /// Unit within it.
    Unit "set-up/unit": Text, Some(Part::Organisation), Typed, First, Leads;
    /// Scope statement.
    Scope "set-up/scope": Text, Some(Part::Organisation), Typed, First, Leads;
    /// Names of the assessors.
    Assessors "set-up/assessors": Text, Some(Part::People), Typed, First, Leads;
    /// Internal or independent.
    Independence "set-up/independence": Independence, Some(Part::SetUp), Chosen, First, Leads;
    /// Which clause numbers lead.
    Edition "set-up/edition": Edition, Some(Part::SetUp), Chosen, First, Leads;
    /// How deep the questionnaire goes.
    Depth "set-up/depth": Depth, Some(Part::SetUp), Chosen, First, Leads;
    /// Id of the target preset.
    Preset "set-up/preset": Text, Some(Part::SetUp), Chosen, First, Leads;
    /// How figures are put together.
    Aggregation "set-up/aggregation": Aggregation, Some(Part::SetUp), Chosen, First, Leads;
    /// When it was begun.
    Created "set-up/created": Time, Some(Part::SetUp), Chosen, First, Leads;
    /// Set on made-up samples. It is about the answers: without them nothing is made
    /// up, and whoever begins with the set-up gives answers of their own.
    Sample "set-up/sample": Set, Some(Part::Ratings), Chosen, First, Leads;
    /// The id of the assessment that these answers of one rater were collected
    /// for. It names an assessment of somebody's browser.
    RaterOf "set-up/rater-of": Text, None, Chosen, Never, Leads;
    /// Target level of a process, where it differs from the preset.
    Target(it: ProcessIx) "target/*": Target, Some(Part::SetUp), Chosen, First, Leads;
    /// The reason why a process is out of scope.
    OutOfScope(it: ProcessIx) "out-of-scope/*": Text, Some(Part::SetUp), Typed, First, Leads;
    /// The statement picked in the quick depth.
    Belief(it: ProcessIx) "belief/*": Belief, Some(Part::Ratings), Chosen, First, Answers;
    /// An assessor's own rating of an attribute.
    Override(it: ProcessIx, attribute: AttributeIx) "override/*":
        Override, Some(Part::Ratings), Chosen, First, Leads;
    /// The answer to a question.
    Answer(it: QuestionIx) "answer/*": Answer, Some(Part::Ratings), Typed, First, Answers;
    /// A note on a question.
    Note(it: QuestionIx) "note/*": Text, Some(Part::Notes), Typed, First, Answers;
    /// Where the evidence is.
    Evidence(it: QuestionIx) "evidence/*": Text, Some(Part::Evidence), Typed, First, Answers;
    /// Ticked checks.
    Checks(it: QuestionIx) "checks/*": Checks, Some(Part::Evidence), Chosen, First, Answers;
    /// Flagged for review.
    Flag(it: QuestionIx) "flag/*": Set, Some(Part::Ratings), Chosen, First, Leads;
    /// Who is to answer the questions of a process.
    ProcessAssignee(it: ProcessIx) "assigned/*": Text, Some(Part::People), Typed, Added, Leads;
    /// Who is to answer a question, where it is not who answers its process.
    Assignee(it: QuestionIx) "assigned/*": Text, Some(Part::People), Typed, Added, Leads;
    /// A remark on a question.
    Comment(it: QuestionIx, id: CommentId) "comment/*":
        Comment, Some(Part::Notes), Chosen, Added, Answers;
    /// The name that a person goes by. A link has no clocks of single answers, so there
    /// is nobody to name.
    Who(person: Person) "who/*": Text, Some(Part::People), Chosen, Never, Leads;
    /// What a piece of evidence is called.
    PieceTitle(id: PieceId) "piece/*/title": Text, Some(Part::Evidence), Typed, Added, Answers;
    /// Where a piece of evidence is.
    PieceAddress(id: PieceId) "piece/*/address": Text, Some(Part::Evidence), Typed, Added, Answers;
    /// Set when a piece of evidence was deleted.
    PieceGone(id: PieceId) "piece/*/gone": Set, Some(Part::Evidence), Chosen, Added, Answers;
    /// Set where a piece of evidence shows something of a question.
    Shows(it: QuestionIx, id: PieceId) "shows/*": Set, Some(Part::Evidence), Chosen, Added, Answers;
}

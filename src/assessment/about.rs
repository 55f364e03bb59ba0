//! What a field can be about, and the ids by which files name it.

use super::clock::{Person, hex};
use super::comment::CommentId;
use super::record::{PieceId, RecordId, RecordKind};
use crate::model::{AttributeIx, Model, ProcessIx, QuestionIx};

/// What a field is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The assessment as a whole.
    Assessment,
    /// A process.
    Process(ProcessIx),
    /// An attribute of a process.
    Attribute(ProcessIx, AttributeIx),
    /// A question.
    Question(QuestionIx),
    /// A remark on a question.
    Comment(QuestionIx, CommentId),
    /// A person.
    Person(Person),
    /// A record.
    Record(RecordKind, RecordId),
    /// What a record has to do with a question.
    Mention(QuestionIx, RecordKind, RecordId),
}

/// The kinds of what a field can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The assessment as a whole.
    Assessment,
    /// A process.
    Process,
    /// An attribute of a process.
    Attribute,
    /// A question.
    Question,
    /// A remark on a question.
    Comment,
    /// A person.
    Person,
    /// A record of this kind.
    Record(RecordKind),
    /// What a record of this kind has to do with a question.
    Mention(RecordKind),
}

impl Of {
    /// The ids of it, as they stand in names; none for the assessment.
    pub(super) fn ids(self, model: &Model) -> String {
        let process = |it| model.process(it).id.as_str();
        let question = |it| model.question(it).id();
        match self {
            Of::Assessment => String::new(),
            Of::Process(it) => process(it).to_owned(),
            Of::Attribute(it, attribute) => {
                format!("{}/{}", process(it), model.attribute_id(attribute))
            }
            Of::Question(it) => question(it).to_owned(),
            Of::Comment(it, CommentId(id)) => format!("{}/{id:08x}", question(it)),
            Of::Person(it) => it.to_string(),
            Of::Record(_, RecordId(id)) => format!("{id:016x}"),
            Of::Mention(it, _, RecordId(id)) => format!("{}/{id:016x}", question(it)),
        }
    }
}

impl Subject {
    /// What these ids name, if this model knows it.
    pub(super) fn parse(self, ids: &str, model: &Model) -> Option<Of> {
        Some(match self {
            Subject::Assessment => return ids.is_empty().then_some(Of::Assessment),
            Subject::Process => Of::Process(model.process_by_id(ids)?),
            Subject::Attribute => {
                let (process, attribute) = ids.split_once('/')?;
                Of::Attribute(model.process_by_id(process)?, model.attribute_by_id(attribute)?)
            }
            Subject::Question => Of::Question(model.question_by_id(ids)?),
            Subject::Comment => {
                let (question, id) = ids.split_once('/')?;
                let id = u32::try_from(hex(id, 8)?).ok()?;
                Of::Comment(model.question_by_id(question)?, CommentId(id))
            }
            Subject::Person => Of::Person(Person::parse(ids)?),
            Subject::Record(kind) => Of::Record(kind, RecordId(hex(ids, 16)?)),
            Subject::Mention(kind) => {
                let (question, id) = ids.split_once('/')?;
                Of::Mention(model.question_by_id(question)?, kind, RecordId(hex(id, 16)?))
            }
        })
    }

    /// All of this kind that a model has. Of remarks, people and records, of which there
    /// may be any number, one each.
    pub(super) fn all(self, model: &Model) -> Vec<Of> {
        match self {
            Subject::Assessment => vec![Of::Assessment],
            Subject::Process => model.processes().map(Of::Process).collect(),
            Subject::Attribute => {
                let of = |it| model.attributes_of(it).map(move |at| Of::Attribute(it, at));
                model.processes().flat_map(of).collect()
            }
            Subject::Question => model.questions().map(Of::Question).collect(),
            Subject::Comment => {
                model.questions().map(|it| Of::Comment(it, CommentId::FIRST)).collect()
            }
            Subject::Person => vec![Of::Person(Person(0))],
            Subject::Record(kind) => vec![Of::Record(kind, RecordId(0))],
            Subject::Mention(kind) => {
                model.questions().map(|it| Of::Mention(it, kind, RecordId(0))).collect()
            }
        }
    }
}

/// What stands in a key beside its field: turned into [`Of`] and back.
pub(super) trait About: Sized {
    /// The kind of it.
    const SUBJECT: Subject;
    /// What it is about.
    fn of(self) -> Of;
    /// The same, when it is of this kind.
    fn among(of: Of) -> Option<Self>;
}

/// One kind of subject: the types that stand in keys, and what they are called here.
macro_rules! about {
    ($($subject:ident ($($it:ident: $type:ty),*);)+) => {
        $(impl About for ($($type,)*) {
            const SUBJECT: Subject = Subject::$subject;

            fn of(self) -> Of {
                let ($($it,)*) = self;
                about!(@of $subject $($it)*)
            }

            fn among(of: Of) -> Option<Self> {
                match of {
                    about!(@of $subject $($it)*) => Some(($($it,)*)),
                    _ => None,
                }
            }
        })+
    };
    (@of $subject:ident) => { Of::$subject };
    (@of $subject:ident $($it:ident)+) => { Of::$subject($($it),+) };
}

about! {
    Assessment();
    Process(it: ProcessIx);
    Attribute(it: ProcessIx, attribute: AttributeIx);
    Question(it: QuestionIx);
    Comment(it: QuestionIx, id: CommentId);
    Person(it: Person);
}

impl About for (PieceId,) {
    const SUBJECT: Subject = Subject::Record(RecordKind::Piece);

    fn of(self) -> Of {
        let (PieceId(id),) = self;
        Of::Record(RecordKind::Piece, id)
    }

    fn among(of: Of) -> Option<Self> {
        match of {
            Of::Record(RecordKind::Piece, id) => Some((PieceId(id),)),
            _ => None,
        }
    }
}

impl About for (QuestionIx, PieceId) {
    const SUBJECT: Subject = Subject::Mention(RecordKind::Piece);

    fn of(self) -> Of {
        let (it, PieceId(id)) = self;
        Of::Mention(it, RecordKind::Piece, id)
    }

    fn among(of: Of) -> Option<Self> {
        match of {
            Of::Mention(it, RecordKind::Piece, id) => Some((it, PieceId(id))),
            _ => None,
        }
    }
}

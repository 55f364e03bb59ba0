//! What a user said: the set-up, answers, notes and evidence of one
//! assessment, and every way to change it.
//!
//! Reading order: [`field`] (what can be said: the table), with [`about`] (of what),
//! [`key`] (its names), [`part`] and [`value`], [`clock`] (when it
//! was said), [`register`] (what stands and what it replaced), [`Assessment`]
//! (the registers and typed readers of them), [`comment`] (remarks), [`record`] (evidence and the like), [`compare`] (two of them), `replace` (one in the place of another), `kept` (what other versions said), [`steps`]
//! (the last changes), [`erasure`] (what was taken out for good).
//!
//! An assessment is a map of registers, each last-writer-wins with a hybrid
//! logical clock, so that tabs, files and links are replicas of one map. A
//! rating and its note are two registers: editing one can never revert the
//! other.
//!
//! Invariants: nothing here computes a figure, and nothing that can be derived
//! is stored. Indices in keys belong to the model the assessment was read with.

pub mod about;
pub mod clock;
pub mod comment;
pub mod compare;
pub mod erasure;
pub mod field;
mod kept;
pub mod key;
pub mod part;
pub mod record;
pub mod register;
mod replace;
pub mod steps;
pub mod text;
mod there;
pub mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use about::{Of, Subject};
pub use clock::{Clock, Person, Writer};
pub use comment::{Comment, CommentId};
pub use compare::{Difference, differences, differences_of};
pub use field::{Entry, FIELDS, Holds, Key, Links, Row, Voice};
pub use kept::Kept;
pub use part::Part;
pub use record::{PieceId, RecordId, RecordKind};
pub use register::{Register, Said};
pub use steps::{Change, Step, Steps};
pub use text::Text;
pub use value::{Aggregation, Answer, Belief, Checks, Edition, Independence, Override, Value};

use crate::model::{
    AttributeIx, Depth, Kind, Level, Model, ProcessIx, QuestionIx, Rating, Version,
};

/// Identity of an assessment: 12 lower-case letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssessmentId(String);

impl AssessmentId {
    /// Letters that cannot be taken for one another when read aloud.
    const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

    /// An id made from random bits.
    pub fn from_random(bits: u64) -> Self {
        let letter = |at: u32| {
            let five = (bits >> (at * 5)) & 31;
            char::from(Self::ALPHABET[usize::try_from(five).unwrap_or(0)])
        };
        Self((0..12).map(letter).collect())
    }

    /// The id in this text, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        (plain && text.len() == 12).then(|| Self(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AssessmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One change: what to say for a key, or `None` to take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is said something about. Always fits the value: see [`Edit::new`].
    key: Key,
    value: Option<Value>,
}

impl Edit {
    /// A change, if the value is of the kind that the key takes.
    pub fn new(key: Key, value: Option<Value>) -> Option<Self> {
        value.as_ref().is_none_or(|it| key.takes(it)).then_some(Self { key, value })
    }

    /// Rates a practice, marks it not applicable, or leaves it to someone.
    pub fn answer(question: QuestionIx, answer: Option<Answer>) -> Self {
        Self { key: Key::Answer(question), value: answer.map(Value::Answer) }
    }

    /// What it changes.
    pub fn key(&self) -> Key {
        self.key
    }

    /// The new value.
    pub fn value(&self) -> Option<&Value> {
        self.value.as_ref()
    }
}

/// One assessment: registers by key, and what this version cannot read but
/// keeps for the next one that can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    id: AssessmentId,
    /// Of which version of the questions it says it is, where that is a later one than the
    /// model that it was read with has.
    version: Option<Version>,
    /// What was said about a key before this moment was taken out for good: no
    /// register holds anything of it, whatever is merged in.
    erased: BTreeMap<Key, Clock>,
    registers: BTreeMap<Key, Register>,
    /// Registers of questions or kinds that this version does not know: kept
    /// aside and written out again.
    kept: BTreeMap<String, Kept>,
}

impl Assessment {
    /// An assessment in which nothing has been said.
    pub fn new(id: AssessmentId) -> Self {
        Self {
            id,
            version: None,
            erased: BTreeMap::new(),
            registers: BTreeMap::new(),
            kept: BTreeMap::new(),
        }
    }

    /// The identity.
    pub fn id(&self) -> &AssessmentId {
        &self.id
    }

    /// The same content under another identity, to add a copy.
    pub fn with_id(self, id: AssessmentId) -> Self {
        Self { id, ..self }
    }

    /// Applies a change and returns the change that undoes it. What is said now
    /// stands, so the clock is moved on where it is not later than the register's.
    pub fn apply(&mut self, edit: Edit, clock: Clock) -> Edit {
        let Edit { key, value } = edit;
        let said = self.register(key).map(Register::clock);
        let last = said.max(self.erased(key)).filter(|it| *it >= clock);
        let clock = last.map_or(clock, |it| it.next(clock.ms, clock.writer));
        let before = self.value(key).cloned();
        self.absorb(key, Register::new(value, clock));
        Edit { key, value: before }
    }

    /// Applies an edit and returns the change that was made, to take it back later.
    pub fn change(&mut self, edit: Edit, clock: Clock) -> Change {
        let left = edit.value().cloned();
        Change { back: self.apply(edit, clock), left }
    }

    /// Takes a register from storage, a file or another tab, merged with what
    /// is here. Returns whether anything became different.
    pub fn absorb(&mut self, key: Key, register: Register) -> bool {
        let register = match self.erased(key) {
            Some(moment) => register.since(moment),
            None => Some(register),
        };
        let Some(register) = register else { return false };
        let Some(mine) = self.registers.remove(&key) else {
            self.registers.insert(key, register);
            return true;
        };
        let merged = mine.clone().merge(register);
        let is_news = merged != mine;
        self.registers.insert(key, merged);
        is_news
    }

    /// Lets go of a register, as a record that is gone or written over. No replica
    /// hears of it: only for what follows a storage.
    pub(crate) fn let_go(&mut self, key: Key) {
        self.registers.remove(&key);
    }

    /// The same for a moment before which nothing is left of a register.
    pub(crate) fn let_go_erasure(&mut self, key: Key) {
        self.erased.remove(&key);
    }

    /// Puts a register in the place of the one that is there.
    pub fn put(&mut self, key: Key, register: Register) {
        self.registers.insert(key, register);
    }

    /// Takes everything from a replica of the same assessment. Commutative,
    /// associative and idempotent, so the order in which replicas meet never
    /// matters.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.heed(&other);
        self.version = self.version.max(other.version);
        for (key, register) in other.registers {
            self.absorb(key, register);
        }
        for (name, kept) in other.kept {
            self.keep(name, kept);
        }
        self
    }

    /// How many registers are dated so far ahead of this machine's clock that one of
    /// the clocks must be wrong. They are kept as they were written: whatever is said
    /// after them outdoes them.
    pub fn ahead(&self, now_ms: u64) -> usize {
        self.registers.values().filter(|it| clock::is_ahead(it.clock().ms, now_ms)).count()
    }

    /// All registers in key order.
    pub fn registers(&self) -> impl Iterator<Item = (Key, &Register)> {
        self.registers.iter().map(|(key, register)| (*key, register))
    }

    /// The register of a key, if anything was ever said.
    pub fn register(&self, key: Key) -> Option<&Register> {
        self.registers.get(&key)
    }

    /// The latest clock of all that was said, or taken out for good.
    pub fn latest(&self) -> Option<Clock> {
        self.registers.values().map(Register::clock).chain(self.erased.values().copied()).max()
    }

    /// What was said for a key, if it was not taken back.
    pub fn value(&self, key: Key) -> Option<&Value> {
        self.registers.get(&key).and_then(Register::value)
    }

    /// The text of a key; empty when there is none.
    pub fn text(&self, key: Key) -> &str {
        match self.value(key) {
            Some(Value::Text(text)) => text.as_str(),
            _ => "",
        }
    }

    /// The answer to a question.
    pub fn answer(&self, question: QuestionIx) -> Option<&Answer> {
        match self.value(Key::Answer(question)) {
            Some(Value::Answer(answer)) => Some(answer),
            _ => None,
        }
    }

    /// All answers that stand, in question order.
    pub fn answers(&self) -> impl Iterator<Item = (QuestionIx, &Answer)> {
        self.registers.range(Key::answers()).filter_map(|(key, register)| {
            match (key, register.value()) {
                (Key::Answer(question), Some(Value::Answer(answer))) => Some((*question, answer)),
                _ => None,
            }
        })
    }

    /// Whether anything was said in it that would have to be said again if it were
    /// lost, in whatever depth and scope: more than a set-up.
    pub fn holds_work(&self) -> bool {
        let is_work =
            |key: Key| key.row().voice == Voice::Answers || matches!(key, Key::Override(..));
        self.registers.iter().any(|(key, it)| it.value().is_some() && is_work(*key))
    }

    /// The checks that were ticked for a question.
    pub fn checks(&self, question: QuestionIx) -> Checks {
        match self.value(Key::Checks(question)) {
            Some(Value::Checks(checks)) => *checks,
            _ => Checks::NONE,
        }
    }

    /// Whether a question is flagged for review.
    pub fn is_flagged(&self, question: QuestionIx) -> bool {
        self.value(Key::Flag(question)).is_some()
    }

    /// Who is to answer a question: who was named for it, or for its process.
    /// Empty when nobody was.
    pub fn assignee(&self, model: &Model, question: QuestionIx) -> &str {
        let of_process = Key::ProcessAssignee(model.question(question).process());
        let named = |key: Key| Some(self.text(key).trim()).filter(|it| !it.is_empty());
        named(Key::Assignee(question)).or_else(|| named(of_process)).unwrap_or_default()
    }

    /// Everybody who was named to answer something, or goes by a name here.
    pub fn people(&self) -> BTreeSet<&str> {
        let is_name =
            |key: &Key| matches!(key, Key::ProcessAssignee(_) | Key::Assignee(_) | Key::Who(_));
        let names = self.registers.keys().filter(|it| is_name(it)).map(|it| self.text(*it).trim());
        names.filter(|it| !it.is_empty()).collect()
    }

    /// The comments on a question, the earliest first.
    pub fn comments(&self, question: QuestionIx) -> Vec<(CommentId, &Comment)> {
        let all = self.registers.range(Key::comments(question));
        let mut all: Vec<_> = all
            .filter_map(|(key, register)| match (key, register.value()) {
                (Key::Comment(_, id), Some(Value::Comment(comment))) => Some((*id, comment)),
                _ => None,
            })
            .collect();
        all.sort_by_key(|(id, it)| (it.said, *id));
        all
    }

    /// Whether a question has a comment that is not settled.
    pub fn has_open_comment(&self, question: QuestionIx) -> bool {
        self.comments(question).iter().any(|(_, it)| !it.is_settled)
    }

    /// The name that a person goes by; `None` for those who gave none.
    pub fn name_of(&self, person: Person) -> Option<&str> {
        Some(self.text(Key::Who(person)).trim()).filter(|it| !it.is_empty())
    }

    /// Where the user believes a process stands, without proof.
    pub fn belief(&self, process: ProcessIx) -> Option<Belief> {
        match self.value(Key::Belief(process)) {
            Some(Value::Belief(belief)) => Some(*belief),
            _ => None,
        }
    }

    /// The assessor's own rating of an attribute, with its reason.
    pub fn override_of(&self, process: ProcessIx, attribute: AttributeIx) -> Option<&Override> {
        match self.value(Key::Override(process, attribute)) {
            Some(Value::Override(it)) => Some(it),
            _ => None,
        }
    }

    /// What was said of processes as such: targets, scope, beliefs and overrides.
    pub fn of_processes(&self) -> impl Iterator<Item = (Key, &Value)> {
        let said = self.registers.range(Key::of_processes());
        said.filter_map(|(key, register)| Some((*key, register.value()?)))
    }

    /// The reason why a process is out of scope; `None` when it is in scope.
    pub fn out_of_scope(&self, process: ProcessIx) -> Option<&str> {
        match self.value(Key::OutOfScope(process)) {
            Some(Value::Text(reason)) => Some(reason.as_str()),
            _ => None,
        }
    }

    /// How deep the questionnaire goes; standard unless said otherwise.
    pub fn depth(&self) -> Depth {
        match self.value(Key::Depth) {
            Some(Value::Depth(depth)) => *depth,
            _ => Depth::Standard,
        }
    }

    /// Which edition's clause numbers lead; 2018 unless said otherwise.
    pub fn edition(&self) -> Edition {
        match self.value(Key::Edition) {
            Some(Value::Edition(edition)) => *edition,
            _ => Edition::E2018,
        }
    }

    /// Who assesses; internal staff unless said otherwise.
    pub fn independence(&self) -> Independence {
        match self.value(Key::Independence) {
            Some(Value::Independence(it)) => *it,
            _ => Independence::Internal,
        }
    }

    /// How levels are put together for groups and overall.
    pub fn aggregation(&self) -> Aggregation {
        match self.value(Key::Aggregation) {
            Some(Value::Aggregation(it)) => *it,
            _ => Aggregation::Mean,
        }
    }

    /// When the assessment was begun, in milliseconds since 1970 (UTC).
    pub fn created(&self) -> Option<u64> {
        match self.value(Key::Created) {
            Some(Value::Time(ms)) => Some(*ms),
            _ => None,
        }
    }

    /// Whether this is a sample, to be shown as made up: it is marked, and holds
    /// answers that were made up in the moment of the mark. What somebody began with
    /// the set-up of a sample may carry the mark, and is theirs all the same. What is
    /// kept and what is deleted is not decided by this: people change samples, too
    /// (see [`crate::bank::is_sample_alone`]).
    pub fn is_sample(&self) -> bool {
        let Some(mark) = self.register(Key::Sample).filter(|it| it.value().is_some()) else {
            return false;
        };
        let is_made_up = |it: &Register| {
            let earlier = it.earlier().iter().map(|it| it.clock);
            earlier.chain([it.clock()]).any(|at| at == mark.clock())
        };
        self.registers.range(Key::answers()).any(|(_, it)| is_made_up(it))
    }

    /// Whether it was begun and nothing was ever said in it.
    pub fn is_untouched(&self) -> bool {
        self.kept.is_empty()
            && self.erased.is_empty()
            && self.registers.keys().all(|it| *it == Key::Created)
    }

    /// The target level of a process: its own, or that of the preset. Areas
    /// have no level; theirs is the first.
    pub fn target(&self, model: &Model, process: ProcessIx) -> Level {
        let own = match self.value(Key::Target(process)) {
            Some(Value::Level(level)) => Some(*level),
            _ => None,
        };
        self.target_beside(model, own, process)
    }

    /// The same for one whose own level is known.
    pub fn target_beside(&self, model: &Model, own: Option<Level>, process: ProcessIx) -> Level {
        if model.kind(process) == Kind::Area {
            return Level::Performed;
        }
        if let Some(level) = own {
            return level;
        }
        let chosen = self.text(Key::Preset);
        let preset = model.presets().iter().find(|it| it.id == chosen).or(model.presets().first());
        preset
            .map(|it| it.levels.get(&model.process(process).id).copied().unwrap_or(it.others))
            .and_then(Level::from_number)
            .unwrap_or(Level::Managed)
    }

    /// The rating a belief about an area stands for.
    pub fn believed_rating(&self, area: ProcessIx) -> Option<Rating> {
        match self.belief(area) {
            Some(Belief::Rating(rating)) => Some(rating),
            _ => None,
        }
    }
}

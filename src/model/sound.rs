//! The checked model: dense indices instead of ids, questions laid out, texts
//! ready to show. Anything that holds an index of this module may use it
//! without asking again whether it exists.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::check::{self, AREA_GROUP, Fault};
use super::raw::{
    RawClause, RawDepth, RawEditions, RawModel, RawPractice, RawPreset, RawProcess, RawWords,
};
use super::scale::Level;

/// A process or area, by position in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcessIx(u8);

/// A process attribute, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeIx(u8);

/// A group, by position in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupIx(u8);

/// A question: one practice asked of one process, by position in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionIx(u16);

/// How deep a questionnaire goes. Answers carry over between depths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// One question per process: pick the statement that fits. Belief only.
    Quick,
    /// Level 1 practices and one generic practice per attribute.
    Standard,
    /// Every practice.
    Full,
}

impl Depth {
    /// All depths, shallowest first.
    pub const ALL: [Depth; 3] = [Depth::Quick, Depth::Standard, Depth::Full];

    /// The code used in files and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Depth::Quick => "quick",
            Depth::Standard => "standard",
            Depth::Full => "full",
        }
    }

    /// The depth with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// Whether something has a capability level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A process: PA 1.1 to PA 5.2, capability level 0 to 5.
    Process,
    /// A management-system area: rated on PA 1.1 only, N to F.
    Area,
}

/// A checked model.
#[derive(Debug)]
pub struct Model {
    raw: RawModel,
    /// Per process in display order: position in `raw.processes`.
    order: Vec<usize>,
    /// Per process: its group.
    group_of: Vec<GroupIx>,
    /// Per process: its questions, contiguous and by attribute.
    ranges: Vec<Range<u16>>,
    questions: Vec<Question>,
    by_id: BTreeMap<String, QuestionIx>,
}

/// Where a question's practice stands in the raw model.
#[derive(Clone, Debug)]
struct Question {
    process: ProcessIx,
    attribute: AttributeIx,
    practice: Practice,
    weight: u32,
    depth: Depth,
    id: String,
}

#[derive(Clone, Copy, Debug)]
enum Practice {
    Base(usize),
    Generic(usize),
}

impl Model {
    /// Checks a model and lays its questions out.
    ///
    /// # Errors
    ///
    /// Every fault of the model, when it has any.
    pub fn parse(raw: RawModel) -> Result<Self, Vec<Fault>> {
        let faults = check::faults(&raw);
        if faults.is_empty() { Ok(Self::trusted(raw)) } else { Err(faults) }
    }

    /// Lays out the questions of a model that has been checked before, as the
    /// build step does with the shipped one. Members of groups that do not
    /// exist are left out; nothing here panics.
    pub fn trusted(raw: RawModel) -> Self {
        let mut order = Vec::new();
        let mut group_of = Vec::new();
        for (group, g) in raw.groups.iter().zip(0..) {
            for member in &group.members {
                if let Some(at) = raw.processes.iter().position(|it| it.id == *member) {
                    order.push(at);
                    group_of.push(GroupIx(g));
                }
            }
        }
        let mut it = Self {
            raw,
            order,
            group_of,
            ranges: Vec::new(),
            questions: Vec::new(),
            by_id: BTreeMap::new(),
        };
        it.lay_out_questions();
        it
    }

    fn lay_out_questions(&mut self) {
        for process in (0..self.order.len()).filter_map(|it| u8::try_from(it).ok()).map(ProcessIx) {
            let start = self.next_question();
            let raw = &self.raw.processes[self.order[usize::from(process.0)]];
            for (at, practice) in raw.practices.iter().enumerate() {
                self.questions.push(Question {
                    process,
                    attribute: AttributeIx(0),
                    practice: Practice::Base(at),
                    weight: u32::from(practice.weight),
                    depth: Depth::Standard,
                    id: practice.id.clone(),
                });
            }
            if raw.words.is_some() {
                for (attribute, a) in self.raw.attributes.iter().zip(0..) {
                    for (at, practice) in self.raw.generic.iter().enumerate() {
                        if practice.attribute.as_ref() == Some(&attribute.id) {
                            self.questions.push(Question {
                                process,
                                attribute: AttributeIx(a),
                                practice: Practice::Generic(at),
                                weight: u32::from(practice.weight),
                                depth: match practice.depth {
                                    RawDepth::Standard => Depth::Standard,
                                    RawDepth::Full => Depth::Full,
                                },
                                id: format!("{}.{}", raw.id, practice.id),
                            });
                        }
                    }
                }
            }
            let end = self.next_question();
            self.ranges.push(start..end);
        }
        self.by_id = self
            .questions
            .iter()
            .zip(0..)
            .map(|(it, ix)| (it.id.clone(), QuestionIx(ix)))
            .collect();
    }

    fn next_question(&self) -> u16 {
        u16::try_from(self.questions.len()).unwrap_or(u16::MAX)
    }

    /// Identity of the model.
    pub fn id(&self) -> &str {
        &self.raw.id
    }

    /// Version of the content.
    pub fn version(&self) -> &str {
        &self.raw.version
    }

    /// Title for people.
    pub fn title(&self) -> &str {
        &self.raw.title
    }

    /// Ready-made target profiles.
    pub fn presets(&self) -> &[RawPreset] {
        &self.raw.presets
    }

    /// Clauses of both editions.
    pub fn clauses(&self) -> &RawEditions<RawClause> {
        &self.raw.clauses
    }

    /// Processes and areas in display order.
    pub fn processes(&self) -> impl DoubleEndedIterator<Item = ProcessIx> + Clone + use<> {
        (0..u8::try_from(self.order.len()).unwrap_or(u8::MAX)).map(ProcessIx)
    }

    /// How many processes and areas there are.
    pub fn n_processes(&self) -> usize {
        self.order.len()
    }

    /// Groups in display order.
    pub fn groups(&self) -> impl Iterator<Item = GroupIx> + Clone + use<> {
        (0..u8::try_from(self.raw.groups.len()).unwrap_or(u8::MAX)).map(GroupIx)
    }

    /// Title of a group.
    pub fn group_title(&self, group: GroupIx) -> &str {
        &self.raw.groups[usize::from(group.0)].title
    }

    /// Id of a group.
    pub fn group_id(&self, group: GroupIx) -> &str {
        &self.raw.groups[usize::from(group.0)].id
    }

    /// The group of a process.
    pub fn group_of(&self, process: ProcessIx) -> GroupIx {
        self.group_of[usize::from(process.0)]
    }

    /// The processes of a group, in display order.
    pub fn members(&self, group: GroupIx) -> impl Iterator<Item = ProcessIx> + '_ {
        self.processes().filter(move |it| self.group_of(*it) == group)
    }

    /// A process as it was written.
    pub fn process(&self, process: ProcessIx) -> &RawProcess {
        &self.raw.processes[self.order[usize::from(process.0)]]
    }

    /// Whether a process is one, or an area.
    pub fn kind(&self, process: ProcessIx) -> Kind {
        if self.process(process).group == AREA_GROUP { Kind::Area } else { Kind::Process }
    }

    /// The process with this id, or with the id that succeeded it.
    pub fn process_by_id(&self, id: &str) -> Option<ProcessIx> {
        let id = self.raw.aliases.get(id).map_or(id, String::as_str);
        self.processes().find(|it| self.process(*it).id == id)
    }

    /// All attributes.
    pub fn attributes(&self) -> impl DoubleEndedIterator<Item = AttributeIx> + Clone + use<> {
        (0..u8::try_from(self.raw.attributes.len()).unwrap_or(u8::MAX)).map(AttributeIx)
    }

    /// The attributes that a process or area is rated on.
    pub fn attributes_of(
        &self,
        process: ProcessIx,
    ) -> impl DoubleEndedIterator<Item = AttributeIx> + Clone + use<> {
        let n = match self.kind(process) {
            Kind::Process => u8::try_from(self.raw.attributes.len()).unwrap_or(u8::MAX),
            Kind::Area => 1,
        };
        (0..n).map(AttributeIx)
    }

    /// The id of an attribute, as in "2.1".
    pub fn attribute_id(&self, attribute: AttributeIx) -> &str {
        &self.raw.attributes[attribute.index()].id
    }

    /// The name of an attribute.
    pub fn attribute_title(&self, attribute: AttributeIx) -> &str {
        &self.raw.attributes[attribute.index()].title
    }

    /// The capability level that an attribute belongs to.
    pub fn attribute_level(&self, attribute: AttributeIx) -> Level {
        Level::from_number(self.raw.attributes[attribute.index()].level)
            .unwrap_or(Level::Innovating)
    }

    /// The attribute with this id.
    pub fn attribute_by_id(&self, id: &str) -> Option<AttributeIx> {
        self.attributes().find(|it| self.attribute_id(*it) == id)
    }

    /// All questions, process by process and attribute by attribute.
    pub fn questions(&self) -> impl DoubleEndedIterator<Item = QuestionIx> + Clone + use<> {
        (0..self.next_question()).map(QuestionIx)
    }

    /// How many questions there are in all depths.
    pub fn n_questions(&self) -> usize {
        self.questions.len()
    }

    /// The questions of one process, by attribute.
    pub fn questions_of(
        &self,
        process: ProcessIx,
    ) -> impl DoubleEndedIterator<Item = QuestionIx> + Clone + use<> {
        self.ranges[usize::from(process.0)].clone().map(QuestionIx)
    }

    /// A question, to read its parts.
    pub fn question(&self, ix: QuestionIx) -> QuestionRef<'_> {
        QuestionRef { model: self, ix, question: &self.questions[ix.index()] }
    }

    /// The question with this id, or with the id that succeeded it.
    pub fn question_by_id(&self, id: &str) -> Option<QuestionIx> {
        if let Some(ix) = self.by_id.get(id) {
            return Some(*ix);
        }
        if let Some(new) = self.raw.aliases.get(id) {
            return self.by_id.get(new).copied();
        }
        // A generic practice, or a whole process, that was renamed.
        let (process, practice) = id.split_once('.')?;
        let process = self.raw.aliases.get(process).map_or(process, String::as_str);
        let practice = self.raw.aliases.get(practice).map_or(practice, String::as_str);
        self.by_id.get(&format!("{process}.{practice}")).copied()
    }
}

/// A question together with its model; cheap to copy.
#[derive(Clone, Copy)]
pub struct QuestionRef<'m> {
    model: &'m Model,
    ix: QuestionIx,
    question: &'m Question,
}

impl<'m> QuestionRef<'m> {
    /// Its position.
    pub fn ix(self) -> QuestionIx {
        self.ix
    }

    /// Its id, as in "incident.record" or "incident.2.1.a".
    pub fn id(self) -> &'m str {
        &self.question.id
    }

    /// The process it is asked of.
    pub fn process(self) -> ProcessIx {
        self.question.process
    }

    /// The attribute it counts for.
    pub fn attribute(self) -> AttributeIx {
        self.question.attribute
    }

    /// The level of that attribute.
    pub fn level(self) -> Level {
        self.model.attribute_level(self.question.attribute)
    }

    /// Its weight in the attribute, 1 to 3.
    pub fn weight(self) -> u32 {
        self.question.weight
    }

    /// The shallowest depth that asks it.
    pub fn depth(self) -> Depth {
        self.question.depth
    }

    /// The practice as it was written: slots of generic practices unfilled.
    pub fn practice(self) -> &'m RawPractice {
        match self.question.practice {
            Practice::Base(at) => &self.model.process(self.question.process).practices[at],
            Practice::Generic(at) => &self.model.raw.generic[at],
        }
    }

    /// Whether it is a base practice (PA 1.1) of its process.
    pub fn is_base(self) -> bool {
        matches!(self.question.practice, Practice::Base(_))
    }

    /// A text of the practice in the words of the process.
    pub fn words(self, text: &'m str) -> Cow<'m, str> {
        match &self.model.process(self.question.process).words {
            Some(words) if text.contains('{') => Cow::Owned(fill(text, words)),
            _ => Cow::Borrowed(text),
        }
    }

    /// What is rated.
    pub fn statement(self) -> Cow<'m, str> {
        self.words(&self.practice().statement)
    }

    /// Two to four words for lists.
    pub fn title(self) -> Cow<'m, str> {
        self.words(&self.practice().title)
    }
}

/// Puts a process's words into the slots of a generic text; a capital in the
/// slot's name makes the first letter one.
fn fill(text: &str, words: &RawWords) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
        let word = match slot.to_ascii_lowercase().as_str() {
            "process" => &words.process,
            "outcome" => &words.outcome,
            "measures" => &words.measures,
            "products" => &words.products,
            "people" => &words.people,
            "neighbours" => &words.neighbours,
            _ => "",
        };
        if slot.starts_with(|it: char| it.is_ascii_uppercase()) {
            let mut letters = word.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(letters.as_str());
        } else {
            out.push_str(word);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

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

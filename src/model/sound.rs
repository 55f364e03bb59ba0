//! The checked model: dense indices instead of ids, questions laid out, texts
//! ready to show. Anything that holds an index of this module may use it
//! without asking again whether it exists.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::check::{self, AREA_GROUP, Fault};
use super::index::{AttributeIx, GroupIx, ProcessIx, QuestionIx};
use super::kinds::{Counting, Depth, Kind};
use super::raw::{RawClause, RawDepth, RawEditions, RawModel, RawPractice, RawPreset, RawProcess};
use super::scale::Level;
use super::slots::fill;

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
    countings: Vec<Counting>,
    by_id: BTreeMap<String, QuestionIx>,
    later: Later,
}

/// Processes whose texts are not in `raw`, by what reads them, and once they have been
/// read.
#[derive(Debug)]
struct Later {
    read: fn() -> Vec<RawProcess>,
    processes: OnceLock<Vec<RawProcess>>,
}

/// Where a question's practice stands in the raw model.
#[derive(Clone, Debug)]
struct Question {
    process: ProcessIx,
    practice: Practice,
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
        Self::brief(raw, Vec::new)
    }

    /// The same of a model that has been made [`RawModel::brief`]: `read` gives the
    /// processes whose texts it lacks, and is called when the first of them is wanted.
    pub fn brief(raw: RawModel, read: fn() -> Vec<RawProcess>) -> Self {
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
            countings: Vec::new(),
            by_id: BTreeMap::new(),
            later: Later { read, processes: OnceLock::new() },
        };
        it.lay_out_questions();
        it
    }

    fn lay_out_questions(&mut self) {
        for process in (0..self.order.len()).filter_map(|it| u8::try_from(it).ok()).map(ProcessIx) {
            let start = self.next_question();
            let raw = &self.raw.processes[self.order[usize::from(process.0)]];
            for (at, practice) in raw.practices.iter().enumerate() {
                self.countings.push(Counting {
                    attribute: AttributeIx(0),
                    level: self.attribute_level(AttributeIx(0)),
                    depth: Depth::Standard,
                    weight: practice.weight,
                });
                self.questions.push(Question {
                    process,
                    practice: Practice::Base(at),
                    id: practice.id.clone(),
                });
            }
            if raw.words.is_some() {
                for (attribute, a) in self.raw.attributes.iter().zip(0..) {
                    for (at, practice) in self.raw.generic.iter().enumerate() {
                        if practice.attribute.as_ref() == Some(&attribute.id) {
                            let depth = match practice.depth {
                                RawDepth::Standard => Depth::Standard,
                                RawDepth::Full => Depth::Full,
                            };
                            self.countings.push(Counting {
                                attribute: AttributeIx(a),
                                level: self.attribute_level(AttributeIx(a)),
                                depth,
                                weight: practice.weight,
                            });
                            self.questions.push(Question {
                                process,
                                practice: Practice::Generic(at),
                                id: format!("{}.{}", raw.id, practice.id),
                            });
                        }
                    }
                }
            }
            let end = self.next_question();
            self.ranges.push(start..end);
        }
        // One by one: a map that is collected is sorted first, by more code than this takes.
        for (it, ix) in self.questions.iter().zip(0..) {
            self.by_id.insert(it.id.clone(), QuestionIx(ix));
        }
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

    /// Whether the texts of a process have to be read first.
    pub fn is_brief(&self, process: ProcessIx) -> bool {
        self.process(process).purpose.is_empty()
    }

    /// A process with all its texts.
    fn texts(&self, process: ProcessIx) -> &RawProcess {
        let it = self.process(process);
        if !it.purpose.is_empty() {
            return it;
        }
        let later = self.later.processes.get_or_init(self.later.read);
        later.iter().find(|whole| whole.id == it.id).unwrap_or(it)
    }

    /// What a process is for.
    pub fn purpose(&self, process: ProcessIx) -> &str {
        &self.texts(process).purpose
    }

    /// What tends to happen without a process.
    pub fn risks(&self, process: ProcessIx) -> &[String] {
        &self.texts(process).risks
    }

    /// The statements of the quick depth: six for levels 0 to 5, or four (N to F) for an
    /// area.
    pub fn statements(&self, process: ProcessIx) -> &[String] {
        &self.texts(process).statements
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
        let raw = self.raw.attributes.get(attribute.index());
        raw.and_then(|it| Level::from_number(it.level)).unwrap_or(Level::Innovating)
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

    /// How the questions of a process count, in the order of [`Model::questions_of`].
    pub fn countings(&self, process: ProcessIx) -> &[Counting] {
        let range = self.ranges[usize::from(process.0)].clone();
        &self.countings[usize::from(range.start)..usize::from(range.end)]
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
        self.counting().attribute
    }

    /// The level of that attribute.
    pub fn level(self) -> Level {
        self.counting().level
    }

    /// How it counts.
    pub fn counting(self) -> Counting {
        self.model.countings[self.ix.index()]
    }

    /// Its weight in the attribute, 1 to 3.
    pub fn weight(self) -> u32 {
        self.counting().weight.into()
    }

    /// The shallowest depth that asks it.
    pub fn depth(self) -> Depth {
        self.counting().depth
    }

    /// The practice as it was written: slots of generic practices unfilled.
    pub fn practice(self) -> &'m RawPractice {
        match self.question.practice {
            Practice::Base(at) => &self.model.process(self.question.process).practices[at],
            Practice::Generic(at) => &self.model.raw.generic[at],
        }
    }

    /// The practice with all its texts.
    fn texts(self) -> &'m RawPractice {
        match self.question.practice {
            Practice::Base(at) => {
                let texts = self.model.texts(self.question.process).practices.get(at);
                texts.unwrap_or_else(|| self.practice())
            }
            Practice::Generic(_) => self.practice(),
        }
    }

    /// Whether it is a base practice (PA 1.1) of its process.
    pub fn is_base(self) -> bool {
        matches!(self.question.practice, Practice::Base(_))
    }

    /// A text of the practice in the words of the process.
    pub fn words<'t>(self, text: &'t str) -> Cow<'t, str> {
        match &self.model.process(self.question.process).words {
            Some(words) if text.contains('{') => Cow::Owned(fill(text, words)),
            _ => Cow::Borrowed(text),
        }
    }

    /// What is rated.
    pub fn statement(self) -> Cow<'m, str> {
        self.words(&self.texts().statement)
    }

    /// One sentence: why it matters.
    pub fn why(self) -> Cow<'m, str> {
        self.words(&self.texts().why)
    }

    /// One concrete scene.
    pub fn example(self) -> Cow<'m, str> {
        self.words(&self.texts().example)
    }

    /// Observable things; all ticked suggests "fully".
    pub fn checks(self) -> impl ExactSizeIterator<Item = Cow<'m, str>> {
        self.texts().checks.iter().map(move |it| self.words(it))
    }

    /// Typical evidence.
    pub fn evidence(self) -> impl ExactSizeIterator<Item = Cow<'m, str>> {
        self.texts().evidence.iter().map(move |it| self.words(it))
    }

    /// Two to four words for lists.
    pub fn title(self) -> Cow<'m, str> {
        self.words(&self.practice().title)
    }
}

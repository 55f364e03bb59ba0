//! Which questions are asked, in which state each is, and how to find one:
//! filters, search, the next open one.
//!
//! Invariant: pure reading; nothing here changes an answer or computes a score.

use crate::assessment::{Answer, Assessment, Checks, Key};
use crate::case::small;
use crate::model::{Counting, Depth, Kind, Level, Model, ProcessIx, QuestionIx};

/// Which questions of one process are asked, given depth, target and what is
/// already answered.
#[derive(Clone, Copy, Debug)]
pub struct Asks {
    depth: Depth,
    target: Level,
    /// Bit per attribute: something of it is answered.
    answered: u16,
}

impl Asks {
    /// For a process. An attribute above the target is asked as soon as
    /// something of it has been answered, so that lowering a target never
    /// makes a figure disappear.
    pub fn of_process(
        model: &Model,
        depth: Depth,
        target: Level,
        answers: &[Option<&Answer>],
        process: ProcessIx,
    ) -> Self {
        let mut answered = 0;
        for question in model.questions_of(process) {
            if matches!(answers.get(question.index()), Some(Some(_))) {
                answered |= Self::bit(model.question(question).counting());
            }
        }
        Self::new(depth, target, answered)
    }

    /// For a process of which is known of which attributes something is answered.
    pub fn new(depth: Depth, target: Level, answered: u16) -> Self {
        Self { depth: depth.max(Depth::Standard), target, answered }
    }

    /// The bit of the attribute that a question counts for.
    pub fn bit(it: Counting) -> u16 {
        1 << it.attribute.index()
    }

    /// Whether this question is asked: its practice is part of the depth or
    /// answered, and its attribute within the target or answered. What was said
    /// in a deeper questionnaire goes on to count: a shallower one must not
    /// raise a level by forgetting it.
    pub fn question(self, it: Counting, is_answered: bool) -> bool {
        (it.depth <= self.depth || is_answered)
            && (it.level <= self.target || self.answered & Self::bit(it) != 0)
    }
}

/// The questions of a process that are asked, in order. The same in the quick
/// depth as in standard: the quick depth asks one question of its own.
pub fn asked(model: &Model, assessment: &Assessment, process: ProcessIx) -> Vec<QuestionIx> {
    let mut answers: Vec<Option<&Answer>> = vec![None; model.n_questions()];
    for (question, answer) in assessment.answers() {
        if let Some(slot) = answers.get_mut(question.index()) {
            *slot = Some(answer);
        }
    }
    let target = assessment.target(model, process);
    let asks = Asks::of_process(model, assessment.depth(), target, &answers, process);
    let is_asked = |it: &QuestionIx| {
        asks.question(
            model.question(*it).counting(),
            matches!(answers.get(it.index()), Some(Some(_))),
        )
    };
    model.questions_of(process).filter(is_asked).collect()
}

/// How many questions a set-up asks of all processes in scope.
pub fn size(model: &Model, assessment: &Assessment) -> Size {
    let mut size = Size::default();
    for process in model.processes().filter(|it| assessment.out_of_scope(*it).is_none()) {
        let n = match assessment.depth() {
            Depth::Quick => 1,
            Depth::Standard | Depth::Full => asked(model, assessment, process).len(),
        };
        match model.kind(process) {
            Kind::Process => size.processes += n,
            Kind::Area => size.areas += n,
        }
    }
    size
}

/// Numbers of questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Of the processes.
    pub processes: usize,
    /// Of the management-system areas.
    pub areas: usize,
}

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing was said.
    Untouched,
    /// A note, a tick or a flag, and no answer yet.
    Started,
    /// Left to someone who knows.
    AskSomeone,
    /// Rated.
    Rated,
    /// Marked not applicable.
    NotApplicable,
}

/// The state of a question.
pub fn state(assessment: &Assessment, question: QuestionIx) -> State {
    match assessment.answer(question) {
        Some(Answer::Rated(_)) => State::Rated,
        Some(Answer::NotApplicable { .. }) => State::NotApplicable,
        Some(Answer::AskSomeone { .. }) => State::AskSomeone,
        None if is_started(assessment, question) => State::Started,
        None => State::Untouched,
    }
}

fn is_started(assessment: &Assessment, question: QuestionIx) -> bool {
    assessment.is_flagged(question)
        || assessment.checks(question) != Checks::NONE
        || has_note(assessment, question)
        || !assessment.text(Key::Evidence(question)).trim().is_empty()
}

fn has_note(assessment: &Assessment, question: QuestionIx) -> bool {
    !assessment.text(Key::Note(question)).trim().is_empty()
}

/// Which questions to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Not rated and not marked not applicable.
    Open,
    /// Flagged for review.
    Flagged,
    /// With a note.
    WithNote,
    /// Left to someone who knows.
    AskSomeone,
    /// With a comment that is not settled.
    Commented,
}

impl Filter {
    /// All filters with their codes for addresses.
    pub const ALL: [(Filter, &'static str); 6] = [
        (Filter::All, "all"),
        (Filter::Open, "open"),
        (Filter::Flagged, "flagged"),
        (Filter::WithNote, "noted"),
        (Filter::AskSomeone, "ask"),
        (Filter::Commented, "commented"),
    ];

    /// Whether a question passes.
    pub fn passes(self, assessment: &Assessment, question: QuestionIx) -> bool {
        match self {
            Filter::All => true,
            Filter::Open => is_open(assessment, question),
            Filter::Flagged => assessment.is_flagged(question),
            Filter::WithNote => has_note(assessment, question),
            Filter::AskSomeone => state(assessment, question) == State::AskSomeone,
            Filter::Commented => assessment.has_open_comment(question),
        }
    }
}

fn is_open(assessment: &Assessment, question: QuestionIx) -> bool {
    !matches!(state(assessment, question), State::Rated | State::NotApplicable)
}

/// Whether a question's texts, note or evidence hold every word of a search,
/// whatever the case. An empty search finds everything.
pub fn matches(model: &Model, assessment: &Assessment, question: QuestionIx, search: &str) -> bool {
    if search.trim().is_empty() {
        return true;
    }
    let it = model.question(question);
    let practice = it.practice();
    let mut hay = String::new();
    let texts = [it.title(), it.statement(), it.why(), it.example()];
    for text in texts.into_iter().chain(it.checks()).chain(it.evidence()) {
        hay.push_str(&text);
        hay.push('\n');
    }
    for text in [
        it.id(),
        &model.process(it.process()).name,
        assessment.text(Key::Note(question)),
        assessment.text(Key::Evidence(question)),
    ] {
        hay.push_str(text);
        hay.push('\n');
    }
    for clause in practice.clauses.e2005.iter().chain(&practice.clauses.e2018) {
        hay.push_str(clause);
        hay.push('\n');
    }
    let hay = small(&hay);
    small(search).split_whitespace().all(|word| hay.contains(word))
}

/// What one person was asked to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share<'a> {
    /// Their name; empty for questions that nobody was named for.
    pub name: &'a str,
    /// How many questions are asked of them.
    pub asked: usize,
    /// The open ones, in order.
    pub open: Vec<QuestionIx>,
}

/// Who was asked to answer what, by name, and what nobody was named for last.
/// Empty as long as nobody was named at all.
pub fn shares<'a>(model: &Model, assessment: &'a Assessment) -> Vec<Share<'a>> {
    let mut shares: Vec<Share<'a>> = Vec::new();
    for question in all_places(model, assessment).into_iter().filter_map(|it| it.question) {
        let name = assessment.assignee(model, question);
        let at = shares.iter().position(|it| it.name == name).unwrap_or_else(|| {
            shares.push(Share { name, asked: 0, open: Vec::new() });
            shares.len() - 1
        });
        if let Some(share) = shares.get_mut(at) {
            share.asked += 1;
            if is_open(assessment, question) {
                share.open.push(question);
            }
        }
    }
    if shares.iter().all(|it| it.name.is_empty()) {
        return Vec::new();
    }
    shares.sort_by_key(|it| (it.name.is_empty(), small(it.name)));
    shares
}

/// A place in the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The process.
    pub process: ProcessIx,
    /// The question; `None` in the quick depth, which asks one per process.
    pub question: Option<QuestionIx>,
}

/// Where the questionnaire begins: the first process in scope, or the first of all
/// where none is.
pub fn first(model: &Model, assessment: &Assessment) -> ProcessIx {
    let mut all = model.processes();
    let first = all.find(|it| assessment.out_of_scope(*it).is_none());
    // A checked model has at least one process.
    let any = || model.processes().next();
    first.or_else(any).unwrap_or_else(|| model.question(QuestionIx::FIRST).process())
}

/// The next place with something open after a place (or from the start), going
/// round; `None` when nothing is open. A place that names only a process means
/// the top of that process.
pub fn next_open(model: &Model, assessment: &Assessment, after: Option<Place>) -> Option<Place> {
    let places = all_places(model, assessment);
    let start = after.and_then(|after| {
        let behind_it = places.iter().position(|it| *it == after).map(|it| it + 1);
        behind_it.or_else(|| places.iter().position(|it| it.process == after.process))
    });
    let (before, behind) = places.split_at(start.unwrap_or(0));
    behind.iter().chain(before).copied().find(|it| is_open_at(assessment, *it))
}

/// Whether a place still waits for an answer.
pub fn is_open_at(assessment: &Assessment, place: Place) -> bool {
    match place.question {
        Some(question) => is_open(assessment, question),
        None => assessment.belief(place.process).is_none(),
    }
}

/// Every place of the questionnaire in order, processes out of scope left out.
pub fn all_places(model: &Model, assessment: &Assessment) -> Vec<Place> {
    let mut places = Vec::new();
    for process in model.processes().filter(|it| assessment.out_of_scope(*it).is_none()) {
        match assessment.depth() {
            Depth::Quick => places.push(Place { process, question: None }),
            Depth::Standard | Depth::Full => places.extend(
                asked(model, assessment, process)
                    .into_iter()
                    .map(|question| Place { process, question: Some(question) }),
            ),
        }
    }
    places
}

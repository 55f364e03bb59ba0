//! What an assessment says as a document: facts, a verdict, tables, charts and
//! every answer, as plain data. Writers make files of it: [`html`] a page to read
//! and print, [`csv`] a table for any program, [`workbook`] one for Excel and its
//! kind. `tables` holds the tables that pages show, too; [`blank`] is the questionnaire
//! on paper.
//!
//! Invariants: every figure comes from the score sheet; every file can be opened
//! by somebody who trusts none of its texts: no script, no formula, nothing that
//! is fetched.

pub mod blank;
pub mod csv;
mod deflate;
pub mod html;
mod tables;
pub mod workbook;
mod zip;

use crate::assessment::{Aggregation, Answer, Assessment, Edition, Independence, Key};
use crate::chart::{self, Picture, Size, Table};
use crate::model::{Depth, Model, QuestionRef};
use crate::moment::Dated;
use crate::questionnaire;
use crate::scoring::{Overall, ProcessScore, ScoreSheet, Standing};
use crate::wording;
use crate::words::report as words;

pub use tables::{groups, left_out, target};

/// How a report is read: what stands on the page for it in a few lines.
pub fn key() -> [String; 5] {
    [
        words::key_ratings(),
        words::key_levels(),
        words::key_not_asked(),
        words::key_gaps(),
        words::key_left_out(),
    ]
}

/// An assessment as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// What was assessed, by whom and when.
    pub facts: Vec<Fact>,
    /// Where it stands, in a sentence.
    pub verdict: String,
    /// The figures of the whole.
    pub figures: Vec<Fact>,
    /// What it is and what it is not.
    pub caution: String,
    /// Charts and tables of the figures.
    pub chapters: Vec<Chapter>,
    /// Every question asked, by process, in display order; what is out of scope is
    /// left out.
    pub processes: Vec<OfProcess>,
}

/// What a line of the title block is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The organisation.
    Organisation,
    /// The scope.
    Scope,
    /// Anything else.
    Other,
}

/// A line of the title block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub about: About,
    /// What it is about, in words.
    pub label: String,
    /// What is known; a dash for nothing.
    pub value: String,
}

/// Some figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// A short word, for ids and names of sheets.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What to know when reading it; may be empty.
    pub note: String,
    /// The figures drawn.
    pub pictures: Vec<Picture>,
    /// The figures.
    pub table: Table,
}

/// The answers of one process or area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfProcess {
    /// Its name.
    pub name: String,
    /// Where it stands against its target, in a line.
    pub standing: String,
    /// Its questions.
    pub answers: Vec<Answered>,
}

/// A question with all that was said of it. What was not said is empty, but for
/// the answer, which says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// The id of the practice.
    pub id: String,
    /// The process attribute, as in `PA 2.1`.
    pub attribute: String,
    /// Its title.
    pub title: String,
    /// What was rated.
    pub statement: String,
    /// Whether a clause asks for it.
    pub demand: String,
    /// Clauses of the edition of 2005, as in [`clauses`].
    pub e2005: String,
    /// Clauses of the edition of 2018, as in [`clauses`].
    pub e2018: String,
    /// Whether there is a rating, or something was said instead.
    pub is_answered: bool,
    /// The rating, or what was said instead.
    pub answer: String,
    /// Why it does not apply, or who is to be asked.
    pub reason: String,
    /// The note.
    pub note: String,
    /// Where the evidence is.
    pub evidence: String,
    /// Remarks of reviewers that are not settled.
    pub remarks: String,
    /// Who was to answer.
    pub assignee: String,
    /// Whether it was flagged for review.
    pub is_flagged: bool,
}

/// The report of an assessment, made now (milliseconds since 1970, UTC: there is no
/// clock here).
pub fn report(model: &Model, assessment: &Assessment, sheet: &ScoreSheet, now_ms: u64) -> Report {
    let is_in_scope = |it: &&ProcessScore| assessment.out_of_scope(it.process).is_none();
    let processes = sheet.processes.iter().filter(is_in_scope);
    let processes = processes.map(|it| of_process(model, assessment, it)).collect();
    let name = wording::display_name(assessment);
    Report {
        // Every page, window and file name of it says what it is.
        title: if assessment.is_sample() { words::sample_title(&name) } else { name },
        facts: facts(model, assessment, now_ms),
        verdict: wording::verdict(&sheet.overall),
        figures: figures(&sheet.overall),
        caution: caution(assessment),
        chapters: chapters(model, assessment, sheet),
        processes,
    }
}

/// What an assessment is, and what it is not.
fn caution(assessment: &Assessment) -> String {
    let sample = assessment.is_sample().then(words::caution_sample);
    let whose = match assessment.independence() {
        Independence::Internal => words::caution_internal(),
        Independence::Independent => words::caution_independent(),
    };
    let depth = match assessment.depth() {
        Depth::Quick => words::caution_quick(),
        Depth::Standard | Depth::Full => words::caution_rated(),
    };
    let sentences: Vec<String> = sample.into_iter().chain([whose, depth]).collect();
    sentences.join(" ")
}

/// The figures of the whole, each with what it rests on.
fn figures(overall: &Overall) -> Vec<Fact> {
    let tally = overall.tally;
    let figure = overall.figure.map_or_else(words::level_none, |it| {
        let over = &wording::base(overall);
        let level = &wording::figure(it.hundredths);
        match overall.aggregation {
            Aggregation::Mean => words::level_mean(words::LevelMean { level, over }),
            Aggregation::MeanOfGroups => {
                words::level_mean_of_groups(words::LevelMeanOfGroups { level, over })
            }
            Aggregation::Sum => words::level_sum(words::LevelSum { level, over }),
            Aggregation::Lowest => words::level_lowest(words::LevelLowest { level, over }),
        }
    });
    let at_target = words::at_target_of(words::AtTargetOf {
        reached: tally.at_target.into(),
        all: tally.with_level.into(),
    });
    let weakest = tally.weakest.map_or_else(|| "–".to_owned(), |it| it.to_string());
    let counts = overall.counts;
    let answered =
        words::some_of(words::SomeOf { n: counts.done().into(), all: counts.asked().into() });
    [
        (words::level(), figure),
        (words::at_target(), at_target),
        (words::lowest_level(), weakest),
        (words::answered(), answered),
    ]
    .into_iter()
    .map(|(label, value)| Fact { about: About::Other, label, value })
    .collect()
}

/// What was assessed, by whom and when, as on a drawing; the rest as for [`report`].
pub fn facts(model: &Model, assessment: &Assessment, now_ms: u64) -> Vec<Fact> {
    let dated = Dated::of(assessment, now_ms);
    let text = |key: Key| assessment.text(key).trim().to_owned();
    let or_dash = |it: String| if it.is_empty() { "–".to_owned() } else { it };
    let said = |keys: &[Key]| {
        let said: Vec<String> =
            keys.iter().map(|it| text(*it)).filter(|it| !it.is_empty()).collect();
        or_dash(said.join(", "))
    };
    let names = text(Key::Assessors);
    let assessor = match (assessment.independence(), names.is_empty()) {
        (Independence::Internal, true) => words::internal(),
        (Independence::Independent, true) => words::independent(),
        (Independence::Internal, false) => words::assessor_internal(&names),
        (Independence::Independent, false) => words::assessor_independent(&names),
    };
    let depth = match (assessment.depth(), assessment.edition()) {
        (Depth::Quick, Edition::E2005) => words::quick_2005(),
        (Depth::Quick, Edition::E2018) => words::quick_2018(),
        (Depth::Standard, Edition::E2005) => words::standard_2005(),
        (Depth::Standard, Edition::E2018) => words::standard_2018(),
        (Depth::Full, Edition::E2005) => words::full_2005(),
        (Depth::Full, Edition::E2018) => words::full_2018(),
    };
    let model = words::ModelVersion { title: model.title(), version: model.version() };
    let facts = [
        (About::Organisation, words::organisation(), said(&[Key::Organisation, Key::Unit])),
        (About::Other, words::assessor(), assessor),
        (About::Other, words::model(), words::model_version(model)),
        (About::Other, words::depth_and_edition(), depth),
        (About::Other, dated.label(), dated.day()),
        (About::Scope, words::scope(), or_dash(text(Key::Scope))),
    ];
    facts.into_iter().map(|(about, label, value)| Fact { about, label, value }).collect()
}

fn chapters(model: &Model, assessment: &Assessment, sheet: &ScoreSheet) -> Vec<Chapter> {
    let radar = chart::radar(model, sheet, None, Size::Wide);
    let bars = chart::bars(model, sheet, None, Size::Wide);
    let profile = chart::profile(model, sheet, Size::Wide);
    let none = String::new;
    let chapters = [
        ("levels", words::chapter_levels(), none(), vec![radar.picture, bars.picture], bars.table),
        ("profile", words::chapter_profile(), none(), vec![profile.picture], profile.table),
        (
            "achievement",
            words::chapter_achievement(),
            words::chapter_achievement_note(),
            Vec::new(),
            tables::achievement(model, sheet),
        ),
        (
            "own",
            words::chapter_own(),
            words::chapter_own_note(),
            Vec::new(),
            tables::own(model, assessment, sheet),
        ),
        (
            "gaps",
            words::chapter_gaps(),
            words::chapter_gaps_note(),
            Vec::new(),
            tables::gaps(model, sheet),
        ),
        ("groups", words::chapter_groups(), none(), Vec::new(), groups(model, sheet)),
        (
            "left-out",
            words::chapter_left_out(),
            left_out_note(),
            Vec::new(),
            left_out(model, assessment),
        ),
    ];
    let chapter = |(id, title, note, pictures, table)| Chapter { id, title, note, pictures, table };
    chapters.into_iter().map(chapter).filter(|it| !it.table.rows.is_empty()).collect()
}

/// What to know of what was left out.
pub fn left_out_note() -> String {
    words::chapter_left_out_note()
}

fn of_process(model: &Model, assessment: &Assessment, score: &ProcessScore) -> OfProcess {
    let process = score.process;
    let it = model.process(process);
    let answers = match assessment.depth() {
        Depth::Quick => vec![picked(model, assessment, score)],
        Depth::Standard | Depth::Full => questionnaire::asked(model, assessment, process)
            .into_iter()
            .map(|it| answered(model, assessment, model.question(it)))
            .collect(),
    };
    OfProcess { name: it.name.clone(), standing: tables::against_target(score), answers }
}

/// The one question of a process in the quick depth.
fn picked(model: &Model, assessment: &Assessment, score: &ProcessScore) -> Answered {
    let it = model.process(score.process);
    // As it was scored: a file may say of an area what only a process can have.
    let belief = match score.standing {
        Standing::Believed(belief) => Some(belief),
        _ => None,
    };
    Answered {
        id: it.id.clone(),
        title: words::picked(),
        statement: belief
            .and_then(|belief| model.statements(score.process).get(belief.position()))
            .cloned()
            .unwrap_or_default(),
        is_answered: belief.is_some(),
        answer: belief.map_or_else(words::not_answered, wording::belief),
        assignee: assessment.text(Key::ProcessAssignee(score.process)).trim().to_owned(),
        ..Answered::default()
    }
}

fn answered(model: &Model, assessment: &Assessment, it: QuestionRef<'_>) -> Answered {
    let text = |key: Key| assessment.text(key).trim().to_owned();
    let ix = it.ix();
    let practice = it.practice();
    let answer = assessment.answer(ix);
    let remarks = assessment.comments(ix).into_iter().filter(|(_, it)| !it.is_settled);
    let remarks: Vec<String> =
        remarks.map(|(_, it)| wording::said(it.by.as_str(), it.text().as_str())).collect();
    Answered {
        id: it.id().to_owned(),
        attribute: words::attribute_id(model.attribute_id(it.attribute())),
        title: it.title().into_owned(),
        statement: it.statement().into_owned(),
        demand: wording::demand(practice.requirement),
        e2005: clauses(&practice.clauses.e2005),
        e2018: clauses(&practice.clauses.e2018),
        is_answered: answer.is_some(),
        answer: match answer {
            // A dash is not read out.
            None => words::not_answered(),
            Some(Answer::Rated(score)) => score.code().to_owned(),
            Some(Answer::NotApplicable { .. }) => words::not_applicable(),
            Some(Answer::AskSomeone { whom }) if whom.is_blank() => words::unknown(),
            Some(Answer::AskSomeone { .. }) => words::unknown_ask(),
        },
        reason: match answer {
            Some(Answer::NotApplicable { reason: it } | Answer::AskSomeone { whom: it }) => {
                it.as_str().trim().to_owned()
            }
            Some(Answer::Rated(_)) | None => String::new(),
        },
        note: text(Key::Note(ix)),
        evidence: text(Key::Evidence(ix)),
        remarks: remarks.join("\n"),
        assignee: assessment.assignee(model, ix).trim().to_owned(),
        is_flagged: assessment.is_flagged(ix),
    }
}

/// Clauses with their noun, as in `clause 8.10`: a number alone is 8.1 to one
/// program and the 8th of October to another.
pub fn clauses(all: &[String]) -> String {
    match all.len() {
        0 => String::new(),
        n => words::clauses(words::Clauses { n, numbers: &all.join(", ") }),
    }
}

impl Answered {
    /// Whether anything at all was said of it.
    pub fn says_anything(&self) -> bool {
        let said = [&self.note, &self.evidence, &self.remarks, &self.assignee];
        self.is_answered || self.is_flagged || said.iter().any(|it| !it.is_empty())
    }

    /// How many columns it has in a table.
    pub const COLUMNS: usize = 15;

    /// The headings of its columns in a table.
    pub fn head() -> [String; Self::COLUMNS] {
        [
            words::column_process(),
            words::column_attribute(),
            words::column_id(),
            words::column_practice(),
            words::column_statement(),
            words::column_kind(),
            words::column_clauses_2018(),
            words::column_clauses_2005(),
            words::column_answer(),
            words::column_reason(),
            words::column_note(),
            words::column_evidence(),
            words::column_remarks(),
            words::column_assignee(),
            words::column_review(),
        ]
    }

    /// Its row in a table.
    pub fn row(&self, process: &str) -> [String; Self::COLUMNS] {
        [
            process.to_owned(),
            self.attribute.clone(),
            self.id.clone(),
            self.title.clone(),
            self.statement.clone(),
            self.demand.clone(),
            self.e2018.clone(),
            self.e2005.clone(),
            self.answer.clone(),
            self.reason.clone(),
            self.note.clone(),
            self.evidence.clone(),
            self.remarks.clone(),
            self.assignee.clone(),
            if self.is_flagged { words::review_yes() } else { String::new() },
        ]
    }
}

#[cfg(test)]
mod tests;

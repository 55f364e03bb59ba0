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

use crate::assessment::{Answer, Assessment, Edition, Independence, Key};
use crate::chart::{self, Picture, Size, Table};
use crate::model::{Depth, Model, QuestionRef};
use crate::moment::Dated;
use crate::questionnaire;
use crate::scoring::{Overall, ProcessScore, ScoreSheet, Standing};
use crate::wording;

pub use tables::{groups, left_out, target};

/// How a report is read: what stands on the page for it in a few lines.
pub const KEY: [&str; 5] = [
    "Answers and attributes: N not, P partially, L largely, F fully achieved; + and - are the upper and lower half of a band. A dash is no answer, which is not N.",
    "A level is reached when its attributes are L or F and those of all lower levels are F. A range holds whatever the open answers can still make of it: its lower end is what is proven.",
    "Nothing is said of a level whose attributes were not asked; not assessed, not applicable and out of scope are not level 0.",
    "Gaps and risks are found in the manner of ISO/IEC 15504-4: the lower the level, the more a gap weighs.",
    "What several people each said, earlier answers, ticked checks, settled remarks, and what was said where nothing is asked are in the app's own file, and not here.",
];

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

/// A line of the title block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub label: &'static str,
    /// What is known; a dash for nothing.
    pub value: String,
}

/// Some figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// A short word, for ids and names of sheets.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What to know when reading it; may be empty.
    pub note: &'static str,
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
    pub demand: &'static str,
    /// Clauses of the edition of 2005, as in [`clauses`].
    pub e2005: String,
    /// Clauses of the edition of 2018, as in [`clauses`].
    pub e2018: String,
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
        title: if assessment.is_sample() { ["Sample: ", &name].concat() } else { name },
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
    let depth = match assessment.depth() {
        Depth::Quick => "It shows what was believed, not what was proven.",
        Depth::Standard | Depth::Full => {
            "It is rated on the measurement scale of ISO/IEC 33020 and shows what its assessors found."
        }
    };
    let whose = match assessment.independence() {
        Independence::Internal => {
            "A self-assessment against ISO/IEC 20000-1, which is not an independent one, no audit and no certificate."
        }
        Independence::Independent => {
            "An assessment against ISO/IEC 20000-1 by somebody independent, by their own account; no audit and no certificate."
        }
    };
    let sample =
        if assessment.is_sample() { "A made-up sample: no such organisation exists. " } else { "" };
    [sample, whose, " ", depth].concat()
}

/// The figures of the whole, each with what it rests on.
fn figures(overall: &Overall) -> Vec<Fact> {
    let tally = overall.tally;
    let figure = overall.figure.map_or_else(
        || "–, as no process has a level".to_owned(),
        |it| {
            let over = wording::base(overall);
            let range = wording::figure(it.hundredths);
            format!(
                "{range} ({}, {over})",
                wording::aggregation(overall.aggregation).to_lowercase()
            )
        },
    );
    let weakest = tally.weakest.map_or_else(|| "–".to_owned(), |it| it.to_string());
    let counts = overall.counts;
    [
        ("Capability level", figure),
        ("At or above target", format!("{} of {} with a level", tally.at_target, tally.with_level)),
        ("Lowest level", weakest),
        ("Questions answered", format!("{} of {}", counts.done(), counts.asked())),
    ]
    .into_iter()
    .map(|(label, value)| Fact { label, value })
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
    let independence = match assessment.independence() {
        Independence::Internal => "internal",
        Independence::Independent => "independent",
    };
    let assessors = text(Key::Assessors);
    let depth = match assessment.depth() {
        Depth::Quick => "Quick: belief, no proof",
        Depth::Standard => "Standard",
        Depth::Full => "Full",
    };
    let edition = match assessment.edition() {
        Edition::E2005 => "clauses of 2005 first",
        Edition::E2018 => "clauses of 2018 first",
    };
    let facts = [
        ("Organisation", said(&[Key::Organisation, Key::Unit])),
        (
            "Assessor",
            if assessors.is_empty() {
                independence.to_owned()
            } else {
                [&assessors, ", ", independence].concat()
            },
        ),
        ("Model", [model.title(), ", version ", model.version()].concat()),
        ("Depth and edition", [depth, ", ", edition].concat()),
        (dated.label(), dated.day()),
        ("Scope", or_dash(text(Key::Scope))),
    ];
    facts.into_iter().map(|(label, value)| Fact { label, value }).collect()
}

fn chapters(model: &Model, assessment: &Assessment, sheet: &ScoreSheet) -> Vec<Chapter> {
    let radar = chart::radar(model, sheet, None, Size::Wide);
    let bars = chart::bars(model, sheet, None, Size::Wide);
    let profile = chart::profile(model, sheet, Size::Wide);
    let chapters = [
        ("levels", "Levels", "", vec![radar.picture, bars.picture], bars.table),
        ("profile", "Attribute profile", "", vec![profile.picture], profile.table),
        (
            "achievement",
            "Achievement",
            "In percent, of what was asked. It moves before a level does.",
            Vec::new(),
            tables::achievement(model, sheet),
        ),
        (
            "own",
            "Own ratings",
            "Ratings of attributes that the assessor gave in place of the computed ones.",
            Vec::new(),
            tables::own(model, assessment, sheet),
        ),
        (
            "gaps",
            "Gaps",
            "The largest risk first. While answers are open a gap has two ends.",
            Vec::new(),
            tables::gaps(model, sheet),
        ),
        ("groups", "Groups", "", Vec::new(), groups(model, sheet)),
        ("left-out", "Left out", LEFT_OUT, Vec::new(), left_out(model, assessment)),
    ];
    let chapter = |(id, title, note, pictures, table)| Chapter { id, title, note, pictures, table };
    chapters.into_iter().map(chapter).filter(|it| !it.table.rows.is_empty()).collect()
}

/// What to know of what was left out.
pub const LEFT_OUT: &str =
    "In none of the figures. Certification to the 2018 edition accepts no exclusions.";

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
        title: "Picked statement".to_owned(),
        statement: belief
            .and_then(|belief| model.statements(score.process).get(belief.position()))
            .cloned()
            .unwrap_or_default(),
        answer: belief.map_or_else(|| NOT_ANSWERED.to_owned(), wording::belief),
        assignee: assessment.text(Key::ProcessAssignee(score.process)).trim().to_owned(),
        ..Answered::default()
    }
}

/// What stands for no answer: a dash is not read out.
const NOT_ANSWERED: &str = "not answered";

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
        attribute: ["PA ", model.attribute_id(it.attribute())].concat(),
        title: it.title().into_owned(),
        statement: it.statement().into_owned(),
        demand: wording::demand(practice.requirement),
        e2005: clauses(&practice.clauses.e2005),
        e2018: clauses(&practice.clauses.e2018),
        answer: match answer {
            None => NOT_ANSWERED.to_owned(),
            Some(Answer::Rated(score)) => score.code().to_owned(),
            Some(Answer::NotApplicable { .. }) => "Not applicable".to_owned(),
            Some(Answer::AskSomeone { whom }) if whom.is_blank() => "Don't know".to_owned(),
            Some(Answer::AskSomeone { .. }) => "Don't know, ask".to_owned(),
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
    match all {
        [] => String::new(),
        [one] => ["clause ", one].concat(),
        _ => ["clauses ", &all.join(", ")].concat(),
    }
}

impl Answered {
    /// Whether anything at all was said of it.
    pub fn says_anything(&self) -> bool {
        let said = [&self.note, &self.evidence, &self.remarks, &self.assignee];
        self.answer != NOT_ANSWERED || self.is_flagged || said.iter().any(|it| !it.is_empty())
    }

    /// The headings of its columns in a table.
    pub const HEAD: [&str; 15] = [
        "Process",
        "Attribute",
        "Id",
        "Practice",
        "Statement",
        "Kind",
        "Clauses 2018",
        "Clauses 2005",
        "Answer",
        "Reason, or whom to ask",
        "Note",
        "Evidence",
        "Open remarks",
        "Who answers",
        "For review",
    ];

    /// Its row in a table.
    pub fn row<'a>(&'a self, process: &'a str) -> [&'a str; 15] {
        let flag = if self.is_flagged { "yes" } else { "" };
        [
            process,
            &self.attribute,
            &self.id,
            &self.title,
            &self.statement,
            self.demand,
            &self.e2018,
            &self.e2005,
            &self.answer,
            &self.reason,
            &self.note,
            &self.evidence,
            &self.remarks,
            &self.assignee,
            flag,
        ]
    }
}

#[cfg(test)]
mod tests;

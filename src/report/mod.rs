//! What an assessment says as a document: facts, a verdict, tables, charts and
//! every answer, as plain data. Writers make files of it: [`html`] a page to read
//! and print, [`csv`] a table for any program, [`workbook`] one for Excel and its
//! kind. `tables` holds the tables that pages show, too.
//!
//! Invariants: every figure comes from the score sheet; every file can be opened
//! by somebody who trusts none of its texts: no script, no formula, nothing that
//! is fetched.

pub mod csv;
pub mod html;
mod tables;
pub mod workbook;
mod zip;

use crate::assessment::{Assessment, Independence, Key};
use crate::chart::{self, Picture, Size, Table};
use crate::model::{Depth, Model, QuestionRef};
use crate::questionnaire;
use crate::scoring::{ProcessScore, ScoreSheet};
use crate::wording;

pub use tables::{groups, left_out};

/// What every report says of itself.
pub const CAUTION: &str = "A self-assessment against ISO/IEC 20000-1 on the measurement scale of ISO/IEC 33020. It shows what its assessors found; it is no audit and no certificate.";

/// An assessment as a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is called.
    pub title: String,
    /// What was assessed, by whom and when.
    pub facts: Vec<Fact>,
    /// Where it stands, in a sentence.
    pub verdict: String,
    /// Charts and tables of the figures.
    pub parts: Vec<Part>,
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
pub struct Part {
    /// A short word, for ids and names of sheets.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
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
    /// Where it stands.
    pub standing: String,
    /// Its questions.
    pub answers: Vec<Answered>,
}

/// A question with all that was said of it. What was not said is empty, but for
/// the answer, which is a dash.
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
    /// The rating, or what was said instead.
    pub answer: String,
    /// The note.
    pub note: String,
    /// Where the evidence is.
    pub evidence: String,
    /// Who was to answer.
    pub assignee: String,
    /// Whether it was flagged for review.
    pub is_flagged: bool,
}

/// The report of an assessment. `day` is the day of its latest change, in words:
/// there is no clock here.
pub fn report(model: &Model, assessment: &Assessment, sheet: &ScoreSheet, day: &str) -> Report {
    let processes = sheet
        .processes
        .iter()
        .filter(|it| assessment.out_of_scope(it.process).is_none())
        .map(|it| of_process(model, assessment, it))
        .collect();
    let mut facts = facts(model, assessment, day);
    if assessment.is_sample() {
        let value = "A made-up sample, not an organisation".to_owned();
        facts.insert(0, Fact { label: "Kind", value });
    }
    Report {
        title: wording::display_name(assessment),
        facts,
        verdict: wording::verdict(&sheet.overall),
        parts: parts(model, assessment, sheet),
        processes,
    }
}

/// What was assessed, by whom and when, as on a drawing. `day` as for [`report`].
pub fn facts(model: &Model, assessment: &Assessment, day: &str) -> Vec<Fact> {
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
        ("Model", [model.title(), " ", model.version()].concat()),
        ("Depth", depth.to_owned()),
        ("State of", day.to_owned()),
        ("Scope", or_dash(text(Key::Scope))),
    ];
    facts.into_iter().map(|(label, value)| Fact { label, value }).collect()
}

fn parts(model: &Model, assessment: &Assessment, sheet: &ScoreSheet) -> Vec<Part> {
    let part = |id, title, pictures, table| Part { id, title, pictures, table };
    let radar = chart::radar(model, sheet, None, Size::Wide);
    let bars = chart::bars(model, sheet, None, Size::Wide);
    let profile = chart::profile(model, sheet, Size::Wide);
    let mut parts = vec![
        part("levels", "Levels", vec![radar.picture, bars.picture], bars.table),
        part("profile", "Attribute profile", vec![profile.picture], profile.table),
        part("gaps", "Gaps", Vec::new(), tables::gaps(model, sheet)),
        part("groups", "Groups", Vec::new(), groups(model, sheet)),
    ];
    let left_out = left_out(model, assessment);
    if !left_out.rows.is_empty() {
        parts.push(part("left-out", "Left out", Vec::new(), left_out));
    }
    parts
}

fn of_process(model: &Model, assessment: &Assessment, score: &ProcessScore) -> OfProcess {
    let process = score.process;
    let it = model.process(process);
    let questions = || {
        let asked = questionnaire::asked(model, assessment, process);
        asked.into_iter().map(|it| answered(model, assessment, model.question(it)))
    };
    let answers = match (assessment.depth(), assessment.belief(process)) {
        (Depth::Quick, None) => Vec::new(),
        (Depth::Quick, Some(belief)) => vec![Answered {
            id: it.id.clone(),
            title: "Picked statement".to_owned(),
            statement: it.statements.get(belief.position()).cloned().unwrap_or_default(),
            answer: wording::belief(belief),
            ..Answered::default()
        }],
        _ => questions().collect(),
    };
    OfProcess { name: it.name.clone(), standing: wording::standing(score), answers }
}

fn answered(model: &Model, assessment: &Assessment, it: QuestionRef<'_>) -> Answered {
    let text = |key: Key| assessment.text(key).trim().to_owned();
    let ix = it.ix();
    Answered {
        id: it.id().to_owned(),
        attribute: ["PA ", model.attribute_id(it.attribute())].concat(),
        title: it.title().into_owned(),
        statement: it.statement().into_owned(),
        answer: wording::answer(assessment.answer(ix)),
        note: text(Key::Note(ix)),
        evidence: text(Key::Evidence(ix)),
        assignee: assessment.assignee(model, ix).trim().to_owned(),
        is_flagged: assessment.is_flagged(ix),
    }
}

impl Answered {
    /// The headings of its columns in a table.
    pub const HEAD: [&str; 10] = [
        "Process",
        "Attribute",
        "Id",
        "Practice",
        "Statement",
        "Answer",
        "Note",
        "Evidence",
        "Who answers",
        "For review",
    ];

    /// Its row in a table.
    pub fn row<'a>(&'a self, process: &'a str) -> [&'a str; 10] {
        let flag = if self.is_flagged { "yes" } else { "" };
        [
            process,
            &self.attribute,
            &self.id,
            &self.title,
            &self.statement,
            &self.answer,
            &self.note,
            &self.evidence,
            &self.assignee,
            flag,
        ]
    }
}

#[cfg(test)]
mod tests;

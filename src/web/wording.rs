//! Words for what only this half knows: fields, dates, the storage. Those for
//! figures are the core's.

use super::browser;
use crate::assessment::{Assessment, Edition, Independence, Key, Value};
use crate::file_name::file_name;
use crate::model::{Depth, Model};
use crate::moment::{Dated, Moment, sortable_day};
use crate::store::Usage;

pub use crate::wording::*;

/// A moment to the second, in the reader's own zone, as in `2026-03-12 14:05:09`.
pub fn moment(ms: u64) -> String {
    match Moment::of(ms, browser::now_ms()) {
        Moment::At(ms) => browser::moment(ms),
        wrong @ Moment::ClockWrong => wrong.day(),
    }
}

/// A day, the same for everybody, as in `12 March 2026 (UTC)`.
pub fn day(ms: u64) -> String {
    Moment::of(ms, browser::now_ms()).day()
}

/// When the state of an assessment is of.
pub fn dated(assessment: &Assessment) -> Dated {
    Dated::of(assessment, browser::now_ms())
}

/// The name of a file about this, made today: see [`file_name`].
pub fn file(about: &str, extension: &str) -> String {
    file_name(about, &sortable_day(browser::now_ms()), extension)
}

/// What a field is about: "Incident management, 2 Priorities: note".
pub fn field(model: &Model, key: Key) -> String {
    let process = |it, what: &str| format!("{}: {what}", model.process(it).name);
    let question = |it, what: &str| {
        let question = model.question(it);
        format!("{}, {}: {what}", model.process(question.process()).name, question.title())
    };
    match key {
        Key::Name => "Name".to_owned(),
        Key::Organisation => "Organisation".to_owned(),
        Key::Unit => "Unit or site".to_owned(),
        Key::Scope => "Scope".to_owned(),
        Key::Assessors => "Who assesses".to_owned(),
        Key::Independence => "Internal or independent".to_owned(),
        Key::Edition => "Edition".to_owned(),
        Key::Depth => "Depth".to_owned(),
        Key::Preset => "Target set".to_owned(),
        Key::Aggregation => "How figures are put together".to_owned(),
        Key::Created => "Begun".to_owned(),
        Key::Sample => "Marked as a sample".to_owned(),
        Key::RaterOf => "Collected for".to_owned(),
        Key::Target(it) => process(it, "target"),
        Key::OutOfScope(it) => process(it, "out of scope"),
        Key::Belief(it) => process(it, "belief"),
        Key::Override(it, attribute) => {
            process(it, &format!("own rating of PA {}", model.attribute_id(attribute)))
        }
        Key::Answer(it) => question(it, "answer"),
        Key::Note(it) => question(it, "note"),
        Key::Evidence(it) => question(it, "evidence"),
        Key::Checks(it) => question(it, "checks"),
        Key::Flag(it) => question(it, "flag"),
        Key::ProcessAssignee(it) => process(it, "who answers"),
        Key::Assignee(it) => question(it, "who answers"),
        Key::Comment(it, _) => question(it, "comment"),
        Key::Who(_) => "A person's name".to_owned(),
        Key::PieceTitle(_) => "Evidence: title".to_owned(),
        Key::PieceAddress(_) => "Evidence: where it is".to_owned(),
        Key::PieceGone(_) => "Evidence: deleted".to_owned(),
        Key::Shows(it, _) => question(it, "shown by evidence"),
    }
}

/// What was said, in words. Nothing said is a dash.
pub fn value(value: Option<&Value>) -> String {
    let Some(value) = value else { return "–".to_owned() };
    match value {
        Value::Text(text) => text.as_str().to_owned(),
        Value::Answer(it) => answer(Some(it)),
        Value::Belief(it) => belief(*it),
        Value::Level(level) => level_name(*level),
        Value::Checks(checks) => {
            let ticked: Vec<String> = checks.positions().map(|it| (it + 1).to_string()).collect();
            if ticked.is_empty() { "none".to_owned() } else { ticked.join(", ") }
        }
        Value::Override(it) => with(it.rating.name(), it.reason().as_str()),
        Value::Depth(Depth::Quick) => "Quick".to_owned(),
        Value::Depth(Depth::Standard) => "Standard".to_owned(),
        Value::Depth(Depth::Full) => "Full".to_owned(),
        Value::Edition(Edition::E2005) => "2005".to_owned(),
        Value::Edition(Edition::E2018) => "2018".to_owned(),
        Value::Independence(Independence::Internal) => "internal".to_owned(),
        Value::Independence(Independence::Independent) => "independent".to_owned(),
        Value::Aggregation(it) => aggregation(*it).to_owned(),
        Value::Time(ms) => day(*ms),
        Value::Comment(it) => {
            let state = if it.is_settled { " (settled)" } else { "" };
            format!("{}{state}", said(it.by.as_str(), it.text().as_str()))
        }
        Value::Set => "yes".to_owned(),
    }
}

/// How much of the local storage is taken, and by whom.
pub fn usage(usage: Usage) -> String {
    let Usage { ours, others, .. } = usage;
    let rest = match others {
        0 => String::new(),
        it => format!(", other pages of the same address {}", millions(it)),
    };
    format!(
        "Plumbline has {} of about {} million characters{rest}.",
        millions(ours),
        Usage::ROOM / 1_048_576
    )
}

/// What more fits into the local storage.
pub fn fits(usage: Usage) -> String {
    match usage.fits() {
        0 => "There may be no room for another full assessment.".to_owned(),
        1 => "About 1 more full assessment fits.".to_owned(),
        n => format!("About {n} more full assessments fit."),
    }
}

/// `0.31`: millions with two places.
fn millions(it: usize) -> String {
    let hundredths = it / 10_486;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// What it means that other pages may be at the same host.
pub fn shared_host(host: &str) -> String {
    format!(
        "This copy of Plumbline shares its address, {host}, with whatever else is there: other pages of it can read what \
         this browser stores here. For confidential work use a copy that has an address of its own."
    )
}

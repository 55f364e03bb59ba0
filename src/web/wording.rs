//! Words for what only this half knows: fields, dates, the storage. Those for
//! figures are the core's.

use super::browser;
use crate::assessment::{Assessment, Edition, Independence, Key, Value};
use crate::file_name::file_name;
use crate::model::{Depth, Model};
use crate::moment::{Dated, Moment, sortable_day};
use crate::store::Usage;
use crate::words::{fields as words, storage};

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
    let process = |it| model.process(it).name.as_str();
    let question = |it| {
        let question = model.question(it);
        let (process, title) = (process(question.process()), &question.title());
        words::question(words::Question { process, title })
    };
    match key {
        Key::Name => words::name(),
        Key::Organisation => words::organisation(),
        Key::Unit => words::unit(),
        Key::Scope => words::scope(),
        Key::Assessors => words::assessors(),
        Key::Independence => words::independence(),
        Key::Edition => words::edition(),
        Key::Depth => words::depth(),
        Key::Preset => words::preset(),
        Key::Aggregation => words::aggregation(),
        Key::Created => words::created(),
        Key::Sample => words::sample(),
        Key::RaterOf => words::rater_of(),
        Key::Target(it) => words::target(process(it)),
        Key::OutOfScope(it) => words::out_of_scope(process(it)),
        Key::Belief(it) => words::belief(process(it)),
        Key::Override(it, attribute) => {
            let (process, attribute) = (process(it), model.attribute_id(attribute));
            words::own_rating(words::OwnRating { process, attribute })
        }
        Key::Answer(it) => words::answer(&question(it)),
        Key::Note(it) => words::note(&question(it)),
        Key::Evidence(it) => words::evidence(&question(it)),
        Key::Checks(it) => words::checks(&question(it)),
        Key::Flag(it) => words::flag(&question(it)),
        Key::ProcessAssignee(it) => words::process_assignee(process(it)),
        Key::Assignee(it) => words::assignee(&question(it)),
        Key::Comment(it, _) => words::comment(&question(it)),
        Key::Who(_) => words::person(),
        Key::PieceTitle(_) => words::evidence_title(),
        Key::PieceAddress(_) => words::evidence_address(),
        Key::PieceGone(_) => words::evidence_gone(),
        Key::Shows(it, _) => words::shows(&question(it)),
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
            if ticked.is_empty() { words::no_checks() } else { ticked.join(", ") }
        }
        Value::Override(it) => with(&it.rating.name(), it.reason().as_str()),
        Value::Depth(Depth::Quick) => words::depth_quick(),
        Value::Depth(Depth::Standard) => words::depth_standard(),
        Value::Depth(Depth::Full) => words::depth_full(),
        Value::Edition(Edition::E2005) => "2005".to_owned(),
        Value::Edition(Edition::E2018) => "2018".to_owned(),
        Value::Independence(Independence::Internal) => words::internal(),
        Value::Independence(Independence::Independent) => words::independent(),
        Value::Aggregation(it) => aggregation(*it),
        Value::Time(ms) => day(*ms),
        Value::Comment(it) => {
            let remark = said(it.by.as_str(), it.text().as_str());
            if it.is_settled { words::remark_settled(&remark) } else { remark }
        }
        Value::Set => words::yes(),
    }
}

/// How much of the local storage is taken, and by whom.
pub fn usage(usage: Usage) -> String {
    let Usage { ours, others, .. } = usage;
    let (ours, room) = (&millions(ours), Usage::ROOM / 1_048_576);
    if others == 0 {
        return storage::usage(storage::Usage { ours, room });
    }
    let others = &millions(others);
    storage::usage_with_others(storage::UsageWithOthers { ours, room, others })
}

/// What more fits into the local storage.
pub fn fits(usage: Usage) -> String {
    match usage.fits() {
        0 => storage::fits_none(),
        n => storage::fits(n),
    }
}

/// `0.31`: millions with two places.
fn millions(it: usize) -> String {
    let hundredths = it / 10_486;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// What it means that other pages may be at the same host.
pub fn shared_host(host: &str) -> String {
    storage::shared_host(host)
}

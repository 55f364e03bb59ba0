//! The shipped model: text files beside this one, checked and embedded by the
//! build step (`build.rs`). `README.md` tells editors what each field means.
//!
//! Invariant: no content stands in code, and no code in the content.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::assessment::{Assessment, AssessmentId, Clock, Edit, Key, Value, Writer};
use crate::document;
use crate::model::raw::{RawAdvice, RawProcess};
use crate::model::{Model, QuestionRef};

/// The compact form written by the build step, without recommendations and
/// benefits, and with the texts of the first process alone.
const BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bank.bin"));

/// The other processes with their texts. What is read in a function of its own can
/// come later than the rest of the program.
const LATER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bank-later.bin"));

#[inline(never)]
fn later() -> Vec<RawProcess> {
    // The build step has written it.
    postcard::from_bytes(LATER).unwrap_or_default()
}

/// Recommendations and benefits. What does not call [`Advice::shipped`] does not carry them.
const ADVICE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/advice.bin"));

/// The shipped model.
///
/// # Errors
///
/// Only when the build itself is damaged. The message is for the crash screen.
pub fn shipped() -> Result<Model, String> {
    let raw = postcard::from_bytes(BYTES).map_err(|it| format!("the bank is unreadable: {it}"))?;
    // The build step has checked it; checking again would cost every visitor
    // the checker's bytes.
    Ok(Model::brief(raw, later))
}

/// What may be done about practices that are not met: an overlay of the model by their ids,
/// as the questionnaire and its results need none of it. It lays over a question what was
/// written for its practice, in the words of the process that is asked. No page says any of
/// it yet, so the program comes without; tests hold it to the same rules as the rest of the
/// bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice(BTreeMap<String, RawAdvice>);

impl Advice {
    /// The advice of the shipped model.
    ///
    /// # Errors
    ///
    /// Only when the build itself is damaged. The message is for the crash screen.
    pub fn shipped() -> Result<Self, String> {
        let advice = postcard::from_bytes(ADVICE);
        advice.map(Self).map_err(|it| format!("the advice is unreadable: {it}"))
    }

    /// What to do when this is not met, in the words of its process. Empty where the
    /// overlay has nothing of it.
    pub fn recommendation(&self, question: QuestionRef<'_>) -> Cow<'_, str> {
        self.text(question, |it| &it.recommendation)
    }

    /// What the business gets, likewise.
    pub fn benefit(&self, question: QuestionRef<'_>) -> Cow<'_, str> {
        self.text(question, |it| &it.benefit)
    }

    fn text(&self, question: QuestionRef<'_>, of: fn(&RawAdvice) -> &String) -> Cow<'_, str> {
        let advice = self.0.get(&question.practice().id);
        advice.map_or_else(Cow::default, |it| question.words(of(it)))
    }
}

/// The made-up sample, as register names and JSON values.
const SAMPLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sample.bin"));

/// The sample organisation: clearly fictional, and marked as a sample for
/// good. `now_ms` is milliseconds since 1970 (UTC).
///
/// `None` only when the build is damaged: a test reads the whole sample.
pub fn sample(model: &Model, id: AssessmentId, now_ms: u64) -> Option<Assessment> {
    let registers: Vec<(String, String)> = postcard::from_bytes(SAMPLE).ok()?;
    let mut assessment = Assessment::new(id);
    let clock = Clock::start(now_ms, Writer(0));
    for (name, json) in registers {
        let key = Key::parse(&name, model)?;
        let register = format!("{{\"value\":{json},\"at\":\"{clock}\"}}");
        assessment.absorb(key, document::register_from_json(key, &register).ok()?);
    }
    for (key, value) in [(Key::Sample, Value::Set), (Key::Created, Value::Time(now_ms))] {
        assessment.apply(Edit::new(key, Some(value))?, clock);
    }
    Some(assessment)
}

/// Whether an assessment is the shipped sample and nothing else: every value in it
/// is the sample's own, and was never another one. Only such a one may be deleted
/// for good without a question, and left out of a back-up. A sample of another
/// version counts as somebody's work.
pub fn is_sample_alone(model: &Model, it: &Assessment) -> bool {
    let shipped = || sample(model, it.id().clone(), 0);
    it.is_sample()
        && it.kept().is_empty()
        && shipped().is_some_and(|shipped| {
            it.registers().all(|(key, register)| {
                register.earlier().is_empty()
                    && (key == Key::Created || register.value() == shipped.value(key))
            })
        })
}

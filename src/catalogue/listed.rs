//! What is said of an assessment where many are listed, and the text in which it lies in
//! the storage, so that listing them reads none of them.
//!
//! The text is a note and no truth: whoever writes a record of the assessment takes it
//! away first, and what it says is looked up again while the page is idle.

use crate::assessment::{Assessment, AssessmentId, Clock, Key, Register};
use crate::bank;
use crate::model::Model;
use crate::moment::Dated;
use crate::questionnaire::{self, Place};
use crate::raters;
use crate::route::{Locator, Route, Spot};
use crate::scoring::{Bounds, Overall, ScoreSheet};
use crate::wording;
use crate::words::listed as words;

/// What is said of an assessment where many are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The identity.
    pub id: AssessmentId,
    /// What it is called.
    pub name: String,
    /// Its level, in words.
    pub level: String,
    /// When it was changed last, in words.
    pub dated: String,
    /// Where there is something left to do.
    pub next: Locator,
    /// How many questions are done.
    pub done: u16,
    /// Of how many.
    pub asked: u16,
    /// When it was begun, in milliseconds since 1970 (UTC).
    pub created: Option<u64>,
    /// The latest clock of all that was said.
    pub latest: Option<Clock>,
    /// Whose rater it says it is, and when it was taken in, in milliseconds.
    pub rater_of: Option<(AssessmentId, u64)>,
    /// Whether it is a sample, to be shown as made up.
    pub is_sample: bool,
    /// Whether it is a sample with nothing in it of whoever sits here.
    pub is_sample_alone: bool,
    /// Whether anything would have to be said again if it were lost.
    pub holds_work: bool,
    /// Whether nothing was ever said in it.
    pub is_untouched: bool,
}

/// What the text says first: another version of the app or of the model may say other
/// things of the same answers.
fn edition(model: &Model) -> String {
    [env!("CARGO_PKG_VERSION"), model.id(), model.version()].join(" ")
}

impl Listed {
    /// Of an assessment with its figures, seen from now.
    pub fn of(model: &Model, it: &Assessment, sheet: &ScoreSheet, now_ms: u64) -> Self {
        let counts = sheet.overall.counts;
        let next = questionnaire::next_open(model, it, None);
        let next =
            next.map(|Place { process, question }| Spot { process: Some(process), question });
        let taken_in = it.register(Key::RaterOf).map(Register::clock);
        Self {
            id: it.id().clone(),
            name: wording::display_name(it),
            level: level(&sheet.overall),
            dated: Dated::of(it, now_ms).words(),
            next: next.unwrap_or_default().locator(model),
            done: counts.done(),
            asked: counts.asked(),
            created: it.created(),
            latest: it.latest(),
            rater_of: raters::rater_of(it).zip(taken_in.map(|it| it.ms)),
            is_sample: it.is_sample(),
            is_sample_alone: bank::is_sample_alone(model, it),
            holds_work: it.holds_work(),
            is_untouched: it.is_untouched(),
        }
    }

    /// As it lies in the storage.
    pub fn text(&self, model: &Model) -> String {
        let number = |it: Option<u64>| it.map_or_else(String::new, |it| it.to_string());
        let (host, came) = match &self.rater_of {
            Some((id, ms)) => (id.to_string(), Some(*ms)),
            None => (String::new(), None),
        };
        let is = [self.is_sample, self.is_sample_alone, self.holds_work, self.is_untouched];
        let parts = [
            edition(model),
            self.name.clone(),
            self.level.clone(),
            self.dated.clone(),
            Route::Assess(self.id.clone(), self.next.clone()).fragment(),
            self.done.to_string(),
            self.asked.to_string(),
            number(self.created),
            self.latest.map_or_else(String::new, |it| it.to_string()),
            host,
            number(came),
            is.map(|it| if it { '1' } else { '0' }).iter().collect(),
        ];
        serde_json::Value::from(parts.to_vec()).to_string()
    }

    /// Reads such a text. `None` where it is none of this edition, or damaged.
    pub fn parse(model: &Model, id: &AssessmentId, text: &str) -> Option<Self> {
        let parts: Vec<String> = serde_json::from_str(text).ok()?;
        let mut parts = parts.into_iter();
        let mut part = || parts.next();
        if part()? != edition(model) {
            return None;
        }
        let [name, level, dated] = [part()?, part()?, part()?];
        let next = match Route::parse(&part()?) {
            Route::Assess(of, next) if of == *id => next,
            _ => return None,
        };
        let [done, asked] = [part()?.parse().ok()?, part()?.parse().ok()?];
        let created = optional(&part()?, |it| it.parse().ok())?;
        let latest = optional(&part()?, Clock::parse)?;
        let host = optional(&part()?, AssessmentId::parse)?;
        let came = optional(&part()?, |it| it.parse().ok())?;
        let is = part()?;
        let is = |at: usize| is.as_bytes().get(at) == Some(&b'1');
        Some(Self {
            id: id.clone(),
            name,
            level,
            dated,
            next,
            done,
            asked,
            created,
            latest,
            rater_of: host.zip(came),
            is_sample: is(0),
            is_sample_alone: is(1),
            holds_work: is(2),
            is_untouched: is(3),
        })
    }
}

/// What may be left out, as an empty text; `None` where it is damaged.
fn optional<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { parse(text).map(Some) }
}

fn level(overall: &Overall) -> String {
    let tally = overall.tally;
    let Some(lowest) = tally.mean_hundredths() else {
        return wording::nothing_counts(tally).unwrap_or_else(words::no_level);
    };
    let highest = tally.highest_mean_hundredths().map_or(lowest, |it| it.max(lowest));
    let level = &wording::figure(Bounds { lowest, highest });
    let (n, all) = (usize::from(tally.with_level), usize::from(tally.in_scope));
    if overall.is_belief {
        words::believed_mean_level(words::BelievedMeanLevel { level, n, all })
    } else {
        words::mean_level(words::MeanLevel { level, n, all })
    }
}

#[cfg(test)]
mod tests;

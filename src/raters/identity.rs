//! Whose answers they are, so that the same link twice is one rater, and two
//! people who were sent the same link are two.

use crate::assessment::{
    Assessment, AssessmentId, Clock, Edit, Key, Register, Value, Voice, Writer,
};
use crate::checksum::Sum;
use crate::document;
use crate::model::Model;

/// Answers that came in, as those of a rater of an assessment. `name` is what
/// the rater is called, blank for nobody in particular.
///
/// The identity follows from the assessment, from where the answers come from
/// and from the name: later answers under the same name are later answers of
/// the same person. Without a name it follows from the answers as well, so that
/// other answers are another person.
///
/// Only what was said about questions and processes comes along, not the set-up:
/// the questions are those of the assessment.
pub fn as_rater(
    model: &Model,
    of: &AssessmentId,
    came: &Assessment,
    name: &str,
    clock: Clock,
) -> Assessment {
    let name = name.trim();
    let mut sum = sum_of(of, came.id(), name);
    let said = || came.registers().filter(|(key, _)| key.row().voice == Voice::Answers);
    if name.is_empty() {
        for (key, register) in said() {
            sum.add(&key.name(model));
            // Without the clock: the same answers sent again are the same.
            let timeless = Register::new(register.value().cloned(), Clock::start(0, Writer(0)));
            sum.add(&document::register_to_json(&timeless));
        }
    }
    let mut rater = Assessment::new(AssessmentId::from_random(sum.0));
    rater.state_version(came.version());
    for (key, register) in said() {
        rater.absorb(key, register.clone());
    }
    let about = [(Key::RaterOf, of.as_str()), (Key::Assessors, name)];
    for (key, text) in about.into_iter().filter(|(_, text)| !text.is_empty()) {
        if let Some(edit) = Edit::new(key, Some(Value::typed(text))) {
            rater.apply(edit, clock);
        }
    }
    rater
}

/// A copy as nobody's rater: it stands beside what it was copied from.
pub fn on_its_own(mut copy: Assessment, clock: Clock) -> Assessment {
    let edit = Edit::new(Key::RaterOf, None).filter(|_| copy.value(Key::RaterOf).is_some());
    if let Some(edit) = edit {
        copy.apply(edit, clock);
    }
    copy
}

/// Which assessment these answers say they were collected for. Whether that one is
/// here, and what follows, [`super::hosts`] says.
pub fn rater_of(assessment: &Assessment) -> Option<AssessmentId> {
    AssessmentId::parse(assessment.text(Key::RaterOf))
}

/// Whether these answers of a rater were given in the assessment itself, before
/// anybody else was heard.
pub fn is_host(rater: &Assessment) -> bool {
    let name = rater.text(Key::Assessors);
    rater_of(rater)
        .is_some_and(|of| *rater.id() == AssessmentId::from_random(sum_of(&of, &of, name).0))
}

/// The sum that every identity begins with: for which assessment, from which, by whom.
fn sum_of(of: &AssessmentId, from: &AssessmentId, name: &str) -> Sum {
    let mut sum = Sum::default();
    for it in [of.as_str(), from.as_str(), name] {
        sum.add(it);
    }
    sum
}

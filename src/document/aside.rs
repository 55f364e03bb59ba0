//! What a back-up holds beside assessments: states that somebody named, and what is
//! in the bin.
//!
//! Each is an assessment of the file like any other, under an identity of its own
//! and with one register more, which says what it is ([`REGISTER`]). A version that
//! does not know the register keeps it and opens the assessment beside the others:
//! nothing is lost, and the next back-up tells again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::register::object;
use super::unfit::{Expected, Unfit};
use crate::assessment::{
    Assessment, AssessmentId, Clock, Kept, Key, Register, Text, Value, Writer,
};
use crate::checksum::Sum;

/// The register that makes an assessment of a file something that was kept aside.
/// In a storage it means nothing: what stands there is an assessment.
pub const REGISTER: &str = "set-up/kept-aside";

/// Most letters in the name of a record.
const KEY_MAX: usize = 80;

/// Why something is kept aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Deleted by its owner.
    Deleted,
    /// Replaced by an import.
    Replaced,
    /// A state with a name.
    Snapshot,
}

/// A whole assessment that is kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// What it is stored under, the same in every back-up: letters, digits and `-`.
    pub key: String,
    /// Why it is kept.
    pub why: Why,
    /// What the state is called, or what the assessment was called.
    pub name: String,
    /// Since when, in milliseconds since 1970 (UTC).
    pub at: u64,
    /// The assessment.
    pub assessment: Assessment,
    /// What had been collected for it.
    pub raters: Vec<Assessment>,
}

/// What the register says.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    /// [`Aside::key`]: all assessments with the same one belong together.
    key: String,
    why: Why,
    name: String,
    at: u64,
    /// The identity that the assessment had.
    of: String,
    /// Whether it was collected for the one with the same key.
    rater: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLabel {
    value: Label,
    at: String,
}

impl Label {
    fn id(&self) -> Option<AssessmentId> {
        AssessmentId::parse(&self.of)
    }

    /// The label in a register that was read from a file.
    fn parse(json: &str) -> Result<Self, Unfit> {
        let RawLabel { value: label, at } = object(json, Expected::Register)?;
        let is_plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        if label.key.is_empty() || label.key.len() > KEY_MAX || !label.key.bytes().all(is_plain) {
            return Err(Unfit::LabelKey);
        }
        if label.id().is_none() {
            return Err(Unfit::LabelOf);
        }
        if Text::read(label.name.clone()).is_none() {
            return Err(Unfit::LabelName);
        }
        Clock::parse(&at).ok_or(Unfit::LabelTime)?;
        Ok(label)
    }

    fn written(&self) -> Kept {
        let at = Clock::start(self.at, Writer(0));
        // A plain structure always has a JSON form.
        let value = serde_json::to_string(self).unwrap_or_default();
        Kept { at: Some(at), json: format!("{{ \"value\": {value}, \"at\": \"{at}\" }}") }
    }
}

/// Why a register cannot be the label of something that was kept aside.
pub(super) fn fault(json: &str) -> Option<Unfit> {
    Label::parse(json).err()
}

impl Aside {
    /// The identity that it has in a file: its own, and the same in every back-up.
    pub fn id(&self) -> AssessmentId {
        packed_id(&self.key, self.assessment.id())
    }

    /// As assessments of a file, which belong into the same one.
    pub fn packed(&self) -> Vec<Assessment> {
        let pack = |it: &Assessment, rater: bool| {
            let label = Label {
                key: self.key.clone(),
                why: self.why,
                // It may be made of the name of a file.
                name: Text::typed(&self.name).to_string(),
                at: self.at,
                of: it.id().to_string(),
                rater,
            };
            let mut packed = it.clone().with_id(packed_id(&self.key, it.id()));
            packed.keep(REGISTER.to_owned(), label.written());
            packed
        };
        let own = self.id();
        let rater = |it: &Assessment| collected_for(pack(it, true), &own);
        [pack(&self.assessment, false)].into_iter().chain(self.raters.iter().map(rater)).collect()
    }

    /// Whether both hold the same, whatever they are stored under.
    pub fn is_same(&self, other: &Self) -> bool {
        let content = |it: &Self| (it.why, Text::typed(&it.name), it.at);
        content(self) == content(other)
            && self.assessment == other.assessment
            && self.raters == other.raters
    }
}

/// Divides the assessments of a file into those and what was kept aside, in the
/// order of the file.
pub(super) fn unpacked(all: Vec<Assessment>) -> (Vec<Assessment>, Vec<Aside>) {
    let mut assessments = Vec::new();
    let mut asides: BTreeMap<String, Aside> = BTreeMap::new();
    let mut order = Vec::new();
    let mut raters = Vec::new();
    for mut it in all {
        let label = it.take_kept(REGISTER).and_then(|kept| Label::parse(&kept.json).ok());
        let Some((label, id)) = label.and_then(|it| it.id().map(|id| (it, id))) else {
            assessments.push(it);
            continue;
        };
        if label.rater {
            raters.push((label.key, it, id));
            continue;
        }
        let Label { key, why, name, at, .. } = label;
        if asides.contains_key(&key) {
            // A second one of the same name: what is not known to belong there is beside.
            assessments.push(it);
            continue;
        }
        order.push(key.clone());
        let aside =
            Aside { key: key.clone(), why, name, at, assessment: it.with_id(id), raters: vec![] };
        asides.insert(key, aside);
    }
    for (key, it, id) in raters {
        match asides.get_mut(&key) {
            Some(aside) => {
                let of = aside.assessment.id().clone();
                aside.raters.push(collected_for(it, &of).with_id(id));
            }
            None => assessments.push(it),
        }
    }
    (assessments, order.into_iter().filter_map(|key| asides.remove(&key)).collect())
}

/// A rater of another assessment.
fn collected_for(mut rater: Assessment, of: &AssessmentId) -> Assessment {
    if rater.value(Key::RaterOf).is_some()
        && let Some(clock) = rater.register(Key::RaterOf).map(Register::clock)
    {
        rater.put(Key::RaterOf, Register::new(Some(Value::typed(of.as_str())), clock));
    }
    rater
}

fn packed_id(key: &str, of: &AssessmentId) -> AssessmentId {
    let mut sum = Sum::default();
    sum.add(key);
    sum.add(of.as_str());
    AssessmentId::from_random(sum.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Answer, Edit};
    use crate::document::{open, write};
    use crate::model::{Model, Rating, Score};
    use crate::raters;

    fn model() -> Model {
        crate::bank::shipped().unwrap()
    }

    fn answered(bits: u64, rating: Rating) -> Assessment {
        let model = model();
        let mut it = Assessment::new(AssessmentId::from_random(bits));
        let question = model.questions().next().unwrap();
        let answer = Edit::answer(question, Some(Answer::Rated(Score::of(rating))));
        it.apply(answer, Clock::start(1_000_000, Writer(bits)));
        it
    }

    fn aside(key: &str, why: Why, assessment: Assessment, raters: Vec<Assessment>) -> Aside {
        Aside {
            key: key.to_owned(),
            why,
            name: "Before \"it\"".to_owned(),
            at: 7,
            assessment,
            raters,
        }
    }

    #[test]
    fn a_back_up_gives_back_states_and_bin_beside_the_assessments() {
        let model = model();
        let live = answered(1, Rating::F);
        let state = aside("0001-a", Why::Snapshot, answered(1, Rating::P), vec![]);
        let host = answered(2, Rating::L);
        let clock = Clock::start(5, Writer(3));
        let rater = raters::as_rater(&model, host.id(), &answered(3, Rating::N), "Kim", clock);
        let gone = aside("0002-b", Why::Deleted, host, vec![rater.clone()]);
        let all: Vec<Assessment> =
            [live.clone()].into_iter().chain(state.packed()).chain(gone.packed()).collect();
        let file = write(&model, &all);
        let opened = open(&model, file.as_bytes()).unwrap();
        assert_eq!(opened.assessments, [live]);
        assert_eq!(opened.asides, [state.clone(), gone.clone()]);
        // The same again is the same file.
        let again: Vec<Assessment> = opened
            .assessments
            .iter()
            .cloned()
            .chain(opened.asides.iter().flat_map(Aside::packed))
            .collect();
        assert_eq!(write(&model, &again), file);
        // To a version that knows nothing of it, the rater is one of what it came with.
        let packed = gone.packed();
        assert_eq!(raters::rater_of(&packed[1]), Some(gone.id()));
        assert_eq!(raters::rater_of(&rater), Some(gone.assessment.id().clone()));
    }

    #[test]
    fn whatever_stands_in_the_label_is_read_or_named() {
        let model = model();
        let [packed] = &aside("0001-a", Why::Snapshot, answered(1, Rating::P), vec![]).packed()[..]
        else {
            panic!("one assessment");
        };
        let file = write(&model, [packed]);
        assert_eq!(open(&model, file.as_bytes()).unwrap().asides.len(), 1);
        for (from, to) in [
            ("\"0001-a\"", "\"../../version\""),
            ("\"0001-a\"", "\"\""),
            ("\"snapshot\"", "\"stolen\""),
            ("\"at\":7", "\"at\":-7"),
            ("\"Before", "\"\\u0007"),
            ("\"rater\":false", "\"rater\":1"),
            ("\"rater\":false", "\"rater\":false,\"more\":1"),
        ] {
            assert!(file.contains(from), "{from}");
            let refused = open(&model, file.replacen(from, to, 1).as_bytes()).unwrap_err();
            assert!(format!("{refused:?}").contains(REGISTER), "{to}: {refused:?}");
        }
    }

    #[test]
    fn a_rater_of_something_that_is_not_in_the_file_stands_beside() {
        let model = model();
        let host = answered(2, Rating::L);
        let clock = Clock::start(5, Writer(3));
        let rater = raters::as_rater(&model, host.id(), &answered(3, Rating::N), "", clock);
        let packed = aside("0002-b", Why::Deleted, host, vec![rater]).packed();
        let opened = open(&model, write(&model, &packed[1..]).as_bytes()).unwrap();
        assert_eq!((opened.assessments.len(), opened.asides.len()), (1, 0));
    }
}

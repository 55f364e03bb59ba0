//! What a file would hold beside what the pages show, and a file without it.
//!
//! An exported file is the whole assessment, so that going on with it elsewhere
//! loses nothing: what was changed or deleted is still in it, and so is what is
//! out of scope. Whoever exports is told before it leaves, and may leave it out.

use std::collections::BTreeSet;

use crate::assessment::{Assessment, AssessmentId, Key, Value};
use crate::link::Kind;
use crate::link::share::{self, Part, Parts};
use crate::model::Model;
use crate::raters;

/// How much of an assessment no page shows as a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unseen {
    /// Texts that were changed or deleted, and are kept as earlier ones.
    pub former: usize,
    /// Answers, notes and the like that do not count: of processes out of scope, or
    /// of questions that are not asked.
    pub uncounted: usize,
    /// Comments that were settled.
    pub settled: usize,
}

/// Which of it is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// What stood before: texts and answers alike.
    pub former: bool,
    /// What does not count.
    pub uncounted: bool,
    /// Comments that were settled.
    pub settled: bool,
}

impl Unseen {
    /// What these assessments hold together, each answered with a model of its own.
    pub fn of<'a>(model_of: impl Fn(&AssessmentId) -> &'a Model, all: &[Assessment]) -> Self {
        all.iter().fold(Self::default(), |sum, it| {
            let counted = counted(model_of(it.id()), it, host_of(it, all));
            let said = || it.registers().filter(|(_, it)| it.value().is_some());
            Self {
                former: sum.former + it.formers().iter().map(|it| it.texts.len()).sum::<usize>(),
                uncounted: sum.uncounted + said().filter(|(key, _)| !counted(*key)).count(),
                settled: sum.settled + said().filter(|(_, it)| is_settled(it.value())).count(),
            }
        })
    }

    /// Whether there is anything.
    pub fn is_any(self) -> bool {
        self != Self::default()
    }
}

impl LeftOut {
    /// Whether anything is left out.
    pub fn is_any(self) -> bool {
        self != Self::default()
    }

    /// An assessment without it. `beside` are those that leave with it: what counts of a
    /// rater is what counts of the assessment that the answers were collected for.
    pub fn without(
        self,
        model: &Model,
        assessment: &Assessment,
        beside: &[Assessment],
    ) -> Assessment {
        let counted = counted(model, assessment, host_of(assessment, beside));
        let left = assessment.clone().only(|key, it| {
            let is_out = self.uncounted && it.value().is_some() && !counted(key)
                || self.settled && is_settled(it.value());
            !is_out
        });
        if self.former { left.without_earlier() } else { left }
    }
}

fn is_settled(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Comment(it)) if it.is_settled)
}

fn host_of<'a>(rater: &Assessment, all: &'a [Assessment]) -> Option<&'a Assessment> {
    let host = raters::rater_of(rater)?;
    all.iter().find(|it| *it.id() == host)
}

/// Whether what stands for a key is part of the results.
fn counted(
    model: &Model,
    assessment: &Assessment,
    host: Option<&Assessment>,
) -> impl Fn(Key) -> bool + use<> {
    // A rater has no set-up: the questions are those of the assessment.
    let set_up = host.map(|it| share::copy(model, it, Kind::Invitation, Parts::SET_UP));
    let mut asked = assessment.clone();
    for (key, register) in set_up.iter().flat_map(Assessment::registers) {
        asked.put(key, register.clone());
    }
    let results = share::copy(model, &asked, Kind::Result, Parts::of(&Part::OPTIONAL));
    let keys: BTreeSet<Key> = results.registers().map(|(key, _)| key).collect();
    // Names, the origin and an old mark are no part of a copy, and of the file they are.
    move |key| keys.contains(&key) || matches!(key, Key::Who(_) | Key::RaterOf | Key::Sample)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Answer, AssessmentId, Clock, Comment, CommentId, Edit, Text, Writer};
    use crate::document;
    use crate::model::{Rating, Score};

    const NOTE: &str = "Kim was careless";

    /// A deleted note, a process out of scope with an answer, a settled comment.
    fn example(model: &Model) -> Assessment {
        let question = |process: &str| {
            let process = model.process_by_id(process).unwrap();
            (process, model.questions_of(process).next().unwrap())
        };
        let (_, incident) = question("incident");
        let (change, of_change) = question("change");
        let rated = |it| Edit::answer(it, Some(Answer::Rated(Score::of(Rating::F))));
        let remark = Comment::new(5, Text::default(), Text::typed("since when?")).unwrap();
        let say = |key, value| Edit::new(key, value).unwrap();
        let edits = [
            rated(incident),
            say(Key::Note(incident), Some(Value::typed(NOTE))),
            say(Key::Note(incident), None),
            rated(of_change),
            say(Key::OutOfScope(change), Some(Value::typed("bought in"))),
            say(Key::Comment(incident, CommentId(7)), Some(Value::Comment(remark.settled(true)))),
        ];
        let mut it = Assessment::new(AssessmentId::from_random(1));
        for (edit, minute) in edits.into_iter().zip(1..) {
            // Apart from one another, so that each is kept.
            it.apply(edit, Clock::start(minute * 200_000, Writer(1)));
        }
        it
    }

    #[test]
    fn what_no_page_shows_is_told_and_can_be_left_out() {
        let model = crate::bank::shipped().unwrap();
        let it = example(&model);
        let unseen = Unseen::of(|_| &model, std::slice::from_ref(&it));
        assert_eq!(unseen, Unseen { former: 1, uncounted: 1, settled: 1 });
        let all = LeftOut { former: true, uncounted: true, settled: true };
        let left = all.without(&model, &it, &[]);
        assert_eq!(Unseen::of(|_| &model, std::slice::from_ref(&left)), Unseen::default());
        let file = document::write(&model, [&left]);
        assert!(!file.contains(NOTE) && !file.contains("since when?"));
        // Results are the same, and taking the file in takes nothing away.
        assert_eq!(crate::scoring::score(&model, &left), crate::scoring::score(&model, &it));
        assert_eq!(it.clone().merge(left), it);
        assert_eq!(LeftOut::default().without(&model, &it, &[]), it);
    }

    #[test]
    fn of_a_rater_that_counts_which_counts_of_the_assessment() {
        let model = crate::bank::shipped().unwrap();
        let host = example(&model);
        let mut own = example(&model).with_id(AssessmentId::from_random(2));
        // Everybody was asked about everything, before it was out of scope.
        let change = model.process_by_id("change").unwrap();
        own.apply(
            Edit::new(Key::OutOfScope(change), None).unwrap(),
            Clock::start(1 << 40, Writer(2)),
        );
        let of_change = model.questions_of(change).next().unwrap();
        let rater =
            raters::as_rater(&model, host.id(), &own, "Kim", Clock::start(1 << 40, Writer(2)));
        assert!(rater.answer(of_change).is_some());
        let all = [host.clone(), rater.clone()];
        let alone = Unseen::of(|_| &model, std::slice::from_ref(&host)).uncounted;
        assert_eq!(Unseen::of(|_| &model, &all).uncounted, alone + 1);
        let left = LeftOut { uncounted: true, ..LeftOut::default() }.without(&model, &rater, &all);
        assert_eq!(left.answer(of_change), None);
        assert_eq!(left.text(Key::Assessors), "Kim");
        assert_eq!(raters::rater_of(&left), Some(host.id().clone()));
    }

    #[test]
    fn an_old_mark_on_own_work_is_no_entry_that_does_not_count() {
        let model = crate::bank::shipped().unwrap();
        let mut it = Assessment::new(AssessmentId::from_random(1));
        let created = Edit::new(Key::Created, Some(Value::Time(5))).unwrap();
        let mark = Edit::new(Key::Sample, Some(Value::Set)).unwrap();
        it.apply(created, Clock::start(5, Writer(1)));
        it.apply(mark, Clock::start(5, Writer(1)));
        assert!(!Unseen::of(|_| &model, std::slice::from_ref(&it)).is_any());
        let all = LeftOut { former: true, uncounted: true, settled: true };
        assert_eq!(all.without(&model, &it, &[]), it);
    }
}

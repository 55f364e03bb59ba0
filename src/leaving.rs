//! What a file would hold beside what the pages show, and a file without it.
//!
//! An exported file is the whole assessment, so that going on with it elsewhere
//! loses nothing: what was changed or deleted is still in it, and so is what is
//! out of scope. Whoever exports is told before it leaves, and may leave it out.

use std::collections::BTreeSet;

use crate::assessment::{Assessment, Key, Value};
use crate::link::Kind;
use crate::link::share::{self, Part, Parts};
use crate::model::Model;

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
    /// What these assessments hold together.
    pub fn of<'a>(model: &Model, all: impl IntoIterator<Item = &'a Assessment>) -> Self {
        all.into_iter().fold(Self::default(), |sum, it| {
            let counted = counted(model, it);
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

    /// An assessment without it.
    pub fn without(self, model: &Model, assessment: &Assessment) -> Assessment {
        let counted = counted(model, assessment);
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

/// Whether what stands for a key is part of the results.
fn counted(model: &Model, assessment: &Assessment) -> impl Fn(Key) -> bool + use<> {
    let results = share::copy(model, assessment, Kind::Result, Parts::of(&Part::OPTIONAL));
    let keys: BTreeSet<Key> = results.registers().map(|(key, _)| key).collect();
    // Names and the origin are no part of a copy, and of the file they are.
    move |key| keys.contains(&key) || matches!(key, Key::Who(_) | Key::RaterOf)
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
        let unseen = Unseen::of(&model, [&it]);
        assert_eq!(unseen, Unseen { former: 1, uncounted: 1, settled: 1 });
        let all = LeftOut { former: true, uncounted: true, settled: true };
        let left = all.without(&model, &it);
        assert_eq!(Unseen::of(&model, [&left]), Unseen::default());
        let file = document::write(&model, [&left]);
        assert!(!file.contains(NOTE) && !file.contains("since when?"));
        // Results are the same, and taking the file in takes nothing away.
        assert_eq!(crate::scoring::score(&model, &left), crate::scoring::score(&model, &it));
        assert_eq!(it.clone().merge(left), it);
        assert_eq!(LeftOut::default().without(&model, &it), it);
    }
}

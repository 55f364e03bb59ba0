//! Words for figures: the same on every page, in every report and in every
//! export. Wording only: what is said here has been decided by the layers below.

use crate::assessment::{Aggregation, Answer, Assessment, Belief, Key};
use crate::case::small;
use crate::model::{Level, Rating};
use crate::scoring::{
    Bounds, GapClass, Measured, Overall, ProcessGap, ProcessScore, Risk, Standing, Tally,
};
use crate::words::{figures as words, names};

/// What an assessment is called: its name, or its organisation and unit; answers that
/// were collected for one that is not here go by who gave them.
pub fn display_name(assessment: &Assessment) -> String {
    let name = assessment.text(Key::Name).trim();
    if !name.is_empty() {
        return name.to_owned();
    }
    let parts = [assessment.text(Key::Organisation).trim(), assessment.text(Key::Unit).trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    match assessment.text(Key::Assessors).trim() {
        _ if !parts.is_empty() => parts.join(", "),
        who if !who.is_empty() && assessment.value(Key::RaterOf).is_some() => {
            names::answers_of(who)
        }
        _ => names::unnamed(),
    }
}

/// Names that can be told apart: to those that are alike what is told of them is
/// added in brackets (`more`, by position), and a number to those that are alike then.
pub fn distinct(mut names: Vec<String>, more: impl Fn(usize) -> String) -> Vec<String> {
    // Case and spaces tell nothing apart on a wall.
    let plain = |it: &str| small(&it.split_whitespace().collect::<Vec<_>>().join(" "));
    let alike = |names: &[String]| -> Vec<bool> {
        let plain: Vec<String> = names.iter().map(|it| plain(it)).collect();
        plain.iter().map(|it| plain.iter().filter(|other| *other == it).count() > 1).collect()
    };
    for (at, _) in alike(&names).into_iter().enumerate().filter(|(_, is)| *is) {
        if let Some(name) = names.get_mut(at) {
            *name = names::told_apart(names::ToldApart { name, more: &more(at) });
        }
    }
    // Somebody may be called what another one becomes: again, then.
    for _ in 0..names.len() {
        let alike = alike(&names);
        let alike = names.iter_mut().zip(alike).filter(|(_, is)| *is);
        for ((name, _), number) in alike.zip(1..) {
            *name = names::numbered(names::Numbered { name, number });
        }
    }
    names
}

/// Readiness in one sentence. Never a promise.
pub fn verdict(overall: &Overall) -> String {
    let tally = overall.tally;
    match Nothing::of(tally) {
        Some(Nothing::Here) => return words::none_here_no_level(),
        Some(Nothing::InScope) => return words::none_in_scope_no_level(),
        Some(Nothing::Applies) => return words::none_applies_no_level(),
        Some(Nothing::Counts) => return words::none_counts_no_level(),
        None => {}
    }
    if tally.with_level == 0 && overall.counts.done() > 0 {
        return words::answers_do_not_reach();
    }
    if tally.with_level == 0 {
        return words::nothing_rated();
    }
    let (reached, assessed) = (usize::from(tally.at_target), usize::from(tally.with_level));
    // Of one process nothing is said but whether it does.
    let reaching = if assessed == 1 { assessed } else { reached };
    let missing = usize::from(tally.in_scope - tally.with_level);
    let open = usize::from(overall.counts.open());
    match (overall.is_belief, missing, open) {
        (false, 0, 0) => words::ready(words::Ready { reached, assessed, reaching }),
        (false, 0, _) => {
            words::ready_some_open(words::ReadySomeOpen { reached, assessed, reaching, open })
        }
        (false, _, _) => words::ready_some_missing(words::ReadySomeMissing {
            reached,
            assessed,
            reaching,
            missing,
        }),
        (true, 0, 0) => words::believed(words::Believed { reached, assessed, reaching }),
        (true, 0, _) => {
            words::believed_some_open(words::BelievedSomeOpen { reached, assessed, reaching, open })
        }
        (true, _, _) => words::believed_some_missing(words::BelievedSomeMissing {
            reached,
            assessed,
            reaching,
            missing,
        }),
    }
}

/// Of several processes none counts: which is there none of?
enum Nothing {
    /// Of any.
    Here,
    /// Of those in scope.
    InScope,
    /// Of those in scope, which all are, that apply.
    Applies,
    /// Of those in scope, which some are, that apply.
    Counts,
}

impl Nothing {
    fn of(tally: Tally) -> Option<Self> {
        match tally {
            Tally { in_scope: 1.., .. } => None,
            Tally { out_of_scope: 0, not_applicable: 0, .. } => Some(Nothing::Here),
            Tally { not_applicable: 0, .. } => Some(Nothing::InScope),
            Tally { out_of_scope: 0, .. } => Some(Nothing::Applies),
            Tally { .. } => Some(Nothing::Counts),
        }
    }
}

/// Why none of these processes counts; `None` where one does.
pub fn nothing_counts(tally: Tally) -> Option<String> {
    Some(match Nothing::of(tally)? {
        Nothing::Here => words::none_here(),
        Nothing::InScope => words::none_in_scope(),
        Nothing::Applies => words::none_applies(),
        Nothing::Counts => words::none_counts(),
    })
}

/// What the one figure rests on: "over 3 groups", "over 12 of 13 processes in scope".
pub fn base(overall: &Overall) -> String {
    let Some(figure) = overall.figure else { return words::no_level() };
    let (n, all) = (figure.over.into(), overall.tally.in_scope.into());
    match (overall.aggregation, overall.tally.not_applicable) {
        (Aggregation::MeanOfGroups, _) => words::over_groups(n),
        (_, 0) => words::over_processes(words::OverProcesses { n, all }),
        _ => words::over_processes_that_apply(words::OverProcessesThatApply { n, all }),
    }
}

/// "Requirement" or "Good practice".
pub fn demand(requirement: bool) -> String {
    if requirement { words::requirement() } else { words::good_practice() }
}

/// Where a process stands, in a few words.
pub fn standing(score: &ProcessScore) -> String {
    match score.standing {
        Standing::OutOfScope => words::out_of_scope(),
        Standing::NotApplicable => words::not_applicable(),
        Standing::NotAssessed => words::not_assessed(),
        Standing::Believed(Belief::Level(level)) => words::believed_level(&level.to_string()),
        Standing::Believed(Belief::Rating(rating)) => words::believed_rating(&rating.name()),
        Standing::Measured(measured) => level(measured),
        Standing::Area(bounds) => ratings(bounds),
    }
}

/// A measured level: "Level 2", or "Level 1 so far, up to 3".
pub fn level(measured: Measured) -> String {
    let Bounds { lowest, highest } = measured.level;
    let (is_settled, lowest) = (lowest == highest, &lowest.to_string());
    if is_settled {
        words::level(lowest)
    } else {
        words::level_so_far(words::LevelSoFar { lowest, highest: &highest.to_string() })
    }
}

/// A range of ratings: "Largely", or "Not to fully".
pub fn ratings(bounds: Bounds<Rating>) -> String {
    if bounds.is_settled() {
        bounds.lowest.name()
    } else {
        let (lowest, highest) = (&bounds.lowest.name(), &small(&bounds.highest.name()));
        words::ratings(words::Ratings { lowest, highest })
    }
}

/// A gap class, with its range while answers are open.
pub fn gap(gap: &ProcessGap) -> String {
    match gap {
        ProcessGap::Unknown => "–".to_owned(),
        ProcessGap::Known { class, .. } => range(*class, GapClass::name),
    }
}

/// A risk, with its range while answers are open.
pub fn risk(gap: &ProcessGap) -> String {
    match gap {
        ProcessGap::Unknown => "–".to_owned(),
        ProcessGap::Known { risk, .. } => range(*risk, Risk::name),
    }
}

fn range<T: Copy + PartialEq>(bounds: Bounds<T>, name: fn(T) -> String) -> String {
    if bounds.is_settled() {
        name(bounds.lowest)
    } else {
        let (lowest, highest) = (&name(bounds.lowest), &name(bounds.highest));
        words::range_open(words::RangeOpen { lowest, highest })
    }
}

/// Hundredths as a number with up to two places: "2.46", "3".
pub fn hundredths(it: u32) -> String {
    crate::scoring::trace::percent(it)
}

/// How a figure is put together.
pub fn aggregation(it: Aggregation) -> String {
    match it {
        Aggregation::Mean => words::mean(),
        Aggregation::MeanOfGroups => words::mean_of_groups(),
        Aggregation::Sum => words::sum(),
        Aggregation::Lowest => words::lowest(),
    }
}

/// "2 Managed".
pub fn level_name(level: Level) -> String {
    words::level_named(words::LevelNamed { level: &level.to_string(), name: &level.name() })
}

/// What is believed: "2 Managed", or "Largely".
pub fn belief(belief: Belief) -> String {
    match belief {
        Belief::Level(level) => level_name(level),
        Belief::Rating(rating) => rating.name(),
    }
}

/// What was answered, in words. No answer is a dash.
pub fn answer(answer: Option<&Answer>) -> String {
    match answer {
        None => "–".to_owned(),
        Some(Answer::Rated(score)) => score.code().to_owned(),
        Some(Answer::NotApplicable { reason }) => match reason.as_str() {
            it if it.trim().is_empty() => words::answer_not_applicable(),
            it => words::answer_not_applicable_because(it),
        },
        Some(Answer::AskSomeone { whom }) => match whom.as_str() {
            it if it.trim().is_empty() => words::answer_unknown(),
            it => words::answer_unknown_ask(it),
        },
    }
}

/// A word, and what was said with it if anything was.
pub fn with(word: &str, text: &str) -> String {
    if text.trim().is_empty() {
        word.to_owned()
    } else {
        words::word_and_text(words::WordAndText { word, text })
    }
}

/// What somebody said, with who it was if they gave a name.
pub fn said(name: &str, said: &str) -> String {
    if name.trim().is_empty() {
        said.to_owned()
    } else {
        words::said_by(words::SaidBy { name, said })
    }
}

/// A level figure over several processes: "2.46", or "1.54 to 1.62".
pub fn figure(it: Bounds<u32>) -> String {
    if it.is_settled() {
        hundredths(it.lowest)
    } else {
        let (lowest, highest) = (&hundredths(it.lowest), &hundredths(it.highest));
        words::range(words::Range { lowest, highest })
    }
}

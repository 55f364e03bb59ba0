//! Words for figures: the same on every page, in every report and in every
//! export. Wording only: what is said here has been decided by the layers below.

use crate::assessment::{Aggregation, Answer, Assessment, Belief, Key};
use crate::case::small;
use crate::model::{Level, Rating};
use crate::scoring::{
    Bounds, GapClass, Measured, Overall, ProcessGap, ProcessScore, Risk, Standing, Tally,
};

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
            format!("Answers of {who}")
        }
        _ => "Unnamed assessment".to_owned(),
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
            *name = format!("{name} ({})", more(at));
        }
    }
    // Somebody may be called what another one becomes: again, then.
    for _ in 0..names.len() {
        let alike = alike(&names);
        let alike = names.iter_mut().zip(alike).filter(|(_, is)| *is);
        for ((name, _), number) in alike.zip(1..) {
            *name = format!("{name}, {number}");
        }
    }
    names
}

/// `1 question`, `2 questions`.
pub fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Readiness in one sentence. Never a promise.
pub fn verdict(overall: &Overall) -> String {
    let tally = overall.tally;
    if let Some(nothing) = nothing_counts(tally) {
        return format!("{nothing}, so there is no level to show.");
    }
    if tally.with_level == 0 && overall.counts.done() > 0 {
        return "No process has a level yet: the answers so far do not reach that far.".to_owned();
    }
    if tally.with_level == 0 {
        return "Nothing has been rated yet, so no process has a level. That is not level 0: it is unknown.".to_owned();
    }
    let missing = tally.in_scope - tally.with_level;
    let reached = format!(
        "{} of {} {} target level{}",
        tally.at_target,
        plural(usize::from(tally.with_level), "assessed process", "assessed processes"),
        if tally.at_target == 1 || tally.with_level == 1 { "reaches its" } else { "reach their" },
        if overall.is_belief { ", as its people believe; nothing is proven" } else { "" },
    );
    let rest = match (missing, overall.counts.open()) {
        (0, 0) => ". Every question is answered.".to_owned(),
        (0, open) => {
            format!("; {} still open.", plural(usize::from(open), "question is", "questions are"))
        }
        (missing, _) => format!(
            "; {} not assessed yet.",
            plural(usize::from(missing), "process is", "processes are")
        ),
    };
    format!("{reached}{rest}")
}

/// Why none of these processes counts; `None` where one does.
pub fn nothing_counts(tally: Tally) -> Option<&'static str> {
    match tally {
        Tally { in_scope: 1.., .. } => None,
        Tally { out_of_scope: 0, not_applicable: 0, .. } => Some("There is no process here"),
        Tally { not_applicable: 0, .. } => Some("No process is in scope"),
        Tally { out_of_scope: 0, .. } => {
            Some("Every process is in scope and marked not applicable throughout")
        }
        Tally { .. } => Some("Each process is out of scope or marked not applicable throughout"),
    }
}

/// How many processes a figure is over, of those that count: `12 of 13 processes in
/// scope`.
pub fn over(over: u16, tally: Tally) -> String {
    let apply = if tally.not_applicable == 0 { "" } else { " that apply" };
    format!("{over} of {} processes in scope{apply}", tally.in_scope)
}

/// What the one figure rests on: "over 3 groups", "over 12 of 13 processes in scope".
pub fn base(overall: &Overall) -> String {
    match (overall.figure, overall.aggregation) {
        (None, _) => "no process has a level".to_owned(),
        (Some(it), Aggregation::MeanOfGroups) => {
            ["over ", &plural(usize::from(it.over), "group", "groups")].concat()
        }
        (Some(it), _) => ["over ", &over(it.over, overall.tally)].concat(),
    }
}

/// "Requirement" or "Good practice".
pub fn demand(requirement: bool) -> &'static str {
    if requirement { "Requirement" } else { "Good practice" }
}

/// Where a process stands, in a few words.
pub fn standing(score: &ProcessScore) -> String {
    match score.standing {
        Standing::OutOfScope => "Out of scope".to_owned(),
        Standing::NotApplicable => "Not applicable".to_owned(),
        Standing::NotAssessed => "Not assessed".to_owned(),
        Standing::Believed(Belief::Level(level)) => format!("Level {level} (belief)"),
        Standing::Believed(Belief::Rating(rating)) => format!("{} (belief)", rating.name()),
        Standing::Measured(measured) => level(measured),
        Standing::Area(bounds) => ratings(bounds),
    }
}

/// A measured level: "Level 2", or "Level 1 so far, up to 3".
pub fn level(measured: Measured) -> String {
    let Bounds { lowest, highest } = measured.level;
    if lowest == highest {
        format!("Level {lowest}")
    } else {
        format!("Level {lowest} so far, up to {highest}")
    }
}

/// A range of ratings: "Largely", or "Not to fully".
pub fn ratings(bounds: Bounds<Rating>) -> String {
    if bounds.is_settled() {
        bounds.lowest.name().to_owned()
    } else {
        format!("{} to {}", bounds.lowest.name(), small(bounds.highest.name()))
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

fn range<T: Copy + PartialEq>(bounds: Bounds<T>, name: fn(T) -> &'static str) -> String {
    if bounds.is_settled() {
        name(bounds.lowest).to_owned()
    } else {
        format!("{} to {}, open", name(bounds.highest), name(bounds.lowest))
    }
}

/// Hundredths as a number with up to two places: "2.46", "3".
pub fn hundredths(it: u32) -> String {
    crate::scoring::trace::percent(it)
}

/// How a figure is put together.
pub fn aggregation(it: Aggregation) -> &'static str {
    match it {
        Aggregation::Mean => "Mean of the levels",
        Aggregation::MeanOfGroups => "Mean of the groups' means",
        Aggregation::Sum => "Sum of the levels",
        Aggregation::Lowest => "Lowest level decides",
    }
}

/// "Level 2, Managed".
pub fn level_name(level: Level) -> String {
    format!("{level} {}", level.name())
}

/// What is believed: "2 Managed", or "Largely".
pub fn belief(belief: Belief) -> String {
    match belief {
        Belief::Level(level) => level_name(level),
        Belief::Rating(rating) => rating.name().to_owned(),
    }
}

/// What was answered, in words. No answer is a dash.
pub fn answer(answer: Option<&Answer>) -> String {
    match answer {
        None => "–".to_owned(),
        Some(Answer::Rated(score)) => score.code().to_owned(),
        Some(Answer::NotApplicable { reason }) => with("Not applicable", reason.as_str()),
        Some(Answer::AskSomeone { whom }) => with("Don't know, ask", whom.as_str()),
    }
}

/// A word, and what was said with it if anything was.
pub fn with(word: &str, text: &str) -> String {
    if text.trim().is_empty() { word.to_owned() } else { format!("{word}: {text}") }
}

/// What somebody said, with who it was if they gave a name.
pub fn said(name: &str, words: &str) -> String {
    if name.trim().is_empty() { words.to_owned() } else { format!("{name}: {words}") }
}

/// A level figure over several processes: "2.46", or "1.54 to 1.62".
pub fn figure(it: Bounds<u32>) -> String {
    if it.is_settled() {
        hundredths(it.lowest)
    } else {
        format!("{} to {}", hundredths(it.lowest), hundredths(it.highest))
    }
}

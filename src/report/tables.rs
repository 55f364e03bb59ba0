//! Tables of figures that have no chart: the same on the page and in files.

use crate::assessment::{Answer, Assessment};
use crate::chart::{Cell, Table};
use crate::model::Model;
use crate::scoring::{self, ScoreSheet};
use crate::wording;

fn table(caption: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    let head = head.iter().map(|it| (*it).to_owned()).collect();
    Table { caption: caption.to_owned(), head, rows }
}

/// Gaps to the targets, the largest risk first.
pub(super) fn gaps(model: &Model, sheet: &ScoreSheet) -> Table {
    let row = |process| {
        let score = sheet.process(process);
        vec![
            Cell::head(&model.process(process).name),
            Cell::text(wording::standing(score)),
            Cell::number(score.target.to_string()),
            Cell::text(wording::gap(&score.gap)),
            Cell::text(wording::risk(&score.gap)),
        ]
    };
    let rows = scoring::worst_first(model, sheet).into_iter().map(row).collect();
    table("Gaps to the target", &["Process", "Stands at", "Target", "Gap", "Risk"], rows)
}

/// The figures of every group, each with the number of processes it rests on.
pub fn groups(model: &Model, sheet: &ScoreSheet) -> Table {
    let row = |it: &scoring::GroupScore| {
        let tally = it.tally;
        let mean = match tally.mean_hundredths() {
            Some(mean) => format!(
                "{} over {} of {}",
                wording::hundredths(mean),
                tally.with_level,
                tally.in_scope
            ),
            None if tally.in_scope == 0 => "has no level".to_owned(),
            None => format!("none of {}", tally.in_scope),
        };
        let reached = match tally.with_level {
            0 => "–".to_owned(),
            n => format!("{} of {n}", tally.at_target),
        };
        vec![
            Cell::head(model.group_title(it.group)),
            Cell::text(mean),
            Cell::text(reached),
            Cell::text(format!("{} of {}", it.counts.done(), it.counts.asked())),
        ]
    };
    let rows = sheet.groups.iter().map(row).collect();
    table("Figures by group", &["Group", "Mean level", "At target", "Answered"], rows)
}

/// What is in none of the figures, each with its reason.
pub fn left_out(model: &Model, assessment: &Assessment) -> Table {
    let row = |name: String, how, why: &str| {
        let why = if why.trim().is_empty() { "no reason given" } else { why.trim() };
        vec![Cell::head(&name), Cell::text(how), Cell::text(why)]
    };
    let processes = model.processes().filter_map(|process| {
        let why = assessment.out_of_scope(process)?;
        Some(row(model.process(process).name.clone(), "out of scope", why))
    });
    let questions = assessment.answers().filter_map(|(question, answer)| {
        let Answer::NotApplicable { reason } = answer else { return None };
        let question = model.question(question);
        let process = &model.process(question.process()).name;
        Some(row(format!("{process}: {}", question.title()), "not applicable", reason.as_str()))
    });
    let rows = processes.chain(questions).collect();
    table("What was left out, and why", &["What", "How", "Why"], rows)
}

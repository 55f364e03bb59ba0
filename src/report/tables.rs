//! Tables of figures that have no chart: the same on the page and in files.

use crate::assessment::{Answer, Assessment};
use crate::chart::{Cell, Table};
use crate::model::{Depth, Model};
use crate::scoring::trace::percent;
use crate::scoring::{self, AttributeScore, Bounds, ProcessScore, ScoreSheet, Standing};
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
            Cell::number(target(score)),
            Cell::text(wording::gap(&score.gap)),
            Cell::text(wording::risk(&score.gap)),
        ]
    };
    let rows = scoring::worst_first(model, sheet).into_iter().map(row).collect();
    table("Gaps to the target", &["Process", "Stands at", "Target", "Gap", "Risk"], rows)
}

/// The target; a dash where there is none.
pub fn target(score: &ProcessScore) -> String {
    score.target.map_or_else(|| "–".to_owned(), |it| it.to_string())
}

/// Where a process stands against its target, in a line.
pub(super) fn against_target(score: &ProcessScore) -> String {
    let standing = wording::standing(score);
    let Some(target) = score.target else { return standing };
    let mut out = format!("{standing}; target {target}");
    if let Standing::Measured(it) = score.standing {
        out.push_str(&format!("; assessed up to level {}", it.assessed_to));
        out.push_str(&format!(
            "; gap: {}, risk: {}",
            wording::gap(&score.gap),
            wording::risk(&score.gap)
        ));
    }
    out
}

/// How far every attribute is achieved, with its range while answers are open.
pub(super) fn achievement(model: &Model, sheet: &ScoreSheet) -> Table {
    let asked: Vec<_> = model
        .attributes()
        .filter(|it| {
            sheet
                .processes
                .iter()
                .flat_map(|it| &it.attributes)
                .any(|score| score.attribute == *it && score.lowest.is_some())
        })
        .collect();
    let of = |score: &AttributeScore| match (score.lowest, score.highest) {
        (Some(lowest), Some(highest)) if lowest.hundredths() == highest.hundredths() => {
            percent(lowest.hundredths())
        }
        (Some(lowest), Some(highest)) => {
            [percent(lowest.hundredths()), percent(highest.hundredths())].join(" to ")
        }
        _ => String::new(),
    };
    let row = |it: &ProcessScore| {
        let cells = asked.iter().map(|wanted| {
            let score = it.attributes.iter().find(|it| it.attribute == *wanted);
            Cell::number(score.map(of).unwrap_or_default())
        });
        [Cell::head(&model.process(it.process).name)].into_iter().chain(cells).collect()
    };
    let is_measured =
        |it: &&ProcessScore| matches!(it.standing, Standing::Measured(_) | Standing::Area(_));
    let rows = sheet.processes.iter().filter(is_measured).map(row).collect();
    let names: Vec<String> =
        asked.iter().map(|it| ["PA ", model.attribute_id(*it)].concat()).collect();
    let head: Vec<&str> =
        ["Process or area"].into_iter().chain(names.iter().map(String::as_str)).collect();
    table("Achievement of the attributes in percent", &head, rows)
}

/// Ratings that the assessor gave in place of computed ones, each with its reason.
pub(super) fn own(model: &Model, assessment: &Assessment, sheet: &ScoreSheet) -> Table {
    // Of a process of which nothing applies they count for nothing.
    let counts = |it: &&ProcessScore| it.standing != Standing::NotApplicable;
    let rows = sheet.processes.iter().filter(counts).flat_map(|process| {
        process.attributes.iter().filter_map(move |score| {
            let own = assessment.override_of(process.process, score.attribute)?;
            let computed = match (score.lowest, score.highest) {
                (Some(lowest), Some(highest)) => {
                    wording::ratings(Bounds { lowest: lowest.rating(), highest: highest.rating() })
                }
                _ => "not rated".to_owned(),
            };
            Some(vec![
                Cell::head(&model.process(process.process).name),
                Cell::text(["PA ", model.attribute_id(score.attribute)].concat()),
                Cell::text(computed),
                Cell::text(own.rating.name()),
                Cell::said(own.reason().as_str()),
            ])
        })
    });
    table(
        "Own ratings and their reasons",
        &["Process", "Attribute", "Computed", "Own rating", "Why"],
        rows.collect(),
    )
}

/// The figures of every group, each with the number of processes it rests on.
pub fn groups(model: &Model, sheet: &ScoreSheet) -> Table {
    let row = |it: &scoring::GroupScore| {
        let tally = it.tally;
        let mean = match (tally.mean_hundredths(), tally.highest_mean_hundredths()) {
            (Some(lowest), Some(highest)) => format!(
                "{} over {} of {}",
                wording::figure(Bounds { lowest, highest }),
                tally.with_level,
                tally.in_scope
            ),
            _ if tally == scoring::Tally::default() => "has no level".to_owned(),
            _ if tally.not_applicable == 0 && tally.in_scope == 0 => "out of scope".to_owned(),
            _ if tally.out_of_scope == 0 && tally.in_scope == 0 => "not applicable".to_owned(),
            _ if tally.in_scope == 0 => "out of scope or not applicable".to_owned(),
            _ => format!("none of {}", tally.in_scope),
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
        vec![Cell::head(&name), Cell::text(how), Cell::said(why)]
    };
    let processes = model.processes().filter_map(|process| {
        let why = assessment.out_of_scope(process)?;
        Some(row(model.process(process).name.clone(), "out of scope", why))
    });
    // The quick depth counts no answers, and a process that is out takes its own along.
    let counts = |it| assessment.depth() != Depth::Quick && assessment.out_of_scope(it).is_none();
    let questions = assessment.answers().filter_map(|(question, answer)| {
        let Answer::NotApplicable { reason } = answer else { return None };
        let question = model.question(question);
        counts(question.process()).then_some(())?;
        let process = &model.process(question.process()).name;
        Some(row(format!("{process}: {}", question.title()), "not applicable", reason.as_str()))
    });
    let rows = processes.chain(questions).collect();
    table("What was left out, and why", &["What", "How", "Why"], rows)
}

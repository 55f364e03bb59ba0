//! Tables of figures that have no chart: the same on the page and in files.

use crate::assessment::{Answer, Assessment};
use crate::chart::{Cell, Table};
use crate::model::{Depth, Model};
use crate::scoring::trace::percent;
use crate::scoring::{self, AttributeScore, Bounds, ProcessScore, ScoreSheet, Standing};
use crate::wording;
use crate::words::report as words;

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
    Table {
        caption: words::gaps(),
        head: vec![
            words::process(),
            words::stands_at(),
            words::target(),
            words::gap(),
            words::risk(),
        ],
        rows,
    }
}

/// The target; a dash where there is none.
pub fn target(score: &ProcessScore) -> String {
    score.target.map_or_else(|| "–".to_owned(), |it| it.to_string())
}

/// Where a process stands against its target, in a line.
pub(super) fn against_target(score: &ProcessScore) -> String {
    let standing = wording::standing(score);
    let Some(target) = score.target else { return standing };
    let (standing, target) = (&standing, &target.to_string());
    match score.standing {
        Standing::Measured(it) => words::standing_and_gap(words::StandingAndGap {
            standing,
            target,
            level: &it.assessed_to.to_string(),
            gap: &wording::gap(&score.gap),
            risk: &wording::risk(&score.gap),
        }),
        _ => words::standing_and_target(words::StandingAndTarget { standing, target }),
    }
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
        (Some(lowest), Some(highest)) => words::range(words::Range {
            lowest: &percent(lowest.hundredths()),
            highest: &percent(highest.hundredths()),
        }),
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
    let names = asked.iter().map(|it| words::attribute_id(model.attribute_id(*it)));
    let head = std::iter::once(words::process_or_area()).chain(names).collect();
    Table { caption: words::achievement(), head, rows }
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
                _ => words::not_rated(),
            };
            Some(vec![
                Cell::head(&model.process(process.process).name),
                Cell::text(words::attribute_id(model.attribute_id(score.attribute))),
                Cell::text(computed),
                Cell::text(own.rating.name()),
                Cell::said(own.reason().as_str()),
            ])
        })
    });
    Table {
        caption: words::own(),
        head: vec![
            words::process(),
            words::attribute(),
            words::computed(),
            words::own_rating(),
            words::why(),
        ],
        rows: rows.collect(),
    }
}

/// The figures of every group, each with the number of processes it rests on.
pub fn groups(model: &Model, sheet: &ScoreSheet) -> Table {
    let row = |it: &scoring::GroupScore| {
        let tally = it.tally;
        let mean = match (tally.mean_hundredths(), tally.highest_mean_hundredths()) {
            (Some(lowest), Some(highest)) => words::mean_over(words::MeanOver {
                mean: &wording::figure(Bounds { lowest, highest }),
                n: tally.with_level.into(),
                all: tally.in_scope.into(),
            }),
            _ if tally == scoring::Tally::default() => words::group_no_level(),
            _ if tally.not_applicable == 0 && tally.in_scope == 0 => words::group_out_of_scope(),
            _ if tally.out_of_scope == 0 && tally.in_scope == 0 => words::group_not_applicable(),
            _ if tally.in_scope == 0 => words::group_left_out(),
            _ => words::group_none_of(tally.in_scope.into()),
        };
        let reached = match tally.with_level {
            0 => "–".to_owned(),
            n => words::some_of(words::SomeOf { n: tally.at_target.into(), all: n.into() }),
        };
        vec![
            Cell::head(model.group_title(it.group)),
            Cell::text(mean),
            Cell::text(reached),
            Cell::text(words::some_of(words::SomeOf {
                n: it.counts.done().into(),
                all: it.counts.asked().into(),
            })),
        ]
    };
    let rows = sheet.groups.iter().map(row).collect();
    Table {
        caption: words::groups(),
        head: vec![
            words::group(),
            words::mean_level(),
            words::group_at_target(),
            words::group_answered(),
        ],
        rows,
    }
}

/// What is in none of the figures, each with its reason.
pub fn left_out(model: &Model, assessment: &Assessment) -> Table {
    let row = |name: String, how: String, why: &str| {
        let none = words::no_reason();
        let why = if why.trim().is_empty() { &none } else { why.trim() };
        vec![Cell::head(&name), Cell::text(how), Cell::said(why)]
    };
    let processes = model.processes().filter_map(|process| {
        let why = assessment.out_of_scope(process)?;
        Some(row(model.process(process).name.clone(), words::left_out_of_scope(), why))
    });
    // The quick depth counts no answers, and a process that is out takes its own along.
    let counts = |it| assessment.depth() != Depth::Quick && assessment.out_of_scope(it).is_none();
    let questions = assessment.answers().filter_map(|(question, answer)| {
        let Answer::NotApplicable { reason } = answer else { return None };
        let question = model.question(question);
        counts(question.process()).then_some(())?;
        let process = &model.process(question.process()).name;
        let name = words::question_of(words::QuestionOf { process, question: &question.title() });
        Some(row(name, words::left_out_not_applicable(), reason.as_str()))
    });
    let rows = processes.chain(questions).collect();
    Table {
        caption: words::left_out(),
        head: vec![words::left_out_what(), words::left_out_how(), words::why()],
        rows,
    }
}

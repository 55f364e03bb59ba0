//! What every chart keeps to: the figures of the sheet, the view box, and text
//! that covers no other text.

mod bench;
mod svg;

use bench::Bench;

use super::figures::Stand;
use super::picture::Point;
use super::role::Paint;
use super::{Chart, Picture, Role, Shape, Size, bars, profile, radar};
use crate::assessment::{Key, Text, Value};
use crate::model::{Kind, Level, Score};

fn every_chart() -> Vec<Chart> {
    let before = Bench::all_at(1).sheet();
    let benches =
        [Bench::new(), Bench::mixed(), Bench::mixed().quick(), Bench::all_at(5), Bench::all_at(0)];
    benches.iter().flat_map(|it| [it.charts(None), it.charts(Some(&before))].concat()).collect()
}

fn shapes(picture: &Picture, role: Role) -> Vec<&Shape> {
    picture.shapes.iter().filter(|it| it.role() == role).collect()
}

fn has(picture: &Picture, role: Role) -> bool {
    !shapes(picture, role).is_empty()
}

#[test]
fn everything_is_inside_the_view_box() {
    for Chart { picture, .. } in every_chart() {
        for shape in &picture.shapes {
            let it = shape.extent().expect("a shape has points");
            let inside = it.left.0 >= 0
                && it.top.0 >= 0
                && it.right <= picture.width
                && it.bottom <= picture.height;
            assert!(inside, "{}: {shape:?} {it:?}", picture.title);
        }
    }
}

#[test]
fn no_text_covers_another() {
    for Chart { picture, .. } in every_chart() {
        let texts: Vec<&Shape> =
            picture.shapes.iter().filter(|it| matches!(it, Shape::Text { .. })).collect();
        for (at, one) in texts.iter().enumerate() {
            for other in &texts[at + 1..] {
                let (a, b) = (one.extent().unwrap(), other.extent().unwrap());
                let apart = a.right <= b.left
                    || b.right <= a.left
                    || a.bottom <= b.top
                    || b.bottom <= a.top;
                assert!(apart, "{}: {one:?} {other:?}", picture.title);
            }
        }
    }
}

#[test]
fn every_shape_is_painted_as_its_role_is() {
    for Chart { picture, .. } in every_chart() {
        for shape in &picture.shapes {
            let expected = match shape {
                Shape::Text { .. } => vec![Paint::Text],
                Shape::Line { .. } | Shape::Path { .. } => vec![Paint::Stroke],
                Shape::Polygon { .. } => vec![Paint::Fill],
                Shape::Rect { .. } | Shape::Circle { .. } => vec![Paint::Fill, Paint::Stroke],
            };
            assert!(expected.contains(&shape.role().paint()), "{shape:?}");
        }
    }
}

#[test]
fn level_zero_and_the_three_ways_of_having_none_are_four_pictures() {
    let picture = |n: usize| {
        let mut it = Bench::new();
        let process = it.processes()[3];
        match n {
            0 => it.rate(process, 5, Score::N, 1),
            1 => {}
            2 => it.say(Key::OutOfScope(process), Value::Text(Text::typed("not ours"))),
            _ => it.not_applicable(process),
        }
        let charts = it.charts(None);
        // Even without a word of text.
        let drawn = |it: &Chart| -> Vec<Shape> {
            let shapes = it.picture.shapes.iter();
            shapes.filter(|it| !matches!(it, Shape::Text { .. })).cloned().collect()
        };
        [drawn(&charts[0]), drawn(&charts[1]), drawn(&charts[3]), drawn(&charts[4])]
    };
    let pictures: Vec<[Vec<Shape>; 4]> = (0..4).map(picture).collect();
    for (at, one) in pictures.iter().enumerate() {
        for other in &pictures[at + 1..] {
            for (a, b) in one.iter().zip(other) {
                assert_ne!(a, b);
            }
        }
    }
}

#[test]
fn a_process_without_a_level_is_a_gap_in_the_outline() {
    let outline = |bench: &Bench| -> Vec<usize> {
        let chart = radar(&bench.model, &bench.sheet(), None, Size::Wide);
        let lines = shapes(&chart.picture, Role::Current);
        lines
            .iter()
            .filter_map(|it| match it {
                Shape::Path { points, .. } => Some(points.len()),
                _ => None,
            })
            .collect()
    };
    let mut bench = Bench::all_at(2);
    let n = bench.processes().len();
    assert_eq!(outline(&bench), [n + 1], "closed");
    let left_out = bench.processes()[4];
    bench.say(Key::OutOfScope(left_out), Value::Text(Text::typed("not ours")));
    assert_eq!(outline(&bench), [n - 1], "open");
}

#[test]
fn a_higher_level_is_further_out() {
    let reach = |level: usize| -> (i32, i32) {
        let bench = Bench::all_at(level);
        let sheet = bench.sheet();
        let radar = radar(&bench.model, &sheet, None, Size::Wide).picture;
        let top = match shapes(&radar, Role::CurrentMark)[0] {
            Shape::Circle { centre: Point { y, .. }, .. } => y.0,
            other => unreachable!("{other:?}"),
        };
        let role = Role::level(Level::from_number(u8::try_from(level).unwrap()).unwrap());
        let bars = bars(&bench.model, &sheet, None, Size::Compact).picture;
        let right = shapes(&bars, role)[0].extent().unwrap().right.0;
        (-top, right)
    };
    let reaches: Vec<(i32, i32)> = (0..=5).map(reach).collect();
    assert!(reaches.windows(2).all(|it| it[0].0 < it[1].0 && it[0].1 < it[1].1), "{reaches:?}");
}

#[test]
fn overlays_are_there_when_there_is_something_to_lay_over() {
    let bench = Bench::mixed();
    let (model, sheet) = (&bench.model, &bench.sheet());
    let before = Bench::all_at(1).sheet();
    let plain = radar(model, sheet, None, Size::Wide).picture;
    assert!(!has(&plain, Role::Previous) && has(&plain, Role::BeliefMark));
    assert!(has(&plain, Role::RangeFill) && has(&plain, Role::CurrentMark));
    assert!(has(&radar(model, sheet, Some(&before), Size::Wide).picture, Role::Previous));
    assert!(has(&bars(model, sheet, Some(&before), Size::Wide).picture, Role::PreviousMark));
    let settled = Bench::all_at(2);
    let settled = radar(&settled.model, &settled.sheet(), None, Size::Wide).picture;
    assert!(!has(&settled, Role::RangeFill) && !has(&settled, Role::Belief));
}

#[test]
fn belief_is_never_drawn_as_proof() {
    let bench = Bench::mixed().quick();
    for Chart { picture, .. } in bench.charts(None) {
        for role in [Role::Current, Role::CurrentFill, Role::CurrentMark, Role::Level2] {
            assert!(!has(&picture, role), "{}: {role:?}", picture.title);
        }
    }
}

#[test]
fn description_and_table_say_what_the_sheet_says() {
    let bench = Bench::mixed();
    let sheet = bench.sheet();
    let tally = sheet.overall.tally;
    for chart in [
        radar(&bench.model, &sheet, None, Size::Wide),
        bars(&bench.model, &sheet, None, Size::Compact),
    ] {
        let says = format!(
            "Levels of {} processes against target. {} of {} assessed processes reach",
            bench.processes().len(),
            tally.at_target,
            tally.with_level
        );
        let description = &chart.picture.description;
        assert!(description.starts_with(&says), "{description}");
        let Chart { table, .. } = chart;
        assert_eq!(table.rows.len(), bench.processes().len());
        let rows =
            sheet.processes.iter().filter(|it| bench.model.kind(it.process) == Kind::Process);
        for (row, score) in table.rows.iter().zip(rows) {
            assert_eq!(row[0].text, bench.model.process(score.process).name);
            match score.levels() {
                Some(it) => {
                    assert_eq!(row[2].text, it.lowest.to_string());
                    assert_eq!(row[3].text, it.highest.to_string());
                    assert_eq!(row[5].text == "yes", Some(it.lowest) >= score.target);
                }
                None => assert_eq!(row[2].text, Stand::of(score).words()),
            }
        }
    }
}

#[test]
fn the_profile_shows_every_rating_of_the_sheet() {
    let bench = Bench::mixed();
    let sheet = bench.sheet();
    let chart = profile(&bench.model, &sheet, Size::Wide);
    for (row, score) in chart.table.rows.iter().zip(&sheet.processes) {
        for (cell, attribute) in row[1..].iter().zip(&score.attributes) {
            if let (Some(bounds), Some(_)) = (attribute.bounds(), attribute.achieved) {
                assert!(cell.text.starts_with(bounds.lowest.code()), "{cell:?} {attribute:?}");
                assert!(bounds.is_settled() || cell.text.contains(" to "), "{cell:?}");
            }
        }
    }
    assert_eq!(shapes(&chart.picture, Role::Override).len(), 2, "the cell and the key");
}

#[test]
fn every_row_of_a_table_is_as_long_as_its_head() {
    for Chart { picture, table } in every_chart() {
        assert!(!table.rows.is_empty() && !picture.description.is_empty());
        assert!(table.rows.iter().all(|it| it.len() == table.head.len()), "{}", table.caption);
    }
}

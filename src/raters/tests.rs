//! Votes, spreads and what they are put together to.

use proptest::prelude::*;

use super::*;
use crate::assessment::{AssessmentId, Clock, Edit, Key, Text, Value, Writer};
use crate::model::{Depth, Level, QuestionIx, Score};
use crate::scoring;

const CLOCK: Clock = Clock { epoch: 0, ms: 9, counter: 0, writer: Writer(1) };

fn model() -> Model {
    crate::bank::shipped().unwrap()
}

fn nobody(id: u64) -> Assessment {
    Assessment::new(AssessmentId::from_random(id))
}

fn question(model: &Model, id: &str) -> QuestionIx {
    model.question_by_id(id).unwrap()
}

/// A rater who says this about the first questions of incident management.
fn rater(model: &Model, id: u64, answers: &[Answer]) -> Assessment {
    let mut it = nobody(id);
    let incident = model.process_by_id("incident").unwrap();
    for (question, answer) in model.questions_of(incident).zip(answers) {
        it.apply(Edit::answer(question, Some(answer.clone())), CLOCK);
    }
    it
}

fn rated(scores: &[Score]) -> Vec<Answer> {
    scores.iter().map(|it| Answer::Rated(*it)).collect()
}

fn not_applicable() -> Answer {
    Answer::NotApplicable { reason: Text::typed("we have none") }
}

fn ask() -> Answer {
    Answer::AskSomeone { whom: Text::default() }
}

fn spread(answers: &[Answer]) -> Spread {
    let model = model();
    let raters: Vec<_> = answers
        .iter()
        .zip(1..)
        .map(|(it, id)| rater(&model, id, std::slice::from_ref(it)))
        .collect();
    let incident = model.process_by_id("incident").unwrap();
    let items = items(&model, &nobody(0), &raters);
    items.iter().find(|it| it.place.process == incident).unwrap().spread()
}

#[test]
fn votes_are_apart_by_whole_steps() {
    use Score::{F, L, LMinus, LPlus, N, P};
    let scores = |all: &[Score]| spread(&rated(all));
    assert_eq!(scores(&[]), Spread::Alone);
    assert_eq!(scores(&[F]), Spread::Alone);
    assert_eq!(scores(&[L, L, L]), Spread::Steps(0));
    assert_eq!(scores(&[LMinus, LPlus]), Spread::Steps(0), "finer steps are none");
    assert_eq!(scores(&[L, F]), Spread::Steps(1));
    assert_eq!(scores(&[P, L, F]), Spread::Steps(2));
    assert_eq!(scores(&[N, F]), Spread::Steps(3));
}

#[test]
fn what_does_not_apply_to_some_is_a_dispute() {
    let full = || Answer::Rated(Score::F);
    assert_eq!(spread(&[full(), not_applicable()]), Spread::Applicability);
    assert_eq!(spread(&[not_applicable(), not_applicable()]), Spread::Steps(0));
    assert_eq!(spread(&[not_applicable()]), Spread::Alone);
    assert_eq!(spread(&[full(), ask()]), Spread::Alone, "who does not know is not counted");
    assert_eq!(spread(&[not_applicable(), ask()]), Spread::Alone);
    assert!(Spread::Applicability.is_apart());
    assert!(!Spread::Steps(1).is_apart());
    assert!(Spread::Steps(2).is_apart());
}

#[test]
fn the_quick_depth_compares_levels() {
    let model = model();
    let mut agreed = nobody(0);
    agreed.apply(Edit::new(Key::Depth, Some(Value::Depth(Depth::Quick))).unwrap(), CLOCK);
    let change = model.process_by_id("change").unwrap();
    let believes = |id, level| {
        let mut it = nobody(id);
        let belief = Value::Belief(Belief::Level(level));
        it.apply(Edit::new(Key::Belief(change), Some(belief)).unwrap(), CLOCK);
        it
    };
    let raters = [believes(1, Level::Performed), believes(2, Level::Established)];
    let items = items(&model, &agreed, &raters);
    let apart: Vec<_> = items.iter().filter(|it| it.spread().is_apart()).collect();
    assert_eq!(apart.len(), 1);
    assert_eq!(apart[0].place, Place { process: change, question: None });
    let mean = combined(&agreed, &items, Combine::Mean);
    assert_eq!(mean.belief(change), Some(Belief::Level(Level::Managed)));
}

#[test]
fn agreement_counts_what_two_have_rated() {
    let model = model();
    let one = rater(&model, 1, &rated(&[Score::F, Score::F, Score::F, Score::F, Score::F]));
    let two = rater(&model, 2, &rated(&[Score::F, Score::L, Score::N, Score::P]));
    let all = items(&model, &nobody(0), &[one, two]);
    let incident = model.process_by_id("incident").unwrap();
    let wanted = Agreement { compared: 4, same: 1, near: 1, apart: 2 };
    assert_eq!(Agreement::of_process(&all, incident), wanted);
    assert_eq!(Agreement::of(&all), wanted);
    let change = model.process_by_id("change").unwrap();
    assert_eq!(Agreement::of_process(&all, change), Agreement::default());
}

#[test]
fn the_mean_of_picked_levels_is_rounded_half_up_and_no_level_itself() {
    let model = model();
    let file = include_bytes!("../../tests/inputs/raters-mean.json");
    let mut all = crate::document::read(&model, file).unwrap();
    let agreed = all.remove(0);
    let items = items(&model, &agreed, &all);
    let mean_level = |items: &[Item], process: &str| {
        mean_level(items, model.process_by_id(process).unwrap()).map(crate::wording::hundredths)
    };
    let mean = |process: &str| mean_level(&items, process);
    assert_eq!(mean("incident").as_deref(), Some("2.67"));
    assert_eq!(mean("release").as_deref(), Some("4.67"));
    assert_eq!(mean("problem").as_deref(), Some("0.67"));
    assert_eq!(mean("change"), None, "nobody picked one");
    let nearest = combined(&agreed, &items, Combine::Mean);
    let level = |process: &str| nearest.belief(model.process_by_id(process).unwrap());
    assert_eq!(level("incident"), Some(Belief::Level(Level::Established)));
    assert_eq!(level("problem"), Some(Belief::Level(Level::Performed)));
    // Half way is up, for levels and for the steps of an answer.
    let half = &items.iter().find(|it| it.votes.iter().any(Option::is_some)).unwrap().clone();
    let picked = |level| Some(Vote::Belief(Belief::Level(level)));
    let votes = vec![picked(Level::Performed), picked(Level::Managed)];
    let half = [Item { votes, ..half.clone() }];
    let place = half[0].place.process;
    assert_eq!(super::mean_level(&half, place), Some(150));
    let up = combined(&agreed, &half, Combine::Mean).belief(place);
    assert_eq!(up, Some(Belief::Level(Level::Managed)));
}

#[test]
fn raters_side_by_side_are_called_differently() {
    let model = model();
    let of = AssessmentId::from_random(1);
    let named = |from: u64, name: &str| as_rater(&model, &of, &nobody(from), name, CLOCK);
    let host = as_rater(&model, &of, &Assessment::new(of.clone()), "Kim", CLOCK);
    assert!(is_host(&host) && !is_host(&named(5, "Kim")) && !is_host(&named(5, "")));
    let alone = names(&[host.clone(), named(5, "Robin"), named(6, "")]);
    assert_eq!(alone, ["Kim", "Robin", "Rater 3"]);
    let alike = [named(5, "kim "), host, named(6, "Kim"), named(7, "Noor")];
    assert_eq!(
        names(&alike),
        ["kim (rater), 1", "Kim (this assessment)", "Kim (rater), 2", "Noor"]
    );
}

/// Lowest, mean and highest of the same votes are three different results: why
/// none of them counts by itself.
#[test]
fn lowest_mean_and_highest_give_different_levels() {
    let model = model();
    let incident = model.process_by_id("incident").unwrap();
    let n = model.questions_of(incident).count();
    let low = rated(&vec![Score::P; n]);
    let high = rated(&vec![Score::F; n]);
    let raters = [rater(&model, 1, &low), rater(&model, 2, &high)];
    let agreed = nobody(0);
    let items = items(&model, &agreed, &raters);
    let level = |how| {
        let sheet = scoring::score(&model, &combined(&agreed, &items, how));
        sheet.process(incident).levels().unwrap().lowest
    };
    assert_eq!(level(Combine::Lowest), Level::Incomplete);
    assert_eq!(level(Combine::Mean), Level::Performed);
    assert_eq!(level(Combine::Highest), Level::Established);
}

#[test]
fn the_mean_stays_in_its_band_and_equal_votes_stay_equal() {
    let mean = |scores: &[Score]| {
        let model = model();
        let raters: Vec<_> =
            scores.iter().zip(1..).map(|(it, id)| rater(&model, id, &rated(&[*it]))).collect();
        let all = items(&model, &nobody(0), &raters);
        let first = question(&model, "incident.record");
        combined(&nobody(0), &all, Combine::Mean).answer(first).and_then(Answer::score)
    };
    for score in Score::ALL {
        assert_eq!(mean(&[score, score, score]), Some(score));
    }
    assert_eq!(mean(&[Score::P, Score::F]), Some(Score::L), "66.25 %");
    assert_eq!(mean(&[Score::N, Score::F]), Some(Score::PPlus), "50 % is still P");
    // 86.05 % is F, although L+ would be nearer.
    let almost = [Score::F, Score::F, Score::F, Score::F, Score::F, Score::P, Score::F];
    assert_eq!(mean(&almost), Some(Score::F));
}

#[test]
fn what_nobody_has_to_talk_about_is_taken_over() {
    let model = model();
    let one = rater(&model, 1, &rated(&[Score::L, Score::F, Score::F, Score::LPlus]));
    let two = rater(&model, 2, &rated(&[Score::L, Score::L, Score::P, Score::LMinus]));
    let mut agreed = nobody(0);
    let all = items(&model, &agreed, &[one, two]);
    let same = unanimous(&all);
    let values: Vec<_> = same.iter().map(Edit::value).collect();
    let answer = |score| Value::Answer(Answer::Rated(score));
    assert_eq!(values, [Some(&answer(Score::L)), Some(&answer(Score::LMinus))]);
    let near = lower(&all);
    assert_eq!(near.len(), 1);
    assert_eq!(near[0].value(), Some(&answer(Score::L)));
    // What is agreed already stays.
    agreed.apply(same[0].clone(), CLOCK);
    let again = Item { agreed: Some(Vote::Answer(Answer::Rated(Score::N))), ..all[0].clone() };
    assert_eq!(unanimous(&[again]), []);
}

#[test]
fn what_one_alone_has_said_is_agreed_on_or_stays() {
    let model = model();
    let own = rater(&model, 1, &rated(&[Score::L, Score::F]));
    let incident = model.process_by_id("incident").unwrap();
    let questions: Vec<QuestionIx> = model.questions_of(incident).take(3).collect();
    let key = |at: usize| Key::Answer(questions[at]);
    let mut other = rater(&model, 2, &rated(&[Score::L]));
    other.apply(Edit::answer(questions[2], Some(Answer::Rated(Score::P))), CLOCK);
    let alone_in = |all: &[Item]| alone(all).iter().map(Edit::key).collect::<Vec<_>>();
    let mut agreed = own.clone();
    // The first was answered by both: it is no longer agreed.
    let all = items(&model, &agreed, &[own.clone(), other.clone()]);
    let back: Vec<Key> = cleared(&all).iter().map(Edit::key).collect();
    assert_eq!(back, [key(0)]);
    for edit in cleared(&all) {
        agreed.apply(edit, CLOCK);
    }
    // The second stands as agreed; of the third only the other one has spoken.
    let all = items(&model, &agreed, &[own, other]);
    assert_eq!(alone_in(&all), [key(2)]);
    // Who does not know has said nothing to agree on.
    let asked = rater(&model, 3, &[Answer::AskSomeone { whom: Text::typed("") }]);
    assert_eq!(alone_in(&items(&model, &nobody(0), &[asked])), []);
}

#[test]
fn the_same_answers_are_the_same_rater() {
    let model = model();
    let of = AssessmentId::from_random(1);
    let came = rater(&model, 5, &rated(&[Score::F]));
    let other = rater(&model, 5, &rated(&[Score::N]));
    let id = |came: &Assessment, name: &str, ms| {
        let clock = Clock::start(ms, Writer(ms));
        as_rater(&model, &of, came, name, clock).id().clone()
    };
    assert_eq!(id(&came, "", 1), id(&came, "", 2));
    assert_ne!(id(&came, "", 1), id(&other, "", 1), "two who were sent the same link");
    assert_eq!(id(&came, "Kim", 1), id(&other, " Kim ", 1), "later answers of one person");
    assert_ne!(id(&came, "Kim", 1), id(&came, "Robin", 1));
    assert_ne!(id(&came, "Kim", 1), *came.id());
    let elsewhere = as_rater(&model, &AssessmentId::from_random(2), &came, "Kim", CLOCK);
    assert_ne!(id(&came, "Kim", 1), *elsewhere.id());
}

#[test]
fn a_rater_brings_answers_and_no_set_up() {
    let model = model();
    let mut came = rater(&model, 5, &rated(&[Score::F]));
    let note = Key::Note(question(&model, "incident.record"));
    for (key, value) in [
        (Key::Organisation, Value::typed("Elsewhere")),
        (Key::Depth, Value::Depth(Depth::Full)),
        (note, Value::typed("seen at the desk")),
    ] {
        came.apply(Edit::new(key, Some(value)).unwrap(), CLOCK);
    }
    let of = AssessmentId::from_random(1);
    let rater = as_rater(&model, &of, &came, "Kim", CLOCK);
    assert_eq!(rater_of(&rater), Some(of));
    assert_eq!(rater_of(&on_its_own(rater.clone(), CLOCK)), None);
    assert_eq!(on_its_own(came.clone(), CLOCK), came);
    assert_eq!(rater_of(&came), None);
    assert_eq!(rater.text(Key::Assessors), "Kim");
    assert_eq!(rater.text(Key::Organisation), "");
    assert_eq!(rater.text(note), "seen at the desk");
    assert_eq!(rater.depth(), Depth::Standard);
    assert_eq!(rater.answers().count(), 1);
}

fn any_votes() -> impl Strategy<Value = Vec<Vec<Option<usize>>>> {
    let vote = prop_oneof![4 => (0..Score::ALL.len()).prop_map(Some), 1 => Just(None)];
    proptest::collection::vec(proptest::collection::vec(vote, 12), 1..5)
}

fn raters_of(model: &Model, votes: &[Vec<Option<usize>>]) -> Vec<Assessment> {
    let incident = model.process_by_id("incident").unwrap();
    votes
        .iter()
        .zip(1..)
        .map(|(votes, id)| {
            let mut it = nobody(id);
            for (question, vote) in model.questions_of(incident).zip(votes) {
                let answer = vote.map(|at| Answer::Rated(Score::ALL[at]));
                it.apply(Edit::answer(question, answer), CLOCK);
            }
            it
        })
        .collect()
}

proptest! {
    #[test]
    fn no_two_names_side_by_side_are_alike(
        names in proptest::collection::vec("(Kim|kim|Rater 2|Kim \\(x\\)|, 1|Kim \\(x\\), [12]){1,2}", 0..9),
        more in proptest::collection::vec("x|y", 9),
    ) {
        let told = crate::wording::distinct(names.clone(), |at| more[at].clone());
        let plain: std::collections::BTreeSet<String> =
            told.iter().map(|it| it.to_lowercase()).collect();
        prop_assert_eq!(plain.len(), names.len(), "{:?}", told);
        for (told, name) in told.iter().zip(&names) {
            prop_assert!(told.starts_with(name.as_str()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_never_matters(votes in any_votes(), turn in 0_usize..4) {
        let model = model();
        let raters = raters_of(&model, &votes);
        let mut turned = raters.clone();
        turned.rotate_left(turn % raters.len());
        let (one, two) = (items(&model, &nobody(0), &raters), items(&model, &nobody(0), &turned));
        prop_assert_eq!(Agreement::of(&one), Agreement::of(&two));
        for how in Combine::ALL {
            prop_assert_eq!(combined(&nobody(0), &one, how), combined(&nobody(0), &two, how));
        }
        prop_assert_eq!(unanimous(&one), unanimous(&two));
    }

    #[test]
    fn the_mean_lies_between_lowest_and_highest(votes in any_votes()) {
        let model = model();
        let all = items(&model, &nobody(0), &raters_of(&model, &votes));
        let [low, mean, high] = Combine::ALL.map(|how| combined(&nobody(0), &all, how));
        for question in model.questions() {
            let score = |it: &Assessment| it.answer(question).and_then(Answer::score);
            prop_assert!(score(&low) <= score(&mean) && score(&mean) <= score(&high));
        }
        let incident = model.process_by_id("incident").unwrap();
        let level = |it: &Assessment| scoring::score(&model, it).process(incident).levels().map(|it| it.lowest);
        prop_assert!(level(&low) <= level(&mean) && level(&mean) <= level(&high));
    }

    #[test]
    fn one_more_rater_never_raises_the_lowest(votes in any_votes()) {
        let model = model();
        let raters = raters_of(&model, &votes);
        let lowest = |raters: &[Assessment]| combined(&nobody(0), &items(&model, &nobody(0), raters), Combine::Lowest);
        let (all, fewer) = (lowest(&raters), lowest(&raters[1..]));
        for (question, answer) in fewer.answers() {
            prop_assert!(all.answer(question).and_then(Answer::score) <= answer.score());
        }
    }
}

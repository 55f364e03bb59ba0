//! What the files and links of every version say, put together here value by value, so that
//! it can be compared with what is read.

use plumbline::assessment::{
    Aggregation, Answer, Assessment, AssessmentId, Belief, Checks, Clock, Comment, CommentId,
    Edition, Independence, Kept, Key, Override, Person, PieceId, RecordId, Register, Text, Value,
    Writer,
};
use plumbline::model::{Depth, Level, Model, Rating, Score};

/// What came to files and links, in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum With {
    /// The first of them.
    First,
    /// What was said before.
    Earlier,
    /// Who answers, what was said about it, and by whom.
    Threads,
    /// What was taken out for good, and clocks of another epoch.
    TakenOut,
    /// Pieces of evidence.
    Pieces,
}

const WORDS: &str = "Dock \"7\" \\ nörth ✓";
const BEGUN: u64 = 1_795_488_892_764;

fn id(text: &str) -> AssessmentId {
    AssessmentId::parse(text).unwrap()
}

/// One thing was said after the other.
fn clock(nth: u64) -> Clock {
    Clock::start(0x01a2_0b7b_5baf + nth * 70_000, Writer(0xb35c_dd52_3259_8c05))
}

fn rated(score: Score) -> Option<Value> {
    Some(Value::Answer(Answer::Rated(score)))
}

fn words(text: &str) -> Option<Value> {
    Some(Value::typed(text))
}

/// The assessment that has everything there was at that time.
pub fn host(model: &Model, with: With) -> Assessment {
    let (incident, change) =
        (model.process_by_id("incident").unwrap(), model.process_by_id("change").unwrap());
    let supplier = model.process_by_id("supplier").unwrap();
    let of = |name: &str| model.question_by_id(&format!("incident.{name}")).unwrap();
    let record = of("record");
    let of_change = model.question_by_id("change.record").unwrap();
    let managed = model.attribute_by_id("2.1").unwrap();
    let own = Override::new(Rating::P, Text::typed(WORDS)).unwrap();
    let comment = Comment::new(BEGUN, Text::typed("Kim"), Text::typed(WORDS)).unwrap();
    let not_ours = Answer::NotApplicable { reason: Text::typed(WORDS) };
    let ask = |whom| Some(Value::Answer(Answer::AskSomeone { whom: Text::typed(whom) }));
    let piece = |it| PieceId(RecordId(it));
    let rows = [
        (With::First, 0, Key::Name, words(&format!("Baseline {WORDS}"))),
        (With::First, 1, Key::Organisation, words("Hafen Works")),
        (With::First, 2, Key::Unit, words(WORDS)),
        (With::First, 3, Key::Scope, words(WORDS)),
        (With::First, 4, Key::Assessors, words("Kim")),
        (With::First, 5, Key::Independence, Some(Value::Independence(Independence::Independent))),
        (With::First, 6, Key::Edition, Some(Value::Edition(Edition::E2018))),
        (With::First, 7, Key::Depth, Some(Value::Depth(Depth::Full))),
        (With::First, 8, Key::Preset, words("established")),
        (With::First, 9, Key::Aggregation, Some(Value::Aggregation(Aggregation::Lowest))),
        (With::First, 10, Key::Created, Some(Value::Time(BEGUN))),
        (With::First, 11, Key::Sample, None),
        (With::First, 12, Key::Target(incident), Some(Value::Level(Level::Predictable))),
        (With::First, 13, Key::OutOfScope(supplier), words(WORDS)),
        (
            With::First,
            14,
            Key::Belief(incident),
            Some(Value::Belief(Belief::Level(Level::Managed))),
        ),
        (With::First, 15, Key::Belief(change), Some(Value::Belief(Belief::Rating(Rating::L)))),
        (With::First, 16, Key::Override(incident, managed), Some(Value::Override(own))),
        (With::Earlier, 17, Key::Answer(record), rated(Score::N)),
        (With::First, 18, Key::Answer(record), rated(Score::F)),
        (With::First, 19, Key::Answer(of("prioritise")), rated(Score::LMinus)),
        (With::First, 20, Key::Answer(of("escalate")), rated(Score::PPlus)),
        (With::First, 21, Key::Answer(of("inform")), rated(Score::N)),
        (With::First, 22, Key::Answer(of("major")), rated(Score::LPlus)),
        (With::First, 23, Key::Answer(of_change), Some(Value::Answer(not_ours))),
        (With::First, 24, Key::Answer(of("requests")), ask(WORDS)),
        (With::Earlier, 25, Key::Answer(of("close")), ask("Kim")),
        (With::First, 26, Key::Answer(of("close")), None),
        (With::Earlier, 27, Key::Note(record), words("Kim was careless")),
        (With::First, 28, Key::Note(record), words(WORDS)),
        (With::First, 29, Key::Evidence(record), words(WORDS)),
        (
            With::First,
            30,
            Key::Checks(record),
            Some(Value::Checks(Checks::NONE.with(0, true).with(1, true))),
        ),
        (With::First, 31, Key::Flag(record), Some(Value::Set)),
        (With::Threads, 32, Key::ProcessAssignee(incident), words("Kim")),
        (With::Threads, 33, Key::Assignee(record), words("Ada")),
        (With::Threads, 34, Key::Comment(record, CommentId(42)), Some(Value::Comment(comment))),
        (With::Threads, 35, Key::Who(Person(0xb35c_dd52)), words("Kim")),
        (With::Pieces, 36, Key::PieceTitle(piece(42)), words("Ticket")),
        (With::Pieces, 37, Key::PieceAddress(piece(42)), words("https://example.org/7")),
        (With::Pieces, 38, Key::PieceGone(piece(43)), Some(Value::Set)),
        (With::Pieces, 39, Key::Shows(record, piece(42)), Some(Value::Set)),
    ];
    let mut it = Assessment::new(id("abcdefghjkmn"));
    for (since, nth, key, value) in rows {
        let clock = match nth {
            26 => Clock { counter: 3, ..clock(nth) },
            31 if with >= With::TakenOut => clock(nth).in_epoch(1).unwrap(),
            _ => clock(nth),
        };
        if since <= with {
            it.absorb(key, Register::new(value, clock));
        }
    }
    if with >= With::TakenOut {
        it.drop_before(Key::Note(of("inform")), clock(40));
    }
    let json = "{ \"value\": {\"rating\":\"F\"}, \"at\": \"00000000-01a20ba7269f-0000-b35cdd5232598c05\" }";
    let kept = Kept { at: Some(clock(41)), json: json.to_owned() };
    it.keep("answer/incident.from-the-future".to_owned(), kept);
    it
}

/// What somebody else answered for it.
pub fn rater(model: &Model) -> Assessment {
    let record = model.question_by_id("incident.record").unwrap();
    let mut it = Assessment::new(id("nmkjhgfedcba"));
    it.absorb(Key::Assessors, Register::new(words("Kim"), clock(42)));
    it.absorb(Key::RaterOf, Register::new(words("abcdefghjkmn"), clock(43)));
    it.absorb(Key::Answer(record), Register::new(rated(Score::P), clock(44)));
    it
}

/// A sample.
pub fn sample(model: &Model) -> Assessment {
    let record = model.question_by_id("incident.record").unwrap();
    let mut it = Assessment::new(id("zyxwvutsrqpn"));
    it.absorb(Key::Organisation, Register::new(words("Hafen Works"), clock(45)));
    it.absorb(Key::Sample, Register::new(Some(Value::Set), clock(46)));
    it.absorb(Key::Created, Register::new(Some(Value::Time(BEGUN)), clock(47)));
    it.absorb(Key::Answer(record), Register::new(rated(Score::P), clock(48)));
    it
}

/// Eight that have picked every word of every list between them.
pub fn of_every_word(model: &Model) -> Vec<Assessment> {
    use Rating::{F, L, N, P};
    use Score::{LMinus, LPlus, PMinus, PPlus};
    let (incident, change) =
        (model.process_by_id("incident").unwrap(), model.process_by_id("change").unwrap());
    let record = model.question_by_id("incident.record").unwrap();
    let managed = model.attribute_by_id("2.1").unwrap();
    let independence = [Independence::Internal, Independence::Independent];
    let editions = [Edition::E2005, Edition::E2018];
    let depths = [Depth::Quick, Depth::Standard, Depth::Full];
    let aggregations =
        [Aggregation::Mean, Aggregation::Sum, Aggregation::MeanOfGroups, Aggregation::Lowest];
    let levels = [
        Level::Incomplete,
        Level::Performed,
        Level::Managed,
        Level::Established,
        Level::Predictable,
        Level::Innovating,
    ];
    let ratings = [N, P, L, F];
    let scores = [Score::N, PMinus, Score::P, PPlus, LMinus, Score::L, LPlus, Score::F];
    let one = |(at, score): (usize, Score)| {
        let own = Override::new(ratings[at % 4], Text::typed("seen")).unwrap();
        let comment = Comment::new(BEGUN, Text::typed(""), Text::typed("why?")).unwrap();
        let said = [
            (Key::Independence, Value::Independence(independence[at % 2])),
            (Key::Edition, Value::Edition(editions[at % 2])),
            (Key::Depth, Value::Depth(depths[at % 3])),
            (Key::Aggregation, Value::Aggregation(aggregations[at % 4])),
            (Key::Target(incident), Value::Level(levels[1 + at % 5])),
            (Key::Belief(incident), Value::Belief(Belief::Level(levels[at % 6]))),
            (Key::Belief(change), Value::Belief(Belief::Rating(ratings[at % 4]))),
            (Key::Override(incident, managed), Value::Override(own)),
            (Key::Answer(record), Value::Answer(Answer::Rated(score))),
            (Key::Checks(record), Value::Checks(Checks::NONE.with(at, true))),
            (
                Key::Comment(record, CommentId(42)),
                Value::Comment(comment.settled(at.is_multiple_of(2))),
            ),
        ];
        let mut it = Assessment::new(id(&format!("codescodes0{at}")));
        for (key, value) in said {
            it.absorb(key, Register::new(Some(value), clock(49 + at as u64)));
        }
        it
    };
    scores.into_iter().enumerate().map(one).collect()
}

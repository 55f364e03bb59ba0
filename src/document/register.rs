//! One register as JSON: `{ "value": …, "at": "…" }`.
//!
//! The key decides which kind of value is read, so a value of another kind is
//! refused and never coerced.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use serde_json::json;
use serde_json::value::RawValue;

use super::unfit::{Expected, Unfit};
use crate::assessment::{
    Aggregation, Answer, Belief, Checks, Clock, Comment, Edition, Holds, Independence, Kept, Key,
    Override, Register, Text, Value,
};
use crate::model::{Depth, Level, Model, Rating, Score};

/// A register as one line of JSON.
pub fn register_to_json(register: &Register) -> String {
    let now = said_to_json(register.value(), register.clock());
    if register.earlier().is_empty() {
        return format!("{{ {now} }}");
    }
    let earlier: Vec<String> = register
        .earlier()
        .iter()
        .map(|it| format!("{{ {} }}", said_to_json(it.value.as_ref(), it.clock)))
        .collect();
    format!("{{ {now}, \"earlier\": [{}] }}", earlier.join(", "))
}

fn said_to_json(value: Option<&Value>, clock: Clock) -> String {
    let value = match value {
        None => "null".to_owned(),
        // What is said most, without a map for it: who answers need not load that.
        Some(Value::Answer(Answer::Rated(score))) => {
            ["{\"rating\":\"", score.code(), "\"}"].concat()
        }
        Some(value) => value_to_json(value).to_string(),
    };
    format!("\"value\": {value}, \"at\": \"{clock}\"")
}

/// How the names of erasures begin; the name of a register follows.
const ERASED: &str = "erased/";

/// The name of an erasure.
pub fn erasure_name(key: Key, model: &Model) -> String {
    format!("{ERASED}{}", key.name(model))
}

/// What an erasure of this name is about; `None` when it is the name of something
/// else.
pub fn erased_key(name: &str, model: &Model) -> Option<Key> {
    Key::parse(name.strip_prefix(ERASED)?, model)
}

/// An erasure as one line of JSON: before which moment nothing is left. It looks
/// like a register, so that a version that does not know it keeps the later of two.
pub fn erasure_to_json(moment: Clock) -> String {
    format!("{{ \"value\": true, \"at\": \"{moment}\" }}")
}

/// Reads the moment of an erasure.
///
/// # Errors
///
/// What does not fit.
pub fn erasure_from_json(json: &str) -> Result<Clock, Unfit> {
    let RawSaid { value, at } = object(json, Expected::Register)?;
    match value.get() {
        "true" => clock(&at),
        other => Err(Unfit::Instead(Expected::True, short(other))),
    }
}

/// The clock of a register whose value is not understood.
pub fn clock_of(json: &str) -> Option<Clock> {
    /// What else there is may be anything.
    #[derive(Deserialize)]
    struct At {
        at: String,
    }
    object::<At>(json, Expected::Moment).ok().and_then(|it| Clock::parse(&it.at))
}

/// Longest JSON of a register that is kept without being understood.
const KEPT_MAX: usize = 64 * 1024;

/// Longest name of a register that is kept without being understood.
const NAME_MAX: usize = 120;

/// A register that this version does not know, as it is kept and written out
/// again; `None` when it is no JSON or too long for that.
pub fn kept(name: &str, json: &str) -> Option<Kept> {
    // A file is read without the space around a value: the same from a storage.
    let json = json.trim();
    let fits = name.len() <= NAME_MAX && json.len() <= KEPT_MAX;
    let is_json = fits && serde_json::from_str::<&RawValue>(json).is_ok();
    is_json.then(|| Kept { at: clock_of(json), json: json.to_owned() })
}

#[inline(never)]
fn value_to_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text.as_str()),
        Value::Answer(Answer::Rated(score)) => json!({ "rating": score.code() }),
        Value::Answer(Answer::NotApplicable { reason }) => {
            json!({ "notApplicable": reason.as_str() })
        }
        Value::Answer(Answer::AskSomeone { whom }) => json!({ "ask": whom.as_str() }),
        Value::Belief(Belief::Level(level)) => json!({ "level": level.number() }),
        Value::Belief(Belief::Rating(rating)) => json!({ "rating": rating.code() }),
        Value::Level(level) => json!(level.number()),
        Value::Checks(checks) => checks.positions().collect(),
        Value::Override(it) => {
            json!({ "rating": it.rating.code(), "reason": it.reason().as_str() })
        }
        Value::Depth(it) => json!(it.code()),
        Value::Edition(it) => json!(it.code()),
        Value::Independence(it) => json!(it.code()),
        Value::Aggregation(it) => json!(it.code()),
        Value::Time(ms) => json!(ms),
        Value::Comment(it) => json!({
            "said": it.said,
            "by": it.by.as_str(),
            "text": it.text().as_str(),
            "settled": it.is_settled,
        }),
        Value::Set => json!(true),
    }
}

/// Reads the register of a key.
///
/// # Errors
///
/// What does not fit.
pub fn register_from_json(key: Key, json: &str) -> Result<Register, Unfit> {
    let RawRegister { value, at, earlier } = object(json, Expected::Register)?;
    let mut register = said_from_json(key, value.get(), &at)?;
    let earlier: Vec<Box<RawValue>> = match earlier {
        Some(json) => plain(json.get(), Expected::Earlier)?,
        None => Vec::new(),
    };
    if earlier.len() > Register::EARLIER_MAX {
        return Err(Unfit::TooManyEarlier);
    }
    for json in earlier {
        let RawSaid { value, at } = object(json.get(), Expected::Register)?;
        let said = said_from_json(key, value.get(), &at)?;
        if said.clock() >= register.clock() {
            return Err(Unfit::NotEarlier);
        }
        register = register.merge(said);
    }
    Ok(register)
}

fn said_from_json(key: Key, value: &str, at: &str) -> Result<Register, Unfit> {
    let clock = clock(at)?;
    let value = if value == "null" { None } else { Some(value_from_json(key, value)?) };
    Ok(Register::new(value, clock))
}

fn clock(at: &str) -> Result<Clock, Unfit> {
    Clock::parse(at).ok_or_else(|| Unfit::NoTimeStamp(short(at)))
}

fn value_from_json(key: Key, json: &str) -> Result<Value, Unfit> {
    // Each in a function of its own: whoever answers needs few of them.
    let read: fn(&str) -> Result<Value, Unfit> = match key.row().holds {
        Holds::Text => |json| Ok(Value::Text(text(plain(json, Expected::Text)?)?)),
        Holds::Answer => |json| answer(json).map(Value::Answer),
        Holds::Belief => |json| belief(json).map(Value::Belief),
        Holds::Target => target,
        Holds::Checks => checks,
        Holds::Override => own_rating,
        Holds::Depth => |json| coded(json, Depth::from_code).map(Value::Depth),
        Holds::Edition => |json| coded(json, Edition::from_code).map(Value::Edition),
        Holds::Independence => |json| coded(json, Independence::from_code).map(Value::Independence),
        Holds::Aggregation => |json| coded(json, Aggregation::from_code).map(Value::Aggregation),
        Holds::Time => |json| Ok(Value::Time(plain(json, Expected::Time)?)),
        Holds::Comment => comment,
        Holds::Set => |json| match json {
            "true" => Ok(Value::Set),
            other => Err(Unfit::Instead(Expected::True, short(other))),
        },
    };
    read(json)
}

fn target(json: &str) -> Result<Value, Unfit> {
    match level(plain(json, Expected::Level)?)? {
        Level::Incomplete => Err(Unfit::TargetZero),
        level => Ok(Value::Level(level)),
    }
}

fn checks(json: &str) -> Result<Value, Unfit> {
    let positions: Vec<usize> = plain(json, Expected::Numbers)?;
    let mut checks = Checks::NONE;
    for at in positions {
        if at >= Checks::MAX || checks.has(at) {
            return Err(Unfit::NoCheck(at));
        }
        checks = checks.with(at, true);
    }
    Ok(Value::Checks(checks))
}

fn own_rating(json: &str) -> Result<Value, Unfit> {
    let RawOverride { rating, reason } = object(json, Expected::Override)?;
    let it = Override::new(self::rating(&rating)?, text(reason)?);
    it.map(Value::Override).ok_or(Unfit::NoReason)
}

fn comment(json: &str) -> Result<Value, Unfit> {
    let RawComment { said, by, text, settled } = object(json, Expected::Comment)?;
    if said >> 48 != 0 {
        return Err(Unfit::CommentTooLate);
    }
    let it = Comment::new(said, self::text(by)?, self::text(text)?);
    it.map(|it| Value::Comment(it.settled(settled))).ok_or(Unfit::CommentEmpty)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRegister {
    value: Box<RawValue>,
    at: String,
    earlier: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSaid {
    value: Box<RawValue>,
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverride {
    rating: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawComment {
    said: u64,
    by: String,
    text: String,
    settled: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct RawAnswer {
    rating: Option<String>,
    not_applicable: Option<String>,
    ask: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBelief {
    level: Option<u8>,
    rating: Option<String>,
}

fn answer(json: &str) -> Result<Answer, Unfit> {
    let raw: RawAnswer = object(json, Expected::Answer)?;
    match (raw.rating, raw.not_applicable, raw.ask) {
        (Some(code), None, None) => {
            Score::from_code(&code).map(Answer::Rated).ok_or_else(|| Unfit::NoScore(short(&code)))
        }
        (None, Some(reason), None) => Ok(Answer::NotApplicable { reason: text(reason)? }),
        (None, None, Some(whom)) => Ok(Answer::AskSomeone { whom: text(whom)? }),
        _ => Err(Unfit::AnswerUnclear),
    }
}

fn belief(json: &str) -> Result<Belief, Unfit> {
    let raw: RawBelief = object(json, Expected::Belief)?;
    match (raw.level, raw.rating) {
        (Some(number), None) => Ok(Belief::Level(level(number)?)),
        (None, Some(code)) => Ok(Belief::Rating(rating(&code)?)),
        _ => Err(Unfit::BeliefUnclear),
    }
}

fn level(number: u8) -> Result<Level, Unfit> {
    Level::from_number(number).ok_or(Unfit::NoLevel(number))
}

fn rating(code: &str) -> Result<Rating, Unfit> {
    Rating::from_code(code).ok_or_else(|| Unfit::NoRating(short(code)))
}

fn coded<T>(json: &str, from_code: impl Fn(&str) -> Option<T>) -> Result<T, Unfit> {
    let code: String = plain(json, Expected::Word)?;
    from_code(&code).ok_or_else(|| Unfit::NoWord(short(&code)))
}

fn text(text: String) -> Result<Text, Unfit> {
    Text::read(text).ok_or(Unfit::TextUnfit)
}

/// A JSON object as a struct. Serde would take an array for one, field by
/// field, so the brace is looked at first.
pub(super) fn object<T: DeserializeOwned>(json: &str, expected: Expected) -> Result<T, Unfit> {
    if !json.trim_start().starts_with('{') {
        return Err(Unfit::Instead(expected, short(json)));
    }
    plain(json, expected)
}

fn plain<T: DeserializeOwned>(json: &str, expected: Expected) -> Result<T, Unfit> {
    serde_json::from_str(json).map_err(|_| Unfit::Instead(expected, short(json)))
}

/// The beginning of something foreign, to quote it in a message.
fn short(text: &str) -> String {
    let shown: String = text.chars().filter(|it| !it.is_control()).take(40).collect();
    if shown.len() < text.len() { format!("{shown} …") } else { shown }
}

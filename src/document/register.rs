//! One register as JSON: `{ "value": …, "at": "…" }`.
//!
//! The key decides which kind of value is read, so a value of another kind is
//! refused and never coerced.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use serde_json::json;
use serde_json::value::RawValue;

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
/// What does not fit, in words.
pub fn erasure_from_json(json: &str) -> Result<Clock, String> {
    let RawSaid { value, at } = object(json, "value and at")?;
    match value.get() {
        "true" => clock(&at),
        other => Err(format!("expected true, found {}", short(other))),
    }
}

/// The clock of a register whose value is not understood.
pub fn clock_of(json: &str) -> Option<Clock> {
    /// What else there is may be anything.
    #[derive(Deserialize)]
    struct At {
        at: String,
    }
    object::<At>(json, "at").ok().and_then(|it| Clock::parse(&it.at))
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
/// What does not fit, in words.
pub fn register_from_json(key: Key, json: &str) -> Result<Register, String> {
    let RawRegister { value, at, earlier } = object(json, "value and at")?;
    let mut register = said_from_json(key, value.get(), &at)?;
    let earlier: Vec<Box<RawValue>> = match earlier {
        Some(json) => plain(json.get(), "a list of earlier values")?,
        None => Vec::new(),
    };
    if earlier.len() > Register::EARLIER_MAX {
        return Err(format!("has more than {} earlier values", Register::EARLIER_MAX));
    }
    for json in earlier {
        let RawSaid { value, at } = object(json.get(), "value and at")?;
        let said = said_from_json(key, value.get(), &at)?;
        if said.clock() >= register.clock() {
            return Err("an earlier value is not earlier".to_owned());
        }
        register = register.merge(said);
    }
    Ok(register)
}

fn said_from_json(key: Key, value: &str, at: &str) -> Result<Register, String> {
    let clock = clock(at)?;
    let value = if value == "null" { None } else { Some(value_from_json(key, value)?) };
    Ok(Register::new(value, clock))
}

fn clock(at: &str) -> Result<Clock, String> {
    Clock::parse(at).ok_or_else(|| format!("\"at\" is not a time stamp: {}", short(at)))
}

fn value_from_json(key: Key, json: &str) -> Result<Value, String> {
    // Each in a function of its own: whoever answers needs few of them.
    let read: fn(&str) -> Result<Value, String> = match key.row().holds {
        Holds::Text => |json| Ok(Value::Text(text(plain(json, "a text")?)?)),
        Holds::Answer => |json| answer(json).map(Value::Answer),
        Holds::Belief => |json| belief(json).map(Value::Belief),
        Holds::Target => target,
        Holds::Checks => checks,
        Holds::Override => own_rating,
        Holds::Depth => |json| coded(json, Depth::from_code).map(Value::Depth),
        Holds::Edition => |json| coded(json, Edition::from_code).map(Value::Edition),
        Holds::Independence => |json| coded(json, Independence::from_code).map(Value::Independence),
        Holds::Aggregation => |json| coded(json, Aggregation::from_code).map(Value::Aggregation),
        Holds::Time => |json| Ok(Value::Time(plain(json, "a time in milliseconds")?)),
        Holds::Comment => comment,
        Holds::Set => |json| match json {
            "true" => Ok(Value::Set),
            other => Err(format!("expected true, found {}", short(other))),
        },
    };
    read(json)
}

fn target(json: &str) -> Result<Value, String> {
    match level(plain(json, "a level from 1 to 5")?)? {
        Level::Incomplete => Err("a target level is 1 to 5, not 0".to_owned()),
        level => Ok(Value::Level(level)),
    }
}

fn checks(json: &str) -> Result<Value, String> {
    let positions: Vec<usize> = plain(json, "a list of numbers")?;
    let mut checks = Checks::NONE;
    for at in positions {
        if at >= Checks::MAX || checks.has(at) {
            return Err(format!("there is no check {at}, or it is named twice"));
        }
        checks = checks.with(at, true);
    }
    Ok(Value::Checks(checks))
}

fn own_rating(json: &str) -> Result<Value, String> {
    let RawOverride { rating, reason } = object(json, "rating and reason")?;
    let it = Override::new(self::rating(&rating)?, text(reason)?);
    it.map(Value::Override).ok_or_else(|| "an own rating needs a reason".to_owned())
}

fn comment(json: &str) -> Result<Value, String> {
    let RawComment { said, by, text, settled } = object(json, "said, by, text and settled")?;
    if said >> 48 != 0 {
        return Err("a comment was said after the end of time".to_owned());
    }
    let it = Comment::new(said, self::text(by)?, self::text(text)?);
    it.map(|it| Value::Comment(it.settled(settled)))
        .ok_or_else(|| "a comment has no text".to_owned())
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

fn answer(json: &str) -> Result<Answer, String> {
    let raw: RawAnswer = object(json, "rating, notApplicable or ask")?;
    match (raw.rating, raw.not_applicable, raw.ask) {
        (Some(code), None, None) => Score::from_code(&code).map(Answer::Rated).ok_or_else(|| {
            format!("{} is not a rating (N, P-, P, P+, L-, L, L+, F)", short(&code))
        }),
        (None, Some(reason), None) => Ok(Answer::NotApplicable { reason: text(reason)? }),
        (None, None, Some(whom)) => Ok(Answer::AskSomeone { whom: text(whom)? }),
        _ => Err("an answer holds exactly one of rating, notApplicable and ask".to_owned()),
    }
}

fn belief(json: &str) -> Result<Belief, String> {
    let raw: RawBelief = object(json, "level or rating")?;
    match (raw.level, raw.rating) {
        (Some(number), None) => Ok(Belief::Level(level(number)?)),
        (None, Some(code)) => Ok(Belief::Rating(rating(&code)?)),
        _ => Err("a belief holds either level or rating".to_owned()),
    }
}

fn level(number: u8) -> Result<Level, String> {
    Level::from_number(number).ok_or_else(|| format!("{number} is not a level from 0 to 5"))
}

fn rating(code: &str) -> Result<Rating, String> {
    Rating::from_code(code).ok_or_else(|| format!("{} is not a rating (N, P, L, F)", short(code)))
}

fn coded<T>(json: &str, from_code: impl Fn(&str) -> Option<T>) -> Result<T, String> {
    let code: String = plain(json, "a word")?;
    from_code(&code).ok_or_else(|| format!("{} is not one of the words allowed here", short(&code)))
}

fn text(text: String) -> Result<Text, String> {
    Text::read(text).ok_or_else(|| {
        format!("the text is longer than {} characters or holds control characters", Text::MAX)
    })
}

/// A JSON object as a struct. Serde would take an array for one, field by
/// field, so the brace is looked at first.
pub(super) fn object<T: DeserializeOwned>(json: &str, what: &str) -> Result<T, String> {
    if !json.trim_start().starts_with('{') {
        return Err(format!("expected an object with {what}, found {}", short(json)));
    }
    plain(json, &format!("an object with {what}"))
}

fn plain<T: DeserializeOwned>(json: &str, what: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|_| format!("expected {what}, found {}", short(json)))
}

/// The beginning of something foreign, to quote it in a message.
fn short(text: &str) -> String {
    let shown: String = text.chars().filter(|it| !it.is_control()).take(40).collect();
    if shown.len() < text.len() { format!("{shown} …") } else { shown }
}

//! What stands of a record that the storage and a book of the journal may both hold.
//!
//! The one place where that is decided, record by record: what stands from here on,
//! and whether the book has to be told. What stands never depends on which of them
//! was read first, nor on how late.

use std::collections::BTreeMap;

use super::keys;
use crate::assessment::{Clock, Key, Register, Writer};
use crate::document::records::{parse_record, record};
use crate::document::{
    erased_key, erasure_from_json, kept, later_version, register_from_json, register_to_json,
};
use crate::model::{Model, Version};

/// What stands of a record, and what follows for those who hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stands {
    /// The record; `None` when there is none, and the book deletes its own.
    pub json: Option<String>,
    /// Whether the storage has it otherwise.
    pub is_news: bool,
    /// Whether the book has it otherwise and is to be told.
    pub book_lacks: bool,
    /// Whether the storage's own text cannot be read and gives way: its owner keeps a
    /// copy.
    pub is_aside: bool,
    /// Whether this page load had said something without knowing of something else
    /// that the book holds: whoever said it is told.
    pub has_met: bool,
}

/// Before which moments what registers say was taken out for good, by the keys of
/// their records.
pub type Erased = BTreeMap<String, Clock>;

/// What these records of a storage or a book take out for good.
pub fn erased<'a>(model: &Model, records: impl IntoIterator<Item = (&'a str, &'a str)>) -> Erased {
    let mut all = Erased::new();
    for (key, json) in records {
        let Some((id, name)) = parse_record(key) else { continue };
        let Some(of) = erased_key(name, model) else { continue };
        let Ok(moment) = erasure_from_json(json) else { continue };
        let latest = all.entry(record(&id, &of.name(model))).or_insert(moment);
        *latest = moment.max(*latest);
    }
    all
}

/// Brings a record of the storage and the same one of a book together, without what
/// either of them says was taken out for good before the moment `erased`. `is_removed`
/// says that it was removed by now, so that what the book holds is not brought back;
/// `writer` is this page load.
pub fn stands(
    model: &Model,
    key: &str,
    (mine, book): (Option<&str>, Option<&str>),
    erased: Option<Clock>,
    is_removed: bool,
    writer: Writer,
) -> Stands {
    let Some(moment) = erased else {
        return together(model, key, (mine, book), is_removed, writer);
    };
    let left = |json: Option<&str>| json.and_then(|it| left(model, key, it, moment));
    let (mine_left, book_left) = (left(mine), left(book));
    let both = (mine_left.as_deref(), book_left.as_deref());
    let mut it = together(model, key, both, is_removed, writer);
    it.is_news |= mine_left.as_deref() != mine;
    it.book_lacks |= book_left.as_deref() != book;
    it
}

/// What is left of a record when what was said before a moment is taken out.
fn left(model: &Model, key: &str, json: &str, moment: Clock) -> Option<String> {
    match Content::read(model, key, json) {
        Content::Register(it) => it.since(moment).map(|it| register_to_json(&it)),
        Content::Erasure(_) | Content::Other | Content::Unreadable => Some(json.to_owned()),
    }
}

/// Brings both together.
fn together(
    model: &Model,
    key: &str,
    (mine, book): (Option<&str>, Option<&str>),
    is_removed: bool,
    writer: Writer,
) -> Stands {
    let mut it = Stands { json: mine.map(str::to_owned), ..Stands::default() };
    if mine == book {
        return it;
    }
    let content = |json: Option<&str>| json.map(|json| Content::read(model, key, json));
    let mine_is = content(mine);
    match (mine_is, book.filter(|_| !is_removed)) {
        // Something that cannot be read is told to nobody.
        (Some(Content::Unreadable), None) => {}
        (_, None) => it.book_lacks = true,
        (None, Some(other)) => {
            it.json = Some(other.to_owned());
            it.is_news = true;
        }
        (Some(mine_is), Some(other)) => match (mine_is, Content::read(model, key, other)) {
            (Content::Register(mine_is), Content::Register(other_is)) => {
                it.has_met = mine_is.clock().writer.is_page_of(writer)
                    && !other_is.clock().writer.is_page_of(writer)
                    && mine_is.value() != other_is.value();
                let json = register_to_json(&mine_is.merge(*other_is));
                it.is_news = mine != Some(&json);
                it.book_lacks = other != json;
                it.json = Some(json);
            }
            (Content::Erasure(mine_is), Content::Erasure(other_is)) => {
                it.is_news = other_is > mine_is;
                it.book_lacks = other_is < mine_is;
                if it.is_news {
                    it.json = Some(other.to_owned());
                }
            }
            (Content::Unreadable, Content::Unreadable) => {}
            (Content::Unreadable, _) => {
                it.json = Some(other.to_owned());
                it.is_news = true;
                it.is_aside = true;
            }
            (Content::Other, Content::Other)
                if rank(model, key, other) > rank(model, key, mine.unwrap_or_default()) =>
            {
                it.json = Some(other.to_owned());
                it.is_news = true;
            }
            // What is no register stays as it is here.
            (Content::Register(_) | Content::Erasure(_) | Content::Other, _) => {
                it.book_lacks = true;
            }
        },
    }
    it
}

/// Of two records that have no clock the one of higher rank stands. Of what is kept aside
/// whatever was taken out of it is out; of the versions of the questions the latest counts.
fn rank(model: &Model, key: &str, json: &str) -> (u64, Option<Version>) {
    let is_model = parse_record(key).is_some_and(|(_, name)| name == keys::MODEL);
    (cleared(key, json), if is_model { later_version(model, json) } else { None })
}

/// How often something was taken out for good of what is kept aside.
fn cleared(key: &str, json: &str) -> u64 {
    #[derive(serde::Deserialize)]
    struct Cleared {
        #[serde(default)]
        cleared: u64,
    }
    let is_aside = key.starts_with(keys::SHELF);
    let read = || serde_json::from_str::<Cleared>(json).ok();
    if is_aside { read().map_or(0, |it| it.cleared) } else { 0 }
}

/// What a record is.
enum Content {
    Register(Box<Register>),
    /// That something was taken out for good, before this moment.
    Erasure(Clock),
    /// Something that is kept as it is.
    Other,
    /// Not what its key promises.
    Unreadable,
}

impl Content {
    fn read(model: &Model, key: &str, json: &str) -> Self {
        let Some((_, name)) = parse_record(key) else { return Self::Other };
        match Key::parse(name, model) {
            Some(key) => register_from_json(key, json)
                .map_or(Self::Unreadable, |it| Self::Register(Box::new(it))),
            None if erased_key(name, model).is_some() => {
                erasure_from_json(json).map_or(Self::Unreadable, Self::Erasure)
            }
            None if kept(name, json).is_some() => Self::Other,
            None => Self::Unreadable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{AssessmentId, Value};
    use crate::document::{erasure_name, erasure_to_json};

    #[test]
    fn of_what_is_kept_aside_that_counts_from_which_more_was_taken_out() {
        let model = crate::bank::shipped().unwrap();
        let key = format!("{}5-abcdefghjkmn", keys::SHELF);
        let record = |n: u64| match n {
            0 => r#"{"file":"..."}"#.to_owned(),
            n => format!(r#"{{"file":"...","cleared":{n}}}"#),
        };
        for (mine, book) in [(0, 1), (1, 2), (1, 0), (0, 0)] {
            let (mine_is, book_is) = (record(mine), record(book));
            let both = (Some(mine_is.as_str()), Some(book_is.as_str()));
            let it = stands(&model, &key, both, None, false, Writer(7));
            assert_eq!(it.json, Some(record(mine.max(book))));
            assert_eq!((it.is_news, it.book_lacks), (mine < book, mine > book));
        }
    }

    #[test]
    fn of_two_versions_of_the_questions_the_latest_stands() {
        let model = crate::bank::shipped().unwrap();
        let key = record(&AssessmentId::from_random(1), keys::MODEL);
        let said = |version| format!(r#"{{"id":"{}","version":"{version}"}}"#, model.id());
        let versions = [model.version(), "1.9.0", "1.12.0"];
        for (mine, book) in [(0, 1), (1, 2), (2, 1), (1, 0), (2, 2)] {
            let (mine_is, book_is) = (said(versions[mine]), said(versions[book]));
            let both = (Some(mine_is.as_str()), Some(book_is.as_str()));
            let it = stands(&model, &key, both, None, false, Writer(7));
            assert_eq!(it.json, Some(said(versions[mine.max(book)])));
            assert_eq!((it.is_news, it.book_lacks), (mine < book, mine > book));
        }
    }

    #[test]
    fn what_was_taken_out_for_good_goes_from_storage_and_book() {
        let model = crate::bank::shipped().unwrap();
        let id = AssessmentId::from_random(1);
        let note = Key::Note(model.questions().next().unwrap());
        let key = record(&id, &note.name(&model));
        let at = |ms| Clock::start(ms, Writer(1));
        let said = |ms| register_to_json(&Register::new(Some(Value::typed("Kim")), at(ms)));
        let (old, new) = (said(1), said(1_000_000));
        let marks = [at(5), at(9)].map(erasure_to_json);
        let name = record(&id, &erasure_name(note, &model));
        let erased = erased(&model, marks.iter().map(|it| (name.as_str(), it.as_str())));
        assert_eq!(erased, Erased::from([(key.clone(), at(9))]));
        let stands = |both| {
            let moment = erased.get(&key).copied();
            stands(&model, &key, both, moment, false, Writer(7))
        };
        let cases = [
            ((Some(&old), None), (None, true, false)),
            ((None, Some(&old)), (None, false, true)),
            ((Some(&old), Some(&old)), (None, true, true)),
            ((Some(&old), Some(&new)), (Some(&new), true, false)),
            ((Some(&new), Some(&old)), (Some(&new), false, true)),
            ((Some(&new), Some(&new)), (Some(&new), false, false)),
        ];
        for ((mine, book), (json, is_news, book_lacks)) in cases {
            let it = stands((mine.map(String::as_str), book.map(String::as_str)));
            assert_eq!((it.json.as_ref(), it.is_news, it.book_lacks), (json, is_news, book_lacks));
        }
        // Of two moments the later one stands, wherever it is.
        let [early, late] = &marks;
        for (mine, book) in [(early, late), (late, early)] {
            let it = super::stands(&model, &name, (Some(mine), Some(book)), None, false, Writer(7));
            assert_eq!(it.json.as_ref(), Some(late));
            assert_eq!((it.is_news, it.book_lacks), (mine == early, book == early));
        }
    }
}

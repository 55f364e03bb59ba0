//! What stands of a record that the storage and a book of the journal may both hold.
//!
//! The one place where that is decided, record by record: what stands from here on,
//! and whether the book has to be told. What stands never depends on which of them
//! was read first, nor on how late.

use super::read::kept;
use super::records::parse_record;
use super::register::{register_from_json, register_to_json};
use crate::assessment::{Key, Register, Writer};
use crate::model::Model;

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

/// Brings a record of the storage and the same one of a book together. `is_removed`
/// says that it was removed by now, so that what the book holds is not brought back;
/// `writer` is this page load.
pub fn stands(
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
            (Content::Unreadable, Content::Unreadable) => {}
            (Content::Unreadable, _) => {
                it.json = Some(other.to_owned());
                it.is_news = true;
                it.is_aside = true;
            }
            // What is no register stays as it is here.
            (Content::Register(_) | Content::Other, _) => it.book_lacks = true,
        },
    }
    it
}

/// What a record is.
enum Content {
    Register(Box<Register>),
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
            None if kept(name, json).is_some() => Self::Other,
            None => Self::Unreadable,
        }
    }
}

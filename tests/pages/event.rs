//! What can happen in a browser with several pages.

use plumbline::model::Score;
use plumbline::store::turns::BOOKS;
use proptest::prelude::*;

use super::{ASSESSMENTS, FIELDS};

/// What happens; of pages and assessments by their place.
#[derive(Clone, Debug)]
pub enum Event {
    /// Somebody answers a question of an assessment, which is begun with that if it is not
    /// there.
    Says { page: usize, of: usize, field: usize, score: usize },
    /// An assessment is removed.
    Removes { page: usize, of: usize },
    /// An assessment is moved into the bin.
    Bins { page: usize, of: usize },
    /// The last of it that is there is put back.
    PutsBack { page: usize, of: usize },
    /// The page hears of so many of the things that others did.
    Hears { page: usize, of_them: usize },
    /// A book has been read for a page, which cannot take it in yet.
    Reads { page: usize, book: usize },
    /// The page takes in what was read, or what the book holds now.
    Opens { page: usize, book: usize },
    /// A book cannot be had, or is taken away.
    Loses { page: usize, book: usize },
    /// What is being written into a book has been written, or refused.
    Ends { book: usize, is_done: bool },
    /// It takes so long that the page does not wait for it.
    Stalls { book: usize },
    /// The storage is full, or has room again.
    Fills { is_full: bool },
    /// Another tab lies before the page.
    Hides { page: usize },
    /// The page goes on after it was asleep: of what others did meanwhile it hears nothing.
    Wakes { page: usize },
    /// The page is left in good order, and opened again by the next thing that happens there.
    Leaves { page: usize },
    /// The page is gone from one moment to the other.
    Dies { page: usize },
    /// The browser crashes, and so many of its last writes to the storage are lost.
    Crashes { lost: usize },
    /// A newer version of the app takes over the storage.
    Upgrades,
}

impl Event {
    /// The page at which it happens, if it does at one.
    pub fn page(&self) -> Option<usize> {
        match *self {
            Self::Says { page, .. }
            | Self::Removes { page, .. }
            | Self::Bins { page, .. }
            | Self::PutsBack { page, .. }
            | Self::Hears { page, .. }
            | Self::Reads { page, .. }
            | Self::Opens { page, .. }
            | Self::Loses { page, .. }
            | Self::Hides { page }
            | Self::Wakes { page }
            | Self::Leaves { page }
            | Self::Dies { page } => Some(page),
            Self::Ends { .. }
            | Self::Stalls { .. }
            | Self::Fills { .. }
            | Self::Crashes { .. }
            | Self::Upgrades => None,
        }
    }
}

pub fn any_event(pages: usize) -> impl Strategy<Value = Event> {
    let (page, book, of) = (0..pages, 0..BOOKS, 0..ASSESSMENTS);
    prop_oneof![
        12 => (page.clone(), of.clone(), 0..FIELDS, 0..Score::ALL.len())
            .prop_map(|(page, of, field, score)| Event::Says { page, of, field, score }),
        2 => (page.clone(), of.clone()).prop_map(|(page, of)| Event::Removes { page, of }),
        2 => (page.clone(), of.clone()).prop_map(|(page, of)| Event::Bins { page, of }),
        2 => (page.clone(), of).prop_map(|(page, of)| Event::PutsBack { page, of }),
        8 => (page.clone(), 1_usize..12)
            .prop_map(|(page, of_them)| Event::Hears { page, of_them }),
        6 => (page.clone(), book.clone()).prop_map(|(page, book)| Event::Opens { page, book }),
        1 => (page.clone(), book.clone()).prop_map(|(page, book)| Event::Reads { page, book }),
        1 => (page.clone(), book.clone()).prop_map(|(page, book)| Event::Loses { page, book }),
        10 => (book.clone(), prop::bool::weighted(0.9))
            .prop_map(|(book, is_done)| Event::Ends { book, is_done }),
        1 => book.prop_map(|book| Event::Stalls { book }),
        2 => any::<bool>().prop_map(|is_full| Event::Fills { is_full }),
        1 => page.clone().prop_map(|page| Event::Hides { page }),
        1 => page.clone().prop_map(|page| Event::Wakes { page }),
        1 => page.clone().prop_map(|page| Event::Leaves { page }),
        1 => page.prop_map(|page| Event::Dies { page }),
        1 => (0_usize..12).prop_map(|lost| Event::Crashes { lost }),
    ]
}

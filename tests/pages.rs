//! Laws of what a browser keeps where two pages write into the same storage and the same
//! books, each hearing late of what the other one did; where a book never comes, or after
//! everything else; where a newer version takes over the storage; and where there is none.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use std::sync::LazyLock;

use plumbline::assessment::AssessmentId;
use plumbline::model::Model;
use plumbline::store::turns::BOOKS;
use proptest::prelude::*;

#[path = "pages/browser.rs"]
mod browser;
#[path = "store/double.rs"]
#[allow(dead_code, reason = "other files use the rest of it")]
mod double;
#[path = "pages/event.rs"]
mod event;
#[path = "pages/ledger.rs"]
mod ledger;
#[path = "pages/page.rs"]
mod page;
#[path = "pages/world.rs"]
mod world;
use browser::PAGES;
use event::{Event, any_event};
use world::{Comes, World};

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

const ASSESSMENTS: usize = 2;
const FIELDS: usize = 3;

fn id(of: usize) -> AssessmentId {
    AssessmentId::from_random(of as u64 + 1)
}

const ALL: Comes = [[true; BOOKS]; PAGES];

fn holds(comes: Comes, is_lasting: bool, events: &[Event]) -> Result<(), TestCaseError> {
    let mut world = World::new(comes, is_lasting);
    for it in events {
        world.happen(it)?;
    }
    world.end_well()
}

fn any_events(pages: usize) -> impl Strategy<Value = Vec<Event>> {
    proptest::collection::vec(any_event(pages), 0..60)
}

fn any_comes() -> impl Strategy<Value = Comes> {
    any::<Comes>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn two_pages_lose_nothing_and_bring_nothing_back(events in any_events(PAGES)) {
        holds(ALL, true, &events)?;
    }

    #[test]
    fn a_book_that_never_comes_or_last_of_all_takes_nothing_along(
        comes in any_comes(),
        events in any_events(PAGES),
    ) {
        holds(comes, true, &events)?;
    }

    #[test]
    fn to_a_newer_versions_storage_no_page_writes_and_says_so(
        before in any_events(PAGES),
        after in any_events(PAGES),
    ) {
        let events = [before.as_slice(), &[Event::Upgrades], &after].concat();
        holds(ALL, true, &events)?;
    }

    #[test]
    fn without_a_storage_the_books_have_everything(
        comes in any_comes(),
        events in any_events(1),
    ) {
        holds(comes, false, &events)?;
    }
}

/// Of what one page alone has another one hears no moment from the storage.
#[test]
fn what_was_refused_and_removed_is_not_brought_back_by_who_had_read_the_book() {
    let [page, of, field, score, book] = [0; 5];
    let says = Event::Says { page, of, field, score };
    let events = [
        Event::Opens { page, book },
        says.clone(),
        Event::Fills { is_full: true },
        says,
        Event::Ends { book, is_done: false },
        Event::Ends { book, is_done: true },
        Event::Fills { is_full: false },
        Event::Reads { page: 1, book },
        Event::Removes { page, of },
    ];
    holds(ALL, true, &events).unwrap();
}

/// Put back it is there with the moments that it had, and removed once more it says the same.
#[test]
fn what_was_removed_put_back_and_removed_by_another_page_does_not_come_back() {
    let [page, of, field, score, book] = [0; 5];
    let ends = Event::Ends { book, is_done: true };
    let events = [
        Event::Opens { page, book },
        Event::Says { page, of, field, score },
        ends.clone(),
        Event::Bins { page, of },
        ends.clone(),
        Event::PutsBack { page, of },
        ends,
        Event::Removes { page: 1, of },
        Event::Hears { page, of_them: usize::MAX },
        Event::Opens { page, book: 1 },
        Event::Dies { page: 1 },
    ];
    holds(ALL, true, &events).unwrap();
}

/// Nor by the page that has removed it first, and is told late.
#[test]
fn what_another_page_put_back_and_removed_once_more_does_not_come_back() {
    let [page, of, field, score, book] = [0; 5];
    let ends = |is_done| Event::Ends { book, is_done };
    let events = [
        Event::Opens { page, book },
        Event::Says { page, of, field, score },
        ends(true),
        Event::Bins { page, of },
        ends(true),
        Event::Opens { page: 1, book },
        Event::PutsBack { page: 1, of },
        ends(true),
        Event::Hears { page, of_them: usize::MAX },
        Event::Removes { page: 1, of },
        ends(false),
        Event::Hears { page, of_them: usize::MAX },
        Event::Opens { page, book: 1 },
        Event::Dies { page: 1 },
    ];
    holds(ALL, true, &events).unwrap();
}

/// A book was read before another page wrote there what is removed before it is taken in.
#[test]
fn what_was_removed_is_told_to_a_book_that_was_read_before_it_had_it() {
    let [of, field, score, book] = [0; 4];
    let events = [
        Event::Opens { page: 1, book },
        Event::Reads { page: 0, book },
        Event::Says { page: 1, of, field, score },
        Event::Removes { page: 0, of },
    ];
    holds(ALL, true, &events).unwrap();
}

/// What a page writes back that has not heard of a removal is no assessment that is here again.
#[test]
fn what_is_written_back_of_what_was_removed_does_not_bring_it_back() {
    let [page, book, score] = [0; 3];
    let says = |page, of, field| Event::Says { page, of, field, score };
    let events = [
        says(1, 0, 0),
        says(0, 0, 0),
        Event::Removes { page, of: 1 },
        says(0, 1, 1),
        Event::Opens { page, book },
        says(1, 1, 1),
        Event::Leaves { page },
        Event::Removes { page, of: 1 },
        Event::Hears { page: 1, of_them: 4 },
    ];
    holds(ALL, true, &events).unwrap();
}

/// In a newer version's storage each page has in its memory alone what it removes, and what it
/// says: another one need not hear of it.
#[test]
fn what_is_removed_under_a_newer_version_is_gone_from_its_page() {
    let says = |of| Event::Says { page: 0, of, field: 0, score: 0 };
    let opens = |book| Event::Opens { page: 0, book };
    let events = [
        says(0),
        Event::Loses { page: 1, book: 0 },
        Event::Upgrades,
        opens(1),
        opens(0),
        says(1),
        says(0),
        Event::Bins { page: 0, of: 1 },
        Event::PutsBack { page: 1, of: 1 },
        Event::Ends { book: 1, is_done: false },
        Event::Removes { page: 1, of: 1 },
        Event::Ends { book: 0, is_done: true },
        opens(0),
        Event::Ends { book: 1, is_done: true },
    ];
    holds(ALL, true, &events).unwrap();
}

//! Laws of the deeds by which something is written or removed that another page has written
//! or removed since, of which this one has not heard: what was said later stays, and what was
//! taken out for good stays out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::rc::Rc;
use std::sync::LazyLock;

use plumbline::assessment::{Assessment, AssessmentId, Edit, Key, Value};
use plumbline::library::{Library, Now, import, shelf};
use plumbline::model::Model;
use plumbline::store::{Port, keys};

#[path = "library/browser.rs"]
#[allow(dead_code, reason = "other files use the rest of it")]
mod browser;
#[path = "store/double.rs"]
#[allow(dead_code, reason = "other files use the rest of it")]
mod double;
use browser::{Browser, DAY_MS, opened};
use double::Double;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

const SECRET: &str = "Kim Berger was careless";

fn note() -> Key {
    Key::Note(MODEL.questions().next().unwrap())
}

/// A page beside the one of the browser, which hears of nothing.
fn beside(browser: &Browser) -> Rc<Library> {
    opened(&browser.storage, &Double::default())
}

/// An assessment with something in a note, and that one as a page has it that has taken the
/// note out for good and not written that yet.
fn taken_out(browser: &mut Browser) -> (AssessmentId, Assessment) {
    let id = browser.begin("Hafen Works");
    assert!(browser.note(&id, SECRET));
    let mut mine = browser.loaded(&id);
    let now = browser.now();
    mine.erase(note(), now.clock());
    (id, mine)
}

fn holds(storage: &Double, text: &str) -> bool {
    storage.texts.borrow().values().any(|it| it.contains(text))
}

#[test]
fn what_another_page_said_since_stays_when_a_field_is_taken_out_late_or_once_more() {
    for is_repeated in [false, true] {
        let mut browser = Browser::new();
        let (id, mine) = taken_out(&mut browser);
        let other = beside(&browser);
        if is_repeated {
            other.write_key(&mine, note()).unwrap();
            assert_eq!(browser.library.register(&id, note()), None);
        }
        assert!(browser.note(&id, "as agreed"));
        other.write_key(&mine, note()).unwrap();
        let name = keys::record(&id, &note().name(&MODEL));
        assert!(browser.storage.get(&name).is_some(), "{is_repeated}");
        assert_eq!(browser.loaded(&id).text(note()), "as agreed");
        assert!(!holds(&browser.storage, "Kim Berger"));
    }
}

#[test]
fn what_another_page_has_taken_out_later_stays_out() {
    let mut browser = Browser::new();
    let (id, mine) = taken_out(&mut browser);
    let other = beside(&browser);
    assert!(browser.note(&id, "Kim Berger once more"));
    let mut with_more = browser.loaded(&id);
    let now = browser.now();
    with_more.erase(note(), now.clock());
    browser.library.write_key(&with_more, note()).unwrap();
    let moment = with_more.erased(note());
    // Neither an earlier moment takes its place, nor what was said before it.
    let mut old = mine.clone();
    let again = Edit::new(note(), Some(Value::typed("Kim Berger again"))).unwrap();
    old.apply(again, mine.erased(note()).unwrap());
    for it in [&mine, &old] {
        other.write_key(it, note()).unwrap();
        assert_eq!(browser.library.erased(&id, note()), moment);
        assert!(!holds(&browser.storage, "Kim Berger"));
    }
}

#[test]
fn the_bin_gives_back_and_changes_what_is_in_it_by_now() {
    let mut browser = Browser::new();
    let id = browser.begin("Hafen Works");
    assert!(browser.note(&id, SECRET));
    let mine = browser.loaded(&id);
    let now = browser.now();
    let copy = import::add_copy(&browser.library, &mine, "copy", now).unwrap();
    let now = browser.now();
    shelf::bin(&browser.library, &browser.loaded(&copy), now).unwrap();
    let other = beside(&browser);
    let [seen] = &*shelf::all(&other) else { panic!("one") };

    let mut clean = mine.clone();
    let now = browser.now();
    clean.erase(note(), now.clock());
    browser.library.write_key(&clean, note()).unwrap();
    let all = [(note(), mine.words_of(note()))].into_iter().collect();
    browser.library.erase_everywhere(&clean, &all).unwrap();
    assert!(!holds(&browser.storage, "Kim Berger"));
    assert_eq!(shelf::all(&browser.library).len(), 1);
    let now = browser.now();
    assert_eq!(shelf::put_back(&other, seen, now), Ok(copy.clone()));
    assert!(!holds(&browser.storage, "Kim Berger"));
    assert_eq!(shelf::all(&browser.library).len(), 1, "not heard of");
    // What is off the shelf by now is not written there once more.
    browser.library.erase_everywhere(&clean, &all).unwrap();
    assert_eq!(shelf::all(&beside(&browser)).len(), 0);
}

#[test]
fn what_was_begun_and_is_answered_elsewhere_by_now_is_not_dropped() {
    let mut browser = Browser::new();
    let now = browser.now();
    let id = browser.library.begin([], now);
    let other = beside(&browser);
    assert_eq!(other.everything().len(), 1);
    assert!(browser.answer(&id, 0, 1));
    shelf::sweep(&other, Now { ms: now.ms + 2 * DAY_MS, ..now });
    assert!(beside(&browser).has(&id));
}

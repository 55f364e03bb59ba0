//! Laws of the deeds by which whole assessments are added, merged, replaced, kept aside,
//! handed over and removed: whatever is refused or cut off, nothing that was said is lost, and
//! what is in memory is what the storage says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use plumbline::assessment::{Assessment, AssessmentId, Key, Register};
use plumbline::document::{self, Why};
use plumbline::leaving::LeftOut;
use plumbline::library::backup::{self, Leave, What};
use plumbline::library::import::{self, Choice};
use plumbline::library::{Library, Now, shelf};
use plumbline::model::{Model, Score, Version};
use plumbline::raters;
use plumbline::store::{Port, keys};
use proptest::prelude::*;

#[path = "library/browser.rs"]
mod browser;
#[path = "store/double.rs"]
#[allow(dead_code, reason = "other files use the rest of it")]
mod double;
use browser::{Browser, DAY_MS, MINUTE_MS, START_MS, of_version, opened};
use double::Double;

static MODEL: LazyLock<Model> = LazyLock::new(|| plumbline::bank::shipped().unwrap());

/// What somebody can look at: the list, and the shelf.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    list: Vec<Assessment>,
    shelf: Vec<document::Aside>,
}

impl Seen {
    fn of(library: &Library) -> Self {
        let list = library.everything().iter().map(|it| it.assessment().clone()).collect();
        let shelf = shelf::all(library).iter().map(|it| document::Aside::clone(it)).collect();
        Self { list, shelf }
    }

    /// Every state of every assessment.
    fn states(&self) -> impl Iterator<Item = &Assessment> {
        let aside = self.shelf.iter();
        let aside = aside.flat_map(|it| [&it.assessment].into_iter().chain(&it.raters));
        self.list.iter().chain(aside)
    }

    /// Whether what a field of an assessment said is there, in the list or on the shelf.
    fn has(&self, of: &Assessment, key: Key) -> bool {
        let it = of.register(key);
        self.states().any(|other| other.id() == of.id() && other.register(key) == it)
    }
}

impl Seen {
    /// The same, also where something was said since and it is one of the earlier things.
    fn tells(&self, of: &Assessment, key: Key) -> bool {
        let value = of.value(key);
        let tells = |it: &Register| {
            it.value() == value || it.earlier().iter().any(|it| it.value.as_ref() == value)
        };
        let mut same = self.states().filter(|it| it.id() == of.id());
        same.any(|it| it.register(key).is_some_and(tells))
    }
}

/// Something that somebody does with whole assessments.
#[derive(Clone, Debug)]
enum Deed {
    Begins,
    Answers(usize, usize, usize),
    Keeps(usize),
    Bins(usize),
    PutsBack(usize),
    /// By an app that has this minor version of the questions, or by this one.
    Exports(usize, Option<u16>),
    TakesOver(usize, Choice),
    Rates(usize, usize),
    Reloads,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let which = 0..4_usize;
    let choice = prop_oneof![Just(Choice::Merge), Just(Choice::Beside), Just(Choice::Replace)];
    prop_oneof![
        2 => Just(Deed::Begins),
        6 => (which.clone(), 0..4_usize, 0..Score::ALL.len())
            .prop_map(|(of, field, score)| Deed::Answers(of, field, score)),
        2 => which.clone().prop_map(Deed::Keeps),
        2 => which.clone().prop_map(Deed::Bins),
        2 => which.clone().prop_map(Deed::PutsBack),
        2 => (which.clone(), proptest::option::of(5_u16..12))
            .prop_map(|(of, minor)| Deed::Exports(of, minor)),
        4 => (which.clone(), choice).prop_map(|(file, choice)| Deed::TakesOver(file, choice)),
        2 => (which.clone(), which).prop_map(|(of, who)| Deed::Rates(of, who)),
        1 => Just(Deed::Reloads),
    ]
}

/// Does it, where there is what it takes. Whether it was refused.
fn happen(browser: &mut Browser, files: &mut Vec<backup::Files>, deed: &Deed) -> bool {
    let hosts = browser.library.all();
    let id = |of: usize| hosts.get(of % hosts.len().max(1)).map(|it| it.id().clone());
    let now = browser.now();
    let library = browser.library.clone();
    match *deed {
        Deed::Begins => {
            let name = format!("Assessment {}", browser.minute);
            browser.begin(&name);
        }
        Deed::Answers(of, field, score) => {
            if let Some(id) = id(of) {
                browser.answer(&id, field, score);
            }
        }
        Deed::Keeps(of) => {
            if let Some(id) = id(of) {
                let it = browser.loaded(&id);
                return shelf::put(&library, Why::Snapshot, "A state".into(), &it, now).is_err();
            }
        }
        Deed::Bins(of) => {
            if let Some(id) = id(of) {
                return shelf::bin(&library, &browser.loaded(&id), now).is_err();
            }
        }
        Deed::PutsBack(at) => {
            let mut bin = shelf::all(&library);
            bin.retain(|it| it.why != Why::Snapshot);
            if let Some(it) = bin.get(at % bin.len().max(1)) {
                return shelf::put_back(&library, it, now).is_err();
            }
        }
        Deed::Exports(of, minor) => {
            if let Some(id) = id(of) {
                let mut it = browser.file(&What::One(browser.loaded(&id)));
                if let Some(minor) = minor {
                    of_version(&mut it, &format!("1.{minor}.0"));
                }
                files.push(it);
            }
        }
        Deed::TakesOver(file, choice) => {
            if let Some(file) = files.get(file % files.len().max(1)).cloned() {
                return browser.take_over(&file, choice).is_err();
            }
        }
        Deed::Rates(of, who) => {
            if let (Some(host), Some(rater)) = (id(of), id(who)) {
                let came = browser.loaded(&rater);
                let rater = raters::as_rater(&MODEL, &host, &came, "Kim", now.clock());
                return shelf::merge(&library, &rater, now).is_err();
            }
        }
        Deed::Reloads => browser.reload(),
    }
    false
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec(any_deed(), 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_in_memory_is_what_the_storage_says(deeds in deeds()) {
        let (mut browser, mut files) = (Browser::new(), Vec::new());
        for deed in &deeds {
            happen(&mut browser, &mut files, deed);
            let fresh = opened(&browser.storage, &browser.tab);
            prop_assert_eq!(Seen::of(&browser.library), Seen::of(&fresh), "after {:?}", deed);
            let now_ms = START_MS + browser.minute * MINUTE_MS;
            prop_assert_eq!(browser.library.listing(now_ms), fresh.listing(now_ms));
        }
    }

    #[test]
    fn a_deed_that_is_cut_off_anywhere_loses_nothing_that_was_said(deeds in deeds()) {
        let (mut browser, mut files) = (Browser::new(), Vec::new());
        for deed in &deeds {
            let before = Seen::of(&browser.library);
            browser.storage.take_moments();
            happen(&mut browser, &mut files, deed);
            let after = Seen::of(&browser.library);
            for (at, texts) in browser.storage.take_moments().into_iter().enumerate() {
                let cut = Seen::of(&opened(&Double::of(texts), &Double::default()));
                for it in before.states() {
                    // As it was or as it is to be.
                    for (key, _) in it.registers() {
                        let to_be = |other: &&Assessment| other.id() == it.id() && cut.has(other, key);
                        prop_assert!(
                            cut.has(it, key) || after.states().find(to_be).is_some(),
                            "{:?}, cut off before change {}: {} is nowhere", deed, at, key.name(&MODEL)
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_refused_has_changed_nothing(deeds in deeds(), last in any_deed()) {
        let (mut browser, mut files) = (Browser::new(), Vec::new());
        for deed in &deeds {
            happen(&mut browser, &mut files, deed);
        }
        let before = Seen::of(&browser.library);
        browser.storage.is_full.set(true);
        if happen(&mut browser, &mut files, &last) {
            let after = Seen::of(&browser.library);
            // What is merged is merged field by field, as far as it is taken.
            if !matches!(last, Deed::TakesOver(_, Choice::Merge) | Deed::Rates(..)) {
                prop_assert_eq!(&after, &before, "{:?}", last);
            }
            for it in before.states() {
                for (key, _) in it.registers() {
                    prop_assert!(after.tells(it, key), "{:?}: {} is gone", last, key.name(&MODEL));
                }
            }
            // Nor does what was refused come with the next page.
            browser.reload();
            prop_assert_eq!(Seen::of(&browser.library).shelf, before.shelf);
        }
    }

    #[test]
    fn a_back_up_of_everything_brings_everything_back_and_once(deeds in deeds()) {
        let (mut browser, mut files) = (Browser::new(), Vec::new());
        for deed in &deeds {
            happen(&mut browser, &mut files, deed);
        }
        let everything = browser.file(&What::Everything);
        let mut other = Browser::new();
        other.take_over(&everything, Choice::Merge).unwrap();
        let (mine, theirs) = (Seen::of(&browser.library), Seen::of(&other.library));
        let states = |it: &Seen| {
            let asides = it.shelf.iter().map(|it| (it.at, it.name.clone(), it.assessment.clone()));
            let mut all: Vec<_> = asides.collect();
            all.sort_by_key(|it| (it.0, it.2.id().clone()));
            all
        };
        // A state of what is nowhere becomes an assessment: there nobody would find it.
        let ids: BTreeSet<_> = mine.list.iter().map(|it| it.id().clone()).collect();
        let binned: BTreeSet<_> = mine.shelf.iter().filter(|it| it.why != Why::Snapshot).map(|it| it.assessment.id().clone()).collect();
        let is_found = |it: &document::Aside| it.why != Why::Snapshot || ids.contains(it.assessment.id()) || binned.contains(it.assessment.id());
        if mine.shelf.iter().all(is_found) {
            prop_assert_eq!(&theirs.list, &mine.list);
            prop_assert_eq!(states(&theirs), states(&mine));
        }
        let before = Seen::of(&other.library);
        other.take_over(&everything, Choice::Merge).unwrap();
        prop_assert_eq!(Seen::of(&other.library), before, "taken over twice");
    }
}

#[test]
fn what_is_taken_out_for_good_is_in_no_text_of_the_storage_or_the_tab() {
    const SECRET: &str = "Kim Berger was ill";
    let mut browser = Browser::new();
    let id = browser.begin("Hafen Works");
    assert!(browser.note(&id, SECRET) && browser.note(&id, "Somebody was ill"));
    let now = browser.now();
    shelf::put(&browser.library, Why::Snapshot, "A state".into(), &browser.loaded(&id), now)
        .unwrap();
    let now = browser.now();
    let copy = import::add_copy(&browser.library, &browser.loaded(&id), "copy", now).unwrap();
    let now = browser.now();
    shelf::bin(&browser.library, &browser.loaded(&copy), now).unwrap();
    browser.tab.set(keys::LINK, SECRET);
    let holds =
        |it: &Double| it.texts.borrow().values().filter(|it| it.contains("Kim Berger")).count();
    assert_eq!((holds(&browser.storage), holds(&browser.tab)), (3, 1));

    let key = Key::Note(MODEL.questions().next().unwrap());
    let mut it = browser.loaded(&id);
    let before = it.words_of(key);
    it.erase_earlier(key);
    let gone = &before - &it.words_of(key);
    browser.library.write_key(&it, key).unwrap();
    let all = [(key, gone)].into_iter().collect();
    browser.library.erase_everywhere(&it, &all).unwrap();
    assert_eq!((holds(&browser.storage), holds(&browser.tab)), (0, 0));
    assert_eq!(browser.loaded(&id).text(key), "Somebody was ill");
}

#[test]
fn an_invitation_that_is_opened_again_leads_to_what_was_begun_with_it_last() {
    let mut browser = Browser::new();
    let sent = |browser: &mut Browser| {
        let id = browser.begin("Hafen Works");
        browser.loaded(&id)
    };
    let (mine, other) = (sent(&mut browser), sent(&mut browser));
    assert_eq!(import::begun(&browser.library, mine.id()), None, "what was sent is not begun");
    let accept = |browser: &mut Browser, of, known: Option<&AssessmentId>| {
        let now = browser.now();
        import::accept(&browser.library, of, known, now).unwrap()
    };
    let first = accept(&mut browser, &mine, None);
    assert_eq!(accept(&mut browser, &mine, None), first, "pressed twice, or in another tab");
    let last = accept(&mut browser, &mine, Some(&first));
    assert_ne!(last, first);
    assert_eq!(accept(&mut browser, &mine, Some(&first)), last);
    let others = accept(&mut browser, &other, None);
    browser.reload();
    assert_eq!(import::begun(&browser.library, mine.id()), Some(last.clone()));
    let goes = |browser: &mut Browser, id| {
        let now = browser.now();
        browser.library.remove_for_good(id, now);
    };
    goes(&mut browser, &first);
    assert_eq!(import::begun(&browser.library, mine.id()), Some(last.clone()));
    goes(&mut browser, &last);
    assert_eq!(import::begun(&browser.library, mine.id()), None);
    assert_eq!(import::begun(&browser.library, other.id()), Some(others.clone()));
    goes(&mut browser, &others);
    assert_eq!(browser.library.store().keys("plumbline/begun/"), Vec::<String>::new());
}

#[test]
fn the_bin_is_emptied_after_thirty_days_in_which_somebody_did_something() {
    let mut browser = Browser::new();
    let (gone, stays) = (browser.begin("Gone"), browser.begin("Stays"));
    assert!(browser.answer(&gone, 0, 1) && browser.answer(&stays, 0, 1));
    let now = browser.now();
    shelf::put(&browser.library, Why::Snapshot, "A state".into(), &browser.loaded(&stays), now)
        .unwrap();
    let now = browser.now();
    shelf::bin(&browser.library, &browser.loaded(&gone), now).unwrap();
    let kept = |it: &Browser| shelf::all(&it.library).iter().map(|it| it.why).collect::<Vec<_>>();

    // A clock that runs ahead at one start is not time that has passed.
    browser.minute += 31 * 24 * 60;
    let now = browser.now();
    shelf::sweep(&browser.library, now);
    assert_eq!(kept(&browser), [Why::Deleted, Why::Snapshot]);

    assert!(browser.answer(&stays, 1, 1));
    let now = browser.now();
    shelf::sweep(&browser.library, now);
    assert_eq!(kept(&browser), [Why::Snapshot]);
    assert!(browser.library.has(&stays));
}

#[test]
fn what_was_begun_and_nothing_was_said_in_goes_after_a_day() {
    let mut browser = Browser::new();
    let now = browser.now();
    let empty = browser.library.begin([], now);
    let now = browser.now();
    let answered = browser.library.begin([], now);
    assert!(browser.answer(&answered, 0, 1));
    shelf::sweep(&browser.library, Now { ms: now.ms + DAY_MS - MINUTE_MS, ..now });
    assert!(browser.library.has(&empty));
    shelf::sweep(&browser.library, Now { ms: now.ms + DAY_MS + MINUTE_MS, ..now });
    assert!(!browser.library.has(&empty) && browser.library.has(&answered));
}

#[test]
fn a_look_at_the_first_page_of_an_assessment_leaves_none_behind() {
    let mut browser = Browser::new();
    let now = browser.now();
    let id = browser.library.begin_blank(now);
    assert!(browser.storage.texts.borrow().is_empty());
    browser.reload();
    assert!(browser.library.is_blank(&id, now.writer));
    let now = browser.now();
    assert_eq!(browser.library.begin_blank(now), id, "one at a time");
    browser.library.settle(&id, now.writer);
    assert!(browser.library.has(&id) && !browser.library.is_blank(&id, now.writer));
    assert!(browser.tab.texts.borrow().is_empty());
}

#[test]
fn the_version_of_the_questions_that_a_file_states_stays_with_what_is_taken_over() {
    for choice in [Choice::Merge, Choice::Beside, Choice::Replace] {
        let mut browser = Browser::new();
        let id = browser.begin("Hafen Works");
        let mut files = browser.file(&What::One(browser.loaded(&id)));
        of_version(&mut files, "1.12.0");
        browser.take_over(&files, choice).unwrap();
        for is_fresh in [false, true] {
            if is_fresh {
                browser.reload();
            }
            let all: Vec<_> = browser.library.all().iter().map(|it| it.version()).collect();
            let newer = all.iter().filter(|it| **it == Version::parse("1.12.0")).count();
            assert_eq!(
                (newer, all.len()),
                (1, if choice == Choice::Beside { 2 } else { 1 }),
                "{choice:?}, {is_fresh}"
            );
            let left = browser.file(&What::Everything).files;
            assert!(left.iter().any(|(_, it)| it.contains("\"version\": \"1.12.0\" }")));
        }
    }
}

#[test]
fn a_reminder_comes_after_a_week_without_an_export_and_goes_with_one() {
    let mut browser = Browser::new();
    let id = browser.begin("Hafen Works");
    assert!(browser.answer(&id, 0, 1));
    let is_due = |it: &Browser, now_ms: u64| {
        let all = it.library.listing(now_ms);
        backup::is_due(&it.library, &all, now_ms)
    };
    let week = 7 * DAY_MS;
    let begun = START_MS + MINUTE_MS;
    assert!(!is_due(&browser, begun + week - MINUTE_MS));
    assert!(is_due(&browser, begun + week + MINUTE_MS));
    let files = browser.file(&What::One(browser.loaded(&id)));
    backup::note(&browser.library, &files, begun + week);
    assert!(!is_due(&browser, begun + week + MINUTE_MS));
    // What leaves without something, or may lack something, is no back-up.
    let how = Leave { left_out: LeftOut::default(), may_lack: true, now_ms: begun + 2 * week };
    let files = backup::files(&browser.library, &What::Everything, how).unwrap();
    backup::note(&browser.library, &files, begun + 2 * week);
    assert_eq!(browser.library.exported(&id), Some(begun + week));
}

#[test]
fn of_what_is_removed_for_good_nothing_is_left_in_storage_or_tab() {
    let mut browser = Browser::new();
    let (host, who) = (browser.begin("Hafen Works"), browser.begin("Kim"));
    assert!(browser.answer(&host, 0, 1) && browser.answer(&who, 0, 2));
    let now = browser.now();
    let rater = raters::as_rater(&MODEL, &host, &browser.loaded(&who), "Kim", now.clock());
    shelf::merge(&browser.library, &rater, now).unwrap();
    let now = browser.now();
    let state = browser.loaded(&host);
    shelf::put(&browser.library, Why::Snapshot, "A state".into(), &state, now).unwrap();
    for id in [&host, rater.id(), &who] {
        browser.tab.set(&keys::steps(id), "steps");
        browser.tab.set(&keys::draft(id, "a question"), "half a comment");
        browser.library.store().set(&keys::backup(id), "5").unwrap();
    }
    let now = browser.now();
    browser.library.remove_for_good(&host, now);
    let is_of = |key: &String| key.contains(host.as_str()) || key.contains(rater.id().as_str());
    // What must not come back from a book of the journal is put down when the page is left.
    assert!(!browser.storage.keys().iter().any(is_of), "{:?}", browser.storage.keys());
    assert!(!browser.tab.keys().iter().any(is_of), "{:?}", browser.tab.keys());
    assert_eq!(browser.tab.keys().len(), 2, "another one's stay");
    assert!(browser.library.has(&who) && browser.library.exported(&who).is_some());
}

#[test]
fn everything_that_is_removed_is_gone_from_storage_and_tab() {
    let mut browser = Browser::new();
    let id = browser.begin("Hafen Works");
    assert!(browser.answer(&id, 0, 1));
    let now = browser.now();
    shelf::put(&browser.library, Why::Snapshot, "A state".into(), &browser.loaded(&id), now)
        .unwrap();
    browser.tab.set(keys::LINK, "a link");
    browser.tab.set("others", "another page's");
    browser.storage.set("others", "another page's");
    let now = browser.now();
    browser.library.remove_everything(now);
    assert_eq!(browser.library.left(), 0);
    assert_eq!(browser.tab.keys(), ["others"]);
    let left = browser.storage.keys();
    // What says that no book of the journal brings anything back goes with the last book.
    assert!(left.iter().all(|it| it == "others" || it == keys::REMOVED), "{left:?}");
    assert_eq!(Seen::of(&browser.library), Seen { list: Vec::new(), shelf: Vec::new() });
}

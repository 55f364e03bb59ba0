//! Links: what goes in comes out, and whatever is not whole is said.

use proptest::prelude::*;

use super::*;
use crate::assessment::{
    Answer, AssessmentId, Belief, Checks, Clock, Comment, Edit, Key, Override, Text, Value, Writer,
};
use crate::model::{Level, Rating, Score};

const MADE: u64 = 1_795_450_000_000 / 60_000 * 60_000;

fn model() -> Model {
    crate::bank::shipped().unwrap()
}

fn everything() -> Parts {
    Parts::of(&Part::OPTIONAL)
}

/// One value of every kind somewhere, texts with care.
fn rich(model: &Model) -> Assessment {
    let mut it = Assessment::new(AssessmentId::from_random(77));
    let mut clock = Clock::start(5, Writer(3));
    for (at, key) in Key::all(model).into_iter().enumerate() {
        let text = Value::typed(&format!("Text {at}: \"quotes\", <b>ünïcode</b>\nand lines"));
        let own = Override::new(Rating::L, Text::typed("seen on site")).unwrap();
        let values = [
            text,
            Value::Answer(match at % 12 {
                0 => Answer::NotApplicable { reason: Text::typed("not ours") },
                1 => Answer::AskSomeone { whom: Text::typed("Kim") },
                other => Answer::Rated(Score::ALL[other % 8]),
            }),
            Value::Belief(Belief::Level(Level::Managed)),
            Value::Level(Level::Established),
            Value::Checks(Checks::NONE.with(at % 4, true).with(3, true)),
            Value::Override(own),
            Value::Depth(crate::model::Depth::Full),
            Value::Edition(crate::assessment::Edition::E2005),
            Value::Independence(crate::assessment::Independence::Independent),
            Value::Aggregation(crate::assessment::Aggregation::Lowest),
            Value::Time(1_732_000_000_000),
            Value::Comment(comment(at)),
            Value::Set,
        ];
        let value = values.into_iter().find(|value| key.takes(value));
        clock = clock.next(5, Writer(3));
        // Every third was said once and taken back.
        let value = if at % 3 == 2 { None } else { value };
        it.apply(Edit::new(key, value).unwrap(), clock);
    }
    it
}

#[test]
fn a_link_made_after_a_wrong_clock_is_later_than_that() {
    let model = model();
    let key = Key::all(&model).into_iter().find(|it| matches!(it, Key::Note(_))).unwrap();
    let say = |text: &str| Edit::new(key, Some(Value::typed(text))).unwrap();
    let wrong = Clock::start(MADE * 2, Writer(3));
    let mut it = Assessment::new(AssessmentId::from_random(77));
    it.apply(say("a year ahead"), wrong);
    let before = it.clone();
    it.apply(say("after that"), wrong.next(MADE, Writer(4)));
    let link = write(&model, Kind::Full, &it, MADE + 60_000);
    let opened = read(&model, &link).unwrap().assessment;
    assert_eq!(before.merge(opened).text(key), "after that");
}

fn comment(at: usize) -> Comment {
    let text = Text::typed(&format!("Since when? Asked {at} times"));
    let by = Text::typed(if at.is_multiple_of(2) { "Kim" } else { "" });
    Comment::new(1_732_000_000_000 + at as u64, by, text).unwrap().settled(at.is_multiple_of(3))
}

/// Ratings of the first so many questions of the usual questionnaire.
fn bare(model: &Model, n: usize, seed: usize) -> Assessment {
    let mut it = Assessment::new(AssessmentId::from_random(5));
    let empty = it.clone();
    let asked: Vec<_> = model
        .processes()
        .flat_map(|process| crate::questionnaire::asked(model, &empty, process))
        .collect();
    assert!(asked.len() >= n);
    let mut random = seed as u32 ^ 0x9E37_79B9;
    for question in asked.into_iter().take(n) {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let score = [Score::N, Score::P, Score::L, Score::F][(random >> 20) as usize % 4];
        it.apply(Edit::answer(question, Some(Answer::Rated(score))), Clock::start(9, Writer(1)));
    }
    it
}

/// What an assessment says, without when, and so without who said it when.
fn said(it: &Assessment) -> Vec<(Key, Value)> {
    let all = it.registers().filter(|(key, _)| !matches!(key, Key::Who(_)));
    all.filter_map(|(key, it)| Some((key, it.value()?.clone()))).collect()
}

fn payload(link: &str) -> &str {
    link.rsplit('.').next().unwrap()
}

#[test]
fn everything_comes_back() {
    let model = model();
    let copy = share::copy(&model, &rich(&model), Kind::Full, everything());
    for kind in [Kind::Invitation, Kind::Result, Kind::Full] {
        let link = write(&model, kind, &copy, MADE);
        let back = read(&model, &link).unwrap();
        assert_eq!((back.kind, back.made), (kind, MADE));
        assert_eq!(said(&back.assessment), said(&copy));
        if kind == Kind::Full {
            assert_eq!(back.assessment.id(), copy.id());
        }
        assert_eq!(write(&model, kind, &back.assessment, MADE), link);
    }
}

#[test]
fn a_hundred_and_twenty_bare_answers_take_at_most_a_hundred_letters() {
    let model = model();
    let longest = (0..200)
        .map(|seed| payload(&write(&model, Kind::Result, &bare(&model, 120, seed), MADE)).len())
        .max()
        .unwrap();
    assert!(longest <= 100, "{longest} letters");
}

#[test]
fn a_link_that_was_cut_says_how_much_arrived() {
    let model = model();
    let link = write(&model, Kind::Full, &bare(&model, 60, 1), MADE);
    let whole = payload(&link).len();
    let head = link.len() - whole;
    for at in 0..link.len() {
        let cut = read(&model, &link[..at]).unwrap_err();
        if at > head {
            assert_eq!(cut, LinkFault::Cut { arrived: at - head, wanted: whole });
        }
    }
}

#[test]
fn no_changed_letter_goes_unseen() {
    let model = model();
    let link = write(&model, Kind::Result, &bare(&model, 40, 2), MADE);
    let whole = read(&model, &link).unwrap();
    let letters = b"abzAZ059-_.%#";
    for at in 0..link.len() {
        for letter in letters {
            let mut bytes = link.clone().into_bytes();
            bytes[at] = *letter;
            let text = String::from_utf8(bytes).unwrap();
            if let Ok(other) = read(&model, &text) {
                assert_eq!(other, whole, "{text}");
            }
        }
    }
}

#[test]
fn capitals_are_undone_where_they_can_be_and_named_where_they_cannot() {
    let model = model();
    let fixtures = include_str!("../../tests/links/version-1.txt");
    for link in fixtures.lines().filter_map(|it| it.split_once(" #")).map(|(_, it)| it) {
        let whole = read(&model, link).unwrap();
        let (head, payload) = link.rsplit_once('.').unwrap();
        let begun = format!("#{}.{payload}", head.to_uppercase());
        assert!(is_link(&begun));
        assert_eq!(read(&model, &begun), Ok(whole));
        for levelled in [link.to_uppercase(), link.to_lowercase()] {
            assert!(is_link(&levelled));
            assert_eq!(read(&model, &levelled), Err(LinkFault::Levelled), "{levelled}");
        }
    }
}

#[test]
fn what_nobody_sees_in_a_link_changes_nothing() {
    let model = model();
    let link = write(&model, Kind::Result, &bare(&model, 90, 3), MADE);
    let whole = read(&model, &link).unwrap();
    let hidden = [
        "\u{ad}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{200e}",
        "\u{202e}", "\u{a0}", "\u{2009}", "\u{3000}",
    ];
    for sign in hidden {
        let coded: String = sign.bytes().map(|it| format!("%{it:02X}")).collect();
        for sign in [sign, &coded, &coded.to_lowercase(), &coded.replace('%', "%25")] {
            for at in 0..link.len() {
                let bent = [&link[..at], sign, &link[at..]].concat();
                assert!(is_link(&bent), "{bent}");
                assert_eq!(read(&model, &bent).as_ref(), Ok(&whole), "{bent}");
            }
            let all: String =
                link.chars().flat_map(|it| [it.to_string(), sign.to_owned()]).collect();
            assert!(is_link(&all));
            assert_eq!(read(&model, &all).as_ref(), Ok(&whole), "{all}");
            // As it is pasted among other words.
            if sign.trim() == sign {
                let pasted = format!("Kim: {} and more", all.trim_start_matches('#'));
                assert!(found_in(&pasted).iter().any(|it| read(&model, it).as_ref() == Ok(&whole)));
            }
        }
    }
}

#[test]
fn what_mail_and_chat_do_to_a_link_is_undone() {
    let model = model();
    let link = write(&model, Kind::Result, &bare(&model, 90, 3), MADE);
    let whole = read(&model, &link).unwrap();
    let (a, b) = link.split_at(50);
    for damaged in [
        format!("%23{}", &link[1..]),
        link.replace('.', "%2E").replace('-', "%2D").replace('_', "%5f"),
        format!("{a}\r\n {b}"),
        format!("{a}=\n{b}"),
        format!("{a}\n> {b}"),
        format!("{link}."),
        format!("{link})"),
        format!("{link}> is what I meant"),
        format!("  {link}\n"),
    ] {
        assert_eq!(read(&model, &damaged).as_ref(), Ok(&whole), "{damaged}");
        assert!(is_link(&damaged));
    }
}

#[test]
fn other_texts_are_no_links() {
    let model = model();
    for text in ["", "#", "#/", "#/a/abcdefghjkmn/results", "#s", "#sample", "hello", "#1.2.3"] {
        assert_eq!(read(&model, text), Err(LinkFault::NotOurs), "{text}");
        assert!(!is_link(text), "{text}");
    }
    assert_eq!(read(&model, "#s2.5.abcde"), Err(LinkFault::Newer));
    assert_eq!(read(&model, &format!("#s1.5.{}", "A".repeat(70_000))), Err(LinkFault::TooLong));
    assert_eq!(
        read(&model, "#s1.zzzz.AAAA"),
        Err(LinkFault::Cut { arrived: 4, wanted: 1_679_615 })
    );
}

#[test]
fn a_copy_has_only_what_was_ticked() {
    let model = model();
    let original = rich(&model);
    let texts = |parts: Parts| {
        let link =
            write(&model, Kind::Result, &share::copy(&model, &original, Kind::Result, parts), MADE);
        format!("{:?}", said(&read(&model, &link).unwrap().assessment))
    };
    let bare = texts(Parts::of(&[Part::Ratings]));
    for leak in ["Text ", "Kim", "seen on site", "not ours"] {
        assert!(!bare.contains(leak), "{leak} is in a copy of the bare ratings: {bare}");
    }
    assert!(bare.contains("Rated"));
    assert!(!texts(Parts::SET_UP).contains("Rated"));
    assert!(texts(Parts::of(&[Part::Ratings, Part::People])).contains("Kim"));
    assert!(texts(Parts::of(&[Part::Ratings, Part::Notes])).contains("not ours"));
    assert!(!texts(everything().allowed(Kind::Invitation)).contains("Rated"));
    let earlier = share::copy(&model, &original, Kind::Full, everything());
    assert!(earlier.registers().all(|(_, it)| it.earlier().is_empty()));
    assert!(earlier.kept().is_empty());
}

/// Links that versions in use have made. Never change one: a person may still
/// have it in a mail.
#[test]
fn old_links_open_for_ever() {
    let model = model();
    let fixtures = include_str!("../../tests/links/version-1.txt");
    let mut n = 0;
    for line in fixtures.lines().filter(|it| !it.starts_with("//") && !it.is_empty()) {
        let (expected, link) = line.split_once(' ').unwrap();
        let parcel = read(&model, link).unwrap();
        let answers = parcel.assessment.answers().count();
        let sheet = crate::scoring::score(&model, &parcel.assessment);
        let levels: String = model
            .processes()
            .map(|it| match sheet.process(it).levels() {
                Some(levels) => levels.lowest.to_string(),
                None => "-".to_owned(),
            })
            .collect();
        assert_eq!(format!("{answers}/{levels}"), expected, "{link}");
        n += 1;
    }
    assert!(n >= 3, "the fixtures are gone");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn no_body_makes_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        // With a checksum that fits: someone made it on purpose.
        let mut framed = crc32(&bytes).to_be_bytes().to_vec();
        framed.extend(&bytes);
        let payload = Base64::encode_string(&framed);
        let link = format!("#s1.{}.{payload}", to_base36(payload.len()));
        static MODEL: std::sync::LazyLock<Model> = std::sync::LazyLock::new(model);
        if let Ok(parcel) = read(&MODEL, &link) {
            let again = write(&MODEL, parcel.kind, &parcel.assessment, parcel.made);
            prop_assert_eq!(said(&read(&MODEL, &again).unwrap().assessment), said(&parcel.assessment));
        }
    }

    #[test]
    fn no_forged_body_makes_the_reader_panic(
        which in 0_usize..3,
        at in any::<prop::sample::Index>(),
        bytes in proptest::collection::vec(any::<u8>(), 0..4),
    ) {
        static MODEL: std::sync::LazyLock<Model> = std::sync::LazyLock::new(model);
        let fixtures = include_str!("../../tests/links/version-1.txt");
        let link = fixtures.lines().filter(|it| it.contains(" #")).nth(which).unwrap();
        let mut body = Base64::decode_vec(payload(link)).unwrap()[4..].to_vec();
        let at = at.index(body.len());
        body.splice(at..(at + bytes.len()).min(body.len()), bytes);
        let mut framed = crc32(&body).to_be_bytes().to_vec();
        framed.extend(&body);
        let payload = Base64::encode_string(&framed);
        let _ = read(&MODEL, &format!("#s1.{}.{payload}", to_base36(payload.len())));
    }

    #[test]
    fn a_payload_has_one_text(text in "[A-Za-z0-9_-]{0,20}") {
        if let Ok(bytes) = Base64::decode_vec(&text) {
            prop_assert_eq!(Base64::encode_string(&bytes), text);
        }
    }
}

/// A link under a passphrase, as far as it goes without a browser: what would
/// be encrypted stands in the place of the cipher text.
#[test]
fn a_locked_link_keeps_what_is_locked() {
    let model = model();
    let shared = share::copy(&model, &rich(&model), Kind::Full, everything());
    let content = content(&model, Kind::Full, &shared, MADE);
    let mut cipher = crate::lock::padded(&content);
    cipher.extend([5; 16]);
    let locked = Locked { salt: [1; 16], nonce: [2; 12], cipher };
    let link = write_locked(&locked);
    assert!(is_link(&link));
    assert_eq!(read(&model, &link), Err(LinkFault::Locked(locked.clone())));
    // Damage is told from a passphrase that does not fit.
    let at = link.len() - 9;
    let letter = if link.as_bytes()[at] == b'A' { "B" } else { "A" };
    let changed = format!("{}{letter}{}", &link[..at], &link[at + 1..]);
    assert_eq!(read(&model, &changed), Err(LinkFault::Changed));
    assert!(matches!(read(&model, &link[..at]), Err(LinkFault::Cut { .. })));
    assert_eq!(read(&model, &link.replacen("#e1", "#e2", 1)), Err(LinkFault::Newer));
    // The two kinds of link cannot be mistaken for one another.
    assert_eq!(read(&model, &link.replacen("#e1", "#s1", 1)), Err(LinkFault::Changed));
    let out = crate::lock::unpadded(&locked.cipher[..locked.cipher.len() - 16]).unwrap();
    let parcel = unlocked(&model, out).unwrap();
    assert_eq!(said(&parcel.assessment), said(&shared));
}

#[test]
fn links_are_found_in_what_people_paste() {
    let text = "Kim: https://a.example/p/#s1.4.abcd and\nRobin <https://a.example/%23e1.3.xyz>,\n\
                s1.2.qq #/a/abcdefghjkmn/share s1 #s";
    let found = found_in(text);
    let starts: Vec<String> = found.iter().map(|it| it.chars().take(8).collect()).collect();
    assert_eq!(starts, ["s1.4.abc", "e1.3.xyz", "s1.2.qq"]);
    // One that was cut does not borrow letters of the next.
    let cut = found_in("https://a.example/#s1.9.abcd https://a.example/#s1.4.wxyz");
    assert_eq!(cut, ["s1.9.abcd ", "s1.4.wxyz"]);
    assert_eq!(found_in("nothing here"), Vec::<String>::new());
}

#[test]
fn a_link_carries_what_was_said_whole_or_is_refused() {
    let model = model();
    let mut it = Assessment::new(AssessmentId::from_random(5));
    let note = "Ж".repeat(4_000);
    for (at, question) in model.questions().enumerate() {
        let edit = Edit::new(Key::Note(question), Some(Value::typed(&note))).unwrap();
        it.apply(edit, Clock::start(9, Writer(1)));
        // 8 KB each: a reader takes half a megabyte.
        if at < 63 {
            continue;
        }
        match read(&model, &write(&model, Kind::Full, &it, MADE)) {
            Ok(parcel) => assert_eq!(said(&parcel.assessment), said(&it)),
            Err(fault) => {
                assert_eq!((fault, at), (LinkFault::TooLong, 65));
                return;
            }
        }
    }
    panic!("no link is too long");
}

#[test]
fn the_mark_of_a_sample_goes_with_its_answers_and_never_alone() {
    let model = model();
    let sample = crate::bank::sample(&model, AssessmentId::from_random(8), MADE).unwrap();
    let invitation = share::copy(&model, &sample, Kind::Invitation, everything());
    assert_eq!(invitation.value(Key::Sample), None);
    assert!(share::copy(&model, &sample, Kind::Result, everything()).is_sample());
    // Somebody's own work that carries the mark from elsewhere does not hand it on.
    let mut own = invitation;
    own.apply(Edit::new(Key::Sample, Some(Value::Set)).unwrap(), Clock::start(7, Writer(9)));
    let answer = Answer::Rated(Score::of(Rating::F));
    let question = model.questions().next().unwrap();
    own.apply(Edit::answer(question, Some(answer)), Clock::start(8, Writer(9)));
    assert!(!own.is_sample());
    for kind in [Kind::Result, Kind::Full] {
        assert_eq!(share::copy(&model, &own, kind, everything()).value(Key::Sample), None);
    }
}

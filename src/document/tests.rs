//! The file format: what goes out comes back, and what does not fit is named.

use super::*;
use crate::assessment::{
    Aggregation, Answer, AssessmentId, Belief, Checks, Clock, Comment, Edit, Edition, Independence,
    Key, Override, Register, Text, Value, Writer,
};
use crate::model::{Depth, Level, Rating, Score};
use base64ct::{Base64UrlUnpadded as Base64, Encoding as _};

fn model() -> Model {
    crate::bank::shipped().unwrap()
}

/// One value of every kind, on the first key that takes it.
fn rich(model: &Model) -> Assessment {
    let mut assessment = Assessment::new(AssessmentId::from_random(42));
    let override_ = Override::new(Rating::L, Text::typed("seen on site")).unwrap();
    let comment = Comment::new(1_732_000_000_000, Text::typed("Kim"), Text::typed("why so?"));
    let comment = comment.unwrap();
    let values = [
        Value::typed("Text with \"quotes\", <b>markup</b>,\nlines and ünïcode"),
        Value::Answer(Answer::Rated(Score::LPlus)),
        Value::Belief(Belief::Level(Level::Managed)),
        Value::Level(Level::Established),
        Value::Checks(Checks::NONE.with(0, true).with(2, true)),
        Value::Override(override_),
        Value::Depth(Depth::Full),
        Value::Edition(Edition::E2005),
        Value::Independence(Independence::Independent),
        Value::Aggregation(Aggregation::MeanOfGroups),
        Value::Time(1_732_000_000_000),
        Value::Comment(comment.settled(true)),
        Value::Set,
    ];
    for (at, key) in Key::all(model).into_iter().enumerate() {
        let value = values.iter().find(|it| key.takes(it)).cloned();
        assert!(value.is_some(), "{} has no kind of value", key.name(model));
        let clock = Clock::start(u64::try_from(at).unwrap(), Writer(9));
        // Every fifth has replaced something.
        if at % 5 == 4 {
            let before = Clock::start(0, Writer(8));
            assessment.absorb(key, Register::new(value.clone(), before));
        }
        // Every seventh is taken back, which is not the same as never said.
        let value = if at % 7 == 6 { None } else { value };
        assessment.apply(Edit::new(key, value).unwrap(), clock);
    }
    assessment
}

#[test]
fn every_kind_of_register_comes_back_and_the_bytes_are_the_same() {
    let model = model();
    let assessment = rich(&model);
    let file = write(&model, [&assessment]);
    let back = read(&model, file.as_bytes()).unwrap();
    assert_eq!(back, [assessment]);
    assert_eq!(write(&model, &back), file);
}

#[test]
fn a_file_that_was_changed_by_hand_is_read_and_known() {
    let model = model();
    let file = write(&model, [&rich(&model)]);
    let is_altered = |file: &str| open(&model, file.as_bytes()).unwrap().is_altered;
    assert!(!is_altered(&file));
    assert!(is_altered(&file.replacen("L+", "F", 1)));
    // Only the content counts, and a file without a sum says nothing.
    assert!(!is_altered(&file.replace("  \"format\"", "\"format\"")));
    let without: Vec<&str> = file.lines().filter(|it| !it.contains("\"sum\"")).collect();
    assert!(!is_altered(&without.join("\n")));
}

#[test]
fn the_three_kinds_of_answer_come_back() {
    let model = model();
    let question = model.question_by_id("incident.record").unwrap();
    for answer in [
        Answer::Rated(Score::PMinus),
        Answer::NotApplicable { reason: Text::typed("") },
        Answer::AskSomeone { whom: Text::typed("Kim") },
    ] {
        let mut assessment = Assessment::new(AssessmentId::from_random(1));
        let clock = Clock::start(1, Writer(1));
        assessment.apply(Edit::answer(question, Some(answer)), clock);
        let back = read(&model, write(&model, [&assessment]).as_bytes()).unwrap();
        assert_eq!(back, [assessment]);
    }
}

#[test]
fn what_is_not_known_is_kept() {
    let model = model();
    let file = one_register("\"future/thing\": {\"value\":[1,{\"deep\":null}],\"at\":\"x\"}");
    let back = read(&model, file.as_bytes()).unwrap();
    let again = write(&model, &back);
    assert!(again.contains("\"future/thing\": {\"value\":[1,{\"deep\":null}],\"at\":\"x\"}"));
    assert_eq!(read(&model, again.as_bytes()).unwrap(), back);
}

#[test]
fn the_version_of_the_questions_that_an_assessment_states_is_said_again() {
    let model = model();
    let of = |version: &str| {
        let file = one_register("").replace("\"1.0.0\"", &format!("\"{version}\""));
        read(&model, file.as_bytes()).unwrap().remove(0)
    };
    // What an earlier one has this one has, too.
    let said = [("1.0.0", "1.0.0"), ("1.12.0", "1.12.0"), ("0.9.0", "1.0.0"), ("next", "1.0.0")];
    for (version, stated) in said {
        let again = write(&model, [&of(version)]);
        assert!(again.contains(&format!("\"version\": \"{stated}\" }},")), "{again}");
        assert_eq!(read(&model, again.as_bytes()).unwrap(), [of(version)]);
    }
    // Of replicas the latest counts, by its numbers, whichever takes up the other.
    for [one, other, latest] in [
        ["1.0.0", "1.12.0", "1.12.0"],
        ["1.9.0", "1.12.0", "1.12.0"],
        ["1.12.0", "1.12.0", "1.12.0"],
        ["0.9.0", "1.0.0", "1.0.0"],
    ] {
        for both in [of(one).merge(of(other)), of(other).merge(of(one))] {
            assert_eq!(both, of(latest));
        }
    }
}

#[test]
fn several_assessments_in_one_file() {
    let model = model();
    let one = Assessment::new(AssessmentId::from_random(1));
    let two = rich(&model);
    let file = write(&model, [&one, &two]);
    assert_eq!(read(&model, file.as_bytes()).unwrap(), [one, two]);
}

fn one_register(register: &str) -> String {
    format!(
        "{{\"format\":\"plumbline\",\"version\":1,\"assessments\":[{{\"id\":\"abcdefghjkmn\",\
         \"model\":{{\"id\":\"iso20000-13\",\"version\":\"1.0.0\"}},\"registers\":{{{register}}}}}]}}"
    )
}

const AT: &str = "00000000-000000000001-0000-0000000000000001";

#[track_caller]
fn check_refused(bytes: impl AsRef<[u8]>, message: &str) {
    let refused = read(&model(), bytes.as_ref()).expect_err("is refused");
    let mut text = refused.to_string();
    if let Refused::Faults { shown, .. } = &refused {
        shown.iter().for_each(|it| text.push_str(&format!(" | {it}")));
    }
    assert!(text.contains(message), "{text}");
}

#[track_caller]
fn check_value_refused(name: &str, value: &str, message: &str) {
    let file = one_register(&format!("\"{name}\": {{\"value\": {value}, \"at\": \"{AT}\"}}"));
    check_refused(file, message);
}

#[test]
fn files_of_another_kind_are_named() {
    check_refused("", "empty");
    check_refused(" \n", "empty");
    check_refused(b"{\"a\": \"\xe4\"}", "UTF-8");
    check_refused("null", "not an assessment of this app");
    check_refused("[]", "not an assessment of this app");
    check_refused("{}", "not an assessment of this app");
    check_refused("{\"format\":\"other\"}", "not an assessment of this app");
    check_refused("{\"format\":\"plumbline\",\"version\":2}", "newer version");
    check_refused("{\"format\":\"plumbline\",\"version\":0}", "version: expected 1");
    check_refused("{\"format\":\"plumbline\",\"version\":1}", "assessments: is missing");
    check_refused("{\"format\": NaN}", "line 1, column");
    check_refused(vec![b' '; BYTES_MAX + 1], "at most 5 MB");
}

/// A text in units of so many bytes, the lowest first or last.
fn in_units(text: &str, size: usize, is_low_first: bool) -> Vec<u8> {
    let unit = |it: char| {
        let all = u32::from(it).to_be_bytes();
        let mut unit = all[4 - size..].to_vec();
        if is_low_first {
            unit.reverse();
        }
        unit
    };
    text.chars().flat_map(unit).collect()
}

#[test]
fn each_kind_of_file_is_called_what_it_is() {
    let model = model();
    let sample = crate::bank::sample(&model, AssessmentId::from_random(8), 0).unwrap();
    let sheet = crate::scoring::score(&model, &sample);
    let report = crate::report::report(&model, &sample, &sheet, 1_795_450_000_000);
    let table = crate::report::csv::write(&report);
    let link = crate::link::write(&model, crate::link::Kind::Full, &sample, 1_795_450_000_000);
    let ours = write(&model, [&sample]);
    let saved_by_excel = table.replace("\",\"", "\";\"").replace("Assessment,", "Assessment;");
    let of_old = format!("\u{feff}\"Assessment\",{}", table.split_once(',').unwrap().1);
    let mail = format!("Dear Kim,\nthis is it: https://a.example/p/{link}\nRobin");
    let raw = "{\"plumbline/1/abcdefghjkmn/answer\":\"{}\",\"plumbline/theme\":\"dark\"}";
    let archive = |name: &str| [b"PK\x03\x04\x14\0\0\0", name.as_bytes()].concat();
    let units =
        |mark: &[u8], size, is_low_first| [mark, &in_units(&ours, size, is_low_first)].concat();
    for (bytes, what, instead) in [
        (table.clone().into_bytes(), "the table of answers that Plumbline exports", ".json"),
        (table.trim_start_matches('\u{feff}').into(), "the table of answers", ".json"),
        (saved_by_excel.into_bytes(), "the table of answers", ".json"),
        (of_old.into_bytes(), "the table of answers", ".json"),
        (crate::report::workbook::write(&report).unwrap(), "a workbook", ".json"),
        (
            crate::report::html::write(&report).into_bytes(),
            "the report that Plumbline exports",
            ".json",
        ),
        (mail.into_bytes(), "a text with a link of Plumbline", "address field"),
        (link.clone().into_bytes(), "a text with a link of Plumbline", "address field"),
        (
            link.replacen('#', "", 1).into_bytes(),
            "a text with a link of Plumbline",
            "address field",
        ),
        (raw.into(), "the raw data of Plumbline", ".json"),
        (vec![b'['; 100_000], "text, but not an assessment", ".json"),
        ("[1, 2".into(), "text, but not an assessment", ".json"),
        ("Minutes of 2 May: \"s1.2\" it is".into(), "text, but not an assessment", ".json"),
        ("a;b\n1;2\n".into(), "text, but not an assessment", ".json"),
        (units(b"", 2, true), "text in UTF-16", "UTF-8"),
        (units(b"", 2, false), "text in UTF-16", "UTF-8"),
        (units(b"\xff\xfe", 2, true), "text in UTF-16", "UTF-8"),
        (units(b"\xfe\xff", 2, false), "text in UTF-16", "UTF-8"),
        (units(b"", 4, true), "text in UTF-32", "UTF-8"),
        (units(b"", 4, false), "text in UTF-32", "UTF-8"),
        (units(b"\xff\xfe\0\0", 4, true), "text in UTF-32", "UTF-8"),
        (units(b"\0\0\xfe\xff", 4, false), "text in UTF-32", "UTF-8"),
        (archive("report.json"), "a ZIP archive", "Unpack"),
        (archive("word/document.xml"), "a Word document", ".json"),
        (archive("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "a workbook", ".json"),
        (b"%PDF-1.7".into(), "a PDF", ".json"),
        (b"\x89PNG\r\n\x1a\n".into(), "a PNG picture", ".json"),
        (b"\xff\xd8\xff\xe0".into(), "a JPEG picture", ".json"),
        (b"\0\0\0\x18ftypheic".into(), "a picture or a film", ".json"),
        (b"\x1f\x8b\x08\0".into(), "a compressed file (gzip)", "Unpack"),
        (b"\xd0\xcf\x11\xe0".into(), "an old or a locked Word or Excel file", ".json"),
        (b"{\\rtf1\\ansi hello}".into(), "a text of a word processor", ".json"),
        (b"\x7fELF\x02\x01\x01\0".into(), "data of another program", ".json"),
        ("<!doctype html><title>x</title>".into(), "a web page", ".json"),
        ("<?xml version=\"1.0\"?><svg/>".into(), "a drawing (SVG)", ".json"),
        ("<?xml version=\"1.0\"?><x/>".into(), "an XML file", ".json"),
    ] {
        let words = read(&model, &bytes).expect_err(what).to_string();
        assert!(words.starts_with(&format!("This is {what}")), "{what}: {words}");
        assert!(words.contains(instead), "{what}: {words}");
        assert!(!words.contains("is JSON"), "{what}: {words}");
    }
    // What begins as a file of ours was one, or is meant to be.
    check_refused(&ours[..ours.len() / 2], "it ends too early. It may be cut or edited by hand.");
    check_refused(format!("{ours}{ours}"), "something stands there that does not belong in JSON");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let file = format!("\u{feff}{}", one_register(""));
    assert_eq!(read(&model(), file.as_bytes()).unwrap().len(), 1);
}

#[test]
fn names_that_appear_twice_are_refused() {
    check_refused("{\"format\":\"plumbline\",\"format\":\"plumbline\"}", "appears twice");
    let register = format!("\"set-up/name\": {{\"value\":\"a\",\"at\":\"{AT}\"}}");
    check_refused(one_register(&format!("{register},{register}")), "names a register twice");
    let twice = one_register("")
        .replace("\"assessments\":[", "\"assessments\":[X,")
        .replace('X', one_register("").split("[").nth(1).unwrap().trim_end_matches("]}"));
    check_refused(twice, "id: appears twice");
}

#[test]
fn values_are_never_coerced() {
    check_value_refused("answer/incident.record", "\"F\"", "expected an object");
    check_value_refused("answer/incident.record", "[\"F\",null,null]", "expected an object");
    check_value_refused("answer/incident.record", "{\"rating\":\"G\"}", "not a rating");
    check_value_refused("answer/incident.record", "{}", "exactly one of");
    check_value_refused(
        "answer/incident.record",
        "{\"rating\":\"F\",\"ask\":\"Kim\"}",
        "exactly one of",
    );
    check_value_refused(
        "answer/incident.record",
        "{\"rating\":\"F\",\"more\":1}",
        "expected an object",
    );
    check_value_refused("target/incident", "0", "1 to 5");
    check_value_refused("target/incident", "3.0", "a level from 1 to 5");
    check_value_refused("target/incident", "\"3\"", "a level from 1 to 5");
    check_value_refused("target/incident", "300", "a level from 1 to 5");
    check_value_refused("target/incident", "-1", "a level from 1 to 5");
    check_value_refused("target/incident", "true", "a level from 1 to 5");
    check_value_refused("flag/incident.record", "false", "expected true");
    check_value_refused("checks/incident.record", "[9]", "no check 9");
    check_value_refused("checks/incident.record", "[1,1]", "named twice");
    check_value_refused(
        "override/incident/2.1",
        "{\"rating\":\"F\",\"reason\":\" \"}",
        "needs a reason",
    );
    check_value_refused("set-up/name", "\"bell\\u0007\"", "control characters");
    check_value_refused("set-up/depth", "\"deep\"", "not one of the words");
    check_value_refused("note/incident.record", &format!("\"{}\"", "x".repeat(4_001)), "4000");
    check_refused(
        one_register("\"set-up/name\": {\"value\":\"a\",\"at\":\"yesterday\"}"),
        "not a time stamp",
    );
}

#[test]
fn every_fault_is_listed_with_its_place() {
    let file = one_register(&format!(
        "\"answer/incident.record\": {{\"value\":1,\"at\":\"{AT}\"}}, \
         \"target/change\": {{\"value\":9,\"at\":\"{AT}\"}}"
    ));
    let Err(Refused::Faults { shown, all }) = read(&model(), file.as_bytes()) else {
        panic!("is refused")
    };
    assert_eq!(all, 2);
    let places: Vec<&str> = shown.iter().map(|it| it.place.as_str()).collect();
    assert_eq!(places, ["assessment 1, answer/incident.record", "assessment 1, target/change"]);
}

#[test]
fn cut_anywhere_a_file_is_refused_and_never_read_half() {
    let model = model();
    let mut assessment = Assessment::new(AssessmentId::from_random(3));
    let question = model.question_by_id("incident.record").unwrap();
    let clock = Clock::start(1, Writer(1));
    assessment.apply(Edit::answer(question, Some(Answer::Rated(Score::F))), clock);
    let file = write(&model, [&assessment]);
    let whole = file.trim_end().len();
    for end in 0..whole {
        assert!(read(&model, &file.as_bytes()[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn nesting_beyond_measure_is_survived() {
    let deep = format!("\"future/deep\": {}{}", "[".repeat(20_000), "]".repeat(20_000));
    assert!(read(&model(), one_register(&deep).as_bytes()).is_ok());
    check_refused(format!("{{\"format\":{}", "[".repeat(1_000_000)), "line 1");
}

#[test]
fn names_of_keys_go_there_and_back() {
    let model = model();
    let keys = Key::all(&model);
    assert!(keys.len() > 1_000);
    for key in keys {
        assert_eq!(Key::parse(&key.name(&model), &model), Some(key));
    }
    for name in
        ["", "/", "set-up", "set-up/", "answer/incident", "answer/__proto__", "override/incident"]
    {
        assert_eq!(Key::parse(name, &model), None, "{name}");
    }
}

#[test]
fn the_last_changes_come_back() {
    let model = model();
    let question = model.question_by_id("incident.record").unwrap();
    let mut steps = crate::assessment::Steps::default();
    let left = Some(Value::typed("left"));
    let all = [
        (Edit::answer(question, Some(Answer::Rated(Score::P))), None),
        (Edit::new(Key::Name, Some(Value::typed("Ünï \"x\""))).unwrap(), left.clone()),
        (Edit::new(Key::Name, None).unwrap(), left),
    ];
    for ((back, left), at) in all.into_iter().zip([5, 9_000, 99_000]) {
        steps.note(crate::assessment::Change { back, left }, at);
    }
    steps.undo(|it| it);
    let json = steps_to_json(&model, &steps);
    assert_eq!(steps_from_json(&model, &json), steps);
    assert_eq!(steps_from_json(&model, "{"), crate::assessment::Steps::default());
}

#[test]
fn a_locked_file_keeps_what_is_locked() {
    let model = model();
    let locked = crate::lock::Locked { salt: [1; 16], nonce: [2; 12], cipher: vec![3; 80] };
    let file = write_locked(&locked);
    assert_eq!(read(&model, file.as_bytes()), Err(Refused::Locked(locked.clone())));
    let reason = |file: &str| read(&model, file.as_bytes()).unwrap_err().to_string();
    let content = Base64::encode_string(&locked.to_bytes());
    for (from, to, expected) in [
        ("\"version\": 1", "\"version\": 2", "newer version"),
        ("\"version\": 1", "\"version\": 0", "does not fit"),
        (&content[..], &content[1..], "does not fit"),
        (&content[..], "AB CD", "does not fit"),
        ("plumbline-locked", "plumbline-lost", "not an assessment"),
    ] {
        let changed = file.replacen(from, to, 1);
        assert!(reason(&changed).contains(expected), "{changed}: {}", reason(&changed));
    }
}

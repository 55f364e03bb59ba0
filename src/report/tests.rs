//! Reports: what is in them, and how each kind of file writes it.

use super::*;
use crate::assessment::{
    Answer, AssessmentId, Belief, Clock, Comment, CommentId, Edit, Override, Text, Value, Writer,
};
use crate::bank;
use crate::checksum::crc32;
use crate::model::{AttributeIx, Level, ProcessIx, Rating, Score};
use crate::scoring::score;

/// 31 January 2026.
const NOW: u64 = 1_769_817_600_000;

const ATTACK: &str = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{1}}";

fn model() -> Model {
    bank::shipped().unwrap()
}

fn empty() -> Assessment {
    Assessment::new(AssessmentId::from_random(7))
}

fn say(assessment: &mut Assessment, key: Key, value: Value) {
    let edit = Edit::new(key, Some(value)).unwrap();
    assessment.apply(edit, Clock::start(1, Writer(1)));
}

fn text(assessment: &mut Assessment, key: Key, words: &str) {
    say(assessment, key, Value::Text(Text::typed(words)));
}

/// An assessment that says this in every field for words.
fn saying(model: &Model, words: &str) -> Assessment {
    let mut it = empty();
    for key in [Key::Name, Key::Organisation, Key::Unit, Key::Scope, Key::Assessors] {
        text(&mut it, key, words);
    }
    let mut processes = model.processes();
    let first = processes.next().unwrap();
    let questions: Vec<_> = model.questions_of(first).collect();
    for key in [Key::Note, Key::Evidence, Key::Assignee] {
        text(&mut it, key(questions[0]), words);
    }
    let reason = Text::typed(words);
    say(&mut it, Key::Answer(questions[0]), Value::Answer(Answer::NotApplicable { reason }));
    let whom = Text::typed(words);
    say(&mut it, Key::Answer(questions[1]), Value::Answer(Answer::AskSomeone { whom }));
    say(&mut it, Key::Answer(questions[2]), Value::Answer(Answer::Rated(Score::F)));
    say(&mut it, Key::Answer(questions[3]), Value::Answer(Answer::Rated(Score::P)));
    let comment = Comment::new(5, Text::typed(words), Text::typed(words)).unwrap();
    say(&mut it, Key::Comment(questions[0], CommentId(1)), Value::Comment(comment));
    let own = Override::new(Rating::L, Text::typed(words)).unwrap();
    say(&mut it, Key::Override(first, AttributeIx::PERFORMANCE), Value::Override(own));
    text(&mut it, Key::OutOfScope(processes.next().unwrap()), words);
    it
}

fn of(model: &Model, assessment: &Assessment) -> Report {
    report(model, assessment, &score(model, assessment), NOW)
}

/// The files of an archive, after every length and sum in it has been compared.
fn unpacked(bytes: &[u8]) -> Vec<(String, String)> {
    let short = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let long = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let mut at = long(end + 16) as usize;
    let mut files = Vec::new();
    for _ in 0..short(end + 10) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (packed, size) = (long(at + 20) as usize, long(at + 24) as usize);
        let name_len = short(at + 28);
        let name = String::from_utf8(bytes[at + 46..at + 46 + name_len].to_vec()).unwrap();
        let local = long(at + 42) as usize;
        assert_eq!(&bytes[local..local + 4], b"PK\x03\x04");
        assert_eq!(bytes[at + 6..at + 32], bytes[local + 4..local + 30], "{name}");
        let start = local + 30 + name_len;
        assert_eq!(short(at + 10), 8, "{name} is deflated");
        let content =
            miniz_oxide::inflate::decompress_to_vec(&bytes[start..start + packed]).unwrap();
        assert_eq!((content.len(), crc32(&content)), (size, long(at + 16)), "{name}");
        files.push((name, String::from_utf8(content).unwrap()));
        at += 46 + name_len;
    }
    assert_eq!(at, end);
    files
}

/// Asserts that tags are closed in the order in which they were opened.
fn assert_well_formed(xml: &str) {
    let mut open = Vec::new();
    for tag in xml.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = tag.split([' ', '/']).next().unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{xml}");
        } else if !tag.ends_with('/') && !tag.starts_with('?') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_report_holds_every_question_that_is_asked() {
    let model = model();
    let assessment = saying(&model, "words");
    let report = of(&model, &assessment);
    let in_scope = |it: &ProcessIx| assessment.out_of_scope(*it).is_none();
    let asked: usize = model
        .processes()
        .filter(in_scope)
        .map(|it| questionnaire::asked(&model, &assessment, it).len())
        .sum();
    assert_eq!(report.processes.iter().map(|it| it.answers.len()).sum::<usize>(), asked);
    assert_eq!(report.processes.len(), model.n_processes() - 1);
    let first = &report.processes[0].answers;
    assert_eq!((&*first[0].answer, &*first[0].reason), ("Not applicable", "words"));
    assert_eq!(first[0].assignee, "words");
    assert_eq!((&*first[1].answer, &*first[1].reason), ("Don't know, ask", "words"));
    assert_eq!((&*first[2].answer, &*first[2].reason), ("F", ""));
    assert_eq!(first[3].answer, "P");
    assert_eq!(first[4].answer, "not answered");
    assert_eq!(first[0].remarks, "words: words");
    let part = |id: &str| &report.chapters.iter().find(|it| it.id == id).unwrap().table;
    assert_eq!(part("left-out").rows.len(), 2);
    let own: Vec<&str> = part("own").rows[0].iter().map(|it| it.text.as_str()).collect();
    assert_eq!(own[1..], ["PA 1.1", "Partially to fully", "Largely", "words"]);
}

#[test]
fn a_report_says_what_it_is() {
    let model = model();
    let mut assessment = empty();
    let caution = |it: &Assessment| of(&model, it).caution;
    assert!(caution(&assessment).starts_with("A self-assessment"));
    assert!(caution(&assessment).contains("not an independent one"));
    assert!(caution(&assessment).contains("ISO/IEC 33020"));
    say(&mut assessment, Key::Independence, Value::Independence(Independence::Independent));
    assert!(!caution(&assessment).contains("self-assessment"));
    say(&mut assessment, Key::Depth, Value::Depth(Depth::Quick));
    assert!(caution(&assessment).contains("believed, not what was proven"));
    assert!(!caution(&assessment).contains("33020"));
    let sample = bank::sample(&model, AssessmentId::from_random(8), 0).unwrap();
    let report = of(&model, &sample);
    assert!(report.title.starts_with("Sample: "));
    assert!(report.caution.starts_with("A made-up sample"));
    assert!(csv::write(&report).lines().skip(1).all(|it| it.starts_with("\"Sample: ")));
}

#[test]
fn the_achievement_of_the_sample_is_what_the_sheet_says() {
    let model = model();
    let sample = bank::sample(&model, AssessmentId::from_random(8), 0).unwrap();
    let sheet = score(&model, &sample);
    let report = report(&model, &sample, &sheet, NOW);
    let table = &report.chapters.iter().find(|it| it.id == "achievement").unwrap().table;
    assert_eq!(table.head[..3], ["Process or area", "PA 1.1", "PA 2.1"]);
    let incident = model.process_by_id("incident").unwrap();
    let name = &model.process(incident).name;
    let row = table.rows.iter().find(|it| it[0].text == *name).unwrap();
    let first = sheet.process(incident).attributes[0].lowest.unwrap().hundredths();
    assert_eq!(row[1].text, crate::scoring::trace::percent(first));
}

#[test]
fn the_quick_depth_reports_what_was_picked() {
    let model = model();
    let mut assessment = empty();
    say(&mut assessment, Key::Depth, Value::Depth(Depth::Quick));
    let incident = model.process_by_id("incident").unwrap();
    say(&mut assessment, Key::Belief(incident), Value::Belief(Belief::Level(Level::Managed)));
    let report = of(&model, &assessment);
    let all: Vec<&Answered> = report.processes.iter().flat_map(|it| &it.answers).collect();
    assert_eq!(all.len(), model.n_processes());
    let picked: Vec<&&Answered> = all.iter().filter(|it| it.answer != "not answered").collect();
    assert_eq!(picked.len(), 1);
    assert_eq!(picked[0].answer, "2 Managed");
    assert_eq!(picked[0].statement, model.statements(incident)[2]);
}

#[test]
fn the_quick_depth_leaves_out_no_answers_and_believes_nothing_that_was_not_scored() {
    let model = model();
    let mut assessment = saying(&model, "words");
    say(&mut assessment, Key::Depth, Value::Depth(Depth::Quick));
    let area = model.process_by_id("awareness").unwrap();
    say(&mut assessment, Key::Belief(area), Value::Belief(Belief::Level(Level::Managed)));
    let report = of(&model, &assessment);
    let left_out = &report.chapters.iter().find(|it| it.id == "left-out").unwrap().table;
    assert_eq!(left_out.rows.len(), 1);
    let name = &model.process(area).name;
    let area = report.processes.iter().find(|it| it.name == *name).unwrap();
    assert_eq!(area.answers[0].answer, "not answered");
}

#[test]
fn nothing_that_was_written_becomes_markup() {
    let model = model();
    let page = html::write(&of(&model, &saying(&model, ATTACK)));
    assert_eq!(page.matches("<style>").count(), 1);
    assert_eq!(page.matches("</style>").count(), 1);
    for bad in ["<script", "<img", " onerror=alert(1)>"] {
        assert!(!page.contains(bad), "{bad}");
    }
    // Name and title, organisation and unit, scope, assessors, two answers, note,
    // evidence, remark and its author, assignee, an own rating's reason, and two
    // reasons of what was left out.
    assert_eq!(page.matches("&lt;script&gt;").count(), 16);
}

#[test]
fn the_csv_has_a_line_for_every_question_and_no_formula() {
    let model = model();
    let report = of(&model, &saying(&model, "=1+1"));
    let text = csv::write(&report);
    let n: usize = report.processes.iter().map(|it| it.answers.len()).sum();
    assert_eq!(text.matches("\r\n").count(), n + 1);
    assert!(text.starts_with("\u{feff}Assessment,\"Process\","));
    assert!(text.contains(",\"'=1+1\",\"'=1+1\",\"'=1+1: =1+1\","));
    assert!(!text.contains("\"=1+1\""));
}

#[test]
fn the_workbook_is_whole_and_has_no_formula() {
    let model = model();
    let report = of(&model, &saying(&model, "=1+1 <f> _x0041_ \u{1}"));
    let files = unpacked(&workbook::write(&report).unwrap());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..2], ["[Content_Types].xml", "_rels/.rels"]);
    // About, seven parts, answers.
    assert_eq!(names.len(), 6 + 9);
    for (name, xml) in &files {
        assert_well_formed(xml);
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "{name}");
    }
    assert!(words(&files).contains(">=1+1 &lt;f&gt; _x005F_x0041_</t>"));
    // Nothing but figures of ours is a number.
    for (name, xml) in &files {
        for number in xml.split("<v>").skip(1).map(|it| it.split('<').next().unwrap()) {
            assert!(number.parse::<f64>().is_ok_and(f64::is_finite), "{name}: {number}");
        }
    }
    assert_eq!(workbook::write(&report), workbook::write(&report));
}

#[test]
fn what_a_workbook_holds_is_not_cut_and_numbers_of_clauses_are_words() {
    let model = model();
    let mut assessment = saying(&model, "words");
    let question = model.question_by_id("incident.record").unwrap();
    for at in 0..12 {
        let said = Comment::new(5, Text::typed("Kim"), Text::typed(&"ж".repeat(4_000))).unwrap();
        say(&mut assessment, Key::Comment(question, CommentId(at)), Value::Comment(said));
    }
    let report = of(&model, &assessment);
    let files = unpacked(&workbook::write(&report).unwrap());
    let sheet = words(&files);
    assert!(sheet.contains(">Open remarks, continued</t>"));
    assert_eq!(sheet.matches('ж').count(), 48_000);
    let table = csv::write(&report);
    for it in report.processes.iter().flat_map(|it| &it.answers) {
        for clauses in [&it.e2018, &it.e2005] {
            assert!(clauses.is_empty() || clauses.starts_with("clause"), "{clauses}");
            assert!(sheet.contains(clauses.as_str()) && table.contains(clauses.as_str()));
        }
    }
    assert_eq!(clauses(&["8.10".to_owned()]), "clause 8.10");
    assert_eq!(clauses(&["8.1".to_owned(), "10.2".to_owned()]), "clauses 8.1, 10.2");
}

/// The words of a workbook.
fn words(files: &[(String, String)]) -> &str {
    &files.iter().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap().1
}

#[test]
fn a_workbook_is_packed() {
    let model = model();
    let sample = bank::sample(&model, AssessmentId::from_random(8), 0).unwrap();
    let book = workbook::write(&of(&model, &sample)).unwrap();
    let content: usize = unpacked(&book).iter().map(|(_, it)| it.len()).sum();
    assert!(book.len() * 2 < content, "{} of {content}", book.len());
}

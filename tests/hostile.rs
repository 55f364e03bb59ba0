//! Hostile input for every decoder: what was once found is tried again, then
//! mutations of good input for a bounded time. `FUZZ_SECONDS=600 cargo test
//! --release --test hostile` looks longer.
//!
//! What is wanted: no panic, no hang, and whatever is accepted comes back the
//! same when it is written and read again. An input that fails is written to
//! `tests/corpus`, where it stays as a test.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it did"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use plumbline::assessment::{
    Assessment, AssessmentId, Clock, Comment, CommentId, Edit, Key, Text, Value, Writer,
};
use plumbline::document;
use plumbline::document::records::{self, Records};
use plumbline::link::{self, Kind};
use plumbline::lock::{self, Locked};
use plumbline::model::{Model, RawModel};
use plumbline::route::Route;
use plumbline::scoring;

/// Longest that one input may take. A debug build on a busy machine is slow.
const PATIENCE: Duration = Duration::from_secs(5);

struct Target {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    decode: fn(&Model, &[u8]),
}

fn targets(model: &Model) -> Vec<Target> {
    let sample = plumbline::bank::sample(model, AssessmentId::from_random(3), 1_764_000_000_000);
    let sample = sample.expect("the sample is whole");
    let file = document::write(model, [&sample]);
    let links = include_str!("links/version-1.txt");
    let links: Vec<Vec<u8>> = links
        .lines()
        .filter_map(|it| it.split_once(" #"))
        .map(|(_, it)| it.as_bytes().to_vec())
        .collect();
    let registers: Vec<Vec<u8>> = sample
        .registers()
        .map(|(key, it)| {
            format!("{} {}", key.name(model), document::register_to_json(it)).into_bytes()
        })
        .collect();
    let bodies = [Kind::Invitation, Kind::Result, Kind::Full].map(|kind| {
        let mut said = sample.clone();
        talk_about(model, &mut said);
        link::content(model, kind, &said, 1_764_000_000_000)
    });
    let bodies = bodies.to_vec();
    let pasted = format!(
        "Here is mine: https://example.org/x/{}\n> and %23{}\n",
        String::from_utf8_lossy(&links[0]),
        String::from_utf8_lossy(&links[0]).trim_start_matches('#'),
    );
    let locked = Locked { salt: [1; 16], nonce: [2; 12], cipher: vec![3; 80] };
    let stored = fs::read_to_string(corpus().join("../stores/version-1.json")).unwrap();
    let stored: Records = serde_json::from_str(&stored).unwrap();
    let stored: Vec<String> = stored.iter().map(|(key, json)| format!("{key} {json}")).collect();
    let stored = stored.join("\n");
    // Behind the mark of the build step.
    let shipped = include_bytes!(concat!(env!("OUT_DIR"), "/bank.bin"))[20..].to_vec();
    // A file of a few lines is mutated where it counts more often than a long one.
    let mut lines: Vec<&str> = file.lines().collect();
    lines.drain(20..lines.len() - 4);
    let short = lines.join("\n").replace(",\n      }", "\n      }");
    vec![
        Target { name: "file", seeds: vec![short.into_bytes(), file.into_bytes()], decode: |model, bytes| {
            if let Ok(found) = document::read(model, bytes) {
                let again = document::write(model, &found);
                assert_eq!(document::read(model, again.as_bytes()).unwrap(), found);
                for it in &found {
                    let _ = scoring::score(model, it);
                }
            }
        } },
        Target { name: "register", seeds: registers, decode: |model, bytes| {
            let text = String::from_utf8_lossy(bytes);
            let Some((name, json)) = text.split_once(' ') else { return };
            let Some(key) = Key::parse(name, model) else { return };
            assert_eq!(Key::parse(&key.name(model), model), Some(key));
            if let Ok(register) = document::register_from_json(key, json) {
                let again = document::register_to_json(&register);
                assert_eq!(document::register_from_json(key, &again), Ok(register));
            }
        } },
        Target { name: "link", seeds: links, decode: |model, bytes| {
            let text = String::from_utf8_lossy(bytes);
            let _ = link::is_link(&text);
            if let Ok(parcel) = link::read(model, &text) {
                let again = link::write(model, parcel.kind, &parcel.assessment, parcel.made);
                assert_eq!(link::read(model, &again), Ok(parcel));
            }
        } },
        // Behind length and checksum, which stop nearly every mutation of a whole
        // link: what a passphrase of somebody who means harm may open.
        Target { name: "body", seeds: bodies, decode: |model, bytes| {
            if let Ok(parcel) = link::unlocked(model, bytes) {
                let again = link::content(model, parcel.kind, &parcel.assessment, parcel.made);
                assert_eq!(link::unlocked(model, &again), Ok(parcel));
            }
        } },
        Target { name: "paste", seeds: vec![pasted.into_bytes()], decode: |model, bytes| {
            for fragment in link::found_in(&String::from_utf8_lossy(bytes)) {
                assert!(link::is_link(&fragment));
                let _ = link::read(model, &fragment);
            }
        } },
        Target { name: "lock", seeds: vec![locked.to_bytes(), lock::padded(b"content of some length")], decode: |model, bytes| {
            let _ = lock::unpadded(bytes);
            if let Ok(locked) = Locked::from_bytes(bytes) {
                assert_eq!(Locked::from_bytes(&locked.to_bytes()), Ok(locked.clone()));
                let file = document::write_locked(&locked);
                let read = document::read(model, file.as_bytes());
                assert_eq!(read, Err(document::Refused::Locked(locked)));
            }
        } },
        Target { name: "store", seeds: vec![stored.into_bytes()], decode: |model, bytes| {
            let text = String::from_utf8_lossy(bytes);
            let records: Records = text
                .lines()
                .filter_map(|it| it.split_once(' '))
                .map(|(key, json)| (key.to_owned(), json.to_owned()))
                .collect();
            let _ = records::age(records.get(records::STORE_VERSION_RECORD).map(String::as_str));
            let id = AssessmentId::from_random(3);
            let own = records.iter().filter_map(|(key, json)| {
                Some((records::parse_record(key)?.1.to_owned(), json.clone()))
            });
            let (found, _) = records::from_records(model, &id, own);
            let file = document::write(model, [&found]);
            assert_eq!(document::read(model, file.as_bytes()), Ok(vec![found]));
        } },
        Target { name: "model", seeds: vec![shipped], decode: |_, bytes| {
            if let Ok(raw) = postcard::from_bytes::<RawModel>(bytes) {
                let _ = Model::parse(raw);
            }
        } },
        Target { name: "address", seeds: vec![b"#/a/abcdefghjkmn/assess/incident/2.1.a".to_vec(), b"00000000-0123456789ab-0000-0123456789abcdef".to_vec()], decode: |model, bytes| {
            let text = String::from_utf8_lossy(bytes);
            let route = Route::parse(&text);
            if let Route::Assess(_, place) | Route::Flash(_, place) = &route {
                let _ = place.find(model);
            }
            if route != Route::NotFound {
                assert_eq!(Route::parse(&route.fragment()), route);
            }
            if let Some(clock) = Clock::parse(&text) {
                assert_eq!(Clock::parse(&clock.to_string()), Some(clock));
            }
        } },
        Target { name: "steps", seeds: vec![br#"{"done":[{"at":5,"edits":[["answer/incident.record",{ "value": {"rating":"F"}, "at": "00000000-000000000000-0000-0000000000000000" }]]}],"undone":[]}"#.to_vec()], decode: |model, bytes| {
            let text = String::from_utf8_lossy(bytes);
            let steps = document::steps_from_json(model, &text);
            let again = document::steps_to_json(model, &steps);
            assert_eq!(document::steps_from_json(model, &again), steps);
        } },
    ]
}

/// What the sample has none of: comments, and who answers.
fn talk_about(model: &Model, it: &mut Assessment) {
    let clock = Clock::start(1_764_000_000_000, Writer(1));
    let process = model.processes().next().unwrap();
    let question = model.questions().next().unwrap();
    let comment = Comment::new(5, Text::typed("Kim"), Text::typed("Since when?")).unwrap();
    for (key, value) in [
        (Key::ProcessAssignee(process), Value::typed("Robin")),
        (Key::Assignee(question), Value::typed("Noor")),
        (Key::Comment(question, CommentId(7)), Value::Comment(comment)),
    ] {
        it.apply(Edit::new(key, Some(value)).unwrap(), clock);
    }
}

/// Xorshift: the same inputs in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % n.max(1)
    }
}

const NASTY: [&[u8]; 22] = [
    b"null",
    b"NaN",
    b"1e999",
    b"-0",
    b"3.0",
    b"300",
    b"18446744073709551616",
    b"\"",
    b"[",
    b"{",
    b"}",
    b"]",
    b",",
    b"\\u0000",
    b"\\ud800",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"__proto__",
    b"<script>",
    b"%23",
    b"=cmd|' /C calc'!A0",
    b"\xe2\x80\xae",
];

fn mutated(random: &mut Random, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        match random.below(8) {
            0 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] ^= 1 << random.below(8);
            }
            1 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] = u8::try_from(random.below(256)).unwrap();
            }
            2 => bytes.truncate(at),
            3 => {
                let end = (at + random.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + random.below(60)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            5 => {
                let from = random.below(other.len());
                let end = (from + random.below(60)).min(other.len());
                bytes.splice(at..at, other[from..end].iter().copied());
            }
            6 => {
                let deep = [b"[", b"{"][random.below(2)].repeat(1 + random.below(3_000));
                bytes.splice(at..at, deep);
            }
            _ => {
                let nasty = NASTY[random.below(NASTY.len())];
                bytes.splice(at..at, nasty.iter().copied());
            }
        }
    }
    bytes
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn attempt(model: &Model, target: &Target, input: &[u8]) -> Result<(), String> {
    let begun = Instant::now();
    let ended = catch_unwind(AssertUnwindSafe(|| (target.decode)(model, input)));
    match ended {
        Err(_) => Err("panicked".to_owned()),
        Ok(()) if begun.elapsed() > PATIENCE => Err(format!("took {:?}", begun.elapsed())),
        Ok(()) => Ok(()),
    }
}

#[test]
fn no_decoder_panics_hangs_or_changes_what_it_read() {
    let model = plumbline::bank::shipped().unwrap();
    let targets = targets(&model);
    let mut n = 0;
    for entry in fs::read_dir(corpus()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let target = targets.iter().find(|it| name.starts_with(it.name));
        let target = target.unwrap_or_else(|| panic!("{name} is for no decoder"));
        let input = fs::read(&path).unwrap();
        assert_eq!(attempt(&model, target, &input), Ok(()), "{}", path.display());
        n += 1;
    }
    let seconds = env::var("FUZZ_SECONDS").ok().and_then(|it| it.parse().ok()).unwrap_or(20);
    let share = Duration::from_secs(seconds) / u32::try_from(targets.len()).unwrap();
    let seed = env::var("FUZZ_SEED").ok().and_then(|it| it.parse().ok()).unwrap_or(0x1234_5678);
    for target in &targets {
        let mut random = Random(seed);
        let begun = Instant::now();
        let mut tried = 0;
        while begun.elapsed() < share {
            let seed = &target.seeds[random.below(target.seeds.len())];
            let other = &target.seeds[random.below(target.seeds.len())];
            let input = mutated(&mut random, seed, other);
            if let Err(why) = attempt(&model, target, &input) {
                let path = corpus().join(format!("{}-{:016x}", target.name, random.0));
                fs::write(&path, &input).unwrap();
                panic!("{}: {why}; the input is now {}", target.name, path.display());
            }
            tried += 1;
        }
        println!("{}: {tried} hostile inputs, none accepted wrongly", target.name);
        n += tried;
    }
    println!("{n} hostile inputs in all");
}

//! Scores full assessments, for the benchmark command.
//!
//! On this machine (the `bench` profile, built for speed) it prints how many it
//! scores per second. As WebAssembly (the `release` profile, as the page is built) it
//! scores [`ROUNDS`] of them and says nothing: `tests/web/bench.mjs` runs that in a
//! browser and takes the time, so that the page itself carries no benchmark.

use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use plumbline::assessment::{Answer, Assessment, AssessmentId, Clock, Edit, Key, Value, Writer};
use plumbline::model::{Depth, Level, Model, Score};
use plumbline::scoring;

/// How many assessments are scored in one go. The browser's half has to know it.
const ROUNDS: u32 = 5_000;

fn main() -> Result<(), Box<dyn Error>> {
    let model = plumbline::bank::shipped()?;
    if cfg!(target_arch = "wasm32") {
        rounds(&model, &full(&model, Depth::Full, Level::Innovating), ROUNDS);
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    for (name, depth, target) in [
        ("standard depth, target 3", Depth::Standard, Level::Established),
        ("full depth, target 5", Depth::Full, Level::Innovating),
    ] {
        let assessment = full(&model, depth, target);
        let answers = assessment.answers().count();
        let mut done = 0_u32;
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(2) {
            rounds(&model, &assessment, 100);
            done += 100;
        }
        let rate = f64::from(done) / start.elapsed().as_secs_f64();
        writeln!(out, "{name}: {answers} answers, {rate:.0} assessments per second")?;
    }
    Ok(())
}

/// An assessment in which everything that is asked is answered.
fn full(model: &Model, depth: Depth, target: Level) -> Assessment {
    let mut assessment = Assessment::new(AssessmentId::from_random(1));
    let clock = Clock::start(1, Writer(1));
    let mut say = |key, value| {
        if let Some(edit) = Edit::new(key, Some(value)) {
            assessment.apply(edit, clock);
        }
    };
    say(Key::Depth, Value::Depth(depth));
    for process in model.processes() {
        say(Key::Target(process), Value::Level(target));
    }
    for (question, score) in model.questions().zip(Score::ALL.iter().cycle()) {
        let it = model.question(question);
        if it.depth() <= depth && it.level() <= target {
            say(Key::Answer(question), Value::Answer(Answer::Rated(*score)));
        }
    }
    assessment
}

fn rounds(model: &Model, assessment: &Assessment, n: u32) {
    let mut levels = 0_u64;
    for _ in 0..n {
        let sheet = scoring::score(model, black_box(assessment));
        levels += u64::from(sheet.overall.tally.sum);
    }
    black_box(levels);
}

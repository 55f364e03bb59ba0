//! Prints how many full assessments are scored per second on this machine.
//!
//! Part of the benchmark command: run with the `bench` profile, which is built
//! for speed. The page itself is built for size, and measured in the browser.

use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use plumbline::assessment::{Answer, Assessment, AssessmentId, Clock, Edit, Key, Value, Writer};
use plumbline::model::{Depth, Level, Score};
use plumbline::scoring;

fn main() -> Result<(), Box<dyn Error>> {
    let model = plumbline::bank::shipped()?;
    let mut out = std::io::stdout().lock();
    for (name, depth, target) in [
        ("standard depth, target 3", Depth::Standard, Level::Established),
        ("full depth, target 5", Depth::Full, Level::Innovating),
    ] {
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
        let answers = assessment.answers().count();
        let (mut rounds, mut levels) = (0_u32, 0_u64);
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(2) {
            for _ in 0..100 {
                let sheet = scoring::score(&model, black_box(&assessment));
                levels += u64::from(sheet.overall.tally.sum);
            }
            rounds += 100;
        }
        black_box(levels);
        let rate = f64::from(rounds) / start.elapsed().as_secs_f64();
        writeln!(out, "{name}: {answers} answers, {rate:.0} assessments per second")?;
    }
    Ok(())
}

//! `plumblineBench()`: scores full assessments in the browser, for the
//! benchmark command.

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use crate::assessment::{Answer, Assessment, AssessmentId, Clock, Edit, Writer};
use crate::model::{Model, Score};
use crate::scoring;

/// How many assessments one call scores.
const ROUNDS: u32 = 5_000;

/// Puts the function on the window. It returns assessments per second.
pub fn install(model: &'static Model) {
    let run = Closure::<dyn Fn() -> f64>::new(move || rate(model));
    if let Some(window) = web_sys::window() {
        let _ = js_sys::Reflect::set(&window, &JsValue::from_str("plumblineBench"), run.as_ref());
    }
    run.forget();
}

fn rate(model: &Model) -> f64 {
    let mut assessment = Assessment::new(AssessmentId::from_random(1));
    let clock = Clock::start(1, Writer(1));
    let mut scores = Score::ALL.iter().cycle();
    for question in model.questions() {
        let answer = scores.next().copied().map(Answer::Rated);
        assessment.apply(Edit::answer(question, answer), clock);
    }
    let start = js_sys::Date::now();
    let mut levels = 0_u32;
    for _ in 0..ROUNDS {
        let sheet = scoring::score(model, std::hint::black_box(&assessment));
        levels = levels.wrapping_add(u32::from(sheet.overall.tally.sum));
    }
    std::hint::black_box(levels);
    let seconds = (js_sys::Date::now() - start) / 1_000.0;
    f64::from(ROUNDS) / seconds.max(0.001)
}

//! What the benchmark command asks the page: when the app had taken over
//! (a mark), how fast it scores, and how much memory the module holds.

use js_sys::{ArrayBuffer, Reflect, WebAssembly};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::assessment::{Answer, Assessment, AssessmentId, Clock, Edit, Writer};
use crate::model::{Model, Score};
use crate::scoring;

/// How many assessments one call scores.
const ROUNDS: u32 = 5_000;

/// Puts `plumblineBench()` (full assessments scored per second) and
/// `plumblineMemory()` (bytes of the module's memory) on the window.
pub fn install(model: fn() -> &'static Model) {
    put("plumblineBench", move || rate(model()));
    put("plumblineMemory", || {
        let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        let buffer: ArrayBuffer = memory.buffer().unchecked_into();
        f64::from(buffer.byte_length())
    });
}

fn put(name: &str, answer: impl Fn() -> f64 + 'static) {
    let answer = Closure::<dyn Fn() -> f64>::new(answer);
    if let Some(window) = web_sys::window() {
        let _ = Reflect::set(&window, &JsValue::from_str(name), answer.as_ref());
    }
    answer.forget();
}

/// Marks the moment at which the app has taken over from the static view.
pub fn mark_usable() {
    if let Some(performance) = web_sys::window().and_then(|it| it.performance()) {
        let _ = performance.mark("plumbline-usable");
    }
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

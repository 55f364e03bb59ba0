//! After a panic the module must be treated as poisoned: the page's own script
//! takes over, stops saving and offers the data.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Set by `boot.js`, which owns the crash screen.
    #[wasm_bindgen(js_namespace = window, js_name = plumblineCrash, catch)]
    fn plumbline_crash(message: &str) -> Result<(), JsValue>;
}

/// Shows the crash screen on every panic from here on.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        // Where, not what: a message could quote an answer.
        let place = info
            .location()
            .map_or_else(String::new, |it| format!("{}:{}:{}", it.file(), it.line(), it.column()));
        show(&place);
    }));
}

/// Shows the crash screen.
pub fn show(message: &str) {
    // Without the page's script there is nothing to show it on.
    let _ = plumbline_crash(message);
}

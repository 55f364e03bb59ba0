//! Mounts the app in a browser. On other machines there is nothing to run: the
//! library is tested natively and shown by the browser.

fn main() {
    #[cfg(target_arch = "wasm32")]
    plumbline::web::start();
}

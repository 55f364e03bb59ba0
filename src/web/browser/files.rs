//! Files that go out and come in.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
pub use web_sys::File;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement};

use super::events;

/// Hands a text to the user as a file. False when the browser refuses.
pub fn download(name: &str, mime: &str, text: &str) -> bool {
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind(mime));
    blob.ok().and_then(|it| hand_over(name, &it)).is_some()
}

/// The same with bytes.
pub fn download_bytes(name: &str, mime: &str, bytes: &[u8]) -> bool {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind(mime));
    blob.ok().and_then(|it| hand_over(name, &it)).is_some()
}

fn kind(mime: &str) -> BlobPropertyBag {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    options
}

fn hand_over(name: &str, blob: &Blob) -> Option<()> {
    let url = web_sys::Url::create_object_url_with_blob(blob).ok()?;
    let link = super::dom::document()?.create_element("a").ok()?;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data once it has begun.
    events::later(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    });
    Some(())
}

/// Most files that are taken at once.
const FILES_MAX: u32 = 200;

/// The files chosen in an input, which is reset so that the same file can be
/// chosen again.
pub fn chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(|it| all(&it)).unwrap_or_default();
    input.set_value("");
    files
}

/// The files of a list.
pub(super) fn all(files: &web_sys::FileList) -> Vec<File> {
    (0..files.length().min(FILES_MAX)).filter_map(|it| files.get(it)).collect()
}

/// Reads a file, unless it is larger than the limit: then its size comes back.
pub fn read(
    file: &File,
    limit: usize,
    callback: impl FnOnce(Result<Vec<u8>, ReadError>) + 'static,
) {
    let bytes = file.size();
    if bytes > limit as f64 {
        callback(Err(ReadError::TooLarge { bytes: bytes as usize }));
        return;
    }
    super::when_settled(file.array_buffer().unchecked_into(), move |buffer| {
        let bytes = buffer.map(|it| Uint8Array::new(&it).to_vec());
        callback(bytes.map_err(|_| ReadError::Unreadable));
    });
}

/// Why a chosen file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// More bytes than are read.
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Deleted, moved or locked since it was chosen.
    Unreadable,
}

/// Keeps files that are dropped anywhere from replacing the page, and hands
/// them over.
pub fn on_file_drop(callback: impl Fn(Vec<File>) + 'static) {
    events::listen_late("dragover", |event| event.prevent_default());
    events::listen_late("drop", move |event| {
        event.prevent_default();
        let files = event
            .dyn_ref::<web_sys::DragEvent>()
            .and_then(|it| it.data_transfer())
            .and_then(|it| it.files());
        let files = files.map(|it| all(&it)).unwrap_or_default();
        if !files.is_empty() {
            callback(files);
        }
    });
}

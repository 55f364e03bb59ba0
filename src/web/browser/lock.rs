//! Locking and unlocking with a passphrase: the browser's own WebCrypto, in the
//! profile that [`crate::lock`] describes.

use js_sys::{Array, JsString, Uint8Array};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, Pbkdf2Params, SubtleCrypto};

use crate::lock::{self, ITERATIONS, Locked, Purpose};

/// Why something could not be locked or unlocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockError {
    /// The browser has no cryptography for this page.
    Unavailable,
    /// Another passphrase, or other content than was locked.
    DoesNotFit,
}

/// Locks content and calls back: half a second later.
pub fn lock(
    purpose: Purpose,
    content: &[u8],
    passphrase: &str,
    callback: impl FnOnce(Result<Locked, LockError>) + 'static,
) {
    let (content, passphrase) = (lock::padded(content), passphrase.to_owned());
    spawn_local(async move {
        let locked = try_lock(purpose, &content, &passphrase).await;
        callback(locked.ok_or(LockError::Unavailable));
    });
}

async fn try_lock(purpose: Purpose, content: &[u8], passphrase: &str) -> Option<Locked> {
    let (salt, nonce) = (random()?, random()?);
    let subtle = subtle()?;
    let key = key(&subtle, passphrase, &salt, "encrypt").await.ok()?;
    let cipher = subtle
        .encrypt_with_object_and_js_u8_array(&rules(purpose, &nonce), &key, &content.into())
        .ok()?;
    let cipher = JsFuture::from(cipher).await.ok()?;
    Some(Locked { salt, nonce, cipher: Uint8Array::new(&cipher).to_vec() })
}

/// Unlocks content and calls back: half a second later.
pub fn unlock(
    purpose: Purpose,
    locked: Locked,
    passphrase: &str,
    callback: impl FnOnce(Result<Vec<u8>, LockError>) + 'static,
) {
    let passphrase = passphrase.to_owned();
    spawn_local(async move {
        callback(try_unlock(purpose, &locked, &passphrase).await);
    });
}

async fn try_unlock(
    purpose: Purpose,
    locked: &Locked,
    passphrase: &str,
) -> Result<Vec<u8>, LockError> {
    let subtle = subtle().ok_or(LockError::Unavailable)?;
    let key = key(&subtle, passphrase, &locked.salt, "decrypt").await;
    let key = key.map_err(|_| LockError::Unavailable)?;
    let cipher = Uint8Array::from(&locked.cipher[..]);
    let rules = rules(purpose, &locked.nonce);
    let content = subtle
        .decrypt_with_object_and_js_u8_array(&rules, &key, &cipher)
        .map_err(|_| LockError::Unavailable)?;
    let content = JsFuture::from(content).await.map_err(|_| LockError::DoesNotFit)?;
    let content = Uint8Array::new(&content).to_vec();
    lock::unpadded(&content).map(<[u8]>::to_vec).ok_or(LockError::DoesNotFit)
}

/// The key of a passphrase. Letters that look alike count as the same: a
/// passphrase is typed on another keyboard than it was made on.
async fn key(
    subtle: &SubtleCrypto,
    passphrase: &str,
    salt: &[u8],
    usage: &str,
) -> Result<CryptoKey, JsValue> {
    let text: String = JsString::from(passphrase.trim()).normalize("NFKC").into();
    let text = Uint8Array::from(text.as_bytes());
    let usages = Array::of1(&"deriveKey".into());
    let raw = subtle.import_key_with_str("raw", &text, "PBKDF2", false, &usages)?;
    let raw: CryptoKey = JsFuture::from(raw).await?.dyn_into()?;
    let rules =
        Pbkdf2Params::new_with_str("PBKDF2", "SHA-256", ITERATIONS, &Uint8Array::from(salt));
    let kind = AesKeyGenParams::new("AES-GCM", 256);
    let usages = Array::of1(&usage.into());
    let key = subtle.derive_key_with_object_and_object(&rules, &raw, &kind, false, &usages)?;
    JsFuture::from(key).await?.dyn_into()
}

fn rules(purpose: Purpose, nonce: &[u8]) -> AesGcmParams {
    let rules = AesGcmParams::new("AES-GCM", &Uint8Array::from(nonce));
    rules.set_additional_data(&Uint8Array::from(purpose.context()));
    rules
}

/// A passphrase to offer; `None` when the browser has no good randomness.
pub fn suggestion() -> Option<String> {
    random().map(lock::suggestion)
}

/// Random bytes that nobody can guess.
fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// The browser's cryptography: none on a page that is not served safely.
fn subtle() -> Option<SubtleCrypto> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    (!subtle.is_undefined()).then_some(subtle)
}

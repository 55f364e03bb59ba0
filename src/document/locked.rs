//! A file under a passphrase: a small envelope that says so to whoever opens it
//! in an editor, and the locked bytes of a whole file.

use super::object::{Object, one_fault};
use super::refused::Refused;
use super::{LOCKED_FORMAT, push_json};
use crate::lock::{LockFault, Locked};
use crate::words::files as words;
use base64ct::{Base64UrlUnpadded as Base64, Encoding as _};

/// The version of the envelope that is written.
const VERSION: u32 = 1;

/// The file of something locked.
pub fn write_locked(content: &Locked) -> String {
    let mut out = String::from("{\n");
    let version = VERSION.to_string();
    // For whoever looks into the file. Not read.
    let note = words::locked_note();
    for (name, value) in [("format", LOCKED_FORMAT), ("version", &version), ("note", &note)] {
        out.push_str("  ");
        push_json(&mut out, name);
        out.push_str(": ");
        if name == "version" {
            out.push_str(value)
        } else {
            push_json(&mut out, value)
        }
        out.push_str(",\n");
    }
    out.push_str("  \"content\": ");
    push_json(&mut out, &Base64::encode_string(&content.to_bytes()));
    out.push_str("\n}\n");
    out
}

/// What is locked in an envelope that says it is.
pub(super) fn locked(envelope: &Object) -> Result<Locked, Refused> {
    let part = |name: &str| envelope.part(name);
    match part("version").and_then(|it| serde_json::from_str::<u32>(it).ok()) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(Refused::Newer { version }),
        _ => return Err(one_fault("version", words::expected_version(&VERSION.to_string()))),
    }
    let content = part("content").and_then(|it| serde_json::from_str::<String>(it).ok());
    let content = content.ok_or_else(|| one_fault("content", words::missing_or_no_text()))?;
    let damaged = || one_fault("content", words::not_whole());
    let bytes = Base64::decode_vec(&content).map_err(|_| damaged())?;
    Locked::from_bytes(&bytes).map_err(|it| match it {
        LockFault::Newer => Refused::Newer { version: VERSION + 1 },
        LockFault::Damaged => damaged(),
    })
}

//! Reading a file: size, kind, text, envelope, registers, in this order, so
//! that each refusal can say what is really wrong.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::aside::{self, Aside, unpacked};
use super::identity::Identity;
use super::kind::{self, Kind};
use super::locked::locked;
use super::object::{Object, TWICE, one_fault};
use super::records::MODEL_RECORD;
use super::refused::{FileFault, Refused};
use super::register::{erased_key, erasure_from_json, kept, register_from_json};
use super::{ASSESSMENTS_MAX, BYTES_MAX, FORMAT, LOCKED_FORMAT, REGISTERS_MAX, VERSION};
use crate::assessment::{Assessment, AssessmentId, Key};
use crate::checksum::crc32;
use crate::model::Model;
use crate::words::files as words;

/// Most faults that are listed; a file with more is hardly one of ours.
const FAULTS_SHOWN: usize = 20;

/// What the names of records in a storage begin with.
const RECORDS: &str = "plumbline/";

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The assessments.
    pub assessments: Vec<Assessment>,
    /// What a back-up holds beside them: named states, and what was in the bin.
    pub asides: Vec<Aside>,
    /// Whether its text is not the one that was written: by hand or by another
    /// program. Files without a checksum are not.
    pub is_altered: bool,
}

/// Reads the assessments of a file.
///
/// # Errors
///
/// As [`open`] does.
pub fn read(model: &Model, bytes: &[u8]) -> Result<Vec<Assessment>, Refused> {
    open(model, bytes).map(|it| it.assessments)
}

/// Reads a file.
///
/// # Errors
///
/// Why the file was refused; nothing of it has been taken then.
/// [`Refused::Locked`] with what is locked: it holds the bytes of a file.
pub fn open(model: &Model, bytes: &[u8]) -> Result<Opened, Refused> {
    if bytes.len() > BYTES_MAX {
        return Err(Refused::TooLarge { bytes: bytes.len() });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(kind) = kind::of_bytes(bytes) {
        return Err(Refused::OtherKind(kind));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Refused::NotUtf8)?;
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let envelope: Object = serde_json::from_str(text).map_err(|it| {
        // A parser that wants an object stops at the first sign of anything else.
        if it.is_data() && serde_json::from_str::<&RawValue>(text).is_ok() {
            if !it.to_string().starts_with(TWICE) {
                return Refused::NotOurs;
            }
        } else if let Some(kind) = kind::of_text(text) {
            return Refused::OtherKind(kind);
        }
        let reason = it.to_string();
        let reason = match reason.strip_prefix(TWICE) {
            // The position is given apart from the reason.
            Some(name) => words::name_twice(name.split(" at line ").next().unwrap_or_default()),
            None if it.is_eof() => words::ends_early(),
            None => words::no_json_here(),
        };
        Refused::NotJson { line: it.line(), column: it.column(), reason }
    })?;
    let part = |name: &str| envelope.part(name);
    let format = part("format").and_then(|it| serde_json::from_str::<String>(it).ok());
    match format.as_deref() {
        Some(FORMAT) => {}
        Some(LOCKED_FORMAT) => return Err(locked(&envelope).map_or_else(|it| it, Refused::Locked)),
        _ if envelope.0.iter().any(|(name, _)| name.starts_with(RECORDS)) => {
            return Err(Refused::OtherKind(Kind::Raw));
        }
        _ => return Err(Refused::NotOurs),
    }
    let version = part("version").and_then(|it| serde_json::from_str::<u32>(it).ok());
    match version {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(Refused::Newer { version }),
        _ => return Err(one_fault("version", words::expected_version(&VERSION.to_string()))),
    }
    let Some(list) = part("assessments") else {
        return Err(one_fault("assessments", words::missing()));
    };
    let sum = format!("\"{:08x}\"", crc32(list.as_bytes()));
    let is_altered = part("sum").is_some_and(|it| it != sum);
    let list: Vec<&RawValue> =
        serde_json::from_str(list).map_err(|_| one_fault("assessments", words::no_list()))?;
    if list.is_empty() {
        return Err(one_fault("assessments", words::empty_list()));
    }
    if list.len() > ASSESSMENTS_MAX {
        return Err(Refused::TooMany);
    }
    let mut reader = Reader { model, faults: Vec::new(), all: 0 };
    let mut ids = BTreeSet::new();
    let mut assessments = Vec::new();
    for (json, number) in list.into_iter().zip(1..) {
        if let Some(assessment) = reader.assessment(json.get(), number) {
            if !ids.insert(assessment.id().clone()) {
                reader.fault(in_part(number, "id"), words::twice());
            }
            assessments.push(assessment);
        }
    }
    if reader.all > 0 {
        return Err(Refused::Faults { shown: reader.faults, all: reader.all });
    }
    let (assessments, asides) = unpacked(assessments);
    Ok(Opened { assessments, asides, is_altered })
}

/// A part of an assessment, as a person finds it.
fn in_part(number: usize, part: &str) -> String {
    words::in_part(words::InPart { number, part })
}

struct Reader<'m> {
    model: &'m Model,
    faults: Vec<FileFault>,
    all: usize,
}

impl Reader<'_> {
    fn fault(&mut self, place: String, reason: String) {
        self.all += 1;
        if self.faults.len() < FAULTS_SHOWN {
            self.faults.push(FileFault { place, reason });
        }
    }

    fn assessment(&mut self, json: &str, number: usize) -> Option<Assessment> {
        let place = |part: &str| in_part(number, part);
        let parts: Object = match serde_json::from_str(json) {
            Ok(parts) => parts,
            Err(_) => {
                self.fault(words::in_assessment(number), words::no_object());
                return None;
            }
        };
        let part = |name: &str| parts.part(name);
        let id = part("id")
            .and_then(|it| serde_json::from_str::<String>(it).ok())
            .and_then(|it| AssessmentId::parse(&it));
        if id.is_none() {
            self.fault(place("id"), words::no_id());
        }
        let mut version = None;
        match part("model").and_then(Identity::parse) {
            None => self.fault(place("model"), words::no_model()),
            Some(it) if it.id != self.model.id() => {
                self.fault(place("model"), words::other_model());
            }
            Some(it) => version = it.later_than(self.model),
        }
        let Some(Object(registers)) =
            part("registers").and_then(|it| serde_json::from_str(it).ok())
        else {
            self.fault(place("registers"), words::no_registers());
            return None;
        };
        if registers.len() > REGISTERS_MAX {
            self.fault(place("registers"), words::too_many_entries(REGISTERS_MAX));
            return None;
        }
        let mut assessment = Assessment::new(id?);
        assessment.state_version(version);
        for (name, json) in registers {
            match Key::parse(&name, self.model) {
                Some(key) if assessment.register(key).is_some() => {
                    self.fault(place(&name), words::retired_twice());
                }
                Some(key) => match register_from_json(key, json.get()) {
                    Ok(register) => {
                        assessment.absorb(key, register);
                    }
                    Err(reason) => self.fault(place(&name), reason.to_string()),
                },
                None => self.other(&mut assessment, name, json.get(), &place),
            }
        }
        Some(assessment)
    }

    /// Takes in what is beside the registers that this version knows.
    fn other(
        &mut self,
        assessment: &mut Assessment,
        name: String,
        json: &str,
        place: &dyn Fn(&str) -> String,
    ) {
        if let Some(key) = erased_key(&name, self.model) {
            match erasure_from_json(json) {
                Ok(moment) => {
                    assessment.drop_before(key, moment);
                }
                Err(reason) => self.fault(place(&name), reason.to_string()),
            }
            return;
        }
        // The name of a record beside the registers, in a storage.
        if name == MODEL_RECORD {
            self.fault(place(&name), words::no_name_of_entry());
            return;
        }
        if name == aside::REGISTER
            && let Some(reason) = aside::fault(json)
        {
            self.fault(place(&name), reason.to_string());
            return;
        }
        match kept(&name, json) {
            Some(kept) => assessment.keep(name, kept),
            None => {
                self.fault(place("registers"), words::unknown_too_long());
            }
        }
    }
}

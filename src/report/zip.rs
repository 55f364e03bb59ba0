//! A ZIP archive: what a workbook is wrapped in.

use super::deflate::deflate;
use crate::checksum::crc32;

/// The first second that the format can say, 1980-01-01: the same content is
/// always the same bytes.
const DATE: u16 = 1 << 5 | 1;

/// The archive of these files. `None` when they are too large for the format.
pub(super) fn pack(files: &[(String, String)]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, text) in files {
        let offset = u32::try_from(out.len()).ok()?;
        let mut common = Vec::new();
        // Version 2.0, names in UTF-8, deflated.
        for it in [20, 1 << 11, 8, 0, DATE] {
            short(&mut common, it);
        }
        let content = deflate(text.as_bytes());
        let packed = u32::try_from(content.len()).ok()?;
        let size = u32::try_from(text.len()).ok()?;
        for it in [crc32(text.as_bytes()), packed, size] {
            long(&mut common, it);
        }
        short(&mut common, u16::try_from(name.len()).ok()?);
        short(&mut common, 0);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.bytes());
        out.extend(content);
        directory.extend(b"PK\x01\x02");
        short(&mut directory, 20);
        directory.extend(&common);
        for it in [0, 0, 0] {
            short(&mut directory, it);
        }
        long(&mut directory, 0);
        long(&mut directory, offset);
        directory.extend(name.bytes());
    }
    let count = u16::try_from(files.len()).ok()?;
    let (offset, size) = (u32::try_from(out.len()).ok()?, u32::try_from(directory.len()).ok()?);
    out.extend(directory);
    out.extend(b"PK\x05\x06");
    for it in [0, 0, count, count] {
        short(&mut out, it);
    }
    long(&mut out, size);
    long(&mut out, offset);
    short(&mut out, 0);
    Some(out)
}

fn short(out: &mut Vec<u8>, it: u16) {
    out.extend(it.to_le_bytes());
}

fn long(out: &mut Vec<u8>, it: u32) {
    out.extend(it.to_le_bytes());
}

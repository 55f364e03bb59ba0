//! What a browser keeps: records in a storage, a second copy of them in the journal, and
//! how both stay alike whatever happens to either. Pure: the browser is behind a
//! [`Port`], and tests put a double in its place.
//!
//! Reading order: [`keys`] (what the records are called), [`Store`] (the storage, with
//! what it does not take), `removals` (what was removed), `short` (in which letters a record lies
//! there), `room`, [`turns`] (whose turn it is among the
//! books of the journal), [`stands`] (what stands of a record that both hold),
//! [`meet`] (a book that has been read), [`heed_written`] (what another page wrote).
//!
//! Invariants: what was said is in the storage, in the memory of the page and said to be
//! there alone, or in a book of the journal; what was removed does not come back from a
//! book that had not heard of it; to a newer version's storage nothing is written.

pub mod keys;
mod meeting;
mod port;
mod records;
mod removals;
mod room;
mod short;
mod stands;
pub mod turns;
mod version;

pub use meeting::{Meeting, TakenIn, heed_written, meet};
pub use port::Port;
pub use records::{Store, WriteError};
pub use room::Usage;
pub use short::{shorten, spelt};
pub use stands::{Erased, Stands, erased, stands};

//! Plumbline: self-assessment against ISO/IEC 20000-1, entirely in the browser.
//!
//! # Layers
//!
//! Arrows never point back: a module uses what stands above its own line here, and nothing
//! else. `tests/tidy.rs` has the same list, and holds this and the rest of the house rules.
//!
//! 1. `words`: what a person reads, made of the language files.
//! 2. `address`, `case`, `checksum`, [`file_name`], [`lock`], `xml`: letters and bytes, which
//!    know of no assessment; [`lock`] has those around what a passphrase protects.
//! 3. [`model`]: what can be assessed.
//! 4. [`assessment`]: what a user said.
//! 5. [`moment`], [`questionnaire`], [`route`]: times in words, what is asked, and the only
//!    place that knows addresses.
//! 6. [`scoring`]: the figures that follow.
//! 7. [`chart`], [`wording`]: figures as drawings, and in words.
//! 8. [`link`], [`report`]: an assessment packed into an address, and as a document.
//! 9. [`document`]: files and records, the only place where assessments meet serde. It stands
//!    above links, as it knows one that was opened for a file.
//! 10. [`bank`], [`raters`], [`store`]: the shipped model and its sample, several people on the
//!     same questions, and records that are kept alike in storage and journal.
//! 11. [`catalogue`], [`leaving`]: what a storage holds, in memory, with what lists say of it;
//!     and what a file would hold beside what is shown.
//! 12. [`library`]: the assessments of a browser, and every deed by which a whole one is added,
//!     merged, replaced, kept aside, handed over or removed.
//! 13. `web`: all of it shown, in a browser.
//!
//! # The way of one answer
//!
//! `web::components::question` makes an [`assessment::Edit`] of a click and hands it to
//! `web::desk`, the one place through which the open assessment changes.
//! [`assessment::Assessment::change`] merges it into its register and returns the way
//! back, which becomes a step to undo. `web::desk::save` has [`library`] write the
//! register as a record of its own ([`document::register_to_json`]): into the local
//! storage, in fewer letters ([`store::shorten`]) and read back, and then, once the answer is
//! on screen, into the journal, whose books take turns ([`store::turns`]). "Saved" is said when the journal has answered.
//!
//! # The way of one figure
//!
//! [`scoring::score`] makes every figure at once, out of the model and the answers that
//! [`questionnaire::asked`] asks for. `web::reading` keeps them in one memo, from which
//! pages, [`chart`]s and the [`report`] take theirs; [`scoring::trace`] opens a figure
//! down to the arithmetic. Nothing else computes one.
//!
//! # Where something new goes
//!
//! - A question: a row of `src/bank` (its README says how), and nothing else.
//! - A field: its row in the table of [`assessment::field`], which settles its name in
//!   files, what it holds, the part of a copy that it belongs to, how undo takes it and
//!   whether links carry it; its word in `web::wording`; and the page that shows it. The
//!   schema is written anew by `WRITE=1 cargo test --test schema`, and
//!   `tests/stores/every-field.json` gets a record of it, as `tests/stores.rs` wants: by that
//!   storage `.ci/parts/record.mjs` finds what a start and a first answer need. A link is written field by field: there a
//!   new one comes behind all others, under the next number (`link::additions`). What a copy
//!   is said to hold goes by fields, too, and no test asks for it (`link::contents`): notes,
//!   evidence and the like are counted there, twice, and in its `names_anybody` stands every
//!   field with the name of a person. By name stand as well, each where it matters: what a
//!   search looks through ([`questionnaire::matches`]), a text that is an id and nobody's
//!   words (`has_words` of [`assessment::erasure`]), and what is in no copy but belongs in a
//!   file (`counted` of [`leaving`]).
//! - A kind of value: its JSON (`document::register`), its words (`web::wording`), what a
//!   copy shows of it ([`link::share`]), and how the schema describes it (`tests/schema.rs`).
//! - A record: what there is any number of has an id ([`assessment::record`]), and a row for
//!   each of its fields. Links carry those by the table, as long as they are texts and marks
//!   and a new one stands behind the others.
//! - A word: a message in a language file (`src/words/en`, in the syntax of Fluent), from which
//!   the build makes a typed function (`words`). Which view part says it: `web::components::text`.
//! - A page: a file of `web::pages`, which needs no other page; its address in [`route`];
//!   its place in `web::app`. What two pages show is a component (`web::components`).
//! - A chart: a file of [`chart`], as a function from figures to a picture and a table.
//! - An export: a writer beside those of [`report`], from the same plain data.
//!
//! # Words of this house
//!
//! What was said:
//!
//! - *Register*: what stands for one field, by whom and since when, with the last things
//!   it replaced. Its *clock* decides what stands when two meet.
//! - *Replica*: the same assessment in another tab, file or link.
//! - *Stretch*: a minute of one writer, of which the last thing counts.
//! - *Record*: a register as a storage has it, under a key of its own; and, in
//!   [`assessment::record`], what an assessment has any number of.
//! - *Kept*: a register that this version cannot read, carried along as it came
//!   ([`assessment::Kept`]). What is *kept aside* is something else: see *shelf*.
//! - *Take back*: to undo, or to say nothing any more; what stood is still among the earlier
//!   things. *Take out* (for good): to erase; nothing of it is left, in any copy that the
//!   browser has. *Take in*: to bring in what came from elsewhere, be it a book, a back-up or
//!   a rater. *Take* by itself, as in `take_pending`, hands something over once.
//!
//! In the questionnaire, and in its figures:
//!
//! - *Place*: a stop on the way through the questionnaire as it is asked: a question or, in
//!   the quick depth, a process ([`questionnaire::Place`]). It is open or not.
//! - *Spot*: where somebody is or wants to go in a model, asked or not: a question, the top of
//!   a process, or wherever one begins ([`route::Spot`]). A *locator* is a spot as an address
//!   names it, by ids, which the model may not have.
//! - *Asked*: within the chosen depth and the target, or answered all the same.
//! - *Standing*: where a process stands, which need not be a level; *bounds*: the least
//!   and the most that open answers can still make of a figure.
//!
//! Who has it:
//!
//! - *Host* and *rater*: an assessment, and what somebody answered for it.
//! - *Share*: what one person was asked to answer ([`questionnaire::Share`]). *To share* is to
//!   hand a copy to others, in a link or file, with the *parts* of it that were ticked
//!   ([`assessment::Part`]); [`link::share`] says what leaves.
//!
//! Where it lies:
//!
//! - *Library*: all assessments of a browser; the one of `web::library` is followed by pages,
//!   and tells the journal. *Shelf*, *aside*: what is kept beside them,
//!   which are named states and the bin. What cannot be read is *put aside*: copied, for its
//!   owner alone.
//! - *Journal*: the second copy of all records, in two *books*.
//! - *Heal*: storage and journal give each other what one of them has lost, whenever a book
//!   has been read (`web::library::heal`); [`store::meet`] says what that is.
//! - *Desk*: the assessment that is open and can be changed; a *reading* only looks.
//!
//! How it is shown:
//!
//! - *Here*: where the reader is (`web::here`): the route that was gone to, and the spot of the
//!   open assessment that was seen last. The address *follows* it quietly where the reader looks
//!   at another question of the same page: the page stays as it is, and a reload comes back to
//!   there. The *helm*, which the app alone has, moves the reader.
//! - *Live*: what follows signals in a view (`web::live`).
//! - *Stage*: how much the program can do by now (`web::browser::Stage`): a release build comes
//!   in several files, one after the other (`web::parts`, `.ci/parts`).
//! - *Held back*: what a reader clicks, types or drops before the stage that it takes.
//!   `public/hold.js` has it wait, and does it then if it still means the same.
//!
//! # Invariants
//!
//! Everything but `web` is pure Rust: no browser, no clock, no randomness, no
//! floating point in a figure. The web half and its dependencies exist only
//! for wasm32, so the compiler keeps them out of here.
//!
//! Start reading at [`scoring::score`]: one function feeds every view.

mod address;
pub mod assessment;
pub mod bank;
mod case;
pub mod catalogue;
pub mod chart;
mod checksum;
pub mod document;
pub mod file_name;
pub mod leaving;
pub mod library;
pub mod link;
pub mod lock;
pub mod model;
pub mod moment;
pub mod questionnaire;
pub mod raters;
pub mod report;
pub mod route;
pub mod scoring;
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod wording;
#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(
        dead_code,
        reason = "the web half says most of them, and its lints find what nobody says"
    )
)]
mod words;
mod xml;

//! What assessments say differently, side by side.

use leptos::prelude::*;

use crate::assessment::{Assessment, Clock, Difference, Register};
use crate::model::Model;
use crate::web::components::text::plain;
use crate::web::wording;
use crate::words::differences as words;

/// Most rows that are shown; more are counted.
const ROWS: usize = 100;

/// Assessments side by side.
pub struct Sides<'a> {
    /// Each with what heads its column, in the order of the sides of the differences.
    pub all: Vec<(&'a Assessment, String)>,
    /// Whether a mark shows what would stand after a merge.
    pub marks_what_stands: bool,
}

impl Sides<'_> {
    /// When something was said, and by whom if they gave a name.
    fn said(&self, clock: Clock) -> String {
        let moment = wording::moment(clock.ms);
        let person = clock.writer.person();
        match self.all.iter().find_map(|(it, _)| it.name_of(person)) {
            Some(name) => words::said_by(words::SaidBy { name, moment: &moment }),
            None => moment,
        }
    }
}

/// The differences as a table, each side with who said it and when.
pub fn table(
    model: &'static Model,
    differences: &[Difference],
    caption: String,
    sides: &Sides<'_>,
) -> impl IntoView + use<> {
    let stands = sides.marks_what_stands;
    let over = differences.len().saturating_sub(ROWS);
    let rows = differences.iter().take(ROWS).map(|it| {
        let side = |(at, register): (usize, &Option<Register>)| {
            let value = wording::value(register.as_ref().and_then(Register::value));
            let when = register.as_ref().map(|it| sides.said(it.clock()));
            let is_standing = stands && it.stands(at);
            let class = if is_standing { "stands" } else { "" };
            view! {
                <td class=class>
                    <span dir="auto">{value}</span>
                    {when.map(|it| view! { <small dir="auto">{it}</small> })}
                    {is_standing.then(|| view! { <span class="tag">{words::stands()}</span> })}
                </td>
            }
        };
        view! {
            <tr>
                <th scope="row">{wording::field(model, it.key)}</th>
                {it.sides.iter().enumerate().map(side).collect_view()}
            </tr>
        }
    });
    let heads = sides
        .all
        .iter()
        .map(|(_, it)| view! { <th scope="col" class="said" dir="auto">{it.clone()}</th> });
    view! {
        <div class="scroller" tabindex="0" role="group" aria-label=caption.clone()>
            <table class="table differences">
                <caption>{caption.clone()}</caption>
                <thead><tr><th scope="col">{words::field()}</th>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {(over > 0).then(|| plain(words::more(over)))}
    }
}

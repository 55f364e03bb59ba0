//! How levels are measured, in the app itself.

use leptos::prelude::*;

use crate::model::{Level, Rating, Score};
use crate::scoring::gap;
use crate::scoring::trace::percent;
use crate::scoring::{GapClass, Risk};
use crate::web::components::page::heading;
use crate::web::library::Library;

/// The page.
pub fn page() -> impl IntoView {
    let model = expect_context::<Library>().shipped();
    let attributes = model.attributes().map(|it| {
        view! {
            <tr>
                <th scope="row">{format!("PA {}", model.attribute_id(it))}</th>
                <td>{model.attribute_title(it).to_owned()}</td>
                <td class="is-number">{model.attribute_level(it).to_string()}</td>
            </tr>
        }
    });
    let scale = Rating::ALL.map(|it| {
        view! {
            <tr>
                <th scope="row"><span class="rate" data-rating=it.code()>{it.code()}</span></th>
                <td>{it.name()}" achieved"</td>
                <td>{it.band()}</td>
            </tr>
        }
    });
    let scores = Score::ALL.map(|it| {
        view! { <tr><th scope="row">{it.code()}</th><td class="is-number">{percent(it.hundredths())}" %"</td></tr> }
    });
    let classes = [GapClass::Slight, GapClass::Significant, GapClass::Substantial];
    let risks = Level::ALL.into_iter().skip(1).rev().map(|level| {
        view! {
            <tr>
                <th scope="row">{level.to_string()}</th>
                {classes.map(|it| view! { <td>{Risk::name(gap::risk(level, it))}</td> }).collect_view()}
            </tr>
        }
    });
    view! {
        <header class="page__head">{heading("How levels are measured")}</header>
        <div class="prose">
            <p class="lead">
                "The measurement frame of ISO/IEC 33020 (formerly 15504-2), with two rules of our own, named as such. One function computes every figure in the app, in whole numbers: nothing is rounded before it is rated."
            </p>
            <h2>"1. You rate practices"</h2>
            <p>"Each practice is a statement that is true not, partially, largely or fully. As a percentage an answer counts as the middle of its band, or as its end for N and F: a rule of this product."</p>
            <div class="scroller" tabindex="0" role="group" aria-label="What an answer counts as">
                <table class="table"><thead><tr><th scope="col">"Answer"</th><th scope="col" class="is-number">"Counts as"</th></tr></thead><tbody>{scores.collect_view()}</tbody></table>
            </div>
            <p>"\"Don't know\" leaves a question open. \"Not applicable\" takes it out of the sum and out of the weight. Neither is a zero."</p>
            <h2>"2. Practices make an attribute"</h2>
            <p>"An attribute's achievement is the mean of its practices, weighted 1 to 3. It is rated on the scale of ISO/IEC 33020, where the upper edge belongs to the lower band: exactly 50 % is P."</p>
            <div class="scroller" tabindex="0" role="group" aria-label="The rating scale">
                <table class="table"><thead><tr><th scope="col">"Rating"</th><th scope="col">"Meaning"</th><th scope="col">"Achievement"</th></tr></thead><tbody>{scale.collect_view()}</tbody></table>
            </div>
            <h2>"3. Attributes make a level"</h2>
            <p>"Level k is reached when every attribute of level k is L or F and every attribute of all lower levels is F. An L at level k gives k and blocks k + 1. Attributes are never averaged together: one that is missing cannot be made up for by another."</p>
            <div class="scroller" tabindex="0" role="group" aria-label="Process attributes">
                <table class="table"><thead><tr><th scope="col">"Attribute"</th><th scope="col">"Name"</th><th scope="col" class="is-number">"Level"</th></tr></thead><tbody>{attributes.collect_view()}</tbody></table>
            </div>
            <p>{Level::ALL.map(|it| format!("{} {}", it.number(), it.name())).join(", ")}"."</p>
            <h2>"While answers are missing"</h2>
            <p>"Unrated is not N. A level is \"at least\" what the answers prove, with every open answer taken as N, and \"up to\" what they still allow, with every open answer taken as F. A process with nothing rated has no level at all, and nothing is said of levels that were not asked."</p>
            <p>"An assessor may replace an attribute's rating, with a reason that is shown. Statements picked in the quick depth are belief: they are drawn as such and never mixed with ratings."</p>
            <h2>"Gap and risk"</h2>
            <p>"In the manner of ISO/IEC 15504-4. Below the target level an attribute has to be F, at the target level L will do. Target F and rated L is a minor gap; P or N is a major one. Only minor gaps at a level are slight; one major gap at levels 2 to 5 is significant; a major gap at level 1, or more than one above, is substantial. The lower the level, the more it costs to leave a gap:"</p>
            <div class="scroller" tabindex="0" role="group" aria-label="Risk by level and gap">
                <table class="table">
                    <thead><tr><th scope="col">"Gap at level"</th><th scope="col">"slight"</th><th scope="col">"significant"</th><th scope="col">"substantial"</th></tr></thead>
                    <tbody>{risks.collect_view()}</tbody>
                </table>
            </div>
            <h2>"What this is not"</h2>
            <p>"A self-assessment, not an independent one, and not a certificate. Certification looks for conformity with every requirement, not for a capability level. The questions are our own words; the standard's text is not reproduced. Buy the standard for its wording."</p>
            <p class="soft">{format!("Model {} {}.", model.id(), model.version())}</p>
        </div>
    }
}

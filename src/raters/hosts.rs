//! Which assessments stand on their own and which are raters of which. It follows
//! from all that is here and is never written down: so whatever comes in, in
//! whatever order, the same is found in the same place.

use std::collections::{BTreeMap, BTreeSet};

use super::rater_of;
use crate::assessment::{Assessment, AssessmentId};

/// The assessments that are here, each with the one that its answers were collected
/// for, if it names one.
pub type Claims = BTreeMap<AssessmentId, Option<AssessmentId>>;

/// What these assessments say of themselves.
pub fn claims<'a>(all: impl IntoIterator<Item = &'a Assessment>) -> Claims {
    all.into_iter().map(|it| (it.id().clone(), rater_of(it))).collect()
}

/// The raters, each with whose rater it is. Whatever is not among them stands on its
/// own.
///
/// Answers count as a rater's where what they were collected for is here and stands on
/// its own. Those of a rater of a rater stand on their own, as nobody would come across
/// them otherwise; so do those whose assessment is not here or is themselves. Of a
/// circle, which only a damaged or hostile file can make, the first in the order of
/// ids stands on its own.
pub fn hosts(claims: &Claims) -> BTreeMap<AssessmentId, AssessmentId> {
    if claims.values().all(Option::is_none) { BTreeMap::new() } else { followed(claims) }
}

/// The same where any is a rater's; in a function of its own, as it seldom is.
#[inline(never)]
fn followed(claims: &Claims) -> BTreeMap<AssessmentId, AssessmentId> {
    let host = |it: &AssessmentId| {
        let of = claims.get(it)?.as_ref()?;
        claims.get_key_value(of).map(|(of, _)| of)
    };
    let mut is_rater: BTreeMap<&AssessmentId, bool> = BTreeMap::new();
    for from in claims.keys() {
        // From rater to host, up to one of which it is known or that has none.
        let mut way: Vec<&AssessmentId> = Vec::new();
        let mut met = BTreeSet::new();
        let mut next = Some(from);
        while let Some(at) = next.filter(|it| !is_rater.contains_key(it)) {
            if !met.insert(at) {
                let before = way.iter().take_while(|it| **it != at).count();
                let circle = way.split_at_mut(before).1;
                let first = circle.iter().enumerate().min_by_key(|(_, it)| **it);
                let first = first.map_or(0, |(place, _)| place);
                // It is looked at first, when nothing is known of its own host.
                circle.rotate_left((first + 1) % circle.len().max(1));
                break;
            }
            way.push(at);
            next = host(at);
        }
        while let Some(at) = way.pop() {
            let is_under = host(at).is_some_and(|it| is_rater.get(it) == Some(&false));
            is_rater.insert(at, is_under);
        }
    }
    let under = is_rater.into_iter().filter(|(_, is_rater)| *is_rater);
    under.filter_map(|(it, _)| Some((it.clone(), host(it)?.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(n: u64) -> AssessmentId {
        AssessmentId::from_random(n)
    }

    /// Assessments by number, each with the number of what it says it belongs to.
    fn hosts_of(all: &[(u64, Option<u64>)]) -> Vec<(u64, u64)> {
        let claims = all.iter().map(|(it, of)| (id(*it), of.map(id))).collect();
        let number = |it: &AssessmentId| (0..40).find(|n| id(*n) == *it).unwrap();
        hosts(&claims).iter().map(|(it, of)| (number(it), number(of))).collect()
    }

    #[test]
    fn a_rater_is_one_of_what_is_here_and_stands_on_its_own() {
        assert_eq!(hosts_of(&[(1, None), (2, Some(1)), (3, Some(1))]), [(2, 1), (3, 1)]);
        // Of nothing that is here, and of itself.
        assert_eq!(hosts_of(&[(2, Some(1))]), []);
        assert_eq!(hosts_of(&[(1, Some(1)), (2, Some(1))]), [(2, 1)]);
        // A rater's rater, and one of that one.
        let chain = [(1, None), (2, Some(1)), (3, Some(2)), (4, Some(3))];
        assert_eq!(hosts_of(&chain), [(2, 1), (4, 3)]);
        // Circles, and what hangs on them.
        assert_eq!(hosts_of(&[(1, Some(2)), (2, Some(1)), (3, Some(1))]), [(2, 1), (3, 1)]);
        assert_eq!(hosts_of(&[(1, Some(2)), (2, Some(3)), (3, Some(1))]), [(3, 1)]);
        assert_eq!(hosts_of(&[(3, Some(2)), (2, Some(3)), (1, Some(3))]), [(3, 2)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn everything_is_found_once_on_its_own_or_under_what_stands_on_its_own(
            all in proptest::collection::btree_map(0_u64..24, proptest::option::of(0_u64..28), 0..24),
        ) {
            let claims: Claims = all.iter().map(|(it, of)| (id(*it), of.map(id))).collect();
            let hosts = hosts(&claims);
            // What a page lists: whatever is not a rater, and under each of these its own.
            let on_its_own: Vec<&AssessmentId> =
                claims.keys().filter(|it| !hosts.contains_key(it)).collect();
            let under = |of: &AssessmentId| {
                hosts.iter().filter(|it| it.1 == of).map(|it| it.0).collect::<Vec<_>>()
            };
            let mut found: Vec<&AssessmentId> = on_its_own.clone();
            found.extend(on_its_own.iter().flat_map(|it| under(it)));
            found.sort_unstable();
            prop_assert_eq!(found, claims.keys().collect::<Vec<_>>());
            for (it, of) in &hosts {
                prop_assert_eq!(claims[it].as_ref(), Some(of));
                prop_assert!(it != of);
            }
            // Who stands on its own beside a host that does, too, breaks a circle.
            for it in on_its_own {
                let Some(of) = claims[it].as_ref().filter(|of| claims.contains_key(of)) else { continue };
                if of == it || hosts.contains_key(of) { continue }
                let mut up = Some(of);
                for _ in 0..claims.len() {
                    if up == Some(it) { break }
                    up = up.and_then(|it| claims.get(it)).and_then(Option::as_ref);
                }
                prop_assert_eq!(up, Some(it));
            }
        }
    }
}

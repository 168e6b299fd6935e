//! What places figures speak of, by their codes in GB/T 2260.

use super::{super::view::View, node::Node};
use crate::model::PlaceIx;

/// The most places that are named one by one; of more, their provinces are.
const MOST_PLACES: usize = 12;

/// A place in its prefecture and province.
pub(super) fn area(view: &View<'_>, ix: PlaceIx) -> Node {
    let place = view.catalog().place(ix);
    let code = place.code.as_str();
    let province = of_code(view.province_name(ix).plain(), &format!("{}0000", &code[..code.len().min(2)]));
    let prefecture = of_code(view.prefecture_name(ix).plain(), "").with("containedInPlace", province);
    of_code(view.place_name(ix).plain(), code).with("containedInPlace", prefecture)
}

/// Places that stand in place order, or their provinces.
pub(super) fn areas(view: &View<'_>, places: &[PlaceIx]) -> Vec<Node> {
    let catalog = view.catalog();
    if places.len() <= MOST_PLACES {
        let one = |ix: &PlaceIx| of_code(view.place_name(*ix).plain(), catalog.place(*ix).code.as_str());
        return places.iter().map(one).collect();
    }
    let province = |ix: PlaceIx| catalog.place(ix).code.as_str().get(..2);
    let mut firsts = places.to_vec();
    firsts.dedup_by_key(|ix| province(*ix));
    let one = |ix: PlaceIx| {
        of_code(view.province_name(ix).plain(), &format!("{}0000", province(ix).unwrap_or_default()))
    };
    firsts.into_iter().map(one).collect()
}

/// A unit by name and code.
fn of_code(name: &str, code: &str) -> Node {
    let identifier = (!code.is_empty())
        .then(|| Node::new("PropertyValue").with("propertyID", "GB/T 2260").with("value", code));
    Node::new("AdministrativeArea").with("name", name).with("identifier", identifier)
}

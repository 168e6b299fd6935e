//! Short marks made from what a record says: they change exactly when it changes, and not when it moves.
//!
//! Never: looks at the order of a list, at a title or at a label.

use std::fmt;

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{article::Relation, catalog::Catalog, ids::ObsIx, observation::Basis, relation::Piece};

/// A short mark of what a record says: eight hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version([u8; 4]);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The beginning of SHA-256 over `fields`, each closed by a line end.
fn mark<'a>(fields: impl IntoIterator<Item = &'a str>) -> Version {
    let mut hash = Sha256::new();
    for field in fields {
        hash.update(field.as_bytes());
        hash.update(b"\n");
    }
    let [a, b, c, d, ..]: [u8; 32] = hash.finalize().into();
    Version([a, b, c, d])
}

impl Catalog {
    /// The version of a figure's record: a mark of place, source, metric, value, period, kind, who is counted, lines,
    /// formula, attribution and remark.
    pub fn version(&self, observation: ObsIx) -> Version {
        let o = self.observation(observation);
        let article = self.article(o.article);
        let formula = match &o.basis {
            Basis::Derived(formula) => &*formula.text,
            Basis::Printed | Basis::Converted => "",
        };
        let (period, lines) = (o.period.to_string(), o.lines.to_string());
        mark([
            self.place(article.place).code.as_str(),
            &article.origin.sha256,
            self.metric(o.metric).id.as_str(),
            &o.quantity.printed,
            &period,
            o.kind.id(),
            o.remarks().population.as_deref().unwrap_or_default(),
            &lines,
            formula,
            o.remarks().attribution.as_deref().unwrap_or_default(),
            o.remarks().note.as_deref().unwrap_or_default(),
        ])
    }
}

/// Fragments of relations, as many as there are: each a mark of its own formula over the records of its figures, which
/// are named by `anchor`. What stands twice is numbered.
pub(super) fn relation_anchors<'a>(
    relations: &[Relation],
    anchor: &impl Fn(ObsIx) -> &'a str,
) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::with_capacity(relations.len());
    for relation in relations {
        let mut said: Vec<&str> = Vec::new();
        let mut say = |piece| {
            said.push(match piece {
                Piece::Figure(o) => anchor(*o),
                Piece::Sign(sign) => sign,
            });
        };
        relation.left.pieces(&mut say);
        say(Piece::Sign(relation.comparison.sign()));
        relation.right.pieces(&mut say);
        let own = format!("r-{}", mark(said));
        let numbered = (2..).map(|n| format!("{own}-{n}"));
        let free = std::iter::once(own.clone()).chain(numbered).find(|a| !anchors.contains(a));
        anchors.push(free.unwrap_or(own));
    }
    anchors
}

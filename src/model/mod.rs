//! What the records mean: raw records in, a typed [`Catalog`] out, every id resolved, with findings for what is not.
//!
//! Never: reads a file, judges whether figures agree (that is `check`), or knows of pages.

mod address;
mod alias;
mod allowance;
mod article;
mod body;
mod catalog;
mod derived;
mod ids;
mod ledger;
mod metric;
mod observation;
mod origin;
mod period;
mod place;
mod relation;
mod resolve;
mod ruling;
mod state;
mod table;
mod terms;
mod total;
mod version;

pub use address::{AddressFault, Leads, fault_of_address, leads};
pub use alias::{Alias, AliasOf};
pub use allowance::Allowance;
pub use article::{Article, Event, ExcludeReason, Exclusion, Practice, Relation};
pub use body::{Attribution, Binding, Block, BlockShape, Body, EnglishBody, Link};
pub use catalog::{AuditRecord, Catalog, Feedback, Licence, Missing, Page, Repository, SiteConfig, Term};
pub use derived::derived_quantity;
pub use ids::{ArticleIx, DomainIx, ImageIx, MetricId, MetricIx, ObsIx, PlaceCode, PlaceIx, TermIx};
pub use ledger::{Altered, Field, How, Ledger, LedgerEntry, Recorded};
pub use metric::{Direction, Domain, Kind, Metric, MetricFormula, Scope};
pub use observation::{Basis, Formula, LineRange, Lines, Observation, Remarks};
pub use origin::Origin;
pub use period::{Date, MONTHS, Period, PeriodError};
pub use place::{FormerName, Place, PlaceKind};
pub use relation::{
    CLOSE, Comparison, Expr, Measure, NoValue, OPEN, Operator, Piece, Reference, RelationError, Units,
    parse_formula, parse_relation, spaced,
};
pub use resolve::{CHART_KINDS, PICKS, Resolved, SCALES, chinese, resolve, rules};
pub use ruling::{Correction, Ground, Ruling};
pub use state::{Entered, Retracted, SecondLook, Standing, State};
pub use table::{Column, ColumnFormula, Pick, Shows, TOLERANCE, Table};
pub use terms::TermMatcher;
pub use total::{Obstacle, add_up};
pub use version::Version;

//! Parts that several kinds of page share, each as the view struct that its template component takes.

mod article_card;
mod banner;
mod bibtex;
mod blocks;
mod cell;
mod change;
mod chart;
mod coverage;
mod decimal;
mod decision;
mod disagreement;
mod feedback;
mod figure;
mod head;
mod image;
mod practices;
mod related;
mod relation;
mod sections;
mod sources;
mod state;
mod statement;
mod table_card;
mod take;
mod timeline;
mod years;

pub(super) use article_card::{
    ArticleCard, Titled, article_card, authors, date_label, headline, summary_html, summary_text, titled,
};
pub(super) use banner::{
    BannerView, column_label, columns_banner, metric_banner, reasons_against_rank, short_reasons,
    table_banner,
};
pub(super) use blocks::{BlockView, TextView, text_blocks};
pub(super) use cell::{
    CellView, MissingView, Standing, cell, cell_text, missing_legend, not_printed, printed, table_cell,
    table_legend,
};
pub(super) use change::{CHANGES, changes_text, day_id, day_link};
pub(super) use chart::{ChartView, chart, drawn_at};
pub(super) use coverage::{CoverageView, coverage, coverage_of_article};
pub(super) use decimal::Decimals;
pub(super) use decision::{CorrectionView, RulingView, correction, ruling};
pub(super) use disagreement::{
    DisagreementView, WithinView, between_articles, disagreement_views, within_article,
};
pub(super) use feedback::report_article;
pub(super) use figure::{FigureView, RecordView, figure, figures, kind_note, record};
pub(super) use head::{PageHead, PageTitle, address, address_in, page_head, published};
pub(super) use practices::{PracticeView, PracticesOf, practices_in, practices_of};
pub(super) use related::{
    Related, related_to_article, related_to_domain, related_to_metric, related_to_place,
};
pub(super) use relation::{
    RelationView, VerdictView, expr_text, relation, relation_text, verdict, verdict_summary,
};
pub(super) use sections::{SectionView, moved_up, sections};
pub(super) use sources::Sources;
pub(super) use state::{RetractedView, StateView, all_retracted, retracted, state};
pub(super) use statement::statement_views;
pub(super) use table_card::{
    TableCard, plain_html, table_card, table_link, table_number, table_summary, table_title,
};
pub(super) use take::{
    Cite, Download, SourceCite, bibliography, cite, cite_source, download_all, download_bibliography,
    download_csv, download_packs, download_twin, reference,
};
pub(super) use timeline::{TimelineView, timeline_view};

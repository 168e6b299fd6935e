//! The kinds of page, one a file: its view struct, which is the contract with its template, and how it is filled.

pub(super) mod article;
pub(super) mod articles;
pub(super) mod changes;
pub(super) mod checks;
pub(super) mod corrections;
pub(super) mod county;
pub(super) mod data;
pub(super) mod domain;
pub(super) mod foreword;
pub(super) mod glossary;
pub(super) mod handbook;
pub(super) mod home;
pub(super) mod matrix;
pub(super) mod metric;
pub(super) mod metrics;
pub(super) mod moved;
pub(super) mod not_found;
pub(super) mod offline;
pub(super) mod plain;
pub(super) mod prefecture;
pub(super) mod retracted;
pub(super) mod search;
pub(super) mod table;
pub(super) mod tables;
pub(super) mod year;
pub(super) mod years;

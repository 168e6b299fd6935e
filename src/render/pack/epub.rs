//! The container of a book, as EPUB 3.3 has it: a zip whose first file names its kind, a package that lists the others.
//!
//! The same files in the same order give the same bytes: no hour stands in it.

use std::io::{Cursor, Write as _};

use anyhow::Result;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::super::view::escape;

/// Where the files of the book stand.
const ROOT: &str = "EPUB";

/// Names the package.
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\n\
    </container>\n";

/// A book that is being put together.
pub(super) struct Epub {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    items: Vec<Item>,
}

/// A file of the book.
#[derive(Clone, Debug)]
pub(super) struct Item {
    path: String,
    kind: &'static str,
    properties: &'static str,
    /// Whether it is read in turn.
    in_spine: bool,
}

/// What the book says of itself to libraries.
#[derive(Debug)]
pub(super) struct Metadata {
    pub identifier: String,
    pub title: String,
    pub description: String,
    pub language: String,
    pub rights: Option<String>,
    pub source: Option<String>,
    /// The day that the content speaks of last, as a time in UTC.
    pub modified: String,
    /// How it can be read.
    pub access: String,
}

impl Item {
    /// A chapter.
    pub(super) fn chapter(path: &str, has_svg: bool) -> Item {
        let properties = if has_svg { "svg" } else { "" };
        Item { path: path.to_owned(), kind: "application/xhtml+xml", properties, in_spine: true }
    }

    /// The table of contents, which is the third to be read: after the cover and the foreword.
    pub(super) fn nav(path: &str) -> Item {
        Item { properties: "nav", ..Item::chapter(path, false) }
    }

    /// The picture of the cover.
    pub(super) fn cover(path: &str) -> Item {
        Item { path: path.to_owned(), kind: "image/svg+xml", properties: "cover-image", in_spine: false }
    }

    /// A picture in the text.
    pub(super) fn image(path: &str, kind: &'static str) -> Item {
        Item { path: path.to_owned(), kind, properties: "", in_spine: false }
    }

    /// A style sheet.
    pub(super) fn style(path: &str) -> Item {
        Item { path: path.to_owned(), kind: "text/css", properties: "", in_spine: false }
    }
}

impl Epub {
    /// An empty book.
    pub(super) fn new() -> Result<Epub> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(
            "mimetype",
            SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
        )?;
        zip.write_all(b"application/epub+zip")?;
        let mut epub = Epub { zip, items: Vec::new() };
        epub.write("META-INF/container.xml", CONTAINER.as_bytes())?;
        Ok(epub)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        self.zip.start_file(path, SimpleFileOptions::default())?;
        Ok(self.zip.write_all(bytes)?)
    }

    /// Adds a file.
    pub(super) fn add(&mut self, item: Item, bytes: &[u8]) -> Result<()> {
        self.write(&format!("{ROOT}/{}", item.path), bytes)?;
        self.items.push(item);
        Ok(())
    }

    /// Adds the package; gives the book.
    pub(super) fn finish(mut self, metadata: &Metadata) -> Result<Vec<u8>> {
        let package = self.package(metadata);
        self.write(&format!("{ROOT}/package.opf"), package.as_bytes())?;
        Ok(self.zip.finish()?.into_inner())
    }

    fn package(&self, metadata: &Metadata) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{}\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
            metadata.language
        );
        for (name, attributes, value) in metadata.elements() {
            out.push_str(&format!("<{name}{attributes}>"));
            escape(value, &mut out);
            out.push_str(&format!("</{name}>\n"));
        }
        out.push_str("</metadata>\n<manifest>\n");
        for (n, item) in self.items.iter().enumerate() {
            let Item { path, kind, properties, .. } = item;
            let properties = match *properties {
                "" => String::new(),
                properties => format!(" properties=\"{properties}\""),
            };
            out.push_str(&format!("<item id=\"i{n}\" href=\"{path}\" media-type=\"{kind}\"{properties}/>\n"));
        }
        out.push_str("</manifest>\n<spine>\n");
        let nav = self.items.iter().position(|item| item.properties == "nav");
        let read = (0..self.items.len()).filter(|n| self.items[*n].in_spine && Some(*n) != nav);
        for (turn, n) in read.enumerate() {
            if let Some(nav) = nav.filter(|_| turn == 2) {
                out.push_str(&format!("<itemref idref=\"i{nav}\"/>\n"));
            }
            out.push_str(&format!("<itemref idref=\"i{n}\"/>\n"));
        }
        out.push_str("</spine>\n</package>\n");
        out
    }
}

impl Metadata {
    /// Names, attributes and values, in order.
    fn elements(&self) -> Vec<(&'static str, &'static str, &str)> {
        let mut elements = vec![
            ("dc:identifier", " id=\"id\"", self.identifier.as_str()),
            ("dc:title", "", &self.title),
            ("dc:language", "", &self.language),
            ("dc:description", "", &self.description),
            ("meta", " property=\"dcterms:modified\"", &self.modified),
        ];
        elements.extend(self.rights.as_deref().map(|rights| ("dc:rights", "", rights)));
        elements.extend(self.source.as_deref().map(|source| ("dc:source", "", source)));
        for (property, value) in [
            (" property=\"schema:accessMode\"", "textual"),
            (" property=\"schema:accessMode\"", "visual"),
            (" property=\"schema:accessModeSufficient\"", "textual"),
            (" property=\"schema:accessibilityFeature\"", "tableOfContents"),
            (" property=\"schema:accessibilityFeature\"", "structuralNavigation"),
            (" property=\"schema:accessibilityFeature\"", "alternativeText"),
            (" property=\"schema:accessibilityFeature\"", "displayTransformability"),
            (" property=\"schema:accessibilityHazard\"", "none"),
        ] {
            elements.push(("meta", property, value));
        }
        elements.push(("meta", " property=\"schema:accessibilitySummary\"", &self.access));
        elements
    }
}

//! Pictures in texts: what of a file reaches the site, what stands in pages, books and files to carry, and what is refused.

use std::{
    fs::{self, File},
    io::{Cursor, Read as _},
    process::Command,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use xianzhi::{
    diag::{At, Finding, Severity},
    pipeline,
    read::digest,
    write::Portion,
};
use zip::ZipArchive;

use crate::{
    cli::{code, said, xianzhi},
    html::{Token, tokens},
    support::{Built, SiteTest, fixtures, program},
};

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";
const PAGE: &str = "articles/990101-qingshi-2019.html";

/// A picture of the fixtures.
fn picture(name: &str) -> Vec<u8> {
    fs::read(fixtures("images").join(name)).unwrap()
}

/// A block that shows a picture.
fn block(file: &str) -> String {
    format!("```image\nfile: {file}\nalt: 石拱桥\ncredit: 林一禾 摄\nrights: 经作者同意\n```")
}

/// The base site with pictures in its folder, and `text` under the second heading of an article.
fn site_with(pictures: &[(&str, &[u8])], text: &str) -> SiteTest {
    let site = SiteTest::base();
    fs::create_dir(site.root().join("content/images")).unwrap();
    for (name, bytes) in pictures {
        site.write(&format!("content/images/{name}"), bytes);
    }
    site.edit(ARTICLE, "## 就业与饮水\n", &format!("## 就业与饮水\n\n{text}\n"));
    site
}

/// The copy of a picture in a built site, with its path.
fn copy<'a>(built: &'a Built, stem: &str) -> (&'a str, &'a [u8]) {
    let start = format!("images/{stem}.");
    let mut found = built.files.iter().filter(|(path, _)| path.starts_with(&start));
    let (path, bytes) = found.next().unwrap_or_else(|| panic!("no copy of {stem}"));
    assert!(found.next().is_none(), "one copy for all languages");
    (path, bytes)
}

/// The first element of a page with this name and attribute.
fn attributes(page: &str, name: &str, wanted: (&str, &str)) -> Vec<(String, String)> {
    let tags = tokens(page).into_iter().filter_map(|token| match token {
        Token::Open(tag, attributes) if tag == name => Some(attributes),
        _ => None,
    });
    let found = tags.map(|a| a.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<Vec<_>>());
    let has = |a: &Vec<(String, String)>| a.iter().any(|(k, v)| (k.as_str(), v.as_str()) == wanted);
    found.into_iter().find(has).unwrap_or_else(|| panic!("no <{name}> with {wanted:?}"))
}

fn value<'a>(attributes: &'a [(String, String)], key: &str) -> Option<&'a str> {
    attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
}

/// A segment of a JPEG.
fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap();
    [&[0xff, marker], &length.to_be_bytes()[..], body].concat()
}

/// What a camera writes: how it was held, and a place on the earth behind a directory of its own.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend([1, 0, 1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(b"SECRET-GPS");
    tiff
}

/// The picture with all that phones and programs write into a JPEG.
fn talkative_jpeg(orientation: u8) -> Vec<u8> {
    let plain = picture("bridge.jpg");
    let of_camera = [
        segment(0xe0, b"JFXX\0\x10SECRET-THUMBNAIL"),
        segment(0xe1, &[b"Exif\0\0", exif(orientation).as_slice()].concat()),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET-XMP</x:xmpmeta>"),
        segment(0xe2, b"ICC_PROFILE\0\x01\x01THE-PROFILE"),
        segment(0xe2, b"MPF\0SECRET-SECOND-PICTURE"),
        segment(0xed, b"Photoshop 3.0\08BIM\x04\x04SECRET-IPTC"),
        segment(0xfe, b"SECRET-COMMENT"),
    ];
    let trailer = [b"SECRET-VIDEO".as_slice(), &plain].concat();
    [&plain[..2], &of_camera.concat(), &plain[2..], &trailer].concat()
}

/// A chunk of a PNG.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes(), kind, data, &crc.sum().to_be_bytes()[..]].concat()
}

fn talkative_png(orientation: u8) -> Vec<u8> {
    let plain = picture("drawing.png");
    let said = [
        chunk(b"tEXt", b"Author\0SECRET-AUTHOR"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET-XMP"),
        chunk(b"eXIf", &exif(orientation)),
        chunk(b"tIME", &[7, 228, 1, 1, 0, 0, 0]),
        chunk(b"prVt", b"SECRET-OF-A-PROGRAM"),
        chunk(b"pHYs", &[0, 0, 0x0b, 0x13, 0, 0, 0x0b, 0x13, 1]),
    ];
    [&plain[..33], &said.concat(), &plain[33..], b"SECRET-TRAILER"].concat()
}

fn talkative_webp() -> Vec<u8> {
    let plain = picture("field.webp");
    let chunk = |name: &[u8], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        [name, &length, data, &vec![0; data.len() % 2]].concat()
    };
    let said = [
        chunk(b"VP8X", &[0b10_1100, 0, 0, 0, 239, 0, 0, 149, 0, 0]),
        chunk(b"ICCP", b"THE-PROFILE"),
        plain[12..].to_vec(),
        chunk(b"EXIF", &exif(1)),
        chunk(b"XMP ", b"SECRET-XMP"),
        chunk(b"PRVT", b"SECRET-OF-A-PROGRAM"),
    ]
    .concat();
    let length = u32::try_from(said.len() + 4).unwrap().to_le_bytes();
    [b"RIFF", &length[..], b"WEBP", &said, b"SECRET-TRAILER"].concat()
}

fn has(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn jpeg_pixels(bytes: &[u8]) -> Vec<u8> {
    zune_jpeg::JpegDecoder::new(Cursor::new(bytes)).decode().unwrap()
}

fn png_pixels(bytes: &[u8]) -> Vec<u8> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    pixels
}

fn webp_pixels(bytes: &[u8]) -> Vec<u8> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).unwrap();
    let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
    decoder.read_image(&mut pixels).unwrap();
    pixels
}

#[test]
fn a_copy_has_the_pixels_and_nothing_that_was_written_beside_them() {
    let (jpeg, png, webp) = (talkative_jpeg(1), talkative_png(1), talkative_webp());
    let pictures = [("bridge.jpg", jpeg.as_slice()), ("drawing.png", &png), ("field.webp", &webp)];
    let site = site_with(&pictures, &pictures.map(|(name, _)| block(name)).join("\n\n"));
    let built = site.build();
    type Pixels = fn(&[u8]) -> Vec<u8>;
    let pixels: [Pixels; 3] = [jpeg_pixels, png_pixels, webp_pixels];
    for ((name, original), pixels) in pictures.into_iter().zip(pixels) {
        let (_, copy) = copy(&built, name.split('.').next().unwrap());
        for trace in
            [&b"SECRET"[..], b"Exif", b"EXIF", b"eXIf", b"XMP", b"xmp", b"Photoshop", b"tIME", b"JFXX"]
        {
            assert!(!has(copy, trace), "{name}: {}", String::from_utf8_lossy(trace));
        }
        assert_eq!(has(copy, b"THE-PROFILE"), has(original, b"THE-PROFILE"), "{name}: its colours");
        assert_eq!(pixels(copy), pixels(original), "{name}");
        assert_eq!(fs::read(site.root().join("content/images").join(name)).unwrap(), original, "{name}");
    }
    let (_, png) = copy(&built, "drawing");
    assert!(has(png, b"pHYs"), "its size on paper");
}

#[test]
fn a_photograph_stands_upright_without_a_place() {
    let site = site_with(&[("bridge.jpg", &talkative_jpeg(6))], &block("bridge.jpg"));
    let built = site.build();
    let (path, copy) = copy(&built, "bridge");
    let image = attributes(built.text(PAGE), "img", ("src", &format!("../{path}")));
    assert_eq!((value(&image, "width"), value(&image, "height")), (Some("150"), Some("240")));
    let at = copy.windows(4).position(|w| w == b"Exif").unwrap();
    assert_eq!(copy[at - 2..at], [0, 34], "as long as one entry");
    assert_eq!(copy[at + 16..at + 28], [0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    assert!(!has(copy, b"SECRET"));
}

#[test]
fn a_page_says_what_a_picture_shows_who_made_it_and_why_it_may_be_shown() {
    let text = "```image\nfile: bridge.jpg\nalt: \"石拱桥 <“老桥”>\"\ncaption: 石桥村的水渠\ncaption_en: The canal\n\
                credit: 林一禾 摄\nrights: 经作者同意\nrights_en: With leave\nrights_url: https://example.org/a?b&c\n```";
    let site = site_with(&[("bridge.jpg", &picture("bridge.jpg"))], text);
    site.write("site.yaml", site.read("site.yaml").replace("languages: [zh]", "languages: [zh, en]"));
    let built = site.build();
    let (path, bytes) = copy(&built, "bridge");
    assert_eq!(path, format!("images/bridge.{}.jpg", &digest(bytes)[..8]));
    for (page, up) in [
        (PAGE, "../"),
        ("counties/990101-qingshi.html", "../"),
        ("en/articles/990101-qingshi-2019.html", "../../"),
        ("en/counties/990101-qingshi.html", "../../"),
    ] {
        let text = built.text(page);
        let image = attributes(text, "img", ("src", &format!("{up}{path}")));
        let expected = [
            ("width", Some("240")),
            ("height", Some("150")),
            ("loading", Some("lazy")),
            ("decoding", Some("async")),
            ("style", None),
            ("lang", page.starts_with("en/").then_some("zh-Hans")),
        ];
        for (key, expected) in expected {
            assert_eq!(value(&image, key), expected, "{page}: {key}");
        }
        assert!(text.contains("alt=\"石拱桥 &lt;“老桥”&gt;\""), "{page}");
        assert!(text.contains("href=\"https://example.org/a?b&amp;c\""), "{page}");
    }
    built.check(PAGE, "credit", "林一禾 摄\n");
    let page = built.text(PAGE);
    let order = ["<h2 id=\"s-1\">", "<figure class=\"image\" id=\"i1\">", "id=\"chart-c2\"", "id=\"t3\""];
    let places: Vec<_> = order.iter().map(|mark| page.find(mark)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    let english = built.text("en/articles/990101-qingshi-2019.html");
    assert!(english.contains("The canal") && english.contains("With leave"));
    assert!(english.contains("<span class=\"credit\"><span lang=\"zh-Hans\">林一禾 摄</span></span>"));
    assert!(built.text("_headers").contains(&format!("/{path}\n  Cache-Control: public, max-age=31536000")));
    assert!(built.text("SHA256SUMS").contains(&format!("{}  {path}\n", digest(bytes))));
    let entries = built.files.keys().filter(|path| path.starts_with("search/entries"));
    let searched: String = entries.map(|path| built.text(path)).collect();
    assert!(
        searched.contains("石桥村的水渠") && searched.contains("林一禾 摄"),
        "what is said of it is found"
    );
}

#[test]
fn tables_pages_and_domains_show_pictures() {
    let site = site_with(&[("bridge.jpg", &picture("bridge.jpg"))], "");
    fs::create_dir_all(site.root().join("content/domains")).unwrap();
    for path in ["content/tables/water.md", "content/pages/about.md"] {
        site.write(path, site.read(path) + "\n\n" + &block("bridge.jpg") + "\n");
    }
    site.write("content/domains/water.md", format!("---\ntitle: 饮水\n---\n{}\n", block("bridge.jpg")));
    let built = site.build();
    let (path, _) = copy(&built, "bridge");
    for (page, up) in [("tables/water.html", "../"), ("about.html", ""), ("domains/water.html", "../")] {
        assert!(!built.text(page).contains("file: bridge.jpg"), "{page}: no code");
        attributes(built.text(page), "img", ("src", &format!("{up}{path}")));
    }
}

/// The findings about pictures, each with its rule and where it stands.
fn found(site: &SiteTest) -> Vec<(Finding, String)> {
    let analysis = site.analyse();
    let place = |f: &Finding| {
        let file = &analysis.sources.file(f.at().file());
        let line = match f.at() {
            At::Span(span) => format!(":{}", file.text[..span.range().start].matches('\n').count() + 1),
            _ => String::new(),
        };
        format!("{}{line}", file.path)
    };
    analysis.findings.iter().map(|f| (f.clone(), place(f))).collect()
}

/// The one finding about a picture of this site, which is an error at the line that names the file.
fn refused(site: &SiteTest) -> (&'static str, String) {
    let found = found(site);
    let errors: Vec<_> = found.iter().filter(|(f, _)| f.severity == Severity::Error).collect();
    let [(finding, place)] = errors[..] else { panic!("not one error: {found:#?}") };
    let text = site.read(ARTICLE);
    let line = text.lines().position(|line| line.starts_with("file:")).unwrap() + 1;
    assert_eq!(*place, format!("{ARTICLE}:{line}"), "{}", finding.message.zh);
    assert!(!finding.help.is_empty());
    (finding.rule.0, finding.message.zh.to_string())
}

#[test]
fn what_is_no_upright_picture_is_refused_where_it_is_used() {
    let jpeg = picture("bridge.jpg");
    for (name, bytes, says) in [
        ("a.svg", b"<svg/>".to_vec(), "SVG"),
        ("a.gif", b"GIF89a".to_vec(), "GIF"),
        ("a.heic", b"\0\0\0\x20ftypheic".to_vec(), "不收这种图片"),
        ("a.jpg", b"<svg/>".to_vec(), "不是 JPEG"),
        ("a.jpg", jpeg[..jpeg.len() / 2].to_vec(), "坏了"),
        ("a.jpg", Vec::new(), "不是 JPEG"),
        ("a.png", jpeg.clone(), "其实是 .jpg"),
        ("a.png", talkative_png(6), "转过来"),
    ] {
        let (rule, message) = refused(&site_with(&[(name, &bytes)], &block(name)));
        assert_eq!(rule, "refused-image", "{message}");
        assert!(message.contains(says), "{name}: {message}");
    }
}

#[test]
fn no_name_leads_out_of_the_folder_of_pictures() {
    let jpeg = picture("bridge.jpg");
    for name in
        ["../x.jpg", "/etc/x.jpg", "C:\\x.jpg", "..\\x.jpg", "https://example.org/x.jpg", "a/bridge.jpg"]
    {
        let site = site_with(&[("bridge.jpg", &jpeg)], &block(name));
        site.write("content/x.jpg", &jpeg);
        let (rule, message) = refused(&site);
        assert_eq!(rule, "refused-image", "{name}: {message}");
        assert!(message.contains("只写文件名"), "{name}: {message}");
    }
}

#[cfg(unix)]
#[test]
fn links_to_pictures_elsewhere_are_refused() {
    use std::os::unix::fs::symlink;
    let jpeg = picture("bridge.jpg");
    let site = site_with(&[], &block("bridge.jpg"));
    site.write("content/private.jpg", &jpeg);
    symlink(site.root().join("content/private.jpg"), site.root().join("content/images/bridge.jpg")).unwrap();
    assert!(refused(&site).1.contains("链接"));

    let site = site_with(&[], &block("bridge.jpg"));
    let (images, elsewhere) = (site.root().join("content/images"), site.root().join("elsewhere"));
    fs::rename(&images, &elsewhere).unwrap();
    fs::write(elsewhere.join("bridge.jpg"), &jpeg).unwrap();
    symlink(&elsewhere, &images).unwrap();
    assert!(refused(&site).1.contains("链接"));
}

#[test]
fn a_file_that_is_not_there_is_named_with_its_nearest() {
    let site = site_with(&[("bridge.jpg", &picture("bridge.jpg"))], &block("brigde.jpg"));
    let (rule, _) = refused(&site);
    assert_eq!(rule, "unknown-image");
    let found = found(&site);
    assert!(found.iter().any(|(f, _)| f.help.iter().any(|help| help.zh.contains("是不是 bridge.jpg"))));
}

#[test]
fn a_heavy_picture_is_a_warning_that_can_be_accepted() {
    let heavy = [picture("bridge.jpg"), vec![0; 2_100_000]].concat();
    let site = site_with(&[("bridge.jpg", &heavy)], &block("bridge.jpg"));
    let about = |site: &SiteTest| {
        let found = found(site).into_iter().filter(|(f, _)| f.rule.0 == "heavy-image");
        found.map(|(f, _)| (f.severity, f.message.zh.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(about(&site), [(Severity::Warning, "bridge.jpg 有 2.1 MB".to_owned())]);
    let built = site.build();
    assert!(copy(&built, "bridge").1.len() < 10_000, "what stands behind the end of a picture stays behind");
    site.edit(
        ARTICLE,
        "period: 2019\nmetrics:",
        "period: 2019\nallow:\n  - {rule: heavy-image, reason: 要看清碑文}\nmetrics:",
    );
    assert_eq!(about(&site), []);
}

#[test]
fn what_no_text_shows_is_a_warning_and_stays_at_home() {
    let jpeg = picture("bridge.jpg");
    let pictures = [
        ("bridge.jpg", jpeg.as_slice()),
        ("old.jpg", &jpeg),
        ("broken.png", b"x"),
        ("sources.txt", b"x"),
        (".DS_Store", b"x"),
        ("Thumbs.db", b"x"),
    ];
    let site = site_with(&pictures, &block("bridge.jpg"));
    let found = found(&site);
    let unused: Vec<_> = found.iter().filter(|(f, _)| f.rule.0 == "unused-image").collect();
    assert!(unused.iter().all(|(f, _)| f.severity == Severity::Warning));
    let places: Vec<_> = unused.iter().map(|(_, place)| place.as_str()).collect();
    assert_eq!(places, ["content/images/broken.png", "content/images/old.jpg"]);
    let built = site.build();
    let published: Vec<_> = built.files.keys().filter(|path| path.starts_with("images/")).collect();
    assert_eq!(published.len(), 1, "{published:?}");
}

#[test]
fn a_picture_that_changes_under_a_build_stops_it() {
    let site = site_with(&[("drawing.png", &picture("drawing.png"))], &block("drawing.png"));
    let checked = site.analyse().checked.unwrap();
    let mut other = picture("drawing.png");
    let at = other.len() - 20;
    other[at] ^= 1;
    site.write("content/images/drawing.png", &other);
    let out = site.root().join("public");
    let error = pipeline::build(checked, &out, &Portion::default(), &|_, _| {}).unwrap_err();
    assert!(format!("{error:#}").contains("drawing.png"), "{error:#}");
    assert!(!out.exists());
}

#[test]
fn what_people_carry_has_the_pictures_inside() {
    let site = site_with(&[("bridge.jpg", &talkative_jpeg(1))], &block("bridge.jpg"));
    let (path, bytes) = {
        let built = site.build();
        let (path, bytes) = copy(&built, "bridge");
        (path.to_owned(), bytes.to_vec())
    };
    let output = xianzhi(&site.root(), &["pack"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let packs = site.root().join("packs");

    let page = fs::read_to_string(packs.join("990101-qingshi.html")).unwrap();
    let address = format!("data:image/jpeg;base64,{}", BASE64_STANDARD.encode(&bytes));
    let image = attributes(&page, "img", ("src", &address));
    assert_eq!((value(&image, "alt"), value(&image, "loading")), (Some("石拱桥"), None));
    assert!(page.contains("default-src 'none'; style-src 'sha256-"), "asks for nothing");
    assert!(page.contains("; img-src data:\""));
    let other = fs::read_to_string(packs.join("990102-baishui.html")).unwrap();
    assert!(!other.contains("img-src"), "a profile without pictures allows none");

    let mut book = ZipArchive::new(File::open(packs.join("county-profiles.epub")).unwrap()).unwrap();
    assert_eq!(inside(&mut book, &format!("EPUB/{path}")), bytes);
    let package = String::from_utf8(inside(&mut book, "EPUB/package.opf")).unwrap();
    assert!(package.contains(&format!("href=\"{path}\" media-type=\"image/jpeg\"")), "{package}");
    let chapter = String::from_utf8(inside(&mut book, "EPUB/counties/990101-qingshi.xhtml")).unwrap();
    assert!(
        chapter.contains(&format!("<img src=\"../{path}\" width=\"240\" height=\"150\" alt=\"石拱桥\"/>"))
    );

    let mut zip = ZipArchive::new(File::open(packs.join("county-profiles.zip")).unwrap()).unwrap();
    assert_eq!(inside(&mut zip, &format!("county-profiles/{path}")), bytes);
    let output =
        Command::new(program()).arg("verify").arg(packs.join("county-profiles.zip")).output().unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
}

fn inside<R: std::io::Read + std::io::Seek>(zip: &mut ZipArchive<R>, path: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    zip.by_name(path).unwrap_or_else(|e| panic!("{path}: {e}")).read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_is_said_of_a_picture_in_chinese_only_is_counted() {
    let untranslated = |english: &str| {
        let text = format!(
            "```image\nfile: bridge.jpg\nalt: 石拱桥\ncaption: 老桥\ncredit: 林一禾 摄\nrights: 经作者同意\n{english}```"
        );
        let site = site_with(&[("bridge.jpg", &picture("bridge.jpg"))], &text);
        site.edit("site.yaml", "languages: [zh]", "languages: [zh, en]");
        let found = found(&site);
        let of_article =
            found.iter().find(|(f, place)| f.rule.0 == "untranslated" && place.starts_with(ARTICLE));
        let (finding, _) = of_article.unwrap();
        finding.message.zh.split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    let english = "alt_en: A bridge\ncaption_en: Old\ncredit_en: By Lin Yihe\nrights_en: With leave\n";
    assert_eq!(untranslated("") - untranslated(english), 4);
}

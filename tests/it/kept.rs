//! What lets a browser keep the site, and what undoes it. The browser tests hold what the worker does.

use crate::support::{SiteTest, own_built};

#[test]
fn a_browser_may_keep_the_site_unless_the_site_says_no() {
    let built = own_built();
    assert!(built.text("sw.js").starts_with("const KEEPS = true;\n"));
    let manifest = built.text("manifest.webmanifest");
    for name in ["theme/icon-192.png", "theme/icon-512.png", built.asset("icon.svg")] {
        assert!(manifest.contains(&format!("\"{name}\"")) && built.files.contains_key(name), "{name}");
    }
    let script = format!("<script src=\"../{}\" defer></script>", built.asset("offline.js"));
    for path in ["counties/430503-daxiang.html", "en/index.html"] {
        assert!(built.text(path).contains(&script), "{path}");
    }
    for (path, up) in [("offline.html", ""), ("en/offline.html", "../")] {
        let page = built.text(path);
        assert!(page.contains("<div id=\"keep\" hidden"), "{path}");
        assert!(page.contains(&format!("href=\"{up}SHA256SUMS\"")), "{path}");
        assert!(page.contains("href=\"packs/county-profiles.epub\""), "{path}");
    }

    let site = SiteTest::base();
    site.write("site.yaml", site.read("site.yaml") + "offline: false\n");
    let built = site.build();
    assert!(built.text("sw.js").starts_with("const KEEPS = false;\n"), "a worker of before is told to go");
    let page = built.text("offline.html");
    assert!(!page.contains("id=\"keep\"") && page.contains("href=\"SHA256SUMS\""));
    for gone in ["manifest.webmanifest", "theme/offline.", "theme/icon-192.png"] {
        assert!(!built.files.keys().any(|path| path.starts_with(gone)), "{gone}");
    }
    assert!(built.pages().all(|(_, page)| !page.contains("theme/offline.")));
}

//! Former addresses answer, and lead to the page as it is now.

use crate::support::SiteTest;

#[test]
fn former_addresses_lead_to_the_present_page() {
    let built = SiteTest::fixture("site/moved").build();
    for (old, new, canonical) in [
        ("articles/qingshi.html", "990101-qingshi-2019.html", "articles/990101-qingshi-2019.html"),
        ("articles/990101-qingshi-b.html", "990101-qingshi-2019.html", "articles/990101-qingshi-2019.html"),
        ("counties/990120-baishuizhen.html", "990102-baishui.html", "counties/990102-baishui.html"),
    ] {
        let page = built.text(old);
        let refresh = format!("<meta http-equiv=\"refresh\" content=\"0; url={new}\">");
        assert!(page.contains(&refresh), "{page}");
        assert_eq!(page.matches("rel=\"canonical\"").count(), 1, "{page}");
        let canonical = format!("href=\"https://xianqing.example.org/{canonical}\"");
        assert!(page.replace("&#x2F;", "/").contains(&canonical), "{page}");
        assert!(page.contains(&format!("<p><a href=\"{new}\">")), "{page}");
        assert!(!page.contains("<script"), "{page}");
    }
}

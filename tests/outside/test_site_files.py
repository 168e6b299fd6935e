"""What a published site has for search engines and readers of feeds, as the schema of sitemaps and feedparser see it.

XIANZHI_SITE is a site that was built with an address, ADDRESS."""

import os
import pathlib
import tempfile
import unittest
import urllib.parse

import feedparser
from lxml import etree

SITE = pathlib.Path(os.environ["XIANZHI_SITE"])
ADDRESS = "https://county.example/zhi/"
SCHEMA = pathlib.Path(__file__).parent / "../browser/node_modules/sitemap/schema/sitemap.xsd"

# The schema of sitemaps takes elements of other namespaces strictly, so it wants to know the one that is used.
OTHERS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml">
<xs:element name="link"><xs:complexType>
<xs:attribute name="rel" fixed="alternate" use="required"/>
<xs:attribute name="hreflang" type="xs:language" use="required"/>
<xs:attribute name="href" type="xs:anyURI" use="required"/>
</xs:complexType></xs:element></xs:schema>"""
ALL = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{sitemap}"/>
<xs:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="{others}"/></xs:schema>"""

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def file_of(address):
    """The file of the site that an address names."""
    path = urllib.parse.unquote(address.removeprefix(ADDRESS).split("#")[0])
    return SITE / (path + "index.html" if path == "" or path.endswith("/") else path)


class Sitemap(unittest.TestCase):
    def schema(self):
        with tempfile.TemporaryDirectory() as folder:
            others = pathlib.Path(folder) / "others.xsd"
            others.write_text(OTHERS)
            text = ALL.format(sitemap=SCHEMA.resolve().as_uri(), others=others.as_uri())
            return etree.XMLSchema(etree.fromstring(text))

    def test_it_is_valid_and_its_pages_are_there(self):
        schema, tree = self.schema(), etree.parse(SITE / "sitemap.xml")
        schema.assertValid(tree)
        addresses = tree.xpath("//s:loc/text()", namespaces=SITEMAP)
        self.assertGreater(len(addresses), 200)
        self.assertEqual(len(addresses), len(set(addresses)))
        for address in addresses:
            self.assertTrue(address.startswith(ADDRESS), address)
            self.assertTrue(file_of(address).is_file(), address)

    def test_the_schema_finds_what_is_wrong(self):
        schema = self.schema()
        for found, planted in [(b"<lastmod>2026-11-22<", b"<lastmod>soon<"), (b"</loc>", b"</loc><loc>x</loc>")]:
            text = (SITE / "sitemap.xml").read_bytes()
            self.assertIn(found, text)
            self.assertFalse(schema.validate(etree.fromstring(text.replace(found, planted, 1))))

    def test_each_page_says_the_same_of_itself(self):
        for url in etree.parse(SITE / "sitemap.xml").xpath("//s:url", namespaces=SITEMAP):
            address = url.findtext("s:loc", namespaces=SITEMAP)
            page = etree.HTML(file_of(address).read_bytes())
            self.assertEqual(page.xpath("//link[@rel='canonical']/@href"), [address])
            twins = {link.get("hreflang"): link.get("href") for link in url if link.get("rel")}
            of_page = page.xpath("//link[@rel='alternate' and @hreflang and @hreflang != 'x-default']")
            self.assertEqual({link.get("hreflang"): link.get("href") for link in of_page}, twins)

    def test_robots_are_told_where_it_is(self):
        robots = (SITE / "robots.txt").read_text()
        self.assertIn(f"\nSitemap: {ADDRESS}sitemap.xml\n", robots)


class Feed(unittest.TestCase):
    def test_it_is_read_in_each_language(self):
        for path, home, language in [("feed.xml", "", "zh-hans-cn"), ("en/feed.xml", "en/", "en")]:
            feed = feedparser.parse(str(SITE / path))
            self.assertFalse(feed.bozo, feed.get("bozo_exception"))
            self.assertEqual(feed.version, "atom10")
            self.assertEqual(feed.feed.language.lower(), language)
            self.assertEqual(feed.feed.id, ADDRESS + home)
            self.assertEqual(feed.feed.link, ADDRESS + home)
            self.assertGreaterEqual(len(feed.entries), 5)
            ids = [entry.id for entry in feed.entries]
            self.assertEqual(len(ids), len(set(ids)))
            for entry in feed.entries:
                self.assertTrue(file_of(entry.link).is_file(), entry.link)
                self.assertTrue(entry.title and entry.summary and entry.updated_parsed and entry.published_parsed)
                self.assertGreaterEqual(entry.updated_parsed, entry.published_parsed)
            newest = max(entry.updated for entry in feed.entries)
            self.assertEqual(feed.feed.updated, newest)

    def test_pages_name_it(self):
        for page, feed in [("index.html", "feed.xml"), ("en/counties/430503-daxiang.html", "../feed.xml")]:
            tree = etree.HTML((SITE / page).read_bytes())
            self.assertEqual(tree.xpath("//link[@type='application/atom+xml']/@href"), [feed])
            self.assertEqual(len(tree.xpath(f"//footer//a[@href='{feed}']")), 1)


if __name__ == "__main__":
    unittest.main()

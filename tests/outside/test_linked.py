"""The linked data and the JSON of a built site, read by the programs of others.

Run: XIANZHI_SITE=folder PYTHONPATH=.tools python3 -m unittest -v test_linked
Nothing is fetched: what asks for the words of schema.org is given them here, and any other request fails the test.
"""

import copy
import json
import os
import pathlib
import re
import socket
import unittest
import urllib.parse

import extruct
import pyshacl
import rdflib
from jsonschema import Draft202012Validator
from rdflib.namespace import DCAT, DCTERMS, RDF

HERE = pathlib.Path(__file__).parent
SITE = pathlib.Path(os.environ["XIANZHI_SITE"]).resolve()
SCHEMA = rdflib.Namespace("https://schema.org/")
CONTEXT = {"@vocab": str(SCHEMA), **{name: {"@type": "@id"} for name in ["url", "contentUrl", "item", "license"]}}
FOLDERS = ["counties", "metrics", "tables", "articles"]


def refuse(*_args, **_kwargs):
    raise AssertionError("something asked for the network")


def setUpModule():
    socket.socket.connect = refuse
    socket.getaddrinfo = refuse


def pages():
    """Every page but those that lead on from a former address, and those to carry away."""
    for path in sorted(SITE.rglob("*.html")):
        if "packs" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if 'class="kind-moved"' not in text:
            yield path, text


def blocks(text):
    return [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)]


def data_files():
    return [path for folder in FOLDERS for path in sorted((SITE / "data" / folder).glob("*.json"))]


def graph_of(block, address):
    """A block as RDF, with the words of schema.org in place of their address."""
    assert block["@context"] == "https://schema.org", block["@context"]
    block = {**block, "@context": CONTEXT}
    return rdflib.Graph().parse(data=json.dumps(block), format="json-ld", publicID=address)


class Schemas(unittest.TestCase):
    """Each file of data against the schema that it names."""

    def validator(self, path):
        schema = (path.parent / json.loads(path.read_text(encoding="utf-8"))["$schema"]).resolve()
        self.assertTrue(schema.is_relative_to(SITE / "data" / "schema"), schema)
        if schema not in self.cache:
            text = json.loads(schema.read_text(encoding="utf-8"))
            Draft202012Validator.check_schema(text)
            self.cache[schema] = Draft202012Validator(text)
        return self.cache[schema]

    def setUp(self):
        self.cache = {}

    def test_every_file_of_data_is_as_its_schema_says(self):
        seen = set()
        for path in data_files():
            with self.subTest(path.relative_to(SITE)):
                data = json.loads(path.read_text(encoding="utf-8"))
                errors = [e.message[:200] for e in self.validator(path).iter_errors(data)]
                self.assertEqual(errors, [])
            seen.add(path.parent.name)
        self.assertEqual(seen, set(FOLDERS))
        self.assertEqual(len(self.cache), 4)

    def test_a_broken_file_is_not(self):
        path = sorted((SITE / "data" / "counties").glob("*.json"))[0]
        good, validator = json.loads(path.read_text(encoding="utf-8")), self.validator(path)

        def break_it(change):
            bad = copy.deepcopy(good)
            change(bad)
            return validator.is_valid(bad)

        self.assertTrue(break_it(lambda _: None))
        figure = lambda d: d["figures"][0]
        broken = {
            "a number that is no text": lambda d: figure(d).update(value=0.3),
            "a value that is null": lambda d: figure(d).update(note=None),
            "a field that nobody knows": lambda d: figure(d).update(rank=1),
            "a kind that nobody knows": lambda d: figure(d).update(kind="best"),
            "a figure without what was printed": lambda d: figure(d).pop("printed"),
            "a place without its code": lambda d: d["place"].pop("code"),
            "a label without Chinese": lambda d: figure(d)["label"].pop("zh"),
            "a field more at the top": lambda d: d.update(extra=1),
        }
        for name, change in broken.items():
            with self.subTest(name):
                self.assertFalse(break_it(change))

    def test_no_object_of_a_schema_is_open_and_all_is_described(self):
        def look(at, where):
            if isinstance(at, list):
                for n, part in enumerate(at):
                    look(part, f"{where}/{n}")
            if not isinstance(at, dict):
                return
            if at.get("type") == "object":
                self.assertIs(at.get("additionalProperties"), False, where)
            for name, one in at.get("properties", {}).items():
                self.assertTrue("description" in one or "const" in one, f"{where}: {name}")
            for name, part in at.items():
                look(part, f"{where}/{name}")

        for path in sorted((SITE / "data" / "schema").glob("*.schema.json")):
            look(json.loads(path.read_text(encoding="utf-8")), path.name)


class Blocks(unittest.TestCase):
    """What pages say of themselves to programs."""

    def test_extruct_finds_what_pages_of_each_kind_say(self):
        wanted = {
            "index.html": {"Dataset"},
            "counties": {"Dataset", "BreadcrumbList"},
            "metrics": {"Dataset", "BreadcrumbList"},
            "tables": {"Dataset", "BreadcrumbList"},
            "articles": {"Article", "BreadcrumbList"},
        }
        for name, kinds in wanted.items():
            path = SITE / name if name.endswith(".html") else sorted((SITE / name).glob("*.html"))[0]
            with self.subTest(path.relative_to(SITE)):
                text = path.read_text(encoding="utf-8")
                found = extruct.extract(text, base_url=path.as_uri(), syntaxes=["json-ld", "opengraph"])
                nodes = {node["@type"]: node for block in found["json-ld"] for node in block["@graph"]}
                self.assertEqual(set(nodes), kinds)
                shared = {key for key, _ in found["opengraph"][0]["properties"]}
                self.assertLessEqual({"og:title", "og:description", "og:type", "og:locale", "og:site_name"}, shared)
                if "Dataset" in nodes:
                    self.data_set(nodes["Dataset"])

    def data_set(self, node):
        for key in ["name", "description", "license", "isBasedOn", "distribution", "variableMeasured", "temporalCoverage"]:
            self.assertTrue(node.get(key), key)
        # The bounds that Google's documentation of data sets names.
        self.assertTrue(50 <= len(node["description"]) <= 5000, node["description"])
        variables = node["variableMeasured"]
        for variable in variables if isinstance(variables, list) else [variables]:
            self.assertEqual(variable["@type"], "PropertyValue")
            self.assertTrue(variable["name"] and variable["unitText"], variable)

    def test_rdflib_reads_every_block_and_all_files_it_names_are_there(self):
        count = 0
        for path, text in pages():
            for block in blocks(text):
                graph = graph_of(block, path.as_uri())
                self.assertGreater(len(graph), 0, path)
                for address in graph.objects(None, SCHEMA.contentUrl):
                    self.there(address, path)
                for address in graph.objects(None, SCHEMA.item):
                    self.there(address, path)
                count += 1
        self.assertGreater(count, 20)

    def there(self, address, page):
        address = str(address).split("#")[0]
        if address.startswith(SITE.as_uri() + "/"):
            file = SITE / urllib.parse.unquote(address.removeprefix(SITE.as_uri() + "/"))
            self.assertTrue(file.is_file(), f"{page} names {address}")

    def test_data_sets_of_pages_are_parts_of_the_whole(self):
        home = SITE / "index.html"
        whole = {s for b in blocks(home.read_text(encoding="utf-8")) for s in graph_of(b, home.as_uri()).subjects(RDF.type, SCHEMA.Dataset)}
        self.assertEqual(len(whole), 1)
        page = sorted((SITE / "counties").glob("*.html"))[0]
        graph = graph_of(blocks(page.read_text(encoding="utf-8"))[0], page.as_uri())
        self.assertEqual(set(graph.objects(None, SCHEMA.isPartOf)), whole)


class Catalogue(unittest.TestCase):
    """data/catalog.jsonld as DCAT."""

    def graph(self):
        path = SITE / "data" / "catalog.jsonld"
        return rdflib.Graph().parse(path, format="json-ld", publicID=path.as_uri())

    def judge(self, graph):
        conforms, _, text = pyshacl.validate(graph, shacl_graph=str(HERE / "dcat-shape.ttl"), advanced=False)
        return conforms, text

    def test_it_is_as_the_shapes_say(self):
        conforms, text = self.judge(self.graph())
        self.assertTrue(conforms, text)

    def test_what_lacks_a_licence_or_a_file_is_not(self):
        for triple in [(None, DCTERMS.license, None), (None, DCAT.distribution, None), (None, DCTERMS.title, None)]:
            graph = self.graph()
            graph.remove(triple)
            self.assertFalse(self.judge(graph)[0], triple)

    def test_every_file_that_it_names_is_there(self):
        graph = self.graph()
        files = list(graph.objects(None, DCAT.downloadURL))
        self.assertTrue(files)
        for address in files:
            if str(address).startswith("file:"):
                self.assertTrue(pathlib.Path(str(address).removeprefix("file://")).is_file(), address)


if __name__ == "__main__":
    unittest.main()

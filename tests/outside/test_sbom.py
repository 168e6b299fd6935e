"""The bill of materials, docs/sbom.cdx.json: it is what the program is made of today, and what readers of CycloneDX take.
Run: python3 -m unittest test_sbom
"""

import json
import unittest

import sbom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import get_spdx_licensing

WRITTEN = sbom.FILE.read_text(encoding="utf-8")


def fault(text):
    """What is wrong with a bill by the schema; nothing where it is right."""
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return found and str(found).splitlines()[0]


class Bill(unittest.TestCase):
    def test_it_is_what_the_program_is_made_of(self):
        self.assertTrue(WRITTEN == sbom.text(), "docs/sbom.cdx.json is of other crates: run python3 tests/outside/sbom.py")

    def test_it_is_right_by_the_schema_and_a_wrong_one_is_not(self):
        self.assertIsNone(fault(WRITTEN))
        self.assertIsNotNone(fault(WRITTEN.replace('"type": "library"', '"type": "crate"', 1)))

    def test_every_part_has_a_licence_that_spdx_knows_and_a_digest_or_its_carrier(self):
        def look(part, within):
            for choice in part["licenses"]:
                said = get_spdx_licensing().validate(choice["expression"])
                self.assertEqual(said.errors, [], part["name"])
            self.assertTrue(within or part["hashes"], part["name"])
            for below in part.get("components", []):
                look(below, True)

        for part in json.loads(WRITTEN)["components"]:
            look(part, False)

    def test_every_part_is_asked_for_by_another(self):
        bill = json.loads(WRITTEN)
        asked = {to for entry in bill["dependencies"] for to in entry["dependsOn"]}
        self.assertEqual(asked, {part["bom-ref"] for part in bill["components"]})


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""Tests the text of pages beside their command blocks: links have targets, the glossary's headers exist and declare
something, and docs/cli.md has the program's options. The path of ggms is in the environment, as GGMS."""

import os
import re
import subprocess
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PAGES = [SOURCE / "README.md", SOURCE / "CONTRIBUTING.md", SOURCE / "CHANGELOG.md", *sorted((SOURCE / "docs").glob("*.md"))]
COMMON = {"--help", "--json", "--quiet"}  # what all commands share
OPTION = re.compile(r"--(?:\[no-\])?[a-z][-a-z]*")


def without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", without_blocks(page.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section_of(text: str, heading: str) -> str:
    """The section of a page with this heading, those below it included."""
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[1]


class Links(unittest.TestCase):
    def test_every_link_to_a_file_or_heading_of_ours_leads_there(self):
        for page in PAGES:
            for target in re.findall(r"\]\(([^)\s]+)\)", without_blocks(page.read_text())):
                if "://" in target:
                    continue
                path, _, anchor = target.partition("#")
                there = page.parent / path if path else page
                with self.subTest(page=page.name, link=target):
                    self.assertTrue(there.exists())
                    if anchor:
                        self.assertIn(anchor, anchors_of(there))

    def test_every_page_is_in_the_index(self):
        index = (SOURCE / "docs/index.md").read_text()
        for page in (SOURCE / "docs").glob("*.md"):
            if page.name != "index.md":
                self.assertIn(f"| [{page.name}]({page.name}) |", index)


class Glossary(unittest.TestCase):
    def test_every_header_exists_and_declares_the_name_in_brackets(self):
        text = (SOURCE / "docs/glossary.md").read_text()
        headers = re.findall(r"`([a-z_/]+\.h)`(?: \(`([A-Za-z:]+)`\))?", text)
        self.assertGreater(len(headers), 50)
        for header, name in headers:
            with self.subTest(header=header):
                declared = (SOURCE / "src" / header).read_text()
                if name:
                    last = name.rsplit("::", 1)[-1]
                    self.assertRegex(declared, rf"(?:(?:struct|class|using) {last}\b|\b{last} = )")


class CommandLine(unittest.TestCase):
    def test_each_command_has_a_section_with_exactly_its_options(self):
        program = os.environ["GGMS"]
        text = (SOURCE / "docs/cli.md").read_text()
        listed = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
        commands = re.findall(r"^  ([a-z]+) ", listed.split("Commands:")[1], re.MULTILINE)
        self.assertGreaterEqual(len(commands), 10)
        for command in commands:
            shown = subprocess.run([program, command, "--help"], capture_output=True, text=True, check=True).stdout
            has = {name for line in re.findall(r"^  (-\S+)", shown, re.MULTILINE) for name in OPTION.findall(line)}
            has = {name for name in has if not name.startswith("--no-")} - COMMON
            rows = re.findall(r"^\| (`.*?) \| ", section_of(text, command), re.MULTILINE)
            said = {name.replace("[no-]", "") for row in rows for name in OPTION.findall(row)} - COMMON
            short = {"-n": "--processes", "-r": "--rounds", "-s": "--states", "-o": "--output"}
            said |= {short[name] for row in rows for name in re.findall(r"`(-[nrso])\b", row)}
            with self.subTest(command=command):
                self.assertEqual(said, has)


if __name__ == "__main__":
    unittest.main()

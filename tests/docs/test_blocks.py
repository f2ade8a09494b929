#!/usr/bin/env python3
"""Tests of the test of command blocks: it reports wrong blocks, and no others."""

import unittest
from pathlib import Path

from output import first_difference
from pages import PageError, blocks_of
from run_blocks import Run

PROGRAM = Path("/bin/true")  # where no block asks for ggms


def run(text: str, nightly: bool = False, files: dict[str, str] | None = None) -> Run:
    page = Run(PROGRAM, files or {}, nightly)
    page.page(text, "page.md")
    return page


def console(*lines: str, before: str = "") -> str:
    return "\n".join([*([before] if before else []), "```console", *lines, "```", ""])


class Output(unittest.TestCase):
    def same(self, said: str, printed: str) -> bool:
        return first_difference(said.split("\n"), printed.split("\n")) is None

    def test_a_wrong_a_missing_and_an_additional_line_are_noticed(self):
        self.assertTrue(self.same("a\nb", "a\nb"))
        self.assertFalse(self.same("a\nb", "a\nc"))
        self.assertFalse(self.same("a\nb", "a"))
        self.assertFalse(self.same("a", "a\nb"))
        self.assertFalse(self.same("", "a"))

    def test_dots_stand_for_any_lines_and_for_nothing_else(self):
        self.assertTrue(self.same("a\n...\nd", "a\nb\nc\nd"))
        self.assertTrue(self.same("a\n...", "a"))
        self.assertTrue(self.same("...\nc\n...", "a\nc\nb"))
        self.assertFalse(self.same("a\n...\nd", "a\nb\nc"))
        self.assertFalse(self.same("...\nb\na\n...", "a\nb\nc"))
        self.assertFalse(self.same("a\n...\nc", "b\nc"))
        self.assertFalse(self.same("a\n...\na", "a"))
        self.assertFalse(self.same("...\nb", "b\na"))

    def test_a_line_counts_once_however_often_the_page_has_it(self):
        self.assertFalse(self.same("...\na\n...\na\n...", "a\nb"))
        self.assertTrue(self.same("...\na\n...\na\n...", "a\nb\na"))

    def test_times_versions_and_what_was_learnt_differ(self):
        self.assertTrue(self.same("(1.4 s)", "(27 ms)"))
        self.assertTrue(self.same("2675 rules fired in 0s.", "2675 rules fired in 1s."))
        self.assertTrue(self.same("  time: 3 ms (a 1 ms,\n    b 2 ms)", "  time: 5 s (a 5 s)"))
        self.assertTrue(self.same('"seconds": 0.25,', '"seconds": 1.5e-06,'))
        self.assertTrue(self.same("found by ggms 0.1.0", "found by ggms 1.2.3"))
        self.assertTrue(self.same("  engine ggms: 1 episode", "  engine ggms: 20 episodes, 3 clauses"))
        self.assertTrue(self.same("since 2026-11-26", "since 2027-01-02"))

    def test_other_numbers_do_not_differ(self):
        self.assertFalse(self.same("95 configurations", "96 configurations"))
        self.assertFalse(self.same("  engine exact: 1 candidate", "  engine exact: 2 candidates"))
        self.assertFalse(self.same('"configurations": 95', '"configurations": 96'))
        self.assertFalse(self.same("1,204 clauses", "1,205 clauses"))
        self.assertFalse(self.same("in 3 rounds", "in 2 rounds"))
        self.assertFalse(self.same("1921 states in 0s.", "1922 states in 0s."))

    def test_lines_may_be_broken_elsewhere(self):
        self.assertTrue(self.same("  1 round: none (1 ms), found\n    here", "  1 round: none (1,204 ms),\n    found here"))
        self.assertFalse(self.same("  a\n    b", "  a\n    c"))


class Pages(unittest.TestCase):
    def test_wrong_output_of_a_command_is_a_failure_with_its_place(self):
        page = run(console("$ echo a", "a", "$ echo b", "c"))
        self.assertEqual(page.commands, 2)
        self.assertEqual(len(page.failures), 1)
        self.assertTrue(page.failures[0].startswith("page.md:4: $ echo b\n"), page.failures[0])

    def test_the_line_of_a_command_is_found_below_comments_too(self):
        page = run("Text\n\n" + console("$ echo b", "c", before="<!-- needs: bash -->"))
        self.assertTrue(page.failures[0].startswith("page.md:5: "), page.failures[0])

    def test_a_command_without_shown_output_has_to_succeed(self):
        self.assertEqual(run("```sh\ntrue\n# a comment\n\ntrue # another\n```\n").failures, [])
        self.assertEqual(run("```sh\ntrue\n```\n").commands, 1)
        self.assertEqual(len(run("```sh\nfalse\n```\n").failures), 1)

    def test_a_command_that_does_not_exist_or_crashes_is_a_failure(self):
        self.assertEqual(len(run(console("$ no-such-command-here")).failures), 1)
        self.assertEqual(len(run(console("$ kill -SEGV $$")).failures), 1)
        self.assertEqual(run(console("$ exit 1")).failures, [])

    def test_errors_that_a_page_shows_have_to_be_there(self):
        said = ["ggms: wrong", "result"]
        self.assertEqual(run(console("$ echo ggms: wrong >&2; echo result", *said)).failures, [])
        self.assertEqual(len(run(console("$ echo ggms: right >&2; echo result", *said)).failures), 1)
        self.assertEqual(len(run(console("$ echo result", *said)).failures), 1)
        self.assertEqual(run(console("$ echo ggms: a note >&2; echo result", "result")).failures, [])

    def test_commands_of_a_page_share_a_folder_with_the_specifications(self):
        page = run(console("$ echo a >file") + console("$ cat file", "a", "$ ls specs/consensus.smt2", "specs/consensus.smt2"))
        self.assertEqual(page.failures, [])

    def test_a_command_may_go_on_in_the_next_line(self):
        self.assertEqual(run(console("$ echo a \\", "  b", "a b")).failures, [])

    def test_blocks_that_are_left_out_are_counted_with_the_reason(self):
        wrong = ("$ echo a", "b")
        self.assertEqual(run(console(*wrong, before="<!-- not run: why -->")).skipped, {"not run: why": 1})
        self.assertEqual(run(console(*wrong, before="<!-- nightly: long -->")).skipped, {"nightly: long": 1})
        self.assertEqual(run(console(*wrong, before="<!-- needs: no-such-tool bash -->")).skipped, {"needs no-such-tool": 1})
        self.assertEqual(len(run(console(*wrong, before="<!-- nightly: long -->"), nightly=True).failures), 1)
        self.assertEqual(len(run(console(*wrong, before="<!-- needs: bash -->")).failures), 1)

    def test_files_and_preparations_come_before_the_commands(self):
        text = "<!-- file: a.txt -->\n```text\nhello\n```\n" + console(
            "$ cat a.txt b.txt c.txt", "hello", "b", "c", before="<!-- setup: echo b >b.txt -->\n<!-- uses: c.txt -->"
        )
        self.assertEqual(run(text, files={"c.txt": "c\n"}).failures, [])

    def test_a_block_can_not_slip_through(self):
        for text in (
            "```\n$ ggms\n```\n",  # no kind
            "```bash\nggms\n```\n",  # an unknown one
            "```text\n$ ggms\n```\n",  # a session as text
            "```console\nggms\n```\n",  # no prompt
            "```sh\nggms\n",  # no end
            "<!-- not ran: why -->\n```sh\nfalse\n```\n",  # a misspelt word
            "<!-- not run: why -->\nText\n```sh\nfalse\n```\n",  # about nothing
        ):
            with self.assertRaises(PageError, msg=text):
                for block in blocks_of(text, "page.md"):
                    block.commands()


if __name__ == "__main__":
    unittest.main()

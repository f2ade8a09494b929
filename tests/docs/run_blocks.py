#!/usr/bin/env python3
"""Runs the command blocks of README.md and docs/*.md, each page in a folder of its own with a copy of specs/, and compares what
they print with what the page says. pages.py tells how blocks are written, output.py what is compared.

run_blocks.py --program build/release/ggms [--nightly] [PAGE...]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from output import first_difference
from pages import Block, Command, PageError, blocks_of, files_of, pages_of

SOURCE = Path(__file__).resolve().parents[2]
HANGS = 120  # seconds; what takes ten is called nightly
HANGS_NIGHTLY = 3600
FROM_GGMS = "ggms: "  # how lines on stderr begin
BROKEN = {4, 126, 127}  # exit codes of internal errors, and of words that are not commands


class Run:
    """One page's run."""

    def __init__(self, program: Path, files: dict[str, str], nightly: bool):
        self.files = files
        self.nightly = nightly
        self.failures: list[str] = []
        self.commands = 0
        self.skipped: Counter[str] = Counter()
        self.environment = {
            "PATH": f"{program.resolve().parent}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
        }

    def page(self, text: str, name: str) -> None:
        with tempfile.TemporaryDirectory(prefix="ggms-docs-") as folder:
            self.folder = Path(folder)
            self.environment["HOME"] = folder
            shutil.copytree(SOURCE / "specs", self.folder / "specs")
            for block in blocks_of(text, name):
                self.block(block, name)

    def block(self, block: Block, name: str) -> None:
        if file := block.said.get("file"):
            (self.folder / file).write_text("\n".join(block.lines) + "\n")
        commands = block.commands()
        if not commands:
            return
        if why := self.why_not(block):
            self.skipped[why] += 1
            return
        if file := block.said.get("uses"):
            (self.folder / file).write_text(self.files[file])
        if setup := block.said.get("setup"):
            self.command(Command(int(block.place.rsplit(":", 1)[1]), setup, None), name)
        for command in commands:
            self.command(command, name)

    def why_not(self, block: Block) -> str | None:
        if "not run" in block.said:
            return "not run: " + block.said["not run"]
        if "nightly" in block.said and not self.nightly:
            return "nightly: " + block.said["nightly"]
        missing = [word for word in block.said.get("needs", "").split() if not shutil.which(word)]
        return "needs " + " and ".join(missing) if missing else None

    def command(self, command: Command, name: str) -> None:
        self.commands += 1
        try:
            done = subprocess.run(
                ["bash", "-c", command.text],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=HANGS_NIGHTLY if self.nightly else HANGS,
            )
        except subprocess.TimeoutExpired:
            self.failures.append(f"{name}:{command.line}: $ {command.text}\nit does not end")
            return
        if difference := what_differs(command, done.stdout, done.stderr, done.returncode):
            self.failures.append(f"{name}:{command.line}: $ {command.text}\n{difference}")


def what_differs(command: Command, out: str, err: str, code: int) -> str | None:
    """How a command differed from its page. If the page shows errors and warnings, it has to show all."""
    if code < 0 or code in BROKEN or (command.output is None and code != 0):
        return f"exit code {code}\n{err}".rstrip()
    if command.output is None:
        return None
    said_errors = [line for line in command.output if line.startswith(FROM_GGMS)]
    said = [line for line in command.output if not line.startswith(FROM_GGMS)]
    errors = [line for line in err.splitlines() if line.startswith(FROM_GGMS)]
    if said_errors and (difference := first_difference(said_errors, errors)):
        return difference
    if difference := first_difference(said, out.splitlines()):
        return f"{difference}\n{err}".rstrip()
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--program", type=Path, required=True, help="the ggms to run")
    parser.add_argument("--nightly", action="store_true", help="also blocks that take long")
    parser.add_argument("page", type=Path, nargs="*", help="default: all")
    options = parser.parse_args()
    try:
        files = files_of(pages_of(SOURCE))
        failed = 0
        for page in options.page or pages_of(SOURCE):
            run = Run(options.program, files, options.nightly)
            run.page(page.read_text(), page.name)
            failed += len(run.failures)
            print(f"{page.name}: {run.commands} commands, {len(run.failures)} not as the page says")
            for why, count in sorted(run.skipped.items()):
                print(f"  {count} block{'s' if count > 1 else ''} left out; {why}")
            for failure in run.failures:
                print("\n" + failure)
    except PageError as error:
        print(error, file=sys.stderr)
        return 2
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Sweeps over settings with the module ggms, and plots what comes out with matplotlib.

Three pictures: how many rounds consensus needs by number of crashes, and Figures S1 and S2 of the paper "GGMS": the
scenarios in which the machine of each episode fails, for a run that freezes and goes on, and for one that takes frozen
transitions back.

Usage: sweep.py SPECS FOLDER [--processes N]     SPECS: the folder of specifications; FOLDER: where pictures go
"""

import argparse
import pathlib
from typing import NamedTuple, Optional, Union

import ggms
import matplotlib

matplotlib.use("Agg")  # draws into files, without a display
from matplotlib import pyplot  # noqa: E402


class Row(NamedTuple):
    faults: str
    verdict: str
    rounds: Optional[int]
    seconds: float


class Episode(NamedTuple):
    failing: int  # scenarios of the phase in which the machine fails
    freezes: int  # so far
    unfreezes: int


def sweep(spec: ggms.Specification, processes: int) -> list[Row]:
    """The fewest rounds for each number of crashes."""
    rows = []
    for crashes in range(processes):
        faults = f"crash={crashes}" if crashes else "none"
        answer = ggms.synthesize(spec, processes, faults=faults, engine="exact", max_rounds=4, timeout=60)
        rounds = answer.protocol.setting.rounds if answer.protocol else None
        rows.append(Row(faults, answer.verdict, rounds, answer.seconds))
    return rows


def learn(spec: ggms.Specification, seed: int, learning: dict[str, Union[str, int, bool]]) -> list[Episode]:
    """What happens in each episode of learning atomic commit for three processes, two of which may crash."""
    episodes: list[Episode] = []

    def hear(progress: ggms.Progress) -> None:
        if progress.failing_scenarios is not None and progress.episodes == len(episodes) + 1:
            episodes.append(Episode(progress.failing_scenarios, progress.freezes, progress.unfreezes))

    ggms.synthesize(
        spec,
        3,
        faults="crash=2",
        rounds=3,
        states=2,
        seed=seed,
        count_failing=True,
        learning={"policy": "table", "unfreeze": "exhaustive"} | learning,
        progress=hear,
    )
    return episodes


def plot_rounds(rows: list[Row], path: pathlib.Path) -> None:
    found = [row for row in rows if row.rounds is not None]
    figure, axes = pyplot.subplots(figsize=(5, 3), layout="constrained")
    bars = axes.bar([row.faults for row in found], [row.rounds or 0 for row in found], color="#4269d0")
    axes.bar_label(bars, [f"{row.seconds:.2f} s" for row in found], padding=2, fontsize=8)
    axes.set_ylabel("fewest rounds")
    axes.set_ylim(0, max((row.rounds or 0 for row in found), default=0) + 1)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_title("Consensus, by number of crashes", fontsize=10)
    finish(figure, axes, path)


def plot_learning(episodes: list[Episode], title: str, path: pathlib.Path) -> None:
    """Counterexamples by episode, with a line where something was frozen or taken back."""
    figure, axes = pyplot.subplots(figsize=(6, 3), layout="constrained")
    numbers = range(1, len(episodes) + 1)
    axes.plot(numbers, [episode.failing for episode in episodes], color="#4269d0", marker=".", markersize=4)
    events = {"frozen": ("freezes", "#3ca951", "--"), "taken back": ("unfreezes", "#ff725c", ":")}
    for label, (field, colour, style) in events.items():
        at = [n for n, before, now in zip(numbers, [Episode(0, 0, 0), *episodes], episodes)
              if getattr(now, field) > getattr(before, field)]
        for first, n in enumerate(at):
            axes.axvline(n, color=colour, linestyle=style, linewidth=1, label=label if first == 0 else None)
    axes.set_xlabel("episode")
    axes.set_ylabel("failing scenarios")
    axes.set_ylim(bottom=0)
    axes.set_title(title, fontsize=10, loc="left")
    axes.legend(frameon=False, fontsize=8, ncols=2, loc="lower right", bbox_to_anchor=(1, 0.98))
    finish(figure, axes, path)


def finish(figure: "pyplot.Figure", axes: "pyplot.Axes", path: pathlib.Path) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)
    pyplot.close(figure)
    print(f"written: {path}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Sweeps over settings, and plots what comes out.")
    parser.add_argument("specs", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--processes", type=int, default=4)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)

    rows = sweep(ggms.Specification.load(options.specs / "consensus.smt2"), options.processes)
    for row in rows:
        print(f"{row.faults:8} {row.verdict:10} rounds {row.rounds}")
    plot_rounds(rows, options.folder / "rounds.png")

    commit = ggms.Specification.load(options.specs / "atomic-commit.smt2")
    for figure in FIGURES:
        episodes = learn(commit, figure.seed, figure.learning)
        most = max((episode.failing for episode in episodes), default=0)
        print(f"figure {figure.name}: {len(episodes)} episodes, at most {most} failing scenarios")
        title = f"Figure {figure.name}: ac-3-2, {figure.what}"
        plot_learning(episodes, title, options.folder / f"{figure.name.lower()}.png")


class Figure(NamedTuple):
    name: str
    what: str
    seed: int
    learning: dict[str, Union[str, int, bool]]


# Runs of both kinds, as docs/learning.md has them. A table learns the same on every processor.
FIGURES = (
    Figure("S1", "two freezes", 24, {"keep_failed": 1}),
    Figure("S2", "a frozen transition is taken back", 9, {"propagate": False}),
)


if __name__ == "__main__":
    main()

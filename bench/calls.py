#!/usr/bin/env python3
"""What calls cost from Python: the same as in bench/calls.cpp. Best mean of five runs, in microseconds.

PYTHONPATH=build/release/python /usr/bin/python3 bench/calls.py
"""

import itertools
import pathlib
import timeit

import ggms

SPEC = ggms.Specification.load(pathlib.Path(__file__).resolve().parents[1] / "specs/consensus.smt2")


def synthesize():
    return ggms.synthesize(SPEC, n=3, faults="crash=2", rounds=3, states=2, engine="exact")


protocol = synthesize().protocol
seeds = itertools.count(1)
calls = {
    "synthesize": (synthesize, 50),
    "verify": (protocol.verify, 200),
    "simulate": (lambda: protocol.simulate(next(seeds)).violated, 2000),
}
for name, (call, times) in calls.items():
    best = min(timeit.repeat(call, number=times, repeat=5)) / times
    print(f"{name:12} {best * 1e6:10.1f}")

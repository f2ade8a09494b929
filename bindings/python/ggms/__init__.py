"""Discovers distributed protocols and proves them right.

>>> import ggms
>>> answer = ggms.synthesize("specs/consensus.smt2", n=3, faults="crash=2", rounds=3, states=2)
>>> answer.verdict
'found'
>>> print(answer.table)  # doctest: +SKIP

Words (faults, views, engines, verdicts) are those of the command line. Long calls release the GIL, and Ctrl-C ends
them. Values never change, so several threads can use them at once.
"""

from ._ggms import (
    Attempt,
    Audit,
    Certificate,
    Error,
    Execution,
    Margin,
    Progress,
    Protocol,
    Rules,
    Scenario,
    Setting,
    Specification,
    StopToken,
    StrongerView,
    Synthesis,
    Transition,
    Verification,
    Word,
    __version__,
    certify,
    engines,
    export_formats,
    faults,
    synthesize,
    views,
)

__all__ = [
    "Attempt",
    "Audit",
    "Certificate",
    "Error",
    "Execution",
    "Margin",
    "Progress",
    "Protocol",
    "Rules",
    "Scenario",
    "Setting",
    "Specification",
    "StopToken",
    "StrongerView",
    "Synthesis",
    "Transition",
    "Verification",
    "Word",
    "__version__",
    "certify",
    "engines",
    "export_formats",
    "faults",
    "synthesize",
    "views",
]

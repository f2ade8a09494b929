"""The Python module: what it answers, callbacks, Ctrl-C, threads, errors. Run with the module in PYTHONPATH."""

import inspect
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

import ggms

SPECS = pathlib.Path(__file__).resolve().parents[2] / "specs"
CONSENSUS = SPECS / "consensus.smt2"

# Two rounds are too few against two crashes, and this engine does not prove that: it searches until it is stopped.
ENDLESS = {"n": 3, "faults": "crash=2", "rounds": 2, "states": 2, "engine": "mcts",
           "learning": {"policy": "uniform", "simulations": 1}}


def found(**options):
    return ggms.synthesize(CONSENSUS, n=3, faults="crash=1", rounds=2, states=2, engine="exact", **options)


class Answers(unittest.TestCase):
    def test_found(self):
        answer = found()
        self.assertEqual(answer.verdict, "found")
        self.assertEqual(answer.table, answer.protocol.table)
        self.assertEqual([rules.first_round for rules in answer.rules], [1, 2])
        self.assertGreater(answer.stats.candidates, 0)
        self.assertEqual(json.loads(answer.json)["verdict"], "found")
        self.assertEqual(str(answer), answer.summary)
        self.assertEqual([attempt.verdict for attempt in answer.attempts], ["found"])
        self.assertGreaterEqual(answer.seconds, sum(seconds for _, seconds in answer.time) * 0.9)

    def test_infeasible(self):
        answer = ggms.synthesize(CONSENSUS, n=3, faults="crash=1", rounds=1)
        self.assertEqual((answer.verdict, answer.any_states, answer.protocol), ("infeasible", True, None))
        self.assertIsNone(answer.table)
        self.assertEqual(answer.rules, [])
        self.assertTrue(answer.conflict)
        self.assertIn("run 1", answer.story)

    def test_stronger_view(self):
        answer = ggms.synthesize(SPECS / "mutual-exclusion.smt2", n=3, faults="omission=1", engine="exact")
        self.assertEqual(answer.verdict, "infeasible")
        self.assertEqual(answer.stronger.setting.view, "vector+id")
        self.assertEqual(answer.stronger.verify().verdict, "verified")

    def test_all(self):
        answer = ggms.synthesize(CONSENSUS, n=2, faults="crash=1", rounds=2, states=2, engine="exact", all=True)
        self.assertTrue(answer.is_complete)
        self.assertEqual(answer.count, len(answer.protocols))
        self.assertEqual(len({protocol.text for protocol in answer.protocols}), answer.count)

    def test_protocol(self):
        protocol = found().protocol
        for transition in protocol.transitions:
            self.assertEqual(protocol.next(transition.round, transition.received), transition.next)
        self.assertEqual(protocol.verify(properties=["agreement"]).verdict, "holds")
        self.assertEqual(protocol.verify(method="scenarios", threads=1).verdict, "verified")
        broken = protocol.verify(faults="crash=2")
        self.assertEqual(broken.verdict, "violated")
        replayed = protocol.simulate(broken.counterexample.scenario, faults="crash=2")
        self.assertEqual(replayed.violated, broken.counterexample.violated)
        self.assertTrue(replayed.drawn("svg").startswith("<svg"))
        self.assertEqual(protocol.simulate(7).scenario.text, protocol.simulate(seed=7).scenario.text)
        self.assertGreater(len(protocol.complete().transitions), len(protocol.transitions))
        self.assertIn("check-sat", protocol.exported("smt2"))
        margin = protocol.verify(margin=True).margin
        self.assertEqual((margin[0].word, margin[0].own, margin[0].breaks), ("crash", 1, 2))

    def test_counting_view(self):
        protocol = ggms.synthesize(
            CONSENSUS, n=3, faults="crash=1", rounds=2, states=2, engine="exact", view="counts"
        ).protocol
        for transition in protocol.transitions:
            self.assertEqual(protocol.next(transition.round, counts=dict(transition.counts)), transition.next)

    def test_files(self):
        protocol = found().protocol
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            protocol.save(folder / "p.json")
            self.assertEqual(ggms.Protocol.load(folder / "p.json").text, protocol.text)
            self.assertEqual(ggms.Protocol.load(str(folder / "p.json")).certify().verdict, "certified")
            protocol.simulate(1).scenario.save(folder / "s.json")
            self.assertEqual(ggms.Scenario.load(folder / "s.json").text, protocol.simulate(1).scenario.text)
            protocol.certificate().save(folder / "c")
            loaded = ggms.Certificate.load(folder / "c")
            self.assertEqual(ggms.certify(loaded, spec=CONSENSUS, n=3, claim="found").verdict, "certified")
            with self.assertRaises(ggms.Error):
                ggms.certify(loaded, n=4)

    def test_certificate_of_an_infeasible_answer(self):
        answer = ggms.synthesize(CONSENSUS, n=3, faults="crash=1", rounds=1, engine="exact", certificates=True)
        self.assertIn("proof.drat", answer.certificates[0].files)
        self.assertEqual(ggms.certify(answer.certificates, states="any").verdict, "certified")


class Learning(unittest.TestCase):
    def test_options_have_names_of_the_command_line(self):
        options = {"n": 3, "faults": "crash=2", "rounds": 3, "states": 2, "seed": 3}
        dashes = ggms.synthesize(CONSENSUS, learning={"policy": "table", "share-tree": "false"}, **options)
        python = ggms.synthesize(CONSENSUS, learning={"policy": "table", "share_tree": False}, **options)
        self.assertEqual(dashes.protocol.transitions[0].next, python.protocol.transitions[0].next)
        self.assertEqual(dashes.stats.simulations, python.stats.simulations)
        with self.assertRaisesRegex(ggms.Error, "did you mean steps"):
            ggms.synthesize(CONSENSUS, learning={"step": 3}, **options)

    def test_weights_and_checkpoints(self):
        options = {"n": 3, "faults": "crash=2", "rounds": 3, "states": 2}
        learnt = ggms.synthesize(CONSENSUS, keep_policy=True, learning={"policy": "table"}, **options)
        self.assertTrue(learnt.policy)
        again = ggms.synthesize(CONSENSUS, policy=learnt.policy, learning={"policy": "table"}, **options)
        self.assertEqual(again.verdict, "found")
        states = []
        stop = ggms.StopToken()

        def keep(state):
            states.append(state)
            stop.request_stop()

        ggms.synthesize(CONSENSUS, checkpoint=keep, stop=stop, **ENDLESS)
        self.assertIsInstance(states[0], bytes)
        stop = ggms.StopToken()
        resumed = []

        def hear(progress):
            resumed.append(progress.episodes)
            stop.request_stop()

        ggms.synthesize(CONSENSUS, resume=states[0], progress=hear, stop=stop, **ENDLESS)
        self.assertGreater(resumed[0], 1)
        with self.assertRaises(ggms.Error):
            ggms.synthesize(CONSENSUS, resume=b"damaged", **ENDLESS)


class Callbacks(unittest.TestCase):
    def test_run_in_the_thread_that_called(self):
        threads = []
        stop = ggms.StopToken()

        def hear(progress):
            threads.append(threading.current_thread())
            self.assertEqual(progress.rounds, 2)
            self.assertIn("episode", json.loads(progress.json))
            stop.request_stop()

        answer = ggms.synthesize(CONSENSUS, progress=hear, stop=stop, **ENDLESS)
        self.assertEqual((answer.verdict, answer.reason), ("unknown", "interrupted"))
        self.assertEqual(set(threads), {threading.current_thread()})

    def test_what_they_raise_leaves_the_call(self):
        class Mine(Exception):
            pass

        def fail(_):
            raise Mine("enough")

        with self.assertRaisesRegex(Mine, "enough"):
            ggms.synthesize(CONSENSUS, progress=fail, **ENDLESS)
        with self.assertRaisesRegex(Mine, "enough"):
            ggms.synthesize(CONSENSUS, checkpoint=fail, **ENDLESS)
        with self.assertRaisesRegex(Mine, "enough"):
            found().protocol.verify(margin=True, on_margin=fail)


class Threads(unittest.TestCase):
    def test_others_run_meanwhile(self):
        stop = ggms.StopToken()
        counted = []

        def count():
            while not stop.is_requested:
                counted.append(1)
                if len(counted) == 1000:
                    stop.request_stop()

        thread = threading.Thread(target=count)
        thread.start()
        answer = ggms.synthesize(CONSENSUS, stop=stop, **ENDLESS)  # ends only if the other thread runs
        thread.join()
        self.assertEqual(answer.reason, "interrupted")

    def test_calls_in_several_at_once(self):
        spec = ggms.Specification.load(CONSENSUS)
        answers = [None] * 4

        def ask(i):
            answers[i] = ggms.synthesize(spec, n=3, faults="crash=2", rounds=3, states=2, seed=i, threads=1)

        threads = [threading.Thread(target=ask, args=(i,)) for i in range(len(answers))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for seed, answer in enumerate(answers):
            alone = ggms.synthesize(spec, n=3, faults="crash=2", rounds=3, states=2, seed=seed, threads=1)
            self.assertEqual(answer.stats.simulations, alone.stats.simulations)
            self.assertEqual(answer.table, alone.table)


class Interrupts(unittest.TestCase):
    def test_control_c_ends_a_call(self):
        code = (
            "import ggms, sys\n"
            "said = []\n"
            "def hear(progress):\n"
            "    if not said: print('running', flush=True)\n"
            "    said.append(1)\n"
            f"try: ggms.synthesize({str(CONSENSUS)!r}, progress=hear, **{ENDLESS!r})\n"
            "except KeyboardInterrupt: print('interrupted')\n"
            f"print(ggms.synthesize({str(CONSENSUS)!r}, n=2).verdict)\n"
        )
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
            self.assertEqual(process.stdout.readline(), "running\n")
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.stdout.read(), "interrupted\nfound\n")
        self.assertEqual(process.returncode, 0)


class Errors(unittest.TestCase):
    def test_say_where(self):
        with self.assertRaises(ggms.Error) as caught:
            ggms.synthesize(CONSENSUS, n=3, faults="crush=1")
        self.assertEqual((caught.exception.kind, caught.exception.field), ("input", "faults"))
        with self.assertRaises(ggms.Error) as caught:
            ggms.Specification.parse("(set-logic ALL)\n(assert (what))", "mine.smt2")
        error = caught.exception
        self.assertEqual((error.file, error.line), ("mine.smt2", 2))
        with self.assertRaises(ggms.Error):
            ggms.Specification.load("/no/such.smt2")
        with self.assertRaises(TypeError):
            ggms.synthesize(CONSENSUS, n="three")

    def test_stopped_without_an_answer(self):
        with self.assertRaises(ggms.Error) as caught:
            found().protocol.complete(timeout=1e-9)
        self.assertEqual(caught.exception.kind, "stopped")


class Documentation(unittest.TestCase):
    def test_all_that_is_public_is_documented(self):
        for name in ggms.__all__:
            if name == "__version__":
                continue
            self.assertTrue(inspect.getdoc(getattr(ggms, name)), name)


if __name__ == "__main__":
    unittest.main()

; Atomic commit: all or nothing.
;
; Every process starts with a vote and everyone who decides decides the same. One vote to abort forces abort; commit
; is forced only if all vote for it and the network is kind: as soon as a message is lost, by a crash or otherwise,
; the processes may abort. These are the properties P1 to P4 of GGMS (appendix A): P1 to P3 speak of everyone who
; decides, P4 of the processes that stay correct.
(set-logic ALL)

(declare-sort Process 0)
(declare-datatypes ((Vote 0)) (((abort) (commit))))

(declare-fun init (Process) Vote)          ; how a process votes
(declare-fun decides (Process Vote) Bool)  ; what it has decided when the run ends
(declare-fun correct (Process) Bool)       ; it didn't fail in this run
(declare-const lost Bool)                  ; some message was lost in this run

; P1: no two processes reach different decisions.
(assert (! (forall ((p Process) (q Process))
             (not (and (decides p abort) (decides q commit))))
           :named agreement))

; P2: if all vote commit and no message is lost, no process decides anything but commit.
(assert (! (=> (and (forall ((p Process)) (= (init p) commit)) (not lost))
               (forall ((p Process)) (not (decides p abort))))
           :named validity-commit))

; P3: if anyone votes abort, no process decides anything but abort.
(assert (! (=> (exists ((p Process)) (= (init p) abort))
               (forall ((p Process)) (not (decides p commit))))
           :named validity-abort))

; P4: every correct process reaches a decision.
(assert (! (forall ((p Process))
             (=> (correct p) (exists ((v Vote)) (decides p v))))
           :named termination))

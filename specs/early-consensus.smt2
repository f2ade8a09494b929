; Consensus of the correct processes that stops early.
;
; Processes may decide in any round (--decide any), and the fewer fail the sooner they have to: in a run with k
; failures every correct process has decided by the end of round k + 1. The bounds for k = 0, 1, 2, 3 are spelt out;
; those past the last round only ask for a decision. Agreement is about correct processes only; that buys the round
; which early-uniform-consensus.smt2 has to add. (Charron-Bost and Schiper, 2004.)
(set-logic ALL)

(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))

(declare-fun init (Process) Bit)                ; what a process proposes
(declare-fun decides (Process Bit) Bool)        ; what it has decided when the run ends
(declare-fun correct (Process) Bool)            ; it didn't fail in this run
(declare-fun decided-by (Process Int) Bool)     ; it had decided by the end of that round
(declare-const failures Int)                    ; how many processes failed

; What counts: the decision of a correct process.
(define-fun settles ((p Process) (v Bit)) Bool
  (and (correct p) (decides p v)))

(assert (! (forall ((p Process) (q Process))
             (not (and (settles p zero) (settles q one))))
           :named agreement))

(assert (! (=> (forall ((p Process)) (= (init p) one))
               (forall ((p Process)) (not (settles p zero))))
           :named validity-one))

(assert (! (=> (forall ((p Process)) (= (init p) zero))
               (forall ((p Process)) (not (settles p one))))
           :named validity-zero))

; Nobody is in the way of a decision for longer than one round each.
(assert (! (forall ((p Process))
             (=> (correct p)
                 (and (=> (= failures 0) (decided-by p 1))
                      (=> (= failures 1) (decided-by p 2))
                      (=> (= failures 2) (decided-by p 3))
                      (=> (= failures 3) (decided-by p 4)))))
           :named early))

(assert (! (forall ((p Process))
             (=> (correct p) (exists ((v Bit)) (decides p v))))
           :named termination))

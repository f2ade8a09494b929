; Uniform consensus that stops as early as consensus of the correct processes can.
;
; early-uniform-consensus.smt2 with a round less: in a run with k failures every correct process has decided by the end
; of round k + 1. Processes may decide in any round (--decide any). Where two more than k processes may crash, no
; protocol can do that. (Charron-Bost and Schiper, 2004.)
(set-logic ALL)

(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))

(declare-fun init (Process) Bit)                ; what a process proposes
(declare-fun decides (Process Bit) Bool)        ; what it has decided when the run ends
(declare-fun correct (Process) Bool)            ; it didn't fail in this run
(declare-fun decided-by (Process Int) Bool)     ; it had decided by the end of that round
(declare-const failures Int)                    ; how many processes failed

(assert (! (forall ((p Process) (q Process))
             (not (and (decides p zero) (decides q one))))
           :named agreement))

(assert (! (=> (forall ((p Process)) (= (init p) one))
               (forall ((p Process)) (not (decides p zero))))
           :named validity-one))

(assert (! (=> (forall ((p Process)) (= (init p) zero))
               (forall ((p Process)) (not (decides p one))))
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

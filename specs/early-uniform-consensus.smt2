; Uniform consensus that stops early.
;
; Processes may decide in any round (--decide any), and the fewer fail the sooner they have to: in a run with k
; failures every correct process has decided by the end of round k + 2. The bounds for k = 0, 1, 2, 3 are spelt out;
; those past the last round only ask for a decision. Agreement is about everyone who decides, also about who crashes
; afterwards. (Charron-Bost and Schiper, 2004: uniform consensus can't be faster, as long as two more may crash.)
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

; Nobody is in the way of a decision for longer than one round each, and two rounds make sure.
(assert (! (forall ((p Process))
             (=> (correct p)
                 (and (=> (= failures 0) (decided-by p 2))
                      (=> (= failures 1) (decided-by p 3))
                      (=> (= failures 2) (decided-by p 4))
                      (=> (= failures 3) (decided-by p 5)))))
           :named early))

(assert (! (forall ((p Process))
             (=> (correct p) (exists ((v Bit)) (decides p v))))
           :named termination))

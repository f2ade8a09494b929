; Consensus on one bit in which faulty processes may abstain.
;
; As consensus.smt2, agreement and validity are about everyone who decides zero or one, faulty or not; but a process
; that failed in this run may decide "abstain" instead: whoever lost touch with the others can't know what they agree
; on, but must not contradict them. (Neiger and Toueg, 1990.)
(set-logic ALL)

(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-datatypes ((Choice 0)) (((choose-zero) (choose-one) (abstain))))

(declare-fun init (Process) Bit)             ; what a process proposes
(declare-fun decides (Process Choice) Bool)  ; what it has decided when the run ends
(declare-fun correct (Process) Bool)         ; it didn't fail in this run

; No two processes choose different values.
(assert (! (forall ((p Process) (q Process))
             (not (and (decides p choose-zero) (decides q choose-one))))
           :named agreement))

; If every process proposes one, nobody chooses zero.
(assert (! (=> (forall ((p Process)) (= (init p) one))
               (forall ((p Process)) (not (decides p choose-zero))))
           :named validity-one))

; The same for zero.
(assert (! (=> (forall ((p Process)) (= (init p) zero))
               (forall ((p Process)) (not (decides p choose-one))))
           :named validity-zero))

; Every correct process makes a choice: only faulty ones may abstain.
(assert (! (forall ((p Process))
             (=> (correct p) (or (decides p choose-zero) (decides p choose-one))))
           :named termination))

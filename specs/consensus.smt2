; Uniform consensus on one bit.
;
; Every process starts with a proposal, zero or one; every process that decides decides the same, and a value that
; everybody proposed is the only one that may be decided. These are the properties P1 to P4 of GGMS (appendix A):
; P1 to P3 speak of everyone who decides, also of a process that crashes afterwards (hence "uniform"), P4 of the
; processes that stay correct.
(set-logic ALL)

(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))

(declare-fun init (Process) Bit)          ; what a process proposes
(declare-fun decides (Process Bit) Bool)  ; what it has decided when the run ends
(declare-fun correct (Process) Bool)      ; it didn't fail in this run

; P1: no two processes reach different decisions.
(assert (! (forall ((p Process) (q Process))
             (not (and (decides p zero) (decides q one))))
           :named agreement))

; P2: if every process proposes one, no process decides anything else.
(assert (! (=> (forall ((p Process)) (= (init p) one))
               (forall ((p Process)) (not (decides p zero))))
           :named validity-one))

; P3: if every process proposes zero, no process decides anything else.
(assert (! (=> (forall ((p Process)) (= (init p) zero))
               (forall ((p Process)) (not (decides p one))))
           :named validity-zero))

; P4: every correct process reaches a decision.
(assert (! (forall ((p Process))
             (=> (correct p) (exists ((v Bit)) (decides p v))))
           :named termination))

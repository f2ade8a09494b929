; Consensus on one bit among the correct processes.
;
; As consensus.smt2, but agreement and validity hold only for the decisions of correct processes: what a process
; decided that failed in this run, before or after, counts for nothing. The difference matters wherever a faulty
; process can decide: when it crashes after it has moved, or when its messages get lost and it keeps moving.
(set-logic ALL)

(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))

(declare-fun init (Process) Bit)          ; what a process proposes
(declare-fun decides (Process Bit) Bool)  ; what it has decided when the run ends
(declare-fun correct (Process) Bool)      ; it didn't fail in this run

; What counts: the decision of a correct process.
(define-fun settles ((p Process) (v Bit)) Bool
  (and (correct p) (decides p v)))

; No two correct processes reach different decisions.
(assert (! (forall ((p Process) (q Process))
             (not (and (settles p zero) (settles q one))))
           :named agreement))

; If every process (the faulty ones too) proposes one, no correct process decides anything else.
(assert (! (=> (forall ((p Process)) (= (init p) one))
               (forall ((p Process)) (not (settles p zero))))
           :named validity-one))

; The same for zero.
(assert (! (=> (forall ((p Process)) (= (init p) zero))
               (forall ((p Process)) (not (settles p one))))
           :named validity-zero))

; Every correct process reaches a decision.
(assert (! (forall ((p Process))
             (=> (correct p) (exists ((v Bit)) (decides p v))))
           :named termination))

; Leader election between two candidates, with processes that may lie.
;
; Every process nominates one of two candidates, and every correct process elects one; all that elect anybody elect
; the same one, and if all correct processes nominate the same candidate, it is elected. What a Byzantine process
; nominates counts for nothing.
(set-logic ALL)

(declare-sort Process 0)
(declare-datatypes ((Candidate 0)) (((ada) (grace))))

(declare-fun init (Process) Candidate)          ; whom a process nominates
(declare-fun decides (Process Candidate) Bool)  ; whom it has elected when the run ends
(declare-fun correct (Process) Bool)            ; it didn't fail in this run

; All that elect anybody elect the same one.
(assert (! (forall ((p Process) (q Process) (c Candidate) (d Candidate))
             (=> (and (decides p c) (decides q d)) (= c d)))
           :named one-leader))

; A candidate whom all correct processes nominate is the only one that may be elected.
(assert (! (forall ((c Candidate))
             (=> (forall ((q Process)) (=> (correct q) (= (init q) c)))
                 (forall ((p Process) (d Candidate)) (=> (decides p d) (= d c)))))
           :named unanimous))

; Every correct process elects somebody.
(assert (! (forall ((p Process))
             (=> (correct p) (exists ((c Candidate)) (decides p c))))
           :named termination))

; Replication of one update under crashes and partitions.
;
; The primary p1 may hold an update (yes) or not (no); what the others start with plays no part. Every process
; decides in the end whether to commit it. A process is connected if it never crashed and in every round heard from,
; and was heard by, more than half of all processes: after a crash or behind a split there may be fewer of them, or
; none.
(set-logic ALL)

(declare-sort Process 0)
(declare-datatypes ((Held 0)) (((no) (yes))))
(declare-datatypes ((Verdict 0)) (((abort) (commit))))

(declare-fun init (Process) Held)             ; whether a process holds the update
(declare-fun decides (Process Verdict) Bool)  ; what it has decided when the run ends
(declare-fun connected (Process) Bool)        ; it stayed in touch with more than half of all processes
(declare-const p1 Process)                    ; the primary

; Nobody commits what the primary never held.
(assert (! (=> (not (= (init p1) yes))
               (forall ((p Process)) (not (decides p commit))))
           :named no-ghosts))

; If anybody commits, every connected process does.
(assert (! (forall ((p Process) (q Process))
             (=> (and (decides p commit) (connected q)) (decides q commit)))
           :named together))

; A connected primary's update is committed by every connected process.
(assert (! (=> (and (connected p1) (= (init p1) yes))
               (forall ((q Process)) (=> (connected q) (decides q commit))))
           :named progress))

; Every connected process decides.
(assert (! (forall ((p Process))
             (=> (connected p) (exists ((v Verdict)) (decides p v))))
           :named termination))

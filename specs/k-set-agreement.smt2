; k-set agreement with k = 2 and three values: like consensus, but up to two different decisions are fine.
;
; Every process starts with a colour; everyone who decides decides a colour that somebody started with, and all
; decisions together are at most two colours.
(set-logic ALL)

(declare-sort Process 0)
(declare-datatypes ((Colour 0)) (((red) (green) (blue))))

(declare-fun init (Process) Colour)          ; what a process proposes
(declare-fun decides (Process Colour) Bool)  ; what it has decided when the run ends
(declare-fun correct (Process) Bool)         ; it didn't fail in this run

; No three processes decide three different colours. (There are only three, so these are the three.)
(assert (! (forall ((p Process) (q Process) (r Process))
             (not (and (decides p red) (decides q green) (decides r blue))))
           :named agreement))

; Whatever is decided was proposed by some process.
(assert (! (forall ((p Process) (v Colour))
             (=> (decides p v) (exists ((q Process)) (= (init q) v))))
           :named validity))

; Every correct process reaches a decision.
(assert (! (forall ((p Process))
             (=> (correct p) (exists ((v Colour)) (decides p v))))
           :named termination))

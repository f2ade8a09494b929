; A property over fourteen processes: a hard case of bench/gaps, with n^14 choices.
(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) (((a) (b))))
(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)
(assert (! (not (exists ((v1 Process) (v2 Process) (v3 Process) (v4 Process) (v5 Process) (v6 Process) (v7 Process) (v8 Process) (v9 Process) (v10 Process) (v11 Process) (v12 Process) (v13 Process) (v14 Process)) (distinct v1 v2 v3 v4 v5 v6 v7 v8 v9 v10 v11 v12 v13 v14))) :named deep))

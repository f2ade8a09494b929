(declare-sort Process 0)(declare-datatype V ((a)(b)))(declare-fun init(Process)V)(declare-fun decides(Process V)Bool)
(define-fun f((p Process))Bool(exists((q Process))(and(decides p a)(= p q))))
(define-fun g((p Process))Bool(forall((q Process))(=>(f p)(f q))))
(assert(!(forall((p Process))(exists((p Process)(v V))(let((w v))(ite(g p)(decides p w)(= w(init p))))))  :named n))

import Adjoint
import Foundation
func time(_ n: Int, _ f: () -> Void) -> Double { let t = DispatchTime.now().uptimeNanoseconds; for _ in 0..<n { f() }; return Double(DispatchTime.now().uptimeNanoseconds - t) / Double(n) }
func opOverhead() {
    let x0 = Tensor([1], requiresGrad: true)
    let a = Tensor([0.001]), b = Tensor([0.999])
    func step() { var x = x0; for _ in 0..<5000 { x = x + a; x = x * b }; x.backward(); x0.zeroGrad() }
    for _ in 0..<5 { step() }
    for _ in 0..<5 { print("op", time(20, step) / 10000, "ns per op") }
    let t = time(20) { var x = x0; for _ in 0..<5000 { x = x + a; x = x * b } } / 10000
    print("forward + release", t)
    print("no grad", time(20) { withoutGradient { var x = x0; for _ in 0..<5000 { x = x + a; x = x * b } } } / 10000)
}
opOverhead()

import AdjointKernels
import Foundation
import Testing

extension KernelTests {
    /// log Γ, ψ and its derivatives, compared with values of mpmath 1.3 with 40 digits, rounded to float64.
    @Suite struct Gamma {
        static let values: [(x: Double, lgamma: Double, digamma: Double)] = [
            (1e-300, 690.7755278982137, -9.999999999999999e+299),
            (1e-08, 18.42068073818021, -100000000.57721564),
            (0.1, 2.252712651734206, -10.423754940411076),
            (0.4999999, 0.5723651392757274, -1.9635105195017277),
            (0.5, 0.5723649429247001, -1.9635100260214235),
            (0.75, 0.20328095143129538, -1.0858608797864722),
            (1, 0.0, -0.5772156649015329),
            (1.2, -0.08537409000331583, -0.2890398965921884),
            (1.4616321449683622, -0.12148629053584961, -9.241265521729427e-17),
            (1.499, -0.120818260069932, 0.03555475714471647),
            (1.5, -0.12078223763524522, 0.03648997397857652),
            (1.9999, -4.227520877215346e-05, 0.42271983967113097),
            (2, 0.0, 0.42278433509846713),
            (2.0001, 4.2281658112919945e-05, 0.4228488264846654),
            (2.5, 0.2846828704729192, 0.7031566406452432),
            (3, 0.6931471805599453, 0.9227843350984671),
            (3.7, 1.428072326665388, 1.1671535393615113),
            (5.5, 3.9578139676187165, 1.6110931485817512),
            (7.999, 8.523145786158915, 2.015508332090348),
            (8, 8.525161361065415, 2.01564147795561),
            (9.99, 12.779315214350193, 2.250700372831201),
            (10, 12.801827480081469, 2.251752589066721),
            (25.5, 56.389167643719944, 3.2189424728839198),
            (1000.0, 5905.220423209181, 6.907255195648812),
            (1000000000000000.0, 3.3538776394910668e+16, 34.538776394910684),
            (1e+300, 6.897755278982137e+302, 690.7755278982137),
            (-1e-09, 20.723265837523627, 999999999.4227843),
            (-0.25, 1.589575312551186, 2.9141391202135276),
            (-0.5, 1.2655121234846454, 0.03648997397857652),
            (-1.5, 0.860047015376481, 0.7031566406452432),
            (-2.5, -0.056243716497674054, 1.103156640645243),
            (-3.0625, 0.9082045870603843, 17.06755489318592),
            (-10.3, -14.457515440024208, 4.662403493582087),
            (-170.5, -707.9984331450788, 5.141664981433999),
        ]
        static let derivatives: [(order: Double, x: Double, value: Double)] = [
            (1.0, 0.1, 101.43329915079275),
            (1.0, 0.5, 4.934802200544679),
            (1.0, 1.0, 1.6449340668482264),
            (1.0, 1.75, 0.7641018698938287),
            (1.0, 4.5, 0.24872510303901038),
            (1.0, 30.0, 0.033895060357739946),
            (1.0, 10000.0, 0.00010000500016666666),
            (1.0, -0.25, 18.541879647671607),
            (1.0, -1.5, 9.379246644989124),
            (1.0, -3.75, 19.504980060599575),
            (2.0, 0.1, -2001.8614573783436),
            (2.0, 0.5, -16.82879664423432),
            (2.0, 1.0, -2.4041138063191885),
            (2.0, 1.75, -0.5618924755968989),
            (2.0, 4.5, -0.061556821321027695),
            (2.0, 30.0, -0.0011487652037286),
            (2.0, 10000.0, -1.000100005e-08),
            (2.0, -0.25, 122.69736678366236),
            (2.0, -1.5, -0.2362040516417274),
            (2.0, -3.75, -124.07972713378925),
            (3.0, 0.1, 60004.51287679026),
            (3.0, 0.5, 97.40909103400244),
            (3.0, 1.0, 6.493939402266829),
            (3.0, 1.75, 0.8003495718876368),
            (3.0, 4.5, 0.030322508542366587),
            (3.0, 30.0, 7.78600366473613e-05),
            (3.0, 10000.0, 2.00030002e-12),
            (3.0, -0.25, 1555.7633125348507),
            (3.0, -1.5, 194.59427621918763),
            (3.0, -3.75, 1558.5200920240343),
            (5.0, 0.1, 120000069.30751093),
            (5.0, 0.5, 7691.113548602436),
            (5.0, 1.0, 122.0811674381339),
            (5.0, 1.75, 4.5146597470076975),
            (5.0, 4.5, 0.0217702556694113),
            (5.0, 30.0, 1.0726994936161623e-06),
            (5.0, 10000.0, 2.4006000599999993e-19),
            (5.0, -0.25, 492198.7533428746),
            (5.0, -1.5, 15381.648528026304),
            (5.0, -3.75, 492231.25090337615),
            (10.0, 0.1, -3.628800000012727e+17),
            (10.0, 0.5, -7431824508.858769),
            (10.0, 1.0, -3630593.311606629),
            (10.0, 1.75, -7752.663841572627),
            (10.0, 4.5, -0.2681931239535166),
            (10.0, 30.0, -7.232051034585708e-10),
            (10.0, 10000.0, -3.630614732639991e-35),
            (10.0, -0.25, 15220204428462.791),
            (10.0, -1.5, -156.229596593233),
            (10.0, -3.75, -15220204740668.492),
        ]

        private func expect(_ found: Double, _ exact: Double, ulps: Double, _ what: String) {
            if exact.isInfinite { return #expect(found == exact, "\(what)") }
            #expect((found - exact).magnitude <= ulps * exact.ulp, "\(what) is \(found), not \(exact)")
        }

        private func computed<T: BinaryFloatingPoint & BitwiseCopyable>(_ kernel: adj_kernel?, _ inputs: [[T]]) throws
            -> [T]
        {
            let arrays = inputs.map { GuardedArray($0) }
            let out = GuardedArray(inputs[0])
            run(try #require(kernel), out.raw, arrays.map(\.raw), n: out.count)
            return out.values
        }

        /// What cancels near a zero on the negative axis, where only the absolute error is small.
        private func bound(_ x: Double, _ exact: Double) -> Double { x < 0 ? 8 * Swift.max(1, 4 / exact.magnitude) : 5 }

        @Test("float64 is within 5 ulp on the positive axis, and as near to the terms that cancel on the negative")
        func float64() throws {
            try withInstructionSets { set in
                let x = Self.values.map(\.x)
                let logarithms = try computed(adj_unary_kernel(.lgamma, .float64), [x])
                let slopes = try computed(adj_unary_kernel(.digamma, .float64), [x])
                for (index, row) in Self.values.enumerated() {
                    expect(
                        logarithms[index], row.lgamma, ulps: bound(row.x, row.lgamma), "\(set) lgamma \(row.x)")
                    expect(slopes[index], row.digamma, ulps: bound(row.x, row.digamma), "\(set) digamma \(row.x)")
                }
                let found = try computed(
                    adj_binary_kernel(.polygamma, .float64), [Self.derivatives.map(\.order), Self.derivatives.map(\.x)])
                for (index, row) in Self.derivatives.enumerated() {
                    // Below 0 the terms next to a pole on either side cancel: the error is that of the greatest.
                    let distance = Swift.abs(row.x - row.x.rounded())
                    let term = tgamma(row.order + 1) * pow(distance, -row.order - 1)
                    let ulps = row.x < 0 ? 16 * Swift.max(1, term / row.value.magnitude) : 12
                    expect(found[index], row.value, ulps: ulps, "\(set) polygamma(\(row.order), \(row.x))")
                }
            }
        }

        @Test("float32 is the float64 result, rounded")
        func float32() throws {
            try withInstructionSets { set in
                let x = Self.values.map { Float($0.x) }.filter { $0 != 0 && $0.isFinite }
                for operation in [AdjUnary.lgamma, .digamma] {
                    let narrow = try computed(adj_unary_kernel(operation, .float32), [x])
                    let wide = try computed(adj_unary_kernel(operation, .float64), [x.map { Double($0) }])
                    #expect(zip(narrow, wide).allSatisfy { same($0, Float($1)) }, "\(set)")
                }
            }
        }

        @Test("poles, infinities and NaN")
        func special() throws {
            try withInstructionSets { set in
                let x: [Double] = [0, -0.0, -1, -2, -1e300, .infinity, -.infinity, .nan]
                let (inf, nan) = (Double.infinity, Double.nan)
                let logarithms = try computed(adj_unary_kernel(.lgamma, .float64), [x])
                #expect(
                    zip(logarithms, [inf, inf, inf, inf, inf, inf, inf, nan]).allSatisfy { same($0, $1) }, "\(set)")
                let slopes = try computed(adj_unary_kernel(.digamma, .float64), [x])
                #expect(zip(slopes, [-inf, inf, nan, nan, nan, inf, nan, nan]).allSatisfy { same($0, $1) }, "\(set)")
                let orders: [Double] = [1, 1, 2, 1, 0.5, -1, 171, 0]
                let points: [Double] = [0, -1, .infinity, .nan, 1, 1, 1, 1]
                let found = try computed(adj_binary_kernel(.polygamma, .float64), [orders, points])
                let expected: [Double] = [inf, nan, 0, nan, nan, nan, nan]
                #expect(zip(found, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }, "\(set) \(found)")
                expect(found[7], -0.5772156649015329, ulps: 3, "\(set) polygamma of order 0")
            }
        }
    }
}

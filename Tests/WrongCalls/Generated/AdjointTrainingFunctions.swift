// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

enum AdjointTrainingFunctions {
    static let all: [Call] = [
        Call("History.subscript(_:)", call0),
        Call("Samples.circles(count:noise:factor:generator:)", call1),
        Call("Samples.digits()", call2),
        Call("Samples.linearRegression(count:weights:bias:noise:generator:)", call3),
        Call("Samples.mnist(_:)", call4),
        Call("Samples.moons(count:noise:generator:)", call5),
        Call("Samples.spirals(count:noise:classes:turns:generator:)", call6),
        Call("Samples.subscript(_:)", call7),
        Call("Samples.xor(count:noise:generator:)", call8),
        Call("Scores.subscript(_:)", call9),
        Call("Trial.subscript(_:)", call10),
        Call("crossValidate(_:_:generator:score:)", call11),
        Call("gunzip(_:limit:source:)", call12),
        Call("randomSplit(_:validationFraction:testFraction:generator:)", call13),
        Call("stratifiedSplit(_:validationFraction:testFraction:generator:)", call14),
        Call("textImage(_:captions:)", call15),
    ]

    // subscript(name: String) -> [Double] { get }
    static func call0(_ d: Draw) throws {
        let receiver: History = d.makeHistory("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((receiver[a0]) as Any)
        d.use(receiver)
    }

    // static func circles(count: Int = 200, noise: Double = 0.05, factor: Double = 0.5, generator: RandomGenerator = .shared) -> Samples
    static func call1(_ d: Draw) throws {
        let a0: Int = d.int("count")
        let a1: Double = d.double("noise")
        let a2: Double = d.double("factor")
        let a3: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Samples.circles(count: a0, noise: a1, factor: a2, generator: a3)) as Any)
    }

    // static func digits() throws(FileError) -> Samples
    static func call2(_ d: Draw) throws {
        d.ready()
        d.use((try Samples.digits()) as Any)
    }

    // static func linearRegression(count: Int = 1000, weights: [Double] = [2, -3.4], bias: Double = 4.2, noise: Double = 0.01, generator: RandomGenerator = .shared) -> Samples
    static func call3(_ d: Draw) throws {
        let a0: Int = d.int("count")
        let a1: [Double] = d.array("weights") { d.double("") }
        let a2: Double = d.double("bias")
        let a3: Double = d.double("noise")
        let a4: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Samples.linearRegression(count: a0, weights: a1, bias: a2, noise: a3, generator: a4)) as Any)
    }

    // static func mnist(_ folder: URL) throws(FileError) -> (train: Samples, test: Samples)
    static func call4(_ d: Draw) throws {
        let a0: URL = d.file("folder")
        d.ready()
        d.use((try Samples.mnist(a0)) as Any)
    }

    // static func moons(count: Int = 200, noise: Double = 0.1, generator: RandomGenerator = .shared) -> Samples
    static func call5(_ d: Draw) throws {
        let a0: Int = d.int("count")
        let a1: Double = d.double("noise")
        let a2: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Samples.moons(count: a0, noise: a1, generator: a2)) as Any)
    }

    // static func spirals(count: Int = 300, noise: Double = 0.02, classes: Int = 2, turns: Double = 1.5, generator: RandomGenerator = .shared) -> Samples
    static func call6(_ d: Draw) throws {
        let a0: Int = d.int("count")
        let a1: Double = d.double("noise")
        let a2: Int = d.int("classes")
        let a3: Double = d.double("turns")
        let a4: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Samples.spirals(count: a0, noise: a1, classes: a2, turns: a3, generator: a4)) as Any)
    }

    // subscript(positions: [Int]) -> Samples { get }
    static func call7(_ d: Draw) throws {
        let receiver: Samples = d.makeSamples("receiver")
        let a0: [Int] = d.array("positions") { d.int("") }
        d.ready()
        d.use((receiver[a0]) as Any)
        d.use(receiver)
    }

    // static func xor(count: Int = 4, noise: Double = 0, generator: RandomGenerator = .shared) -> Samples
    static func call8(_ d: Draw) throws {
        let a0: Int = d.int("count")
        let a1: Double = d.double("noise")
        let a2: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((Samples.xor(count: a0, noise: a1, generator: a2)) as Any)
    }

    // subscript(name: String) -> Double? { get set }
    static func call9(_ d: Draw) throws {
        var receiver: Scores = d.makeScores("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((receiver[a0]) as Any)
        let value: Double? = d.optional("value") { d.double("value") }
        d.ready()
        receiver[a0] = value
        d.use(receiver[a0] as Any)
        d.use(receiver)
    }

    // subscript(name: String) -> Double { get }
    static func call10(_ d: Draw) throws {
        let receiver: Trial = d.makeTrial("receiver")
        let a0: String = d.string("name")
        d.ready()
        d.use((receiver[a0]) as Any)
        d.use(receiver)
    }

    // func crossValidate(_ samples: Samples, _ splitter: some FoldSplitter, generator: RandomGenerator = .shared, score: (Samples, Samples) throws -> Double) rethrows -> CrossValidation
    static func call11(_ d: Draw) throws {
        let a0: Samples = d.makeSamples("samples")
        let a1 = d.anyFoldSplitter("splitter")
        let a2: RandomGenerator = d.generator("generator")
        let a3: (Samples, Samples) throws -> Double = d.score("score")
        d.ready()
        d.use((try crossValidate(a0, a1, generator: a2, score: a3)) as Any)
    }

    // func gunzip(_ bytes: [UInt8], limit: Int = 1 << 30, source: String = "gzip data") throws(FileError) -> [UInt8]
    static func call12(_ d: Draw) throws {
        let a0: [UInt8] = d.bytes("bytes")
        let a1: Int = d.int("limit")
        let a2: String = d.string("source")
        d.ready()
        d.use((try gunzip(a0, limit: a1, source: a2)) as Any)
    }

    // func randomSplit(_ count: Int, validationFraction: Double = 0, testFraction: Double = 0, generator: RandomGenerator = .shared) -> Parts<[Int]>
    static func call13(_ d: Draw) throws {
        let a0: Int = d.int("count")
        let a1: Double = d.double("validationFraction")
        let a2: Double = d.double("testFraction")
        let a3: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((randomSplit(a0, validationFraction: a1, testFraction: a2, generator: a3)) as Any)
    }

    // func stratifiedSplit(_ labels: Tensor, validationFraction: Double = 0, testFraction: Double = 0, generator: RandomGenerator = .shared) -> Parts<[Int]>
    static func call14(_ d: Draw) throws {
        let a0: Tensor = d.tensor("labels")
        let a1: Double = d.double("validationFraction")
        let a2: Double = d.double("testFraction")
        let a3: RandomGenerator = d.generator("generator")
        d.ready()
        d.use((stratifiedSplit(a0, validationFraction: a1, testFraction: a2, generator: a3)) as Any)
    }

    // func textImage(_ images: Tensor, captions: [String] = []) -> String
    static func call15(_ d: Draw) throws {
        let a0: Tensor = d.tensor("images")
        let a1: [String] = d.array("captions") { d.string("") }
        d.ready()
        d.use((textImage(a0, captions: a1)) as Any)
    }
}

import AdjointKernels
import AdjointRuntime

/// The program for some deferred values that lie in one domain: what they are lowered to, and the memory of its
/// results.
///
/// One object makes one program after another, for who holds `Evaluation.lock`: so its lists keep their room.
final class Program: DeviceProgram {
    // Unsafe, as the compiler does not know whose the lock is: only for who holds `Evaluation.lock`.
    nonisolated(unsafe) static let shared = Program()

    /// A deferred value that costs more than this, in additions for an element, is stored where a tensor holds it or a
    /// deferred value that waits for another program reads it; others are computed again when they are needed again.
    static let keptCost = 24

    // Exclusivity is unchecked for the reason that `DeviceProgram` has.

    @exclusivity(unchecked) var domain = Domain()
    @exclusivity(unchecked) var number = 0
    /// Where all of it lies.
    @exclusivity(unchecked) var device: any Device = CPU.shared

    /// What an element of a value costs to compute from what lies in memory, in additions.
    @exclusivity(unchecked) var costs: [Int] = []
    @exclusivity(unchecked) var sources: [Storage] = []
    @exclusivity(unchecked) var loaded: [Load] = []
    @exclusivity(unchecked) var expanded: [(value: Int, repeated: Int)] = []
    @exclusivity(unchecked) var outputs: [Output] = []
    /// What costs enough to be stored if another program will read it.
    @exclusivity(unchecked) var costly: [Output] = []
    /// What the reductions that end the pass reduce, and their values.
    @exclusivity(unchecked) var finals:
        [(input: Int, operation: AdjReduction, byColumns: Bool, results: Int, value: Int)] =
            []
    @exclusivity(unchecked) var explanation: Explanation?
    /// Sources whose memory was given to an output.
    @exclusivity(unchecked) var given: [Int] = []
    /// Whether memory for an operand could not be had: then the program does not run.
    @exclusivity(unchecked) var lacksMemory = false

    /// An operand in memory, as an operation read it whose result has a layout.
    struct Load {
        /// Nil for a number in a formula. `sources` keeps the others.
        let storage: ObjectIdentifier?
        let bits: UInt64
        let offset: Int
        let own: Layout
        let layout: Layout
        let dtype: DType
        let isRow: Bool
        let value: Int
    }

    /// The numbers of the values that a step reads.
    struct Inputs {
        private(set) var count = 0
        private(set) var numbers: (UInt16, UInt16, UInt16) = (0, 0, 0)

        init() {}

        init(_ first: Int, _ second: Int? = nil) {
            append(first)
            if let second { append(second) }
        }

        mutating func append(_ value: Int) {
            count += 1
            self[count - 1] = value
        }

        subscript(_ index: Int) -> Int {
            get { Int(index == 0 ? numbers.0 : index == 1 ? numbers.1 : numbers.2) }
            set {
                switch index {
                case 0: numbers.0 = UInt16(newValue)
                case 1: numbers.1 = UInt16(newValue)
                default: numbers.2 = UInt16(newValue)
                }
            }
        }
    }

    struct Output {
        let storage: Storage
        let value: Int
        /// The instruction that computes it; Int.max where a reduction ends it after the pass.
        var instruction: Int
        var pointer: UnsafeMutableRawPointer?
        /// The same value is this output too, and is copied.
        var original: UnsafeMutableRawPointer?
    }

    private func begin(_ domain: Domain) {
        self.domain = domain
        device = domain.device
        number = Evaluation.nextNumber()
        explanation = Explanation.current
        begin(
            domain.count, rowLength: domain.finalColumns,
            isLarge: domain.count >= Laziness.threshold || adj_thread().pointee.fusion_forced != 0)
    }

    /// Forgets everything but the room that the lists have.
    override func end() {
        super.end()
        domain = Domain()
        device = CPU.shared
        explanation = nil
        costs.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
        loaded.removeAll(keepingCapacity: true)
        expanded.removeAll(keepingCapacity: true)
        outputs.removeAll(keepingCapacity: true)
        costly.removeAll(keepingCapacity: true)
        finals.removeAll(keepingCapacity: true)
        given.removeAll(keepingCapacity: true)
        lacksMemory = false
    }

    override func newValue(_ form: AdjForm, _ dtype: DType, at data: UnsafeMutableRawPointer? = nil) -> Int {
        costs.append(0)
        return super.newValue(form, dtype, at: data)
    }

    // MARK: Running

    /// Computes the roots, and what else is worth keeping. False, and an error, where there is no memory for them: then
    /// all are deferred as before.
    func run(_ domain: Domain, _ roots: [Storage]) -> Bool {
        begin(domain)
        defer { end() }
        for storage in roots {
            guard storage.isPending, let expression = storage.expression else { continue }
            switch expression.kind {
            case .map, .uniform, .normal, .place: _ = full(storage)
            case .reduceRows, .pick: _ = row(storage)
            case .reduceColumns(let operation): reduce(storage, expression, operation, byColumns: true)
            case .reduceRuns(let operation): reduce(storage, expression, operation, byColumns: false)
            case .product: fatalError("a product is no root of a program")
            }
        }
        if code.isEmpty { return !lacksMemory }
        keepWhatOthersRead()
        guard !lacksMemory, admitsOutputs() else {
            for product in products { sources[product.source].giveBack(product.address) }
            return false
        }
        // The deferred values go, and with them what only they refer to.
        for output in outputs {
            output.storage.expression = nil
            results.append(output.value)
        }
        device.prepare(self)
        findUses()
        placeOutputs()
        let begin = explanation == nil ? 0 : Explanation.now()
        device.run(self)
        if explanation != nil { notes = products.map(note) + notes }
        products.forEach(finish)
        for output in outputs {
            guard let pointer = output.pointer else { continue }
            if let original = output.original {
                device.copy(of: 1, shape: [output.storage.byteCount], from: original, [1], to: pointer, [1])
            }
            output.storage.publish(pointer)
        }
        if let explanation { explanation.add(description(seconds: Explanation.now() - begin)) }
        return true
    }

    /// Computes a product now.
    func compute(_ product: Product) {
        device.multiply(product.matrices, product.a, product.b, to: product.address, accumulates: false)
    }

    /// A product is computed: it is published, unless an output lies in its place.
    func finish(_ product: Product) {
        if product.isGiven { return }
        sources[product.source].expression = nil
        sources[product.source].publish(product.address)
    }

    /// The program, for `explainExecution`.
    private func description(seconds: Double) -> String {
        let inBytes = sources.reduce(0) { $0 + $1.byteCount }
        let outBytes = outputs.reduce(0) { $0 + $1.storage.byteCount }
        let form = rowLength > 0 ? "\(count / columns) rows of \(columns)" : "\(count) elements"
        let results = outputs.map { output in
            "%\(output.value)" + (values[output.value].form == .full && isInPlace(output) ? " in place" : "")
        }
        return """
            program over \(form): \(sources.count) inputs of \(inBytes) bytes, \
            \(outputs.count) outputs of \(outBytes) bytes, \
            \(String(Int(seconds * 1e6))) µs
            \(notes.map { "  " + $0 }.joined(separator: "\n"))
              outputs: \(results.joined(separator: ", "))
            """
    }

    func note(_ product: Product) -> String {
        let matrices = product.matrices
        let batch = matrices.batch == 1 ? "" : "\(matrices.batch) times "
        let how = product.hasEpilogue ? ", with these steps as its epilogue" : ""
        return "%\(product.value): \(batch)matmul [\(matrices.m), \(matrices.k)] × [\(matrices.k), \(matrices.n)]\(how)"
    }

    func isInPlace(_ output: Output) -> Bool {
        values.enumerated().contains { $0.offset != output.value && $0.element.data == output.pointer }
    }
}

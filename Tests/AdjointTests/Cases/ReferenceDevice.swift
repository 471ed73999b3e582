import AdjointKernels
import Foundation

@testable import Adjoint

/// A device that does everything one element at a time, in plain Swift: an oracle for the values that the processor's
/// kernels, chains and programs give, and the proof that whoever implements `Device` needs nothing else.
///
/// Its addresses are of memory that nobody can read or write: what touches elements past the device ends the test.
/// Every element is computed in `Double` and rounded to its dtype after each operation; sums go from left to right and
/// are rounded once. It has no half-precision types, no speed, and no limit of memory.
final class ReferenceDevice: Device {
    static let shared = ReferenceDevice()

    let name = "reference"

    // MARK: Memory

    private struct Block {
        let start: Int
        let bytes: UnsafeMutableRawBufferPointer
    }

    private struct State {
        /// By address.
        var blocks: [Block] = []
        var next: Int
        var calls: [String: Int] = [:]
    }

    private nonisolated(unsafe) var state: State
    private let lock = NSLock()

    init() {
        let length = 1 << 36
        guard
            let region = mmap(nil, length, PROT_NONE, MAP_PRIVATE | Int32(MAP_ANONYMOUS) | Int32(MAP_NORESERVE), -1, 0),
            region != MAP_FAILED
        else { fatalError("no addresses are left") }
        state = State(next: Int(bitPattern: region))
    }

    /// How often each method was called: the steps of programs by their names.
    var calls: [String: Int] { lock.withLock { state.calls } }
    /// The blocks that are in use.
    var blockCount: Int { lock.withLock { state.blocks.count } }

    private func note(_ call: String) { lock.withLock { state.calls[call, default: 0] += 1 } }

    func allocate(_ byteCount: Int, _ capacity: inout Int) -> UnsafeMutableRawPointer? {
        capacity = Swift.max(byteCount, 1)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
        bytes.initializeMemory(as: UInt8.self, repeating: 0xAA)
        return lock.withLock {
            let start = state.next
            state.blocks.append(Block(start: start, bytes: bytes))
            // A gap behind each block, so that no address belongs to two.
            state.next += (capacity + 4095) / 4096 * 4096 + 4096
            return UnsafeMutableRawPointer(bitPattern: start)
        }
    }

    func free(_ address: UnsafeMutableRawPointer, _ capacity: Int) {
        let bytes = lock.withLock { () -> UnsafeMutableRawBufferPointer in
            let index = place(of: Int(bitPattern: address))
            precondition(state.blocks[index].start == Int(bitPattern: address), "what is freed was not allocated")
            return state.blocks.remove(at: index).bytes
        }
        precondition(bytes.count == capacity, "freed with another capacity")
        bytes.deallocate()
    }

    /// The last block that begins at an address or before it.
    private func place(of address: Int) -> Int {
        var (low, high) = (0, state.blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if state.blocks[middle].start <= address { low = middle + 1 } else { high = middle }
        }
        precondition(low > 0, "an address that is not the device's")
        return low - 1
    }

    /// The device's own view of `count` bytes at an address.
    private func bytes(_ address: UnsafeRawPointer, _ count: Int) -> UnsafeMutableRawPointer {
        lock.withLock {
            let block = state.blocks[place(of: Int(bitPattern: address))]
            let offset = Int(bitPattern: address) - block.start
            precondition(offset + count <= block.bytes.count, "\(count) bytes at \(offset) of \(block.bytes.count)")
            return block.bytes.baseAddress! + offset
        }
    }

    func zeros(_ byteCount: Int) -> UnsafeMutableRawPointer { fatalError("memory has no limit") }

    func write(_ host: UnsafeRawPointer, _ byteCount: Int, to address: UnsafeMutableRawPointer) {
        note("write")
        bytes(address, byteCount).copyMemory(from: host, byteCount: byteCount)
    }

    func read(_ address: UnsafeRawPointer, _ byteCount: Int, to host: UnsafeMutableRawPointer) {
        note("read")
        host.copyMemory(from: bytes(address, byteCount), byteCount: byteCount)
    }

    // MARK: Elements

    private func load(_ address: UnsafeRawPointer, _ index: Int, _ type: DType) -> Double {
        let source = bytes(address + index * type.byteCount, type.byteCount)
        switch type {
        case .float32: return Double(source.loadUnaligned(as: Float.self))
        case .float64: return source.loadUnaligned(as: Double.self)
        case .int32: return Double(source.loadUnaligned(as: Int32.self))
        case .int64: return Double(source.loadUnaligned(as: Int64.self))
        case .bool: return Double(source.loadUnaligned(as: UInt8.self))
        case .float16: return Double(Float16(bitPattern: source.loadUnaligned(as: UInt16.self)))
        case .bfloat16: return Double(Float(bitPattern: UInt32(source.loadUnaligned(as: UInt16.self)) << 16))
        }
    }

    private func store(_ x: Double, _ address: UnsafeMutableRawPointer, _ index: Int, _ type: DType) {
        let target = bytes(address + index * type.byteCount, type.byteCount)
        switch type {
        case .float32: target.storeBytes(of: Float(x), as: Float.self)
        case .float64: target.storeBytes(of: x, as: Double.self)
        case .int32: target.storeBytes(of: Int32(truncatingIfNeeded: integer(x)), as: Int32.self)
        case .int64: target.storeBytes(of: integer(x), as: Int64.self)
        case .bool: target.storeBytes(of: x == 0 ? 0 : 1, as: UInt8.self)
        case .float16, .bfloat16: fatalError("\(type) is not computed")
        }
    }

    private func integer(_ x: Double) -> Int64 { Int64(exactly: x) ?? (x < 0 ? .min : .max) }

    // MARK: Moves of elements

    func fill(_ address: UnsafeMutableRawPointer, with bits: UInt64, size: Int, count: Int) {
        note("fill")
        withUnsafeBytes(of: bits) { bits in
            for index in 0..<count {
                bytes(address + index * size, size).copyMemory(from: bits.baseAddress!, byteCount: size)
            }
        }
    }

    func copy(
        of size: Int, shape: [Int], from source: UnsafeRawPointer, _ sourceStrides: [Int],
        to destination: UnsafeMutableRawPointer, _ destinationStrides: [Int]
    ) {
        note("copy")
        for index in 0..<shape.reduce(1, *) {
            let from = bytes(source + place(index, shape, sourceStrides) * size, size)
            bytes(destination + place(index, shape, destinationStrides) * size, size).copyMemory(
                from: from, byteCount: size)
        }
    }

    /// How far the element with a row-major number is from the first one.
    private func place(_ index: Int, _ shape: [Int], _ strides: [Int]) -> Int {
        var (rest, place) = (index, 0)
        for axis in shape.indices.reversed() {
            place += rest % shape[axis] * strides[axis]
            rest /= shape[axis]
        }
        return place
    }

    /// Calls `body` with the numbers of each element that is selected, and of the one that it goes to.
    private func select(
        _ view: AxisView, _ positions: UnsafeRawPointer, _ count: Int, along: Bool, _ body: (Int, Int) -> Void
    ) {
        for outer in 0..<view.outer {
            for i in 0..<count {
                for j in 0..<view.inner {
                    let own = (outer * count + i) * view.inner + j
                    let position = Int(load(positions, along ? own : i, .int64))
                    body((outer * view.length + position) * view.inner + j, own)
                }
            }
        }
    }

    func gather(
        _ view: AxisView, _ type: DType, _ x: UnsafeRawPointer, _ positions: UnsafeRawPointer, _ count: Int,
        along: Bool, to out: UnsafeMutableRawPointer
    ) {
        note("gather")
        select(view, positions, count, along: along) { store(load(x, $0, type), out, $1, type) }
    }

    func scatterAdd(
        _ view: AxisView, _ type: DType, _ g: UnsafeRawPointer, _ positions: UnsafeRawPointer, _ count: Int,
        along: Bool, to out: UnsafeMutableRawPointer
    ) {
        note("scatterAdd")
        for i in 0..<(view.outer * view.length * view.inner) { store(0, out, i, type) }
        select(view, positions, count, along: along) { store(load(out, $0, type) + load(g, $1, type), out, $0, type) }
    }

    // MARK: Products, reductions and windows

    func multiply(
        _ products: MatrixProducts, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, to out: UnsafeMutableRawPointer,
        accumulates: Bool
    ) {
        note(accumulates ? "multiply and add" : "multiply")
        let p = products
        for batch in 0..<p.batch {
            for row in 0..<p.m {
                for column in 0..<p.n {
                    let index = (batch * p.m + row) * p.n + column
                    var sum = accumulates ? load(out, index, p.dtype) : 0
                    for k in 0..<p.k {
                        sum +=
                            load(a, p.a.offsets[batch] + row * p.a.row + k * p.a.column, p.dtype)
                            * load(b, p.b.offsets[batch] + k * p.b.row + column * p.b.column, p.dtype)
                    }
                    store(sum, out, index, p.dtype)
                }
            }
        }
    }

    func reduce(
        _ operation: AdjReduction, _ type: DType, _ x: UnsafeRawPointer, _ outer: Int, _ length: Int, _ inner: Int,
        to out: UnsafeMutableRawPointer, _ resultType: DType
    ) {
        note("reduce")
        for i in 0..<outer {
            for j in 0..<inner {
                let line = (0..<length).map { load(x, (i * length + $0) * inner + j, type) }
                store(ReferenceFormulas.reduce(line, operation, type), out, i * inner + j, resultType)
            }
        }
    }

    func convolve(
        _ part: ConvolutionPart, _ type: DType, _ shape: adj_convolution_shape, _ a: UnsafeRawPointer,
        _ b: UnsafeRawPointer, to out: UnsafeMutableRawPointer
    ) {
        note(part.rawValue)
        let s = shape
        let (perGroup, outPerGroup) = (s.channels / s.groups, s.out_channels / s.groups)
        let counts: [ConvolutionPart: Int] = [
            .result: s.batch * s.out_channels * s.out_height * s.out_width,
            .input: s.batch * s.channels * s.height * s.width,
            .weight: s.out_channels * perGroup * s.kernel_height * s.kernel_width,
        ]
        var sums = [Double](repeating: 0, count: counts[part] ?? 0)
        for n in 0..<s.batch {
            for o in 0..<s.out_channels {
                for c in 0..<perGroup {
                    for (i, j) in pairs(s.out_height, s.out_width) {
                        for (p, q) in pairs(s.kernel_height, s.kernel_width) {
                            let row = i * s.stride_y + p * s.dilation_y - s.top
                            let column = j * s.stride_x + q * s.dilation_x - s.left
                            guard (0..<s.height).contains(row), (0..<s.width).contains(column) else { continue }
                            let y = ((n * s.out_channels + o) * s.out_height + i) * s.out_width + j
                            let channel = o / outPerGroup * perGroup + c
                            let x = ((n * s.channels + channel) * s.height + row) * s.width + column
                            let w = ((o * perGroup + c) * s.kernel_height + p) * s.kernel_width + q
                            switch part {
                            case .result: sums[y] += load(a, x, type) * load(b, w, type)
                            case .input: sums[x] += load(a, y, type) * load(b, w, type)
                            case .weight: sums[w] += load(a, x, type) * load(b, y, type)
                            }
                        }
                    }
                }
            }
        }
        for (index, sum) in sums.enumerated() { store(sum, out, index, type) }
    }

    private func pairs(_ rows: Int, _ columns: Int) -> [(Int, Int)] {
        (0..<rows).flatMap { row in (0..<columns).map { (row, $0) } }
    }

    func maxPool(
        _ type: DType, _ shape: adj_pool_shape, planes: Int, _ x: UnsafeRawPointer, to out: UnsafeMutableRawPointer,
        positions: UnsafeMutableRawPointer
    ) {
        note("maxPool")
        let s = shape
        for plane in 0..<planes {
            for (i, j) in pairs(s.out_height, s.out_width) {
                var best: (value: Double, position: Int)?
                for (p, q) in pairs(s.kernel_height, s.kernel_width) {
                    let (row, column) = (i * s.stride_y + p - s.top, j * s.stride_x + q - s.left)
                    guard (0..<s.height).contains(row), (0..<s.width).contains(column) else { continue }
                    let value = load(x, (plane * s.height + row) * s.width + column, type)
                    guard let known = best else {
                        best = (value, row * s.width + column)
                        continue
                    }
                    if !known.value.isNaN, value.isNaN || value > known.value { best = (value, row * s.width + column) }
                }
                let index = (plane * s.out_height + i) * s.out_width + j
                store(best?.value ?? -.infinity, out, index, type)
                store(Double(best?.position ?? 0), positions, index, .int32)
            }
        }
    }

    func pooled(
        _ type: DType, _ x: UnsafeRawPointer, _ positions: UnsafeRawPointer, planes: Int, count: Int, size: Int,
        transposed: Bool, to out: UnsafeMutableRawPointer
    ) {
        note("pooled")
        if transposed { for i in 0..<(planes * size) { store(0, out, i, type) } }
        for i in 0..<(planes * count) {
            let place = i / count * size + Int(load(positions, i, .int32))
            if transposed {
                store(load(out, place, type) + load(x, i, type), out, place, type)
            } else {
                store(load(x, place, type), out, i, type)
            }
        }
    }

    // MARK: Programs

    func run(_ program: DeviceProgram) {
        for product in program.products {
            multiply(product.matrices, product.a, product.b, to: product.address, accumulates: false)
        }
        var values = program.values
        var registers: [UnsafeMutableRawPointer] = []
        /// Room for values that lie nowhere.
        for index in values.indices where values[index].data == nil {
            let constant = program.constantOf.first { $0.value == index }
            let elements = constant == nil ? count(values[index].form, program) : 1
            var capacity = 0
            values[index].data = allocate(elements * Int(values[index].element_size), &capacity)
            registers.append(values[index].data)
            if let constant {
                withUnsafeBytes(of: program.constants[constant.constant]) {
                    write($0.baseAddress!, Int(values[index].element_size), to: values[index].data)
                }
            }
        }
        for index in program.code.indices { step(index, program, values) }
        for register in registers {
            let size = lock.withLock { state.blocks[place(of: Int(bitPattern: register))].bytes.count }
            free(register, size)
        }
    }

    private func count(_ form: AdjForm, _ program: DeviceProgram) -> Int {
        switch form {
        case .single: 1
        case .full: program.count
        case .row: program.count / program.rowLength
        case .column: program.rowLength
        }
    }

    private func step(_ index: Int, _ program: DeviceProgram, _ values: [adj_value]) {
        let instruction = program.code[index]
        let columns = program.rowLength
        let type = DType(instruction.type)
        let result = values[Int(instruction.out)]
        guard let out = result.data else { fatalError("a result without a place") }
        /// Element `i` of operand `k`, for a result that has an element for each row or for all.
        func operand(_ k: Int, _ i: Int, _ type: DType) -> Double {
            let value = values[instruction.input(k)]
            guard let data = value.data else { fatalError("an operand without a place") }
            switch value.form {
            case .single: return load(data, 0, type)
            case .full: return load(data, i, type)
            case .row: return load(data, instruction.form == .row ? i : i / columns, type)
            case .column: return load(data, i % columns, type)
            }
        }
        func line(_ elements: some Sequence<Int>) -> [Double] { elements.map { operand(0, $0, type) } }
        let elements = count(instruction.form, program)
        switch instruction.step {
        case .map:
            let code = instruction.code
            note(code.name)
            let types = code.operandTypes
            let resultType = code.resultType(size: Int(result.element_size))
            for i in 0..<elements {
                let x = (0..<Int(instruction.inputs)).map { operand($0, i, types[$0]) }
                store(ReferenceFormulas.value(of: code, x), out, i, resultType)
            }
        case .gather:
            note("gather of a program")
            guard let found = program.stridesOf.first(where: { $0.instruction == index }) else {
                fatalError("no strides")
            }
            let shape = Array(program.numbers[found.shape..<(found.shape + instruction.rank)])
            let strides = Array(program.numbers[found.strides..<(found.strides + instruction.rank)])
            let size = Int(result.element_size)
            for i in 0..<elements {
                let from = bytes(instruction.source + place(i, shape, strides) * size, size)
                bytes(out + i * size, size).copyMemory(from: from, byteCount: size)
            }
        case .expand:
            let source = values[instruction.input(0)]
            let size = Int(result.element_size)
            for i in 0..<elements {
                let from = bytes(source.data + (source.form == .row ? i / columns : i % columns) * size, size)
                bytes(out + i * size, size).copyMemory(from: from, byteCount: size)
            }
        case .uniform, .normal:
            note(instruction.step == .normal ? "normal" : "uniform")
            let stream = PhiloxStream(seed: instruction.seed, stream: instruction.stream)
            for i in 0..<elements {
                store(stream.element(i, type, isNormal: instruction.step == .normal), out, i, type)
            }
        case .pick:
            note("pick")
            for row in 0..<elements {
                let position = Int(rowElement(values[instruction.input(1)], row, .int64))
                store(operandElement(values[instruction.input(0)], row, position, columns, type), out, row, type)
            }
        case .place:
            note("place")
            for i in 0..<elements {
                let (row, column) = i.quotientAndRemainder(dividingBy: columns)
                let isHere = Int(rowElement(values[instruction.input(1)], row, .int64)) == column
                store(isHere ? rowElement(values[instruction.input(0)], row, type) + 0 : 0, out, i, type)
            }
        case .reduceRow, .reduceColumns, .reduceTile:
            note("\(instruction.reduction) of a program")
            let resultType = instruction.reduction.resultType(type)
            switch instruction.step {
            case .reduceRow:
                for row in 0..<(program.count / columns) {
                    let x = line((row * columns)..<((row + 1) * columns))
                    store(ReferenceFormulas.reduce(x, instruction.reduction, type), out, row, resultType)
                }
            case .reduceColumns:
                for column in 0..<columns {
                    let x = line(stride(from: column, to: program.count, by: columns))
                    store(ReferenceFormulas.reduce(x, instruction.reduction, type), out, column, resultType)
                }
            default:
                let results = program.reductions.first { $0.instruction == index }?.results ?? 1
                let length = program.count / results
                for run in 0..<results {
                    let x = line((run * length)..<((run + 1) * length))
                    store(ReferenceFormulas.reduce(x, instruction.reduction, type), out, run, resultType)
                }
            }
        case .link: fatalError("links are the processor's")
        }
    }

    private func rowElement(_ value: adj_value, _ row: Int, _ type: DType) -> Double {
        load(value.data, value.form == .single ? 0 : row, type)
    }

    private func operandElement(_ value: adj_value, _ row: Int, _ column: Int, _ columns: Int, _ type: DType) -> Double
    {
        switch value.form {
        case .single: load(value.data, 0, type)
        case .full: load(value.data, row * columns + column, type)
        case .row: load(value.data, row, type)
        case .column: load(value.data, column, type)
        }
    }
}

extension DType {
    init(_ type: AdjDType) {
        guard let found = DType.allCases.first(where: { $0.kernelType == type }) else { fatalError("no such type") }
        self = found
    }
}

extension adj_code {
    fileprivate var operandTypes: [DType] {
        kind == .select ? [.bool, DType(type), DType(type)] : [DType(type), DType(type)]
    }

    /// Flags are bool.
    fileprivate func resultType(size: Int) -> DType {
        if kind == .cast, let target = AdjDType(rawValue: operation) { return DType(target) }
        return size == 1 ? .bool : DType(type)
    }
}

extension AdjReduction {
    fileprivate func resultType(_ type: DType) -> DType {
        switch self {
        case .wideSum, .squares: .float64
        case .argmax, .argmin: .int64
        default: type
        }
    }
}

/// Philox 4×32-10, a block at a time, and the numbers that are made of its words.
private struct PhiloxStream {
    let seed: UInt64
    let stream: UInt64

    private func words(_ block: UInt64) -> [UInt32] {
        var c = [
            UInt32(truncatingIfNeeded: block), UInt32(block >> 32), UInt32(truncatingIfNeeded: stream),
            UInt32(stream >> 32),
        ]
        var k = [UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)]
        for _ in 0..<10 {
            let a = UInt64(c[0]) * 0xD251_1F53
            let b = UInt64(c[2]) * 0xCD9E_8D57
            c = [
                UInt32(b >> 32) ^ c[1] ^ k[0], UInt32(truncatingIfNeeded: b), UInt32(a >> 32) ^ c[3] ^ k[1],
                UInt32(truncatingIfNeeded: a),
            ]
            k = [k[0] &+ 0x9E37_79B9, k[1] &+ 0xBB67_AE85]
        }
        return c
    }

    /// The unsigned integer of 32 or 64 bits that element `i` is made of.
    private func bits(_ i: Int, _ type: DType) -> UInt64 {
        let inBlock = 16 / type.byteCount
        let words = words(UInt64(i / inBlock))
        let k = i % inBlock
        return type == .float32 ? UInt64(words[k]) : UInt64(words[2 * k]) | UInt64(words[2 * k + 1]) << 32
    }

    func element(_ i: Int, _ type: DType, isNormal: Bool) -> Double {
        let isFloat = type == .float32
        func fraction(_ i: Int) -> Double {
            isFloat ? Double(bits(i, type) >> 8) * 0x1p-24 : Double(bits(i, type) >> 11) * 0x1p-53
        }
        if !isNormal { return fraction(i) }
        let first = i / 2 * 2
        let u = isFloat ? Double(bits(first, type)) * 0x1p-32 + 0x1p-33 : fraction(first) + 0x1p-53
        let radius = (-2 * Foundation.log(u)).squareRoot()
        let angle = 2 * Double.pi * fraction(first + 1)
        return radius * (i == first ? Foundation.cos(angle) : Foundation.sin(angle))
    }
}

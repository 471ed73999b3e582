import AdjointKernels
import AdjointRuntime

/// The processor: memory from the pool, and the C kernels on all threads.
///
/// Its addresses are the host's, so results of few elements are also computed past `Device`: see `elementwise`.
package final class CPU: Device {
    package static let shared = CPU()

    package let name = "cpu"

    private init() {}

    // MARK: Memory

    package func allocate(_ byteCount: Int, _ capacity: inout Int) -> UnsafeMutableRawPointer? {
        adj_pool_request(byteCount, &capacity)
    }

    package func free(_ address: UnsafeMutableRawPointer, _ capacity: Int) { adj_pool_free(address, capacity) }

    package func admits(_ byteCount: Int) -> Bool { Memory.isAvailable(byteCount) }

    package func zeros(_ byteCount: Int) -> UnsafeMutableRawPointer { Memory.zeros(byteCount) }

    package func write(_ host: UnsafeRawPointer, _ byteCount: Int, to address: UnsafeMutableRawPointer) {
        address.copyMemory(from: host, byteCount: byteCount)
    }

    package func read(_ address: UnsafeRawPointer, _ byteCount: Int, to host: UnsafeMutableRawPointer) {
        host.copyMemory(from: address, byteCount: byteCount)
    }

    // MARK: Moves of elements

    package func fill(_ address: UnsafeMutableRawPointer, with bits: UInt64, size: Int, count: Int) {
        withUnsafePointer(to: bits) { adj_fill(size, $0, address, count) }
    }

    package func copy(
        of size: Int, shape: [Int], from source: UnsafeRawPointer, _ sourceStrides: [Int],
        to destination: UnsafeMutableRawPointer, _ destinationStrides: [Int]
    ) {
        if shape.contains(0) { return }
        guard let rows = shape.first else {
            return adj_copy(size, shape.count, shape, source, sourceStrides, destination, destinationStrides)
        }
        let rowCount = shape.dropFirst().reduce(1, *)
        parallel(rows, by: Swift.max(Self.chunkLength / Swift.max(rowCount, 1), 1)) { range in
            adj_copy(
                size, shape.count, [range.count] + shape.dropFirst(),
                source + range.lowerBound * sourceStrides[0] * size, sourceStrides,
                destination + range.lowerBound * destinationStrides[0] * size, destinationStrides)
        }
    }

    package func gather(
        _ view: AxisView, _ type: DType, _ x: UnsafeRawPointer, _ positions: UnsafeRawPointer, _ count: Int,
        along: Bool, to out: UnsafeMutableRawPointer
    ) {
        let kernel = along ? adj_take_along : adj_take
        kernel(
            type.byteCount, x, view.outer, view.length, view.inner, positions.assumingMemoryBound(to: Int64.self),
            count, out)
    }

    package func scatterAdd(
        _ view: AxisView, _ type: DType, _ g: UnsafeRawPointer, _ positions: UnsafeRawPointer, _ count: Int,
        along: Bool, to out: UnsafeMutableRawPointer
    ) {
        let elements = view.outer * view.length * view.inner
        out.initializeMemory(as: UInt8.self, repeating: 0, count: elements * type.byteCount)
        let kernel = along ? adj_take_along_transpose : adj_take_transpose
        kernel(
            type.kernelType, g, view.outer, view.length, view.inner, positions.assumingMemoryBound(to: Int64.self),
            count, out)
    }

    // MARK: Reductions

    /// Elements that one thread takes at a time: some microseconds of work, so that waking another one pays.
    static let chunkLength = 1 << 16

    /// A long axis is reduced in blocks of a fixed length, and then the blocks.
    package func reduce(
        _ operation: AdjReduction, _ type: DType, _ x: UnsafeRawPointer, _ outer: Int, _ length: Int, _ inner: Int,
        to out: UnsafeMutableRawPointer, _ resultType: DType
    ) {
        let (size, resultSize) = (type.byteCount, resultType.byteCount)
        let block = Swift.max(Self.chunkLength / Swift.max(inner, 1), 16)
        if operation == .argmax || operation == .argmin || length < 2 * block {
            let rows = Swift.max(Self.chunkLength / Swift.max(length * inner, 1), 1)
            return parallel(outer, by: rows) { range in
                _ = adj_reduce(
                    operation, type.kernelType, x + range.lowerBound * length * inner * size, range.count, length,
                    inner, out + range.lowerBound * inner * resultSize)
            }
        }
        let blocks = (length + block - 1) / block
        let partial = Room(outer * blocks * inner * resultSize)
        parallel(outer * blocks, by: 1) { range in
            let (line, part) = range.lowerBound.quotientAndRemainder(dividingBy: blocks)
            _ = adj_reduce(
                operation, type.kernelType, x + (line * length + part * block) * inner * size, 1,
                Swift.min(block, length - part * block), inner,
                partial.address + range.lowerBound * inner * resultSize)
        }
        _ = adj_reduce(operation.ofParts, resultType.kernelType, partial.address, outer, blocks, inner, out)
    }

    // MARK: Programs

    package func prepare(_ program: DeviceProgram) { CPUProgram.shared.prepare(program) }

    package func run(_ program: DeviceProgram) { CPUProgram.shared.run(program) }
}

/// Memory for what a kernel needs while it runs, which is little beside its operands.
final class Room {
    let address: UnsafeMutableRawPointer
    private let capacity: Int

    init(_ byteCount: Int) {
        var capacity = 0
        guard let address = adj_pool_allocate(byteCount, &capacity) else {
            fatalError("out of memory: room for \(byteCount) bytes, beside \(memoryUse.live) bytes in use")
        }
        (self.address, self.capacity) = (address, capacity)
    }

    deinit { adj_pool_free(address, capacity) }
}

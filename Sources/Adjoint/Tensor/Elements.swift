/// The elements of a result: a storage, or the bits of the only element.
struct Values {
    var storage: Storage?
    var scalar: UInt64 = 0

    /// The processor's memory for `count` elements, which `fill` must write. One element is kept without a storage.
    /// Where there is not so much memory, that is an error of `operation`, and a tensor of these values is a stand-in.
    init(
        count: Int, dtype: DType, for operation: @autoclosure () -> String, fill: (UnsafeMutableRawPointer) -> Void
    ) {
        if count == 1 {
            withUnsafeMutableBytes(of: &scalar) { bytes in
                if let base = bytes.baseAddress { fill(base) }
            }
        } else if let storage = Storage(byteCount: count * dtype.byteCount, for: operation()) {
            self.storage = storage
            fill(storage.pointer)
        } else {
            storage = .unavailable
        }
    }

    /// The same in a device's memory.
    init(
        count: Int, dtype: DType, on device: any Device, for operation: @autoclosure () -> String,
        fill: (UnsafeMutableRawPointer) -> Void
    ) {
        if device.isCPU {
            self.init(count: count, dtype: dtype, for: operation(), fill: fill)
        } else if let storage = Storage(byteCount: count * dtype.byteCount, on: device, for: operation()) {
            self.init(storage: storage, scalar: 0)
            fill(storage.pointer)
        } else {
            self.init(storage: .unavailable, scalar: 0)
        }
    }

    /// Values of which a tensor is a stand-in.
    static var unavailable: Values { Values(storage: .unavailable, scalar: 0) }

    var isUnavailable: Bool { storage?.isUnavailable ?? false }

    init(storage: Storage?, scalar: UInt64) {
        self.storage = storage
        self.scalar = scalar
    }
}

extension Tensor {
    /// Where the elements lie; nil where the only one lies in the tensor itself, and so on every device.
    @inline(__always)
    package var place: (any Device)? { storage?.device }

    /// Where the elements lie.
    package var device: any Device { place ?? CPU.shared }

    /// Whether the elements lie on another device than the processor.
    @inline(__always)
    var isElsewhere: Bool { storage.uncounted.map { $0._withUnsafeGuaranteedRef { $0.isElsewhere } } ?? false }

    /// Runs `body` with new tensors beside this one.
    @inline(__always)
    func onItsDevice<Result>(_ body: () -> Result) -> Result {
        guard isElsewhere || CurrentDevice.isElsewhere, let place else { return body() }
        return withDevice(place, body)
    }

    /// The same elements on another device; this tensor where they lie there already. Gradients move back.
    package func moved(to device: any Device) -> Tensor {
        guard let source = place, source !== device else { return self }
        guard let contiguous = withoutGradient({ contiguous(for: "moved") }) else { return .standIn(dtype) }
        let byteCount = count * dtype.byteCount
        let values = Values(count: count, dtype: dtype, on: device, for: "moved") { out in
            withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 64) { host in
                guard let host = host.baseAddress, byteCount > 0 else { return }
                contiguous.read(to: host)
                device.write(host, byteCount, to: out)
            }
        }
        return Tensor(values: values, dtype: dtype, layout: .rowMajor(shape)).record(
            LinearOperation(.move, apply: { $0.moved(to: device) }, transpose: { $0.moved(to: source) }), self)
    }

    /// The device that operands have in common; nil, and an error, where they have none. Operands that lie in
    /// themselves go with all; where there are no others, the device on which this thread makes tensors.
    @inline(__always)
    static func commonDevice(_ name: @autoclosure () -> String, _ x: Tensor, _ y: Tensor) -> (any Device)? {
        if !x.isElsewhere, !y.isElsewhere, !CurrentDevice.isElsewhere { return CPU.shared }
        return commonDevice(name(), [x, y])
    }

    static func commonDevice(_ name: @autoclosure () -> String, _ operands: [Tensor?]) -> (any Device)? {
        if !CurrentDevice.isElsewhere, !operands.contains(where: { $0?.isElsewhere ?? false }) { return CPU.shared }
        var common: (any Device)?
        for case let place? in operands.lazy.map({ $0?.place }) {
            guard let known = common else {
                common = place
                continue
            }
            guard known === place else {
                report(
                    AdjointError(
                        .value, name(),
                        "one operand is on \(known.name) and another on \(place.name): move one with moved(to:)"))
                return nil
            }
        }
        return common ?? CurrentDevice.value
    }

    /// Calls `body` with the address of the tensor's first element in the memory of the device, where it lies or, if it
    /// lies in the tensor itself, is written to for as long; the others follow by `layout.strides`. A deferred value is
    /// computed now.
    func withElements<Result>(on device: any Device, _ body: (UnsafeRawPointer) -> Result) -> Result {
        if storage != nil || device.isCPU { return withElements(body) }
        guard let storage = elementStorage(on: device) else { return body(device.zeros(dtype.byteCount)) }
        return withExtendedLifetime(storage) { body(storage.pointer) }
    }

    /// This tensor, or one whose only element lies in the device's memory if this one's lies in itself.
    func stored(on device: any Device) -> Tensor {
        if storage != nil { return self }
        let values = elementStorage(on: device).map { Values(storage: $0, scalar: 0) } ?? .unavailable
        return Tensor(values: values, dtype: dtype, layout: layout)
    }

    /// A storage for the only element, which lies in the tensor. Nil, and an error, where there is no memory for it.
    @inline(never)
    private func elementStorage(on device: any Device) -> Storage? {
        guard let storage = Storage(byteCount: dtype.byteCount, on: device, for: "moved") else { return nil }
        withUnsafePointer(to: scalar) { device.write($0, dtype.byteCount, to: storage.pointer) }
        return storage
    }

    /// Copies the elements, which are contiguous, to the host's memory.
    func read(to host: UnsafeMutableRawPointer) {
        withElements { device.read($0, count * dtype.byteCount, to: host) }
    }

    /// Calls `body` with the address of the tensor's first element; the others follow by `layout.strides`.
    ///
    /// Every kernel gets its operands here and nowhere else: a deferred value is computed now.
    @inline(__always)
    func withElements<Result>(_ body: (UnsafeRawPointer) throws -> Result) rethrows -> Result {
        if let address { return try withExtendedLifetime(self) { try body(address) } }
        return try withUnsafeBytes(of: scalar) { bytes in
            guard let base = bytes.baseAddress else { fatalError("a scalar has no address") }
            return try body(base)
        }
    }

    /// Calls `body` with the addresses of the first elements of one to three operands, as `withElements` does.
    @inline(__always)
    static func withElements<Result>(
        _ a: Tensor, _ b: Tensor?, _ c: Tensor?, _ body: (UnsafePointer<UnsafeRawPointer?>) -> Result
    ) -> Result {
        defer {
            withExtendedLifetime(a) {}
            withExtendedLifetime(b) {}
            withExtendedLifetime(c) {}
        }
        var bits = (a.scalar, b?.scalar ?? 0, c?.scalar ?? 0)
        return withUnsafeMutablePointer(to: &bits) { base in
            let words = UnsafeRawPointer(base)
            let addresses = (a.address ?? words, b?.address ?? words + 8, c?.address ?? words + 16)
            return withUnsafePointer(to: addresses) {
                $0.withMemoryRebound(to: UnsafeRawPointer?.self, capacity: 3) { body($0) }
            }
        }
    }

    /// Where the first element is in memory; nil where the tensor keeps the only one in itself.
    @inline(__always)
    private var address: UnsafeRawPointer? {
        storage.uncounted.map {
            $0._withUnsafeGuaranteedRef { UnsafeRawPointer($0.pointer) + offset * dtype.byteCount }
        }
    }

    /// Whether the elements are not computed yet.
    @inline(__always)
    var isPending: Bool { storage.uncounted.map { $0._withUnsafeGuaranteedRef { $0.isPending } } ?? false }

    /// Whether the elements are a deferred matrix product.
    var isPendingProduct: Bool {
        storage.uncounted.map { $0._withUnsafeGuaranteedRef { $0.isProduct && $0.isPending } } ?? false
    }

    /// The bits of the only element.
    @inline(__always)
    var bits: UInt64 {
        if storage == nil { return scalar }
        var bits: UInt64 = 0
        withElements { device.read($0, dtype.byteCount, to: &bits) }
        return bits
    }

    /// Whether the only element is NaN or infinite; false where it is not computed yet.
    @inline(__always)
    var isKnownNonFinite: Bool {
        switch dtype {
        case .float32: !isPending && bits & 0x7F80_0000 == 0x7F80_0000
        case .float64: !isPending && bits & 0x7FF0_0000_0000_0000 == 0x7FF0_0000_0000_0000
        default: false
        }
    }

    /// The same elements in row-major order without gaps: the tensor itself where they already lie so. Nil, and an
    /// error of `operation`, where there is no memory for them.
    func contiguous(for operation: String) -> Tensor? {
        if layout.isContiguous { return self }
        let values = contiguousValues(for: operation)
        return values.isUnavailable ? nil : Tensor(values: values, dtype: dtype, layout: .rowMajor(shape))
    }

    /// A row-major copy of the elements.
    func contiguousValues(for operation: String) -> Values {
        let device = place ?? CurrentDevice.value
        return Values(count: layout.count, dtype: dtype, on: device, for: operation) { destination in
            withElements(on: device) { source in
                device.copy(
                    of: dtype.byteCount, shape: shape, from: source, layout.strides, to: destination,
                    Layout.rowMajorStrides(shape))
            }
        }
    }
}

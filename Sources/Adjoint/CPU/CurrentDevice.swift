import AdjointRuntime

extension Device {
    /// Whether this is the processor, whose memory is the host's.
    var isCPU: Bool { self === CPU.shared }
}

/// Where tensors are made on this thread that are computed from no others.
package enum CurrentDevice {
    fileprivate final class Scope {
        let device: any Device
        init(_ device: any Device) { self.device = device }
    }

    package static var value: any Device {
        guard let scope = adj_thread().pointee.device else { return CPU.shared }
        return Unmanaged<Scope>.fromOpaque(scope).takeUnretainedValue().device
    }

    /// Whether it is another one than the processor.
    @inline(__always)
    static var isElsewhere: Bool { adj_thread().pointee.device != nil }
}

/// Runs `body` with a device on which this thread makes tensors that are computed from no others: literals, zeros,
/// random draws. What is computed from tensors lies where these do.
package func withDevice<Result>(_ device: any Device, _ body: () throws -> Result) rethrows -> Result {
    let scope = device.isCPU ? nil : CurrentDevice.Scope(device)
    let before = adj_thread().pointee.device
    adj_thread().pointee.device = scope.map { Unmanaged.passUnretained($0).toOpaque() }
    defer { adj_thread().pointee.device = before }
    return try withExtendedLifetime(scope) { try body() }
}

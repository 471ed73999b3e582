import AdjointKernels
import Testing

/// The tests of the C kernels. They switch their thread from one instruction set to the next.
@Suite enum KernelTests {}

/// Runs `body` under each instruction set that this machine has, and returns to the one that was in use.
func withInstructionSets(_ body: (AdjInstructionSet) throws -> Void) rethrows {
    let before = adj_instruction_set()
    defer { _ = adj_use_instruction_set(before) }
    for set in [AdjInstructionSet.baseline, .avx2, .avx512, .neon] where adj_use_instruction_set(set) {
        try body(set)
    }
}

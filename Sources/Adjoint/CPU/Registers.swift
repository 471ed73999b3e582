import AdjointKernels

/// Places in the registers of a tile for the values that are not in memory: each keeps its place until it was read
/// last.
struct Registers {
    // Lists that keep their room from one program to the next.
    private var isRegister: [Bool] = []
    private var free: [(size: Int, offset: Int)] = []
    /// What a chain that has not ended read last.
    private var readByChain: [Int] = []

    /// Places the values; gives the bytes that all registers take.
    mutating func place(_ program: DeviceProgram) -> Int {
        isRegister.removeAll(keepingCapacity: true)
        free.removeAll(keepingCapacity: true)
        let lastUse = program.lastUse
        for value in program.values { isRegister.append(value.data == nil) }
        for (value, _) in program.constantOf { isRegister[value] = false }
        var total = 0
        for index in program.code.indices {
            let instruction = program.code[index]
            let isResult = instruction.isResult
            if instruction.step == .reduceColumns { take(instruction.input(1), program, &total) }
            let result = Int(instruction.out)
            release(inPlace: true, index, instruction, program, lastUse)
            if isResult, isRegister[result] {
                take(result, program, &total)
                // Nobody reads it: its place is free again.
                if lastUse[result] < 0 { free.append((size(result, program), program.values[result].offset)) }
            }
            release(inPlace: false, index, instruction, program, lastUse)
            if instruction.ends {
                for input in readByChain { free.append((size(input, program), program.values[input].offset)) }
                readByChain.removeAll(keepingCapacity: true)
            }
        }
        return total
    }

    private func size(_ value: Int, _ program: DeviceProgram) -> Int {
        let form = program.values[value].form
        let elements =
            form == .row ? program.tileRows : form == .column ? program.columns : program.tileRows * program.columns
        return (elements * Int(program.values[value].element_size) + 63) / 64 * 64
    }

    private mutating func take(_ value: Int, _ program: DeviceProgram, _ total: inout Int) {
        let bytes = size(value, program)
        if let index = free.lastIndex(where: { $0.size == bytes }) {
            program.values[value].offset = free.remove(at: index).offset
        } else {
            program.values[value].offset = total
            total += bytes
        }
    }

    /// Frees the inputs that are read here last. Only a map may write where it reads, and only if each element takes
    /// the place of one. (A chain could too, but is faster where it does not.)
    private mutating func release(
        inPlace: Bool, _ index: Int, _ instruction: adj_instruction, _ program: DeviceProgram, _ lastUse: [Int]
    ) {
        let result = Int(instruction.out)
        for k in 0..<Int(instruction.inputs) {
            let input = instruction.input(k)
            guard isRegister[input], lastUse[input] == index else { continue }
            let fits =
                instruction.step == .map && program.values[input].element_size == program.values[result].element_size
                && program.values[input].form == program.values[result].form
            guard fits == inPlace else { continue }
            isRegister[input] = false  // once, also where an operand occurs twice
            if instruction.step == .link {
                readByChain.append(input)
            } else {
                free.append((size(input, program), program.values[input].offset))
            }
        }
    }
}

import AdjointKernels

// Where values lie: in registers of the tile, and in the memory of outputs.

extension Program {
    /// Gives every value that is not in memory a place in the tile's registers, which it keeps until it was read last.
    func placeRegisters() -> Int {
        for value in values { isRegister.append(value.data == nil) }
        for output in outputs { isRegister[output.value] = false }
        for (value, _) in constantOf { isRegister[value] = false }
        var total = 0
        func size(_ value: Int) -> Int {
            let form = values[value].form
            let elements = form == .row ? tileRows : form == .column ? columns : tileRows * columns
            return (elements * Int(values[value].element_size) + 63) / 64 * 64
        }
        func take(_ value: Int) {
            let bytes = size(value)
            if let index = free.lastIndex(where: { $0.size == bytes }) {
                values[value].offset = free.remove(at: index).offset
            } else {
                values[value].offset = total
                total += bytes
            }
        }
        for index in code.indices {
            let instruction = code[index]
            let isResult = instruction.isResult
            if instruction.step == .reduceColumns { take(instruction.input(1)) }
            let result = Int(instruction.out)
            /// Frees the inputs that are read here last. Only a map may write where it reads, and only if each element takes
            /// the place of one. (A chain could too, but is faster where it does not.)
            func give(inPlace: Bool) {
                for k in 0..<Int(instruction.inputs) {
                    let input = instruction.input(k)
                    guard isRegister[input], lastUse[input] == index else { continue }
                    let fits =
                        instruction.step == .map && values[input].element_size == values[result].element_size
                        && values[input].form == values[result].form
                    guard fits == inPlace else { continue }
                    isRegister[input] = false  // once, also where an operand occurs twice
                    if instruction.step == .link {
                        readByChain.append(input)
                    } else {
                        free.append((size(input), values[input].offset))
                    }
                }
            }
            give(inPlace: true)
            if isResult, isRegister[result] {
                take(result)
                // Nobody reads it: its place is free again.
                if lastUse[result] < 0 { free.append((size(result), values[result].offset)) }
            }
            give(inPlace: false)
            if instruction.ends {
                for input in readByChain { free.append((size(input), values[input].offset)) }
                readByChain.removeAll(keepingCapacity: true)
            }
        }
        return total
    }

    /// Whether there is memory for the outputs; reports it if not. One that can take the place of an operand needs
    /// none.
    func admitsOutputs() -> Bool {
        var needed = 0
        var isTaken = [Bool](repeating: false, count: sources.count)
        for output in outputs {
            let donor = sources.indices.first {
                !isTaken[$0] && sources[$0].byteCount == output.storage.byteCount && sources[$0].reach.promises > 0
                    && !sources[$0].isHeld
            }
            if let donor { isTaken[donor] = true } else { needed += output.storage.byteCount }
        }
        if needed < 1 << 16 || adj_pool_admits(needed) { return true }
        Memory.refuse(needed, outputs.first?.storage.expression?.name ?? "evaluate")
        return false
    }

    /// Gives every output its memory: that of an operand in the same place which nobody else needs and which is not
    /// read after the output is written, or else new memory.
    func placeOutputs() {
        for index in outputs.indices {
            let output = outputs[index]
            if let original = values[output.value].data {
                outputs[index].original = original
                outputs[index].pointer = output.storage.reserve()
                continue
            }
            if values[output.value].form == .full, let donor = donor(for: output) {
                let place = place(of: donor)
                outputs[index].pointer = output.storage.reserve(from: sources[donor], place)
                products.indices.filter { products[$0].source == donor }.forEach { products[$0].isGiven = true }
            } else {
                outputs[index].pointer = output.storage.reserve()
            }
            values[output.value].data = outputs[index].pointer
        }
    }

    private func donor(for output: Output) -> Int? {
        sources.indices.first { index in
            guard sources[index].byteCount == output.storage.byteCount, !given.contains(index),
                isInPlace(index, output)
            else { return false }
            guard isKnownUniquelyReferenced(&sources[index]) else { return false }
            given.append(index)
            return true
        }
    }

    /// Whether every value that lies in a source has its elements where the output has, and is read before they are
    /// written.
    func isInPlace(_ index: Int, _ output: Output) -> Bool {
        let (source, place) = (ObjectIdentifier(sources[index]), place(of: index))
        return loaded.indices.allSatisfy { index in
            guard loaded[index].storage == source else { return true }
            let value = loaded[index].value
            let isReadBefore =
                lastUse[value] < output.instruction
                || lastUse[value] == output.instruction && code[output.instruction].step == .map
            return isReadBefore && values[value].form == .full && values[value].data == place
                && values[value].element_size == values[output.value].element_size
        }
    }

    func place(of index: Int) -> UnsafeMutableRawPointer {
        products.first { $0.source == index }?.pointer ?? sources[index].pointer
    }
}

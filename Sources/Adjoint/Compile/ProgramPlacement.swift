import AdjointKernels

// The memory of a program's outputs.

extension Program {
    /// Whether there is memory for the outputs; reports it if not. One that can take the place of an operand needs
    /// none.
    func admitsOutputs() -> Bool {
        var needed = 0
        var isTaken = [Bool](repeating: false, count: sources.count)
        for output in outputs {
            let donor = sources.indices.first {
                !isTaken[$0] && sources[$0].byteCount == output.storage.byteCount && sources[$0].bound.deferred > 0
                    && !sources[$0].isHeld
            }
            if let donor { isTaken[donor] = true } else { needed += output.storage.byteCount }
        }
        if device.admits(needed) { return true }
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
        products.first { $0.source == index }?.address ?? sources[index].pointer
    }
}

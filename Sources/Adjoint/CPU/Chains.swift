import AdjointKernels

/// Makes chains of a program's elementwise steps: what only the next step reads stays in the machine's registers, where
/// a step by itself loads all that it reads and stores what it computes.
///
/// A chain may move down to the first step that reads something of it, and becomes part of that step; what others read
/// too is stored on the way.
struct Chains {
    /// The instructions in their new order, each chain in links.
    private(set) var code: [adj_instruction] = []
    /// Where instructions that are no links lie now.
    private(set) var places: [Int]
    /// The instructions that were given in their new order, and whether the next one is of the same chain.
    private(set) var order: [(index: Int, continues: Bool)] = []

    private var chains: [Chain] = []
    /// The chain that computes a value, -1 where none does.
    private var chainOf: [Int]
    private var uses: [Int]
    private let values: [adj_value]
    private let meetsRows: Bool

    /// Two steps are as fast by themselves.
    private static let minimumSteps = 3

    private struct Chain {
        var links: [adj_instruction]
        /// The instructions that it computes.
        var steps: [Int]
        var type: AdjDType
        /// The values that it holds at a time: one or two.
        var depth = 1
        /// The value that it ends with; -1 where it ends with a reduction of columns.
        var result: Int
        /// Whether others read what it computes, so that it stays where it is.
        var isFixed = false
        var isPart = false
    }

    /// Nil where there is nothing to be gained.
    ///
    /// - Parameters:
    ///   - uses: how often values are read by others than these instructions.
    ///   - meetsRows: whether operands with an element for each row or each column may be part of a chain.
    ///   - sumsColumns: whether columns are reduced row by row.
    init?(_ given: [adj_instruction], _ values: [adj_value], uses: [Int], meetsRows: Bool, sumsColumns: Bool) {
        self.values = values
        self.uses = uses
        self.meetsRows = meetsRows
        chainOf = [Int](repeating: -1, count: values.count)
        places = []
        for instruction in given {
            for k in 0..<Int(instruction.inputs) { self.uses[instruction.input(k)] += 1 }
        }
        /// The chain that ends with an instruction.
        var ending = [Int](repeating: -1, count: given.count)
        for (index, instruction) in given.enumerated() {
            if let chain = chain(instruction, index) ?? (sumsColumns ? reduction(instruction, index) : nil) {
                for part in chain.parts { chains[part].isPart = true }
                for value in computed(by: chain.chain) { chainOf[value] = chains.count }
                ending[index] = chains.count
                chains.append(chain.chain)
            } else {
                for k in 0..<Int(instruction.inputs) { fix(instruction.input(k)) }
            }
        }
        guard chains.contains(where: { !$0.isPart && $0.steps.count >= Chains.minimumSteps }) else { return nil }
        places = [Int](repeating: -1, count: given.count)
        for index in given.indices {
            let chain = ending[index]
            if chain >= 0, chains[chain].isPart { continue }
            if chain < 0 || chains[chain].steps.count < Chains.minimumSteps {
                for step in chain < 0 ? [index] : chains[chain].steps {
                    places[step] = code.count
                    code.append(given[step])
                    order.append((step, false))
                }
            } else {
                code += finished(chains[chain])
                for step in chains[chain].steps { order.append((step, step != index)) }
            }
        }
    }

    // MARK: Links

    private static func link(_ link: AdjLink, _ operand: Int? = nil, operation: UInt8 = 0) -> adj_instruction {
        var instruction = adj_instruction()
        instruction.step = .link
        instruction.form = .full
        instruction.link = link
        instruction.operation = operation
        guard let operand else { return instruction }
        if link == .store {
            instruction.out = UInt16(operand)
        } else {
            instruction.inputs = 1
            instruction.in.0 = UInt16(operand)
        }
        return instruction
    }

    /// The links of a chain, with the store of its result.
    private func finished(_ chain: Chain) -> [adj_instruction] {
        var links = chain.links
        if chain.result >= 0 { links.append(Chains.link(.store, chain.result)) }
        for index in links.indices { links[index].type = chain.type }
        links[links.count - 1].ends = true
        return links
    }

    private func computed(by chain: Chain) -> [Int] {
        let stored = chain.links.filter { $0.link == .store && !$0.gathers }.map { Int($0.out) }
        return chain.result >= 0 ? stored + [chain.result] : stored
    }

    /// Others read a value: what computes it stays where it is.
    private mutating func fix(_ value: Int) {
        if chainOf[value] >= 0 { chains[chainOf[value]].isFixed = true }
    }

    /// The chain that ends with a value and can become part of another.
    private func part(_ value: Int, _ type: AdjDType) -> Int? {
        let chain = chainOf[value]
        guard chain >= 0, chains[chain].result == value, !chains[chain].isFixed, chains[chain].type == type,
            chains[chain].links.count <= Int(AdjLongestChain) - 4
        else { return nil }
        return chain
    }

    private func canJoin(_ a: Chain, _ b: Chain) -> Bool {
        a.depth + b.depth <= 3 && a.links.count + b.links.count <= Int(AdjLongestChain) - 4
    }

    /// The links of a chain that becomes part of another; its result is stored if others read it too.
    private func links(_ chain: Chain) -> [adj_instruction] {
        uses[chain.result] > 1 ? chain.links + [Chains.link(.store, chain.result)] : chain.links
    }

    // MARK: Chains

    private typealias Extended = (chain: Chain, parts: [Int])

    /// The chain that ends with an instruction.
    private mutating func chain(_ instruction: adj_instruction, _ index: Int) -> Extended? {
        guard instruction.step == .map, instruction.form == .full else { return nil }
        let code = instruction.code
        guard adj_code_is_link(code), (0..<Int(instruction.inputs)).allSatisfy({ isOperand(instruction.input($0)) })
        else {
            return nil
        }
        let a = instruction.input(0)
        var new = Chain(links: [], steps: [], type: instruction.type, result: Int(instruction.out))
        func link(_ link: AdjLink, _ operand: Int? = nil) -> adj_instruction {
            Chains.link(link, operand, operation: code.operation)
        }
        var parts: [Int] = []
        func add(_ part: Int) {
            new.links += links(chains[part])
            new.steps += chains[part].steps
            new.depth = max(new.depth, chains[part].depth)
            parts.append(part)
        }
        if code.kind == .unary {
            if let part = part(a, new.type) {
                add(part)
            } else {
                fix(a)
                new.links.append(Chains.link(.load, a))
            }
            new.links.append(link(.unary))
        } else {
            let b = instruction.input(1)
            let left = a == b ? nil : part(a, new.type)
            var right = a == b ? nil : part(b, new.type)
            if let first = left, let second = right, !canJoin(chains[first], chains[second]) { right = nil }
            switch (left, right) {
            case (let first?, let second?):
                // The deeper one goes first, and is pushed by the load with which the other one begins.
                let isLeftFirst = chains[first].depth >= chains[second].depth
                add(isLeftFirst ? first : second)
                let begin = new.links.count
                add(isLeftFirst ? second : first)
                new.links[begin].link = .push
                new.depth = 2
                new.links.append(link(isLeftFirst ? .rightOfPushed : .leftOfPushed))
            case (let first?, nil):
                add(first)
                if chainOf[b] != first { fix(b) }
                new.links.append(link(.left, b))
            case (nil, let second?):
                add(second)
                if chainOf[a] != second { fix(a) }
                new.links.append(link(.right, a))
            case (nil, nil):
                fix(a)
                fix(b)
                let isLeftFirst = values[a].form == .full || values[b].form != .full
                new.links.append(Chains.link(.load, isLeftFirst ? a : b))
                new.links.append(link(isLeftFirst ? .left : .right, isLeftFirst ? b : a))
            }
        }
        new.steps.append(index)
        return (new, parts)
    }

    /// A reduction of columns, row by row, as the end of the chain that it reduces.
    private mutating func reduction(_ instruction: adj_instruction, _ index: Int) -> Extended? {
        guard instruction.step == .reduceColumns, let part = part(instruction.input(0), instruction.type) else {
            return nil
        }
        // A sum in a wider type, or of squares, reduces something else than the chain's elements.
        guard adj_code_is_link(instruction.code), instruction.reduction.ofParts == instruction.reduction else {
            return nil
        }
        var new = chains[part]
        new.links = links(new)
        for kind in [AdjLink.right, .store] {
            new.links.append(
                Chains.link(kind, Int(instruction.out), operation: kind == .store ? 0 : instruction.code.operation))
            new.links[new.links.count - 1].gathers = true
        }
        new.result = -1
        new.steps.append(index)
        return (new, [part])
    }

    private func isOperand(_ value: Int) -> Bool {
        switch values[value].form {
        case .full, .single: true
        case .row, .column: meetsRows
        }
    }
}

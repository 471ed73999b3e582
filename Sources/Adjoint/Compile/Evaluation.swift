import Foundation

/// The computation of deferred values: which go together in one pass over memory, and in which order the passes run.
///
/// A pass runs a program over a domain of rows and columns: elementwise operations on all elements, reductions of rows,
/// operations on one element for each row, which go back into all elements of the row, and reductions that end it. What
/// a reduction of columns or of everything gives is complete only when the pass is: who needs it waits for another
/// pass.
enum Evaluation {
    private static let lock = NSLock()
    /// Numbers walks and programs. Unsafe, as the compiler does not know whose the lock is: only for who holds it.
    nonisolated(unsafe) private static var numbers = 0

    static func nextNumber() -> Int {
        numbers += 1
        return numbers
    }

    /// Rows of at most this many elements stay in the cache from one step of a program to the next.
    static let longestRow = 8192

    /// Computes the targets that are deferred. Where there is no memory for them, which is reported, those that need it
    /// stay deferred.
    static func run(_ targets: [Storage]) {
        guard targets.contains(where: \.isPending) else { return }
        lock.lock()
        defer { lock.unlock() }
        var roots: [Root] = []
        var needed: [Storage] = []
        var products: [Storage] = []
        func need(_ storage: Storage) {
            guard storage.isPending, let expression = storage.expression, !expression.isNeeded else { return }
            expression.isNeeded = true
            if expression.product == nil { needed.append(storage) } else { products.append(storage) }
        }
        targets.forEach(need)
        var next = 0
        while next < needed.count {
            let root = Root(needed[next])
            next += 1
            root.domain.waitsFor.forEach(need)
            roots.append(root)
        }
        needed = []
        while !roots.isEmpty {
            var (ready, waiting): ([Root], [Root]) = ([], [])
            for root in roots {
                if root.domain.waitsFor.contains(where: \.isPending) {
                    waiting.append(root)
                } else {
                    ready.append(root)
                }
            }
            precondition(!ready.isEmpty, "deferred values wait for each other")
            for (domain, roots) in groups(of: ready) where !Program.shared.run(domain, roots) {
                forget(ready.map(\.storage) + waiting.map(\.storage) + products)
                return
            }
            roots = waiting.filter(\.storage.isPending)
        }
        // Those that no program has read.
        for storage in products where !compute(product: storage) { return forget(products) }
    }

    /// Deferred values that are not computed now may be asked for again.
    private static func forget(_ deferred: [Storage]) {
        for storage in deferred { storage.expression?.isNeeded = false }
    }

    /// Computes a storage that is a deferred product, if it is not computed yet; false, and an error, where there is no
    /// memory for it.
    static func compute(product storage: Storage) -> Bool {
        guard storage.isPending, let expression = storage.expression, let products = expression.product else {
            return true
        }
        guard let a = expression.operands[0].known, let b = expression.operands[1].known else {
            fatalError("the operands of a product are not computed")
        }
        guard let pointer = storage.request(for: expression.name) else { return false }
        storage.device.multiply(products, a, b, to: pointer, accumulates: false)
        storage.expression = nil
        storage.publish(pointer)
        return true
    }

    /// What the given deferred values rest on together, themselves included, everything counted once.
    static func bound(of storages: [Storage]) -> DependenceBound {
        lock.withLock {
            let visit = nextNumber()
            var stack = storages
            var bound = DependenceBound()
            while let storage = stack.popLast() {
                if storage.visit == visit { continue }
                storage.visit = visit
                guard storage.isPending, let expression = storage.expression else {
                    bound.add(source: storage.byteCount)
                    continue
                }
                bound.deferred += 1
                bound.largest = max(bound.largest, storage.byteCount)
                for operand in expression.operands {
                    if let storage = operand.storage { stack.append(storage) }
                }
            }
            return bound
        }
    }

    /// So many roots, each of `Laziness.maximumSize` deferred values of at most 7 values, leave the values' numbers in
    /// 16 bits.
    private static let maximumRoots = 64

    /// Roots that one program can compute together.
    private static func groups(of roots: [Root]) -> [(domain: Domain, roots: [Storage])] {
        var domains: [(domain: Domain, roots: [Storage])] = []
        // Those with room, by the number of elements: a root looks at these only, however many there are.
        var open: [Int: [Int]] = [:]
        for root in roots {
            root.domain.waitsFor = []  // what a program reads for the last time may become its result
            let count = root.domain.count
            if let index = open[count]?.first(where: { domains[$0].domain.admits(root.domain) }) {
                domains[index].domain.join(root.domain)
                domains[index].roots.append(root.storage)
                if domains[index].roots.count == maximumRoots { open[count]?.removeAll { $0 == index } }
            } else {
                open[count, default: []].append(domains.count)
                domains.append((root.domain, [root.storage]))
            }
        }
        return domains
    }

    /// A deferred value that must be computed, and the domain in which it can be.
    private final class Root {
        let storage: Storage
        var domain: Domain

        init(_ storage: Storage) {
            self.storage = storage
            domain = Domain(storage)
        }
    }
}

extension Storage {
    /// The address of the elements, which are computed first where they are deferred. Where there is no memory for
    /// them, which is reported then, they stay deferred and are read as zeros.
    @inline(__always)
    var pointer: UnsafeMutableRawPointer { known ?? evaluated() }

    @inline(never)
    private func evaluated() -> UnsafeMutableRawPointer {
        Evaluation.run([self])
        return known ?? device.zeros(byteCount)
    }
}

/// What a sentence about an unknown name may add: the names that were probably meant, or else the first of those there
/// are.
package func suggestion(for wanted: String, among names: [String]) -> String {
    if names.isEmpty { return "there is none" }
    let wanted = wanted.lowercased()
    // Comparing takes the product of the lengths; what is far longer is no slip of the pen.
    let letters = Array(wanted.unicodeScalars.prefix(64))
    let near = names.prefix(1024).compactMap { name -> (name: String, distance: Int)? in
        let other = name.lowercased()
        if !wanted.isEmpty, other.hasSuffix("." + wanted) { return (name, 0) }
        let others = Array(other.unicodeScalars.prefix(64))
        let distance = editDistance(letters, others)
        return distance <= max(letters.count, others.count) / 3 ? (name, distance) : nil
    }
    if near.isEmpty { return "there \(names.count == 1 ? "is" : "are") \(listed(names, most: 12))" }
    let nearest = near.sorted { $0.distance < $1.distance }.prefix(3).map { $0.name }
    return "there \(nearest.count == 1 ? "is" : "are") \(listed(nearest)) with a similar name"
}

/// How many letters have to be inserted, left out or exchanged to make one word of another (Levenshtein, 1965).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let above = row[j + 1]
            row[j + 1] = x == y ? diagonal : min(diagonal, above, row[j]) + 1
            diagonal = above
        }
    }
    return row[b.count]
}

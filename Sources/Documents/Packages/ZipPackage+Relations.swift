/// That a part of a package points to another one (部件关系).
///
/// ## References
/// 1. ECMA-376 part 2, Open Packaging Conventions, clause 9.
struct PackageRelation {
    /// How the source names it.
    let id: String
    /// The last word of what it is, such as `worksheet`.
    let kind: String
    /// The name of the part it points to.
    let target: String
}

extension ZipPackage {
    /// The relations of a part, or of the package itself where the name is empty, in their order.
    func relations(of source: String) throws(DocumentError) -> [PackageRelation] {
        let cut = source.lastIndex(of: "/").map { source.index(after: $0) } ?? source.startIndex
        let folder = source[..<cut]
        guard let bytes = try part("\(folder)_rels/\(source[cut...]).rels") else { return [] }
        var found: [PackageRelation] = []
        try XMLEvents.read(bytes, path: path, depth: 10) { event in
            guard case .start(let element) = event, let target = element["Target"], let type = element["Type"] else {
                return
            }
            found.append(
                PackageRelation(
                    id: element["Id"] ?? "",
                    kind: type.split(separator: "/").last.map(String.init) ?? "",
                    target: target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
                )
            )
        }
        return found
    }
}

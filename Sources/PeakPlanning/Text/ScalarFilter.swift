/// A set of scalars that may say yes too often, never no (字符筛): one flag for each of 4096 classes.
struct ScalarFilter: Sendable {
    private var flags = [Bool](repeating: false, count: 4096)

    mutating func insert(_ scalar: Unicode.Scalar) { flags[Int(scalar.value & 4095)] = true }

    func mayContain(_ scalar: Unicode.Scalar) -> Bool { flags[Int(scalar.value & 4095)] }
}

/// Addresses that count as one (地址归并).
package enum AddressBucket {
    /// Who shares a limit: an IPv4 address, or the 64 bits of an IPv6 address that one customer is given.
    package static func of(_ address: String) -> String {
        guard address.contains(":") else { return address }
        // Before `::` stands what is not zero; groups that it leaves out count as zero.
        let sides = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let before = sides[0].split(separator: ":")
        let after = sides.count == 2 ? sides[1].split(separator: ":") : []
        let zeros = Array(repeating: Substring("0"), count: max(0, 8 - before.count - after.count))
        return (before + zeros + after).prefix(4).joined(separator: ":")
    }
}

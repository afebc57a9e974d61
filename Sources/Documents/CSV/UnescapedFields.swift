/// The fields of a row whose doubled quotes have been made single; most rows have none.
struct UnescapedFields: ~Copyable {
    private var memory: UnsafeMutableRawBufferPointer?
    private var fields: [(index: Int, bytes: UnsafeRawBufferPointer)] = []

    deinit { memory?.deallocate() }

    /// The bytes of a field, where it had doubled quotes.
    @inline(__always)
    subscript(index: Int) -> UnsafeRawBufferPointer? {
        fields.isEmpty ? nil : fields.first { $0.index == index }?.bytes
    }

    /// Takes over the fields of a row; what was there before is gone.
    mutating func update(_ scanner: borrowing RowScanner) {
        if !fields.isEmpty { fields.removeAll(keepingCapacity: true) }
        guard !scanner.escapedFields.isEmpty else { return }
        let memory = room(for: scanner.contentLength)
        var end = 0
        for index in scanner.escapedFields {
            let start = end
            var isFirstOfPair = false
            for byte in scanner.fields[index] {
                isFirstOfPair = byte == 0x22 && !isFirstOfPair
                guard !isFirstOfPair else { continue }
                memory[end] = byte
                end += 1
            }
            fields.append((index, UnsafeRawBufferPointer(rebasing: memory[start..<end])))
        }
    }

    private mutating func room(for count: Int) -> UnsafeMutableRawBufferPointer {
        if let memory, memory.count >= count { return memory }
        memory?.deallocate()
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(4_096, count * 2), alignment: 1)
        memory = larger
        return larger
    }
}

import Foundation

/// Reads the parts of a form with files as they come over the wire (分段表单), `multipart/form-data`.
///
/// A state machine without input or output: bytes go in, events come out, and no more is held than one border needs.
///
/// ## References
/// 1. RFC 7578, Returning Values from Forms: multipart/form-data.
/// 2. RFC 2046, MIME Part Two, section 5.1.
package struct MultipartReader {
    /// Something that was read.
    package enum Event: Sendable, Equatable {
        /// A part begins.
        case part(MultipartHead)
        /// More of the part's content.
        case data([UInt8])
        /// The part is whole.
        case endOfPart
        /// The form is whole.
        case end
    }

    private enum State { case preamble, border, head, content, end }

    /// The longest head of a part. [B]
    static let longestHead = 8 << 10
    /// The most parts of a form.
    static let mostParts = 64

    private let border: [UInt8]
    private var state = State.preamble
    // The first border stands at the very beginning, without the line break that belongs to all others.
    private var buffer: [UInt8] = [13, 10]
    private var parts = 0

    /// Creates a reader.
    ///
    /// - Parameter contentType: the header of that name.
    /// - Throws: ``MultipartError/notAForm`` where it names no form with a border.
    package init(contentType: String) throws(MultipartError) {
        guard let boundary = MultipartHead.boundary(of: contentType) else { throw .notAForm }
        border = Array("\r\n--\(boundary)".utf8)
    }

    /// Takes more bytes and returns what they complete.
    package mutating func receive(_ bytes: some Sequence<UInt8>) throws(MultipartError) -> [Event] {
        guard state != .end else { return [] }
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        while try advance(&events) {}
        return events
    }

    /// Says that nothing more comes.
    ///
    /// - Throws: ``MultipartError/cut`` where the form is not whole.
    package func finish() throws(MultipartError) {
        if state != .end { throw .cut }
    }

    /// Goes one step; false where more bytes are needed.
    private mutating func advance(_ events: inout [Event]) throws(MultipartError) -> Bool {
        switch state {
        case .preamble:
            guard let place = place(of: border) else {
                buffer.removeFirst(max(0, buffer.count - border.count))
                return false
            }
            buffer.removeFirst(place + border.count)
            state = .border
            return true
        case .border: return try passBorder(&events)
        case .head: return try readHead(&events)
        case .content: return readContent(&events)
        case .end: return false
        }
    }

    private mutating func passBorder(_ events: inout [Event]) throws(MultipartError) -> Bool {
        guard buffer.count >= 2 else { return false }
        if buffer.starts(with: [45, 45]) {
            state = .end
            buffer = []
            events.append(.end)
            return false
        }
        // White space may stand between border and line break.
        guard let end = place(of: [13, 10]) else {
            if buffer.count > 256 { throw .malformed }
            return false
        }
        guard buffer[..<end].allSatisfy({ $0 == 32 || $0 == 9 }) else { throw .malformed }
        buffer.removeFirst(end)
        state = .head
        return true
    }

    private mutating func readHead(_ events: inout [Event]) throws(MultipartError) -> Bool {
        guard let end = place(of: [13, 10, 13, 10]) else {
            if buffer.count > Self.longestHead { throw .malformed }
            return false
        }
        guard end <= Self.longestHead, parts < Self.mostParts,
            let head = MultipartHead(lines: buffer[..<end])
        else { throw .malformed }
        parts += 1
        buffer.removeFirst(end + 4)
        state = .content
        events.append(.part(head))
        return true
    }

    private mutating func readContent(_ events: inout [Event]) -> Bool {
        let place = place(of: border)
        // The end of what is there may be the beginning of a border.
        let end = place ?? max(0, buffer.count - border.count + 1)
        if end > 0 {
            events.append(.data(Array(buffer[..<end])))
            buffer.removeFirst(end)
        }
        guard place != nil else { return false }
        buffer.removeFirst(border.count)
        state = .border
        events.append(.endOfPart)
        return true
    }

    /// Where some bytes begin in the buffer.
    private func place(of wanted: [UInt8]) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var from = 0
            while bytes.count - from >= wanted.count,
                let found = memchr(base + from, Int32(wanted[0]), bytes.count - from - wanted.count + 1)
            {
                let place = base.distance(to: UnsafeRawPointer(found))
                if memcmp(base + place, wanted, wanted.count) == 0 { return place }
                from = place + 1
            }
            return nil
        }
    }
}

/// A reason why a form cannot be read.
package enum MultipartError: Error, Equatable {
    /// The header names no form with a border.
    case notAForm
    /// The bytes are no form.
    case malformed
    /// The form ended in the middle.
    case cut
}

/// The Chinese marks of dates and times, as single bytes that ASCII does not have.
enum TimeMark {
    static let year: UInt8 = 0x80
    static let month: UInt8 = 0x81
    static let day: UInt8 = 0x82
    static let hour: UInt8 = 0x83
    static let minute: UInt8 = 0x84
    static let second: UInt8 = 0x85

    /// The byte for a mark such as U+5E74 (year); `nil` for any other character.
    static func byte(for scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x5E74: year
        case 0x6708: month
        case 0x65E5: day
        case 0x65F6, 0x70B9: hour
        case 0x5206: minute
        case 0x79D2: second
        default: nil
        }
    }
}

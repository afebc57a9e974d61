import Documents
import Metering
import Units

/// Collects the readings of an import, checking each against its device (读数收集).
struct ReadingIntake {
    private let directory: MeterDirectory
    private var readings: [MeterReading] = []
    private var last = -1
    private let bounds: IntakeBounds
    private let capacity: Int

    /// Creates an intake.
    ///
    /// - Parameters:
    ///   - directory: the meters whose readings are taken.
    ///   - latest: stamps after it are refused; a clock runs ahead.
    ///   - capacity: how many are collected before they are stored. [readings]
    init(directory: MeterDirectory, latest: Instant, capacity: Int) {
        self.directory = directory
        bounds = IntakeBounds(latest: latest)
        self.capacity = capacity
    }

    /// Whether the collected readings must be stored before more are taken.
    var isFull: Bool { readings.count >= capacity }

    /// The position of a meter by the bytes of its code.
    mutating func position(of code: UnsafeRawBufferPointer) -> Int? {
        guard let found = directory.position(of: code, after: last) else { return nil }
        last = found
        return found
    }

    /// The position of a meter by its code as text.
    mutating func position(of code: String) -> Int? {
        Array(FieldParser.folded(code).utf8).withUnsafeBytes { position(of: $0) }
    }

    /// The position of a meter whose code is written with blanks, in full-width characters or in another encoding.
    mutating func position(folding reader: borrowing CSVReader, column: Int) -> Int? {
        guard let text = reader.text(column) else { return nil }
        return position(of: text)
    }

    /// Takes a reading; the reason where it cannot.
    mutating func add(_ number: FixedPoint, at stamp: Instant, meter position: Int) -> ReadingProblem? {
        do {
            readings.append(
                try directory.reading(
                    mantissa: number.mantissa,
                    exponent: number.exponent,
                    at: stamp,
                    of: position,
                    within: bounds
                )
            )
            return nil
        } catch {
            return error
        }
    }

    /// Hands over what was collected.
    mutating func takeAll() -> [MeterReading] {
        defer { readings = [] }
        return readings
    }
}

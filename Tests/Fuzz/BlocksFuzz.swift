import FoundationEssentials
import Metering
import Units

/// Whatever the bytes: they are a block of readings, a commit, a directory, totals, or nothing; and what was read is
/// written and read again as the same.
///
/// The first byte says which. The sums that the formats end with are put there, since no fuzzer finds them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    guard let kind = bytes.first else { return 0 }
    BlocksFuzz.check(kind % 4, Data(bytes.dropFirst()))
    return 0
}

private enum BlocksFuzz {
    static let month = CivilMonth(year: 2025, month: 1)
    static let key = GroupKey(month: month, meters: 3)

    static func check(_ kind: UInt8, _ bytes: Data) {
        switch kind {
        case 0: checkBlock(bytes)
        case 1: checkCommit(bytes)
        case 2: checkDirectory(bytes)
        default: checkTotals(bytes)
        }
    }

    private static func summed(_ bytes: Data) -> Data {
        let sum = bytes.withUnsafeBytes { Checksum.of($0) }
        return bytes + withUnsafeBytes(of: sum.littleEndian) { Data($0) }
    }

    private static func checkBlock(_ bytes: Data) {
        guard let readings = ReadingBlock.decode(bytes, origin: month.firstDay.start) else { return }
        precondition(zip(readings, readings.dropFirst()).allSatisfy { $0.stamp < $1.stamp })
        let again = ReadingBlock.encode(readings, origin: month.firstDay.start)
        precondition(ReadingBlock.decode(again, origin: month.firstDay.start) == readings)
    }

    private static func checkCommit(_ bytes: Data) {
        guard let record = try? CommitRecord(summed(bytes)) else { return }
        guard let again = try? CommitRecord(record.encoded()) else { preconditionFailure("cannot be read again") }
        precondition(again.firstSequence == record.firstSequence && again.time == record.time)
        precondition(again.batches.map(\.readings) == record.batches.map(\.readings))
        precondition(again.batches.map(\.key) == record.batches.map(\.key))
        precondition(again.batches.map(\.source) == record.batches.map(\.source))
    }

    private static func checkDirectory(_ bytes: Data) {
        guard let heads = try? GroupDirectory.decode(summed(bytes), key: key) else { return }
        let again = try? GroupDirectory.decode(GroupDirectory.encode(heads, key: key), key: key)
        precondition(again == heads)
    }

    private static func checkTotals(_ bytes: Data) {
        guard let totals = try? SealedTotals.decode(summed(bytes), key: key) else { return }
        let list = totals.sorted { $0.key < $1.key }.map { (meter: $0.key, days: $0.value) }
        precondition((try? SealedTotals.decode(SealedTotals.encode(list, key: key), key: key)) == totals)
    }
}

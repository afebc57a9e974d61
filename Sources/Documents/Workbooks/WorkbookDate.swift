import Foundation
import Units

/// Numbers of a workbook as text: days since an epoch where they are dates, else what is shown (序列号日期).
enum WorkbookDate {
    /// Day 0 of the usual system, in which 1900 is taken for a leap year: right from 1 March 1900 on.
    static let epoch1900 = -25_569
    /// Day 0 of the system of 1904.
    static let epoch1904 = -24_107

    /// The civil time a serial number stands for, to the second; `nil` before March 1900 and after 9999.
    static func text(_ serial: Double, epoch: Int) -> String? {
        guard serial >= (epoch == epoch1900 ? 61 : 0), serial < 2_958_466 else { return nil }
        let seconds = Int64((serial * 86_400).rounded())
        let day = CivilDay(number: epoch + Int(seconds / 86_400))
        let time = seconds % 86_400
        guard time > 0 else { return "\(day)" }
        return "\(day) \(pair(time / 3_600)):\(pair(time / 60 % 60)):\(pair(time % 60))"
    }

    private static func pair(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// The serial number of an instant, in civil time of China.
    static func serial(_ instant: Instant) -> Double {
        Double(instant.seconds + Instant.chinaOffset) / 86_400 - Double(epoch1900)
    }

    /// A number as it is shown: 15 significant digits, since binary noise may stand behind them.
    static func number(_ text: String) -> String {
        guard text.utf8.count(where: { (0x30...0x39).contains($0) }) > 15, let value = Double(text), value.isFinite
        else { return text }
        return String(format: "%.15g", value)
    }
}

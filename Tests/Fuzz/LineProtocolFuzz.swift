import MeterProtocols
import Metering
import Units

/// Whatever the bytes: every line ends as a reading or as a refused row.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    for precision in LineProtocol.Precision.allCases {
        check(LineProtocol.decode(bytes, FuzzCity.terms, precision: precision), in: bytes)
    }
    return 0
}

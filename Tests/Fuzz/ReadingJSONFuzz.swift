import MeterProtocols
import Metering
import Units

/// Whatever the bytes: reading them ends in readings or in a problem, and every reading is one that its device may show.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    do {
        check(try ReadingJSON.decode(bytes, FuzzCity.terms), in: bytes)
    } catch {
        precondition(error.byteOffset >= 0 && error.byteOffset <= count)
    }
    return 0
}

import CCurl
import Dispatch

/// One exchange with another server through libcurl; a class, so that its end frees what libcurl holds.
final class Transfer {
    private let handle: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    /// Must have happened once before anything else of libcurl.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Prepares an exchange; `timeout` bounds it as a whole. [s]
    init(to url: String, protocols: String, timeout: Int) throws(NoticeFailure) {
        guard Self.isReady, let handle = curl_easy_init() else { throw .unreachable("libcurl could not be started") }
        self.handle = handle
        try set(CURLOPT_URL, url)
        try set(CURLOPT_PROTOCOLS_STR, protocols)
        try set(CURLOPT_TIMEOUT, timeout)
        try set(CURLOPT_CONNECTTIMEOUT, max(1, timeout / 2))
        // Signals would hit the whole program.
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_FOLLOWLOCATION, 0)
        // The settings say where notices go; a proxy out of the environment would be news to them.
        try set(CURLOPT_NOPROXY, "*")
        _ = tanfeng_curl_discard_answer(handle)
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in lists { curl_slist_free_all(list) }
    }

    func set(_ option: CURLoption, _ value: Int) throws(NoticeFailure) {
        try Self.check(tanfeng_curl_set_long(handle, option, value))
    }

    /// libcurl keeps its own copy of the text.
    func set(_ option: CURLoption, _ value: String) throws(NoticeFailure) {
        guard !value.utf8.contains(0) else { throw .badField("text") }
        try Self.check(tanfeng_curl_set_text(handle, option, value))
    }

    func set(_ option: CURLoption, _ values: [String]) throws(NoticeFailure) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values {
            guard let longer = curl_slist_append(list, value) else {
                curl_slist_free_all(list)
                throw .unreachable("out of memory")
            }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        try Self.check(tanfeng_curl_set_list(handle, option, list))
    }

    /// Runs the exchange with something to send, and gives the last status that the other side named.
    func run(sending bytes: [UInt8]) throws(NoticeFailure) -> Int {
        var bytes = bytes
        let outcome: Result<Int, NoticeFailure> = bytes.withUnsafeMutableBytes { buffer in
            guard let file = fmemopen(buffer.baseAddress, buffer.count, "r") else {
                return .failure(.unreachable("out of memory"))
            }
            defer { fclose(file) }
            _ = tanfeng_curl_set_input(handle, file)
            return perform()
        }
        return try outcome.get()
    }

    /// Runs the exchange, and gives the last status that the other side named.
    func run() throws(NoticeFailure) -> Int { try perform().get() }

    private func perform() -> Result<Int, NoticeFailure> {
        let code = curl_easy_perform(handle)
        let status = tanfeng_curl_status(handle)
        switch code {
        case CURLE_OK: return .success(status)
        case CURLE_OPERATION_TIMEDOUT: return .failure(.timedOut)
        default:
            // A mail server says no in the middle of the exchange: libcurl then ends it with an error.
            if status >= 400 { return .failure(.refused(status: status)) }
            return .failure(.unreachable(String(cString: curl_easy_strerror(code))))
        }
    }

    private static func check(_ code: CURLcode) throws(NoticeFailure) {
        guard code == CURLE_OK else { throw .unreachable(String(cString: curl_easy_strerror(code))) }
    }
}

/// The thread on which transfers wait: libcurl blocks, and the pool that answers requests must not.
struct TransferThread: Sendable {
    private let queue = DispatchQueue(label: "tanfeng.notices")

    func run(_ transfer: @escaping @Sendable () throws(NoticeFailure) -> Void) async throws(NoticeFailure) {
        let outcome: Result<Void, NoticeFailure> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result(catching: transfer)) }
        }
        try outcome.get()
    }
}

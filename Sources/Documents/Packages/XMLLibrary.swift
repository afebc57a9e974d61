import CXML

/// libxml2, which wants to be set up once before several threads use it.
enum XMLLibrary {
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// Sets the library up, the first time only.
    static func prepare() { _ = isReady }
}

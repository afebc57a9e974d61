/// Where the web server listens and where it finds third-party scripts.
package struct WebSettings: Sendable {
    /// The address to bind, such as `127.0.0.1`.
    package var address: String
    /// The port to bind; 0 lets the system choose one.
    package var port: Int
    /// The folder with `echarts.min.js`; `nil` shows tables in place of charts.
    package var assets: String?

    package init(address: String = "127.0.0.1", port: Int = 8080, assets: String? = nil) {
        self.address = address
        self.port = port
        self.assets = assets
    }
}

/// Where the web server listens, under which name people reach it, and how much it puts up with.
package struct WebSettings: Sendable {
    /// The address to bind, such as `127.0.0.1`.
    package var address: String
    /// The port to bind; 0 lets the system choose one.
    package var port: Int
    /// The folder with `echarts.min.js`; `nil` shows tables in place of charts.
    package var assets: String?
    /// Under which address people reach the server from elsewhere; `nil` where only this machine does.
    package var publicAddress: PublicAddress?
    /// Proxies whose `X-Forwarded-For` counts.
    package var trustedProxies: Set<String>
    /// How often one may ask.
    package var limits: RateLimits
    /// How long a client may take.
    package var pace: TransferPace
    /// How many connections are open at once.
    package var connections: Int
    /// How large a file may be that is sent. [B]
    package var uploadLimit: Int
    /// How many streams of events are open, and for how long.
    var streams = LiveStreams.Limits()

    package init(
        address: String = "127.0.0.1",
        port: Int = 8080,
        assets: String? = nil,
        publicAddress: PublicAddress? = nil,
        trustedProxies: Set<String> = [],
        limits: RateLimits = RateLimits(),
        pace: TransferPace = TransferPace(),
        connections: Int = 512,
        uploadLimit: Int = 2_048 << 20
    ) {
        self.address = address
        self.port = port
        self.assets = assets
        self.publicAddress = publicAddress
        self.trustedProxies = trustedProxies
        self.limits = limits
        self.pace = pace
        self.connections = connections
        self.uploadLimit = uploadLimit
    }

    /// Whether cookies go over TLS only.
    var isSecure: Bool { publicAddress?.isSecure ?? false }
}

/// How often one may ask (频率限制): who has signed in per account, who has not per address.
package struct RateLimits: Sendable {
    /// Any request but for files.
    package var requests = RateLimit(perSecond: 50, burst: 200)
    /// Attempts to sign in, per address and per login: 10 a minute.
    package var signIns = RateLimit(perSecond: 10.0 / 60, burst: 10)
    /// How long an answer waits that says one asks too often.
    package var refusalDelay = Duration.seconds(1)

    package init() {}
}

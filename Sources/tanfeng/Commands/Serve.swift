import ArgumentParser
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Units
import UnixSignals
import Web
import Workflows

/// `tanfeng serve`: everything that runs, in one group of services.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "启动平台网页服务 · Serve the platform on the web"
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "监听地址，默认本机；其他地址须设 public_url · Address to listen on, this machine by default; others need public_url")
    var host: String?

    @Option(help: "端口，默认 8080 · Port, 8080 by default")
    var port: Int?

    func run() async throws {
        let given = [("data", common.data), ("lang", common.lang), ("host", host), ("port", port.map(String.init))]
        let settings = try await Settings(
            given: Dictionary(given.compactMap { key, value in value.map { (key, $0) } }) { first, _ in first }
        )
        // From elsewhere it answers under its public name only; without one it would refuse everybody.
        guard ["127.0.0.1", "::1", "localhost"].contains(settings.host) || settings.publicAddress != nil else {
            throw ValidationError(
                "监听其他地址前请先设 public_url（TANFENG_PUBLIC_URL） · Set public_url (TANFENG_PUBLIC_URL) before listening elsewhere"
            )
        }
        try await StorageRefusal.named(in: settings.data) { try await serve(settings) }
    }

    private func serve(_ settings: Settings) async throws {
        let folder = try DataFolder(settings.data)
        let mark = RunningMark(in: folder.path, isTakingOver: true)
        let platform = try folder.platform(settings, mark: mark)
        // The bureau may have changed its factors since.
        try await platform.deriveEmissions()
        let logger = settings.logger(now: platform.now)
        try await platform.clearInterrupted()
        let first = try await platform.firstAdministratorLink()
        let application = try buildApplication(
            platform: platform,
            settings: WebSettings(
                address: settings.host,
                port: settings.port,
                assets: settings.assets,
                publicAddress: settings.publicAddress,
                trustedProxies: settings.trustedProxies,
                uploadLimit: settings.maxUpload << 20
            ),
            now: platform.now,
            logger: logger
        ) { port in
            print("碳峰已启动 · Tanfeng is ready: http://\(settings.host):\(port)/")
            if let first {
                print("还没有人能登录，请在 24 小时内打开此一次性链接，建立首位管理员")
                print("Nobody can sign in yet: open this one-time link within 24 hours to make the first administrator")
                print("  " + settings.address(of: first.path, port: port))
            }
            flushOutput()
        }
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(
                    service: JobRunner(platform: platform, logger: logger) { recovery in
                        guard let stop = mark.uncleanStop else { return }
                        for line in RecoveryNotice(stop: stop, recovery: recovery).lines { print(line) }
                        flushOutput()
                    }
                ),
                .init(service: Scheduler(platform: platform, logger: logger)),
                .init(service: IngestKeeper(platform: platform, logger: logger)),
                .init(service: ControlServer(folder: folder.path, platform: platform, logger: logger)),
                .init(
                    service: try Notifier(
                        platform: platform,
                        ways: settings.notices.ways(settings.language),
                        logger: logger
                    )
                ),
                .init(service: application),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        // Requests in flight are answered; jobs stop at their next row and go on with the next start.
        configuration.maximumGracefulShutdownDuration = .seconds(20)
        let group = ServiceGroup(configuration: configuration)
        do {
            try await group.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ValidationError(
                "端口 \(settings.port) 已被占用，请用 --port 换一个 · Port \(settings.port) is in use, choose another by --port"
            )
        }
    }
}

// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

/// A production target of ours: strict settings, data files under `Resources` where it has any.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name)] + dependencies,
        resources: resources,
        swiftSettings: strict
    )
}

let package = Package(
    name: "tanfeng",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "tanfeng", targets: ["tanfeng"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // MARK: - vocabulary
        module("Units", resources: [.copy("Resources")]),
        module("Texts", ["Units"], resources: [.copy("Resources")]),

        // MARK: - domain
        module("PeakPlanning", ["Units"], resources: [.copy("Resources")]),
        module("Buildings", ["Units"]),
        module("Access", ["Units", crypto, cryptoExtras]),
        module("Metering", ["Units"], resources: [.copy("Resources")]),
        module("MeterProtocols", ["Units", "Metering", "CZlib"]),
        module("Carbon", ["Units"], resources: [.copy("Resources")]),
        module("Scenarios", ["Units"], resources: [.copy("Resources")]),
        module("DemoCity", ["Units", "Buildings", "Metering"], resources: [.copy("Resources")]),

        // MARK: - adapters
        module(
            "Documents",
            ["Units", "Buildings", "Metering", "Scenarios", "CZip", "CXML", "CXlsxWriter", "CSpawn", yams]
        ),
        module(
            "Store",
            ["Units", "Access", "PeakPlanning", "Buildings", "Metering", "Carbon", grdb, sqlite, crypto],
            resources: [.copy("Resources")]
        ),
        module("EmbeddedReadings", ["Units", "Metering", grdb]),

        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]
        ),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(
            name: "CZip",
            pkgConfig: "libzip",
            providers: [.apt(["libzip-dev"])]
        ),
        .systemLibrary(
            name: "CXML",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]
        ),
        .systemLibrary(
            name: "CXlsxWriter",
            pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]
        ),
        .systemLibrary(name: "CSpawn"),
        module("Archives", ["Units", "CZlib", crypto]),
        module("Notices", ["Units", "CCurl"]),

        // MARK: - workflows
        module(
            "Workflows",
            [
                "Units", "Texts", "Access", "PeakPlanning", "Buildings", "Metering", "MeterProtocols", "Carbon",
                "Scenarios",
            ]
                + ["DemoCity", "Store", "Documents", "Archives", "Notices", crypto, logging, lifecycle]
        ),

        // MARK: - delivery
        module(
            "Web",
            [
                "Units", "Texts", "Access", "PeakPlanning", "Buildings", "Metering", "MeterProtocols", "Carbon",
                "Scenarios",
            ]
                + [
                    "Documents", "Store", "Workflows", crypto, hummingbird, httpTypes, lifecycle, mustache, logging,
                    nioCore,
                ],
            resources: [.copy("Resources")]
        ),
        .executableTarget(
            name: "tanfeng",
            dependencies: [
                "Units", "Texts", "Access", "PeakPlanning", "Buildings", "Metering", "Carbon", "Scenarios", "DemoCity",
                "Documents", "Store", "EmbeddedReadings", "Archives", "Notices",
            ]
                + [
                    "Workflows", "Web", argumentParser, configuration, hummingbird, lifecycle, logging, nioCore,
                    nioPosix, unixSignals,
                ],
            swiftSettings: strict
        ),

        // MARK: - tests
        tests(of: "Units"),
        tests(of: "Texts", ["Units"]),
        tests(of: "PeakPlanning", ["Units"], resources: [.copy("Fixtures")]),
        tests(of: "Buildings", ["Units"]),
        tests(of: "Access", ["Units"]),
        tests(of: "Metering", ["Units"]),
        tests(of: "MeterProtocols", ["Units", "Metering"], resources: [.copy("Corpus")]),
        tests(of: "Carbon", ["Units"]),
        tests(of: "Scenarios", ["Units", "Documents"], resources: [.copy("Fixtures")]),
        tests(of: "DemoCity", ["Units", "Buildings", "Metering"]),
        tests(
            of: "Documents",
            ["Units", "Buildings", "Metering", "PeakPlanning", "CZip"],
            resources: [.copy("Fixtures")]
        ),
        tests(of: "Store", ["Units", "Access", "PeakPlanning", "Buildings", "Metering", "Carbon", grdb]),
        tests(of: "EmbeddedReadings", ["Units", "Metering", grdb], resources: [.copy("Corpus")]),
        tests(of: "Archives", ["Units"]),
        tests(of: "Notices", ["Units", nioCore, nioPosix]),
        tests(
            of: "Workflows",
            [
                "Units", "Texts", "Access", "PeakPlanning", "Buildings", "Metering", "MeterProtocols", "Carbon",
                "DemoCity",
            ]
                + ["Store", "Documents", "EmbeddedReadings", "Archives", "Notices", grdb]
        ),
        tests(
            of: "Web",
            ["Units", "Texts", "Access", "PeakPlanning", "Buildings", "Metering", "Carbon", "DemoCity", "Store"]
                + ["Documents", "EmbeddedReadings", "Workflows"]
                + [hummingbird, httpTypes, logging, nioCore]
        ),
        tests(of: "tanfeng", ["Store", "Workflows", grdb]),
    ]
)

if Context.environment["TANFENG_BENCH"] != nil {
    package.targets += [
        .executableTarget(
            name: "Workload",
            dependencies: ["Units", "Metering", "Scenarios", "Documents", argumentParser],
            path: "Benchmarks/Workload",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "CarbonAccounts",
            dependencies: ["Units", "Carbon", argumentParser],
            path: "Benchmarks/CarbonAccounts",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "EngineBench",
            dependencies: ["Units", "Metering", "EmbeddedReadings", argumentParser],
            path: "Benchmarks/Engine",
            swiftSettings: strict
        ),
    ]
}

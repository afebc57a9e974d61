import Carbon
import FoundationEssentials
import Texts
import Units
import Workflows

/// What answers are made of: the platform, the templates, the texts and the files, all loaded once at start.
///
/// An object, as each request holds it and passes it on.
final class Site: Sendable {
    static let chartLibrary = "/assets/echarts.min.js"
    private static let styleNames = [
        "tokens", "base", "pages", "people", "inbox", "review", "reports", "metering", "scenarios",
    ]
    static let styles = styleNames.map { "/static/css/\($0).css" }
    private static let publicFiles =
        ["icon.svg"] + styleNames.map { "css/\($0).css" }
        + ["frame", "charts", "style", "jobs", "map", "review", "intake", "live", "scenario"].map { "js/\($0).js" }
    private static let assetFiles = ["echarts.min.js", "maplibre-gl.js", "maplibre-gl.css"]
    static let templateNames = [
        "backup",
        "layout", "chart", "plot", "chartfoot", "figure", "share", "districts", "map", "explanation", "meters", "job",
        "forecasts", "forecastrows", "forecastscore", "lineage", "lineagerow", "lineageform",
        "why", "spark", "quoted", "piece", "targets", "plan", "task",
        "plantext", "indicator", "indicators",
        "overview", "buildings", "building", "metering",
        "meter", "meterrepair", "timeline", "structure", "placement", "carbon", "explain", "jobs", "jobpage", "error",
        "empty",
        "audit", "audittools", "decisions", "decision", "ask", "published",
        "door", "field", "choice", "notice", "problem", "code", "grants", "sessions", "tokens", "separation",
        "reports", "report", "reportrevision", "reportupload",
        "review", "reviewitem", "reviewform", "reviewlines", "planimport", "planpreview", "planreference", "comparison",
        "signin", "signincode", "doorform", "doornote", "account", "factor", "once", "people", "person",
        "inbox", "workitem", "delegations", "simpleform", "organisations", "organisation", "departments", "admin",
        "sources", "plotframe", "loadcurve", "compare",
        "scplot", "sctargets", "scenarios", "scenariorun", "scenariocompare",
    ]

    let platform: Platform
    let now: @Sendable () -> Instant
    let templates: TemplateLibrary
    let files: StaticFiles
    let hasCharts: Bool
    /// Names of factor regions by code and by Chinese name.
    let regionNames: [Language: [String: String]]
    /// Changes with every change of what is sent: part of each ETag.
    let version: String
    let pages = PageCache()
    let limiter = RateLimiter()
    let requests = RequestFigures()
    let refusals: Refusals
    let streams: LiveStreams
    let settings: WebSettings
    private let localizers: [Language: Localizer]
    private let fallback: Localizer

    init(platform: Platform, settings: WebSettings, now: @escaping @Sendable () -> Instant) throws {
        self.platform = platform
        self.settings = settings
        refusals = Refusals(platform: platform)
        streams = LiveStreams(limits: settings.streams)
        self.now = now
        var localizers: [Language: Localizer] = [:]
        var seen: [UInt8] = []
        for language in Language.allCases {
            let json = [UInt8](try platform.resources.bytes("Texts", language.fileName))
            seen += json
            localizers[language] = try Localizer(language: language, json: json)
        }
        self.localizers = localizers
        fallback = Localizer(language: .zhHans, texts: [:])
        regionNames = Self.regionNames(platform.factors)
        var files = StaticFiles()
        for name in Self.publicFiles {
            files.add([UInt8](try platform.resources.bytes("Web", "Public/\(name)")), at: "/static/\(name)")
        }
        for name in Self.assetFiles {
            guard let folder = settings.assets else { break }
            guard let data = try? Data(contentsOf: URL(filePath: folder).appending(path: name)) else { continue }
            files.add([UInt8](data), at: "/assets/\(name)")
        }
        self.files = files
        hasCharts = files[Self.chartLibrary] != nil
        var sources: [(name: String, text: String)] = []
        for name in Self.templateNames {
            let bytes = try platform.resources.bytes("Web", "Templates/\(name).mustache")
            seen += bytes
            sources.append((name, String(decoding: bytes, as: UTF8.self)))
        }
        templates = try TemplateLibrary(sources: sources, localizers: localizers)
        for factor in platform.factors.factors { seen += Array("\(factor.id) \(factor.value) \(factor.region)".utf8) }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
        let built = try? FileManager.default.attributesOfItem(atPath: program)[.modificationDate] as? Date
        seen += Array("\(built?.timeIntervalSince1970 ?? 0)".utf8)
        version = StaticFiles.version(of: seen)
    }

    private static func regionNames(_ factors: FactorLibrary) -> [Language: [String: String]] {
        var names: [Language: [String: String]] = [:]
        for (code, region) in factors.regions {
            names[.zhHans, default: [:]][code] = region.name
            names[.en, default: [:]][code] = region.englishName
            names[.en, default: [:]][region.name] = region.englishName
        }
        return names
    }

    func texts(_ language: Language) -> Localizer { localizers[language] ?? fallback }
}

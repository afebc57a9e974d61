"""Which target of ours may import which, and where outside packages may enter: the table of docs/architecture.md as data."""

VOCABULARY = {"Units": set(), "Texts": {"Units"}}

DOMAIN = {
    "PeakPlanning": {"Units"},
    "Buildings": {"Units"},
    "Access": {"Units"},
    "Metering": {"Units"},
    "MeterProtocols": {"Units", "Metering", "CZlib"},
    "Carbon": {"Units"},
    "Efficiency": {"Units"},
    "Scenarios": {"Units"},
    "Heating": {"Units"},
    "DemoCity": {"Units", "Buildings", "Metering"},
    "Facilities": {"Units", "Metering"},
}
BELOW_ADAPTERS = {"Units", *DOMAIN}

ADAPTERS = {
    "Documents": BELOW_ADAPTERS | {"CZip", "CXML", "CXlsxWriter", "CSpawn"},
    "Store": BELOW_ADAPTERS,
    "EmbeddedReadings": {"Units", "Metering"},
    "Archives": {"Units", "CZlib"},
    "Notices": {"Units", "CCurl"},
    "ClickHouseReadings": {"Units", "Metering"},
    "Gateways": {"Units", "Metering", "MeterProtocols"},
}
WORKFLOWS = {"Workflows": BELOW_ADAPTERS | {"Texts", "Store", "Documents", "Archives", "Notices"}}
WEB = {"Web": WORKFLOWS["Workflows"] | {"Workflows"}}

LIBRARIES = VOCABULARY | DOMAIN | ADAPTERS | WORKFLOWS | WEB
EXECUTABLES = {
    name: set(LIBRARIES) for name in ("tanfeng", "Workload", "CarbonAccounts", "EngineBench")
}
SYSTEM_LIBRARIES = {name: set() for name in ("CZlib", "CCurl", "CZip", "CXML", "CXlsxWriter", "CSpawn")}

ALLOWED = LIBRARIES | EXECUTABLES | SYSTEM_LIBRARIES

# Values in, values out: no file, socket, database or clock, and hardly an outside package.
PURE = {*VOCABULARY, *DOMAIN}
PURE_PACKAGES = {"swift-collections", "swift-numerics"}
PURE_PACKAGE_EXCEPTIONS = {"MeterProtocols": {"swift-crypto"}, "Access": {"swift-crypto"}}

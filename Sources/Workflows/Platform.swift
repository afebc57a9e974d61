public import Carbon
public import Metering
public import Store
public import Units

/// The platform wired together: stores, factors, dictionaries, resources.
///
/// Delivery (web, command line) calls its methods and nothing below them. Every read takes the reader's scope.
public struct Platform: Sendable {
    /// The folder of data.
    public let dataDirectory: String
    /// Files that ship with the program.
    public let resources: ResourceDirectory
    /// The factor library, the bureau's own factors included.
    public let factors: FactorLibrary
    /// Names of metered items.
    public let items: ItemDictionary
    let store: Store
    let readings: any ReadingStore
    let now: @Sendable () -> Instant
}

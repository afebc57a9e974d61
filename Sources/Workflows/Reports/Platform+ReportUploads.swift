public import Access
import Foundation
import Store

extension Platform {
    /// The import of a file of reported values, for whoever sent it, officers of the city and auditors;
    /// `nil` for anybody else.
    public func reportUpload(_ id: Int64, of reader: Principal) async throws -> Job? {
        guard let row = try await store.job(id),
            let request = try? JSONDecoder().decode(ImportRequest.self, from: Data(row.input.utf8)),
            request.kind == .importReports
        else { return nil }
        let isOwn = reader.person != nil && request.person == reader.person
        guard isOwn || reader.grants.contains(where: { [.cityOfficer, .auditor].contains($0.role) }) else { return nil }
        return try await job(id)
    }
}

public import Access
import Foundation
import Store

extension Platform {
    /// The import of a file of reported values, for whoever sent it and for officers of the city; `nil` for anybody else.
    public func reportUpload(_ id: Int64, of reader: Principal) async throws -> Job? {
        guard let row = try await store.job(id),
            let request = try? JSONDecoder().decode(ImportRequest.self, from: Data(row.input.utf8)),
            request.kind == .importReports
        else { return nil }
        let isOwn = reader.person != nil && request.person == reader.person
        guard isOwn || reader.grants.contains(where: { $0.role == .cityOfficer }) else { return nil }
        return try await job(id)
    }
}

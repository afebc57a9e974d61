import Access
import HTTPTypes
import Hummingbird
import Logging
import Metering
import NIOCore
import Workflows

/// Files that come in over the wire (上传导入): from programs as a body, from people as a form.
enum ImportController {
    /// Takes a file in and queues its import; the answer says where to look for the job.
    static func create(_ exchange: Exchange) async throws -> Response {
        guard let kind = exchange.query("kind").flatMap(Job.Kind.init(upload:)) else {
            throw WebError.badParameter("kind")
        }
        let stamp = try stamp(exchange.query("stamp"))
        let platform = exchange.site.platform
        var file = try begin(kind, exchange.query("name") ?? kind.uploadName, exchange)
        do {
            for try await chunk in exchange.request.body { try file.write(Array(chunk.readableBytesView)) }
        } catch let error as UploadError {
            throw WebError(error)
        } catch {
            // The connection ended in the middle.
            throw WebError.malformedForm
        }
        let stored = try finish(file)
        var job: Int64?
        do {
            let answer = try await Idempotency(exchange: exchange, route: "api.importCreate").once(
                body: Array(stored.sha256.utf8)
            ) {
                let id = try await platform.submit(
                    upload: stored,
                    kind: kind,
                    stamp: stamp,
                    language: exchange.language,
                    by: exchange.actor,
                    as: exchange.principal
                )
                job = id
                guard let created = try await platform.job(id) else { throw WebError.failed }
                var response = try exchange.json(JobResponse(created))
                response.status = .accepted
                response.headers[.location] = "/api/v1/jobs/\(id)"
                return response
            }
            // The answer was given before: this file is the same once more.
            if job == nil { try await platform.discard(stored, by: exchange.actor) }
            return answer
        } catch {
            if job == nil { await discard(stored, exchange) }
            throw error
        }
    }

    /// Removes a file after an error, which is the one to tell.
    static func discard(_ file: UploadFile.Stored, _ exchange: Exchange) async {
        do {
            try await exchange.site.platform.discard(file, by: exchange.actor)
        } catch {
            exchange.context.logger.error("A discarded upload could not be recorded", metadata: ["error": "\(error)"])
        }
    }

    /// Takes in a form with a file and leads on to its job.
    static func upload(_ exchange: Exchange) async throws -> Response {
        exchange.seeOther("/jobs/\(try await submit(exchange))")
    }

    /// Takes in a form with a file and queues its import.
    ///
    /// - Parameters:
    ///   - exchange: the request with the form.
    ///   - wanted: the only kind that is taken; `nil` for any.
    /// - Returns: the job.
    /// - Throws: ``WebError`` where the form or its file is refused.
    static func submit(_ exchange: Exchange, only wanted: Job.Kind? = nil) async throws -> Int64 {
        var form = try UploadForm(exchange)
        guard let stored = try await form.receive() else { throw WebError.badParameter("file") }
        do {
            if let wanted, stored.kind != wanted { throw WebError.badParameter("kind") }
            return try await exchange.site.platform.submit(
                upload: stored.file,
                kind: stored.kind,
                stamp: stored.stamp,
                language: exchange.language,
                by: exchange.actor,
                as: exchange.principal
            )
        } catch {
            await discard(stored.file, exchange)
            throw error
        }
    }

    static func begin(_ kind: Job.Kind, _ name: String, _ exchange: Exchange) throws -> UploadFile {
        guard kind.isOpen(to: exchange.principal) else { throw WebError.forbidden }
        do {
            return try exchange.site.platform.beginUpload(
                kind,
                name: name,
                declared: exchange.request.headers[.contentLength].flatMap { Int($0) },
                limit: exchange.site.settings.uploadLimit
            )
        } catch {
            throw WebError(error)
        }
    }

    static func finish(_ file: consuming UploadFile) throws -> UploadFile.Stored {
        do {
            return try file.finish()
        } catch {
            throw WebError(error)
        }
    }

    static func stamp(_ given: String?) throws -> IntervalStamp {
        guard let given else { return .end }
        guard let stamp = IntervalStamp(rawValue: given) else { throw WebError.badParameter("stamp") }
        return stamp
    }
}

extension Job.Kind {
    /// What the kind is called in an address.
    var uploadName: String { String(rawValue.dropFirst("import.".count)) }

    /// A kind by what it is called in an address.
    init?(upload name: String) { self.init(rawValue: "import.\(name)") }

    /// Whether somebody who may import files may import this one: a plan is for those who review it.
    func isOpen(to principal: Principal) -> Bool {
        self != .importPlan || !principal.roles.isDisjoint(with: .reviewers)
    }
}

extension WebError {
    /// What a refused upload means to whoever sent it.
    init(_ error: UploadError) {
        switch error {
        case .tooLarge(let limit): self = .uploadTooLarge(megabytes: limit >> 20)
        case .wrongContent(let seen): self = .wrongContent(seen)
        case .noRoom: self = .noRoom
        case .notYours: self = .forbidden
        }
    }
}

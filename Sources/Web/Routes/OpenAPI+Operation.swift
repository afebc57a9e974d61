import Access
import HTTPTypes
import Texts

/// One operation of the OpenAPI document: what may be sent, what comes back, and every way of being refused.
struct OpenAPIOperation {
    let route: Route
    let texts: Localizer

    var value: JSONValue {
        var result: [String: JSONValue] = [
            "operationId": .string(route.id),
            "summary": .string(texts[route.summary]),
            "x-roles": .array(route.roles.map(\.rawValue).sorted().map(JSONValue.string)),
            "x-jurisdiction": .string(route.jurisdiction.rawValue),
            "x-audit": .string(route.audit.rawValue),
            "security": .array(security.map { .object([$0: .array([])]) }),
            "responses": .object(responses),
        ]
        let parameters = route.parameters.map(parameter) + headers
        if !parameters.isEmpty { result["parameters"] = .array(parameters) }
        if let types = route.body.types {
            let content = types.map { ($0, JSONValue.object(["schema": .object([:])])) }
            result["requestBody"] = .object([
                "required": .boolean(true), "content": .object(Dictionary(content) { first, _ in first }),
            ])
        }
        return .object(result)
    }

    private var security: [String] {
        route.isForSources ? ["source"] : route.roles.contains(.public) ? [] : ["session", "token"]
    }

    private func parameter(_ parameter: RouteParameter) -> JSONValue {
        let schema: [String: JSONValue] =
            switch parameter.form {
            case .text: ["type": .string("string")]
            case .integer(let range):
                [
                    "type": .string("integer"), "minimum": .integer(range.lowerBound),
                    "maximum": .integer(range.upperBound),
                ]
            case .choice(let values): ["type": .string("string"), "enum": .array(values.map(JSONValue.string))]
            }
        return .object([
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .boolean(parameter.isRequired), "description": .string(texts[parameter.summary]),
            "schema": .object(schema),
        ])
    }

    /// The headers of a request that change how it is answered.
    private var headers: [JSONValue] {
        if route.isTagged { return [header("If-None-Match", "api.header.ifNoneMatch")] }
        guard route.isWrite else { return [] }
        let key: [String: JSONValue] = [
            "type": .string("string"), "minLength": .integer(1), "maxLength": .integer(200),
            "pattern": .string("^[!-~]+$"),
        ]
        var headers = [header("Idempotency-Key", "api.header.idempotencyKey", key)]
        let isNeeded = route.refusals.contains(.preconditionMissing)
        if isNeeded || route.refusals.contains(.changedSince) {
            headers.append(header("If-Match", "api.header.ifMatch", isRequired: isNeeded))
        }
        return headers
    }

    private func header(
        _ name: String,
        _ key: TextKey,
        _ schema: [String: JSONValue] = ["type": .string("string")],
        isRequired: Bool = false
    ) -> JSONValue {
        .object([
            "name": .string(name), "in": .string("header"), "required": .boolean(isRequired),
            "description": .string(texts[key]), "schema": .object(schema),
        ])
    }

    private var responses: [String: JSONValue] {
        var responses = ["\(route.answer.status.code)": success]
        if route.isTagged { responses["304"] = response(304, [:], ["ETag": "api.header.etag"]) }
        for (status, errors) in Dictionary(grouping: route.allRefusals, by: \.status.code) {
            responses["\(status)"] = refusal(status, errors)
        }
        return responses
    }

    private var success: JSONValue {
        var headers: [String: TextKey] = ["X-Request-ID": "api.header.requestId"]
        if route.isTagged { headers["ETag"] = "api.header.etag" }
        let content: [String: JSONValue]
        switch route.answer {
        case .json(let schema): content = ["application/json": .object(["schema": OpenAPI.reference(schema)])]
        case .accepted(let schema):
            content = ["application/json": .object(["schema": OpenAPI.reference(schema)])]
            headers["Location"] = "api.header.location"
        case .csv: content = ["text/csv": .object(["schema": .object(["type": .string("string")])])]
        case .workbook:
            let schema: [String: JSONValue] = ["type": .string("string"), "format": .string("binary")]
            content = [WorkbookFile.mediaType: .object(["schema": .object(schema)])]
        case .geoJSON:
            content = ["application/geo+json": .object(["schema": .object(["type": .string("object")])])]
        case .file: content = ["application/json": .object(["schema": .object(["type": .string("object")])])]
        case .page, .redirect, .events, .nothing: content = [:]
        }
        return response(route.answer.status.code, content, headers)
    }

    private func response(_ status: Int, _ content: [String: JSONValue], _ headers: [String: TextKey]) -> JSONValue {
        var result: [String: JSONValue] = [
            "description": .string(texts[TextKey("api.response.\(status)")]),
            "headers": .object(headers.mapValues(header)),
        ]
        if !content.isEmpty { result["content"] = .object(content) }
        return .object(result)
    }

    private static let problem: [String: JSONValue] = [
        "application/problem+json": .object(["schema": .object(["$ref": .string("#/components/schemas/Problem")])])
    ]

    /// What clients of the line protocol read instead.
    private static let lineError: [String: JSONValue] = [
        "application/json": .object([
            "schema": .object([
                "type": .string("object"), "required": .array([.string("error")]),
                "properties": .object(["error": .object(["type": .string("string")])]),
            ])
        ])
    ]

    /// The problem document of a status, with the types that it may name.
    private func refusal(_ status: Int, _ errors: [WebError]) -> JSONValue {
        var names: [String] = []
        for error in errors where !names.contains(error.problemType) { names.append(error.problemType) }
        var result: [String: JSONValue] = [
            "description": .string(names.joined(separator: ", ")),
            "content": .object(route.path == LinesController.path ? Self.lineError : Self.problem),
        ]
        if [429, 503].contains(status) {
            result["headers"] = .object(["Retry-After": header("api.header.retryAfter")])
        }
        return .object(result)
    }

    private func header(_ key: TextKey) -> JSONValue {
        .object(["description": .string(texts[key]), "schema": .object(["type": .string("string")])])
    }
}

extension WebError {
    /// The stable type of the problem.
    var problemType: String { "urn:tanfeng:problem:\(snakeCase(name))" }
}

extension Problem {
    /// Every type of problem that some routes know, in order.
    static func types(of routes: [Route]) -> [String] {
        Set(routes.flatMap { $0.allRefusals.map(\.problemType) } + [WebError.methodNotAllowed.problemType]).sorted()
    }
}

import Access
import HTTPTypes
import Texts

/// The OpenAPI 3.1 document of the API (接口说明), made from the routes.
struct OpenAPI {
    let routes: [Route]
    let texts: Localizer

    var document: JSONValue {
        var paths: [String: JSONValue] = [:]
        var schemas: [String: [Schema.Field]] = SchemaRecorder.schema(of: Problem.self).objects
        for route in routes where route.isAPI {
            var operations: [String: JSONValue] = [:]
            if case .object(let known)? = paths[route.path] { operations = known }
            operations[route.method.rawValue.lowercased()] = OpenAPIOperation(route: route, texts: texts).value
            paths[route.path] = .object(operations)
            if let schema = route.answer.schema { schemas.merge(schema.objects) { first, _ in first } }
        }
        var components = schemas.mapValues(Self.object)
        components["ProblemType"] = .object([
            "type": .string("string"),
            "enum": .array(Problem.types(of: routes.filter(\.isAPI)).map(JSONValue.string)),
        ])
        return .object([
            "openapi": .string("3.1.0"),
            "info": .object([
                "title": .string(texts["api.title"]), "version": .string("1"),
                "description": .string(texts["api.about"]),
            ]),
            "servers": .array([.object(["url": .string("/")])]),
            "paths": .object(paths),
            "components": .object([
                "schemas": .object(components),
                "securitySchemes": .object([
                    "session": .object([
                        "type": .string("apiKey"), "in": .string("cookie"), "name": .string("tanfeng_session"),
                        "description": .string(texts["api.session"]),
                    ]),
                    "source": .object([
                        "type": .string("http"), "scheme": .string("bearer"),
                        "description": .string(texts["api.source"]),
                    ]),
                    "token": .object([
                        "type": .string("http"), "scheme": .string("bearer"),
                        "description": .string(texts["api.token"]),
                    ]),
                ]),
            ]),
        ])
    }

    private static func object(_ fields: [Schema.Field]) -> JSONValue {
        .object([
            "type": .string("object"),
            "required": .array(fields.filter { !$0.isOptional }.map { .string($0.name) }),
            "properties": .object(
                Dictionary(fields.map { ($0.name, reference($0.schema)) }) { first, _ in first }
            ),
        ])
    }

    static func reference(_ schema: Schema) -> JSONValue {
        switch schema {
        case .string: .object(["type": .string("string")])
        case .integer: .object(["type": .string("integer")])
        case .number: .object(["type": .string("number")])
        case .boolean: .object(["type": .string("boolean")])
        case .nullable(let schema):
            .object(["anyOf": .array([reference(schema), .object(["type": .string("null")])])])
        case .array(let element): .object(["type": .string("array"), "items": reference(element)])
        case .object(let name, _): .object(["$ref": .string("#/components/schemas/\(name)")])
        }
    }
}

extension Route.Answer {
    /// The shape of the answer, where it is JSON of ours.
    var schema: Schema? {
        switch self {
        case .json(let schema), .accepted(let schema): schema
        case .page, .csv, .workbook, .geoJSON, .file, .events, .redirect, .nothing: nil
        }
    }

    /// The status of success.
    var status: HTTPResponse.Status {
        switch self {
        case .page, .json, .csv, .workbook, .geoJSON, .file, .events: .ok
        case .accepted: .accepted
        case .nothing: .noContent
        case .redirect: .seeOther
        }
    }
}

/// A JSON value that is built rather than mapped from a type.
enum JSONValue: Encodable, Sendable {
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case array([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .boolean(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}

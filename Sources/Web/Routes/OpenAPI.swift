import Access
import HTTPTypes
import Texts

/// The OpenAPI 3.1 document of the API, made from the routes.
struct OpenAPI {
    let routes: [Route]
    let texts: Localizer

    var document: JSONValue {
        var paths: [String: JSONValue] = [:]
        var schemas: [String: [Schema.Field]] = SchemaRecorder.schema(of: Problem.self).objects
        for route in routes where route.isAPI {
            var operations: [String: JSONValue] = [:]
            if case .object(let known)? = paths[route.path] { operations = known }
            operations[route.method.rawValue.lowercased()] = operation(route)
            paths[route.path] = .object(operations)
            if case .json(let schema) = route.answer { schemas.merge(schema.objects) { first, _ in first } }
        }
        return .object([
            "openapi": .string("3.1.0"),
            "info": .object([
                "title": .string(texts["api.title"]), "version": .string("1"),
                "description": .string(texts["api.about"]),
            ]),
            "servers": .array([.object(["url": .string("/")])]),
            "paths": .object(paths),
            "components": .object(["schemas": .object(schemas.mapValues(Self.object))]),
        ])
    }

    private func operation(_ route: Route) -> JSONValue {
        var result: [String: JSONValue] = [
            "operationId": .string(route.id),
            "summary": .string(texts[route.summary]),
            "x-roles": .array(route.roles.map(\.rawValue).sorted().map(JSONValue.string)),
            "x-jurisdiction": .string(route.jurisdiction.rawValue),
            "x-audit": .string(route.audit.rawValue),
            "responses": .object(["200": success(route.answer), "default": Self.failure]),
        ]
        if !route.parameters.isEmpty { result["parameters"] = .array(route.parameters.map(parameter)) }
        return .object(result)
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
            "required": .boolean(parameter.place == .path), "description": .string(texts[parameter.summary]),
            "schema": .object(schema),
        ])
    }

    private func success(_ answer: Route.Answer) -> JSONValue {
        let content: JSONValue =
            switch answer {
            case .json(let schema): .object(["application/json": .object(["schema": Self.reference(schema)])])
            case .csv: .object(["text/csv": .object(["schema": .object(["type": .string("string")])])])
            case .geoJSON: .object(["application/geo+json": .object(["schema": .object(["type": .string("object")])])])
            case .page, .file, .redirect: .object([:])
            }
        return .object(["description": .string(texts["api.ok"]), "content": content])
    }

    private static let failure = JSONValue.object([
        "description": .string("RFC 9457"),
        "content": .object([
            "application/problem+json": .object([
                "schema": .object(["$ref": .string("#/components/schemas/Problem")])
            ])
        ]),
    ])

    private static func object(_ fields: [Schema.Field]) -> JSONValue {
        .object([
            "type": .string("object"),
            "required": .array(fields.filter { !$0.isOptional }.map { .string($0.name) }),
            "properties": .object(
                Dictionary(fields.map { ($0.name, reference($0.schema)) }) { first, _ in first }
            ),
        ])
    }

    private static func reference(_ schema: Schema) -> JSONValue {
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

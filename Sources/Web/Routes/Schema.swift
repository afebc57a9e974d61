/// A body of the API.
///
/// Its JSON schema is read off the type itself, so the two cannot drift apart.
protocol APIResponse: Codable, Sendable {}

/// The shape of a JSON value, as OpenAPI describes it.
indirect enum Schema: Sendable, Equatable {
    case string
    case integer
    case number
    case boolean
    case nullable(Schema)
    case array(Schema)
    case object(name: String, fields: [Field])

    /// A field of an object.
    struct Field: Sendable, Equatable {
        let name: String
        let schema: Schema
        let isOptional: Bool
    }

    /// Reads the shape of a type by letting it decode itself from a decoder that takes notes.
    init<Value: Decodable>(of type: Value.Type) {
        self = SchemaRecorder.schema(of: type)
    }

    /// All objects in it, by name.
    var objects: [String: [Field]] {
        switch self {
        case .string, .integer, .number, .boolean: return [:]
        case .array(let element), .nullable(let element): return element.objects
        case .object(let name, let fields):
            var result = [name: fields]
            for field in fields { result.merge(field.schema.objects) { first, _ in first } }
            return result
        }
    }
}

/// A value that is written as `null` rather than left out.
struct Nullable<Value: Codable & Sendable>: Codable, Sendable, SchemaDescribed {
    let value: Value?

    init(_ value: Value?) { self.value = value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        value = container.decodeNil() ? nil : try container.decode(Value.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    static var schema: Schema { .nullable(Schema(of: Value.self)) }
}

/// An element of an array that may be `null`; fields that may be absent are noted as such instead.
extension Optional: SchemaDescribed where Wrapped: Decodable {
    static var schema: Schema { .nullable(Schema(of: Wrapped.self)) }
}

/// A type that says its shape itself.
protocol SchemaDescribed {
    static var schema: Schema { get }
}

/// Writes a Swift name as a JSON key: `floorAreaM2` becomes `floor_area_m2`.
func snakeCase(_ name: String) -> String {
    var result = ""
    for character in name {
        if character.isUppercase { result.append("_") }
        result.append(contentsOf: character.lowercased())
    }
    return result
}

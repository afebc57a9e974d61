/// A decoder that answers every question with an empty value and writes down what was asked.
struct SchemaRecorder: Decoder {
    /// What was asked for; a class because containers are handed out by value.
    final class Notes {
        var fields: [Schema.Field] = []
        var element: Schema?
        var single: Schema?
    }

    let notes = Notes()
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func schema<Value: Decodable>(of type: Value.Type) -> Schema { record(type)?.schema ?? .string }

    /// The shape of a type with an empty value of it; `nil` where the type refuses an empty value.
    static func record<Value: Decodable>(_ type: Value.Type) -> (schema: Schema, value: Value)? {
        let recorder = SchemaRecorder()
        guard let value = try? Value(from: recorder) else { return nil }
        if let described = type as? any SchemaDescribed.Type { return (described.schema, value) }
        if let single = recorder.notes.single { return (single, value) }
        if let element = recorder.notes.element { return (.array(element), value) }
        return (.object(name: String(describing: type), fields: recorder.notes.fields), value)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Keyed<Key>(notes: notes))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { Unkeyed(notes: notes) }
    func singleValueContainer() -> any SingleValueDecodingContainer { Single(notes: notes) }
}

extension SchemaRecorder {
    private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let notes: Notes
        let codingPath: [any CodingKey] = []
        let allKeys: [Key] = []

        func contains(_ key: Key) -> Bool { true }
        func decodeNil(forKey key: Key) -> Bool { false }

        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            try note(type, key, isOptional: false)
        }

        func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
            try note(type, key, isOptional: true)
        }

        // The standard library's optional overloads for plain types would otherwise skip the note.
        func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
            try note(type, key, isOptional: true)
        }
        func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
            try note(type, key, isOptional: true)
        }
        func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try note(type, key, isOptional: true) }
        func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
            try note(type, key, isOptional: true)
        }
        func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
            try note(type, key, isOptional: true)
        }

        private func note<Value: Decodable>(_ type: Value.Type, _ key: Key, isOptional: Bool) throws -> Value {
            guard let (schema, value) = record(type) else { throw Unrecordable.type }
            notes.fields.append(
                Schema.Field(name: snakeCase(key.stringValue), schema: schema, isOptional: isOptional)
            )
            return value
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type,
            forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { throw Unrecordable.type }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Unrecordable.type }
        func superDecoder() throws -> any Decoder { throw Unrecordable.type }
        func superDecoder(forKey key: Key) throws -> any Decoder { throw Unrecordable.type }
    }

    private struct Unkeyed: UnkeyedDecodingContainer {
        let notes: Notes
        let codingPath: [any CodingKey] = []
        let count: Int? = nil
        var currentIndex = 0
        var isAtEnd: Bool { currentIndex > 0 }

        mutating func decodeNil() -> Bool { false }

        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            guard let (schema, value) = record(type) else { throw Unrecordable.type }
            notes.element = schema
            currentIndex += 1
            return value
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) throws -> KeyedDecodingContainer<Nested> { throw Unrecordable.type }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Unrecordable.type }
        mutating func superDecoder() throws -> any Decoder { throw Unrecordable.type }
    }

    private struct Single: SingleValueDecodingContainer {
        let notes: Notes
        let codingPath: [any CodingKey] = []

        func decodeNil() -> Bool { false }

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            guard let (schema, value) = record(type) else { throw Unrecordable.type }
            notes.single = schema
            return value
        }

        func decode(_ type: Bool.Type) throws -> Bool { empty(.boolean, false) }
        func decode(_ type: String.Type) throws -> String { empty(.string, "") }
        func decode(_ type: Double.Type) throws -> Double { empty(.number, 0) }
        func decode(_ type: Int.Type) throws -> Int { empty(.integer, 0) }
        func decode(_ type: Int64.Type) throws -> Int64 { empty(.integer, 0) }

        private func empty<Value>(_ schema: Schema, _ value: Value) -> Value {
            notes.single = schema
            return value
        }
    }

    private enum Unrecordable: Error { case type }
}

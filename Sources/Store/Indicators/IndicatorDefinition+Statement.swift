extension IndicatorDefinition {
    /// Both queries as they stand in the file, for those who want to see how the number is made.
    package var statement: String { value.sql + "\n\n" + rows.sql }
}

extension PlanTask {
    /// The task's own words for a quote, blanks and widths apart; `nil` where they do not stand in its text.
    public func words(of quote: String) -> String? { QuotePlace.exact(quote, in: text).map(text.slice) }
}

import Testing
import Units

@Suite("Mann–Kendall of values that follow each other")
struct HamedRaoTests {
    /// A series with what pymannkendall 1.4.3, `hamed_rao_modification_test`, says of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let values: [Double]
        let variance: Double
        let z: Double
        let p: Double
    }

    static let cases = [
        Case(
            testDescription: "ar_0.8",
            values: [
                -0.37, 0.08, 0.22, -1.89, -3.84, -2.19, -1.13, -2.68, -2.8, -2.12, -2.54, 0.92, 1.11, 1.71, 1.61, 0.9,
                0.77, 0.43, 1.03, 0.5, 1.08, 1.72, 2.39, 1.4, 1.73, 2.34, 1.16, 0.47, 0.02, 0.9,
            ],
            variance: 6769.656344086021,
            z: 2.1755532593817537,
            p: 0.02958868157212735
        ),
        Case(
            testDescription: "ar_-0.7",
            values: [
                -0.06, -0.64, 2.17, -3.31, 1.47, -0.3, -0.94, -0.29, -2.24, -1.75, 0.3, -1.78, -0.8, -1.77, -1.52,
                -0.85, -0.64, -1.12, -2.37, -1.34, -0.41, -3.12, 0.01, -3.41,
            ],
            variance: 135.68480072463746,
            z: -6.009418358974251,
            p: 1.8619008557152483e-09
        ),
        Case(
            testDescription: "walk",
            values: [
                0.22, 0.25, 0.05, 0.44, 3.3, 3.41, 3.03, 2.44, 1.53, 0.55, -0.07, -0.08, -1.35, -1.74, -2.64, -1.97,
                -0.66, 0.6, -0.13, -0.96,
            ],
            variance: 1488.4761904761904,
            z: -2.0476519780159164,
            p: 0.040594112401555416
        ),
        Case(
            testDescription: "cycle",
            values: [
                10, 11.4, 12.5, 13, 12.7, 11.8, 10.4, 8.9, 7.7, 7.1, 7.1, 7.9, 9.2, 10.6, 12, 12.8, 13, 12.4, 11.2, 9.8,
                8.4, 7.4, 7, 7.4, 8.4, 9.8,
            ],
            variance: 2654.213686905889,
            z: -1.455771863283911,
            p: 0.14545569633284172
        ),
        Case(
            testDescription: "alternating",
            values: [5, 1, 6, 2, 7, 3, 8, 4, 9, 5, 10, 6],
            variance: 24.25858585858585,
            z: 5.481898927935095,
            p: 4.207846204806742e-08
        ),
    ]

    @Test("are pymannkendall's", arguments: cases)
    func agrees(with known: Case) throws {
        let test = try #require(MannKendall(hamedRao: known.values))
        #expect(test.score == MannKendall(known.values).score)
        #expect(abs(test.variance - known.variance) < 1e-9 * known.variance)
        #expect(abs(test.z - known.z) < 1e-9)
        #expect(abs(test.p - known.p) < 1e-9)
    }

    @Test("say nothing of too few values, and of equal ones what the plain test says")
    func edges() throws {
        #expect(MannKendall(hamedRao: [1, 2]) == nil)
        #expect(MannKendall(hamedRao: []) == nil)
        #expect(MannKendall(hamedRao: [3, 3, 3, 3]) == MannKendall([3, 3, 3, 3]))
        #expect(MannKendall(hamedRao: [1, 2, 3, 4, 5]) == MannKendall([1, 2, 3, 4, 5]))
    }
}

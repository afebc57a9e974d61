/// This program (本程序).
public enum Product {
    /// Its version, as releases are numbered.
    public static let version = "0.1.0"
}

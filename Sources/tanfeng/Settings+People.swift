import Access
import ArgumentParser
import Configuration
import Workflows

extension PeopleSettings {
    /// Reads how strict the door is; what is not set is as in ``standard``.
    init(_ config: ConfigReader) throws {
        #if DEBUG
        let least = 1
        #else
        // A bureau may make guessing dearer, not cheaper.
        let least = ScryptCost.standard.logN
        #endif
        let logN = config.int(forKey: "scrypt_logn", default: ScryptCost.standard.logN)
        guard logN >= least, let cost = ScryptCost.standard(logN: logN) else {
            throw ValidationError("scrypt_logn 应在 \(least) 到 20 之间 · scrypt_logn lies between \(least) and 20")
        }
        self.init(cost: cost)
        let idle = config.int(forKey: "session_idle_minutes", default: Int(idleSeconds / 60))
        let hours = config.int(forKey: "session_hours", default: Int(absoluteSeconds / 3_600))
        guard (5...1_440).contains(idle), (1...168).contains(hours) else {
            throw ValidationError(
                "session_idle_minutes 应在 5 到 1440 之间，session_hours 应在 1 到 168 之间 · "
                    + "session_idle_minutes lies between 5 and 1440, session_hours between 1 and 168"
            )
        }
        idleSeconds = Int64(idle) * 60
        absoluteSeconds = Int64(hours) * 3_600
    }
}

import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Store
import Workflows

/// Answers the command line on the socket in the data folder, as a service.
struct ControlServer: Service {
    let folder: String
    let platform: Platform
    let logger: Logger

    func run() async throws {
        try await ControlSocket.withPath(in: folder) { path in
            let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .bind(
                    unixDomainSocketPath: path,
                    cleanupExistingSocketFile: true,
                    childChannelInitializer: ControlSocket.wrap
                )
            // Only who may read the data may steer the server.
            chmod(path, 0o600)
            defer { unlink(path) }
            do {
                try await cancelWhenGracefulShutdown {
                    try await withThrowingDiscardingTaskGroup { group in
                        try await server.executeThenClose { connections in
                            for try await connection in connections {
                                group.addTask { await serve(connection) }
                            }
                        }
                    }
                }
            } catch is CancellationError {
                // Stopping is how a service ends.
            }
        }
    }

    private func serve(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                var buffer = LineBuffer()
                for try await more in inbound {
                    for line in buffer.lines(adding: more) {
                        var answer = ByteBuffer(bytes: try JSONEncoder().encode(await answer(line)))
                        answer.writeInteger(UInt8(ascii: "\n"))
                        try await outbound.write(answer)
                    }
                    if buffer.isTooLong { return }
                }
            }
        } catch {
            logger.debug("A control connection ended", metadata: ["error": "\(error)"])
        }
    }

    private func answer(_ line: [UInt8]) async -> ControlAnswer {
        do {
            return try await platform.answer(try JSONDecoder().decode(ControlRequest.self, from: Data(line)))
        } catch {
            logger.error("A control request failed", metadata: ["error": "\(error)"])
            return StorageFault(error, folder: folder).map { .refused($0) } ?? .failed
        }
    }
}

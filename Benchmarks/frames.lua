-- Frames of a hundred readings: each thread takes its share of the bodies, once each.
local bodies, next_body, step = {}, 0, tonumber(os.getenv("BENCH_THREADS"))
local count = 0

function setup(thread)
    thread:set("number", count)
    count = count + 1
end

function init()
    local index = 0
    for line in io.lines(os.getenv("BENCH_BODIES")) do
        if index % step == number then bodies[#bodies + 1] = line end
        index = index + 1
    end
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
end

function request()
    next_body = next_body + 1
    -- Sent again once all are through; the answer says how many were new.
    return wrk.format(nil, "/api/v1/readings", nil, bodies[(next_body - 1) % #bodies + 1])
end

function done(summary, latency)
    io.write(string.format("FRAMES %d %d %d %d %d\n", summary.requests, summary.duration, summary.errors.status,
        latency:percentile(50), latency:percentile(99)))
end

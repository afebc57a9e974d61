-- Frames of a hundred readings: each thread takes its share of the bodies, which the record separator (30) parts.
local bodies, next_body, step = {}, 0, tonumber(os.getenv("BENCH_THREADS"))
local count = 0

function setup(thread)
    thread:set("number", count)
    count = count + 1
end

function init()
    local index = 0
    local file = io.open(os.getenv("BENCH_BODIES"))
    for body in file:read("*a"):gmatch("[^\30]+") do
        if index % step == number then bodies[#bodies + 1] = body end
        index = index + 1
    end
    file:close()
    collectgarbage()
    wrk.method = "POST"
    wrk.headers["Content-Type"] = os.getenv("BENCH_CONTENT_TYPE")
    wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
end

function request()
    next_body = next_body + 1
    -- Sent again once all are through; the answer says how many were new.
    return wrk.format(nil, os.getenv("BENCH_PATH"), nil, bodies[(next_body - 1) % #bodies + 1])
end

function done(summary, latency)
    io.write(string.format("FRAMES %d %d %d %d %d\n", summary.requests, summary.duration, summary.errors.status,
        latency:percentile(50), latency:percentile(99)))
end

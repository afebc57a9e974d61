-- Frames of a hundred readings: each thread takes its share of the bodies, which the record separator (30) parts.
local requests, next_request, step = {}, 0, tonumber(os.getenv("BENCH_THREADS"))
local count = 0

function setup(thread)
    thread:set("number", count)
    count = count + 1
end

function init()
    wrk.method = "POST"
    wrk.headers["Content-Type"] = os.getenv("BENCH_CONTENT_TYPE")
    wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
    local index = 0
    local file = io.open(os.getenv("BENCH_BODIES"))
    for body in file:read("*a"):gmatch("[^\30]+") do
        if index % step == number then requests[#requests + 1] = wrk.format(nil, os.getenv("BENCH_PATH"), nil, body) end
        index = index + 1
    end
    file:close()
    -- What this side clears away would be measured as the server's latency.
    collectgarbage()
    collectgarbage("stop")
end

function request()
    next_request = next_request + 1
    -- Sent again once all are through; the answer says how many were new.
    return requests[(next_request - 1) % #requests + 1]
end

function done(summary, latency)
    io.write(string.format("FRAMES %d %d %d %d %d\n", summary.requests, summary.duration, summary.errors.status,
        latency:percentile(50), latency:percentile(99)))
end

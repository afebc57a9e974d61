-- A flood of sign-in attempts for wrk: the form as a browser would send it, another wrong password each time.
-- FLOOD_FORM is the form's token, FLOOD_COOKIE the cookie that goes with it; FLOOD_MANY makes each attempt come from
-- another address and ask for another login.
local form, cookie, many = os.getenv("FLOOD_FORM"), os.getenv("FLOOD_COOKIE"), os.getenv("FLOOD_MANY")
local count = 0

wrk.method = "POST"
wrk.headers["Host"] = os.getenv("FLOOD_HOST")
wrk.headers["Origin"] = "https://" .. os.getenv("FLOOD_HOST")
wrk.headers["Cookie"] = cookie
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"

function request()
    count = count + 1
    if many then
        local n = count % 16777216
        wrk.headers["X-Forwarded-For"] =
            string.format("10.%d.%d.%d", math.floor(n / 65536), math.floor(n / 256) % 256, n % 256)
    end
    local login = many and "nobody" .. count or "nobody"
    return wrk.format(nil, "/sign-in", nil, "form_token=" .. form .. "&login=" .. login .. "&password=wrong" .. count)
end

local statuses = {}

function response(status)
    statuses[status] = (statuses[status] or 0) + 1
    if count % 50 == 0 then
        local parts = {}
        for known, times in pairs(statuses) do parts[#parts + 1] = known .. "=" .. times end
        io.stderr:write(table.concat(parts, " "), "\n")
    end
end

# Every target is one script; each script says what it does and why.
PORT ?= 8080
DATA ?= ./tanfeng-data
export PORT DATA

.PHONY: run test bench check format

run: ; @scripts/run
test: ; @scripts/test
bench: ; @scripts/bench
check: ; @scripts/check
format: ; @scripts/format

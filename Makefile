# Every target is one script; each script says what it does and why.
PORT ?= 8080
CITY ?= lianyungang
export PORT CITY DATA PREFIX DESTDIR TANFENG

.PHONY: run test bench check format install

run: ; @scripts/run
test: ; @scripts/test
bench: ; @scripts/bench
check: ; @scripts/check
format: ; @scripts/format
install: ; @scripts/install

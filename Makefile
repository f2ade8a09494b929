# Short names for the most important commands; CMakePresets.json and scripts/ do the work.
.PHONY: all setup demo test format clean

all: setup
	cmake --preset release
	cmake --build --preset release

setup:
	scripts/setup

demo:
	scripts/demo

test:
	scripts/test $(PRESET)

format:
	scripts/format

clean:
	rm -rf build

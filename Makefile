# Everything the sources need is found by wildcard: a new module, statement, template, message
# file, test or tool is built because it is there.
#
#   make            build/emplettes, optimised
#   make debug      build/debug/emplettes, with AddressSanitizer and UndefinedBehaviorSanitizer
#   make unit       the unit tests on the engine named by TEST_DATABASE (sqlite)
#   make test       everything, on both engines, in a browser; what ./dev test and CI run
#   make check      includes between layers, lengths, formats; a second compiler's opinion
#   make bench      side by side with nginx and pgbench, into bench/RESULTS.md
#   make fuzz       fuzzes every parser for FUZZ_SECONDS each
#   make look       pictures of every page, narrow and wide, into build/look
#   make judge      Lighthouse, axe, vnu and html-validate on the same pages
#   make routes     the site map        make schema    sql/schema.sql from the migrations
#   make fmt        clang-format        make clean     removes BUILD
#   make install    below DESTDIR, PREFIX (/usr/local)       make deb     a Debian package in BUILD
#
# BUILD=folder builds elsewhere. DIRS="src/base src/db" limits `make unit` to these folders.

BUILD ?= build
GEN := $(BUILD)/gen
TEST_DATABASE ?= sqlite
FUZZ_SECONDS ?= 60
SHELL := /bin/sh
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:

ifeq ($(origin CC),default)
CC := gcc
endif

# ---- what there is -------------------------------------------------------------------------

ALL_C := $(wildcard src/*.c src/*/*.c src/domain/*/*.c)
TEST_C := $(filter %_test.c,$(ALL_C)) $(wildcard test/*.c)
SOURCES := $(filter-out %_test.c,$(ALL_C))
SQL := $(wildcard src/*/*.sql src/domain/*/*.sql)
HTML := $(wildcard src/*/*.html src/domain/*/*.html)
PO := $(wildcard i18n/*.po i18n/*/*.po)
MIGRATIONS := $(wildcard sql/migrations/*.sql)
ASSET_FILES := $(shell find assets -type f 2>/dev/null)
TOOL_NAMES := $(sort $(basename $(notdir $(wildcard tools/*.c))) \
  $(patsubst tools/%/,%,$(dir $(wildcard tools/*/*.c))))
FUZZ_NAMES := $(patsubst test/fuzz/%_fuzz.c,%,$(wildcard test/fuzz/*_fuzz.c))

# ---- flags ---------------------------------------------------------------------------------

PACKAGES := libmicrohttpd sqlite3 libpq libsodium jansson libcurl icu-i18n icu-uc \
  pangocairo lcms2 libqrencode libxml-2.0 zlib minizip
# Whose headers are needed, but which is loaded at run time only, by the process that makes
# photographs: the server does not carry its hundred libraries.
HEADER_PACKAGES := vips
# -isystem: our warnings are for our own code.
PACKAGE_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES) $(HEADER_PACKAGES)))
LIBS := -Wl,--as-needed $(shell pkg-config --libs $(PACKAGES)) -lstemmer -lcsv -lxlsxwriter -lm -lpthread -ldl

WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Werror
BASE_CFLAGS := -std=gnu17 -g $(WARNINGS) -fno-omit-frame-pointer -D_GNU_SOURCE -pthread \
  -Isrc -I$(GEN) $(PACKAGE_CFLAGS)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
RELEASE_CFLAGS := $(BASE_CFLAGS) -O2 -fstack-protector-strong -D_FORTIFY_SOURCE=2 $(CFLAGS)
DEBUG_CFLAGS := $(BASE_CFLAGS) -Og $(SANITIZE) -I. -Itest -Itools $(CFLAGS)
TOOL_CFLAGS := -std=gnu17 -g -O1 $(WARNINGS) -D_GNU_SOURCE -Isrc -Itools $(PACKAGE_CFLAGS) $(CFLAGS)
# libFuzzer comes with clang.
FUZZ_CFLAGS := $(BASE_CFLAGS) -O1 -fsanitize=fuzzer-no-link,address,undefined -I. -Itest -Itools

.PHONY: all release debug unit unit-binary test check bench fuzz fuzz-replay look judge routes \
  schema fmt install deb clean tools generated FORCE
all: release
release: $(BUILD)/emplettes
debug: $(BUILD)/debug/emplettes

# ---- tools ---------------------------------------------------------------------------------

TOOLS := $(TOOL_NAMES:%=$(BUILD)/tools/%)
tools: $(TOOLS)

define tool_rule
$(BUILD)/tools/$(1): $(wildcard tools/$(1).c tools/$(1)/*.c) \
    $(wildcard tools/*.h tools/$(1)/*.h) Makefile
	@mkdir -p $$(@D)
	@echo "  tool $(1)"
	@$(CC) $(TOOL_CFLAGS) -o $$@.new $$(filter %.c,$$^) $(LIBS) && mv $$@.new $$@
endef
$(foreach name,$(TOOL_NAMES),$(eval $(call tool_rule,$(name))))

# ---- generated -----------------------------------------------------------------------------
# Each generator reads all its files at once and writes only what changed, so a stamp tells make
# that it ran while unchanged outputs keep their age and nothing else is recompiled. The lists
# (one file name a line) change when a file is added or removed.

SQL_C := $(foreach f,$(SQL),$(GEN)/$(basename $(notdir $(f)))_sql.c)
HTML_C := $(foreach f,$(HTML),$(GEN)/$(basename $(notdir $(f)))_html.c)
GEN_C :=
STAMPS :=

define list_rule
$(BUILD)/lists/$(1): FORCE
	@mkdir -p $$(@D)
	@printf '%s\n' $(2) >$$@.new; cmp -s $$@.new $$@ && rm $$@.new || mv $$@.new $$@
endef
$(eval $(call list_rule,sql,$(SQL)))
$(eval $(call list_rule,html,$(HTML)))
$(eval $(call list_rule,po,$(PO)))
$(eval $(call list_rule,migrations,$(MIGRATIONS)))
$(eval $(call list_rule,assets,$(ASSET_FILES)))
$(eval $(call list_rule,sources,$(SOURCES)))
$(eval $(call list_rule,tests,$(TEST_C)))

ifneq ($(wildcard tools/sql2c.c tools/sql2c/*.c),)
$(GEN)/sql.stamp: $(SQL) $(MIGRATIONS) $(BUILD)/lists/sql $(BUILD)/lists/migrations $(BUILD)/tools/sql2c
	@mkdir -p $(GEN)
	@echo "  sql2c $(words $(SQL)) files"
	@$(BUILD)/tools/sql2c -o $(GEN) $(SQL) --schema $(MIGRATIONS)
	@touch $@
$(SQL_C) $(SQL_C:.c=.h) $(GEN)/statements.c $(GEN)/statements.h: $(GEN)/sql.stamp ;
GEN_C += $(SQL_C) $(GEN)/statements.c
STAMPS += $(GEN)/sql.stamp
endif

ifneq ($(and $(HTML),$(wildcard tools/html2c.c tools/html2c/*.c)),)
$(GEN)/html.stamp: $(HTML) $(BUILD)/lists/html $(BUILD)/tools/html2c $(GEN)/assets.stamp
	@mkdir -p $(GEN)
	@echo "  html2c $(words $(HTML)) files"
	@$(BUILD)/tools/html2c -o $(GEN) --assets $(GEN)/assets.manifest --icons $(GEN)/icons $(HTML)
	@touch $@
$(HTML_C) $(HTML_C:.c=.h): $(GEN)/html.stamp ;
GEN_C += $(HTML_C)
STAMPS += $(GEN)/html.stamp
endif

ifneq ($(wildcard tools/po2c.c tools/po2c/*.c),)
$(GEN)/po.stamp: $(PO) $(BUILD)/lists/po $(BUILD)/tools/po2c
	@mkdir -p $(GEN)
	@echo "  po2c $(words $(PO)) files"
	@$(BUILD)/tools/po2c -o $(GEN) $(PO)
	@touch $@
$(GEN)/messages.c $(GEN)/messages.h: $(GEN)/po.stamp ;
GEN_C += $(GEN)/messages.c
STAMPS += $(GEN)/po.stamp
endif

# The browser's files: bundled, minified, named by their content, compressed in advance.
$(GEN)/assets.stamp: tools/assets.mjs $(ASSET_FILES) $(BUILD)/lists/assets \
    node_modules/.package-lock.json
	@mkdir -p $(GEN)
	@echo "  assets"
	@node tools/assets.mjs $(GEN)
	@touch $@

# Two makes at once must not install twice into one folder.
node_modules/.package-lock.json: package-lock.json
	@flock package-lock.json tools/npm-install build

ifneq ($(wildcard tools/embed.c tools/embed/*.c),)
$(GEN)/embed_migrations.stamp: $(MIGRATIONS) $(BUILD)/lists/migrations $(BUILD)/tools/embed
	@mkdir -p $(GEN)
	@echo "  embed migrations"
	@$(BUILD)/tools/embed migrations sql/migrations $(GEN)
	@touch $@
$(GEN)/embed_assets.stamp: $(GEN)/assets.stamp $(BUILD)/tools/embed
	@echo "  embed assets"
	@$(BUILD)/tools/embed assets $(GEN)/assets $(GEN)
	@touch $@
$(GEN)/embed_calendar.stamp: $(wildcard data/calendar/*.csv) $(BUILD)/tools/embed
	@mkdir -p $(GEN)
	@echo "  embed calendar"
	@$(BUILD)/tools/embed calendar data/calendar $(GEN)
	@touch $@
EMBEDDED := assets calendar $(if $(MIGRATIONS),migrations)
$(foreach name,$(EMBEDDED),$(eval $(GEN)/$(name).c $(GEN)/$(name).h: $(GEN)/embed_$(name).stamp ;))
GEN_C += $(EMBEDDED:%=$(GEN)/%.c)
STAMPS += $(EMBEDDED:%=$(GEN)/embed_%.stamp)
endif

generated: $(STAMPS) $(GEN_C)

# ---- objects -------------------------------------------------------------------------------

# The statements of tests are in the test program only.
RELEASE_OBJECTS := $(SOURCES:%.c=$(BUILD)/release/%.o) \
  $(patsubst $(GEN)/%.c,$(BUILD)/release/gen/%.o,$(filter-out %_test_sql.c,$(GEN_C)))
DEBUG_OBJECTS := $(SOURCES:%.c=$(BUILD)/debug/%.o) $(GEN_C:$(GEN)/%.c=$(BUILD)/debug/gen/%.o)
TEST_OBJECTS := $(TEST_C:%.c=$(BUILD)/debug/%.o)

# 1: folder, 2: variable with the flags
define compile_rules
$(BUILD)/$(1)/%.o: %.c Makefile | $(STAMPS)
	@mkdir -p $$(@D)
	@echo "  $(1) $$<"
	@$(3) $$($(2)) -MMD -MP -c -o $$@ $$<
$(BUILD)/$(1)/gen/%.o: $(GEN)/%.c Makefile | $(STAMPS)
	@mkdir -p $$(@D)
	@echo "  $(1) $$(notdir $$<)"
	@$(3) $$($(2)) -MMD -MP -c -o $$@ $$<
endef
$(eval $(call compile_rules,release,RELEASE_CFLAGS,$(CC)))
$(eval $(call compile_rules,debug,DEBUG_CFLAGS,$(CC)))
$(eval $(call compile_rules,fuzz,FUZZ_CFLAGS,clang))

-include $(shell find $(BUILD)/release $(BUILD)/debug $(BUILD)/fuzz -name '*.d' 2>/dev/null)

$(BUILD)/emplettes: $(RELEASE_OBJECTS) $(BUILD)/lists/sources
	@echo "  link $@"
	@$(CC) -o $@.new $(RELEASE_OBJECTS) $(LIBS) && mv $@.new $@

$(BUILD)/debug/emplettes: $(DEBUG_OBJECTS) $(BUILD)/lists/sources
	@echo "  link $@"
	@$(CC) $(SANITIZE) -o $@.new $(DEBUG_OBJECTS) $(LIBS) && mv $@.new $@

# ---- unit tests ----------------------------------------------------------------------------
# One binary; the registry names every *_test.c. With DIRS only these folders are compiled, for
# work on one layer while another does not build.

UNIT := $(BUILD)/debug/unit$(if $(DIRS),-part)
in_dirs = $(if $(DIRS),$(filter $(addsuffix %,$(addsuffix /,$(DIRS))) test/%,$(1)),$(1))
UNIT_TESTS := $(basename $(notdir $(filter %_test.c,$(call in_dirs,$(TEST_C)))))
UNIT_OBJECTS := $(patsubst %.c,$(BUILD)/debug/%.o, \
  $(call in_dirs,$(filter-out src/main.c,$(SOURCES)) $(TEST_C))) \
  $(GEN_C:$(GEN)/%.c=$(BUILD)/debug/gen/%.o)
ifneq ($(DIRS),)
# Templates, statements and test support belong to modules that are left out: keep what links.
PART_STEMS := $(basename $(notdir $(call in_dirs,$(SQL)))) $(basename $(notdir $(call in_dirs,$(HTML))))
UNIT_OBJECTS := $(filter-out $(BUILD)/debug/gen/% $(if $(filter src/db,$(DIRS)),,$(BUILD)/debug/test/%),$(UNIT_OBJECTS)) \
  $(filter $(foreach s,$(PART_STEMS),$(BUILD)/debug/gen/$(s)_sql.o $(BUILD)/debug/gen/$(s)_html.o) \
    $(BUILD)/debug/gen/messages.o $(if $(filter src/db,$(DIRS)),$(BUILD)/debug/gen/migrations.o),\
    $(GEN_C:$(GEN)/%.c=$(BUILD)/debug/gen/%.o))
endif
REGISTRY := $(BUILD)/lists/$(notdir $(UNIT))_groups.h

$(REGISTRY): FORCE
	@mkdir -p $(@D)
	@printf 'GROUP(%s)\n' $(UNIT_TESTS:%_test=%) >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(UNIT)_main.o: test/unit/main.c $(REGISTRY)
	@mkdir -p $(@D)
	@$(CC) $(DEBUG_CFLAGS) '-DUNIT_GROUPS="$(abspath $(REGISTRY))"' -c -o $@ $<

$(UNIT): $(UNIT_OBJECTS) $(UNIT)_main.o $(BUILD)/lists/sources $(BUILD)/lists/tests
	@echo "  link $@"
	@$(CC) $(SANITIZE) -o $@.new $(UNIT_OBJECTS) $(UNIT)_main.o -lcmocka $(LIBS) && mv $@.new $@

unit-binary: $(UNIT)
unit: $(UNIT)
	TEST_DATABASE=$(TEST_DATABASE) $(UNIT) $(ONLY)

# ---- fuzzing -------------------------------------------------------------------------------
# test/fuzz/NAME_fuzz.c is a libFuzzer target with its corpus in test/fuzz/corpus/NAME/. The tests
# replay every corpus through the same code, compiled by GCC with a plain main. A target may
# include a tool's source, so targets are linked with the product's objects only where needed.

FUZZ := $(FUZZ_NAMES:%=$(BUILD)/fuzz/%)
REPLAY := $(FUZZ_NAMES:%=$(BUILD)/debug/fuzz/%)
LIBRARY := $(filter-out src/main.c,$(SOURCES))

$(BUILD)/debug/library.a: $(filter-out $(BUILD)/debug/src/main.o,$(DEBUG_OBJECTS))
	@rm -f $@ && ar rcs $@ $^
$(BUILD)/fuzz/library.a: $(LIBRARY:%.c=$(BUILD)/fuzz/%.o) $(GEN_C:$(GEN)/%.c=$(BUILD)/fuzz/gen/%.o)
	@rm -f $@ && ar rcs $@ $^
$(FUZZ): $(BUILD)/fuzz/%: $(BUILD)/fuzz/test/fuzz/%_fuzz.o $(BUILD)/fuzz/library.a
	@clang -fsanitize=fuzzer,address,undefined -o $@ $^ $(LIBS)
$(REPLAY): $(BUILD)/debug/fuzz/%: $(BUILD)/debug/test/fuzz/%_fuzz.o \
    $(BUILD)/debug/test/fuzz/replay.o $(BUILD)/debug/library.a
	@mkdir -p $(@D)
	@$(CC) $(SANITIZE) -o $@ $^ $(LIBS)

fuzz: $(FUZZ)
	@for name in $(FUZZ_NAMES); do \
	  mkdir -p $(BUILD)/fuzz/found/$$name test/fuzz/corpus/$$name; \
	  echo "fuzz: $$name for $(FUZZ_SECONDS) s"; \
	  $(BUILD)/fuzz/$$name -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
	    -artifact_prefix=$(BUILD)/fuzz/$$name- $(BUILD)/fuzz/found/$$name \
	    test/fuzz/corpus/$$name || exit 1; \
	done
fuzz-replay: $(REPLAY)

# ---- habits --------------------------------------------------------------------------------

test:
	@BUILD=$(BUILD) test/run

# tidy knows the rules of the house; clang looks at every file with other eyes than GCC. Constants are
# enumerators here, so newer clangs would find fault wherever one meets a double.
check: $(filter $(BUILD)/tools/tidy,$(TOOLS)) generated
	@$(if $(filter tidy,$(TOOL_NAMES)),$(BUILD)/tools/tidy)
	@printf '%s\n' $(ALL_C) $(GEN_C) | xargs -P 2 -n 8 clang -fsyntax-only $(BASE_CFLAGS) -Wno-enum-float-conversion -I. -Itest

$(BUILD)/bench/load: bench/load.c Makefile
	@mkdir -p $(@D)
	@$(CC) -std=gnu17 -O2 -g $(WARNINGS) -D_GNU_SOURCE -o $@ $<

$(BUILD)/bench/hours: bench/hours.c $(filter-out $(BUILD)/release/src/main.o,$(RELEASE_OBJECTS))
	@mkdir -p $(@D)
	@$(CC) $(RELEASE_CFLAGS) -o $@ $^ $(LIBS)

bench: $(BUILD)/emplettes $(BUILD)/bench/load $(BUILD)/bench/hours
	@BUILD=$(BUILD) node bench/run.mjs

look: $(BUILD)/emplettes
	@BUILD=$(BUILD) node test/look.mjs

judge: $(BUILD)/emplettes
	@BUILD=$(BUILD) node test/judge.mjs

routes: $(BUILD)/emplettes
	@$(BUILD)/emplettes routes

# Today's whole schema on one page, as SQLite keeps it after every migration.
schema: $(BUILD)/emplettes
	@rm -f $(BUILD)/schema.db
	@$(BUILD)/emplettes migrate --database sqlite:$(BUILD)/schema.db >/dev/null
	@{ echo '-- Generated by make schema from sql/migrations. Do not edit.'; \
	  sqlite3 $(BUILD)/schema.db .schema; } >sql/schema.sql
	@rm -f $(BUILD)/schema.db*

fmt:
	@clang-format -i $(ALL_C) $(TEST_C) $(wildcard src/*/*.h src/domain/*/*.h tools/*.c tools/*/*.[ch])

# An existing configuration is left as it is.
PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
INSTALLED_CONF := $(DESTDIR)$(SYSCONFDIR)/emplettes/emplettes.conf
install: $(BUILD)/emplettes
	install -D -m 755 $(BUILD)/emplettes $(DESTDIR)$(PREFIX)/bin/emplettes
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/share/doc/emplettes
	sed 's|@PREFIX@|$(PREFIX)|g' packaging/emplettes.service \
	  >$(DESTDIR)$(PREFIX)/lib/systemd/system/emplettes.service
	install -m 644 README.md LICENSE docs/*.md packaging/nginx.conf packaging/Caddyfile \
	  $(DESTDIR)$(PREFIX)/share/doc/emplettes
	test -e $(INSTALLED_CONF) || install -D -m 640 packaging/emplettes.conf $(INSTALLED_CONF)

deb:
	@BUILD=$(BUILD) packaging/deb/build.sh $(BUILD)

clean:
	rm -rf $(BUILD)

# cs-tools: one Makefile for everything. `make help` lists the targets.
# All that is made goes under build/; ./configure writes build/config.mk.

VERSION := $(shell sed -n 's/^.define CS_VERSION "\(.*\)"/\1/p' lib/base/version.h)
PACKAGE := cs-tools-$(VERSION)

ifeq ($(wildcard build/config.mk),)
ifneq ($(filter-out clean distclean help dist,$(or $(MAKECMDGOALS),all)),)
$(error Run ./configure first (./configure --install-deps also installs what is missing))
endif
endif
-include build/config.mk

# SAN=address,undefined or SAN=thread: sanitized objects in a folder of their own.
comma := ,
B := build$(if $(SAN),/san-$(subst $(comma),-,$(SAN)))

WARNINGS := -Wall -Wextra -Wno-missing-field-initializers -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wwrite-strings -Wformat=2 -Wvla
# the same on every processor: no digit more where one multiplies and adds at
# once, and char, which on some has no sign, below 0 beyond ASCII
CSTD := -std=gnu11 -ffp-contract=off -fsigned-char -pthread
DEFINES := -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 $(if $(ISAL),-DCS_ISAL) $(if $(XLSX),-DCS_XLSX=\"$(XLSX)\") $(if $(CMARK),-DCS_CMARK)
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
# sanitizers look closer than these do
HARD := $(if $(SAN),,$(HARDENING))
ALL_CFLAGS = $(CSTD) $(filter-out -Wl%,$(HARD)) $(WARNINGS) $(if $(DEV),-Werror) $(DEFINES) -Ilib -Icmd -Itests \
	$(CPPFLAGS) $(CFLAGS) $(SANFLAGS)
LINK = $(CC) $(CSTD) $(HARD) $(CFLAGS) $(SANFLAGS) $(LDFLAGS)
LIBS = $(LDLIBS) -lcsv $(ISAL) -ldl -lz -lutf8proc $(or $(GSL),-lgsl -lgslcblas) -lm

# What there is decides what is made: no list of files is kept by hand.
TEXTS := $(sort $(wildcard lib/*/*.txt))
HELP = build/help/codes.txt $(COMMANDS:%=build/help/%.txt)
# what speaks to MPI is a library of its own, opened by those runs that want it
LIB_SRC := $(sort $(filter-out lib/mpi/%,$(wildcard lib/*/*.c))) build/builtin.c
ENGINE := $(if $(MPICC),$(B)/lib/cs-tools/mpi.so)
COMMANDS := $(patsubst cmd/%.c,%,$(sort $(wildcard cmd/cs-*.c)))
# a command cs-NAME is cmd/cs-NAME.c and its parts, cmd/NAME/*.c, or cmd/NAMEs
# where there is a lib/NAME; a test that includes a header of those is linked
# with them
NAMES := $(COMMANDS:cs-%=%)
room = $(1)$(if $(wildcard lib/$(1)/.),s)
parts = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard cmd/$(call room,$(1))/*.c)))
tested = $(filter %:$(1),$(INCLUDED))
INCLUDED := $(shell grep -o '^.include "\(cs-\)*[a-z]*[/.]' tests/*/*.c | \
	sed 's,[.]c:.*"\(cs-\)*\(.*\)[/.],:\2,' | sort -u)
UNITS := $(patsubst %.c,%,$(sort $(wildcard tests/unit/*.c)))
LONGS := $(patsubst %.c,%,$(sort $(wildcard tests/long/*.c)))
FUZZERS := $(patsubst %.c,%,$(sort $(wildcard tests/fuzz/*.c)))

LIB := $(B)/libcs.a
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
PARTS := $(NAMES:%=$(B)/cmd/%.a)
BINARIES := $(COMMANDS:%=$(B)/bin/%)
# the list of them
CS := $(B)/bin/cs
UNIT_BIN := $(UNITS:%=$(B)/%)
LONG_BIN := $(LONGS:%=$(B)/%)
FUZZ_BIN := $(FUZZERS:%=$(B)/%)
DRIVE := $(B)/tests/faults/drive
INJECT := $(B)/tests/faults/inject.so
BENCH := $(B)/tests/bench/inflate $(B)/tests/bench/stages
COMPLETIONS := $(COMMANDS:%=$(B)/completion/bash/%) \
	$(COMMANDS:%=$(B)/completion/zsh/_%) \
	$(COMMANDS:%=$(B)/completion/fish/%.fish)
# a page of a command is put together from man/cs-NAME.1.in and what it shares
MAN := $(COMMANDS:%=$(B)/man/%.1) $(patsubst %,$(B)/%,$(sort $(wildcard man/*.[1-8])))

.PHONY: all demo testdata check check-quick check-peers check-threads \
	check-valgrind check-long check-programs analyze lint bench fuzz \
	install uninstall dist distcheck deb rpm site release clean distclean help FORCE
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BINARIES) $(CS) $(ENGINE) $(COMPLETIONS) $(MAN)

help:
	@echo 'make              build the commands into build/bin'
	@echo 'make demo         the main job on bundled data, charts in build/demo'
	@echo 'make check        all tests (needs prove, which comes with perl)'
	@echo 'make check-quick  the unit tests and the cases alone'
	@echo 'make check-peers  the numbers by R, and what is offered by shells'
	@echo 'make check-long   all, and those that take long'
	@echo 'make check-threads  the tests of threads; for SAN=thread'
	@echo 'make check-valgrind  a dozen cases under valgrind'
	@echo 'make analyze      the analyzer of gcc 12, which is to find nothing'
	@echo 'make lint         layers, headers, manual pages, banned functions'
	@echo 'make fuzz         fuzz parsers, reading and command lines for FUZZ_SECONDS'
	@echo '                  each (needs clang)'
	@echo 'make bench        time the commands beside other tools'
	@echo 'make testdata     write the bundled data anew, byte for byte the same'
	@echo 'make install      into prefix=DIR, DESTDIR is honoured; uninstall undoes it'
	@echo 'make site         README, manual, tutorial and charts as pages, in build/site'
	@echo 'make release      all that is to pass before a version is given away'
	@echo 'make dist         build/$(PACKAGE).tar.gz; distcheck tries it out'
	@echo 'make deb          a package for Debian and its like; rpm for others'
	@echo 'make clean        remove what was built; distclean also the configuration'
	@echo
	@echo 'check takes REALDATA=DIR (real data sets), SAN=address,undefined or'
	@echo 'SAN=thread, WRAP="valgrind -q ..." (put before each program), JOBS=2,'
	@echo 'ONLY=REGEX (cases of such names). B=build/NAME builds in another folder,'
	@echo 'CC=clang, say; DEV=1 turns warnings into errors, V=1 shows whole commands.'

# --- building

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-6s %s\n' '$(1)' '$(2)')

# $(call keep,TEXT): writes TEXT to the target only if it is new, so that what
# depends on it is made again when, say, CFLAGS change.
define keep
@mkdir -p $(@D)
@printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || \
	printf '%s\n' '$(subst ','\'',$(1))' > $@
endef

$(B)/flags: FORCE
	$(call keep,$(CC) $(ALL_CFLAGS) $(LDFLAGS) $(LIBS))

$(B)/objects: FORCE
	$(call keep,$(LIB_OBJ) $(foreach n,$(NAMES),$(call parts,$(n))))

# text files that are compiled in, and of the manual what --help=CODE and
# --examples print
build/texts: FORCE
	$(call keep,$(HELP) $(TEXTS))

build/help/codes.txt: man/cs-input.5 man/help.awk
	@mkdir -p $(@D)
	$(Q)awk -f man/help.awk $< > $@

build/help/cs-%.txt: man/cs-%.1.in man/help.awk
	@mkdir -p $(@D)
	$(Q)awk -v section=EXAMPLES -f man/help.awk $< > $@

build/builtin.c: lib/base/builtin.awk build/texts $(HELP) $(TEXTS)
	$(Q)awk -f $< $(HELP) $(TEXTS) > $@

$(B)/%.o: %.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -MD -MP -c -o $@ $<

$(LIB): $(LIB_OBJ)
$(foreach n,$(NAMES),$(eval $(B)/cmd/$(n).a: $(call parts,$(n))))
$(LIB) $(PARTS): $(B)/objects
	$(call say,AR,$@)
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

$(BINARIES): $(B)/bin/cs-%: $(B)/cmd/cs-%.o $(B)/cmd/%.a $(LIB)
$(UNIT_BIN) $(LONG_BIN) $(BENCH): %: %.o $(LIB)
$(FUZZ_BIN): %: %.o $(B)/tests/fuzz_main.o $(LIB)
$(foreach n,$(NAMES),$(foreach t,$(call tested,$(call room,$(n))),$(eval \
	$(B)/$(t:%:$(call room,$(n))=%): $(B)/cmd/$(n).a)))
$(B)/bin/cs-report $(patsubst %,$(B)/%,$(patsubst %:reports,%,$(call tested,reports))): LIBS += $(CMARK)
$(DRIVE): $(patsubst %,$(B)/tests/faults/%.o,drive judge plan tree) $(LIB)
$(BINARIES) $(UNIT_BIN) $(LONG_BIN) $(FUZZ_BIN) $(BENCH) $(DRIVE):
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $(filter-out $(LIB),$^) $(LIB) $(LIBS)

$(CS): cmd/cs.sh
	@mkdir -p $(@D)
	$(Q)cp $< $@ && chmod +x $@

$(B)/lib/cs-tools/mpi.so: lib/mpi/engine.c lib/base/ranks.h $(B)/flags
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(MPICC) $(CSTD) $(WARNINGS) $(if $(DEV),-Werror) $(DEFINES) -Ilib -O2 -fPIC -shared -o $@ $<

# it stands before libc and before a sanitizer, as no part of either
$(INJECT): tests/faults/inject.c tests/faults/inject.h $(B)/flags
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CSTD) $(WARNINGS) -Itests -D_GNU_SOURCE -O2 -fPIC -shared -o $@ $<

$(B)/completion/bash/%: $(B)/bin/%
	@mkdir -p $(@D)
	$(Q)$< --completion=bash > $@

$(B)/completion/zsh/_%: $(B)/bin/%
	@mkdir -p $(@D)
	$(Q)$< --completion=zsh > $@

$(B)/completion/fish/%.fish: $(B)/bin/%
	@mkdir -p $(@D)
	$(Q)$< --completion=fish > $@

$(B)/man/%.1: man/%.1.in $(B)/bin/% man/page.awk $(wildcard man/shared/*)
	$(call say,MAN,$@)
	@mkdir -p $(@D)
	$(Q)$(B)/bin/$* --help | awk -v command='$(B)/bin/$*' -f man/page.awk - $< > $@

$(B)/man/cs-input.5: man/cs-input.5 man/columns.awk lib/words/columns.txt \
		lib/words/statuses.txt lib/words/kinds.txt \
		lib/words/nobody.txt
	$(call say,MAN,$@)
	@mkdir -p $(@D)
	$(Q)awk -f man/columns.awk lib/words/columns.txt \
		lib/words/statuses.txt lib/words/kinds.txt \
		lib/words/nobody.txt $< > $@

$(B)/man/%: man/%
	@mkdir -p $(@D)
	$(Q)cp $< $@

-include $(wildcard $(B)/*/*.d $(B)/*/*/*.d)

# --- testing

JOBS := 2
# tests/run knows how to run each kind of test; see tests/README
PROVE = CS_BIN='$(abspath $(B))/bin' CC='$(CC)' WRAP='$(WRAP)' \
	REALDATA='$(if $(REALDATA),$(abspath $(REALDATA)))' ONLY='$(ONLY)' \
	prove -fo -j$(JOBS) -e 'sh tests/run'
CASES := $(sort $(wildcard tests/cases/*.list))
TESTS = $(UNIT_BIN) $(FUZZ_BIN) $(CASES) \
	$(sort $(wildcard tests/faults/*.list tests/*.t))
THREADED = $(filter %_parallel %/input_source %/input_bgzf %/input_reader %/data_orders %_fold %_bootstrap,$(UNIT_BIN))

check-programs: $(BINARIES) $(CS) $(ENGINE) $(COMPLETIONS) $(MAN) $(UNIT_BIN) $(FUZZ_BIN) $(DRIVE) $(INJECT)

check: check-programs
	$(Q)$(PROVE) $(TESTS)

check-quick: $(BINARIES) $(UNIT_BIN)
	$(Q)$(PROVE) $(UNIT_BIN) $(CASES)

# what R says of the numbers, and shells of what is offered for pasting
check-peers: check-programs
	$(Q)$(PROVE) tests/long/numbers.t tests/long/paste.t

check-threads: $(BINARIES) $(THREADED)
	$(Q)$(PROVE) $(THREADED) tests/threads.t

# of each command what it says and one of its errors; of reading, what is odd
check-valgrind: WRAP := valgrind -q --error-exitcode=99 --leak-check=full
check-valgrind: ONLY := ^((churn|life|par|ret)-(text|bad|typo)|ret-gzip|life-compare|sim-dirty|in-(pipe|bad-many|unclosed|truncated|where-regex))$$
check-valgrind: $(BINARIES)
	$(Q)$(PROVE) $(CASES)

check-long: check-programs $(LONG_BIN)
	$(Q)CS_FUZZ_ROUNDS=20000 CS_FAULTS=1000000 $(PROVE) $(TESTS) $(LONG_BIN) \
		$(sort $(wildcard tests/long/*.t))

# With room to follow the longest functions to their ends.
GCC := gcc
ANALYZE = $(GCC) $(CSTD) $(DEFINES) -Ilib -Icmd $(CPPFLAGS) -Werror -fanalyzer \
	--param=analyzer-bb-explosion-factor=100 \
	--param=analyzer-max-enodes-per-program-point=32
# What it is wrong about, each with the reason. Try first to say it plainer.
# lines.c: a list is closed unless it is standard input; it loses sight of
# which of the two it is
build/analyze/lib/base/lines.o: ANALYZE += -Wno-analyzer-file-leak -Wno-analyzer-malloc-leak
# encoding.c: takes iconv_open() for one that fails with NULL
build/analyze/lib/input/encoding.o: ANALYZE += -Wno-analyzer-malloc-leak
# climb.c: takes a matrix that memcpy() filled for one that nothing did
build/analyze/lib/btyd/climb.o: ANALYZE += -Wno-analyzer-use-of-uninitialized-value
# sheaf_amounts.c: counts a vector of bits as one of three
build/analyze/lib/input/sheaf_amounts.o: ANALYZE += -Wno-analyzer-shift-count-overflow \
	-Wno-analyzer-use-of-uninitialized-value

build/analyze/%.o: %.c
	$(call say,CHECK,$<)
	@mkdir -p $(@D)
	$(Q)$(ANALYZE) -MD -MP -c -o $@ $<

analyze: $(patsubst %.c,build/analyze/%.o,$(LIB_SRC) $(wildcard cmd/*.c cmd/*/*.c))

-include $(wildcard build/analyze/*/*.d build/analyze/*/*/*.d)

lint: $(BINARIES) $(MAN)
	$(Q)LINT_CFLAGS='$(ALL_CFLAGS)' $(PROVE) tests/lint.t

demo: all
	sh tests/demo.sh $(B)/bin $(B)/demo
	@echo
	@echo 'The commands, by their names, from here on in this shell:'
	@echo '  PATH=$(abspath $(B))/bin:$$PATH'

# The bundled data; TESTDATA=DIR writes it elsewhere.
TESTDATA := testdata

testdata: $(B)/bin/cs-simulate
	$(Q)$< --customers 2500 --end 2025-12-31 --seed 2 \
		--parameters alpha=7,s=.5 --group person=.998 \
		--group firm=.002:r=60,alpha=40,s=.6,beta=300,q=8,gamma=500 \
		--refund-rate .02 --anonymous .005 --with country,channel | \
		gzip -n -9 > $(TESTDATA)/orders.csv.gz
	$(Q)$< --customers 20 --start 2025-01-01 --end 2025-12-31 \
		--parameters alpha=4,s=.5 --refund-rate .05 --anonymous .04 \
		--with country,channel > $(TESTDATA)/orders-small.csv

site: demo
	sh man/site/make.sh $(B)/bin $(B)/man $(B)/demo $(B)/site
	@echo '$(B)/site/index.html'

bench: all $(BENCH)
	CS_BIN='$(abspath $(B))/bin' sh tests/bench/run.sh

# Fuzzing proper: everything compiled anew with clang's libFuzzer.
CLANG := clang
FUZZ_SECONDS := 60
FUZZ_CFLAGS = $(CSTD) $(DEFINES) -Ilib -Icmd -Itests -g -O1 -fsanitize=address,undefined \
	-fno-sanitize-recover=all $(CPPFLAGS)
# a mebibyte, of which reading allocates several, need not be mapped anew each time
FUZZ_ASAN := clear_shadow_mmap_threshold=1000000000:quarantine_size_mb=8
FUZZ_OBJ := $(LIB_SRC:%.c=build/fuzz/%.o)

build/fuzz/%.o: %.c
	$(call say,CLANG,$<)
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(FUZZ_CFLAGS) -fsanitize=fuzzer-no-link -MD -MP -c -o $@ $<

$(foreach n,$(NAMES),$(foreach t,$(filter tests/fuzz/%,$(call tested,$(call room,$(n)))),$(eval \
	$(t:tests/%:$(call room,$(n))=build/%): $(patsubst %.c,build/fuzz/%.o,$(wildcard cmd/$(call room,$(n))/*.c)))))
build/fuzz/report: LIBS += $(CMARK)
$(FUZZERS:tests/%=build/%): build/fuzz/%: build/fuzz/tests/fuzz/%.o $(FUZZ_OBJ)
	$(call say,LINK,$@)
	$(Q)$(CLANG) $(FUZZ_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBS)

# What is found new is kept in build/corpus; a crash is left in build/fuzz.
fuzz: $(FUZZERS:tests/%=build/%)
	@set -e; for name in $(notdir $^); do \
		mkdir -p build/corpus/$$name; \
		ASAN_OPTIONS='$(FUZZ_ASAN)' \
		build/fuzz/$$name -max_total_time=$(FUZZ_SECONDS) \
			-artifact_prefix=build/fuzz/$$name- -print_final_stats=1 \
			build/corpus/$$name tests/fuzz/$$name; \
	done

-include $(wildcard build/fuzz/*/*/*.d)

# --- installing: one list of mode:file:folder for install and uninstall

MANIFEST = $(patsubst %,755:%:$(bindir),$(BINARIES) $(CS)) \
	$(foreach s,1 5 7,$(patsubst %,644:%:$(mandir)/man$(s),$(filter %.$(s),$(MAN)))) \
	$(COMMANDS:%=644:$(B)/completion/bash/%:$(datadir)/bash-completion/completions) \
	$(COMMANDS:%=644:$(B)/completion/zsh/_%:$(datadir)/zsh/site-functions) \
	$(COMMANDS:%=644:$(B)/completion/fish/%.fish:$(datadir)/fish/vendor_completions.d) \
	$(patsubst %,755:%:$(dir $(bindir))lib/cs-tools,$(ENGINE))
SPLIT = mode=$${entry%%:*}; rest=$${entry\#*:}; file=$${rest%%:*}; \
	folder='$(DESTDIR)'$${rest\#*:}; place=$$folder/$${file\#\#*/}

# MANIFEST is a list of words
install: all
	@case '$(bindir)$(datadir)$(mandir)' in *[[:space:]:]*) \
		echo 'make install: spaces and colons in folders are not' \
			'understood' >&2; exit 1; esac
	@set -e; for entry in $(MANIFEST); do $(SPLIT); \
		echo "  INSTALL $$place"; mkdir -p "$$folder"; \
		install -m $$mode $$file "$$place"; done

uninstall:
	@set -e; for entry in $(MANIFEST); do $(SPLIT); \
		echo "  REMOVE $$place"; rm -f "$$place"; done

# --- releasing: what is committed, not what lies about

dist:
	@git diff --quiet HEAD || echo 'make dist: changes not committed are left out' >&2
	@mkdir -p build
	git archive --prefix=$(PACKAGE)/ -o build/$(PACKAGE).tar.gz HEAD

distcheck: dist
	rm -rf build/distcheck && mkdir -p build/distcheck
	gzip -dc build/$(PACKAGE).tar.gz | (cd build/distcheck && tar xf -)
	cd build/distcheck/$(PACKAGE) && ./configure --prefix=/usr/local
	+cd build/distcheck/$(PACKAGE) && $(MAKE) && \
		$(MAKE) check REALDATA='$(if $(REALDATA),$(abspath $(REALDATA)))' && \
		$(MAKE) install DESTDIR='$(CURDIR)/build/distcheck/root' && \
		$(MAKE) uninstall DESTDIR='$(CURDIR)/build/distcheck/root'
	@left=$$(find build/distcheck/root ! -type d); \
	if [ -n "$$left" ]; then \
		echo "make distcheck: uninstall left $$left" >&2; exit 1; fi
	rm -rf build/distcheck
	@echo 'build/$(PACKAGE).tar.gz is ready'

# All that is to pass before a version is given away: what .ci/run does, the long
# tests, and the tarball, twice the same, with the packages and pages made of it.
release:
	@test -z "$$(git status --porcelain)" || { echo 'make release: commit first' >&2; exit 1; }
	@sed -n 1p NEWS | grep -qxF 'cs-tools $(VERSION)' || { \
		echo 'make release: NEWS does not begin with $(VERSION)' >&2; exit 1; }
	.ci/run
	+$(MAKE) check-long REALDATA='$(REALDATA)'
	+$(MAKE) distcheck REALDATA='$(REALDATA)'
	sha256sum <build/$(PACKAGE).tar.gz >build/dist.sum
	+$(MAKE) dist && sha256sum <build/$(PACKAGE).tar.gz | cmp - build/dist.sum
	+$(MAKE) deb rpm site
	@echo 'all is well; then: git tag -s v$(VERSION)'

# Packages of what is committed, beside the tarball.
deb rpm: dist
	sh packaging/$@.sh build/$(PACKAGE).tar.gz $(VERSION) build

clean:
	@if [ -d build ]; then \
		find build -mindepth 1 -maxdepth 1 ! -name config.mk -exec rm -rf {} +; fi

distclean:
	rm -rf build

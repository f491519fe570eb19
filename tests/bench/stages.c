/*
 * stages.c - how long each stage takes, in cycles per byte of the input.
 *
 *	stages FILE [COMMAND ARGUMENT ...]
 *
 * A stage is the time of all that comes up to it less that of what comes before
 * it, on one thread; the least of three. COMMAND, on one thread too, is the
 * last: its tables are what it takes beyond loading purchases. Cycles are the
 * thread's time by the clock that the processor counts at a steady rate.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "data/data.h"
#include "input/csv.h"
#include "input/cutter.h"
#include "input/source.h"

enum { ROUNDS = 3, AT_ONCE = 128 * 1024 };

static void failed(const struct cs_err *err)
{
	fprintf(stderr, "stages: %s\n", err->message);
	exit(1);
}

/* --- what is timed -------------------------------------------------------- */

static void read_bytes(const struct cs_input *input)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_source *source = cs_source_open(input->files[0], NULL, &err);
	char *bytes = cs_malloc(AT_ONCE);
	ssize_t n = -1;

	while (source != NULL &&
	       (n = cs_source_read(source, bytes, AT_ONCE, &err)) > 0)
		;
	if (n < 0)
		failed(&err);
	free(bytes);
	cs_source_close(source);
}

static void cut_or_split(const struct cs_input *input, bool split)
{
	struct cs_cutter *cutter = cs_cutter_new(input);
	struct cs_block block = { .bytes = CS_BUF_INIT };
	struct cs_err err = CS_ERR_INIT;
	struct cs_csv *csv = NULL;
	int status;

	while ((status = cs_cutter_next(cutter, &block, &err)) == 1) {
		const struct cs_schema *schema =
		    cs_cutter_schema(cutter, block.file);

		if (csv == NULL)
			csv = cs_csv_new(schema->dialect.delimiter,
					 schema->dialect.quote,
					 schema->header.ncolumns, CS_CSV_AUTO);
		if (split)
			cs_csv_split(csv, block.bytes.data, block.bytes.length);
	}
	if (status < 0)
		failed(&err);
	cs_csv_free(csv);
	cs_buf_release(&block.bytes);
	cs_cutter_free(cutter);
}

static void cut(const struct cs_input *input)
{
	cut_or_split(input, false);
}

static void scan(const struct cs_input *input)
{
	cut_or_split(input, true);
}

static bool forget(void *context, unsigned worker, uint32_t file,
		   const struct cs_row *row)
{
	(void)context;
	(void)worker;
	(void)file;
	(void)row;
	return true;
}

static bool forget_sheaf(void *context, unsigned worker, uint32_t file,
			 const struct cs_sheaf *sheaf)
{
	(void)context;
	(void)worker;
	(void)file;
	(void)sheaf;
	return true;
}

static void read_rows(const struct cs_input *input)
{
	struct cs_input_result result;
	struct cs_input own = *input;
	struct cs_err err = CS_ERR_INIT;

	own.sheaf = forget_sheaf;
	if (cs_input_read(&own, forget, NULL, &result, &err) != CS_READ_ALL)
		failed(&err);
	cs_input_result_release(&result);
}

static void load(const struct cs_input *input, enum cs_need need)
{
	struct cs_load_options options = { .input = *input, .need = need };
	struct cs_err err = CS_ERR_INIT;
	struct cs_data data;

	/* rows of one order are one purchase */
	if (need == CS_PURCHASES)
		options.input.columns[CS_ROLE_ORDER].wanted = CS_OPTIONAL;
	if (cs_load(&options, &data, &err) != CS_READ_ALL)
		failed(&err);
	cs_data_release(&data);
}

static void load_totals(const struct cs_input *input)
{
	load(input, CS_TOTALS);
}

static void load_purchases(const struct cs_input *input)
{
	load(input, CS_PURCHASES);
}

/* --- time ----------------------------------------------------------------- */

static double seconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

#if defined __x86_64__ || defined __i386__
static const char *const unit = "cycles";

static double per_second(void)
{
	double begin = seconds(CLOCK_MONOTONIC), end;
	unsigned long long from = __builtin_ia32_rdtsc(), to;

	do {
		end = seconds(CLOCK_MONOTONIC);
		to = __builtin_ia32_rdtsc();
	} while (end - begin < .05);
	return (double)(to - from) / (end - begin);
}
#else
static const char *const unit = "nanoseconds";

static double per_second(void)
{
	return 1e9;
}
#endif

static double least(void (*stage)(const struct cs_input *input),
		    const struct cs_input *input)
{
	double best = 0;

	for (int i = 0; i < ROUNDS; i++) {
		double begin = seconds(CLOCK_PROCESS_CPUTIME_ID), taken;

		stage(input);
		taken = seconds(CLOCK_PROCESS_CPUTIME_ID) - begin;
		best = i == 0 || taken < best ? taken : best;
	}
	return best;
}

static double of_children(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* The least time of a program. */
static double of_command(char **arguments)
{
	double best = 0;

	for (int i = 0; i < ROUNDS; i++) {
		double begin = of_children(), taken;
		pid_t child = fork();
		int status;

		if (child == 0) {
			execv(arguments[0], arguments);
			_exit(127);
		}
		if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
			failed(&(struct cs_err){ .message =
						     "the command failed" });
		taken = of_children() - begin;
		best = i == 0 || taken < best ? taken : best;
	}
	return best;
}

/* --- which ---------------------------------------------------------------- */

static struct cs_input input_of(const char *const *file)
{
	struct cs_input input = { .files = file,
				  .nfiles = 1,
				  .dialect = CS_DIALECT_INIT,
				  .first_day = CS_DAY_MIN,
				  .last_day = CS_DAY_MAX,
				  .threads = 1,
				  .block_size = AT_ONCE };

	input.ncolumns = cs_order_columns(input.columns);
	input.columns[CS_ROLE_CUSTOMER].wanted =
	    input.columns[CS_ROLE_DATE].wanted =
		input.columns[CS_ROLE_AMOUNT].wanted = CS_REQUIRED;
	return input;
}

static void say(const char *stage, double taken, double factor)
{
	printf("%-28s %6.2f\n", stage, (taken > 0 ? taken : 0) * factor);
}

int main(int argc, char **argv)
{
	static const struct stage {
		const char *name;
		void (*run)(const struct cs_input *input);
		int before; /* the stage whose time is part of this one's */
	} stages[] = {
		{ "read", read_bytes, -1 },
		{ "cut", cut, 0 },
		{ "scan", scan, 1 },
		{ "rows", read_rows, 2 },
		{ "shuffle and store: totals", load_totals, 3 },
		{ "the same: purchases, orders", load_purchases, 3 },
	};
	enum { STAGES = sizeof stages / sizeof *stages };
	const char *file = argc > 1 ? argv[1] : "";
	struct cs_input input = input_of(&file);
	double taken[STAGES], factor;
	struct stat status;

	if (argc < 2 || stat(file, &status) != 0 || status.st_size == 0) {
		fputs("usage: stages FILE [COMMAND ARGUMENT ...]\n", stderr);
		return 2;
	}
	factor = per_second() / (double)status.st_size;
	printf("%s per byte\n", unit);
	for (int i = 0; i < STAGES; i++) {
		int before = stages[i].before;

		taken[i] = least(stages[i].run, &input);
		say(stages[i].name, taken[i] - (before < 0 ? 0 : taken[before]),
		    factor);
	}
	if (argc > 2)
		say("tables", of_command(argv + 2) - taken[STAGES - 1], factor);
	cs_input_release(&input);
	return 0;
}

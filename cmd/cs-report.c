/* cs-report.c - what has changed since last night? */
#include <string.h>
#include <time.h>

#include "app/notice.h"
#include "app/run.h"
#include "option/value.h"
#include "reports/fresh.h"
#include "reports/nightly.h"

/* --- options ----------------------------------------------------------- */

static const struct night defaults = { .as_of = CS_NO_DAY };

#define OWN(member) CS_OWN(struct night, member)

static int parse_day(const char *text, void *value, struct cs_err *err)
{
	bool yesterday = strcmp(text, "yesterday") == 0;
	time_t now = time(NULL);
	struct tm local;

	if (!yesterday && strcmp(text, "today") != 0)
		return cs_parse_day_range_end(text, value, err);
	if (localtime_r(&now, &local) == NULL)
		return cs_fail(err, NULL,
			       "the clock cannot tell which day today is");
	*(cs_day *)value = cs_day_from_ymd(local.tm_year + 1900,
					   local.tm_mon + 1, local.tm_mday) -
			   yesterday;
	return 0;
}

static int parse_age(const char *text, void *value, struct cs_err *err)
{
	struct cs_duration age;

	if (cs_parse_duration(text, &age, err) != 0)
		return -1;
	*(const char **)value = text;
	return 0;
}

static const struct cs_option page_options[] = {
	{ 'o', "output", CS_OPT_TEXT, OWN(output), "FILE",
	  "write the page there; FILE.json: the figures alone", .basic = true,
	  .file = true },
	{ 0, "figures", CS_OPT_TEXT, OWN(figures), "FILE",
	  "also write the figures, as JSON", .basic = true, .file = true },
	{ 0, "against", CS_OPT_TEXT, OWN(against), "FILE",
	  "compare with these figures of the run before, and mark what moved "
	  "beyond its interval",
	  .basic = true, .file = true },
	{ 0, "keep-going", CS_OPT_FLAG, OWN(keep_going), NULL,
	  "write the page even if a command fails, which then stands in its "
	  "place",
	  .basic = true },
	{ 0 }
};

static const struct cs_option line_options[] = {
	{ 0, "as-of", CS_OPT_PARSED, OWN(as_of), "DATE|today|yesterday",
	  "the end of observation, for all commands that name none",
	  .parse = parse_day, .basic = true },
	{ 0, "max-age", CS_OPT_PARSED, OWN(max_age), "DURATION",
	  "fail where the last date is longer before --as-of, as in 2d",
	  .parse = parse_age, .basic = true },
	{ 0, "strict", CS_OPT_FLAG, OWN(strict), NULL,
	  "a warning is an error: nothing is written", .basic = true },
	{ 'j', "threads", CS_OPT_COUNT, OWN(threads), "N",
	  "run N commands side by side; default: all cores", .low = 1,
	  .high = 1024 },
	{ 'q', "quiet", CS_OPT_FLAG, OWN(quiet), NULL,
	  "no summary and no notes on standard error" },
	{ 0 }
};

static const struct cs_option new_options[] = {
	{ 0, "new", CS_OPT_FLAG, OWN(fresh), NULL,
	  "write a report to begin with, of ORDERS and CONTACTS",
	  .basic = true },
	{ 0 }
};

static const struct cs_option_group groups[] = { { "Page", page_options },
						 { "Commands", line_options },
						 { "Beginning", new_options },
						 { NULL, NULL } };

static const struct cs_command command = {
	.name = "cs-report",
	.question = "what does the manager see in the morning?",
	.operands = "REPORT | --new ORDERS [CONTACTS]",
	.about =
	    "Makes one page of HTML of a text in Markdown, in which a line "
	    "such "
	    "as\n\"$ cs-retention -t cohorts orders.csv\" stands for what the "
	    "command answers:\nsentences, tables and charts.",
	.example =
	    "cs-report night.md -o page.html --figures last.json --against "
	    "last.json",
	.groups = groups,
};

/* --- the run ----------------------------------------------------------- */

static int check(const struct night *night, const struct cs_list *operands,
		 struct cs_err *err)
{
	if (night->fresh && (night->figures != NULL || night->against != NULL))
		return cs_fail(err, NULL,
			       "--new writes a report, not a page: --figures "
			       "and --against go with a report");
	if (night->fresh || operands->count == 1)
		return 0;
	return cs_fail(err, NULL,
		       operands->count == 0
			   ? "no report: name its file, or write one with "
			     "--new ORDERS"
			   : "one report at a time");
}

static int act(const struct cs_values *values, const struct cs_list *operands,
	       struct cs_err *err)
{
	const struct night *night = values->home[CS_HOME_OWN];

	if (check(night, operands, err) != 0)
		return CS_WRONG_USAGE;
	return night->fresh ? fresh(night, operands, err)
			    : nightly(&command, night, operands->items[0], err);
}

int main(int argc, char **argv)
{
	struct night night = defaults;

	return cs_run_plain(&command, &night, act, argc, argv);
}

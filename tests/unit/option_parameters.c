/* json's parameters from an option table, and options that are refused. */
#include "tap.h"

#include "option/internal.h"
#include "option/value.h"
#include "report/render.h"
#include "report/table.h"

static struct values {
	bool strict;
	const char *by;
	struct cs_optional skip_bad;
	struct cs_list where;
	int rule, state;
	long limit, offset;
	double rate, level;
	struct cs_duration within;
	struct cs_maybe_duration grace;
	cs_day from;
	struct cs_percent_list percents;
} mine;

#define OWN(member) CS_OWN(struct values, member)

static const char *const rules[] = { "sum", "once", NULL };

static const struct cs_option options[] = {
	{ 0, "strict", CS_OPT_FLAG, OWN(strict) },
	{ 0, "by", CS_OPT_TEXT, OWN(by), "COL" },
	{ 0, "skip-bad", CS_OPT_OPTIONAL, OWN(skip_bad), "FILE" },
	{ 0, "where", CS_OPT_LIST, OWN(where), "EXPR" },
	{ 0, "rule", CS_OPT_CHOICE, OWN(rule), NULL, NULL, rules },
	{ 0, "state", CS_OPT_CHOICE, OWN(state), NULL, NULL, rules },
	{ 0, "limit", CS_OPT_COUNT, OWN(limit), "N", .low = 1, .high = 9 },
	{ 0, "offset", CS_OPT_COUNT, OWN(offset), "N", .low = 0, .high = 9 },
	{ 0, "rate", CS_OPT_NUMBER, OWN(rate), "R" },
	{ 0, "level", CS_OPT_NUMBER, OWN(level), "R", .low = .1, .high = 1 },
	{ 0, "within", CS_OPT_PARSED, OWN(within), "D",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "grace", CS_OPT_PARSED, OWN(grace), "D", .parse = cs_parse_span,
	  .show = cs_show_span },
	{ 0, "from", CS_OPT_PARSED, OWN(from), "D",
	  .parse = cs_parse_day_range_start, .show = cs_show_day },
	{ 0, "percents", CS_OPT_PARSED, OWN(percents), "P",
	  .parse = cs_parse_percent_list, .show = cs_show_percents },
	{ 0, "threads", CS_OPT_COUNT, OWN(limit), "N", .aside = true },
	{ 0, "top", CS_OPT_COUNT, OWN(limit), "N" },
	{ 0 }
};

static const struct cs_option_group groups[] = { { "Options", options },
						 { NULL, NULL } };

static const struct cs_refusal refusals[] = {
	{ 1u << 1 | 1u << 2, "rate level", "wants orders" },
	{ 1u << 2, "from", "wants dates" },
	{ 0 }
};

static const struct cs_command command = {
	.name = "cs-test",
	.groups = groups,
	.without = "top",
	.refusals = refusals,
};

static struct cs_values values = { .home = { [CS_HOME_OWN] = &mine } };
static struct cs_err err;

static enum cs_parsed parse(const char *const *words)
{
	struct cs_list operands = CS_LIST_INIT;
	struct cs_buf out = CS_BUF_INIT;
	enum cs_parsed parsed;
	int count = 0;

	cs_list_release(&values.given);
	cs_list_release(&mine.where);
	mine = (struct values){ .state = -1, .rate = NAN, .from = CS_DAY_MIN };
	err = (struct cs_err)CS_ERR_INIT;
	while (words[count] != NULL)
		count++;
	parsed = cs_options_parse(&command, &values, count, (char **)words,
				  &operands, &out, &err);
	cs_list_release(&operands);
	cs_buf_release(&out);
	return parsed;
}

#define PARSE(...) parse((const char *const[]){ "cs-test", __VA_ARGS__, NULL })

/* The parameters in json's words; `settled` stands there before. */
static const char *shown(const char *settled)
{
	static struct cs_buf out;
	struct cs_report report;
	char *end;

	cs_report_init(&report, "cs-test");
	if (settled != NULL)
		cs_set_text(report.parameters, settled, "settled");
	cs_options_show(&command, &values, report.parameters);
	cs_buf_release(&out);
	out = (struct cs_buf)CS_BUF_INIT;
	cs_render_json(&report, NULL, 0, &out);
	cs_report_release(&report);
	end = strstr(out.data, "\n  },\n  \"tables\"");
	if (end != NULL)
		*end = '\0';
	end = strstr(out.data, "\"parameters\": {");
	return end != NULL ? end + 15 : "none";
}

static void defaults(void)
{
	parse((const char *const[]){ "cs-test", NULL });
	is_str(shown(NULL),
	       "\n    \"strict\": false,\n    \"by\": null,"
	       "\n    \"skip_bad\": false,\n    \"where\": [],"
	       "\n    \"rule\": \"sum\",\n    \"state\": null,"
	       "\n    \"limit\": null,\n    \"offset\": 0,"
	       "\n    \"rate\": null,\n    \"level\": null,"
	       "\n    \"within\": \"0 days\",\n    \"grace\": null,"
	       "\n    \"from\": null,\n    \"percents\": []",
	       "defaults, and null for what has none");
}

static void given(void)
{
	is_int(PARSE("--strict", "--by=mail", "--skip-bad=x.csv", "--where",
		     "a=1", "--rule=once", "--state=sum", "--limit=3",
		     "--offset=4", "--rate=.25", "--level=1", "--within=1y5d",
		     "--grace=1d", "--from=2025-03", "--percents=1,2.5"),
	       CS_PARSED_RUN, "all that there are");
	is_str(shown("by"),
	       "\n    \"by\": \"settled\",\n    \"strict\": true,"
	       "\n    \"skip_bad\": \"x.csv\",\n    \"where\": [\"a=1\"],"
	       "\n    \"rule\": \"once\",\n    \"state\": \"sum\","
	       "\n    \"limit\": 3,\n    \"offset\": 4,"
	       "\n    \"rate\": 0.25,\n    \"level\": 1,"
	       "\n    \"within\": \"12 months and 5 days\","
	       "\n    \"grace\": \"1 day\",\n    \"from\": \"2025-03-01\","
	       "\n    \"percents\": [\"1\", \"2.5\"]",
	       "what was given, each by its type; what was settled stays");
}

static void refused(void)
{
	PARSE("--rate=1");
	is_int(cs_options_refused(&command, &values, 0, &err), 0,
	       "a mode that refuses nothing");
	is_int(cs_options_refused(&command, &values, 1, &err), -1,
	       "a mode that refuses it");
	is_str(err.message, "--rate wants orders", "and says why");
	PARSE("--from=2025");
	is_int(cs_options_refused(&command, &values, 1, &err), 0,
	       "one that is refused in another mode");
	is_int(cs_options_refused(&command, &values, 2, &err), -1, "there");
	PARSE("--by=rate");
	is_int(cs_options_refused(&command, &values, 2, &err), 0,
	       "what was not given is not refused");
}

static void without(void)
{
	is_int(PARSE("--top=3"), CS_PARSED_USAGE,
	       "an option that the command is without");
	is_str(
	    err.message,
	    "unknown option --top: --limit N shows the first N rows of a table",
	    "is unknown");
}

int main(void)
{
	defaults();
	given();
	refused();
	without();
	cs_list_release(&values.given);
	cs_list_release(&mine.where);
	return done_testing();
}

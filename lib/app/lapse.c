/* lapse.c - see lapse.h. */
#include "app/lapse.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "app/notice.h"
#include "app/output.h"
#include "app/tables.h"
#include "stat/quantile.h"

void cs_lapse_text(const struct cs_lapse *lapse, struct cs_buf *out)
{
	cs_duration_text(cs_lapse_length(lapse), out);
}

/* Says on standard error that the rule is a guess, if it is. */
static void note(const struct cs_job *job, const struct cs_lapse *lapse)
{
	bool silent = cs_renderers[job->shared.format].one_table;
	struct cs_buf text = CS_BUF_INIT;

	/* the other formats say it themselves */
	if (lapse->kind != CS_LAPSE_USUAL || !(silent || job->shared.verbose))
		return;
	cs_lapse_text(lapse, &text);
	cs_note(job,
		"silence of more than %s counts as a lapse, since 95 %% of the "
		"gaps between purchases are no longer, each customer weighing "
		"one; --lapse-after sets it",
		text.data);
	cs_buf_release(&text);
}

static void from_gaps(const struct cs_data *data, struct cs_lapse *lapse)
{
	const struct cs_gaps *gaps = &lapse->gaps;

	cs_gaps_count(&lapse->gaps, data);
	if (cs_gaps_total(gaps) < CS_LAPSE_FEWEST_GAPS) {
		lapse->span.days = CS_DAY_MAX - CS_DAY_MIN; /* never */
		return;
	}
	lapse->kind = CS_LAPSE_USUAL;
	lapse->span.days = (long)cs_histogram_quantile(
	    gaps->weights, gaps->length, CS_LAPSE_SHARE);
}

void cs_lapse_settle(const struct cs_job *job, struct cs_lapse *lapse)
{
	const struct cs_shared *shared = &job->shared;
	const struct cs_data *data = &job->data;

	*lapse = (struct cs_lapse){ .kind = CS_LAPSE_UNSETTLED };
	if (data->customers == 0)
		return;
	if (shared->lapse_after.given) {
		lapse->kind = CS_LAPSE_GIVEN;
		lapse->span = shared->lapse_after.span;
	} else if (shared->every.given) {
		lapse->kind = CS_LAPSE_EVERY;
		lapse->span = shared->every.span;
		lapse->grace = shared->grace.span;
	} else {
		from_gaps(data, lapse);
	}
	cs_lapse_lay_out(
	    lapse,
	    (struct cs_window){ data->input.account.first_date, data->as_of });
	note(job, lapse);
}

bool cs_lapse_missing(const struct cs_lapse *lapse)
{
	return lapse->kind == CS_LAPSE_UNSETTLED && lapse->on != NULL;
}

void cs_lapse_say_missing(const struct cs_lapse *lapse, struct cs_buf *out)
{
	int64_t total;

	if (!cs_lapse_missing(lapse))
		return;
	total = cs_gaps_total(&lapse->gaps);
	if (total == 0)
		cs_buf_adds(out, "there are no gaps");
	else
		cs_buf_addf(out, "there %s only %lld gap%s",
			    total == 1 ? "is" : "are", (long long)total,
			    total == 1 ? "" : "s");
	cs_buf_adds(out, " between purchases to tell a usual silence from a "
			 "lapse: say it with --lapse-after, as in "
			 "--lapse-after 90d");
}

int cs_lapse_demand(struct cs_job *job, const struct cs_lapse *lapse,
		    unsigned partly, unsigned wholly, struct cs_err *err)
{
	const struct cs_table_spec *specs = job->command->tables;
	struct cs_buf why = CS_BUF_INIT;
	unsigned needed = 0;
	int result = 0;

	if (!cs_lapse_missing(lapse))
		return 0;
	for (size_t i = 0; specs[i].name != NULL; i++)
		if (cs_table_needed(job, i))
			needed |= 1u << i;
	cs_lapse_say_missing(lapse, &why);
	if ((needed & ~wholly) == 0)
		result = cs_fail(err, "few-gaps", "%s", why.data);
	else if ((needed & (partly | wholly)) != 0)
		cs_warn(job, "few-gaps", (uint64_t)cs_gaps_total(&lapse->gaps),
			NULL, 0, "who has lapsed is not known: %s", why.data);
	cs_buf_release(&why);
	return result;
}

static void fill_trial(const struct cs_lapse_trial *trial,
		       struct cs_object *parameters)
{
	static const char *const names[] = {
		"lapse_backtest_date", "lapse_backtest_lapsed",
		"lapse_backtest_returned", "lapse_backtest_after_days", NULL
	};

	if (trial->date == CS_NO_DAY) {
		for (const char *const *name = names; *name != NULL; name++)
			cs_set_null(parameters, *name);
		return;
	}
	cs_set_day(parameters, names[0], trial->date);
	cs_set_count(parameters, names[1], trial->lapsed);
	cs_set_count(parameters, names[2], trial->returned);
	if (trial->length.months == 0)
		cs_set_count(parameters, names[3], trial->length.days);
	else
		cs_set_null(parameters, names[3]);
}

void cs_lapse_fill(const struct cs_lapse *lapse, struct cs_object *parameters)
{
	static const char *const names[] = { [CS_LAPSE_GIVEN] = "lapse-after",
					     [CS_LAPSE_EVERY] = "every",
					     [CS_LAPSE_USUAL] = "default" };
	struct cs_duration length = cs_lapse_length(lapse);

	if (lapse->kind == CS_LAPSE_UNSETTLED)
		return;
	if (length.months == 0)
		cs_set_count(parameters, "lapse_after_days", length.days);
	else
		cs_set_null(parameters, "lapse_after_days");
	cs_show_duration(&length, "lapse_after", parameters);
	cs_set_text(parameters, "lapse_rule", names[lapse->kind]);
	fill_trial(&lapse->trial, parameters);
}

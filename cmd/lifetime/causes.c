/* causes.c - why they left, as rows say it: see study.h. */
#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "app/notice.h"
#include "lifetime/study.h"

/* More are not told apart by anybody; a chart has six. */
enum { MOST_CAUSES = 50 };

/* Words that stand where there is no cause; of those who left: it is not said.
 */
static const char *const nothing[] = { "0",    "0.0",	   "no",     "false",
				       "none", "censored", "active", "running",
				       "-",    "--",	   "n/a",    "nan",
				       NULL };

static const char not_said[] = "(not said)";

bool has_causes(const struct cs_job *job)
{
	return ((const struct lifetime_options *)job->own)->cause != NULL;
}

static bool says_nothing(const char *label)
{
	for (size_t i = 0; nothing[i] != NULL; i++)
		if (strcasecmp(label, nothing[i]) == 0)
			return true;
	return false;
}

void causes_begin(struct stated *stated)
{
	struct causes *causes = &stated->causes;
	size_t n = stated->rows.nlabels;

	causes->count = n + 1;
	causes->names = cs_calloc(n + 1, sizeof *causes->names);
	causes->events = cs_calloc(n + 1, sizeof *causes->events);
	causes->number = cs_calloc(n + 1, sizeof *causes->number);
	for (size_t i = 0; i < n; i++) {
		causes->names[i] = cs_strdup(stated->rows.labels[i]);
		causes->number[i] =
		    says_nothing(causes->names[i]) ? (uint32_t)n : (uint32_t)i;
	}
	causes->names[n] = cs_strdup(not_said);
	causes->number[n] = (uint32_t)n;
}

uint32_t causes_settle(struct stated *stated, uint32_t label, int64_t weight,
		       bool *event, bool said)
{
	struct causes *causes = &stated->causes;
	uint32_t cause = causes->number[label];
	bool named = cause < stated->rows.nlabels;

	*event |= said && named;
	if (!*event && named && !causes->chosen) {
		causes->idle += weight;
		return NO_CAUSE;
	}
	if (!*event && !named)
		return NO_CAUSE;
	causes->others += *event ? 0 : weight;
	causes->events[cause] += weight;
	return cause;
}

struct rank {
	uint32_t cause;
	int64_t events;
	bool last;
};

/* The commonest first, "(not said)" last; labels are in order of text. */
static int by_events(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->last != y->last)
		return x->last - y->last;
	if (x->events != y->events)
		return x->events < y->events ? 1 : -1;
	return (x->cause > y->cause) - (x->cause < y->cause);
}

/* Names and events in the order of ranks; what nobody left for goes. */
static void reorder(struct causes *causes, const struct rank *ranks,
		    size_t count)
{
	char **names = cs_calloc(count, sizeof *names);
	int64_t *events = cs_calloc(count, sizeof *events);

	for (size_t i = 0; i < count; i++) {
		names[i] = causes->names[ranks[i].cause];
		causes->names[ranks[i].cause] = NULL;
		events[i] = ranks[i].events;
		causes->number[ranks[i].cause] = (uint32_t)i;
	}
	for (size_t i = 0; i < causes->count; i++)
		free(causes->names[i]);
	free(causes->names);
	free(causes->events);
	causes->names = names;
	causes->events = events;
	causes->count = count;
}

int causes_rank(struct stated *stated, struct cs_err *err)
{
	struct causes *causes = &stated->causes;
	struct rank *ranks = cs_calloc(causes->count, sizeof *ranks);
	size_t count = 0;
	int status = 0;

	for (size_t i = 0; i < causes->count; i++)
		if (causes->events[i] > 0)
			ranks[count++] =
			    (struct rank){ (uint32_t)i, causes->events[i],
					   i == stated->rows.nlabels };
	if (count > MOST_CAUSES) {
		cs_fail_at(err, NULL, 0, 0);
		status = cs_fail(
		    err, "too-many-causes",
		    "--cause has more than %d different values, as '%s': is it "
		    "the right column? Leave out rows with --where, or group "
		    "its values before",
		    MOST_CAUSES, causes->names[ranks[0].cause]);
	} else {
		qsort(ranks, count, sizeof *ranks, by_events);
		reorder(causes, ranks, count);
	}
	free(ranks);
	return status;
}

void causes_release(struct causes *causes)
{
	for (size_t i = 0; causes->names != NULL && i < causes->count; i++)
		free(causes->names[i]);
	free(causes->names);
	free(causes->events);
	free(causes->number);
}

void note_idle_causes(struct cs_job *job)
{
	const struct lifetime_options *options = job->own;
	const struct causes *causes = &options->stated.causes;

	if (causes->idle > 0)
		cs_note(job,
			"%lld that %s a cause, which does not count: %s says "
			"who left",
			(long long)causes->idle,
			causes->idle == 1 ? "is still there has"
					  : "are still there have",
			options->end != NULL ? "--end" : "--event");
}

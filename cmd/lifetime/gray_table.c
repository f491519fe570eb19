/* gray_table.c - cs-lifetime's table gray: groups compared cause by cause. */
#include <stdlib.h>

#include "app/clusters.h"
#include "base/mem.h"
#include "lifetime/report.h"
#include "stat/incidence.h"

/* --- the test ---------------------------------------------------------- */

size_t gray_tests(const struct study *study)
{
	return has_causes(study->job) && study->options->entry == NULL &&
		       study->ngroups <= CS_GRAY_GROUPS
		   ? causes_of(study)->count
		   : 0;
}

/* The groups with every cause as an event, and the events of one. */
struct sides {
	size_t k;
	struct ends *ends; /* [k], here and below */
	struct cs_spans *spans;
	int64_t **own;
};

static struct sides sides_of(const struct study *study, size_t cause)
{
	size_t k = study->ngroups;
	struct sides sides = { k, cs_calloc(k, sizeof *sides.ends),
			       cs_calloc(k, sizeof *sides.spans),
			       cs_calloc(k, sizeof *sides.own) };

	for (size_t g = 0; g < k; g++) {
		sides.ends[g] = ends_of(&study->groups[g]);
		sides.spans[g] = sides.ends[g].spans;
		sides.own[g] = events_of(&study->groups[g], cause);
	}
	return sides;
}

static void sides_release(struct sides *sides)
{
	for (size_t g = 0; g < sides->k; g++) {
		ends_release(&sides->ends[g]);
		free(sides->own[g]);
	}
	free(sides->ends);
	free(sides->spans);
	free(sides->own);
}

static struct cs_rank_test test_of(const struct study *study, size_t cause)
{
	struct sides sides = sides_of(study, cause);
	struct cs_rank_test test = cs_gray_test(
	    sides.spans, (const int64_t *const *)sides.own, sides.k);

	sides_release(&sides);
	return test;
}

void gray_scores(const struct study *study, size_t cause, double *out)
{
	struct sides sides = sides_of(study, cause);
	int64_t customers = 0;

	cs_gray_scores(sides.spans, (const int64_t *const *)sides.own, sides.k,
		       out);
	for (size_t g = 0; g < sides.k; g++)
		customers += sides.spans[g].start;
	for (size_t g = 0; g < sides.k; g++)
		out[g] /= (double)customers;
	sides_release(&sides);
}

/* --- the table --------------------------------------------------------- */

const struct cs_column gray_columns[] = {
	{ "cause", CS_TEXT, .means = "what --cause says, the commonest first" },
	{ "events", CS_COUNT, "left for it", .means = "who left for it" },
	{ "chi_square", CS_REAL, "chi-square", 3,
	  .means =
	      "Gray's statistic; none with late entry, and of more than 50 "
	      "groups" },
	{ "df", CS_COUNT, "degrees of freedom", .means = "degrees of freedom" },
	{ "p_value", CS_REAL, "p-value", 4,
	  .means = "probability of such a statistic or a larger one if all "
		   "groups had one incidence of this cause" },
	{ NULL }
};

void begin_gray(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	if (study->options->entry != NULL)
		cs_table_add_note(table, "Not tested: Gray's test is of "
					 "subjects that are watched from the "
					 "beginning, without --entry.");
	else if (gray_tests(study) == 0)
		cs_table_add_note(table, "Not tested: more than %d groups.",
				  CS_GRAY_GROUPS);
	else
		cs_table_add_note(table,
				  "Gray's test, for each cause: does it take "
				  "the same share of every group in the same "
				  "time? Of several causes one is below .05 "
				  "sooner by chance.");
	if (gray_tests(study) > 0)
		add_joint_note(study, table);
}

void put_gray(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct causes *causes = causes_of(study);
	bool tested = gray_tests(study) > 0;

	(void)part;
	for (size_t c = 0; c < causes->count; c++) {
		struct cs_rank_test test = { CS_NOTHING, 0, CS_NOTHING };

		cs_row(table);
		cs_put_text(table, "cause", causes->names[c]);
		cs_put_count(table, "events", causes->events[c]);
		if (tested && cs_clustered(study->job)) {
			put_joint(table, &study->tests[CS_NRANK_WEIGHTS + c]);
			continue;
		}
		if (tested)
			test = test_of(study, c);
		cs_put_real(table, "chi_square", test.chi_square);
		cs_put_known(table, "df", tested, test.df);
		cs_put_real(table, "p_value", test.p_value);
	}
}

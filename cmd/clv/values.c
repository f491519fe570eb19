/* values.c - cs-clv's table values: what orders are worth, and whether that
 * goes with how often somebody buys. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/sort.h"
#include "clv/report.h"

const struct cs_column values_columns[] = {
	{ "repeat_purchases", CS_TEXT, "bought again",
	  .means = "days with purchases after the first; null: all customers" },
	{ "customers", CS_COUNT,
	  .means = "customers with purchases that tell a value (--values)" },
	{ "observed_mean", CS_REAL, "an order brought", 2,
	  .means = "mean over customers of the mean value of their purchase "
		   "days, refunds taken off" },
	{ "expected_mean", CS_REAL, "expected", 2,
	  .means = "what the model expects of their next ones" },
	{ "first_later_ratio", CS_REAL, "first / later", 3, .sparse = true,
	  .means = "of customers who came back the mean first value over the "
		   "mean later one; on the row of all" },
	{ "first_later_ratio_low", CS_REAL, .decimals = 3, .sparse = true },
	{ "first_later_ratio_high", CS_REAL, .decimals = 3, .sparse = true },
	{ "pearson", CS_REAL, .decimals = 3, .people = CS_FILES,
	  .means = "Pearson's correlation of a customer's repeat purchases and "
		   "its mean value; on the row of all" },
	{ "spearman", CS_REAL, "frequency and value", 3, .sparse = true,
	  .means = "Spearman's; the model takes it for 0" },
	{ NULL }
};

void begin_values(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	if (!study->valued)
		cs_table_add_note(table, "There are no amounts.");
	else if (study->all[0].fitted && !study->all[0].values.converged)
		cs_table_add_note(table,
				  "None: the values of orders differ too "
				  "little, or are too few, for a model of them "
				  "to be fitted.");
}

/* --- correlation ------------------------------------------------------- */

struct pair {
	double x, y;
	double rank_x, rank_y;
};

/* Pairs that are alike in this are alike. */
static int by_y(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->y != y->y)
		return x->y < y->y ? -1 : 1;
	return (x->x > y->x) - (x->x < y->x);
}

/* Of pairs in the order of x. Equal values share the mean of their ranks. */
static void rank(struct pair *pairs, size_t n, unsigned threads)
{
	for (size_t i = 0, j; i < n; i = j) {
		for (j = i; j < n && pairs[j].x == pairs[i].x; j++)
			;
		for (size_t k = i; k < j; k++)
			pairs[k].rank_x = (double)(i + j - 1) / 2;
	}
	cs_sort_on(threads, pairs, n, sizeof *pairs, by_y);
	for (size_t i = 0, j; i < n; i = j) {
		for (j = i; j < n && pairs[j].y == pairs[i].y; j++)
			;
		for (size_t k = i; k < j; k++)
			pairs[k].rank_y = (double)(i + j - 1) / 2;
	}
}

/* Of figures that are all alike there is none, whatever their sums round to. */
static double correlation(const struct pair *pairs, size_t n, bool ranks)
{
	double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;
	bool x_varies = false, y_varies = false;

	for (size_t i = 0; i < n; i++) {
		x_varies = x_varies || pairs[i].x != pairs[0].x;
		y_varies = y_varies || pairs[i].y != pairs[0].y;
		mean_x += (ranks ? pairs[i].rank_x : pairs[i].x) / (double)n;
		mean_y += (ranks ? pairs[i].rank_y : pairs[i].y) / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		double x = (ranks ? pairs[i].rank_x : pairs[i].x) - mean_x;
		double y = (ranks ? pairs[i].rank_y : pairs[i].y) - mean_y;

		xx += x * x;
		yy += y * y;
		xy += x * y;
	}
	return n < 3 || !x_varies || !y_varies ? NAN : xy / sqrt(xx * yy);
}

/* Of customers who came back, and whose value is known. */
static double correlate(const struct findings *of, bool ranks)
{
	const struct cs_buying_rows *now = &of->now;
	struct pair *pairs = cs_calloc(now->first[now->n], sizeof *pairs);
	double found;
	size_t n = 0;

	for (size_t i = 0; i < now->n; i++)
		for (size_t c = now->first[i]; c < now->first[i + 1]; c++)
			if (now->spending[c].n > 0 &&
			    now->rows[i].purchases > 0)
				pairs[n++] =
				    (struct pair){ now->rows[i].purchases,
						   now->spending[c].mean };
	if (ranks)
		rank(pairs, n, now->histories.threads);
	found = correlation(pairs, n, ranks);
	free(pairs);
	return found;
}

double values_correlation(const struct findings *of)
{
	return correlate(of, true);
}

/* --- the table --------------------------------------------------------- */

double values_first_later(const struct cs_buyings *now,
			  struct cs_interval *interval)
{
	double first = 0, later = 0, squares = 0, ratio;
	double n = 0;

	for (size_t i = 0; i < now->count; i++) {
		const struct cs_buying *of = &now->list[i];

		if (of->purchases == 0)
			continue;
		n++;
		first += cs_money_double(of->first);
		later += cs_money_double(of->value - of->first) / of->purchases;
	}
	ratio = first / later;
	for (size_t i = 0; i < now->count; i++) {
		const struct cs_buying *of = &now->list[i];
		double off;

		if (of->purchases == 0)
			continue;
		off = cs_money_double(of->first) -
		      ratio * cs_money_double(of->value - of->first) /
			  of->purchases;
		squares += off * off;
	}
	*interval = cs_normal_interval(
	    ratio, sqrt(squares / (n * (n - 1))) / (later / n), CS_LEVEL);
	return ratio;
}

static void put_means(struct cs_table *table, const struct findings *found,
		      size_t begin, size_t end)
{
	const struct cs_spending *spending = found->now.spending;
	double observed = 0, expected = 0;
	int64_t n = 0;

	for (size_t i = begin; i < end; i++) {
		if (!(spending[i].n > 0))
			continue;
		n++;
		observed += spending[i].mean;
		expected +=
		    cs_gamma_gamma_value(&found->values, &spending[i]).mean;
	}
	cs_put_count(table, "customers", n);
	cs_put_real(table, "observed_mean", observed / (double)n);
	cs_put_real(table, "expected_mean", expected / (double)n);
}

void put_values(const void *of, struct cs_table *table, const void *part)
{
	static const struct {
		const char *name;
		uint32_t most;
	} classes[] = {
		{ "0", 0 }, { "1", 1 }, { "2", 2 }, { "3", 3 },
		{ "4", 4 }, { "5", 5 }, { "6", 6 }, { "7+", UINT32_MAX }
	};
	const struct study *study = of;
	const struct findings *found = study_of(study, part);
	const struct cs_buying_rows *now = &found->now;
	struct cs_interval interval;
	size_t begin = 0, end;
	double ratio;

	if (!found->fitted || !study->valued || !found->values.converged)
		return;
	for (size_t i = 0; i < sizeof classes / sizeof *classes;
	     i++, begin = end) {
		for (end = begin; end < now->n && now->rows[end].purchases <=
						      (double)classes[i].most;
		     end++)
			;
		if (begin == end)
			continue;
		cs_row(table);
		cs_put_text(table, "repeat_purchases", classes[i].name);
		put_means(table, found, now->first[begin], now->first[end]);
		cs_put_rest(table);
	}
	cs_row(table);
	cs_put_null(table, "repeat_purchases");
	put_means(table, found, 0, now->first[now->n]);
	/* NaN of a summary, which knows no first purchase */
	ratio = values_first_later(&found->tally->now, &interval);
	cs_put_real(table, "first_later_ratio", ratio);
	cs_put_interval(table, "first_later_ratio", interval);
	cs_put_real(table, "pearson", correlate(found, false));
	cs_put_real(table, "spearman", found->correlation);
}

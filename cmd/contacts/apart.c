/* apart.c - what a second pass over orders says of the share who buy again: its
 * interval, differences and tests; see orders.h. */
#include <math.h>
#include <string.h>

#include "app/tables.h"
#include "contacts/study.h"
#include "stat/jackknife.h"
#include "stat/mover.h"
#include "stat/rankscore.h"

/* --- the interval ------------------------------------------------------- */

static double spread_error(const struct cs_km *km,
			   const struct cs_wait_curve *curve,
			   const struct spread_count *of)
{
	return km->survival * sqrt((double)of->squares / SPREAD_UNIT) /
	       (double)curve->spans.start;
}

struct cs_interval returned_interval(const struct cs_km *km,
				     const struct cs_wait_curve *curve,
				     const struct spread_count *of)
{
	struct cs_interval interval = { 1 - km->high, 1 - km->low };
	struct cs_spread spread = { .df = (double)(of->customers - 1) };
	struct cs_interval survival;

	if (of->several == 0)
		return interval;
	spread.se = spread_error(km, curve, of);
	survival =
	    cs_spread_survival(km->survival, spread, CS_CONF_LOG_LOG, CS_LEVEL);
	/* that customers differ less than by chance is chance */
	return (struct cs_interval){ fmin(interval.low, 1 - survival.high),
				     fmax(interval.high, 1 - survival.low) };
}

/* --- the difference ----------------------------------------------------- */

/* Wilson's, of so many orders as Greenwood's error says that there are. */
static struct cs_interval share_interval(const struct cs_km *km,
					 const struct cs_wait_curve *curve,
					 const struct spread_count *of)
{
	double s = km->survival;
	double orders = km->se > 0 ? s * (1 - s) / (km->se * km->se)
				   : (double)curve->spans.start;
	struct cs_spread spread = { spread_error(km, curve, of),
				    (double)(of->customers - 1) };

	return cs_spread_wilson(1 - s, orders, spread, (size_t)of->customers,
				CS_LEVEL);
}

static struct cs_interval difference_interval(
    const struct contacts_rules *rules, const struct cs_wait_curve *ours,
    const struct cs_wait_curve *theirs, const struct return_spread *spread,
    int class)
{
	struct cs_km a = returned_of(rules, ours),
		     b = returned_of(rules, theirs);
	const struct spread_count *of = &spread->of[class],
				  *other = &spread->of[ON_TIME];
	double size = sqrt((double)of->squares) * sqrt((double)other->squares);

	return cs_mover(1 - a.survival, share_interval(&a, ours, of),
			1 - b.survival, share_interval(&b, theirs, other),
			size > 0 ? (double)spread->crosses[class] / size : 0);
}

/* Within orders of one number. */
static struct return_comparison compare_numbers(
    const struct return_count *const numbers[],
    const struct return_spread *spread, int class)
{
	const struct spread_count *of = &spread->adjusted[class];
	double customers = (double)of->customers;
	struct cs_spread excess = { 0, customers - 1 };
	double n = 0;

	if (spread->several == 0)
		return compare_counts(numbers[0], numbers[1], NULL);
	for (int i = 0; i < NUMBERS; i++)
		n +=
		    numbers[1][i].orders > 0 ? (double)numbers[0][i].orders : 0;
	excess.se = sqrt((double)of->squares / SPREAD_UNIT) / n;
	return compare_counts(numbers[0], numbers[1], &excess);
}

struct return_comparison compare_class(
    const struct contacts_rules *rules, const struct cs_wait_curve *ours,
    const struct cs_wait_curve *theirs,
    const struct return_count *const numbers[],
    const struct return_spread *spread, int class)
{
	struct return_comparison c;

	if (numbers != NULL)
		return compare_numbers(numbers, spread, class);
	c = compare_returns(rules, ours, theirs);
	if (spread->several > 0 && !isnan(c.interval.low))
		c.interval =
		    difference_interval(rules, ours, theirs, spread, class);
	c.p_value = pair_p(ours, theirs, spread, class);
	return c;
}

/* --- the test ----------------------------------------------------------- */

double pair_p(const struct cs_wait_curve *ours,
	      const struct cs_wait_curve *theirs,
	      const struct return_spread *spread, int class)
{
	const struct cs_spans spans[] = { ours->spans, theirs->spans };
	double z[2], square = (double)spread->products[class] / SCORE_UNIT;

	if (ours->spans.n == 0 || theirs->spans.n == 0)
		return __builtin_nan("");
	if (spread->several == 0)
		return cs_rank_test(spans, 2, CS_LOG_RANK).p_value;
	cs_rank_scores(spans, 2, CS_LOG_RANK, z);
	return cs_rank_clustered(
		   z, (const double[]){ square, -square, -square, square }, 2)
	    .p_value;
}

double classes_p(const struct cs_wait_curve curves[],
		 const struct return_spread *spread)
{
	struct cs_spans spans[RETURN_FIGURES] = { { 0 } };
	double z[RETURN_FIGURES], v[RETURN_FIGURES * RETURN_FIGURES];
	size_t classes[RETURN_FIGURES], n = 0;

	for (size_t i = 0; i < RETURN_FIGURES; i++)
		if (curves[i].spans.n > 0) {
			classes[n] = i;
			spans[n++] = curves[i].spans;
		}
	if (n < 2)
		return __builtin_nan("");
	if (spread->several == 0)
		return cs_rank_test(spans, n, CS_LOG_RANK).p_value;
	cs_rank_scores(spans, n, CS_LOG_RANK, z);
	for (size_t i = 0; i < n * n; i++) {
		size_t g = classes[i / n], h = classes[i % n],
		       low = g < h ? g : h, high = g < h ? h : g;

		/* as add_products() counts them */
		v[i] = (double)spread->products[low * RETURN_FIGURES -
						low * (low + 1) / 2 + high] /
		       SCORE_UNIT;
	}
	return cs_rank_clustered(z, v, n).p_value;
}

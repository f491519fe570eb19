/*
 * season.c - how often a shop is said to have a season, with one and without;
 * and how often the curve of the second purchase covers.
 *
 * Customers come evenly within two years, or ten times as many at the end as at
 * the beginning. After each purchase they stay with a chance of .6, of later
 * customers down to .24 where these are worse, and then come back after an
 * exponential time, of 60 days at the mean rate; rates are gamma distributed
 * (shape 2), or all alike. In the last two months of a year they come `factor`
 * times as fast.
 */
#include "tap.h"

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "../unit/data_load.h"
#include "base/buf.h"
#include "stat/survival.h"
#include "tally/season.h"

enum { DAYS = 730, SEASON = 61 };
#define STAY .6
#define RATE (1 / 60.)

struct shop {
	const char *name;
	int customers, runs;
	double factor;
	bool growing, worse, alike;
};

static gsl_rng *rng;

static int entry(const struct shop *shop)
{
	double u = gsl_rng_uniform(rng);

	return (int)(DAYS * (shop->growing ? log1p(9 * u) / log(10) : u));
}

/* The next time after `t`, by thinning. */
static double next(const struct shop *shop, double t, double rate)
{
	for (;;) {
		t += gsl_ran_exponential(rng, 1 / (rate * shop->factor));
		if (t >= DAYS || fmod(t, 365) >= 365 - SEASON ||
		    gsl_rng_uniform(rng) * shop->factor < 1)
			return t;
	}
}

/* Draws a customer: its days go to `text`, NULL: nowhere. Returns the days to
 * the second purchase, those to the end, less 1 and negative, if there is none.
 */
static int draw(const struct shop *shop, int number, struct cs_buf *text)
{
	double rate = RATE * (shop->alike ? 1 : gsl_ran_gamma(rng, 2, .5));
	int first = entry(shop), waited = first - DAYS;
	double stay = STAY * (shop->worse ? 1 - .6 * first / DAYS : 1);
	char day[11];

	for (double t = first, n = 0; t < DAYS; t = next(shop, t, rate), n++) {
		if (n == 1)
			waited = (int)t - first;
		if (text != NULL)
			cs_buf_addf(text, "%d,%s,5\n", number,
				    cs_day_format(19358 + (int)t, day));
		if (gsl_rng_uniform(rng) >= stay)
			break;
	}
	return waited;
}

/* The share of the runs in which there is said to be a season. */
static double told(const struct shop *shop)
{
	int found = 0;

	for (int run = 0; run < shop->runs; run++) {
		struct cs_buf text = CS_BUF_INIT;
		struct cs_err err = CS_ERR_INIT;
		struct cs_load_options options;
		struct cs_season season;
		struct cs_data data;
		const char *path;

		cs_buf_adds(&text, "customer,date,amount\n");
		for (int c = 0; c < shop->customers; c++)
			draw(shop, c, &text);
		path = temp_text("shop.csv", text.data);
		options = load_options(&path, 1);
		options.input.block_size = 1 << 18;
		if (cs_load(&options, &data, &err) == CS_READ_ALL)
			found += cs_season_find(&data, &season);
		cs_data_release(&data);
		cs_buf_release(&text);
	}
	return (double)found / shop->runs;
}

/* Of n customers, the share of the runs whose interval holds F(days). */
static double covered(const struct shop *shop, int days)
{
	double truth = STAY * (1 - pow(1 + RATE * .5 * (days + 1), -2));
	int held = 0;

	for (int run = 0; run < shop->runs; run++) {
		int64_t events[DAYS + 1] = { 0 }, others[DAYS + 1] = { 0 };
		struct cs_km km;

		for (int c = 0; c < shop->customers; c++) {
			int waited = draw(shop, c, NULL);

			if (waited >= 0)
				events[waited]++;
			else
				others[-waited - 1]++;
		}
		km = cs_km_at(events, others, DAYS + 1, days, .95,
			      CS_CONF_LOG_LOG);
		held += 1 - km.high <= truth && truth <= 1 - km.low;
	}
	return (double)held / shop->runs;
}

static void seasons(void)
{
	static const struct shop flat[] = {
		{ "even", 200, 1000, 1, false, false, false },
		{ "even", 2000, 300, 1, false, false, false },
		{ "even", 20000, 40, 1, false, false, false },
		{ "alike", 2000, 300, 1, false, false, true },
		{ "growing", 2000, 300, 1, true, false, false },
		{ "growing", 20000, 40, 1, true, false, false },
		{ "later worse", 2000, 300, 1, false, true, false },
		{ "later worse", 20000, 40, 1, false, true, false },
	};
	static const struct shop seasonal[] = {
		{ "times 1.5", 200, 300, 1.5, false, false, false },
		{ "times 1.5", 2000, 100, 1.5, false, false, false },
		{ "times 1.5", 20000, 20, 1.5, false, false, false },
		{ "times 3", 200, 300, 3, false, false, false },
		{ "times 3", 2000, 100, 3, false, false, false },
		{ "times 3, growing", 2000, 100, 3, true, false, false },
	};

	for (size_t i = 0; i < sizeof flat / sizeof *flat; i++) {
		double share;

		gsl_rng_set(rng, 10 + i);
		share = told(&flat[i]);
		printf("# %s, %d: %.4f\n", flat[i].name, flat[i].customers,
		       share);
		ok(share < .01, "%s, %d: no season is told in 99 of 100",
		   flat[i].name, flat[i].customers);
	}
	for (size_t i = 0; i < sizeof seasonal / sizeof *seasonal; i++) {
		double share;

		gsl_rng_set(rng, 50 + i);
		share = told(&seasonal[i]);
		printf("# %s, %d: %.4f\n", seasonal[i].name,
		       seasonal[i].customers, share);
		if (seasonal[i].factor * seasonal[i].customers >= 5000)
			ok(share > .95, "%s, %d: the season is told",
			   seasonal[i].name, seasonal[i].customers);
	}
}

static void curves(void)
{
	static const struct shop shops[] = {
		{ "even", 200, 2000, 1, false, false, false },
		{ "growing", 200, 2000, 1, true, false, false },
		{ "even", 2000, 1000, 1, false, false, false },
		{ "growing", 2000, 1000, 1, true, false, false },
		{ "even", 20000, 300, 1, false, false, false },
		{ "growing", 20000, 300, 1, true, false, false },
	};
	static const int days[] = { 30, 90, 180, 365 };

	for (size_t i = 0; i < sizeof shops / sizeof *shops; i++)
		for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
			double share, noise = shops[i].runs < 1000 ? .02 : .007;

			gsl_rng_set(rng, 900 + i);
			share = covered(&shops[i], days[d]);
			printf("# within %d, %s, %d: %.4f\n", days[d],
			       shops[i].name, shops[i].customers, share);
			ok(share >= .93 - noise && share <= .97 + noise,
			   "within %d, %s, %d: covers", days[d], shops[i].name,
			   shops[i].customers);
		}
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	curves();
	seasons();
	gsl_rng_free(rng);
	return done_testing();
}

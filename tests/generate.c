/*
 * generate.c - writes orders of customers whose behaviour is plausible.
 *
 *	generate --customers N --rows N --seed S [--lines | --bench]
 *		 [--months M] [--start DATE]
 *
 * Exactly N rows on standard output, in date order, customers interleaved. Each
 * customer buys at a rate of its own until it drops out (Pareto/NBD: both from
 * gamma distributions) for amounts around a level of its own (lognormal); one
 * account is very large. Some purchases are refunded, by rows of their own with
 * a negative amount, a few refunds are of purchases that the file does not
 * hold, and a few rows have no customer.
 *
 *	default	  order_id,date,customer_id,country,channel,amount
 *	--lines	  one to four rows an order, with quantity and price for amount
 *	--bench	  eight short columns, about 50 bytes a row
 *
 * Memory goes with customers, not rows. The same options give the same bytes on
 * every machine: see random.h.
 */
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "random.h"

enum shape { DEMO, LINES, BENCH };

struct options {
	uint64_t customers, rows, seed;
	long months;
	cs_day start;
	enum shape shape;
};

/* What the customers are like; amounts in hundredths. */
#define RATE_SHAPE 0.36		/* gamma: the smaller, the more differ the rates */
#define DROPOUT_SHAPE 0.65	/* gamma of drop-out rates */
#define DROPOUT_SCALE 0.004	/* their mean a day, by shape */
#define LOG_LEVEL 8.0		/* median order: 29.81 */
#define LOG_LEVEL_SPREAD 0.40	/* between customers */
#define LOG_AMOUNT_SPREAD 0.50	/* between orders of one */
#define GROWTH 1.5		/* new customers at the end against the beginning, - 1 */
#define ACCOUNT_SHARE 0.09	/* of the value, by the one large account */
#define ACCOUNT_ORDERS 60	/* one order in 60 is its */
#define REFUND_IN 50		/* a row in 50 is a refund */
#define UNKNOWN_IN 200		/* and one in 200 has no customer */
#define EARLIER_IN 20		/* a refund in 20 is of a purchase before the start */

/* --- customers */

struct customer {
	uint64_t random;	/* state of its own stream */
	double at, end;		/* next purchase, end of its life, days from the start */
	uint32_t left;		/* purchases to come after the one at `at` */
	float level;		/* mean of the logarithm of its amounts */
	int32_t refund;		/* what is to be paid back; 0: nothing */
	uint8_t country;	/* index into countries */
	uint8_t channel;	/* the one it mostly uses */
};

struct world {
	struct options options;
	struct customer *customers;
	uint32_t ndays;
	uint64_t purchases;	/* orders to come in all */
	/* for each day a list of customers i to buy and n + i to be paid back */
	uint32_t *heads;	/* 0: none, otherwise the first + 1 */
	uint32_t *nexts;
	uint32_t *today;	/* taken from its list, in the order of rows */
	size_t ntoday, capacity;
	uint64_t random;	/* the stream of what belongs to no customer */
	uint64_t written, orders, refunds, turns;
	uint64_t refunds_due, unknown_due;	/* Bresenham's remainders */
	uint64_t nrefunds, nunknown;		/* planned */
};

/* From a density that grows evenly from 1 to 1 + GROWTH. */
static double first_purchase(uint64_t *random, double span)
{
	double u = uniform(random);

	return span * (sqrt(1 + GROWTH * (2 + GROWTH) * u) - 1) / GROWTH;
}

/* Makes a customer; returns how many purchases it tends to make after its first. */
static double customer_init(struct customer *c, uint64_t seed, double span)
{
	static const double loyalty[] = { 1.2, 1.0, 0.75 };
	uint32_t die;
	double rate, dropout, life;

	c->random = seed;
	die = below(&c->random, 100);
	c->country = die < 55 ? 0 : die < 85 ? 1 : 2;
	die = below(&c->random, 100);
	c->channel = die < 60 ? 0 : die < 85 ? 1 : 2;
	c->at = first_purchase(&c->random, span);
	rate = gamma_random(&c->random, RATE_SHAPE) * loyalty[c->country];
	dropout = gamma_random(&c->random, DROPOUT_SHAPE) * DROPOUT_SCALE;
	life = -natural_log(uniform(&c->random)) / (dropout + 1e-9);
	c->end = life < span - c->at ? c->at + life : span;
	c->level = (float)(LOG_LEVEL +
			   LOG_LEVEL_SPREAD * normal(&c->random));
	return rate * (c->end - c->at);
}

/* The one that brings ACCOUNT_SHARE of the value in a sixtieth of the orders. */
static void account_init(struct customer *c, uint64_t purchases, double span)
{
	double times = ACCOUNT_SHARE / (1 - ACCOUNT_SHARE) *
		       (ACCOUNT_ORDERS - 1);
	double spread = LOG_LEVEL_SPREAD * LOG_LEVEL_SPREAD / 2;

	c->at = span / 64;
	c->end = span;
	c->left = (uint32_t)(purchases / ACCOUNT_ORDERS);
	c->level = (float)(LOG_LEVEL + spread + natural_log(times));
}

/*
 * Adds `missing` purchases to (or takes them from) customers in proportion to
 * `weights`, of which the sum is `total`.
 */
static void settle(struct world *world, const double *weights, double total,
		   uint64_t missing, bool add)
{
	double sum = 0;
	uint64_t done = 0;

	for (uint64_t i = 0; i < world->options.customers; i++) {
		uint64_t upto;
		uint32_t share;

		sum += weights[i];
		upto = (uint64_t)(sum / total * (double)missing);
		share = (uint32_t)(upto - done);
		done = upto;
		if (add)
			world->customers[i].left += share;
		else
			world->customers[i].left -= share;
	}
}

/* So many purchases for each that all together make world->purchases. */
static void plan_purchases(struct world *world, double *weights, double total)
{
	uint64_t n = world->options.customers, account = n / 3;
	struct customer *large = &world->customers[account];
	uint64_t wanted = world->purchases - n, planned;
	double sum = 0;

	total -= weights[account];
	weights[account] = 0;
	account_init(large, world->purchases, world->ndays);
	planned = large->left;
	for (uint64_t i = 0; i < n; i++) {
		struct customer *c = &world->customers[i];

		if (i == account)
			continue;
		c->left = poisson(&c->random,
				  weights[i] / total * (double)(wanted - large->left));
		planned += c->left;
	}
	if (planned > wanted) {
		for (uint64_t i = 0; i < n; i++) {
			weights[i] = world->customers[i].left;
			sum += weights[i];
		}
		settle(world, weights, sum, planned - wanted, false);
	} else {
		for (uint64_t i = 0; i < n; i++)
			sum += weights[i];
		settle(world, weights, sum, wanted - planned, true);
	}
}

/* --- the calendar */

static void schedule(struct world *world, uint32_t what, uint32_t day)
{
	world->nexts[what] = world->heads[day];
	world->heads[day] = what + 1;
}

static void add_today(struct world *world, uint32_t what)
{
	CS_GROW(world->today, world->ntoday, world->capacity);
	world->today[world->ntoday++] = what;
}

/*
 * Moves on to the customer's next purchase: given their number, purchases of a
 * Poisson process are spread evenly, and the first of n even ones is at
 * 1 - U^(1/n) of the time. False if there is none.
 */
static bool advance(struct customer *c)
{
	double rest;

	if (c->left == 0)
		return false;
	rest = exponential(natural_log(uniform(&c->random)) / c->left);
	c->at = c->end - (c->end - c->at) * rest;
	c->left--;
	return true;
}

static uint32_t day_of(const struct world *world, const struct customer *c)
{
	uint32_t day = (uint32_t)c->at;

	return day < world->ndays ? day : world->ndays - 1;
}

/* Takes all that falls on `day`, in random order; plans what follows. */
static void take_day(struct world *world, uint32_t day)
{
	uint32_t n = (uint32_t)world->options.customers;

	world->ntoday = 0;
	while (world->heads[day]) {
		uint32_t what = world->heads[day] - 1;
		bool more;

		world->heads[day] = world->nexts[what];
		add_today(world, what);
		if (what >= n)
			continue;
		while ((more = advance(&world->customers[what])) &&
		       day_of(world, &world->customers[what]) == day)
			add_today(world, what);
		if (more)
			schedule(world, what,
				 day_of(world, &world->customers[what]));
	}
	for (size_t i = world->ntoday; i > 1; i--) {
		uint32_t j = below(&world->random, (uint32_t)i);
		uint32_t keep = world->today[i - 1];

		world->today[i - 1] = world->today[j];
		world->today[j] = keep;
	}
}

/* --- rows */

#define UNKNOWN UINT64_MAX	/* the customer of a row without one */

struct line {
	uint64_t order, customer;
	const char *date;
	int64_t cents;
	uint32_t quantity;	/* --lines; `cents` is the price of one */
	unsigned country, channel;
};

static void put_text(char **p, const char *text)
{
	size_t length = strlen(text);

	memcpy(*p, text, length);
	*p += length;
}

static void put_number(char **p, uint64_t value, int digits)
{
	char text[24], *end = text + sizeof text, *t = end;

	for (; value || digits > 0; value /= 10, digits--)
		*--t = (char)('0' + value % 10);
	memcpy(*p, t, (size_t)(end - t));
	*p += end - t;
}

static void put_cents(char **p, int64_t cents)
{
	uint64_t size = cents < 0 ? -(uint64_t)cents : (uint64_t)cents;

	if (cents < 0)
		*(*p)++ = '-';
	put_number(p, size / 100, 1);
	*(*p)++ = '.';
	put_number(p, size % 100, 2);
}

static void put_customer(char **p, uint64_t customer, char letter, int digits)
{
	if (customer == UNKNOWN)
		return;
	*(*p)++ = letter;
	put_number(p, customer + 1, digits);
}

static const char *const headers[] = {
	[DEMO] = "order_id,date,customer_id,country,channel,amount\n",
	[LINES] = "order_id,date,customer_id,country,channel,quantity,price\n",
	[BENCH] = ("order_id,customer_id,order_date,amount,currency,country,"
		   "channel,status\n"),
};

static void write_demo(char **p, const struct line *line, bool lines)
{
	static const char *const countries[] = { ",Deutschland,", ",Ελλάδα,",
						 ",日本," };
	static const char *const channels[] = { "web,", "shop,", "phone," };

	put_number(p, 10001 + line->order, 5);
	*(*p)++ = ',';
	put_text(p, line->date);
	*(*p)++ = ',';
	put_customer(p, line->customer, 'C', 4);
	put_text(p, countries[line->country]);
	put_text(p, channels[line->channel]);
	if (lines) {
		if (line->cents < 0)
			*(*p)++ = '-';
		put_number(p, line->quantity, 1);
		*(*p)++ = ',';
	}
	put_cents(p, lines && line->cents < 0 ? -line->cents : line->cents);
}

static void write_bench(char **p, const struct line *line)
{
	static const char *const countries[] = { ",EUR,DE,", ",EUR,FR,",
						 ",EUR,IT," };
	static const char *const channels[] = { "web,", "app,", "shop," };

	put_number(p, 10000001 + line->order, 8);
	*(*p)++ = ',';
	put_customer(p, line->customer, 'c', 7);
	*(*p)++ = ',';
	put_text(p, line->date);
	*(*p)++ = ',';
	put_cents(p, line->cents);
	put_text(p, countries[line->country]);
	put_text(p, channels[line->channel]);
	put_text(p, line->cents < 0 ? "returned" : "paid");
}

static void write_line(struct world *world, const struct line *line)
{
	char text[160], *p = text;

	if (world->options.shape == BENCH)
		write_bench(&p, line);
	else
		write_demo(&p, line, world->options.shape == LINES);
	*p++ = '\n';
	fwrite(text, 1, (size_t)(p - text), stdout);
	world->written++;
}

/* Lognormal around `level`; no order is above a million. */
static int64_t draw_cents(uint64_t *random, double level)
{
	double cents = exponential(level + LOG_AMOUNT_SPREAD * normal(random));

	return cents < 1e8 ? (int64_t)(cents + 0.5) : 100000000;
}

static void write_unknown(struct world *world, const char *date)
{
	struct line line = { .order = world->orders++,
			     .customer = UNKNOWN,
			     .date = date,
			     .quantity = 1 };

	line.cents = draw_cents(&world->random, LOG_LEVEL);
	line.country = below(&world->random, 3);
	line.channel = below(&world->random, 3);
	write_line(world, &line);
}

/* Anybody, also somebody who has not bought since. */
static uint64_t earlier_customer(struct world *world)
{
	uint32_t n = (uint32_t)world->options.customers;

	return below(&world->random, n + n / 8 + 1);
}

static void write_refund(struct world *world, uint32_t customer, const char *date)
{
	struct customer *c = &world->customers[customer];
	struct line line = { .order = world->orders++,
			     .customer = customer,
			     .date = date,
			     .cents = -c->refund,
			     .quantity = 1,
			     .country = c->country,
			     .channel = c->channel };

	if (++world->refunds % EARLIER_IN == 0)
		line.customer = earlier_customer(world);
	c->refund = 0;
	write_line(world, &line);
}

/* All of an order's rows; returns what it comes to. */
static int64_t write_purchase(struct world *world, struct customer *c,
			      const char *date)
{
	static const uint8_t lines_by_turn[] = { 1, 4, 2, 3 };
	struct line line = { .order = world->orders,
			     .customer = (uint64_t)(c - world->customers),
			     .date = date,
			     .quantity = 1,
			     .country = c->country,
			     .channel = c->channel };
	int64_t cents = draw_cents(&c->random, (double)c->level), total = 0;
	unsigned count = 1;

	if (below(&c->random, 4) == 0)
		line.channel = below(&c->random, 3);
	if (world->options.shape == LINES)
		count = lines_by_turn[world->turns++ % 4];
	world->orders++;
	for (unsigned i = 0; i < count; i++) {
		if (world->options.shape == LINES)
			line.quantity = 1 + below(&c->random, 6);
		line.cents = cents / (count * line.quantity);
		total += line.cents * line.quantity;
		write_line(world, &line);
	}
	return total;
}

/* A purchase, perhaps its refund to come, and perhaps a row without customer. */
static void purchase(struct world *world, uint32_t customer, uint32_t day,
		     const char *date)
{
	struct customer *c = &world->customers[customer];
	int64_t total = write_purchase(world, c, date);

	world->refunds_due += world->nrefunds;
	if (world->refunds_due >= world->purchases && c->refund == 0) {
		uint32_t left = world->ndays - 1 - day;
		uint32_t wait = below(&world->random, left < 20 ? left : 20);

		world->refunds_due -= world->purchases;
		c->refund = (int32_t)total;
		if (left == 0)
			write_refund(world, customer, date);
		else
			schedule(world,
				 (uint32_t)world->options.customers + customer,
				 day + 1 + wait);
	}
	world->unknown_due += world->nunknown;
	if (world->unknown_due >= world->purchases) {
		world->unknown_due -= world->purchases;
		write_unknown(world, date);
	}
}

static void write_rows(struct world *world)
{
	uint32_t n = (uint32_t)world->options.customers;
	char date[11] = "";

	fputs(headers[world->options.shape], stdout);
	for (uint32_t day = 0; day < world->ndays; day++) {
		cs_day_format(world->options.start + (cs_day)day, date);
		take_day(world, day);
		for (size_t i = 0; i < world->ntoday; i++) {
			uint32_t what = world->today[i];

			if (what < n)
				purchase(world, what, day, date);
			else
				write_refund(world, what - n, date);
		}
	}
	/* refunds that found no room, and the remainders of divisions */
	while (world->written < world->options.rows)
		write_unknown(world, date);
}

/* --- from options to a world */

/* Whole months from the start. */
static uint32_t count_days(const struct options *options)
{
	int year, month, day;

	cs_day_to_ymd(options->start, &year, &month, &day);
	month += (int)(options->months % 12);
	year += (int)(options->months / 12) + (month > 12);
	month -= month > 12 ? 12 : 0;
	day = day > 28 ? 28 : day;
	return (uint32_t)(cs_day_from_ymd(year, month, day) - options->start);
}

static void world_init(struct world *world, const struct options *options)
{
	uint64_t n = options->customers, rest;
	double *weights = cs_malloc(n * sizeof *weights), total = 0;

	*world = (struct world){ .options = *options, .random = options->seed };
	next_random(&world->random);
	world->ndays = count_days(options);
	world->nrefunds = options->rows / REFUND_IN;
	world->nunknown = options->rows / UNKNOWN_IN + 1;
	rest = options->rows - world->nrefunds - world->nunknown;
	/* an order has two and a half lines */
	world->purchases = options->shape == LINES ? rest * 2 / 5 : rest;
	world->customers = cs_calloc(n, sizeof *world->customers);
	world->heads = cs_calloc(world->ndays, sizeof *world->heads);
	world->nexts = cs_calloc(2 * n, sizeof *world->nexts);
	for (uint64_t i = 0; i < n; i++) {
		weights[i] = customer_init(&world->customers[i],
					   next_random(&world->random),
					   world->ndays);
		total += weights[i];
	}
	plan_purchases(world, weights, total);
	for (uint32_t i = 0; i < n; i++)
		schedule(world, i, day_of(world, &world->customers[i]));
	free(weights);
}

static void world_release(struct world *world)
{
	free(world->customers);
	free(world->heads);
	free(world->nexts);
	free(world->today);
}

static void usage(void)
{
	fputs("usage: generate --customers N --rows N --seed S [--lines | --bench]\n"
	      "                [--months M] [--start YYYY-MM-DD]\n"
	      "at least 3 customers, and twice as many rows (--lines: 5 times)\n",
	      stderr);
	exit(2);
}

static uint64_t parse_number(const char *text, uint64_t low, uint64_t high)
{
	char *end;
	unsigned long long value;

	errno = 0;
	value = text ? strtoull(text, &end, 10) : 0;
	if (!text || *text < '0' || *text > '9' || *end || errno ||
	    value < low || value > high)
		usage();
	return value;
}

static cs_day parse_date(const char *text)
{
	char copy[11];
	int part[3];

	if (!text || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		usage();
	memcpy(copy, text, sizeof copy);
	copy[4] = copy[7] = '\0';
	part[0] = (int)parse_number(copy, 1, 9000);
	part[1] = (int)parse_number(copy + 5, 1, 12);
	part[2] = (int)parse_number(copy + 8, 1, 31);
	if (!cs_ymd_valid(part[0], part[1], part[2]))
		usage();
	return cs_day_from_ymd(part[0], part[1], part[2]);
}

static void parse_options(int argc, char **argv, struct options *options)
{
	uint64_t orders;

	*options = (struct options){ .months = 24,
				     .start = cs_day_from_ymd(2024, 1, 1) };
	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (strcmp(argv[i], "--lines") == 0) {
			options->shape = LINES;
			continue;
		} else if (strcmp(argv[i], "--bench") == 0) {
			options->shape = BENCH;
			continue;
		}
		if (strcmp(argv[i], "--customers") == 0)
			options->customers = parse_number(value, 3, 500000000);
		else if (strcmp(argv[i], "--rows") == 0)
			options->rows = parse_number(value, 6, 5000000000);
		else if (strcmp(argv[i], "--seed") == 0)
			options->seed = parse_number(value, 0, UINT64_MAX);
		else if (strcmp(argv[i], "--months") == 0)
			options->months = (long)parse_number(value, 1, 600);
		else if (strcmp(argv[i], "--start") == 0)
			options->start = parse_date(value);
		else
			usage();
		i++;
	}
	orders = options->shape == LINES ? options->rows / 5 : options->rows / 2;
	if (options->customers == 0 || orders < options->customers)
		usage();
}

int main(int argc, char **argv)
{
	struct options options;
	struct world world;

	parse_options(argc, argv, &options);
	world_init(&world, &options);
	write_rows(&world);
	world_release(&world);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("generate: standard output");
		return 1;
	}
	return 0;
}

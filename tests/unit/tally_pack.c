/*
 * Tallies as bytes: what comes back is what was packed, parts merge as they
 * would have without the journey, and nothing else is taken for a tally.
 */
#include "tally/pack.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/mem.h"
#include "simulate/draw.h"
#include "tally/buying.h"
#include "tally/calendar.h"
#include "tally/lapses.h"
#include "tally/newcomers.h"
#include "tally/repeat.h"
#include "tally/standing.h"
#include "tally/tenure.h"
#include "tap.h"

enum { DAYS = 120, CROWD = 60, MOST = 90 };

union any {
	struct cs_repeat repeat;
	struct cs_activity activity;
	struct cs_gaps gaps;
	struct cs_lapses lapses;
	struct cs_watched watched;
	struct cs_tenure tenure;
	struct cs_movements movements;
	struct cs_buyings buyings;
};

struct kind {
	const struct cs_tally *tally;
	const void *rules, *others; /* others: of fewer days; NULL: as good */
};

/* --- customers --------------------------------------------------------- */

struct orders {
	struct cs_order list[MOST];
	size_t n, nrefunds;
};

/* Some buy every few days, more than 64 times, amounts up to the largest. */
static void draw_orders(struct draws *random, struct orders *orders)
{
	uint32_t most = 1 + draw_below(random, MOST - 1), step = 3;
	cs_day day = (cs_day)draw_below(random, 20);

	if (draw_below(random, 3) > 0)
		step = 10 + draw_below(random, 40);
	orders->n = orders->nrefunds = 0;
	while (orders->n < most && day < DAYS) {
		struct cs_order *order = &orders->list[orders->n++];

		*order = (struct cs_order){ day, (uint32_t)orders->n,
					    draw_below(random, 100000) };
		if (draw_below(random, 40) == 0)
			order->total = INT64_MAX;
		day += (cs_day)draw_below(random, step);
	}
	orders->list[orders->n] =
	    (struct cs_order){ DAYS - 1, 0, INT64_MIN + 1 };
	orders->nrefunds = draw_below(random, 2);
}

/* Every step-th customer of the crowd from number `from` on. */
static void fill(const struct kind *kind, void *tally, int from, int step)
{
	struct draws random = { 2026 };

	cs_tally_init(kind->tally, tally, kind->rules);
	for (int i = 0; i < CROWD; i++) {
		struct orders orders;

		draw_orders(&random, &orders);
		if (i % step != from % step)
			continue;
		kind->tally->add(tally, kind->rules,
				 &(struct cs_customer){
				     .purchases = orders.list,
				     .npurchases = orders.n,
				     .refunds = orders.list + orders.n,
				     .nrefunds = orders.nrefunds,
				 });
	}
}

/* --- there and back ---------------------------------------------------- */

static bool same(const struct cs_buf *a, const struct cs_buf *b)
{
	return a->length == b->length &&
	       memcmp(a->data, b->data, a->length) == 0;
}

/* Unpacks from memory of just this length, so that a sanitizer sees more. */
static int unpack(const struct kind *kind, void *tally, const void *bytes,
		  size_t length, struct cs_err *err)
{
	char *exact = cs_malloc(length);
	int status;

	memcpy(exact, bytes, length);
	status = cs_tally_unpack(kind->tally, tally, kind->rules, exact, length,
				 NULL, err);
	free(exact);
	return status;
}

static void test_there_and_back(const struct kind *kind)
{
	struct cs_buf first = CS_BUF_INIT, second = CS_BUF_INIT;
	struct cs_buf merged = CS_BUF_INIT, unpacked = CS_BUF_INIT;
	const char *tag = kind->tally->tag;
	union any a, b, back, other;
	struct cs_err err = CS_ERR_INIT;

	fill(kind, &a, 0, 2);
	fill(kind, &b, 1, 2);
	cs_tally_pack(kind->tally, &a, &first);
	cs_tally_pack(kind->tally, &b, &second);
	is_int(unpack(kind, &back, first.data, first.length, &err), 0,
	       named("%s: unpacked", tag));
	is_int(unpack(kind, &other, second.data, second.length, &err), 0,
	       "and the other part");
	cs_buf_clear(&second);
	cs_tally_pack(kind->tally, &back, &second);
	ok(same(&first, &second), "%s: the same bytes again", tag);

	cs_tally_merge(kind->tally, &a, &b);
	cs_tally_merge(kind->tally, &back, &other);
	cs_tally_pack(kind->tally, &a, &merged);
	cs_tally_pack(kind->tally, &back, &unpacked);
	ok(same(&merged, &unpacked), "%s: parts merge as before", tag);
	ok(merged.length > 50, "%s: %zu bytes", tag, merged.length);
	cs_tally_release(kind->tally, &a);
	cs_tally_release(kind->tally, &b);
	cs_tally_release(kind->tally, &back);
	cs_tally_release(kind->tally, &other);
	cs_buf_release(&first);
	cs_buf_release(&second);
	cs_buf_release(&merged);
	cs_buf_release(&unpacked);
}

/* One of nobody, and what merges with it. */
static void test_nobody(const struct kind *kind)
{
	struct cs_buf bytes = CS_BUF_INIT, alone = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	union any all, none;

	cs_tally_init(kind->tally, &none, kind->rules);
	cs_tally_pack(kind->tally, &none, &bytes);
	cs_tally_release(kind->tally, &none);
	is_int(unpack(kind, &none, bytes.data, bytes.length, &err), 0,
	       named("%s: nobody", kind->tally->tag));
	fill(kind, &all, 0, 1);
	if (kind->tally == &cs_repeat_tally)
		ok(all.repeat.nlate_gaps > 10, "some buy more than 64 times");
	cs_tally_pack(kind->tally, &all, &alone);
	cs_tally_merge(kind->tally, &none, &all);
	cs_buf_clear(&bytes);
	cs_tally_pack(kind->tally, &none, &bytes);
	ok(same(&alone, &bytes), "nobody and all are all");
	cs_tally_release(kind->tally, &all);
	cs_tally_release(kind->tally, &none);
	cs_buf_release(&bytes);
	cs_buf_release(&alone);
}

/* --- refused ----------------------------------------------------------- */

static void is_refused(const struct kind *kind, const struct cs_buf *bytes,
		       const char *code, const char *name)
{
	const union any zeros = { .gaps = { NULL, 0 } };
	struct cs_err err = CS_ERR_INIT;
	union any tally;

	is_int(unpack(kind, &tally, bytes->data, bytes->length, &err), -1,
	       named("%s: %s", kind->tally->tag, name));
	is_str(err.code, code, err.message);
	ok(memcmp(&tally, &zeros, kind->tally->size) == 0, "all zeros");
}

enum { HEAD = 20 };

/* Makes the head agree with what follows. */
static void seal(char *bytes, size_t length)
{
	size_t body = length - HEAD;
	unsigned long check =
	    crc32(0, (const unsigned char *)bytes + HEAD, (unsigned)body);

	for (int i = 0; i < 8; i++)
		bytes[8 + i] = (char)(body >> 8 * i);
	for (int i = 0; i < 4; i++)
		bytes[16 + i] = (char)(check >> 8 * i);
}

static void test_cut(const struct kind *kind, const struct cs_buf *bytes)
{
	struct cs_err err = CS_ERR_INIT;
	size_t wrong = 0;
	union any tally;

	for (size_t length = 0; length < bytes->length; length++)
		wrong += unpack(kind, &tally, bytes->data, length, &err) == 0;
	is_int((long long)wrong, 0, "cut off anywhere");
	for (size_t length = HEAD; length < bytes->length; length++) {
		seal(bytes->data, length);
		wrong += unpack(kind, &tally, bytes->data, length, &err) == 0;
	}
	is_int((long long)wrong, 0, "even if the head agrees");
}

/* A byte that is another is found, or else, if the head agrees with it, leads
   to nothing outside: here and in finish(). */
static void test_damaged(const struct kind *kind, const struct cs_buf *bytes)
{
	struct cs_err err = CS_ERR_INIT;
	size_t unseen = 0;
	union any tally;

	for (size_t i = HEAD; i < bytes->length; i++) {
		char was = bytes->data[i];

		bytes->data[i] = (char)(was ^ (1 << i % 8));
		unseen +=
		    unpack(kind, &tally, bytes->data, bytes->length, &err) == 0;
		seal(bytes->data, bytes->length);
		if (unpack(kind, &tally, bytes->data, bytes->length, &err) ==
		    0) {
			if (kind->tally == &cs_repeat_tally)
				kind->tally->finish(&tally, kind->rules);
			cs_tally_release(kind->tally, &tally);
		}
		bytes->data[i] = was;
		seal(bytes->data, bytes->length);
	}
	is_int((long long)unseen, 0, "no damage stays unseen");
}

static void test_refused(const struct kind *kind)
{
	struct cs_buf bytes = CS_BUF_INIT;
	struct kind others = *kind;
	union any tally;

	fill(kind, &tally, 0, 1);
	cs_tally_pack(kind->tally, &tally, &bytes);
	cs_tally_release(kind->tally, &tally);
	bytes.data[4]++;
	is_refused(kind, &bytes, "tally-version", "another version");
	bytes.data[4]--;
	bytes.data[0]++;
	is_refused(kind, &bytes, "tally-kind", "another kind");
	bytes.data[0]--;
	others.rules = kind->others;
	if (kind->others != NULL)
		is_refused(&others, &bytes, "tally-rules", "other days");
	cs_buf_addc(&bytes, 0);
	is_refused(kind, &bytes, "tally-damaged", "more behind it");
	bytes.length--;
	test_damaged(kind, &bytes);
	test_cut(kind, &bytes);
	cs_buf_release(&bytes);
}

/* --- the form ---------------------------------------------------------- */

/*
 * A gap of 1 day, 200 of 2 days: an even 2, and 400, which is 3 * 128 + 16;
 * weights that they do not have; of two buyers one has gaps.
 */
static void test_bytes(void)
{
	static const unsigned char want[] = {
		'g', 'a', 'p', 's',  2,	   0, 0, 0, /* version */
		12,  0,	  0,   0,    0,	   0, 0, 0, /* length */
		0,   0,	  0,   0,		    /* for the CRC-32 */
		6,   0,	  2,   0x90, 0x03,	    /* 3, 0, 1, 200 */
		6,   0,	  2,   0x80, 0x01,	    /* 3, 0, 1, 64 */
		4,   2				    /* 2, 1 */
	};
	const struct cs_gap_rules rules = { .length = 3 };
	const struct kind kind = { &cs_gaps_tally, &rules, NULL };
	struct cs_buf bytes = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_gaps gaps;

	cs_tally_init(&cs_gaps_tally, &gaps, &rules);
	gaps.counts[1] = 1;
	gaps.counts[2] = 200;
	gaps.weights[1] = 1;
	gaps.weights[2] = 64;
	gaps.buyers = 2;
	gaps.customers = 1;
	cs_tally_pack(&cs_gaps_tally, &gaps, &bytes);
	is_int((long long)crc32(0, want + HEAD, sizeof want - HEAD),
	       (unsigned char)bytes.data[16] |
		   (unsigned char)bytes.data[17] << 8 |
		   (unsigned char)bytes.data[18] << 16 |
		   (long long)(unsigned char)bytes.data[19] << 24,
	       "the CRC-32");
	memset(bytes.data + 16, 0, 4);
	ok(bytes.length == sizeof want &&
	       memcmp(bytes.data, want, sizeof want) == 0,
	   "the bytes that the header tells of");
	cs_tally_release(&cs_gaps_tally, &gaps);
	bytes.data[bytes.length - 1] = (char)0x82;
	seal(bytes.data, bytes.length);
	is_refused(&kind, &bytes, "tally-damaged", "a number without an end");
	bytes.data[bytes.length - 1] = 2;
	bytes.data[24] = 0;
	seal(bytes.data, bytes.length);
	is_refused(&kind, &bytes, "tally-damaged", "a zero on top");
	bytes.data[24] = 3;
	bytes.data[23] = (char)0x91;
	seal(bytes.data, bytes.length);
	is_int(unpack(&kind, &gaps, bytes.data, bytes.length, &err), 0,
	       "another number");
	is_int(gaps.counts[2], -201, "an odd one is negative");
	cs_tally_release(&cs_gaps_tally, &gaps);
	cs_buf_release(&bytes);
}

int main(void)
{
	struct cs_data data = { .as_of = DAYS - 1 };
	const struct cs_window always = { CS_DAY_MIN, CS_DAY_MAX };
	struct cs_lapse lapse = { .span = { .days = 15 } }, brief = lapse;
	const struct cs_repeat_rules repeat = { always, DAYS - 1, &lapse,
						DAYS },
				     soon = { always, DAYS - 1, &lapse,
					      DAYS - 1 };
	const struct cs_gap_rules gaps = { always, DAYS },
				  fewer = { always, DAYS - 1 };
	const struct cs_lapse_rules lapses = { .window = always,
					       .lapse = &lapse },
				    early = { .window = always,
					      .lapse = &brief };
	const struct cs_tenure_rules tenure = { always, DAYS - 1, CS_MONTH,
						false };
	struct cs_standing_rules standing = { .as_of = DAYS - 1,
					      .lapse = &lapse,
					      .at_risk_days = 20,
					      .unit = CS_WEEK,
					      .days = { 0, DAYS - 1 } },
				 months = standing;
	const struct cs_buying_rules buying = { DAYS - 1, 0, DAYS },
				     briefer = { DAYS - 1, 0, DAYS - 1 };
	struct cs_calendar weeks, quarters;
	struct cs_err err = CS_ERR_INIT;
	const struct kind kinds[] = {
		{ &cs_repeat_tally, &repeat, &soon },
		{ &cs_newcomers_tally, &repeat, &soon },
		{ &cs_activity_tally, &weeks, &quarters },
		{ &cs_gaps_tally, &gaps, &fewer },
		{ &cs_lapses_tally, &lapses, &early },
		{ &cs_watched_tally, &lapses, &early },
		{ &cs_tenure_tally, &tenure, NULL },
		{ &cs_movements_tally, &standing, &months },
		{ &cs_buyings_tally, &buying, &briefer },
	};

	months.unit = CS_MONTH;
	cs_lapse_lay_out(&lapse, (struct cs_window){ 0, DAYS - 1 });
	cs_lapse_lay_out(&brief, (struct cs_window){ 0, DAYS - 2 });
	cs_calendar_init(&weeks, &data, CS_WEEK, 1, &err);
	cs_calendar_init(&quarters, &data, CS_QUARTER, 1, &err);
	weeks.window = always;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		test_there_and_back(&kinds[k]);
		test_nobody(&kinds[k]);
		test_refused(&kinds[k]);
	}
	test_bytes();
	cs_lapse_release(&lapse);
	cs_lapse_release(&brief);
	cs_calendar_release(&weeks);
	cs_calendar_release(&quarters);
	return done_testing();
}

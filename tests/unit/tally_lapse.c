/*
 * The table of a rule of lapse: days, months, both with grace, the ends of the
 * calendar.
 */
#include "tally/lapse.h"

#include <string.h>

#include "simulate/draw.h"
#include "tap.h"

static cs_day ymd(int year, int month, int dom)
{
	return cs_day_from_ymd(year, month, dom);
}

/* Of who has not paid before. */
static cs_day lapse_on(const struct cs_lapse *lapse, cs_day day)
{
	struct cs_paydays none = { 0 };

	return cs_lapse_on(lapse, &none, day);
}

/* Days 0 to 200, silence of more than 30 days. */
static void test_days(void)
{
	struct cs_lapse lapse = { .span = { .days = 30 } };

	cs_lapse_lay_out(&lapse, (struct cs_window){ 0, 200 });
	is_int((long long)cs_lapse_ndays(&lapse), 201, "a day each");
	is_int(lapse_on(&lapse, 0), 31, "31 days after the first");
	is_int(lapse_on(&lapse, 200), 231, "31 days after the last");
	is_int(lapse.cutoff, 169, "who is silent since 169 lapsed on 200");
	cs_lapse_release(&lapse);
	is_int((long long)cs_lapse_ndays(&lapse), 0, "released");

	lapse.span.days = 0;
	cs_lapse_lay_out(&lapse, (struct cs_window){ 5, 5 });
	is_int(lapse_on(&lapse, 5), 6, "no patience at all");
	is_int(lapse.cutoff, CS_NO_DAY, "a day is too short to tell");
	cs_lapse_release(&lapse);
}

/* A month and five days, counted in that order; 2024 has a 29 February. */
static void test_months(void)
{
	struct cs_lapse lapse = { .kind = CS_LAPSE_EVERY,
				  .span = { .months = 1 },
				  .grace = { .days = 5 } };

	cs_lapse_lay_out(
	    &lapse, (struct cs_window){ ymd(2023, 12, 1), ymd(2024, 6, 30) });
	is_int(lapse_on(&lapse, ymd(2024, 1, 29)), ymd(2024, 3, 6), "29th");
	is_int(lapse_on(&lapse, ymd(2024, 1, 31)), ymd(2024, 3, 6), "31st");
	is_int(lapse_on(&lapse, ymd(2024, 2, 1)), ymd(2024, 3, 7), "1st");
	/* 24 May and a month and five days is 29 June */
	is_int(lapse.cutoff, ymd(2024, 5, 24), "the last that can be told");
	is_int(cs_lapse_length(&lapse).months, 1, "its length in months");
	is_int(cs_lapse_length(&lapse).days, 5, "and days");
	cs_lapse_release(&lapse);
}

/* --- days of the month ------------------------------------------------- */

enum { MOST = 8 };

/* Payments, month * 100 + day of 2023, and when each is due again. */
struct payer {
	const char *name;
	struct {
		int paid, due;
	} list[MOST];
};

static const struct payer payers[] = {
	{ "the 31st",
	  { { 131, 228 }, { 228, 331 }, { 331, 430 }, { 430, 531 } } },
	{ "the 30th",
	  { { 130, 228 }, { 228, 330 }, { 330, 430 }, { 430, 530 } } },
	{ "last days, seen from February on",
	  { { 228, 331 }, { 331, 430 }, { 430, 531 }, { 531, 630 } } },
	{ "the 28th, seen from February on: not told from last days yet",
	  { { 228, 331 }, { 328, 428 }, { 428, 528 }, { 528, 628 } } },
	{ "the 30th, seen from April on", { { 430, 531 }, { 530, 630 } } },
	{ "the 15th, early and late",
	  { { 115, 215 }, { 205, 315 }, { 314, 415 }, { 418, 518 } } },
	/* late once, and the largest stays */
	{ "... and on the 15th again", { { 118, 218 }, { 215, 318 } } },
	/* the day lies between two of the 1st, or of the 15th */
	{ "moved to the 15th",
	  { { 101, 201 }, { 201, 301 }, { 215, 401 }, { 310, 415 } } },
	{ "moved to the last day",
	  { { 115, 215 }, { 131, 315 }, { 228, 331 }, { 331, 515 } } },
	/* a bank that is closed on Saturdays and Sundays */
	{ "the 31st, or the next working day",
	  { { 131, 228 }, { 301, 401 }, { 331, 430 }, { 501, 601 } } },
	{ "the 1st, or the working day before",
	  { { 101, 201 }, { 131, 301 }, { 301, 401 }, { 331, 501 } } },
	{ "thrice in a month", { { 110, 210 }, { 110, 210 }, { 112, 212 } } },
	/* the 20th lies 15 days on and 15 back: the later */
	{ "between two", { { 120, 220 }, { 205, 320 }, { 404, 504 } } },
};

static void test_payers(void)
{
	struct cs_lapse lapse = { .kind = CS_LAPSE_EVERY,
				  .span = { .months = 1 } };

	cs_lapse_lay_out(
	    &lapse, (struct cs_window){ ymd(2023, 1, 1), ymd(2023, 12, 31) });
	for (size_t p = 0; p < sizeof payers / sizeof *payers; p++) {
		struct cs_paydays paid = { 0 };

		for (size_t i = 0; i < MOST && payers[p].list[i].paid; i++) {
			int on = payers[p].list[i].paid;
			int due = payers[p].list[i].due;

			is_int(cs_lapse_on(&lapse, &paid,
					   ymd(2023, on / 100, on % 100)),
			       ymd(2023, due / 100, due % 100) + 1,
			       named("%s: paid %04d", payers[p].name, on));
		}
	}
	cs_lapse_release(&lapse);
}

/* Another 29 February comes after four years; a quarter after 30 November. */
static void test_longer(void)
{
	struct cs_lapse lapse = { .kind = CS_LAPSE_EVERY,
				  .span = { .months = 12 } };
	struct cs_paydays paid = { 0 };

	cs_lapse_lay_out(
	    &lapse, (struct cs_window){ ymd(2024, 1, 1), ymd(2029, 12, 31) });
	cs_lapse_on(&lapse, &paid, ymd(2024, 2, 29));
	for (int year = 2025; year < 2028; year++)
		is_int(cs_lapse_on(&lapse, &paid, ymd(year, 2, 28)),
		       year < 2027 ? ymd(year + 1, 3, 1) : ymd(2028, 3, 1),
		       "years from 29 February");
	cs_lapse_release(&lapse);

	lapse = (struct cs_lapse){ .kind = CS_LAPSE_EVERY,
				   .span = { .months = 3 },
				   .grace = { .months = 1 } };
	paid = (struct cs_paydays){ 0 };
	cs_lapse_lay_out(
	    &lapse, (struct cs_window){ ymd(2024, 1, 1), ymd(2025, 12, 31) });
	is_int(cs_lapse_on(&lapse, &paid, ymd(2024, 11, 30)),
	       ymd(2025, 3, 28) + 1, "a quarter, and a month of grace");
	is_int(cs_lapse_on(&lapse, &paid, ymd(2025, 2, 28)),
	       ymd(2025, 6, 30) + 1, "the end of May, and of June");
	cs_lapse_release(&lapse);
}

/* No later purchase lapses earlier, whatever the days; the cutoff is theirs. */
static void test_order(void)
{
	struct cs_lapse lapse = { .kind = CS_LAPSE_EVERY,
				  .span = { .months = 1 },
				  .grace = { .days = 3 } };
	struct draws state = { 4 };
	int falling = 0, wrong = 0, early = 0;

	cs_lapse_lay_out(
	    &lapse, (struct cs_window){ ymd(2023, 1, 1), ymd(2024, 2, 27) });
	for (int round = 0; round < 3000; round++) {
		struct cs_order orders[12];
		struct cs_paydays paid = { 0 }, before = { 0 }, counted;
		cs_day day = lapse.days.from + (cs_day)draw_below(&state, 60);
		cs_day last = 0, cutoff;
		size_t n = 0;

		for (; n < 12 && day <= lapse.days.to; n++) {
			cs_day on = cs_lapse_on(&lapse, &paid, day);

			falling += on < last;
			last = on;
			if (on > lapse.days.to)
				break;
			before = paid;
			orders[n].day = day;
			day += (cs_day)draw_below(&state, 45);
		}
		counted = cs_paydays_of(&lapse, orders, n);
		wrong += memcmp(&counted, &before, sizeof before) != 0;
		cutoff = cs_lapse_cutoff(&lapse, before);
		wrong += n > 0 && cutoff < orders[n - 1].day;
		wrong += n < 12 && day <= lapse.days.to && cutoff >= day;
		wrong += cutoff < lapse.cutoff - 16 || cutoff > lapse.cutoff;
		early += cutoff < lapse.cutoff;
	}
	is_int(falling, 0, "a later purchase lapses no earlier");
	is_int(wrong, 0, "the cutoff lies between what can be told or not");
	ok(early > 500, "for %d it is an earlier one", early);
	cs_lapse_release(&lapse);
}

static void test_ends(void)
{
	struct cs_lapse lapse = { .span = { .days = 2 } };

	cs_lapse_lay_out(&lapse,
			 (struct cs_window){ CS_DAY_MAX - 3, CS_DAY_MAX });
	is_int(lapse_on(&lapse, CS_DAY_MAX - 3), CS_DAY_MAX, "the last day");
	is_int(lapse_on(&lapse, CS_DAY_MAX - 2), CS_NEVER, "none behind");
	is_int(lapse.cutoff, CS_DAY_MAX - 3, "never is not told");
	cs_lapse_release(&lapse);

	lapse = (struct cs_lapse){ .kind = CS_LAPSE_EVERY,
				   .span = { .months = 1 } };
	cs_lapse_lay_out(&lapse,
			 (struct cs_window){ CS_DAY_MAX - 60, CS_DAY_MAX });
	is_int(lapse_on(&lapse, CS_DAY_MAX - 31), CS_NEVER, "30 November");
	is_int(lapse_on(&lapse, CS_DAY_MAX), CS_NEVER, "the last day");
	cs_lapse_release(&lapse);
	lapse = (struct cs_lapse){ .kind = CS_LAPSE_EVERY,
				   .span = { .months = 1 } };
	cs_lapse_lay_out(&lapse, (struct cs_window){ CS_DAY_MIN, CS_DAY_MIN });
	is_int(lapse_on(&lapse, CS_DAY_MIN), CS_DAY_MIN + 32, "the first day");
	is_int(cs_lapse_cutoff(&lapse, (struct cs_paydays){ 0 }), CS_NO_DAY,
	       "too short to tell");
	cs_lapse_release(&lapse);
}

int main(void)
{
	test_days();
	test_months();
	test_payers();
	test_longer();
	test_order();
	test_ends();
	return done_testing();
}

/* list.c - cs-customers' table of single customers. */
#include <math.h>

#include "app/keep.h"
#include "app/lapse.h"
#include "customers/report.h"
#include "report/number.h"

const struct cs_column customer_columns[] = {
	CS_LISTED_CUSTOMER,
	{ "tier", CS_TEXT,
	  .means = "how to look after it: personal, weekly, email, win_back or "
		   "none" },
	{ "segment", CS_TEXT, .people = CS_FILES,
	  .means = "by its scores: new, champions, loyal, promising, "
		   "cannot_lose, at_risk or dormant" },
	CS_LISTED_STATE,
	{ "first_date", CS_DATE, .people = CS_FILES,
	  .means = "its first purchase" },
	{ "last_date", CS_DATE, .people = CS_FILES,
	  .means = "its last purchase" },
	CS_LISTED_SILENCE,
	{ "orders", CS_COUNT, .people = CS_FILES,
	  .means = "purchases: orders whose total is not negative" },
	{ "purchase_days", CS_COUNT, .people = CS_FILES,
	  .means = "days with purchases" },
	{ "revenue", CS_MONEY, .people = CS_FILES,
	  .means = "all purchases, less refunds" },
	CS_LISTED_LAST_YEAR,
	{ "share", CS_SHARE, .people = CS_FILES,
	  .means = "revenue_last_year of that of all customers, where who "
		   "brought less than 0 counts as 0" },
	{ "average_order", CS_REAL, .decimals = 2, .people = CS_FILES,
	  .means = "revenue / orders" },
	{ "r", CS_COUNT, .people = CS_FILES,
	  .means = "recency, 1 to 5: 5 bought more lately than 80 per cent of "
		   "all or more" },
	{ "f", CS_COUNT, .people = CS_FILES,
	  .means = "frequency, likewise, by purchase_days" },
	{ "m", CS_COUNT, .people = CS_FILES,
	  .means = "money, likewise, by revenue" },
	{ "p_alive", CS_SHARE, "still", -1,
	  .means = "chance that it is still a customer, by the model" },
	{ "expected_purchases", CS_REAL, "will buy", 1,
	  .means = "purchase days within the horizon, counting that it may be "
		   "gone" },
	{ "purchases_low", CS_COUNT, .people = CS_FILES,
	  .means = "2.5 per cent point of those" },
	{ "purchases_high", CS_COUNT, .people = CS_FILES,
	  .means = "97.5 per cent point" },
	{ "purchase_probability", CS_SHARE, .people = CS_FILES,
	  .means = "chance that it buys at all within the horizon" },
	{ "next_order_date", CS_DATE, .people = CS_FILES,
	  .means = "the first day by which it has bought again with a chance "
		   "of a half; null if that never comes, as where p_alive is "
		   ".5 or less" },
	{ "expected_order_value", CS_REAL, .decimals = 2, .people = CS_FILES,
	  .means = "what an order of it brings, by the model" },
	{ "expected_revenue", CS_REAL, "will bring", -1,
	  .means = "expected_purchases x expected_order_value" },
	{ "clv", CS_REAL, .decimals = 2, .people = CS_FILES,
	  .means = "the same times --margin, discounted to --as-of" },
	{ "at_stake", CS_REAL, "at stake", -1,
	  .means = "what has perhaps just been lost: clv if it were a customer "
		   "for certain, times the chance that it is none" },
	{ "reason", CS_TEXT, .people = CS_FILES,
	  .means = "the rule that made its tier" },
	{ NULL }
};

static void note_future(const struct study *study, struct cs_table *table)
{
	const struct cs_btyd_fit *fit = &study->all[0].fit;
	struct cs_buf ahead = CS_BUF_INIT;
	char day[11];

	if (!isinf(study->days))
		cs_buf_addf(
		    &ahead,
		    "will buy, will bring: days with purchases and "
		    "revenue up to %s; ",
		    cs_day_format(cs_outlook_end(&study->options->outlook,
						 study->buying.end),
				  day));
	cs_table_add_note(
	    table,
	    "%s%s. By the model %s: cs-clv tells how far that is off on "
	    "this file.",
	    ahead.data,
	    fit->end == CS_BTYD_NO_DROPOUT
		? "who is still a customer cannot be seen"
		: "still: the chance that it is still a customer; at stake: "
		  "what has perhaps just been lost",
	    cs_btyd_names[fit->model.kind]);
	cs_buf_release(&ahead);
}

void begin_customers(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	cs_table_hide(table, "state");
	cs_keep_columns(table, &study->options->keep);
	cs_table_keep_short(study->job, table, LISTED_IN_TEXT);
	if (study->options->tier >= 0)
		cs_table_hide(table, "tier");
	cs_table_add_note(table,
			  "usual gap: median days between its purchases; last "
			  "year: its revenue in the 365 days up to its last "
			  "purchase.");
	if (!study->all[0].fitted)
		return;
	if (study->all[0].fit.end == CS_BTYD_NO_DROPOUT) {
		/* 100 % and 0 for all would be read as loyalty */
		cs_table_hide(table, "p_alive");
		cs_table_hide(table, "at_stake");
	}
	note_future(study, table);
}

/* --- why --------------------------------------------------------------- */

static void say_largest(const struct threshold *threshold, struct cs_buf *out)
{
	if (threshold->percent)
		cs_buf_addf(out, "has %g %% or more of all last years' revenue",
			    (double)threshold->micros / 1e6);
	else
		cs_buf_addf(out, "one of the %zu largest", threshold->count);
}

/* What put_in_tiers() went by. */
static const char *promised_by(const struct study *study,
			       const struct findings *found)
{
	if (!study->job->data.valued)
		return found->fitted ? "expected purchases" : "purchase days";
	if (!found->fitted || !found->values.converged)
		return "last year's revenue";
	return isinf(study->days) ? "what they are worth" : "expected revenue";
}

static void say_first(const struct study *study, const struct findings *found,
		      struct cs_buf *out)
{
	const struct threshold *threshold = &study->options->weekly;

	if (threshold->percent)
		cs_buf_addf(out, "among the first %g %% of the others by ",
			    (double)threshold->micros / 1e6);
	else
		cs_buf_addf(out, "among the first %zu of the others by ",
			    threshold->count);
	cs_buf_adds(out, promised_by(study, found));
}

static void put_reason(const struct study *study, const struct findings *found,
		       struct cs_table *table, int tier)
{
	static const char *const always[NTIERS] = {
		[EMAIL] = "has not lapsed and is not among the first",
		[WIN_BACK] = "lapsed and was as large as the smallest of the "
			     "first two tiers",
		[NO_TIER] = "lapsed and was smaller than those who are called",
	};
	struct cs_buf why = CS_BUF_INIT;

	if (always[tier] != NULL) { /* of most */
		cs_put_text(table, "reason", always[tier]);
		return;
	}
	if (tier == PERSONAL)
		say_largest(&study->options->personal, &why);
	else
		say_first(study, found, &why);
	cs_put_text(table, "reason", why.data);
	cs_buf_release(&why);
}

/* --- the rows ---------------------------------------------------------- */

static void put_past(const struct study *study, const struct findings *found,
		     struct cs_table *table, const struct person *person)
{
	bool valued = study->job->data.valued;
	cs_day as_of = study->buying.end;

	cs_put_day(table, "first_date", person->first);
	cs_put_day(table, "last_date", as_of - person->listed.days_silent);
	cs_listed_put_silence(table, &person->listed);
	cs_put_count(table, "orders", person->orders);
	cs_put_count(table, "purchase_days", (int64_t)person->purchases + 1);
	cs_put_known_money(table, "revenue", valued, person->revenue);
	cs_listed_put_last_year(table, &person->listed, valued);
	cs_put_real(table, "share",
		    valued ? study_share(found, person) : CS_NOTHING);
	cs_put_real(table, "average_order",
		    valued ? cs_money_double(person->revenue) / person->orders
			   : CS_NOTHING);
	cs_put_count(table, "r", person->scores.r);
	cs_put_count(table, "f", person->scores.f);
	cs_put_known(table, "m", valued, person->scores.m);
}

static void put_future(const struct study *study, const struct findings *found,
		       struct cs_table *table, const struct person *person)
{
	static const struct cs_single unknown = { NAN, NAN, NAN, NAN,
						  NAN, 0,   0,	 0 };
	const struct cs_single *ahead =
	    found->fitted ? &found->ahead[person->row] : &unknown;
	bool known = !isnan(ahead->buys);

	cs_put_real(table, "p_alive", ahead->alive);
	cs_put_real(table, "expected_purchases", ahead->mean);
	cs_put_known(table, "purchases_low", known, ahead->low);
	cs_put_known(table, "purchases_high", known, ahead->high);
	cs_put_real(table, "purchase_probability", ahead->buys);
	cs_put_day(table, "next_order_date",
		   ahead->next > 0 ? study->buying.end + ahead->next
				   : CS_NO_DAY);
	cs_put_real(
	    table, "expected_order_value",
	    found->fitted && found->values.converged
		? cs_gamma_gamma_value(&found->values, &person->spending).mean
		: CS_NOTHING);
	cs_put_real(table, "expected_revenue", person->expected_revenue);
	cs_put_real(table, "clv", person->clv);
	cs_put_real(table, "at_stake", person->at_stake);
}

/* Who comes a little later lies anywhere in memory: it is sent for. */
static void send_for(const struct findings *found, size_t row)
{
	enum { AHEAD = 8 };
	const struct person *list = found->tally->people.list;
	const struct person *near;

	if (row + 2 * AHEAD >= found->listed)
		return;
	__builtin_prefetch(&list[found->order[row + 2 * AHEAD]]);
	__builtin_prefetch((const char *)&list[found->order[row + 2 * AHEAD]] +
			   sizeof *list - 1);
	near = &list[found->order[row + AHEAD]];
	__builtin_prefetch(near->listed.key.bytes);
	if (found->fitted)
		__builtin_prefetch(&found->ahead[near->row]);
}

static void put_customer(const void *of, struct cs_table *table,
			 const void *part, size_t row)
{
	const struct study *study = of;
	const struct findings *found = study_of(study, part);
	const struct person *person =
	    &found->tally->people.list[found->order[row]];

	send_for(found, row);
	cs_row(table);
	cs_listed_put_customer(table, &person->listed);
	cs_put_text(table, "tier", tier_names[person->tier]);
	cs_put_text(table, "segment", cs_segment_names[person->segment]);
	cs_listed_put_state(table, &person->listed, study_knows_lapses(study));
	put_past(study, found, table, person);
	put_future(study, found, table, person);
	put_reason(study, found, table, person->tier);
	cs_keep_put(table, &study->options->keep, person->listed.kept);
}

void put_customers(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	size_t limit = (size_t)study->job->shared.limit;
	size_t count = study_of(study, part)->listed;

	cs_rows_later(table, limit > 0 && limit < count ? limit : count,
		      put_customer, study, part);
}

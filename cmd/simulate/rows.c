/* rows.c - see rows.h. */
#include "simulate/rows.h"

#include <math.h>
#include <stdlib.h>

#include "simulate/service.h"
#include "simulate/text.h"

enum { FIRST_ID = 10001, ITEMS_MOST = 99, QUANTITY_MOST = 6, DAY = 86400 };
#define CENTS_MOST 1e11 /* of one order */

const char *const dirty_names[NDIRTY] = { "bad_amount",	   "missing_amount",
					  "bad_date",	   "missing_date",
					  "missing_field", "no_customer" };

/* What a row says. */
struct line {
	int64_t id;
	const struct person *person;
	bool anonymous;	  /* the customer is left out */
	int64_t cents;	  /* of the row */
	int64_t quantity; /* divides cents; negative: returned */
	uint32_t payment; /* 0: none */
	uint8_t channel;
	bool late, refund;
	const struct delivery *delivery; /* NULL: none */
	int wrong; /* enum dirty_kind, or NDIRTY: nothing */
};

void rows_init(struct rows *rows, const struct settings *s,
	       struct cs_file *file)
{
	bool price = s->with[QUANTITY];
	const char *names[12 + NEXTRAS] = {
		"order_id",
		"customer_id",
		"date",
		price ? "quantity" : "amount",
		price ? "price" : NULL,
		s->grouped ? s->group_column : NULL,
		[6 + NEXTRAS] = contractual(s) ? "payment" : NULL,
		s->experience.on ? "late" : NULL,
		s->service.on ? "promised_date" : NULL,
		s->service.on ? "ready_at" : NULL,
		s->service.on ? "shipped_at" : NULL,
		s->service.on ? "delivered_at" : NULL,
	};

	for (int i = 0; i < QUANTITY; i++)
		if (s->with[i])
			names[6 + i] = extra_names[i];
	*rows =
	    (struct rows){ .settings = s, .file = file, .next_id = FIRST_ID };
	text_header(file, s->delimiter, names, sizeof names / sizeof *names);
}

void rows_day(struct rows *rows, int32_t day)
{
	const struct settings *s = rows->settings;
	cs_day today = s->start + day;

	*put_date(rows->date, today, &date_forms[s->date_form]) = '\0';
	rows->open = s->book_start == CS_NO_DAY || today >= s->book_start;
}

/* --- cells */

static char *put_amount(const struct settings *s, const struct line *line,
			char *p)
{
	int64_t cents = line->cents;

	*p++ = s->delimiter;
	if (s->with[QUANTITY]) {
		if (line->quantity < 0)
			*p++ = '-';
		p = put_number(p, (uint64_t)llabs(line->quantity), 1);
		*p++ = s->delimiter;
		cents /= line->quantity;
	}
	if (line->wrong == DIRTY_MISSING_AMOUNT)
		return p;
	p = put_cents(p, cents, s->decimal);
	if (line->wrong == DIRTY_BAD_AMOUNT)
		*p++ = 'x';
	return p;
}

static char *put_extras(const struct settings *s, const struct line *line,
			char *p)
{
	static const char *const countries[] = { "Deutschland", "Ελλάδα",
						 "日本" };
	static const char *const channels[] = { "web", "shop", "phone" };
	const char *const cells[] = {
		[COUNTRY] = countries[line->person->country],
		[CHANNEL] = channels[line->channel],
		[CURRENCY] = "EUR",
		[STATUS] = line->refund ? "returned" : "paid",
	};
	char c = s->delimiter;

	if (s->grouped)
		p = put_cell(p, c, s->groups.list[line->person->group].name);
	for (int i = 0; i < QUANTITY; i++)
		if (s->with[i])
			p = put_cell(p, c, cells[i]);
	if (contractual(s)) {
		*p++ = c;
		if (line->payment > 0)
			p = put_number(p, line->payment, 1);
	}
	if (s->experience.on)
		p = put_cell(p, c,
			     line->refund ? ""
			     : line->late ? "yes"
					  : "no");
	return p;
}

/* A moment, in a cell of its own, if it is before the end of the file. */
static char *put_known(const struct settings *s, char *p, int64_t moment)
{
	*p++ = s->delimiter;
	if (moment >= (int64_t)s->days * DAY)
		return p;
	return put_moment(p, s->start + (cs_day)(moment / DAY),
			  (uint32_t)(moment % DAY), &date_forms[s->date_form]);
}

static char *put_delivery(const struct settings *s,
			  const struct delivery *delivery, char *p)
{
	const char none[] = { s->delimiter, s->delimiter, s->delimiter,
			      s->delimiter, '\0' };

	if (delivery == NULL)
		return put_text(p, none);
	*p++ = s->delimiter;
	p = put_date(p, s->start + delivery->promised,
		     &date_forms[s->date_form]);
	p = put_known(s, p, delivery->ready);
	p = put_known(s, p, delivery->shipped);
	return put_known(s, p, delivery->delivered);
}

/* Refunds are booked at noon. */
static char *put_time(const struct delivery *delivery, char *p)
{
	int64_t moment = delivery != NULL ? delivery->ordered : DAY / 2;

	return put_clock(p, (uint32_t)(moment % DAY));
}

static void put_line(struct rows *rows, const struct line *line)
{
	const struct settings *s = rows->settings;
	char *p;

	if (!rows->open)
		return;
	p = text_room(rows->file);
	if (line->wrong != NDIRTY)
		*p++ = 'X';
	p = put_number(p, (uint64_t)line->id, 1);
	*p++ = s->delimiter;
	if (line->wrong != DIRTY_NO_CUSTOMER && !line->anonymous)
		p = put_customer(p, line->person->number);
	p = put_cell(p, s->delimiter,
		     line->wrong == DIRTY_MISSING_DATE ? "" : rows->date);
	if (s->service.on && line->wrong != DIRTY_MISSING_DATE)
		p = put_time(line->delivery, p);
	/* two digits more make it no date in any form */
	if (line->wrong == DIRTY_BAD_DATE)
		p = put_text(p, "99");
	if (line->wrong != DIRTY_MISSING_FIELD)
		p = put_extras(s, line, put_amount(s, line, p));
	if (s->service.on && line->wrong != DIRTY_MISSING_FIELD)
		p = put_delivery(s, line->delivery, p);
	*p++ = '\n';
	text_end(rows->file, p);
	rows->counts.rows++;
}

/* --- orders */

static int64_t draw_cents(const struct settings *s, const struct person *person,
			  struct draws draws)
{
	double shape = s->groups.list[person->group].par[PAR_P], cents;

	/* what a contract costs does not change */
	if (!contractual(s))
		shape = draw_gamma(&draws, shape);
	cents = fmin(shape / person->spread * 100, CENTS_MOST);
	return cents > 1 ? (int64_t)(cents + .5) : 1;
}

/* Rows of an order: 1 and a geometric number, no more than it has hundredths.
 */
static uint32_t draw_items(const struct settings *s, struct draws *draws,
			   int64_t cents)
{
	double more = s->line_items - 1, count;

	if (more <= 0)
		return 1;
	count = 1 + draw_exponential(draws) / -natural_log(more / (more + 1));
	return (uint32_t)fmin(fmin(count, ITEMS_MOST), (double)cents);
}

/* The greatest up to a random number that divides the hundredths. */
static int64_t draw_quantity(struct draws *draws, int64_t cents)
{
	int64_t quantity = 1 + draw_below(draws, QUANTITY_MOST);

	while (cents % quantity != 0)
		quantity--;
	return quantity;
}

/* Rows that add up to the order, each of a hundredth at least. */
static void put_items(struct rows *rows, struct line line, int64_t total)
{
	const struct settings *s = rows->settings;
	struct draws draws = person_draws(line.person, s, DRAW_ITEMS);
	uint32_t count = draw_items(s, &draws, total);

	for (; count > 0; count--) {
		int64_t most = total - (count - 1);

		line.cents = most;
		if (count > 1)
			line.cents = 1 + (int64_t)(draw_uniform(&draws) * 2 /
						   count * (double)(most - 1));
		if (line.cents > most)
			line.cents = most;
		total -= line.cents;
		if (s->with[QUANTITY])
			line.quantity = draw_quantity(&draws, line.cents);
		put_line(rows, &line);
	}
}

/* Somebody who gave no name bought for as much as the customer might have. */
static void put_anonymous(struct rows *rows, struct line line)
{
	const struct settings *s = rows->settings;
	struct draws draws = person_draws(line.person, s, DRAW_ANONYMOUS);

	if (!draw_chance(&draws, s->anonymous))
		return;
	line.id = rows->next_id++;
	line.anonymous = true;
	line.payment = 0;
	line.cents = draw_cents(s, line.person, draws);
	rows->counts.anonymous += rows->open;
	put_line(rows, &line);
}

/* A row that is wrong, behind an order. */
static void put_dirty(struct rows *rows, struct line line)
{
	const struct settings *s = rows->settings;
	struct draws draws = person_draws(line.person, s, DRAW_DIRTY);

	if (!draw_chance(&draws, s->dirty))
		return;
	line.wrong = (int)draw_below(&draws, NDIRTY);
	line.payment = 0;
	rows->counts.dirty[line.wrong] += rows->open;
	put_line(rows, &line);
}

int64_t rows_order(struct rows *rows, struct person *person, bool late,
		   const struct delivery *delivery, int64_t *cents)
{
	const struct settings *s = rows->settings;
	struct draws draws = person_draws(person, s, DRAW_CHANNEL);
	struct line line = {
		.id = rows->next_id++,
		.person = person,
		.cents =
		    draw_cents(s, person, person_draws(person, s, DRAW_AMOUNT)),
		.quantity = 1,
		.payment = contractual(s) ? person->orders : 0,
		.channel = person->channel,
		.late = late,
		.delivery = delivery,
		.wrong = NDIRTY,
	};

	/* one order in four comes another way */
	if (s->with[CHANNEL] && draw_below(&draws, 4) == 0)
		line.channel = (uint8_t)draw_below(&draws, 3);
	*cents = line.cents;
	put_items(rows, line, line.cents);
	if (rows->open) {
		rows->counts.orders++;
		rows->counts.revenue += line.cents;
		person->written++;
	}
	if (s->anonymous > 0)
		put_anonymous(rows, line);
	if (s->dirty > 0)
		put_dirty(rows, line);
	return line.id;
}

void rows_refund(struct rows *rows, const struct person *person, int64_t cents,
		 uint8_t channel)
{
	struct line line = {
		.id = rows->next_id++,
		.person = person,
		.cents = -cents,
		.quantity = -1,
		.channel = channel,
		.refund = true,
		.wrong = NDIRTY,
	};

	put_line(rows, &line);
	if (rows->open) {
		rows->counts.refunds++;
		rows->counts.revenue -= cents;
		rows->counts.refunded += cents;
	}
}

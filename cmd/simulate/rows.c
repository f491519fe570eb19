/* rows.c - see rows.h. */
#include "simulate/rows.h"

#include "simulate/draw.h"
#include "simulate/sink.h"
#include "simulate/text.h"

#define FIRST_ID 10001
#define CENTS_MOST 1e11 /* of one order */
#define ITEMS_MOST 99
#define QUANTITY_MOST 6

const char *const dirty_names[NDIRTY] = {
#define X(id, name) [id] = name,
	DIRTY_KINDS(X)
#undef X
};

/* What a row says. */
struct line {
	uint64_t id;
	uint32_t customer;
	const struct person *person;
	bool anonymous;	  /* the customer is left out */
	int64_t cents;	  /* of the row */
	int64_t quantity; /* divides cents; negative: returned */
	uint32_t payment; /* 0: none */
	uint8_t channel;
	bool late, refund;
	int wrong; /* enum dirty_kind, or NDIRTY: nothing */
};

static void put_header(const struct settings *s, struct cs_file *sink)
{
	const char *names[16] = { "order_id", "customer_id", "date" };
	size_t n = 3;
	char *p = sink_room(sink);

	if (s->with & WITH_QUANTITY) {
		names[n++] = "quantity";
		names[n++] = "price";
	} else {
		names[n++] = "amount";
	}
	if (s->grouped)
		names[n++] = s->group_column;
	if (s->with & WITH_COUNTRY)
		names[n++] = "country";
	if (s->with & WITH_CHANNEL)
		names[n++] = "channel";
	if (s->with & WITH_CURRENCY)
		names[n++] = "currency";
	if (s->with & WITH_STATUS)
		names[n++] = "status";
	if (contractual(s))
		names[n++] = "payment";
	if (s->experience.on)
		names[n++] = "late";
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			*p++ = s->delimiter;
		p = put_text(p, names[i]);
	}
	*p++ = '\n';
	sink_end(sink, p);
}

void rows_init(struct rows *rows, const struct settings *s,
	       struct cs_file *sink)
{
	*rows =
	    (struct rows){ .settings = s, .sink = sink, .next_id = FIRST_ID };
	put_header(s, sink);
}

void rows_day(struct rows *rows, uint32_t day)
{
	const struct settings *s = rows->settings;
	cs_day today = s->start + (cs_day)day;
	char *end = put_date(rows->date, today, s->date_form);

	rows->date_length = (size_t)(end - rows->date);
	rows->open = s->book_start == CS_NO_DAY || today >= s->book_start;
}

/* --- cells */

static char *put_row_date(const struct rows *rows, const struct line *line,
			  char *p)
{
	if (line->wrong == DIRTY_MISSING_DATE)
		return p;
	memcpy(p, rows->date, rows->date_length);
	p += rows->date_length;
	/* two digits more make it no date in any form */
	if (line->wrong == DIRTY_BAD_DATE)
		p = put_text(p, "99");
	return p;
}

static char *put_amount(const struct settings *s, const struct line *line,
			char *p)
{
	int64_t cents = line->cents;

	if (s->with & WITH_QUANTITY) {
		if (line->quantity < 0)
			*p++ = '-';
		p = put_number(p,
			       (uint64_t)(line->quantity < 0 ? -line->quantity
							     : line->quantity),
			       1);
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

	if (s->grouped) {
		*p++ = s->delimiter;
		p = put_text(p, s->groups.list[line->person->group].name);
	}
	if (s->with & WITH_COUNTRY) {
		*p++ = s->delimiter;
		p = put_text(p, countries[line->person->country]);
	}
	if (s->with & WITH_CHANNEL) {
		*p++ = s->delimiter;
		p = put_text(p, channels[line->channel]);
	}
	if (s->with & WITH_CURRENCY) {
		*p++ = s->delimiter;
		p = put_text(p, "EUR");
	}
	if (s->with & WITH_STATUS) {
		*p++ = s->delimiter;
		p = put_text(p, line->refund ? "returned" : "paid");
	}
	if (contractual(s)) {
		*p++ = s->delimiter;
		if (line->payment > 0)
			p = put_number(p, line->payment, 1);
	}
	if (s->experience.on) {
		*p++ = s->delimiter;
		if (!line->refund)
			p = put_text(p, line->late ? "yes" : "no");
	}
	return p;
}

static void put_line(struct rows *rows, const struct line *line)
{
	const struct settings *s = rows->settings;
	char *p;

	if (!rows->open)
		return;
	p = sink_room(rows->sink);
	if (line->wrong != NDIRTY)
		*p++ = 'X';
	p = put_number(p, line->id, 1);
	*p++ = s->delimiter;
	if (line->wrong != DIRTY_NO_CUSTOMER && !line->anonymous)
		p = put_customer(p, line->customer);
	*p++ = s->delimiter;
	p = put_row_date(rows, line, p);
	if (line->wrong != DIRTY_MISSING_FIELD) {
		*p++ = s->delimiter;
		p = put_amount(s, line, p);
		p = put_extras(s, line, p);
	}
	*p++ = '\n';
	sink_end(rows->sink, p);
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
	cents = shape / person->spread * 100;
	if (cents > CENTS_MOST)
		cents = CENTS_MOST;
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
	if (count > ITEMS_MOST)
		count = ITEMS_MOST;
	return (double)cents < count ? (uint32_t)cents : (uint32_t)count;
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
	struct draws draws = draws_begin((uint64_t)s->seed, line.customer,
					 DRAW_ITEMS, line.person->orders);
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
		if (s->with & WITH_QUANTITY)
			line.quantity = draw_quantity(&draws, line.cents);
		put_line(rows, &line);
	}
}

/* Somebody who gave no name bought for as much as the customer might have. */
static void put_anonymous(struct rows *rows, struct line line)
{
	const struct settings *s = rows->settings;
	struct draws draws = draws_begin((uint64_t)s->seed, line.customer,
					 DRAW_ANONYMOUS, line.person->orders);

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
static void put_dirty(struct rows *rows, struct line line, int64_t cents)
{
	const struct settings *s = rows->settings;
	struct draws draws = draws_begin((uint64_t)s->seed, line.customer,
					 DRAW_DIRTY, line.person->orders);

	if (!rows->open || !draw_chance(&draws, s->dirty))
		return;
	line.wrong = (int)draw_below(&draws, NDIRTY);
	line.cents = cents;
	line.payment = 0;
	rows->counts.dirty[line.wrong]++;
	put_line(rows, &line);
}

uint64_t rows_order(struct rows *rows, struct person *person, uint32_t number,
		    bool late, int64_t *cents)
{
	const struct settings *s = rows->settings;
	struct draws draws = draws_begin((uint64_t)s->seed, number,
					 DRAW_CHANNEL, person->orders);
	struct line line = {
		.id = rows->next_id++,
		.customer = number,
		.person = person,
		.quantity = 1,
		.payment = contractual(s) ? person->orders : 0,
		.channel = person->channel,
		.late = late,
		.wrong = NDIRTY,
	};

	/* one order in four comes another way */
	if ((s->with & WITH_CHANNEL) && draw_below(&draws, 4) == 0)
		line.channel = (uint8_t)draw_below(&draws, 3);
	*cents = draw_cents(s, person,
			    draws_begin((uint64_t)s->seed, number, DRAW_AMOUNT,
					person->orders));
	put_items(rows, line, *cents);
	if (rows->open) {
		rows->counts.orders++;
		rows->counts.revenue += *cents;
		person->written++;
	}
	if (s->anonymous > 0)
		put_anonymous(rows, line);
	if (s->dirty > 0)
		put_dirty(rows, line, *cents);
	return line.id;
}

void rows_refund(struct rows *rows, struct person *person, uint32_t number,
		 int64_t cents, uint8_t channel)
{
	struct line line = {
		.id = rows->next_id++,
		.customer = number,
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

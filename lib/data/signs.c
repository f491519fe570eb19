/* signs.c - see signs.h. */
#include "data/signs.h"

#include "data/overlap.h"

/* What all rows of a customer have in common. */
struct look {
	struct cs_signs *signs;
	struct cs_text customer;
	struct cs_arena *arena;
};

/* Is the customer the one to tell of, and not yet told of? */
static bool tells(const struct cs_sign *sign, struct cs_text customer)
{
	return sign->customer.length == 0 ||
	       cs_text_compare(customer, sign->customer) < 0;
}

static void tell(const struct look *look, struct cs_sign *sign,
		 const struct cs_draft *first, cs_day last, uint64_t rows)
{
	struct cs_text key = look->customer;

	if (!tells(sign, key))
		return;
	sign->customer =
	    (struct cs_text){ cs_arena_copy(look->arena, key.bytes, key.length),
			      key.length };
	sign->order = first->id;
	sign->first = first->day;
	sign->last = last;
	sign->amount = first->total;
	sign->rows = rows;
}

static size_t pile_end(const struct cs_draft *rows, size_t i, size_t n)
{
	size_t end = i + 1;

	while (end < n && cs_drafts_equal(&rows[i], &rows[end]))
		end++;
	return end;
}

static void count_pile(const struct look *look, const struct cs_draft *rows,
		       size_t n)
{
	struct cs_signs *signs = look->signs;

	signs->piles++;
	if (n == 1)
		return;
	signs->twos += n % 2 == 0;
	signs->threes += n % 3 == 0;
	signs->equal += n - 1;
	tell(look, &signs->equal_at, rows, rows->day, n);
}

static size_t common_divisor(size_t a, size_t b)
{
	while (b != 0) {
		size_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

size_t cs_order_times(const struct cs_draft *rows, size_t n, size_t *piles)
{
	size_t times = 0, end;

	*piles = 0;
	for (size_t i = 0; i < n; i = end) {
		end = pile_end(rows, i, n);
		if (rows[i].id != CS_NO_ORDER && rows[i].total == 0)
			continue;
		times = common_divisor(end - i, times);
		++*piles;
	}
	return times;
}

/* Piles of an order or a day; returns whether all are one. */
static bool look_at_piles(const struct look *look, const struct cs_draft *rows,
			  size_t n)
{
	struct cs_folds *folds = &look->signs->folds;
	size_t piles, times = cs_order_times(rows, n, &piles), end;
	size_t class = piles > 3 ? 2 : piles - 2;

	for (size_t i = 0; i < n; i = end) {
		end = pile_end(rows, i, n);
		if (rows[i].id != CS_NO_ORDER && rows[i].total == 0)
			continue;
		count_pile(look, rows + i, end - i);
		folds->plural += piles > 1 && end - i > 1;
	}
	if (piles < 2)
		return times > 1;
	folds->piles += piles;
	folds->mixed[class]++;
	folds->folded[class] += times > 1;
	return false;
}

/* Is a row the sum of the others? Then it is half of all. */
static void look_summed(const struct look *look, const struct cs_draft *rows,
			size_t n)
{
	cs_sum sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += rows[i].total;
	if (n < 3 || rows[0].file != rows[n - 1].file || sum == 0)
		return;
	look->signs->several++;
	for (size_t i = n; i-- > 0;)
		if (2 * (cs_sum)rows[i].total == sum) {
			look->signs->summed++;
			tell(look, &look->signs->summed_at, &rows[i],
			     rows[i].day, n);
			return;
		}
}

/* How far the rows lie apart; what is paid back may be so much later. */
static void look_apart(const struct look *look, const struct cs_draft *rows,
		       size_t n)
{
	const struct cs_draft *first = NULL;
	cs_day last = CS_NO_DAY;

	for (size_t i = 0; i < n; i++) {
		if (rows[i].total < 0 || rows[i].day == CS_NO_DAY)
			continue;
		if (first == NULL || rows[i].day < first->day)
			first = &rows[i];
		if (rows[i].day > last)
			last = rows[i].day;
	}
	if (first == NULL || last - first->day <= CS_ORDER_DAYS)
		return;
	look->signs->apart++;
	tell(look, &look->signs->apart_at, first, last, n);
}

void cs_signs_order(struct cs_signs *signs, const struct cs_draft *rows,
		    size_t n, struct cs_text customer, struct cs_arena *arena)
{
	struct look look = { signs, customer, arena };

	signs->piled += look_at_piles(&look, rows, n);
	look_apart(&look, rows, n);
	look_summed(&look, rows, n);
}

/* Rows of one day without an id. */
static void look_at_day(const struct look *look, const struct cs_draft *rows,
			size_t n)
{
	struct cs_signs *signs = look->signs;

	if (n == 1) {
		signs->piles++;
		return;
	}
	look_at_piles(look, rows, n);
	look_summed(look, rows, n);
	for (size_t i = 1; i < n; i++)
		if (rows[i].file == rows[i - 1].file)
			signs->same_day[rows[i].total == rows[i - 1].total]++;
	tell(look, &signs->day_at, rows, rows->day, n);
	if (rows[0].total == rows[n - 1].total)
		return;
	signs->item_rows += n;
	signs->item_days++;
}

void cs_signs_loose(struct cs_signs *signs, const struct cs_draft *rows,
		    size_t n, struct cs_text customer, struct cs_arena *arena)
{
	struct look look = { signs, customer, arena };
	size_t end;

	if (rows->day == CS_NO_DAY)
		return;
	signs->loose += n;
	for (size_t i = 0; i < n; i = end) {
		if (i > 0)
			signs->other_day[rows[i].total == rows[i - 1].total]++;
		for (end = i + 1; end < n && rows[end].day == rows[i].day;)
			end++;
		look_at_day(&look, rows + i, end - i);
	}
}

void cs_signs_look_elsewhere(struct cs_signs *signs,
			     const struct cs_draft *orders, size_t n,
			     struct cs_text customer, struct cs_arena *arena)
{
	struct look look = { signs, customer, arena };

	for (size_t i = 1; i < n; i++) {
		const struct cs_draft *a = &orders[i - 1], *b = &orders[i];

		if (a->day != b->day || a->total != b->total ||
		    a->file == b->file || cs_orderid_compare(a->id, b->id) == 0)
			continue;
		signs->elsewhere++;
		tell(&look, &signs->elsewhere_at, a, b->day, 2);
	}
}

static void add_sign(struct cs_sign *sum, const struct cs_sign *part)
{
	if (part->customer.length > 0 && tells(sum, part->customer))
		*sum = *part;
}

void cs_signs_add(struct cs_signs *sum, const struct cs_signs *part)
{
	sum->buyers += part->buyers;
	sum->again += part->again;
	sum->paid_back += part->paid_back;
	sum->dropped += part->dropped;
	sum->dropped_value += part->dropped_value;
	sum->elsewhere += part->elsewhere;
	sum->orders += part->orders;
	sum->piled += part->piled;
	for (int i = 0; i < 3; i++) {
		sum->folds.mixed[i] += part->folds.mixed[i];
		sum->folds.folded[i] += part->folds.folded[i];
	}
	sum->folds.piles += part->folds.piles;
	sum->folds.plural += part->folds.plural;
	sum->apart += part->apart;
	sum->several += part->several;
	sum->summed += part->summed;
	sum->piles += part->piles;
	sum->twos += part->twos;
	sum->threes += part->threes;
	sum->equal += part->equal;
	sum->loose += part->loose;
	for (int i = 0; i < 2; i++) {
		sum->same_day[i] += part->same_day[i];
		sum->other_day[i] += part->other_day[i];
	}
	sum->item_rows += part->item_rows;
	sum->item_days += part->item_days;
	add_sign(&sum->elsewhere_at, &part->elsewhere_at);
	add_sign(&sum->apart_at, &part->apart_at);
	add_sign(&sum->summed_at, &part->summed_at);
	add_sign(&sum->equal_at, &part->equal_at);
	add_sign(&sum->day_at, &part->day_at);
}

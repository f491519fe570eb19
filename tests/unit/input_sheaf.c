/*
 * Rows that are read side by side are the same rows, with the same account,
 * as the careful way gives alone, which is taken where libcsv splits. Files are
 * drawn: most cells are usual, some are what a loop over a column might get
 * wrong.
 */
#include "input/reader.h"

#include "base/buf.h"
#include "base/builtin.h"
#include "base/mem.h"
#include "tap.h"
#include "input_temp.h"

/* --- a drawn file --------------------------------------------------------- */

static uint64_t state;

static size_t draw(size_t below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % below;
}

#define DRAW(list) list[draw(sizeof list / sizeof *list)]

enum {
	ORDER,
	CUSTOMER,
	DATE,
	AMOUNT,
	COUNTRY,
	CURRENCY,
	STATUS,
	REFUND,
	CANCELLED,
	NCELLS
};

static const char *const names[NCELLS] = { "order_id",	  "customer_id",
					   "date",	  "amount",
					   "country",	  "currency",
					   "status",	  "refunded_amount",
					   "cancelled_at" };

static size_t order; /* the last one's id */

static size_t cents; /* of usual amounts, until a total says them */

static void add_amount(struct cs_buf *out)
{
	size_t amount = draw(100000);

	cents += amount;
	cs_buf_addf(out, "%zu.%02zu", amount / 100, amount % 100);
}

/* Most are of the day before, and some have a time. */
static void add_date(struct cs_buf *out)
{
	static const char *const times[] = {
		"",	     " 08:05:59", " 10:11:12 +0100", "T23:59:59Z",
		" 00:00",    "T1011",	  " 9 pm",	     " 10:11:61",
		" 23:59:60", "T24:00:00", "T01:02:03",	     "-10:11:12",
		"1"
	};
	static size_t month, day;

	if (draw(3) == 0) {
		month = draw(12);
		day = draw(28);
	}
	cs_buf_addf(out, "2024-%02zu-%02zu", 1 + month, 1 + day);
	cs_buf_adds(out, draw(30) > 0 ? times[draw(5)] : DRAW(times));
}

static void add_usual(struct cs_buf *out, size_t cell)
{
	static const char *const countries[] = { "DE", "Deutschland", "FR",
						 "\xE6\x97\xA5\xE6\x9C\xAC" };

	switch (cell) {
	case ORDER: cs_buf_addf(out, "#%zu", ++order); break;
	case CUSTOMER:
		cs_buf_addf(out, "C%0*zu", (int)draw(20), draw(500));
		break;
	case DATE: add_date(out); break;
	case AMOUNT: add_amount(out); break;
	case COUNTRY: cs_buf_adds(out, DRAW(countries)); break;
	case CURRENCY: cs_buf_adds(out, "EUR"); break;
	case STATUS:
		cs_buf_adds(out, draw(9) > 0 ? "paid" : "completed");
		break;
	case REFUND: cs_buf_adds(out, draw(9) > 0 ? "0.00" : ""); break;
	default: break;
	}
}

static const char *const odd_orders[] = {
	"",	 "NA",	       "null",	  "  77 ",
	"'0012", "=\"3\"",     "unknown", "n/a",
	"-",	 "\xC3\xA4-1", "none",	  "A-very-long-order-id-0001",
	"0"
};
static const char *const odd_customers[] = { "",
					     "NA",
					     "guest",
					     "Total",
					     "Grand Total",
					     "totally",
					     "0",
					     "anna@example.org",
					     "Anna@Example.org",
					     "guest@shop.example",
					     "@",
					     "x@",
					     "unknown@x",
					     "a***b",
					     "j\xC3\xBCrgen",
					     "\xC3\x84nne \xC3\x9F",
					     "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD",
					     "\xE5\xB1\xB1\xE7\x94\xB0",
					     "\xED\x95\x9C\xEA\xB5\xAD",
					     "\xCE\x86\xCE\x87\xCE\x88",
					     "\xC2\xA0x",
					     "x\xE3\x80\x80",
					     "\xE2\x80\x8Bx",
					     "\xE3\x82\xAB\xE3\x82\x99",
					     "\xED\xA0\x80x",
					     "\xE0\x83\x84x",
					     "\xC3",
					     "x\xC3\x28",
					     "\xE4\xB8",
					     "=\xC3\xA4",
					     "'\xC3\xA4'",
					     "\"\xC3\xA4\"",
					     "\xC3\xA4@x",
					     "\xC3\xA4***b",
					     "inconnu\xC3\xA9",
					     ("m\xC3\xBCller-l\xC3\xBC"
					      "denscheidt"),
					     "j\xFCrgen",
					     "ju\xCC\x88rgen",
					     " c1",
					     "c1 ",
					     "'007",
					     "=\"008\"",
					     "c\t2",
					     "a key of more than sixteen bytes",
					     "and-one-with-an@sign.in.it",
					     "n1",
					     "NULLx",
					     "exactly-eight",
					     "eight_by",
					     "sixteen_bytes_it",
					     "seventeen_bytes_i",
					     "-1",
					     "?",
					     "web",
					     "999",
					     "c1\xC2\xA0",
					     "Kunde*",
					     "Summe 2024" };
static const char *const odd_dates[] = { "",
					 "NA",
					 "2024-13-01",
					 "2024-02-30",
					 "2024-2-9",
					 "2024-02-09 10:11:12",
					 "2024-02-09T25:00",
					 " 2024-02-09",
					 "20240209",
					 "0000-00-00",
					 "2024-02-0a",
					 "2031-01-01",
					 "1999-12-31",
					 "9 Feb 2024",
					 "2024-02-091",
					 "07/02/2024",
					 "07/02/2024 10:11",
					 "9 Feb 2024 10:11",
					 "2024/02/09" };
static const char *const odd_amounts[] = {
	"",	      "NA",	  "-5.00",    "--5",	   "-",
	"1,250.00",   "1.250",	  "12345678", "123456789", "1234567.8",
	"12.3456789", "1.",	  ".5",	      "5.-",	   "0",
	"-0",	      "1e5",	  "5.00 EUR", "$5.00",	   "USD 7",
	"(5.00)",     " 5.00",	  "5.0.0",    "00012.50",  "1-2",
	"9999999",    "99999999", "0.000001", "-1234.56",  "-12345678",
	"7,50"
};
static const char *const odd_countries[] = { "",
					     "NA",
					     " DE ",
					     "=\"DE\"",
					     "J\xFCtland",
					     "ju\xCC\x88tland",
					     "a country with a name beyond",
					     "null",
					     "'1" };
static const char *const odd_currencies[] = {
	"", "NA", "USD", "eur", " EUR", "EURO", "European Currency"
};
static const char *const odd_statuses[] = {
	"",
	"Paid",
	"PAID",
	"void",
	"refunded",
	"shipped",
	"closed",
	" paid",
	"partially_refunded",
	"NA",
	"cancelled",
	"pending",
	"\xD0\x9E\xD0\xBF\xD0\xBB\xD0\xB0\xD1\x87\xD0\xB5\xD0\xBD",
	"bezahlt ",
	("exp\xC3\xA9"
	 "di\xC3\xA9")
};

static const char *const odd_refunds[] = { "1.00",  "0", "-2.50", "NA",
					   "99999", "x", " 0.00", "0,00" };
static const char *const odd_days[] = { "2024-03-01", "NA", " ", "no" };

static const char *odd_cell(size_t cell)
{
	switch (cell) {
	case ORDER: return DRAW(odd_orders);
	case CUSTOMER: return DRAW(odd_customers);
	case DATE: return DRAW(odd_dates);
	case AMOUNT: return DRAW(odd_amounts);
	case COUNTRY: return DRAW(odd_countries);
	case CURRENCY: return DRAW(odd_currencies);
	case STATUS: return DRAW(odd_statuses);
	case REFUND: return DRAW(odd_refunds);
	default: return DRAW(odd_days);
	}
}

/* How a file is: once drawn, its rows follow. */
struct shape {
	size_t order[NCELLS], ncells;
	size_t odd; /* one cell of so many; SIZE_MAX: there are totals */
	bool quoted, returns, broken;
	bool further; /* rows continue orders */
	bool product; /* two cells are the amount: quantity and price */
};

static struct shape draw_shape(void)
{
	struct shape shape = { .ncells = 4 + draw(NCELLS - 3),
			       .odd = draw(4) > 0   ? 40 + draw(400)
				      : draw(2) > 0 ? SIZE_MAX
						    : 8,
			       .quoted = draw(2) > 0,
			       .returns = draw(4) == 0,
			       .further = draw(3) == 0,
			       .broken = draw(3) == 0 };

	shape.product = draw(4) == 0;
	for (size_t i = 0; i < NCELLS; i++)
		shape.order[i] = i;
	for (size_t i = shape.ncells; i > 1; i--) {
		size_t j = draw(i), kept = shape.order[j];

		shape.order[j] = shape.order[i - 1];
		shape.order[i - 1] = kept;
	}
	return shape;
}

static void add_cell(const struct shape *shape, struct cs_buf *out,
		     const char *cell)
{
	bool quotes = strchr(cell, '"') != NULL || strchr(cell, ',') != NULL ||
		      (shape->quoted && draw(50) > 0);

	if (quotes && draw(100) == 0)
		cs_buf_addc(out, ' ');
	if (quotes)
		cs_buf_addc(out, '"');
	for (const char *p = cell; *p != '\0'; p++) {
		if (*p == '"')
			cs_buf_addc(out, '"');
		cs_buf_addc(out, *p);
	}
	if (quotes)
		cs_buf_addc(out, '"');
}

/* What a record is. */
enum kind { HEADER, ROW, FURTHER };

/* The cell before that of an amount which is the price of one; what is odd is
 * as likely here. */
static void add_quantity(const struct shape *shape, struct cs_buf *out,
			 enum kind kind)
{
	static const char *const usual[] = { "1",  "2",	   "3",	  "12",
					     "-1", "2.50", "144", "0" };
	const char *cell = kind == HEADER	   ? "quantity"
			   : draw(shape->odd) == 0 ? odd_cell(AMOUNT)
			   : kind == ROW	   ? DRAW(usual)
						   : "";

	add_cell(shape, out, cell);
	cs_buf_addc(out, ',');
}

/* The cells of the record above, which one that goes on may repeat. */
static struct cs_buf above[NCELLS];

static void add_what(const struct shape *shape, struct cs_buf *out,
		     enum kind kind, size_t what)
{
	struct cs_buf cell = CS_BUF_INIT;

	if (what == AMOUNT && shape->product)
		add_quantity(shape, out, kind);
	if (kind == HEADER)
		cs_buf_adds(&cell, names[what]);
	else if (draw(shape->odd) == 0)
		cs_buf_adds(&cell, odd_cell(what));
	else if (kind == ROW)
		add_usual(&cell, what);
	else if (what == ORDER || (what != AMOUNT && draw(3) == 0))
		cs_buf_adds(&cell, above[what].data);
	add_cell(shape, out, cell.data);
	if (kind == ROW) {
		cs_buf_clear(&above[what]);
		cs_buf_adds(&above[what], cell.data);
	}
	cs_buf_release(&cell);
}

static void add_record(const struct shape *shape, struct cs_buf *out,
		       enum kind kind)
{
	size_t n = shape->ncells;

	if (kind != HEADER && shape->broken && draw(60) == 0)
		n = draw(n + 2);
	for (size_t i = 0; i < n; i++) {
		cs_buf_adds(out, i > 0 ? "," : "");
		add_what(shape, out, kind, shape->order[i % shape->ncells]);
	}
	cs_buf_adds(out, shape->returns ? "\r\n" : "\n");
}

static enum kind draw_kind(const struct shape *shape)
{
	if (shape->broken && draw(500) == 0)
		return HEADER;
	return shape->further && draw(2) == 0 ? FURTHER : ROW;
}

/* The sum of the rows above, if they are usual. */
static void add_total(const struct shape *shape, struct cs_buf *out)
{
	for (size_t i = 0; i < shape->ncells; i++) {
		cs_buf_adds(out, i > 0 ? "," : "");
		if (shape->order[i] == CUSTOMER)
			cs_buf_adds(out, "Total");
		else if (shape->order[i] == AMOUNT)
			cs_buf_addf(out, "%s%zu.%02zu",
				    shape->product ? "1," : "", cents / 100,
				    cents % 100);
		else
			add_usual(out, shape->order[i]);
	}
	cs_buf_addc(out, '\n');
	cents = 0;
}

static void draw_file(const struct shape *given, struct cs_buf *out)
{
	struct shape shape = *given;
	size_t rows = draw(5) > 0 ? draw(3000) : draw(20);

	cs_buf_clear(out);
	cents = order = 0;
	for (size_t i = 0; i < NCELLS; i++)
		cs_buf_clear(&above[i]);
	add_record(&shape, out, HEADER);
	for (size_t i = 0; i < rows; i++)
		if (shape.odd == SIZE_MAX && draw(400) == 0)
			add_total(&shape, out);
		else
			add_record(&shape, out, draw_kind(&shape));
}

/* --- what is read of it --------------------------------------------------- */

struct catcher {
	struct cs_buf *rows; /* a line for each, in the order of the input */
	size_t count, in_sheaves, further;
	const struct cs_input *input;
};

static void put_moment(struct cs_buf *line, const struct cs_moment *moment)
{
	cs_buf_addf(line, " %lld %d %d", (long long)moment->at,
		    (int)moment->east, moment->clock);
}

static void put_value(struct cs_buf *line, const struct cs_value *value)
{
	cs_buf_addc(line, '|');
	cs_buf_add(line, value->text.bytes, value->text.length);
	cs_buf_addf(line, "|%lld %d %d%d", (long long)value->number,
		    (int)value->day, value->empty, value->absent);
	put_moment(line, &value->moment);
}

static bool catch_row(void *context, unsigned worker, uint32_t file,
		      const struct cs_row *row)
{
	struct catcher *catcher = context;
	struct cs_text texts[] = { row->customer.text, row->order, row->group };
	struct cs_buf line = CS_BUF_INIT;

	(void)worker;
	(void)file;
	cs_buf_addf(&line, "%llu %d %lld %llx %llx",
		    (unsigned long long)row->place, (int)row->day,
		    (long long)row->amount,
		    (unsigned long long)row->customer.word[0],
		    (unsigned long long)row->customer.word[1]);
	for (size_t i = 0; i < 3; i++) {
		cs_buf_addc(&line, '|');
		cs_buf_add(&line, texts[i].bytes, texts[i].length);
	}
	if (catcher->input->moments)
		put_moment(&line, &row->moment);
	for (size_t i = CS_NROLES; i < catcher->input->ncolumns; i++)
		put_value(&line, &row->values[i - CS_NROLES]);
	cs_buf_addf(&line, "|%d%d%d%d %u\n", row->further, row->given_back,
		    row->turned, row->has_amount, (unsigned)row->flags);
	cs_buf_adds(&catcher->rows[catcher->count++], line.data);
	cs_buf_release(&line);
	return true;
}

static bool catch_sheaf(void *context, unsigned worker, uint32_t file,
			const struct cs_sheaf *sheaf)
{
	struct catcher *catcher = context;

	for (size_t i = 0; i < sheaf->count; i++) {
		struct cs_cells cells;
		struct cs_row row;

		cs_sheaf_row(sheaf, i, &row, &cells);
		catcher->further += row.further;
		catch_row(context, worker, file, &row);
	}
	catcher->in_sheaves += sheaf->count;
	return true;
}

static int compare_rows(const void *a, const void *b)
{
	const struct cs_buf *x = a, *y = b;

	return strcmp(x->data, y->data);
}

static void put_result(const struct cs_input *input,
		       const struct cs_input_result *result, struct cs_buf *out)
{
	const struct cs_account *a = &result->account;

	for (int i = 0; i < CS_NFATES; i++)
		cs_buf_addf(out, "%llu %lld, ", (unsigned long long)a->rows[i],
			    (long long)a->amounts[i]);
	cs_buf_addf(out, "%llu %llu %llu %llu %llu %llu %lld\n",
		    (unsigned long long)a->rows_read,
		    (unsigned long long)a->rows_not_records,
		    (unsigned long long)a->rows_negative,
		    (unsigned long long)a->rows_rounded,
		    (unsigned long long)a->rows_turned,
		    (unsigned long long)a->rows_continued,
		    (long long)a->amount_read);
	for (size_t i = 0; i < result->ndays; i++)
		cs_buf_addf(out, "%d:%llu ", (int)result->days[i].day,
			    (unsigned long long)result->days[i].rows);
	cs_buf_addf(out, "\nlast %llu\n",
		    (unsigned long long)result->last.line);
	for (size_t i = 0; i < result->nrejects; i++)
		cs_buf_addf(out, "%llu %u %s\n",
			    (unsigned long long)result->rejects[i].line,
			    (unsigned)result->rejects[i].field,
			    result->rejects[i].message);
	for (size_t i = 0; i < result->sum_rows.nfirst; i++)
		cs_buf_addf(out, "sum %llu %s\n",
			    (unsigned long long)result->sum_rows.first[i].line,
			    result->sum_rows.first[i].name);
	for (size_t i = 0; i < result->currencies.count; i++)
		cs_buf_addf(out, "%s ", result->currencies.list[i]);
	for (size_t i = 0; i < result->statuses.count; i++) {
		const struct cs_status *s = &result->statuses.list[i];

		cs_buf_adds(out, s->spelling != NULL ? s->spelling : "?");
		for (int v = 0; v <= CS_STATUS_DOUBT; v++)
			cs_buf_addf(out, " %llu %lld",
				    (unsigned long long)s->rows[v],
				    (long long)s->amounts[v]);
		cs_buf_addc(out, '\n');
	}
	for (size_t i = 0; i < input->nobody->count; i++)
		cs_buf_addf(out, "%llu", (unsigned long long)result->nobody[i]);
	for (size_t i = 0; i < input->nexpressions; i++)
		cs_buf_addf(out, " %llu",
			    (unsigned long long)result->matches[i]);
	for (size_t i = 0; i < input->nslots; i++)
		cs_buf_addf(out, ":%llu", (unsigned long long)result->met[i]);
}

/* Adds to *sheaves rows that were read side by side, and to *further those of
 * them that continue an order. */
static void read_by(struct cs_input *input, enum cs_csv_path path, size_t most,
		    struct cs_buf *out, size_t *sheaves, size_t *further)
{
	struct catcher catcher = { .rows =
				       cs_calloc(most, sizeof(struct cs_buf)),
				   .input = input };
	struct cs_input_result result;
	struct cs_err err = CS_ERR_INIT;
	enum cs_read status;

	for (size_t i = 0; i < most; i++)
		catcher.rows[i] = (struct cs_buf)CS_BUF_INIT;
	cs_buf_clear(out);
	input->csv_path = path;
	status = cs_input_read(input, catch_row, &catcher, &result, &err);
	cs_buf_addf(out, "%d %s\n", status,
		    status == CS_READ_FAILED ? err.message : "");
	if (status == CS_READ_ALL)
		put_result(input, &result, out);
	qsort(catcher.rows, catcher.count, sizeof *catcher.rows, compare_rows);
	for (size_t i = 0; i < catcher.count; i++)
		cs_buf_adds(out, catcher.rows[i].data);
	for (size_t i = 0; i < most; i++)
		cs_buf_release(&catcher.rows[i]);
	free(catcher.rows);
	cs_input_result_release(&result);
	*sheaves += catcher.in_sheaves;
	*further += catcher.further;
}

/* --- all of them ---------------------------------------------------------- */

static struct cs_input input_of(const char *const *files)
{
	struct cs_input input = { .files = files,
				  .nfiles = 1,
				  .dialect = CS_DIALECT_INIT,
				  .first_day = CS_DAY_MIN,
				  .last_day = CS_DAY_MAX,
				  .skip_bad = true,
				  .threads = 1,
				  .sheaf = catch_sheaf };

	input.ncolumns = cs_order_columns(input.columns);
	input.columns[CS_ROLE_CUSTOMER].wanted =
	    input.columns[CS_ROLE_DATE].wanted =
		input.columns[CS_ROLE_AMOUNT].wanted = CS_REQUIRED;
	input.columns[CS_ROLE_CURRENCY].wanted =
	    input.columns[CS_ROLE_STATUS].wanted =
		input.columns[CS_ROLE_REFUND].wanted =
		    input.columns[CS_ROLE_CANCELLED].wanted = CS_OPTIONAL;
	return input;
}

/* --where, --exclude and flags, of columns that are there. */
static void draw_filters(const struct shape *shape, struct cs_input *input)
{
	static const char *const what[NCELLS][5] = {
		[ORDER] = { "order_id ~ 7$", "order_id!=#3", "order_id=" },
		[CUSTOMER] = { "customer_id ~ [0-4]$", "customer_id=C1,C2,C3",
			       "customer_id!=\xC3\x84nne \xC3\x9F" },
		[DATE] = { "date>=2024-05", "date=2024-03",
			   "date<2024-02-09 10:00" },
		[AMOUNT] = { "amount>500", "amount<=0", "amount=5,7.5,100.00",
			     "amount!=" },
		[COUNTRY] = { "country=DE", "country!=\xE6\x97\xA5\xE6\x9C\xAC",
			      "country=FR,DE,Deutschland",
			      "country ~ ^D and not (country=DE)" },
		[CURRENCY] = { "currency=EUR", "currency!=" },
		[STATUS] = { "status=paid", "status!=completed,pending" },
		[REFUND] = { "refunded_amount=0", "refunded_amount>0" },
		[CANCELLED] = { "cancelled_at=", "cancelled_at!=" },
	};
	struct cs_err err = CS_ERR_INIT;

	for (size_t n = draw(4); n > 0; n--) {
		size_t cell = shape->order[draw(shape->ncells)];
		const char *text = what[cell][draw(5)];
		bool exclude = draw(3) == 0;
		struct cs_expression rule = {
			.option = exclude ? "--exclude" : "--where",
			.exclude = exclude,
			.flag = draw(3) == 0 ? 1U << n : 0
		};
		struct cs_buf both = CS_BUF_INIT;

		if (text == NULL)
			continue;
		cs_buf_adds(&both, text);
		if (draw(3) == 0 && what[shape->order[0]][0] != NULL)
			cs_buf_addf(&both, " or %s", what[shape->order[0]][0]);
		if (cs_input_express(input, &rule, both.data, &err) != 0)
			is_str(err.message, "", "an expression");
		cs_buf_release(&both);
	}
}

/* What a command asks for beside the roles, in any column. */
static void draw_fields(const struct shape *shape, struct cs_input *input)
{
	for (size_t n = draw(5); n > 0; n--) {
		struct cs_column_rule *rule = &input->columns[input->ncolumns];
		size_t cell = shape->order[draw(shape->ncells)];
		bool number = cell == AMOUNT || cell == REFUND,
		     day = cell == DATE || cell == CANCELLED;

		*rule = (struct cs_column_rule){
			.name = "field",
			.option = "--field",
			.named = names[cell],
			.type = number && draw(3) > 0 ? CS_FIELD_NUMBER
				: day && draw(3) > 0  ? CS_FIELD_DATE
				: draw(2) > 0	      ? CS_FIELD_TEXT
						      : CS_FIELD_SPAN,
			.wanted = CS_OPTIONAL,
			.filled = draw(9) == 0,
			.high = draw(3) == 0 ? 700 * CS_MICROS : 0,
			.whole = draw(9) == 0,
		};
		if (draw(9) == 0) { /* there is none */
			rule->named = NULL;
			rule->wanted = CS_UNUSED;
		}
		input->ncolumns++;
	}
}

/* As of contacts: with their times of day, or without amounts. */
static void draw_moments(const struct shape *shape, struct cs_input *input)
{
	struct cs_err err = CS_ERR_INIT;

	input->moments = draw(2) > 0;
	if (draw(4) == 0)
		input->zone = cs_zone_open("Europe/Berlin", &err);
	if (draw(2) > 0 || shape->product)
		return;
	input->columns[CS_ROLE_AMOUNT].wanted = CS_UNUSED;
	input->columns[CS_ROLE_REFUND].wanted = CS_UNUSED;
}

static void draw_wishes(const struct shape *shape, struct cs_input *input)
{
	bool group = shape->ncells > COUNTRY && draw(2) > 0;

	if (shape->product) {
		input->columns[CS_ROLE_QUANTITY].named = "quantity";
		input->columns[CS_ROLE_PRICE].named = "amount";
	}

	input->columns[CS_ROLE_GROUP].named = group ? "country" : NULL;
	input->columns[CS_ROLE_GROUP].wanted = group ? CS_IF_THERE : CS_UNUSED;
	input->columns[CS_ROLE_ORDER].wanted =
	    draw(2) > 0 ? CS_OPTIONAL : CS_UNUSED;
	input->exact_keys = draw(4) == 0;
	input->first_day =
	    draw(5) == 0 ? cs_day_from_ymd(2024, 3, 1) : CS_DAY_MIN;
	input->last_day =
	    draw(5) == 0 ? cs_day_from_ymd(2024, 10, 1) : CS_DAY_MAX;
	input->block_size = draw(3) == 0 ? 1000 + draw(9000) : 1 << 19;
}

static void test_files(size_t count)
{
	static const enum cs_csv_path paths[] = { CS_CSV_AUTO, CS_CSV_AVX2,
						  CS_CSV_PORTABLE };
	struct cs_buf text = CS_BUF_INIT, want = CS_BUF_INIT, got = CS_BUF_INIT;
	const char *path;
	size_t careful = 0, in_sheaves = 0, further = 0, different = 0,
	       filtered = 0, products = 0, fields = 0, moments = 0, without = 0;

	for (size_t i = 0; i < NCELLS; i++)
		above[i] = (struct cs_buf)CS_BUF_INIT;

	for (size_t n = 0; n < count; n++) {
		size_t before = in_sheaves;
		struct cs_input input;
		struct shape shape;

		state = n;
		shape = draw_shape();
		draw_file(&shape, &text);
		path = temp_file("drawn.csv", text.data, text.length);
		input = input_of(&path);
		draw_wishes(&shape, &input);
		input.nobody = cs_nobody_new(cs_builtin_text("words", "nobody"),
					     CS_NOBODY_WORD);
		input.statuses =
		    cs_status_words_new(cs_builtin_text("words", "statuses"));
		if (draw(3) == 0)
			draw_fields(&shape, &input);
		if (draw(3) == 0)
			draw_moments(&shape, &input);
		if (draw(3) == 0)
			draw_filters(&shape, &input);
		read_by(&input, CS_CSV_LIBCSV, 4000, &want, &careful, &further);
		read_by(&input, paths[n % 3], 4000, &got, &in_sheaves,
			&further);
		if (input.nexpressions > 0)
			filtered += in_sheaves - before;
		if (input.ncolumns > CS_NROLES)
			fields += in_sheaves - before;
		if (input.moments)
			moments += in_sheaves - before;
		if (input.columns[CS_ROLE_AMOUNT].wanted == CS_UNUSED)
			without += in_sheaves - before;
		if (shape.product)
			products += in_sheaves - before;
		if (strcmp(got.data, want.data) != 0 && different++ < 3)
			is_str(got.data, want.data, named("file %zu", n));
		cs_nobody_free((struct cs_nobody *)input.nobody);
		cs_input_release(&input);
	}
	is_int((long long)different, 0, "all files are read as with care");
	is_int((long long)careful, 0, "none was read side by side there");
	ok(in_sheaves > 200 * count && further > 10 * count &&
	       filtered > 20 * count && products > 20 * count,
	   "%zu rows were here, of which %zu continue orders, %zu satisfied "
	   "filters, and %zu are products",
	   in_sheaves, further, filtered, products);
	ok(fields > 40 * count && moments > 20 * count && without > 10 * count,
	   "%zu had fields, %zu moments, and %zu no amount", fields, moments,
	   without);
	for (size_t i = 0; i < NCELLS; i++)
		cs_buf_release(&above[i]);
	cs_buf_release(&text);
	cs_buf_release(&want);
	cs_buf_release(&got);
}

int main(void)
{
	test_files(300);
	return done_testing();
}

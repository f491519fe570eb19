/*
 * Rows that are no orders, each with a record of its own (data/rows.h), and the
 * number that an order keeps of its rows (cs_load_options.tag): by hand, and
 * over many rows with any number of threads.
 */
#include "data/rows.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "simulate/draw.h"
#include "tap.h"
#include "data_load.h"

#define HEAD "customer,date,order,amount,shop,n\n"

static const struct cs_column_rule number = {
	.name = "number",
	.option = "--number",
	.named = "n",
	.type = CS_FIELD_NUMBER,
	.wanted = CS_REQUIRED,
	.high = INT64_MAX,
	.whole = true,
};

static uint32_t tag_of(const void *context, const struct cs_row *row)
{
	(void)context;
	return (uint32_t)(row->values[0].number / CS_MICROS);
}

/* `rows` below the header as the input of `options`. */
static void put_file(struct cs_load_options *options, const char *rows)
{
	static const char *file;
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_adds(&text, HEAD);
	cs_buf_adds(&text, rows);
	file = temp_text("a.csv", text.data);
	options->input.files = &file;
	options->input.nfiles = 1;
	options->input.ncolumns = CS_NROLES;
	options->input.columns[options->input.ncolumns++] = number;
	cs_buf_release(&text);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Texts from any thread; afterwards sorted, one after the other. */
struct texts {
	pthread_mutex_t lock;
	char **list;
	size_t count, capacity;
};

static void push_text(struct texts *texts, struct cs_buf *text)
{
	pthread_mutex_lock(&texts->lock);
	CS_GROW(texts->list, texts->count, texts->capacity);
	texts->list[texts->count++] = text->data;
	pthread_mutex_unlock(&texts->lock);
}

static void join_texts(struct texts *texts, struct cs_buf *out)
{
	if (texts->count > 1)
		qsort(texts->list, texts->count, sizeof *texts->list, by_text);
	for (size_t i = 0; i < texts->count; i++) {
		cs_buf_adds(out, texts->list[i]);
		free(texts->list[i]);
	}
	free(texts->list);
	*texts = (struct texts){ .lock = PTHREAD_MUTEX_INITIALIZER };
}

/* --- every row ---------------------------------------------------------- */

struct record {
	char customer[8];
	cs_day day;
	cs_micros amount;
	uint32_t tag;
};

static void make(void *context, const struct cs_row *row, void *record)
{
	struct record *made = record;

	(void)context;
	*made = (struct record){ "", row->day, row->amount, tag_of(NULL, row) };
	memcpy(made->customer, row->customer.text.bytes,
	       row->customer.text.length);
}

/* "ann 2025-01-02 5 #7 @web" */
static void put_rows(const struct cs_rows *rows, struct cs_buf *out)
{
	const struct record *list = rows->records;
	char day[11], amount[CS_MONEY_SIZE];

	for (size_t i = 0; i < rows->count; i++)
		cs_buf_addf(out, "%s %s %s #%u @%s\n", list[i].customer,
			    list[i].day == CS_NO_DAY
				? "-"
				: cs_day_format(list[i].day, day),
			    cs_money_format(list[i].amount, amount),
			    (unsigned)list[i].tag,
			    rows->groups ? rows->groups[rows->group[i]] : "0");
}

static void put_data(const struct cs_data *data, struct cs_buf *out)
{
	char day[11] = "";

	if (data->as_of != CS_NO_DAY)
		cs_day_format(data->as_of, day);
	cs_buf_addf(out, "%llu rows until %s;",
		    (unsigned long long)data->customers, day);
	for (size_t g = 0; g < data->ngroups; g++)
		cs_buf_addf(out, " %s", data->groups[g]);
	if (data->customers != data->input.account.rows_used)
		cs_buf_adds(out, " and the account is wrong");
}

static void each_row(struct cs_load_options *options, struct cs_buf *out)
{
	const struct cs_row_record record = { sizeof(struct record), make,
					      NULL };
	struct cs_rows rows;
	struct cs_data data = { 0 };
	struct cs_err err = CS_ERR_INIT;
	enum cs_read status = cs_rows_load(options, &record, &rows, &err);

	cs_buf_clear(out);
	if (status == CS_READ_BAD_ROWS)
		cs_buf_addf(out, "rejects %zu", rows.input.nrejects);
	else if (status == CS_READ_FAILED)
		cs_buf_addf(out, "%s [%s]", err.message, err.code);
	else
		put_rows(&rows, out);
	cs_rows_give(&rows, &data, options->as_of);
	if (status == CS_READ_ALL)
		put_data(&data, out);
	cs_rows_release(&rows);
	cs_data_release(&data);
}

static void is_each(struct cs_load_options options, const char *rows,
		    const char *want, const char *name)
{
	struct cs_buf got = CS_BUF_INIT;

	put_file(&options, rows);
	each_row(&options, &got);
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

static struct cs_load_options each_options(void)
{
	struct cs_load_options options = load_options(NULL, 0);

	options.input.skip_bad = true;
	return options;
}

/* Values of the field as numbers: sorted, the empty one last. */
static void test_labels(void)
{
	struct cs_load_options options = each_options();
	const struct cs_row_record record = { sizeof(struct record), make, NULL,
					      1 };
	struct cs_rows rows;
	struct cs_err err = CS_ERR_INIT;

	put_file(&options, "ann,2025-01-09,8,5,web,3\nbob,2025-01-02,8,5,web,\n"
			   "cid,2025-01-03,7,1,,20\ndan,2025-01-03,6,1,,3\n");
	is_int(cs_rows_load(&options, &record, &rows, &err), CS_READ_ALL,
	       "read");
	is_int((long long)rows.nlabels, 2, "two values");
	is_str(rows.labels[0], "20", "as text");
	is_str(rows.labels[1], "3", "sorted");
	is_int(rows.label[0], 1, "ann's");
	is_int(rows.label[1], 2, "bob has none");
	is_int(rows.label[2], 0, "cid's");
	cs_rows_release(&rows);
}

static void test_each(void)
{
	struct cs_load_options options = each_options();

	is_each(options,
		"ann,2025-01-09,8,-7.5,web,3\nann,2025-01-02,8,5,web,\n"
		",2025-01-30,9,1,,4\nbob,2025-01-03,7,1,,5\n",
		"ann 2025-01-09 -7.5 #3 @0\nann 2025-01-02 5 #0 @0\n"
		"bob 2025-01-03 1 #5 @0\n3 rows until 2025-01-30;",
		"rows as they are: neither orders nor refunds; none without a "
		"customer");
	is_each(options, "", "0 rows until ;", "no row");
	options.input.last_day = cs_day_from_ymd(2025, 1, 5);
	options.as_of = cs_day_from_ymd(2025, 1, 31);
	is_each(options,
		"ann,2025-01-05,8,1,,1\nann,2025-01-06,8,1,,2\n"
		"ann,x,8,1,,3\nann,2025-01-01,8,1,,4.5\n",
		"ann 2025-01-05 1 #1 @0\n1 rows until 2025-01-31;",
		"rows outside the limits and bad ones are not handed over");
	options.input.columns[CS_ROLE_CUSTOMER].wanted = CS_UNUSED;
	options.input.columns[CS_ROLE_DATE].wanted = CS_UNUSED;
	options.input.columns[CS_ROLE_AMOUNT].wanted = CS_UNUSED;
	options.as_of = CS_NO_DAY;
	is_each(options, ",,,,,1\nx,y,z,u,v,2\n",
		" - 0 #1 @0\n - 0 #2 @0\n2 rows until ;",
		"rows of neither customer nor date");
}

static void test_each_groups(void)
{
	struct cs_load_options options = each_options();

	options.input.columns[CS_ROLE_GROUP].named = "shop";
	is_each(options,
		"d,2025-01-01,,1,web,1\nc,2025-01-01,,1,post,1\n"
		"b,2025-01-01,,1,web,1\na,2025-01-01,,1,Post,1\n",
		"d 2025-01-01 1 #1 @web\nc 2025-01-01 1 #1 @post\n"
		"b 2025-01-01 1 #1 @web\na 2025-01-01 1 #1 @Post\n"
		"4 rows until 2025-01-01; Post post web",
		"groups by their bytes, and none that no row has");
	is_each(options,
		"a,2025-01-01,,1,web,1\nb,2025-01-01,,1,,1\n"
		"c,2025-01-01,,1,a,1\n",
		"a 2025-01-01 1 #1 @web\nb 2025-01-01 1 #1 @(none)\n"
		"c 2025-01-01 1 #1 @a\n"
		"3 rows until 2025-01-01; a web (none)",
		"rows without a group come last");
	is_each(options, "a,2025-01-01,,1,,1\n",
		"a 2025-01-01 1 #1 @(none)\n1 rows until 2025-01-01; (none)",
		"only rows without a group");
	is_each(options,
		",2025-01-01,,1,west,1\na,2025-01-01,,1,web,x\n"
		"a,2025-01-01,,1,east,1\n",
		"a 2025-01-01 1 #1 @east\n1 rows until 2025-01-01; east",
		"only groups of rows that are used");
	is_each(options, "", "0 rows until ;", "groups of nothing");
}

static void test_each_failures(void)
{
	struct cs_load_options options = each_options();

	options.input.skip_bad = false;
	is_each(options, "ann,2025-01-01,1,1,,1\nann,2025-01-01,1,1,,x\n",
		"rejects 1", "a bad row ends the run, with its reject");
	options = each_options();
	options.input.columns[CS_ROLE_GROUP].named = "absent";
	is_each(options, "ann,2025-01-01,1,1,,1\n",
		"--group: there is no column \"absent\"; the columns are: "
		"customer, date, order, amount, shop, n [unknown-column]",
		"an unknown column");
}

/* Every row once, whatever the blocks and threads. */
static void test_each_many(void)
{
	struct cs_load_options options = each_options();
	struct cs_buf text = CS_BUF_INIT, first = CS_BUF_INIT,
		      again = CS_BUF_INIT;
	bool same = true;

	for (int i = 0; i < 20000; i++)
		cs_buf_addf(&text, "c%d,2025-01-%02d,%d,%d,s%d,%d\n", i % 777,
			    1 + i % 28, i, i % 50, i % 13, i);
	put_file(&options, text.data);
	options.input.columns[CS_ROLE_GROUP].named = "shop";
	options.input.block_size = 1 << 20;
	options.input.threads = 1;
	each_row(&options, &first);
	ok(strstr(first.data, "20000 rows until 2025-01-28; s0 s1 s10 s11 s12 "
			      "s2 s3 s4 s5 s6 s7 s8 s9") != NULL,
	   "twenty thousand rows");
	ok(strstr(first.data, "c7 2025-01-08 7 #7 @s7\n") != NULL,
	   "... each with its group");
	for (unsigned threads = 2; threads <= 8; threads += 3) {
		options.input.threads = threads;
		options.input.block_size = 3000 / threads;
		each_row(&options, &again);
		same = same && strcmp(first.data, again.data) == 0;
	}
	ok(same, "the same with other blocks and threads");
	cs_buf_release(&text);
	cs_buf_release(&first);
	cs_buf_release(&again);
}

/* --- tags --------------------------------------------------------------- */

static void catch_customer(void *context, unsigned worker,
			   const struct cs_customer *customer)
{
	struct cs_buf text = CS_BUF_INIT;
	char day[11], amount[CS_MONEY_SIZE];

	(void)worker;
	cs_buf_add(&text, customer->key.bytes, customer->key.length);
	for (size_t i = 0; i < customer->npurchases + customer->nrefunds; i++) {
		const struct cs_order *order =
		    i < customer->npurchases
			? &customer->purchases[i]
			: &customer->refunds[i - customer->npurchases];

		cs_buf_addf(&text, " %s=%s#%u",
			    cs_day_format(order->day, day) + 5,
			    cs_money_format(order->total, amount),
			    (unsigned)order->tag);
	}
	cs_buf_addc(&text, '\n');
	push_text(context, &text);
}

static void load_tagged(struct cs_load_options options, struct cs_buf *out)
{
	struct texts texts = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct cs_data data;
	struct cs_err err = CS_ERR_INIT;

	cs_buf_clear(out);
	if (cs_load(&options, &data, &err) != 0)
		cs_buf_adds(out, err.message);
	else
		cs_data_each(&data, catch_customer, &texts);
	join_texts(&texts, out);
	cs_data_release(&data);
}

static void is_tagged(struct cs_load_options options, const char *rows,
		      const char *want, const char *name)
{
	struct cs_buf got = CS_BUF_INIT;

	put_file(&options, rows);
	load_tagged(options, &got);
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

static void test_tags(void)
{
	struct cs_load_options options = load_options(NULL, 0);

	is_tagged(options, "ann,2025-01-02,1,5,,7\nann,2025-01-03,2,5,,8\n",
		  "ann 01-02=5#0 01-03=5#0\n", "without tag() all are 0");
	options.tag = tag_of;
	is_tagged(options,
		  "ann,2025-01-09,2,5,,3\nann,2025-01-02,1,4,,1\n"
		  "bob,2025-01-09,2,-1,,9\nbob,2025-01-08,3,0,,\n"
		  "ann,2025-01-08,4,-2,,4294967295\n",
		  "ann 01-02=4#1 01-09=5#3 01-08=-2#4294967295\n"
		  "bob 01-08=0#0 01-09=-1#9\n",
		  "each order with the number of its row, refunds too");
	is_tagged(options,
		  "ann,2025-01-02,1,5,,2\nann,2025-01-02,1,5,,7\n"
		  "ann,2025-01-02,1,5,,3\nann,2025-01-02,2,1,,1\n"
		  "ann,2025-01-02,,1,,6\n",
		  "ann 01-02=1#6 01-02=1#1 01-02=15#7\n",
		  "the largest of an order's rows");
	is_tagged(options,
		  "ann,2025-01-02,b,1,,2\nann,2025-01-02,a,1,,9\n"
		  "ann,2025-01-02,,1,,8\nann,2025-01-02,,1,,4\n",
		  "ann 01-02=1#4 01-02=1#8 01-02=1#9 01-02=1#2\n",
		  "equal orders without an id by their numbers");
	options.items = CS_ITEMS_ONCE;
	is_tagged(options,
		  "ann,2025-01-02,1,5,,2\nann,2025-01-02,1,9,,7\n"
		  "bob,2025-01-02,3,5,,2\n",
		  "ann 01-02=5#7\nbob 01-02=5#2\n",
		  "once: the first row's amount, the largest number");
	options.items = CS_ITEMS_SUM;
	options.by_day = true;
	is_tagged(options,
		  "ann,2025-01-02,1,5,,2\nann,2025-01-02,2,3,,7\n"
		  "ann,2025-01-02,3,9,,4\nann,2025-01-03,4,1,,1\n",
		  "ann 01-02=17#7 01-03=1#1\n",
		  "by day: the largest of the day");
}

/* Many customers over all partitions, their largest numbers found apart. */
static void test_many_tags(void)
{
	enum { CUSTOMERS = 3000, ROWS = 30000 };
	static uint32_t largest[CUSTOMERS][2];
	static int amounts[CUSTOMERS][2];
	struct cs_load_options options = load_options(NULL, 0);
	struct cs_buf rows = CS_BUF_INIT, want = CS_BUF_INIT, got = CS_BUF_INIT;
	struct texts texts = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct draws state = { 20 };

	for (int i = 0; i < ROWS; i++) {
		uint32_t customer = draw_below(&state, CUSTOMERS),
			 order = draw_below(&state, 2),
			 tag = draw_below(&state, 1000);

		cs_buf_addf(&rows,
			    "somebody with a longer name %u,2025-01-%02u,"
			    "order number %u-%u,1,,%u\n",
			    (unsigned)customer, 2 + (unsigned)order,
			    (unsigned)customer, (unsigned)order, (unsigned)tag);
		amounts[customer][order]++;
		if (tag > largest[customer][order])
			largest[customer][order] = tag;
	}
	for (unsigned c = 0; c < CUSTOMERS; c++) {
		struct cs_buf text = CS_BUF_INIT;

		cs_buf_addf(&text, "somebody with a longer name %u", c);
		for (unsigned o = 0; o < 2; o++)
			if (amounts[c][o] > 0)
				cs_buf_addf(&text, " 01-%02u=%d#%u", 2 + o,
					    amounts[c][o],
					    (unsigned)largest[c][o]);
		cs_buf_addc(&text, '\n');
		if (amounts[c][0] + amounts[c][1] > 0)
			push_text(&texts, &text);
		else
			cs_buf_release(&text);
	}
	join_texts(&texts, &want);
	put_file(&options, rows.data);
	options.tag = tag_of;
	options.items = CS_ITEMS_SUM;
	for (unsigned threads = 1; threads <= 4; threads++) {
		options.input.threads = threads;
		options.input.block_size = 20000 / threads;
		load_tagged(options, &got);
		ok(strcmp(got.data, want.data) == 0,
		   "thirty thousand rows with %u threads", threads);
	}
	cs_buf_release(&rows);
	cs_buf_release(&want);
	cs_buf_release(&got);
}

int main(void)
{
	test_each();
	test_labels();
	test_each_groups();
	test_each_failures();
	test_each_many();
	test_tags();
	test_many_tags();
	return done_testing();
}

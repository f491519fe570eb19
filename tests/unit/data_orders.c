/*
 * From rows to customers: orders of several rows, refunds, the order of
 * purchases, groups, who counts, and what is left out.
 */
#include "data/data.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tap.h"
#include "data_load.h"

#define HEAD "customer,date,order,amount,shop\n"

struct catcher {
	const struct cs_data *data;
	pthread_mutex_t lock;
	char **texts;
	size_t count, capacity;
};

static void add_orders(struct cs_buf *out, const char *label,
		       const struct cs_order *orders, size_t n)
{
	char day[11], amount[CS_MONEY_SIZE];

	if (n > 0)
		cs_buf_adds(out, label);
	for (size_t i = 0; i < n; i++)
		cs_buf_addf(out, " %s=%s",
			    cs_day_format(orders[i].day, day) + 5,
			    cs_money_format(orders[i].total, amount));
}

/* "ann [shop] 3 rows 12.5: 01-02=5 01-09=7.5 refunds 02-01=-1" */
static void catch_customer(void *context, unsigned worker,
			   const struct cs_customer *customer)
{
	struct catcher *catcher = context;
	struct cs_buf text = CS_BUF_INIT;
	char value[CS_MONEY_SIZE];

	cs_buf_add(&text, customer->key.bytes, customer->key.length);
	if (catcher->data->grouped)
		cs_buf_addf(&text, " [%s]",
			    catcher->data->groups[customer->group]);
	cs_buf_addf(&text, " %llu %s:", (unsigned long long)customer->rows,
		    cs_money_format(customer->value, value));
	add_orders(&text, "", customer->purchases, customer->npurchases);
	add_orders(&text, " refunds", customer->refunds, customer->nrefunds);
	if (worker >= catcher->data->threads)
		cs_buf_adds(&text, " by a worker that is none");
	cs_buf_addc(&text, '\n');
	pthread_mutex_lock(&catcher->lock);
	CS_GROW(catcher->texts, catcher->count, catcher->capacity);
	catcher->texts[catcher->count++] = text.data;
	pthread_mutex_unlock(&catcher->lock);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void put_customers(const struct cs_data *data, struct cs_buf *out)
{
	struct catcher catcher = { .data = data,
				   .lock = PTHREAD_MUTEX_INITIALIZER };

	cs_data_each(data, catch_customer, &catcher);
	if (catcher.count > 0)
		qsort(catcher.texts, catcher.count, sizeof *catcher.texts,
		      by_text);
	for (size_t i = 0; i < catcher.count; i++) {
		cs_buf_adds(out, catcher.texts[i]);
		free(catcher.texts[i]);
	}
	free(catcher.texts);
	if (catcher.count != data->customers)
		cs_buf_addf(out, "but there are %llu\n",
			    (unsigned long long)data->customers);
}

static void put_rest(const struct cs_data *data, struct cs_buf *out)
{
	const struct cs_account *account = &data->input.account;
	char a[CS_MONEY_SIZE], b[CS_MONEY_SIZE];

	if (cs_account_rows_excluded(account) + account->rows_unattributed > 0)
		cs_buf_addf(
		    out, "excluded %llu %s, unattributed %llu %s\n",
		    (unsigned long long)cs_account_rows_excluded(account),
		    cs_money_format(cs_account_amount_excluded(account), a),
		    (unsigned long long)account->rows_unattributed,
		    cs_money_format(account->amount_unattributed, b));
	if (data->customers_without_purchase > 0)
		cs_buf_addf(
		    out, "without purchase: %llu, rows %llu, %s\n",
		    (unsigned long long)data->customers_without_purchase,
		    (unsigned long long)account->rows_without_purchase,
		    cs_money_format(account->amount_without_purchase, a));
	if (account->rows_read != account->rows_used + account->rows_bad +
				      cs_account_rows_excluded(account) +
				      account->rows_unattributed +
				      account->rows_without_purchase ||
	    account->amount_read != account->amount_used +
					cs_account_amount_excluded(account) +
					account->amount_unattributed +
					account->amount_without_purchase)
		cs_buf_adds(out, "the account is wrong\n");
}

static void is_loaded(const struct cs_load_options *options, const char *want,
		      const char *name)
{
	struct cs_buf got = CS_BUF_INIT;
	struct cs_data data;
	struct cs_err err = CS_ERR_INIT;

	if (cs_load(options, &data, &err) != 0) {
		cs_buf_addf(&got, "%s [%s]", err.message,
			    err.code ? err.code : "");
	} else {
		put_customers(&data, &got);
		put_rest(&data, &got);
	}
	is_str(got.data, want, name);
	cs_data_release(&data);
	cs_buf_release(&got);
}

static void from_rows(const char *rows, struct cs_load_options options,
		      const char *want, const char *name)
{
	struct cs_buf text = CS_BUF_INIT;
	const char *file;

	cs_buf_adds(&text, HEAD);
	cs_buf_adds(&text, rows);
	file = temp_text("a.csv", text.data);
	options.input.files = &file;
	options.input.nfiles = 1;
	is_loaded(&options, want, name);
	cs_buf_release(&text);
}

static void test_orders(void)
{
	struct cs_load_options options = load_options(NULL, 0);

	from_rows("ann,2025-01-09,8,7.5,\nann,2025-01-02,7,5,\n"
		  "bob,2025-01-03,7,1,\n",
		  options, "ann 2 12.5: 01-02=5 01-09=7.5\nbob 1 1: 01-03=1\n",
		  "purchases by day; one id of two customers is two orders");
	from_rows("ann,2025-01-09,7,7.5,\nbob,2025-01-02,1,1,\n"
		  "ann,2025-01-02,7,-5,\nann,2025-01-20,7,1,\n",
		  options, "ann 3 3.5: 01-02=3.5\nbob 1 1: 01-02=1\n",
		  "rows of one order add up, and the earliest day is its day");
	from_rows(
	    "ann,2025-01-02,,5,\nann,2025-01-02,,5,\nann,2025-01-01, ,2,\n",
	    options, "ann 3 12: 01-01=2 01-02=5 01-02=5\n",
	    "without an id each row is an order");
	from_rows("ann,2025-01-02,1,5,\nann,2025-01-02,2,3,\n"
		  "ann,2025-01-02,3,4,\nann,2025-01-01,4,9,\n",
		  options, "ann 4 21: 01-01=9 01-02=3 01-02=4 01-02=5\n",
		  "purchases of one day by amount");
	from_rows("ann,2025-01-02,1,0,\nbob,2025-01-02,1,5,\n"
		  "bob,2025-01-03,1,-5,\nann,2025-01-03,2,0,\n"
		  "ann,2025-01-03,2,0,\nann,2025-01-04,3,7,\n"
		  "ann,2025-01-05,3,-4,\nann,2025-01-06,3,-3,\n"
		  "ann,2025-01-07,,0,\n",
		  options,
		  "ann 7 0: 01-02=0 01-03=0 01-07=0\n"
		  "without purchase: 1, rows 2, 0\n",
		  "an order of nothing is a purchase, one paid back is none");
	from_rows("Ann@x.org,2025-01-02,1,1,\nANN@X.ORG ,2025-01-03,2,1,\n"
		  "Ann,2025-01-02,1,1,\nann,2025-01-02,1,1,\n",
		  options,
		  "Ann 1 1: 01-02=1\nann 1 1: 01-02=1\n"
		  "ann@x.org 2 2: 01-02=1 01-03=1\n",
		  "addresses are one in any case, other keys are not");
	options.input.exact_keys = true;
	from_rows("Ann@x.org,2025-01-02,1,1,\nANN@X.ORG ,2025-01-03,2,1,\n",
		  options, "ANN@X.ORG 1 1: 01-03=1\nAnn@x.org 1 1: 01-02=1\n",
		  "unless keys are exact");
}

static void test_refunds(void)
{
	struct cs_load_options options = load_options(NULL, 0);

	from_rows("ann,2025-01-02,1,5,\nann,2025-01-09,2,-2,\n"
		  "ann,2025-01-01,3,-1,\nann,2025-01-05,4,3,\n",
		  options,
		  "ann 4 5: 01-02=5 01-05=3 refunds 01-01=-1 01-09=-2\n",
		  "negative orders are refunds");
	from_rows("ann,2025-01-02,1,5,\nann,2025-01-02,1,-6,\n"
		  "ann,2025-01-03,2,1,\n,2025-01-01,9,8,\n",
		  options,
		  "ann 3 0: 01-03=1 refunds 01-02=-1\n"
		  "excluded 0 0, unattributed 1 8\n",
		  "an order that is negative in all is one");
	from_rows("ann,2025-01-02,1,-5,\nann,2025-01-03,2,2,\n"
		  "ann,2025-01-03,2,-3,\nbob,2025-01-02,3,1,\n",
		  options,
		  "bob 1 1: 01-02=1\nwithout purchase: 1, rows 3, -6\n",
		  "who has only refunds is left out");
	options.need = CS_TOTALS_AND_PURCHASES;
	from_rows("ann,2025-01-02,1,-5,\nann,2025-01-03,2,2,\n"
		  "ann,2025-01-03,2,-3,\nbob,2025-01-02,3,-1,\n",
		  options,
		  "ann 3 -6: refunds 01-02=-5 01-03=-1\n"
		  "without purchase: 1, rows 1, -1\n",
		  "with totals a row that is not negative suffices");
	options.need = CS_TOTALS;
	from_rows("ann,2025-01-02,1,-5,\nann,2025-01-03,2,2,\n"
		  "ann,2025-01-03,2,-3,\nbob,2025-01-02,3,-1,\n",
		  options, "ann 3 -6:\nwithout purchase: 1, rows 1, -1\n",
		  "totals alone");
}

static void test_once(void)
{
	struct cs_load_options options = load_options(NULL, 0);

	options.items = CS_ITEMS_ONCE;
	from_rows("ann,2025-01-09,1,5,\nbob,2025-01-01,1,1,\n"
		  "ann,2025-01-02,1,7,\nann,2025-01-09,1,9,\n"
		  "ann,2025-01-03,2,4,\nann,2025-01-03,2,4,\n"
		  "ann,2025-01-03,,1,\nann,2025-01-03,,1,\n",
		  options,
		  "ann 7 31: 01-02=5 01-03=1 01-03=1 01-03=4\n"
		  "bob 1 1: 01-01=1\n",
		  "once: an order is worth what its first row says");
}

/* What the rows show: orders that repeat their total count it once, one whose
 * rows differ does not. */
static void test_found(void)
{
	struct cs_load_options options = load_options(NULL, 0);
	static const char repeats[] =
	    "ann,2025-01-01,1,5,\nann,2025-01-01,1,5,\nann,2025-01-02,2,6,\n"
	    "ann,2025-01-02,2,6,\nann,2025-01-03,3,7,\nann,2025-01-03,3,7,\n"
	    "ann,2025-01-04,4,8,\nann,2025-01-04,4,8,\nann,2025-01-05,5,9,\n"
	    "ann,2025-01-05,5,9,\nann,2025-01-06,6,-5,\nann,2025-01-06,6,-5,\n"
	    "ann,2025-01-07,7,5,\nann,2025-01-07,7,0,\n"
	    "ann,2025-01-08,8,0,\nann,2025-01-08,8,0,\n"
	    "bob,2025-01-01,9,3,\n";
	struct cs_buf rows = CS_BUF_INIT;

	from_rows(repeats, options,
		  "ann 16 65: 01-01=5 01-02=6 01-03=7 01-04=8 01-05=9 01-07=5 "
		  "01-08=0 refunds 01-06=-5\n"
		  "bob 1 3: 01-01=3\n",
		  "totals that repeat are found, and count once");
	for (int i = 0; i < 10; i++)
		cs_buf_addf(&rows, "cy,2025-01-01,%d,2,\n", 10 + i / 2);
	cs_buf_adds(&rows, "dan,2025-01-01,20,2,\ndan,2025-01-01,20,1,\n");
	cs_buf_adds(&rows, repeats);
	from_rows(rows.data, options,
		  "ann 16 65: 01-01=5 01-02=6 01-03=7 01-04=8 01-05=9 01-07=5 "
		  "01-08=0 refunds 01-06=-5\n"
		  "bob 1 3: 01-01=3\n"
		  "cy 10 20: 01-01=2 01-01=2 01-01=2 01-01=2 01-01=2\n"
		  "dan 2 3: 01-01=3\n",
		  "... with an order that differs");
	options.need = CS_TOTALS;
	from_rows(repeats, options,
		  "ann 16 65: 01-01=5 01-02=6 01-03=7 01-04=8 01-05=9 01-07=5 "
		  "01-08=0 refunds 01-06=-5\n"
		  "bob 1 3: 01-01=3\n",
		  "... also where totals are enough");
	options.need = CS_PURCHASES;
	options.items = CS_ITEMS_SUM;
	from_rows(repeats, options,
		  "ann 16 65: 01-01=10 01-02=12 01-03=14 01-04=16 01-05=18 "
		  "01-07=5 01-08=0 refunds 01-06=-10\n"
		  "bob 1 3: 01-01=3\n",
		  "... and add up where they shall");
	cs_buf_release(&rows);
}

static void test_by_day(void)
{
	struct cs_load_options options = load_options(NULL, 0);

	options.by_day = true;
	from_rows(
	    "ann,2025-01-02,1,5,\nann,2025-01-02,2,3,\n"
	    "ann,2025-01-03,3,4,\nann,2025-01-02,4,-1,\n"
	    "ann,2025-01-02,5,-2,\n",
	    options, "ann 5 9: 01-02=8 01-03=4 refunds 01-02=-2 01-02=-1\n",
	    "by day: purchases of a day are one, refunds are not touched");
}

static void test_groups(void)
{
	struct cs_load_options options = load_options(NULL, 0);

	options.input.columns[CS_ROLE_GROUP].named = "shop";
	from_rows("ann,2025-01-05,1,5,web\nann,2025-01-02,2,3,post\n"
		  "bob,2025-01-02,3,1,\ncy,2025-01-02,4,-1,phone\n"
		  "dan,2025-01-02,5,-1,web\ndan,2025-01-09,6,1,post\n",
		  options,
		  "ann [post] 2 8: 01-02=3 01-05=5\n"
		  "bob [(none)] 1 1: 01-02=1\n"
		  "dan [post] 2 0: 01-09=1 refunds 01-02=-1\n"
		  "without purchase: 1, rows 1, -1\n",
		  "the group of the first purchase");
	from_rows(
	    "ann,2025-01-02,1,5,web\nann,2025-01-02,1,3,post\n"
	    "bob,2025-01-02,2,3,b\nbob,2025-01-02,3,3,a\n"
	    "cy,2025-01-02,4,3,b\ncy,2025-01-02,5,1,c\n",
	    options,
	    "ann [web] 2 8: 01-02=8\nbob [b] 2 6: 01-02=3 01-02=3\n"
	    "cy [c] 2 4: 01-02=1 01-02=3\n",
	    "several on one day: by amount, then id; in one order the largest "
	    "amount");
	options.need = CS_TOTALS_AND_PURCHASES;
	from_rows("ann,2025-01-02,1,5,a\nbob,2025-01-02,3,1,web\n"
		  "bob,2025-01-02,3,-2,web\n",
		  options,
		  "ann [a] 1 5: 01-02=5\n"
		  "bob [web] 2 -1: refunds 01-02=-1\n",
		  "without a purchase that of the first order");
}

static void test_first_limits(void)
{
	static const char rows[] =
	    "ann,2025-01-05,1,5,\nann,2025-02-05,2,5,\nbob,2025-02-05,1,4,\n"
	    "bob,2025-01-20,7,-1,\ncy,2025-03-05,1,2,\ndan,2025-02-05,1,-8,\n";
	struct cs_load_options options = load_options(NULL, 0);

	options.first_from = cs_day_from_ymd(2025, 2, 1);
	from_rows(rows, options,
		  "bob 2 3: 02-05=4 refunds 01-20=-1\ncy 1 2: 03-05=2\n"
		  "excluded 2 10, unattributed 0 0\n"
		  "without purchase: 1, rows 1, -8\n",
		  "who first bought from a day on");
	options.first_to = cs_day_from_ymd(2025, 2, 5);
	from_rows(rows, options,
		  "bob 2 3: 02-05=4 refunds 01-20=-1\n"
		  "excluded 3 12, unattributed 0 0\n"
		  "without purchase: 1, rows 1, -8\n",
		  "... and to a day");
}

static void test_overlap(void)
{
	const char *files[3] = {
		temp_text("a.csv",
			  HEAD "ann,2025-01-02,1,5,\nbob,2025-01-02,2,5,\n"),
		temp_text("b.csv",
			  HEAD "ann,2025-01-02,2,5,\ncy,2025-01-02,9,5,\n"),
		temp_text("c.csv",
			  HEAD "zoe,2025-01-02,9,5,\ncy,2025-01-03,9,1,\n"
			       "bob,2025-01-03,2,1,\n"),
	};
	struct cs_load_options options = load_options(files, 2);
	struct cs_buf want = CS_BUF_INIT;

	is_loaded(&options,
		  "ann 2 10: 01-02=5 01-02=5\nbob 1 5: 01-02=5\n"
		  "cy 1 5: 01-02=5\n",
		  "two files; an id in both, but of different customers");
	options.input.nfiles = 3;
	cs_buf_addf(
	    &want,
	    "order \"2\" of customer \"bob\" stands in %s and in %s: the "
	    "files overlap; leave out what is there twice, or say "
	    "--overlap last (the last file's rows count), once (equal "
	    "rows of several files count once) or add (all count) "
	    "[overlapping-files]",
	    files[0], files[2]);
	is_loaded(&options, want.data,
		  "an order in two files: the least customer is named");
	options.need = CS_TOTALS;
	is_loaded(&options, want.data, "... also where no orders are formed");
	options.overlap = CS_OVERLAP_ADD;
	is_loaded(&options, "ann 2 10:\nbob 2 6:\ncy 2 6:\nzoe 1 5:\n",
		  "... unless all rows count");
	options.overlap = CS_OVERLAP_LAST;
	is_loaded(&options,
		  "ann 2 10:\nbob 1 1:\ncy 1 1:\nzoe 1 5:\n"
		  "excluded 2 10, unattributed 0 0\n",
		  "... or those of the last file");
	cs_buf_release(&want);
}

static void test_failures(void)
{
	struct cs_load_options options = load_options(NULL, 0);

	from_rows(
	    "ann,2025-01-02,1,9000000000000,\n"
	    "ann,2025-01-02,1,9000000000000,\n",
	    options,
	    "an order of customer \"ann\" adds up to more than 64 bits of "
	    "millionths hold [amount-range]",
	    "an order that is too large");
	from_rows("ann,2025-01-02,1,9000000000000,\n"
		  "ann,2025-01-02,2,9000000000000,\n",
		  options,
		  "ann 2 18000000000000: 01-02=9000000000000 "
		  "01-02=9000000000000\n",
		  "a customer may be worth more");
	options.by_day = true;
	from_rows(
	    "ann,2025-01-02,1,9000000000000,\n"
	    "ann,2025-01-02,2,9000000000000,\n",
	    options,
	    "an order of customer \"ann\" adds up to more than 64 bits of "
	    "millionths hold [amount-range]",
	    "... but not on one day, if that is one purchase");
	options.by_day = false;
	from_rows("ann,2025-01-02,1,9000000000000,\n"
		  "ann,2025-01-02,1,9000000000000,\n"
		  "ann,2025-01-02,1,-9000000000000,\n",
		  options, "ann 3 9000000000000: 01-02=9000000000000\n",
		  "what is too large on the way only is not");
	from_rows("ann,2025-01-02,1,x,\n", options, " []",
		  "bad rows end the run without a message of its own");
	options.input.columns[CS_ROLE_CURRENCY].named = "shop";
	from_rows(
	    "ann,2025-01-02,1,1,EUR\nbob,2025-01-02,1,1,USD\n"
	    "bob,2025-01-02,2,1,\n",
	    options,
	    "the amounts are in several currencies (EUR, USD): choose one "
	    "with --where, as in --where 'shop=EUR', or say --currency COL if "
	    "another column holds "
	    "it [several-currencies]",
	    "several currencies");
}

static void test_as_of(void)
{
	const char *file = temp_text("a.csv", HEAD "ann,2025-01-02,1,5,\n"
						   ",2025-03-04,2,5,\n");
	struct cs_load_options options = load_options(&file, 1);
	struct cs_data data;
	struct cs_err err = CS_ERR_INIT;

	cs_load(&options, &data, &err);
	is_int(data.as_of, cs_day_from_ymd(2025, 3, 4),
	       "observation ends with the last date, if without a customer");
	cs_data_release(&data);
	options.as_of = cs_day_from_ymd(2025, 6, 1);
	cs_load(&options, &data, &err);
	is_int(data.as_of, cs_day_from_ymd(2025, 6, 1), "or where it is told");
	cs_data_release(&data);
}

/* Keys and ids that share beginnings, of all lengths, and many customers. */
static void test_many(void)
{
	struct cs_buf text = CS_BUF_INIT;
	struct cs_load_options options;
	struct cs_data data;
	struct cs_err err = CS_ERR_INIT;
	const char *file;

	cs_buf_adds(&text, HEAD);
	for (int i = 0; i < 40000; i++)
		cs_buf_addf(&text, "%.*s%d,2025-01-%02d,%.*s%d,1,\n",
			    i % 13 * 2, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			    i % 5000, 1 + i % 28, i % 11 * 3,
			    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", i / 2);
	file = temp_text("a.csv", text.data);
	options = load_options(&file, 1);
	options.input.block_size = 5000;
	if (!ok(cs_load(&options, &data, &err) == 0, "forty thousand rows"))
		printf("# %s\n", err.message);
	/* no two rows have the same remainders by 13 and 5000 */
	is_int((long long)data.customers, 40000, "each a customer of its own");
	cs_data_release(&data);
	cs_buf_release(&text);
}

/* A key beyond what a box of the shuffle holds. */
static void test_long_key(void)
{
	struct cs_buf text = CS_BUF_INIT;
	struct cs_load_options options;
	struct cs_data data;
	struct cs_err err = CS_ERR_INIT;
	const char *file;

	cs_buf_adds(&text, HEAD);
	for (int row = 0; row < 3; row++) {
		for (int i = 0; i < 40000; i++)
			cs_buf_addc(&text, (char)('a' + i % 26));
		cs_buf_addf(&text, ",2025-01-0%d,%d,%d,\n", row + 1, row % 2,
			    row + 1);
	}
	file = temp_text("a.csv", text.data);
	options = load_options(&file, 1);
	ok(cs_load(&options, &data, &err) == 0,
	   "a key of forty thousand bytes");
	is_int((long long)data.customers, 1, "one customer");
	is_int((long long)data.input.account.rows_used, 3, "of three rows");
	cs_data_release(&data);
	cs_buf_release(&text);
}

int main(void)
{
	test_orders();
	test_refunds();
	test_once();
	test_found();
	test_by_day();
	test_groups();
	test_first_limits();
	test_overlap();
	test_failures();
	test_as_of();
	test_many();
	test_long_key();
	return done_testing();
}

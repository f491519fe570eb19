/*
 * Contacts beside the orders of the same customers, and texts that customers
 * keep: by hand, and over many rows against a search through all of them.
 */
#include "data/data.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "simulate/draw.h"
#include "tap.h"
#include "data_load.h"

/* --- a load as a text --------------------------------------------------- */

static const struct cs_column_rule kept_fields[] = {
	{ .name = "town",
	  .option = "--keep",
	  .named = "town",
	  .type = CS_FIELD_TEXT,
	  .wanted = CS_REQUIRED },
	{ .name = "segment",
	  .option = "--keep",
	  .named = "segment",
	  .type = CS_FIELD_TEXT,
	  .wanted = CS_REQUIRED },
};

static const struct cs_column_rule contact_fields[] = {
	{ .name = "responded",
	  .option = "--responded",
	  .named = "responded",
	  .type = CS_FIELD_DATE,
	  .wanted = CS_REQUIRED },
	{ .name = "resolved",
	  .option = "--resolved",
	  .named = "resolved",
	  .type = CS_FIELD_DATE,
	  .wanted = CS_REQUIRED },
};

#define ORDERS "customer,date,order,amount,town,segment\n"
#define CONTACTS "customer,date,responded,resolved,tone\n"

static struct cs_input flags; /* has the expressions of all inputs */

static void fill_contact(const struct cs_row *row, struct cs_contact *contact)
{
	contact->day = row->day;
	contact->responded = row->values[0].day;
	contact->resolved = row->values[1].day;
}

/* Both inputs; the options hold pointers to what stands here. */
struct inputs {
	const char *orders, *contacts; /* files */
	struct cs_input input;	       /* of the contacts */
	struct cs_load_options options;
};

static void inputs_init(struct inputs *inputs, const char *orders,
			const char *contacts)
{
	inputs->orders = temp_text("orders.csv", orders);
	inputs->options = load_options(&inputs->orders, 1);
	inputs->options.input.columns[CS_NROLES] = kept_fields[0];
	inputs->options.input.columns[CS_NROLES + 1] = kept_fields[1];
	inputs->options.input.ncolumns = CS_NROLES + 2;
	inputs->options.items = CS_ITEMS_SUM;
	if (contacts == NULL) {
		inputs->options.keep = 2;
		return;
	}
	inputs->contacts = temp_text("contacts.csv", contacts);
	inputs->input = (struct cs_input){
		.files = &inputs->contacts,
		.nfiles = 1,
		.dialect = CS_DIALECT_INIT,
		.expressions = flags.expressions,
		.nexpressions = flags.nexpressions,
		.nslots = flags.nslots,
		.first_day = CS_DAY_MIN,
		.last_day = CS_DAY_MAX,
		.threads = 3,
		.block_size = 64,
	};
	cs_contact_columns(inputs->input.columns);
	inputs->input.columns[CS_NROLES] = contact_fields[0];
	inputs->input.columns[CS_NROLES + 1] = contact_fields[1];
	inputs->input.ncolumns = CS_NROLES + 2;
	inputs->options.contacts = &inputs->input;
	inputs->options.contact = fill_contact;
}

struct catcher {
	const struct cs_load_options *options;
	pthread_mutex_t lock;
	char **texts;
	size_t count, capacity;
};

static void add_day(struct cs_buf *out, const char *before, cs_day day)
{
	char text[11];

	if (day != CS_NO_DAY)
		cs_buf_addf(out, "%s%s", before, cs_day_format(day, text) + 5);
}

/* " 01-02!3>01-03=01-04": flags 3, responded the day after, then resolved. */
static void add_contact(struct cs_buf *out, const struct cs_contact *contact)
{
	add_day(out, " ", contact->day);
	if (contact->flags != 0)
		cs_buf_addf(out, "!%x", (unsigned)contact->flags);
	add_day(out, ">", contact->responded);
	add_day(out, "=", contact->resolved);
}

static void add_kept(struct cs_buf *out, const struct cs_kept *kept)
{
	cs_buf_adds(out, " [");
	cs_buf_add(out, kept->text.bytes, kept->text.length);
	add_day(out, "@", kept->day);
	cs_buf_addc(out, ']');
}

static void catch_customer(void *context, unsigned worker,
			   const struct cs_customer *customer)
{
	struct catcher *catcher = context;
	struct cs_buf text = CS_BUF_INIT;

	(void)worker;
	cs_buf_add(&text, customer->key.bytes, customer->key.length);
	cs_buf_addf(&text, " %zu:", customer->npurchases);
	for (size_t i = 0; i < customer->ncontacts; i++)
		add_contact(&text, &customer->contacts[i]);
	for (size_t i = 0; i < catcher->options->keep; i++)
		add_kept(&text, &customer->kept[i]);
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

static void put_customers(struct catcher *catcher, struct cs_buf *out)
{
	if (catcher->count > 1)
		qsort(catcher->texts, catcher->count, sizeof *catcher->texts,
		      by_text);
	for (size_t i = 0; i < catcher->count; i++) {
		cs_buf_adds(out, catcher->texts[i]);
		free(catcher->texts[i]);
	}
	free(catcher->texts);
	catcher->texts = NULL;
	catcher->count = catcher->capacity = 0;
}

/* "read 5 used 2 ...": where all of it adds up. */
static void put_account(const struct cs_contact_account *contacts,
			struct cs_buf *out)
{
	const struct cs_account *account = &contacts->input.account;

	cs_buf_addf(out,
		    "read %llu used %llu bad %llu excluded %llu unattributed "
		    "%llu repeated %llu unmatched %llu; customers %llu, not "
		    "%llu",
		    (unsigned long long)account->rows_read,
		    (unsigned long long)account->rows_used,
		    (unsigned long long)account->rows_bad,
		    (unsigned long long)cs_account_rows_excluded(account),
		    (unsigned long long)account->rows_unattributed,
		    (unsigned long long)account->rows_repeated,
		    (unsigned long long)account->rows_unmatched,
		    (unsigned long long)contacts->customers_matched,
		    (unsigned long long)contacts->customers_unmatched);
	if (account->rows_read !=
	    account->rows_used + account->rows_bad +
		cs_account_rows_excluded(account) + account->rows_unattributed +
		account->rows_repeated + account->rows_unmatched)
		cs_buf_adds(out, ", which does not add up");
}

static void load(const struct inputs *inputs, struct cs_buf *out)
{
	struct catcher catcher = { .options = &inputs->options,
				   .lock = PTHREAD_MUTEX_INITIALIZER };
	struct cs_data data;
	struct cs_err err = CS_ERR_INIT;

	cs_buf_clear(out);
	if (cs_load(&inputs->options, &data, &err) != 0) {
		cs_buf_addf(out, "%s, rejects %zu %zu", err.message,
			    data.input.nrejects, data.contacts.input.nrejects);
	} else {
		cs_data_each(&data, catch_customer, &catcher);
		put_customers(&catcher, out);
		if (inputs->options.contacts != NULL)
			put_account(&data.contacts, out);
	}
	cs_data_release(&data);
}

static void is_loaded(const struct inputs *inputs, const char *want,
		      const char *name)
{
	struct cs_buf got = CS_BUF_INIT;

	load(inputs, &got);
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

static void is_joined(const char *orders, const char *contacts,
		      const char *want, const char *name)
{
	struct inputs inputs;
	struct cs_buf a = CS_BUF_INIT, b = CS_BUF_INIT;

	cs_buf_addf(&a, ORDERS "%s", orders);
	cs_buf_addf(&b, CONTACTS "%s", contacts);
	inputs_init(&inputs, a.data, b.data);
	is_loaded(&inputs, want, name);
	cs_buf_release(&a);
	cs_buf_release(&b);
}

/* --- contacts ----------------------------------------------------------- */

static void test_matching(void)
{
	is_joined("ann,2025-01-02,1,5,,\nbob,2025-01-09,2,5,,\n",
		  "ann,2025-01-05,2025-01-06,2025-01-07,bad\n"
		  "cy,2025-01-05,,,bad\nann,2025-01-03,,,\n"
		  ",2025-01-05,,,\nann,2025-01-05,,,good\n",
		  "ann 1: 01-03 01-05 01-05!1>01-06=01-07\nbob 1:\n"
		  "read 5 used 3 bad 0 excluded 0 unattributed 1 repeated 0 "
		  "unmatched 1; customers 1, not 1",
		  "contacts by day; of somebody unknown; of nobody");
	is_joined("ann,2025-01-09,1,5,,\nAnn@X.org,2025-01-02,2,5,,\n"
		  " bob ,2025-01-02,3,1,,\n",
		  " ann ,2025-01-01,,,\nANN@x.ORG,2025-01-03,,,worst\n"
		  "Ann,2025-01-03,,,\nbob,2025-01-04,,,bad\n",
		  "ann 1: 01-01\nann@x.org 1: 01-03!2\nbob 1: 01-04!1\n"
		  "read 4 used 3 bad 0 excluded 0 unattributed 0 repeated 0 "
		  "unmatched 1; customers 3, not 1",
		  "keys as those of orders; before the first purchase too");
	is_joined("ann,2025-01-09,1,5,,\nan,2025-01-09,1,5,,\n"
		  "abcdefghijklmnop,2025-01-09,1,5,,\n"
		  "abcdefghijklmnopq,2025-01-09,1,5,,\n"
		  "abcdefghijklmnopqrstuvwxyz 0123456789,2025-01-09,1,5,,\n",
		  "abcdefghijklmnopq,2025-01-01,,,\nan,2025-01-02,,,\n"
		  "abcdefghijklmnop,2025-01-03,,,\n"
		  "abcdefghijklmnopr,2025-01-03,,,\n"
		  "abcdefghijklmnopqrstuvwxyz 0123456789,2025-01-04,,,\n"
		  "abcdefghijklmnopqrstuvwxyz 0123456788,2025-01-04,,,\n",
		  "abcdefghijklmnop 1: 01-03\nabcdefghijklmnopq 1: 01-01\n"
		  "abcdefghijklmnopqrstuvwxyz 0123456789 1: 01-04\n"
		  "an 1: 01-02\nann 1:\n"
		  "read 6 used 4 bad 0 excluded 0 unattributed 0 repeated 0 "
		  "unmatched 2; customers 4, not 2",
		  "keys of sixteen bytes and more");
}

static void test_repeated(void)
{
	is_joined("ann,2025-01-09,1,5,,\n",
		  "ann,2025-01-05,,,bad\nann,2025-01-05,,,bad\n"
		  "ann,2025-01-05,,,\nann,2025-01-05,2025-01-06,,bad\n"
		  "ann,2025-01-05,,2025-01-06,bad\nann,2025-01-04,,,bad\n"
		  "ann,2025-01-05,,,good\nann,2025-01-05,,,bad\n",
		  "ann 1: 01-04!1 01-05 01-05!1 01-05!1=01-06 01-05!1>01-06\n"
		  "read 8 used 5 bad 0 excluded 0 unattributed 0 repeated 3 "
		  "unmatched 0; customers 1, not 0",
		  "equal contacts of a day are one");
	is_joined("ann,2025-01-09,1,5,,\n",
		  "bob,2025-01-05,,,\nbob,2025-01-05,,,\nbob,2025-01-06,,,\n",
		  "ann 1:\nread 3 used 0 bad 0 excluded 0 unattributed 0 "
		  "repeated 1 unmatched 2; customers 0, not 1",
		  "... and each row is accounted for once");
}

static void test_limits(void)
{
	static const char orders[] = ORDERS "ann,2025-01-02,1,5,,\n"
					    "bob,2025-01-09,2,5,,\n"
					    "cy,2025-01-05,3,-1,,\n";
	static const char contacts[] =
	    CONTACTS "ann,2025-01-09,2025-02-05,2025-03-01,\n"
		     "ann,2025-01-10,,,bad\nbob,2025-01-10,,,\n"
		     "bob,2024-12-31,,,\ncy,2025-01-05,,,\n"
		     "ann,2025-01-20,,,\n";
	struct inputs inputs;

	inputs_init(&inputs, orders, contacts);
	is_loaded(&inputs,
		  "ann 1: 01-09>02-05=03-01\nbob 1: 12-31\n"
		  "read 6 used 2 bad 0 excluded 3 unattributed 0 repeated 0 "
		  "unmatched 1; customers 2, not 1",
		  "not after the last order; who only returned does not count");
	inputs.options.as_of = cs_day_from_ymd(2025, 1, 10);
	is_loaded(&inputs,
		  "ann 1: 01-09>02-05=03-01 01-10!1\nbob 1: 12-31 01-10\n"
		  "read 6 used 4 bad 0 excluded 1 unattributed 0 repeated 0 "
		  "unmatched 1; customers 2, not 1",
		  "not after the end of observation");
	inputs.input.first_day = cs_day_from_ymd(2025, 1, 1);
	inputs.input.last_day = cs_day_from_ymd(2025, 1, 9);
	is_loaded(&inputs,
		  "ann 1: 01-09>02-05=03-01\nbob 1:\n"
		  "read 6 used 1 bad 0 excluded 4 unattributed 0 repeated 0 "
		  "unmatched 1; customers 1, not 1",
		  "limits of the contacts' own");
	inputs_init(&inputs, orders, contacts);
	inputs.options.first_from = cs_day_from_ymd(2025, 1, 3);
	is_loaded(&inputs,
		  "bob 1: 12-31\n"
		  "read 6 used 1 bad 0 excluded 3 unattributed 0 repeated 0 "
		  "unmatched 2; customers 1, not 2",
		  "customers outside --first-from do not count");
}

static void test_nobody(void)
{
	is_joined("", "ann,2025-01-05,,,\nann,2031-01-05,,,\n",
		  "read 2 used 0 bad 0 excluded 0 unattributed 0 repeated 0 "
		  "unmatched 2; customers 0, not 1",
		  "no order");
	is_joined("ann,2025-01-05,1,1,,\n", "",
		  "ann 1:\nread 0 used 0 bad 0 excluded 0 unattributed 0 "
		  "repeated 0 unmatched 0; customers 0, not 0",
		  "no contact");
}

static void test_failures(void)
{
	struct inputs inputs;
	static const char orders[] = ORDERS "ann,2025-01-09,1,5,,\n";
	struct cs_buf got = CS_BUF_INIT;

	inputs_init(&inputs, orders,
		    CONTACTS "ann,2025-01-05,,,\nann,2025-01-05,soon,,\n"
			     "ann,x,,,\n");
	is_loaded(&inputs, ", rejects 0 2", "bad contacts end the run");
	inputs.input.skip_bad = true;
	is_loaded(&inputs,
		  "ann 1: 01-05\nread 3 used 1 bad 2 excluded 0 unattributed 0 "
		  "repeated 0 unmatched 0; customers 1, not 0",
		  "or are left out");
	inputs_init(
	    &inputs, orders,
	    "customer,when,responded,resolved,tone\nann,2025-01-05,,,\n");
	is_loaded(&inputs,
		  "no column looks like the date: name it with --contact-date "
		  "COL (perhaps \"when\"); the columns are: customer, when, "
		  "responded, resolved, tone, rejects 0 0",
		  "contacts without a date");
	inputs.contacts = temp_path("none.csv");
	load(&inputs, &got);
	ok(strncmp(got.data, "cannot open", 11) == 0, "no file of contacts");
	cs_buf_release(&got);
	inputs_init(&inputs, ORDERS "ann,2025-01-09,1,x,,\n",
		    CONTACTS "ann,y,,,\n");
	is_loaded(&inputs, ", rejects 1 0",
		  "bad orders end the run before contacts are read");
}

/* Beyond what a box of the shuffle holds, as row and as contact. */
static void test_long_keys(void)
{
	struct cs_buf orders = CS_BUF_INIT, contacts = CS_BUF_INIT,
		      key = CS_BUF_INIT, got = CS_BUF_INIT;
	struct inputs inputs;

	cs_buf_adds(&orders, ORDERS);
	cs_buf_adds(&contacts, CONTACTS);
	for (int i = 0; i < 40000; i++)
		cs_buf_addc(&key, (char)('a' + i % 26));
	for (int i = 0; i < 3; i++) {
		cs_buf_addf(&orders, "%s%d,2025-01-0%d,%d,1,%s,%d\n", key.data,
			    i, i + 1, i, i == 1 ? key.data : "", i);
		cs_buf_addf(&contacts, "%s%d,2025-01-0%d,,,\n", key.data, i + 1,
			    i + 1);
	}
	inputs_init(&inputs, orders.data, contacts.data);
	inputs.options.keep = 2;
	load(&inputs, &got);
	ok(strstr(got.data,
		  "read 3 used 2 bad 0 excluded 0 unattributed 0 "
		  "repeated 0 unmatched 1; customers 2, not 1") != NULL,
	   "keys of forty thousand bytes");
	cs_buf_clear(&orders);
	cs_buf_addf(&orders, "%s1 1: 01-01 [%s@01-02] [1@01-02]\n", key.data,
		    key.data);
	ok(strstr(got.data, orders.data) != NULL,
	   "... and a text that is as long");
	cs_buf_release(&orders);
	cs_buf_release(&contacts);
	cs_buf_release(&key);
	cs_buf_release(&got);
}

/* --- kept texts --------------------------------------------------------- */

static void is_kept(const char *rows, const char *want, const char *name)
{
	struct inputs inputs;
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_addf(&text, ORDERS "%s", rows);
	inputs_init(&inputs, text.data, NULL);
	is_loaded(&inputs, want, name);
	cs_buf_release(&text);
}

static void test_kept(void)
{
	is_kept("ann,2025-01-02,1,5,Bonn,b\nann,2025-01-09,2,5,Ulm,\n"
		"ann,2025-01-05,3,5,Kiel,a\n",
		"ann 3: [Ulm@01-09] [a@01-05]\n",
		"the last that is not empty, each for itself");
	is_kept("ann,2025-01-09,1,5,Bonn,a\nann,2025-01-09,2,5,Ulm,NULL\n"
		"ann,2025-01-09,3,5,Kiel,aa\nbob,2025-01-01,4,1, ,\n",
		"ann 3: [Ulm@01-09] [aa@01-09]\nbob 1: [] []\n",
		"of one day the greatest; or none at all");
	is_kept("ann,2025-01-09,1,5,\xC3\x9Clm,z\nann,2025-01-09,2,5,Ulm,Z\n"
		"ann,2025-01-09,2,5, Zell ,~\n",
		"ann 2: [\xC3\x9Clm@01-09] [~@01-09]\n",
		"greatest by bytes; blanks around do not count");
	is_kept("ann,2025-01-02,1,5,Bonn,\nann,2025-02-09,2,-5,Ulm,x\n"
		"bob,2025-01-02,3,-1,Jena,\n",
		"ann 1: [Ulm@02-09] [x@02-09]\n", "of refunds too");
	is_kept("abcdefghijklmnopqrstuvwxyz,2025-01-02,"
		"an order with quite a long id,5,"
		"\"Llanfairpwllgwyngyllgogerychwyrndrobwll, Wales\",x\n"
		"abcdefghijklmnopqrstuvwxyz,2025-01-02,,5,Bonn,y\n",
		"abcdefghijklmnopqrstuvwxyz 2: "
		"[Llanfairpwllgwyngyllgogerychwyrndrobwll, Wales@01-02] "
		"[y@01-02]\n",
		"long keys, ids and texts");
}

/* --- many of all -------------------------------------------------------- */

enum { CUSTOMERS = 2000, ROWS = 12000, MOST_CONTACTS = 60, DAYS = 28 };

/* What is known of each customer, by going through everything. */
struct person {
	int purchases;
	struct cs_contact contacts[MOST_CONTACTS];
	int ncontacts;
	cs_day day[2];
	char text[2][40];
};

static struct person people[CUSTOMERS];

static void add_key(struct cs_buf *out, unsigned customer)
{
	cs_buf_addf(out, "%.*s%u", (int)(customer % 13 * 3),
		    "a key that is longer than any two words", customer);
}

/* Some have no order, some only a refund. */
static void draw_orders(struct draws *state, struct cs_buf *out)
{
	cs_buf_adds(out, ORDERS);
	for (int i = 0; i < ROWS; i++) {
		unsigned customer = draw_below(state, CUSTOMERS);
		int day = 1 + (int)draw_below(state, DAYS);
		struct person *person = &people[customer];
		char texts[2][40];
		bool refund = customer % 11 == 0;

		if (customer % 7 == 0)
			continue;
		add_key(out, customer);
		cs_buf_addf(out, ",2025-01-%02d,order %d,%d", day, i,
			    refund ? -1 : 1);
		person->purchases += !refund;
		for (int k = 0; k < 2; k++) {
			cs_day at = cs_day_from_ymd(2025, 1, day);

			texts[k][0] = '\0';
			if (draw_below(state, 4) > 0)
				snprintf(texts[k], sizeof texts[k], "%.*s%u",
					 (int)draw_below(state, 25),
					 "some text to be kept by it",
					 (unsigned)draw_below(state, 20));
			cs_buf_addf(out, ",%s", texts[k]);
			if (texts[k][0] == '\0' || at < person->day[k] ||
			    (at == person->day[k] &&
			     strcmp(texts[k], person->text[k]) < 0))
				continue;
			person->day[k] = at;
			memcpy(person->text[k], texts[k],
			       sizeof person->text[k]);
		}
		cs_buf_addc(out, '\n');
	}
}

static bool same_contact(const struct cs_contact *a, const struct cs_contact *b)
{
	return a->day == b->day && a->flags == b->flags &&
	       a->responded == b->responded && a->resolved == b->resolved;
}

static int contact_order(const void *a, const void *b)
{
	const struct cs_contact *x = a, *y = b;
	int64_t keys[][2] = { { x->day, y->day },
			      { x->flags, y->flags },
			      { x->responded, y->responded },
			      { x->resolved, y->resolved } };

	for (size_t i = 0; i < 4; i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return 0;
}

/* What becomes of the rows of contacts. */
struct counts {
	int used, excluded, repeated, unmatched, customers, strangers;
};

static void draw_contact(struct draws *state, struct cs_buf *out,
			 struct counts *counts)
{
	unsigned customer = draw_below(state, CUSTOMERS);
	struct person *person = &people[customer];
	bool late = draw_below(state, 10) == 0; /* after the end */
	int day = 1 + (int)draw_below(state, 9);
	struct cs_contact contact = {
		.day = cs_day_from_ymd(2025, late ? 2 : 1, day),
		.responded = CS_NO_DAY,
		.resolved = CS_NO_DAY,
		.flags = draw_below(state, 3),
	};
	static const char *const tones[] = { "good", "bad", "worst" };

	add_key(out, customer);
	cs_buf_addf(out, ",2025-0%d-%02d,", late ? 2 : 1, day);
	if (draw_below(state, 2)) {
		contact.responded = cs_day_from_ymd(2025, 3, 1);
		cs_buf_adds(out, "2025-03-01");
	}
	cs_buf_addf(out, ",,%s\n", tones[contact.flags]);
	if (late) {
		counts->excluded++;
		return;
	}
	for (int i = 0; i < person->ncontacts; i++)
		if (same_contact(&person->contacts[i], &contact)) {
			counts->repeated++;
			return;
		}
	if (person->ncontacts == MOST_CONTACTS)
		abort();
	person->contacts[person->ncontacts++] = contact;
}

static void add_person(struct catcher *all, unsigned customer,
		       struct counts *counts)
{
	struct person *person = &people[customer];
	struct cs_buf text = CS_BUF_INIT;
	int n = person->ncontacts;

	if (person->purchases == 0) {
		counts->unmatched += n;
		counts->strangers += n > 0;
		return;
	}
	counts->used += n;
	counts->customers += n > 0;
	qsort(person->contacts, (size_t)n, sizeof *person->contacts,
	      contact_order);
	add_key(&text, customer);
	cs_buf_addf(&text, " %d:", person->purchases);
	for (int i = 0; i < n; i++)
		add_contact(&text, &person->contacts[i]);
	for (int k = 0; k < 2; k++) {
		cs_buf_addf(&text, " [%s", person->text[k]);
		add_day(&text, "@",
			person->text[k][0] ? person->day[k] : CS_NO_DAY);
		cs_buf_addc(&text, ']');
	}
	cs_buf_addc(&text, '\n');
	CS_GROW(all->texts, all->count, all->capacity);
	all->texts[all->count++] = text.data;
}

static void test_many(void)
{
	struct cs_buf orders = CS_BUF_INIT, contacts = CS_BUF_INIT,
		      want = CS_BUF_INIT, got = CS_BUF_INIT;
	struct counts counts = { 0 };
	struct catcher all = { 0 };
	struct inputs inputs;
	struct draws state = { 4 };

	draw_orders(&state, &orders);
	cs_buf_adds(&contacts, CONTACTS);
	for (int i = 0; i < ROWS; i++)
		draw_contact(&state, &contacts, &counts);
	for (unsigned customer = 0; customer < CUSTOMERS; customer++)
		add_person(&all, customer, &counts);
	put_customers(&all, &want);
	cs_buf_addf(&want,
		    "read %d used %d bad 0 excluded %d unattributed 0 repeated "
		    "%d unmatched %d; customers %d, not %d",
		    ROWS, counts.used, counts.excluded, counts.repeated,
		    counts.unmatched, counts.customers, counts.strangers);
	ok(counts.excluded > 1000 && counts.repeated > 100 &&
	       counts.unmatched > 1000 && counts.strangers > 100,
	   "some of everything");
	inputs_init(&inputs, orders.data, contacts.data);
	inputs.options.keep = 2;
	for (unsigned threads = 1; threads <= 4; threads++) {
		inputs.options.input.threads = threads;
		inputs.options.input.block_size = 9000 / threads;
		inputs.input.threads = threads % 2 ? threads : 1;
		inputs.input.block_size = 500 * threads;
		load(&inputs, &got);
		ok(strcmp(got.data, want.data) == 0,
		   "all rows of both, with %u threads", threads);
	}
	cs_buf_release(&orders);
	cs_buf_release(&contacts);
	cs_buf_release(&want);
	cs_buf_release(&got);
}

int main(void)
{
	const struct cs_expression bad = { "--failure", 1, .optional = true };
	const struct cs_expression worst = { "--failure", 2, .optional = true };
	struct cs_err err;

	if (cs_input_express(&flags, &bad, "tone=bad", &err) != 0 ||
	    cs_input_express(&flags, &worst, "tone=worst", &err) != 0)
		abort();
	test_matching();
	test_repeated();
	test_limits();
	test_nobody();
	test_failures();
	test_long_keys();
	test_kept();
	test_many();
	cs_input_release(&flags);
	return done_testing();
}

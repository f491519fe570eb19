/*
 * data.h - customers: what commands compute with.
 *
 * Rows are shuffled by customer into partitions while they are read; after that
 * each partition is worked on alone. A command says what it needs: totals per
 * customer, or each customer's purchases as well.
 *
 *	cs_load(&options, &data, &err)
 *	cs_data_each(&data, visit, partial results per worker)
 *	fold the partial results
 *
 * Nobody above this layer knows how many partitions there are. What a visitor
 * adds up must not depend on the order of visits.
 */
#ifndef CS_DATA_DATA_H
#define CS_DATA_DATA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/err.h"
#include "base/money.h"
#include "data/keyfacts.h"
#include "data/signs.h"
#include "input/reader.h"

struct cs_order {
	cs_day day;
	uint32_t tag; /* the largest of its rows, see cs_load_options.tag */
	cs_micros total;
};

/* Something that a customer told the firm, or that the firm asked it. */
struct cs_contact {
	cs_day day;
	cs_day responded, resolved; /* CS_NO_DAY: not said */
	uint32_t flags;		    /* as of its row, see cs_row.flags */
};

/* touches.h */
struct cs_fulfilment;
struct cs_touch;
struct cs_matter;

/* A text that a customer keeps. */
struct cs_kept {
	cs_day day;    /* of its row; CS_NO_DAY: there is none */
	bool varies;   /* other rows have another text */
	uint16_t more; /* of the same customer that follow it */
	struct cs_text text;
};

struct cs_customer {
	struct cs_text key;
	uint32_t group; /* of the first purchase; 0 without groups */
	uint32_t slice; /* see struct cs_clusters; 0 without */
	/* where groups are of rows, the one that is looked at, plus one; 0: all
	 * are */
	uint32_t focus;
	uint64_t rows;
	cs_sum value; /* of all rows: net revenue, if amounts are read */
	const struct cs_order *purchases; /* by day, amount, order id */
	size_t npurchases;
	const struct cs_order *refunds; /* orders of negative total, by day */
	size_t nrefunds;
	const struct cs_contact *contacts; /* by day */
	size_t ncontacts;
	/* with options->moments: of purchase p fulfilments[p->tag]; touches and
	 * matters by the moment at which they were opened */
	const struct cs_fulfilment *fulfilments;
	const struct cs_touch *touches;
	const struct cs_matter *matters;
	size_t ntouches, nmatters;
	const struct cs_kept *kept; /* cs_load_options.keep of them */
};

enum cs_need {
	CS_TOTALS, /* value and rows, without groups; a customer counts who has
		      a row that is not negative; what stands in several files
		      is settled all the same */
	CS_TOTALS_AND_PURCHASES, /* both: purchases, and the rule of CS_TOTALS
				  */
	CS_PURCHASES,		 /* purchases; a customer counts who has one */
};

/* What the rows of an order make of its amount. */
enum cs_line_items {
	CS_ITEMS_FOUND, /* as the first file shows: the next, or the last */
	CS_ITEMS_SUM,
	CS_ITEMS_ONCE, /* its first row holds it */
	CS_ITEMS_SAME  /* each row holds it, where all have the same; others
			  add up */
};

/* What becomes of what stands in several files. */
enum cs_overlaps {
	CS_OVERLAP_ERROR,
	CS_OVERLAP_ADD,	 /* all rows count */
	CS_OVERLAP_LAST, /* those of the last file */
	CS_OVERLAP_ONCE	 /* equal rows of several files count once */
};

/* What becomes of equal rows of one file, see signs.h. */
enum cs_duplicates {
	CS_DUPLICATES_DOUBTED, /* all count */
	CS_DUPLICATES_KEEP,    /* ... and that is right */
	CS_DUPLICATES_DROP     /* one of them counts */
};

/*
 * Rows without an order id that stand in several files: equal in customer, day
 * and amount.
 */
struct cs_overlap {
	uint64_t shared;   /* rows on days that lie in several files */
	uint64_t repeated; /* that another file has, too: without the first */
	/* one of these, of the customer whose key is least */
	struct cs_text customer;
	cs_day day;
	cs_micros amount;
	uint32_t files[2];
};

/* --group first:UNIT: groups by when a customer first bought. */
struct cs_by_first {
	bool given;
	bool leads; /* before what the column says: "2024 / DE" */
	enum cs_period unit;
};

/* --top-groups, --min-customers: which groups are on their own. All others are
 * one, CS_OTHERS, which is the last. */
struct cs_pool {
	size_t most;	/* 0: any number, those with most customers */
	uint64_t least; /* customers */
};

#define CS_OTHERS "(others)"

struct cs_load_options {
	struct cs_input input;
	struct cs_pool pool;
	struct cs_by_first by_first; /* not with CS_TOTALS */
	enum cs_need need;
	enum cs_line_items items;
	enum cs_overlaps overlap;
	enum cs_duplicates duplicates;
	bool keys_of_many; /* keys are products and the like: equal rows are
			      nothing to stop for */
	bool by_day;	   /* --occasion day: purchases of one day are one */
	/*
	 * A number of the command's own for each row, which its order keeps
	 * (struct cs_order.tag); NULL: all are 0. From any thread.
	 */
	uint32_t (*tag)(const void *context, const struct cs_row *row);
	const void *tag_context;
	/*
	 * Contacts of the customers, read after the orders; NULL: none. Those
	 * after the end of observation are excluded. contact() fills all but
	 * `flags`, from any thread.
	 */
	const struct cs_input *contacts;
	void (*contact)(const struct cs_row *row, struct cs_contact *contact);
	/*
	 * Contacts and orders are read with their times, as touches.h has them,
	 * and all customers count who are in one of them; the fields of the
	 * orders begin with enum cs_order_field. Observation ends with the last
	 * date of both. There may be no files of orders.
	 */
	bool moments;
	int64_t span_unit; /* seconds; of spans whose column has none; 0 */
	/*
	 * From field keep_from of the input on, `keep` fields are texts of
	 * which each customer keeps the last that is not empty: of the latest
	 * day, and of those the greatest. Not with CS_TOTALS, which know no
	 * days.
	 */
	size_t keep, keep_from;
	/* Fields of contacts behind those of enum cs_contact_field that are
	 * kept (cs_touch.kept) of rows with one of these flags. */
	size_t contact_keep;
	uint32_t contact_keep_of;
	/* A field of text that says to which cluster a customer belongs: its
	 * number plus one; 0: none does. Likewise. */
	size_t cluster;
	uint64_t memory; /* bytes that the process is to hold: base/spill.h */
	bool spread;  /* where several ranks read, each may keep the customers
			that are its own; else the leader has them all */
	cs_day as_of; /* end of observation; CS_NO_DAY: the last date read */
	bool age_limited; /* how long before it the last may be was said */
	cs_day first_from, first_to; /* first purchases of those that count */
};

/* What became of the contacts. */
struct cs_contact_account {
	struct cs_input_result input;
	uint64_t customers_matched;   /* that count and have a contact */
	uint64_t customers_unmatched; /* in the contacts, and do not count */
	uint64_t customers_left_out;  /* of these, have orders all the same */
	/* with options->moments */
	uint64_t spans_bad;	/* cells of spans that cannot be read */
	uint64_t spans_bare;	/* ... since nothing tells their unit */
	uint64_t moments_early; /* before the opening, with a span in place */
	char **channels;	/* sorted; the empty one, "(none)", last */
	size_t nchannels;
};

/*
 * Customers that may behave alike (--cluster): those of one household, account
 * or city, by the last value that they have. Clusters are dealt out by lot to
 * slices of nearly as many clusters each, always in the same way; where there
 * are no more of them than CS_MOST_SLICES, each is a slice. What is figured
 * without one slice after another says how far the figure may be off:
 * stat/jackknife.h.
 */
struct cs_clusters {
	size_t slices;	   /* 0: customers are on their own */
	uint64_t members;  /* customers that count, or rows */
	uint64_t clusters; /* with a customer that counts, `alone` included */
	uint64_t alone;	   /* such customers without a value: each is one */
	uint64_t largest;  /* such customers of the largest cluster */
	char *name;	   /* of that; NULL: there is none */
	uint64_t varies;   /* such customers of several values */
};

enum { CS_MOST_SLICES = 100 };

/* The run fails where the group column has more values. */
enum { CS_MOST_GROUPS = 100000 };
/* Of rows: it has none. */
#define CS_NO_GROUP UINT32_MAX

struct cs_data {
	struct cs_input_result input;
	struct cs_contact_account contacts;
	struct cs_overlap overlap;
	struct cs_signs signs; /* with CS_TOTALS, of piles of some customers */
	cs_day as_of;	       /* CS_NO_DAY where no dates are read */
	uint64_t customers;    /* that count */
	uint64_t customers_without_purchase;
	struct cs_key_facts keys;
	char **groups;	/* sorted; "(none)" for the empty one, CS_OTHERS last */
	size_t ngroups; /* groups with a customer that counts */
	bool grouped;
	/* with options->moments groups are of rows: an order has its own, as a
	 * touch, where a file of theirs has the column */
	bool by_row, order_groups, touch_groups;
	bool pooled;	       /* the last group are the others */
	uint64_t group_varies; /* customers that count whose first purchase has
				  rows of several groups */
	uint64_t group_tied;   /* who bought several times on the first day, in
				  several groups */
	struct cs_clusters clusters;
	/* Only the customers of this slice are there, plus one; 0: all are. To
	 * be set in a copy, which is not released. */
	size_t slice;
	enum cs_line_items items; /* as it was found */
	bool valued;		  /* there are amounts; else all are 0 */
	struct cs_store *store;	  /* NULL: of rows.h, without customers */
	/* Customers are spread over these: the store has some of them, and all
	 * else that stands here is of the whole. NULL: it has all. */
	struct cs_ranks *ranks;
	unsigned threads;
};

/*
 * Reads the input and forms purchases. CS_READ_BAD_ROWS: of the contacts, if
 * data->contacts.input has rejects, else of the orders. Release `data` in every
 * case.
 */
enum cs_read cs_load(const struct cs_load_options *options,
		     struct cs_data *data, struct cs_err *err);
void cs_data_release(struct cs_data *data);

/* Other ranks lead, and this one has some of the customers. */
bool cs_data_follows(const struct cs_data *data);

/* Where texts are put that live as long as the data. From one thread; not of
 * rows.h. */
struct cs_arena *cs_data_texts(const struct cs_data *data);

/* Groups of customers: 1 where the input is not grouped. */
static inline size_t cs_data_ngroups(const struct cs_data *data)
{
	return data->ngroups > 0 ? data->ngroups : 1;
}

/* From the first date to the end of observation, both included; at least 1. */
static inline size_t cs_data_days(const struct cs_data *data)
{
	cs_day first = data->input.account.first_date;

	return first == CS_NO_DAY ? 1 : (size_t)(data->as_of - first) + 1;
}

/*
 * Calls visit() once for every customer that counts and that this process has,
 * on all threads; `worker`
 * is below data->threads. `customer` lives for the call, its key as long as
 * data.
 */
void cs_data_each(const struct cs_data *data,
		  void (*visit)(void *context, unsigned worker,
				const struct cs_customer *customer),
		  void *context);

#endif

/*
 * schema.h - which column of a file is what, and how its cells are written.
 *
 * Roles, fields of a command, and the columns that expressions name are all
 * found in one way: by the name that the user gives (naming.h), else by what
 * such columns are called and what their cells say (choice.h, status.h). The
 * group is never guessed.
 */
#ifndef CS_INPUT_SCHEMA_H
#define CS_INPUT_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"
#include "base/zone.h"
#include "cell/amount.h"
#include "cell/date.h"
#include "cell/filter.h"
#include "input/ending.h"
#include "input/columns.h"
#include "input/dialect.h"
#include "input/fees.h"
#include "input/heads.h"
#include "input/items.h"
#include "input/layout.h"
#include "words/nobody.h"
#include "words/scores.h"
#include "words/statuses.h"
#include "words/words.h"

/* What becomes of rows that satisfy an expression. */
struct cs_expression {
	const char *option; /* "--where" */
	uint32_t flag;	    /* they carry this bit, none is left out; or 0: */
	uint32_t answered;  /* they carry this bit too, and so do the others
			       where no compared cell is empty; 0: none do */
	bool exclude;	    /* they are left out, else the others are */
	bool optional;	    /* holds of nothing in a file without the column */
	size_t column; /* whose cells it judges, an entry of cs_input.columns;
			  0: the one that the expression names */
	char *text;    /* as given; owned by the input, as is the filter */
	struct cs_filter *filter;
	size_t slot; /* of its counters: see cs_filter_slots() */
};

/* An expression in one file: see judge.h. */
struct cs_judge {
	const struct cs_filter *filter; /* as it is read here; NULL: it is not
					   asked, a column is not there */
	bool simple;			/* cs_filter_simple() */
	size_t count;			/* of its comparisons */
	int *columns;			/* of each; owned */
	struct cs_test **tests;		/* of each, once settled; owned */
};

struct cs_progress;
struct cs_reject; /* reader.h */
struct cs_sheaf;  /* sheaf.h */
struct cs_schema;

/* What the user said about the input, shared by all files. */
struct cs_input {
	const char *const *files; /* "-" is standard input */
	size_t nfiles;
	struct cs_dialect dialect;
	struct cs_column_rule columns[CS_MAX_COLUMNS]; /* roles, fields */
	size_t ncolumns;
	struct cs_layouts layouts; /* owned; tried on each header */
	const char *prefix;	   /* of options: "contact-"; NULL: none */
	bool quantity_is_value;	   /* the amount of a row is its quantity */
	bool keys_joined; /* of several columns of customers: all are the key,
			     "A / B", not the first that is not empty */
	enum cs_mark decimal;	 /* UNKNOWN: settled by the file */
	const char *date_format; /* argument of --date-format or NULL */
	/* where days are counted, and of times without an offset; or NULL;
	 * owned */
	struct cs_zone *zone, *times_zone;
	const char *zone_name, *times_zone_name; /* as given */
	bool exact_keys;    /* keys are taken as they are written */
	unsigned fold_keys; /* customers: enum cs_key_change of cell/spelling.h
			     */
	const struct cs_nobody *nobody; /* what is no customer, or NULL */
	/* what columns are called; NULL: as lib/words/columns.txt has it */
	const struct cs_vocabulary *words;
	/* is this a customer's key? Of contacts, which are read behind the
	 * orders; NULL: nobody knows */
	bool (*known)(const void *context, struct cs_text key);
	const void *known_context;
	bool moments; /* dates are read with their times of day */
	bool round;   /* more than six decimals are rounded */
	struct cs_score_words *scores; /* of a worded column; owned, or NULL */
	struct cs_status_words *statuses; /* which count; owned, or NULL */
	bool count_given; /* ... as --count has it, not the list */
	/* what says that a row is no order; owned. NULL: nothing does */
	struct cs_status_words *kinds, *flags;
	struct cs_expression *expressions; /* owned */
	size_t nexpressions;
	size_t nslots;	       /* counters of all */
	cs_day first_day;      /* earlier rows are excluded; CS_DAY_MIN */
	cs_day last_day;       /* later rows are excluded; CS_DAY_MAX */
	bool skip_bad;	       /* go on after bad rows */
	uint64_t too_many_bad; /* ... up to so many, which are too many; 0: no
				  limit */
	/*
	 * Takes each bad row up to there, in the order of the input, one at a
	 * time, from any thread; `reject` lives for the call. -1 with err
	 * filled ends the run. NULL: nobody takes them.
	 */
	int (*reject)(void *context, const struct cs_reject *reject,
		      struct cs_err *err);
	void *reject_context;
	/* Told of each file before one of its rows is read, one call at a
	 * time; NULL: nobody is. */
	void (*opened)(void *context, struct cs_schema *schema);
	/* All rows were given of which this process hands out any; NULL:
	 * nobody asks. */
	void (*given)(void *context);
	void *opened_context; /* of both */
	/* Takes rows that are read side by side (cs_sheaf_sink of reader.h),
	 * with the context of the sink; NULL: the sink does, one by one. */
	bool (*sheaf)(void *context, unsigned worker, uint32_t file,
		      const struct cs_sheaf *sheaf);
	struct cs_progress *progress; /* is kept up to date; or NULL */
	/* processes to which blocks are dealt, who have all been told to go;
	 * NULL: this one has all */
	struct cs_ranks *ranks;
	/* where those are the parts of other runs: what their files, which are
	 * `files`, began with; else NULL */
	const struct cs_part_files *parts;
	unsigned threads;
	size_t block_size; /* bytes read at a time, at least 1 */
	int csv_path;	   /* enum cs_csv_path */
};

static inline const char *cs_input_prefix(const struct cs_input *input)
{
	return input->prefix != NULL ? input->prefix : "";
}

/*
 * One more expression: as `rule`, read from `text`. -1 with err filled if it
 * cannot be read.
 */
int cs_input_express(struct cs_input *input, const struct cs_expression *rule,
		     const char *text, struct cs_err *err);
void cs_input_release(struct cs_input *input); /* of what it owns */

enum { CS_MOST_SEVERAL = 8, CS_FILE_COLUMN = -2 };

/* Columns of --customer A,B or --group A,B. */
struct cs_several {
	int columns[CS_MOST_SEVERAL];
	size_t count;
};

/* Cells of a file's first rows that can be read in one way only. */
struct cs_shown {
	size_t count;
	uint64_t line;	   /* on which the record of the first one begins */
	char example[128]; /* that cell, cut and printable */
};

/* Why a column is taken for a role or field. */
enum cs_reason {
	CS_BY_NOTHING,
	CS_BY_OPTION,
	CS_BY_LAYOUT,
	CS_BY_NAME,
	CS_BY_CELLS /* what fits better by its name stepped back */
};

/* Why one that could be it by its name is not. */
enum cs_passing {
	CS_UNREADABLE, /* as a number, or as a date */
	CS_NEARLY_EMPTY,
	CS_NEVER_AGAIN, /* another customer for every order */
	CS_NOBODY,	/* 0 for several whom another tells apart */
	CS_KNOWN_LESS,	/* fewer of its cells are customers with orders */
	CS_GUESTS,	/* empty where another names somebody */
	CS_OF_MONEY,	/* where pieces are counted */
	CS_SAME_CELLS,
	CS_FITS_LESS, /* by its name */
	CS_AS_GOOD    /* none of these is taken */
};

/* A column that says what a row is: kinds.h. */
struct cs_rowkind {
	int column;
	const struct cs_status_words *words; /* the input's */
	bool bills;	/* it names orders, which payments beside them settle */
	bool ends_only; /* only what was called off counts for nothing */
	bool yes_counts; /* of flags: no says that the row does not */
};

enum { CS_MAX_KINDS = 4 };

struct cs_passed {
	size_t rule; /* of cs_input.columns */
	int column;
	enum cs_passing why;
};

enum { CS_MOST_JOINED = 2 };

struct cs_batch;

enum { CS_TOTAL_COLUMNS = 4 };

struct cs_schema {
	const char *file;	    /* name for messages */
	struct cs_dialect dialect;  /* settled */
	struct cs_header header;    /* owned */
	int column[CS_MAX_COLUMNS]; /* of each of cs_input.columns: index; -1:
				       none; CS_FILE_COLUMN: @file */
	/* of the role's columns the first: customers, of which the first that
	 * is not empty counts, and groups, whose values are taken together */
	struct cs_several customers, groups;
	bool from_zero;		   /* 0 is a customer, see numbered.h */
	int equal[CS_MAX_COLUMNS]; /* as good by its name, and not taken; -1 */
	enum cs_reason reason[CS_MAX_COLUMNS]; /* of `column` */
	struct cs_passed *passed;	       /* owned */
	size_t npassed, passed_capacity;
	/* while columns are looked for; NULL afterwards */
	const struct cs_vocabulary *words;
	struct cs_name *names;	      /* of each column */
	const struct cs_batch *split; /* of the sample */
	struct cs_layout *layout;     /* owned; NULL: none is known */
	/* of each column: how the layout reads its cells, or NULL; owned. NULL:
	 * it replaces none */
	const struct cs_layout_line **replaced;
	/* in which column words stand for scores, and which, of the input; -1
	 * and NULL: in none */
	int worded;
	const struct cs_score_words *scores;
	bool of_hundred;	   /* most scores are above 10 */
	struct cs_judge *filtered; /* of each line of the layout; owned. NULL:
				      it has no filter */
	struct cs_judge *judges;   /* of each expression; owned */
	size_t nfiltered, njudges;
	/* what is joined with the date: its time, and its zone (moment.h) */
	struct {
		int column[CS_MOST_JOINED];
		size_t count;
		bool found; /* by their names */
	} joined;
	bool only_amount; /* an amount column, and none of refunds */
	int order;	  /* the column of order ids, also where nobody asks for
			     orders; -1 */
	bool continues;	  /* further rows may leave out what their order's first
			     row says: there are order ids and amounts */
	bool repeats_order; /* ... also if they repeat the id */
	struct cs_items items;
	/* columns beside the customer where rows are called totals: sums.h */
	int totals[CS_TOTAL_COLUMNS];
	size_t ntotals;
	struct cs_fees fees;
	struct cs_ending ending; /* of lines */
	enum cs_mark mark;
	struct cs_date_format date;
	/* of times without an offset, as the name of the date's column says, or
	 * NULL; owned */
	struct cs_zone *named_zone;
	char *zone_name; /* what it is called there; owned */
	bool no_offsets; /* ... and nothing says where they are */
	/* how dates are written, where neither the user nor a single cell says
	 * so: a cell of which all together do; or 0 */
	struct cs_shown dates_shown;
	struct cs_shown credits; /* amounts that count as minus by their CR */
	size_t not_credits;	 /* other amounts beside them */
	/* what settled these, by mark and by order; 0 where the user did */
	struct cs_shown marks[CS_MARK_COMMA + 1], orders[CS_ORDER_YMD + 1];
	struct cs_buf sample; /* of the first file: its first whole records */
	bool whole;	      /* ... which are all */
	bool garbage;	      /* bytes behind its gzip stream were left out */
	bool changed;	      /* while it was read */
	struct cs_rowkind kinds[CS_MAX_KINDS];
	size_t nkinds;
	bool won;	/* statuses are stages of a sale, some are won */
	bool by_status; /* cells of the status column say which rows count */
	const struct cs_status_words *statuses; /* which: the input's, or ... */
	struct cs_status_words *layout_statuses; /* ... owned; NULL: others */
};

/*
 * Finds the columns of one file from its header and settles decimal mark and
 * day order from `sample` (its first rows, whole records). `words` is borrowed
 * for the call.
 * Takes header over. -1 with err filled: what was found nevertheless is there
 * to be explained. Release it in any case.
 */
int cs_schema_init(struct cs_schema *schema, const char *file,
		   const struct cs_dialect *dialect, struct cs_header *header,
		   const char *sample, size_t sample_length,
		   const struct cs_input *input,
		   const struct cs_vocabulary *words, struct cs_err *err);
void cs_schema_release(struct cs_schema *schema);

/* The largest number of a field in this file; see cs_column_rule. */
static inline cs_micros cs_highest(const struct cs_schema *schema,
				   const struct cs_column_rule *rule)
{
	return rule->worded && schema->of_hundred ? 10 * rule->high
						  : rule->high;
}

/* The columns of a role or field: *count of them, one unless it is the customer
 * or the group. */
static inline const int *cs_columns_of(const struct cs_schema *schema,
				       size_t rule, size_t *count)
{
	const struct cs_several *several =
	    rule == CS_ROLE_CUSTOMER ? &schema->customers
	    : rule == CS_ROLE_GROUP  ? &schema->groups
				     : NULL;
	bool named = several != NULL && several->count > 0;

	*count = named ? several->count : 1;
	return named ? several->columns : &schema->column[rule];
}

/* Are its values taken together, where it has several columns? */
static inline bool cs_columns_joined(const struct cs_input *input, size_t rule)
{
	return rule == CS_ROLE_GROUP ||
	       (rule == CS_ROLE_CUSTOMER && input->keys_joined);
}

/* Was the column taken for a role or field? */
static inline bool cs_has_role(const struct cs_schema *schema, int column)
{
	for (size_t i = 0; i < CS_MAX_COLUMNS; i++)
		if (schema->column[i] == column)
			return true;
	for (size_t i = 0; i < schema->customers.count; i++)
		if (schema->customers.columns[i] == column)
			return true;
	return false;
}

#endif

/*
 * schema.h - which column of a file plays which role, and how its cells are
 * written.
 *
 * A role is found by the name the user gives (--customer COL: a header, or a
 * position where COL is a number that no header is), else by a ranked list of
 * usual names on the folded header: letters and digits only, lower case. Group
 * and status are never guessed.
 */
#ifndef CS_INPUT_SCHEMA_H
#define CS_INPUT_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "base/err.h"
#include "base/money.h"
#include "cell/amount.h"
#include "cell/date.h"
#include "input/dialect.h"
#include "cell/filter.h"

enum cs_role {
	CS_CUSTOMER,
	CS_DATE_ROLE,
	CS_ORDER,
	CS_AMOUNT,
	CS_QUANTITY,
	CS_PRICE,
	CS_CURRENCY,
	CS_STATUS,
	CS_REFUND,
	CS_CANCELLED,
	CS_GROUP,
	CS_NROLES
};

/* "customer", "date", ... : the option and the word in messages. */
const char *cs_role_name(enum cs_role role);

struct cs_input;

/* The option by which the user names the role: "--customer", or as `input`
 * says. */
const char *cs_role_option(const struct cs_input *input, enum cs_role role);

/* An optional cell that cannot be read is no reason to refuse the row. */
enum cs_wanted { CS_UNUSED, CS_OPTIONAL, CS_REQUIRED };

enum cs_field_type { CS_FIELD_TEXT, CS_FIELD_NUMBER, CS_FIELD_DATE };

/* A column that a command reads beside the roles. */
struct cs_field {
	const char *name;	  /* in messages: "event" */
	const char *option;	  /* by which it is named: "--event" */
	const char *column;	  /* as named by the option, or NULL: guess */
	const char *const *usual; /* folded names, a string per rank, ends with
				     NULL; NULL: never guessed */
	enum cs_field_type type;
	enum cs_wanted wanted; /* REQUIRED: the file must have the column */
	bool filled;	       /* an empty cell is a bad row */
	/* of a number; both 0: any. One outside, or not whole, is a bad row */
	cs_micros low, high;
	bool whole;
	const char *given; /* the option's text, if it says more than the
			      column; NULL: it does not */
};

/* An expression that marks rows and leaves none out. */
struct cs_mark_rule {
	const struct cs_filter *filter;
	const char *option; /* "--failure" */
	bool optional;	    /* matches nothing in a file without the column */
	int field; /* the column is that of fields[field - 1]; 0: its own */
};

enum { CS_MAX_MARKS = 32 };

/* What the user said about the input, shared by all files. */
struct cs_input {
	const char *const *files; /* "-" is standard input */
	size_t nfiles;
	struct cs_dialect dialect;
	const char
	    *column[CS_NROLES]; /* as named by an option, or NULL: guess */
	const char *option[CS_NROLES]; /* by which it was named; NULL: --ROLE */
	const char
	    *prefix; /* of --delimiter and its like: "contact-"; NULL: none */
	enum cs_wanted wanted[CS_NROLES]; /* by the command; AMOUNT: a value of
					     some kind */
	bool explain;		     /* a column that is missing is no error */
	bool quantity_is_value;	     /* the amount of a row is its quantity */
	enum cs_mark decimal;	     /* UNKNOWN: settled by the file */
	const char *date_format;     /* argument of --date-format or NULL */
	bool exact_keys;	     /* keys with @ keep their capitals */
	bool round;		     /* more than six decimals are rounded */
	const char *const *statuses; /* --count: of these statuses only */
	size_t nstatuses;
	const struct cs_filter *const *where; /* all must hold */
	size_t nwhere;
	const struct cs_filter *const *exclude; /* any one drops */
	size_t nexclude;
	const struct cs_field *fields;
	size_t nfields;
	const struct cs_mark_rule *marks; /* at most CS_MAX_MARKS */
	size_t nmarks;
	cs_day first_day;  /* earlier rows are excluded; CS_DAY_MIN */
	cs_day last_day;   /* later rows are excluded; CS_DAY_MAX */
	bool skip_bad;	   /* go on after bad rows */
	bool keep_rejects; /* ... and keep their text */
	unsigned threads;
	size_t block_size; /* bytes read at a time, at least 1 */
	int csv_path;	   /* enum cs_csv_path */
};

static inline const char *cs_input_prefix(const struct cs_input *input)
{
	return input->prefix != NULL ? input->prefix : "";
}

enum { CS_MAX_CUSTOMER_COLUMNS = 8, CS_FILE_COLUMN = -2 };

struct cs_schema {
	const char *file;	   /* name for messages */
	struct cs_dialect dialect; /* settled */
	struct cs_header header;   /* owned */
	int column[CS_NROLES];	   /* index; -1: none; CS_FILE_COLUMN: @file */
	int customers[CS_MAX_CUSTOMER_COLUMNS]; /* the first that is not empty
						   counts */
	size_t ncustomers;
	int *where, *exclude; /* columns of the filters, owned */
	int *fields, *marks;  /* columns; -1: none; owned */
	bool only_amount;     /* an amount column, and none of refunds */
	enum cs_mark mark;
	struct cs_date_format date;
	int status_like; /* a column called like a status that no option names;
			    -1 */
};

/*
 * Resolves the roles of one file from its header and settles decimal mark and
 * day order from `sample` (its first rows, whole records). Takes header over on
 * success. Fails with err filled.
 */
int cs_schema_init(struct cs_schema *schema, const char *file,
		   const struct cs_dialect *dialect, struct cs_header *header,
		   const char *sample, size_t sample_length,
		   const struct cs_input *input, struct cs_err *err);
void cs_schema_release(struct cs_schema *schema);

#endif

/*
 * row.h - one record as numbers: who, when, how much; or why it cannot be read.
 */
#ifndef CS_INPUT_ROW_H
#define CS_INPUT_ROW_H

#include <stdint.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/money.h"
#include "input/account.h"
#include "input/csv.h"
#include "input/key.h"
#include "input/moment.h"
#include "input/schema.h"
#include "input/seen.h"
#include "input/statuses.h"

/*
 * What can be wrong with a row: identifier, code in messages, what it means.
 * cs-input(5) lists them.
 */
#define CS_ROW_ERRORS(X)                                                  \
	X(CS_BAD_FIELD_COUNT, "field-count",                              \
	  "more or fewer fields than the header")                         \
	X(CS_BAD_NO_DATE, "missing-date", "the date is empty")            \
	X(CS_BAD_DATE, "bad-date", "the date cannot be read")             \
	X(CS_BAD_DATE_AMBIGUOUS, "ambiguous-date", "day or month first?") \
	X(CS_BAD_DATE_ORDER, "date-order",                                \
	  "day and month are not in the order of the rest")               \
	X(CS_BAD_NO_AMOUNT, "missing-amount", "the amount is empty")      \
	X(CS_BAD_AMOUNT, "bad-amount", "the amount cannot be read")       \
	X(CS_BAD_AMBIGUOUS, "ambiguous-amount", "1.250 or 1250?")         \
	X(CS_BAD_MARK, "amount-mark", "not the decimal mark of the rest") \
	X(CS_BAD_RANGE, "amount-range", "the amount is too large")        \
	X(CS_BAD_PRECISION, "amount-precision", "more than six decimals") \
	X(CS_BAD_CURRENCY, "amount-currency",                             \
	  "the amount is in another currency than the row")               \
	X(CS_BAD_NO_VALUE, "missing-value",                               \
	  "a cell that the command needs is empty")                       \
	X(CS_BAD_VALUE, "bad-value",                                      \
	  "a number that the command needs cannot be read")               \
	X(CS_BAD_LIMIT, "value-range",                                    \
	  "a number that the command needs is out of its range")          \
	X(CS_BAD_ENCODING, "bad-encoding", "not valid UTF-8")             \
	X(CS_BAD_HEAD, "bad-order", "the first row of its order is bad")

enum cs_row_error {
	CS_ROW_GOOD,
#define X(id, code, text) id,
	CS_ROW_ERRORS(X)
#undef X
	    CS_NROW_ERRORS
};

/* The stable word for messages and rejects ("bad-amount"). */
const char *cs_row_error_code(enum cs_row_error error);

/* The cell of a field. */
struct cs_value {
	struct cs_text text; /* without blanks around it */
	cs_micros number;    /* CS_FIELD_NUMBER */
	cs_day day;	     /* CS_FIELD_DATE; CS_NO_DAY if empty */
	/* likewise, with input->moments; CS_NO_MOMENT if empty */
	struct cs_moment moment;
	bool empty; /* also where the file has no such column: */
	bool absent;
};

struct cs_row {
	struct cs_key
	    customer; /* as stored; bytes as long as the batch or `scratch` */
	struct cs_text order; /* empty: an order of its own */
	struct cs_text group;
	struct cs_text currency; /* its column's, else its amount's */
	cs_day day;		 /* CS_NO_DAY where no date is read */
	struct cs_moment moment; /* the same, with input->moments */
	cs_micros amount;
	uint64_t place; /* grows along the input; set by the reader */
	const struct cs_cells *cells; /* it was read of; for the call only */
	const struct cs_value
	    *values;	/* of the fields, in their order; for the call only */
	uint32_t flags; /* of the expressions that hold */
	bool has_amount, rounded;
	bool given_back; /* a column says so: the amount is below 0 */
	bool turned;	 /* ... which it was not as written */
	bool further; /* continues an order, and adds nothing; set before it is
			 read */
	enum cs_row_error error;
	const struct cs_column_rule *rule; /* of the cell that is bad */
	uint32_t field;			   /* 1-based; 0: the whole record */
};

/* Per-worker memory for reading rows. */
struct cs_row_reader {
	const struct cs_input *input;
	const struct cs_schema *schema; /* of the present file */
	uint64_t *matches;		/* per expression; owned */
	uint64_t *met;			/* counters of all of them; owned */
	bool filters;			/* some of them leave rows out */
	struct cs_value *values;	/* of the present row; owned */
	struct cs_buf scratch;		/* a key that had to be changed */
	struct cs_buf group;		/* likewise a group */
	struct cs_buf pair, joined;	/* of several columns: group, key */
	uint64_t *nobody;	     /* rows without a customer, by the word of
			     input->nobody that says so; owned */
	int no_customer;	     /* the word of the present row, or -1 */
	struct cs_statuses statuses; /* of rows that no filter leaves out */
	struct cs_statuses kinds;    /* words met in schema->kinds */
	struct cs_moments moments;   /* dates that are joined */
	struct cs_seen seen;	     /* what expressions say of rows; owned */
	cs_sum *tally; /* where the present row's amount belongs; NULL */
	char date[10]; /* that was read last, which the next row often has */
	cs_day day;    /* ... as a day */
};

void cs_row_reader_init(struct cs_row_reader *reader,
			const struct cs_input *input);
void cs_row_reader_release(struct cs_row_reader *reader);

/* Rows of a file with this schema follow. */
static inline void cs_row_reader_turn(struct cs_row_reader *reader,
				      const struct cs_schema *schema)
{
	reader->schema = schema;
	*reader->date = '\0'; /* its dates may be written otherwise */
	cs_seen_release(&reader->seen);
}

/*
 * Reads one record, where row->further says what it is. Order of judgement:
 * number of fields, filters, status and cancellation, date, amount, the
 * command's fields, time limits, customer. Of a bad row error, name and field
 * are set, of an excluded one has_amount and the amount, of one without a
 * customer day and amount, of a used one all.
 */
enum cs_fate cs_row_read(struct cs_row_reader *reader,
			 const struct cs_cells *cells, struct cs_row *row);

/* The sentence for a bad row. */
void cs_row_message(const struct cs_row_reader *reader,
		    const struct cs_cells *cells, const struct cs_row *row,
		    struct cs_buf *out);

#endif

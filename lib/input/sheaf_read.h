/* sheaf_read.h - the quick way to read rows: see sheaf.h (lib/input only). */
#ifndef CS_INPUT_SHEAF_READ_H
#define CS_INPUT_SHEAF_READ_H

#include "input/currencies.h"
#include "input/scan.h"
#include "input/sheaf.h"

/* Different statuses whose rows count and that are known by a look. */
enum { CS_SHEAF_STATUSES = 4 };

/* Comparisons that are asked side by side, ... */
enum { CS_SHEAF_ASKED = 4, CS_SHEAF_NO_COUNTER = UINT16_MAX };
/* ... cells that each knows again, and how many more that it does not know
 * than cells that it does give that up. */
enum { CS_SHEAF_CELLS = 16, CS_SHEAF_ALIKE = 1024 };

struct cs_test;
struct cs_total_letters;

struct cs_sheaf_status {
	struct cs_key key; /* as a cell has it; its text is not kept */
	size_t index;	   /* in the row reader's list; 0: its rows are not
			      counted here */
	uint64_t rows;
	cs_micros amount; /* of the present sheaf */
};

/* What a comparison says of a cell: see cs_test_ask(). */
struct cs_sheaf_answer {
	unsigned char match; /* enum cs_match */
	uint16_t counter;    /* CS_SHEAF_NO_COUNTER: none becomes larger */
};

struct cs_sheaf_cell {
	uint64_t word[2]; /* as of a key; 0: nothing is kept here */
	struct cs_sheaf_answer answer;
};

struct cs_sheaf_asked {
	const struct cs_test *test;
	int column;
	size_t counters; /* where the expression's begin */
	bool of_all;	 /* rows that are read, not only of those used */
	struct cs_sheaf_cell cells[CS_SHEAF_CELLS]; /* by hash */
	int alike; /* cells that were known, less those that were not */
	uint16_t counter[CS_SHEAF_ROWS]; /* of each record */
};

/* One worker's. */
struct cs_sheaf_reader {
	struct cs_sheaf sheaf;
	size_t from, count; /* the records that are read */
	struct cs_text order[CS_SHEAF_ROWS], group[CS_SHEAF_ROWS];
	uint32_t flags[CS_SHEAF_ROWS];
	bool flags_by_row; /* expressions are asked of each row by itself */
	struct cs_moment moment[CS_SHEAF_ROWS];
	struct cs_value *values; /* of the fields, by record; owned, or NULL */
	size_t nprepared; /* records with what none changes in their values */
	/* records without an amount, where such may continue an order, and of
	 * those that do the number of its first row's */
	unsigned char lacking[CS_SHEAF_ROWS], head[CS_SHEAF_ROWS];
	size_t nlacking;
	int repeated[CS_NROLES]; /* columns whose cells such a row may leave
				    out, or say again */
	size_t nrepeated;
	/* of each record: it is read and used */
	bool sure[CS_SHEAF_ROWS];
	/* ... what became of it (enum cs_fate) if it is read and left out;
	 * CS_FATE_USED and not sure: cs_row_read() has to read it */
	unsigned char fate[CS_SHEAF_ROWS];
	/* ... a bit for each comparison that holds */
	unsigned char compared[CS_SHEAF_ROWS];
	struct cs_sheaf_asked asked[CS_SHEAF_ASKED];
	size_t nasked;
	/* ... its status, where they are looked at */
	unsigned char status[CS_SHEAF_ROWS];
	struct cs_sheaf_status statuses[CS_SHEAF_STATUSES];
	size_t nstatuses;
	const struct cs_schema *schema; /* of the present file */
	enum cs_vectors vectors;	/* that may be used */
	uint64_t date[2];		/* the first ten bytes of one that was
					   read */
	bool date_plain;		/* they are YYYY-MM-DD, and a time that
					   follows them is the same day */
	cs_day day;
	const struct cs_total_letters *totals;
	unsigned vain;	/* sheaves one after another with few sure rows */
	unsigned pause; /* so many are read the careful way */
};

/* Are rows of such a file read so at all: do no more columns say what they are
 * than have a loop? */
bool cs_sheaf_fits(const struct cs_schema *schema,
		   const struct cs_input *input);

/* Rows of a file with this schema follow, which fits. */
void cs_sheaf_turn(struct cs_sheaf_reader *reader,
		   const struct cs_schema *schema,
		   const struct cs_input *input);

/*
 * Reads records of the batch, from `from` up to `end`, each into the place of
 * its number, as far as it is sure of them; returns how many: up to
 * CS_SHEAF_ROWS, and none that has more or fewer cells than the table. `rows`
 * looks statuses up; `currencies` are those that were met: a row with another
 * one than the last is not sure.
 */
size_t cs_sheaf_read(struct cs_sheaf_reader *reader, struct cs_row_reader *rows,
		     const struct cs_words *currencies,
		     const struct cs_batch *batch, size_t from, size_t end);

/* So many rows at `from` become those at `to`, too. */
void cs_sheaf_move(struct cs_sheaf_reader *reader, size_t to, size_t from,
		   size_t count);

void cs_sheaf_reader_free(struct cs_sheaf_reader *reader); /* takes NULL */

/* --- columns: sheaf_columns.c, sheaf_amounts.c --------------------------- */

/* Each reads its column of the reader's records, and says of which it is not
 * sure. */
void cs_sheaf_dates(struct cs_sheaf_reader *reader);
void cs_sheaf_amounts(struct cs_sheaf_reader *reader);
void cs_sheaf_refunds(struct cs_sheaf_reader *reader);
void cs_sheaf_cancelled(struct cs_sheaf_reader *reader);
void cs_sheaf_customers(struct cs_sheaf_reader *reader,
			const struct cs_input *input);
void cs_sheaf_orders(struct cs_sheaf_reader *reader,
		     const struct cs_input *input);
void cs_sheaf_groups(struct cs_sheaf_reader *reader);
void cs_sheaf_currencies(struct cs_sheaf_reader *reader, struct cs_text last);
void cs_sheaf_statuses(struct cs_sheaf_reader *reader,
		       struct cs_row_reader *rows);

/* Last: rows that continue an order and are like the row above in all else. */
void cs_sheaf_further(struct cs_sheaf_reader *reader);

/* --- moments and fields: sheaf_fields.c ----------------------------------- */

/* In place of cs_sheaf_dates(), with input->moments. */
void cs_sheaf_moments(struct cs_sheaf_reader *reader);
/* Makes reader->values where there are fields. */
void cs_sheaf_fields_turn(struct cs_sheaf_reader *reader,
			  const struct cs_input *input);
void cs_sheaf_fields(struct cs_sheaf_reader *reader,
		     const struct cs_input *input);

/* --- filters: sheaf_filter.c ---------------------------------------------- */

/* Can the expressions be asked so: are they few, and none of answers? */
bool cs_sheaf_can_ask(const struct cs_schema *schema,
		      const struct cs_input *input);
/* Does one of them leave rows out? */
bool cs_sheaf_has_filters(const struct cs_input *input);
void cs_sheaf_filters_turn(struct cs_sheaf_reader *reader,
			   const struct cs_input *input);
/* Gives the fate to records that are sure so far and left out, and the others
 * their flags. */
void cs_sheaf_filters(struct cs_sheaf_reader *reader,
		      const struct cs_input *input);
/* Once it is settled which records are read: counts for `rows` what was found
 * of them. */
void cs_sheaf_filters_count(const struct cs_sheaf_reader *reader,
			    struct cs_row_reader *rows);
/* In place of both, where none leaves rows out: last of all. */
void cs_sheaf_flags(struct cs_sheaf_reader *reader, struct cs_row_reader *rows);

#endif

/*
 * rows.h - the export of orders: its header and rows.
 */
#ifndef SIMULATE_ROWS_H
#define SIMULATE_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/file.h"
#include "simulate/people.h"
#include "simulate/settings.h"

struct delivery; /* service.h */

/* Kinds of rows that a reader has to set aside. */
enum dirty_kind {
	DIRTY_BAD_AMOUNT,
	DIRTY_MISSING_AMOUNT,
	DIRTY_BAD_DATE,
	DIRTY_MISSING_DATE,
	DIRTY_MISSING_FIELD,
	DIRTY_NO_CUSTOMER,
	NDIRTY
};

/* "bad_amount", ... */
extern const char *const dirty_names[NDIRTY];

/* What was written; amounts in hundredths. */
struct counts {
	int64_t rows; /* all of them, the header apart */
	int64_t orders, refunds, anonymous;
	int64_t revenue, refunded; /* refunded is not negative */
	int64_t dirty[NDIRTY];
};

struct rows {
	const struct settings *settings;
	struct cs_file *file;
	int64_t next_id; /* of orders, refunds included */
	char date[12];	 /* of today, in the form asked for */
	bool open;	 /* the book has begun: rows are written */
	struct counts counts;
};

void rows_init(struct rows *rows, const struct settings *settings,
	       struct cs_file *file);
/* Days are counted from the first. */
void rows_day(struct rows *rows, int32_t day);

/*
 * Writes order number person->orders of a customer, in one row or several, and
 * behind it maybe a row without a customer and one to be set aside. Returns its
 * id; *cents is what it comes to. `delivery` is asked for with --service only.
 */
int64_t rows_order(struct rows *rows, struct person *person, bool late,
		   const struct delivery *delivery, int64_t *cents);

void rows_refund(struct rows *rows, const struct person *person, int64_t cents,
		 uint8_t channel);

#endif

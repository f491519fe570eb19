/*
 * span.h - reading how long something took.
 *
 *	1:05:30  0:20  0:20 Hrs  (hours first; of days "2 1:05:30")
 *	1h 5m 30s  2d 3 h  45min  1 day, 2 Stunden
 *	12.5  (in the unit that the column or the user tells)
 */
#ifndef CS_CELL_SPAN_H
#define CS_CELL_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads whole seconds, rounded, not negative; a bare number is in units of
 * `unit` seconds, and cannot be read where that is 0. False if it is no span.
 */
bool cs_span_read(const char *text, size_t length, int64_t unit,
		  int64_t *seconds);

/* Is it a number that says nothing of its unit? */
bool cs_span_bare(const char *text, size_t length);

#endif

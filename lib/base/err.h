/*
 * err.h - how a failure travels.
 *
 * The library never prints and never exits (out of memory apart, see mem.h).
 * A function that can fail takes a struct cs_err, fills it and returns -1 or
 * NULL; the caller passes it on or hands it to the command, which prints it:
 *
 *	cs-pareto: a.csv:62:3: error: cannot read the amount "12x" [bad-amount]
 *
 * A message is one sentence without a full stop that says what is wrong and,
 * after a colon or semicolon, what to do next. It may hold any bytes of data or
 * arguments: what prints it makes it fit (app/notice.h). Where they may be long
 * they go through cs_printable() (utf8.h), which cuts them; where they are
 * offered for pasting, through cs_add_word() (word.h).
 */
#ifndef CS_BASE_ERR_H
#define CS_BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

struct cs_err {
	const char *file; /* name as the user gave it, borrowed; or NULL */
	uint64_t
	    line; /* physical line the record begins on, 1-based; 0 = none */
	uint32_t column;    /* field of the record, 1-based; 0 = none */
	const char *code;   /* short stable word, static storage; or NULL */
	char message[4096]; /* complete sentence */
	bool usage; /* it took a file to tell, but the command line is wrong */
};

#define CS_ERR_INIT           \
	{                     \
		.message = "" \
	}

/*
 * Sets code (may be NULL) and message of `err`, leaves file, line and column
 * as they are. A message too long is cut, and ends in "...". Always returns -1,
 * so that a caller can "return cs_fail(...)".
 */
int cs_fail(struct cs_err *err, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int cs_failv(struct cs_err *err, const char *code, const char *format,
	     va_list args) __attribute__((format(printf, 3, 0)));

/*
 * Puts `prefix` and ": " before the message; the code stays. Returns -1.
 */
int cs_fail_prefix(struct cs_err *err, const char *prefix);

/* Sets the place. Returns -1 like cs_fail(). */
int cs_fail_at(struct cs_err *err, const char *file, uint64_t line,
	       uint32_t column);

#endif

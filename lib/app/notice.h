/*
 * notice.h - what a run remarks: warnings and notes.
 */
#ifndef CS_APP_NOTICE_H
#define CS_APP_NOTICE_H

#include "app/job.h"

/* Days from the dates before to a last one that may be a slip, or a plan. */
enum { CS_LATE_DAYS = 31 };

/*
 * A warning: counted and placed (file NULL and line 0: nowhere) in json, shown
 * in text and on standard error.
 */
void cs_warn(struct cs_job *job, const char *code, uint64_t count,
	     const char *file, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* A line on standard error, unless --quiet: something that rests on a guess. */
void cs_note(const struct cs_job *job, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Appends the commonest values of a column of the first file, or "none"; -1: no
 * column. */
void cs_add_commonest(const struct cs_input_result *input, int column,
		      struct cs_buf *out);

#endif

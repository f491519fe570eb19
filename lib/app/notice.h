/*
 * notice.h - what a run says on standard error, errors, warnings and notes, and
 * its standard streams. All that is said there is a line that cs_printable()
 * made fit: callers may hand over any bytes.
 */
#ifndef CS_APP_NOTICE_H
#define CS_APP_NOTICE_H

#include "app/job.h"

/* "cs-NAME: orders.csv:62:3: KIND: a sentence [code]", as far as is known. */
void cs_print_message(const struct cs_command *command, const char *kind,
		      const struct cs_err *err);

#define CS_WRONG_USAGE (-2)

/*
 * The exit status of a result: 0 of 0; of CS_WRONG_USAGE, after the error and
 * where help is, 2; of any other, after the error, 1.
 */
int cs_print_result(const struct cs_command *command, int result,
		    const struct cs_err *err);

/*
 * Writes all of `text` to standard output. A closed pipe is success; otherwise
 * -1 with err filled.
 */
int cs_print_text(const struct cs_buf *text, struct cs_err *err);

/*
 * What main() does first. A standard stream that the caller closed would be
 * taken by the next file that is opened: in its place comes one of the wrong
 * direction, so that its use fails. A closed pipe and a file that grows too
 * large are errors of writing, not signals. GSL does not end the process: what
 * it returns is looked at.
 */
void cs_guard_process(void);

/*
 * A warning: counted and placed (file NULL and line 0: nowhere) in json, shown
 * in text and on standard error. Nothing if --trust has its code.
 */
void cs_warn(struct cs_job *job, const char *code, uint64_t count,
	     const char *file, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Can a line on standard error be drawn again? Its columns; 0: it cannot. */
size_t cs_notice_columns(void);

/*
 * Draws it, in place of the last one, nothing to erase that; there can be no
 * line feed in it. The cursor stays in front, so that a last word of a process
 * that has no time to erase it is not appended to it.
 */
void cs_notice_draw(const char *text, size_t length);

/* A line on standard error, unless --quiet: something that rests on a guess. */
void cs_note(const struct cs_job *job, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif

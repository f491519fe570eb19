/*
 * message.h - what a command says on standard error, and its standard streams.
 */
#ifndef CS_APP_MESSAGE_H
#define CS_APP_MESSAGE_H

#include "base/buf.h"
#include "base/err.h"
#include "option/option.h"

/* "file:line:column: ", as far as they are known; nothing without a file. */
void cs_print_place(const struct cs_err *err);

/* "cs-NAME: orders.csv:62:3: error: a sentence [code]" */
void cs_print_error(const struct cs_command *command, const struct cs_err *err);

/* The error, and where help is. Returns the exit status of wrong usage, 2. */
int cs_print_usage(const struct cs_command *command, const struct cs_err *err);

/*
 * Writes all of `text` to standard output. A closed pipe is success; otherwise
 * -1 with err filled.
 */
int cs_print_text(const struct cs_buf *text, struct cs_err *err);

/*
 * What main() does first. A standard stream that the caller closed would be
 * taken by the next file that is opened: in its place comes one of the wrong
 * direction, so that its use fails. A closed pipe is an error of writing, not a
 * signal.
 */
void cs_guard_streams(void);

#endif

/* line.h - a command line of a report: what it asks for. */
#ifndef REPORTS_LINE_H
#define REPORTS_LINE_H

#include "base/text.h"
#include "reports/runs.h"

/*
 * Does what stands in {{}} ask for the run before, as -1 or as -1|OTHER? Then
 * `other` is what it says for the time when there is none, NULL for nothing.
 */
bool line_asks_before(const char *name, size_t length, struct cs_text *other);

/*
 * Fills the words and tables of a block from its command. {{as_of}} becomes
 * settings->as_of, {{-1}} settings->before. -1 with err->message filled: it is
 * no line that can be run.
 */
int line_read(struct block *block, const struct run_settings *settings,
	      const char *folder, struct cs_err *err);

/*
 * What a line asks, whatever its files are called: its words without `files`,
 * then its tables; {{}} in place of days. `command` can be run.
 */
void line_asked(const char *command, const struct cs_list *files,
		struct cs_buf *out);

#endif

/* line.h - a command line of a report: what it asks for. */
#ifndef REPORTS_LINE_H
#define REPORTS_LINE_H

#include "reports/runs.h"

/*
 * Fills the words and tables of a block from its command. {{as_of}} becomes
 * settings->as_of, {{-1}} settings->before. -1 with err->message filled: it is
 * no line that can be run.
 */
int line_read(struct block *block, const struct run_settings *settings,
	      const char *folder, struct cs_err *err);

#endif

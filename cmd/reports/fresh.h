/* fresh.h - a report to begin with, which runs as it stands. */
#ifndef REPORTS_FRESH_H
#define REPORTS_FRESH_H

#include "base/err.h"
#include "option/option.h"
#include "reports/nightly.h"

/*
 * Writes a report of these files, orders and perhaps contacts, to
 * night->output: each command with the options that its --explain found, as far
 * as it has an answer; the others stand in comments that say why not. -1 with
 * err filled: none has.
 */
int fresh(const struct night *night, const struct cs_list *files,
	  struct cs_err *err);

#endif

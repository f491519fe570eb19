/*
 * foreign.h - files that are no CSV, known by their first bytes (lib/input
 * only).
 */
#ifndef CS_INPUT_FOREIGN_H
#define CS_INPUT_FOREIGN_H

#include <stddef.h>

#include "base/err.h"

/*
 * -1 with err filled, code not-csv or utf-16, if the first bytes of a file are
 * those of something else: what it is, and how it becomes CSV. `prefix` is what
 * names of options begin with.
 */
int cs_refuse_foreign(const char *bytes, size_t length, const char *prefix,
		      struct cs_err *err);

#endif

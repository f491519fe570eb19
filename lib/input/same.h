/* same.h - files that are given twice, by another name or as a copy. */
#ifndef CS_INPUT_SAME_H
#define CS_INPUT_SAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/*
 * -1 with err filled if two names lead to one regular file, or two files hold
 * the same rows byte for byte, gzip or not. `otherwise` stands behind the
 * advice to leave a copy out; NULL: copies are meant. Only the first blocks of
 * files of one length are read, and all of those that go on to be equal. Files
 * that cannot be opened are left to others.
 */
int cs_refuse_same(const char *const *files, size_t n, const char *otherwise,
		   struct cs_err *err);

#endif

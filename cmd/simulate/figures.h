/*
 * figures.h - rows of name and value, of --truth-parameters.
 */
#ifndef SIMULATE_FIGURES_H
#define SIMULATE_FIGURES_H

#include <inttypes.h>
#include <stdint.h>

#include "base/buf.h"
#include "report/number.h"

static inline void add_number(struct cs_buf *out, const char *name,
			      double value)
{
	cs_buf_addf(out, "%s,", name);
	cs_add_double(out, value);
	cs_buf_addc(out, '\n');
}

static inline void add_count(struct cs_buf *out, const char *name,
			     int64_t value)
{
	cs_buf_addf(out, "%s,%" PRId64 "\n", name, value);
}

static inline void add_share(struct cs_buf *out, const char *name, int64_t part,
			     int64_t whole)
{
	if (whole > 0)
		add_number(out, name, (double)part / (double)whole);
	else
		cs_buf_addf(out, "%s,\n", name);
}

#endif

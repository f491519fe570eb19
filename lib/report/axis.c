/* axis.c - ranges and tics of the axes of numbers: see plot.h. */
#include <math.h>

#include "report/internal.h"
#include "report/number.h"
#include "report/plot.h"

/* The least of 1, 2, 2.5, 5 x 10^k that is at least `least`. */
static double nice_step(double least, bool whole)
{
	static const double steps[] = { 1, 2, 2.5, 5, 10 };
	double power = pow(10, floor(log10(least)));

	if (whole && least <= 1)
		return 1;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		double step = steps[i] * power;

		if (whole && step != floor(step))
			continue;
		/* forgives the rounding of log10 and pow */
		if (step >= least * (1 - 1e-9))
			return step;
	}
	return 10 * power;
}

struct cs_axis cs_axis_choose(double low, double high, bool whole, bool free,
			      double room, int tics)
{
	struct cs_axis axis;

	if (!free) {
		low = low < 0 ? low : 0;
		high = high > 0 ? high : 0;
	}
	if (!(high > low))
		high = low + 1;
	axis.step = nice_step((high - low) / tics, whole);
	axis.low = floor(low / axis.step + 1e-9) * axis.step;
	axis.high = ceil(high / axis.step - 1e-9) * axis.step;
	if (axis.high < high + room * (high - low))
		axis.high = high + room * (high - low);
	return axis;
}

static int decimals_of(double step)
{
	int decimals = 0;

	while (decimals < 6 && fabs(step - round(step)) > 1e-6 * step) {
		step *= 10;
		decimals++;
	}
	return decimals;
}

void cs_axis_write(struct cs_buf *out, const char *name,
		   const struct cs_axis *axis, enum cs_type type)
{
	double scale = type == CS_SHARE ? 100 : 1;
	bool percent = type == CS_SHARE || type == CS_PERCENT;
	int decimals = decimals_of(axis->step * scale);
	long first = (long)ceil(axis->low / axis->step - 1e-9);
	long last = (long)floor(axis->high / axis->step + 1e-9);

	cs_buf_addf(out, "set %srange [", name);
	cs_add_double(out, axis->low);
	cs_buf_addc(out, ':');
	cs_add_double(out, axis->high);
	cs_buf_addf(out, "]\nset %stics nomirror scale 0 (", name);
	for (long i = first; i <= last; i++) {
		double at = (double)i * axis->step;

		cs_buf_adds(out, i > first ? ", '" : "'");
		cs_add_rounded(out, at * scale, decimals);
		/* gnuplot reads these labels as formats */
		cs_buf_adds(out, percent ? " %%' " : "' ");
		cs_add_double(out, at);
	}
	cs_buf_adds(out, ")\n");
}

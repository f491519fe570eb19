/* axis.c - ranges and tics of the axes of numbers: see plot.h. */
#include <math.h>

#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

#define LIMIT 1e300  /* beyond it a span may be more than a double holds */
#define LEAST 1e-300 /* a span below it cannot be divided into steps */

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

double cs_axis_end(double value)
{
	return fmin(fmax(value, -LIMIT), LIMIT);
}

struct cs_axis cs_axis_choose(double low, double high, bool whole, bool free,
			      double room, int tics)
{
	struct cs_axis axis = { 0 };

	low = cs_axis_end(low);
	high = cs_axis_end(high);
	if (!free) {
		low = low < 0 ? low : 0;
		high = high > 0 ? high : 0;
	}
	if (!(high - low > LEAST))
		high = low + 1 > low ? low + 1 : low + fabs(low);
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

struct unit {
	double scale;
	const char *name; /* gnuplot reads labels of tics as formats */
};

/* Long numbers are shown in millions or billions. */
static const struct unit *unit_of(const struct cs_axis *axis, enum cs_type type)
{
	static const struct unit one = { 1, "" }, share = { 100, " %%" },
				 percent = { 1, " %%" },
				 million = { 1e-6, " M" },
				 billion = { 1e-9, " bn" };
	double most = fmax(fabs(axis->low), fabs(axis->high));

	if (type == CS_SHARE)
		return &share;
	if (type == CS_PERCENT)
		return &percent;
	return most >= 1e10 ? &billion : most >= 1e7 ? &million : &one;
}

void cs_axis_tics(const struct cs_axis *axis, long *first, long *last)
{
	*first = (long)ceil(axis->low / axis->step - 1e-9);
	*last = (long)floor(axis->high / axis->step + 1e-9);
}

void cs_axis_write(struct cs_buf *out, const char *name,
		   const struct cs_axis *axis, enum cs_type type)
{
	const struct unit *unit = unit_of(axis, type);
	bool percent = type == CS_SHARE || type == CS_PERCENT;
	int decimals = decimals_of(axis->step * unit->scale);
	long first, last;

	cs_axis_tics(axis, &first, &last);
	cs_buf_addf(out, "set %srange [", name);
	cs_add_double(out, axis->low);
	cs_buf_addc(out, ':');
	cs_add_double(out, axis->high);
	cs_buf_addf(out, "]\nset %stics nomirror scale 0 (", name);
	for (long i = first; i <= last; i++) {
		double at = (double)i * axis->step;
		double shown = axis->absolute ? fabs(at) : at;

		cs_buf_adds(out, i > first ? ", '" : "'");
		cs_add_rounded(out, shown * unit->scale, decimals);
		cs_buf_addf(out, "%s' ", at != 0 || percent ? unit->name : "");
		cs_buf_addf(out, "%.12g", at);
	}
	cs_buf_adds(out, ")\n");
}

void cs_axis_minutes(struct cs_plot *plot)
{
	static const struct {
		const char *label;
		double minutes;
	} tics[] = { { "1 min", 1 },
		     { "5 min", 5 },
		     { "15 min", 15 },
		     { "1 hour", 60 },
		     { "4 hours", 240 },
		     { "1 day", 24 * 60 },
		     { "1 week", CS_AXIS_MINUTES } };
	struct cs_buf *out = plot->out;

	cs_buf_adds(out, "set xrange [0:");
	cs_add_double(out, log10(CS_AXIS_MINUTES));
	cs_buf_adds(out, "]\nset xtics nomirror scale 0 (");
	for (size_t i = 0; i < sizeof tics / sizeof *tics; i++)
		cs_buf_addf(out, "%s'%s' %.12g", i > 0 ? ", " : "",
			    tics[i].label, log10(tics[i].minutes));
	cs_buf_adds(out, ")\n");
}

void cs_span_widen(struct cs_span *span, double value)
{
	span->low = fmin(span->low, value);
	span->high = fmax(span->high, value);
}

void cs_plot_yaxis(struct cs_plot *plot, double room)
{
	enum cs_type type = cs_plot_type(plot, plot->y);
	double whole = type == CS_SHARE	    ? 1
		       : type == CS_PERCENT ? 100
					    : INFINITY;
	bool low = plot->characters || plot->canvas.height < 450;
	double high = plot->ys.high;

	if (plot->form->groups && high > whole && high <= 1.02 * whole)
		high = whole;
	plot->yaxis = cs_axis_choose(plot->ys.low, high, type == CS_COUNT,
				     false, room, low ? 4 : 6);
	cs_axis_write(plot->out, "y", &plot->yaxis, type);
}

/* points.c - points with intervals, groups side by side. See plot.h. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/number.h"
#include "chart/plot.h"

#define ABREAST 0.12 /* of a place: from group to group */

/* Places on the x axis: the values of x, as the groups bring them in. */
struct places {
	size_t *of;    /* of each row */
	size_t *first; /* of each place: a row */
	size_t count;
};

static size_t place_of(struct cs_plot *plot, const struct places *places,
		       size_t row)
{
	size_t i = 0;

	while (
	    i < places->count &&
	    !cs_same_cells(plot->table, row, places->first[i], (size_t)plot->x))
		i++;
	return i;
}

/* By the group with the most rows first, so that none comes out of order. */
static void find_places(struct cs_plot *plot, struct places *places)
{
	const size_t *begin = plot->groups.begin;
	size_t most = 0;

	for (size_t g = 0; g < plot->groups.count; g++)
		if (begin[g + 1] - begin[g] > begin[most + 1] - begin[most])
			most = g;
	for (size_t r = begin[most]; r < begin[most + 1]; r++)
		places->first[places->count++] = r;
	for (size_t r = 0; r < begin[plot->groups.count]; r++) {
		places->of[r] = place_of(plot, places, r);
		if (places->of[r] == places->count)
			places->first[places->count++] = r;
	}
}

/* In a terminal groups stand a column apart, or on one another. */
static bool fits(const struct cs_plot *plot, const struct places *places)
{
	return plot->groups.count * places->count <= cs_plot_across(plot);
}

static double aside(const struct cs_plot *plot, const struct places *places,
		    size_t group)
{
	double step = ABREAST;

	if (plot->characters && fits(plot, places))
		step = fmax(step, ((double)places->count + 0.2) /
				      (double)cs_plot_across(plot));
	return step * ((double)group - (double)(plot->groups.count - 1) / 2);
}

/* x, y, low, height */
static void add_group(struct cs_plot *plot, const struct places *places,
		      size_t group)
{
	size_t end = plot->groups.begin[group + 1];
	double y, low, high;

	for (size_t r = plot->groups.begin[group]; r < end; r++) {
		bool has_low = cs_plot_value(plot, r, plot->low, &low);
		bool known = cs_plot_value(plot, r, plot->high, &high);

		if (!cs_plot_value(plot, r, plot->y, &y))
			continue;
		known = known && has_low;
		cs_span_widen(&plot->ys, y);
		if (known) {
			cs_span_widen(&plot->ys, low);
			cs_span_widen(&plot->ys, high);
		}
		cs_plot_number(plot, true,
			       (double)places->of[r] +
				   aside(plot, places, group));
		cs_plot_number(plot, true, y);
		cs_plot_number(plot, known, low);
		cs_plot_number(plot, known, high - low);
		cs_buf_addf(&plot->block, "%zu\n", r);
	}
	plot->groups.points[group] = cs_plot_block(plot);
}

static bool is_word(struct cs_plot *plot, size_t row)
{
	return !isdigit((unsigned char)*cs_plot_label(plot, row, plot->x));
}

/* The next place with a label: also the last, if it is no number as those
 * before it, but "all", say. */
static size_t next_label(struct cs_plot *plot, const struct places *places,
			 size_t i)
{
	size_t every = plot->labels.every, next = i + every;
	size_t last = places->count - 1;

	if (i >= last || !is_word(plot, places->first[last]))
		return next;
	if (next > last)
		return 2 * (last - i) >= every ? last : next;
	return next < last && 2 * (last - next) < every ? last : next;
}

/* position, zero, label, zero */
static unsigned add_labels(struct cs_plot *plot, const struct places *places)
{
	size_t across = cs_plot_across(plot), widest = 1, width = 24, most;

	for (size_t i = 0; i < places->count; i++)
		widest = cs_utf8_widest(
		    cs_plot_label(plot, places->first[i], plot->x), widest);
	/* letters are narrower than columns are taken for */
	across = plot->characters ? across : across * 6 / 5;
	most = across / (widest + (plot->characters ? 1 : 2));
	if (most < places->count && is_word(plot, places->first[0])) {
		/* names are cut, and all are there */
		most = places->count;
		width = (across + 6) / most > 8 ? (across + 6) / most - 1 : 8;
	}
	cs_plot_thin(plot, plot->x, places->first, places->count,
		     most > 0 ? most : 1);
	for (size_t i = plot->labels.first; i < places->count;
	     i = next_label(plot, places, i)) {
		cs_buf_addf(&plot->block, "%zu\t0\t", i);
		cs_plot_field(&plot->block,
			      cs_plot_label(plot, places->first[i], plot->x),
			      width);
		cs_buf_adds(&plot->block, "0\n");
	}
	return cs_plot_block(plot);
}

/* From low to high; in a terminal those of many would lie on one another. */
static void draw_lines(struct cs_plot *plot)
{
	const struct cs_groups *groups = &plot->groups;

	for (size_t i = 0; i < groups->count; i++) {
		if (groups->points[i] == 0)
			continue;
		cs_buf_addf(plot->out,
			    "$data%u using 1:3:(0):4 with vectors nohead ",
			    groups->points[i]);
		if (plot->characters)
			cs_buf_adds(plot->out, "lt 0");
		else
			cs_buf_addf(plot->out, "lw %s lc rgb '%s'",
				    groups->count > 3 ? "2" : "3",
				    cs_group_colour(i));
		cs_buf_adds(plot->out, " notitle, \\\n  ");
	}
}

static void draw(struct cs_plot *plot, unsigned labels, bool lines)
{
	static const int types[CS_CHART_GROUPS] = { 7, 5, 9, 13, 11, 15 };
	const struct cs_groups *groups = &plot->groups;
	struct cs_buf *out = plot->out;

	cs_buf_adds(out, "plot ");
	if (lines)
		draw_lines(plot);
	for (size_t i = 0; i < groups->count; i++) {
		if (groups->points[i] == 0)
			continue;
		cs_buf_addf(out, "$data%u using 1:2 with points pt %d",
			    groups->points[i],
			    !plot->characters	? types[i]
			    : groups->total > 1 ? (int)i + 1
						: 15 /* an O */);
		if (!plot->characters)
			cs_buf_addf(out, " ps 1.4 lc rgb '%s'",
				    cs_group_colour(i));
		cs_group_title(plot, i);
		cs_buf_adds(out, ", \\\n  ");
	}
	cs_buf_addf(out,
		    "$data%u using 1:2:xtic(3) with points pt -1 notitle\n",
		    labels);
}

void cs_plot_points(struct cs_plot *plot)
{
	size_t *memory = cs_calloc(plot->rows, 2 * sizeof *memory);
	struct places places = { memory, memory + plot->rows, 0 };
	unsigned labels;
	bool any = false;

	find_places(plot, &places);
	for (size_t g = 0; g < plot->groups.count; g++) {
		add_group(plot, &places, g);
		any |= plot->groups.points[g] > 0;
	}
	if (!any)
		cs_plot_no_data(plot);
	labels = add_labels(plot, &places);
	cs_buf_addf(plot->out,
		    "set xtics nomirror scale 0 noenhanced\n"
		    "set xrange [-0.6:%zu.6]\n",
		    places.count - 1);
	cs_plot_yaxis(plot, 0.02);
	cs_plot_key(plot);
	draw(plot, labels, !plot->characters || fits(plot, &places));
	free(memory);
}

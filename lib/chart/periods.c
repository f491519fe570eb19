/* periods.c - a value of each period, with limits or a band. See plot.h. */
#include "base/utf8.h"
#include "report/number.h"
#include "chart/plot.h"

enum { ROWS = 2000 };  /* more are not seen and only make it slow */
enum { POINTS = 150 }; /* more run into one another */

/* Where a point stands: in the line, beyond the band, or apart from it. */
enum place { INSIDE, BEYOND, HOLLOW, NPLACES };

/* False if there is none. */
static bool place_of(const struct cs_plot *plot, size_t row, double *y,
		     enum place *place)
{
	double low, high;

	if (!cs_plot_value(plot, row, plot->y, y))
		return false;
	*place = cs_plot_flag(plot, row, false) ? HOLLOW
		 : cs_plot_value(plot, row, plot->low, &low) &&
			 cs_plot_value(plot, row, plot->high, &high) &&
			 (*y < low || *y > high)
		     ? BEYOND
		     : INSIDE;
	return true;
}

static bool has_band(const struct cs_plot *plot, size_t row, double *low,
		     double *high)
{
	return row < plot->rows && cs_plot_value(plot, row, plot->low, low) &&
	       cs_plot_value(plot, row, plot->high, high);
}

/* A band has a width where a neighbour has one, too; else a line stands there.
 */
static void add_lone(struct cs_plot *plot, size_t row)
{
	double low = 0, high = 0, aside;
	bool lone = has_band(plot, row, &low, &high) &&
		    !has_band(plot, row + 1, &aside, &aside) &&
		    !(row > 0 && has_band(plot, row - 1, &aside, &aside));

	cs_plot_number(plot, lone, low);
	cs_plot_number(plot, lone, high - low);
}

/* number, line, points by place, y2, label, lone low, its length, number;
 * returns if the row has a value. */
static bool add_row(struct cs_plot *plot, size_t row)
{
	double y = 0, y2;
	enum place place = INSIDE;
	bool known = place_of(plot, row, &y, &place);
	bool centre = cs_plot_value(plot, row, plot->y2, &y2);

	cs_plot_number(plot, true, (double)row);
	cs_plot_number(plot, known && place != HOLLOW, y);
	for (enum place p = 0; p < NPLACES; p++)
		cs_plot_number(plot, known && place == p, y);
	cs_plot_number(plot, centre, y2);
	cs_plot_tic(plot, row);
	add_lone(plot, row);
	cs_buf_addf(&plot->block, "%zu\n", row);
	if (known)
		cs_span_widen(&plot->ys, y);
	if (centre)
		cs_span_widen(&plot->ys, y2);
	return known;
}

static void add_points(struct cs_plot *plot, unsigned block, enum place place)
{
	static const struct {
		int type;
		const char *colour;
		int character;
	} styles[] = { [INSIDE] = { 7, CS_COLOUR_MAIN, 1 },
		       [BEYOND] = { 7, CS_COLOUR_LINE, 24 },
		       [HOLLOW] = { 6, CS_COLOUR_MAIN, 15 } };

	cs_buf_addf(plot->out, ", \\\n  $data%u using 1:%d with points pt %d",
		    block, 3 + (int)place,
		    plot->characters ? styles[place].character
				     : styles[place].type);
	if (!plot->characters)
		cs_buf_addf(plot->out, " ps %s lw 1.5 lc rgb '%s'",
			    plot->rows <= 60 ? "1" : "0.6",
			    styles[place].colour);
	cs_buf_adds(plot->out, " notitle");
}

void cs_plot_periods(struct cs_plot *plot)
{
	unsigned band = 0, block;
	bool any = false;
	struct cs_buf *out = plot->out;

	plot->every = (plot->rows + ROWS - 1) / ROWS;
	cs_plot_labels(plot);
	for (size_t r = 0; r < plot->rows;
	     r = cs_plot_next(plot, r, plot->rows, 0))
		any |= add_row(plot, r);
	if (!any)
		cs_plot_no_data(plot);
	block = cs_plot_block(plot);
	cs_group_band(plot, 0, 0, false);
	band = cs_plot_block(plot);
	cs_plot_xtics(plot, plot->rows);
	cs_plot_yaxis(plot, 0.02);
	cs_buf_adds(out, "plot ");
	if (band > 0 && !plot->characters)
		cs_buf_addf(out,
			    "$data%u using 1:2:3 with filledcurves lc rgb "
			    "'" CS_COLOUR_BAND "' notitle, \\\n  ",
			    band);
	if (!plot->characters)
		cs_buf_addf(out,
			    "$data%u using 1:8:(0):9 with vectors nohead lw 6 "
			    "lc rgb '" CS_COLOUR_BAND "' notitle, \\\n  ",
			    block);
	if (plot->y2 >= 0 && !plot->characters)
		cs_buf_addf(out,
			    "$data%u using 1:6 with lines lw 1.5 dt (6,6) lc "
			    "rgb '" CS_COLOUR_SOFT "' notitle, \\\n  ",
			    block);
	cs_buf_addf(out,
		    "$data%u using 1:2:xtic(7) with lines lw 2.5 lc rgb "
		    "'" CS_COLOUR_MAIN "' notitle",
		    block);
	for (enum place p = 0; p < NPLACES; p++)
		if (p != INSIDE || plot->rows <= POINTS)
			add_points(plot, block, p);
	cs_buf_addc(out, '\n');
}

/* What is dashed is not drawn in characters. */
void cs_periods_signs(const struct cs_plot *plot, double up)
{
	const char *first = plot->chart->names[0];
	double second = first ? (double)cs_utf8_widest(first, 0) : 0;

	cs_plot_sign(plot, 0, CS_SIGN_DISC, "*", CS_COLOUR_MAIN, 0, up, false);
	if (!plot->characters)
		cs_plot_sign(plot, 1, CS_SIGN_DASHES, "", CS_COLOUR_SOFT,
			     second * 0.85 + 5, up, false);
}

void cs_periods_remark(struct cs_buf *out, const struct cs_plot *plot)
{
	bool any[NPLACES] = { false };
	enum place place;
	double y;

	for (size_t r = 0; r < plot->rows; r++)
		if (place_of(plot, r, &y, &place))
			any[place] = true;
	if (any[BEYOND])
		cs_buf_addf(out, "%s: beyond the limits",
			    plot->characters ? "X" : "red");
	if (any[HOLLOW])
		cs_buf_addf(out, "%s%s: not complete",
			    out->length > 0 ? "; " : "",
			    plot->characters ? "O" : "hollow");
}

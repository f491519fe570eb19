/*
 * btyd_points.c - the models of lib/btyd at random points, against mpmath.
 *
 * The points are those of tests/btyd.py, of which tests/btyd.txt holds 300 and
 * 24 far ones; a file that is named, or - for standard input, may hold more
 * (long/btyd.t).
 */
#include "btyd.h"
#include "tap.h"

#include <stdlib.h>

#include "btyd/btyd.h"

enum { FIGURES = 7 };

static const struct {
	const char *name;
	double tolerance; /* relative */
} figures[FIGURES] = {
	{ "log-likelihood", 1e-12 }, { "P(alive)", 1e-11 },
	{ "E[Y]", 1e-11 },	     { "E[Y^2]", 1e-11 },
	{ "P(Y >= 1)", 1e-11 },	     { "P(Y >= 3)", 1e-11 },
	{ "discounted", 1e-11 },
};

static double worst[FIGURES];
static long worst_line[FIGURES];

/*
 * LL is of the order of its terms: below 1 its error is that of the likelihood.
 * Powers of thousands of purchases multiply what is rounded.
 */
static void hold(size_t figure, double got, double want, double purchases,
		 long line)
{
	double scale = figure == 0 ? fmax(fabs(want), 1) : fabs(want);
	double off = fabs(got - want) / scale / (1 + purchases / 1000);

	if (isnan(want))
		return;
	if (!(off <= worst[figure])) {
		worst[figure] = isnan(off) ? INFINITY : off;
		worst_line[figure] = line;
	}
}

static void try_point(const struct cs_btyd *model, const struct cs_history *at,
		      double t, double delta, const double *want, long line)
{
	struct cs_tails tails = { 0 };
	struct cs_btyd_moments y = cs_btyd_moments(model, at, t, &tails);

	hold(0, log_likelihood(model, at), want[0], at->purchases, line);
	hold(1, cs_btyd_alive(model, at), want[1], at->purchases, line);
	hold(2, y.mean, want[2], at->purchases, line);
	hold(3, y.square, want[3], at->purchases, line);
	cs_btyd_tails(model, at, t, 4, &tails);
	hold(4, tails.at[1], want[4], at->purchases, line);
	hold(5, tails.at[3], want[5], at->purchases, line);
	hold(6, cs_btyd_discounted(model, at, t, delta, &tails), want[6],
	     at->purchases, line);
	free(tails.at);
}

/* The numbers of a line behind the name of the model. */
static size_t read_numbers(char *text, double *numbers, size_t most)
{
	size_t n = 0;
	char *end;

	for (; n < most; n++, text = end) {
		numbers[n] = strtod(text, &end);
		if (end == text)
			break;
	}
	return n;
}

static bool read_line(char *text, long line)
{
	double v[10 + FIGURES];
	char *rest = strchr(text, ' ');
	struct cs_btyd model = { .kind = CS_BTYD_KINDS };
	struct cs_history at;

	if (rest == NULL)
		return false;
	*rest++ = '\0';
	for (int kind = 0; kind < CS_BTYD_KINDS; kind++)
		if (strcmp(cs_btyd_names[kind], text) == 0)
			model.kind = (enum cs_btyd_kind)kind;
	if (model.kind == CS_BTYD_KINDS ||
	    read_numbers(rest, v, 10 + FIGURES) != 10 + FIGURES)
		return false;
	model.k = (int)v[0];
	model.r = v[1];
	model.alpha = v[2];
	if (model.kind != CS_NBD) {
		model.a = v[3];
		model.b = v[4];
	}
	at = (struct cs_history){ v[5], v[6], v[7], 1 };
	try_point(&model, &at, v[8], v[9], v + 10, line);
	return true;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "tests/btyd.txt";
	FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
	char text[1000];
	long lines = 0, bad = 0;

	if (!ok(file != NULL, "%s", name))
		return done_testing();
	while (fgets(text, sizeof text, file) != NULL)
		bad += !read_line(text, ++lines);
	is_int(bad, 0, "all lines can be read");
	ok(lines >= 300, "%ld points", lines);
	for (size_t i = 0; i < FIGURES; i++)
		ok(worst[i] <= figures[i].tolerance,
		   "%s: off by %.1e at most, on line %ld", figures[i].name,
		   worst[i], worst_line[i]);
	if (file != stdin)
		fclose(file);
	return done_testing();
}

/* usage.c - options that do not go together: see internal.h. */
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/utf8.h"
#include "base/word.h"
#include "app/internal.h"
#include "app/notice.h"
#include "app/output.h"

static bool ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcasecmp(name + n - m, end) == 0;
}

/* The same of ".csv", where `suffix` is "csv". */
static bool has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return ends_in(name, suffix) && n > m + 1 && name[n - m - 1] == '.';
}

static bool is_picture(const char *name)
{
	return ends_in(name, ".png") || ends_in(name, ".svg") ||
	       ends_in(name, ".pdf");
}

/* Named among the inputs, or by -o. */
static int refuse_picture(const char *name, bool input, struct cs_err *err)
{
	struct cs_buf shown = CS_BUF_INIT, word = CS_BUF_INIT;

	cs_printable(&shown, name, strlen(name), 200);
	if (!cs_add_word(&word, name))
		cs_buf_adds(&word, "FILE");
	cs_fail(err, NULL,
		input ? "\"%s\" is a picture, not an input: to draw into it, "
			"say --plot=%s"
		      : "-o writes tables; to draw into \"%s\", say --plot=%s",
		shown.data, word.data);
	cs_buf_release(&shown);
	cs_buf_release(&word);
	return -1;
}

/* cs-pareto orders.csv -p chart.png: the picture would be read as an input. */
int cs_refuse_pictures(const struct cs_list *files, struct cs_err *err)
{
	for (size_t i = 0; i < files->count; i++)
		if (is_picture(files->items[i]))
			return refuse_picture(files->items[i], true, err);
	return 0;
}

static int check_output(const struct cs_shared *shared, struct cs_err *err)
{
	const char *output = shared->output, *plot = shared->plot.text;
	bool folder = output != NULL && ends_in(output, "/");

	const struct cs_renderer *renderer = &cs_renderers[shared->format];

	if (output != NULL && is_picture(output))
		return refuse_picture(output, false, err);
	if (renderer->check != NULL && renderer->check(err) != 0)
		return -1;
	if (renderer->bytes && output == NULL && isatty(STDOUT_FILENO))
		return cs_fail(err, NULL,
			       "%s is not for a terminal: name a file with "
			       "-o FILE.%s",
			       renderer->name, renderer->suffix);
	if (renderer->inner && (output != NULL || shared->plot.given))
		return cs_fail(err, NULL,
			       "%s are for cs-report, which decides where they "
			       "go: leave out -o and --plot",
			       renderer->name);
	if (renderer->one_table && !folder &&
	    (shared->tables.count > 1 ||
	     (shared->tables.count == 1 &&
	      strcmp(shared->tables.items[0], "all") == 0)))
		return cs_fail(err, NULL,
			       "csv and tsv hold one table: name one with -t, "
			       "or a folder for all of them with -o DIR/");
	if (plot != NULL && !ends_in(plot, "/") && !is_picture(plot))
		return cs_fail(err, NULL,
			       "--plot draws into a .png, .svg or .pdf file or "
			       "a DIR/, not \"%s\"",
			       plot);
	return 0;
}

/* The format that the name of the output ends in; -1: none. */
static int format_named(const char *output)
{
	int format = 0;

	while (cs_renderers[format].name != NULL)
		if (has_suffix(output, cs_renderers[format++].suffix))
			return format - 1;
	return -1;
}

/* Would be text under a name that promises what there is another ending for. */
static int refuse_ending(const char *output, struct cs_err *err)
{
	static const char *const endings[][2] = {
		{ "xls", "xlsx" }, { "xlsm", "xlsx" },	 { "ods", "xlsx" },
		{ "htm", "html" }, { "markdown", "md" },
	};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (has_suffix(output, endings[i][0]))
			return cs_fail(err, NULL,
				       "-o writes no .%s: name a file that "
				       "ends in .%s",
				       endings[i][0], endings[i][1]);
	return 0;
}

/* It is of the name's ending, unless -f gave one: where that is another, it is
 * said; text may stand in any file. */
static int settle_format(struct cs_job *job, struct cs_err *err)
{
	struct cs_shared *shared = &job->shared;
	bool drawn = shared->plot.given && shared->plot.text == NULL;
	int format;

	if (shared->output == NULL)
		return 0;
	format = format_named(shared->output);
	if (drawn && format > 0)
		return cs_fail(err, NULL,
			       "--plot alone draws in characters instead of "
			       "tables, and -o names a file of %s: leave out "
			       "--plot, or name a picture with --plot=FILE.svg",
			       cs_renderers[format].name);
	if (!cs_list_has(&job->values.given, "format")) {
		if (format < 0)
			return refuse_ending(shared->output, err);
		shared->format = format;
	} else if (format > 0 && format != shared->format) {
		cs_note(job, "%s is written as %s, which -f asks for",
			shared->output, cs_renderers[shared->format].name);
	}
	return 0;
}

/* How charts are drawn; where none is, nothing is drawn so. */
static int settle_canvas(struct cs_job *job, struct cs_err *err)
{
	const struct cs_shared *shared = &job->shared;
	const struct cs_canvas *canvas = &shared->canvas;
	bool characters = shared->plot.given && shared->plot.text == NULL;
	long least = characters ? 40 : 500, lines = characters ? 12 : 350;
	long most = characters ? 1000 : 10000;

	job->report.canvas = *canvas;
	if (canvas->title == NULL && canvas->width == 0)
		return 0;
	if (!shared->plot.given && !cs_renderers[shared->format].charts)
		return cs_fail(err, NULL, "--%s goes with --plot or -f gnuplot",
			       canvas->title != NULL ? "title" : "size");
	if (canvas->width > 0 &&
	    (canvas->width < least || canvas->height < lines ||
	     canvas->width > most || canvas->height > most))
		return cs_fail(err, NULL,
			       "--size: %ldx%ld %s: from %ldx%ld to %ldx%ld",
			       canvas->width, canvas->height,
			       characters ? "columns and lines" : "points",
			       least, lines, most, most);
	return 0;
}

/* Options that only text obeys; a chart in characters has a width too. */
static int check_text(const struct cs_job *job, struct cs_err *err)
{
	static const char *const names[] = { "width", "color" };
	const struct cs_shared *shared = &job->shared;
	const char *format = cs_renderers[shared->format].name;
	bool drawn = shared->plot.given && shared->plot.text == NULL;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (cs_list_has(&job->values.given, names[i]) && !drawn &&
		    strcmp(format, "text") != 0)
			return cs_fail(err, NULL, "--%s goes with text, not %s",
				       names[i], format);
	return 0;
}

/* How csv is written; what has no such marks is none. */
static int settle_marks(struct cs_job *job, struct cs_err *err)
{
	static const char *const names[] = { "out-delimiter", "out-decimal",
					     "bom" };
	const struct cs_shared *shared = &job->shared;
	const char *format = cs_renderers[shared->format].name;
	bool csv = strcmp(format, "csv") == 0;
	struct cs_marks *marks = &job->report.marks;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (cs_list_has(&job->values.given, names[i]) && !csv &&
		    (i == 0 || strcmp(format, "tsv") != 0))
			return cs_fail(err, NULL, "--%s goes with -f csv%s",
				       names[i], i > 0 ? " or tsv" : "");
	marks->decimal = shared->out_decimal == CS_MARK_COMMA ? ',' : '.';
	marks->delimiter = shared->out_delimiter != 0 ? shared->out_delimiter
			   : marks->decimal == ','    ? ';'
						      : ',';
	marks->bom = shared->bom;
	return marks->delimiter != marks->decimal
		   ? 0
		   : cs_fail(err, NULL,
			     "--out-delimiter and --out-decimal cannot be the "
			     "same");
}

int cs_check_usage(struct cs_job *job, struct cs_err *err)
{
	const struct cs_shared *shared = &job->shared;

	if (settle_format(job, err) != 0 ||
	    cs_refuse_pictures(&job->files, err) != 0 ||
	    check_output(shared, err) != 0 || settle_marks(job, err) != 0 ||
	    settle_canvas(job, err) != 0 || check_text(job, err) != 0)
		return -1;
	if (shared->delimiter != 0 && shared->delimiter == shared->quote)
		return cs_fail(err, NULL,
			       "--delimiter and --quote cannot be the same");
	if (shared->grace.given && !shared->every.given)
		return cs_fail(err, NULL, "--grace goes with --every");
	if (shared->every.given && shared->lapse_after.given)
		return cs_fail(err, NULL,
			       "--every and --lapse-after are two ways to say "
			       "the same: leave out one");
	if (shared->window.from > shared->window.to ||
	    shared->first_from > shared->first_to)
		return cs_fail(err, NULL, "%s",
			       shared->window.from > shared->window.to
				   ? "--from is later than --to"
				   : "--first-from is later than --first-to");
	if (job->files.count == 0 && shared->files_from == NULL) {
		if (isatty(STDIN_FILENO))
			return cs_fail(err, NULL,
				       "no input: name a file, or - for "
				       "standard input");
		cs_list_add(&job->files, "-");
	}
	return 0;
}

/* figures.c - see figures.h. */
#include "reports/figures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/version.h"
#include "report/number.h"
#include "report/render.h"
#include "reports/json.h"
#include "reports/source.h"

static const char *keep(struct figures *figures, const char *text)
{
	return cs_arena_copy(&figures->arena, text, strlen(text));
}

/* `of` stays: it is in the arena. */
static void add(struct figures *figures, const char *command, size_t block,
		const char *table, const struct json *of)
{
	double cell = json_number(of, "cell");

	CS_GROW(figures->list, figures->count, figures->capacity);
	figures->list[figures->count++] = (struct figure){
		.command = command,
		.block = block,
		.table = table,
		.row = json_text(of, "row"),
		.column = json_text(of, "column"),
		.title = json_text(of, "title"),
		.shown = json_text(of, "shown"),
		.day = json_text(of, "value"),
		.value = json_number(of, "value"),
		.low = json_number(of, "low"),
		.high = json_number(of, "high"),
		.cell = cell >= 0 && cell < 1e15 ? (size_t)cell : 0,
	};
}

bool figures_add(struct figures *figures, const char *command, size_t block,
		 const char *table, const char *text)
{
	const struct json *list = json_parse(text, &figures->arena);

	if (list == NULL || list->kind != JSON_LIST)
		return false;
	command = keep(figures, command);
	table = keep(figures, table);
	for (const struct json *of = list->first; of != NULL; of = of->next)
		add(figures, command, block, table, of);
	return true;
}

void figures_release(struct figures *figures)
{
	free(figures->list);
	cs_arena_release(&figures->arena);
}

/* --- as a file ------------------------------------------------------------ */

static void add_text(struct cs_buf *out, const char *before, const char *text)
{
	cs_buf_adds(out, before);
	cs_json_string(out, text);
}

static void add_number(struct cs_buf *out, const char *before, double value)
{
	cs_buf_adds(out, before);
	if (isnan(value))
		cs_buf_adds(out, "null");
	else
		cs_add_double(out, value);
}

static void write_figure(const struct figure *figure, struct cs_buf *out)
{
	add_text(out, "{\"command\": ", figure->command);
	add_text(out, ", \"table\": ", figure->table);
	add_text(out, ", \"row\": ", figure->row);
	add_text(out, ", \"column\": ", figure->column);
	add_text(out, ", \"title\": ", figure->title);
	if (*figure->day != '\0')
		add_text(out, ", \"value\": ", figure->day);
	else
		add_number(out, ", \"value\": ", figure->value);
	if (!isnan(figure->low) || !isnan(figure->high)) {
		add_number(out, ", \"low\": ", figure->low);
		add_number(out, ", \"high\": ", figure->high);
	}
	if (figure->before != NULL) {
		if (*figure->before->day != '\0')
			add_text(out, ", \"before\": ", figure->before->day);
		else
			add_number(out,
				   ", \"before\": ", figure->before->value);
		cs_buf_addf(out, ", \"moved\": %s",
			    figure->moved ? "true" : "false");
	}
	add_text(out, ", \"shown\": ", figure->shown);
	cs_buf_addc(out, '}');
}

void figures_write(const struct figures *figures, const char *report,
		   size_t warnings, size_t failed, struct cs_buf *out)
{
	add_text(out, "{\n  \"report\": ", report);
	cs_buf_adds(out,
		    ",\n  \"version\": \"" CS_VERSION "\",\n  \"as_of\": ");
	if (*figures->as_of == '\0')
		cs_buf_adds(out, "null");
	else
		cs_json_string(out, figures->as_of);
	cs_buf_addf(out,
		    ",\n  \"warnings\": %zu,\n  \"failed\": %zu,\n"
		    "  \"figures\": [",
		    warnings, failed);
	for (size_t i = 0; i < figures->count; i++) {
		cs_buf_adds(out, i > 0 ? ",\n    " : "\n    ");
		write_figure(&figures->list[i], out);
	}
	cs_buf_adds(out, figures->count > 0 ? "\n  ]\n}\n" : "]\n}\n");
}

/* The list of figures in `text`, NULL if it holds none. */
static const struct json *find_list(struct figures *figures, const char *text)
{
	const struct json *all = json_parse(text, &figures->arena);
	const struct json *list;

	if (all == NULL)
		return NULL;
	figures->as_of = json_text(all, "as_of");
	list = json_member(all, "figures");
	return list != NULL && list->kind == JSON_LIST ? list : NULL;
}

int figures_read(struct figures *figures, const char *path, struct cs_err *err)
{
	struct cs_buf text = CS_BUF_INIT;
	const struct json *list = NULL;
	int result = source_file(path, &text, err);

	if (result == 0) {
		list = find_list(figures, text.data);
		if (list == NULL) {
			cs_fail_at(err, path, 0, 0);
			result = cs_fail(err, "no-figures",
					 "these are not the figures of a "
					 "report, as --figures writes them");
		}
	}
	for (const struct json *of = list != NULL ? list->first : NULL;
	     of != NULL; of = of->next)
		add(figures, json_text(of, "command"), 0,
		    json_text(of, "table"), of);
	cs_buf_release(&text);
	return result;
}

/* --- what moved ----------------------------------------------------------- */

static bool same(const struct figure *a, const struct figure *b)
{
	return strcmp(a->column, b->column) == 0 &&
	       strcmp(a->row, b->row) == 0 && strcmp(a->table, b->table) == 0 &&
	       strcmp(a->command, b->command) == 0;
}

static bool has_interval(const struct figure *figure)
{
	return !isnan(figure->low) || !isnan(figure->high);
}

/* An end that is open holds whatever there is: NaN compares as false. */
static bool outside(double value, const struct figure *of)
{
	return value < of->low || value > of->high;
}

static bool has_moved(const struct figure *now, const struct figure *before)
{
	if (has_interval(before))
		return outside(now->value, before);
	return outside(before->value, now);
}

size_t figures_compare(struct figures *figures, const struct figures *before)
{
	size_t next = 0, moved = 0;

	for (size_t i = 0; i < figures->count; i++) {
		struct figure *now = &figures->list[i];

		/* the order is the same, most often */
		for (size_t n = 0; n < before->count; n++) {
			const struct figure *of =
			    &before->list[(next + n) % before->count];

			if (!same(now, of))
				continue;
			next = (next + n + 1) % before->count;
			now->before = of;
			now->moved = has_moved(now, of);
			moved += now->moved;
			break;
		}
	}
	return moved;
}

size_t figures_compared(const struct figures *figures)
{
	size_t count = 0;

	for (size_t i = 0; i < figures->count; i++) {
		const struct figure *now = &figures->list[i];

		count += now->before != NULL &&
			 (has_interval(now) || has_interval(now->before));
	}
	return count;
}

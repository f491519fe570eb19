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
static void add(struct figures *figures, size_t block, const char *table,
		const struct json *of)
{
	double cell = json_number(of, "cell");

	CS_GROW(figures->list, figures->count, figures->capacity);
	figures->list[figures->count++] = (struct figure){
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

void figures_block(struct figures *figures, const char *command,
		   const char *without, const struct cs_list *files)
{
	struct asked *block;

	CS_GROW(figures->blocks, figures->nblocks, figures->blocks_capacity);
	block = &figures->blocks[figures->nblocks++];
	*block = (struct asked){ .command = keep(figures, command) };
	if (without != NULL)
		block->without = keep(figures, without);
	for (size_t i = 0; files != NULL && i < files->count; i++)
		cs_list_add(&block->files, keep(figures, files->items[i]));
}

bool figures_add(struct figures *figures, const char *table, const char *text)
{
	const struct json *list = json_parse(text, &figures->arena);

	if (list == NULL || list->kind != JSON_LIST)
		return false;
	table = keep(figures, table);
	for (const struct json *of = list->first; of != NULL; of = of->next)
		add(figures, figures->nblocks - 1, table, of);
	return true;
}

void figures_release(struct figures *figures)
{
	for (size_t i = 0; i < figures->nblocks; i++)
		cs_list_release(&figures->blocks[i].files);
	free(figures->blocks);
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

static void write_block(const struct asked *block, struct cs_buf *out)
{
	add_text(out, "{\"command\": ", block->command);
	add_text(out, ", \"without_files\": ", block->without);
	cs_buf_adds(out, ", \"files\": [");
	for (size_t i = 0; i < block->files.count; i++)
		add_text(out, i > 0 ? ", " : "", block->files.items[i]);
	cs_buf_adds(out, "]}");
}

static void write_figure(const struct figures *figures,
			 const struct figure *figure, struct cs_buf *out)
{
	cs_buf_addf(out, "{\"block\": %zu", figure->block + 1);
	add_text(out,
		 ", \"command\": ", figures->blocks[figure->block].command);
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
		    "  \"blocks\": [",
		    warnings, failed);
	for (size_t i = 0; i < figures->nblocks; i++) {
		cs_buf_adds(out, i > 0 ? ",\n    " : "\n    ");
		write_block(&figures->blocks[i], out);
	}
	cs_buf_adds(out, figures->nblocks > 0 ? "\n  ],\n" : "],\n");
	cs_buf_adds(out, "  \"figures\": [");
	for (size_t i = 0; i < figures->count; i++) {
		cs_buf_adds(out, i > 0 ? ",\n    " : "\n    ");
		write_figure(figures, &figures->list[i], out);
	}
	cs_buf_adds(out, figures->count > 0 ? "\n  ]\n}\n" : "]\n}\n");
}

/* The objects of a list; NULL: there is no such list, or none in it. */
static const struct json *first_of(const struct json *object, const char *name)
{
	const struct json *list = json_member(object, name);

	return list != NULL && list->kind == JSON_LIST ? list->first : NULL;
}

static void read_block(struct figures *figures, const struct json *of)
{
	struct cs_list files = CS_LIST_INIT;

	for (const struct json *file = first_of(of, "files"); file != NULL;
	     file = file->next)
		if (file->kind == JSON_STRING)
			cs_list_add(&files, file->text);
	figures_block(figures, json_text(of, "command"),
		      json_text(of, "without_files"), &files);
	cs_list_release(&files);
}

/* False: its block is not there. Files of before there were blocks in them have
 * commands alone. */
static bool read_figure(struct figures *figures, bool blocks,
			const struct json *of)
{
	const char *command = json_text(of, "command");
	double number = json_number(of, "block");
	size_t n = figures->nblocks;

	if (blocks) {
		if (!(number >= 1 && number <= (double)n))
			return false;
		n = (size_t)number;
	} else if (n == 0 ||
		   strcmp(figures->blocks[n - 1].command, command) != 0) {
		figures_block(figures, command, NULL, NULL);
		n++;
	}
	add(figures, n - 1, json_text(of, "table"), of);
	return true;
}

/* False: it holds none. */
static bool read_all(struct figures *figures, const char *text)
{
	const struct json *all = json_parse(text, &figures->arena);
	const struct json *list;
	bool blocks, good = true;

	list = all != NULL ? json_member(all, "figures") : NULL;
	if (list == NULL || list->kind != JSON_LIST)
		return false;
	blocks = json_member(all, "blocks") != NULL;
	figures->as_of = json_text(all, "as_of");
	for (const struct json *of = first_of(all, "blocks"); of != NULL;
	     of = of->next)
		read_block(figures, of);
	for (const struct json *of = list->first; good && of != NULL;
	     of = of->next)
		good = read_figure(figures, blocks, of);
	return good;
}

int figures_read(struct figures *figures, const char *path, struct cs_err *err)
{
	struct cs_buf text = CS_BUF_INIT;
	int result = source_file(path, &text, err);

	if (result == 0 && !read_all(figures, text.data)) {
		cs_fail_at(err, path, 0, 0);
		result = cs_fail(err, "no-figures",
				 "these are not the figures of a report, as "
				 "--figures writes them");
	}
	cs_buf_release(&text);
	return result;
}

/* --- what moved ----------------------------------------------------------- */

static bool same(const struct figure *a, const struct figure *b)
{
	return strcmp(a->column, b->column) == 0 &&
	       strcmp(a->row, b->row) == 0 && strcmp(a->table, b->table) == 0;
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

/* What it was in this block of before: the order is the same, most often. */
static const struct figure *find(const struct figure *now, size_t block,
				 struct figures *before, size_t *next)
{
	for (size_t n = 0; n < before->count; n++) {
		size_t i = (*next + n) % before->count;
		struct figure *of = &before->list[i];

		if (of->block != block || of->taken || !same(now, of))
			continue;
		of->taken = true;
		*next = (i + 1) % before->count;
		return of;
	}
	return NULL;
}

struct comparison figures_compare(struct figures *figures,
				  struct figures *before)
{
	struct comparison result = { 0 };
	size_t next = 0;

	match_blocks(figures->blocks, figures->nblocks, before->blocks,
		     before->nblocks);
	for (size_t i = 0; i < figures->count; i++) {
		struct figure *now = &figures->list[i];
		const struct asked *other = figures->blocks[now->block].other;
		const struct figure *of = NULL;

		if (other != NULL)
			of = find(now, (size_t)(other - before->blocks), before,
				  &next);
		now->before = of;
		now->moved = of != NULL && has_moved(now, of);
		result.moved += now->moved;
		result.figures +=
		    has_interval(now) || (of != NULL && has_interval(of));
		result.compared +=
		    of != NULL && (has_interval(now) || has_interval(of));
	}
	for (size_t i = 0; i < before->count; i++)
		result.gone +=
		    !before->list[i].taken && has_interval(&before->list[i]);
	return result;
}

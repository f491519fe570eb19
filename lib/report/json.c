/* json.c - the whole report as one JSON object (RFC 8259). */
#include <stdlib.h>
#include <string.h>

#include "base/version.h"
#include "report/internal.h"
#include "report/number.h"
#include "report/render.h"

void cs_json_string(struct cs_buf *out, const char *text)
{
	static const char named[] = "\b\t\n\f\r\"\\";
	static const char letters[] = "btnfr\"\\";

	cs_buf_addc(out, '"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		const char *at = strchr(named, *text);

		if (at)
			cs_buf_addf(out, "\\%c", letters[at - named]);
		else if (c < 0x20 || c == 0x7F)
			cs_buf_addf(out, "\\u%04x", c);
		else
			cs_buf_addc(out, *text);
	}
	cs_buf_addc(out, '"');
}

static void add_cell(struct cs_buf *out, enum cs_type type,
		     const struct cs_cell *cell)
{
	if (cell->null) {
		cs_buf_adds(out, "null");
	} else if (type == CS_TEXT) {
		cs_json_string(out, cell->as.text);
	} else if (type == CS_DATE) {
		cs_buf_addc(out, '"');
		cs_add_plain(out, type, cell);
		cs_buf_addc(out, '"');
	} else {
		cs_add_plain(out, type, cell);
	}
}

/*
 * `indent` is that of the line the value begins on; -1: all on one line. So are
 * lists, but for those of objects, which have a line each.
 */
static void add_value(struct cs_buf *out, const struct cs_object *value,
		      int indent)
{
	bool list = value->kind == CS_KIND_LIST;
	bool lines = indent >= 0 && value->first &&
		     (!list || value->first->kind == CS_KIND_OBJECT);

	if (value->kind == CS_KIND_CELL) {
		add_cell(out, value->type, &value->cell);
		return;
	}
	cs_buf_addc(out, list ? '[' : '{');
	for (const struct cs_object *v = value->first; v; v = v->next) {
		cs_buf_adds(out, v == value->first ? "" : lines ? "," : ", ");
		if (lines)
			cs_buf_addf(out, "\n%*s", 2 * indent + 2, "");
		if (v->name) {
			cs_json_string(out, v->name);
			cs_buf_adds(out, ": ");
		}
		add_value(out, v, list || indent < 0 ? -1 : indent + 1);
	}
	if (lines)
		cs_buf_addf(out, "\n%*s", 2 * indent, "");
	cs_buf_addc(out, list ? ']' : '}');
}

static void add_table(struct cs_buf *out, const struct cs_table *table)
{
	size_t rows = cs_table_rows(table);

	cs_json_string(out, table->name);
	cs_buf_adds(out, ": [");
	for (size_t r = 0; r < rows; r++) {
		cs_buf_adds(out, r > 0 ? ",\n      {" : "\n      {");
		for (size_t c = 0; c < table->ncolumns; c++) {
			cs_buf_adds(out, c > 0 ? ", " : "");
			cs_json_string(out, table->columns[c].name);
			cs_buf_adds(out, ": ");
			add_cell(out, table->columns[c].type,
				 cs_table_cell(table, r, c));
		}
		cs_buf_addc(out, '}');
	}
	cs_buf_adds(out, rows > 0 ? "\n    ]" : "]");
}

void cs_render_json(const struct cs_report *report, const char *const *names,
		    size_t nnames, struct cs_buf *out)
{
	size_t count;
	const struct cs_table **tables =
	    cs_report_select(report, names, nnames, CS_FILES, &count);

	cs_buf_adds(out, "{\n  \"command\": ");
	cs_json_string(out, report->command);
	cs_buf_adds(out, ",\n  \"version\": ");
	cs_json_string(out, CS_VERSION);
	cs_buf_adds(out, ",\n  \"input\": ");
	add_value(out, report->input, 1);
	cs_buf_adds(out, ",\n  \"parameters\": ");
	add_value(out, report->parameters, 1);
	cs_buf_adds(out, ",\n  \"tables\": {");
	for (size_t i = 0; i < count; i++) {
		cs_buf_adds(out, i > 0 ? ",\n    " : "\n    ");
		add_table(out, tables[i]);
	}
	cs_buf_adds(out, count > 0 ? "\n  }\n}\n" : "}\n}\n");
	free(tables);
}

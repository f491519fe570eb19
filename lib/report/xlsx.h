/*
 * xlsx.h - libxlsxwriter, opened where it is wanted: it brings others with it,
 * and to load them takes a run longer than all else up to its first row.
 */
#ifndef CS_REPORT_XLSX_H
#define CS_REPORT_XLSX_H

#ifdef CS_XLSX

#include <stdbool.h>
#include <stddef.h>
#include <xlsxwriter.h>

#include "report/table.h"

/* What is taken from it. */
#define CS_XLSX_FUNCTIONS(X)           \
	X(format_set_bold)             \
	X(format_set_num_format)       \
	X(format_set_text_wrap)        \
	X(lxw_strerror)                \
	X(workbook_add_format)         \
	X(workbook_add_worksheet)      \
	X(workbook_close)              \
	X(workbook_new_opt)            \
	X(workbook_set_properties)     \
	X(worksheet_autofilter)        \
	X(worksheet_freeze_panes)      \
	X(worksheet_set_column)        \
	X(worksheet_write_boolean)     \
	X(worksheet_write_comment_opt) \
	X(worksheet_write_number)      \
	X(worksheet_write_string)      \
	X(worksheet_write_url_opt)

#define CS_XLSX_MEMBER(name) __typeof__(name) *name;

struct cs_xlsx {
	CS_XLSX_FUNCTIONS(CS_XLSX_MEMBER)
};

/* NULL, or what the system says is wrong. It stays open. */
const char *cs_xlsx_open(struct cs_xlsx *lib);

/* Writes the workbook into a file, and counts its cells and comments. */
lxw_error cs_xlsx_write(const struct cs_xlsx *lib, const char *path,
			const struct cs_report *report,
			const struct cs_table **tables, size_t count,
			size_t *cells);

/*
 * Is the workbook whole: can all of its parts be read, does what is opened in
 * each end there, and are there so many cells and comments?
 */
bool cs_xlsx_whole(const char *book, size_t length, size_t cells);

#endif

#endif

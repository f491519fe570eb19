/*
 * page.h - the text of a report and the answers of its commands as one page,
 * which is complete in itself, as -f html makes it (report/render.h).
 */
#ifndef REPORTS_PAGE_H
#define REPORTS_PAGE_H

#include "base/buf.h"
#include "base/err.h"
#include "reports/figures.h"
#include "reports/markdown.h"
#include "reports/runs.h"
#include "reports/source.h"

struct page {
	const struct source *source;
	const struct document *document;
	const struct runs *runs;
	const struct figures *figures;	     /* of the blocks, in order */
	const struct figures *before;	     /* NULL: none to compare with */
	const struct comparison *comparison; /* with it */
	size_t warnings;		     /* filled: different ones */
};

/*
 * Appends the page. -1 with err filled, with the line of the report: a {{...}}
 * stands for nothing; the page shows it, and is whole all the same.
 */
int page_write(struct page *page, struct cs_buf *out, struct cs_err *err);

#endif

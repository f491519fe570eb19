/* moves.h - what moved since the run before, as a page says it. */
#ifndef REPORTS_MOVES_H
#define REPORTS_MOVES_H

#include "base/buf.h"
#include "reports/page.h"

/* In front: how many figures were compared, how many moved. */
void moves_in_short(const struct page *page, struct cs_buf *out);
/* What moved in a block that has an answer, or that it is compared with
 * nothing. */
void moves_of_block(const struct page *page, size_t block, struct cs_buf *out);

#endif

/* findings.c - see findings.h. */
#include "input/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "input/csv.h"

struct cs_finding *cs_findings_add(struct cs_findings *findings,
				   const struct cs_block *block, size_t offset)
{
	struct cs_finding *finding;

	if (offset < findings->counted_to)
		findings->counted_to = findings->lines_before = 0;
	findings->lines_before +=
	    cs_count_lines(block->bytes.data + findings->counted_to,
			   offset - findings->counted_to);
	findings->counted_to = offset;
	CS_GROW(findings->list, findings->count, findings->capacity);
	finding = &findings->list[findings->count++];
	*finding = (struct cs_finding){
		.reject = { .file = block->file,
			    .line = findings->lines_before },
		.block = block->number,
	};
	return finding;
}

void cs_findings_join(struct cs_findings *all, struct cs_findings *part)
{
	for (size_t i = 0; i < part->count; i++) {
		CS_GROW(all->list, all->count, all->capacity);
		all->list[all->count++] = part->list[i];
	}
	free(part->list);
	*part = (struct cs_findings){ 0 };
}

static int by_place(const void *a, const void *b)
{
	const struct cs_finding *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->reject.line != y->reject.line)
		return x->reject.line < y->reject.line ? -1 : 1;
	if (x->fatal != y->fatal)
		return x->fatal ? 1 : -1;
	return (x->reject.field > y->reject.field) -
	       (x->reject.field < y->reject.field);
}

static int fail(const struct cs_reject *reject, struct cs_cutter *cutter,
		struct cs_err *err)
{
	cs_fail_at(err, cs_cutter_schema(cutter, reject->file)->file,
		   reject->line, 0);
	return cs_fail(err, reject->code, "%s", reject->message);
}

int cs_findings_settle(struct cs_findings *all, const struct cs_input *input,
		       struct cs_cutter *cutter, const uint32_t *lines,
		       struct cs_input_result *result, struct cs_err *err)
{
	bool ended = false;
	int status = 0;

	if (all->count > 0)
		qsort(all->list, all->count, sizeof *all->list, by_place);
	result->rejects = cs_calloc(all->count, sizeof *result->rejects);
	for (size_t i = 0; i < all->count; i++) {
		struct cs_finding *finding = &all->list[i];
		struct cs_reject *reject = &finding->reject;

		reject->line += cs_cutter_line(cutter, finding->block, lines);
		if (!ended && finding->fatal &&
		    (input->skip_bad || result->nrejects == 0))
			status = fail(reject, cutter, err);
		/* how much was read behind a fatal one is a matter of luck */
		ended |= finding->fatal;
		if (!ended && (input->keep_rejects ||
			       result->nrejects < CS_SHOWN_BAD_ROWS)) {
			result->rejects[result->nrejects++] = *reject;
		} else {
			free(reject->message);
			free(reject->record);
		}
	}
	free(all->list);
	*all = (struct cs_findings){ 0 };
	return status;
}

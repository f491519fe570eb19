/* statuses.c - see statuses.h. */
#include "input/statuses.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "cell/cell.h"

enum { SHOWN = 8, WIDTH = 40 };

/* `spelling`, of that length, goes to the entry. */
static struct cs_status *append(struct cs_statuses *statuses, char *spelling,
				size_t length)
{
	CS_GROW(statuses->list, statuses->count, statuses->capacity);
	statuses->list[statuses->count] =
	    (struct cs_status){ .spelling = spelling, .length = length };
	return &statuses->list[statuses->count++];
}

struct cs_status *cs_statuses_look_up(struct cs_statuses *statuses,
				      const struct cs_status_words *words,
				      struct cs_text cell)
{
	struct cs_status *status;
	size_t i = 1;

	if (statuses->count == 0)
		append(statuses, NULL, 0);
	while (i < statuses->count &&
	       !cs_status_is(&statuses->list[i], words, cell))
		i++;
	if (i == statuses->count && i <= CS_STATUSES_MOST)
		append(statuses, cs_strndup(cell.bytes, cell.length),
		       cell.length);
	else if (i == statuses->count)
		i = 0;
	statuses->last = i;
	status = &statuses->list[i];
	if (i == 0 || status->words != words) {
		status->words = words;
		status->kind = cs_status_kind(words, cell);
		status->empty = cs_cell_empty(cell.bytes, cell.length);
	}
	return status;
}

/* --- all of them ------------------------------------------------------- */

static void add(struct cs_status *sum, const struct cs_status *part)
{
	for (int verdict = 0; verdict <= CS_STATUS_DOUBT; verdict++) {
		sum->rows[verdict] += part->rows[verdict];
		sum->amounts[verdict] += part->amounts[verdict];
	}
}

static struct cs_status *counterpart(struct cs_statuses *sum,
				     const struct cs_status *status)
{
	struct cs_status *new;

	for (size_t i = 0; i < sum->count; i++)
		if (status->spelling == NULL
			? i == 0
			: i > 0 && sum->list[i].kind == status->kind &&
			      strcmp(sum->list[i].spelling, status->spelling) ==
				  0)
			return &sum->list[i];
	new = append(
	    sum, status->spelling != NULL ? cs_strdup(status->spelling) : NULL,
	    status->length);
	new->kind = status->kind;
	new->empty = status->empty;
	return new;
}

void cs_statuses_merge(struct cs_statuses *sum, const struct cs_statuses *part)
{
	for (size_t i = 0; i < part->count; i++)
		add(counterpart(sum, &part->list[i]), &part->list[i]);
}

/* Files may be judged by different words: then one status is of two kinds. */
static int compare_plain(const struct cs_status *a, const struct cs_status *b)
{
	struct cs_buf left = CS_BUF_INIT, right = CS_BUF_INIT;
	int order = (int)a->kind - (int)b->kind;

	if (order != 0)
		return order;
	cs_status_plain(a->empty ? "" : a->spelling, &left);
	cs_status_plain(b->empty ? "" : b->spelling, &right);
	order = strcmp(left.data, right.data);
	cs_buf_release(&left);
	cs_buf_release(&right);
	return order;
}

static uint64_t all_rows(const struct cs_status *status)
{
	return status->rows[CS_STATUS_OUT] + status->rows[CS_STATUS_IN] +
	       status->rows[CS_STATUS_DOUBT];
}

static int by_rows(const void *a, const void *b)
{
	const struct cs_status *x = a, *y = b;
	uint64_t left = all_rows(x), right = all_rows(y);

	if (left != right)
		return left > right ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->spelling, y->spelling);
}

/* Spellings of one status stand side by side, the commonest first. */
static int by_plain(const void *a, const void *b)
{
	int order = compare_plain(a, b);

	return order != 0 ? order : by_rows(a, b);
}

/* One entry is left, with all of their rows. */
static void give_up(struct cs_statuses *statuses)
{
	for (size_t i = 1; i < statuses->count; i++) {
		add(&statuses->list[0], &statuses->list[i]);
		free(statuses->list[i].spelling);
	}
	statuses->count = 1;
}

void cs_statuses_settle(struct cs_statuses *statuses)
{
	struct cs_status *list = statuses->list;
	size_t kept = 0;

	if (statuses->count == 0)
		return;
	if (statuses->count - 1 > CS_STATUSES_MOST || all_rows(&list[0]) > 0) {
		give_up(statuses);
		return;
	}
	qsort(list + 1, statuses->count - 1, sizeof *list, by_plain);
	for (size_t i = 1; i < statuses->count; i++) {
		if (kept > 0 && compare_plain(&list[kept - 1], &list[i]) == 0) {
			add(&list[kept - 1], &list[i]);
			free(list[i].spelling);
		} else {
			list[kept++] = list[i];
		}
	}
	statuses->count = kept;
	qsort(list, kept, sizeof *list, by_rows);
}

void cs_statuses_release(struct cs_statuses *statuses)
{
	for (size_t i = 0; i < statuses->count; i++)
		free(statuses->list[i].spelling);
	free(statuses->list);
	*statuses = (struct cs_statuses){ 0 };
}

void cs_statuses_list(const struct cs_statuses *statuses,
		      enum cs_verdict verdict, struct cs_buf *out)
{
	size_t shown = 0, more = 0;

	for (size_t i = 0; i < statuses->count; i++) {
		const struct cs_status *status = &statuses->list[i];

		if (status->rows[verdict] == 0 || status->spelling == NULL ||
		    status->empty || (shown == SHOWN && ++more > 0))
			continue;
		cs_buf_adds(out, shown++ > 0 ? ", \"" : "\"");
		cs_printable(out, status->spelling, strlen(status->spelling),
			     WIDTH);
		cs_buf_addf(out, "\" (%llu)",
			    (unsigned long long)status->rows[verdict]);
	}
	if (more > 0)
		cs_buf_addf(out, " and %zu more", more);
}

bool cs_statuses_join(const struct cs_statuses *statuses,
		      enum cs_verdict verdict, struct cs_buf *out)
{
	bool whole = true;

	for (size_t i = 0; i < statuses->count; i++) {
		const struct cs_status *status = &statuses->list[i];

		if (status->rows[verdict] == 0 || status->empty ||
		    status->spelling == NULL || status->rows[CS_STATUS_OUT] > 0)
			continue;
		whole &= strchr(status->spelling, ',') == NULL;
		cs_buf_addf(out, "%s%s", out->length > 0 ? "," : "",
			    status->spelling);
	}
	return whole;
}

/* ranks_share.c - what all ranks come to know, step by step: see ranks.h. */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/ranks_inside.h"

void cs_ranks_on_leave(struct cs_ranks *ranks,
		       void (*leave)(struct cs_ranks *ranks))
{
	ranks->leave = leave;
}

unsigned cs_ranks_lost(const struct cs_ranks *ranks)
{
	return ranks != NULL ? ranks->lost : 0;
}

void cs_ranks_lose(struct cs_ranks *ranks, unsigned rank)
{
	ranks->lost = rank;
}

/* Of one that follows. */
static void send_mine(struct cs_ranks *ranks, const struct cs_buf *mine)
{
	/* the end came while others were still reading */
	if (ranks->over)
		ranks->leave(ranks);
	cs_ranks_put(ranks, 0, CS_RANKS_SHARE,
		     mine->length > 0 ? mine->data : "", mine->length);
}

/* Of the leader, from one of the others; false: there is nothing yet. */
static bool has_come(struct cs_ranks *ranks, int rank, struct cs_buf *bytes)
{
	if (!ranks->is_early[rank])
		return false;
	*bytes = ranks->early[rank];
	ranks->early[rank] = (struct cs_buf)CS_BUF_INIT;
	ranks->is_early[rank] = false;
	return true;
}

static void wait_for_one(struct cs_ranks *ranks)
{
	struct cs_buf bytes = CS_BUF_INIT;
	int from, tag;

	if (!cs_ranks_next(ranks, &bytes, &from, &tag)) {
		cs_ranks_rest();
	} else if (tag == CS_RANKS_GONE) {
		ranks->gone[from] = true;
	} else if (tag == CS_RANKS_SHARE) {
		ranks->early[from] = bytes;
		ranks->is_early[from] = true;
		bytes = (struct cs_buf)CS_BUF_INIT;
	}
	cs_buf_release(&bytes);
}

void cs_ranks_gather(struct cs_ranks *ranks, const struct cs_buf *mine,
		     struct cs_buf *all)
{
	if (!cs_ranks_spread(ranks))
		return;
	if (ranks->rank > 0) {
		send_mine(ranks, mine);
		return;
	}
	for (int r = 1; r < ranks->count; r++) {
		bool came;

		/* it may have gone since */
		while (!(came = has_come(ranks, r, &all[r])) && !ranks->gone[r])
			wait_for_one(ranks);
		if (!came)
			ranks->lost = (unsigned)r;
	}
}

void cs_ranks_tell(struct cs_ranks *ranks, struct cs_buf *bytes)
{
	int from, tag;

	if (!cs_ranks_spread(ranks))
		return;
	if (ranks->rank == 0) {
		for (int to = 1; to < ranks->count; to++)
			if (!ranks->gone[to])
				cs_ranks_put(ranks, to, CS_RANKS_SHARE,
					     bytes->length > 0 ? bytes->data
							       : "",
					     bytes->length);
		return;
	}
	while (!cs_ranks_next(ranks, bytes, &from, &tag))
		cs_ranks_rest();
	if (tag == CS_RANKS_STOP) {
		ranks->over = true;
		ranks->leave(ranks);
	}
}

struct cs_buf *cs_ranks_share(struct cs_ranks *ranks, const struct cs_buf *mine)
{
	unsigned n = cs_ranks_count(ranks);
	struct cs_buf *all = cs_calloc(n, sizeof *all);
	struct cs_buf bytes = CS_BUF_INIT;
	struct cs_bytes in;

	cs_ranks_gather(ranks, mine, all);
	for (unsigned r = 0; cs_ranks_mine(ranks) == 0 && r < n; r++) {
		const struct cs_buf *one = r == 0 ? mine : &all[r];

		cs_bytes_put_text(&bytes, one->data, one->length);
	}
	cs_ranks_tell(ranks, &bytes);
	in = (struct cs_bytes){ bytes.data, bytes.data + bytes.length };
	for (unsigned r = 0; r < n; r++) {
		struct cs_text text = cs_bytes_take_text(&in);

		cs_buf_clear(&all[r]);
		if (r != cs_ranks_mine(ranks))
			cs_buf_add(&all[r], text.bytes, text.length);
	}
	cs_buf_release(&bytes);
	return all;
}

void cs_ranks_share_release(const struct cs_ranks *ranks, struct cs_buf *all)
{
	for (unsigned r = 0; r < cs_ranks_count(ranks); r++)
		cs_buf_release(&all[r]);
	free(all);
}

void cs_ranks_add(struct cs_ranks *ranks, uint64_t *numbers, size_t n)
{
	struct cs_buf bytes = CS_BUF_INIT, *all;

	if (!cs_ranks_spread(ranks))
		return;
	all = cs_calloc(cs_ranks_count(ranks), sizeof *all);
	cs_buf_add(&bytes, numbers, n * sizeof *numbers);
	cs_ranks_gather(ranks, &bytes, all);
	for (unsigned r = 1; r < cs_ranks_count(ranks); r++) {
		const uint64_t *theirs = (const void *)all[r].data;

		for (size_t i = 0; i < all[r].length / sizeof *theirs; i++)
			numbers[i] += theirs[i];
	}
	cs_buf_clear(&bytes);
	cs_buf_add(&bytes, numbers, n * sizeof *numbers);
	cs_ranks_tell(ranks, &bytes);
	if (bytes.length == n * sizeof *numbers && n > 0)
		memcpy(numbers, bytes.data, bytes.length);
	cs_ranks_share_release(ranks, all);
	cs_buf_release(&bytes);
}

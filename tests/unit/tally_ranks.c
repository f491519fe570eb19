/*
 * A fold where other ranks have customers of their own: what they send adds up,
 * and one whose tallies are damaged, or do not come, is lost, which ends the
 * run. One that has gone after it sent all is not.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/ranks.h"
#include "data_load.h"
#include "tally/fold.h"
#include "tally/pack.h"
#include "tap.h"

enum { RANKS = 3, MOST_MESSAGES = 16 };

/* --- an engine without processes ----------------------------------------- */

/* Messages to the leader, in this order. */
struct post {
	struct letter {
		int from, tag;
		struct cs_buf bytes;
	} letters[MOST_MESSAGES];
	size_t n, next;
	int handle;
	bool ended;
};

static void put(struct post *post, int from, int tag, const char *bytes,
		size_t length)
{
	struct letter *letter = &post->letters[post->n++];

	*letter = (struct letter){ from, tag, CS_BUF_INIT };
	cs_buf_add(&letter->bytes, bytes, length);
}

static void end(void *self)
{
	((struct post *)self)->ended = true;
}

static void *send(void *self, int to, int tag, const void *bytes, size_t length)
{
	(void)to;
	(void)tag;
	(void)bytes;
	(void)length;
	return &((struct post *)self)->handle;
}

static bool done(void *self, void *handle)
{
	(void)self;
	(void)handle;
	return true;
}

static bool probe(void *self, int *from, int *tag, size_t *length)
{
	struct post *post = self;
	const struct letter *letter = &post->letters[post->next];

	if (post->next == post->n)
		return false;
	*from = letter->from;
	*tag = letter->tag;
	*length = letter->bytes.length;
	return true;
}

static bool receive(void *self, int from, int tag, void *bytes, size_t length)
{
	struct post *post = self;
	struct letter *letter = &post->letters[post->next++];

	(void)from;
	(void)tag;
	memcpy(bytes, letter->bytes.data, length);
	cs_buf_release(&letter->bytes);
	return true;
}

static const struct cs_ranks_engine engine = {
	.end = end,
	.send = send,
	.done = done,
	.probe = probe,
	.receive = receive,
};

/* --- a tally ---------------------------------------------------------- */

struct counts {
	int64_t customers;
};

static void add(void *tally, const void *rules,
		const struct cs_customer *customer)
{
	(void)rules;
	(void)customer;
	((struct counts *)tally)->customers++;
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct counts, "q", customers),
	{ NULL },
};

static const struct cs_tally counting = { .size = sizeof(struct counts),
					  .add = add,
					  .members = members,
					  .tag = "coun",
					  .version = 1 };

/* --- folds ------------------------------------------------------------ */

/* What becomes of the second rank's tally. */
enum fate { WHOLE, FLIPPED, CUT, NOTHING, GONE, FATES };

static const char *const fates[] = { "whole", "a byte flipped", "cut off",
				     "nothing in it", "gone before" };

static void put_tally(struct post *post, int from, int64_t customers,
		      enum fate fate)
{
	const struct counts counts = { customers };
	struct cs_buf packed = CS_BUF_INIT, bytes = CS_BUF_INIT;

	cs_tally_pack(&counting, &counts, &packed);
	if (fate == FLIPPED)
		packed.data[packed.length - 1] ^= 4;
	if (fate == CUT)
		packed.length--;
	if (fate == NOTHING)
		packed.length = 0;
	cs_bytes_put_text(&bytes, packed.data, packed.length);
	if (fate != GONE)
		put(post, from, CS_RANKS_SHARE, bytes.data, bytes.length);
	cs_buf_release(&packed);
	cs_buf_release(&bytes);
}

static void test_fold(enum fate fate, bool led)
{
	const char *path = temp_text("rows.csv", "customer,date,amount\n"
						 "a,2025-01-01,1\n"
						 "b,2025-01-02,1\n");
	struct cs_load_options options = load_options(&path, 1);
	struct cs_parts parts = { .tallies = { { &counting, NULL, 0 } },
				  .led = led };
	struct cs_err err = CS_ERR_INIT;
	struct post post = { .n = 0 };
	struct cs_ranks *ranks = cs_ranks_new(&engine, &post, 0, RANKS, false);
	struct cs_data data;

	is_int(cs_load(&options, &data, &err), 0, err.message);
	cs_ranks_go(ranks, true);
	put(&post, 1, CS_RANKS_SENT, "all", 3);
	put(&post, 2, CS_RANKS_SENT, "all", 3);
	cs_ranks_listen(ranks, NULL, NULL);
	cs_ranks_sent(ranks);
	cs_ranks_collect(ranks);
	/* the second is far ahead of the first, and has gone */
	put_tally(&post, 2, 100, fate);
	put(&post, 2, CS_RANKS_GONE, "", 1);
	put_tally(&post, 1, 10, WHOLE);
	put(&post, 1, CS_RANKS_GONE, "", 1);
	data.ranks = ranks;
	cs_parts_fold(&parts, sizeof(struct counts), &data);
	is_int(((struct counts *)parts.whole)->customers,
	       fate == WHOLE ? 112 : 12,
	       named("%s: what could be read adds up", fates[fate]));
	is_int(cs_ranks_lost(ranks), fate == WHOLE ? 0 : 2, "who is lost");
	cs_parts_release(&parts);
	cs_ranks_end(ranks);
	ok(post.ended, "the engine has ended");
	data.ranks = NULL;
	cs_data_release(&data);
}

/* Where there are more ranks than partitions, the last have none. */
static void test_many(void)
{
	enum { MANY = 130, PARTITIONS = 128 };
	struct post post = { .n = 0 };
	struct cs_ranks *ranks = cs_ranks_new(&engine, &post, 0, MANY, false);
	bool met[MANY] = { false };
	int owners = 0;

	for (size_t p = 0; p < PARTITIONS; p++) {
		unsigned owner = cs_ranks_owner(ranks, p);

		owners += !met[owner];
		met[owner] = true;
	}
	is_int(owners, PARTITIONS, "each partition is somebody's own");
	ok(!met[128] && !met[129], "the last two have none");
	cs_ranks_end(ranks);
}

int main(void)
{
	for (enum fate fate = WHOLE; fate < FATES; fate++) {
		test_fold(fate, false);
		test_fold(fate, true);
	}
	test_many();
	return done_testing();
}

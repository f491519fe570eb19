/* ranks_carry.c - messages on their way while rows are read: see ranks.h. */
#include <string.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "base/ranks_inside.h"

bool cs_ranks_next(struct cs_ranks *ranks, struct cs_buf *bytes, int *from,
		   int *tag)
{
	const struct cs_ranks_engine *engine = ranks->engine;
	size_t length;

	if (!engine->probe(ranks->self, from, tag, &length))
		return false;
	cs_buf_clear(bytes);
	if (!engine->receive(ranks->self, *from, *tag,
			     cs_buf_room(bytes, length), length) &&
	    *tag != CS_RANKS_SENT)
		return false;
	bytes->length = length;
	return true;
}

void cs_ranks_put(struct cs_ranks *ranks, int to, int tag, const void *bytes,
		  size_t length)
{
	void *handle = ranks->engine->send(ranks->self, to, tag, bytes, length);

	while (!ranks->engine->done(ranks->self, handle))
		cs_ranks_rest();
}

void cs_ranks_put_all(struct cs_ranks *ranks, int tag, const void *bytes,
		      size_t length)
{
	for (int to = 0; to < ranks->count; to++)
		if (to != ranks->rank)
			cs_ranks_put(ranks, to, tag, bytes, length);
}

/* --- what others send ---------------------------------------------------- */

void cs_ranks_add_part(struct cs_ranks *ranks, int rank,
		       enum cs_ranks_kind kind, const void *bytes,
		       size_t length)
{
	cs_buf_add(&ranks->parts[rank * CS_RANKS_NKINDS + (int)kind], bytes,
		   length);
}

const struct cs_buf *cs_ranks_part(const struct cs_ranks *ranks, unsigned rank,
				   enum cs_ranks_kind kind)
{
	return &ranks->parts[rank * CS_RANKS_NKINDS + kind];
}

/* Some ranks are further than others, whose rows are not all here yet. */
static void take(struct cs_ranks *ranks, int from, int tag,
		 struct cs_buf *bytes)
{
	switch (tag) {
	case CS_RANKS_SENT: ranks->left--; break;
	case CS_RANKS_STOP: ranks->over = true; break;
	case CS_RANKS_GONE: ranks->gone[from] = true; break;
	case CS_RANKS_SHARE:
		cs_buf_add(&ranks->early[from], bytes->data, bytes->length);
		ranks->is_early[from] = true;
		break;
	case CS_RANKS_ROWS:
		if (ranks->take != NULL)
			ranks->take(ranks->context, (unsigned)from, bytes->data,
				    bytes->length);
		break;
	default:
		cs_ranks_add_part(ranks, from, (enum cs_ranks_kind)tag,
				  bytes->data, bytes->length);
	}
}

/* What came before this one was told to go. */
static void take_before(struct cs_ranks *ranks)
{
	struct cs_bytes in = { ranks->before.data,
			       ranks->before.data + ranks->before.length };
	struct cs_buf bytes = CS_BUF_INIT;

	while (in.at < in.end) {
		struct cs_before before;

		cs_bytes_take(&in, &before, sizeof before);
		cs_buf_clear(&bytes);
		cs_buf_add(&bytes, in.at, before.length);
		in.at += before.length;
		take(ranks, before.from, before.tag, &bytes);
	}
	cs_buf_clear(&ranks->before);
	cs_buf_release(&bytes);
}

/* One whose message is gone may be filled. */
static bool is_free(const struct cs_ranks *ranks, struct cs_message *message)
{
	if (message->handle != NULL &&
	    ranks->engine->done(ranks->self, message->handle)) {
		message->handle = NULL;
		message->taken = false;
	}
	return !message->taken;
}

/* Large messages move on only while somebody asks for them, and workers have
 * other things to do. */
static void *carry(void *argument)
{
	struct cs_ranks *ranks = argument;
	struct cs_buf bytes = CS_BUF_INIT;
	unsigned idle = 0;
	bool over = false;

	take_before(ranks);
	while (!over) {
		int from, tag;
		bool found = false;

		pthread_mutex_lock(&ranks->lock);
		for (size_t i = 0; i < ranks->nmessages; i++)
			is_free(ranks, &ranks->messages[i]);
		if (ranks->left > 0)
			found = cs_ranks_next(ranks, &bytes, &from, &tag);
		over = ranks->left == 0 &&
		       (ranks->sent || (ranks->rank == 0 && !ranks->spread));
		pthread_mutex_unlock(&ranks->lock);
		if (found) {
			idle = 0;
			take(ranks, from, tag, &bytes);
		} else if (!over) {
			cs_ranks_rest_longer(&idle);
		}
	}
	cs_buf_release(&bytes);
	return NULL;
}

void cs_ranks_listen(struct cs_ranks *ranks, cs_ranks_take *with, void *context)
{
	ranks->take = with;
	ranks->context = context;
	ranks->carrying =
	    pthread_create(&ranks->carrier, NULL, carry, ranks) == 0;
}

void cs_ranks_collect(struct cs_ranks *ranks)
{
	if (ranks->collected)
		return;
	if (ranks->carrying)
		pthread_join(ranks->carrier, NULL);
	else
		carry(ranks);
	ranks->carrying = false;
	ranks->collected = true;
}

/* --- what is sent -------------------------------------------------------- */

static struct cs_message *free_message(struct cs_ranks *ranks)
{
	struct cs_message *found = NULL;

	pthread_mutex_lock(&ranks->lock);
	for (size_t i = 0; i < ranks->nmessages && found == NULL; i++)
		if (is_free(ranks, &ranks->messages[i]))
			found = &ranks->messages[i];
	if (found != NULL)
		found->taken = true;
	pthread_mutex_unlock(&ranks->lock);
	return found;
}

/* What stands in a lane goes, and leaves it empty. Others may receive while
 * this waits, else two could wait for one another. */
static void post(struct cs_ranks *ranks, struct cs_lane *lane, int tag)
{
	struct cs_message *message;
	struct cs_buf bytes;

	while ((message = free_message(ranks)) == NULL)
		cs_ranks_rest();
	bytes = lane->bytes;
	lane->bytes = message->bytes;
	message->bytes = bytes;
	cs_buf_clear(&lane->bytes);
	pthread_mutex_lock(&ranks->lock);
	message->handle =
	    ranks->engine->send(ranks->self, (int)(lane - ranks->lanes), tag,
				message->bytes.data, message->bytes.length);
	pthread_mutex_unlock(&ranks->lock);
}

void cs_ranks_send_to(struct cs_ranks *ranks, unsigned to,
		      enum cs_ranks_kind kind, const void *head,
		      size_t head_length, const void *bytes, size_t length)
{
	struct cs_lane *lane = &ranks->lanes[to];

	pthread_mutex_lock(&lane->lock);
	if (lane->bytes.length > 0 &&
	    (kind != lane->kind ||
	     lane->bytes.length + head_length + length > ranks->full))
		post(ranks, lane, (int)lane->kind);
	cs_buf_add(&lane->bytes, head, head_length);
	cs_buf_add(&lane->bytes, bytes, length);
	lane->kind = kind;
	pthread_mutex_unlock(&lane->lock);
}

/* Those to whom is said what was read: from the leader on, so many. */
static unsigned listeners(const struct cs_ranks *ranks)
{
	return ranks->spread ? cs_ranks_count(ranks) : 1;
}

/* A part is written by rank 0 for another run, as if to itself. */
static bool is_me(const struct cs_ranks *ranks, unsigned to)
{
	return ranks->spread && to == cs_ranks_mine(ranks);
}

void cs_ranks_send(struct cs_ranks *ranks, enum cs_ranks_kind kind,
		   const void *bytes, size_t length)
{
	for (unsigned to = 0; to < listeners(ranks); to++)
		if (!is_me(ranks, to))
			cs_ranks_send_to(ranks, to, kind, NULL, 0, bytes,
					 length);
}

static void wait_for_messages(struct cs_ranks *ranks)
{
	bool all = false;

	while (!all) {
		all = true;
		pthread_mutex_lock(&ranks->lock);
		for (size_t i = 0; i < ranks->nmessages; i++)
			all &= is_free(ranks, &ranks->messages[i]);
		pthread_mutex_unlock(&ranks->lock);
		if (!all)
			cs_ranks_rest();
	}
}

void cs_ranks_sent(struct cs_ranks *ranks)
{
	for (unsigned to = 0; to < listeners(ranks); to++) {
		struct cs_lane *lane = &ranks->lanes[to];

		if (is_me(ranks, to))
			continue;
		if (lane->bytes.length > 0)
			post(ranks, lane, (int)lane->kind);
		cs_buf_adds(&lane->bytes, "all");
		post(ranks, lane, CS_RANKS_SENT);
	}
	wait_for_messages(ranks);
	pthread_mutex_lock(&ranks->lock);
	ranks->sent = true;
	pthread_mutex_unlock(&ranks->lock);
	if (!ranks->spread && ranks->carrying) {
		pthread_join(ranks->carrier, NULL);
		ranks->carrying = false;
	}
}

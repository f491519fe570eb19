/* ahead.c - see ahead.h. */
#include "input/ahead.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"
#include "input/progress.h"

struct cs_ahead {
	struct cs_cutter *cutter; /* of the worker who has set `cutting` */
	struct cs_err err;	  /* as well */
	const atomic_bool *stop;
	unsigned workers;
	struct cs_progress *progress; /* or NULL */
	pthread_mutex_t lock;	      /* over all that follows */
	pthread_cond_t cut;	      /* a block, or all of them */
	bool cutting;		      /* a worker does */
	bool ended, failed;	      /* no block follows those that wait */
	struct cs_block waiting[CS_AHEAD];
	size_t first, count; /* of the waiting ones */
	size_t enough;	     /* so many need not become more */
	struct cs_relay relay;
};

struct cs_ahead *cs_ahead_new(struct cs_cutter *cutter, unsigned workers,
			      const atomic_bool *stop,
			      struct cs_progress *progress)
{
	struct cs_ahead *ahead = cs_calloc(1, sizeof *ahead);

	ahead->cutter = cutter;
	ahead->err = (struct cs_err)CS_ERR_INIT;
	ahead->stop = stop;
	ahead->workers = workers;
	ahead->progress = progress;
	ahead->enough = 1;
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->cut, NULL);
	for (size_t i = 0; i < CS_AHEAD; i++)
		ahead->waiting[i].bytes = (struct cs_buf)CS_BUF_INIT;
	return ahead;
}

void cs_ahead_free(struct cs_ahead *ahead)
{
	for (size_t i = 0; i < CS_AHEAD; i++)
		cs_buf_release(&ahead->waiting[i].bytes);
	cs_relay_end(&ahead->relay);
	pthread_cond_destroy(&ahead->cut);
	pthread_mutex_destroy(&ahead->lock);
	free(ahead);
}

static void tell(const struct cs_ahead *ahead)
{
	atomic_store(&ahead->progress->files, cs_cutter_files(ahead->cutter));
	atomic_store(&ahead->progress->bytes, cs_cutter_bytes(ahead->cutter));
}

/* Cuts one more; the lock is held before and behind, not while. */
static void cut(struct cs_ahead *ahead)
{
	struct cs_block *block =
	    &ahead->waiting[(ahead->first + ahead->count) % CS_AHEAD];
	bool slow;
	int status;

	ahead->cutting = true;
	pthread_mutex_unlock(&ahead->lock);
	status = cs_cutter_next(ahead->cutter, block, &ahead->err);
	slow = cs_cutter_slow(ahead->cutter);
	if (ahead->progress != NULL)
		tell(ahead);
	pthread_mutex_lock(&ahead->lock);
	ahead->cutting = false;
	ahead->count += status == 1;
	ahead->failed = status < 0;
	ahead->ended = status != 1 || block->too_long;
	ahead->enough = slow && ahead->workers > 1 ? CS_AHEAD : 1;
	/* one block is one worker's, but its end is everybody's */
	if (ahead->ended)
		pthread_cond_broadcast(&ahead->cut);
	else
		pthread_cond_signal(&ahead->cut);
}

/* Some of the work of who cuts; false: there is none, and nothing has changed
 * since the lock was held. */
static bool help(struct cs_ahead *ahead)
{
	bool helped;

	pthread_mutex_unlock(&ahead->lock);
	helped = cs_cutter_help(ahead->cutter);
	pthread_mutex_lock(&ahead->lock);
	return helped || !ahead->cutting || ahead->count > 0;
}

/* Cuts as long as that is wanted, or waits for a block. */
static void provide(struct cs_ahead *ahead)
{
	while (!ahead->ended && !atomic_load(ahead->stop) &&
	       ahead->count < ahead->enough)
		if (!ahead->cutting)
			cut(ahead);
		else if (ahead->count > 0)
			break;
		else if (!help(ahead))
			pthread_cond_wait(&ahead->cut, &ahead->lock);
}

bool cs_ahead_next(struct cs_ahead *ahead, struct cs_block *block,
		   const struct cs_schema **schema, struct cs_baton *baton)
{
	bool there;

	pthread_mutex_lock(&ahead->lock);
	provide(ahead);
	there = ahead->count > 0 && !atomic_load(ahead->stop);
	if (there) {
		struct cs_block used = *block;

		*block = ahead->waiting[ahead->first];
		ahead->waiting[ahead->first] = used;
		ahead->first = (ahead->first + 1) % CS_AHEAD;
		ahead->count--;
		*schema = cs_cutter_schema(ahead->cutter, block->file);
		if (block->lead) /* what came before it is elsewhere */
			cs_relay_end(&ahead->relay);
		*baton = cs_relay_next(&ahead->relay, *schema, block->file);
	}
	if (!there) /* for anybody else either */
		pthread_cond_broadcast(&ahead->cut);
	pthread_mutex_unlock(&ahead->lock);
	return there;
}

const struct cs_err *cs_ahead_failure(const struct cs_ahead *ahead)
{
	return ahead->failed ? &ahead->err : NULL;
}

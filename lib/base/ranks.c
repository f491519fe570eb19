/* ranks.c - see ranks.h. */
#include "base/ranks.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/ranks_inside.h"

/* So many messages are on their way from one rank at most, and as many more as
 * there are others where customers are spread. */
enum { IN_FLIGHT = 8 };

/* Bytes: a message that would become longer goes before that; of many ranks,
 * all of them together. */
enum { FULL = 1 << 18, LEAST_FULL = 1 << 16, ALL_FULL = 1 << 24 };

void cs_ranks_rest(void)
{
	static const struct timespec moment = { 0, 100 * 1000 };

	nanosleep(&moment, NULL);
}

void cs_ranks_rest_longer(unsigned *idle)
{
	/* microseconds: to wake up costs some 5 of the processor */
	const long shortest = 100, longest = 1000;
	long rest = shortest << *idle / 4;
	struct timespec moment = { 0, 1000 };

	if (rest < longest)
		++*idle;
	moment.tv_nsec *= rest < longest ? rest : longest;
	nanosleep(&moment, NULL);
}

/* --- the engine ---------------------------------------------------------- */

/* Beside the program's folder: ../lib/cs-tools/mpi.so. */
static const struct cs_ranks_engine *open_engine(struct cs_err *err)
{
	char *folder = cs_path_of_program();
	const struct cs_ranks_engine *engine = NULL;
	struct cs_buf path = CS_BUF_INIT;
	void *library;

	cs_buf_addf(&path, "%s../lib/cs-tools/mpi.so",
		    folder != NULL ? folder : "");
	library = dlopen(path.data, RTLD_NOW | RTLD_GLOBAL);
	if (library == NULL)
		cs_fail(err, "no-mpi",
			"this build is without MPI (%s): install Open MPI or "
			"MPICH, then configure and build again",
			dlerror());
	else
		engine = dlsym(library, "cs_ranks_engine");
	if (library != NULL &&
	    (engine == NULL || engine->version != CS_RANKS_VERSION)) {
		engine = NULL;
		cs_fail(err, "no-mpi", "%s is of another version", path.data);
	}
	cs_buf_release(&path);
	free(folder);
	return engine;
}

struct cs_ranks *cs_ranks_start(struct cs_err *err)
{
	const struct cs_ranks_engine *engine = open_engine(err);
	const char *wrong;
	int rank, count;

	if (engine == NULL)
		return NULL;
	wrong = engine->start(&rank, &count);
	if (wrong != NULL) {
		cs_fail(err, "no-mpi", "--mpi: %s", wrong);
		return NULL;
	}
	return cs_ranks_new(engine, NULL, rank, count, false);
}

struct cs_ranks *cs_ranks_new(const struct cs_ranks_engine *engine, void *self,
			      int rank, int count, bool parts)
{
	struct cs_ranks *ranks = cs_calloc(1, sizeof *ranks);
	size_t n = (size_t)count;

	ranks->engine = engine;
	ranks->self = self;
	ranks->rank = rank;
	ranks->count = count;
	ranks->are_parts = parts;
	pthread_mutex_init(&ranks->lock, NULL);
	ranks->seed = cs_hash_draw_seed();
	ranks->parts = cs_calloc(n * CS_RANKS_NKINDS, sizeof *ranks->parts);
	ranks->gone = cs_calloc(n, sizeof *ranks->gone);
	ranks->early = cs_calloc(n, sizeof *ranks->early);
	ranks->is_early = cs_calloc(n, sizeof *ranks->is_early);
	ranks->lanes = cs_calloc(n, sizeof *ranks->lanes);
	for (size_t i = 0; i < n; i++)
		pthread_mutex_init(&ranks->lanes[i].lock, NULL);
	ranks->nmessages = IN_FLIGHT + n;
	ranks->messages = cs_calloc(ranks->nmessages, sizeof *ranks->messages);
	ranks->full = ALL_FULL / n;
	if (ranks->full > FULL)
		ranks->full = FULL;
	if (ranks->full < LEAST_FULL)
		ranks->full = LEAST_FULL;
	return ranks;
}

static void release(struct cs_ranks *ranks)
{
	for (int i = 0; i < ranks->count * CS_RANKS_NKINDS; i++)
		cs_buf_release(&ranks->parts[i]);
	for (size_t i = 0; i < ranks->nmessages; i++)
		cs_buf_release(&ranks->messages[i].bytes);
	for (int i = 0; i < ranks->count; i++) {
		cs_buf_release(&ranks->early[i]);
		cs_buf_release(&ranks->lanes[i].bytes);
		pthread_mutex_destroy(&ranks->lanes[i].lock);
	}
	pthread_mutex_destroy(&ranks->lock);
	cs_buf_release(&ranks->before);
	free(ranks->parts);
	free(ranks->messages);
	free(ranks->early);
	free(ranks->is_early);
	free(ranks->gone);
	free(ranks->lanes);
	free(ranks);
}

unsigned cs_ranks_count(const struct cs_ranks *ranks)
{
	return ranks != NULL ? (unsigned)ranks->count : 1;
}

unsigned cs_ranks_mine(const struct cs_ranks *ranks)
{
	return ranks != NULL ? (unsigned)ranks->rank : 0;
}

bool cs_ranks_parts(const struct cs_ranks *ranks)
{
	return ranks != NULL && ranks->are_parts;
}

bool cs_ranks_spread(const struct cs_ranks *ranks)
{
	return ranks != NULL && ranks->spread;
}

bool cs_ranks_sends(const struct cs_ranks *ranks)
{
	return (cs_ranks_follows(ranks) && !ranks->spread) ||
	       (cs_ranks_parts(ranks) && ranks->count == 1);
}

unsigned cs_ranks_owner(const struct cs_ranks *ranks, size_t n)
{
	return (unsigned)(n % cs_ranks_count(ranks));
}

struct cs_hash_seed cs_ranks_seed(const struct cs_ranks *ranks)
{
	return ranks->seed;
}

void *cs_ranks_self(const struct cs_ranks *ranks)
{
	return ranks->self;
}

/* --- the beginning and the end ------------------------------------------- */

/* What goes with it to those who may read. */
struct go {
	struct cs_hash_seed seed;
	uint32_t spread;
};

void cs_ranks_go(struct cs_ranks *ranks, bool spread)
{
	struct go go;

	if (ranks == NULL || ranks->going)
		return;
	ranks->spread = spread && !ranks->are_parts && ranks->count > 1;
	go = (struct go){ ranks->seed, ranks->spread };
	cs_ranks_put_all(ranks, CS_RANKS_GO, &go, sizeof go);
	ranks->going = true;
	ranks->left = ranks->count - 1;
}

/* Waits for the leader to say go, or stop; others may be on their way. */
static void hear(struct cs_ranks *ranks)
{
	struct cs_buf bytes = CS_BUF_INIT;
	struct cs_before before;
	struct go go;
	int from, tag;

	while (!cs_ranks_next(ranks, &bytes, &from, &tag))
		cs_ranks_rest();
	if (tag == CS_RANKS_GO) {
		memcpy(&go, bytes.data, sizeof go);
		ranks->seed = go.seed;
		ranks->spread = go.spread != 0;
		ranks->left = ranks->spread ? ranks->count - 1 : 0;
		ranks->going = true;
	}
	ranks->over |= tag == CS_RANKS_STOP;
	if (tag != CS_RANKS_GO && tag != CS_RANKS_STOP) {
		before = (struct cs_before){ from, tag, bytes.length };
		cs_buf_add(&ranks->before, &before, sizeof before);
		cs_buf_add(&ranks->before, bytes.data, bytes.length);
	}
	cs_buf_release(&bytes);
}

bool cs_ranks_await(struct cs_ranks *ranks)
{
	while (!ranks->going && !ranks->over)
		hear(ranks);
	if (ranks->going && !ranks->spread)
		cs_ranks_listen(ranks, NULL, NULL);
	return ranks->going;
}

/* Of one of the others: whatever comes before is nobody's. */
static void wait_for_end(struct cs_ranks *ranks)
{
	struct cs_buf bytes = CS_BUF_INIT;
	unsigned idle = 0;
	int from, tag;

	while (!ranks->over)
		if (!cs_ranks_next(ranks, &bytes, &from, &tag))
			cs_ranks_rest_longer(&idle);
		else
			ranks->over = tag == CS_RANKS_STOP;
	cs_buf_release(&bytes);
}

/* Of the leader: until those who went along are gone. */
static void wait_for_others(struct cs_ranks *ranks)
{
	struct cs_buf bytes = CS_BUF_INIT;
	int from, tag;

	for (int r = 1; r < ranks->count; r++)
		while (!ranks->gone[r])
			if (!cs_ranks_next(ranks, &bytes, &from, &tag))
				cs_ranks_rest();
			else if (tag == CS_RANKS_GONE)
				ranks->gone[from] = true;
	cs_buf_release(&bytes);
}

void cs_ranks_end(struct cs_ranks *ranks)
{
	if (ranks == NULL)
		return;
	if (ranks->rank > 0)
		while (!ranks->going && !ranks->over)
			hear(ranks);
	if (ranks->going && !ranks->sent && (ranks->spread || ranks->rank > 0))
		cs_ranks_sent(ranks);
	if (ranks->going && (ranks->spread || ranks->rank == 0))
		cs_ranks_collect(ranks);
	if (ranks->rank == 0) {
		cs_ranks_put_all(ranks, CS_RANKS_STOP, "", 1);
		if (ranks->spread)
			wait_for_others(ranks);
	} else {
		if (ranks->spread)
			cs_ranks_put(ranks, 0, CS_RANKS_GONE, "", 1);
		wait_for_end(ranks);
	}
	ranks->engine->end(ranks->self);
	release(ranks);
}

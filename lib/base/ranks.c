/* ranks.c - see ranks.h. */
#include "base/ranks.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/path.h"

/* So many messages are on their way from one rank at most. */
enum { IN_FLIGHT = 8 };

/* Bytes: a message that would become longer goes before that. */
enum { FULL = 1 << 20 };

struct message {
	struct cs_buf bytes;
	void *handle; /* of the engine; NULL: it is free */
};

struct cs_ranks {
	const struct cs_ranks_engine *engine;
	void *self; /* of the engine */
	int rank, count;
	bool are_parts;
	struct cs_hash_seed seed;
	/* the leader */
	bool going, listening, collected;
	cs_ranks_take *take;
	void *context;
	pthread_t listener;
	struct cs_buf *parts; /* [rank * CS_RANKS_NKINDS + kind] */
	/* the others */
	pthread_t pusher;
	bool pushing, pushed; /* ... runs; is to end, under lock */
	bool over;	      /* the leader needs nobody (any more) */
	pthread_mutex_t lock;
	struct message messages[IN_FLIGHT];
	size_t present;		 /* that is being filled */
	enum cs_ranks_kind kind; /* with bytes of this kind */
};

/* Nobody waits for a core that another could use. */
static void rest(void)
{
	static const struct timespec moment = { 0, 100 * 1000 };

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

	ranks->engine = engine;
	ranks->self = self;
	ranks->rank = rank;
	ranks->count = count;
	ranks->are_parts = parts;
	pthread_mutex_init(&ranks->lock, NULL);
	ranks->seed = cs_hash_draw_seed();
	ranks->parts = cs_calloc((size_t)ranks->count * CS_RANKS_NKINDS,
				 sizeof *ranks->parts);
	return ranks;
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

bool cs_ranks_sends(const struct cs_ranks *ranks)
{
	return cs_ranks_follows(ranks) ||
	       (cs_ranks_parts(ranks) && ranks->count == 1);
}

struct cs_hash_seed cs_ranks_seed(const struct cs_ranks *ranks)
{
	return ranks->seed;
}

/* Sends a few bytes, and waits until they are gone. */
static void tell(struct cs_ranks *ranks, int to, int tag, const void *bytes,
		 size_t length)
{
	void *handle = ranks->engine->send(ranks->self, to, tag, bytes, length);

	while (!ranks->engine->done(ranks->self, handle))
		rest();
}

static void tell_all(struct cs_ranks *ranks, int tag, const void *bytes,
		     size_t length)
{
	for (int to = 1; to < ranks->count; to++)
		tell(ranks, to, tag, bytes, length);
}

/* Waits for a message from the leader. */
static int hear(struct cs_ranks *ranks, void *bytes, size_t size)
{
	int from, tag;
	size_t length;

	while (!ranks->engine->probe(ranks->self, &from, &tag, &length))
		rest();
	ranks->engine->receive(ranks->self, from, tag, bytes,
			       length < size ? length : size);
	return tag;
}

/* Of one of the others, which may not have been told to go: then it has nothing
 * to send. */
static void wait_for_end(struct cs_ranks *ranks)
{
	struct cs_hash_seed unused;

	if (hear(ranks, &unused, sizeof unused) == CS_RANKS_STOP)
		return;
	cs_ranks_sent(ranks);
	hear(ranks, &unused, sizeof unused);
}

void cs_ranks_end(struct cs_ranks *ranks)
{
	if (ranks == NULL)
		return;
	if (ranks->rank == 0 && ranks->going)
		cs_ranks_collect(ranks);
	if (ranks->rank == 0)
		tell_all(ranks, CS_RANKS_STOP, "", 1);
	else if (!ranks->over)
		wait_for_end(ranks);
	ranks->engine->end(ranks->self);
	for (int i = 0; i < ranks->count * CS_RANKS_NKINDS; i++)
		cs_buf_release(&ranks->parts[i]);
	for (size_t i = 0; i < IN_FLIGHT; i++)
		cs_buf_release(&ranks->messages[i].bytes);
	pthread_mutex_destroy(&ranks->lock);
	free(ranks->parts);
	free(ranks);
}

/* --- the leader ---------------------------------------------------------- */

void cs_ranks_go(struct cs_ranks *ranks)
{
	if (ranks == NULL || ranks->going)
		return;
	tell_all(ranks, CS_RANKS_GO, &ranks->seed, sizeof ranks->seed);
	ranks->going = true;
}

/* Takes the next message; false: there is none. *left goes down with each rank
 * that has sent all. */
static bool take_one(struct cs_ranks *ranks, struct cs_buf *bytes, int *left)
{
	int from, tag;
	size_t length;

	if (!ranks->engine->probe(ranks->self, &from, &tag, &length))
		return false;
	cs_buf_clear(bytes);
	if (!ranks->engine->receive(ranks->self, from, tag,
				    cs_buf_room(bytes, length), length) &&
	    tag != CS_RANKS_SENT)
		return true; /* the engine tells of it */
	if (tag == CS_RANKS_SENT)
		--*left;
	else if (tag != CS_RANKS_ROWS)
		cs_ranks_add_part(ranks, from, (enum cs_ranks_kind)tag,
				  bytes->data, length);
	else if (ranks->take != NULL)
		ranks->take(ranks->context, (unsigned)from, bytes->data,
			    length);
	return true;
}

static void *listen_to_all(void *argument)
{
	struct cs_ranks *ranks = argument;
	struct cs_buf bytes = CS_BUF_INIT;
	int left = ranks->count - 1;

	while (left > 0)
		if (!take_one(ranks, &bytes, &left))
			rest();
	cs_buf_release(&bytes);
	return NULL;
}

void cs_ranks_listen(struct cs_ranks *ranks, cs_ranks_take *take, void *context)
{
	ranks->take = take;
	ranks->context = context;
	ranks->listening =
	    pthread_create(&ranks->listener, NULL, listen_to_all, ranks) == 0;
}

void cs_ranks_collect(struct cs_ranks *ranks)
{
	if (ranks->collected)
		return;
	if (ranks->listening)
		pthread_join(ranks->listener, NULL);
	else
		listen_to_all(ranks);
	ranks->collected = true;
}

void *cs_ranks_self(const struct cs_ranks *ranks)
{
	return ranks->self;
}

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

/* --- the others ---------------------------------------------------------- */

/* Whose message is gone is free. */
static bool is_free(const struct cs_ranks *ranks, struct message *message)
{
	if (message->handle != NULL &&
	    ranks->engine->done(ranks->self, message->handle))
		message->handle = NULL;
	return message->handle == NULL;
}

/* Large messages move on only while somebody asks for them, and workers have
 * other things to do. */
static void *push(void *argument)
{
	struct cs_ranks *ranks = argument;
	bool over = false;

	while (!over) {
		pthread_mutex_lock(&ranks->lock);
		for (size_t i = 0; i < IN_FLIGHT; i++)
			is_free(ranks, &ranks->messages[i]);
		over = ranks->pushed;
		pthread_mutex_unlock(&ranks->lock);
		rest();
	}
	return NULL;
}

bool cs_ranks_await(struct cs_ranks *ranks)
{
	if (!ranks->going && !ranks->over) {
		ranks->going = hear(ranks, &ranks->seed, sizeof ranks->seed) ==
			       CS_RANKS_GO;
		ranks->pushing =
		    ranks->going &&
		    pthread_create(&ranks->pusher, NULL, push, ranks) == 0;
	}
	ranks->over |= !ranks->going;
	return ranks->going;
}

/* The message that is being filled goes; the next one is free then. */
static void post(struct cs_ranks *ranks, int tag)
{
	struct message *message = &ranks->messages[ranks->present];

	message->handle = ranks->engine->send(
	    ranks->self, 0, tag, message->bytes.data, message->bytes.length);
	ranks->present = (ranks->present + 1) % IN_FLIGHT;
	message = &ranks->messages[ranks->present];
	while (!is_free(ranks, message))
		rest();
	cs_buf_clear(&message->bytes);
}

void cs_ranks_send(struct cs_ranks *ranks, enum cs_ranks_kind kind,
		   const void *head, size_t head_length, const void *bytes,
		   size_t length)
{
	struct cs_buf *present;

	pthread_mutex_lock(&ranks->lock);
	present = &ranks->messages[ranks->present].bytes;
	if (present->length > 0 &&
	    (kind != ranks->kind ||
	     present->length + head_length + length > FULL))
		post(ranks, (int)ranks->kind);
	present = &ranks->messages[ranks->present].bytes;
	cs_buf_add(present, head, head_length);
	cs_buf_add(present, bytes, length);
	ranks->kind = kind;
	pthread_mutex_unlock(&ranks->lock);
}

void cs_ranks_sent(struct cs_ranks *ranks)
{
	pthread_mutex_lock(&ranks->lock);
	ranks->pushed = true;
	if (ranks->messages[ranks->present].bytes.length > 0)
		post(ranks, (int)ranks->kind);
	cs_buf_adds(&ranks->messages[ranks->present].bytes, "all");
	post(ranks, CS_RANKS_SENT);
	pthread_mutex_unlock(&ranks->lock);
	if (ranks->pushing)
		pthread_join(ranks->pusher, NULL);
	for (size_t i = 0; i < IN_FLIGHT; i++)
		while (!is_free(ranks, &ranks->messages[i]))
			rest();
}

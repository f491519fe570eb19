/*
 * ranks.h - several processes, maybe on several machines, that do one run.
 *
 * All of them get the same command line and open the same files, and each reads
 * what of the rows is its own. Rank 0 leads: it alone writes. Either it has all
 * customers, and the others, who send it what they read, are done then; or
 * customers are spread over the ranks, each has what the others read of its own
 * and hears what they know of all, and all go on side by side:
 *
 *	leader, and all if spread	others
 *	cs_ranks_go()			cs_ranks_await()
 *	cs_ranks_listen()		cs_ranks_send() from all threads
 *	cs_ranks_sent() if spread	cs_ranks_sent()
 *	cs_ranks_collect()
 *	cs_ranks_share(), ... if spread
 *	cs_ranks_end()			cs_ranks_end()
 *
 * Who carries the messages is an engine, a library that is opened by those runs
 * alone which want it: build/lib/cs-tools/mpi.so.
 */
#ifndef CS_BASE_RANKS_H
#define CS_BASE_RANKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"

struct cs_ranks;

/* What a message is. */
enum cs_ranks_kind {
	CS_RANKS_ROWS,	/* to the listener, as it comes */
	CS_RANKS_INPUT, /* of what was read, and */
	CS_RANKS_DATA,	/* ... of what became of it: kept until all is there */
	CS_RANKS_HEADS, /* of a part: what its files begin with; before all */
	CS_RANKS_NKINDS,
	/* between the processes themselves */
	CS_RANKS_GO = CS_RANKS_NKINDS,
	CS_RANKS_STOP,
	CS_RANKS_SENT,
	CS_RANKS_SHARE, /* what all are to know, to the leader and back */
	CS_RANKS_GONE	/* no more will come */
};

/* Opens the engine. NULL with err filled: there is none, or it fails. */
struct cs_ranks *cs_ranks_start(struct cs_err *err);

/* Lets the others go, who wait for the leader, and waits for them. Takes NULL.
 */
void cs_ranks_end(struct cs_ranks *ranks);

/* Of NULL: the only one. */
unsigned cs_ranks_count(const struct cs_ranks *ranks);
unsigned cs_ranks_mine(const struct cs_ranks *ranks);

static inline bool cs_ranks_follows(const struct cs_ranks *ranks)
{
	return cs_ranks_mine(ranks) > 0;
}

/* What is read goes elsewhere: this process follows, or writes a part. */
bool cs_ranks_sends(const struct cs_ranks *ranks);
/* Ranks are the parts of partial.h: those who have read are gone. */
bool cs_ranks_parts(const struct cs_ranks *ranks);
/* Customers are spread over the ranks; once they go. */
bool cs_ranks_spread(const struct cs_ranks *ranks);
/* Whose is number `n` of a run of things that are dealt to all alike? */
unsigned cs_ranks_owner(const struct cs_ranks *ranks, size_t n);

/* --- the leader -------------------------------------------------------- */

/* The others may read, to spread customers or not. Once a run; with NULL
 * nothing happens. */
void cs_ranks_go(struct cs_ranks *ranks, bool spread);

/* Takes what others have sent as CS_RANKS_ROWS, in pieces as they were sent,
 * and may write to them; bytes are aligned as memory of malloc() is. From a
 * thread of its own. */
typedef void cs_ranks_take(void *context, unsigned rank, char *bytes,
			   size_t length);

/* Begins to take them; until then they wait. */
void cs_ranks_listen(struct cs_ranks *ranks, cs_ranks_take *take,
		     void *context);

/* Returns when all others have sent all. */
void cs_ranks_collect(struct cs_ranks *ranks);

/* What one of the others sent; then. */
const struct cs_buf *cs_ranks_part(const struct cs_ranks *ranks, unsigned rank,
				   enum cs_ranks_kind kind);

/* --- the others -------------------------------------------------------- */

/* False: the leader needs nobody. */
bool cs_ranks_await(struct cs_ranks *ranks);

/* Bytes for another rank, behind a head of their own if there is one: both are
 * copied, and stay together. Waits where too many are on their way. From any
 * thread. */
void cs_ranks_send_to(struct cs_ranks *ranks, unsigned to,
		      enum cs_ranks_kind kind, const void *head,
		      size_t head_length, const void *bytes, size_t length);

/* The same for the leader; where customers are spread, for all others. */
void cs_ranks_send(struct cs_ranks *ranks, enum cs_ranks_kind kind,
		   const void *bytes, size_t length);

/* That was all. */
void cs_ranks_sent(struct cs_ranks *ranks);

/* Of all ranks the same seed, for tables that they share. */
struct cs_hash_seed cs_ranks_seed(const struct cs_ranks *ranks);

/* --- where customers are spread ------------------------------------------ */

/*
 * All ranks call the same ones of these in the same order, from one thread,
 * once all is collected. Should the leader end instead, the others are told by
 * `leave`, which does not come back; with NULL ranks, or where nothing is
 * spread, nothing happens.
 */
void cs_ranks_on_leave(struct cs_ranks *ranks,
		       void (*leave)(struct cs_ranks *ranks));

/* The leader gets the bytes of all, all[rank], its own left empty; others get
 * nothing. */
void cs_ranks_gather(struct cs_ranks *ranks, const struct cs_buf *mine,
		     struct cs_buf *all);
/* Others get the bytes of the leader in place of their own. */
void cs_ranks_tell(struct cs_ranks *ranks, struct cs_buf *bytes);
/* Each gets the bytes of all others: [rank], to be released; its own left
 * empty. */
struct cs_buf *cs_ranks_share(struct cs_ranks *ranks,
			      const struct cs_buf *mine);
void cs_ranks_share_release(const struct cs_ranks *ranks, struct cs_buf *all);
/* Each number becomes the sum of those of all. */
void cs_ranks_add(struct cs_ranks *ranks, uint64_t *numbers, size_t n);

/* A rank that went its own way, and is not in what was brought together; 0:
 * there is none. */
unsigned cs_ranks_lost(const struct cs_ranks *ranks);
/* ... or what it said was of no use: it counts as one that ended. */
void cs_ranks_lose(struct cs_ranks *ranks, unsigned rank);

/* --- for an engine ------------------------------------------------------ */

/*
 * One call at a time. A message has a tag below 16; those from one rank to
 * another arrive in the order in which they were sent.
 */
struct cs_ranks_engine {
	int version; /* CS_RANKS_VERSION, else it is of another build */
	/* NULL, or what is wrong. */
	const char *(*start)(int *rank, int *count);
	void (*end)(void *self);
	/* Begins to send bytes that stay where they are until done(handle). */
	void *(*send)(void *self, int to, int tag, const void *bytes,
		      size_t length);
	bool (*done)(void *self, void *handle); /* true: the handle is gone */
	/* Is there a message? Then from whom, its tag and length. */
	bool (*probe)(void *self, int *from, int *tag, size_t *length);
	/* Of the message found last. False: it is damaged. */
	bool (*receive)(void *self, int from, int tag, void *bytes,
			size_t length);
};

enum { CS_RANKS_VERSION = 2 };

/* What cs_ranks_start() makes of an engine that has started; `self` is given to
 * its functions. `parts`: see cs_ranks_parts(). */
struct cs_ranks *cs_ranks_new(const struct cs_ranks_engine *engine, void *self,
			      int rank, int count, bool parts);
void *cs_ranks_self(const struct cs_ranks *ranks);
/* More of what one rank sent. */
void cs_ranks_add_part(struct cs_ranks *ranks, int rank,
		       enum cs_ranks_kind kind, const void *bytes,
		       size_t length);

/* What the library has. */
extern const struct cs_ranks_engine cs_ranks_engine;

#endif

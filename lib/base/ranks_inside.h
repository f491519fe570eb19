/* ranks_inside.h - what processes that do one run are (ranks*.c only). */
#ifndef CS_BASE_RANKS_INSIDE_H
#define CS_BASE_RANKS_INSIDE_H

#include <pthread.h>

#include "base/ranks.h"

/* One that is on its way. */
struct cs_message {
	struct cs_buf bytes;
	void *handle; /* of the engine; NULL: it is not sent yet, or gone */
	bool taken;   /* somebody fills it, or it is sent */
};

/* What is to go to one rank next. */
struct cs_lane {
	pthread_mutex_t lock;
	struct cs_buf bytes;
	enum cs_ranks_kind kind; /* of all of them */
};

struct cs_ranks {
	const struct cs_ranks_engine *engine;
	void *self; /* of the engine */
	int rank, count;
	bool are_parts, spread;
	struct cs_hash_seed seed;
	bool going; /* this one reads, and the others may */
	bool over;  /* told by the leader: nothing more is wanted */
	/* what others send */
	bool collected;
	/* what ranks sent that were told to go before this one, each behind a
	 * head */
	struct cs_buf before;
	cs_ranks_take *take;
	void *context;
	struct cs_buf *parts; /* [rank * CS_RANKS_NKINDS + kind] */
	int left;	      /* ranks that have more to send */
	bool *gone;	      /* [rank] */
	struct cs_buf *early; /* [rank], shared before others had sent all */
	bool *is_early;
	void (*leave)(struct cs_ranks *ranks);
	unsigned lost;
	/* what is sent; the engine is called under its lock */
	pthread_t carrier;
	bool carrying, sent;
	pthread_mutex_t lock;
	struct cs_message *messages;
	size_t nmessages, full; /* bytes of a message that goes */
	struct cs_lane *lanes;	/* [rank] */
};

struct cs_before {
	int from, tag;
	size_t length;
};

/* Nobody waits for a core that another could use. */
void cs_ranks_rest(void);
/* The same, longer and longer: `idle` counts, from 0 after something came. */
void cs_ranks_rest_longer(unsigned *idle);

/* The next message, whoever sent it, into `bytes`, which is emptied: its tag.
 * False: there is none, or it cannot be read, of which the engine tells. */
bool cs_ranks_next(struct cs_ranks *ranks, struct cs_buf *bytes, int *from,
		   int *tag);
/* Sends bytes to one, or all others, and waits until they are gone. */
void cs_ranks_put(struct cs_ranks *ranks, int to, int tag, const void *bytes,
		  size_t length);
void cs_ranks_put_all(struct cs_ranks *ranks, int tag, const void *bytes,
		      size_t length);

#endif

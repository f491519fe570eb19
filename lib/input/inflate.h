/*
 * inflate.h - one member of gzip after another becomes plain bytes (lib/input
 * only).
 *
 * zlib is the reference. ISA-L, which configure may have found, takes .4 of its
 * time, and differs where something is damaged: it stops up to 16 bytes behind
 * the place where zlib does, and takes headers with flags that nobody knows. So
 * damage that it meets is a doubt only, until zlib has read the member again;
 * it is asked only where that can be done.
 */
#ifndef CS_INPUT_INFLATE_H
#define CS_INPUT_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

/* What is to be read, and room for what comes of it; both move on. */
struct cs_flow {
	const unsigned char *in;
	size_t nin;
	unsigned char *out;
	size_t nout;
};

enum cs_inflated {
	CS_INFLATE_MORE,    /* there is no more input, or no more room */
	CS_INFLATE_END,	    /* of the member: its checksum and length hold */
	CS_INFLATE_DAMAGED, /* see cs_inflate_message() */
	CS_INFLATE_DOUBTED, /* ISA-L's word for it: have zlib read it again */
};

/* At most this many bytes of a header are looked at before the first call: have
 * them there, if the input has them. */
enum { CS_INFLATE_HEADER = 4 };

struct cs_inflater;

/* For the first member. `again`: its members can be read again. NULL: zlib
 * cannot start. */
struct cs_inflater *cs_inflater_new(bool again);
void cs_inflater_free(struct cs_inflater *inflater); /* takes NULL */

/* For another member. */
void cs_inflater_next(struct cs_inflater *inflater);

enum cs_inflated cs_inflate(struct cs_inflater *inflater, struct cs_flow *flow);

/* What zlib calls the damage; static. */
const char *cs_inflate_message(const struct cs_inflater *inflater);

#endif

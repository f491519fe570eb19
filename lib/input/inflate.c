/* inflate.c - see inflate.h. */
#include "input/inflate.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>
#ifdef CS_ISAL
#include <isa-l/igzip_lib.h>
#endif

#include "base/mem.h"

struct inflate_state;

struct cs_inflater {
	z_stream z;
	bool begun;		    /* a byte of the member was read */
	struct inflate_state *fast; /* NULL: zlib does it */
};

static uInt some(size_t size)
{
	return size < UINT_MAX ? (uInt)size : UINT_MAX;
}

/* --- ISA-L --------------------------------------------------------------- */

#ifdef CS_ISAL
static void fast_start(struct cs_inflater *inflater)
{
	inflater->fast = cs_malloc(sizeof *inflater->fast);
	isal_inflate_init(inflater->fast);
	inflater->fast->crc_flag = ISAL_GZIP;
}

static void fast_next(struct cs_inflater *inflater)
{
	isal_inflate_reset(inflater->fast);
	inflater->fast->crc_flag = ISAL_GZIP;
}

static enum cs_inflated fast_inflate(struct cs_inflater *inflater,
				     struct cs_flow *flow)
{
	struct inflate_state *state = inflater->fast;
	uInt in = some(flow->nin), out = some(flow->nout);
	int status;

	/* flags from the fourth bit on, which it does not mind */
	if (!inflater->begun && in >= CS_INFLATE_HEADER && flow->in[3] >> 5)
		return CS_INFLATE_DOUBTED;
	state->next_in = (unsigned char *)(uintptr_t)flow->in;
	state->avail_in = in;
	state->next_out = flow->out;
	state->avail_out = out;
	status = isal_inflate(state);
	flow->in += in - state->avail_in;
	flow->nin -= in - state->avail_in;
	flow->out += out - state->avail_out;
	flow->nout -= out - state->avail_out;
	if (status == ISAL_DECOMP_OK && state->block_state == ISAL_BLOCK_FINISH)
		return CS_INFLATE_END;
	/* of a stream that is cut off zlib tells the last symbol too */
	return status != ISAL_DECOMP_OK || (in == 0 && out == state->avail_out)
		   ? CS_INFLATE_DOUBTED
		   : CS_INFLATE_MORE;
}
#else
static void fast_start(struct cs_inflater *inflater)
{
	(void)inflater;
}

static void fast_next(struct cs_inflater *inflater)
{
	(void)inflater;
}

static enum cs_inflated fast_inflate(struct cs_inflater *inflater,
				     struct cs_flow *flow)
{
	(void)inflater;
	(void)flow;
	return CS_INFLATE_DOUBTED;
}
#endif

/* --- zlib ---------------------------------------------------------------- */

struct cs_inflater *cs_inflater_new(bool again)
{
	struct cs_inflater *inflater = cs_calloc(1, sizeof *inflater);
	int status;

	if (again)
		fast_start(inflater);
	if (inflater->fast != NULL)
		return inflater;
	status = inflateInit2(&inflater->z, 15 + 16);
	cs_mem_errno(status == Z_MEM_ERROR ? ENOMEM : 0);
	if (status != Z_OK) {
		free(inflater);
		return NULL;
	}
	return inflater;
}

void cs_inflater_free(struct cs_inflater *inflater)
{
	if (inflater == NULL)
		return;
	if (inflater->fast == NULL)
		inflateEnd(&inflater->z);
	free(inflater->fast);
	free(inflater);
}

void cs_inflater_next(struct cs_inflater *inflater)
{
	inflater->begun = false;
	if (inflater->fast != NULL)
		fast_next(inflater);
	else
		inflateReset(&inflater->z);
}

static enum cs_inflated zlib_inflate(z_stream *z, struct cs_flow *flow)
{
	uInt in = some(flow->nin), out = some(flow->nout);
	int status;

	z->next_in = (unsigned char *)(uintptr_t)flow->in;
	z->avail_in = in;
	z->next_out = flow->out;
	z->avail_out = out;
	status = inflate(z, Z_NO_FLUSH);
	cs_mem_errno(status == Z_MEM_ERROR ? ENOMEM : 0);
	flow->in += in - z->avail_in;
	flow->nin -= in - z->avail_in;
	flow->out += out - z->avail_out;
	flow->nout -= out - z->avail_out;
	return status == Z_STREAM_END			 ? CS_INFLATE_END
	       : status == Z_OK || status == Z_BUF_ERROR ? CS_INFLATE_MORE
							 : CS_INFLATE_DAMAGED;
}

enum cs_inflated cs_inflate(struct cs_inflater *inflater, struct cs_flow *flow)
{
	enum cs_inflated status = inflater->fast != NULL
				      ? fast_inflate(inflater, flow)
				      : zlib_inflate(&inflater->z, flow);

	inflater->begun = true;
	return status;
}

const char *cs_inflate_message(const struct cs_inflater *inflater)
{
	return inflater->z.msg != NULL ? inflater->z.msg
				       : "the gzip stream is damaged";
}

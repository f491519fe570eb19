/*
 * encoding.h - text that is not UTF-8, by way of iconv(3) (lib/input, and the
 * option that names an encoding).
 */
#ifndef CS_INPUT_ENCODING_H
#define CS_INPUT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Does iconv(3) read it? Names with a slash ask for more than that, and are
 * not known. */
bool cs_encoding_known(const char *name);

/*
 * The encoding that bytes which are not UTF-8 are probably in, a name for
 * iconv(3); NULL if nothing tells.
 */
const char *cs_likely_encoding(const char *bytes, size_t length);

/* Appends the bytes as UTF-8. False, and only what came before is added, where
 * they are not in the encoding. */
bool cs_decode_text(const char *encoding, const char *bytes, size_t length,
		    struct cs_buf *out);

/* --- a stream ------------------------------------------------------------- */

struct cs_decoder;

/* NULL: the encoding is not known. */
struct cs_decoder *cs_decoder_new(const char *encoding);
void cs_decoder_free(struct cs_decoder *decoder); /* takes NULL */

/*
 * Appends what `length` bytes say as UTF-8; `last`: they are the last. A
 * character that is cut off waits for its rest. -1: what follows what was
 * appended is not in the encoding; it is *bad, of which `*nbad` bytes may be
 * shown.
 */
int cs_decode(struct cs_decoder *decoder, const char *bytes, size_t length,
	      bool last, struct cs_buf *out, unsigned char bad[static 4],
	      size_t *nbad);

/* Returns -1, having put into err that these are not of the encoding. */
int cs_refuse_bytes(const unsigned char *bad, size_t nbad, const char *encoding,
		    struct cs_err *err);

#endif

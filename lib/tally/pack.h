/*
 * pack.h - tallies as bytes, to be merged on another machine.
 *
 *	cs_tally_pack(&cs_repeat_tally, &repeat, &bytes)
 *	... there, with the same rules:
 *	cs_tally_unpack(&cs_repeat_tally, &part, &rules, data, length, NULL,
 *			&err)
 *	cs_tally_merge(&cs_repeat_tally, &sum, &part)
 *
 * The form is the same on every machine: the kind's tag, its version (4 bytes),
 * the length (8) and the CRC-32 (4) of what follows, least byte first; then the
 * members in the order in which the kind lists them, a list with its length
 * before its items. Every number, up to 128 bits, is written seven bits a byte
 * from the least on, the eighth bit set on all but the last; a negative one as
 * -2n - 1, others as 2n. So zeros, of which histograms are full, are a byte
 * each. A double is its 64 bits, least byte first, a text follows its length.
 */
#ifndef CS_TALLY_PACK_H
#define CS_TALLY_PACK_H

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "tally/tally.h"

/* Appends a tally that is not finished. */
void cs_tally_pack(const struct cs_tally *kind, const void *tally,
		   struct cs_buf *out);

/*
 * Makes a tally of bytes that cs_tally_pack() wrote, and of no others. `rules`
 * are those of the packed tally: where its lists or periods show that they are
 * not, it is refused. -1 with err filled where the bytes are cut off, damaged,
 * of another kind or version; `tally` is then all zeros. Its texts are put into
 * `texts`, and are refused if that is NULL.
 */
int cs_tally_unpack(const struct cs_tally *kind, void *tally, const void *rules,
		    const void *bytes, size_t length, struct cs_arena *texts,
		    struct cs_err *err);

#endif

/*
 * bgzf.h - members of gzip that say how long they are, on all cores (lib/input
 * only).
 *
 * bgzip writes members of 64 KB of text at most, with their length in a field
 * of the header, BC. So where a member begins is known before what stands in
 * those in front of it, and who would else wait inflates some ahead. The first
 * place at which there is no such member, or one that is damaged or cut off,
 * ends that: from there on source.c reads one member after another, and says
 * what it always says.
 *
 * What it buys: inflating is half of a run of cs-pareto by zlib, a third by
 * ISA-L, and can be done by all cores, which one member after another keeps at
 * the time of inflating alone. With two cores that is nothing, or a tenth with
 * zlib; it costs a copy of what was inflated.
 */
#ifndef CS_INPUT_BGZF_H
#define CS_INPUT_BGZF_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct cs_bgzf;

/* NULL: at this place of the file, which pread(2) can read, no member says how
 * long it is. */
struct cs_bgzf *cs_bgzf_new(int fd, off_t at);
void cs_bgzf_free(struct cs_bgzf *bgzf); /* takes NULL */

/* Any thread: inflates a few members ahead. False: there is nothing to do. */
bool cs_bgzf_help(struct cs_bgzf *bgzf);

/* One thread: up to `size` bytes, fewer only at the end. */
size_t cs_bgzf_read(struct cs_bgzf *bgzf, unsigned char *bytes, size_t size);

/* The same thread: where in the file the first byte is that was not used. */
off_t cs_bgzf_end(struct cs_bgzf *bgzf);

#endif

/*
 * tally.h - what tallies have in common.
 *
 * A tally is what a statement about many customers is computed from: counts,
 * exact sums, histograms. It is added to customer by customer, and two tallies
 * of one kind merge into that of both. fold.h fills tallies from data, pack.h
 * makes bytes of them and back.
 */
#ifndef CS_TALLY_TALLY_H
#define CS_TALLY_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "data/data.h"

/*
 * Members of a tally that follow one another, or a list that it points to.
 * `items` says what one item is made of, a letter for each member in turn; what
 * finish() and those after it make may follow behind the last:
 *
 *	q  int64_t, adds up		s  cs_sum, adds up
 *	Q  struct cs_square_sum, merges
 *	<  cs_day, the earlier; CS_NO_DAY is none
 *	>  cs_day, the later; likewise
 *	d  int32_t or uint32_t of a list that is appended to; likewise:
 *	b  uint8_t	f  double
 *	t  struct cs_text
 *	k  struct cs_kept *: an array of them, or NULL
 *	|  none: up to here is a struct whose largest member has 16 bytes
 *	=  int32_t, uint32_t or enum, set by init(), the same in all that merge
 */
struct cs_members {
	const char *items;
	size_t size; /* of one item */
	size_t at;   /* offset of the first member, or of the pointer */
	enum cs_members_kind {
		CS_ONE,	     /* item, in the tally itself */
		CS_FIXED,    /* list as long as init() says */
		CS_GROWING,  /* list as long as the longest that is merged */
		CS_APPENDED, /* list to which others are appended */
	} kind;
	size_t count;	 /* offset of the list's length, a size_t */
	size_t capacity; /* ... of how many it has room for; not of CS_FIXED */
};

#define CS_MEMBERS(type, items, first)                    \
	{                                                 \
		(items), 0, offsetof(type, first), CS_ONE \
	}
#define CS_LIST(type, items, list, kind, count, ...)                         \
	{                                                                    \
		(items), sizeof *((type *)NULL)->list, offsetof(type, list), \
		    (kind), offsetof(type, count), __VA_ARGS__               \
	}

/*
 * A kind of tally. `tally` points to `size` bytes that may be moved; `rules`
 * are the same in every call, and only read. A merged tally must not depend on
 * which customers came together in which part, nor in what order, but for the
 * order of lists, which finish() sorts.
 */
struct cs_tally {
	size_t size;
	/* Fills one of zeros, lengths of CS_FIXED lists included; NULL: stays
	 * so. */
	void (*init)(void *tally, const void *rules);
	void (*add)(void *tally, const void *rules,
		    const struct cs_customer *customer);
	/* Leaves out of lists what finish() would: before the tally travels.
	   NULL: nothing. */
	void (*trim)(void *tally, const void *rules);
	/* Once, after the last merge; NULL: nothing to do. */
	void (*finish)(void *tally, const void *rules);
	const struct cs_members *members; /* ends with items NULL */
	/* see pack.h */
	const char *tag;  /* four letters */
	uint32_t version; /* of the members */
	/* Do the numbers go together that find a place in memory? NULL: there
	 * are none. */
	bool (*sound)(const void *tally);
};

/* One of nobody. */
void cs_tally_init(const struct cs_tally *kind, void *tally, const void *rules);

/* Adds `part` to `sum`; neither is finished. */
void cs_tally_merge(const struct cs_tally *kind, void *sum, const void *part);
/* The same, and releases `part`, whose lists `sum` takes over where they are
 * the longer ones: so a long list is not there twice. */
void cs_tally_take_in(const struct cs_tally *kind, void *sum, void *part);

/*
 * Takes the customers of `part` out of `sum`, or brings them back: what counts
 * and adds up, that is; days, sums of squares and lists to which others are
 * appended stay as they are. Both are finished, where adding of what finish()
 * made is that of tallies, and `sum` holds those of `part`.
 */
void cs_tally_take_out(const struct cs_tally *kind, void *sum,
		       const void *part);
void cs_tally_bring_back(const struct cs_tally *kind, void *sum,
			 const void *part);

/* Frees what the tally owns and leaves all zeros. */
void cs_tally_release(const struct cs_tally *kind, void *tally);

/* The rare part of cs_lengthen(). */
void *cs_lengthen_list(void *list, size_t *count, size_t *capacity,
		       size_t needed, size_t size);

/*
 * Lengthens a list to `needed` items, the new ones all zeros, and returns where
 * it is now: list = cs_lengthen(list, &count, &capacity, needed, sizeof *list).
 * Does nothing to one that is as long.
 */
static inline void *cs_lengthen(void *list, size_t *count, size_t *capacity,
				size_t needed, size_t size)
{
	return needed <= *count
		   ? list
		   : cs_lengthen_list(list, count, capacity, needed, size);
}

/* --- for pack.c -------------------------------------------------------- */

/*
 * Where the next member of an item lies, which has this letter; *at, 0 before
 * the first, moves behind it.
 */
size_t cs_member_place(char letter, size_t *at);

struct cs_member_list {
	char *items;
	size_t *count, *capacity; /* of CS_FIXED no capacity */
};

struct cs_member_list cs_member_list(const struct cs_members *members,
				     const void *tally);
/* Lengthens a list that is not CS_FIXED, as cs_lengthen(); returns its items.
 */
char *cs_member_lengthen(const struct cs_members *members, void *tally,
			 size_t needed);

#endif

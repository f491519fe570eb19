/*
 * groups.h - the values of the group column as numbers (lib/data only).
 *
 * While rows are read, values get provisional numbers in the order in which
 * threads meet them; afterwards each number is given the rank of its text, on
 * which results may depend.
 */
#ifndef CS_DATA_GROUPS_H
#define CS_DATA_GROUPS_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/ranks.h"
#include "data/data.h"

struct cs_grouping;

/*
 * Number 0 is the empty value, "(none)". Where `ranks` read (NULL: one does)
 * number n of rank r is n * ranks + r for all of them, who learn what it was of
 * cs_grouping_pack(); those of partial results are plain ones.
 */
struct cs_grouping *cs_grouping_new(const struct cs_ranks *ranks);
void cs_grouping_free(struct cs_grouping *groups); /* takes NULL */

/* Provisional number of a value; from any thread. */
uint32_t cs_grouping_number(struct cs_grouping *groups, struct cs_text value);

/* The values that another rank has met, once no more will come, and to those of
 * this one. */
void cs_grouping_pack(const struct cs_grouping *groups, struct cs_buf *out);
void cs_grouping_unpack(struct cs_grouping *groups, unsigned rank,
			struct cs_bytes *bytes);

/* The same of numbers that nobody else has seen yet: values are only added. */
void cs_grouping_meet(struct cs_grouping *groups, struct cs_bytes *bytes);

/* Are there more than CS_MOST_GROUPS? From any thread. */
bool cs_grouping_full(const struct cs_grouping *groups);

/* Once all are read: that they were too many. */
enum cs_read cs_grouping_check(const struct cs_grouping *groups,
			       const struct cs_input *input,
			       struct cs_err *err);

/*
 * Ranks all values by their bytes, the empty one last, once no more will come.
 * ranks[number] is the rank; both arrays belong to `groups`. Returns how many
 * there are.
 */
size_t cs_grouping_rank(struct cs_grouping *groups, const uint32_t **ranks,
			const char *const **texts_by_rank);

/* `name`, in brackets until none of the groups is called so; to be freed. */
char *cs_made_name(const char *name, const char *const *groups, size_t count);

/*
 * The groups that stay of `count`, of so many customers each, as `pool` has
 * them, into data->groups: none without a customer. number[i] ([count]) becomes
 * the place of group i there.
 */
void cs_groups_keep(const struct cs_pool *pool, const uint64_t *customers,
		    const char *const *texts, size_t count, uint32_t *number,
		    struct cs_data *data);

#endif

/*
 * alike.h - customers whose keys are written in different ways, and would be
 * one if they were folded (cell/spelling.h).
 *
 * Keys are compared by a hash of 64 bits.
 */
#ifndef CS_DATA_ALIKE_H
#define CS_DATA_ALIKE_H

#include "cell/spelling.h"
#include "data/data.h"

/* One of them. */
struct cs_alike {
	struct cs_text key; /* as long as data */
	uint64_t rows;
	uint64_t purchases; /* rows, where there are none */
	bool counts;	    /* among the customers; else only has contacts, or
			       is left out */
};

/*
 * Calls take() for each two customers or more that are one if keys are folded
 * by `changes`, by key. The order of the calls is by chance: what is made of
 * them must not depend on it. The cost is that of all keys.
 */
void cs_alike_each(const struct cs_data *data, unsigned changes,
		   void (*take)(void *context, const struct cs_alike *alike,
				size_t count),
		   void *context);

/*
 * The changes by which customers might become one, of those that count; 0:
 * there are none. Most data is told by features of its keys. Of many customers
 * some are looked at, which are chosen by the keys: what is spelled in
 * different ways here and there is spelled so in each of them.
 */
unsigned cs_alike_likely(const struct cs_data *data);

/*
 * counts[i]: how many customers of the contacts that have no order would have
 * one if both keys were folded by bit i, and in the end by all.
 */
void cs_alike_contacts(const struct cs_data *data,
		       uint64_t counts[CS_NKEY_CHANGES + 1]);

#endif

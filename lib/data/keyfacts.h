/* keyfacts.h - what the keys of the customers that count say of them all. */
#ifndef CS_DATA_KEYFACTS_H
#define CS_DATA_KEYFACTS_H

#include <stdint.h>

#include "base/money.h"
#include "base/text.h"

enum { CS_MOST_KEYS = 4 };

struct cs_key_of_many {
	struct cs_text key;
	uint64_t purchases;
	cs_sum value;
};

/* Keys of one damage: see cs_key_damage(). */
struct cs_damaged_keys {
	uint64_t keys, rows;
	struct cs_text key; /* the least */
};

/* A purchase is a row where no orders are formed. */
struct cs_key_facts {
	uint64_t purchases;
	uint64_t repeaters; /* customers of more than one */
	/* those of most purchases, of as many the least key */
	struct cs_key_of_many most[CS_MOST_KEYS];
	size_t nmost;
	struct cs_damaged_keys exponent, rounded;
	uint64_t long_numbers;	 /* keys of more than 15 digits */
	uint64_t rounded_digits; /* zeros behind the fifteenth, of all rounded
				    ones */
};

void cs_key_facts_add(struct cs_key_facts *facts, struct cs_text key,
		      uint64_t rows, uint64_t purchases, cs_sum value);

#endif

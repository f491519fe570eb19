/* keyfacts.h - what the keys of the customers that count say of them all. */
#ifndef CS_DATA_KEYFACTS_H
#define CS_DATA_KEYFACTS_H

#include <stdint.h>

#include "base/money.h"
#include "base/text.h"
#include "cell/spelling.h"

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
	struct cs_key_of_many largest; /* of most value; likewise */
	cs_sum value;		       /* of all */
	struct cs_damaged_keys exponent, rounded;
	uint64_t long_numbers;	 /* keys of more than 15 digits */
	uint64_t rounded_digits; /* zeros behind the fifteenth, of all rounded
				    ones */
};

/* The parts of cs_key_facts_add() that are not inline. */
void cs_key_facts_rank(struct cs_key_facts *facts,
		       const struct cs_key_of_many *one);
void cs_key_facts_lead(struct cs_key_facts *facts,
		       const struct cs_key_of_many *one);
void cs_key_facts_damage(struct cs_key_facts *facts, struct cs_text key,
			 uint64_t rows);

/* Adds those of other customers. */
void cs_key_facts_join(struct cs_key_facts *facts,
		       const struct cs_key_facts *others);

static inline void cs_key_facts_add(struct cs_key_facts *facts,
				    struct cs_text key, uint64_t rows,
				    uint64_t purchases, cs_sum value)
{
	facts->purchases += purchases;
	facts->repeaters += purchases > 1;
	facts->value += value;
	if (value >= facts->largest.value)
		cs_key_facts_lead(
		    facts, &(struct cs_key_of_many){ key, purchases, value });
	if (facts->nmost < CS_MOST_KEYS ||
	    purchases >= facts->most[CS_MOST_KEYS - 1].purchases)
		cs_key_facts_rank(
		    facts, &(struct cs_key_of_many){ key, purchases, value });
	/* neither is shorter than this, nor begins with a letter */
	if (key.length > 4 && *key.bytes <= '9' &&
	    (key.bytes[key.length - 3] == '+' || key.length > CS_KEY_DIGITS))
		cs_key_facts_damage(facts, key, rows);
}

#endif

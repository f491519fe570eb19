/* keyfacts.c - see keyfacts.h. */
#include "data/keyfacts.h"

#include <string.h>

static bool comes_before(const struct cs_key_of_many *a,
			 const struct cs_key_of_many *b)
{
	return a->purchases != b->purchases
		   ? a->purchases > b->purchases
		   : cs_text_compare(a->key, b->key) < 0;
}

/* Keeps it if it is among those of most purchases. */
void cs_key_facts_rank(struct cs_key_facts *facts,
		       const struct cs_key_of_many *one)
{
	size_t at = facts->nmost;

	if (at == CS_MOST_KEYS && !comes_before(one, &facts->most[at - 1]))
		return;
	if (at < CS_MOST_KEYS)
		facts->nmost++;
	else
		at--;
	for (; at > 0 && comes_before(one, &facts->most[at - 1]); at--)
		facts->most[at] = facts->most[at - 1];
	facts->most[at] = *one;
}

void cs_key_facts_lead(struct cs_key_facts *facts,
		       const struct cs_key_of_many *one)
{
	const struct cs_key_of_many *largest = &facts->largest;

	if (one->value > largest->value || largest->key.length == 0 ||
	    cs_text_compare(one->key, largest->key) < 0)
		facts->largest = *one;
}

static void damaged(struct cs_damaged_keys *keys, struct cs_text key,
		    uint64_t rows)
{
	if (keys->keys == 0 || cs_text_compare(key, keys->key) < 0)
		keys->key = key;
	keys->keys++;
	keys->rows += rows;
}

void cs_key_facts_damage(struct cs_key_facts *facts, struct cs_text key,
			 uint64_t rows)
{
	switch (cs_key_damage(key.bytes, key.length)) {
	case CS_KEY_WHOLE: break;
	case CS_KEY_EXPONENT: damaged(&facts->exponent, key, rows); break;
	case CS_KEY_ROUNDED:
		damaged(&facts->rounded, key, rows);
		facts->rounded_digits += key.length - CS_KEY_DIGITS;
		break;
	}
	facts->long_numbers += key.length > CS_KEY_DIGITS &&
			       cs_key_is_number(key.bytes, key.length);
}

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

static void join_damaged(struct cs_damaged_keys *keys,
			 const struct cs_damaged_keys *others)
{
	if (others->keys == 0)
		return;
	if (keys->keys == 0 || cs_text_compare(others->key, keys->key) < 0)
		keys->key = others->key;
	keys->keys += others->keys;
	keys->rows += others->rows;
}

void cs_key_facts_join(struct cs_key_facts *facts,
		       const struct cs_key_facts *others)
{
	const struct cs_key_of_many *largest = &others->largest;

	facts->purchases += others->purchases;
	facts->repeaters += others->repeaters;
	facts->value += others->value;
	for (size_t i = 0; i < others->nmost; i++)
		cs_key_facts_rank(facts, &others->most[i]);
	if (largest->key.length > 0 && largest->value >= facts->largest.value)
		cs_key_facts_lead(facts, largest);
	join_damaged(&facts->exponent, &others->exponent);
	join_damaged(&facts->rounded, &others->rounded);
	facts->long_numbers += others->long_numbers;
	facts->rounded_digits += others->rounded_digits;
}

/*
 * currency.h - the currency of an amount: a sign ($, US$, kr, Rp, Unicode's,
 * ...) or a code of three letters, before or behind the number.
 *
 * A sign may mean several currencies. Two texts agree if there is one that both
 * may mean: $ and USD, $ and CAD, usd and USD; but not CAD and USD.
 */
#ifndef CS_CELL_CURRENCY_H
#define CS_CELL_CURRENCY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "cell/cursor.h"

/*
 * Goes past a sign at t, and a full stop that belongs to it; *sign is then the
 * sign without it. Some signs stand before a number only, or behind.
 */
bool cs_currency_skip_sign(struct cs_cursor *t, bool behind,
			   struct cs_text *sign);

/* Goes past three capitals, or a code that is one in other letters. */
bool cs_currency_skip_code(struct cs_cursor *t, struct cs_text *code);

/* True unless both are known, and have no meaning in common. */
bool cs_currency_agree(struct cs_text a, struct cs_text b);

/* Is there one currency that all n texts may mean? */
bool cs_currency_one(const char *const *texts, size_t n);

/* Is a letter, or what is beyond ASCII and no sign, at t? */
bool cs_currency_word_goes_on(const struct cs_cursor *t);

#endif

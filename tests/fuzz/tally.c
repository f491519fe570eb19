/*
 * tally.c - fuzzes the unpacking of tallies: the first byte chooses the kind,
 * the rest stands behind a head that agrees with it.
 *
 * What is unpacked packs into the same bytes; what is not is all zeros.
 */
#include "tally/pack.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "tally/calendar.h"
#include "tally/lapses.h"
#include "tally/repeat.h"
#include "tally/standing.h"
#include "tally/tenure.h"

#define HOLDS(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

enum { DAYS = 20, HEAD = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_number(struct cs_buf *out, uint64_t number, int bytes)
{
	for (; bytes > 0; bytes--, number >>= 8)
		cs_buf_addc(out, (char)(number & 0xff));
}

static void check(const struct cs_tally *kind, const void *rules,
		  const uint8_t *body, size_t size)
{
	struct cs_buf bytes = CS_BUF_INIT, again = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	_Alignas(16) char tally[512] = { 0 };

	HOLDS(kind->size <= sizeof tally);
	cs_buf_adds(&bytes, kind->tag);
	add_number(&bytes, kind->version, 4);
	add_number(&bytes, size, 8);
	add_number(&bytes, crc32_z(0, body, size), 4);
	cs_buf_add(&bytes, body, size);
	if (cs_tally_unpack(kind, tally, rules, bytes.data, bytes.length, NULL,
			    &err) == 0) {
		cs_tally_pack(kind, tally, &again);
		HOLDS(again.length == bytes.length);
		HOLDS(memcmp(again.data, bytes.data, bytes.length) == 0);
		/* here numbers find a place in memory */
		if (kind == &cs_repeat_tally)
			kind->finish(tally, rules);
		cs_tally_release(kind, tally);
	} else {
		HOLDS(*err.message != '\0');
	}
	for (size_t i = 0; i < sizeof tally; i++)
		HOLDS(tally[i] == 0);
	cs_buf_release(&bytes);
	cs_buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct cs_gap_rules gaps = { .length = DAYS };
	cs_day on[DAYS] = { 0 };
	const struct cs_lapse lapse = { .days = { 0, DAYS - 1 }, .on = on };
	const struct cs_repeat_rules repeat = { .span = DAYS };
	const struct cs_calendar calendar = { .unit = CS_WEEK, .count = 3 };
	const struct cs_lapse_rules lapses = { .lapse = &lapse };
	const struct cs_standing_rules standing = { .unit = CS_WEEK,
						    .days = lapse.days };
	const struct {
		const struct cs_tally *tally;
		const void *rules;
	} kinds[] = {
		{ &cs_repeat_tally, &repeat },
		{ &cs_activity_tally, &calendar },
		{ &cs_gaps_tally, &gaps },
		{ &cs_lapses_tally, &lapses },
		{ &cs_tenure_tally, NULL },
		{ &cs_movements_tally, &standing },
		{ &cs_watched_tally, &lapses },
	};
	const size_t nkinds = sizeof kinds / sizeof *kinds;

	if (size > 0)
		check(kinds[data[0] % nkinds].tally,
		      kinds[data[0] % nkinds].rules, data + 1, size - 1);
	return 0;
}

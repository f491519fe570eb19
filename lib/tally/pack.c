/* pack.c - see pack.h. */
#include "tally/pack.h"

#include <string.h>

#include <zlib.h>

enum {
	TAG = 4,
	HEAD = TAG + 4 + 8 + 4,
	LONGEST = 19 /* bytes of 128 bits */
};

__extension__ typedef unsigned __int128 word;

static uint64_t check_sum(const void *bytes, size_t length)
{
	return crc32_z(0, bytes, length);
}

/* --- writing ----------------------------------------------------------- */

static void write_fixed(struct cs_buf *out, uint64_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		cs_buf_addc(out, (char)(value & 0xff));
}

static void write_number(struct cs_buf *out, cs_sum number)
{
	word left = (word)number << 1 ^ (word)(number >> 127);
	char bytes[LONGEST];
	size_t n = 0;

	for (; left >= 0x80; left >>= 7)
		bytes[n++] = (char)((left & 0x7f) | 0x80);
	bytes[n++] = (char)left;
	cs_buf_add(out, bytes, n);
}

static void write_text(struct cs_buf *out, struct cs_text text)
{
	write_number(out, (cs_sum)text.length);
	cs_buf_add(out, text.bytes, text.length);
}

static void write_kept(struct cs_buf *out, const struct cs_kept *kept)
{
	size_t n = kept != NULL ? 1 + (size_t)kept->more : 0;

	write_number(out, (cs_sum)n);
	for (size_t i = 0; i < n; i++) {
		write_number(out, kept[i].day);
		write_number(out, kept[i].varies);
		write_text(out, kept[i].text);
	}
}

static void write_real(struct cs_buf *out, double real)
{
	uint64_t bits;

	memcpy(&bits, &real, sizeof bits);
	write_fixed(out, bits, 8);
}

static void write_member(struct cs_buf *out, char letter, const void *member)
{
	const struct cs_square_sum *squares = member;

	switch (letter) {
	case '|': break;
	case 'b': write_number(out, *(const uint8_t *)member); break;
	case 'f': write_real(out, *(const double *)member); break;
	case 't': write_text(out, *(const struct cs_text *)member); break;
	case 'k':
		write_kept(out, *(const struct cs_kept *const *)member);
		break;
	case 'q': write_number(out, *(const int64_t *)member); break;
	case 's': write_number(out, *(const cs_sum *)member); break;
	case 'Q':
		write_number(out, (cs_sum)squares->low);
		write_number(out, (int64_t)squares->high);
		write_number(out, squares->unknown);
		break;
	default: write_number(out, *(const int32_t *)member);
	}
}

static void write_item(struct cs_buf *out, const char *items, const char *item)
{
	for (size_t at = 0; *items != '\0'; items++)
		write_member(out, *items, item + cs_member_place(*items, &at));
}

static void write_members(struct cs_buf *out, const struct cs_members *m,
			  const void *tally)
{
	struct cs_member_list list;

	if (m->kind == CS_ONE) {
		write_item(out, m->items, (const char *)tally + m->at);
		return;
	}
	list = cs_member_list(m, tally);
	write_number(out, (cs_sum)*list.count);
	for (size_t i = 0; i < *list.count; i++)
		write_item(out, m->items, list.items + i * m->size);
}

void cs_tally_pack(const struct cs_tally *kind, const void *tally,
		   struct cs_buf *out)
{
	struct cs_buf body = CS_BUF_INIT;

	for (const struct cs_members *m = kind->members; m->items != NULL; m++)
		write_members(&body, m, tally);
	cs_buf_add(out, kind->tag, TAG);
	write_fixed(out, kind->version, 4);
	write_fixed(out, body.length, 8);
	write_fixed(out, check_sum(body.data, body.length), 4);
	cs_buf_add(out, body.data, body.length);
	cs_buf_release(&body);
}

/* --- reading ----------------------------------------------------------- */

struct reader {
	const unsigned char *at, *end;
	struct cs_arena *texts;
	enum { FINE, DAMAGED, OTHER_RULES } state; /* the first that was met */
};

static void stop(struct reader *in, int state)
{
	if (in->state == FINE)
		in->state = state;
	in->at = in->end;
}

static uint64_t read_fixed(const unsigned char *bytes, int n)
{
	uint64_t value = 0;

	while (n-- > 0)
		value = value << 8 | bytes[n];
	return value;
}

/* Between low and high; low where there is no such number. */
static cs_sum read_number(struct reader *in, cs_sum low, cs_sum high)
{
	word sum = 0;
	cs_sum number;

	for (int shift = 0; in->at < in->end; shift += 7) {
		word bits = *in->at & 0x7f;

		if (shift == 7 * (LONGEST - 1) && bits > 3)
			break;
		sum |= bits << shift;
		if (*in->at++ & 0x80) {
			if (shift == 7 * (LONGEST - 1))
				break;
			continue;
		}
		number = (cs_sum)(sum >> 1 ^ -(sum & 1));
		/* a zero on top would be a second way to write it */
		if ((bits == 0 && shift > 0) || number < low || number > high)
			break;
		return number;
	}
	stop(in, DAMAGED);
	return low;
}

static double read_real(struct reader *in)
{
	uint64_t bits;
	double real;

	if (in->end - in->at < 8) {
		stop(in, DAMAGED);
		return 0;
	}
	bits = read_fixed(in->at, 8);
	in->at += 8;
	memcpy(&real, &bits, sizeof real);
	return real;
}

static struct cs_text read_text(struct reader *in)
{
	size_t length = (size_t)read_number(in, 0, in->end - in->at);
	const char *from = (const char *)in->at;

	if (length > (size_t)(in->end - in->at) || in->texts == NULL) {
		stop(in, DAMAGED);
		return (struct cs_text){ "", 0 };
	}
	in->at += length;
	return (struct cs_text){ cs_arena_copy(in->texts, from, length),
				 length };
}

static const struct cs_kept *read_kept(struct reader *in)
{
	size_t n = (size_t)read_number(in, 0, CS_MAX_FIELDS);
	struct cs_kept *kept;

	if (n == 0 || in->texts == NULL)
		return NULL;
	kept = cs_arena_alloc(in->texts, n * sizeof *kept);
	for (size_t i = 0; i < n; i++) {
		kept[i].day = (cs_day)read_number(in, INT32_MIN, INT32_MAX);
		kept[i].varies = read_number(in, 0, 1) != 0;
		kept[i].more = (uint16_t)(n - 1 - i);
		kept[i].text = read_text(in);
	}
	return kept;
}

static void read_member(struct reader *in, char letter, void *member)
{
	const cs_sum most = (cs_sum)((word)-1 >> 1);
	struct cs_square_sum *squares = member;
	int32_t number;

	switch (letter) {
	case '|': return;
	case 'b': *(uint8_t *)member = (uint8_t)read_number(in, 0, 255); return;
	case 'f': *(double *)member = read_real(in); return;
	case 't': *(struct cs_text *)member = read_text(in); return;
	case 'k': *(const struct cs_kept **)member = read_kept(in); return;
	case 'q':
		*(int64_t *)member =
		    (int64_t)read_number(in, INT64_MIN, INT64_MAX);
		return;
	case 's': *(cs_sum *)member = read_number(in, -most - 1, most); return;
	case 'Q':
		squares->low = (word)read_number(in, -most - 1, most);
		squares->high = (uint64_t)read_number(in, INT64_MIN, INT64_MAX);
		squares->unknown = read_number(in, 0, 1) != 0;
		return;
	}
	number = (int32_t)read_number(in, INT32_MIN, INT32_MAX);
	if (letter == '=' && *(int32_t *)member != number)
		stop(in, OTHER_RULES);
	*(int32_t *)member = number;
}

static void read_item(struct reader *in, const char *items, char *item)
{
	for (size_t at = 0; *items != '\0'; items++)
		read_member(in, *items, item + cs_member_place(*items, &at));
}

static void read_members(struct reader *in, const struct cs_members *m,
			 void *tally)
{
	struct cs_member_list list;
	size_t count;

	if (m->kind == CS_ONE) {
		read_item(in, m->items, (char *)tally + m->at);
		return;
	}
	/* an item has at least a byte: what is cut off takes no memory */
	count = (size_t)read_number(in, 0, in->end - in->at);
	list = cs_member_list(m, tally);
	if (m->kind != CS_FIXED)
		list.items = cs_member_lengthen(m, tally, count);
	else if (count != *list.count)
		stop(in, OTHER_RULES);
	for (size_t i = 0; i < count && in->state == FINE; i++)
		read_item(in, m->items, list.items + i * m->size);
}

static int refuse_damage(const struct cs_tally *kind, struct cs_err *err)
{
	return cs_fail(err, "tally-damaged",
		       "the packed tally \"%s\" is damaged: pack it again",
		       kind->tag);
}

static int check_head(const struct cs_tally *kind, const unsigned char *bytes,
		      size_t length, struct cs_err *err)
{
	uint64_t version;

	if (length < HEAD)
		return cs_fail(err, "tally-damaged",
			       "the packed tally is cut off: pack it again");
	if (memcmp(bytes, kind->tag, TAG) != 0)
		return cs_fail(err, "tally-kind",
			       "this is no packed tally \"%s\"", kind->tag);
	version = read_fixed(bytes + TAG, 4);
	if (version != kind->version)
		return cs_fail(err, "tally-version",
			       "the packed tally \"%s\" is of version %lu, not "
			       "%lu: pack it with the same version of cs-tools",
			       kind->tag, (unsigned long)version,
			       (unsigned long)kind->version);
	if (read_fixed(bytes + TAG + 4, 8) != length - HEAD)
		return cs_fail(err, "tally-damaged",
			       "the packed tally \"%s\" is cut off, or more "
			       "follows it: pack it again",
			       kind->tag);
	if (read_fixed(bytes + TAG + 12, 4) !=
	    check_sum(bytes + HEAD, length - HEAD))
		return refuse_damage(kind, err);
	return 0;
}

int cs_tally_unpack(const struct cs_tally *kind, void *tally, const void *rules,
		    const void *bytes, size_t length, struct cs_arena *texts,
		    struct cs_err *err)
{
	const unsigned char *begin = bytes;
	struct reader in;

	memset(tally, 0, kind->size);
	cs_fail_at(err, NULL, 0, 0);
	if (check_head(kind, begin, length, err) != 0)
		return -1;
	in = (struct reader){ begin + HEAD, begin + length, texts, FINE };
	cs_tally_init(kind, tally, rules);
	for (const struct cs_members *m = kind->members; m->items != NULL; m++)
		read_members(&in, m, tally);
	if (in.at < in.end ||
	    (kind->sound != NULL && in.state == FINE && !kind->sound(tally)))
		stop(&in, DAMAGED);
	if (in.state == FINE)
		return 0;
	cs_tally_release(kind, tally);
	if (in.state == OTHER_RULES)
		return cs_fail(err, "tally-rules",
			       "the packed tally \"%s\" was counted over other "
			       "days or periods: only those of one choice of "
			       "dates add up",
			       kind->tag);
	return refuse_damage(kind, err);
}

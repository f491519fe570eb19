/*
 * The three ways from a block to cells against each other and against libcsv,
 * on nasty blocks and on many thousand pseudo-random ones; and a few cells by
 * hand, so that all of them being wrong in the same way would be noticed.
 */
#include "input/csv.h"

#include <stdlib.h>

#include "base/buf.h"
#include "csv_agree.h"
#include "input/scan.h"
#include "tap.h"

static const char *const nasty[] = {
	"",
	"\n",
	"\r",
	"\r\n\r\n",
	"a",
	"a,b",
	"a,b\n",
	"a,b\r\n",
	"a,b\r",
	"a\rb\rc,d\r",
	"a,b\rc,d\n",
	"a,b\r\r\n",
	"a\n\rb\n",
	"a,\r\n,b\r\n",
	",\n",
	",,,\n,,\n,\n\n,\n",
	" , \t,\n",
	"   \n\t\n \t \r\na,b\n",
	"  a b\t,\tc d  \n",
	"\"a\",\"b\"\n",
	"\"a\" ,\t\"b\"\n",
	"\"a,b\",\"c\nd\",\"e\r\nf\"\r\n",
	"\"\",\"\"\"\",\"\"\"\"\"\"\n",
	"\"a\"\"b\"\n",
	"\" a \",\"\t\"\n",
	"\"\"\n",
	"\"\"\n\"\"\n,\"\"\n",
	"\"a\"\r\"b\"\n",
	"\"a\n\nb\"\n\n\n\"c\"\n",
	"12\" monitor,5\n",
	"a,b\n12\" monitor,5\nc,d\n",
	"a,12\" and 14\" wide,5\n",
	"\"a\"b,c\n",
	"\"a\" b,c\n",
	"\"a\"\"\n",
	"\"a\n",
	"a,b\nc,\"d\ne,f\n",
	"a,\"",
	"\"",
	"\"\"\"",
	"\"a\"x\n\"b\n",
	"a,b\n\"c\nd\"x,e\nf,g\n",
	"\"a\",\"b\"\rc,\"d\n",
	"x\"\n",
	"\"a\"\",b\n\"c\",d\n",
	"a;b|c\td\n",
	"\xef\xbb\xbf\"a\",b\n",
	"\xff\xfe,\x80\n",
	"\v,\f\n",
	"a,b,c\n1,2\n1,2,3,4\n\n1\n",
	"# no comment,a\n#,b\n",
	"a,b\n\r\nc,d\r\n",
	"\n\n\na,b\n",
	"a,b\n   c , d\n   \"e\" ,f\n",
};

/* Bytes as one line of TAP can show them. */
static const char *shown(const char *bytes, size_t length)
{
	static struct cs_buf text = CS_BUF_INIT;

	cs_buf_clear(&text);
	for (size_t i = 0; i < length; i++)
		if (bytes[i] > ' ' && bytes[i] < 0x7F && bytes[i] != '#')
			cs_buf_addc(&text, bytes[i]);
		else
			cs_buf_addf(&text, "\\x%02X", (unsigned char)bytes[i]);
	return text.data;
}

/* The block also far from where a vector begins, and with many rows before it.
 */
static const char *shifted(const char *block, size_t length, size_t shift)
{
	struct cs_buf buf = CS_BUF_INIT;
	const char *what;

	while (buf.length < shift)
		cs_buf_adds(&buf, shift % 2 ? "1,2\n" : "\"1\",2\n");
	cs_buf_add(&buf, block, length);
	what = csv_disagreement(buf.data, buf.length, ',', '"');
	cs_buf_release(&buf);
	return what;
}

static void test_nasty(void)
{
	for (size_t i = 0; i < sizeof nasty / sizeof *nasty; i++) {
		size_t length = strlen(nasty[i]);
		const char *what = csv_disagreement(nasty[i], length, ',', '"');

		for (size_t shift = 1; what == NULL && shift < 200; shift += 7)
			what = shifted(nasty[i], length, shift);
		if (what == NULL)
			what = csv_disagreement(nasty[i], length, ',',
						CS_NO_QUOTE);
		if (what == NULL)
			what = csv_disagreement(nasty[i], length, ';', '\'');
		if (what == NULL)
			what = csv_disagreement(nasty[i], length, '\t', '"');
		ok(what == NULL, "as libcsv: %s%s%s", shown(nasty[i], length),
		   what ? ": " : "", what ? what : "");
	}
}

/* --- pseudo-random blocks ------------------------------------------------ */

static uint64_t state = 20250101;

static size_t draw(size_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)(state >> 20) % below;
}

static const char *pick(const char *const *list, size_t n)
{
	return list[draw(n)];
}

#define PICK(list) pick(list, sizeof list / sizeof *list)

/* Well-formed cells, but for one in `odd` (0: all). */
static void add_cell(struct cs_buf *out, bool quotes, size_t odd)
{
	static const char *const plain[] = {
		"",
		"a",
		"12.50",
		" ",
		" x",
		"y\t",
		"caf\xc3\xa9",
		"2025-01-31",
		"a long cell of some forty bytes, n",
		"#1001"
	};
	static const char *const quoted[] = {
		"\"\"",
		"\"a\"",
		"\"a,b\"",
		"\"a\"\"b\"",
		"\"a\nb\"",
		"\"a\r\nb\"",
		"\"a\rb\"",
		"\" \"",
		"\"\"\"\"",
		"\"\n\n\"",
		" \"a\"",
		"\"a\"\t",
		("\"a quoted cell of over sixty-four bytes: a vector is all "
		 "inside\""),
	};
	static const char *const stray[] = { "\"",    "a\"",  "\"a\"b", "\r",
					     "\"a\r", "a\rb", "\"a\"\"" };

	if (odd > 0 && draw(odd) == 0)
		cs_buf_adds(out, PICK(stray));
	else if (quotes && draw(2) == 0)
		cs_buf_adds(out, PICK(quoted));
	else
		cs_buf_adds(out, PICK(plain));
}

static void make_block(struct cs_buf *out)
{
	static const char *const ends[] = { "\n",	   "\r\n", "\r", "\n\n",
					    "\r\n \t\r\n", "\n\r", "" };
	size_t columns = 1 + draw(4), records = draw(24), kinds = 1 + draw(7);
	size_t odd = draw(3) == 0 ? 30 : 0, ragged = draw(2) ? 9 : 0;
	bool quotes = draw(3) > 0;

	cs_buf_clear(out);
	for (size_t r = 0; r < records; r++) {
		size_t n = ragged && draw(ragged) == 0 ? 1 + draw(5) : columns;

		for (size_t i = 0; i < n; i++) {
			if (i > 0)
				cs_buf_addc(out, ',');
			add_cell(out, quotes, odd);
		}
		cs_buf_adds(out, ends[draw(kinds < 7 ? kinds : 6)]);
	}
	if (draw(2) == 0)
		cs_buf_addc(out, '\n');
}

/* Anything at all, of the bytes that matter. */
static void make_noise(struct cs_buf *out)
{
	static const char alphabet[] = ",,,\"\"\n\n\r a\t;";
	size_t length = draw(160);

	cs_buf_clear(out);
	while (out->length < length)
		cs_buf_addc(out, alphabet[draw(sizeof alphabet - 1)]);
}

static void test_random(void (*make)(struct cs_buf *), const char *name,
			int rounds)
{
	struct cs_buf block = CS_BUF_INIT;
	const char *what = NULL;
	int i;

	for (i = 0; what == NULL && i < rounds; i++) {
		make(&block);
		what = csv_disagreement(block.data, block.length, ',', '"');
		if (what == NULL)
			what = csv_disagreement(block.data, block.length, ';',
						CS_NO_QUOTE);
	}
	if (!ok(what == NULL, "%d blocks of %s", rounds, name))
		printf("# %s: %s\n", what, shown(block.data, block.length));
	cs_buf_release(&block);
}

/* --- by hand ------------------------------------------------------------- */

static void is_cell(const struct cs_batch *batch, size_t record, size_t index,
		    const char *want)
{
	struct cs_cells cells = cs_batch_cells(batch, record);
	struct cs_text cell = cs_cells_at(&cells, index);

	ok(cell.length == strlen(want) &&
	       memcmp(cell.bytes, want, cell.length) == 0,
	   "cell %zu of record %zu is %s", index, record,
	   shown(want, strlen(want)));
}

static void test_by_hand(enum cs_csv_path path, const char *name)
{
	static const char block[] = "id, name ,x\r\n"
				    "\n"
				    "1,\"O\"\"Neill, Ann\",\"a\nb\"\r\n"
				    "2,,\n";
	struct cs_csv *csv = cs_csv_new(',', '"', 3, path);
	const struct cs_batch *batch = cs_csv_split(csv, block, strlen(block));

	if (ok(batch->nrecords == 3, "%s: three records", name)) {
		is_cell(batch, 0, 1, "name");
		is_cell(batch, 0, 2, "x");
		is_cell(batch, 1, 1, "O\"Neill, Ann");
		is_cell(batch, 1, 2, "a\nb");
		is_cell(batch, 2, 1, "");
		is_cell(batch, 2, 2, "");
		is_int(cs_batch_cells(batch, 2).count, 3, "three cells");
		is_int(batch->raw[1], 14,
		       "the second begins behind the blank line");
		is_int(batch->raw[2], 14 + 25, "and the third on its line");
	}
	batch = cs_csv_split(csv, "1,2,3\n4,5\"6,7\n8,9,10\n", 21);
	is_int((long long)batch->nrecords, 1,
	       "one record before a stray quote");
	ok(batch->failed && !batch->unclosed, "which is a failure");
	is_int((long long)batch->failed_at, 6, "where its record begins");
	batch = cs_csv_split(csv, "1,2,3\n4,\"5,6\n7,8,9\n", 19);
	ok(batch->failed && batch->unclosed, "a quote that is never closed");
	is_int((long long)batch->failed_at, 6, "where its record begins");
	cs_csv_free(csv);
}

/* Do quotes stand around whole cells, and in pairs within? How many pairs. */
static bool strict_plainly(const struct cs_buf *block, char quote,
			   size_t *pairs)
{
	enum { AT_CELL, PLAIN, QUOTED, BEHIND_QUOTE } at = AT_CELL;

	*pairs = 0;
	for (size_t i = 0; i < block->length; i++) {
		char c = block->data[i];
		bool is_quote = quote != '\0' && c == quote;
		bool separates = c == ',' || c == '\n';

		if (at == QUOTED) {
			at = is_quote ? BEHIND_QUOTE : QUOTED;
		} else if (at == BEHIND_QUOTE && is_quote) {
			++*pairs;
			at = QUOTED;
		} else if (is_quote && at == AT_CELL) {
			at = QUOTED;
		} else if (is_quote ||
			   (at == BEHIND_QUOTE && !separates && c != '\r')) {
			return false;
		} else {
			at = separates ? AT_CELL : PLAIN;
		}
	}
	return at != QUOTED;
}

/* What a scan finds, byte by byte. */
static struct cs_scan scan_plainly(const struct cs_buf *block, char quote,
				   uint32_t *position)
{
	struct cs_scan scan = { 0 };
	bool open = false;

	for (size_t i = 0; i < block->length; i++) {
		char c = block->data[i];

		open ^= quote != '\0' && c == quote;
		scan.feeds += c == '\n';
		scan.carriages += c == '\r';
		if (open)
			continue;
		scan.lines += c == '\n';
		scan.returns += c == '\r';
		if (c == ',' || c == '\n')
			position[scan.separators++] = (uint32_t)i;
	}
	scan.strict = strict_plainly(block, quote, &scan.pairs);
	return scan;
}

/* The second quotes of pairs lie behind quotes within cells. */
static bool finds_pairs(const struct cs_buf *block, const uint32_t *pair,
			size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += pair[i] > 0 && block->data[pair[i]] == '"' &&
			 block->data[pair[i] - 1] == '"' &&
			 (i == 0 || pair[i] > pair[i - 1] + 1);
	return found == count;
}

static void test_scan(enum cs_vectors vectors, const char *name)
{
	uint32_t got[512], want[512], pair[512];
	size_t wrong = 0, strict = 0;
	struct cs_buf block = CS_BUF_INIT;

	if (vectors > cs_scan_vectors()) {
		skip(2, "this processor has no such vectors");
		return;
	}
	for (int i = 0; i < 9000; i++) {
		struct cs_scan a, b;
		char quote = draw(3) ? '"' : '\0';

		(draw(2) ? make_noise : make_block)(&block);
		cs_buf_addc(&block, '\n');
		if (block.length + 64 > 512)
			continue;
		a = cs_scan_separators(block.data, block.length, ',', quote,
				       got, pair, vectors);
		b = scan_plainly(&block, quote, want);
		strict += b.strict && b.pairs > 0;
		wrong += a.separators != b.separators || a.lines != b.lines ||
			 a.returns != b.returns || a.strict != b.strict ||
			 a.feeds != b.feeds || a.carriages != b.carriages ||
			 (b.strict && a.pairs != b.pairs) ||
			 (b.strict && !finds_pairs(&block, pair, b.pairs)) ||
			 cs_scan_count(block.data, block.length, '\n',
				       vectors) != b.feeds ||
			 memcmp(got, want, b.separators * sizeof *got) != 0;
	}
	is_int((long long)wrong, 0, name);
	ok(strict > 100, "with pairs of quotes in %zu blocks", strict);
	cs_buf_release(&block);
}

int main(void)
{
	test_nasty();
	test_random(make_block, "rows", 6000);
	test_random(make_noise, "noise", 6000);
	test_by_hand(CS_CSV_AUTO, "vectors");
	test_by_hand(CS_CSV_AVX2, "vectors of 32 bytes");
	test_by_hand(CS_CSV_PORTABLE, "portable");
	test_by_hand(CS_CSV_LIBCSV, "libcsv");
	test_scan(CS_NO_VECTORS, "portable code finds what is there");
	test_scan(CS_AVX2, "vectors of 32 bytes find what is there");
	test_scan(CS_AVX512, "vectors of 64 bytes find what is there");
	return done_testing();
}

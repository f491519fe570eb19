/* Strings that grow, arenas, messages, hashes. */
#include "base/buf.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/mem.h"
#include "tap.h"

static void test_buf(void)
{
	struct cs_buf buf = CS_BUF_INIT, other = CS_BUF_INIT;
	size_t wrong = 0;

	is_str(buf.data, "", "empty before anything is added");
	cs_buf_clear(&buf);
	cs_buf_add(&buf, NULL, 0);
	is_int((long long)buf.capacity, 0, "nothing takes no memory");
	cs_buf_adds(&buf, "one");
	cs_buf_addc(&buf, ' ');
	cs_buf_addf(&buf, "%s %d", "two", 3);
	cs_buf_add(&buf, "\0x", 2);
	is_str(buf.data, "one two 3", "added");
	is_int((long long)buf.length, 11, "a NUL counts");
	ok(buf.data[10] == 'x' && buf.data[11] == '\0', "and one is behind");
	cs_buf_clear(&buf);
	is_str(buf.data, "", "cleared");
	for (int i = 0; i < 5000; i++) {
		cs_buf_addf(&buf, "%d,", i % 10);
		wrong += buf.data[buf.length] != '\0';
		wrong += buf.length != (size_t)(i + 1) * 2;
		wrong += buf.capacity <= buf.length;
	}
	is_int((long long)wrong, 0, "grown five thousand times");
	ok(strncmp(buf.data + 9990, "5,6,7,8,9,", 11) == 0, "up to its end");
	cs_buf_room(&buf, 100000)[99999] = 'x';
	ok(buf.capacity > buf.length + 100000, "room for more");
	/* longer than what there is room for at first */
	cs_buf_addf(&other, "%0300d", 7);
	is_int((long long)other.length, 300, "a long number");
	ok(other.data[299] == '7', "to its last digit");
	cs_buf_release(&other);
	cs_buf_release(&buf);
	is_str(buf.data, "", "released, and fit for use");
	cs_buf_addc(&buf, 'x');
	is_str(buf.data, "x", "used again");
	cs_buf_release(&buf);
	is_str(cs_buf_empty, "", "nobody wrote to the common empty string");
}

static void is_csv(const char *text, char delimiter, const char *want)
{
	struct cs_buf buf = CS_BUF_INIT;

	cs_buf_add_csv(&buf, text, strlen(text), delimiter);
	is_str(buf.data, want, "as one field of CSV");
	cs_buf_release(&buf);
}

static void test_csv(void)
{
	is_csv("plain", ',', "plain");
	is_csv("a,b", ',', "\"a,b\"");
	is_csv("a,b", '\t', "a,b");
	is_csv("a\tb", '\t', "\"a\tb\"");
	is_csv("12\" tv", ',', "\"12\"\" tv\"");
	is_csv("\"", ',', "\"\"\"\"");
	is_csv("a\nb", ',', "\"a\nb\"");
	is_csv("a\rb", ',', "\"a\rb\"");
	is_csv(" a", ',', "\" a\"");
	is_csv("a ", ',', "\"a \"");
	is_csv("", ',', "");
}

static void test_arena(void)
{
	struct cs_arena arena = { 0 };
	char *texts[3000];
	size_t wrong = 0;

	for (int i = 0; i < 3000; i++) {
		char text[40];
		size_t size = (size_t)i % 37 + (i % 500 == 0 ? 10000 : 0);
		char *block = cs_arena_alloc(&arena, size);

		wrong += (uintptr_t)block % _Alignof(max_align_t) != 0;
		memset(block, 'x', size);
		snprintf(text, sizeof text, "text %d", i);
		texts[i] = cs_arena_copy(&arena, text, strlen(text));
	}
	for (int i = 0; i < 3000; i++) {
		char text[40];

		snprintf(text, sizeof text, "text %d", i);
		wrong += strcmp(text, texts[i]) != 0;
	}
	is_int((long long)wrong, 0, "what an arena gave is aligned and apart");
	cs_arena_release(&arena);
	ok(arena.chunk == NULL, "and can be given back");
	is_str(cs_arena_copy(&arena, "ab\0c", 2), "ab", "and used again");
	cs_arena_release(&arena);
}

static void test_err(void)
{
	static char name[] = "f.csv";
	struct cs_err err = CS_ERR_INIT;
	char longest[2 * sizeof err.message];

	is_int(cs_fail_at(&err, name, 62, 3), -1, "a failure is -1");
	is_int(cs_fail(&err, "bad-amount", "cannot read \"%s\"", "12x"), -1,
	       "always");
	is_str(err.message, "cannot read \"12x\"", "the message");
	ok(err.file == name && err.line == 62 && err.column == 3,
	   "the place stays");
	memset(longest, 'y', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	is_int(cs_fail_prefix(&err, "--where"), -1, "a prefix is a failure");
	is_str(err.message, "--where: cannot read \"12x\"",
	       "before the message");
	is_str(err.code, "bad-amount", "the code stays");
	cs_fail(&err, NULL, "%s", longest);
	is_int((long long)strlen(err.message), sizeof err.message - 1,
	       "a long message is cut");
}

/* Not a test of quality, but equal bytes must hash alike wherever they lie. */
static void test_hash(void)
{
	char bytes[120], moved[130];
	uint64_t seen[100];
	struct cs_hash_seed seed = cs_hash_draw_seed();
	size_t wrong = 0, alike = 0;

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 37 + 11);
	for (size_t n = 0; n < 100; n++) {
		seen[n] = cs_hash(&seed, bytes, n);
		for (size_t shift = 0; shift < 9; shift++) {
			memcpy(moved + shift, bytes, n);
			wrong += cs_hash(&seed, moved + shift, n) != seen[n];
		}
		for (size_t m = 0; m < n; m++)
			alike += seen[m] == seen[n];
		for (size_t i = 0; i < n; i++) {
			memcpy(moved, bytes, n);
			moved[i] ^= 1;
			alike += cs_hash(&seed, moved, n) == seen[n];
		}
	}
	is_int((long long)wrong, 0, "the hash does not depend on the place");
	is_int((long long)alike, 0, "every length and every bit counts");
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

enum { KEYS = 20000 };

/* How many hashes of KEYS keys FIRST 00012345 LAST. */
static long long hashes(const struct cs_hash_seed *seed, const char *first,
			const char *last)
{
	static uint64_t list[KEYS];
	char key[64];
	long long count = 1;

	for (int i = 0; i < KEYS; i++) {
		int n = snprintf(key, sizeof key, "%s%08d%s", first, i, last);

		list[i] = cs_hash(seed, key, (size_t)n);
	}
	qsort(list, KEYS, sizeof *list, by_value);
	for (int i = 1; i < KEYS; i++)
		count += list[i] != list[i - 1];
	return count;
}

/* Keys that are made to share a hash do so under the seed they are made for,
 * which nobody knows before. */
static void test_seeds(void)
{
	struct cs_hash_seed known = { { 0, 1 } };
	struct cs_hash_seed drawn = cs_hash_draw_seed();
	struct cs_hash_seed another = cs_hash_draw_seed();

	/* the first word, less the seed, is 0, and so is the product */
	memcpy(&known.word[0], "AAAAAAAA", 8);
	is_int(hashes(&known, "AAAAAAAA", "AAAAAAAA"), 1,
	       "all alike under a seed that is known");
	is_int(hashes(&drawn, "AAAAAAAA", "AAAAAAAA"), KEYS,
	       "none alike under a seed that is drawn");
	/* found for a hash without a seed */
	is_int(hashes(&drawn, "customer-0000ERY", "wWIotlCk-tail-xy"), KEYS,
	       "keys for which the product was 0 without a seed");
	ok(memcmp(&drawn, &another, sizeof drawn) != 0,
	   "each table has a seed of its own");
	ok(cs_hash(&drawn, "ann", 3) != cs_hash(&another, "ann", 3) &&
	       cs_hash_words(&drawn, 1, 2, 3) !=
		   cs_hash_words(&another, 1, 2, 3),
	   "on which a hash depends");
}

int main(void)
{
	test_buf();
	test_csv();
	test_arena();
	test_err();
	test_hash();
	test_seeds();
	return done_testing();
}

/*
 * Keys of contacts that are written otherwise than those of orders: by hand,
 * and over many drawn ones against every pair of them.
 */
#include "data/alike.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/buf.h"
#include "simulate/draw.h"
#include "tap.h"
#include "data_load.h"

static void no_contact(const struct cs_row *row, struct cs_contact *contact)
{
	contact->responded = contact->resolved = row->day;
}

/* A file of these keys, which stand one behind the other with bars between. */
static const char *write_keys(const char *name, const char *keys,
			      const char *header, const char *rest)
{
	struct cs_buf text = CS_BUF_INIT;
	const char *path;

	cs_buf_adds(&text, header);
	while (*keys != '\0') {
		size_t n = strcspn(keys, "|");

		cs_buf_addc(&text, '"');
		cs_buf_add(&text, keys, n);
		cs_buf_addf(&text, "\"%s\n", rest);
		keys += n + (keys[n] == '|');
	}
	path = temp_text(name, text.data);
	cs_buf_release(&text);
	return path;
}

static void load_keys(const char *orders, const char *contacts,
		      struct cs_data *data)
{
	const char *files[] = {
		write_keys("orders.csv", orders, "customer,date,amount\n",
			   ",2024-01-02,3"),
		write_keys("contacts.csv", contacts, "customer,date\n",
			   ",2024-01-02"),
	};
	struct cs_load_options options = load_options(&files[0], 1);
	struct cs_input input = options.input;
	struct cs_err err = CS_ERR_INIT;

	input.files = &files[1];
	input.columns[CS_ROLE_AMOUNT].wanted =
	    input.columns[CS_ROLE_ORDER].wanted =
		input.columns[CS_ROLE_CURRENCY].wanted = CS_UNUSED;
	options.contacts = &input;
	options.contact = no_contact;
	if (cs_load(&options, data, &err) != 0) {
		printf("Bail out! %.200s\n", err.message);
		exit(1);
	}
}

/* "case 1 blanks 0 ... all 1", without those that are 0. */
static void hints(const char *orders, const char *contacts, struct cs_buf *out)
{
	uint64_t counts[CS_NKEY_CHANGES + 1];
	struct cs_data data;

	load_keys(orders, contacts, &data);
	cs_alike_contacts(&data, counts);
	cs_data_release(&data);
	cs_buf_clear(out);
	for (int i = 0; i <= CS_NKEY_CHANGES; i++)
		if (counts[i] > 0)
			cs_buf_addf(out, "%s%s %llu",
				    out->length > 0 ? " " : "",
				    i < CS_NKEY_CHANGES ? cs_key_change_names[i]
							: "all",
				    (unsigned long long)counts[i]);
}

static void hinted(const char *orders, const char *contacts, const char *want,
		   const char *name)
{
	struct cs_buf got = CS_BUF_INIT;

	hints(orders, contacts, &got);
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

static void test_by_hand(void)
{
	hinted("ab1|cd2", "AB1|cd2", "case 1 all 1", "capitals");
	hinted("AB1", "ab1", "case 1 all 1", "... in the orders");
	hinted("AB 1|AB2", "AB1|A B 2", "blanks 2 all 2",
	       "spaces inside, on either side");
	hinted("17|18", "0017|018", "zeros 2 all 2", "leading zeros");
	hinted("17.0|18", "17|18.0", "point-zero 2 all 2", ".0 at the end");
	hinted("k7", "K 7", "all 1",
	       "capitals and a space: only all of it helps");
	hinted("k7", "0 K7.0", "all 1", "all four at once");
	hinted("a|b|c", "x|y|z", "", "others altogether");
	hinted("a|b", "a|b", "", "who has orders is not counted");
	hinted("a1", "A1|A 1", "case 1 all 2",
	       "two that become one count as two");
	hinted("a1|A1", "a 1", "blanks 1 all 1",
	       "one that becomes two counts once");
}

static void test_edges(void)
{
	hinted("0", "00|000", "zeros 2 all 2", "the last zero stays");
	hinted("0", "0.0", "point-zero 1 all 1", "0.0 is 0");
	hinted("x", ".0", "", ".0 alone stays");
	hinted("1", "1.00|1.10", "", "other decimals stay");
	hinted("10", "1|100", "", "zeros at the end stay");
	hinted("\303\251", "\303\211", "case 1 all 1",
	       "letters beyond ASCII have a small form, too");
	hinted("O'Hara|0171/1234567", "OHara|0171-1234567",
	       "apostrophes 1 signs 1 all 2", "apostrophes, and signs");
	hinted("a customer whose key is longer than a few words",
	       "A CUSTOMER WHOSE KEY IS LONGER THAN A FEW WORDS",
	       "case 1 all 1", "long keys");
}

/* --- drawn keys ---------------------------------------------------------- */

enum { KEYS = 150, LENGTH = 5, ROUNDS = 20 };

typedef char key[LENGTH + 1];

/* Of few letters, so that many are alike; none begins or ends with a space. */
static void draw_keys(struct draws *state, key *keys, struct cs_buf *list)
{
	static const char letters[] = "aAB001. ";

	cs_buf_clear(list);
	for (int k = 0; k < KEYS; k++) {
		uint32_t n = 1 + draw_below(state, LENGTH);

		for (uint32_t i = 0; i < n; i++) {
			bool end = i == 0 || i + 1 == n;

			keys[k][i] = letters[draw_below(state, end ? 7 : 8)];
		}
		keys[k][n] = '\0';
		cs_buf_addf(list, "%s%s", k > 0 ? "|" : "", keys[k]);
	}
}

static void rewrite(const char *from, unsigned how, char *to)
{
	size_t n = 0, start = 0;

	for (; *from != '\0'; from++)
		if (*from != ' ' || (how & CS_KEY_BLANKS) == 0)
			to[n++] = (how & CS_KEY_CASE) != 0
				      ? (char)tolower((unsigned char)*from)
				      : *from;
	to[n] = '\0';
	if ((how & CS_KEY_POINT_ZERO) != 0 && n > 2 &&
	    strcmp(to + n - 2, ".0") == 0)
		to[n - 2] = '\0';
	if ((how & CS_KEY_ZEROS) != 0)
		start = strspn(to, "0");
	if (start > 0 && to[start] == '\0')
		start--;
	memmove(to, to + start, strlen(to + start) + 1);
}

static bool is_among(const char *one, key *keys, int n)
{
	for (int k = 0; k < n; k++)
		if (strcmp(keys[k], one) == 0)
			return true;
	return false;
}

/* Every pair is looked at. */
static uint64_t count_pairs(key *orders, key *contacts, unsigned how)
{
	uint64_t count = 0;
	key changed[KEYS], one;

	for (int k = 0; k < KEYS; k++)
		rewrite(orders[k], how, changed[k]);
	for (int k = 0; k < KEYS; k++) {
		if (is_among(contacts[k], orders, KEYS) ||
		    is_among(contacts[k], contacts, k))
			continue;
		rewrite(contacts[k], how, one);
		count += is_among(one, changed, KEYS);
	}
	return count;
}

static void test_drawn(void)
{
	struct draws state = { 11 };
	uint64_t counts[CS_NKEY_CHANGES + 1], sums[CS_NKEY_CHANGES + 1] = { 0 };
	struct cs_buf texts[2] = { CS_BUF_INIT, CS_BUF_INIT };
	static key orders[KEYS], contacts[KEYS];
	struct cs_data data;
	int wrong = 0;

	for (int round = 0; round < ROUNDS; round++) {
		draw_keys(&state, orders, &texts[0]);
		draw_keys(&state, contacts, &texts[1]);
		load_keys(texts[0].data, texts[1].data, &data);
		cs_alike_contacts(&data, counts);
		cs_data_release(&data);
		for (int i = 0; i <= CS_NKEY_CHANGES; i++) {
			unsigned how =
			    i < CS_NKEY_CHANGES ? 1U << i : CS_KEY_ALL;
			uint64_t want = count_pairs(orders, contacts, how);

			wrong += counts[i] != want;
			sums[i] += want;
		}
	}
	is_int(wrong, 0, "drawn keys: as many as every pair says");
	for (int i = 0; i <= CS_NKEY_CHANGES; i++)
		if (i == CS_NKEY_CHANGES || 1U << i <= CS_KEY_POINT_ZERO)
			ok(sums[i] > 0, "change %d was met", i);
	cs_buf_release(&texts[0]);
	cs_buf_release(&texts[1]);
}

int main(void)
{
	test_by_hand();
	test_edges();
	test_drawn();
	return done_testing();
}

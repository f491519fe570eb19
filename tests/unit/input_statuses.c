/* Statuses that were met: which count, and that lists add up in any order. */
#include "input/statuses.h"

#include <stdio.h>

#include "base/buf.h"
#include "tap.h"

static struct cs_status_words *words;

/* Rows of the statuses of `list`, set apart by blanks, each worth 1. */
static void meet(struct cs_statuses *statuses, const char *list)
{
	while (*list != '\0') {
		size_t n = strcspn(list, " ");
		struct cs_status *met = cs_statuses_find(
		    statuses, words, (struct cs_text){ list, n });
		enum cs_verdict verdict =
		    cs_status_verdict(met, (struct cs_status_file){ 0 }, false);

		met->rows[verdict]++;
		met->amounts[verdict]++;
		list += n + (list[n] == ' ');
	}
}

/* As "spelling:in/out/doubt ...". */
static void is_met(struct cs_statuses *statuses, const char *want,
		   const char *name)
{
	struct cs_buf got = CS_BUF_INIT;

	cs_statuses_settle(statuses);
	for (size_t i = 0; i < statuses->count; i++) {
		const struct cs_status *met = &statuses->list[i];

		cs_buf_addf(&got, "%s%s:%d/%d/%d", i > 0 ? " " : "",
			    met->spelling != NULL ? met->spelling : "?",
			    (int)met->rows[CS_STATUS_IN],
			    (int)met->rows[CS_STATUS_OUT],
			    (int)met->rows[CS_STATUS_DOUBT]);
		for (int v = 0; v <= CS_STATUS_DOUBT; v++)
			if (met->amounts[v] != (cs_sum)met->rows[v])
				cs_buf_adds(&got, " amount");
	}
	is_str(got.data, want, name);
	cs_buf_release(&got);
	cs_statuses_release(statuses);
}

static void test_merge(void)
{
	static const char *const parts[] = { "void paid odd Paid", "",
					     "PAID void paid odd NA NA" };
	const char *want = "paid:4/0/0 NA:2/0/0 odd:0/0/2 void:0/2/0";

	for (int turn = 0; turn < 2; turn++) {
		struct cs_statuses sum = { 0 };

		for (int i = 0; i < 3; i++) {
			struct cs_statuses part = { 0 };

			meet(&part, parts[turn ? 2 - i : i]);
			cs_statuses_merge(&sum, &part);
			cs_statuses_release(&part);
		}
		is_met(&sum, want, "spellings of one status, the commonest");
	}
}

static void test_none(void)
{
	struct cs_statuses none = { 0 }, sum = { 0 };

	cs_statuses_merge(&sum, &none);
	is_met(&sum, "", "no rows");
}

/* `from` to `to` different words, each once. */
static void meet_many(struct cs_statuses *statuses, int from, int to)
{
	for (int i = from; i < to; i++) {
		char word[16];

		snprintf(word, sizeof word, "w%d", i);
		meet(statuses, word);
	}
}

static void test_many(void)
{
	for (int more = 0; more < 2; more++) {
		struct cs_statuses one = { 0 }, two = { 0 }, sum = { 0 };
		char want[24];

		meet_many(&one, 0, CS_STATUSES_MOST + more);
		if (more) {
			meet(&one, "w1 w999 paid");
			meet_many(&two, 0, CS_STATUSES_MOST / 2);
			meet_many(&sum, CS_STATUSES_MOST / 2,
				  CS_STATUSES_MOST + 1);
			cs_statuses_merge(&sum, &two);
			cs_statuses_release(&two);
			snprintf(want, sizeof want, "?:0/0/%d",
				 CS_STATUSES_MOST + 1);
			is_met(&sum, want, "too many, of two lists");
			snprintf(want, sizeof want, "?:1/0/%d",
				 CS_STATUSES_MOST + 3);
			is_met(&one, want, "too many, of one");
		} else {
			cs_statuses_settle(&one);
			is_int((long)one.count, CS_STATUSES_MOST,
			       "as many as there may be");
			cs_statuses_release(&one);
		}
	}
}

/* One word may count in one file and not in another. */
static void test_two_kinds(void)
{
	static const char *const void_counts[] = { "void" };
	struct cs_status_words *others = cs_status_words_of(void_counts, 1);
	struct cs_statuses met = { 0 };
	const struct cs_text text = { "void", 4 };

	for (int i = 0; i < 6; i++) {
		struct cs_status *status =
		    cs_statuses_find(&met, i % 2 ? words : others, text);
		enum cs_verdict verdict = cs_status_verdict(
		    status, (struct cs_status_file){ 0 }, false);

		status->rows[verdict]++;
		status->amounts[verdict]++;
	}
	is_met(&met, "void:3/0/0 void:0/3/0", "of two kinds");
	cs_status_words_free(others);
}

static void is_verdict(const char *word, bool refunds, bool negative,
		       enum cs_verdict want)
{
	struct cs_statuses met = { 0 };
	struct cs_status *status = cs_statuses_find(
	    &met, words, (struct cs_text){ word, strlen(word) });

	is_int(cs_status_verdict(
		   status, (struct cs_status_file){ refunds, false }, negative),
	       want, word);
	cs_statuses_release(&met);
}

static void test_verdicts(void)
{
	is_verdict("paid", false, true, CS_STATUS_IN);
	is_verdict("void", true, true, CS_STATUS_OUT);
	is_verdict("back", false, false, CS_STATUS_OUT);
	is_verdict("back", true, true, CS_STATUS_IN);
	is_verdict("shut", false, false, CS_STATUS_DOUBT);
	is_verdict("shut", true, false, CS_STATUS_IN);
	is_verdict("odd", true, false, CS_STATUS_DOUBT);
	is_verdict("", false, false, CS_STATUS_IN);
	is_verdict("null", false, false, CS_STATUS_IN);
}

static void test_shown(void)
{
	struct cs_statuses met = { 0 };
	struct cs_buf out = CS_BUF_INIT;

	meet(&met, "paid NA void a b c d e f g h a");
	cs_statuses_settle(&met);
	cs_statuses_list(&met, CS_STATUS_IN, &out);
	is_str(out.data, "\"paid\" (1)", "what counts, nothing apart");
	cs_buf_clear(&out);
	cs_statuses_list(&met, CS_STATUS_DOUBT, &out);
	is_str(out.data,
	       "\"a\" (2), \"b\" (1), \"c\" (1), \"d\" (1), \"e\" (1), "
	       "\"f\" (1), \"g\" (1), \"h\" (1)",
	       "eight are shown");
	cs_statuses_release(&met);
	cs_buf_clear(&out);
	meet(&met, "i a b c d e f g h k");
	cs_statuses_settle(&met);
	cs_statuses_list(&met, CS_STATUS_DOUBT, &out);
	ok(strstr(out.data, "\"h\" (1) and 2 more") != NULL, "and no more");
	cs_buf_release(&out);
	cs_statuses_release(&met);
}

int main(void)
{
	words = cs_status_words_new("[counts]\npaid\n[left out]\nvoid\n"
				    "[given back]\nback\n[closed]\nshut\n");
	test_merge();
	test_none();
	test_many();
	test_two_kinds();
	test_verdicts();
	test_shown();
	cs_status_words_free(words);
	return done_testing();
}

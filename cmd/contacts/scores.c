/* scores.c - what cs-contacts makes of scores, and when their rise may be a
 * silence: see report.h. */
#include <math.h>

#include "app/scores.h"
#include "contacts/report.h"
#include "stat/proportion.h"

/* Tickets with a score were asked, too, if others say that they were. */
int64_t asked_of(const struct study *study, const struct asked *asked)
{
	bool told = study->whole->satisfaction.counts[0].silent > 0;

	return asked->asked + (told ? asked->silent + asked->replied : 0);
}

enum scale scale_of(const struct study *study)
{
	const struct asked *all = study->whole->satisfaction.counts;
	int64_t above = 0, answers = 0;

	if (study->rules.options->scale >= 0)
		return (enum scale)study->rules.options->scale;
	if (study->rules.worded)
		return SCALE_WORDS;
	for (int score = 0; score < NSCORES; score++) {
		answers += all->scores[score];
		above += score > 5 ? all->scores[score] : 0;
	}
	/* a few may all be unhappy */
	return above > 0 ||
		       (study->rules.named_ten && answers < CS_SCORES_DOUBTED)
		   ? SCALE_TEN
		   : SCALE_FIVE;
}

struct answers answers_of(const struct study *study, const struct asked *asked)
{
	bool told =
	    study->rules.options->definitions[SATISFIED].texts.count > 0;
	struct answers a = { { 0 }, 0, 0, 0 };
	bool ten = scale_of(study) == SCALE_TEN;
	int from = ten ? 0 : 1;

	for (int score = from; score < NSCORES; score++) {
		int64_t n = asked->scores[score];

		a.sums.answers += n;
		a.sums.sum += n * score;
		a.sums.squares += n * score * score;
		a.satisfied += told ? asked->satisfied[score]
			       : score >= (ten ? 9 : 4) ? n
							: 0;
		a.promoters += score >= 9 ? n : 0;
		a.detractors += score <= 6 ? n : 0;
	}
	return a;
}

bool any_asked(const struct asked *asked)
{
	int64_t answers = 0;

	for (int score = 0; score < NSCORES; score++)
		answers += asked->scores[score];
	return asked->asked > 0 || asked->silent > 0 || answers > 0;
}

/* Is the fall of one share to another beyond chance? The test of two shares by
 * their pooled one. */
static bool has_fallen(int64_t before, int64_t of_before, int64_t now,
		       int64_t of_now)
{
	double n = (double)of_before, m = (double)of_now;
	double pooled = (double)(before + now) / (n + m);
	double fall = (double)before / n - (double)now / m;

	return fall > 0 && fall * fall > cs_z(CS_LEVEL) * cs_z(CS_LEVEL) *
					     pooled * (1 - pooled) *
					     (1 / n + 1 / m);
}

bool rise_is_doubtful(const struct study *study, const struct asked *before,
		      const struct asked *now)
{
	struct answers a = answers_of(study, before);
	struct answers b = answers_of(study, now);
	int64_t n = a.sums.answers, m = b.sums.answers;

	return n >= CS_SCORE_FEWEST && m >= CS_SCORE_FEWEST &&
	       cs_ratio(b.satisfied, m) > cs_ratio(a.satisfied, n) &&
	       asked_of(study, before) > 0 && asked_of(study, now) > 0 &&
	       has_fallen(n, asked_of(study, before), m, asked_of(study, now));
}

/* life_turns.c - see life_turns.h. */
#include "tally/life_turns.h"

#include "base/sort.h"

void cs_life_turn_add(struct cs_life_turn *sum, const struct cs_life_turn *turn,
		      int sign)
{
	sum->counts.reached += sign * turn->counts.reached;
	sum->counts.at_risk += sign * turn->counts.at_risk;
	sum->counts.lapsed += sign * turn->counts.lapsed;
	sum->counts.returned += sign * turn->counts.returned;
	sum->sums.at_risk += sign * turn->sums.at_risk;
	sum->sums.lapsed += sign * turn->sums.lapsed;
	sum->sums.at_risk_squares += sign * turn->sums.at_risk_squares;
	sum->sums.lapsed_squares += sign * turn->sums.lapsed_squares;
	sum->sums.begun += sign * turn->sums.begun;
}

static int by_n(const void *a, const void *b)
{
	const struct cs_life_turn *x = a, *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

size_t cs_life_turns_join(struct cs_life_turn *turns, size_t n)
{
	size_t kept = 0;

	cs_sort(turns, n, sizeof *turns, by_n);
	for (size_t i = 0; i < n; i++)
		if (kept > 0 && turns[kept - 1].n == turns[i].n)
			cs_life_turn_add(&turns[kept - 1], &turns[i], 1);
		else
			turns[kept++] = turns[i];
	return kept;
}

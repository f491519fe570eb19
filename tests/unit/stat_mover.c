/* stat_mover.c - the interval of a difference: see stat/mover.h. */
#include "stat/mover.h"

#include "tap.h"

static const struct cs_interval point = { .4, .4 };

int main(void)
{
	/* Newcombe (1998), table II, method 10: 56 of 70 and 48 of 80 */
	struct cs_interval i =
	    cs_mover(.8, cs_wilson(56, 70, .95), .6, cs_wilson(48, 80, .95), 0);

	near(i.low, .0524, 1e-3, "Newcombe's, from");
	near(i.high, .3339, 1e-4, "to");

	/* by hand: u = .1, v = .2 both ways; r = .5 leaves sqrt(.03) */
	i = cs_mover(.5, (struct cs_interval){ .4, .6 }, .4,
		     (struct cs_interval){ .2, .6 }, .5);
	near(i.low, .1 - .17320508075688773, 1e-12, "of errors that go along");
	near(i.high, .1 + .17320508075688773, 1e-12, "likewise, to");
	i = cs_mover(.5, (struct cs_interval){ .4, .6 }, .4,
		     (struct cs_interval){ .3, .5 }, 1.001);
	near(i.low, .1, 1e-12, "of the same errors nothing is left");
	i = cs_mover(.5, (struct cs_interval){ .4, .6 }, .4, point, 0);
	near(i.high, .2, 1e-12, "of one that is known the other's");
	i = cs_mover(.5, (struct cs_interval){ NAN, .6 }, .4, point, 0);
	ok(isnan(i.low) && isnan(i.high), "none without both");
	return done_testing();
}

/* cell_span.c - how long something took, as it is written. */
#include <string.h>

#include "cell/span.h"
#include "tap.h"

static void reads(const char *text, int64_t unit, int64_t seconds)
{
	int64_t got = -1;

	ok(cs_span_read(text, strlen(text), unit, &got) && got == seconds,
	   "\"%s\" is %lld s, not %lld", text, (long long)seconds,
	   (long long)got);
}

static void refused(const char *text, int64_t unit)
{
	int64_t got;

	ok(!cs_span_read(text, strlen(text), unit, &got), "\"%s\" is none",
	   text);
}

int main(void)
{
	reads("1:05:30", 0, 3930);
	reads("0:20", 0, 1200);
	reads("100:00", 0, 360000);
	reads("2 1:05:30", 0, 176730);
	reads("1h 5m 30s", 0, 3930);
	reads("2d 3 h", 0, 183600);
	reads("45min", 0, 2700);
	reads("1 hour", 0, 3600);
	reads("90", 60, 5400);
	reads("1.5", 3600, 5400);
	reads("1,5", 3600, 5400);
	reads(" 0 ", 60, 0);
	/* a bare number without a unit */
	refused("90", 0);
	ok(cs_span_bare("90", 2) && cs_span_bare(" 1.5 ", 5), "bare numbers");
	ok(!cs_span_bare("1h", 2) && !cs_span_bare("", 0), "not bare");
	refused("", 60);
	refused("soon", 60);
	refused("-5", 60);
	refused("1:75", 60);
	refused("1:5", 60);
	refused("1h5", 60);
	refused("5 parsecs", 60);
	refused("2025-03-03", 60);
	refused("2025-03-03 10:00", 60);
	refused("99999999999", 60); /* longer than a century */
	return done_testing();
}

/*
 * tap.h - unit tests that speak the Test Anything Protocol.
 *
 *	#include "tap.h"
 *
 *	int main(void)
 *	{
 *		ok(list.count == 2, "two items after %d pushes", 2);
 *		is_int(cs_day_from_ymd(1970, 1, 1), 0, "the epoch is day 0");
 *		is_str(buf.text, "a;b", "joined");
 *		near(gini, 0.25, 1e-12, "published value");
 *		return done_testing();
 *	}
 *
 * Every check returns whether it held, so that what follows may depend on it.
 * A failed check says where it stands and what it got; testing goes on. The
 * process ends with done_testing(), which prints the plan: a test that dies
 * half-way has none and fails.
 */
#ifndef TAP_H
#define TAP_H

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count, tap_failures;

/* ok(condition, "name", ...): the name is a printf format. */
#define ok(condition, ...) tap_ok((condition), __FILE__, __LINE__, __VA_ARGS__)
/* Whole numbers; name is a plain string here and below (see named()). */
#define is_int(got, want, name) \
	tap_is_int((got), (want), __FILE__, __LINE__, (name))
/* Strings; NULL equals only NULL. */
#define is_str(got, want, name) \
	tap_is_str((got), (want), __FILE__, __LINE__, (name))
/*
 * |got - want| <= tolerance * |want|. A want of 0 must be met exactly (write
 * ok(fabs(x) < 1e-15, ...) where that is not meant); NaN equals only NaN.
 */
#define near(got, want, tolerance, name) \
	tap_near((got), (want), (tolerance), __FILE__, __LINE__, (name))

/* A name with numbers in it: is_int(a, b, named("row %d", i)). Until the next
 * call. */
__attribute__((format(printf, 1, 2))) static inline const char *named(
    const char *format, ...)
{
	static char text[256];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	return text;
}

__attribute__((format(printf, 4, 5))) static inline bool tap_ok(
    bool held, const char *file, int line, const char *format, ...)
{
	va_list ap;

	tap_count++;
	printf("%sok %d - ", held ? "" : "not ", tap_count);
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	putchar('\n');
	if (!held) {
		tap_failures++;
		printf("# failed at %s:%d\n", file, line);
	}
	fflush(stdout);
	return held;
}

static inline bool tap_is_int(long long got, long long want, const char *file,
			      int line, const char *name)
{
	bool held = tap_ok(got == want, file, line, "%s", name);

	if (!held)
		printf("#   got %lld\n#  want %lld\n", got, want);
	return held;
}

/* Prints a string on diagnostic lines of its own: TAP is read by lines. */
static inline void tap_show(const char *label, const char *text)
{
	printf("# %s ", label);
	if (!text) {
		printf("NULL\n");
		return;
	}
	putchar('"');
	for (; *text; text++) {
		putchar(*text);
		if (*text == '\n')
			printf("#       ");
	}
	printf("\"\n");
}

static inline bool tap_is_str(const char *got, const char *want,
			      const char *file, int line, const char *name)
{
	bool same = got && want ? strcmp(got, want) == 0 : got == want;

	if (!tap_ok(same, file, line, "%s", name)) {
		tap_show("  got", got);
		tap_show(" want", want);
	}
	return same;
}

static inline bool tap_near(double got, double want, double tolerance,
			    const char *file, int line, const char *name)
{
	bool held = got == want || (isnan(got) && isnan(want)) ||
		    fabs(got - want) <= tolerance * fabs(want);

	/* an infinite want would make every tolerance infinite */
	if (isinf(want))
		held = got == want;
	if (!tap_ok(held, file, line, "%s", name))
		printf("#   got %.17g\n#  want %.17g\n# within %g of it\n", got,
		       want, tolerance);
	return held;
}

/* Stands for `count` checks that cannot be made here. */
static inline void skip(int count, const char *why)
{
	while (count-- > 0)
		printf("ok %d # SKIP %s\n", ++tap_count, why);
	fflush(stdout);
}

/* Prints the plan; returns main's exit status. */
static inline int done_testing(void)
{
	printf("1..%d\n", tap_count);
	if (tap_failures)
		printf("# %d of %d failed\n", tap_failures, tap_count);
	return tap_failures != 0;
}

#endif

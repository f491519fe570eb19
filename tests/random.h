/*
 * random.h - random numbers that are the same on every machine.
 *
 * A stream is one word of state; any value seeds it. The logarithm and the
 * exponential are here because those of C libraries differ in their last digit;
 * the rest is arithmetic that IEEE 754 fixes (compile without contraction).
 */
#ifndef CS_TESTS_RANDOM_H
#define CS_TESTS_RANDOM_H

#include <math.h>
#include <stdint.h>

/* SplitMix64 (Steele, Lea and Flood 2014): one word of state a stream. */
static inline uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static inline uint32_t below(uint64_t *state, uint32_t n)
{
	return (uint32_t)(((next_random(state) >> 32) * n) >> 32);
}

/* In (0, 1), exactly. */
static inline double uniform(uint64_t *state)
{
	return ((double)(next_random(state) >> 12) + 0.5) * 0x1p-52;
}

/* With m in [sqrt(1/2), sqrt(2)), log m = 2 artanh((m - 1) / (m + 1)). */
static inline double natural_log(double x)
{
	int exponent;
	double m = frexp(x, &exponent), f, square, sum = 0;

	if (m < 0.70710678118654752) {
		m *= 2;
		exponent--;
	}
	f = (m - 1) / (m + 1);
	square = f * f;
	for (int k = 21; k > 0; k -= 2)
		sum = sum * square + 1.0 / k;
	return 2 * f * sum + exponent * 0.69314718055994531;
}

static inline double exponential(double x)
{
	int k = (int)(x / 0.69314718055994531 + (x < 0 ? -0.5 : 0.5));
	double r = x - k * 0.69314718055994531, sum = 1;

	for (int n = 14; n > 0; n--)
		sum = 1 + sum * r / n;
	return ldexp(sum, k);
}

/* The polar method (Marsaglia and Bray 1964). */
static inline double normal(uint64_t *state)
{
	double u, v, s;

	do {
		u = 2 * uniform(state) - 1;
		v = 2 * uniform(state) - 1;
		s = u * u + v * v;
	} while (s >= 1);
	return u * sqrt(-2 * natural_log(s) / s);
}

/* Of scale 1 (Marsaglia and Tsang 2000); below shape 1 by their boost. */
static inline double gamma_random(uint64_t *state, double shape)
{
	double d, c, x, v, boost = 1;

	if (shape < 1) {
		boost = exponential(natural_log(uniform(state)) / shape);
		shape += 1;
	}
	d = shape - 1.0 / 3;
	c = 1 / sqrt(9 * d);
	do {
		do {
			x = normal(state);
			v = 1 + c * x;
		} while (v <= 0);
		v = v * v * v;
	} while (natural_log(uniform(state)) >=
		 x * x / 2 + d - d * v + d * natural_log(v));
	return d * v * boost;
}

/* How many arrivals of rate 1 there are in `time`. */
static inline uint32_t poisson(uint64_t *state, double time)
{
	uint32_t count = 0;

	for (;; count++) {
		time += natural_log(uniform(state));
		if (time < 0)
			return count;
	}
}

#endif

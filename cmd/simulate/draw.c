/* draw.c - see draw.h. */
#include "simulate/draw.h"

#include <math.h>

#define LOG_2 0.69314718055994531
#define SMALLEST 1e-300

/* SplitMix64 (Steele, Lea and Flood 2014): one word of state a stream. */
static uint64_t scramble(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static uint64_t next_random(struct draws *draws)
{
	return scramble(draws->state += 0x9e3779b97f4a7c15u);
}

struct draws draws_begin(uint64_t seed, uint32_t customer, enum purpose purpose,
			 uint32_t number)
{
	uint64_t who = scramble(seed * 0x9e3779b97f4a7c15u +
				0x632be59bd9b4e019u + customer);
	uint64_t what = (uint64_t)purpose << 32 | number;

	return (struct draws){ scramble(who ^ (what * 0xd6e8feb86659fd93u)) };
}

double draw_uniform(struct draws *draws)
{
	return ((double)(next_random(draws) >> 12) + 0.5) * 0x1p-52;
}

uint32_t draw_below(struct draws *draws, uint32_t n)
{
	return (uint32_t)(((next_random(draws) >> 32) * n) >> 32);
}

bool draw_chance(struct draws *draws, double probability)
{
	return draw_uniform(draws) < probability;
}

/* With m in [sqrt(1/2), sqrt(2)), log m = 2 artanh((m - 1) / (m + 1)). */
double natural_log(double x)
{
	static const double odd[] = { 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15,
				      1.0 / 13, 1.0 / 11, 1.0 / 9,  1.0 / 7,
				      1.0 / 5,	1.0 / 3,  1.0 };
	int exponent;
	double m = frexp(x, &exponent), f, square, sum = 0;

	if (m < 0.70710678118654752) {
		m *= 2;
		exponent--;
	}
	f = (m - 1) / (m + 1);
	square = f * f;
	for (unsigned k = 0; k < sizeof odd / sizeof *odd; k++)
		sum = sum * square + odd[k];
	return 2 * f * sum + exponent * LOG_2;
}

double exponential(double x)
{
	double r, sum = 1;
	int k;

	if (x < -700)
		return 0;
	if (x > 700)
		x = 700;
	k = (int)(x / LOG_2 + (x < 0 ? -0.5 : 0.5));
	r = x - k * LOG_2;
	for (int n = 14; n > 0; n--)
		sum = 1 + sum * r / n;
	return ldexp(sum, k);
}

double draw_exponential(struct draws *draws)
{
	return -natural_log(draw_uniform(draws));
}

/* The polar method (Marsaglia and Bray 1964). */
static double draw_normal(struct draws *draws)
{
	double u, v, s;

	do {
		u = 2 * draw_uniform(draws) - 1;
		v = 2 * draw_uniform(draws) - 1;
		s = u * u + v * v;
	} while (s >= 1);
	return u * sqrt(-2 * natural_log(s) / s);
}

/* Marsaglia and Tsang 2000, with their squeeze; below shape 1 by their boost.
 */
double draw_gamma(struct draws *draws, double shape)
{
	double d, c, x, u, v, value, boost = 1;

	if (shape < 1) {
		boost = exponential(natural_log(draw_uniform(draws)) / shape);
		shape += 1;
	}
	d = shape - 1.0 / 3;
	c = 1 / sqrt(9 * d);
	do {
		do {
			x = draw_normal(draws);
			v = 1 + c * x;
		} while (v <= 0);
		v = v * v * v;
		u = draw_uniform(draws);
	} while (u >= 1 - .0331 * (x * x) * (x * x) &&
		 natural_log(u) >= x * x / 2 + d - d * v + d * natural_log(v));
	value = d * v * boost;
	return value > SMALLEST ? value : SMALLEST;
}

double draw_beta(struct draws *draws, double a, double b)
{
	double x = draw_gamma(draws, a), y = draw_gamma(draws, b);

	return x / (x + y);
}

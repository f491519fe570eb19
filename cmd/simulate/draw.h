/*
 * draw.h - random numbers that are the same on every machine.
 *
 * A stream is begun from a seed, a customer, a purpose and a number (of the
 * order, say). No stream depends on another one: what one customer does is not
 * changed by how many others there are, nor by what else is drawn.
 *
 * The logarithm and the exponential are here because those of C libraries
 * differ in their last digit; the rest is arithmetic that IEEE 754 fixes
 * (compile without contraction).
 */
#ifndef SIMULATE_DRAW_H
#define SIMULATE_DRAW_H

#include <stdbool.h>
#include <stdint.h>

/* What a stream is for. Numbers may be added, never changed. */
enum purpose {
	DRAW_GROUP = 1, /* of the customer */
	DRAW_ENTRY = 2,
	DRAW_MODEL = 3,
	DRAW_VALUE = 4,
	DRAW_HABITS = 5,
	DRAW_NEXT = 6, /* of each order */
	DRAW_AMOUNT = 7,
	DRAW_ITEMS = 8,
	DRAW_REFUND = 9,
	DRAW_DIRTY = 10,
	DRAW_CHANNEL = 11,
	DRAW_EXPERIENCE = 12,
	DRAW_COMPLAINT = 13,
	DRAW_INQUIRY = 14,
	DRAW_SURVEY = 15,
	DRAW_LATE = 16,
	DRAW_ANONYMOUS = 17,
	DRAW_DELIVERY = 18,
	DRAW_STAGES = 19,
	DRAW_QUESTIONS = 20,
	DRAW_TICKET = 21,
	DRAW_ENQUIRY = 22,
	DRAW_REPEAT = 23
};

struct draws {
	uint64_t state;
};

struct draws draws_begin(uint64_t seed, uint32_t customer, enum purpose purpose,
			 uint32_t number);

/* In (0, 1). */
double draw_uniform(struct draws *draws);
/* A whole number from 0 to n - 1, n at least 1. */
uint32_t draw_below(struct draws *draws, uint32_t n);
/* True with this probability: never for 0, always for 1. */
bool draw_chance(struct draws *draws, double probability);
/* Of rate 1. */
double draw_exponential(struct draws *draws);
/* Of scale 1; `shape` above 0. Never 0: at least 1e-300. */
double draw_gamma(struct draws *draws, double shape);
/* a and b above 0. */
double draw_beta(struct draws *draws, double a, double b);

/* `x` above 0. */
double natural_log(double x);
double exponential(double x);

#endif

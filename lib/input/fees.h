/*
 * fees.h - is the amount what was paid, or what is left of it after fees
 * (lib/input, and those who say so)?
 */
#ifndef CS_INPUT_FEES_H
#define CS_INPUT_FEES_H

struct cs_schema;
struct cs_input;
struct cs_sample;

struct cs_fees {
	int gross; /* the column of which the amount is what is left ... */
	int fee;   /* ... after this one; -1: there are none such */
};

/*
 * By the first rows of the sample that have a fee, five or more: in nine of
 * ten the amount is smaller than that of another column, by the fee. Where no
 * option names the amount, and once habits are settled.
 */
void cs_fees_settle(struct cs_schema *schema, const struct cs_input *input,
		    const struct cs_sample *rows);

#endif

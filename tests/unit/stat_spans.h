/*
 * stat_spans.h - samples for the tests of curves: subjects one by one, and the
 * counts at distinct times that the library takes.
 */
#ifndef STAT_SPANS_H
#define STAT_SPANS_H

#include <stdbool.h>

#include "stat/curve.h"
#include "stat_data.h"

#define MANY 1200
#define COUNT(array) (sizeof(array) / sizeof *(array))

struct subject {
	double entry, time; /* entry < 0: there from the beginning */
	int event;
};

/* A sample with memory of its own; spans() of it is what is tested. */
struct sample {
	double times[MANY];
	int64_t events[MANY], censored[MANY], entered[MANY];
	int64_t start;
	size_t n;
};

static inline struct cs_spans spans(const struct sample *sample)
{
	return (struct cs_spans){ sample->n,	   sample->times,
				  sample->events,  sample->censored,
				  sample->entered, sample->start };
}

/* Where this time is, or has now been put. */
static inline size_t place(struct sample *sample, double time)
{
	size_t i = sample->n;

	while (i > 0 && sample->times[i - 1] >= time)
		i--;
	if (i < sample->n && sample->times[i] == time)
		return i;
	for (size_t j = sample->n++; j > i; j--) {
		sample->times[j] = sample->times[j - 1];
		sample->events[j] = sample->events[j - 1];
		sample->censored[j] = sample->censored[j - 1];
		sample->entered[j] = sample->entered[j - 1];
	}
	sample->times[i] = time;
	sample->events[i] = sample->censored[i] = sample->entered[i] = 0;
	return i;
}

static inline void add(struct sample *sample, double entry, double time,
		       int event)
{
	size_t i = place(sample, time);

	(event ? sample->events : sample->censored)[i]++;
	if (entry < 0)
		sample->start++;
	else
		sample->entered[place(sample, entry)]++;
}

static inline void fill(struct sample *sample, const struct subject *subjects,
			size_t count)
{
	*sample = (struct sample){ .n = 0 };
	for (size_t i = 0; i < count; i++)
		add(sample, subjects[i].entry, subjects[i].time,
		    subjects[i].event);
}

#define FILL(sample, subjects) fill((sample), (subjects), COUNT(subjects))

/* Weeks of remission in leukaemia (Embury 1977, as in Miller 1981). */
static const struct subject maintained[] = {
	{ -1, 9, 1 },  { -1, 13, 1 }, { -1, 13, 0 },  { -1, 18, 1 },
	{ -1, 23, 1 }, { -1, 28, 0 }, { -1, 31, 1 },  { -1, 34, 1 },
	{ -1, 45, 0 }, { -1, 48, 1 }, { -1, 161, 0 },
};
static const struct subject not_maintained[] = {
	{ -1, 5, 1 },  { -1, 5, 1 },  { -1, 8, 1 },  { -1, 8, 1 },
	{ -1, 12, 1 }, { -1, 16, 0 }, { -1, 23, 1 }, { -1, 27, 1 },
	{ -1, 30, 1 }, { -1, 33, 1 }, { -1, 43, 1 }, { -1, 45, 1 },
};

/* lung.csv, sex 1 and 2, status 2 is the event; false where it is not there. */
static inline bool fill_lung(struct sample *men, struct sample *women)
{
	FILE *file = stat_data_open("lung.csv");
	char line[4096];

	men->n = women->n = 0;
	men->start = women->start = 0;
	if (file == NULL)
		return false;
	while (fgets(line, sizeof line, file) != NULL)
		add(stat_data_long(line, 4) == 1 ? men : women, -1,
		    (double)stat_data_long(line, 1),
		    stat_data_long(line, 2) == 2);
	fclose(file);
	return true;
}

#endif

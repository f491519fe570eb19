/*
 * truth.h - what is true of the customers and of the whole, as CSV.
 *
 * Always with commas, decimal points and ISO dates. cs-simulate(1) says what
 * the columns and names mean.
 */
#ifndef SIMULATE_TRUTH_H
#define SIMULATE_TRUTH_H

#include "base/buf.h"
#include "base/file.h"
#include "simulate/simulate.h"

/* A row per customer; the run is over. */
void truth_customers(const struct world *world, struct cs_file *sink);

/* Rows of name and value. */
void truth_parameters(const struct world *world, struct cs_file *sink);

/* The part of them that follows from the model: model_truth.c. */
void model_truth(const struct settings *settings, struct cs_buf *out);

/* Appends "name,value\n". */
void truth_real(struct cs_buf *out, const char *name, double value);
void truth_count(struct cs_buf *out, const char *name, int64_t value);

#endif

/*
 * guests.h - customers whom the column chosen for them leaves out, and another
 * column names: those who buy without an account (lib/input only).
 */
#ifndef CS_INPUT_GUESTS_H
#define CS_INPUT_GUESTS_H

#include "input/schema.h"

/*
 * By the cells of the sample, where schema->customers has one column that was
 * chosen by its name: of those passed over because their names fit less
 * (schema->passed), the first that holds addresses of mail, some of them in
 * rows where the chosen one is empty, and none of two customers of the chosen
 * one, stands in for it. It is taken alone if it lacks nobody whom the chosen
 * one names, so that who buys with and without an account stays one customer;
 * else for the rows without the chosen one. Names do not: two guests may share
 * one.
 */
void cs_guests_settle(struct cs_schema *schema);

#endif

/* order.h - sorting many exact values. */
#ifndef CS_STAT_ORDER_H
#define CS_STAT_ORDER_H

#include <stddef.h>

#include "base/money.h"

/*
 * Sorts n values, largest first, in time that grows with n where they fit 64
 * bits. Needs room for as many values again.
 */
void cs_sort_descending(cs_sum *values, size_t n);

#endif

/* order.h - sorting many exact values. */
#ifndef CS_STAT_ORDER_H
#define CS_STAT_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

/*
 * Sorts n values, largest first, in time that grows with n where they fit 64
 * bits. Needs room for as many values again.
 */
void cs_sort_descending(cs_sum *values, size_t n);

/* Sorts n keys, smallest first. Likewise. */
void cs_sort_ascending(uint64_t *keys, size_t n);

/*
 * A step of a radix sort: moves n keys, ascending by the byte that begins at
 * bit `shift`, stable. False if all agree in it: nothing was moved.
 */
bool cs_radix_pass(const uint64_t *from, uint64_t *to, size_t n, int shift);

#endif

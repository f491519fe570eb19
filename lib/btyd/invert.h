/*
 * invert.h - inverses of small matrices (lib/btyd only).
 */
#ifndef CS_BTYD_INVERT_H
#define CS_BTYD_INVERT_H

#include <stdbool.h>
#include <stddef.h>

#include "btyd/climb.h"

/* Inverts a symmetric positive definite matrix in place, if it is one; of it
 * the lower half is read. */
bool cs_invert(size_t n, double matrix[CS_MOST_PARAMETERS][CS_MOST_PARAMETERS]);

#endif

/*
 * hash.h - a fast 64-bit hash of short strings, for tables in memory.
 *
 * The value depends on the machine's byte order and may change between
 * versions: it is never written anywhere and no output may depend on it.
 */
#ifndef CS_BASE_HASH_H
#define CS_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t cs_hash(const void *bytes, size_t length);

#endif

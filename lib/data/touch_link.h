/*
 * touch_link.h - which order a touch is about (lib/data only); by which rules
 * is said in touches.h.
 */
#ifndef CS_DATA_TOUCH_LINK_H
#define CS_DATA_TOUCH_LINK_H

#include "data/touches.h"

/* A customer's purchases, as they were placed. */
struct cs_placed {
	const struct cs_order *purchases;
	size_t count;
	const struct cs_fulfilment *fulfilments; /* by tag */
};

/* Links a customer's touches, in time that grows with their number, not with
 * that of touches times purchases. */
void cs_touches_link(const struct cs_touch_rules *rules,
		     const struct cs_placed *placed, struct cs_touch *touches,
		     size_t count);

#endif

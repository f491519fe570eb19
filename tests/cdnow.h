/*
 * cdnow.h - the models of lib/btyd as fitted to CDNOW's sample up to
 * 1997-09-30, at the digits that papers print, times in days: of each kind that
 * knows days.
 */
#ifndef TEST_CDNOW_H
#define TEST_CDNOW_H

#include "btyd/btyd.h"

#define WEEK 7.

static const struct cs_btyd of_cdnow[CS_BTYD_KINDS] = {
	{ CS_PARETO_NBD,
	  1,
	  .5532770,
	  10.5776830 * WEEK,
	  { .6062402 },
	  { 11.6687427 * WEEK } },
	{ CS_BG_NBD,
	  1,
	  .2425945,
	  4.4136022 * WEEK,
	  { .7929218 },
	  { 2.4259059 } },
	{ CS_MBG_NBD,
	  1,
	  .5248432,
	  6.1830856 * WEEK,
	  { .8913594 },
	  { 1.6140021 } },
	{ CS_NBD, 1, .3847661, 12.0720219 * WEEK, { 0 }, { 0 } },
};

#endif

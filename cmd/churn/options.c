/* options.c - see options.h. */
#include "churn/options.h"

#include <math.h>

void churn_define(struct churn_options *options)
{
	static const struct cs_definition usual[NDEFINED] = {
		[COMPLAINT] = { "--complaint", NULL, CS_CONTACT_KIND,
				"= complaint,Complaint,COMPLAINT,complaints,"
				"Complaints,claim,Claim" },
		[PROACTIVE] = { "--proactive", NULL, CS_CONTACT_KIND,
				"= survey,Survey,SURVEY,follow-up,Follow-up,"
				"followup,proactive,Proactive" },
		[DISSATISFIED] = { "--dissatisfied", NULL, CS_CONTACT_SCORE,
				   "<= 2" },
		[FAILURE] = { "--failure", NULL, CS_CONTACT_KIND,
			      "= yes,Yes,YES,true,True,TRUE,1",
			      .of_orders = true },
	};

	for (int i = 0; i < NDEFINED; i++) {
		options->definitions[i] = usual[i];
		options->definitions[i].texts = &options->expressions[i];
		options->definitions[i].text = (struct cs_buf)CS_BUF_INIT;
		options->definitions[i].brief = (struct cs_buf)CS_BUF_INIT;
	}
}

int32_t duration_days(struct cs_duration span)
{
	return (int32_t)lround((double)span.days +
			       (double)span.months * 365.25 / 12);
}

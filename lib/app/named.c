/* named.c - see named.h. */
#include "app/named.h"

#include <string.h>

void cs_forget_roles(struct cs_job *job)
{
	for (int role = 0; role < CS_NROLES; role++)
		job->load.input.columns[role].wanted = CS_UNUSED;
}

struct cs_column_rule *cs_name_column(struct cs_job *job, const char *option,
				      const char *header)
{
	struct cs_input *input = &job->load.input;
	struct cs_column_rule *rule = &input->columns[input->ncolumns++];

	*rule = (struct cs_column_rule){
		.name = option + strlen("--"),
		.option = option,
		.named = header,
		.type = CS_FIELD_NUMBER,
		.wanted = CS_REQUIRED,
		.filled = true,
		.high = INT64_MAX,
	};
	return rule;
}

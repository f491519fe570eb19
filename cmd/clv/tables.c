/* tables.c - cs-clv's tables. */
#include "clv/report.h"

const struct cs_table_spec clv_tables[] = {
	[SUMMARY] = { "summary", "What will they still buy?", summary_columns,
		      CS_FIELDS, .begin = begin_summary, .put = put_summary },
	[PARAMETERS] = { "parameters", "What was fitted?", parameter_columns,
			 .begin = begin_parameters, .put = put_parameters,
			 .chart = chart_parameters },
	[MODELS] = { "models", "Which model suits these customers?",
		     model_columns, .begin = begin_models, .put = put_models },
	[HOLDOUT] = { "holdout", "How far was the model off?", holdout_columns,
		      .begin = begin_holdout, .put = put_holdout,
		      .chart = chart_holdout },
	[FREQUENCY] = { "frequency",
			"Does the model know how often they "
			"bought?",
			frequency_columns, .put = put_frequency,
			.chart = chart_frequency },
	[FORECAST] = { "forecast", "What will come, and when?",
		       forecast_columns, .begin = begin_forecast,
		       .put = put_forecast, .chart = chart_forecast },
	[NEW] = { "new", "What may a new customer cost?", new_columns,
		  .begin = begin_new, .put = put_new },
	[VALUES] = { "values", "What is an order worth?", values_columns,
		     .begin = begin_values, .put = put_values },
	[TRACKING] = { "tracking", "Expected and actual, period by period",
		       tracking_columns, .is_long = true,
		       .begin = begin_tracking, .put = put_tracking,
		       .chart = chart_tracking },
	[COMPARE] = { "compare", "Do the groups buy differently?",
		      compare_columns, .across = true, .put = put_compare },
	{ NULL }
};

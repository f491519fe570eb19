/* charts.c - what is drawn for cs-clv's tables: the whole, not its groups. */
#include <math.h>
#include <stdio.h>

#include "clv/report.h"
#include "report/number.h"

static const struct findings *whole(const struct study *study)
{
	return &study->all[0];
}

/* Of a chart that is drawn from the rows of its own table. */
static struct cs_table *rows_of(const struct study *study, enum clv_table of)
{
	struct cs_table *data = cs_table_open(&clv_tables[of], false);

	clv_tables[of].put(study, data, study->parts.whole);
	return data;
}

static void draw(struct cs_report *report, struct cs_chart *chart)
{
	if (cs_table_rows(chart->data) > 1)
		cs_report_chart(report, chart, true);
	else
		cs_table_free((struct cs_table *)chart->data);
}

/* How the model fared, in a sentence. */
static void say_held(const struct study *study, struct cs_buf *out)
{
	const struct cs_btyd_score *score = &whole(study)->trial.score;
	double error = score->expected / score->actual - 1;

	cs_buf_addf(out,
		    "it expected %s purchases where there were %s: %.0f %% too "
		    "%s",
		    cs_figure(score->expected, 0).text,
		    cs_figure(score->actual, 0).text, fabs(100 * error),
		    error > 0 ? "many" : "few");
}

void chart_holdout(const void *of, struct cs_report *report, const char *answer)
{
	const struct study *study = of;
	struct cs_table *data = cs_table_open(&clv_tables[HOLDOUT], false);
	struct cs_buf sentence = CS_BUF_INIT;
	struct cs_chart chart = {
		.table = clv_tables[HOLDOUT].name,
		.kind = CS_CHART_PERIODS,
		.data = data,
		.title = clv_tables[HOLDOUT].question,
		.xlabel = "purchases after the first, in the calibration",
		.ylabel = "purchases afterwards",
		.x = "repeat_purchases",
		.y = "actual",
		.y2 = "expected",
		.low = "expected_low",
		.high = "expected_high",
		.names = { "actual", "expected, with its 95 % interval" },
	};

	(void)answer;
	if (whole(study)->tried && cs_btyd_fitted(&whole(study)->trial.fit)) {
		put_holdout_classes(study, whole(study), data);
		say_held(study, &sentence);
		chart.subtitle = sentence.data;
	}
	draw(report, &chart);
	cs_buf_release(&sentence);
}

void chart_frequency(const void *of, struct cs_report *report,
		     const char *answer)
{
	const struct study *study = of;
	struct cs_chart chart = {
		.table = clv_tables[FREQUENCY].name,
		.kind = CS_CHART_PERIODS,
		.data = rows_of(study, FREQUENCY),
		.title = clv_tables[FREQUENCY].question,
		.xlabel = "purchases after the first",
		.ylabel = "customers",
		.x = "purchases",
		.y = "actual",
		.y2 = "expected",
		.names = { "actual", "by the model" },
	};

	(void)answer;
	draw(report, &chart);
}

void chart_forecast(const void *of, struct cs_report *report,
		    const char *answer)
{
	const struct study *study = of;
	struct cs_chart chart = {
		.table = clv_tables[FORECAST].name,
		.kind = CS_CHART_PERIODS,
		.data = rows_of(study, FORECAST),
		.title = clv_tables[FORECAST].question,
		.subtitle = answer,
		.ylabel = "purchases of today's customers, with 95 % interval",
		.x = "period",
		.y = "expected_purchases",
		.low = "expected_purchases_low",
		.high = "expected_purchases_high",
	};

	draw(report, &chart);
}

void chart_tracking(const void *of, struct cs_report *report,
		    const char *answer)
{
	static const struct cs_column columns[] = { { "time", CS_COUNT },
						    { "expected", CS_REAL },
						    { "actual", CS_COUNT },
						    { "fitted", CS_BOOL },
						    { NULL } };
	const struct study *study = of;
	enum cs_period unit = cs_shared_period(&study->job->shared);
	const struct cs_table *rows = rows_of(study, TRACKING);
	struct cs_table *data = cs_table_new("tracking", "", columns);
	int actual = cs_table_find(rows, "cumulative_actual");
	int expected = cs_table_find(rows, "cumulative_expected");
	int32_t first = cs_period_of(study->now.start, unit);
	char xlabel[64], day[11];
	struct cs_chart chart = {
		.table = clv_tables[TRACKING].name,
		.kind = CS_CHART_PROJECTION,
		.data = data,
		.title = clv_tables[TRACKING].question,
		.xlabel = xlabel,
		.ylabel = "purchases after the first, up to then",
		.x = "time",
		.y = "expected",
		.y2 = "actual",
		.complete = "fitted",
		.names = { "expected", "actual" },
	};

	(void)answer;
	snprintf(xlabel, sizeof xlabel, "%ss from %s on", cs_period_name(unit),
		 cs_day_format(study->now.start, day));
	for (size_t i = 0; i < cs_table_rows(rows); i++) {
		cs_day last = cs_period_last(first + (int32_t)i, unit);

		cs_row(data);
		cs_put_count(data, "time", (int64_t)i + 1);
		cs_put_real(data, "expected",
			    cs_table_cell(rows, i, (size_t)expected)->as.real);
		cs_put_count(data, "actual",
			     cs_table_cell(rows, i, (size_t)actual)->as.count);
		cs_put_bool(data, "fitted",
			    !whole(study)->tried || last <= study->then.end);
	}
	cs_table_free((struct cs_table *)rows);
	draw(report, &chart);
}

/* --- who is still a customer? -------------------------------------------- */

enum { STEPS = 12 }; /* of silence */

/* Of somebody who bought first at the beginning of the data. */
static void put_alive(const struct study *study, struct cs_table *data)
{
	static const int purchases[] = { 1, 2, 3, 5, 8, 13, 21 };
	const struct findings *found = whole(study);
	double age = found->now.histories.oldest;
	double unit = cs_btyd_counts(study->kind) ? 1 : study_unit(study);
	double step = fmax(1, ceil(age / unit / STEPS)) * unit;
	char name[32];

	for (size_t i = 0; i < sizeof purchases / sizeof *purchases; i++) {
		double most = (double)found->now.histories.most;

		if (purchases[i] > most)
			break;
		snprintf(name, sizeof name, "%d times", purchases[i]);
		for (double silent = 0; silent < age; silent += step) {
			struct cs_history at = { purchases[i], age - silent,
						 age, 1 };

			cs_row(data);
			cs_put_text(data, "again",
				    purchases[i] == 1 ? "once" : name);
			cs_put_count(data, "silent",
				     (int64_t)llround(silent / unit));
			cs_put_real(data, "alive",
				    cs_btyd_alive(&found->fit.model, &at));
		}
	}
}

void chart_parameters(const void *of, struct cs_report *report,
		      const char *answer)
{
	static const struct cs_column columns[] = { { "again", CS_TEXT },
						    { "silent", CS_COUNT },
						    { "alive", CS_SHARE },
						    { NULL } };
	const struct study *study = of;
	struct cs_table *data = cs_table_new("parameters", "", columns);
	char xlabel[64];
	struct cs_chart chart = {
		.table = clv_tables[PARAMETERS].name,
		.kind = CS_CHART_HEATMAP,
		.data = data,
		.title = "Who is still a customer?",
		.subtitle = "of those who bought first when the data begin: "
			    "the oftener they came back, the sooner silence "
			    "says that they left",
		.xlabel = xlabel,
		.ylabel = "bought again; in the cells: the chance in per cent",
		.x = "silent",
		.row = "again",
		.y = "alive",
	};

	(void)answer;
	snprintf(xlabel, sizeof xlabel, "silent for so many %ss",
		 cs_btyd_counts(study->kind)
		     ? "period"
		     : unit_names[study->options->unit]);
	if (whole(study)->fitted)
		put_alive(study, data);
	draw(report, &chart);
}

/* satisfaction.c - cs-contacts' tally and table of how satisfied those are who
 * answer, and how few they may be. */
#include "contacts/report.h"
#include "report/number.h"
#include "stat/score.h"

/* --- the tally ------------------------------------------------------------ */

static void init(void *tally, const void *with)
{
	const struct contacts_rules *rules = with;
	struct satisfaction *satisfaction = tally;

	satisfaction->ncounts = 1 + rules->channels + rules->periods;
}

/* When the customer first wrote; CS_NO_MOMENT: never. */
static int64_t first_written(const struct cs_customer *customer)
{
	int64_t first = CS_NO_MOMENT;

	for (size_t i = 0; i < customer->nmatters; i++) {
		const struct cs_matter *matter = &customer->matters[i];

		if (matter->inbound &&
		    (first == CS_NO_MOMENT || matter->opened < first))
			first = matter->opened;
	}
	return first;
}

static void count(struct asked *counts, bool asked, int32_t score,
		  bool satisfied)
{
	counts->asked += asked;
	counts->silent += !asked && score < 0;
	counts->replied += !asked && score >= 0;
	if (score >= 0) {
		counts->scores[score]++;
		counts->satisfied[score] += satisfied;
	}
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	const struct contacts_rules *rules = with;
	struct asked *counts = ((struct satisfaction *)tally)->counts;
	int64_t written = first_written(customer);

	for (size_t i = 0; i < customer->ntouches; i++) {
		const struct cs_touch *touch = &customer->touches[i];
		cs_day day = day_of(rules, touch->opened, touch->east);
		int32_t score = touch->score == CS_NO_SCORE
				    ? -1
				    : (touch->score + 50) / 100;
		bool asked = touch_is(rules, touch, PROACTIVE);
		bool satisfied = touch_is(rules, touch, SATISFIED);

		if (score >= NSCORES && cs_in_focus(customer, touch->group))
			counts[0].beyond++;
		if ((!asked && !touch->asked && score < 0) ||
		    score >= NSCORES || !cs_in_focus(customer, touch->group))
			continue;
		count(&counts[0], asked, score, satisfied);
		counts[0].unwritten += asked && (written == CS_NO_MOMENT ||
						 written > touch->opened);
		count(&counts[1 + (rules->channels > 1 ? touch->channel : 0)],
		      asked, score, satisfied);
		count(&counts[1 + rules->channels +
			      (size_t)(cs_period_of(day, rules->unit) -
				       rules->first_period)],
		      asked, score, satisfied);
	}
}

static const struct cs_members members[] = {
	CS_LIST(struct satisfaction, "qqqqqqqqqqqqqqqqqqqqqqqqqqq", counts,
		CS_FIXED, ncounts),
	{ NULL },
};

const struct cs_tally satisfaction_tally = {
	.size = sizeof(struct satisfaction),
	.init = init,
	.add = add,
	.members = members,
};

/* --- the table ------------------------------------------------------------ */

const struct cs_column satisfaction_columns[] = {
	{ "period", CS_TEXT, .means = "null: all of them" },
	{ "channel", CS_TEXT, .means = "null: all of them" },
	{ "asked", CS_COUNT,
	  .means =
	      "contacts in which the firm asked (--proactive), and tickets "
	      "with a score, or whose score says Offered; null where "
	      "nothing says who was asked" },
	{ "answered", CS_COUNT,
	  .means = "contacts with a score; null where no column "
		   "holds any" },
	{ "response_rate", CS_SHARE, "answered", .means = "answered of asked" },
	{ "response_rate_low", CS_SHARE, .people = CS_FILES },
	{ "response_rate_high", CS_SHARE, .people = CS_FILES },
	{ "satisfied", CS_COUNT,
	  .means = "answers of 4 and 5, of 0-10 of 9 and 10, of words good; or "
		   "those of --satisfied" },
	{ "satisfied_share", CS_SHARE, "share",
	  .means = "satisfied of answered; null under 5 answers, as are the "
		   "next two" },
	{ "satisfied_share_low", CS_SHARE },
	{ "satisfied_share_high", CS_SHARE },
	{ "mean", CS_REAL, .decimals = 2,
	  .means = "mean score, with Student's interval; null of words" },
	{ "mean_low", CS_REAL, .decimals = 2 },
	{ "mean_high", CS_REAL, .decimals = 2 },
	{ "nps", CS_REAL, "NPS", 2, .sparse = true,
	  .means = "of 0-10: the share of 9 and 10 less that of 0 to 6, with "
		   "the adjusted Wald interval" },
	{ "nps_low", CS_REAL, .decimals = 2, .sparse = true },
	{ "nps_high", CS_REAL, .decimals = 2, .sparse = true },
	{ "bound_low", CS_SHARE, "at least",
	  .means = "satisfied of asked, if all who kept silent were not" },
	{ "bound_high", CS_SHARE, "at most",
	  .means = "satisfied of asked, if all who kept silent were" },
	{ "mark", CS_TEXT, .sparse = true,
	  .means =
	      "fewer_answer: more are satisfied than in the period before, "
	      "of those who answer, who are fewer of the asked by more "
	      "than chance has it" },
	{ NULL }
};

static const struct asked *period_of(const struct study *study, size_t period)
{
	return &study->whole->satisfaction
		    .counts[1 + study->rules.channels + period];
}

/* Is any period marked? */
static bool any_doubtful(const struct study *study)
{
	const struct asked *before = NULL;

	for (size_t i = 0; i < study->rules.periods; i++) {
		const struct asked *now = period_of(study, i);

		if (!any_asked(now))
			continue;
		if (before != NULL && rise_is_doubtful(study, before, now))
			return true;
		before = now;
	}
	return false;
}

void begin_satisfaction(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct asked *all = study->whole->satisfaction.counts;

	if (!has_column(study, CS_CONTACT_SCORE))
		cs_table_add_note(table, "Nothing says how satisfied they are "
					 "(--contact-score).");
	else if (asked_of(study, all) == 0)
		cs_table_add_note(table, "Who was asked and did not answer is "
					 "not told: --proactive says which "
					 "contacts asked.");
	else
		cs_table_add_note(table,
				  "at least, at most: the share of all who "
				  "were asked, if the silent were all "
				  "dissatisfied, or all satisfied. No method "
				  "narrows that without an assumption.");
	if (asked_of(study, all) >= CS_SCORE_FEWEST && all->unwritten == 0)
		cs_table_add_note(
		    table, "All who were asked had written before: they "
			   "are no sample of customers, most of whom may "
			   "never write.");
	if (any_doubtful(study))
		cs_table_add_note(table,
				  "fewer_answer: more of those who answer are "
				  "satisfied, and fewer answer: who is not "
				  "satisfied may have kept silent.");
	if (all->beyond > 0)
		cs_table_add_note(table,
				  all->beyond == 1
				      ? "1 answer is above 10: it is on none "
					"of the scales, and not counted."
				      : "%s answers are above 10: they are on "
					"none of the scales, and not counted.",
				  cs_figure((double)all->beyond, 0).text);
	if (scale_of(study) == SCALE_WORDS)
		cs_table_add_note(table, "Scores are words, which have no "
					 "mean.");
	if (scale_of(study) == SCALE_FIVE && study->rules.named_ten)
		cs_table_add_note(table, "Scores are called those of 0 to 10, "
					 "and none is above 5: they are taken "
					 "to be 1 to 5; --scale 0-10 says "
					 "otherwise.");
	if (scale_of(study) == SCALE_FIVE && all->scores[0] > 0)
		cs_table_add_note(table, "Scores of 0 are taken for none; "
					 "--scale 0-10 counts them.");
}

static void put_score(struct cs_table *table, const char *column, bool known,
		      struct cs_score score)
{
	cs_put_real(table, column, known ? score.figure : CS_NOTHING);
	cs_put_range(table, column, known ? score.interval.low : CS_NOTHING,
		     known ? score.interval.high : CS_NOTHING);
}

static void put_bounds(struct cs_table *table, const struct answers *a,
		       int64_t asked)
{
	struct cs_interval bounds =
	    cs_score_bounds(a->satisfied, a->sums.answers, asked);

	cs_put_real(table, "bound_low", bounds.low);
	cs_put_real(table, "bound_high", bounds.high);
}

static void put_answers(const struct study *study, struct cs_table *table,
			const struct asked *asked)
{
	enum scale scale = scale_of(study);
	bool told = asked_of(study, study->whole->satisfaction.counts) > 0;
	int64_t of = asked_of(study, asked);
	struct answers a = answers_of(study, asked);
	int64_t n = a.sums.answers;
	bool ten = scale == SCALE_TEN;

	if (told)
		cs_put_count(table, "asked", of);
	else
		cs_put_null(table, "asked");
	if (has_column(study, CS_CONTACT_SCORE))
		cs_put_count(table, "answered", n);
	else
		cs_put_null(table, "answered");
	put_share(table, "response_rate", n, of);
	if (has_column(study, CS_CONTACT_SCORE))
		cs_put_count(table, "satisfied", a.satisfied);
	else
		cs_put_null(table, "satisfied");
	put_share(table, "satisfied_share", a.satisfied,
		  n >= CS_SCORE_FEWEST ? n : 0);
	put_score(table, "mean", scale != SCALE_WORDS,
		  cs_score_mean(&a.sums, ten ? 0 : 1, ten ? 10 : 5, CS_LEVEL));
	put_score(table, "nps", ten,
		  cs_score_net(a.promoters, n - a.promoters - a.detractors,
			       a.detractors, CS_LEVEL));
	put_bounds(table, &a, of);
}

void put_satisfied(const struct study *study, struct cs_table *table,
		   const struct satisfaction *satisfaction)
{
	const struct asked *asked = &satisfaction->counts[0];
	struct answers a = answers_of(study, asked);
	int64_t n = a.sums.answers;

	put_share(table, "satisfied_share", a.satisfied,
		  n >= CS_SCORE_FEWEST ? n : 0);
	put_share(table, "response_rate", n, asked_of(study, asked));
}

void put_satisfaction(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct contacts_rules *rules = &study->rules;
	const struct satisfaction *s =
	    &((const struct tally *)part)->satisfaction;
	bool channels = last_channel(study, part) >= 0;
	const struct asked *before = NULL;

	for (size_t i = 0; i < s->ncounts; i++) {
		const struct asked *asked = &s->counts[i];
		size_t channel = i - 1, period = i - 1 - rules->channels;
		char name[CS_PERIOD_SIZE];

		if (i > 0 &&
		    (!any_asked(asked) || (i <= rules->channels && !channels)))
			continue;
		cs_row(table);
		cs_put_text(table, "period",
			    i > rules->channels
				? cs_period_format(rules->first_period +
						       (int32_t)period,
						   rules->unit, name)
				: NULL);
		put_channel(study, table,
			    i > 0 && i <= rules->channels ? (int)channel
							  : CS_ALL_CLASSES);
		put_answers(study, table, asked);
		if (i <= rules->channels) {
			cs_put_null(table, "mark");
			continue;
		}
		cs_put_text(table, "mark",
			    before != NULL &&
				    rise_is_doubtful(study, before, asked)
				? "fewer_answer"
				: NULL);
		before = asked;
	}
}

/* --- the charts ----------------------------------------------------------- */

/* The periods from the first to the last in which anybody was asked; returns
 * how many have a share, of the satisfied or of those who answered. */
static size_t put_shares(const struct study *study, struct cs_table *data,
			 bool satisfied)
{
	size_t i = 0, end = study->rules.periods, shown = 0;

	while (i < end && !any_asked(period_of(study, i)))
		i++;
	while (i < end && !any_asked(period_of(study, end - 1)))
		end--;
	for (; i < end; i++) {
		const struct asked *asked = period_of(study, i);
		struct answers a = answers_of(study, asked);
		int64_t n = a.sums.answers;
		int64_t of = satisfied ? n : asked_of(study, asked);
		char name[CS_PERIOD_SIZE];

		if (satisfied && n < CS_SCORE_FEWEST)
			of = 0;
		cs_row(data);
		cs_put_text(
		    data, "period",
		    cs_period_format(study->rules.first_period + (int32_t)i,
				     study->rules.unit, name));
		put_share(data, "share", satisfied ? a.satisfied : n, of);
		shown += of > 0;
	}
	return shown;
}

static void draw(const struct study *study, struct cs_report *report,
		 struct cs_chart chart, bool satisfied)
{
	static const struct cs_column columns[] = { { "period", CS_TEXT },
						    { "share", CS_SHARE },
						    { "share_low", CS_SHARE },
						    { "share_high", CS_SHARE },
						    { NULL } };
	struct cs_table *data = cs_table_new("satisfaction", "", columns);
	size_t shown = put_shares(study, data, satisfied);

	chart.table = "satisfaction";
	chart.data = data;
	chart.x = "period";
	chart.y = "share";
	chart.low = "share_low";
	chart.high = "share_high";
	draw_chart(study, report, chart, satisfied ? say_satisfaction : NULL,
		   shown > 1);
}

void chart_satisfaction(const void *of, struct cs_report *report,
			const char *answer)
{
	static const struct cs_chart satisfied = {
		.kind = CS_CHART_PERIODS,
		.title = "How satisfied are those who answer?",
		.ylabel = "satisfied of those who answered, of 5 or more; "
			  "band: 95 % interval",
	};
	static const struct cs_chart answered = {
		.kind = CS_CHART_BARS,
		.title = "How many of those who are asked answer?",
		.ylabel = "answered of those who were asked (95 % interval)",
	};

	(void)answer;
	draw(of, report, satisfied, true);
	draw(of, report, answered, false);
}

/* --- the answer ----------------------------------------------------------- */

/* How many of those who were asked answered. */
static void say_asked(int64_t asked, int64_t answers, struct cs_buf *out)
{
	if (asked == 1) {
		cs_buf_addf(out, "The only one who was asked %s",
			    answers > 0 ? "answered" : "did not answer");
		return;
	}
	cs_buf_addf(out,
		    answers > 0 ? "Of %s who were asked %s answered"
				: "None of %s who were asked answered",
		    cs_figure((double)asked, 0).text,
		    cs_figure((double)answers, 0).text);
	if (answers > 0) {
		cs_buf_adds(out, ", ");
		cs_add_percent(out, cs_ratio(answers, asked));
	}
}

void say_satisfaction(const struct study *study, struct cs_buf *out)
{
	const struct asked *all = &study->whole->satisfaction.counts[0];
	struct answers a = answers_of(study, all);
	int64_t n = a.sums.answers, asked = asked_of(study, all);
	struct cs_interval bounds = cs_score_bounds(a.satisfied, n, asked);

	if (!has_column(study, CS_CONTACT_SCORE))
		return;
	if (asked > 0)
		say_asked(asked, n, out);
	if (n == 0)
		return;
	if (n < CS_SCORE_FEWEST) {
		if (asked > 0)
			cs_buf_adds(out, "; so few say little of all");
		return;
	}
	if (asked > 0)
		cs_buf_adds(out, "; of these");
	else
		cs_buf_addf(out, "Of %s who answered",
			    cs_figure((double)n, 0).text);
	cs_buf_addf(out, " %s %s satisfied",
		    a.satisfied > 0 ? cs_figure((double)a.satisfied, 0).text
				    : "none",
		    a.satisfied > 1 ? "are" : "is");
	if (a.satisfied > 0) {
		cs_buf_adds(out, ", ");
		cs_add_percent(out, cs_ratio(a.satisfied, n));
	}
	cs_add_level_interval(out, cs_wilson(a.satisfied, n, CS_LEVEL));
	if (asked <= n)
		return;
	cs_buf_adds(out, "; of all who were asked it may be ");
	cs_add_rounded(out, 100 * bounds.low, 1);
	cs_buf_adds(out, " to ");
	cs_add_percent(out, bounds.high);
}

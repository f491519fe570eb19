/* records.c - see records.h. */
#include "churn/records.h"

#include "base/mem.h"

/* --- strata ------------------------------------------------------------ */

/* Ordinals beyond the tenth are compared in bands. */
enum { SINGLE = 10 };
static const size_t ends[] = { 15, 25, 50, 100 };
enum { BANDS = SINGLE + sizeof ends / sizeof *ends + 1 };

static uint32_t band(size_t ordinal)
{
	uint32_t b = SINGLE;

	if (ordinal <= SINGLE)
		return (uint32_t)ordinal - 1;
	for (size_t i = 0; i < BANDS - SINGLE - 1; i++)
		b += ordinal > ends[i];
	return b;
}

/* Counted from the period of the first date. */
static uint32_t period_of(const struct churn_rules *rules, cs_day day)
{
	const struct cs_standing_rules *standing = &rules->standing;

	return (uint32_t)(cs_period_of(day, standing->unit) -
			  cs_period_of(standing->days.from, standing->unit));
}

static uint32_t count_periods(const struct churn_rules *rules)
{
	return period_of(rules, rules->standing.as_of) + 1;
}

/* --- lists ------------------------------------------------------------- */

void records_init(struct records *records, const struct churn_rules *rules)
{
	*records = (struct records){
		.strata = BANDS * count_periods(rules),
		.ndays = (uint32_t)cs_window_days(rules->standing.days),
	};
}

void records_add(struct records *records, struct record record)
{
	CS_GROW(records->list, records->count, records->capacity);
	records->list[records->count++] = record;
}

bool records_sound(const void *tally)
{
	const struct records *records = tally;
	bool sound = true;

	for (size_t i = 0; i < records->count; i++) {
		const struct record *record = &records->list[i];

		sound = sound && record->stratum < records->strata &&
			record->days >= -1 &&
			record->days < (int64_t)records->ndays &&
			record->clock < MOST_CLOCKS &&
			record->experience < NEXPERIENCES;
	}
	return sound;
}

/* --- the course after a purchase --------------------------------------- */

/* The last day on which a silence until the end is a lapse of this customer. */
static cs_day own_cutoff(const struct churn_rules *rules,
			 const struct cs_standing *standing)
{
	int64_t cutoff =
	    (int64_t)rules->standing.as_of - standing->lapse_days - 1;

	if (standing->lapse_days < 0)
		return rules->standing.lapse->cutoff;
	return cutoff < CS_DAY_MIN ? CS_NO_DAY : (cs_day)cutoff;
}

struct record record_of(const struct churn_rules *rules,
			const struct cs_customer *customer,
			const struct person *person, size_t clock)
{
	const struct cs_standing *standing = &person->standing;
	cs_day start = customer->purchases[clock].day;
	cs_day cutoff = own_cutoff(rules, standing);
	struct record record = {
		.stratum = band(clock + 1) * count_periods(rules) +
			   period_of(rules, start),
		.days =
		    cutoff == CS_NO_DAY || start > cutoff ? -1 : cutoff - start,
		.clock =
		    (uint16_t)(clock < MOST_CLOCKS ? clock : MOST_CLOCKS - 1),
		.experience = person->worst,
		.lapsed = standing->state == CS_LAPSED,
	};

	for (size_t i = clock; i < customer->npurchases; i++)
		if (cs_standing_lapse(&rules->standing, standing, customer,
				      i) != CS_NO_DAY) {
			record.days = customer->purchases[i].day - start;
			record.lapse = true;
			break;
		}
	return record;
}

/* --- the others -------------------------------------------------------- */

/* A number from 0 to below 1 that only the key decides (FNV-1a, then mixed). */
static double draw(struct cs_text key)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < key.length; i++)
		hash = (hash ^ (unsigned char)key.bytes[i]) * 0x100000001b3u;
	hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9u;
	hash = (hash ^ hash >> 27) * 0x94d049bb133111ebu;
	hash ^= hash >> 31;
	return (double)(hash >> 11) * 0x1p-53;
}

void drawing_init(struct drawing *drawing, const struct churn_rules *rules,
		  const struct records *met)
{
	*drawing = (struct drawing){ .rules = rules, .sum = met->count };
	for (size_t i = 0; i < met->count; i++)
		drawing->clocks[met->list[i].clock]++;
}

/* SIZE_MAX: it never got so far. */
static size_t draw_clock(const struct drawing *drawing,
			 const struct cs_customer *customer)
{
	uint64_t sum = 0, target = (uint64_t)(draw(customer->key) *
					      (double)drawing->sum);

	for (size_t n = 0; n < MOST_CLOCKS && n < customer->npurchases; n++) {
		sum += drawing->clocks[n];
		if (sum > target)
			return n;
	}
	return SIZE_MAX;
}

static void others_init(void *records, const void *with)
{
	const struct drawing *drawing = with;

	records_init(records, drawing->rules);
}

static void others_add(void *records, const void *with,
		       const struct cs_customer *customer)
{
	const struct drawing *drawing = with;
	size_t clock = draw_clock(drawing, customer);
	struct person person;
	struct record record;

	if (clock == SIZE_MAX)
		return;
	person = person_of(drawing->rules, customer);
	record = record_of(drawing->rules, customer, &person, clock);
	record.before = person.clock > clock;
	record.failed = person.first_failure <= clock;
	records_add(records, record);
}

static const struct cs_members members[] = { RECORDS_MEMBERS, { NULL } };

const struct cs_tally others_tally = {
	.size = sizeof(struct records),
	.init = others_init,
	.add = others_add,
	.members = members,
	.tag = "othe",
	.version = 1,
	.sound = records_sound,
};

/* records.c - see study.h. */
#include "base/mem.h"
#include "churn/study.h"

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

void records_init(void *records, const void *with)
{
	const struct churn_rules *rules = with;

	*(struct records *)records = (struct records){
		.strata = BANDS * count_periods(rules),
		.ndays = (uint32_t)cs_window_days(rules->standing.days),
	};
}

bool records_sound(const void *tally)
{
	const struct records *records = tally;

	for (size_t i = 0; i < records->count; i++) {
		const struct record *record = &records->list[i];

		if (record->stratum >= records->strata || record->days < -1 ||
		    record->days >= (int64_t)records->ndays ||
		    record->clock >= MOST_CLOCKS ||
		    record->experience >= NEXPERIENCES)
			return false;
	}
	return true;
}

/* --- the course after a purchase --------------------------------------- */

void records_add(struct records *records, const struct churn_rules *rules,
		 const struct cs_customer *customer,
		 const struct person *person, size_t clock)
{
	const struct cs_standing *standing = &person->standing;
	cs_day start = customer->purchases[clock].day;
	cs_day cutoff =
	    cs_standing_cutoff(&rules->standing, standing, customer);
	cs_day lapse;
	size_t left = cs_standing_lapse(&rules->standing, standing, customer,
					clock, &lapse);
	struct record record = {
		.stratum = band(clock + 1) * count_periods(rules) +
			   period_of(rules, start),
		.days =
		    cutoff == CS_NO_DAY || start > cutoff ? -1 : cutoff - start,
		.clock =
		    (uint16_t)(clock < MOST_CLOCKS ? clock : MOST_CLOCKS - 1),
		.experience = person->worst,
		.before = person->clock > clock,
		.failed = person->first_failure <= clock,
		.lapsed = standing->state == CS_LAPSED,
	};

	if (left < customer->npurchases) {
		record.days = customer->purchases[left].day - start;
		record.lapse = true;
	}
	CS_GROW(records->list, records->count, records->capacity);
	records->list[records->count++] = record;
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

void count_clocks(struct churn_rules *rules, const struct records *met)
{
	rules->met = met->count;
	for (size_t i = 0; i < met->count; i++)
		rules->clocks[met->list[i].clock]++;
}

static void others_add(void *records, const void *with,
		       const struct cs_customer *customer)
{
	const struct churn_rules *rules = with;
	uint64_t sum = 0,
		 target = (uint64_t)(draw(customer->key) * (double)rules->met);
	struct person person;

	for (size_t n = 0; n < MOST_CLOCKS && n < customer->npurchases; n++) {
		sum += rules->clocks[n];
		if (sum > target) {
			person = person_of(rules, customer);
			records_add(records, rules, customer, &person, n);
			return;
		}
	}
}

static const struct cs_members members[] = { RECORDS_MEMBERS, { NULL } };

const struct cs_tally others_tally = {
	.size = sizeof(struct records),
	.init = records_init,
	.add = others_add,
	.members = members,
	.tag = "othe",
	.version = 1,
	.sound = records_sound,
};

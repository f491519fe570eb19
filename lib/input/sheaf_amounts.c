/*
 * sheaf_amounts.c - the amounts of a sheaf, as read_amount() of row.c has them,
 * of which this is the first step: up to eight bytes.
 *
 * Cells are gathered first, one after another, then read eight at a time
 * without a branch, which takes half of the time of reading each by itself.
 */
#include "input/sheaf_cells.h"

#include "cell/amount.h"

enum { LANES = 8 };

/* Cells as cs_amount_of_word() takes them: */
struct gathered {
	_Alignas(64) uint64_t word[CS_SHEAF_ROWS];
	_Alignas(64) uint64_t unused[CS_SHEAF_ROWS]; /* bits, below the first */
	_Alignas(64) uint64_t minus[CS_SHEAF_ROWS];  /* all bits, or none */
	/* ... and what is read: is it sure, all bits or none? */
	_Alignas(64) uint64_t sure[CS_SHEAF_ROWS];
};

static void read_portable(struct gathered *cells, size_t count,
			  enum cs_mark mark, cs_micros *amount)
{
	for (size_t i = 0; i < count; i++)
		cells->sure[i] = -(uint64_t)cs_amount_of_word(
		    cells->word[i], 8 - cells->unused[i] / 8,
		    cells->minus[i] != 0, mark, &amount[i]);
}

#if defined(__x86_64__)
typedef uint64_t lanes __attribute__((vector_size(LANES * 8)));

#define EACH_BYTE(byte) ((uint64_t)(byte)*0x0101010101010101u)
#define TOP(index) ((uint64_t)0x80 << 8 * (index)) /* a byte's highest bit */
#define IF(is, yes, no) (((yes) & (lanes)(is)) | ((no) & ~(lanes)(is)))

/* As cs_amount_of_word(), with its names. */
static inline __attribute__((always_inline)) void read_lanes(
    struct gathered *cells, size_t i, uint64_t unsure, cs_micros *amount)
{
	lanes zero = { 0 }, word, dots, low, before, unit, number, minus,
	      unused;

	__builtin_memcpy(&word, &cells->word[i], sizeof word);
	__builtin_memcpy(&unused, &cells->unused[i], sizeof unused);
	__builtin_memcpy(&minus, &cells->minus[i], sizeof minus);
	word ^= (zero + EACH_BYTE(0x30)) << unused;
	dots = word ^ EACH_BYTE(0x1E);
	dots = (dots - EACH_BYTE(1)) & ~dots & EACH_BYTE(0x80);
	low = dots & -dots; /* of the first byte that is a point, if one is */
	before = (low >> 7) - 1;
	word = IF(low == 0, word,
		  (word & before) << 8 | (word & ~(before << 8 | 0xFF)));
	dots = (low & (unsure | (zero + 0x80) << unused)) |
	       (((word + EACH_BYTE(0x76)) | word) & EACH_BYTE(0x80));
	dots = (lanes)(dots == 0);
	__builtin_memcpy(&cells->sure[i], &dots, sizeof dots);
	unit = IF(low == 0, zero + 1000000, zero + 1);
	for (int point = 2; point < 7; point++) {
		static const uint64_t units[] = { 0,	0,     10,    100,
						  1000, 10000, 100000 };

		unit = IF(low == TOP(point), zero + units[point], unit);
	}
	word = (word << 3) + (word << 1) + (word >> 8);
	number = (word & 0xFF) * 1000000 + (word >> 16 & 0xFF) * 10000 +
		 (word >> 32 & 0xFF) * 100 + (word >> 48 & 0xFF);
	number = ((number * unit) ^ minus) - minus;
	__builtin_memcpy(&amount[i], &number, sizeof number);
}

/* Where a point leaves doubt: behind all digits; where the mark is not known,
 * before three; where it is the comma, anywhere. */
static uint64_t unsure_points(enum cs_mark mark)
{
	return mark == CS_MARK_COMMA	 ? EACH_BYTE(0x80)
	       : mark == CS_MARK_UNKNOWN ? TOP(7) | TOP(4)
					 : TOP(7);
}

#define DEFINE(name, of)                                             \
	__attribute__((target(of))) static void read_##name(         \
	    struct gathered *cells, size_t count, enum cs_mark mark, \
	    cs_micros *amount)                                       \
	{                                                            \
		uint64_t unsure = unsure_points(mark);               \
                                                                     \
		for (size_t i = 0; i < count; i += LANES)            \
			read_lanes(cells, i, unsure, amount);        \
	}

DEFINE(avx2, "avx2")
DEFINE(avx512, "avx512f,avx512dq")

static void read_all(const struct cs_sheaf_reader *reader,
		     struct gathered *cells, size_t count, cs_micros *amount)
{
	enum cs_mark mark = reader->schema->mark;

	if (reader->vectors == CS_AVX512)
		read_avx512(cells, count, mark, amount);
	else if (reader->vectors == CS_AVX2)
		read_avx2(cells, count, mark, amount);
	else
		read_portable(cells, count, mark, amount);
}
#else
static void read_all(const struct cs_sheaf_reader *reader,
		     struct gathered *cells, size_t count, cs_micros *amount)
{
	read_portable(cells, count, reader->schema->mark, amount);
}
#endif

/* The numbers of a column; notes which cells are empty, where that matters. */
static void read_column(struct cs_sheaf_reader *reader, int index,
			cs_micros *amount)
{
	struct cs_cells_down column = cs_cells_down(reader, index);
	struct gathered cells;
	size_t count = reader->count, i;

	for (i = 0; i < count; i++) {
		struct cs_text cell = cs_cell_down(&column, i);
		bool minus = *cell.bytes == '-';
		size_t n = cell.length - minus;
		const char *end = cell.bytes + cell.length;
		unsigned unused = 8 * (8 - (unsigned)n);

		cells.minus[i] = -(uint64_t)minus;
		if (n - 1 > 7 || end - column.text < 8) {
			cells.word[i] = cells.unused[i] = 0; /* is none */
			if (cell.length == 0 && reader->nrepeated > 0)
				reader->lacking[reader->nlacking++] =
				    (unsigned char)i;
			continue;
		}
		cells.unused[i] = unused;
		cells.word[i] = cs_cell_load8(end - 8) >> unused << unused;
	}
	for (; i % LANES != 0; i++)
		cells.word[i] = cells.unused[i] = cells.minus[i] = 0;
	read_all(reader, &cells, count, amount);
	for (i = 0; i < count; i++)
		reader->sure[i] &= cells.sure[i] != 0;
}

/*
 * As read_product() with cs_amount_multiply(), of what fits into 64 bits and
 * has no more than six decimals. cs-pareto of 4 million such rows takes two
 * thirds of the time that it took with each row read by itself.
 */
static void read_products(struct cs_sheaf_reader *reader)
{
	const int *column = reader->schema->column;
	cs_micros quantity[CS_SHEAF_ROWS] = { 0 };
	cs_micros *amount = reader->sheaf.amount;

	read_column(reader, column[CS_ROLE_QUANTITY], quantity);
	read_column(reader, column[CS_ROLE_PRICE], amount);
	for (size_t i = 0; i < reader->count; i++) {
		cs_micros product;
		bool fits =
		    !__builtin_mul_overflow(quantity[i], amount[i], &product);

		reader->sure[i] &= fits && product % CS_MICROS == 0;
		amount[i] = product / CS_MICROS;
	}
}

void cs_sheaf_amounts(struct cs_sheaf_reader *reader)
{
	int column = reader->schema->column[CS_ROLE_AMOUNT];

	reader->nlacking = 0;
	if (column >= 0)
		read_column(reader, column, reader->sheaf.amount);
	else
		read_products(reader);
}

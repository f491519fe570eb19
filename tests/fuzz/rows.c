/*
 * rows.c - fuzzes the way from bytes to customers: source, cutter, reader,
 * shuffle, orders, contacts. The first three bytes choose how the rest is read,
 * which is one file or several, with the byte FS (28) between them.
 *
 * Blocks of any size, any number of threads, every way of splitting, plain or
 * gzip: all give the same account, bad rows, failure and customers.
 */
#include "data/data.h"

#include <string.h>
#include <zlib.h>

#include "../fuzz_file.h"
#include "base/buf.h"
#include "base/hash.h"

enum { CHOICES = 3, OTHER_WAYS = 4, MOST_FILES = 3, FILE_SEPARATOR = 28 };

/* The first byte, */
enum {
	GZIP = 1,
	CONTACTS = 2, /* the last file is one */
	SKIP_BAD = 4,
	GROUPED = 8,
	FILTERED = 16,
	NO_QUOTE = 32
};
/* and the second; the third says in which other way it is read. */
enum {
	TOTALS = 1,
	BY_DAY = 2,
	ONCE = 4,
	NO_HEADER = 8,
	KEEP = 16,
	LIMITED = 32
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct files {
	struct cs_text text[MOST_FILES];
	const char *path[MOST_FILES];
	size_t count;
};

/* --- what is read ------------------------------------------------------- */

static int take_reject(void *context, const struct cs_reject *reject,
		       struct cs_err *err);

static struct cs_input input_of(uint8_t first, uint8_t second)
{
	return (struct cs_input){
		.dialect = { .quote = first & NO_QUOTE ? CS_NO_QUOTE : '"',
			     .no_header = (second & NO_HEADER) != 0 },
		.first_day = CS_DAY_MIN,
		.last_day = second & LIMITED ? 20100 : CS_DAY_MAX,
		.skip_bad = (first & SKIP_BAD) != 0,
		.too_many_bad = second & LIMITED ? 2 : 0,
		.reject = take_reject,
	};
}

static struct cs_load_options options_of(uint8_t first, uint8_t second)
{
	static const struct cs_expression where = { .option = "--where" };
	struct cs_load_options options = {
		.input = input_of(first, second),
		.need = !(second & TOTALS) ? CS_PURCHASES
			: first & GROUPED || second & (ONCE | KEEP)
			    ? CS_TOTALS_AND_PURCHASES
			    : CS_TOTALS,
		.by_day = (second & BY_DAY) != 0,
		.items = second & ONCE ? CS_ITEMS_ONCE : CS_ITEMS_FOUND,
		.keep = (second & KEEP) != 0,
		.as_of = CS_NO_DAY,
		.first_from = CS_DAY_MIN,
		.first_to = CS_DAY_MAX,
	};
	struct cs_input *input = &options.input;
	struct cs_column_rule *columns = input->columns;
	struct cs_err err = CS_ERR_INIT;

	input->ncolumns = cs_order_columns(columns);
	columns[CS_ROLE_CUSTOMER].wanted = columns[CS_ROLE_DATE].wanted =
	    columns[CS_ROLE_AMOUNT].wanted = CS_REQUIRED;
	columns[CS_ROLE_ORDER].wanted = CS_OPTIONAL;
	if (input->dialect.no_header) {
		columns[CS_ROLE_CUSTOMER].named = "1";
		columns[CS_ROLE_DATE].named = "2";
		columns[CS_ROLE_AMOUNT].named = "3";
	}
	if (first & GROUPED)
		columns[CS_ROLE_GROUP].named = "4";
	if (second & KEEP)
		columns[input->ncolumns++] = (struct cs_column_rule){
			.name = "kept",
			.option = "--keep",
			.named = "4",
			.wanted = CS_REQUIRED,
		};
	if (first & FILTERED)
		HOLDS(cs_input_express(input, &where, "4 != x", &err) == 0);
	return options;
}

static void take_contact(const struct cs_row *row, struct cs_contact *contact)
{
	contact->responded = row->values[CS_CONTACT_RESPONDED].day;
	contact->resolved = row->values[CS_CONTACT_RESOLVED].day;
}

static struct cs_input contacts_of(uint8_t first)
{
	static const struct cs_expression kind = {
		.option = "--complaint",
		.flag = 1,
		.optional = true,
		.column = CS_NROLES + CS_CONTACT_KIND,
	};
	struct cs_input input = input_of(first, 0);
	struct cs_err err = CS_ERR_INIT;

	input.prefix = "contact-";
	input.ncolumns = cs_contact_columns(input.columns);
	HOLDS(cs_input_express(&input, &kind, "kind = complaint", &err) == 0);
	return input;
}

/* --- what came of it, as a text ----------------------------------------- */

/* Sums of hashes do not depend on the order of customers. */
struct digest {
	uint64_t customers, sum;
};

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length)
{
	const struct cs_hash_seed seed = { { hash, 0x9e3779b97f4a7c15u } };

	return cs_hash(&seed, bytes, length);
}

static void add_customer(void *context, unsigned worker,
			 const struct cs_customer *customer)
{
	struct digest *digest = (struct digest *)context + worker;
	uint64_t hash =
	    hash_bytes(0, customer->key.bytes, customer->key.length);

	hash = hash_bytes(hash, &customer->group, sizeof customer->group);
	hash = hash_bytes(hash, &customer->rows, sizeof customer->rows);
	hash = hash_bytes(hash, &customer->value, sizeof customer->value);
	for (size_t i = 0; i < customer->npurchases + customer->nrefunds; i++)
		hash = hash_bytes(hash, &customer->purchases[i].day, 4) +
		       (uint64_t)customer->purchases[i].total;
	for (size_t i = 0; i < customer->ncontacts; i++)
		hash = hash_bytes(hash, &customer->contacts[i],
				  sizeof *customer->contacts);
	if (customer->kept != NULL && customer->kept->day != CS_NO_DAY)
		hash = hash_bytes(hash, customer->kept->text.bytes,
				  customer->kept->text.length);
	digest->customers++;
	digest->sum += hash;
}

static void put_open_lines(const struct cs_input_result *result,
			   struct cs_buf *out)
{
	for (size_t i = 0; i < result->nschemas; i++)
		if (result->open_lines[i] > 0)
			cs_buf_addf(out, "%zu: no end: %llu\n", i,
				    (unsigned long long)result->open_lines[i]);
}

static void put_account(const struct cs_input_result *result,
			struct cs_buf *out)
{
	const struct cs_account *account = &result->account;
	char text[CS_MONEY_SIZE];
	uint64_t rows = 0;
	cs_sum amount = 0;

	for (int fate = 0; fate < CS_NFATES; fate++) {
		rows += account->rows[fate];
		amount += account->amounts[fate];
		cs_buf_addf(out, "%llu of %s, ",
			    (unsigned long long)account->rows[fate],
			    cs_money_format(account->amounts[fate], text));
	}
	HOLDS(rows == account->rows_read && amount == account->amount_read);
	cs_buf_addf(
	    out, "negative %llu, rounded %llu, days %d %d %d\n",
	    (unsigned long long)account->rows_negative,
	    (unsigned long long)account->rows_rounded, account->first_date,
	    result->ndays > 1 ? result->days[result->ndays - 2].day : CS_NO_DAY,
	    account->last_date);
	put_open_lines(result, out);
}

static void put_reject(const struct cs_reject *reject, struct cs_buf *out)
{
	HOLDS(reject->line > 0 && *reject->message != '\0');
	cs_buf_addf(out, "%s:%llu:%u: %s [%s]\n", reject->file,
		    (unsigned long long)reject->line, reject->field,
		    reject->message, reject->code);
}

static int take_reject(void *context, const struct cs_reject *reject,
		       struct cs_err *err)
{
	struct cs_buf *out = context;

	(void)err;
	put_reject(reject, out);
	cs_buf_addf(out, "%s\n", reject->record);
	return 0;
}

static void put_rejects(const struct cs_input_result *result,
			struct cs_buf *out)
{
	for (size_t i = 0; i < result->nrejects; i++)
		put_reject(&result->rejects[i], out);
}

static void put_data(const struct cs_data *data, struct cs_buf *out)
{
	struct digest digests[4] = { { 0, 0 } }, all = { 0, 0 };

	HOLDS(data->threads <= sizeof digests / sizeof *digests);
	cs_data_each(data, add_customer, digests);
	for (unsigned i = 0; i < data->threads; i++) {
		all.customers += digests[i].customers;
		all.sum += digests[i].sum;
	}
	HOLDS(all.customers == data->customers);
	cs_buf_addf(out, "%llu customers: %llx, as of %d\n",
		    (unsigned long long)all.customers,
		    (unsigned long long)all.sum, data->as_of);
	for (size_t i = 0; i < data->ngroups; i++)
		cs_buf_addf(out, "group %s\n", data->groups[i]);
	put_account(&data->input, out);
	put_account(&data->contacts.input, out);
	cs_buf_addf(out, "contacts of %llu, not of %llu\n",
		    (unsigned long long)data->contacts.customers_matched,
		    (unsigned long long)data->contacts.customers_unmatched);
}

static void read_once(const struct cs_load_options *options,
		      struct cs_buf *taken, struct cs_buf *out)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_data data;
	enum cs_read status = cs_load(options, &data, &err);

	cs_buf_addf(out, "%d\n", (int)status);
	if (status == CS_READ_FAILED) {
		HOLDS(*err.message != '\0');
		cs_buf_addf(out, "%s:%llu:%u: %s [%s]\n",
			    err.file != NULL ? err.file : "",
			    (unsigned long long)err.line, (unsigned)err.column,
			    err.message, err.code);
	} else {
		cs_buf_add(out, taken->data, taken->length);
		put_rejects(&data.input, out);
		put_rejects(&data.contacts.input, out);
	}
	if (status == CS_READ_ALL)
		put_data(&data, out);
	cs_data_release(&data);
}

/* --- in all ways -------------------------------------------------------- */

static struct files cut_files(const char *bytes, size_t size)
{
	struct files files = { .count = 0 };
	const char *end = bytes + size, *next;

	for (; files.count < MOST_FILES; bytes = next + 1) {
		next = size > 0 ? memchr(bytes, FILE_SEPARATOR,
					 (size_t)(end - bytes))
				: NULL;
		if (next == NULL || files.count + 1 == MOST_FILES)
			next = end;
		files.text[files.count++] =
		    (struct cs_text){ bytes, (size_t)(next - bytes) };
		if (next == end)
			break;
	}
	return files;
}

/* One member; a gzip file of bytes that are none. */
static void add_member(struct cs_buf *out, const char *bytes, size_t length)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)bytes,
		       .avail_in = (uInt)length };

	HOLDS(deflateInit2(&z, 1, Z_DEFLATED, 9 + 16, 1, Z_FIXED) == Z_OK);
	z.avail_out = (uInt)deflateBound(&z, length);
	z.next_out = (unsigned char *)cs_buf_room(out, z.avail_out);
	HOLDS(deflate(&z, Z_FINISH) == Z_STREAM_END);
	out->length += z.total_out;
	deflateEnd(&z);
}

static void compress_files(const struct files *files)
{
	struct cs_buf packed = CS_BUF_INIT;

	for (size_t i = 0; i < files->count; i++) {
		struct cs_text text = files->text[i];
		size_t half = text.length / 2;

		cs_buf_clear(&packed);
		add_member(&packed, text.bytes, half);
		add_member(&packed, text.bytes + half, text.length - half);
		fuzz_file(i, packed.data, packed.length);
	}
	cs_buf_release(&packed);
}

static bool is_gzip(const struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		if (files->text[i].length > 1 &&
		    memcmp(files->text[i].bytes, "\x1f\x8b", 2) == 0)
			return true;
	return false;
}

static void read_in(struct cs_load_options *options, struct cs_input *contacts,
		    size_t way, struct cs_buf *out)
{
	static const struct {
		size_t block_size;
		unsigned threads;
		enum cs_csv_path path;
	} ways[1 + OTHER_WAYS] = { { 65536, 1, CS_CSV_AUTO },
				   { 1, 1, CS_CSV_AVX2 },
				   { 7, 3, CS_CSV_PORTABLE },
				   { 64, 1, CS_CSV_LIBCSV },
				   { 1000, 2, CS_CSV_PORTABLE } };
	struct cs_buf taken = CS_BUF_INIT;

	options->input.block_size = contacts->block_size = ways[way].block_size;
	options->input.threads = contacts->threads = ways[way].threads;
	options->input.csv_path = contacts->csv_path = ways[way].path;
	options->input.reject_context = contacts->reject_context = &taken;
	read_once(options, &taken, out);
	cs_buf_release(&taken);
}

/* At once and in another way. */
static void check(struct cs_load_options *options, struct cs_input *contacts,
		  const struct files *files, bool gzip, size_t other)
{
	struct cs_buf want = CS_BUF_INIT, got = CS_BUF_INIT;

	read_in(options, contacts, 0, &want);
	if (gzip && !is_gzip(files))
		compress_files(files);
	read_in(options, contacts, other, &got);
	if (strcmp(got.data, want.data) != 0) {
		fprintf(stderr, "%sinstead of\n%s", got.data, want.data);
		abort();
	}
	cs_buf_release(&want);
	cs_buf_release(&got);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cs_load_options options;
	struct cs_input contacts;
	struct files files;

	if (size < CHOICES)
		return 0;
	options = options_of(data[0], data[1]);
	contacts = contacts_of(data[0]);
	files = cut_files((const char *)data + CHOICES, size - CHOICES);
	for (size_t i = 0; i < files.count; i++)
		files.path[i] =
		    fuzz_file(i, files.text[i].bytes, files.text[i].length);
	options.input.files = files.path;
	options.input.nfiles = files.count;
	if (data[0] & CONTACTS && files.count > 1) {
		contacts.files = &files.path[--options.input.nfiles];
		contacts.nfiles = 1;
		options.contacts = &contacts;
		options.contact = take_contact;
	}
	check(&options, &contacts, &files, (data[0] & GZIP) != 0,
	      1 + data[2] % OTHER_WAYS);
	cs_input_release(&options.input);
	cs_input_release(&contacts);
	return 0;
}

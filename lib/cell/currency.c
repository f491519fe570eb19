/* currency.c - see currency.h. */
#include "cell/currency.h"

#include <stdint.h>
#include <strings.h>

#include "base/utf8.h"

enum { CODE = 3 };

/* ISO 4217, those in use and those that old exports hold. */
static const char codes[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND "
    "BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF CHF CLF CLP CNH CNY COP CRC CUC "
    "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES "
    "KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB "
    "PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RUR RWF SAR SBD SCR SDG SEK SGD "
    "SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD "
    "TZS UAH UGX USD UYU UZS VED VEF VES VND VUV WST XAF XCD XOF XPF YER ZAR "
    "ZMW ZWL";

#define DOLLARS                                                            \
	"USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BRL BBD BMD " \
	"BND BSD BZD CUP CVE FJD GYD JMD KYD LRD MOP NAD NIO SBD SRD TTD " \
	"WST XCD ZWL"
#define POUNDS "GBP EGP FKP GIP LBP SDG SHP SSP SYP"
#define YEN "JPY CNY"

/* A sign that is a word does not go on in letters behind it. */
enum { BEFORE = 1, BEHIND = 2, WORD = 4, BOTH = BEFORE | BEHIND | WORD };

static const struct sign {
	const char *text;
	const char *means;
	unsigned where;
} signs[] = {
	{ "$", DOLLARS, 0 },
	{ "€", "EUR", 0 },
	{ "£", POUNDS, 0 },
	{ "¥", YEN, 0 },
	{ "₹", "INR", 0 },
	{ "₩", "KRW KPW", 0 },
	{ "₽", "RUB RUR", 0 },
	{ "₺", "TRY", 0 },
	{ "₫", "VND", 0 },
	{ "₱", "PHP", 0 },
	{ "฿", "THB", 0 },
	{ "₪", "ILS", 0 },
	{ "₦", "NGN", 0 },
	{ "₴", "UAH", 0 },
	{ "₸", "KZT", 0 },
	{ "₡", "CRC SVC", 0 },
	{ "₲", "PYG", 0 },
	{ "₵", "GHS", 0 },
	{ "₭", "LAK", 0 },
	{ "₮", "MNT", 0 },
	{ "₾", "GEL", 0 },
	{ "₼", "AZN", 0 },
	{ "₨", "INR PKR LKR NPR MUR SCR", 0 },
	{ "৳", "BDT", 0 },
	{ "៛", "KHR", 0 },
	{ "﷼", "IRR SAR OMR QAR YER", 0 },
	{ "¤", "", 0 },
	{ "＄", DOLLARS, 0 },
	{ "￡", POUNDS, 0 },
	{ "￥", YEN, 0 },
	{ "￦", "KRW KPW", 0 },
	{ "US$", "USD", 0 },
	{ "US $", "USD", 0 },
	{ "C $", "CAD NIO", 0 },
	{ "CA $", "CAD", 0 },
	{ "AU $", "AUD", 0 },
	{ "NZ $", "NZD", 0 },
	{ "HK $", "HKD", 0 },
	{ "U$", "USD UYU", 0 },
	{ "A$", "AUD", 0 },
	{ "AU$", "AUD", 0 },
	{ "C$", "CAD NIO", 0 },
	{ "CA$", "CAD", 0 },
	{ "NZ$", "NZD", 0 },
	{ "S$", "SGD", 0 },
	{ "SG$", "SGD", 0 },
	{ "HK$", "HKD", 0 },
	{ "NT$", "TWD", 0 },
	{ "MX$", "MXN", 0 },
	{ "R$", "BRL", 0 },
	{ "RD$", "DOP", 0 },
	{ "J$", "JMD", 0 },
	{ "TT$", "TTD", 0 },
	{ "EC$", "XCD", 0 },
	{ "E£", "EGP", 0 },
	/* a full stop belongs to these */
	{ "kr", "SEK NOK DKK ISK", BOTH },
	{ "Kr", "SEK NOK DKK ISK", BOTH },
	{ "Kč", "CZK", BOTH },
	{ "Ft", "HUF", BOTH },
	{ "zł", "PLN", BOTH },
	{ "zl", "PLN", BOTH },
	{ "lei", "RON MDL", BOTH },
	{ "Lei", "RON MDL", BOTH },
	{ "Fr", "CHF", BOTH },
	{ "SFr", "CHF", BOTH },
	{ "din", "RSD", BOTH },
	{ "лв", "BGN", BOTH },
	{ "грн", "UAH", BOTH },
	{ "руб", "RUB RUR BYN BYR", BOTH },
	{ "р", "RUB RUR BYN BYR", BEHIND | WORD },
	{ "Rp", "IDR", BOTH },
	{ "Rs", "INR PKR LKR NPR MUR SCR", BOTH },
	{ "RM", "MYR", BEFORE | WORD },
	{ "R", "ZAR", BEFORE | WORD },
	{ "Bs", "BOB VES VEF", BEFORE | WORD },
	{ "S/", "PEN", BEFORE | WORD },
	{ "Q", "GTQ", BEFORE | WORD },
	{ "KSh", "KES", BOTH },
	{ "Ksh", "KES", BOTH },
	{ "TSh", "TZS", BOTH },
	{ "USh", "UGX", BOTH },
	{ "TL", "TRY", BOTH },
	{ "Euro", "EUR", BOTH },
	{ "euro", "EUR", BOTH },
	{ "đ", "VND", BOTH },
	{ "บาท", "THB", BOTH },
	{ "元", "CNY TWD HKD", BOTH },
	{ "円", "JPY", BOTH },
	{ "원", "KRW", BOTH },
};

enum { NSIGNS = sizeof signs / sizeof *signs };

bool cs_currency_word_goes_on(const struct cs_cursor *t)
{
	size_t used;
	uint32_t c;

	if (t->at == t->end)
		return false;
	c = cs_utf8_decode(t->at, cs_cursor_left(t), &used);
	return c < 0x80 ? cs_is_letter(*t->at)
			: c >= 0xC0 && !(c >= 0x2000 && c <= 0x2BFF);
}

static struct cs_text between(const char *start, const char *end)
{
	return (struct cs_text){ start, (size_t)(end - start) };
}

static bool skip_word(struct cs_cursor *t, bool behind, struct cs_text *sign)
{
	unsigned here = behind ? BEHIND : BEFORE;

	for (size_t i = 0; i < NSIGNS; i++) {
		struct cs_cursor after = *t;

		if (*signs[i].text != cs_cursor_peek(t) ||
		    (signs[i].where & here) == 0 ||
		    !cs_cursor_skip(&after, signs[i].text) ||
		    cs_currency_word_goes_on(&after))
			continue;
		*sign = between(t->at, after.at);
		cs_cursor_skip(&after, ".");
		*t = after;
		return true;
	}
	return false;
}

/* The block 20A0 holds nothing but currency signs. */
static bool is_sign(uint32_t c)
{
	return (c >= 0x20A0 && c <= 0x20CF) || c == 0xA4 || c == 0xA5 ||
	       c == 0xE3F || c == 0x9F3 || c == 0x17DB || c == 0xFDFC ||
	       c == 0xFF04 || c == 0xFFE1 || c == 0xFFE5 || c == 0xFFE6;
}

/* Signs of one character, and $ or a pound sign behind up to three capitals
 * (US$, US $). */
static bool skip_character(struct cs_cursor *t, struct cs_text *sign)
{
	struct cs_cursor after = *t;
	size_t used, capitals = 0;
	uint32_t c;

	while (capitals < 3 && cs_is_upper(cs_cursor_peek(&after))) {
		after.at++;
		capitals++;
	}
	if (capitals > 0 && cs_cursor_peek(&after) == ' ')
		after.at++;
	if (after.at == after.end)
		return false;
	c = cs_utf8_decode(after.at, cs_cursor_left(&after), &used);
	if (c != '$' && c != 0xA3 && (capitals > 0 || !is_sign(c)))
		return false;
	*sign = between(t->at, after.at + used);
	t->at = after.at + used;
	return true;
}

bool cs_currency_skip_sign(struct cs_cursor *t, bool behind,
			   struct cs_text *sign)
{
	return skip_character(t, sign) || skip_word(t, behind, sign);
}

/* The code that `text` is in any case, in the list above; NULL: none. */
static const char *code_of(struct cs_text text)
{
	for (const char *code = codes; text.length == CODE; code += CODE + 1) {
		if (strncasecmp(code, text.bytes, CODE) == 0)
			return code;
		if (code[CODE] == '\0')
			break;
	}
	return NULL;
}

bool cs_currency_skip_code(struct cs_cursor *t, struct cs_text *code)
{
	struct cs_cursor after = *t;
	size_t capitals = 0;

	while (after.at - t->at < CODE && cs_is_letter(cs_cursor_peek(&after)))
		capitals += cs_is_upper(*after.at++);
	*code = between(t->at, after.at);
	if (code->length < CODE || cs_currency_word_goes_on(&after) ||
	    (capitals < CODE && code_of(*code) == NULL))
		return false;
	*t = after;
	return true;
}

/* --- what they mean ---------------------------------------------------- */

/* The codes of what a text may mean, one space between them; or empty. */
static struct cs_text meanings(struct cs_text text)
{
	const char *code = code_of(text);

	if (code != NULL)
		return (struct cs_text){ code, CODE };
	for (size_t i = 0; i < NSIGNS; i++)
		if (strlen(signs[i].text) == text.length &&
		    memcmp(signs[i].text, text.bytes, text.length) == 0)
			return (struct cs_text){ signs[i].means,
						 strlen(signs[i].means) };
	if (text.length > CODE && text.bytes[CODE] == '$') { /* USD$ */
		text.length = CODE;
		return meanings(text);
	}
	return (struct cs_text){ "", 0 };
}

static bool may_mean(struct cs_text text, const char *code)
{
	struct cs_text all = meanings(text);

	for (size_t at = 0; at < all.length; at += CODE + 1)
		if (memcmp(all.bytes + at, code, CODE) == 0)
			return true;
	return false;
}

bool cs_currency_agree(struct cs_text a, struct cs_text b)
{
	struct cs_text all = meanings(a);

	for (size_t at = 0; at < all.length; at += CODE + 1)
		if (may_mean(b, all.bytes + at))
			return true;
	return all.length == 0 || meanings(b).length == 0;
}

static bool all_may_mean(const char *const *texts, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (!may_mean((struct cs_text){ texts[i], strlen(texts[i]) },
			      code))
			return false;
	return true;
}

bool cs_currency_one(const char *const *texts, size_t n)
{
	struct cs_text all;
	size_t same = 1;

	if (n == 0)
		return true;
	while (same < n && strcasecmp(texts[0], texts[same]) == 0)
		same++;
	if (same == n) /* also of words that nobody knows */
		return true;
	all = meanings((struct cs_text){ texts[0], strlen(texts[0]) });
	for (size_t at = 0; at < all.length; at += CODE + 1)
		if (all_may_mean(texts, n, all.bytes + at))
			return true;
	return false;
}

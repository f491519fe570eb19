# numbers.R FILE GOT/ LAPSE CUSTOMER DATE AMOUNT [ORDER [GROUP]] - what R and its
# package survival make of the orders in FILE, against what our commands made of
# them. AMOUNT may be an expression of columns. GOT/ holds tables: summary.csv,
# within.csv, ladder.csv of cs-retention, pareto.csv the summary of cs-pareto and,
# where they are to be looked at, compare.csv and bootstrap.csv; LAPSE is the
# default lapse rule in days. Prints a line per difference.
options(warn = 2)
suppressMessages(library(survival))
arguments <- c(commandArgs(TRUE), "", "")
input <- read.csv(arguments[1], na.strings = NULL, colClasses = "character",
	check.names = FALSE)
blank <- rep("", nrow(input))
amount <- parse(text = arguments[6])
rows <- data.frame(customer = trimws(input[[arguments[4]]]),
	day = as.integer(as.Date(input[[arguments[5]]],
		if (grepl("-", input[1, arguments[5]])) "%Y-%m-%d" else "%Y%m%d")),
	amount = eval(amount, lapply(input[all.vars(amount)], as.numeric)),
	id = if (arguments[7] != "") trimws(input[[arguments[7]]]) else blank,
	group = if (arguments[8] != "") trimws(input[[arguments[8]]]) else blank)
got <- function(name) {
	file <- file.path(arguments[2], paste0(name, ".csv"))
	if (file.exists(file)) read.csv(file)
}
differ <- function(what, got, want, tolerance = 1e-9) {
	names(got) <- names(want) <- NULL
	if (!isTRUE(all.equal(as.numeric(got), as.numeric(want), tolerance)))
		cat(what, ": ", paste(head(got), collapse = " "), ", not ",
			paste(head(want), collapse = " "), "\n", sep = "")
}

# --- orders: rows with one id added up; purchases by customer and day
end <- max(rows$day)
rows <- rows[rows$customer != "", ]
rows$micros <- round(rows$amount * 1e6)
alone <- rows$id == ""
rows$id[alone] <- paste("row", seq_len(sum(alone)))
key <- match(paste(rows$customer, rows$id, sep = "\r"),
	unique(paste(rows$customer, rows$id, sep = "\r")))
first <- !duplicated(key)
orders <- data.frame(customer = rows$customer[first], group = rows$group[first],
	total = as.vector(rowsum(rows$micros, key)),
	day = as.vector(tapply(rows$day, key, min)),
	any = as.vector(tapply(rows$micros, key, function(m) any(m != 0))))
orders <- orders[orders$total != 0 | !orders$any, ] # else it was paid back
bought <- orders[orders$total >= 0, ]
bought <- bought[order(bought$customer, bought$day), ]
same <- c(FALSE, bought$customer[-1] == bought$customer[-nrow(bought)])
gap <- c(NA, diff(bought$day))[same]
starts <- which(!same)
ends <- c(starts[-1] - 1, nrow(bought))
n <- ends - starts + 1
again <- n > 1
time <- ifelse(again, bought$day[pmin(starts + 1, ends)], end) - bought$day[starts]
group <- bought$group[starts]
curve <- function(who)
	survfit(Surv(time[who], again[who]) ~ 1, conf.type = "log-log")
at <- function(who, days) {
	fit <- curve(who)
	days <- days[days <= max(fit$time)]
	s <- summary(fit, times = c(0, days), extend = TRUE)
	with(s, cbind(n.risk, surv, std.err, lower, upper))[-1, , drop = FALSE]
}

# --- cs-retention
table <- got("within")
s <- at(rep(TRUE, length(time)), table$days)
seen <- seq_len(nrow(s))
differ("within: at risk", table$at_risk[seen], s[, "n.risk"])
differ("within: rate", table$repeat_rate[seen], 1 - s[, "surv"])
differ("within: low", table$repeat_rate_low[seen], 1 - s[, "upper"])
differ("within: high", table$repeat_rate_high[seen], 1 - s[, "lower"])
differ("within: beyond the end", sum(is.na(table$repeat_rate)),
	nrow(table) - nrow(s))

wilson <- function(x, n)
	suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int
table <- got("ladder")
table <- table[table$reached > 0, ]
reached <- sapply(table$n, function(k) sum(n >= k))
continued <- sapply(table$n, function(k) sum(n > k))
bounds <- mapply(wilson, continued, reached)
differ("ladder: reached", table$reached, reached)
differ("ladder: continued", table$continued, continued)
differ("ladder: low", table$continue_rate_low, bounds[1, ])
differ("ladder: high", table$continue_rate_high, bounds[2, ])
differ("ladder: median", table$median_days[1], median(time[again]))
table <- got("gaps")
table <- table[grep(" to ", table$between), ]
place <- sequence(n)
wait <- ifelse(place < rep(n, n), c(diff(bought$day), 0), end - bought$day)
for (k in as.integer(sub(" .*", "", table$between))) {
	own <- place == k
	came <- rep(n, n)[own] > k
	row <- table[sub(" .*", "", table$between) == k, ]
	differ(paste("gaps", k), row[2:8], c(sum(came), sum(!came),
		sum(wait[own][came] == 0), mean(wait[own][came]),
		quantile(wait[own][came], .25, type = 1), median(wait[own][came]),
		quantile(wait[own][came], .75, type = 1)))
	of_all <- quantile(survfit(Surv(wait[own], came) ~ 1, conf.type = "log-log"),
		c(.25, .5))
	differ(paste("gaps", k, "of all"), row[9:14],
		with(of_all, rbind(quantile, if (k == 1) lower else NA,
			if (k == 1) upper else NA)))
}
summary <- got("summary")
differ("summary", unlist(summary[c("repeat_rate_low", "repeat_rate_high")]),
	wilson(sum(again), length(n)))
# the gaps of a customer weigh one together
waits <- data.frame(gap, customer = bought$customer[same])[gap > 0, ]
waits$weight <- 1 / ave(waits$gap, waits$customer, FUN = length)
waits <- waits[order(waits$gap), ]
differ("lapse rule", arguments[3],
	waits$gap[cumsum(waits$weight) >= .95 * sum(waits$weight) - 1e-9][1])

table <- got("compare")
if (!is.null(table)) {
	# censored half a day later: an event of the same day comes before
	later <- time + ifelse(again, 0, .5)
	worth <- function(pair, who, day) {
		fit <- survfit(Surv(later[pair], again[pair]) ~ 1)
		j <- which(fit$n.event > 0 & fit$time <= day)
		before <- c(1, fit$surv)[j]
		free <- summary(survfit(Surv(later[who], !again[who]) ~ 1),
			times = fit$time[j] - .25, extend = TRUE)$surv
		spread <- sum(fit$n.event[j] / (fit$n.risk[j] - fit$n.event[j]) /
			(sum(who) * before * free))
		(1 / fit$surv[max(j)] - 1) / spread
	}
	share <- function(who, day) {
		s <- summary(curve(who), times = day, extend = TRUE)
		if (day > max(time[who]) && s$surv > 0) c(NA, NA) else
			c(1 - s$surv, s$std.err)
	}
	newcombe <- function(f, m) { # Wilson's, of shares worth m
		z <- qnorm(.975)
		(f + z^2 / (2 * m) + c(-1, 1) * z *
			sqrt(f * (1 - f) / m + z^2 / (4 * m^2))) / (1 + z^2 / m)
	}
	want <- do.call(rbind, lapply(seq_len(nrow(table)), function(i) {
		ours <- group == table$group[i]
		theirs <- group == table$reference[i]
		day <- table$days[i]
		a <- share(ours, day)
		b <- share(theirs, day)
		if (is.na(a[1]) || is.na(b[1]))
			return(c(a[1], rep(NA, 4)))
		m <- c(worth(ours | theirs, ours, day),
			worth(ours | theirs, theirs, day))
		f <- c(a[1], b[1])
		own <- ifelse(c(a[2], b[2]) > 0 & f < 1,
			f * (1 - f) / c(a[2], b[2])^2, m)
		us <- newcombe(f[1], own[1])
		them <- newcombe(f[2], own[2])
		mean <- sum(m * f) / sum(m)
		n <- round(m)
		x <- round(m * f)
		p <- if (min(m) * min(mean, 1 - mean) < 5)
			fisher.test(rbind(x, n - x))$p.value else
			2 * pnorm(-abs(f[1] - f[2]) / sqrt(mean * (1 - mean) *
				sum(1 / m) * sum(m) / (sum(m) - 1)))
		ends <- f[1] - f[2] +
			c(-sqrt((f[1] - us[1])^2 + (them[2] - f[2])^2),
			sqrt((us[2] - f[1])^2 + (f[2] - them[1])^2))
		if (p > .05) # what is not refused is held
			ends <- c(min(ends[1], 0), max(ends[2], 0))
		c(f[1], f[1] - f[2], ends, p)
	}))
	differ("compare: rate", table$repeat_rate, want[, 1])
	differ("compare: difference", table$difference, want[, 2])
	differ("compare: low", table$difference_low, want[, 3])
	differ("compare: high", table$difference_high, want[, 4])
	differ("compare: p", table$p_value, want[, 5])
	differ("compare: Holm", table$p_adjusted, p.adjust(want[, 5], "holm"))
	if (any(table$reference != names(which.max(table(group)))))
		cat("compare: the reference is not the largest group\n")
}

# --- cs-pareto
table <- got("pareto")
value <- pmax(0, as.vector(tapply(rows$micros, rows$customer, sum))[
	as.vector(tapply(rows$micros, rows$customer, max)) >= 0])
size <- length(value)
gini <- function(x) {
	x <- sort(x)
	n <- length(x)
	2 * sum(seq_len(n) * x) / (n * sum(x)) - (n + 1) / n
}
differ("pareto: customers", table$customers, size)
differ("pareto: Gini", table$gini, gini(value))
differ("pareto: HHI", table$hhi, sum((value / sum(value))^2))
# Leave one out: ranks above it fall by one. It is a second-order cousin of the
# linearised standard error, which reference.py checks to the last digits.
x <- sort(value)
above <- sum(x) - cumsum(x)
weighted <- sum(seq_along(x) * x) - seq_along(x) * x - above
left <- 2 * weighted / ((size - 1) * (sum(x) - x)) - size / (size - 1)
jackknife <- sqrt((size - 1) / size * sum((left - mean(left))^2))
differ("pareto: se of Gini by jackknife",
	(table$gini - table$gini_low) / qnorm(.975), jackknife, .15)
x <- sort(value, decreasing = TRUE)
top <- x[seq_len(size %/% 20)]
differ("pareto: Hill's index", table$tail_index,
	1 / mean(log(top / x[length(top) + 1])))
table <- got("bootstrap")
if (!is.null(table)) {
	set.seed(1)
	replicates <- replicate(2000, gini(sample(value, replace = TRUE)))
	want <- quantile(replicates, c(.025, .975), type = 6)
	miss <- abs(unlist(table[c("gini_low", "gini_high")]) - want)
	if (any(miss > .1 * diff(want)))
		cat("pareto: bootstrap", table$gini_low, table$gini_high, "not", want, "\n")
}

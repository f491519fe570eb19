# lifetime.R FILE GOT/ TIME EVENT [ENTRY [GROUP [TYPE]]] - what R's package
# survival makes of the durations in FILE, against cs-lifetime's tables in GOT/:
# curve.csv, summary.csv and, if it is there, compare.csv. TIME, EVENT and ENTRY
# are expressions of columns, GROUP is a column, TYPE that of the intervals.
#
# lifetime.R sbg GOT/ [DISCOUNT] - the model in sbg.csv and projection.csv fitted
# anew to the life table in payments.csv; DISCOUNT is one per payment.
#
# lifetime.R weights FILE GOT/ DAYS - the life table by payment in payments.csv,
# of orders (customer_id, date) that do not fall due, by weighted survfit() with
# robust standard errors, a customer at risk at a payment being a row; a lapse is
# a silence of more than DAYS.
#
# lifetime.R causes FILE GOT/ TIME CAUSE [GROUP [TYPE]] - what survival and, if it is
# there, cmprsk make of causes.csv, incidence.csv and gray.csv; TIME and CAUSE are
# expressions, of who is still there CAUSE is "".
#
# lifetime.R clusters GOT/ FILE - robust errors of the durations of herds.awk.
#
# Prints a line per difference.
options(warn = 2)
suppressMessages(library(survival))
arguments <- c(commandArgs(TRUE), rep("", 7))
got <- function(name) {
	file <- file.path(arguments[2], paste0(name, ".csv"))
	if (file.exists(file)) {
		table <- read.csv(file, na.strings = "")
		if (is.null(table$group)) table$group <- NA
		table$group <- ifelse(is.na(table$group), "", as.character(table$group))
		table
	}
}
differ <- function(what, got, want, tolerance = 1e-9) {
	names(got) <- names(want) <- NULL
	if (!isTRUE(all.equal(as.numeric(got), as.numeric(want), tolerance)))
		cat(what, ": ", paste(head(got), collapse = " "), ", not ",
			paste(head(want), collapse = " "), "\n", sep = "")
}

durations <- function() {
	input <- read.csv(arguments[1], colClasses = "character",
		check.names = FALSE)
	column <- function(text) eval(parse(text = text), lapply(input, function(x)
		if (all(grepl("^[0-9.]+$", x))) as.numeric(x) else x))
	time <- column(arguments[3])
	event <- column(arguments[4])
	entry <- if (arguments[5] != "") column(arguments[5]) else 0 * time
	group <- if (arguments[6] != "") input[[arguments[6]]] else rep("", nrow(input))
	group[group == ""] <- if (arguments[6] != "") "(none)" else ""
	type <- if (arguments[7] != "") arguments[7] else "log-log"
	late <- any(entry > 0)
	possible <- entry < time | !late
	time <- time[possible]
	event <- event[possible]
	entry <- entry[possible]
	group <- group[possible]
	seen <- if (late) Surv(entry, time, event) else Surv(time, event)
	curves <- got("curve")
	summaries <- got("summary")
	for (name in unique(summaries$group)) {
		who <- name == "" | group == name
		fit <- survfit(seen[who] ~ 1, conf.type = type)
		mine <- curves[curves$group == name, ]
		row <- summaries[summaries$group == name, ]
		at <- match(fit$time, mine$time)
		inner <- fit$surv > 0 & fit$surv < 1
		here <- paste("group", name)
		differ(paste(here, "at risk"), mine$at_risk[at], fit$n.risk)
		differ(paste(here, "events"), mine$events[at], fit$n.event)
		differ(paste(here, "censored"), mine$censored[at], fit$n.censor)
		differ(paste(here, "survival"), mine$survival[at], fit$surv)
		differ(paste(here, "se"), mine$se[at][inner],
			(fit$surv * fit$std.err)[inner])
		differ(paste(here, "low"), mine$survival_low[at][inner],
			fit$lower[inner])
		differ(paste(here, "high"), mine$survival_high[at][inner],
			fit$upper[inner])
		# R wants a limit behind the first time
		limit <- max(row$restricted_to, min(fit$time))
		if (is.na(row$restricted_mean)) {
			if (max(fit$time) >= limit || min(fit$surv) == 0)
				cat(here, ": no restricted mean\n", sep = "")
			row$restricted_mean <- summary(fit, rmean = limit)$table["rmean"]
		}
		table <- summary(fit, rmean = limit)$table
		table["rmean"] <- table["rmean"] - (limit - row$restricted_to)
		differ(paste(here, "summary"),
			unlist(row[c("customers", "lapsed", "median_time",
				"median_time_low", "median_time_high",
				"restricted_mean")]),
			table[c("records", "events", "median", "0.95LCL",
				"0.95UCL", "rmean")])
		# on the scale of log(mean / (limit - mean))
		mean <- table["rmean"]
		margin <- qnorm(.975) * table["se(rmean)"] * limit /
			(mean * (limit - mean))
		if (!is.na(row$restricted_mean_low) && limit == row$restricted_to)
			differ(paste(here, "interval of the mean"),
				unlist(row[c("restricted_mean_low", "restricted_mean_high")]),
				limit * plogis(qlogis(mean / limit) + c(-1, 1) * margin))
	}
	table <- got("compare")
	if (!is.null(table) && !late) {
		test <- survdiff(seen ~ group)
		degrees <- sum(test$exp > 0) - 1
		differ("log-rank", table$chi_square[table$test == "log-rank"],
			test$chisq)
		differ("degrees of freedom", table$df, rep(degrees, 4))
		differ("p", table$p_value,
			pchisq(table$chi_square, degrees, lower.tail = FALSE))
		differ("expected", summaries$expected_lapses[match(sub("group=", "",
			names(test$n)), summaries$group)], test$exp)
	}
}

# Of herds.awk: the jackknife leaves a herd out as a whole, R's robust errors are
# the first step of that, and a few per cent shorter.
clusters <- function() {
	input <- read.csv(arguments[3])
	fit <- survfit(Surv(time, event) ~ 1, data = input, cluster = herd,
		robust = TRUE)
	mine <- got("curve")
	mine <- mine[mine$group == "", ]
	at <- match(fit$time, mine$time)
	differ("survival", mine$survival[at], fit$surv)
	ratio <- (mine$se[at] / fit$std.err)[fit$surv < 1]
	if (any(is.na(ratio)) || min(ratio) < .98 || max(ratio) > 1.15 ||
		median(ratio) < 1 || median(ratio) > 1.06)
		cat("standard errors:", range(ratio), median(ratio), "\n")
	for (t in c(20, 60, 100)) {
		at <- function(who) summary(survfit(Surv(time, event) ~ 1,
			data = input[who, ]), times = t)$surv
		herds <- unique(input$herd)
		without <- sapply(herds, function(h) at(input$herd != h))
		differ(paste("jackknife at", t), mine$se[mine$time == t],
			sqrt((length(herds) - 1) / length(herds) *
				sum((without - at(TRUE))^2)))
	}
	compared <- summary(coxph(Surv(time, event) ~ arm, data = input,
		cluster = herd))
	table <- got("compare")
	mine <- table$chi_square[table$test == "log-rank"]
	# the first has the null's variance, the second that of the estimate
	if (mine < .9 * compared$robscore["test"] || mine > 1.1 * compared$waldtest["test"])
		cat("log-rank:", mine, "not between", compared$robscore["test"],
			"and", compared$waldtest["test"], "\n")
}

sbg <- function() {
	counts <- got("payments")
	fits <- got("sbg")
	ahead <- got("projection")
	discount <- as.numeric(arguments[3])
	for (name in unique(fits$group)) {
		here <- paste("group", name)
		fit <- fits[fits$group == name, ]
		seen <- counts[counts$group == name & counts$at_risk > 0, ]
		likelihood <- function(p) with(seen, sum(
			lapsed * log(p[1] / (sum(p) + n - 1)) +
			(at_risk - lapsed) * log((p[2] + n - 1) / (sum(p) + n - 1))))
		climb <- function(p) optim(p, function(q) -likelihood(exp(q)),
			method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
		best <- climb(climb(climb(c(0, 0))$par)$par)
		p <- exp(best$par)
		differ(paste(here, "parameters"), c(fit$alpha, fit$beta), p, 1e-5)
		differ(paste(here, "likelihood"), fit$log_likelihood, -best$value)
		own <- c(fit$alpha, fit$beta)
		information <- -optimHess(own, likelihood,
			control = list(ndeps = 1e-4 * own))
		differ(paste(here, "standard errors"), c(fit$alpha_se, fit$beta_se),
			sqrt(diag(solve(information))), 1e-4)
		survival <- function(n)
			exp(lbeta(own[1], own[2] + n) - lbeta(own[1], own[2]))
		rows <- ahead[ahead$group == name, ]
		differ(paste(here, "projection"), rows$survival, survival(rows$n))
		differ(paste(here, "observed"), rows$observed[seen$n], seen$survival)
		if (!is.na(discount)) {
			n <- 0:1e5
			differ(paste(here, "lifetime"), fit$expected_lifetime,
				sum(survival(n) / (1 + discount)^n))
		}
	}
}

weights <- function() {
	orders <- read.csv(arguments[2])
	limit <- as.numeric(arguments[4])
	orders$day <- as.numeric(as.Date(orders$date))
	last <- max(orders$day) - limit - 1
	days <- lapply(split(orders$day, orders$customer_id), sort)
	first <- sapply(days, min)
	seen <- function(t) sapply(t, function(t) sum(first + t <= last))
	rows <- do.call(rbind, lapply(days, function(d) {
		lapsed <- c(diff(d), Inf) > limit
		n <- seq_len(min(c(which(lapsed), length(d))))
		data.frame(n = n, day = d[n], t = d[n] - d[1], lapsed = lapsed[n])
	}))
	rows <- rows[rows$day <= last, ]
	rows$weight <- pmin(50, seen(0) / seen(rows$t))
	arguments[2] <<- arguments[3]
	counts <- got("payments")
	counts <- counts[counts$at_risk > 0, ]
	z <- qnorm(.975)
	survival <- 1
	log_variance <- 0
	for (i in counts$n) {
		them <- rows[rows$n == i, ]
		w <- them$weight
		fit <- summary(survfit(Surv(rep(1, nrow(them)), them$lapsed) ~ 1,
			weights = w, robust = TRUE), times = 1)
		h <- 1 - fit$surv
		number <- sum(w)^2 / sum(w^2)
		if (h > 0 && h < 1) number <- min(number, h * (1 - h) / fit$std.err^2)
		mine <- counts[counts$n == i, ]
		differ(paste("at risk at", i), mine$at_risk, nrow(them))
		differ(paste("hazard", i), mine$hazard, h)
		score <- (mine[c("hazard_low", "hazard_high")] - h)^2
		bounds <- unlist(mine[c("hazard_low", "hazard_high")])
		inner <- bounds > 0 & bounds < 1
		differ(paste("interval", i), (unlist(score) * number /
			(bounds * (1 - bounds)))[inner], rep(z^2, sum(inner)))
		differ(paste("reach", i), mine$within_reach,
			min(1, sum(w) / seen(0) / survival))
		survival <- survival * (1 - h)
		log_variance <- log_variance + h / (number * (1 - h))
		differ(paste("survival", i), mine$survival, survival)
		if (survival > 0 && survival < 1)
			differ(paste("survival's interval", i), unlist(mine[
				c("survival_low", "survival_high")]), survival^exp(
				c(-1, 1) * z * sqrt(log_variance) / log(survival)))
	}
}

causes <- function() {
	input <- read.csv(arguments[2], check.names = FALSE)
	arguments[2] <<- arguments[3]
	time <- eval(parse(text = arguments[4]), input)
	cause <- eval(parse(text = arguments[5]), input)
	group <- if (arguments[6] != "") input[[arguments[6]]] else rep("", nrow(input))
	type <- if (arguments[7] != "") arguments[7] else "log-log"
	times <- got("incidence")
	limits <- got("causes")
	names <- unique(limits$cause)
	status <- factor(cause, c("", names))
	for (name in unique(limits$group)) {
		who <- name == "" | group == name
		fit <- survfit(Surv(time[who], status[who]) ~ 1, conf.type = type)
		for (k in seq_along(names)) {
			here <- paste("group", name, "cause", names[k])
			mine <- times[times$group == name & times$cause == names[k], ]
			at <- match(mine$time, fit$time)
			some <- mine$incidence > 0
			differ(paste(here, "at risk"), mine$at_risk, fit$n.risk[at, 1])
			differ(paste(here, "events"), mine$events, fit$n.event[at, k + 1])
			differ(paste(here, "incidence"), mine$incidence,
				fit$pstate[at, k + 1])
			differ(paste(here, "se"), mine$se[some],
				fit$std.err[at, k + 1][some])
			differ(paste(here, "low"), mine$incidence_low[some],
				fit$lower[at, k + 1][some])
			differ(paste(here, "high"), mine$incidence_high[some],
				fit$upper[at, k + 1][some])
			row <- limits[limits$group == name & limits$cause == names[k], ]
			there <- summary(fit, times = row$time, extend = TRUE)
			differ(paste(here, "limit"), unlist(row[c("incidence", "events")]),
				c(there$pstate[k + 1], sum(status[who] == names[k])))
		}
	}
	test <- got("gray")
	if (!is.null(test) && requireNamespace("cmprsk", quietly = TRUE)) {
		tests <- cmprsk::cuminc(time, cause, group, cencode = "")$Tests
		differ("Gray", test$chi_square, tests[test$cause, "stat"])
		differ("Gray's df", test$df, tests[test$cause, "df"])
		differ("Gray's p", test$p_value, tests[test$cause, "pv"])
	}
}

switch(arguments[1], sbg = sbg(), weights = weights(), causes = causes(),
	clusters = clusters(), durations())

# spells.awk - draws rows that say themselves how long: contracts, of which some
# end before they start, and durations with late entries. For same.t and numbers.t.

function day(n) {
	return sprintf("%d-%02d-%02d", 2023 + int(n / 336), 1 + int(n % 336 / 28), 1 + n % 28)
}

# Park and Miller's, so that every awk draws the same
function draw() {
	state = state * 16807 % 2147483647
	return state / 2147483647
}

BEGIN {
	state = 3
	print "id,from,until,time,entry,event,arm"
	for (i = 0; i < 3000; i++) {
		start = 20 + int(draw() * 700)
		end = start + int(draw() * 300) - 20
		until = draw() < .4 ? "" : day(end)
		time = .25 + int(draw() * 200) / 4
		entry = draw() < .5 ? 0 : int(draw() * 30)
		event = draw() < .6 ? "yes" : "no"
		printf "%d,%s,%s,%s,%d,%s,%s\n", i, day(start), until, time, entry,
			event, substr("abc", 1 + i % 3, 1)
	}
}

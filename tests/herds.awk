# herds.awk - draws durations of 1,500 customers in 50 herds of uneven size, which
# have in common how long they stay; arm b stays a little longer. For long/numbers.t.

# Park and Miller's, so that every awk draws the same
function draw() {
	state = state * 16807 % 2147483647
	return state / 2147483647
}

BEGIN {
	state = 5
	for (h = 0; h < 50; h++)
		mean[h] = 80 * exp(1.5 - draw() - draw() - draw())
	print "time,event,arm,herd"
	for (i = 0; i < 1500; i++) {
		h = int(50 * draw() * draw())
		time = int(-mean[h] * log(draw())) + 1
		end = 30 + int(170 * draw())
		b = draw() < .5
		if (b)
			time = int(time * 1.2) + 1
		printf "%d,%d,%s,h%d\n", time <= end ? time : end, time <= end,
			b ? "b" : "a", h
	}
}

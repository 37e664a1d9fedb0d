package score

// RandomisedPIT is the probability integral transform of a whole-number outcome: uniform between P(X < y) and
// P(X <= y), so that it is uniform on (0,1) when the law is right (Czado, Gneiting and Held, 2009). u is luck in (0,1).
func RandomisedPIT(below, upTo, u float64) float64 { return below + u*(upTo-below) }

// Histogram counts transforms in equal bins of (0,1); even heights mean that spread and centre were right.
func Histogram(pit []float64, bins int) []int {
	out := make([]int, bins)
	for _, v := range pit {
		out[max(0, min(bins-1, int(v*float64(bins))))]++
	}
	return out
}

// EnoughForPIT is the least number of outcomes for which a histogram of transforms says anything.
const EnoughForPIT = 50

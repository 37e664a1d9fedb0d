package simulate_test

import (
	"fmt"
	"strings"
	"testing"

	"targetcast/model/program"
	"targetcast/model/simulate"
)

// workload is a plan for measuring, as a user would write it: drivers whose log growth is a first-order autoregression about
// a drift that is unknown, all pairs of their yearly shocks correlated by 0.4, five derived indicators, and 13 targets.
func workload(drivers, years int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "id = \"workload\"\ntitle = \"Workload\"\nannounced = 2021-01-15\nas_of = 2021-01-15\nhorizon = %d\n", 2020+years)
	names := make([]string, drivers)
	for i := range drivers {
		names[i] = fmt.Sprintf("x%d", i+1)
		fmt.Fprintf(&b, "[indicator.x%d]\nlaw = \"damped_growth\"\n[indicator.x%d.parameters]\n", i+1, i+1)
		fmt.Fprintf(&b, "start = %d\ngrowth = 0.03\nmean = { dist = \"normal\", mean = 0.03, sd = 0.01 }\npersistence = 0.5\nsd = 0.04\n", 100+i)
	}
	half := (drivers + 1) / 2
	for _, f := range [][2]string{
		{"total", strings.Join(names, " + ")},
		{"half", strings.Join(names[:half], " + ")},
		{"share", "half / total"},
		{"pair", "x1 + x2"},
		{"ratio", "x1 / x2"},
	} {
		fmt.Fprintf(&b, "[indicator.%s]\nformula = \"%s\"\n", f[0], f[1])
	}
	of := append([]string{"total", "half", "share", "pair", "ratio"}, names[:min(drivers, 8)]...)
	for i, id := range of {
		threshold := 118.0
		switch id {
		case "total":
			threshold = 118 * float64(drivers)
		case "half":
			threshold = 118 * float64(half)
		case "share":
			threshold = .48
		case "pair":
			threshold = 236
		case "ratio":
			threshold = 1
		}
		fmt.Fprintf(&b, "[target.t%d]\nnumber = %d\nindicator = %q\nat_least = %v\nresolves = \"nothing: a workload\"\n", i+1, i+1, id, threshold)
	}
	fmt.Fprintf(&b, "[correlation.all]\nof = [\"%s\"]\nmatrix = [", strings.Join(names, `", "`))
	for i := range drivers {
		row := make([]string, drivers)
		for j := range row {
			row[j] = "0.4"
		}
		row[i] = "1"
		fmt.Fprintf(&b, "[%s],\n", strings.Join(row, ", "))
	}
	b.WriteString("]\n")
	return b.String()
}

// BenchmarkW1 is 20 drivers over 5 years, 13 targets and the distributions of 25 indicators: 120 normal scores and 100
// exponentials of a future. An iteration is 100 000 futures.
func BenchmarkW1(b *testing.B) { measure(b, 20, 5, 1, simulate.Options{Draws: 100_000, Workers: 1}) }

// BenchmarkGrowth is how the time of a future goes with the size of the question: futures, drivers, years, scenarios that
// each change one driver's drift, workers.
func BenchmarkGrowth(b *testing.B) {
	base := simulate.Options{Draws: 40_000, Workers: 1}
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("draws=%d", n), func(b *testing.B) { measure(b, 20, 5, 1, simulate.Options{Draws: n, Workers: 1}) })
	}
	for _, n := range []int{10, 20, 40, 80} {
		b.Run(fmt.Sprintf("drivers=%d", n), func(b *testing.B) { measure(b, n, 5, 1, base) })
	}
	for _, n := range []int{5, 10, 20} {
		b.Run(fmt.Sprintf("years=%d", n), func(b *testing.B) { measure(b, 20, n, 1, base) })
	}
	for _, n := range []int{1, 2, 4, 8} {
		b.Run(fmt.Sprintf("scenarios=%d", n), func(b *testing.B) { measure(b, 20, 5, n, base) })
	}
	for _, n := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", n), func(b *testing.B) { measure(b, 20, 5, 1, simulate.Options{Draws: 200_000, Workers: n}) })
	}
}

// measure runs a workload once an iteration, under so many scenarios at a time.
func measure(b *testing.B, drivers, years, scenarios int, o simulate.Options) {
	text := workload(drivers, years)
	var programs []*program.Program
	for k := range scenarios {
		drift := "mean = 0.03, sd = 0.01" // of the first driver, which comes first
		changed := strings.Replace(text, drift, fmt.Sprintf("mean = 0.0%d, sd = 0.01", 3+k%5), 1)
		programs = append(programs, compile(b, tiny(b, changed), "", ""))
	}
	peak, stop := watchHeap()
	b.ResetTimer()
	for i := range b.N {
		o.Seed = uint64(i + 1)
		run(b, o, programs...)
	}
	b.StopTimer()
	stop()
	b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(o.Draws), "ns/future")
	b.ReportMetric(float64(peak.Load())/(1<<20), "peak-heap-MB")
}

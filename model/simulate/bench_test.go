package simulate_test

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"targetcast/model/program"
	"targetcast/model/simulate"
)

// BenchmarkShippedPlan is everything that a run of the shipped plan simulates but the range over parameters: all scenarios
// under all priors. An iteration is 10 240 futures of each.
func BenchmarkShippedPlan(b *testing.B) {
	const draws = 10_240
	ids, plans := under(b, shipped(b))
	var programs []*program.Program
	for i, p := range plans {
		programs = append(programs, threePriors(b, p, ids[i])...)
	}
	peak, stop := watchHeap()
	nodes := 0
	b.ResetTimer()
	for i := range b.N {
		nodes = run(b, simulate.Options{Draws: draws, Seed: uint64(i + 1)}, programs...).Nodes
	}
	b.StopTimer()
	stop()
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*100_000/draws, "s/100k-futures")
	b.ReportMetric(float64(nodes), "nodes")
	b.ReportMetric(float64(peak.Load())/(1<<20), "peak-heap-MB")
}

// BenchmarkDefaultError is all scenarios under all priors until every likelihood has a standard error of 0.003, as a run without flags
// simulates them: an aimed Sobol' sequence, all cores, the pilot run and the joining of graphs included; not the range over parameters.
func BenchmarkDefaultError(b *testing.B) {
	p := shipped(b)
	ids, plans := under(b, p)
	var programs []*program.Program
	for i, p := range plans {
		programs = append(programs, threePriors(b, p, ids[i])...)
	}
	base, draws := compile(b, p, "", "central"), 0.0
	b.ResetTimer()
	for i := range b.N {
		o := points(b, base)
		o.Draws, o.Error, o.Seed = 1<<20, .003, uint64(i+1)
		draws += float64(run(b, o, programs...).Draws) / float64(b.N)
	}
	b.ReportMetric(draws, "futures")
}

// BenchmarkCompile is reading all scenarios under all priors into programs.
func BenchmarkCompile(b *testing.B) {
	ids, plans := under(b, shipped(b))
	for b.Loop() {
		for i, p := range plans {
			threePriors(b, p, ids[i])
		}
	}
}

// watchHeap notes the largest heap until stopped.
func watchHeap() (peak *atomic.Uint64, stop func()) {
	peak, done := new(atomic.Uint64), make(chan struct{})
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapInuse))
			}
		}
	}()
	return peak, func() { close(done) }
}

package simulate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"targetcast/model/attain"
	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// sampled is a plan of two indicators that are taken from one file, one from another, and a sum.
const sampled = `
[sample.one]
file = "one.csv"
published = 2021-06-30
[sample.two]
file = "two.csv"
published = 2021-06-30
[indicator.north]
sample = "one"
[indicator.south]
sample = "one"
push = "growth"
[indicator.east]
sample = "two"
[indicator.pair]
formula = "north + south"
[indicator.far]
formula = "north + east"
[target.north]
number = 1
indicator = "north"
at_least = 0.3
[target.south]
number = 2
indicator = "south"
at_least = 0.5
[target.pair]
number = 3
indicator = "pair"
at_least = 1
[target.far]
number = 4
indicator = "far"
at_least = 1
[target.ever]
number = 5
indicator = "north"
at_least = 0.9
hold = "ever"
`

// drawsFile has n draws, drawn with a fixed seed, of north and south, which go together, over 2021 to 2025.
func drawsFile(n int, seed uint64) (text string, north, south [][5]float64) {
	g := rand.New(rand.NewPCG(seed, 1))
	north, south = make([][5]float64, n), make([][5]float64, n)
	var b strings.Builder
	b.WriteString("draw,year,north,south,east\n")
	for d := range n {
		for y := range 5 {
			north[d][y] = g.Float64()
			south[d][y] = .5*north[d][y] + .5*g.Float64()
			fmt.Fprintf(&b, "%d,%d,%v,%v,%v\n", d, 2021+y, north[d][y], south[d][y], north[d][y])
		}
	}
	return b.String(), north, south
}

func counted(n int, met func(d int) bool) float64 {
	hits := 0
	for d := range n {
		if met(d) {
			hits++
		}
	}
	return float64(hits) / float64(n)
}

// With a power of two of draws, each draw is taken by exactly as many points of a Sobol' sequence, so that every likelihood
// about the file is the share of its draws, to the last future: in a year, in any year, of a sum of two quantities of one
// file, and jointly. Another file is another luck.
func TestLikelihoodsAreSharesOfTheDraws(t *testing.T) {
	const n = 64
	one, north, south := drawsFile(n, 1)
	two, east, _ := drawsFile(n, 2)
	p := tiny(t, sampled, "one.csv", one, "two.csv", two)
	r := sobol(t, compile(t, p, "", ""), 3, 1024, 0).Runs[0]
	for name, want := range map[string]float64{
		"north": counted(n, func(d int) bool { return north[d][4] >= .3 }),
		"south": counted(n, func(d int) bool { return south[d][4] >= .5 }),
		"pair":  counted(n, func(d int) bool { return north[d][4]+south[d][4] >= 1 }),
		"ever": counted(n, func(d int) bool {
			return max(north[d][0], north[d][1], north[d][2], north[d][3], north[d][4]) >= .9
		}),
	} {
		if got := share(t, r, name); got != want {
			t.Errorf("%s: %v, the share of the draws is %v", name, got, want)
		}
	}
	far := 0.0 // independent: every draw of the one with every draw of the other
	for d := range n {
		far += counted(n, func(k int) bool { return north[d][4]+east[k][4] >= 1 }) / n
	}
	// 16 replicates of 1024 of the 64 × 64 pairs, at most as noisy as independent ones.
	near(t, "far", share(t, r, "far"), far, math.Sqrt(far*(1-far)/(16*1024)))
	together := r.Joint.All(attain.GroupOf(0, 1)) // north and south
	both := counted(n, func(d int) bool { return north[d][4] >= .3 && south[d][4] >= .5 })
	if got := float64(together) / (16 * 1024); got != both {
		t.Errorf("both: %v, the share of the draws is %v", got, both)
	}
}

// Any number of draws, and plain luck, within counting error.
func TestLikelihoodsOfAnyNumberOfDraws(t *testing.T) {
	const n = 1000
	one, north, _ := drawsFile(n, 3)
	p := tiny(t, sampled, "one.csv", one, "two.csv", one)
	pr := compile(t, p, "", "")
	want := counted(n, func(d int) bool { return north[d][4] >= .3 })
	se := math.Sqrt(want * (1 - want) / (16 * 1024))
	near(t, "mc", share(t, run(t, simulate.Options{Draws: 16 * 1024}, pr).Runs[0], "north"), want, se)
	// 1024 points of a replicate fall on 1000 draws: each bound between hits and misses, one for north, is off by less than a point.
	if got := share(t, sobol(t, pr, 3, 1024, 0).Runs[0], "north"); math.Abs(got-want) > 1./1024 {
		t.Errorf("sobol %v, want %v", got, want)
	}
}

// The numbers do not depend on the order of the rows, and a lever of .1 log points a year from 2022 on moves south by e^.4.
func TestSampleOrderAndLever(t *testing.T) {
	const n = 64
	one, _, south := drawsFile(n, 4)
	lines := strings.SplitAfter(strings.TrimSuffix(one, "\n")+"\n", "\n")
	rows := lines[1 : len(lines)-1]
	rand.New(rand.NewPCG(5, 5)).Shuffle(len(rows), func(i, k int) { rows[i], rows[k] = rows[k], rows[i] })
	shuffled := lines[0] + strings.Join(rows, "")
	lever := sampled + "\n[lever.L]\nstart = 2021\n[lever.L.effect.south]\nas = \"growth\"\nsize = 0.1\n"
	a := sobol(t, compile(t, tiny(t, lever, "one.csv", one, "two.csv", one), "", ""), 3, 1024, 0).Runs[0]
	b := sobol(t, compile(t, tiny(t, lever, "one.csv", shuffled, "two.csv", shuffled), "", ""), 3, 1024, 0).Runs[0]
	for _, name := range []string{"north", "south", "pair", "far", "ever"} {
		if share(t, a, name) != share(t, b, name) {
			t.Errorf("%s depends on the order of the rows", name)
		}
	}
	want := counted(n, func(d int) bool { return south[d][4]*math.Exp(.4) >= .5 })
	if got := share(t, a, "south"); got != want {
		t.Errorf("pushed south: %v, the share of the draws is %v", got, want)
	}
}

// As of a date before the draws were published what rests on them cannot be told, and nothing of them is seen; observations
// stand before draws, and those that came later are said to.
func TestSampleAsOf(t *testing.T) {
	one, north, _ := drawsFile(64, 6)
	text := "data = [\"seen.csv\"]\n" + strings.Replace(sampled, "[indicator.north]\n", "[indicator.north]\nunit = \"x\"\nseries = \"north\"\n", 1)
	seen := "series,year,value,unit,published\nnorth,2020,0.7,x,2021-01\nnorth,2021,0.8,x,2021-07\n"
	files := folder(text, "one.csv", one, "two.csv", one, "seen.csv", seen)
	at := func(date string) *program.Program {
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		p, err := plan.Load(files, plan.Options{Laws: laws(), AsOf: &day})
		if err != nil {
			t.Fatal(err)
		}
		return compile(t, p, "", "")
	}
	before, after := at("2021-06-29"), at("2021-08-02")
	for _, name := range []string{"north", "south", "pair", "far", "ever"} {
		if !before.Facts[name].CannotTell || after.Facts[name].CannotTell {
			t.Errorf("%s: %v before the draws were published, %v after", name, before.Facts[name].CannotTell, after.Facts[name].CannotTell)
		}
	}
	if g := after.Facts["north"]; g.Evidence != "C" || g.Base != .8 {
		t.Errorf("%+v", g)
	}
	var codes []string
	for _, w := range after.Warnings {
		codes = append(codes, w.Code+" "+w.About)
	}
	if got := strings.Join(codes, ", "); got != "sampled north, draws_older north, sampled south, sampled east" {
		t.Error(got)
	}
	res := run(t, simulate.Options{Draws: 256, Keep: []string{"north"}}, after).Runs[0]
	years := byYear(res.Shown[0])
	if years[2021][7] != .8 {
		t.Errorf("the observation of 2021 is %v", years[2021][7])
	}
	taken := map[float64]bool{}
	for d := range north {
		taken[north[d][2]] = true
	}
	for _, x := range years[2023] {
		if !taken[x] {
			t.Fatalf("%v is none of the draws", x)
		}
	}
}

// What a scenario does to draws, and what a plan may not ask of them.
func TestSampleNumbers(t *testing.T) {
	one, north, _ := drawsFile(64, 7)
	p := tiny(t, sampled, "one.csv", one, "two.csv", one)
	moved := change(t, p, "indicator.north.shift = 0.1", "indicator.north.scale = { scale = 0.5 }")
	want := counted(64, func(d int) bool { return .5*north[d][4]+.1 >= .3 })
	if got := share(t, sobol(t, compile(t, moved, "", ""), 3, 1024, 0).Runs[0], "north"); got != want {
		t.Errorf("moved %v, want %v", got, want)
	}
	late := strings.ReplaceAll(one, ",2021,", ",2026,")
	files := folder(sampled, "one.csv", late, "two.csv", late)
	p, err := plan.Load(files, plan.Options{Laws: laws()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := program.Compile(p, "", ""); err == nil || !strings.Contains(err.Error(), "plan.toml:8:9: sample.one: the draws of north begin in 2022; they are needed from 2021 on") {
		t.Error(err)
	}
}

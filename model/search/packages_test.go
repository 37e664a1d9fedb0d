package search_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"targetcast/model/dist"
	"targetcast/model/search"
)

// levers on a standard normal x, of the given sizes, and one that acts on something else.
func leversOn(sizes map[string]float64, order ...string) string {
	var b strings.Builder
	b.WriteString("[indicator.x]\nlaw = \"white_noise\"\n[indicator.w]\nlaw = \"white_noise\"\n" +
		"[target.x]\nnumber = 1\nindicator = \"x\"\nat_least = 2\n")
	for _, id := range order {
		on, size := "x", sizes[id]
		if size == 0 {
			on, size = "w", 3
		}
		fmt.Fprintf(&b, "[lever.%s]\nkind = \"project\"\ntitle = %q\nstart = 2021\nramp = 0\ndelay = 0\nadditionality = 1\nwhy = \"A test.\"\n[lever.%s.effect.%s]\nas = \"growth\"\nsize = %v\n",
			id, id, id, on, size)
	}
	return b.String()
}

// With pushes of 1, .5 and .25 on a standard normal that must reach 2, a package with sum s is met with likelihood Φ(s - 2):
// .2 needs s of 1.158, which a and b (1.5), a and c (1.25) reach, and no smaller package, nor b and c (.75).
func TestPackagesWithAKnownFront(t *testing.T) {
	const n = 20_000
	p := tiny(t, leversOn(map[string]float64{"a": 1, "b": .5, "c": .25, "harm": -.3}, "c", "idle", "a", "b", "harm"))
	f, err := search.Packages(background, p, "", met("x"), .2, draws(n))
	if err != nil {
		t.Fatal(err)
	}
	names := func(list []search.Package) (out []string) {
		for _, x := range list {
			out = append(out, strings.Join(x.Levers, " "))
		}
		return out
	}
	if got, want := names(f.Best), []string{"a", "a b", "c a b", "c a b harm"}; !slices.Equal(got, want) {
		t.Errorf("the best are %q, want %q", got, want)
	}
	if got, want := names(f.Minimal), []string{"a b", "c a"}; !slices.Equal(got, want) {
		t.Errorf("minimal are %q, want %q", got, want)
	}
	if !slices.Equal(f.Without, []string{"idle"}) || !f.All || f.Tried != 15 {
		t.Errorf("without effect %q, all %v, tried %d", f.Without, f.All, f.Tried)
	}
	for i, s := range []float64{1, 1.5, 1.75, 1.45} {
		want := dist.Phi(s - 2)
		near(t, f.Best[i].Levers[0], f.Best[i].B, want, 4*math.Sqrt(want*(1-want)/n))
		if f.Best[i].A != f.None || f.Best[i].Delta != f.Best[i].B-f.None {
			t.Errorf("%+v against %v", f.Best[i], f.None)
		}
	}
	if easy, err := search.Packages(background, p, "", met("x"), .01, draws(2000)); err != nil || easy.Minimal != nil || easy.None < .01 {
		t.Errorf("no lever is needed, yet %v: %v", easy.Minimal, err)
	}
	if none, err := search.Packages(background, p, "", met("x"), .9, draws(2000)); err != nil || none.Minimal != nil {
		t.Errorf("%v reach nine in ten: %v", none.Minimal, err)
	}
}

// Ten levers make more packages than are tried: the best of each number are still found where effects add up.
func TestPackagesOfManyLevers(t *testing.T) {
	sizes, order := map[string]float64{}, []string{}
	for i := range 10 {
		id := string(rune('a' + i))
		order = append(order, id)
		sizes[id] = .05 * float64(i+1)
	}
	f, err := search.Packages(background, tiny(t, leversOn(sizes, order...)), "", met("x"), .1, draws(4000))
	if err != nil {
		t.Fatal(err)
	}
	if f.All || len(f.Best) != 10 || f.Tried > 10*2*10 {
		t.Fatalf("all %v, %d sizes, %d tried", f.All, len(f.Best), f.Tried)
	}
	for k, best := range f.Best { // the strongest k levers, which stand last in the plan
		if want := order[10-k-1:]; !slices.Equal(best.Levers, want) {
			t.Errorf("of %d levers the best are %q, want %q", k+1, best.Levers, want)
		}
	}
}

// The number of targets met is asked for target by target: with pushes of 1 on x, .8 on y, and .6 on both, the answer of a package
// is Φ(sx - 2) + Φ(sy - 2); all targets together depend on all levers at once: Φ(sx - 2)·Φ(sy - 2), as x and y are independent.
func TestPackagesOfSeveralTargets(t *testing.T) {
	const n = 20_000
	text := `
[indicator.x]
law = "white_noise"
[indicator.y]
law = "white_noise"
[target.x]
number = 1
indicator = "x"
at_least = 2
[target.y]
number = 2
indicator = "y"
at_least = 2
`
	lever := func(id string) string {
		return fmt.Sprintf("[lever.%s]\nkind = \"project\"\ntitle = %q\nstart = 2021\nramp = 0\ndelay = 0\nadditionality = 1\nwhy = \"A test.\"\n", id, id)
	}
	effect := func(id, on string, size float64) string {
		return fmt.Sprintf("[lever.%s.effect.%s]\nas = \"growth\"\nsize = %v\n", id, on, size)
	}
	p := tiny(t, text+lever("a")+effect("a", "x", 1)+lever("b")+effect("b", "y", .8)+lever("c")+effect("c", "x", .6)+effect("c", "y", .6))
	x, y := search.Name{Target: "x"}, search.Name{Target: "y"}
	pushes := []struct{ x, y float64 }{{.6, .6}, {1.6, .6}, {1.6, 1.4}} // of the best package of each number: c, a c, all
	for _, c := range []struct {
		q    search.Question
		want func(x, y float64) float64
	}{
		{search.HowMany(x, y), func(x, y float64) float64 { return x + y }},
		{search.All(x, y), func(x, y float64) float64 { return x * y }},
	} {
		f, err := search.Packages(background, p, "", c.q, 10, draws(n))
		if err != nil {
			t.Fatal(err)
		}
		if !f.All || f.Tried != 7 || len(f.Best) != 3 {
			t.Fatalf("%+v", f)
		}
		for k, s := range pushes {
			px, py := dist.Phi(s.x-2), dist.Phi(s.y-2)
			if k == 0 && c.q.AtLeast == 0 { // a alone brings more targets, though never both
				px, py = dist.Phi(-1), dist.Phi(-2)
			}
			near(t, fmt.Sprint(f.Best[k].Levers), f.Best[k].B, c.want(px, py), 4*math.Sqrt((px*(1-px)+py*(1-py))/n))
		}
	}
}

package search_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/search"
)

// switches is a plan with constants that a set of changes turns from 0 to 1.
func switches(t *testing.T, p *plan.Plan, n int) func(uint64) (*program.Program, error) {
	return func(set uint64) (*program.Program, error) {
		var on []string
		for i := range n {
			if set>>i&1 == 1 {
				on = append(on, fmt.Sprintf("indicator.k%d.value=1", i))
			}
		}
		return program.Compile(change(t, p, on...), "", "")
	}
}

func constants(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[indicator.k%d]\nlaw = \"constant\"\n[indicator.k%d.parameters]\nvalue = 0\n", i, i)
	}
	return b.String()
}

// The target needs k2, or k0 and k1 together. Of the six orders k2 decides in all but the two in which it comes last:
// 2/3; the other two share the rest.
func TestCreditOfThreeChanges(t *testing.T) {
	p := tiny(t, constants(3)+`
[indicator.v]
formula = "max(k2, k0 * k1)"
[target.v]
number = 1
indicator = "v"
at_least = 1
`)
	c, err := search.Shapley(background, 3, switches(t, p, 3), []search.Question{met("v")}, draws(512))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{1. / 6, 1. / 6, 2. / 3} {
		near(t, fmt.Sprint("credit of change ", i), c[0].Parts[i], want, 1e-12)
		near(t, "its error", c[0].Half[i], 0, 1e-12) // nothing is left to luck
	}
	if c[0].From != 0 || c[0].To != 1 || !c[0].Exact {
		t.Errorf("%+v", c[0])
	}
}

// Ten changes of which each raises the likelihood of the sum of a normal shock and the changes by its own step; what one
// adds depends on those before. The credit of equal changes is equal, and all together are the whole difference.
func TestCreditOfManyChanges(t *testing.T) {
	const n = 10
	var sum []string
	for i := range n {
		sum = append(sum, fmt.Sprintf("0.2 * k%d", i))
	}
	p := tiny(t, constants(n)+`
[indicator.x]
law = "white_noise"
[indicator.v]
formula = "x + `+strings.Join(sum, " + ")+`"
[target.v]
number = 1
indicator = "v"
at_least = 1
`)
	const futures = 20_000
	c, err := search.Shapley(background, n, switches(t, p, n), []search.Question{met("v")}, draws(futures))
	if err != nil {
		t.Fatal(err)
	}
	phi := func(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
	near(t, "without", c[0].From, phi(-1), 4*math.Sqrt(phi(-1)*phi(1)/futures))
	near(t, "with all", c[0].To, phi(1), 4*math.Sqrt(phi(-1)*phi(1)/futures))
	whole := 0.
	for i, part := range c[0].Parts {
		whole += part
		// 95 % half-widths with 11 degrees of freedom: 4 standard errors are 4/2.2 of them.
		near(t, fmt.Sprint("credit of change ", i), part, (phi(1)-phi(-1))/n, 4/2.2*c[0].Half[i])
	}
	near(t, "all parts", whole, c[0].To-c[0].From, 1e-12)
	if c[0].Exact {
		t.Error("sampled orders are called exact")
	}
}

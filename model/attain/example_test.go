package attain_test

import (
	"fmt"

	"targetcast/model/attain"
)

// The same share of futures, 0.537, may be said more or less finely: to a per cent on good data, to 5 on fair data, as a
// band of 20 points on thin data, and as the envelope of the priors where nothing was observed.
func ExampleState() {
	envelope := [2]float64{0.25, 0.71}
	for _, grade := range []string{"A", "B", "C"} {
		fmt.Println(grade, attain.State(0.537, grade, true, envelope))
	}
	fmt.Println("no base", attain.State(0.537, "C", false, envelope))
	fmt.Println("no base, wide", attain.State(0.537, "C", false, [2]float64{0.05, 0.95}).Kind == attain.CannotAssess)
	// Output:
	// A {0 0.54 0.54 0.54}
	// B {0 0.55 0.55 0.55}
	// C {1 NaN 0.4 0.6}
	// no base {1 NaN 0.2 0.8}
	// no base, wide true
}

package dist_test

import (
	"fmt"

	"targetcast/model/dist"
)

// A judgement of three quantiles is met exactly, and with bounds no quantile leaves them.
func ExampleMetalogBounded() {
	share, err := dist.MetalogBounded(0.2, 0.3, 0.5, 0, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range []float64{0.1, 0.5, 0.9} {
		fmt.Printf("%.2f ", share.Quantile(p))
	}
	fmt.Println(share.Quantile(0.999) < 1)
	_, err = dist.Metalog(3, 2, 4)
	fmt.Println(err)
	// Output:
	// 0.20 0.30 0.50 true
	// metalog: p10 3, p50 2, p90 4 do not rise; write p10 < p50 < p90, or the plain number where nothing is uncertain
}

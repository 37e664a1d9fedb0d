package plan_test

import (
	"fmt"
	"testing/fstest"

	"targetcast/model/plan"
)

const harbour = `id = "harbour"
title = "A small harbour"
announced = 2020-12-31
horizon = 2025
[target.boxes]
title = "Containers a year, 1000 TEU"
indicator = "boxes"
at_least = 500
[indicator.boxes]
law = "log_random_walk"
parameters = { start = 400, drift = { p10 = 0.02, p50 = 0.04, p90 = 0.06 }, sd = 0.03 }
`

// A folder with plan.toml becomes a plan whose numbers know their keys and where they were written, or all its problems.
func ExampleLoad() {
	options := plan.Options{Laws: map[string][]string{"log_random_walk": {"start", "drift", "sd"}}}
	folder := fstest.MapFS{plan.Main: {Data: []byte(harbour)}}
	p, err := plan.Load(folder, options)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range p.Lookup("indicator.*.drift") {
		fmt.Println(n.Path, n.Quantity.Dist, n.Quantity.Origin.Line)
	}
	folder[plan.Main] = &fstest.MapFile{Data: []byte("horizn = 2025\n" + harbour)}
	_, err = plan.Load(folder, options)
	fmt.Println(err)
	// Output:
	// indicator.boxes.drift metalog(p10 0.02, p50 0.04, p90 0.06) 11
	// plan.toml:1:1: horizn: unknown key; did you mean "horizon"?
}

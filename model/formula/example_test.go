package formula_test

import (
	"fmt"

	"targetcast/model/formula"
)

// A formula knows the names it needs, and where it cannot be read.
func ExampleParse() {
	e, err := formula.Parse("100 * (gdp_hangzhou + gdp_ningbo) / gdp_delta")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range e.Refs() {
		fmt.Print(r.Name, " ")
	}
	values := map[string]float64{"gdp_hangzhou": 16106, "gdp_ningbo": 12409, "gdp_delta": 244714}
	share, known := e.Value(func(name string) (float64, bool) { v, ok := values[name]; return v, ok }, 2020)
	fmt.Printf("%.2f %v\n", share, known)
	_, err = formula.Parse("gdp_hangzhou + * 2")
	fmt.Println(err)
	// Output:
	// gdp_hangzhou gdp_ningbo gdp_delta 11.65 true
	// column 16: "*" cannot stand here
}

package dist

import (
	"fmt"
	"math"
)

// arg is one named argument of a constructor, for the text of an error.
type arg struct {
	name  string
	value float64
}

// finite refuses NaN and infinities.
func finite(law string, args ...arg) error {
	for _, a := range args {
		if math.IsNaN(a.value) || math.IsInf(a.value, 0) {
			return fmt.Errorf("%s: %s is %g; write a finite number", law, a.name, a.value)
		}
	}
	return nil
}

// positive refuses zero and less.
func positive(law, name string, value float64) error {
	if value > 0 {
		return nil
	}
	if value == 0 && name == "sd" {
		return fmt.Errorf("%s: sd is 0; write a positive sd, or the plain number where nothing is uncertain", law)
	}
	return fmt.Errorf("%s: %s is %g; write a number above 0", law, name, value)
}

// fill applies a quantile function of the normal score to a column.
func fill(out, z []float64, at func(float64) float64) {
	out = out[:len(z)]
	for i, v := range z {
		out[i] = at(v)
	}
}
